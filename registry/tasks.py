"""What the queue calls. The queue is a wake-up, the row is the record: a lost message costs time, never a report."""

import structlog
from celery import Task, shared_task
from django.db import OperationalError, transaction
from django.utils import timezone

from registry import counting, indexing, processing, rechecking

log = structlog.get_logger(__name__)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, acks_late=True)
def process_report(report_id: int) -> None:
    """Read and check one report; running it again leaves the same rows."""
    if processing.process(report_id) is processing.Outcome.TRY_AGAIN:
        process_report.apply_async((report_id,), countdown=1)


def call_on_commit(report_id: int) -> None:
    """Call a worker for a report once the transaction that wrote it is committed; where none can, the sweeper calls."""
    _on_commit(process_report, report_id)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, acks_late=True)
def recheck_product(product_id: int) -> None:
    """Ask all rules again of a product's reports; running it again leaves the same flags."""
    for report in rechecking.to_recheck().filter(samples__product=product_id).distinct():
        rechecking.recheck_one(report)


def recheck_product_on_commit(product_id: int) -> None:
    """Have a product's reports asked again once what was said of it is committed."""
    _on_commit(recheck_product, product_id)


def _on_commit(task: Task, key: int) -> None:
    """This is `delay_on_commit`, but robust: with the broker away the caller's work still stands."""

    def call() -> None:
        task.delay(key)

    transaction.on_commit(call, robust=True)


@shared_task(ignore_result=True, expires=60)
def sweep() -> None:
    """Call workers again for reports whose worker or message was lost, and end those that were tried too often."""
    for report_id in processing.lost_reports():
        process_report.delay(report_id)


@shared_task(ignore_result=True, expires=3600)
def age() -> None:
    """Ask of the reports that have grown old since yesterday how old they are; what is not reached waits a day."""
    for _asked in rechecking.recheck(rechecking.come_of_age(timezone.localdate()), only=rechecking.OF_AGE):
        pass


@shared_task(ignore_result=True, expires=3600)
def recount() -> None:
    """Count the catalogue's published reports again, for what was written past the ways that count."""
    counting.recount_all()


@shared_task(ignore_result=True, expires=3600)
def tidy() -> None:
    """Have the database put the search index in order, which the day wrote bit by bit."""
    indexing.tidy()
