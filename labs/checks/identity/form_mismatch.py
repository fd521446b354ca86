"""The product is registered as leaf, and the report is of extract, or the other way round."""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.sources import UTAH
from labs.checks.subject import Part, Subject
from labs.coa import Printed
from labs.translatable import Sentence, gettext, gettext_noop


@check(
    "id.form_mismatch",
    severity=Severity.WARNING,
    title=gettext_noop("Material does not fit the product"),
    explanation=gettext_noop(
        "A test of leaf says nothing of an extract, nor a test of an extract of leaf. Utah asks for a test of the "
        "finished product."
    ),
    formula=gettext_noop(
        "what the product is registered as (leaf or extract) ≠ what the report's material and name say"
    ),
    example=gettext_noop(
        """\
registered as  leaf
in print       Powdered extract
in print       Gold 45 %
which is       extract"""
    ),
    innocent=(
        gettext_noop("The leaf was tested before the extract was made of it."),
        gettext_noop("The product is registered wrongly."),
    ),
    remedy=(gettext_noop("The seller can show a report of the product as it is sold."),),
    sources=(UTAH,),
)
def form_mismatch(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample whose kind is in print whether it is what the product is registered as."""
    if context.form is None:
        return
    known = [(part, part.form) for part in subject.parts if part.form is not None]
    if known:
        yield FINE
    if any(form is context.form for _, form in known):
        return  # the sample that is meant is among them
    for part, form in known:
        said = _said(part)
        yield Doubt(
            says=Sentence(
                gettext_noop("The product is registered as %(told)s, and the report is of %(form)s: %(printed)s."),
                told=Sentence(context.form.value),
                form=Sentence(form.value),
                printed=said[0].text,
            ),
            arithmetic=on_paper(
                (
                    (gettext("registered as"), Sentence(context.form.value)),
                    *((gettext("in print"), one.text) for one in said),
                    (gettext("which is"), Sentence(form.value)),
                )
            ),
            evidence=said,
        )


def _said(part: Part) -> tuple[Printed, ...]:
    return tuple(one for one in (part.sample.matrix, part.sample.product_name) if one is not None)
