"""What stands in the site's addresses."""

from urllib.parse import quote

from django.urls import reverse
from django.urls.converters import StringConverter

from registry.models import Report

_REFERENCE, _KEY = "reference", "key"  # stand for those of a result where its address is resolved


class ResultKeyConverter(StringConverter):
    """A result's key, as `registry.result_keys` makes it: letters and digits of any script, and dashes."""

    regex = r"[\w-]+"


class ResultAddresses:
    """The addresses to share of results, with `query` behind them.

    A page has hundreds. Resolving one costs more than all else of a row, so it is done once for each place in a report.
    """

    def __init__(self, query: str = "") -> None:
        self._behind = f"/{'?' if query else ''}{query}#evidence"
        self._of_report: dict[int, tuple[str, str]] = {}

    def of(self, report: Report, position: int, key: str) -> str:
        """The address of one result of a sample."""
        if position not in self._of_report:
            before, _, after = reverse("value", args=[_REFERENCE, position, _KEY]).partition(_REFERENCE)
            self._of_report[position] = before, after.removesuffix(f"{_KEY}/")
        before, after = self._of_report[position]
        return f"{before}{report.reference}{after}{quote(key)}{self._behind}"
