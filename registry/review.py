"""What moderators decide: publish, reject, withdraw, reopen, correct, confirm, dismiss, read again.

Every act is one `Decision`: who, when, why, what it was before and after. What blocks publication is policy, and it
is here, not in the checks.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from registry import processing, storing, tasks
from registry.corrections import REPORT_NAMES, RESULT_NAMES, SAMPLE_NAMES, result_target, sample_target
from registry.models import REVIEW_PERMISSION, AnalyteResult, Correction, Decision, Flag, Report, Status

Act = Decision.Act
_MOVES: dict[Act, tuple[frozenset[Status], Status]] = {
    Act.PUBLISH: (frozenset({Status.IN_REVIEW}), Status.PUBLISHED),
    Act.REJECT: (frozenset({Status.IN_REVIEW, Status.UNREADABLE}), Status.REJECTED),
    Act.WITHDRAW: (frozenset({Status.PUBLISHED}), Status.WITHDRAWN),
    Act.REOPEN: (frozenset({Status.REJECTED, Status.WITHDRAWN}), Status.IN_REVIEW),
    Act.READ_AGAIN: (frozenset({Status.IN_REVIEW, Status.UNREADABLE, Status.REJECTED}), Status.RECEIVED),
}
NEED_A_REASON = frozenset({Act.REJECT, Act.WITHDRAW, Act.REOPEN})


class NotAllowed(Exception):
    """An act that the rules do not allow. Its text is a sentence for the moderator."""


def allowed_acts(report: Report) -> list[Act]:
    """What a moderator may do next with the report as it stands, leaving aside what still blocks publication."""
    return [act for act, (sources, _) in _MOVES.items() if report.status in sources and _fits(act, report)]


def _fits(act: Act, report: Report) -> bool:
    """A report that was never read cannot go back into review: there is nothing in it to look at."""
    return act is not Act.REOPEN or report.read_at is not None


def blockers(report: Report) -> list[str]:
    """What has to be settled before the report can be published, a sentence each; an empty list blocks nothing."""
    found = []
    if report.laboratory_id is None:
        found.append("The laboratory is not known yet. Enter it as it is printed.")
    if report.samples.filter(product__isnull=True).exists():
        found.append("The product is not known yet. Enter it as it is printed.")
    if not AnalyteResult.objects.filter(sample__report=report).exists():
        found.append("No result was read from this report.")
    alerts = report.flags.filter(is_current=True, severity=Flag.Severity.ALERT, state=Flag.State.OPEN).count()
    if alerts:
        found.append(f"{alerts} alert{'s' if alerts > 1 else ''} must be confirmed or dismissed first.")
    return found


def publish(report: Report, *, by: User, reason: str = "") -> Decision:
    """Make a report public. Raises `NotAllowed` while something blocks it."""
    with transaction.atomic():
        report = _locked(report, by)
        if obstacles := blockers(report):
            raise NotAllowed(" ".join(obstacles))
        report.published_at = timezone.now()
        return _move(report, Act.PUBLISH, by, reason)


def reject(report: Report, *, by: User, reason: str) -> Decision:
    """Keep a report out of the registry, for a reason."""
    with transaction.atomic():
        return _move(_locked(report, by), Act.REJECT, by, reason)


def withdraw(report: Report, *, by: User, reason: str) -> Decision:
    """Take a published report back, for a reason."""
    with transaction.atomic():
        return _move(_locked(report, by), Act.WITHDRAW, by, reason)


def reopen(report: Report, *, by: User, reason: str) -> Decision:
    """Put a rejected or withdrawn report back into review: the undo of both."""
    with transaction.atomic():
        report = _locked(report, by)
        if not _fits(Act.REOPEN, report):
            raise NotAllowed("This report was never read, so there is nothing to review. Have it read again.")
        return _move(report, Act.REOPEN, by, reason)


def read_again(report: Report, *, by: User, reason: str = "") -> Decision:
    """Send a report through the reader once more, with all its attempts again. Corrections and decisions stay."""
    with transaction.atomic():
        report = _locked(report, by)
        report.attempts = 0
        report.failure_code = ""
        report.queued_at = timezone.now()
        decision = _move(report, Act.READ_AGAIN, by, reason)
        tasks.call_on_commit(report.pk)
        return decision


def confirm_flag(flag: Flag, *, by: User, reason: str = "") -> Decision:
    """Say that a flag is right: the numbers do disagree on the paper."""
    return _decide_flag(flag, Flag.State.CONFIRMED, Act.CONFIRM_FLAG, by, reason)


def dismiss_flag(flag: Flag, *, by: User, reason: str) -> Decision:
    """Say that a flag is wrong, and why."""
    return _decide_flag(flag, Flag.State.DISMISSED, Act.DISMISS_FLAG, by, reason)


def correct_result(result: AnalyteResult, *, by: User, reason: str = "", **changes: str) -> Decision:
    """Set the amount (`text`), `unit` or `analyte` of one result; rows and flags follow. The reading stays."""
    before = {"text": result.text, "unit": result.unit, "analyte": result.analyte}
    sample = result.sample
    target = result_target(sample.position, result.key)
    changes = _real_changes(RESULT_NAMES, before, changes)
    return _correct(sample.report, target, before=before, changes=changes, by=by, reason=reason)


def correct_sample(report: Report, position: int, *, by: User, reason: str = "", **changes: str) -> Decision:
    """Set the `product_name` or `batch` of one sample; rows and flags follow."""
    sample = report.samples.select_related("product", "batch").get(position=position)
    before = {
        "product_name": sample.product.name if sample.product else "",
        "batch": sample.batch.number if sample.batch else "",
    }
    changes = _real_changes(SAMPLE_NAMES, before, changes)
    return _correct(report, sample_target(position), before=before, changes=changes, by=by, reason=reason)


def correct_report(report: Report, *, by: User, reason: str = "", **changes: str) -> Decision:
    """Set the laboratory (`lab_name`), the report number (`report_id`) or the `client`, whom we take as the brand."""
    before = {
        "lab_name": report.laboratory.name if report.laboratory else "",
        "report_id": report.report_number,
        "client": report.client,
    }
    changes = _real_changes(REPORT_NAMES, before, changes)
    return _correct(report, "report", before=before, changes=changes, by=by, reason=reason)


def _locked(report: Report, by: User) -> Report:
    """The report as it is now, held for this transaction. Raises `NotAllowed` for those who may not review."""
    if not (by.is_active and by.has_perm(REVIEW_PERMISSION)):
        raise NotAllowed("Only moderators can do this.")
    held: Report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    return held


def _move(report: Report, act: Act, by: User, reason: str) -> Decision:
    sources, target = _MOVES[act]
    if report.status not in sources:
        raise NotAllowed(f"A report that is {report.get_status_display()} cannot be {act.label}.")
    reason = reason.strip()
    if act in NEED_A_REASON and not reason:
        raise NotAllowed("Please give a reason.")
    before = report.status
    report.status = target
    report.save()
    return Decision.objects.create(
        report=report, by=by, act=act, reason=reason, before={"status": before}, after={"status": str(target)}
    )


def _decide_flag(flag: Flag, state: Flag.State, act: Act, by: User, reason: str) -> Decision:
    reason = reason.strip()
    if act is Act.DISMISS_FLAG and not reason:
        raise NotAllowed("Please say why the flag is wrong.")
    with transaction.atomic():
        report = _locked(flag.report, by)
        flag = report.flags.select_for_update().get(pk=flag.pk)
        before, flag.state = flag.state, state
        flag.save(update_fields=("state",))
        report.save(update_fields=("changed_at",))
        return Decision.objects.create(
            report=report,
            flag=flag,
            by=by,
            act=act,
            reason=reason,
            before={"state": before},
            after={"state": str(state)},
        )


def _real_changes(names: tuple[str, ...], before: dict[str, str], changes: dict[str, str]) -> dict[str, str]:
    """The changes that change something, tidied. Raises `NotAllowed` where nothing or too much would be left."""
    if unknown := set(changes) - set(names):
        raise TypeError(f"cannot correct {', '.join(sorted(unknown))}")
    tidy = {name: " ".join(text.split())[:500] for name, text in changes.items()}
    real = {name: text for name, text in tidy.items() if text != before[name]}
    if not real:
        raise NotAllowed("Nothing was changed.")
    if real.get("text") == "":
        raise NotAllowed("A result cannot be emptied. Write what the page prints, for example ND.")
    return real


def _correct(
    report: Report, target: str, *, before: dict[str, str], changes: dict[str, str], by: User, reason: str
) -> Decision:
    """Write the decision and its corrections, and lay them over the report's rows and flags."""
    with transaction.atomic():
        report = _locked(report, by)
        if report.status not in (Status.IN_REVIEW, Status.PUBLISHED):
            raise NotAllowed(f"A report that is {report.get_status_display()} cannot be corrected.")
        decision = Decision.objects.create(
            report=report,
            by=by,
            act=Act.CORRECT,
            reason=reason.strip(),
            before=_said(target, before, changes),
            after=_said(target, changes, changes),
        )
        Correction.objects.bulk_create(
            Correction(report=report, decision=decision, target=target, name=name, before=before[name], after=text)
            for name, text in changes.items()
        )
        processing.restate(report, storing.certificate_of(report))
        report.save()
        return decision


def _said(target: str, values: dict[str, str], names: dict[str, Any]) -> dict[str, str]:
    return {"target": target, **{name: values[name] for name in names}}
