"""The newest places that a query finds, however they are spread over the days: as if all of them were sorted."""

import datetime as dt
import random
from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.utils import timezone

from registry.indexing import engines, stretches
from registry.indexing.queries import Every, No, Token
from registry.indexing.tokens import place_of

pytestmark = pytest.mark.django_db
FIRST = dt.date(2018, 1, 1)


@pytest.fixture
def spread(monkeypatch) -> Iterator[dict[int, set[str]]]:
    """Places with their words: many days apart, many on one day, some without a day, one in the far future."""
    monkeypatch.setattr(stretches, "_FIRST", 5)
    monkeypatch.setattr(stretches, "_FEW", 20)
    stretches._newest_reach.cache_clear()
    chance = random.Random(7)
    days = [FIRST + dt.timedelta(days=int(3000 * chance.random() ** 3)) for _ in range(150)]
    every = [None, None, *days, *[days[0]] * 20, dt.date(2999, 1, 1)]
    placed = {place_of(day, pk): {"leaf", *chance.sample(["red", "rare"], 1)} for pk, day in enumerate(every, start=1)}
    for place in list(placed)[::17]:
        placed[place].add("seldom")
    engines.write((place, sorted(words)) for place, words in placed.items())
    yield placed
    stretches._newest_reach.cache_clear()


def test_tokens_are_written_the_first_place_first():
    _, _, values = engines.as_rows((place, ["leaf"]) for place in (7, 3, 5))
    assert [place for place, _ in values] == [3, 5, 7]


@pytest.mark.parametrize("words", [["leaf"], ["leaf", "red"], ["seldom"], ["seldom", "rare"], ["nowhere"]])
@pytest.mark.parametrize("limit", [1, 7, 60, 1000])
def test_they_are_the_last_of_all_that_have_the_words(spread, words, limit):
    every = sorted((place for place, own in spread.items() if own >= set(words)), reverse=True)
    query = Every(tuple(map(Token, words)))
    assert engines.newest(query, limit=limit) == every[:limit]
    low, high = sorted(random.Random(limit).sample(sorted(spread), 2))
    between = [place for place in every if low <= place < high]
    assert engines.newest(query, limit=limit, before=high, since=low) == between[:limit]


def test_one_word_without_another_is_found_so_too(spread):
    wanted = sorted((place for place, own in spread.items() if "seldom" not in own), reverse=True)
    assert engines.newest(Every((Token("leaf"), No(Token("seldom")))), limit=40) == wanted[:40]


def test_among_some_places_only_those_are_found(spread, monkeypatch):
    monkeypatch.setattr(stretches, "_AT_ONCE", 4)
    some = random.Random(3).sample(sorted(spread), 30)
    red = sorted((place for place in some if "red" in spread[place]), reverse=True)
    assert engines.newest(Token("red"), limit=1000, among=some) == red
    assert engines.newest(Token("red"), limit=3, among=some) == red[:3]
    assert engines.newest(Token("red"), limit=3, among=some, before=red[1]) == red[2:5]
    assert engines.newest(Token("red"), limit=3, among=[]) == []


def test_what_comes_after_the_newest_stretch_was_measured_is_found(spread):
    assert engines.newest(Token("leaf"), limit=1) == [max(spread)]
    today = timezone.localdate()
    later = [place_of(day, pk) for pk, day in enumerate([today, today + dt.timedelta(days=900), None], start=1000)]
    engines.write((place, ["leaf", "late"]) for place in later)
    assert engines.newest(Token("late"), limit=10) == sorted(later, reverse=True)
    assert set(engines.newest(Token("leaf"), limit=1000)) == {*spread, *later}


@pytest.mark.parametrize("seed", range(8))
def test_stretches_join_without_a_gap_and_are_few(seed):
    chance = random.Random(seed)
    high = place_of(FIRST + dt.timedelta(days=chance.randrange(4000)), chance.randrange(2**20))
    low = place_of(FIRST - dt.timedelta(days=chance.randrange(4000)), 0)
    found = list(stretches._stretches(low, high))
    assert found[0][2] == high
    assert found[-1][1] <= low
    assert all(newer[1] == older[2] for newer, older in pairwise(found))
    for days, first, end in found:
        for place in (first, end - 1):
            assert days.text in stretches.tokens_of_days(place)
    assert len(found) < 40
