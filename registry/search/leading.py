"""Where a code leads: the text of a bar code or QR code, or what is typed from beneath it, to a page of ours.

Other sites' addresses are read as text. None is ever fetched, and none is ever led to.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http.request import validate_host
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language_from_path, override

from registry.indexing import engines
from registry.indexing.queries import Every, Some, Token
from registry.indexing.tokens import code_token, key_of, number_token, without_zeros
from registry.models import Batch, Reader, Report, batch_key, may_be_reference
from registry.search.batches import batches_like
from registry.search.code_texts import Address, CodeText, understand
from registry.search.matching import seen_by

_MOST = 12  # things that one code may mean
_MOST_KEYS = 40
# Pages that a code of ours may lead to, and what they are reached by.
_PAGES = {
    "home": "home", "report": "report", "value": "value", "product": "product", "batch": "batch", "brand": "brand",
    "laboratory": "laboratory", "flag": "flag", "check": "check", "limit": "limit", "analyte": "analyte",
    "badge": "batch", "embed": "batch", "page-image": "report",
}  # fmt: skip

Thing = Report | Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Where a text leads. `path` is the page of ours that it certainly means, "" where none is certain.

    `things` are what it may mean; `host` is the other site that it names; `said` is the text, taken apart.
    """

    said: CodeText
    path: str = ""
    things: tuple[Thing, ...] = ()
    host: str = ""


def lead(text: str, *, hosts: Collection[str], reader: Reader, claims: Sequence[str] = ()) -> Lead:
    """Where the text of a code leads, as far as `reader` may see; `hosts` are the names that this site goes by."""
    said = understand(text)
    host = "" if said.address is None or is_ours(said.address, hosts) else said.address.host.lstrip("@")
    if said.address is not None and not host:
        return Lead(said=said, path=_own_page(said.address))
    if printed := _with_code(said.text, reader, claims):
        return _to(said, printed, host=host)
    if found := _of_reference(said.text, reader, claims):
        return _to(said, [found], host=host)
    if said.batch and (batches := _batches([batch_key(said.batch)], reader, claims)):
        return _to(said, batches, host=host)
    things = _numbered(said, reader, claims)
    return Lead(said=said, things=tuple(things), host=host) if host else _to(said, things)


def is_ours(address: Address, hosts: Collection[str]) -> bool:
    """Whether an address is one of this site's, spelt as it is: no name before it, no other port, no wildcard."""
    return address.host in hosts or (
        ":" not in address.host and validate_host(address.host, [one for one in hosts if one != "*"])
    )


def _to(said: CodeText, things: Sequence[Thing], *, host: str = "") -> Lead:
    """To the one thing, or to the choice between several."""
    path = things[0].get_absolute_url() if len(things) == 1 else ""
    return Lead(said=said, path=path, things=tuple(things), host=host)


def _own_page(address: Address) -> str:
    """The page of an address of ours, in the reader's language; "" for one that no code leads to."""
    for path in dict.fromkeys((address.path, address.path.lower().rstrip("/") + "/")):
        try:
            with override(get_language_from_path(path)):
                match = resolve(path)
        except Resolver404:
            continue
        name = _PAGES.get(match.url_name or "") if not match.namespace else None
        if name is None:
            continue
        kwargs = {key: value for key, value in match.kwargs.items() if key != "number"}
        return reverse(name, kwargs=kwargs)
    return ""


def _with_code(text: str, reader: Reader, claims: Sequence[str]) -> list[Report]:
    """The reports on which a code says exactly this."""
    return _reports([code_token(text)], reader, claims) if text else []


def _of_reference(text: str, reader: Reader, claims: Sequence[str]) -> Report | None:
    """The report of that name of ours."""
    if not may_be_reference(text):
        return None
    found: Report | None = Report.objects.visible_to(reader, claims).filter(reference=text.lower()).first()
    return found


def _reports(tokens: Sequence[str], reader: Reader, claims: Sequence[str]) -> list[Report]:
    query = Every((seen_by(reader, claims), Some(tuple(map(Token, tokens)))))
    pks = [key_of(place) for place in engines.newest(query, limit=_MOST)]
    found = Report.objects.visible_to(reader, claims).select_related("laboratory").in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def _batches(keys: Collection[str], reader: Reader, claims: Sequence[str]) -> list[Batch]:
    visible = Batch.objects.visible_to(reader, claims).select_related("product__brand")
    return list(visible.filter(key__in=keys).order_by("number", "pk")[:_MOST])


def _numbered(said: CodeText, reader: Reader, claims: Sequence[str]) -> Sequence[Thing]:
    """The batches or reports of the likeliest number that is one: the batches, if it is both."""
    keys = list(said.numbers[:_MOST_KEYS])
    if not keys:
        return []
    held = {batch.key for batch in _batches(keys, reader, claims)}
    if best := next((key for key in keys if key in held), None):
        return _batches([best], reader, claims)
    if reports := _reports([number_token(key) for key in keys], reader, claims):
        return reports
    if said.address is not None:
        return []
    tight = without_zeros(keys[0])
    near = batches_like(said.text, reader=reader, claims=claims)
    return [batch for batch in near if without_zeros(batch.key) == tight][:_MOST]
