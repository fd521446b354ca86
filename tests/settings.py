"""The site's settings for tests: the embedded default, with queue and cache in memory and quick passwords.

DATABASE_URL, CELERY_BROKER_URL and CACHE_URL still choose real services where they are set.
"""

import os

os.environ["LEAFPROOF_EMBEDDED"] = "1"
os.environ.setdefault("CELERY_BROKER_URL", "memory://")
os.environ.setdefault("CACHE_URL", "locmemcache://")

if os.environ["CACHE_URL"].startswith("rediscache") and "PYTEST_XDIST_WORKER" in os.environ:
    # Tests empty their cache, so processes that run side by side each need one of their own: databases 10 to 15.
    server = os.environ["CACHE_URL"].rpartition("/")[0]
    os.environ["CACHE_URL"] = f"{server}/{10 + int(os.environ['PYTEST_XDIST_WORKER'].removeprefix('gw')) % 6}"

from registry.settings import *  # noqa: F403  (after the environment that it reads)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False  # tests of signing in turn it on again
WHITENOISE_AUTOREFRESH = True  # asks for files as they are wanted: no folder of collected ones is needed
SEARCHES_PER_MINUTE = SUGGESTIONS_PER_MINUTE = 1_000_000  # tests search as fast as they can
