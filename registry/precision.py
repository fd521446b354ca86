"""How often the checks were right, as measured by what moderators decided of their flags.

What counts are the decided flags of published reports, those that a newer reading or rule no longer finds too: a
mistake stays a mistake. A flag is right if it was confirmed, or set aside as true and of no concern; it is a mistake
if it was set aside as read wrongly or judged wrongly. Flags that were set aside before reasons had names are neither.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from registry.models import Flag, Status
from registry.proportions import Proportion, proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """What moderators decided of the flags of one check.

    `gone` are the mistakes that it does not find any more, `false_alerts` the mistakes of level alert, `unnamed` the
    flags that were set aside before reasons had names.
    """

    right: int = 0
    misread: int = 0
    misjudged: int = 0
    gone: int = 0
    false_alerts: int = 0
    unnamed: int = 0

    @property
    def mistakes(self) -> int:
        """How many flags should not have been raised."""
        return self.misread + self.misjudged

    @property
    def decided(self) -> int:
        """How many flags the share is of."""
        return self.right + self.mistakes

    @property
    def proportion(self) -> Proportion:
        """The share of decided flags that were right, with its interval."""
        return proportion(self.right, self.decided)


NOTHING_DECIDED = Precision()
# The flags of `Flag.objects` in two halves, those about one report and those about a published other too: asked for
# together, PostgreSQL plans for the worst and is three times slower.
_TOLD = (Q(other__isnull=True), Q(other__status=Status.PUBLISHED))


def precisions(check_id: str = "") -> Mapping[str, Precision]:
    """The measured precision of every check of which something was decided, or only of the one named."""
    decided = Flag.everything.visible_to(AnonymousUser()).exclude(state=Flag.State.OPEN).order_by()
    if check_id:
        decided = decided.filter(check_id=check_id)
    columns = ("check_id", "state", "dismissed_as", "is_current", "severity")
    rows: dict[str, list[tuple[str, str, bool, str, int]]] = {}
    for told in _TOLD:
        for check, *row in decided.filter(told).values_list(*columns).annotate(Count("pk")):
            rows.setdefault(check, []).append(tuple(row))
    return {check: _counted(of_check) for check, of_check in rows.items()}


def precision_of(check_id: str) -> Precision:
    """The measured precision of one check."""
    return precisions(check_id).get(check_id, NOTHING_DECIDED)


def _counted(rows: Iterable[tuple[str, str, bool, str, int]]) -> Precision:
    counts = dict.fromkeys(("right", "misread", "misjudged", "gone", "false_alerts", "unnamed"), 0)
    for state, dismissed_as, is_current, severity, count in rows:
        if dismissed_as in Flag.MISTAKES:
            counts[dismissed_as] += count
            counts["gone"] += 0 if is_current else count
            counts["false_alerts"] += count if severity == Flag.Severity.ALERT else 0
        elif state == Flag.State.DISMISSED and not dismissed_as:
            counts["unnamed"] += count
        else:
            counts["right"] += count
    return Precision(**counts)
