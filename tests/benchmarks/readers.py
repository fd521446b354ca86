"""What reads a certificate in the benchmarks: our whole reading, and the words alone of two libraries.

`python -m tests.benchmarks.readers NAME FILE...` reads the files and prints the most memory held, in MiB.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from labs.parsing import Parsed


def whole(path: Path) -> "Parsed":
    """Our reading: words, tables, head and all, without a look at pictures."""
    from labs.parsing import parse  # noqa: PLC0415  # each reader pays for its own library

    return parse(path, most_pictures=0)


def pdfplumber(path: Path) -> int:
    """The words of every page by plain pdfplumber."""
    import pdfplumber  # noqa: PLC0415

    with pdfplumber.open(path) as pdf:
        count = 0
        for page in pdf.pages:
            count += len(page.extract_words())
            page.close()
        return count


def pypdfium2(path: Path) -> int:
    """The words of every page by pypdfium2, with a box each: the letters between two spaces."""
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument(path) as pdf:
        count = 0
        for page in pdf:
            text = page.get_textpage()
            boxes = []
            for i, letter in enumerate(text.get_text_range()):
                if letter.isspace():
                    count, boxes = count + bool(boxes), []
                elif i < text.count_chars():
                    boxes.append(text.get_charbox(i))
            count += bool(boxes)
            page.close()
        return count


READERS: dict[str, Callable[[Path], object]] = {"whole": whole, "pdfplumber": pdfplumber, "pypdfium2": pypdfium2}

if __name__ == "__main__":
    name, *paths = sys.argv[1:]
    for given in paths:
        READERS[name](Path(given))
    # getrusage would count what the parent held, too
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    print(f"{int(peak[1]) / 1024:.1f}")
