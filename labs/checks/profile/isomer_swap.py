"""Speciociliatine and speciogynine have changed places against the product's own history."""

from collections.abc import Iterator
from statistics import median

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.profile.held import MITRAGYNINE, held
from labs.checks.statistics.history import Batch, earlier_batches
from labs.checks.subject import Part, Subject
from labs.translatable import Sentence, gettext, gettext_noop

_PAIR = ("speciociliatine", "speciogynine")
_FEWEST = 3  # earlier batches
_NEAR = 0.2  # of the median

Shares = tuple[float, ...]  # of mitragynine, one for each of the pair
_SHARE = gettext_noop("%(name)s of mitragynine")


@check(
    "alk.isomer_swap",
    severity=Severity.NOTE,
    title=gettext_noop("Two isomers have changed places"),
    explanation=gettext_noop(
        "Speciociliatine and speciogynine have one mass and are told apart by when they leave the column. Here each "
        "stands at the share of mitragynine that the other had in earlier batches."
    ),
    formula=gettext_noop(
        "exchanged, both shares of mitragynine are within 20 % of the median of 3 earlier batches or more; as printed, "
        "neither is"
    ),
    example=gettext_noop(
        """\
Speciociliatine of mitragynine  0.101
in earlier batches, median      0.200
Speciogynine of mitragynine     0.202
in earlier batches, median      0.100"""
    ),
    innocent=(gettext_noop("The leaf came from another source."),),
    remedy=(gettext_noop("The laboratory can look at the peaks again."),),
    sources=(),
    ours=gettext_noop("The question, the 20 % and the three batches are our choice."),
)
def isomer_swap(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample with a history whether its two isomers fit it better exchanged."""
    for part in subject.parts:
        ours = _shares(subject, part) if all(part.of(slug) for slug in _PAIR) else None
        batches = earlier_batches(subject, part, context, _FEWEST) if ours is not None else ()
        history = [shares for batch in batches if (shares := _shares(batch.subject, batch.part)) is not None]
        if ours is None or len(history) < _FEWEST:
            continue
        yield FINE
        usual = tuple(median(column) for column in zip(*history, strict=True))
        if _near(ours[::-1], usual) == 2 and _near(ours, usual) == 0:
            yield _doubt(part, ours, usual, batches)


def _shares(subject: Subject, part: Part) -> Shares | None:
    """The isomers as shares of mitragynine; None where one of the three is no number."""
    found = [held(subject, part, slug, "%") for slug in (MITRAGYNINE, *_PAIR)]
    known = [one for one in found if one is not None and not one.is_missed and one.low > 0 and one.high is not None]
    if len(known) < len(found):
        return None
    main, *pair = [float(one.low + (one.high or one.low)) for one in known]
    return tuple(one / main for one in pair)


def _near(shares: Shares, usual: Shares) -> int:
    """How many shares are near those of the history."""
    return sum(abs(one - other) <= _NEAR * other for one, other in zip(shares, usual, strict=True))


def _doubt(part: Part, ours: Shares, usual: Shares, batches: tuple[Batch, ...]) -> Doubt:
    first, second = (part.of(slug)[0] for slug in _PAIR)
    return Doubt(
        says=Sentence(
            gettext_noop(
                "%(name)s (%(amount)s) and %(other)s (%(other_amount)s) fit the %(count)s earlier batches only if they "
                "are exchanged."
            ),
            name=first.name.text,
            amount=amount(first),
            other=second.name.text,
            other_amount=amount(second),
            count=str(len(batches)),
        ),
        arithmetic=on_paper(
            (
                (Sentence(_SHARE, name=first.name.text), f"{ours[0]:.3f}"),
                (gettext("in earlier batches, median"), f"{usual[0]:.3f}"),
                (Sentence(_SHARE, name=second.name.text), f"{ours[1]:.3f}"),
                (gettext("in earlier batches, median"), f"{usual[1]:.3f}"),
            )
        ),
        evidence=(first.printed, second.printed),
        about=first,
    )
