"""What checks are about: each category is a folder of this package, and the first part of its checks' ids."""

from dataclasses import dataclass

from labs.translatable import gettext_noop


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of question. `folder` holds its modules, `prefix` begins the ids of its checks."""

    folder: str
    prefix: str
    title: str
    about: str


CATEGORIES = (
    Category(
        folder="arithmetic",
        prefix="arith",
        title=gettext_noop("Arithmetic"),
        about=gettext_noop("Numbers of one report that must follow from each other, whatever was tested."),
    ),
    Category(
        folder="profile",
        prefix="alk",
        title=gettext_noop("Alkaloid profile"),
        about=gettext_noop("Alkaloids beside each other: what laws cap, and what leaf and extract are known to hold."),
    ),
    Category(
        folder="detection",
        prefix="lod",
        title=gettext_noop("Detection limits"),
        about=gettext_noop("What the method could see and measure, against what is printed."),
    ),
    Category(
        folder="verdicts",
        prefix="pf",
        title=gettext_noop("Pass and fail"),
        about=gettext_noop("The laboratory's own words on its results, against limits in print and in law."),
    ),
    Category(
        folder="completeness",
        prefix="comp",
        title=gettext_noop("Completeness"),
        about=gettext_noop("What a report of this kind should say, and this one does not."),
    ),
    Category(
        folder="dates",
        prefix="date",
        title=gettext_noop("Dates"),
        about=gettext_noop("The order, the age and the pace of what was done."),
    ),
    Category(
        folder="identity",
        prefix="id",
        title=gettext_noop("Identity"),
        about=gettext_noop("Who tested what for whom, and whether it is the product that it is shown for."),
    ),
    Category(
        folder="statistics",
        prefix="stat",
        title=gettext_noop("Statistics"),
        about=gettext_noop("Numbers that are unlike other numbers of the product, the laboratory or the kind."),
    ),
    Category(
        folder="between",
        prefix="x",
        title=gettext_noop("Between reports"),
        about=gettext_noop("Reports beside each other: the same numbers, the same name, the same batch."),
    ),
)
_BY_PREFIX = {one.prefix: one for one in CATEGORIES}


def category_of(check_id: str) -> Category:
    """The category that a check's id names; an unknown one is a `ValueError`."""
    prefix = check_id.partition(".")[0]
    if prefix not in _BY_PREFIX:
        raise ValueError(f"{check_id} begins with no category")
    return _BY_PREFIX[prefix]
