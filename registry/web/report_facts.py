"""The fields of a report's head as its page shows them: what was read, where, and what a person set instead."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.corrections import sample_target
from registry.models.reports import HeaderField
from registry.web.as_read import Corrections
from registry.web.places import Places
from registry.web.report_parts import Fact
from registry.web.translating import long_day

FIELD_NAMES = {
    "lab_name": gettext_lazy("Laboratory"),
    "report_id": gettext_lazy("Report number"),
    "client": gettext_lazy("Client"),
    "overall_status": gettext_lazy("Overall result"),
    "manufactured": gettext_lazy("Manufactured"),
    "sampled": gettext_lazy("Sampled"),
    "received": gettext_lazy("Received"),
    "tested": gettext_lazy("Tested"),
    "completed": gettext_lazy("Completed"),
    "reported": gettext_lazy("Reported"),
    "expires": gettext_lazy("Expires"),
    "sample_id": gettext_lazy("Sample number"),
    "product_name": gettext_lazy("Product"),
    "batch": gettext_lazy("Batch"),
    "matrix": gettext_lazy("Material"),
}
_DATES = frozenset({"manufactured", "sampled", "received", "tested", "completed", "reported", "expires"})


def facts_of(
    fields: Iterable[HeaderField], position: int | None, *, places: Places, corrections: Corrections
) -> tuple[Fact, ...]:
    """The fields of the head, or of the sample at a `position`, as read; then what only a person supplied."""
    target = "report" if position is None else sample_target(position)
    before, after = corrections.before(target), corrections.after(target)
    own = {field.name: field for field in fields if field.sample_position == position}
    stands = {name: places.of_row(field, _label(name)) for name, field in own.items()}
    values = {name: field.value for name, field in own.items()} | after
    return tuple(
        Fact(
            name=name,
            label=_label(name),
            value=_as_date(value) if name in _DATES else value,
            place=stands.get(name),
            read_as=before.get(name, "") or (_("nothing") if name in before else ""),
        )
        for name, value in values.items()
    )


def _label(name: str) -> str:
    return str(FIELD_NAMES.get(name, name))


def _as_date(value: str) -> str:
    return long_day(dt.date.fromisoformat(value))
