"""What one serving weighs is taken from a report's words, and from nothing that only looks like it."""

from decimal import Decimal

import pytest

from labs.reference.servings import printed_serving


@pytest.mark.parametrize(
    ("text", "grams", "words"),
    [
        ("Batch CNX-45-0226\nServing 0.200 g\nReceived", "0.200", "Serving 0.200 g"),
        ("Serving Size: 2.4 g", "2.4", "Serving Size: 2.4 g"),
        ("SERVING SIZE:\n2,4 grams", "2.4", "SERVING SIZE: 2,4 grams"),
        ("serving weight = 650 mg", "0.65", "serving weight = 650 mg"),
        ("Serving 3 g\nServing size 3 g", "3", "Serving size 3 g"),
    ],
)
def test_a_printed_mass_of_a_serving_is_found(text, grams, words):
    found = printed_serving(text)
    assert (found.grams, found.text) == (Decimal(grams), words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Serving size: 15 mL",
        "SERVING\n4 capsules",
        "mg/serving 90.70 g",
        "sugar per serving 2 g",
        "Serving 2 g/L",
        "Serving 2 g, then Serving size 5 g",  # which of them?
        "Serving 0.01 g",
        "Serving 500 g",
    ],
)
def test_where_no_one_mass_is_printed_there_is_none(text):
    assert printed_serving(text) is None
