"""Text travels compressed: pages, styles, scripts, data. Pictures and files are as small as they get.

A page that holds a secret beside words of a stranger's choice could be guessed from its compressed size (BREACH). Ours
hold few: form tokens, which Django masks anew in each answer, and on a sender's page the address that the sender has
already. `GZipMiddleware` besides adds a random length to every answer.
"""

from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_TEXT = ("text/", "application/json", "application/problem+json", "application/xml", "application/atom+xml",
         "application/ld+json", "application/manifest+json", "application/x-ndjson", "image/svg+xml",
         "application/javascript", "application/vnd.oai.openapi")  # fmt: skip


class CompressText(GZipMiddleware):
    """Django's own, for what is text only."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, compressed if it is text and the browser takes it so."""
        is_part = response.status_code == HTTPStatus.PARTIAL_CONTENT  # its bytes are counted in what is not compressed
        if is_part or not response.get("Content-Type", "").startswith(_TEXT):
            return response
        return super().process_response(request, response)
