"""The dates of a report in the order in which the work is done."""

from labs.coa import CertificateOfAnalysis, PrintedDate
from labs.translatable import Sentence, either, gettext_noop, ngettext

Stage = tuple[str, PrintedDate]
DATES = {  # what the day of each stage is called in a sentence
    "manufactured": gettext_noop("date manufactured"),
    "sampled": gettext_noop("date sampled"),
    "received": gettext_noop("date received"),
    "tested": gettext_noop("date tested"),
    "reported": gettext_noop("date reported"),
    "expires": gettext_noop("date of expiry"),
}


def stages(coa: CertificateOfAnalysis) -> list[Stage]:
    """What the report dates, each with its word, without the expiry and without dates that may well be misread."""
    dates = (
        (gettext_noop("manufactured"), coa.manufactured),
        (gettext_noop("sampled"), coa.sampled),
        (gettext_noop("received"), coa.received),
        (gettext_noop("tested"), coa.tested),
        (gettext_noop("reported"), coa.reported),
    )
    return [(name, date) for name, date in dates if date is not None and not date.printed.is_doubtful]


def but_one(days: int) -> Sentence:
    """How far two days are apart, one of which time zones may make."""
    said = ngettext(
        "%(days)s day, of which one is allowed for time zones",
        "%(days)s days, of which one is allowed for time zones",
        days,
    )
    return Sentence(said, days=str(days))


def read_as(date: PrintedDate) -> str:
    """A date as we read it, both ways where its order is unclear."""
    return either([day.isoformat() for day in date.days])
