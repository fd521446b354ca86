"""What the site leaves in a browser for hours without a network: a worker, the page that it shows, and a manifest.

The worker keeps the styles and scripts, and of the pages that were opened only those marked here: public ones, as
everyone sees them. SERVICE_WORKER=0 is the kill switch: every worker then takes itself away, with all that it kept.
"""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from registry.web.claims import claims_of

MARK = "Leafproof-Offline"
_MOST_PAGES, _MOST_PICTURES = 60, 100
_FOLDER = Path(__file__).resolve().parent.parent / "static" / "registry"
# For moderators, for the API's documentation, inside other sites' frames, or the workers themselves.
_LEFT_OUT = frozenset({"api_docs.css", "api_try.css", "api_try.js", "desk.js", "embed.css", "upload.js", "status.js",
                       "worker.js", "worker_off.js"})  # fmt: skip
_IMPORTED = ("shelf_store.js",)  # by other scripts, under its plain name
# Pages that everyone may read, and that are worth reading again. What was searched for is not kept.
_KEPT = frozenset({
    "home", "browse", "laboratories", "laboratory", "analytes", "analyte", "brands", "brand", "flags", "flag",
    "products", "product", "product-history", "batch", "compare", "report", "value", "how-we-read",
    "how-well-we-read", "about", "how-we-check", "who-moderates", "corrections", "what-this-is-not", "checks", "check",
    "limits", "limit",
})  # fmt: skip


class MarkKept:
    """Middleware: marks the answers that a browser may keep for later; all others are kept by none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the mark where the page is the public one, as a stranger sees it."""
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and not match.namespace and match.url_name in _KEPT and _is_public(request, response):
            response[MARK] = "keep"
        return response


def _is_public(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        request.method == "GET"
        and response.status_code == HTTPStatus.OK
        and response.get("Content-Type", "").startswith("text/html")
        and "no-store" not in response.get("Cache-Control", "")
        and not response.cookies
        and not request.user.is_authenticated
        and not claims_of(request)
    )


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The worker's script: what it has to know, and the file that does the work."""
    if settings.SERVICE_WORKER:
        told = {
            "version": version(),
            "shell": [*shell_files(), *_shell_pages()],
            "offline": _in_each_language("offline"),
            "pages": _MOST_PAGES,
            "pictures": _MOST_PICTURES,
            "mark": MARK,
        }
        script = f"self.leafproof = {json.dumps(told)};\nimportScripts({json.dumps(static('registry/worker.js'))});\n"
    else:
        script = f"importScripts({json.dumps(static('registry/worker_off.js'))});\n"
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page that the worker shows in place of one that it does not hold."""
    return render(request, "registry/offline.html")


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """How the site looks among a device's own programs (W3C Web Application Manifest)."""
    told = {
        "name": "Leafproof",
        "short_name": "Leafproof",
        "start_url": reverse("home"),
        "scope": reverse("home"),
        "display": "minimal-ui",
        "background_color": "#fbfbf8",
        "theme_color": "#1d5e3b",
        "icons": [{"src": static("registry/leaf.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@cache
def _names() -> tuple[str, ...]:
    kinds = (".css", ".js", ".svg")
    return tuple(sorted(one.name for one in _FOLDER.iterdir() if one.suffix in kinds and one.name not in _LEFT_OUT))


@cache
def shell_files() -> tuple[str, ...]:
    """The addresses of the styles, scripts and the icon that pages are made with."""
    plain = [f"{settings.STATIC_URL}registry/{name}" for name in _IMPORTED]
    return tuple(dict.fromkeys([*(static(f"registry/{name}") for name in _names()), *plain]))


@cache
def version() -> str:
    """Changes with any of these files."""
    seen = hashlib.sha256("|".join(shell_files()).encode())
    for name in (*_names(), "worker.js"):
        found = find(f"registry/{name}")
        if isinstance(found, str):
            seen.update(Path(found).read_bytes())
    return seen.hexdigest()[:12]


def _shell_pages() -> list[str]:
    return [*_in_each_language("offline").values(), *_in_each_language("shelf").values()]


def _in_each_language(name: str) -> dict[str, str]:
    """A page's address in each language, by the path that the language's pages begin with."""
    found = {}
    for code, _ in settings.LANGUAGES:
        with override(code):
            found[reverse("home")] = reverse(name)
    return found
