"""The site's settings for tests: the embedded default, with queue and cache in memory and quick passwords.

DATABASE_URL, CELERY_BROKER_URL and CACHE_URL still choose real services where they are set.
"""

import os

os.environ["LEAFPROOF_EMBEDDED"] = "1"
os.environ.setdefault("CELERY_BROKER_URL", "memory://")
os.environ.setdefault("CACHE_URL", "locmemcache://")

from registry.settings import *  # noqa: F403  (after the environment that it reads)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False  # tests of signing in turn it on again
WHITENOISE_AUTOREFRESH = True  # asks for files as they are wanted: no folder of collected ones is needed
