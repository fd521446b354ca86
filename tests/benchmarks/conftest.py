"""Benches may ask a registry that is there already, instead of one that each run fills."""

import os

import pytest

if os.environ.get("LEAFPROOF_BENCH_KEPT"):

    @pytest.fixture(scope="session")
    def django_db_setup() -> None:
        """Ask the database of DATABASE_URL as it is: what a bench writes there is rolled back."""
