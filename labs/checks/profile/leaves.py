"""Which samples are leaf, for checks that hold amounts against what grows."""

from collections.abc import Iterator

from labs.checks.base import Context
from labs.checks.forms import Form, form_of
from labs.checks.subject import Part, Subject
from labs.coa import Sample


def leaves(subject: Subject, context: Context) -> Iterator[Part]:
    """The samples that are leaf by what the product is registered as, or else by their own print."""
    for part in subject.parts:
        if part.results and (context.form or part.form) is Form.LEAF:
            yield part


def matrix_says_leaf(part: Part) -> bool:
    """Whether the printed matrix alone says leaf. A name may mean its brand: Gold Leaf."""
    return form_of(Sample(matrix=part.sample.matrix)) is Form.LEAF
