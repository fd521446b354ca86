"""A QR code as the path of an SVG, to print beside an address."""

import re
from dataclasses import dataclass

import zxingcpp

_SIZE = re.compile(r'<svg width="(\d+)" height="(\d+)"')
_PATH = re.compile(r'<path d="([MHhVvZz0-9. -]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Qr:
    """A code with its quiet zone: `view` is the viewBox, `path` the dark modules, one unit each."""

    view: str
    path: str


def qr(text: str) -> Qr:
    """The QR code of a text, such as an address."""
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_svg()
    size, path = _SIZE.search(drawn), _PATH.search(drawn)
    if size is None or path is None:
        raise ValueError("the code was drawn in a way that is not known here")
    return Qr(view=f"0 0 {size[1]} {size[2]}", path=path[1])
