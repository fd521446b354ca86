"""Nothing unpublished is shown to those who may not see it, by any address of the site."""

import itertools
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from registry.models import Batch, Objection, Reply, Report, Status
from tests.registry.factories import (
    UserFactory,
    a_coa,
    a_finding,
    a_moderator,
    a_published_report,
    a_reply,
    a_report,
    an_objection,
)

pytestmark = pytest.mark.django_db
UNPUBLISHED = [status for status in Status.values if status != Status.PUBLISHED]
REFUSALS = {302, 401, 403, 404, 405, 410}
# What only the hidden report says: none of it may appear in any answer.
SECRETS = ("Hidden Hollow", "Veiled Vale", "Unseen Umber", "HH-4711", "secret-name.pdf", "H-R-1", "hidden words",
           "hidden@hollow.example")  # fmt: skip
# Names of addresses that say the same to everyone, whatever report is asked about.
SAME_FOR_ALL = {"home", "search", "laboratories", "upload", "how-we-read", "what-this-is-not", "checks", "check"} | {
    "newest-feed", "search-feed", "flags-feed", "corrections-feed", "oembed", "as-json",
    "sitemap", "sitemap-part", "llms", "security",
    "browse", "brands", "products", "flags", "analytes", "analyte", "scan", "shelf", "suggestions",
    "offline", "service-worker", "manifest",
    "how-well-we-read", "about", "how-we-check", "who-moderates", "corrections",
    "limits", "limit", "login", "logout", "healthz", "readyz", "robots", "compare"
}  # fmt: skip


def hidden_report(status: str = Status.IN_REVIEW, **fields: object) -> Report:
    coa = a_coa(
        lab="Hidden Hollow Analytics", brand="Veiled Vale", product="Unseen Umber", batch="HH-4711",
        report_number="H-R-1",
    )  # fmt: skip
    report = a_report(Status(status), coa=coa, findings=(a_finding(),), file_name="secret-name.pdf", **fields)
    flag = report.flags.get()
    a_reply(flag, contact="hidden@hollow.example", text="hidden words")
    an_objection(flag, contact="hidden@hollow.example", text="hidden words")
    return report


def web_patterns() -> list[URLPattern]:
    """The site's own named addresses, without Django's admin and the API, which have tests of their own."""

    def walk(resolver: URLResolver) -> Iterator[URLPattern]:
        for part in resolver.url_patterns:
            if str(part.pattern).lstrip("^").startswith(("admin/", "api/")):
                continue
            if isinstance(part, URLPattern):
                yield part
            else:
                yield from walk(part)

    return list(walk(get_resolver()))


def addresses_of(report: Report) -> dict[str, list[str]]:
    """Every address that takes something of the report, with everything of it filled in."""
    sample = report.samples.select_related("batch__product__brand").get()
    known: dict[str, list[object]] = {
        "reference": [report.reference],
        "sample": [0],
        "key": [*sample.results.values_list("key", flat=True), sample.batch.key],
        "number": [1],
        "answer": [Reply.objects.get(flag__report=report).pk, Objection.objects.get(flag__report=report).pk],
        "flag": [report.flags.get().pk],
        "slug": [report.laboratory.slug],
        "brand": [sample.product.brand.slug],
        "product": [sample.product.slug],
    }
    found: dict[str, list[str]] = {}
    for pattern in web_patterns():
        names = list(pattern.pattern.converters)
        if pattern.name in SAME_FOR_ALL or "token" in names:
            continue
        for values in itertools.product(*(known[name] for name in names)):
            found.setdefault(pattern.name, []).append(reverse(pattern.name, args=values))
    return found


def test_every_address_of_the_site_is_walked():
    walked = set(addresses_of(hidden_report())) | SAME_FOR_ALL | {"status", "status-json"}
    assert {pattern.name for pattern in web_patterns()} == walked


