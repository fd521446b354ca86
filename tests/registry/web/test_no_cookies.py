"""Readers are not marked: no public page sets a cookie; only a form that is posted has its token in one."""

import pytest
from django.test import Client
from django.urls import reverse

from registry.models import Status
from tests.registry.web.test_the_door import SAME_FOR_ALL, addresses_of, hidden_report

pytestmark = pytest.mark.django_db
_WITH_FORMS = {"upload", "login"}
_FORMS_ABOUT_FLAGS = {"reply", "objection"}
_ARGUMENTS = {
    "check": ["arith.sum_gt_total"],
    "limit": ["ut_r70_580_5"],
    "sitemap-part": ["pages"],
    "as-json": ["limits"],
    "analyte": ["lead"],
}


def test_no_address_that_everyone_may_read_sets_a_cookie(client: Client):
    report = hidden_report(Status.PUBLISHED)
    walked = addresses_of(report).items()
    read = [address for name, addresses in walked if name not in _FORMS_ABOUT_FLAGS for address in addresses]
    read += [reverse(name, args=_ARGUMENTS.get(name)) for name in SAME_FOR_ALL - _WITH_FORMS - {"logout"}]
    read += [f"{reverse('search')}?q=leaf", f"{report.get_absolute_url()}?yardstick=usp_2232&grams=3", "/nothing/"]
    answered = 0
    for address in read:
        answer = client.get(address)
        assert not answer.cookies, address
        answered += answer.status_code == 200
    assert answered > 20


@pytest.mark.parametrize("name", sorted(_WITH_FORMS))
def test_a_form_that_is_posted_has_its_token_in_a_cookie_and_no_session(client: Client, name: str):
    assert set(client.get(reverse(name)).cookies) == {"csrftoken"}
