"""The frame of every page, as far as it is the same for everybody."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def fixed(name: str) -> SafeString:
    """A part in which nothing differs from page to page but the language: rendered once for each."""
    return _rendered(name, get_language(), get_script_prefix())


@lru_cache(maxsize=256)
def _rendered(name: str, _language: str | None, _prefix: str) -> SafeString:
    return SafeString(render_to_string(name).strip())
