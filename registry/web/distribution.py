"""How much of an analyte published products hold: one value a product, from its newest test, by form.

A registry of many thousand results counts once an hour and says when; a small one counts for each reader.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone
from django.utils.translation import get_language

from labs.quantities import Kind, unit_key
from registry.as_values import as_result
from registry.models import AnalyteResult, Product
from registry.web.plots.claims import Claim, Look, claim_of
from registry.web.plots.strip import Strip, strip_of
from registry.web.spread import Spread, spread_of

COUNTED_AT_ONCE = 2000  # results; of more the page's numbers are kept
_KEPT, _ANEW = 7 * 86_400, 3600  # seconds: how long numbers may be shown, and after how many they are counted again
_COUNTING = 60  # seconds that one reader is given to count while others read what was kept
_DRAWN = 400  # marks of one form
_MOST_NAMES = 30
_TESTED_ON = Coalesce(
    "sample__report__tested_on",
    "sample__report__reported_on",
    "sample__report__received_on",
    "sample__report__sampled_on",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfForm:
    """The products of one form: how many, what their values claim, how they are spread, and their strip.

    `numbers` are printed amounts, `open` those not detected or below a printed bound, `over` those above one,
    `unbounded` those not detected without a printed bound, `others` words and units that cannot be compared. The last
    two are not drawn. `lowest` and `highest` are of the numbers alone.
    """

    form: str
    products: int
    numbers: int
    open: int
    over: int
    unbounded: int
    others: int
    lowest: Decimal | None
    highest: Decimal | None
    spread: Spread | None
    strip: Strip | None
    drawn: int

    @property
    def name(self) -> str:
        """The form in the reader's language."""
        return str(Product.Form(self.form).label)

    @property
    def key(self) -> str:
        """What tells its figure apart on the page."""
        return f"form-{self.form}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """One analyte over all published products. `names` are its names in print with how many results bear each."""

    unit: str
    forms: tuple[OfForm, ...]
    names: tuple[tuple[str, int], ...]
    counted_at: dt.datetime
    is_kept: bool = False

    @property
    def products(self) -> int:
        """How many products have a result of it."""
        return sum(one.products for one in self.forms)


def distribution_of(analyte: str) -> Distribution:
    """The distribution of one analyte, of the catalogue's slug: counted now, or kept from within the last hours."""
    # Found by the analyte's own index first: a planner that begins with published reports reads all of them.
    found = AnalyteResult.objects.filter(analyte=analyte).order_by().values_list("pk", flat=True)
    keys = list(found[: COUNTED_AT_ONCE + 1])
    if len(keys) <= COUNTED_AT_ONCE:
        return _count(_published(Q(pk__in=keys)), is_kept=False)
    key = f"distribution:{get_language()}:{analyte}"  # the strips' labels are numbers as that language writes them
    return _kept(key, lambda: _count(_published(Q(analyte=analyte)), is_kept=True))


def _kept(key: str, count: Callable[[], Distribution]) -> Distribution:
    """What was kept; counted again by the first reader who finds it old, while the others go on reading it."""
    found: Distribution | None = cache.get(key)
    is_old = found is None or (timezone.now() - found.counted_at).total_seconds() > _ANEW
    if found is not None and not (is_old and cache.add(f"{key}:counting", True, _COUNTING)):
        return found
    counted = count()
    cache.set(key, counted, _KEPT)
    return counted


def _published(which: Q) -> "QuerySet[AnalyteResult]":
    rows = AnalyteResult.objects.visible_to(AnonymousUser()).filter(which, sample__product__isnull=False)
    return rows.exclude(kind=Kind.NOT_TESTED).order_by()


def _count(published: "QuerySet[AnalyteResult]", *, is_kept: bool) -> Distribution:
    newest = _newest(published)
    unit = _usual_unit(row for rows in newest.values() for row in rows)
    by_form: dict[str, list[Claim | AnalyteResult]] = defaultdict(list)
    for (_, form), rows in newest.items():
        claims = (claim_of(as_result(row), unit) for row in rows)
        by_form[form].append(next((claim for claim in claims if claim is not None), rows[0]))
    names = published.values_list("analyte_text").annotate(n=Count("pk")).order_by("-n", "analyte_text")
    return Distribution(
        unit=unit,
        forms=tuple(_of_form(form, by_form[form.value]) for form in Product.Form if form.value in by_form),
        names=tuple(names[:_MOST_NAMES]),
        counted_at=timezone.now(),
        is_kept=is_kept,
    )


def _newest(published: "QuerySet[AnalyteResult]") -> dict[tuple[int, str], list[AnalyteResult]]:
    """Per product and its form the results of its newest test, in reading order; the latest tested products first.

    One result is enough, but a row may be printed in several units, of which one fits the plot.
    """
    ranked = published.annotate(
        tested=_TESTED_ON,
        place=Window(
            RowNumber(),
            partition_by=[F("sample__product"), F("dimension")],
            order_by=[_TESTED_ON.desc(nulls_last=True), F("sample__report").desc(), F("sample"), F("position")],
        ),
    )
    rows = ranked.filter(place=1).order_by(F("tested").desc(nulls_last=True), "-sample__report", "position")
    found: dict[tuple[int, str], list[AnalyteResult]] = {}
    for row in rows.select_related("sample__product"):
        product = row.sample.product
        assert product is not None
        of_product = found.setdefault((product.pk, product.form), [])
        if not of_product or of_product[0].sample_id == row.sample_id:
            of_product.append(row)
    return found


def _usual_unit(rows: Iterable[AnalyteResult]) -> str:
    """The unit that most results are printed in; the first in the alphabet of several."""
    counted = Counter(row.unit for row in rows if row.unit and row.kind in _AMOUNTS)
    by_key: Counter[str] = Counter()
    for unit, count in counted.items():
        by_key[unit_key(unit)] += count
    usual = min(by_key, key=lambda key: (-by_key[key], key), default="")
    return min(
        (unit for unit in counted if unit_key(unit) == usual), key=lambda unit: (-counted[unit], unit), default=""
    )


_AMOUNTS = frozenset(kind.value for kind in Kind if kind.is_amount)


def _of_form(form: Product.Form, found: Sequence[Claim | AnalyteResult]) -> OfForm:
    claims = [one for one in found if isinstance(one, Claim)]
    rest = [one for one in found if not isinstance(one, Claim)]
    looks = Counter(claim.look for claim in claims)
    numbers = [claim.at for claim in claims if claim.look is Look.DOT]
    unbounded = sum(1 for row in rest if row.kind in (Kind.NOT_DETECTED, Kind.BELOW_LOD, Kind.BELOW_LOQ))
    spread = spread_of(claims)
    drawn = claims[:_DRAWN]
    return OfForm(
        form=form.value,
        products=len(found),
        numbers=len(numbers) + looks[Look.SPAN],
        open=looks[Look.AT_MOST],
        over=looks[Look.AT_LEAST],
        unbounded=unbounded,
        others=len(rest) - unbounded,
        lowest=min(numbers, default=None),
        highest=max(numbers, default=None),
        spread=spread,
        strip=_strip(drawn, spread),
        drawn=len(drawn),
    )


def _strip(drawn: Sequence[Claim], spread: Spread | None) -> Strip | None:
    if not drawn:
        return None
    if spread is None:
        return strip_of(drawn)
    return strip_of(drawn, half=spread.half, median=spread.median.exact)
