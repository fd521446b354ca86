"""Settings: production by environment, with an embedded default for `make run` and the tests.

With LEAFPROOF_EMBEDDED=1 (set by the Makefile, never in production) everything lives in `var/`: SQLite, a queue in
files, a cache in files, originals and page pictures. Without it, SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL,
CELERY_BROKER_URL and CACHE_URL must be set. The README lists every variable.
"""

from pathlib import Path

import environ

from registry.logs import logging_config

BASE = Path(__file__).resolve().parent.parent
env = environ.Env()
EMBEDDED = env.bool("LEAFPROOF_EMBEDDED", default=False)
VAR = Path(env.str("LEAFPROOF_VAR", default=str(BASE / "var")))

DEBUG = env.bool("DEBUG", default=False)
_OWN_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
SECRET_KEY = env.str("SECRET_KEY", default="embedded-and-not-secret") if EMBEDDED else env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=_OWN_HOSTS) if EMBEDDED else env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DEMONSTRATION = env.bool("DEMONSTRATION", default=False)  # says on every page that the registry is fictional

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "registry",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "registry.web.compressing.CompressText",  # outside of WhiteNoise: files that were not compressed beforehand, too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "registry.web.claims.KeepOwnPrivate",
    "registry.web.old_addresses.OldAddresses",
    "registry.web.negotiation.JsonByAccept",
    "registry.web.offline.MarkKept",
]
ROOT_URLCONF = "registry.urls"
WSGI_APPLICATION = "registry.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "registry.web.context.site",
            ],
        },
    },
]

# Data. SQLite takes one writer at a time: write-ahead log, a patient busy timeout and immediate transactions keep
# web and worker out of each other's way.
DATABASES = {
    "default": env.db_url(
        "DATABASE_URL", default=f"sqlite:///{VAR}/registry.sqlite3" if EMBEDDED else environ.Env.NOTSET
    )
}
# Opening one costs a page up to 8 ms, on SQLite too: the schema is read anew, and every question prepared anew.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-32768; PRAGMA mmap_size=1073741824;",  # 32 MB kept, 1 GB read as memory
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # No page asks for so much that compiling the question or sharing it between processes would pay; and what is
    # found is in order only as long as it is not shared (registry.indexing.stretches).
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _options["options"] = f"-c jit=off -c max_parallel_workers_per_gather=0 {_options.get('options', '')}".strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache_url("CACHE_URL", default=f"filecache://{VAR}/cache" if EMBEDDED else environ.Env.NOTSET)}

# Files. Originals and page pictures are never served by a web server directly: every request for one goes through
# visible_to. Set AWS_STORAGE_BUCKET_NAME to keep them in S3-compatible storage.
MEDIA_ROOT = VAR / "media"
BUCKET = env.str("AWS_STORAGE_BUCKET_NAME", default="")
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": BUCKET,
            "endpoint_url": env.str("AWS_S3_ENDPOINT_URL", default=None),
            "default_acl": "private",
            "file_overwrite": True,
        },
    }
    if BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"allow_overwrite": True}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR / "static")))
WHITENOISE_USE_FINDERS = EMBEDDED
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
UPLOAD_REQUEST_SIZE = 200_000_000  # bytes of one web form with all its files; more is refused before it is read
UPLOADS_PER_HOUR = env.int("UPLOADS_PER_HOUR", default=120)  # files from one address, through the web form
SCANS_PER_HOUR = env.int("SCANS_PER_HOUR", default=600)  # photos of codes from one address, a camera's among them
SEARCHES_PER_MINUTE = env.int("SEARCHES_PER_MINUTE", default=120)  # of a stranger from one address, feeds among them
SUGGESTIONS_PER_MINUTE = env.int("SUGGESTIONS_PER_MINUTE", default=600)  # the same, while a search is typed
ANSWERS_PER_HOUR = env.int("ANSWERS_PER_HOUR", default=10)  # replies and objections to flags from one address
SERVICE_WORKER = env.bool("SERVICE_WORKER", default=True)  # off: browsers take theirs away, with all that it kept
CONTACT = env.str("CONTACT", default="")  # where laboratories and sellers can answer
DATA_LICENCE_NAME = env.str("DATA_LICENCE_NAME", default="")  # of what is published here; empty: none is granted
DATA_LICENCE_URL = env.str("DATA_LICENCE_URL", default="")
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)  # a proxy of ours sets X-Forwarded-For and -Proto

