"""Pages whose fonts do not say which letters they show: read by an engine that can, guessed with proof, or left out."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from labs.parsing.reader import parse
from labs.parsing.text.pages import Page, read_pages

LINES = [
    "Certificate of Analysis for the sample received",
    "Mitragynine 1.234 % PASS total limit result",
    "Method and date of report from the laboratory",
    "Page number signature address phone analysis",
]
WORDS = " ".join(LINES).split()


def page_of_glyph_numbers(path: Path, numbers: list[list[int]], **font_entries: object) -> Page:
    """A page that shows lines of glyphs by their numbers alone, in a font that says no more of them."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    name = Name("/ABCDEF+Nowhere")
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=[0, -200, 1000, 800], ItalicAngle=0,
        Ascent=800, Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip
    glyphs = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, FontDescriptor=pdf.make_indirect(descriptor), DW=500,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(glyphs)], **font_entries,
    )  # fmt: skip
    page.obj.Resources = Dictionary(Font=Dictionary(F=font))
    shown = ("".join(f"{number:04X}" for number in line) for line in numbers)
    text = (f"BT /F 10 Tf 50 {700 - 20 * i} Td <{line}> Tj ET" for i, line in enumerate(shown))
    page.obj.Contents = pdf.make_stream("\n".join(text).encode())
    pdf.save(path)
    (read,) = read_pages(path)
    return read


def in_order(lines: list[str], *, first: int) -> list[list[int]]:
    """Lines as the numbers of glyphs in a font that holds ASCII in its order, the space first."""
    return [[ord(letter) - ord(" ") + first for letter in line] for line in lines]


def test_text_that_only_one_engine_decodes_is_read(tmp_path: Path) -> None:
    codes = [[ord(letter) for letter in line] for line in LINES]

    page = page_of_glyph_numbers(tmp_path / "page.pdf", codes, ToUnicode=Name("/Identity-H"))

    assert [word.text for word in page.words] == WORDS
    assert page.legible
    assert not page.guessed


def test_glyphs_in_the_usual_order_are_guessed_and_said_to_be(tmp_path: Path) -> None:
    page = page_of_glyph_numbers(tmp_path / "page.pdf", in_order(LINES, first=3))

    assert [word.text for word in page.words] == WORDS
    assert any("worked out" in warning for warning in parse(tmp_path / "page.pdf").warnings)


@pytest.mark.parametrize(
    "lines", [LINES[:2], ["qwz xkcd jvb pgh fnt lmr sdw zzt qqp wkx vbn mjh gtr fds plk xcv bnm wrt yyu iop hjk"]]
)
def test_guessed_letters_that_make_too_few_known_words_are_not_passed_on(tmp_path: Path, lines: list[str]) -> None:
    page = page_of_glyph_numbers(tmp_path / "page.pdf", in_order(lines, first=3))

    assert page.words == ()
    assert not page.legible


def test_glyphs_numbered_anew_are_illegible(tmp_path: Path) -> None:
    page = page_of_glyph_numbers(tmp_path / "page.pdf", in_order(LINES, first=1))

    assert page.words == ()
    assert not page.legible


def test_letters_that_spell_nothing_are_illegible(tmp_path: Path) -> None:
    turned = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
    codes = [[ord(letter) for letter in line.translate(turned)] for line in LINES]

    page = page_of_glyph_numbers(tmp_path / "page.pdf", codes, ToUnicode=Name("/Identity-H"))

    assert page.words == ()
    assert not page.legible


def test_a_blank_page_is_legible(tmp_path: Path) -> None:
    assert page_of_glyph_numbers(tmp_path / "page.pdf", []).legible
