"""Photos and scans as they were sent in, and what the form says it takes."""

from django.utils.translation import gettext as _

from registry.models import Report
from registry.processing import PDF, PICTURES, PictureType

# Other endings of the same kinds: some systems know files by these only.
_MORE_SUFFIXES = (".pdf", ".jpeg", ".tif", ".heif")


def picture_type(report: Report) -> PictureType | None:
    """The kind of photo or scan that a report's PDF was made of; None where a PDF was sent."""
    return PICTURES.get(report.sent_type)


def accepted() -> str:
    """What a file input offers to choose from; with pictures among it, telephones offer their camera too."""
    suffixes = (*_MORE_SUFFIXES, *(kind.suffix for kind in PICTURES.values()))
    return ",".join((PDF, *PICTURES, "image/heif", *sorted(suffixes)))


def picture_names() -> str:
    """The kinds of pictures that are taken, in words."""
    *names, last = (kind.name for kind in PICTURES.values())
    return _("%(names)s or %(last)s") % {"names": ", ".join(names), "last": last}