@pytest.mark.parametrize("method", ["get", "post", "head"])
@pytest.mark.parametrize("status", UNPUBLISHED)
def test_strangers_are_refused_at_every_address_of_an_unpublished_report(client: Client, status: str, method: str):
    report = hidden_report(status)
    for name, addresses in addresses_of(report).items():
        for address in addresses:
            answer = getattr(client, method)(address)
            assert answer.status_code in REFUSALS, f"{method} {address} ({name})"
            body = answer.getvalue().decode(errors="replace") if method != "head" else ""
            assert not [secret for secret in SECRETS if secret in body], f"{method} {address} ({name})"


@pytest.mark.parametrize("status", UNPUBLISHED)
def test_an_account_without_rights_sees_no_more_than_strangers(client: Client, status: str):
    client.force_login(UserFactory())
    report = hidden_report(status)
    for addresses in addresses_of(report).values():
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code in REFUSALS, address
            assert not [secret for secret in SECRETS if secret in answer.getvalue().decode(errors="replace")], address


def test_a_moderator_who_was_made_inactive_sees_nothing(client: Client):
    moderator = a_moderator()
    client.force_login(moderator)
    User.objects.filter(pk=moderator.pk).update(is_active=False)
    assert client.get(hidden_report().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("status", UNPUBLISHED)
@pytest.mark.parametrize("question", ["HH-4711", "hh4711", "4711", "Unseen", "Veiled Vale", "Hidden Hollow", "H-R-1"])
def test_search_finds_nothing_unpublished_and_hints_at_nothing(client: Client, status: str, question: str):
    report = hidden_report(status)
    for asked in (question, report.reference):
        answer = client.get(reverse("search"), {"q": asked})
        assert answer.status_code in (200, 404)
        body = answer.content.decode().replace(f'value="{asked}"', "").replace(f"<q>{asked}</q>", "")
        assert not [secret for secret in SECRETS if secret in body and secret != asked]
        assert "No report f" in body
        assert "Did you mean" not in body


@pytest.mark.parametrize("status", UNPUBLISHED)
def test_lists_name_nothing_unpublished(client: Client, status: str):
    hidden_report(status)
    a_published_report(findings=(a_finding(),))
    named = {
        "home": "Fernhill",
        "laboratories": "Fernhill",
        "flags": "Fernhill",
        "brands": "Alder",
        "products": "Alder",
    }
    for name, public in named.items():
        body = client.get(reverse(name)).content.decode()
        assert public in body
        assert not [secret for secret in SECRETS if secret in body]


@pytest.mark.parametrize("status", UNPUBLISHED)
def test_catalogue_pages_with_a_public_report_keep_the_hidden_one_of_the_same_batch(client: Client, status: str):
    public = a_published_report(coa=a_coa(report_number="P-1"))
    hidden = a_report(Status(status), coa=a_coa(report_number="H-R-1"), file_name="secret-name.pdf")
    batch = Batch.objects.get()
    for page in (batch, batch.product, public.laboratory):
        body = client.get(page.get_absolute_url()).content.decode()
        assert public.reference in body
        assert hidden.reference not in body
        assert "1 report" in body
        assert not [secret for secret in SECRETS if secret in body]


def test_a_bare_token_shows_how_far_and_no_more(client: Client):
    report = hidden_report()
    for name in ("status", "status-json"):
        answer = client.get(reverse(name, args=[report.tracking_token]))
        assert answer.status_code == 200
        body = answer.content.decode()
        assert not [secret for secret in SECRETS if secret in body]
        assert report.reference not in body
    assert client.get(report.get_absolute_url()).status_code == 404


def test_a_wrong_token_is_nothing(client: Client):
    hidden_report()
    assert client.get(reverse("status", args=["0" * 32])).status_code == 404


# What whoever sent a report in may say of its flags, as anyone may once it is public.
OWN = ("flag", "reply", "reply-sent", "objection", "objection-sent")


def test_whoever_sent_a_report_in_sees_all_of_it_but_decides_nothing(client: Client):
    sender = UserFactory()
    report = hidden_report(uploaded_by=sender)
    client.force_login(sender)
    for name, addresses in addresses_of(report).items():
        if name in ("report", "value", "crop", "page-image", "original", "product", "laboratory", *OWN):
            for address in addresses:
                is_batch_key = address.endswith(
                    (f"/values/0/{Batch.objects.get().key}/", f"{Batch.objects.get().key}.webp")
                )
                assert client.get(address).status_code == (404 if is_batch_key else 200), address
        elif name != "batch":
            assert all(client.post(address).status_code in (403, 405) for address in addresses), name


@pytest.mark.parametrize("status", Status.values)
def test_moderators_see_every_report(client: Client, status: str):
    client.force_login(a_moderator())
    report = hidden_report(status)
    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.get(reverse("review-report", args=[report.reference])).status_code == 200
    assert client.get(reverse("original", args=[report.reference])).status_code == 200


def test_the_original_of_a_published_report_is_for_moderators_and_senders_only(client: Client):
    report = a_published_report()
    address = reverse("original", args=[report.reference])
    assert client.get(address).status_code == 404
    client.force_login(a_moderator())
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("status", "cached"),
    [
        (Status.PUBLISHED, "public, no-cache"),
        (Status.IN_REVIEW, "private, no-cache"),
        (Status.WITHDRAWN, "private, no-cache"),
    ],
)
def test_pictures_are_cached_for_everyone_only_when_published(client: Client, status: str, cached: str):
    client.force_login(a_moderator())
    report = hidden_report(status)
    for address in addresses_of(report)["page-image"] + addresses_of(report)["crop"][:1]:
        answer = client.get(address)
        assert answer["Cache-Control"] == cached
        assert answer["ETag"]
        assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_report_that_is_not_public_is_kept_by_no_browser(client: Client):
    client.force_login(a_moderator())
    report = hidden_report()
    assert client.get(report.get_absolute_url())["Cache-Control"] == "private, no-store"
    assert client.get(reverse("original", args=[report.reference]))["Cache-Control"] == "private, no-store"


