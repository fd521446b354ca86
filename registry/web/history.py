"""What was decided of a report, in sentences."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.models import Decision, Flag, Product, Report
from registry.web import wording
from registry.web.translating import in_language

_PARTS = {
    "text": gettext_lazy("amount"),
    "unit": gettext_lazy("unit"),
    "analyte": gettext_lazy("analyte"),
    "product_name": gettext_lazy("product"),
    "batch": gettext_lazy("batch"),
    "lab_name": gettext_lazy("laboratory"),
    "report_id": gettext_lazy("report number"),
    "client": gettext_lazy("client"),
    "form": gettext_lazy("form"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One decision as a sentence of parts: who did it, what they did (`said`), to what values, and why."""

    decision: Decision
    said: str
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a report, as everyone may know it: never who did it, always when and why."""

    at: dt.datetime
    said: str
    changes: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""


def public_history(report: Report, names: Mapping[str, str]) -> list[Event]:
    """What happened to a report since it was sent in, the newest first: decisions of moderators, and readings."""
    decided = [in_public(one, names) for one in report.decisions.public().select_related("flag")]
    readings = report.readings.order_by("-pk").values_list("read_at", "reader_version")
    read = [Event(at=at, said=_("Read by machine, with reader %(version)s.") % {"version": v}) for at, v in readings]
    sent = Event(at=report.created_at, said=_("Sent in."))
    return sorted([*decided, *read, sent], key=lambda event: event.at, reverse=True)


def in_public(decision: Decision, names: Mapping[str, str]) -> Event:
    """A decision as everyone may know it; `names` as for `told`."""
    one = told(decision, names)
    says = in_language(decision.flag.sentence) if decision.flag else ""
    match decision.act:
        case Decision.Act.PUBLISH:
            said = _("Compared with the paper and published by a moderator.")
        case Decision.Act.WITHDRAW:
            said = _("Withdrawn by a moderator.")
        case Decision.Act.CONFIRM_FLAG:
            said = _("A moderator compared a flag with the paper, and it is right: %(says)s") % {"says": says}
        case Decision.Act.DISMISS_FLAG:
            said = _("A moderator set a flag aside: %(says)s") % {"says": says}
            return Event(at=decision.at, said=said, reason=_with_name(decision))
        case Decision.Act.UPHOLD:
            said = _("Somebody objected to a flag, and a moderator set it aside as a mistake of ours: %(says)s")
            return Event(at=decision.at, said=said % {"says": says}, reason=_with_name(decision))
        case Decision.Act.OVERRULE:
            said = _("Somebody objected to a flag, and a moderator did not uphold that: %(says)s") % {"says": says}
        case Decision.Act.REOPEN_ANSWER:
            said = _("A moderator took up again what was said of a flag: %(says)s") % {"says": says}
        case Decision.Act.VERIFY_REPLY:
            said = _("A moderator verified a reply to a flag: %(says)s") % {"says": says}
        case _:
            subject = _subject(str(decision.after.get("target", "")), names)
            said = _("A moderator corrected %(subject)s") % {"subject": subject}
    return Event(at=decision.at, said=said, changes=one.changes, reason=decision.reason)


def _with_name(decision: Decision) -> str:
    """The reason of a dismissal: its name in words, and what the moderator wrote."""
    name = str(decision.after.get("dismissed_as", ""))
    named = str(Flag.Dismissal(name).label) if name in Flag.Dismissal.values else ""
    return f"{named} {in_language(decision.reason)}".strip()


def told(decision: Decision, names: Mapping[str, str]) -> Told:
    """A decision in words; `names` are the analytes' names by the target of a correction, ``result:0:p1-lead-ppm``."""
    if decision.act != Decision.Act.CORRECT:
        return Told(decision=decision, said=decision.get_act_display() + _of_flag(decision))
    before, after = decision.before, decision.after
    changes = tuple(
        (str(_PARTS[name]), _in_words(name, before.get(name, "")), _in_words(name, value))
        for name, value in after.items()
        if name in _PARTS
    )
    said = _("corrected %(subject)s") % {"subject": _subject(str(after.get("target", "")), names)}
    return Told(decision=decision, said=said, changes=changes)


def _in_words(name: str, value: object) -> str:
    """A value that was set, or was there before: a form by its name."""
    return str(Product.Form(value).label) if name == "form" and value in Product.Form.values else str(value)


def _of_flag(decision: Decision) -> str:
    return f": {in_language(decision.flag.sentence)}" if decision.flag else ""


def _subject(target: str, names: Mapping[str, str]) -> str:
    """What was corrected: an analyte by its name, or the head of the report, or one sample."""
    kind, _colon, rest = target.partition(":")
    if kind == "result":
        return names.get(target, _("a result that is no longer there"))
    if kind == "sample" and rest.isdigit():
        return _("sample %(number)s") % {"number": int(rest) + 1}
    return _("the head of the report") if kind == "report" else wording.panel_name(kind or "something")
