"""Where the text of a code leads: to our own pages, or nowhere; never to another site."""

import string

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from labs.coa import Box
from labs.parsing import Code
from registry import search
from registry.models import Batch, Report, Status
from registry.search import Lead
from registry.search.code_texts import is_gtin, understand
from tests.registry.factories import a_coa, a_published_report, a_report

ANYONE = AnonymousUser()
HOSTS = ("leafproof.example",)
VERIFY = "https://verify.fernhill.example/c/7f3a?lang=en"


def lead(text: str) -> Lead:
    return search.lead(text, hosts=HOSTS, reader=ANYONE)


def a_code(text: str) -> Code:
    return Code(text=text, kind="QRCode", page=1, box=Box(x0=500, top=9, x1=540, bottom=49))


def a_batch(number: str, **options: object) -> Batch:
    a_published_report(coa=a_coa(batch=number, **options))
    return Batch.objects.get(number=number)


LABELS = [
    "KR-2O15-01",
    "kr-2015-01",
    "KR 2015 01",
    "KR2015O1",
    "KR-2OI5-OI",
    "kr-20l5-0l",
    "KR_2015_01",
    "KR.2015.01",
    "Lot: KR-2015-01",
    "LOT#KR-2015-01",
    "LOT KR 2015 01 EXP 03/2028",
    "Batch No. KR-2015-01",
    "BATCH:KR-2015-01;EXP:2028-03",
    "Batch number KR-2015-01 Net 250 g",
    "Šarže: KR-2015-01",
    "Charge KR-2015-01 MHD 03.2028",
    "L=KR-2015-01|B=2028",
    "  KR-2015-01  \n",
    "(01)09506000134352(10)KR-2015-01",
    "(01)09506000134352(17)280331(10)KR201501",
    "0109506000134352" + "17280331" + "10KR-2015-01\x1d21777",
    "]d20109506000134352" + "10KR-2015-01\x1d3103000250",
    "\x1d0109506000134352" + "3103000250" + "10KR-2015-01",
    "https://id.brand.example/01/09506000134352/10/KR-2015-01",
    "https://id.brand.example/01/09506000134352/10/KR-2015-01/21/9?17=280331",
    "https://id.brand.example/x/gtin/09506000134352/lot/KR%2D2015%2D01",
]


@pytest.mark.django_db
@pytest.mark.parametrize("text", LABELS)
def test_what_a_label_says_leads_to_its_batch(text: str):
    batch = a_batch("KR-2015-01")
    a_batch("KR-2015-02")
    assert lead(text).path == batch.get_absolute_url()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["KR-2015-03", "Lot: 2028", "03/2028", "EXP 2015-01", "KR", "", "(10)KR-2016-01"])
def test_what_is_no_batch_leads_nowhere(text: str):
    a_batch("KR-2015-01")
    assert (lead(text).path, lead(text).things) == ("", ())


@pytest.mark.django_db
def test_zeros_that_fill_up_a_number_do_not_matter():
    batch = a_batch("PW00282")
    assert lead("PW 282").path == batch.get_absolute_url()


@pytest.mark.django_db
def test_the_likeliest_of_the_numbers_on_a_label_is_the_batch():
    batch = a_batch("KR-2015-01")
    a_batch("2028-03")
    assert lead("Lot KR-2015-01 EXP 2028-03").path == batch.get_absolute_url()


@pytest.mark.django_db
def test_a_number_of_two_products_is_a_choice():
    coa = {"batch": "KR-2015-01"}
    for product in ("Green", "Red"):
        a_published_report(coa=a_coa(product=product, **coa))
    found = lead("KR-2015-01")
    assert found.path == ""
    assert sorted(str(batch.product) for batch in found.things) == ["Green", "Red"]


@pytest.mark.django_db
@pytest.mark.parametrize("spelt", ["{}", "HTTPS://LEAFPROOF.EXAMPLE{}", "https://leafproof.example:443{}?x=1#y",
                                   "http://leafproof.example{}", "leafproof.example{}"])  # fmt: skip
def test_an_address_of_ours_leads_to_its_page(spelt: str):
    report = a_published_report()
    batch = Batch.objects.get()
    for thing in (report, batch, batch.product, batch.product.brand, report.laboratory):
        path = thing.get_absolute_url()
        assert lead(spelt.replace("{}", path)).path == (path if spelt != "{}" else "")


