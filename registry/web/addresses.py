"""What stands in the site's addresses."""

from django.urls.converters import StringConverter


class ResultKeyConverter(StringConverter):
    """A result's key, as `registry.result_keys` makes it: letters and digits of any script, and dashes."""

    regex = r"[\w-]+"
