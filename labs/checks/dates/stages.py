"""The dates of a report in the order in which the work is done."""

from labs.coa import CertificateOfAnalysis, PrintedDate
from labs.translatable import Sentence, either, gettext_noop

Stage = tuple[str, PrintedDate]
DATES = {  # what the day of each stage is called in a sentence
    "manufactured": Sentence(gettext_noop("date manufactured")),
    "sampled": Sentence(gettext_noop("date sampled")),
    "received": Sentence(gettext_noop("date received")),
    "tested": Sentence(gettext_noop("date tested")),
    "reported": Sentence(gettext_noop("date reported")),
    "expires": Sentence(gettext_noop("date of expiry")),
}


def stages(coa: CertificateOfAnalysis) -> list[Stage]:
    """What the report dates, each with its word, without the expiry and without dates that may well be misread."""
    dates = (
        ("manufactured", coa.manufactured),
        ("sampled", coa.sampled),
        ("received", coa.received),
        ("tested", coa.tested),
        ("reported", coa.reported),
    )
    return [(name, date) for name, date in dates if date is not None and not date.printed.is_doubtful]


def read_as(date: PrintedDate) -> str:
    """A date as we read it, both ways where its order is unclear."""
    return either([day.isoformat() for day in date.days])