@pytest.mark.django_db
def test_an_address_of_ours_in_another_language_leads_to_the_readers_own():
    path = a_published_report().get_absolute_url()
    assert lead(f"https://leafproof.example/cs{path}").path == path


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example{}",
        "https://leafproof.example@evil.example{}",
        "https://user:word@leafproof.example{}",
        "https://leafproof.example.evil.example{}",
        "https://leafproof.example:8443{}",
        "https://leafproof.example\\@evil.example{}",
        "https://evil.example/?next=https://leafproof.example{}",
        "//leafproof.example{}",
        "javascript:alert(1)//leafproof.example{}",
        "data:text/html,{}",
        "ftp://leafproof.example{}",
        "https://[::1{}",
        "https://leafproof.example:port{}",
    ],
)
def test_an_address_that_is_not_ours_leads_nowhere(text: str):
    found = lead(text.replace("{}", a_published_report().get_absolute_url()))
    assert found.path == ""


@pytest.mark.parametrize("path", ["/admin/", "/accounts/logout/", "/review/", "/upload/", "/api/v1/", "/nothing/", "/"])
def test_a_code_leads_to_public_pages_only(path: str):
    assert lead(f"https://leafproof.example{path}").path == ("/" if path == "/" else "")


@given(st.text(alphabet=string.printable + "\u202e\u0430", max_size=60))
def test_no_address_leads_off_this_site(rest: str):
    for start in ("https://leafproof.example", "https://leafproof.example/", "https://", "//"):
        said = understand(start + rest)
        if said.address is not None and search.leading.is_ours(said.address, HOSTS):
            assert search.leading._own_page(said.address).startswith(("/", ""))
            assert said.address.host == "leafproof.example"


@pytest.mark.django_db
def test_an_address_printed_as_a_code_on_a_report_leads_to_that_report():
    report = a_published_report(codes=(a_code(VERIFY),))
    a_published_report(codes=(a_code(VERIFY + "2"),))
    assert lead(VERIFY).path == report.get_absolute_url()
    assert lead(VERIFY.upper()).path == ""
    assert lead(VERIFY + "3").host == "verify.fernhill.example"


@pytest.mark.django_db
def test_a_code_on_several_reports_is_a_choice():
    reports = {a_published_report(codes=(a_code(VERIFY),)) for _ in range(2)}
    assert set(lead(VERIFY).things) == reports
    assert lead(VERIFY).path == ""


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["FH-2026-0815", "fh 2026 O815", "Report no: FH-2026-0815", "COA # FH20260815"])
def test_a_number_of_a_report_leads_to_it(typed: str):
    report = a_published_report(coa=a_coa(report_number="FH-2026-0815"))
    a_published_report(coa=a_coa(report_number="FH-2026-0816"))
    assert lead(typed).path == report.get_absolute_url()


@pytest.mark.django_db
def test_our_own_name_of_a_report_leads_to_it():
    report = a_published_report()
    assert lead(report.reference.upper()).path == report.get_absolute_url()


@pytest.mark.django_db
def test_a_number_within_another_sites_address_is_offered_and_not_followed():
    batch = a_batch("KR-2015-01")
    found = lead("https://brand.example/coa?batch=KR-2015-01&x=1")
    assert (found.path, found.things, found.host) == ("", (batch,), "brand.example")


@pytest.mark.django_db
@pytest.mark.parametrize("status", [status for status in Status.values if status != Status.PUBLISHED])
def test_nothing_leads_to_what_is_not_published(status: str):
    coa = a_coa(batch="KR-2015-01", report_number="FH-1")
    report: Report = a_report(Status(status), coa=coa, codes=(a_code(VERIFY),))
    for text in ("KR-2015-01", "FH-1", VERIFY, report.reference, "(01)09506000134352(10)KR-2015-01"):
        assert (lead(text).path, lead(text).things) == ("", ()), text


@pytest.mark.parametrize(("text", "is_one"), [("09506000134352", True), ("9506000134352", True), ("96385074", True),
                                              ("09506000134353", False), ("123", False)])  # fmt: skip
def test_an_article_number_has_its_check_digit(text: str, is_one: bool):
    assert is_gtin(text) is is_one
    assert understand(text).gtin == (text if is_one else "")


@given(st.text(max_size=300))
def test_any_text_can_be_taken_apart(text: str):
    said = understand(text)
    assert "\x00" not in said.text
    assert len(said.text) <= 2_000


@pytest.mark.django_db
def test_a_page_of_a_batch_that_is_not_there_still_answers_for_itself(client):
    batch = a_batch("KR-2015-01")
    path = reverse("batch", args=[batch.product.brand.slug, batch.product.slug, "kr201599"])
    assert lead(f"https://leafproof.example{path}").path == path
    assert "No report for this batch" in client.get(path).content.decode()
