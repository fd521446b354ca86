"""The API's description in OpenAPI: its text, its problems, and the rates from the settings."""

from http import HTTPStatus
from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema

from registry.api import throttling
from registry.api.problems import CONTENT_TYPE, KINDS
from registry.licence import data_licence

_ABOUT = """\
Laboratory reports of kratom products, as programs pull them. Everything here is public once a moderator published the
report that it comes from; with a moderator's session you see the rest too.

**Amounts** are told as printed. `value` is a decimal as a string, in its printed precision; it is null where no number
is printed, as for ND, which is never zero. Filters by value answer for certain or not at all: `value__lte=0.5&unit=ppm`
finds ND with a LOD of 0.02 ppm, but neither `0.5`, which may be 0.54, nor ND without a LOD or LOQ.
`include=cannot_tell` adds those, and `match` tells which is which.

**Evidence**: every amount comes with the text, page and box that it was read from, with a link to it, and with its
report's laboratory, dates, product and batch.

**Pages** follow `next` and `previous` as they are. What arrives meanwhile neither repeats nor hides anything.

**Errors** are problems (RFC 9457) with a stable `code`. A parameter, unit or analyte that we do not know is one,
too, and its `detail` names the nearest that we do.

**Licence** of the data: {licence}. Certificates remain the works of their laboratories.

**Limits**: {limits}. The headers `RateLimit`, `RateLimit-Policy` and, once stopped, `Retry-After` tell how
you stand.
"""
_LIMIT_WORDS = {
    throttling.Reads: "{} for reading without an account",
    throttling.Uploads: "{} for files sent in",
    throttling.Following: "{} for following submissions",
}
PROBLEM = {
    "type": "object",
    "description": "A problem (RFC 9457).",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Where this kind is explained."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "enum": sorted(KINDS), "description": "Stable."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "What is at fault: `#/query/<parameter>`, or `#/<field>` of the body.",
                    },
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
_GENERAL = (400, 403, 404, 406, 429, 500)
_SENDING = (400, 403, 406, 413, 415, 422, 429, 500)


def limits_in_words() -> str:
    """The rates of the settings, as the description states them."""
    return "; ".join(words.format(throttle().words) for throttle, words in _LIMIT_WORDS.items())


class Schema(AutoSchema):
    """Operations with their names, and with the problems that each may answer with."""

    def get_summary(self) -> str:
        """What the operation does, in a few words."""
        *_, name, last = [part for part in self.path.split("/") if part]
        if self.method == "POST":
            return "Send in a report"
        if last.startswith("{"):
            return f"One of the {name}"
        return f"The {last}"

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status in _SENDING if self.method == "POST" else _GENERAL:
            content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
            bodies[str(status)] = {"description": HTTPStatus(status).phrase, "content": content}
        return bodies


def finish(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:  # noqa: ARG001 (the hook's signature)
    """A hook of drf-spectacular: the problem's shape, and the description with the rates of the settings."""
    for component in result["components"]["schemas"].values():
        for described in component.get("properties", {}).values():
            _forget_database(described)
    result["components"]["schemas"]["Problem"] = PROBLEM
    result["components"]["schemas"] = dict(sorted(result["components"]["schemas"].items()))
    licence = data_licence()
    says = str(licence or "none has been granted yet")
    result["info"]["description"] = _ABOUT.format(limits=limits_in_words(), licence=says)
    if licence:
        result["info"]["license"] = {"name": licence.name} | ({"url": licence.url} if licence.url else {})
    return result


def _forget_database(described: dict[str, Any]) -> None:
    """Leave out the widths of whole numbers, which differ from one database to the other."""
    if "integer" in described.get("type", ()):
        described.pop("maximum", None)
        described.pop("format", None)
