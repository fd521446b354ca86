"""How sure a report's reading is, and what else stands on its pages: doubts by reason, prints not understood, codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from labs.coa import READ_FROM_PICTURE, SURE_ENOUGH, Source
from registry.models import AnalyteResult, PageImage
from registry.web.places import Place, Places
from registry.web.report_parts import Line

_LONGEST_LINK = 500  # letters of an address that may be followed; a longer one is shown, and no link
_KINDS = {
    "QRCode": gettext_lazy("QR code"),
    "MicroQRCode": gettext_lazy("QR code"),
    "DataMatrix": gettext_lazy("Data Matrix code"),
    "Aztec": gettext_lazy("Aztec code"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtGroup:
    """One reason to doubt, and the results that it speaks against: the least sure first."""

    says: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadGroup:
    """One reason why prints could not be placed, and those prints in their order on the pages."""

    reason: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCode:
    """One bar code or QR code: what it says, unchecked. `host` names where its address leads, if it may be followed."""

    kind: str
    text: str
    host: str
    place: Place | None


def doubt_groups(lines: Iterable[Line]) -> list[DoubtGroup]:
    """The doubted results by reason, the reason of the least sure result first."""
    by_reason: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.row.confidence):
        for doubt in line.row.doubts:
            by_reason.setdefault(doubt, []).append(line)
    return [DoubtGroup(says=says, lines=tuple(doubted)) for says, doubted in by_reason.items()]


def said_beside(row: AnalyteResult) -> tuple[str, ...]:
    """The doubts to say beside a result that is likely enough misread; a picture has a mark of its own."""
    return tuple(doubt for doubt in row.doubts if row.confidence < SURE_ENOUGH and doubt != READ_FROM_PICTURE)


def unread_groups(unread: Sequence[dict[str, Any]], places: Places) -> list[UnreadGroup]:
    """What could not be placed, by reason: `labs.parsing.parsed.Unread` as JSON."""
    by_reason: dict[str, list[Place]] = {}
    for one in unread:
        place = places.of_print(one["printed"], _("not understood"))
        if place is not None:
            by_reason.setdefault(one["reason"], []).append(place)
    return [UnreadGroup(reason=reason, places=tuple(found)) for reason, found in by_reason.items()]


def found_codes(codes: Sequence[dict[str, Any]], places: Places) -> list[FoundCode]:
    """The codes on the pages, what says the same once: `labs.parsing.parsed.Code` as JSON."""
    once: dict[tuple[str, str], FoundCode] = {}
    for one in codes:
        kind = str(_KINDS.get(one["kind"], _("Bar code")))
        place = places.of_print(one, kind)
        once.setdefault(
            (kind, one["text"]), FoundCode(kind=kind, text=one["text"], host=host_to_follow(one["text"]), place=place)
        )
    return list(once.values())


def host_to_follow(text: str) -> str:
    """The host of a web address that may be linked to, in plain ASCII; empty for everything else.

    A host in other letters is given as it is looked up (``xn--…``), so that no letter passes for another. An address
    with a user's name in it is not followed: what stands before the @ is often meant to be taken for the host.
    """
    if len(text) > _LONGEST_LINK or any(one.isspace() or one in '\\<>"' for one in text):
        return ""
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not host:
        return ""
    return host if port is None else f"{host}:{port}"


def pictured(pages: Iterable[PageImage]) -> frozenset[int]:
    """The numbers of the pages whose words were read from their picture."""
    return frozenset(page.number for page in pages if page.source == Source.PICTURE)
