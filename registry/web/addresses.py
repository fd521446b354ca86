"""What stands in the site's addresses."""

from urllib.parse import quote

from django.urls import reverse
from django.urls.converters import StringConverter

from registry.models import Report


class ResultKeyConverter(StringConverter):
    """A result's key, as `registry.result_keys` makes it: letters and digits of any script, and dashes."""

    regex = r"[\w-]+"


class ResultAddresses:
    """The addresses to share of results, with `query` behind them.

    A page has hundreds. Resolving one costs more than all else of a row, so it is done once for each sample.
    """

    def __init__(self, query: str = "") -> None:
        self._behind = f"/{'?' if query else ''}{query}#evidence"
        self._samples: dict[tuple[str, int], str] = {}

    def of(self, report: Report, position: int, key: str) -> str:
        """The address of one result of a sample."""
        sample = report.reference, position
        if sample not in self._samples:
            self._samples[sample] = reverse("value", args=[*sample, "key"]).removesuffix("key/")
        return f"{self._samples[sample]}{quote(key)}{self._behind}"
