"""What checks are about: each category is a folder of this package, and the first part of its checks' ids."""

from dataclasses import dataclass


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
        title="Arithmetic",
        about="Numbers of one report that must follow from each other, whatever was tested.",
    ),
    Category(
        folder="profile",
        prefix="alk",
        title="Alkaloid profile",
        about="Alkaloids beside each other: what laws cap, and what leaf and extract are known to hold.",
    ),
    Category(
        folder="detection",
        prefix="lod",
        title="Detection limits",
        about="What the method could see and measure, against what is printed.",
    ),
    Category(
        folder="verdicts",
        prefix="pf",
        title="Pass and fail",
        about="The laboratory's own words on its results, against limits in print and in law.",
    ),
    Category(
        folder="completeness",
        prefix="comp",
        title="Completeness",
        about="What a report of this kind should say, and this one does not.",
    ),
    Category(folder="dates", prefix="date", title="Dates", about="The order, the age and the pace of what was done."),
    Category(
        folder="identity",
        prefix="id",
        title="Identity",
        about="Who tested what for whom, and whether it is the product that it is shown for.",
    ),
    Category(
        folder="statistics",
        prefix="stat",
        title="Statistics",
        about="Numbers that are unlike other numbers of the product, the laboratory or the kind.",
    ),
    Category(
        folder="between",
        prefix="x",
        title="Between reports",
        about="Reports beside each other: the same numbers, the same name, the same batch.",
    ),
)
_BY_PREFIX = {one.prefix: one for one in CATEGORIES}


def category_of(check_id: str) -> Category:
    """The category that a check's id names; an unknown one is a `ValueError`."""
    prefix = check_id.partition(".")[0]
    if prefix not in _BY_PREFIX:
        raise ValueError(f"{check_id} begins with no category")
    return _BY_PREFIX[prefix]
