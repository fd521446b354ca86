"""What a report's page says of the report itself: file, history, address, relatives."""

import datetime as dt
import re

import numpy as np
import pytest
import zxingcpp
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.coa import Sample
from registry import review
from registry.models import Flag, Report, Status
from registry.web.qr import qr
from tests.registry.factories import (
    REPORTED,
    a_coa,
    a_finding,
    a_moderator,
    a_print,
    a_published_report,
    a_report,
    a_result,
)
from tests.registry.web.test_report_page import text_of

ADDRESSES = st.text("abcxyz0129/-", max_size=60).map("https://leafproof.example/{}".format)
_BLOCK = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)Z")


def seen(path: str, view: str) -> str:
    """What a camera reads of a code that is drawn as a path."""
    size = int(view.split()[2])
    picture = np.full((size, size), 255, np.uint8)
    blocks = _BLOCK.findall(path)
    assert "".join(f"M{x} {y}h{w}v{h}h-{b}Z" for x, y, w, h, b in blocks) == path  # nothing but such blocks
    for x, y, width, height, _ in (tuple(map(int, block)) for block in blocks):
        picture[y : y + height, x : x + width] = 0
    return zxingcpp.read_barcodes(np.kron(picture, np.ones((4, 4), np.uint8)))[0].text


@settings(max_examples=30)
@given(ADDRESSES)
def test_the_code_says_the_address(address: str):
    code = qr(address)
    assert seen(code.path, code.view) == address


