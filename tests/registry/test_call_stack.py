"""The work is done as it would be without the room, and the room is there."""

import inspect

import pytest

from registry.call_stack import in_one_piece


@in_one_piece
def divided(amount: int, *, by: int) -> list[int]:
    """Two numbers."""
    return list(divmod(amount, by))


def test_the_work_is_done_as_without():
    assert divided(7, by=2) == [3, 1]
    assert (divided.__name__, divided.__doc__) == ("divided", "Two numbers.")
    with pytest.raises(ZeroDivisionError):
        divided(7, by=0)
    with pytest.raises(TypeError, match="by"):
        divided(7)


def test_work_can_stand_within_work_and_call_itself():
    @in_one_piece
    def down(left: int) -> int:
        return down(left - 1) + 1 if left else 0

    assert down(50) == 50


def test_no_piece_as_the_interpreter_makes_them_holds_the_frame():
    assert divided.__code__.co_stacksize * 8 > 512 * 1024
    assert inspect.unwrap(divided).__code__.co_stacksize < 100
