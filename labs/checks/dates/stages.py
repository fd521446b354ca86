"""The dates of a report in the order in which the work is done."""

from labs.coa import CertificateOfAnalysis, PrintedDate
from labs.translatable import Sentence, either, gettext, ngettext

Stage = tuple[str, PrintedDate]
_WORDS = (
    gettext("manufactured"),
    gettext("sampled"),
    gettext("received"),
    gettext("tested"),
    gettext("completed"),
    gettext("reported"),
)
DATES = {  # what the day of each stage is called in a sentence
    "manufactured": gettext("date manufactured"),
    "sampled": gettext("date sampled"),
    "received": gettext("date received"),
    "tested": gettext("date tested"),
    "completed": gettext("date completed"),
    "reported": gettext("date reported"),
    "expires": gettext("date of expiry"),
}


def stages(coa: CertificateOfAnalysis) -> list[Stage]:
    """What the report dates, each with its word, without the expiry and without dates that may well be misread."""
    dates = (coa.manufactured, coa.sampled, coa.received, coa.tested, coa.completed, coa.reported)
    named = zip(_WORDS, dates, strict=True)
    return [(name, date) for name, date in named if date is not None and not date.printed.is_doubtful]


def in_days(count: int) -> Sentence:
    """So many days, in words."""
    return Sentence(ngettext("%(days)s day", "%(days)s days", count), days=str(count))


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
