"""The limit sets that a sample is held against: those of the reader's choice that fit its kind and its date."""

from collections.abc import Iterator

from labs.checks.base import Context
from labs.checks.subject import Part, Subject
from labs.reference.limits import LimitSet
from labs.reference.yardsticks import in_force

_EVERYTHING = "all"


def chosen_limits(subject: Subject, part: Part, context: Context) -> Iterator[tuple[LimitSet, bool]]:
    """The chosen sets that apply to a sample, each with whether it is known to have held when the report was made.

    A set for leaf or extract applies only where it is known which the sample is. A set that did not hold on the
    report's date, or today where the report has none, is left out.
    """
    reported = subject.coa.reported
    on = context.today if reported is None else reported.day
    form = context.form or part.form
    for limits in context.limits:
        fits = not limits.applies_to or _EVERYTHING in limits.applies_to or form in limits.applies_to
        held = in_force(limits, on)
        if fits and held is not False:
            yield limits, held is True
