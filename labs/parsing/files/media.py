"""What a file is, by its first bytes and never by its name: a PDF, or a photo or scan of a kind that we take.

Nothing here opens a file with a library, so whoever takes one in can ask before keeping it.
"""

from dataclasses import dataclass

PDF = "application/pdf"
HEAD = 1024  # bytes: where readers look for a PDF's mark, since some files carry a mail or web header before it
MARK = b"%PDF-"
# The brands of ISO/IEC 23008-12 (HEIF), annex B, whose pictures are coded as HEVC; an `mif1` names its coding later on.
_HEVC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_ANY_CODING = frozenset({b"mif1", b"msf1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureType:
    """A kind of picture that is taken: its media type, its name for people, the suffix and Pillow's name for it."""

    media_type: str
    name: str
    suffix: str
    pillow: str


PICTURES: dict[str, PictureType] = {
    kind.media_type: kind
    for kind in (
        PictureType(media_type="image/jpeg", name="JPEG", suffix=".jpg", pillow="JPEG"),
        PictureType(media_type="image/png", name="PNG", suffix=".png", pillow="PNG"),
        PictureType(media_type="image/heic", name="HEIC", suffix=".heic", pillow="HEIF"),
        PictureType(media_type="image/tiff", name="TIFF", suffix=".tiff", pillow="TIFF"),
        PictureType(media_type="image/webp", name="WebP", suffix=".webp", pillow="WEBP"),
    )
}
_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),  # beyond 4 GB, but written for smaller files too
    (b"MM\x00+", "image/tiff"),
)


def media_type(head: bytes) -> str:
    """The media type of a file that begins with `head` (`HEAD` bytes are enough): `PDF`, one of `PICTURES`, or "".

    A picture begins at the first byte, so a file that is both, which only a contrived one can be, is a picture.
    """
    for beginning, found in _BEGINNINGS:
        if head.startswith(beginning):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and _is_heic(head):
        return "image/heic"
    return PDF if MARK in head[:HEAD] else ""


def _is_heic(head: bytes) -> bool:
    """Whether a file of the ISO base media format names a coding that we can open; video and AVIF do not."""
    length = int.from_bytes(head[:4], "big")
    major, others = head[8:12], head[16 : min(length, HEAD)]
    compatible = {others[at : at + 4] for at in range(0, len(others), 4)}
    return major in _HEVC or (major in _ANY_CODING and not _HEVC.isdisjoint(compatible))
