"""7-Hydroxymitragynine makes up more than 2 % of the alkaloids."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.base import Answer, Context, Severity, Source, check
from labs.checks.profile.shares import LEAST_MITRAGYNINE, OURS, ask_share
from labs.checks.subject import Subject
from labs.translatable import gettext, gettext_noop

_CAP = Decimal("0.02")
_WHO = gettext("several US states allow")


@check(
    "alk.share_over_2",
    severity=Severity.ALERT,
    title=gettext_noop("7-OH above 2 % of alkaloids"),
    explanation=gettext_noop("Several US states cap 7-hydroxymitragynine at 2 % of a kratom product's alkaloids."),
    formula=gettext_noop("least 7-OH / most of all alkaloids > 0.02"),
    example=gettext_noop(
        """\
7-hydroxymitragynine, at least                1.725 mg/g
all alkaloids, at most (6 alkaloids listed)  17.76 mg/g
share, at least                               9.71 %
cap                                           2 %"""
    ),
    innocent=(
        gettext_noop("The product is openly sold as 7-hydroxymitragynine."),
        gettext_noop("The report lists few alkaloids, which makes every share look larger."),
    ),
    remedy=(
        gettext_noop(
            "The seller can show the share that the law of its market asks about, from a report that lists all "
            "alkaloids."
        ),
    ),
    sources=(
        Source(text="KRS 217.2202(2)", url="https://courtgpt.ai/laws/kentucky/chapter-217/section-217-2202"),
        Source(text="Md. Health-Gen. 21-2E-02(b)(1)(iii)", url="https://lexace.ai/us/statute/maryland/HG-21-2E-02"),
        Source(text="Neb. Rev. Stat. 71-3802(5)", url="https://self-law.org/code/ne/chapter-71/71-3807"),
        Source(
            text="63 O.S. 1-1432.4(A)(3)",
            url="https://getpocketlaw.com/law/state_oklahoma/section-63-1-1432-4-prohibited-products-labeling-requirements-distribution-to-minors-prohibited-test-results_c04185cfe382",
        ),
        LEAST_MITRAGYNINE,
    ),
    ours=OURS,
)
def share_over_2(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each sample whether its 7-OH must be more than 2 % of its alkaloids; quiet where that cannot be told."""
    yield from ask_share(subject, _CAP, _WHO)
