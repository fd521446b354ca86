"""What a moderator proposes to correct: what it says now, what was printed, and whether the proposal can stand.

A result that was read as an amount must stay one that we can read: turned into a word it would leave every sum, limit
and search without anyone being told.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from labs.coa import CertificateOfAnalysis, Printed
from labs.quantities import Kind, read_quantity
from labs.reference.analytes import by_slug
from registry import readings, storing
from registry.corrections import REPORT_NAMES, RESULT_NAMES, SAMPLE_NAMES, result_target, writes_decimal_comma
from registry.models import Report, name_key
from registry.result_keys import result_keys

_LONGEST = {
    "text": 500, "unit": 60, "analyte": 60, "product_name": 300, "batch": 120, "lab_name": 200, "report_id": 200,
    "client": 200,
}  # fmt: skip
_CALLED = {
    "text": gettext_noop("amount"),
    "unit": gettext_noop("unit"),
    "analyte": gettext_noop("analyte"),
    "product_name": gettext_noop("product's name"),
    "batch": gettext_noop("batch number"),
    "lab_name": gettext_noop("laboratory's name"),
    "report_id": gettext_noop("report number"),
    "client": gettext_noop("client's name"),
}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_AMBIGUOUS = re.compile(r"\D*[1-9]\d{0,2},\d{3}\D*")


class NotAllowed(Exception):
    """An act that the rules do not allow. Its text is a sentence for the moderator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is corrected, as it is now: equal again as long as nobody changed it.

    `before` is what each part says, `prints` what stands on the page for it. `is_word` says that a result was read as
    a word, `comma` whether the certificate writes decimals with one (None: not known).
    """

    target: str
    read: CertificateOfAnalysis = field(repr=False)
    before: dict[str, str]
    prints: dict[str, Printed | None]
    is_word: bool = False
    comma: bool | None = None


def subject_of(report: Report, target: str) -> Subject:
    """What `target` is now. Raises `NotAllowed` when it is no longer there."""
    try:
        read = readings.certificate_of(report)
        if target == "report":
            return _head(report, read)
        kind, position, *key = target.split(":", 2)
        if kind == "sample":
            return _sample(report, read, target, int(position))
        return _result(report, read, int(position), key[0])
    except (LookupError, storing.Missing) as missing:
        said = _("This is no longer in the report, which was read again. Please look once more.")
        raise NotAllowed(said) from missing


def _head(report: Report, read: CertificateOfAnalysis) -> Subject:
    before = {
        "lab_name": report.laboratory.name if report.laboratory else "",
        "report_id": report.report_number,
        "client": report.client,
    }
    return Subject(
        target="report", read=read, before=before, prints={name: getattr(read, name) for name in REPORT_NAMES}
    )


def _sample(report: Report, read: CertificateOfAnalysis, target: str, position: int) -> Subject:
    sample = storing.sample_at(report, position)
    before = {
        "product_name": sample.product.name if sample.product else "",
        "batch": sample.batch.number if sample.batch else "",
    }
    prints = {name: getattr(read.samples[position], name) for name in SAMPLE_NAMES}
    return Subject(target=target, read=read, before=before, prints=prints)


def _result(report: Report, read: CertificateOfAnalysis, position: int, key: str) -> Subject:
    row = storing.result_at(report, position, key)
    sample = read.samples[position]
    found = sample.results[result_keys(sample).index(key)] if key in result_keys(sample) else None
    if found is None:
        raise LookupError(key)
    return Subject(
        target=result_target(position, key),
        read=read,
        before={"text": row.text, "unit": row.unit, "analyte": row.analyte},
        prints=dict.fromkeys(RESULT_NAMES, found.printed),
        is_word=found.quantity.kind is Kind.WORD,
        comma=writes_decimal_comma(read),
    )


def real_changes(subject: Subject, changes: dict[str, str]) -> dict[str, str]:
    """The changes that change something, tidied. Raises `NotAllowed` for what cannot stand, `TypeError` for no part."""
    if unknown := set(changes) - set(subject.before):
        raise TypeError(f"cannot correct {', '.join(sorted(unknown))}")
    tidy = {name: " ".join(_UNPRINTABLE.sub(" ", text).split()) for name, text in changes.items()}
    real = {name: text for name, text in tidy.items() if text != subject.before[name]}
    if not real:
        raise NotAllowed(_("Nothing was changed."))
    for name, text in real.items():
        if len(text) > _LONGEST[name]:
            said = _("The %(what)s is too long: at most %(most)s characters.")
            raise NotAllowed(said % {"what": _(_CALLED[name]), "most": _LONGEST[name]})
    _ask_of_amount(subject, real)
    _ask_of_names(real)
    return real


def _ask_of_amount(subject: Subject, real: dict[str, str]) -> None:
    """Raise `NotAllowed` for an amount that we could not read, or could read as two, and for an unknown analyte."""
    if (slug := real.get("analyte")) and by_slug(slug) is None:
        said = _("“%(text)s” is no analyte that we know. Choose one from the list, or leave it empty.")
        raise NotAllowed(said % {"text": slug})
    if "text" not in real:
        return
    text = real["text"]
    if not text:
        raise NotAllowed(_("A result cannot be emptied. Write what the page prints, for example ND."))
    if subject.comma is None and _AMBIGUOUS.fullmatch(text):
        said = _(
            "“%(text)s” can be read in two ways. Write it with a point (%(point)s), or without a comma if it means "
            "thousands (%(plain)s)."
        )
        raise NotAllowed(said % {"text": text, "point": text.replace(",", "."), "plain": text.replace(",", "")})
    quantity = read_quantity(text, decimal_comma=subject.comma)
    if quantity is not None and quantity.kind is Kind.WORD and not subject.is_word:
        said = _(
            "“%(text)s” is not an amount we can read. Write it as the page prints it, for example 0.020, <0.05 or ND."
        )
        raise NotAllowed(said % {"text": text})


def _ask_of_names(real: dict[str, str]) -> None:
    """Raise `NotAllowed` for a product without a name, and for a name without a letter or a digit."""
    if real.get("product_name") == "":
        raise NotAllowed(_("A product's name cannot be emptied. Write it as the page prints it."))
    for name in ("product_name", "lab_name", "client"):
        if real.get(name) and not name_key(real[name]):
            raise NotAllowed(_("The %(what)s needs a letter or a digit.") % {"what": _(_CALLED[name])})
