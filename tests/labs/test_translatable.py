"""A sentence remembers what it was made of, also through JSON and copies, and is plain English everywhere else."""

import copy
import json
import pickle
from decimal import Decimal

import pytest

from labs.translatable import Amount, Number, Sentence, both, either, listed, ngettext

LIMIT = Sentence("at most %(amount)s mg", amount=Number(Decimal(1250)))
PRINTED = Sentence("%(name)s is over its limit, %(limit)s.", name="100 % kava", limit=LIMIT)
REACHED = Sentence("it holds %(amount)s CFU", amount=Amount(Decimal("1199.50")))
DAYS = Sentence(ngettext("%(days)s day late", "%(days)s days late", 2), days="2")


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (PRINTED, "100 % kava is over its limit, at most 1,250 mg."),
        (DAYS, "2 days late"),
        (REACHED, "it holds 1199.5 CFU"),
        (Sentence("%(amount)s in all", amount=Amount(Decimal("1.3E+4"))), "13000 in all"),
        (Sentence(ngettext("%(days)s day late", "%(days)s days late", 1), days="1"), "1 day late"),
        (Sentence("100 % of it"), "100 % of it"),
    ],
)
def test_a_sentence_is_its_english_and_is_made_again_of_what_json_keeps(sentence: Sentence, english: str) -> None:
    again = Sentence.made_again(json.loads(json.dumps(sentence.made_of())))
    assert sentence == again == english
    assert (type(again.template), again.template) == (type(sentence.template), sentence.template)
    assert again.made_of() == sentence.made_of()


def test_what_is_kept_has_the_number_and_not_its_english() -> None:
    kept = PRINTED.made_of()["parts"]
    assert kept == {
        "name": "100 % kava",
        "limit": {"template": "at most %(amount)s mg", "parts": {"amount": {"number": "1250"}}},
    }


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
@pytest.mark.parametrize("sentence", [PRINTED, DAYS, REACHED])
def test_a_copy_remembers_as_much(sentence: Sentence, copied) -> None:
    again = copied(sentence)
    assert (again, again.made_of()) == (sentence, sentence.made_of())


def test_words_are_put_in_a_row() -> None:
    words = ["a", "b", "c"]
    assert [either(words[:count]) for count in range(4)] == ["", "a", "a or b", "a or b or c"]
    assert [both(words[:count]) for count in range(4)] == ["", "a", "a and b", "a and b and c"]
    assert [listed(words[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
