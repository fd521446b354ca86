"""Clients of the API: nobody in particular, and a moderator."""

import pytest
from rest_framework.test import APIClient

from tests.registry.factories import a_moderator

BASE = "/api/v1/"


@pytest.fixture
def anyone() -> APIClient:
    """A program without an account."""
    return APIClient()


@pytest.fixture
def moderator(db) -> APIClient:
    """A moderator's session."""
    client = APIClient()
    client.force_login(a_moderator())
    return client
