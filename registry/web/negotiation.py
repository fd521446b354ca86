"""Pages as JSON: whoever asks a page for JSON is sent to the API, which tells the same (RFC 9110: 303 See Other).

A page is asked for JSON by `Accept: application/json`, or by ``.json`` in place of its last slash. A browser's
`Accept` still gets the page. What is not there is told as a problem (RFC 9457).
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.models import Report
from registry.web.old_addresses import now_at
from registry.web.reports import withdrawn

Parts = Mapping[str, Any]
_HTML, _JSON = "text/html", "application/json"
# The page's name -> the API's, and what the API calls the thing there.
_IN_API: dict[str, tuple[str, Callable[[Parts], list[str]]]] = {
    "report": ("report-detail", lambda of: [of["reference"]]),
    "value": ("result-detail", lambda of: [f"{of['reference']}.{of['sample']}.{of['key']}"]),
    "product": ("product-detail", lambda of: [f"{of['brand']}.{of['product']}"]),
    "batch": ("batch-detail", lambda of: [f"{of['brand']}.{of['product']}.{of['key']}"]),
    "brand": ("brand-detail", lambda of: [of["brand"]]),
    "laboratory": ("laboratory-detail", lambda of: [of["slug"]]),
    "analyte": ("analyte", lambda of: [of["analyte"]]),
    "limit": ("limit", lambda of: [of["set_id"]]),
    "check": ("check", lambda of: [of["check_id"]]),
    **{name: (f"{one}-list", lambda _of: []) for name, one in (
        ("products", "product"), ("brands", "brand"), ("laboratories", "laboratory"), ("flags", "flag"),
    )},
    **{name: (name, lambda _of: []) for name in ("limits", "checks", "analytes", "search")},
}  # fmt: skip
_OF_REPORT = frozenset({"report", "value"})
# Lists are narrowed in the API as on the page. What the page calls otherwise -> the API's parameter.
_LISTS = frozenset({"search", "products", "brands", "laboratories", "flags", "limits", "checks", "analytes"})
_RENAMED = {"flags": {"check": "check_id"}}
_ADDED = {"flags": {"standing": "true"}}  # what the page tells of without being asked


class _SeeOther(HttpResponseRedirect):
    status_code = HTTPStatus.SEE_OTHER


class JsonByAccept:
    """Middleware: sends a page's reader who prefers JSON to the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; caches are told that the answer depends on `Accept`."""
        response = self.get_response(request)
        if _has_json(request):
            patch_vary_headers(response, ("Accept",))
        return response

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        """The way to the API, for whoever prefers JSON to this page."""
        if request.method not in ("GET", "HEAD") or not _has_json(request) or not prefers_json(request):
            return None
        assert request.resolver_match is not None
        return _to_api(request, request.resolver_match.url_name or "", request.resolver_match.kwargs)


@require_safe
def as_json(request: HttpRequest, page: str) -> HttpResponseBase:
    """A page's address with ``.json`` in place of its last slash."""
    try:
        match = resolve(f"/{page}/")
    except Resolver404:
        return problem(request, HTTPStatus.NOT_FOUND)
    if match.namespace or match.url_name not in _IN_API:
        return problem(request, HTTPStatus.NOT_FOUND)
    return _to_api(request, match.url_name, match.kwargs)


def prefers_json(request: HttpRequest) -> bool:
    """Whether JSON suits the reader better than a page; a browser, and whoever takes anything, gets the page."""
    if request.path.endswith(".json"):
        return True
    return bool(request.get_preferred_type([_HTML, _JSON]) == _JSON)


def problem(request: HttpRequest, status: HTTPStatus, page: str = "", *, detail: str = "") -> HttpResponse:
    """What went wrong with a page of that name, in the shape of the API's problems."""
    match = request.resolver_match
    page = page or (match.url_name or "" if match else "")
    code, title, says = _PROBLEMS.get(status, ("error", status.phrase, status.description))
    if status == HTTPStatus.NOT_FOUND and page == "batch":
        says = _("No report for this batch.")
    body = {"type": f"/api/v1/problems/{code}/", "title": title, "status": status.value}
    answer = JsonResponse({**body, "detail": detail or says, "code": code}, status=status)
    answer["Content-Type"] = "application/problem+json"
    patch_vary_headers(answer, ("Accept",))
    return answer


_PROBLEMS = {
    HTTPStatus.NOT_FOUND: ("not_found", "Nothing here", "There is nothing at this address, or nothing you may see."),
    HTTPStatus.GONE: ("withdrawn", "Withdrawn", "This report was published, and has been withdrawn since."),
    HTTPStatus.FORBIDDEN: ("permission_denied", "Not allowed", "You may not do this."),
    HTTPStatus.BAD_REQUEST: ("parse_error", "The request cannot be read", "The address is malformed."),
}


def _is_seen(request: HttpRequest, reference: str) -> bool:
    return Report.objects.visible_to(request.user).filter(reference=reference).exists()


def _has_json(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and not match.namespace and match.url_name in _IN_API


def _to_api(request: HttpRequest, name: str, parts: Parts) -> HttpResponse:
    api_name, args_of = _IN_API[name]
    parts = now_at(name, dict(parts))
    if name in _OF_REPORT and (notice := withdrawn(parts["reference"])) and not _is_seen(request, parts["reference"]):
        return problem(request, HTTPStatus.GONE, name, detail=notice.reason)
    try:
        address = reverse(f"api:{api_name}", args=args_of(parts), query=_question(request, name))
    except NoReverseMatch:
        return problem(request, HTTPStatus.NOT_FOUND, name)
    answer = _SeeOther(address)
    answer["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(answer, ("Accept",))
    return answer


def _question(request: HttpRequest, name: str) -> dict[str, list[str]] | None:
    """What a list is asked for, as the API takes it, without what a form left empty. What the API does not know is
    passed on: it says so, where leaving it out would answer another question.
    """
    if name not in _LISTS:
        return None
    renamed = _RENAMED.get(name, {})
    asked = {renamed.get(key, key): [one for one in values if one] for key, values in request.GET.lists()}
    added = {key: [value] for key, value in _ADDED.get(name, {}).items()}
    return added | {key: values for key, values in asked.items() if values}