# Reading. What one reading may use (labs.parsing.bounds.bounded.Bounds), how long a silent worker keeps its lease, how
# often a report is tried.
READING_SIZE = 25_000_000
READING_PAGES = 100
READING_CPU_SECONDS = env.int("READING_CPU_SECONDS", default=60)
READING_WALL_SECONDS = env.int("READING_WALL_SECONDS", default=120)
READING_MEMORY = env.int("READING_MEMORY", default=1_500_000_000)
READING_PICTURE_PAGES = env.int("READING_PICTURE_PAGES", default=30)
READING_PICTURE_CPU_SECONDS = env.int("READING_PICTURE_CPU_SECONDS", default=30)  # for each of these pages
READING_PICTURE_WALL_SECONDS = env.int("READING_PICTURE_WALL_SECONDS", default=60)
READING_PICTURE_MEMORY = env.int("READING_PICTURE_MEMORY", default=3_000_000_000)
READING_LEASE_SECONDS = env.int("READING_LEASE_SECONDS", default=30)
READING_ATTEMPTS = 3
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=15)

# The queue is a wake-up; the row is the record. See registry/tasks.py.
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://" if EMBEDDED else environ.Env.NOTSET)
if CELERY_BROKER_URL.startswith("filesystem"):
    _queue = VAR / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(_queue / "control"),
        "processed_folder": str(_queue / "processed"),
        "store_processed": False,
    }
elif CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}  # longer than the time limit of a task, below
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 2 * READING_WALL_SECONDS + READING_PICTURE_PAGES * READING_PICTURE_WALL_SECONDS + 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 100
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "registry.tasks.sweep", "schedule": SWEEP_SECONDS},
    "age": {"task": "registry.tasks.age", "schedule": 86_400},
    "recount": {"task": "registry.tasks.recount", "schedule": 86_400},
    "tidy": {"task": "registry.tasks.tidy", "schedule": 86_400},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")

# People.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_TEMPLATE = "registry/locked_out.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "registry.web.throttling.address_of"  # or all senders would share the proxy's address
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

# Browsers.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
# The camera is let in on one page: see registry.web.scanning.
PERMISSIONS_POLICY: dict[str, list[str]] = {"camera": [], "geolocation": [], "microphone": [], "payment": [], "usb": []}
if not EMBEDDED:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]

# The API. Rates are counted in the cache; the API's description states them from here.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "registry.api.describing.Schema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_THROTTLE_RATES": {
        "reads": env.str("API_READS", default="60/min"),
        "uploads": env.str("API_UPLOADS", default="30/hour"),
        "following": env.str("API_FOLLOWING", default="240/min"),
    },
    "EXCEPTION_HANDLER": "registry.api.problems.handle",
    "NUM_PROXIES": 1 if BEHIND_PROXY else 0,  # who else may say X-Forwarded-For?
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Leafproof",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SCHEMA_PATH_PREFIX_INSERT": "",
    "COMPONENT_SPLIT_REQUEST": True,
    "AUTHENTICATION_WHITELIST": [],
    "ENUM_NAME_OVERRIDES": {"ClaimEnum": "registry.api.measured.KINDS"},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "registry.api.describing.finish",
    ],
}

# A page's language is in its address alone: no cookie, no guess from the browser, so that a link shows all the same.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cs", "Čeština")]
FORMAT_MODULE_PATH = ["registry.formats"]
LOCALE_PATHS = [BASE / "registry" / "locale"]  # the words of registry, templates and labs in one place
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
LOGGING = logging_config(readable=env.bool("READABLE_LOGS", default=EMBEDDED))
