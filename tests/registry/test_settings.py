"""What production must be told, it asks for by name; and what it believes of a request."""

import subprocess
import sys

import pytest
from django.contrib.auth.models import User

from tests.registry.factories import a_moderator
from tests.registry.installation import ROOT

COMPLETE = {
    "SECRET_KEY": "long-and-random" * 5,
    "ALLOWED_HOSTS": "leafproof.example",
    "DATABASE_URL": "postgres://leafproof@localhost/leafproof",
    "CELERY_BROKER_URL": "redis://localhost:6379/0",
    "CACHE_URL": "rediscache://localhost:6379/1",
}


def settings_with(environment: dict[str, str], asked: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"from registry import settings; print({asked})"]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("missing", COMPLETE)
def test_what_production_needs_is_asked_for_by_name(missing):
    environment = {name: value for name, value in COMPLETE.items() if name != missing}
    done = settings_with(environment, "settings.DEBUG")
    assert done.returncode != 0
    assert f"Set the {missing} environment variable" in done.stderr


def test_production_is_not_in_debug_and_speaks_tls_only():
    done = settings_with(COMPLETE, "settings.DEBUG, settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE")
    assert done.stdout.strip() == "False True True", done.stderr


def test_a_bucket_in_the_environment_keeps_the_files():
    done = settings_with(COMPLETE | {"AWS_STORAGE_BUCKET_NAME": "files"}, "settings.STORAGES['default']['BACKEND']")
    assert done.stdout.strip() == "storages.backends.s3.S3Storage", done.stderr


@pytest.mark.django_db
class TestBehindAProxy:
    """All requests come from one address there; only what the proxy adds tells senders apart."""

    @pytest.fixture(autouse=True)
    def proxied(self, settings) -> None:
        settings.AXES_ENABLED = True
        settings.BEHIND_PROXY = True

    @pytest.fixture
    def moderator(self) -> User:
        return a_moderator(username="ann")

    def sign_in(self, client, password: str, address: str):
        return client.post(
            "/accounts/login/", {"username": "ann", "password": password}, headers={"X-Forwarded-For": address}
        )

    def test_wrong_passwords_from_one_address_lock_out_that_address_only(self, client, moderator):
        refused = [self.sign_in(client, "wrong", "203.0.113.7").status_code for _ in range(9)]
        assert refused[-1] == 429
        assert self.sign_in(client, "a-long-password", "198.51.100.2").status_code == 302

    def test_what_a_sender_puts_before_the_proxys_word_changes_nothing(self, client, moderator):
        for number in range(9):
            last = self.sign_in(client, "wrong", f"192.0.2.{number}, 203.0.113.7")
        assert last.status_code == 429
