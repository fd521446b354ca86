"""What a page looks like from afar: 64 bits, of which pictures of one page share nearly all.

Each bit says whether one of 8 × 8 spots is darker than the spot to the right of it (a "difference hash"), so that
scaling, compression and a little noise change few of them, and a number that is printed anew seldom any.
"""

from itertools import pairwise

import PIL.Image

_ACROSS = 8
_MOST_ALIKE = 4  # bits: a page with fewer that are set, or that are not, is as good as blank


def look_of(picture: PIL.Image.Image) -> int:
    """The look of a picture as a signed number of 64 bits, 0 for a blank one."""
    small = picture.convert("L").resize((_ACROSS + 1, _ACROSS), PIL.Image.Resampling.BOX)
    spots = small.tobytes()
    rows = (spots[first : first + _ACROSS + 1] for first in range(0, len(spots), _ACROSS + 1))
    bits = "".join("1" if left < right else "0" for row in rows for left, right in pairwise(row))
    look = int(bits, 2)
    if not _MOST_ALIKE <= look.bit_count() <= len(bits) - _MOST_ALIKE:
        return 0
    return look - (1 << len(bits)) if look >> (len(bits) - 1) else look
