"""The reader reads every drawn certificate as it was drawn: each cell, with unit, limits, verdict and place."""

from collections import Counter
from collections.abc import Iterator

import pytest

from labs import checks
from labs.coa import AnalyteResult, CertificateOfAnalysis, PrintedQuantity
from labs.drawing import LAST_DAY, Drawing
from labs.drawing.laboratories import laboratories
from labs.parsing import parse
from labs.quantities import unit_key

SLUGS = sorted(laboratories())


@pytest.fixture(scope="module")
def read(drawings, tmp_path_factory) -> dict[str, list[tuple[Drawing, CertificateOfAnalysis]]]:
    """Each laboratory's drawings with what was read of them."""
    folder = tmp_path_factory.mktemp("drawn")
    pairs: dict[str, list[tuple[Drawing, CertificateOfAnalysis]]] = {slug: [] for slug in SLUGS}
    for drawing in drawings:
        path = folder / drawing.file_name
        path.write_bytes(drawing.pdf)
        pairs[drawing.file_name.split("-")[0]].append((drawing, parse(path).coa))
    return pairs


def amount(printed: PrintedQuantity | None) -> tuple | None:
    return None if printed is None else (printed.quantity.kind, printed.quantity.value)


def cell(result: AnalyteResult) -> tuple:
    """What a result says, apart from where it stands. Words have no unit to speak of."""
    return (
        result.printed.page,
        result.panel,
        result.analyte,
        " ".join(result.name.text.split()),
        "".join(result.printed.text.split()),
        result.quantity.kind,
        result.quantity.value,
        unit_key(result.unit) if result.quantity.kind.is_amount else "",
        amount(result.lod),
        amount(result.loq),
        amount(result.limit),
        amount(result.uncertainty),
        None if result.status is None else result.status.text,
        result.verdict,
    )


def differences(pairs) -> Iterator[tuple[str, str, tuple]]:
    for drawing, certificate in pairs:
        drawn, found = Counter(map(cell, drawing.certificate.results)), Counter(map(cell, certificate.results))
        yield from ((drawing.file_name, "not read", one) for one in (drawn - found).elements())
        yield from ((drawing.file_name, "not drawn", one) for one in (found - drawn).elements())


@pytest.mark.parametrize("slug", SLUGS)
def test_every_cell_is_read_as_it_was_drawn(slug, read):
    assert list(differences(read[slug])) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_amount_is_found_where_it_was_drawn(slug, read):
    for drawing, certificate in read[slug]:
        boxes = {}
        for result in certificate.results:
            boxes.setdefault((result.printed.page, result.name.text, result.printed.text), []).append(
                result.printed.box
            )
        for result in drawing.certificate.results:
            own = result.printed.box
            near = boxes.get((result.printed.page, result.name.text, result.printed.text), [])
            assert any(abs(box.x1 - own.x1) < 3 and box.top < own.bottom and own.top < box.bottom for box in near), (
                drawing.file_name,
                result.name.text,
            )


@pytest.mark.parametrize("field", ["lab_name", "report_id", "client"])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_head_is_read_as_it_was_drawn(slug, field, read):
    for drawing, certificate in read[slug]:
        assert getattr(certificate, field).text == getattr(drawing.certificate, field).text


@pytest.mark.parametrize("field", ["sample_id", "product_name", "batch", "matrix"])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_sample_is_read_as_it_was_drawn(slug, field, read):
    for drawing, certificate in read[slug]:
        drawn, found = getattr(drawing.certificate.samples[0], field), getattr(certificate.samples[0], field)
        assert (found and found.text) == (drawn and drawn.text), drawing.file_name


@pytest.mark.parametrize("field", ["manufactured", "sampled", "received", "tested", "reported", "expires"])
@pytest.mark.parametrize("slug", SLUGS)
def test_dates_are_read_as_they_were_drawn(slug, field, read):
    for drawing, certificate in read[slug]:
        drawn, found = getattr(drawing.certificate, field), getattr(certificate, field)
        assert (found and set(found.days)) == (drawn and set(drawn.days)), drawing.file_name


@pytest.mark.parametrize("slug", SLUGS)
def test_the_overall_verdict_is_read_as_it_was_drawn(slug, read):
    for drawing, certificate in read[slug]:
        assert certificate.overall_verdict is drawing.certificate.overall_verdict, drawing.file_name


@pytest.mark.parametrize("slug", SLUGS)
def test_checks_find_in_what_was_read_what_they_find_in_what_was_drawn(slug, read):
    context = checks.Context(today=LAST_DAY)
    for drawing, certificate in read[slug]:
        drawn, found = checks.run(drawing.certificate, context), checks.run(certificate, context)
        assert {(one.check, one.analyte) for one in found} == {(one.check, one.analyte) for one in drawn}, (
            drawing.file_name
        )
