"""Text travels compressed; pictures and files do not."""

import gzip

import pytest
from django.test import Client
from django.urls import reverse

from tests.registry.factories import a_moderator, a_published_report

pytestmark = pytest.mark.django_db
ASKED = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_is_compressed_for_a_browser_that_takes_it(client: Client):
    address = a_published_report().get_absolute_url()
    plain, packed = client.get(address), client.get(address, headers=ASKED)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert b"Green leaf powder" in gzip.decompress(packed.content)
    assert len(packed.content) < len(plain.content) / 3


def test_the_data_is_compressed_too(client: Client):
    for _ in range(3):
        a_published_report()
    assert client.get("/api/v1/results/", headers=ASKED)["Content-Encoding"] == "gzip"


def test_pictures_and_originals_are_sent_as_they_are(client: Client):
    report = a_published_report()
    client.force_login(a_moderator())
    for name, values in (("page-image", [1]), ("original", [])):
        answer = client.get(reverse(name, args=[report.reference, *values]), headers=ASKED)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer


def test_two_answers_to_one_question_differ_in_length_so_that_it_tells_nothing(client: Client):
    address = a_published_report().get_absolute_url()
    lengths = {len(client.get(address, headers=ASKED).content) for _ in range(20)}
    assert len(lengths) > 1
