"""What was decided of a report, in sentences."""

from dataclasses import dataclass

from registry.models import Decision
from registry.web import wording

_PARTS = {
    "text": "amount",
    "unit": "unit",
    "analyte": "analyte",
    "product_name": "product",
    "batch": "batch",
    "lab_name": "laboratory",
    "report_id": "report number",
    "client": "client",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One decision as a sentence of parts: who did it, what they did (`said`), to what values, and why."""

    decision: Decision
    said: str
    changes: tuple[tuple[str, str, str], ...] = ()


def told(decision: Decision, names: dict[str, str]) -> Told:
    """A decision in words; `names` are the analytes' names by the target of a correction, ``result:0:p1-lead-ppm``."""
    if decision.act != Decision.Act.CORRECT:
        return Told(decision=decision, said=decision.get_act_display() + _of_flag(decision))
    before, after = decision.before, decision.after
    changes = tuple(
        (_PARTS.get(name, name), str(before.get(name, "")), str(value))
        for name, value in after.items()
        if name in _PARTS
    )
    return Told(decision=decision, said=f"corrected {_subject(str(after.get('target', '')), names)}", changes=changes)


def _of_flag(decision: Decision) -> str:
    return f": {decision.flag.says}" if decision.flag else ""


def _subject(target: str, names: dict[str, str]) -> str:
    """What was corrected: an analyte by its name, or the head of the report, or one sample."""
    kind, _, rest = target.partition(":")
    if kind == "result":
        return names.get(target, "a result that is no longer there")
    if kind == "sample" and rest.isdigit():
        return f"sample {int(rest) + 1}"
    return "the head of the report" if kind == "report" else wording.panel_name(kind or "something")
