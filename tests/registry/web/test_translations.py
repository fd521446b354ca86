"""The Czech catalogue: nothing that is marked is missing in it, and nothing in it is left in English."""

import re
from collections.abc import Iterator

import polib
import pytest
from django.utils.translation import override

from labs.checks import Check, all_checks, run
from labs.checks.amounts import sum_in
from labs.checks.categories import CATEGORIES
from labs.reference.analytes import all_analytes
from labs.reference.limits import all_limit_sets
from labs.reference.measured import called
from labs.translatable import Counted, Sentence
from registry.web.analyte_names import CAS_CITATIONS, NAMES, WITHIN
from registry.web.limit_notes import CITATIONS, NOTES
from registry.web.limit_texts import AUTHORITIES, STANDINGS, TITLES
from registry.web.limit_words import ABOUT
from registry.web.translating import in_language, part_in_language, stays_english
from tests.labs.checks.examples import context_of, example_of
from tests.registry.web.marked_words import ROOT, in_python, in_templates

CATALOGUE = ROOT / "registry/locale/cs/LC_MESSAGES"
_PLACE = re.compile(r"%\(\w+\)[sd]|%%\w*")
_TAG = re.compile(r"<[^<>]*>")
_OUR_WORD = re.compile(r"(?<![(\w])[a-z]{3}")  # "Neb. Rev. Stat. 71-3807" has none, nor has "(b)(1)(iii)"


@pytest.fixture(scope="module")
def words() -> polib.POFile:
    return polib.pofile(str(CATALOGUE / "django.po"))


def _said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_text_has_a_czech_one_that_a_person_stands_for(words: polib.POFile) -> None:
    assert not [entry.msgid for entry in words if entry.fuzzy or not entry.translated()]
    assert not words.obsolete_entries()
    assert not words.metadata_is_fuzzy


def test_what_is_the_same_in_both_languages_is_a_name(words: polib.POFile) -> None:
    same = {entry.msgid for entry in words if entry.msgid == entry.msgstr}
    names = {*NAMES, *AUTHORITIES, "LOD", "LOQ", "Text", "CoA %(day)s"}
    names |= {"Limit", "limit", "Limit: %(words)s, %(title)s.", "%(amount)s, limit %(limit)s"}
    names |= {check.example for check in all_checks()}  # another test asks for their Czech, line by line
    assert same <= names


def test_every_analyte_has_a_name_in_czech() -> None:
    assert {analyte.name for analyte in all_analytes()} == set(NAMES)
    assert {analyte.cas_citation for analyte in all_analytes() if analyte.cas_citation} == set(CAS_CITATIONS)


def test_a_part_and_its_whole_have_names_within_a_czech_sentence() -> None:
    rules = [rule for limits in all_limit_sets() for rule in limits.rules if rule.included_in]
    assert {called(slug) for rule in rules for slug in (rule.analyte, rule.included_in)} <= set(WITHIN)


def test_czech_counts_in_three_forms(words: polib.POFile) -> None:
    assert words.metadata["Plural-Forms"].startswith("nplurals=3;")
    assert {len(_said(entry)) for entry in words if entry.msgid_plural} == {3}


def test_a_translation_has_the_places_and_tags_of_its_text(words: polib.POFile) -> None:
    for entry in words:
        places = set(_PLACE.findall(entry.msgid) + _PLACE.findall(entry.msgid_plural))
        for said in _said(entry):
            assert set(_PLACE.findall(said)) <= places, entry.msgid
            assert sorted(_TAG.findall(said)) in (
                sorted(_TAG.findall(entry.msgid)), sorted(_TAG.findall(entry.msgid_plural))
            ), entry.msgid  # fmt: skip
            if not entry.msgid_plural:
                assert set(_PLACE.findall(said)) == places, entry.msgid


def test_what_is_compiled_is_what_the_catalogue_says(words: polib.POFile) -> None:
    compiled = polib.mofile(str(CATALOGUE / "django.mo"))
    assert {entry.msgid: _said(entry) for entry in compiled} == {entry.msgid: _said(entry) for entry in words}
    assert compiled.metadata["Plural-Forms"] == words.metadata["Plural-Forms"]


