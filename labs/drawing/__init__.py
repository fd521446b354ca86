"""A fictional market of kratom products, drawn as certificates of analysis: for demonstration and for tests.

`draw_market` yields PDFs and beside each the certificate that a perfect reader would read from it. Nothing here is
real: no laboratory, brand, product or number. Every printed page says so.
"""

from labs.drawing.certificates import LAST_DAY, SEED, Drawing, draw_market, market_size
from labs.drawing.faults import Fault
from labs.drawing.scan import face_down, scanned
from labs.drawing.sheet import NOTICE

__all__ = ["LAST_DAY", "NOTICE", "SEED", "Drawing", "Fault", "draw_market", "face_down", "market_size", "scanned"]
