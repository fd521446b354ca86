"""A flag's sum stands open where it is short, and is folded where it would push the numbers off the screen."""

import pytest
from django.test import Client

from registry.models import Flag
from tests.registry.factories import a_coa, a_finding, a_published_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("lines", "is_folded"), [(12, False), (13, True)])
def test_a_long_sum_is_folded_on_the_report_and_open_on_the_flags_own_page(client: Client, lines: int, is_folded: bool):
    report = a_published_report(coa=a_coa(), findings=(a_finding(),))
    Flag.everything.update(arithmetic="\n".join(f"row {n}      {n}.5 mg/g" for n in range(lines)))
    page = client.get(report.get_absolute_url()).content.decode()
    assert page.count('class="step') == lines
    assert ('<details class="long-sum">' in page) is is_folded
    assert '<details class="long-sum">' not in client.get(report.flags.get().get_absolute_url()).content.decode()
