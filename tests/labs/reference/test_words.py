"""The words of heads of reports: each label has one meaning, or none; each month has its names."""

import pytest

from labs.reference.words import finder, fold, languages, meanings, phrases

FIELDS = phrases("fields")
DATES = ("sampled", "received", "tested", "reported", "manufactured", "expires")


def test_a_label_that_is_ignored_names_no_field() -> None:
    named = {label for field, labels in FIELDS.items() if field in (*DATES, "batch", "client") for label in labels}

    assert named & set(FIELDS["ignored"]) == set()


def test_a_label_of_one_date_is_of_no_other() -> None:
    labels = [label for field in DATES for label in FIELDS[field]]
    twice = {label for label in labels if labels.count(label) > 1}

    assert twice <= {"date sample collected received"}


@pytest.mark.parametrize("language", ["en", "cs", "de", "es", "fr", "it", "pt"])
def test_every_kind_of_field_has_labels_in_every_language(language: str) -> None:
    known = languages("fields")
    lacking = {
        field
        for field in ("report_id", "product_name", "batch", "client", "received", "reported")
        if not any(language in known[label] for label in FIELDS[field])
    }

    assert lacking == set()


@pytest.mark.parametrize(
    ("name", "number"), [("března", 3), ("März", 3), ("marzo", 3), ("août", 8), ("outubro", 10), ("grudnia", 12)]
)
def test_a_month_is_known_by_its_name_in_its_own_language(name: str, number: int) -> None:
    assert meanings("months")[fold(name)] == str(number)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [(" kratom extract ", True), (" ultra enhanced leaf ", True), (" extraction ", False), (" ", False)],
)
def test_a_phrase_is_found_as_whole_words(text: str, is_found: bool) -> None:
    assert (finder("forms", "extract").search(text) is not None) is is_found