def test_a_giant_page_has_no_crops(client: Client):
    report = a_published_report()
    address = reverse("crop", args=[report.reference, 0, report.samples.get().results.first().key])
    assert client.get(address).status_code == 200
    report.pages.update(pixel_width=10_000, pixel_height=10_000)
    assert client.get(address).status_code == 404


def test_the_walked_addresses_are_real_ones(client: Client):
    """The same addresses answer everyone once the report is published: else the walk above would prove nothing."""
    found = addresses_of(hidden_report(Status.PUBLISHED))
    for name in ("report", "value", "crop", "page-image", "laboratory", "brand", "product", "batch"):
        assert 200 in {client.get(address).status_code for address in found[name]}, name


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_desk_of_a_published_report_is_for_moderators_only(client: Client, method: str):
    sender = UserFactory()
    found = addresses_of(hidden_report(Status.PUBLISHED, uploaded_by=sender))
    desks = [address for addresses in found.values() for address in addresses if address.startswith("/review/")]
    assert len(desks) > 5
    for address in desks:
        assert getattr(client, method)(address)["Location"].startswith("/accounts/login/"), address
    client.force_login(sender)
    for address in desks:
        assert getattr(client, method)(address).status_code == 403, address


@pytest.mark.parametrize("status", UNPUBLISHED)
def test_counts_leave_out_what_is_hidden(client: Client, status: str):
    a_published_report(coa=a_coa(report_number="P-1"))
    a_report(Status(status), coa=a_coa(report_number="H-R-1"))
    assert '<span class="muted">1 report</span>' in client.get(reverse("laboratories")).content.decode()
    assert "1 published report." in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("name", ["home", "search", "product", "batch", "browse"])
def test_what_the_sender_of_a_report_is_shown_stays_in_their_browser(client: Client, name: str):
    a_published_report()
    own = a_report(Status.IN_REVIEW)
    batch = Batch.objects.get()
    parts = {"product": [batch.product.brand.slug, batch.product.slug],
             "batch": [batch.product.brand.slug, batch.product.slug, batch.key]}.get(name, [])  # fmt: skip
    address = reverse(name, args=parts)
    assert "Cache-Control" not in client.get(address)
    session = client.session
    session["claims"] = [own.tracking_token]
    session.save()
    assert client.get(address)["Cache-Control"] == "private, no-cache"
    client.force_login(a_moderator())
    assert client.get(address)["Cache-Control"] == "private, no-cache"
