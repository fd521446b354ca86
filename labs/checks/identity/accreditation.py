"""The report names no accreditation. Whether a named one is valid, and covers the method, is not asked here."""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.sought import meaning
from labs.checks.sources import NEBRASKA
from labs.checks.subject import Subject
from labs.coa import Printed
from labs.translatable import Sentence, gettext, gettext_noop

_ACCREDITATION = meaning("statements", "accreditation")


@check(
    "id.accreditation",
    severity=Severity.NOTE,
    title=gettext_noop("No accreditation in print"),
    explanation=gettext_noop(
        "An accredited laboratory is examined by a body of its own kind, and some laws ask for one. Many laboratories "
        "show it as a picture, which we do not read: most genuine reports without the words have such a picture. "
        "Accreditation is for single methods and materials, and the words alone do not say which."
    ),
    formula=gettext_noop(
        "no word for accreditation, nor ISO/IEC 17025, nor a body that gives it, in the text of any page"
    ),
    example=gettext_noop(
        """\
looked for  accreditation, ISO/IEC 17025, bodies that give it
found       none"""
    ),
    innocent=(
        gettext_noop("The accreditation is shown as a picture."),
        gettext_noop("The law of the place asks for none."),
    ),
    remedy=(gettext_noop("The laboratory can print its accreditation number, and mark the tests that it covers."),),
    sources=(NEBRASKA,),
)
def accreditation(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask the text of a report for any word on accreditation."""
    document = context.document
    if document is None or not subject.results or not document.has_words:
        return
    yield FINE
    if document.says(_ACCREDITATION):
        return
    laboratory = subject.coa.lab_name
    yield Doubt(
        says=_says(laboratory),
        arithmetic=on_paper(
            (
                (gettext("looked for"), gettext("accreditation, ISO/IEC 17025, bodies that give it")),
                (gettext("found"), gettext("none")),
            )
        ),
        evidence=() if laboratory is None else (laboratory,),
    )


def _says(laboratory: Printed | None) -> Sentence:
    if laboratory is None:
        return gettext("The text of this report names no accreditation.")
    said = gettext_noop("The text of this report by %(laboratory)s names no accreditation.")
    return Sentence(said, laboratory=laboratory.text)
