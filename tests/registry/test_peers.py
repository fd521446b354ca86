"""What is usual for a product of its kind is known from the reports of others, and checks are told."""

from decimal import Decimal

import pytest

from registry import judging, peers, readings
from registry.models import Status
from tests.registry.factories import a_coa, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db
BRANDS = ("Alder", "Brill", "Corm", "Dunn", "Esker", "Fell", "Gorse", "Holt")


def leaf(text="1.40", *, unit="%", product="Green leaf powder", **options):
    return a_coa(a_result("Mitragynine", text, unit, analyte="mitragynine"), product=product, **options)


def others(count=8, *, brands=BRANDS, **options):
    """Published reports, each of a batch of its own: 1.30 %, 1.31 % and so on."""
    return [
        a_published_report(coa=leaf(f"1.{30 + n}", brand=brands[n % len(brands)], batch=f"B-{n:04}", **options))
        for n in range(count)
    ]


def known(coa=None, **options):
    return {name: list(found) for name, found in peers.peers_of(coa or leaf(), **options).items()}


def test_each_batch_counts_once_with_its_newest_report():
    others(8)
    a_published_report(coa=leaf("9.99", brand=BRANDS[0], batch="B-0000"))
    assert known() == {"mitragynine": [Decimal(f"0.013{n}") for n in range(1, 8)] + [Decimal("0.0999")]}


def test_the_report_itself_and_what_is_not_public_are_left_out():
    published = others(9)
    a_report(Status.IN_REVIEW, coa=leaf("9.99", brand="Ivory", batch="B-9"))
    assert known(besides=published[8].pk) == {"mitragynine": [Decimal(f"0.013{n}") for n in range(8)]}


def test_seven_brands_are_too_few():
    others(20, brands=BRANDS[:7])
    assert known() == {}


def test_another_form_is_another_kind_and_one_that_is_not_said_is_none():
    others(8)
    assert known(leaf(product="Green extract 50x")) == {}
    assert known(leaf(product="Green Dream")) == {}


def test_amounts_are_of_one_unit_and_what_is_no_share_is_not_among_them():
    others(8)
    a_published_report(coa=leaf("13.5", unit="mg/g", brand="Jarl", batch="J-1"))
    a_published_report(coa=leaf("60", unit="mg/serving", brand="Jarl", batch="J-2"))
    assert known()["mitragynine"] == sorted([*(Decimal(f"0.013{n}") for n in range(8)), Decimal("0.0135")])


@pytest.mark.parametrize(("missing", "is_told"), [(1, True), (3, False)])
@pytest.mark.parametrize("text", ["ND", "<0.02"])
def test_without_a_number_in_one_batch_of_ten_nothing_is_told(missing, is_told, text):
    others(18)
    for n in range(missing):
        a_published_report(coa=leaf(text, brand="Kelp", batch=f"K-{n}"))
    assert ("mitragynine" in known()) is is_told


def test_an_amount_far_from_its_kind_is_noted_where_thirty_batches_are_known():
    others(32)
    report = a_report(coa=leaf("6.20", brand="Larch", batch="L-1"))
    found = judging.judge(report, readings.certificate_of(report)).findings
    (note,) = [one for one in found if one.check == "stat.category"]
    assert "32 of 32" in str(note.arithmetic)
    usual = a_report(coa=leaf("1.45", brand="Larch", batch="L-2"))
    assert "stat.category" not in {one.check for one in judging.judge(usual, readings.certificate_of(usual)).findings}
