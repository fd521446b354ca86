"""The API's description as values for a plain page: made from the OpenAPI document, so that it says the same.

Nothing is told here that the document does not hold, except one address per operation to try it with.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from drf_spectacular.generators import SchemaGenerator

# What to ask a list for, as an example. Tests ask every one of them.
EXAMPLES = MappingProxyType({
    "reports_list": "?has_flags=true&reported_on__gte=2026-01-01",
    "results_list": "?analyte=lead&unit=ppm&value__lte=0.5&include=cannot_tell",
    "flags_list": "?severity=alert&state=confirmed",
    "products_list": "?form=leaf",
    "batches_list": "?number=2291",
    "brands_list": "?name=alder",
    "search_list": "?q=2291&form=leaf&panel=alkaloids",
    "laboratories_list": "?page_size=10",
})  # fmt: skip
_REFERENCE = "#/components/schemas/"
_ORDER = (
    *("reports", "submissions", "results", "flags", "products", "batches", "brands", "laboratories"),
    *("search", "checks", "analytes", "limits"),
)
_TOLD = ("202", "200")
_METHODS = ("get", "post")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, or a field of what is answered. `kind` and `says` are HTML."""

    name: str
    kind: SafeString
    says: SafeString
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One address with one method. `answer` is what it answers with, as HTML; `example` follows the server's name."""

    id: str
    method: str
    path: str
    summary: str
    says: SafeString
    parameters: tuple[Field, ...]
    answer: SafeString
    problems: tuple[str, ...]
    example: str

    @property
    def is_upload(self) -> bool:
        """Whether it takes a file."""
        return self.method == "POST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An object that answers are made of."""

    name: str
    says: SafeString
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole API: operations by what they are about, in the document's order."""

    says: SafeString
    sections: Mapping[str, tuple[Operation, ...]]
    shapes: tuple[Shape, ...]


@cache
def overview() -> Overview:
    """The API as it is described now; made once, since neither views nor rates change while a process lives."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return of_schema(schema)


def of_schema(schema: dict[str, Any]) -> Overview:
    """What an OpenAPI document says."""
    components = schema["components"]["schemas"]
    schema = _spelt_out(schema, {name: told for name, told in components.items() if "properties" not in told})
    sections: dict[str, list[Operation]] = {name: [] for name in _ORDER}
    for path, methods in schema["paths"].items():
        for method in _METHODS:
            if operation := methods.get(method):
                sections.setdefault(operation["tags"][0], []).append(_operation(path, method, operation))
    return Overview(
        says=in_html(schema["info"]["description"]),
        sections=MappingProxyType({name: tuple(operations) for name, operations in sections.items() if operations}),
        shapes=tuple(_shapes(schema["components"]["schemas"])),
    )


def _spelt_out(told: Any, words: dict[str, Any]) -> Any:
    """A part of the document with what it refers to by name in its place, as far as that is no shape but `words`."""
    if isinstance(told, list):
        return [_spelt_out(one, words) for one in told]
    if not isinstance(told, dict):
        return told
    meant = words.get(str(told.get("$ref", "")).removeprefix(_REFERENCE))
    if meant is not None:
        return _spelt_out(meant, words)
    return {name: _spelt_out(one, words) for name, one in told.items()}


def _operation(path: str, method: str, told: dict[str, Any]) -> Operation:
    answers = told["responses"]
    parameters = [parameter for parameter in told.get("parameters", ()) if parameter["in"] != "header"]
    placed = re.sub(r"\{(\w+)\}", lambda found: found[1].upper(), path)
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        says=in_html(told["description"]),
        parameters=tuple(
            Field(
                name=one["name"],
                kind=_kind(one["schema"]),
                says=_meaning(one),
                is_required=one.get("required", False),
            )
            for one in parameters
        ),
        answer=_joined("; or ", [_answer(answers[status]) for status in _TOLD if status in answers]),
        problems=tuple(status for status in answers if status >= "400"),
        example=placed + EXAMPLES.get(told["operationId"], ""),
    )


def _answer(answer: dict[str, Any]) -> SafeString:
    """What an answer holds, in a few words: a shape, or a page of them."""
    schema = next(iter(answer["content"].values()))["schema"]
    rows = _rows_of(schema)
    says = _inline(f" ({answer['description']})") if answer["description"] else ""
    return _joined(_joined("a page of ", _kind(rows)) if rows else _kind(schema), says)


def _rows_of(schema: dict[str, Any]) -> dict[str, Any] | None:
    """What the rows of a page are; None for what is no page."""
    name = str(schema.get("$ref", "")).removeprefix(_REFERENCE)
    row = re.fullmatch(r"Paginated(\w+)List", name)
    return {"$ref": _REFERENCE + row[1]} if row else None


def _shapes(components: dict[str, Any]) -> Iterator[Shape]:
    for name, component in components.items():
        if "properties" not in component or name.startswith("Paginated"):
            continue
        fields = tuple(
            Field(name=field, kind=_kind(told), says=_meaning(told)) for field, told in component["properties"].items()
        )
        yield Shape(name=name, says=in_html(component.get("description", "")), fields=fields)


def _kind(schema: dict[str, Any]) -> SafeString:
    """What sort of value a schema allows, in words; shapes are links to where they are described."""
    if "$ref" in schema:
        return _shape_link(schema["$ref"].removeprefix(_REFERENCE))
    for several in ("oneOf", "anyOf", "allOf"):
        if several in schema:
            return _joined(" or ", [_kind(one) for one in schema[several]])
    if "const" in schema:
        return _code(schema["const"])
    if "enum" in schema:
        return _joined(", ", [_code(word) for word in schema["enum"]])
    if "array" in schema.get("type", ()) and "items" in schema:
        return _joined("list of ", _kind(schema["items"]))
    kinds = schema.get("type", "any value")
    words = " or ".join([kinds] if isinstance(kinds, str) else kinds)
    return _joined(words, "".join(_bounds(schema)))


def _bounds(schema: dict[str, Any]) -> Iterator[str]:
    if "format" in schema:
        yield f" ({schema['format']})"
    if "minimum" in schema and "maximum" in schema:
        yield f", {schema['minimum']} to {schema['maximum']}"
    if "default" in schema:
        yield f", {schema['default']} if left out"


def _joined(first: str, rest: str | list[SafeString]) -> SafeString:
    """Two pieces one after the other, or pieces with a separator between them; what is not HTML is escaped."""
    if isinstance(rest, list):
        return SafeString(conditional_escape(first).join(conditional_escape(one) for one in rest))
    return SafeString(conditional_escape(first) + conditional_escape(rest))


def _shape_link(name: str) -> SafeString:
    return SafeString(f'<a href="#shape-{escape(name)}">{escape(name)}</a>')


def _meaning(told: dict[str, Any]) -> SafeString:
    """The description of a field, without the list of its words, which its kind names already."""
    return _inline(re.split(r"\s*^\* ", told.get("description", ""), maxsplit=1, flags=re.MULTILINE)[0])


def _code(word: object) -> SafeString:
    return SafeString(f"<code>{escape('null' if word is None else word or 'empty')}</code>")


def in_html(text: str) -> SafeString:
    """Paragraphs of the little Markdown that our descriptions use: `code` and **strong words**."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
    return SafeString("".join(f"<p>{_inline(paragraph)}</p>" for paragraph in paragraphs))


def _inline(text: str) -> SafeString:
    marked = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
    return mark_safe(re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", marked))  # noqa: S308 (escaped above)
