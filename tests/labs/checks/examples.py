"""The certificate that each check's worked example is made of: `example()` in the check's own test.

``python -m tests.labs.checks.examples arith.pct_mgg`` prints the arithmetic that the check sets out for it.
"""

import importlib
import sys
from types import ModuleType

from labs.checks import Check, Context, all_checks, run
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import TODAY


def example_of(one: Check) -> CertificateOfAnalysis:
    """The certificate that `example()` of the check's test builds."""
    example: CertificateOfAnalysis = _test_of(one).example()
    return example


def context_of(one: Check) -> Context:
    """What is known beside that certificate: `CONTEXT` of the check's test, if it has one."""
    return getattr(_test_of(one), "CONTEXT", Context(today=TODAY))


def _test_of(one: Check) -> ModuleType:
    return importlib.import_module(f"tests.labs.checks.{one.category.folder}.test_{one.id.split('.', 1)[1]}")


if __name__ == "__main__":
    for check in all_checks():
        if check.id in sys.argv[1:]:
            print(*(found.arithmetic for found in run(example_of(check), context_of(check), only=[check])), sep="\n\n")
