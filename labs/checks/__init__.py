"""Questions to a certificate of analysis. One module is one check; dropping a module in this folder adds it.

Checks see a `CertificateOfAnalysis` and a `Context`, never a PDF, a clock or a database.
"""

import importlib
import pkgutil
from collections.abc import Mapping

from labs.checks.base import RULES_VERSION, Check, Context, Doubt, Finding, Severity, all_checks
from labs.coa import CertificateOfAnalysis

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["RULES_VERSION", "Check", "Context", "Doubt", "Finding", "Severity", "all_checks", "run"]


def run(coa: CertificateOfAnalysis, context: Context) -> list[Finding]:
    """Every finding of every check about one certificate, ordered by check id and then by place in the report."""
    sample_of = {id(result): number for number, sample in enumerate(coa.samples) for result in sample.results}
    return [finding for check in all_checks() for finding in _findings(check, coa, context, sample_of)]


def _findings(
    check: Check, coa: CertificateOfAnalysis, context: Context, sample_of: Mapping[int, int]
) -> list[Finding]:
    """The findings of one check; `sample_of` gives the number of the sample that holds the result of that identity."""
    findings: list[Finding] = []
    seen: dict[str, int] = {}
    for doubt in check.ask(coa, context):
        about = doubt.about
        sample = None if about is None else sample_of.get(id(about))
        name = "" if about is None else (about.analyte or about.name.text)
        stem = f"{'' if sample is None else sample}|{name}"
        seen[stem] = seen.get(stem, 0) + 1
        findings.append(
            Finding(
                check=check.id,
                severity=check.severity,
                says=doubt.says,
                arithmetic=doubt.arithmetic,
                evidence=doubt.evidence,
                key=f"{stem}|{seen[stem]}",
                analyte=None if about is None else about.analyte,
                analyte_text="" if about is None else about.name.text,
                sample=sample,
            )
        )
    return findings
