"""Where a text of limits holds, in words: the places of `labs/reference/limits`, as ISO 3166 writes them there."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Names that are the same in every language of the pages need no translation.
NAMES: dict[str, str | Promise] = {
    "CZ": _("Czech Republic"),
    "US": "USA",
    "US-CA": _("California, USA"),
    "US-CO": "Colorado, USA",
    "US-FL": "Florida, USA",
    "US-GA": _("Georgia, USA"),
    "US-KY": "Kentucky, USA",
    "US-MD": "Maryland, USA",
    "US-MS": "Mississippi, USA",
    "US-NE": "Nebraska, USA",
    "US-NV": "Nevada, USA",
    "US-OH": "Ohio, USA",
    "US-OK": "Oklahoma, USA",
    "US-OR": "Oregon, USA",
    "US-RI": "Rhode Island, USA",
    "US-SC": _("South Carolina, USA"),
    "US-TN": "Tennessee, USA",
    "US-TX": "Texas, USA",
    "US-UT": "Utah, USA",
    "US-VA": _("Virginia, USA"),
    "US-WV": _("West Virginia, USA"),
    "none": _("No one place"),
}


def place_of(jurisdiction: str) -> str:
    """The place in the reader's language; a code that has no name here as it is."""
    return str(NAMES.get(jurisdiction, jurisdiction))
