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
accesslog = "-"
access_log_format = "%(s)s %(m)s %(U)s %(L)ss"  # without the query: it may hold what someone searched for


def post_worker_init(_worker: Any) -> None:
    """Take what the site is made of out of the collector's rounds, and let it go round less often.

    Walking through what never goes away costs a page 3 to 5 ms. A page makes tens of thousands of values, nearly all of
    which go by themselves, and rounds after each 700 of them fall into its slowest answers.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
