"""Certificates of one product after another."""

from collections.abc import Sequence
from typing import Any

from labs.coa import AnalyteResult, CertificateOfAnalysis, Sample
from tests.labs.builders import a_coa, a_print, a_result


def a_batch(
    number: object,
    *results: AnalyteResult,
    client: str = "Nimbus Botanicals",
    product: str = "Green Nimbus",
    matrix: str = "Leaf powder",
    **fields: Any,
) -> CertificateOfAnalysis:
    """One batch of a product, with these results."""
    sample = Sample(
        product_name=a_print(product),
        batch=a_print(f"B{number}"),
        matrix=a_print(matrix),
        results=a_coa(*results).results,
    )
    return a_coa(samples=(sample,), client=a_print(client), lab_name=a_print("Alder Laboratory"), **fields)


def batches_of(
    values: Sequence[str], analyte: str = "mitragynine", unit: str = "%", **fields: Any
) -> tuple[CertificateOfAnalysis, ...]:
    """A batch for each value of one analyte, numbered from 1."""
    return tuple(
        a_batch(number, a_result(analyte, value=value, unit=unit), **fields) for number, value in enumerate(values, 1)
    )
