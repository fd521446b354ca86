"""Laboratories often print a report a panel: what one of them lacks another of the same batch may hold."""

from labs.checks.base import Context
from labs.checks.names import batch_key
from labs.checks.subject import Subject
from labs.coa import CertificateOfAnalysis


def of_same_batch(subject: Subject, context: Context) -> tuple[CertificateOfAnalysis, ...]:
    """The earlier certificates with a sample of the same batch number."""
    keys = _keys(subject.coa) if context.earlier else set()
    return tuple(one for one in context.earlier if keys & _keys(one)) if keys else ()


def _keys(coa: CertificateOfAnalysis) -> set[str]:
    return {key for sample in coa.samples if sample.batch is not None and (key := batch_key(sample.batch.text))}
