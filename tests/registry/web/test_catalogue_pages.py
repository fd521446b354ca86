"""Laboratory, brand, browse: what they say, what they say of nothing, and what they keep to themselves."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from labs.checks import Severity
from labs.coa import Panel
from registry.cataloguing import BRAND_NOT_STATED
from registry.counting import recount_all
from registry.models import Accreditation, Brand, Flag, Laboratory, Product, Reading, Report
from registry.web.laboratory_page import facts_of, lines_that_name_accreditation
from registry.web.paging import PAGE
from tests.registry.factories import a_coa, a_finding, a_moderator, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)
LONG = "Long " * 39
RIGHT_TO_LEFT = "\u202eevil كراتوم"
HOSTILE = "<script>alert(1)</script>"


def body_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def an_accreditation(**fields: object) -> Accreditation:
    defaults: dict[str, object] = {
        "laboratory": Laboratory.objects.get(),
        "body": "Fictional Accreditation Office",
        "standard": "ISO/IEC 17025:2017",
        "number": "F-0001",
        "checked_on": dt.date(2026, 5, 1),
        "source": "https://accreditation.example/F-0001",
    }
    return Accreditation.objects.create(**(defaults | fields))


def with_method(method: str, **options: object):
    return replace(a_result(**options), method=method)


def test_methods_are_listed_by_panel_as_printed_with_the_way_to_one_report(client: Client):
    for number in range(2):
        a_published_report(coa=a_coa(with_method("SOP-<7> HPLC"), report_number=f"M-{number}"))
    a_published_report(coa=a_coa(a_result("Lead", "0.1", "ppm", analyte="lead", panel=Panel.METALS)))
    laboratory = Laboratory.objects.get()
    alkaloids, metals = facts_of(laboratory, today=TODAY).panels
    assert [(one.text, one.reports) for one in alkaloids.methods] == [("SOP-<7> HPLC", 2)]
    assert (alkaloids.reports, metals.reports, metals.methods) == (2, 1, ())
    body = body_of(client, laboratory.get_absolute_url())
    assert "SOP-&lt;7&gt; HPLC" in body
    assert "no method read" in body
    assert client.get(alkaloids.methods[0].url.partition("#")[0]).status_code == 200


def test_the_share_of_reports_with_flags_counts_reports_and_leaves_out_what_does_not_stand():
    findings = (a_finding(key="a"), a_finding(key="b"), a_finding(key="c", severity=Severity.NOTE))
    a_published_report(findings=findings)
    dismissed = a_published_report(findings=(a_finding(),))
    dismissed.flags.update(state=Flag.State.DISMISSED)
    gone = a_published_report(findings=(a_finding(),))
    gone.flags.update(is_current=False)
    a_report(findings=(a_finding(),))
    rates = {one.severity: one.rate for one in facts_of(Laboratory.objects.get(), today=TODAY).rates}
    assert {name: (rate.found, rate.asked) for name, rate in rates.items()} == {
        "alert": (0, 3), "warning": (1, 3), "note": (1, 3),
    }  # fmt: skip
    assert rates["alert"].low == 0 < rates["alert"].high < 1


def test_the_rate_stands_with_its_interval_and_says_that_it_is_no_grade(client: Client):
    a_published_report(findings=(a_finding(),))
    body = body_of(client, Laboratory.objects.get().get_absolute_url())
    assert "1 of 1" in body
    assert "20.7 – 100.0 %" in body
    assert "not a grade" in body


def test_without_an_entered_accreditation_the_page_says_so(client: Client):
    a_published_report()
    assert "None entered." in body_of(client, Laboratory.objects.get().get_absolute_url())


@pytest.mark.parametrize(
    ("valid", "state", "said"),
    [
        ((dt.date(2025, 1, 1), dt.date(2026, 6, 1)), "valid", "to 1 June 2026"),
        ((dt.date(2025, 1, 1), dt.date(2026, 5, 31)), "over", "<strong>over</strong>"),
        ((dt.date(2026, 6, 2), None), "to come", "<strong>not yet</strong>"),
        ((None, None), "open", "the source names no end"),
    ],
)
def test_an_accreditation_is_shown_with_its_validity_source_and_day(client: Client, time_machine, valid, state, said):
    time_machine.move_to(dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC))
    a_published_report()
    an_accreditation(valid_from=valid[0], valid_to=valid[1])
    laboratory = Laboratory.objects.get()
    assert [one.state for one in facts_of(laboratory, today=TODAY).accreditations] == [state]
    body = body_of(client, laboratory.get_absolute_url())
    assert said in body
    assert "ISO/IEC 17025:2017" in body
    assert "https://accreditation.example/F-0001" in body
    assert "1 May 2026" in body
    assert "None entered" not in body


def test_an_accreditation_cannot_end_before_it_begins_and_its_source_is_an_address():
    a_published_report()
    with pytest.raises(ValidationError, match="source"):
        an_accreditation(source="javascript:alert(1)").full_clean()
    with pytest.raises(IntegrityError):
        an_accreditation(valid_from=dt.date(2026, 2, 1), valid_to=dt.date(2026, 1, 1))


def test_the_words_on_accreditation_are_those_of_the_newest_report(client: Client):
    older = a_published_report(coa=a_coa(reported=dt.date(2025, 1, 1)))
    newer = a_published_report()
    Reading.objects.filter(report=older).update(text="Accredited for everything")
    Reading.objects.filter(report=newer).update(text="Lead 0.1\nAccredited by <b>ANAB</b>\nto ISO/IEC 17025:2017\nEnd")
    body = body_of(client, Laboratory.objects.get().get_absolute_url())
    assert "Accredited by &lt;b&gt;ANAB&lt;/b&gt;" in body
    assert "Accredited for everything" not in body
    assert newer.get_absolute_url() in body


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("Lead 0.1 ppm\nReport 1 of 2", ()),
        ("ISO/IEC  17025 accredited\nISO/IEC 17025 accredited", ("ISO/IEC 17025 accredited",)),
        ("a ILAC\nb ILAC\nc ILAC\nd ILAC", ("a ILAC", "b ILAC", "c ILAC")),
        ("ILAC " + "x" * 500, ("ILAC " + "x" * 235 + " …",)),
    ],
)
def test_lines_that_name_accreditation_are_few_and_as_printed(text: str, lines: tuple[str, ...]):
    assert lines_that_name_accreditation(text) == lines


def test_a_laboratory_that_only_its_senders_report_names_says_that_nothing_is_published(client: Client):
    report = a_report()
    session = client.session
    session["claims"] = [report.tracking_token]
    session.save()
    body = body_of(client, report.laboratory.get_absolute_url())
    assert "No report of this laboratory is published." in body
    assert "Nothing is published, so nothing is counted." in body
    assert report.reference in body


def test_reports_of_a_laboratory_come_latest_first_and_undated_ones_last(client: Client):
    days = [dt.date(2025, 5, 1), None, dt.date(2026, 5, 1)]
    reports = [a_published_report(coa=a_coa(reported=day)) for day in days]
    body = body_of(client, Laboratory.objects.get().get_absolute_url())
    places = [body.rindex(f'href="{report.get_absolute_url()}"') for report in (reports[2], reports[0], reports[1])]
    assert places == sorted(places)


def test_a_brand_lists_its_products_with_form_newest_test_batches_reports_and_flags(client: Client):
    a_published_report(coa=a_coa(batch="A-1", reported=dt.date(2026, 1, 2)), findings=(a_finding(),))
    a_published_report(coa=a_coa(batch="A-2", reported=dt.date(2026, 3, 4)))
    a_published_report(coa=a_coa(product="Red vein powder", batch="R-1", reported=None))
    a_report(coa=a_coa(product="Hidden", batch="A-3", reported=dt.date(2026, 5, 6)), findings=(a_finding(),))
    Product.objects.filter(name="Green leaf powder").update(form=Product.Form.LEAF)
    body = body_of(client, Brand.objects.get().get_absolute_url())
    green, red = body[body.index("Green leaf powder") :].split("Red vein powder", 1)
    for said in ("leaf powder", "4 March 2026", 'data-label="Batches">2<', 'data-label="Reports">2<', "1 warning"):
        assert said in green
    for said in ("form not known", "no date read", 'data-label="Reports">1<', "no flags"):
        assert said in red
    assert "Hidden" not in body
    assert "6 May 2026" not in body
    assert "2 products · 3 published reports" in body
    assert "A brand here is the laboratory" in body


def test_products_without_a_client_are_said_to_be_nobodys(client: Client):
    a_published_report(coa=a_coa(brand=None))
    brand = Brand.objects.get()
    assert brand.name == BRAND_NOT_STATED
    assert "name no client" in body_of(client, brand.get_absolute_url())


def test_the_address_above_a_products_leads_to_its_brand(client: Client):
    a_published_report()
    brand = Brand.objects.get()
    answer = client.get(reverse("brand-of-products", args=[brand.slug]))
    assert (answer.status_code, answer["Location"]) == (301, brand.get_absolute_url())
    assert client.get(reverse("brand-of-products", args=["nobody"])).status_code == 404


def test_products_are_listed_by_form_and_those_of_unknown_form_are_counted_too(client: Client):
    a_published_report(coa=a_coa(product="Green vein powder"))
    a_published_report(coa=a_coa(product="Amber capsules"))
    a_report(coa=a_coa(product="Hidden capsules"))
    body = body_of(client, reverse("products"))
    assert 'capsules <span class="count">1</span>' in body
    assert 'form not known <span class="count">1</span>' in body
    capsules = body_of(client, reverse("products") + "?form=capsule")
    assert "Amber capsules" in capsules
    assert "Green vein powder" not in capsules
    assert "Hidden" not in capsules
    assert "No product of this form" in body_of(client, reverse("products") + "?form=shot")
    assert "Green vein powder" in body_of(client, reverse("products") + "?form=nonsense")


def test_brands_are_listed_by_their_first_letter(client: Client):
    for name in ("Alder & Moss", "Birch", "كراتوم", "7 Leaves"):
        a_published_report(coa=a_coa(brand=name))
    a_report(coa=a_coa(brand="Apart"))
    body = body_of(client, reverse("brands"))
    assert '<span>A</span> <span class="count">1</span>' in body
    assert '<span class="none">C</span>' in body
    assert "Apart" not in body
    b = body_of(client, reverse("brands") + "?letter=b")
    assert "Birch" in b
    assert "Alder" not in b
    others = body_of(client, reverse("brands") + "?letter=other")
    assert "كراتوم" in others
    assert "7 Leaves" in others
    assert "Birch" not in others
    assert "No brand with a published report begins like that." in body_of(client, reverse("brands") + "?letter=z")


@pytest.mark.parametrize("name", ["laboratories", "brands", "products"])
def test_lists_say_that_nothing_is_published(client: Client, name: str):
    a_report()
    assert "No report is published yet." in body_of(client, reverse(name))


def test_browse_leads_to_every_list(client: Client):
    a_published_report()
    body = body_of(client, reverse("browse"))
    for address in ("products", "brands", "laboratories", "flags", "limits", "checks"):
        assert f'href="{reverse(address)}"' in body
    assert "1 with a published report" in body


@pytest.mark.parametrize("name", [LONG, RIGHT_TO_LEFT, HOSTILE])
def test_any_name_is_shown_as_text(client: Client, name: str):
    a_published_report(coa=a_coa(lab=name, brand=name, product=name))
    addresses = [Laboratory.objects.get().get_absolute_url(), Brand.objects.get().get_absolute_url()]
    for address in (*addresses, *(reverse(one) for one in ("laboratories", "brands", "products", "browse"))):
        assert "<script>alert" not in body_of(client, address)


def test_the_number_of_queries_does_not_grow_with_what_is_listed(client: Client):
    def queries() -> list[int]:
        asked = []
        laboratory, brand = Laboratory.objects.get(name="Fernhill Analytics"), Brand.objects.get(name="Alder & Moss")
        lists = [reverse(name) for name in ("laboratories", "brands", "products", "browse", "flags")]
        for address in (laboratory.get_absolute_url(), brand.get_absolute_url(), *lists):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            asked.append(len(captured))
        return asked

    first = with_method("SOP-1")
    a_published_report(coa=a_coa(first), findings=(a_finding(),))
    few = queries()
    for number in range(6):
        a_published_report(
            coa=a_coa(with_method(f"SOP-{number}"), batch=f"B-{number}", product=f"Leaf {number}"),
            findings=(a_finding(),),
        )
        a_published_report(coa=a_coa(lab=f"Laboratory {number}", brand=f"Brand {number}"))
    assert queries() == few
    assert max(few) <= 20


def test_who_sees_more_reports_of_a_laboratory_pages_through_all_of_them(client: Client):
    a_published_report()
    for _ in range(PAGE):
        a_report()
    address = Laboratory.objects.get().get_absolute_url()
    assert "Page 1 of 2" not in body_of(client, address)
    client.force_login(a_moderator())
    assert "Page 1 of 2" in body_of(client, address)


def test_a_page_of_a_long_list_of_reports_holds_the_right_ones(client: Client):
    a_published_report()
    laboratory = Laboratory.objects.get()
    template = Report.objects.get()
    copies = []
    for number in range(60):
        copy = Report.objects.get(pk=template.pk)
        copy.pk, copy.sha256, copy.reference = None, f"{number:064}", f"copy{number:06}"
        copy.tracking_token, copy.reported_on = f"{number:032}", dt.date(2024, 1, 1) + dt.timedelta(days=number)
        copies.append(copy)
    Report.objects.bulk_create(copies)
    recount_all()
    second = body_of(client, laboratory.get_absolute_url() + "?page=2")
    assert "Page 2 of 2" in second
    assert "copy000020" in second
    assert "copy000021" not in second
