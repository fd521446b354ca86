"""Other certificates as the checks between reports see them: what they are called, and which sample is which."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from labs.checks.amounts import rounding_step
from labs.checks.base import Context
from labs.checks.names import batch_key, company_words, is_blank
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult, CertificateOfAnalysis, Printed
from labs.quantities import unit_key
from labs.reference.words import fold
from labs.translatable import Sentence, gettext, gettext_noop

_SHORTEST_BATCH = 4  # signs; ``01`` is a batch of everyone's
_MANY_LOTS = ",;/&+\n"  # signs between the lots that a report of several may list


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sample of the certificate in question beside a sample of another one, which is number `other` of the known."""

    subject: Subject
    part: Part
    other: int
    others: Subject
    beside: Part

    @property
    def name(self) -> Sentence:
        """What the other report is called, to be named in a sentence."""
        return name_of(self.others.coa)

    @property
    def is_same_laboratory(self) -> bool:
        """Whether both print the same laboratory; False where one prints none."""
        return _is_same(laboratory_key(self.subject.coa), laboratory_key(self.others.coa)) is True

    @property
    def has_same_report_number(self) -> bool | None:
        """Whether both print one report number; None where one of them prints none."""
        return _is_same(_key(self.subject.coa.report_id), _key(self.others.coa.report_id))

    @property
    def has_same_sample_number(self) -> bool | None:
        """Whether both print one number of the laboratory's for the sample; None where one of them prints none."""
        return _is_same(_key(self.part.sample.sample_id), _key(self.beside.sample.sample_id))

    @property
    def has_same_batch(self) -> bool | None:
        """Whether both print one batch number; None where one prints none, or where one may list that of the other."""
        here, there = self.part.sample.batch, self.beside.sample.batch
        same = _is_same(_key(here), _key(there))
        if same is not False or here is None or there is None:
            return same
        listed = any(sign in printed.text for printed in (here, there) for sign in _MANY_LOTS)
        held = _key(here) in _key(there) or _key(there) in _key(here)
        return None if listed or held or here.is_doubtful or there.is_doubtful else False

    @property
    def has_same_product(self) -> bool | None:
        """Whether both print one product name; None where one of them prints none."""
        return _is_same(_name(self.part.sample.product_name), _name(self.beside.sample.product_name))

    @property
    def has_same_client(self) -> bool | None:
        """Whether both were made for one client; None where one of them names none."""
        return _is_same(_company(self.subject.coa.client), _company(self.others.coa.client))


def pairs(subject: Subject, context: Context) -> Iterator[Pair]:
    """Each sample of the certificate beside each sample of every other one, in the order of both."""
    for number, coa in enumerate(context.earlier):
        others = Subject(coa)
        for part in subject.parts:
            for beside in others.parts:
                yield Pair(subject=subject, part=part, other=number, others=others, beside=beside)


def are_tests_of_one_batch(pair: Pair) -> bool:
    """Whether two samples are of one batch of one product, and not of one report number, which is another question."""
    batch = pair.part.sample.batch
    if batch is None or not pair.has_same_batch or sum(map(str.isalnum, batch.text)) < _SHORTEST_BATCH:
        return False
    if pair.has_same_report_number and pair.is_same_laboratory:
        return False
    return bool(pair.has_same_product) or (pair.has_same_product is None and bool(pair.has_same_client))


def name_of(coa: CertificateOfAnalysis) -> Sentence:
    """What a report is called: its number, its laboratory, and the batch where there is one."""
    name = (
        Sentence(gettext_noop("report %(number)s"), number=coa.report_id.text)
        if coa.report_id is not None
        else gettext("a report without a number")
    )
    if coa.lab_name is not None:
        name = Sentence(gettext_noop("%(report)s of %(laboratory)s"), report=name, laboratory=coa.lab_name.text)
    batches = {sample.batch.text for sample in coa.samples if sample.batch is not None}
    if len(batches) == 1:
        name = Sentence(gettext_noop("%(report)s (batch %(batch)s)"), report=name, batch=next(iter(batches)))
    return name


def laboratory_key(coa: CertificateOfAnalysis) -> str:
    """The name of a report's laboratory in a form in which the same are equal; "" where none is printed."""
    return _company(coa.lab_name)


def digits(result: AnalyteResult) -> int:
    """The significant digits of a printed number: 3 for 1.50, 2 for 0.031 and for 1200; 0 where it has none."""
    value, step = result.quantity.value, rounding_step(result.quantity)
    if value is None or not step or value <= 0:
        return 0
    return len(str(int((value / step).to_integral_value())))


def single(subject: Subject, part: Part) -> dict[tuple[str, str], AnalyteResult]:
    """The results of a sample by what was measured and the unit, where a sample has just one of it, read surely."""
    found: dict[tuple[str, str], AnalyteResult | None] = {}
    for result in part.results:
        name = result.analyte or fold(result.name.text)
        key = (f"{result.panel}:{name}", unit_key(result.unit))
        found[key] = result if key not in found and subject.is_sure(result) else None
    return {key: result for key, result in found.items() if result is not None}


def plain_number(value: Decimal, places: int = 3) -> str:
    """A worked-out number with that many significant digits, never with a power of ten."""
    return f"{Decimal(f'{float(value):.{places}g}'):f}"


def _key(printed: Printed | None) -> str:
    return "" if printed is None or is_blank(printed.text) else batch_key(printed.text)


def _name(printed: Printed | None) -> str:
    return "" if printed is None or is_blank(printed.text) else fold(printed.text)


def _company(printed: Printed | None) -> str:
    return "" if printed is None or is_blank(printed.text) else " ".join(company_words(printed.text))


def _is_same(here: str, there: str) -> bool | None:
    return here == there if here and there else None
