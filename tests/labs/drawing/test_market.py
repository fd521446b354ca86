"""The fictional market: as large as promised, two years deep, the same again from the same seed."""

import datetime as dt
from collections import Counter, defaultdict
from itertools import pairwise

from labs.coa import Panel
from labs.drawing import LAST_DAY, SEED, draw_market, market_size
from labs.drawing.market import batches, brands, orders

DAY = dt.timedelta(days=1)


def test_the_market_has_the_promised_size(drawings):
    products = {(brand.slug, product.name) for brand in brands().values() for product in brand.products}
    assert len({drawing.laboratory for drawing in drawings}) == 6
    assert len({drawing.brand for drawing in drawings}) == len(brands()) == 8
    assert len(products) == 40
    assert 115 <= len(list(batches(SEED, LAST_DAY))) <= 125
    assert market_size() == len(drawings) > 125


def test_every_file_and_every_report_number_is_there_once(drawings):
    assert len({drawing.file_name for drawing in drawings}) == len(drawings)
    assert len({drawing.pdf for drawing in drawings}) == len(drawings)
    assert len({drawing.certificate.report_id.text for drawing in drawings}) == len(drawings)


def test_the_same_seed_and_day_draw_the_same_bytes(drawings):
    assert [drawing.pdf for drawing in draw_market()] == [drawing.pdf for drawing in drawings]


def test_another_seed_draws_other_numbers(drawings):
    other = next(iter(draw_market(seed=SEED + 1)))
    assert other.pdf not in {drawing.pdf for drawing in drawings}


def test_history_spans_the_two_years_before_the_last_day():
    until = dt.date(2025, 6, 30)
    days = [order.dates.reported for order in orders(SEED, until)]
    assert days == sorted(days)
    assert until - 730 * DAY <= days[0] < until - 640 * DAY
    assert until - 60 * DAY < days[-1] <= until


def test_days_of_every_order_are_in_order():
    for order in orders(SEED, LAST_DAY):
        dates = order.dates
        assert dates.manufactured < dates.sampled < dates.received < dates.tested <= dates.reported < dates.expires


def test_some_batches_have_a_second_report_and_some_of_these_are_of_metals_alone():
    drawn = orders(SEED, LAST_DAY)
    reports = Counter(order.batch.position for order in drawn)
    again = [order for order in drawn if order.again]
    usual = {order.batch.position: order.laboratory for order in drawn if not order.again}
    assert 10 <= len(again) == sum(count - 1 for count in reports.values())
    assert any(order.panels == (Panel.METALS,) for order in again)
    assert any(order.panels is None and order.laboratory != usual[order.batch.position] for order in again)


def test_one_product_of_each_brand_rests_for_a_long_time():
    days = defaultdict(list)
    for batch in batches(SEED, LAST_DAY):
        days[batch.brand.slug, batch.product.name].append(batch.manufactured)
    gaps = {
        key: max(later - earlier for earlier, later in pairwise(made)) for key, made in days.items() if len(made) > 2
    }
    rested = {brand for (brand, _), gap in gaps.items() if gap > 365 * DAY}
    assert rested == set(brands())


def test_one_batch_was_given_no_number(drawings):
    assert [drawing.certificate.samples[0].batch for drawing in drawings].count(None) == 1


def test_one_product_has_a_very_long_name(drawings):
    assert max(len(drawing.certificate.samples[0].product_name.text) for drawing in drawings) > 110
