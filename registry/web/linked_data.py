"""Pages in the terms of schema.org, for search engines and catalogues of data (JSON-LD).

A claim without a number has none here either: ND and <LOQ are told as text, a bound as ``maxValue``. There is no
rating: a registry that grades nothing has none to tell.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from labs.quantities import Kind
from labs.reference.analytes import by_slug
from registry.licence import data_licence
from registry.models import AnalyteResult, Batch, Product, Report, Sample
from registry.models.reports import page_of_report
from registry.web import wording

Node = dict[str, Any]
_ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}
# Codes of UN/CEFACT Recommendation 20, which schema.org's unitCode takes.
_UNIT_CODES = {
    "%": "P1", "ppm": "59", "ppb": "61", "mg/g": "H64", "g/kg": "GK", "mg/kg": "NA", "ug/kg": "J33", "mg/l": "M1",
    "ug/l": "H29", "mg": "MGM", "g": "GRM", "kg": "KGM",
}  # fmt: skip
_NUMBERED = (Kind.NUMBER, Kind.RANGE, Kind.BELOW, Kind.ABOVE)


def script_of(nodes: Iterable[Node]) -> SafeString:
    """The nodes as the text of a script block of data: none of its letters can end the block or begin another."""
    text = json.dumps({"@context": "https://schema.org", "@graph": list(nodes)}, ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308 (what could close the block is escaped)


def product_node(request: HttpRequest, product: Product, *, image: str = "") -> Node:
    """A product with its brand; without an offer, since nothing is sold here, and without a rating."""
    node: Node = {
        "@type": "Product",
        "@id": f"{_absolute(request, product)}#product",
        "name": product.name,
        "url": _absolute(request, product),
        "brand": {"@type": "Brand", "name": product.brand.name},
    }
    if product.form != Product.Form.UNKNOWN:
        node["category"] = str(product.get_form_display())
    return {**node, "image": image} if image else node


def batch_node(request: HttpRequest, batch: Batch) -> Node:
    """One batch, as a model of its product that has a number of its own."""
    return {
        "@type": "IndividualProduct",
        "@id": f"{_absolute(request, batch)}#batch",
        "name": f"{batch.product.name}, {batch.number}",
        "url": _absolute(request, batch),
        "productID": batch.number,
        "brand": {"@type": "Brand", "name": batch.product.brand.name},
    }


def with_data(node: Node, request: HttpRequest, reports: Iterable[str]) -> Node:
    """The node with the data sets that speak of it: its reports (by reference), each described on its own page."""
    urls = [request.build_absolute_uri(page_of_report(reference)) for reference in reports]
    named = [{"@type": "Dataset", "@id": f"{url}#data", "url": url} for url in urls]
    return {**node, "subjectOf": named} if named else node


def dataset_node(
    request: HttpRequest, report: Report, samples: Iterable[Sample], results: Iterable[AnalyteResult]
) -> Node:
    """A published report as a data set: what was measured, how, by whom, and where it can be had as JSON."""
    results = list(results)
    methods = sorted({result.method for result in results if result.method})
    node: Node = {
        "@type": "Dataset",
        "@id": f"{_absolute(request, report)}#data",
        "url": _absolute(request, report),
        "identifier": [report.reference, f"sha256:{report.sha256}"],
        "isAccessibleForFree": True,
        "dateModified": report.changed_at.isoformat(),
        "variableMeasured": [measured_node(result) for result in results],
        "distribution": [_download(request, report)],
    }
    if licence := data_licence():
        node["license"] = licence.url or licence.name
    if report.published_at:
        node["datePublished"] = report.published_at.isoformat()
    if report.laboratory:
        node["creator"] = {
            "@type": "Organization",
            "name": report.laboratory.name,
            "url": _absolute(request, report.laboratory),
        }
    if methods:
        node["measurementTechnique"] = methods
    if about := [_about(request, sample) for sample in samples if sample.product is not None]:
        node["about"] = about
    return node


def measured_node(result: AnalyteResult) -> Node:
    """One result: a number only where the claim is one, a bound as a bound, everything else as the text it is."""
    analyte = by_slug(result.analyte) if result.analyte else None
    node: Node = {"@type": "PropertyValue", "name": analyte.name if analyte else result.analyte_text}
    if analyte and analyte.cas:
        node["propertyID"] = f"CAS {analyte.cas}"
    node |= _value(result)
    if result.unit:
        node["unitText"] = result.unit
        code = _UNIT_CODES.get(result.unit.replace("µ", "u").replace("μ", "u").replace(" ", "").lower())
        if code and result.kind in _NUMBERED:
            node["unitCode"] = code
    if result.method:
        node["measurementTechnique"] = result.method
    return node


def _value(result: AnalyteResult) -> Node:
    number = None if result.value is None else _number(result.value)
    match result.kind:
        case Kind.NUMBER:
            return {"value": number}
        case Kind.RANGE:
            upper = None if result.upper is None else _number(result.upper)
            return {"value": result.text, "minValue": number, "maxValue": upper}
        case Kind.BELOW:
            return {"value": result.text, "maxValue": number}
        case Kind.ABOVE:
            return {"value": result.text, "minValue": number}
    said = wording.amount(kind=result.kind, text=result.text, unit=result.unit, lod=result.lod, loq=result.loq)
    return {"value": result.text, "description": str(said)}


def _number(value: Any) -> float | int:
    exact = float(value)
    return int(exact) if exact.is_integer() and abs(exact) < 1e15 else exact


def breadcrumbs(request: HttpRequest, steps: Iterable[tuple[str, str]]) -> Node:
    """The way from home to a page, as (name, path)."""
    named = [("Leafproof", reverse("home")), *steps]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": request.build_absolute_uri(path)}
        for place, (name, path) in enumerate(named, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _about(request: HttpRequest, sample: Sample) -> Node:
    if sample.batch is not None:
        return batch_node(request, sample.batch)
    assert sample.product is not None
    return product_node(request, sample.product)


def _download(request: HttpRequest, report: Report) -> Node:
    address = reverse("api:report-detail", args=[report.reference])
    return {
        "@type": "DataDownload",
        "name": "JSON",
        "encodingFormat": "application/json",
        "contentUrl": request.build_absolute_uri(address),
    }


def _absolute(request: HttpRequest, thing: Any) -> str:
    return request.build_absolute_uri(thing.get_absolute_url())
