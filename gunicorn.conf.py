"""How gunicorn serves the site, in production and under `manage.py start`; it reads this file from where it starts.

Threads, since a sender on a slow line holds one for as long as their upload takes: with one request a worker, two such
senders would stop the site.
"""

import gc
import os
from typing import Any

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 120  # seconds a worker may be silent; reading is done elsewhere, only looking at an upload takes time here
_MIDDLE, _OLD = 20, 100  # rounds of the young before one of the middle-aged, and of those before one of the old
accesslog = "-"
access_log_format = "%(s)s %(m)s %(U)s %(L)ss"  # without the query: it may hold what someone searched for


def post_worker_init(_worker: Any) -> None:
    """Take what the site is made of out of the collector's rounds, which cost a page 3 to 5 ms more with it.

    A page makes some thousand values that refer to each other, which only the collector takes away. Left to itself it
    does so for a dozen pages at once in the middle of one, which then takes twice as long: see `post_request`.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, _MIDDLE, _OLD)


def post_request(_worker: Any, _request: Any, _environ: Any, _answer: Any) -> None:  # gunicorn counts them
    """Collect what an answer left behind once it is sent; now and then what older ones did."""
    _, middle, old = gc.get_count()
    gc.collect(2 if old >= _OLD else 1 if middle >= _MIDDLE else 0)
