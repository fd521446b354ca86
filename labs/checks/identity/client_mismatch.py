"""The customer on the report is not who sells the product."""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.names import company_words
from labs.checks.subject import Subject
from labs.translatable import Sentence, gettext, gettext_noop


@check(
    "id.client_mismatch",
    severity=Severity.NOTE,
    title=gettext_noop("Customer on the report is not the seller"),
    explanation=gettext_noop(
        "Who ordered the test chose the sample. It is often the maker, and the seller another company."
    ),
    formula=gettext_noop("no word of the customer's name is one of the brand's, legal forms aside"),
    example=gettext_noop(
        """\
sold by        Mossy Lantern
customer       Tin Heron Wellness Goods LLC
words in both  none"""
    ),
    innocent=(
        gettext_noop("Another company makes the product for the brand."),
        gettext_noop("The company behind the brand bears another name."),
    ),
    remedy=(gettext_noop("The seller can say who ordered the test."),),
    sources=(
        Source(
            text=gettext_noop("Customers' names on reports, in a guide for buyers"),
            url="https://pushpressure.com/academy/consumer-safety/index.php?module=1&section=3",
        ),
    ),
)
def client_mismatch(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask the customer's name and the brand's whether they share a word."""
    told, client = context.label.brand if context.label else None, subject.coa.client
    if not told or client is None or client.is_doubtful:
        return
    brand, customer = company_words(told), company_words(client.text)
    if not brand or not customer:
        return
    yield FINE
    if set(brand) & set(customer) or "".join(brand) == "".join(customer):
        return
    yield Doubt(
        says=Sentence(
            gettext_noop("The product is sold by %(told)s, and the customer on the report is %(client)s."),
            told=told,
            client=client.text,
        ),
        arithmetic=on_paper(
            (
                (gettext("sold by"), told),
                (gettext("customer"), client.text),
                (gettext("words in both"), gettext("none")),
            )
        ),
        evidence=(client,),
    )
