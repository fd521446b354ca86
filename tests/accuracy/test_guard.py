"""The guard of the committed figures: it speaks when one falls and is quiet otherwise."""

import msgspec
import pytest

from labs.accuracy import Accuracy, Layout, Measured, Shares, measured
from tests.accuracy.__main__ import fallen

_ALL = dict.fromkeys(Shares.__struct_fields__, 0.95)


def a_set(*, lost: int = 0, mean: float = 0.95, layout: float = 0.95) -> Measured:
    shares = Shares(**_ALL)
    one = Layout(
        name="quillbank", documents=1, cells=20, missed=1, invented=1, shares=msgspec.structs.replace(shares, f1=layout)
    )
    return Measured(
        name="printed",
        title="Printed",
        about="",
        documents=1,
        lost=lost,
        mean=msgspec.structs.replace(shares, f1=mean),
        all_cells=shares,
        layouts=(one,),
    )


def committed(one: Measured) -> Accuracy:
    return msgspec.structs.replace(measured(), sets=(one,))


def test_the_same_figures_are_no_fall():
    assert list(fallen(committed(a_set()), a_set())) == []


def test_a_better_figure_is_no_fall():
    assert list(fallen(committed(a_set()), a_set(mean=1.0))) == []


@pytest.mark.parametrize("worse", [a_set(mean=0.94), a_set(layout=0.94), a_set(lost=1)])
def test_a_worse_figure_is_a_fall(worse: Measured):
    assert len(list(fallen(committed(a_set()), worse))) == 1


def test_a_set_without_committed_figures_is_a_fall():
    assert list(fallen(None, a_set())) == ["Printed: no figure is committed"]
