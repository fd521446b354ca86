"""The right of reply: sent without an account, verified by keyboard, read by everyone; and that a flag is wrong."""

import pytest
from playwright.sync_api import Page, expect

from registry.models import Flag, Objection, Reply
from tests.e2e.site import a_site, sign_in
from tests.e2e.test_accessible import faults_of, overflow_of
from tests.e2e.test_keyboard import press, walked

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WORDS = "The total leaves out two isomers.\nSee page 2. <b>Not bold.</b>"


def flag_of(site) -> Flag:
    return site.published.flags.order_by("pk").last()


def write_a_reply(page: Page, words: str) -> None:
    page.get_by_label("the laboratory that issued this report").check()
    page.get_by_label("Name of the laboratory or company").fill("Fernhill Analytics, quality office")
    page.get_by_label("Your e-mail address there").fill("quality@fernhill.example")
    page.get_by_label("Your reply").fill(words)
    page.get_by_role("button", name="Send the reply").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_reply_goes_from_its_sender_by_a_moderator_to_everyone(open_page, scripts: bool):
    flag = flag_of(a_site())
    sender = open_page(flag.report.get_absolute_url(), scripts=scripts)
    sender.locator(f"#flag-{flag.pk}").get_by_role("link", name="Reply or object").click()
    sender.get_by_role("link", name="Write a reply").click()
    write_a_reply(sender, WORDS)
    expect(sender.get_by_role("heading", level=1)).to_have_text("Thank you. Your reply waits for a moderator.")

    moderator = open_page()
    sign_in(moderator)
    moderator.get_by_role("link", name="Replies and objections 3").click()
    expect(moderator.get_by_text("quality@fernhill.example").first).to_be_visible()
    for _ in range(3):  # the newest of three
        press(moderator, "j")
    moderator.keyboard.press("y")
    expect(moderator.locator(".messages")).to_contain_text("verified a reply")

    reader = open_page(flag.report.get_absolute_url())
    beside = reader.locator(f"#flag-{flag.pk} .reply")
    expect(beside).to_contain_text("Reply of the laboratory, verified by a moderator on")
    assert beside.locator("blockquote").inner_text() == WORDS
    expect(reader.get_by_text("quality@fernhill.example")).to_have_count(0)

    press(moderator, "u")
    expect(moderator.locator(".messages")).to_contain_text("took up again")
    reader.reload()
    expect(beside).to_have_count(0)


def test_an_objection_is_upheld_by_keyboard_and_counts_as_a_mistake(open_page):
    flag = flag_of(a_site())
    reader = open_page(flag.get_absolute_url())
    reader.get_by_role("link", name="Say what is wrong").click()
    reader.get_by_label("A number was read wrongly").check()
    reader.get_by_label("Why").fill("The paper prints 1.60.")
    reader.get_by_role("button", name="Send the objection").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Your objection waits")

    moderator = open_page()
    sign_in(moderator)
    moderator.goto("/review/answers/")
    for _ in range(3):
        press(moderator, "j")
    for key in ("y", "Space", "Enter"):
        moderator.keyboard.press(key)
    expect(moderator.locator(".messages")).to_contain_text("upheld an objection")
    assert Objection.objects.latest("pk").state == "upheld"

    reader.goto(f"/checks/{flag.check_id}/")
    expect(reader.locator("main")).to_contain_text(
        "Of 1 flag that moderators decided, it was right in 0: 0 % (0 to 79 %)."
    )
    expect(reader.locator("main")).to_contain_text("This alert was wrong before.")


def test_what_was_written_survives_a_mistake_in_the_form(open_page):
    flag = flag_of(a_site())
    page = open_page(f"{flag.get_absolute_url()}reply/")
    page.evaluate("document.querySelector('.answer-form').noValidate = true")
    page.get_by_label("Your reply").fill(WORDS)
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_role("alert")).to_contain_text("your text is still there")
    expect(page.get_by_label("Your reply")).to_have_value(WORDS)
    assert faults_of(page) == []
    write_a_reply(page, WORDS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert Reply.objects.filter(flag=flag).count() == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_a_flag_are_accessible(open_page, dark: bool, width: int):
    site = a_site()
    page = open_page(dark=dark, width=width)
    faults: dict[str, object] = {}
    pages = dict(site.answer_pages)
    for name, address in pages.items():
        page.goto(address)
        if found := [*faults_of(page), *([f"{overflow_of(page)} px over the edge"] if overflow_of(page) > 0 else [])]:
            faults[name] = found
    sign_in(page)
    for name in ("replies and objections", "desk"):
        page.goto(site.desk_pages[name])
        if found := [*faults_of(page), *([f"{overflow_of(page)} px over the edge"] if overflow_of(page) > 0 else [])]:
            faults[name] = found
    assert faults == {}


@pytest.mark.parametrize("name", ["flag", "reply", "objection"])
def test_every_stop_is_seen(open_page, name: str):
    stops = walked(open_page(a_site().answer_pages[name]))
    assert any("Back to the flag" in stop or "Write a reply" in stop for stop in stops)
    assert not any("website" in stop for stop in stops)
