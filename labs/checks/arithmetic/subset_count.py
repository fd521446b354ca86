"""More of one kind of microbe is counted than of the group that it belongs to."""

from collections.abc import Iterator

from labs.checks.amounts import amount, on_paper
from labs.checks.arithmetic.logs import Count, count_of, far_above, powers_apart
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Subject
from labs.translatable import Sentence, gettext, gettext_noop

_IN = (
    ("e_coli", "coliforms"),
    ("e_coli", "fecal_coliforms"),
    ("fecal_coliforms", "coliforms"),
    ("coliforms", "enterobacteriaceae"),
    ("coliforms", "tamc"),
    ("enterobacteriaceae", "tamc"),
    ("btgn", "tamc"),
)


@check(
    "arith.subset_count",
    severity=Severity.NOTE,
    title=gettext_noop("A count exceeds that of the group it belongs to"),
    explanation=gettext_noop(
        "E. coli are coliforms, and coliforms are aerobic microbes, so each count is at most that of its group. Plates "
        "differ, but seldom by more than half a power of ten."
    ),
    formula=gettext_noop("log10(part) − log10(whole) ≤ 0.5"),
    example=gettext_noop(
        """\
Escherichia coli (generic)  520 CFU/g
Total coliforms              50 CFU/g
apart, at least               0.97 powers of ten"""
    ),
    innocent=(
        gettext_noop("The media and the incubation of the two counts differ."),
        gettext_noop("Some strains of E. coli form no gas and are not counted as coliforms."),
    ),
    remedy=(gettext_noop("The laboratory can say by which methods the two were counted."),),
    sources=(
        Source(text=gettext_noop("E. coli is a coliform, coliforms are Enterobacteriaceae: ISO 4831, ISO 21528-2")),
    ),
    ours=gettext_noop("Half a power of ten (a factor of 3.16) is our choice."),
)
def subset_count(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each pair of a group and its part whether the part is more."""
    for part in subject.parts:
        for name, group in _IN:
            if not part.of(name):
                continue
            less, whole = count_of(subject, part, name), count_of(subject, part, group)
            if less is None or whole is None or less.dimension is not whole.dimension:
                continue
            yield _doubt(less, whole) if far_above(less.interval, whole.interval) else FINE


def _doubt(part: Count, whole: Count) -> Doubt:
    assert whole.interval.high is not None
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is printed as %(amount)s, more than %(group)s with %(whole)s, which counts it too."),
            name=part.result.name.text,
            amount=amount(part.result),
            group=whole.result.name.text,
            whole=amount(whole.result),
        ),
        arithmetic=on_paper(
            (
                (part.result.name.text, amount(part.result)),
                (whole.result.name.text, amount(whole.result)),
                (
                    gettext("apart, at least"),
                    Sentence(
                        gettext_noop("%(number)s powers of ten"),
                        number=powers_apart(part.interval.low, whole.interval.high),
                    ),
                ),
            )
        ),
        evidence=(part.result.printed, whole.result.printed),
        about=part.result,
    )
