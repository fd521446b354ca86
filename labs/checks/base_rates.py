"""How often checks speak on genuine certificates, as `make base-rates` measured it last, kept in `base_rates.json`."""

from datetime import date
from functools import cache
from importlib.resources import files

import msgspec


class BaseRate(msgspec.Struct, frozen=True, kw_only=True):
    """One check: in how many documents it could be asked, and in how many of these it found something."""

    check: str
    asked: int
    found: int


class BaseRates(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, on which day, with which versions of reader and rules, over how many documents."""

    measured_on: date
    reader_version: str
    rules_version: str
    documents: int
    checks: tuple[BaseRate, ...]

    def of(self, check_id: str) -> BaseRate | None:
        """The figures of one check; None where they were not measured."""
        return next((one for one in self.checks if one.check == check_id), None)


@cache
def base_rates() -> BaseRates:
    """The figures that come with this version."""
    return msgspec.json.decode(files("labs.checks").joinpath("base_rates.json").read_bytes(), type=BaseRates)
