"""Mitragynine without the alkaloids that come with it."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper, with_words
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.profile.held import CONCENTRATIONS, MAJORS, MITRAGYNINE, Held, held
from labs.checks.profile.literature import NATIVE_PROFILE, RAW_LEAF, SEVEN_OH_PRODUCTS
from labs.checks.subject import Part, Subject
from labs.reference.amounts import plain
from labs.reference.words import fold, phrases
from labs.translatable import Sentence, gettext, gettext_noop

_LEAST_SHARE = Decimal("0.02")  # of the mitragynine; leaf holds 10 to 30 %
_FEWEST = 2  # of the three that must have been tested
_PURE = Decimal(80)  # % mitragynine; from here on it is an isolate, whatever its name


@check(
    "alk.minors_missing",
    severity=Severity.ALERT,
    title=gettext_noop("Mitragynine without other alkaloids of the leaf"),
    explanation=gettext_noop(
        "Leaf holds paynantheine, speciogynine and speciociliatine beside mitragynine, and so does an extract made "
        "from it. Here they were looked for and not found, by a method that would have seen a fiftieth of the "
        "mitragynine."
    ),
    formula=gettext_noop(
        "every tested major alkaloid < LOQ, and its most < 0.02 × least mitragynine; two or more tested"
    ),
    example=gettext_noop(
        """\
Mitragynine       612.03 mg/g
at least           61.2025 %
a fiftieth of it    1.22405 %
Paynantheine      ND, at most 0.015 %
Speciogynine      ND, at most 0.015 %
Speciociliatine   ND, at most 0.015 %"""
    ),
    innocent=(
        gettext_noop("The product is mitragynine that was isolated, and is sold as such."),
        gettext_noop("US-grown trees of some kinds are poor in paynantheine."),
    ),
    remedy=(
        gettext_noop("The seller can say what the product was made from, and how."),
        gettext_noop("The laboratory can show the chromatogram, or measure the retained sample again."),
    ),
    sources=(NATIVE_PROFILE, SEVEN_OH_PRODUCTS, RAW_LEAF),
    ours=gettext_noop(
        "A fiftieth of the mitragynine is our choice, far below what leaf holds. It is an alert only where the report "
        "calls the sample leaf or an extract of it, and not where it names an isolate or holds over 80 % mitragynine."
    ),
)
def minors_missing(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample with mitragynine whether other alkaloids of the leaf must be missing."""
    for part in subject.parts:
        if not part.of(MITRAGYNINE):
            continue
        for unit in CONCENTRATIONS:
            main = held(subject, part, MITRAGYNINE, unit)
            tested = [(slug, part.of(slug)) for slug in MAJORS if part.of(slug)]
            found = [one for slug, _ in tested if (one := held(subject, part, slug, unit)) is not None]
            if main is None or main.low <= 0 or len(found) < _FEWEST or len(found) < len(tested):
                continue
            yield FINE
            least = main.low * _LEAST_SHARE
            if all(one.is_missed and one.high is not None and one.high < least for one in found):
                yield _doubt(main, found, least, _severity(part, context, main))
            break


def _severity(part: Part, context: Context, main: Held) -> Severity:
    form = context.form or part.form
    is_isolate = _names_an_isolate(part) or (main.unit == "%" and main.low >= _PURE)
    return Severity.WARNING if form is None or is_isolate else Severity.ALERT


def _names_an_isolate(part: Part) -> bool:
    texts = [one.text for one in (part.sample.product_name, part.sample.matrix) if one is not None]
    return any(f" {word} " in f" {fold(text)} " for text in texts for word in phrases("forms")["isolate"])


def _doubt(main: Held, found: list[Held], least: Decimal, severity: Severity) -> Doubt:
    names = ", ".join(one.result.name.text for one in found)
    lines: list[tuple[str, str]] = [(main.result.name.text, amount(main.result))]
    lines += [
        (gettext("at least"), f"{plain(main.low)} {main.unit}"),
        (gettext("a fiftieth of it"), f"{plain(least)} {main.unit}"),
    ]
    lines += [(one.result.name.text, with_words(one.result, one.words)) for one in found]
    return Doubt(
        says=Sentence(
            gettext_noop("Beside mitragynine (%(amount)s) stands none of %(names)s, each under a fiftieth of it."),
            amount=amount(main.result),
            names=names,
        ),
        arithmetic=on_paper(lines),
        evidence=(*main.prints, *(one.result.printed for one in found)),
        about=main.result,
        severity=severity,
    )
