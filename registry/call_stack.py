"""Room on the interpreter's stack, so that how long work takes does not depend on how many calls stand above it.

CPython 3.11 and 3.12 keep the frames of calls in pieces of 16 kB. A call over the edge of one takes another from the
system, and its return gives that back. Where a loop lies at an edge this happens at every round: pages took up to half
as long again, for nothing but their depth (https://github.com/python/cpython/issues/142183; later releases of 3.13 and
3.14 keep a piece for the next call, and then none of this is needed).
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")
# A frame that no piece can hold gets one of its own, of the next power of two: of 1 MB for these 560 kB. Nothing writes
# to the frame, so that the system gives no memory for it; the 464 kB behind it hold a thousand calls.
_SLOTS = 70_000


def in_one_piece(work: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
    """`work`, every call within it on one piece of the stack.

    Costs some 50 µs a time, since the piece's memory is new: it is for whole answers, not for small functions.
    """

    def with_room(*args: _Asked.args, **options: _Asked.kwargs) -> _Answer:
        return work(*args, **options)

    with_room.__code__ = with_room.__code__.replace(co_stacksize=_SLOTS)
    return wraps(work)(with_room)
