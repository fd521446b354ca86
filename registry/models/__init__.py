"""The registry's records: catalogue <- reports <- flags <- replies."""

from registry.models.catalogue import (
    OTHER_LETTERS,
    Accreditation,
    Batch,
    Brand,
    Laboratory,
    Product,
    batch_key,
    name_key,
)
from registry.models.fingerprints import Fingerprint
from registry.models.flags import Correction, Decision, Flag
from registry.models.former import FormerName
from registry.models.ordering import LATEST_TEST_FIRST
from registry.models.replies import Objection, Reply
from registry.models.reports import AnalyteResult, HeaderField, PageImage, Reading, Report, Sample, may_be_reference
from registry.models.searching import SearchAmount, SearchNames, SearchRow
from registry.models.visibility import REVIEW_PERMISSION, Reader, Status

__all__ = [
    "LATEST_TEST_FIRST",
    "OTHER_LETTERS",
    "REVIEW_PERMISSION",
    "Accreditation",
    "AnalyteResult",
    "Batch",
    "Brand",
    "Correction",
    "Decision",
    "Fingerprint",
    "Flag",
    "FormerName",
    "HeaderField",
    "Laboratory",
    "Objection",
    "PageImage",
    "Product",
    "Reader",
    "Reading",
    "Reply",
    "Report",
    "Sample",
    "SearchAmount",
    "SearchNames",
    "SearchRow",
    "Status",
    "batch_key",
    "may_be_reference",
    "name_key",
]