@pytest.mark.django_db
class TestAbout:
    def test_the_code_of_a_page_leads_back_to_it(self, client: Client):
        report = a_published_report()
        body = client.get(report.get_absolute_url()).content.decode()
        found = re.search(r'class="qr" viewBox="([^"]+)"[^>]*><path d="([^"]+)"', body)
        assert found
        assert seen(found[2], found[1]) == f"http://testserver{report.get_absolute_url()}"

    def test_the_whole_hash_stands_there_with_commands_to_reckon_it(self, client: Client):
        report = a_published_report()
        text = text_of(client.get(report.get_absolute_url()))
        assert report.sha256 in text
        assert "The SHA-256 of the PDF that was read" in text
        for command in (
            "sha256sum report.pdf",
            "shasum -a 256 report.pdf",
            "certutil -hashfile report.pdf SHA256",
        ):
            assert command in text

    def test_of_a_photo_the_hash_is_that_of_what_was_sent(self, client: Client):
        text = text_of(client.get(a_published_report(sent_type="image/jpeg").get_absolute_url()))
        assert "The SHA-256 of the photo or scan (JPEG) as it was sent" in text
        assert "sha256sum report.jpg" in text

    def test_the_history_tells_every_correction_without_who_made_it(self, client: Client):
        report = a_report(findings=(a_finding(),))
        mira = a_moderator(username="mira-secret")
        lead = report.samples.get().results.get(analyte="lead")
        review.correct_result(lead, by=mira, reason="A digit was lost.", text="0.031")
        review.publish(report, by=mira)
        answer = client.get(report.get_absolute_url())
        text = text_of(answer)
        assert "A moderator corrected Lead: amount from 0.31 to 0.031 . Reason: A digit was lost." in text
        assert "Compared with the paper and published by a moderator." in text
        assert "Read by machine, with reader" in text
        assert "Sent in." in text
        assert "mira-secret" not in answer.content.decode()

    def test_what_was_decided_of_a_flag_about_a_hidden_report_is_not_told(self, client: Client):
        mira = a_moderator()
        hidden, report = a_report(Status.IN_REVIEW), a_published_report(findings=(a_finding(),))
        flag = report.flags.get()
        Flag.everything.update(other=hidden, says="The numbers are those of an unseen report.")
        review.dismiss_flag(flag, by=mira, because="explained", reason="Because of the unseen one.")
        assert "unseen" not in text_of(client.get(report.get_absolute_url()))
        Report.objects.filter(pk=hidden.pk).update(status=Status.PUBLISHED, published_at=hidden.created_at)
        assert "A moderator set a flag aside: The numbers are those of an unseen report." in text_of(
            client.get(report.get_absolute_url())
        )

    def test_rejections_before_publication_are_nobodys_business(self, client: Client):
        mira, report = a_moderator(), a_report()
        review.reject(report, by=mira, reason="Looked like an advertisement.")
        review.reopen(report, by=mira, reason="Too hasty.")
        review.publish(report, by=mira)
        text = text_of(client.get(report.get_absolute_url()))
        assert "advertisement" not in text
        assert "hasty" not in text

    def test_the_description_says_what_by_whom_and_which_panels(self, client: Client):
        body = client.get(a_published_report().get_absolute_url()).content.decode()
        said = re.search(r'<meta name="description" content="([^"]+)"', body)
        assert said
        assert said[1].startswith(
            "Laboratory report of Green leaf powder; batch AM-2291; Fernhill Analytics; 2026-03-14"
        )
        assert "panels tested: Alkaloids, Heavy metals, Microbes" in said[1]

    def test_a_report_alone_in_its_batch_has_no_relatives(self, client: Client):
        a_published_report(coa=a_coa(batch="OTHER-1"))
        body = client.get(a_published_report().get_absolute_url()).content.decode()
        assert 'class="relative"' not in body

    def test_a_replaced_report_and_its_replacement_name_each_other(self, client: Client):
        older = a_published_report(coa=a_coa(report_number="R-77"))
        newer = a_published_report(coa=a_coa(report_number="R-77", reported=REPORTED + dt.timedelta(days=30)))
        assert "Replaced by the report of 13 April 2026" in text_of(client.get(older.get_absolute_url()))
        assert "Replaces the report of 14 March 2026" in text_of(client.get(newer.get_absolute_url()))

    def test_a_retest_and_what_it_repeats_name_each_other_but_nothing_hidden(self, client: Client):
        older = a_published_report()
        newer = a_report(coa=a_coa(a_result(amount="1.49"), reported=REPORTED + dt.timedelta(days=30)))
        assert 'class="relative"' not in client.get(older.get_absolute_url()).content.decode()
        review.publish(newer, by=a_moderator())
        assert "Batch tested again in the report of 13 April 2026" in text_of(client.get(older.get_absolute_url()))
        assert "A retest of the batch in the report of 14 March 2026" in text_of(client.get(newer.get_absolute_url()))

    @pytest.mark.parametrize("results", [1, 200])
    @pytest.mark.parametrize("flags", [1, 30])
    def test_the_page_asks_as_few_questions_for_many_results_and_flags(
        self, client: Client, django_assert_max_num_queries, results: int, flags: int
    ):
        many = tuple(a_result(f"Substance {n}", "0.1", row=n, analyte=None) for n in range(results))
        findings = tuple(a_finding(key=f"|{n}|1") for n in range(flags))
        report = a_published_report(coa=a_coa(*many), findings=findings)
        mira = a_moderator()
        for flag in report.flags.all():
            review.confirm_flag(flag, by=mira)
        with django_assert_max_num_queries(18):
            client.get(report.get_absolute_url() + "?yardstick=usp_2232")

    def test_the_page_asks_as_few_questions_for_many_samples(self, client: Client, django_assert_max_num_queries):
        samples = tuple(
            Sample(
                product_name=a_print(f"Powder {n}", top=100),
                batch=a_print(f"AM-{n:04}", top=120),
                results=(a_result(f"Substance {n}", "0.1", row=n, analyte=None),),
            )
            for n in range(12)
        )
        report = a_published_report(coa=a_coa(samples=samples))
        with django_assert_max_num_queries(18):
            text = text_of(client.get(report.get_absolute_url()))
        assert "All 12 samples" in text
        assert "AM-0011" in text
