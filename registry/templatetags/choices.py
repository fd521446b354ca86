"""Tags for lists to choose from."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from registry.web.choices import yardstick_options
from registry.web.yardsticks import Yardstick

register = template.Library()


@register.simple_tag
def yardsticks(yardstick: Yardstick) -> SafeString:
    """The options of a list of yardsticks, this one as the chosen."""
    every = yardstick_options(get_language())
    if yardstick.limits is None:
        return every
    option = f'<option value="{escape(yardstick.limits.id)}"'
    return SafeString(every.replace(option, f"{option} selected"))
