"""What other batches of the same kind hold, for the checks that ask whether an amount is usual."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from labs.checks.forms import sold_as
from labs.coa import CertificateOfAnalysis
from labs.quantities import Dimension
from registry.indexing.documents import FORMS
from registry.indexing.tokens import mask
from registry.models import Product, Sample, SearchAmount, SearchRow

LOOKED_AT = 400  # newest published reports of a form
FEWEST_BRANDS = 8  # of one, or of a few, one learns what they sell, not what is usual
_NOTHING = ""  # the dimension of what bounds nothing: not detected, without a printed bound
_MOST_WITHOUT_NUMBER = Decimal("0.1")  # share of batches: without those below a bound, the rest lie too high


def peers_of(coa: CertificateOfAnalysis, *, besides: int | None = None) -> Mapping[str, tuple[Decimal, ...]]:
    """By analyte of a certificate the amounts in g/g, ascending, of the newest published reports of the same form.

    One a batch, from reports of one sample and of eight brands or more; none of an analyte that one batch in ten has
    no number of, and none at all where the certificate does not say what its samples are sold as, or differs in it.
    """
    form = _form(coa)
    analytes = {result.analyte for result in coa.results if result.analyte}
    if form is None or not analytes:
        return {}
    brands = dict(_newest_of_batches(form, besides))
    return {name: found for name, amounts in _amounts(brands, analytes) if (found := _usual(amounts, brands))}


def _form(coa: CertificateOfAnalysis) -> Product.Form | None:
    texts = ([one.text for one in (sample.product_name, sample.matrix) if one is not None] for sample in coa.samples)
    forms = {sold_as(*some) for some in texts}
    form = forms.pop() if len(forms) == 1 else None
    return None if form is None else Product.Form(form.value)


def _newest_of_batches(form: Product.Form, besides: int | None) -> Iterable[tuple[int, int]]:
    """The places of reports of one sample of that form, the newest of each batch, with the brand."""
    rows = SearchRow.objects.filter(is_public=True, forms=mask([form.value], FORMS)).exclude(report=besides)
    places = dict(rows.order_by("-place").values_list("report", "place")[:LOOKED_AT])
    of_report: defaultdict[int, list[tuple[int | None, int]]] = defaultdict(list)
    known = Sample.objects.filter(report__in=places, product__isnull=False).order_by()
    for report, batch, brand in known.values_list("report", "batch", "product__brand"):
        of_report[report].append((batch, brand))
    seen: set[int] = set()
    for report, place in places.items():
        (batch, brand), *others = of_report.get(report) or [(None, 0)]
        if batch is not None and not others and batch not in seen:
            seen.add(batch)
            yield place, brand


def _amounts(places: Iterable[int], analytes: Iterable[str]) -> Iterable[tuple[str, dict[int, Decimal | None]]]:
    """By analyte what the reports of some places say of it; None where that is no number."""
    found: defaultdict[str, dict[int, Decimal | None]] = defaultdict(dict)
    rows = SearchAmount.objects.filter(
        place__in=[*places], analyte__in=analytes, dimension__in=(Dimension.MASS_FRACTION, _NOTHING)
    )
    for analyte, place, low, high in rows.order_by("pk").values_list("analyte", "place", "low", "high"):
        amount = (low + high) / 2 if low is not None and high is not None and low > 0 else None
        found[analyte][place] = found[analyte].get(place) or amount
    return found.items()


def _usual(amounts: Mapping[int, Decimal | None], brands: Mapping[int, int]) -> tuple[Decimal, ...]:
    """The numbers, where they are of enough brands and few are missing."""
    numbers = {place: amount for place, amount in amounts.items() if amount is not None}
    missing = len(amounts) - len(numbers)
    if len({brands[place] for place in numbers}) < FEWEST_BRANDS or missing > _MOST_WITHOUT_NUMBER * len(amounts):
        return ()
    return tuple(sorted(numbers.values()))
