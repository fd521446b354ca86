"""What a page looks like from afar: the same for pictures of one page, another for another page."""

import random

import PIL.Image
import PIL.ImageDraw
import PIL.ImageOps
import pytest

from labs.parsing.looks import look_of


def a_page(seed: int, *, number: str = "14.209") -> PIL.Image.Image:
    """A page of grey lines of text in some places, with a number in its last one."""
    places = random.Random(seed)
    page = PIL.Image.new("RGB", (1236, 1600), "white")
    drawing = PIL.ImageDraw.Draw(page)
    for top in range(60, 1500, 40):
        left, right = sorted(places.sample(range(60, 1180), 2))
        drawing.rectangle((left, top, right, top + 22), fill="dimgray")
    drawing.text((80, 1540), number, fill="black", font_size=24)
    return page


def apart(one: PIL.Image.Image, other: PIL.Image.Image) -> int:
    return ((look_of(one) ^ look_of(other)) & (1 << 64) - 1).bit_count()


@pytest.mark.parametrize("seed", range(20))
def test_a_scaled_page_with_another_number_looks_the_same(seed):
    assert apart(a_page(seed), a_page(seed, number="98.731").resize((800, 1036))) <= 3


@pytest.mark.parametrize("seed", range(20))
def test_another_page_looks_otherwise(seed):
    assert apart(a_page(seed), a_page(seed + 100)) > 6


def test_a_blank_page_has_no_look():
    assert look_of(PIL.Image.new("RGB", (1236, 1600), "white")) == 0


def test_a_look_fits_a_signed_column():
    pages = [a_page(seed) for seed in range(20)]
    dark = [PIL.ImageOps.invert(page) for page in pages]
    looks = [look_of(page) for page in (*pages, *dark)]
    assert -(1 << 63) <= min(looks) < 0 < max(looks) < 1 << 63
