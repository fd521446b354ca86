"""What shared caches may keep of what is public: all of it, if they ask before each use whether it still stands.

A report may be withdrawn at any time, and then its badge, frame, feed line and address in the sitemap are to be gone
at once. Nothing is therefore fresh for a while by itself; an `ETag` makes asking cheap.
"""

import hashlib
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag

ASK_FIRST = "public, no-cache"


def to_ask_first(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    """The answer for caches that ask first, or 304 for whoever holds it already."""
    answer["Cache-Control"] = ASK_FIRST
    if answer.status_code != HTTPStatus.OK:
        return answer
    if not answer.has_header("ETag"):
        set_response_etag(answer)
    kept = get_conditional_response(request, etag=answer["ETag"], response=answer)
    if kept is None or kept is answer:
        return answer
    if answer.has_header("Access-Control-Allow-Origin"):
        kept["Access-Control-Allow-Origin"] = answer["Access-Control-Allow-Origin"]
    return kept


def unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """304 for whoever holds the answer with this tag, before it is made; else None."""
    kept = get_conditional_response(request, etag=etag)
    if kept is not None:
        kept["Cache-Control"] = ASK_FIRST
    return kept


def tag_of(*parts: object) -> str:
    """The ETag of what is made of these parts and of nothing else."""
    text = "\x00".join(map(str, parts))
    return f'"{hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]}"'
