"""Replies and measured precision in the API: what is public, and no address of anyone."""

import pytest

from registry import hearing, judging, review
from registry.models import Flag
from tests.registry.factories import a_finding, a_moderator, a_published_report, a_reply, an_objection

pytestmark = pytest.mark.django_db
CHECK = "arith.sum_gt_total"


@pytest.fixture
def flag() -> Flag:
    return a_published_report(findings=(a_finding(),)).flags.get()


def addresses(flag: Flag) -> tuple[str, str, str]:
    return (f"/api/v1/flags/{flag.pk}/", "/api/v1/flags/", f"/api/v1/reports/{flag.report.reference}/")


def told(client, address: str) -> dict:
    body = client.get(address).json()
    found = body.get("flags") or body.get("results") or [body]
    return found[0]


def test_a_verified_reply_is_told_with_its_flag(anyone, flag):
    hearing.verify_reply(a_reply(flag), by=a_moderator())
    for address in addresses(flag):
        (reply,) = told(anyone, address)["replies"]
        assert set(reply) == {"capacity", "name", "text", "sent_at", "verified_at"}
        assert (reply["capacity"], reply["text"]) == ("laboratory", "Two isomers are left out of the total.")


def test_nobody_is_told_what_is_not_verified_nor_any_address(anyone, moderator, flag):
    a_reply(flag)
    an_objection(flag)
    verified = a_reply(flag, text="Verified.")
    hearing.verify_reply(verified, by=a_moderator())
    hearing.decline_reply(a_reply(flag, text="Declined."), by=a_moderator(), reason="Not theirs.")
    for client in (anyone, moderator):
        for address in addresses(flag):
            assert [reply["text"] for reply in told(client, address)["replies"]] == ["Verified."]
            body = client.get(address).content.decode()
            for hidden in (verified.contact, "@fernhill", "reader@example.org", "Declined.", "Not theirs.",
                           "The paper prints 1.60."):  # fmt: skip
                assert hidden not in body


def test_a_flag_leads_to_its_page_and_says_why_it_was_dismissed(anyone, flag):
    address = addresses(flag)[0]
    assert told(anyone, address)["page"].endswith(flag.get_absolute_url())
    assert told(anyone, address)["dismissed_as"] is None
    review.dismiss_flag(flag, by=a_moderator(), because="misread")
    assert told(anyone, address)["dismissed_as"] == "misread"


def test_more_replies_need_no_more_queries(anyone, flag, django_assert_max_num_queries):
    moderator = a_moderator()
    for n in range(5):
        hearing.verify_reply(a_reply(flag, text=f"Reply {n}."), by=moderator)
    with django_assert_max_num_queries(4):
        anyone.get("/api/v1/flags/")


def test_a_check_says_how_often_it_was_right(anyone, flag):
    def precision() -> dict:
        found = anyone.get("/api/v1/checks/").json()["results"]
        return next(one for one in found if one["id"] == CHECK)["precision"]

    assert precision() == {"decided": 0, "right": 0, "mistakes": 0, "share": None, "low": None, "high": None}
    review.confirm_flag(flag, by=a_moderator())
    measured = precision()
    assert (measured["decided"], measured["right"], measured["mistakes"], measured["share"]) == (1, 1, 0, 1.0)
    assert measured["low"] == pytest.approx(0.2065, abs=1e-4)


def test_checks_are_told_whole(anyone):
    found = {one["id"]: one for one in anyone.get("/api/v1/checks/").json()["results"]}
    assert found[CHECK]["severity"] == "alert"
    assert found[CHECK]["base_rate"].keys() == {"asked", "found", "measured_on", "rules_version"}
    assert found[CHECK]["base_rate"]["measured_on"] == judging.base_rates().measured_on.isoformat()
    assert found[CHECK]["example"]
    assert all(one["innocent"] and one["remedy"] and one["formula"] for one in found.values())
