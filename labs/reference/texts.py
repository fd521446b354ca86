"""Which text of a limit set held on a day."""

import datetime as dt
from collections.abc import Iterable

from labs.reference.limits import LimitSet, Standing, all_limit_sets


def in_force(limits: LimitSet, on: dt.date) -> bool | None:
    """Whether a limit set held on a day: None where its text for that day was not read."""
    if limits.effective_from is not None and on < limits.effective_from:
        return False
    if limits.effective_to is not None and on > limits.effective_to:
        return False
    if limits.standing is Standing.REPLACED and on >= limits.checked_on:
        return False
    if limits.effective_from is None or (limits.amended_on is not None and on < limits.amended_on):
        return None
    return True if limits.known_until is not None and on <= limits.known_until else None


def text_on(limits: LimitSet, on: dt.date) -> LimitSet | None:
    """The text of a limit set's series for a day: one that held, else one that may have; None where none did.

    Texts replace one another: who holds a report against the present one asks, for an earlier day, what held then.
    """
    texts = _series(limits)
    held = {one.id: in_force(one, on) for one in texts}
    sure = [one for one in texts if held[one.id]]
    perhaps = [one for one in texts if held[one.id] is None]
    return next(iter(sure or perhaps), None)


def is_unread(limits: LimitSet, on: dt.date) -> bool:
    """Whether the text of a day was not read: one of the series had ended by then, and none that we read held."""
    return text_on(limits, on) is None and any(
        one.effective_to is not None and one.effective_to < on for one in _series(limits)
    )


def _series(limits: LimitSet) -> list[LimitSet]:
    others = all_limit_sets() if limits.series else ()
    return [limits, *(one for one in others if limits.series == one.series and one.id != limits.id)]


def texts_for(chosen: Iterable[LimitSet], days: Iterable[dt.date]) -> tuple[LimitSet, ...]:
    """The texts of the chosen sets' series for some days, each once."""
    known = tuple(days)
    texts = [text_on(one, day) for one in chosen for day in known]
    return tuple({text.id: text for text in texts if text is not None}.values())
