"""The QR code leads to somebody other than the laboratory. The address is read, and never fetched."""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.document import Document
from labs.checks.identity.domains import domain_of, host_of, is_of, may_be_of, printed_domains
from labs.checks.subject import Subject
from labs.coa import Printed
from labs.translatable import Sentence, gettext, gettext_noop

_SHARED = frozenset({"yourcoa.com", "confidentcannabis.com"})  # where several laboratories keep their reports


@check(
    "id.qr",
    severity=Severity.WARNING,
    title=gettext_noop("QR code leads elsewhere than to the laboratory"),
    explanation=gettext_noop(
        "The copy that the laboratory itself shows is the best proof of a report. A code that leads to the client's "
        "own pages proves nothing beyond what the client says. Many laboratories keep their reports with another "
        "company: an address that we cannot place is a note. We do not open the address."
    ),
    formula=gettext_noop(
        "the domain of the code does not bear the laboratory's name, is not in print on the report, and is no portal "
        "of many laboratories; a warning if it bears the client's name"
    ),
    example=gettext_noop(
        """\
code              https://www.velvetacorn.example/coa/TH6R.pdf
domain            velvetacorn.example
laboratory        Coppermoth Analytics
client            Velvet Acorn LLC
domains in print  none"""
    ),
    innocent=(
        gettext_noop("The laboratory keeps its reports with a company that we do not know."),
        gettext_noop("The code is the client's own, for its product, beside one of the laboratory."),
    ),
    remedy=(gettext_noop("The laboratory can print the address where its own copy can be seen."),),
    sources=(
        Source(
            text=gettext_noop("A code to a file on the seller's own pages, as a known trick"),
            url="https://eatsip365.com/how-to-spot-a-fake-coa-certificate",
        ),
        Source(
            text=gettext_noop("The laboratory's own copy as proof"),
            url="https://www.hempinspection.com/blog/how-to-tell-if-your-coa-is-fraudulent",
        ),
    ),
    ours=gettext_noop(
        "When a domain bears a name: by the name run together, or for the laboratory by a word or initials in it."
    ),
)
def qr(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each address in a code, once a domain, whether anything on the report ties it to the laboratory."""
    document = context.document
    if document is None or not document.codes:
        return
    asked: dict[str, Printed] = {}
    for code in document.codes:
        host = host_of(code.text)
        if host is not None:
            asked.setdefault(domain_of(host), code)
    if not asked:
        return
    yield FINE
    if any(_is_laboratorys(domain, subject) for domain in asked):
        return  # one way to the laboratory's copy is enough, whatever other codes are for
    known = _SHARED | printed_domains(document.text.lower())
    for domain, code in asked.items():
        is_clients = _is_clients(domain, subject)
        if domain not in known or is_clients:
            yield _doubt(domain, code, subject, document, is_clients=is_clients)


def _is_laboratorys(domain: str, subject: Subject) -> bool:
    laboratory = subject.coa.lab_name
    return laboratory is not None and may_be_of(domain, laboratory.text)


def _is_clients(domain: str, subject: Subject) -> bool:
    """Whether it is the client's, and the laboratory is known to be another."""
    client, laboratory = subject.coa.client, subject.coa.lab_name
    return client is not None and laboratory is not None and is_of(domain, client.text)


def _doubt(domain: str, code: Printed, subject: Subject, document: Document, *, is_clients: bool) -> Doubt:
    laboratory, client = subject.coa.lab_name, subject.coa.client
    printed = ", ".join(sorted(printed_domains(document.text.lower())))
    says = (
        Sentence(
            gettext_noop(
                "The code on this report leads to %(domain)s, which bears the name of the client, %(client)s."
            ),
            domain=domain,
            client=client.text,
        )
        if is_clients and client
        else Sentence(
            gettext_noop("The code on this report leads to %(domain)s, which nothing else on it names."), domain=domain
        )
    )
    return Doubt(
        says=says,
        arithmetic=on_paper(
            (
                (gettext("code"), code.text),
                (gettext("domain"), domain),
                (gettext("laboratory"), laboratory.text if laboratory else gettext("not read")),
                *([(gettext("client"), client.text)] if client else []),
                (gettext("domains in print"), printed or gettext("none")),
            )
        ),
        evidence=tuple(one for one in (code, laboratory, client if is_clients else None) if one is not None),
        severity=None if is_clients else Severity.NOTE,
    )
