"""A line of a list that is too long for a telephone breaks where nothing is left over."""

import pytest

from labs.checks import Severity
from labs.coa import Panel
from tests.e2e.conftest import OpenPage
from tests.registry.factories import a_coa, a_finding, a_published_report, a_result

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

_DOTS = """() => [...document.querySelectorAll('.dotted .dot')].map((dot) => {
  const item = dot.parentElement.getBoundingClientRect(), before = dot.parentElement.previousElementSibling;
  const line = dot.closest('.dotted').getBoundingClientRect();
  return {
    isFirst: before.getBoundingClientRect().bottom <= item.top,
    isSeen: dot.getBoundingClientRect().right > line.left + 1,
  };
})"""


def test_a_dot_stands_between_two_things_of_one_line_only(open_page: OpenPage):
    panels = (Panel.ALKALOIDS, Panel.METALS, Panel.MICROBIALS, Panel.PESTICIDES, Panel.MYCOTOXINS, Panel.SOLVENTS)
    results = [a_result(f"Thing {row}", analyte=None, panel=panel, row=row) for row, panel in enumerate(panels)]
    findings = [a_finding(severity=severity, key=f"|{severity.value}|1") for severity in Severity]
    a_published_report(coa=a_coa(*results), findings=tuple(findings))
    for path in ("/", "/search/", "/products/alder-moss/green-leaf-powder/"):
        for width in (360, 1280):
            dots = open_page(path, width=width).evaluate(_DOTS)
            assert len(dots) == len(panels)
            assert [dot["isSeen"] for dot in dots] == [not dot["isFirst"] for dot in dots]
            assert any(dot["isFirst"] for dot in dots) is (width == 360)
