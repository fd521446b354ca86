"""The laboratory and its customer bear one name."""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.names import company_words, telling_words
from labs.checks.subject import Subject
from labs.translatable import Sentence, gettext, gettext_noop

_TELLING = 5  # letters of a word that two companies hardly share by chance


@check(
    "id.lab_is_maker",
    severity=Severity.WARNING,
    title=gettext_noop("Laboratory and customer bear one name"),
    explanation=gettext_noop(
        "A laboratory that tests its own products has an interest in the result. Only names are compared: addresses "
        "and owners are not in what we read."
    ),
    formula=gettext_noop(
        "name of the laboratory = name of the customer, without legal forms, or one begins with all of the other"
    ),
    example=gettext_noop(
        """\
laboratory  Velvet Acorn Labs, Inc.
customer    Velvet Acorn Labs LLC
in both     velvet acorn labs"""
    ),
    innocent=(
        gettext_noop("It is the maker's own report, and says so."),
        gettext_noop("Two companies of one family, each with people of its own, bear one name."),
        gettext_noop("The laboratory's name was read in the place of the customer's."),
    ),
    remedy=(gettext_noop("The seller can show a report of a laboratory without a part in the product."),),
    sources=(
        Source(
            text=gettext_noop(
                "Utah Admin. Code R70-580-2: a third-party laboratory has no direct interest in a processor"
            )
        ),
    ),
    ours=gettext_noop("That one name is a sign of one owner."),
)
def lab_is_maker(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask the names of laboratory and customer whether they are one."""
    laboratory, client = subject.coa.lab_name, subject.coa.client
    if laboratory is None or client is None or laboratory.is_doubtful or client.is_doubtful:
        return
    first, second = company_words(laboratory.text), company_words(client.text)
    shorter, longer = sorted((first, second), key=len)
    if not shorter:
        return
    yield FINE
    if longer[: len(shorter)] != shorter or not any(len(word) >= _TELLING for word in telling_words(" ".join(shorter))):
        return
    yield Doubt(
        says=Sentence(
            gettext_noop("The laboratory, %(laboratory)s, and its customer, %(client)s, bear one name."),
            laboratory=laboratory.text,
            client=client.text,
        ),
        arithmetic=on_paper(
            (
                (gettext("laboratory"), laboratory.text),
                (gettext("customer"), client.text),
                (gettext("in both"), " ".join(shorter)),
            )
        ),
        evidence=(laboratory, client),
    )
