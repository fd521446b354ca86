"""Plots as values: every mark stands inside, not detected never at zero, amounts in order, size bounded."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from labs.coa import PrintedQuantity
from labs.quantities import read_quantity
from labs.reference.limits import limit_set
from registry.templatetags.plots import plot_drawing
from registry.web.plots.claims import Claim, Look, claim_of
from registry.web.plots.limits import LimitLine, limit_lines
from registry.web.plots.marks import OPEN, marks_of
from registry.web.plots.scales import day_scale, day_ticks, scale_for, ticks
from registry.web.plots.series import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, Point, plot_of
from tests.registry.factories import a_print, a_result

AMOUNTS = st.decimals(min_value="1e-12", max_value="1e12", allow_nan=False, places=12)
DAYS = st.dates(min_value=dt.date(2015, 1, 1), max_value=dt.date(2030, 1, 1))
NOWHERE = 0.06  # pixels: coordinates are rounded to a tenth


def dot(at: Decimal, *, either: Decimal = Decimal(0)) -> Claim:
    return Claim(look=Look.DOT, at=at, low=max(at - either, Decimal(0)), high=at + either)


def numbers_of(path: str) -> list[tuple[float, float]]:
    """The absolute points of a path."""
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.e+]+) (-?[\d.e+]+)", path)]


def claim(amount: str, unit: str = "ppm", into: str = "ppm", **options) -> Claim | None:
    return claim_of(a_result("Lead", amount, unit, analyte="lead", **options), into)


def with_uncertainty(amount: str, unit: str, plus_minus: str, its_unit: str) -> Claim | None:
    result = a_result("Lead", amount, unit, analyte="lead")
    quantity = read_quantity(plus_minus)
    assert quantity is not None
    printed = PrintedQuantity(quantity=quantity, printed=a_print(plus_minus), unit=its_unit)
    return claim_of(type(result)(**{n: getattr(result, n) for n in result.__slots__} | {"uncertainty": printed}), unit)


@pytest.mark.parametrize("printed", ["ND", "<LOD", "Not detected"])
def test_not_detected_stands_open_at_the_lod(printed: str):
    found = claim(printed, lod="0.01", loq="0.03")
    assert found is not None
    assert (found.look, found.at) == (Look.AT_MOST, Decimal("0.01"))


def test_not_detected_stands_at_the_loq_where_no_lod_is_printed():
    found = claim("ND", loq="0.03")
    assert found is not None
    assert (found.look, found.at) == (Look.AT_MOST, Decimal("0.03"))


def test_below_loq_stands_open_at_the_loq_and_below_a_bound_at_that():
    below, under = claim("<LOQ", lod="0.01", loq="0.03"), claim("<0.05")
    assert below is not None
    assert under is not None
    assert (below.look, below.at) == (Look.AT_MOST, Decimal("0.03"))
    assert (under.look, under.at) == (Look.AT_MOST, Decimal("0.05"))


@pytest.mark.parametrize("printed", ["ND", "<LOQ", "NT", "Detected", "see note", "TNTC"])
def test_what_has_no_bound_has_no_height(printed: str):
    assert claim(printed) is None


@given(lod=st.sampled_from(["0", "0.0", "0.000"]), printed=st.sampled_from(["ND", "<LOD", "<LOQ", "<0"]))
def test_not_detected_never_stands_at_zero(lod: str, printed: str):
    assert claim(printed, lod=lod, loq=lod) is None


def test_a_number_that_is_zero_stands_at_zero_for_that_is_what_is_printed():
    found = claim("0.00")
    assert found is not None
    assert (found.look, found.at) == (Look.DOT, 0)


def test_more_than_a_bound_and_a_range_are_told_apart():
    over, between = claim(">5"), claim("1-3")
    assert over is not None
    assert between is not None
    assert (over.look, over.at) == (Look.AT_LEAST, 5)
    assert (between.look, between.low, between.high) == (Look.SPAN, 1, 3)


def test_amounts_are_brought_to_the_unit_of_the_plot():
    found = claim("ND", "ppb", "ppm", lod="20")
    assert found is not None
    assert found.at == Decimal("0.02")
    assert claim("0.5", "mg/tablet", "ppm") is None


def test_a_printed_uncertainty_is_a_whisker():
    found = with_uncertainty("0.50", "ppm", "0.05", "ppm")
    assert found is not None
    assert (found.low, found.high) == (Decimal("0.45"), Decimal("0.55"))
    plain = claim("0.50")
    assert plain is not None
    assert plain.low == plain.high == plain.at


def test_an_uncertainty_in_per_cent_is_a_share_of_the_result():
    found = with_uncertainty("0.50", "ppm", "20", "%")
    assert found is not None
    assert (found.low, found.high) == (Decimal("0.4"), Decimal("0.6"))


def test_a_whisker_does_not_go_below_nothing():
    found = with_uncertainty("0.50", "ppm", "0.9", "ppm")
    assert found is not None
    assert found.low == 0


@given(st.lists(AMOUNTS, min_size=2, unique=True))
def test_more_stands_higher(amounts: list[Decimal]):
    scale = scale_for(amounts, BOTTOM, TOP)
    pixels = [scale(amount) for amount in sorted(amounts)]
    assert pixels == sorted(pixels, reverse=True)
    assert all(TOP - NOWHERE <= pixel <= BOTTOM + NOWHERE for pixel in pixels)


@given(st.lists(AMOUNTS))
def test_an_axis_has_few_labels_and_begins_at_zero(amounts: list[Decimal]):
    scale = scale_for(amounts, BOTTOM, TOP)
    labels = ticks(scale)
    assert 2 <= len(labels) <= 6
    assert labels[0].at == BOTTOM
    assert Decimal(labels[0].label) == 0
    assert len({label.label for label in labels}) == len(labels)


@given(st.lists(DAYS, min_size=1))
def test_days_stand_in_order_between_their_ends(days: list[dt.date]):
    scale = day_scale(days, LEFT, RIGHT)
    pixels = [scale(Decimal(day.toordinal())) for day in sorted(days)]
    assert pixels == sorted(pixels)
    assert all(LEFT <= pixel <= RIGHT for pixel in pixels)
    assert len(day_ticks(scale)) <= 4
    assert all(LEFT <= tick.at <= RIGHT for tick in day_ticks(scale))


@given(st.lists(st.tuples(DAYS, AMOUNTS, AMOUNTS, st.sampled_from([Look.DOT, Look.AT_MOST, Look.AT_LEAST])),
                min_size=1, max_size=60),
       st.lists(AMOUNTS, max_size=3))  # fmt: skip
def test_every_mark_and_line_stands_inside(rows, limits):
    points = [Point(day=day, claim=dot(at, either=either) if look is Look.DOT
                    else Claim(look=look, at=at, low=at, high=at)) for day, at, either, look in rows]  # fmt: skip
    text = limit_set("ut_r70_580_5")
    assert text is not None
    plot = plot_of(points, limits=[LimitLine(amount=one, words="under", limits=text) for one in limits])
    for path in (plot.marks.dots, plot.marks.stems, plot.marks.whiskers, plot.marks.open):
        for across, down in numbers_of(path):
            assert LEFT - OPEN <= across <= RIGHT + OPEN
            assert TOP - NOWHERE <= down <= BOTTOM + NOWHERE
    for limit in plot.limits:
        assert TOP - NOWHERE <= limit.at <= BOTTOM + NOWHERE
        assert 0 < limit.label_at <= HEIGHT
    assert len(plot.limits) + len(plot.beyond) == len(limits)


def test_a_limit_far_over_everything_is_named_and_does_not_flatten_the_plot():
    text = limit_set("ut_r70_580_5")
    near, far = plot_of([Point(day=dt.date(2026, 1, 1), claim=dot(Decimal("0.5")))],
                        limits=limit_lines(text, "lead", "ppm", None)), \
                plot_of([Point(day=dt.date(2026, 1, 1), claim=dot(Decimal("0.01")))],
                        limits=limit_lines(text, "lead", "ppm", None))  # fmt: skip
    assert [limit.line.amount for limit in near.limits] == [Decimal("1.2")]
    assert near.beyond == ()
    assert far.limits == ()
    assert [line.amount for line in far.beyond] == [Decimal("1.2")]


def test_a_limit_stands_in_the_unit_of_the_plot():
    lines = limit_lines(limit_set("ut_r70_580_5"), "lead", "ppb", None)
    assert [line.amount for line in lines] == [Decimal(1200)]
    assert limit_lines(limit_set("ut_r70_580_5"), "lead", "mg/tablet", None) == ()
    assert limit_lines(None, "lead", "ppm", None) == ()


def test_a_limit_per_day_needs_grams_a_day():
    assert limit_lines(limit_set("usp_2232"), "lead", "ppm", None) == ()
    (line,) = limit_lines(limit_set("usp_2232"), "lead", "ppm", Decimal(5))
    assert line.grams == 5
    assert line.amount == Decimal(1)  # 5 µg a day in 5 g a day


def test_what_has_no_day_or_no_height_is_not_drawn():
    day = dt.date(2026, 1, 1)
    assert not plot_of([Point(day=None, claim=dot(Decimal(1))), Point(day=day, claim=None)])
    assert plot_of([Point(day=day, claim=dot(Decimal(1)))])


def test_marks_of_one_day_do_not_hide_each_other():
    day = dt.date(2026, 1, 1)
    plot = plot_of([Point(day=day, claim=dot(Decimal(1)))] * 3)
    assert len(set(numbers_of(plot.marks.dots))) == 3


def test_compared_plots_share_their_scale():
    day = dt.date(2026, 1, 1)
    small = plot_of([Point(day=day, claim=dot(Decimal(1)))], heights=[Decimal(9)])
    large = plot_of([Point(day=day, claim=dot(Decimal(9)))], heights=[Decimal(1)])
    assert small.up == large.up


def test_thousands_of_marks_stay_small():
    day = dt.date(2020, 1, 1)
    points = [Point(day=day + dt.timedelta(days=n), claim=dot(Decimal(n % 97) / 10)) for n in range(2000)]
    plot = plot_of(points)
    assert len(plot.marks.dots) < 16 * 2000
    assert len(plot.across) <= 4
    assert len(plot.up) <= 6


def test_a_strip_lays_amounts_along_the_width():
    scale = scale_for([Decimal(10)], 0, 100)
    found = marks_of([(7, dot(Decimal(5)))], scale, turned=True)
    assert found.dots == "M50 7h0"


class Figure:
    key, title, description = "lead", "Lead & more", "One <batch>."
    plot = plot_of([Point(day=dt.date(2026, 1, 5), claim=dot(Decimal("0.5"), either=Decimal("0.1"))),
                    Point(day=dt.date(2026, 8, 5), claim=claim("ND", lod="0.02"))],
                   limits=limit_lines(limit_set("ut_r70_580_5"), "lead", "ppm", None))  # fmt: skip


@pytest.mark.parametrize(("language", "whose"), [("en-gb", "Utah limits"), ("cs", "Utah")])
def test_the_drawing_has_a_name_and_no_style_and_no_comma_in_its_numbers(settings, language: str, whose: str):
    settings.LANGUAGE_CODE = language
    svg = plot_drawing(Figure())
    assert '<title id="t-lead">Lead &amp; more</title>' in svg
    assert "One &lt;batch&gt;." in svg
    assert 'role="img"' in svg
    assert 'aria-labelledby="t-lead d-lead"' in svg
    assert "style=" not in svg
    assert not re.search(r'(?:d|x|y|viewBox)="[^"]*,[^"]*"', svg)
    assert f"{whose}: under 1.2 ppm" in svg


def test_an_axis_is_written_as_the_language_writes_numbers():
    scale = scale_for([Decimal("1.5")], 0, 100)
    with translation.override("cs"):
        assert [tick.label for tick in ticks(scale)] == ["0,0", "0,5", "1,0", "1,5"]
    assert [tick.label for tick in ticks(scale)] == ["0.0", "0.5", "1.0", "1.5"]
