"""Tags for what pages tell machines and other sites."""

from typing import Any

from django import template
from django.http import HttpRequest

from registry.models import Batch
from registry.web.embedding import snippets
from registry.web.heads import head_of

register = template.Library()


@register.inclusion_tag("registry/_parts/machine_head.html", takes_context=True)
def machine_head(context: template.Context, thing: Any) -> dict[str, Any]:
    """The head's part for machines, of a page about a product, batch, report or laboratory."""
    request: HttpRequest = context["request"]
    head = head_of(thing, request)
    return {"head": head, "description": context.get("description") or (head.description if head else "")}


@register.inclusion_tag("registry/_parts/elsewhere.html", takes_context=True)
def elsewhere(context: template.Context, batch: Batch) -> dict[str, str]:
    """The HTML to copy for another site."""
    return snippets(context["request"], batch)
