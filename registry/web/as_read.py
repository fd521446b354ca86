"""What people corrected in a report, beside what was read first: a page shows both."""

from registry.models import Report


class Corrections:
    """What people changed in a report: for each target and name, what was read first and what holds now."""

    def __init__(self, report: Report) -> None:
        self._before: dict[str, dict[str, str]] = {}
        self._after: dict[str, dict[str, str]] = {}
        for correction in report.corrections.order_by("pk"):
            self._before.setdefault(correction.target, {}).setdefault(correction.name, correction.before)
            self._after.setdefault(correction.target, {})[correction.name] = correction.after

    def before(self, target: str) -> dict[str, str]:
        """Name -> as it was read, for what is different now."""
        now = self._after.get(target, {})
        return {name: text for name, text in self._before.get(target, {}).items() if text != now[name]}

    def after(self, target: str) -> dict[str, str]:
        """Name -> as it holds now."""
        return self._after.get(target, {})


def unless_plain(said: str, ours: str) -> str:
    """What we take a printed word to mean, unless the word itself says so."""
    return "" if said.casefold().startswith(ours.casefold()) else ours
