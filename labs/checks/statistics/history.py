"""Earlier reports beside this one: of the same product, or by the same laboratory for the same client."""

from dataclasses import dataclass

from labs.checks.base import Context
from labs.checks.profile.held import held
from labs.checks.subject import Part, Subject
from labs.coa import CertificateOfAnalysis, Printed, Sample
from labs.reference.words import fold

_MOST_MISSED = 0.3  # share of earlier batches; with more, what stands for them would decide


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Batch:
    """One earlier batch of a product: the certificate's subject, and the sample of it."""

    subject: Subject
    part: Part


def earlier_batches(subject: Subject, part: Part, context: Context, least: int) -> tuple[Batch, ...]:
    """Earlier batches of a sample's product, one report each; none where they are fewer than `least`.

    A product is known by its client and name, both in print, and a batch by its number. Reports that not everyone may
    see are left out: what is found in a history names none of them, and may be public at once.
    """
    if len(context.earlier) < least:
        return ()
    product, batch = _product(subject.coa, part.sample), _text(part.sample.batch)
    if product is None or not batch:
        return ()
    found: dict[str, tuple[CertificateOfAnalysis, int]] = {}
    for place, coa in enumerate(context.earlier):
        for number, sample in enumerate(() if place in context.unpublished else coa.samples):
            other = _text(sample.batch)
            if other and other != batch and _product(coa, sample) == product:
                found.setdefault(other, (coa, number))
    if len(found) < least:
        return ()
    subjects = [(Subject(coa), number) for coa, number in found.values()]
    return tuple(Batch(subject=one, part=one.parts[number]) for one, number in subjects)


def amounts_of(batches: tuple[Batch, ...], analyte: str) -> list[float]:
    """The amounts (g/g) of an analyte in earlier batches, what was missed as half its bound.

    Empty where more than 30 % of them were missed.
    """
    amounts: list[float] = []
    missed = 0
    for one in batches:
        found = held(one.subject, one.part, analyte, "g/g")
        if found is None or found.high is None or found.high <= 0:
            continue
        missed += found.is_missed
        amounts.append(float(found.high) / 2 if found.is_missed else float(found.low + found.high) / 2)
    return [] if missed > _MOST_MISSED * len(amounts) else amounts


def same_hands(subject: Subject, context: Context) -> tuple[Subject, ...]:
    """This certificate and the earlier ones that the same laboratory wrote for the same client, as far as public."""
    ours = _hands(subject.coa) if context.earlier else None
    if ours is None:
        return (subject,)
    seen = (one for place, one in enumerate(context.earlier) if place not in context.unpublished)
    return (subject, *(Subject(one) for one in seen if _hands(one) == ours))


def _product(coa: CertificateOfAnalysis, sample: Sample) -> tuple[str, str] | None:
    client, name = _text(coa.client), _text(sample.product_name)
    return (client, name) if client and name else None


def _hands(coa: CertificateOfAnalysis) -> tuple[str, str] | None:
    laboratory, client = _text(coa.lab_name), _text(coa.client)
    return (laboratory, client) if laboratory and client else None


def _text(printed: Printed | None) -> str:
    return "" if printed is None or printed.is_doubtful else fold(printed.text)
