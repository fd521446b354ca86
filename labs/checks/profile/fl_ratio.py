"""Less than 100 times as much mitragynine as 7-OH."""

from collections.abc import Iterator

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.profile.held import CONCENTRATIONS, MITRAGYNINE, SEVEN_OH, held
from labs.checks.profile.laws import FLORIDA
from labs.checks.subject import Subject
from labs.reference.amounts import plain, rounded
from labs.translatable import Sentence, gettext, gettext_noop

_LEAST_RATIO = 100


@check(
    "alk.fl_ratio",
    severity=Severity.NOTE,
    title=gettext_noop("Mitragynine to 7-OH under 100 to 1"),
    explanation=gettext_noop(
        "A Florida emergency rule of June 2026 is said to ask for at least 100 times as much mitragynine as "
        "7-hydroxymitragynine. We know it from an advocacy group only, not from the rule."
    ),
    formula=gettext_noop("most mitragynine / least 7-OH < 100"),
    example=gettext_noop(
        """\
mitragynine, at most              0.605 %
7-hydroxymitragynine, at least    0.00805 %
ratio, at most                   75.2 : 1
asked for                       100 : 1"""
    ),
    innocent=(
        gettext_noop("Leaf that was dried in the sun or stored for long holds more 7-OH."),
        gettext_noop("The product is not sold in Florida."),
    ),
    remedy=(gettext_noop("The seller can say in which markets the product is sold."),),
    sources=(FLORIDA,),
)
def fl_ratio(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each sample whether the largest ratio that its prints allow is under 100; quiet where 7-OH may be none."""
    for part in subject.parts:
        if not (part.of(SEVEN_OH) and part.of(MITRAGYNINE)):
            continue
        for unit in CONCENTRATIONS:
            ours, main = held(subject, part, SEVEN_OH, unit), held(subject, part, MITRAGYNINE, unit)
            if ours is None or main is None or main.high is None:
                continue
            yield FINE
            if 0 <= main.high < ours.low * _LEAST_RATIO:
                ratio = f"{rounded(main.high / ours.low)} : 1"
                yield Doubt(
                    says=Sentence(
                        gettext_noop(
                            "Mitragynine (%(mitragynine)s) is at most %(ratio)s to 7-hydroxymitragynine (%(amount)s), "
                            "less than the 100 : 1 that Florida is said to ask for."
                        ),
                        mitragynine=amount(main.result),
                        ratio=ratio,
                        amount=amount(ours.result),
                    ),
                    arithmetic=on_paper(
                        (
                            (gettext("mitragynine, at most"), f"{plain(main.high)} {unit}"),
                            (gettext("7-hydroxymitragynine, at least"), f"{plain(ours.low)} {unit}"),
                            (gettext("ratio, at most"), ratio),
                            (gettext("asked for"), f"{_LEAST_RATIO} : 1"),
                        )
                    ),
                    evidence=(*ours.prints, *main.prints),
                    about=ours.result,
                )
            break
