"""Codes in a photo: what a telephone was held to. The photo is opened for that alone, and nothing of it is kept.

The decoders are C libraries and the files are hostile: look in the child process only, see
`labs.parsing.bounds.bounded.codes_in`.
"""

from pathlib import Path

import numpy as np
import PIL.Image

from labs.parsing.codes.codes import codes_in_pixels
from labs.parsing.files.photos import open_photo
from labs.parsing.parsed import Code

_SMALLER = 1200  # pixels: where a code fills a large photo, its grain hides less when the photo is small


def find_codes_in_photo(path: Path) -> tuple[Code, ...]:
    """The codes in the photo at `path`, the topmost first, with boxes in pixels.

    Raises the `Unreadable` that says why it cannot be opened.
    """
    grey = open_photo(path).convert("L")
    found = codes_in_pixels(np.asarray(grey))
    if found or max(grey.size) <= _SMALLER:
        return found
    grey.thumbnail((_SMALLER, _SMALLER), PIL.Image.Resampling.BOX)
    return codes_in_pixels(np.asarray(grey))
