"""Questions to a certificate of analysis. One module is one check; dropping one in a category's folder adds it.

Checks see a certificate (as a `Subject`) and a `Context`, never a PDF, a clock or a database.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Sequence

from labs.checks.base import FINE, RULES_VERSION, Check, Claim, Context, Doubt, Finding, Severity, all_checks
from labs.checks.subject import Subject
from labs.coa import CertificateOfAnalysis

for _module in pkgutil.walk_packages(__path__, f"{__name__}."):
    importlib.import_module(_module.name)

__all__ = ["RULES_VERSION", "Check", "Claim", "Context", "Doubt", "Finding", "Severity", "all_checks", "asked", "run"]

_WELL = [FINE]


def run(coa: CertificateOfAnalysis, context: Context, *, only: Sequence[Check] | None = None) -> list[Finding]:
    """Every finding of every check about one certificate, ordered by check id and then by place in the report.

    With `only`, of these checks, in that order.
    """
    subject = Subject(coa)
    checks = all_checks() if only is None else only
    findings: list[Finding] = []
    for check in checks:
        answers = list(check.ask(subject, context))
        if answers and answers != _WELL:
            findings += _findings(check, subject, [answer for answer in answers if answer is not FINE])
    return findings


def asked(coa: CertificateOfAnalysis, context: Context, *, only: Sequence[Check] | None = None) -> frozenset[str]:
    """The ids of the checks that could be asked of a certificate: those that found something, or found all well."""
    subject = Subject(coa)
    checks = all_checks() if only is None else only
    return frozenset(check.id for check in checks if next(check.ask(subject, context), None) is not None)


def _findings(check: Check, subject: Subject, doubts: Iterable[Doubt]) -> list[Finding]:
    findings: list[Finding] = []
    seen: dict[tuple[str, int | None], int] = {}
    for doubt in doubts:
        about = doubt.about
        sample = None if about is None else subject.sample_numbers.get(id(about))
        name = "" if about is None else (about.analyte or about.name.text)
        stem = f"{'' if sample is None else sample}|{name}"
        seen[stem, doubt.other] = number = seen.get((stem, doubt.other), 0) + 1
        findings.append(
            Finding(
                check=check.id,
                severity=doubt.severity or check.severity,
                says=doubt.says,
                arithmetic=doubt.arithmetic,
                evidence=doubt.evidence,
                key=f"{stem}|{number}",
                analyte=None if about is None else about.analyte,
                analyte_text="" if about is None else about.name.text,
                sample=sample,
                other=doubt.other,
            )
        )
    return findings