def test_the_catalogue_has_every_text_that_is_marked_and_no_other(words: polib.POFile) -> None:
    marked, known = in_templates() | in_python(), {entry.msgid for entry in words}
    assert marked - known == set(), "run `make messages` and translate these"
    assert known - marked == set(), "run `make messages`: these are marked no more"
    assert len(known) > 1000


def test_whom_a_limit_is_for_can_be_said_in_czech() -> None:
    about = {text for limits in all_limit_sets() for rule in limits.rules for text in (rule.about, rule.meaning)}
    papers = {text for text in about if re.search(r"\d{4}", text)}  # a paper's name stays as it is
    assert about - papers <= {"", *ABOUT}


def test_every_text_that_limits_come_from_can_be_named_in_czech() -> None:
    texts = all_limit_sets()
    assert {text.title for text in texts} == set(TITLES)
    assert {text.authority for text in texts} == set(AUTHORITIES)
    assert {said for text in texts for said in (text.status, text.effective_says) if said} == set(STANDINGS)


def test_every_note_beside_limits_can_be_said_in_czech() -> None:
    assert {note for text in all_limit_sets() for note in text.notes} == set(NOTES)
    with override("cs"):
        assert [note for note in NOTES if stays_english(note)] == []


def test_of_the_citations_of_limits_only_names_of_laws_stay_english() -> None:
    cited = {text.citation for text in all_limit_sets()}
    assert set(CITATIONS) <= cited
    with override("cs"):
        left = {citation for citation in cited if stays_english(citation)}
    assert [citation for citation in left if _OUR_WORD.search(citation)] == []


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.id)
def test_all_that_a_check_says_of_itself_can_be_said_in_czech(check: Check) -> None:
    said = (check.title, check.explanation, check.formula, *check.innocent, *check.remedy, check.ours)
    with override("cs"):
        assert [text for text in said if stays_english(text)] == []


def test_of_the_sources_of_checks_only_names_of_laws_stay_english() -> None:
    with override("cs"):
        left = {source.text for check in all_checks() for source in check.sources if stays_english(source.text)}
    assert [text for text in left if _OUR_WORD.search(text)] == []


def test_what_checks_are_about_can_be_said_in_czech() -> None:
    with override("cs"):
        assert [text for one in CATEGORIES for text in (one.title, one.about) if stays_english(text)] == []


def _templates(sentence: Sentence) -> Iterator[str]:
    """The words of a sentence and of its parts, without those that are places for parts only."""
    template = sentence.template.one if isinstance(sentence.template, Counted) else sentence.template
    if re.search(r"[^\W\d_]", _PLACE.sub("", template)):
        yield template
    for part in sentence.parts.values():
        if isinstance(part, Sentence):
            yield from _templates(part)


@pytest.mark.parametrize("one", all_checks(), ids=lambda one: one.id)
def test_what_a_check_finds_can_be_said_in_czech(words: polib.POFile, one: Check) -> None:
    context = context_of(one)
    names = {name for limits in context.limits for name in (limits.title, limits.citation)}
    names |= {analyte.name for analyte in all_analytes()}
    known = {entry.msgid for entry in words} | names
    found = run(example_of(one), context, only=[one])
    assert found
    for finding in found:
        assert isinstance(finding.says, Sentence)
        assert set(_templates(finding.says)) <= known
        parts = [part for line in finding.arithmetic.lines for part in line]
        assert {text for part in parts if isinstance(part, Sentence) for text in _templates(part)} <= known
        with override("cs"):
            assert not stays_english(finding.says)
            assert not re.search(r"%[(%]|  ", in_language(finding.says))


@pytest.mark.parametrize("one", all_checks(), ids=lambda one: one.id)
def test_the_example_of_a_check_is_in_czech_what_it_says_of_a_certificate_in_czech(one: Check) -> None:
    first, *_ = run(example_of(one), context_of(one), only=[one])
    with override("cs"):
        assert in_language(one.example) == sum_in(part_in_language, first.arithmetic.made_of())
