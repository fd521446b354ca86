"""The dose view of a report's page: what so many grams a day hold of each metal, beside the limits per day.

The reader's own grams bring a verdict, and before they say any, one serving where the report prints what it weighs.
Without either the amounts of a published study stand there, and no verdict.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from labs.coa import Panel
from labs.quantities import Dimension, read_unit
from labs.reference.dose import STUDIED_GRAMS, STUDY, STUDY_URL, Daily, daily
from labs.reference.measured import measured
from labs.reference.servings import Serving, printed_serving
from registry.as_values import as_result
from registry.web.limit_words import span_words
from registry.web.report_parts import Line
from registry.web.translating import is_english, number
from registry.web.yardsticks import Judged, Yardstick, counted, with_words

_UNIT = "µg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metal:
    """One metal: its result, the grams with what they hold, how that is reckoned, and each limit per day.

    `reason` says why nothing can be reckoned. `judged` are the limits with the verdict for the reader's own grams: show
    it only where there are such.
    """

    line: Line
    amounts: tuple[tuple[str, str], ...]
    sums: tuple[str, ...]
    reason: str
    judged: tuple[Judged, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Under how many limits it stands how."""
        return counted([(one,) for one in self.judged])


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseView:
    """The whole view. `grams` is the reader's own choice, or else those of `serving`; None without either.

    `serving` is what the report prints of it, where that is what is reckoned with.
    """

    grams: Decimal | None
    metals: tuple[Metal, ...]
    serving: Serving | None = None

    study = STUDY
    study_url = STUDY_URL

    def __bool__(self) -> bool:
        return bool(self.metals)

    @property
    def slider(self) -> str:
        """Where the slider, from 1 to 25 g, stands at first: at its start without a number."""
        return f"{min(max(self.grams, Decimal(1)), Decimal(25)):f}" if self.grams else "1"


def dose_view(lines: Iterable[Line], yardstick: Yardstick, text: str) -> DoseView:
    """The view of a report's results; empty where it has no metal that a limit per day is for.

    `text` is the report's own, where the mass of a serving is looked for.
    """
    serving = None if yardstick.grams else printed_serving(text)
    chosen = serving.grams if serving else yardstick.grams
    grams = (chosen,) if chosen else STUDIED_GRAMS
    seen: set[tuple[int, str]] = set()
    metals: list[Metal] = []
    for line in lines:
        row = line.row
        unit = read_unit(row.unit)
        key = row.sample.position, row.analyte
        if row.panel != Panel.METALS or unit is None or unit.dimension is not Dimension.MASS_FRACTION or key in seen:
            continue
        ours = measured(as_result(row))
        found = [daily(ours, each) for each in grams]
        if found[0].judgements:
            seen.add(key)
            metals.append(
                Metal(
                    line=line,
                    amounts=tuple(
                        (number(one.grams), span_words(one.amount, _UNIT)) for one in found if one.amount is not None
                    ),
                    sums=tuple(_sum(one) for one in found if one.amount is not None),
                    reason=found[0].reason,
                    judged=with_words(found[0].judgements),
                )
            )
    return DoseView(grams=chosen, metals=tuple(metals), serving=serving)


def _sum(one: Daily) -> str:
    """How a day's amount came about, in the reader's language; English is as the core says it."""
    if is_english() or one.amount is None or one.per_gram is None:
        return one.arithmetic
    said = {"per_gram": span_words(one.per_gram, f"{_UNIT}/g"), "grams": number(one.grams)}
    return _("%(per_gram)s × %(grams)s g = %(amount)s a day") % {**said, "amount": span_words(one.amount, _UNIT)}
