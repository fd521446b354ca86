"""What moderators decide: publish, reject, withdraw, reopen, correct, confirm, dismiss, read again.

Every act is one `Decision`: who, when, why, what it was before and after. What blocks publication is policy, and it
is here, not in the checks.
"""

from typing import Any

import structlog
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, ngettext

from registry import cataloguing, counting, indexing, judging, tasks
from registry.corrections import DROPPED, UNPLACED, anchor_of, result_target, sample_target, unplaced
from registry.models import REVIEW_PERMISSION, AnalyteResult, Correction, Decision, Flag, Report, Status
from registry.proposed import NotAllowed, real_changes, subject_of

__all__ = [
    "NEED_A_REASON",
    "Act",
    "NotAllowed",
    "allowed_acts",
    "blockers",
    "confirm_flag",
    "correct_report",
    "correct_result",
    "correct_sample",
    "dismiss_flag",
    "drop_correction",
    "locked",
    "locked_to_correct",
    "publish",
    "read_again",
    "reject",
    "reopen",
    "settle_flag",
    "withdraw",
]

log = structlog.get_logger(__name__)
_TRIES = 3
_CORRECTED = {
    "text": gettext_noop("an amount"),
    "unit": gettext_noop("a unit"),
    "analyte": gettext_noop("an analyte"),
    "product_name": gettext_noop("the product"),
    "batch": gettext_noop("the batch"),
    "lab_name": gettext_noop("the laboratory"),
    "report_id": gettext_noop("the report number"),
    "client": gettext_noop("the client"),
}
Act = Decision.Act
_MOVES: dict[Act, tuple[frozenset[Status], Status]] = {
    Act.PUBLISH: (frozenset({Status.IN_REVIEW}), Status.PUBLISHED),
    Act.REJECT: (frozenset({Status.IN_REVIEW, Status.UNREADABLE}), Status.REJECTED),
    Act.WITHDRAW: (frozenset({Status.PUBLISHED}), Status.WITHDRAWN),
    Act.REOPEN: (frozenset({Status.REJECTED, Status.WITHDRAWN}), Status.IN_REVIEW),
    Act.READ_AGAIN: (frozenset({Status.IN_REVIEW, Status.UNREADABLE, Status.REJECTED}), Status.RECEIVED),
}
NEED_A_REASON = frozenset({Act.REJECT, Act.WITHDRAW, Act.REOPEN})


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
        found.append(gettext("The laboratory is not known yet. Enter it as it is printed."))
    if report.samples.filter(product__isnull=True).exists():
        found.append(gettext("The product is not known yet. Enter it as it is printed."))
    if not AnalyteResult.objects.filter(sample__report=report).exists():
        found.append(gettext("No result was read from this report."))
    flags = Flag.everything.filter(report=report)
    alerts = flags.filter(is_current=True, severity=Flag.Severity.ALERT, state=Flag.State.OPEN).count()
    if alerts:
        said = ngettext(
            "%(count)s alert must be confirmed or dismissed first.",
            "%(count)s alerts must be confirmed or dismissed first.",
            alerts,
        )
        found.append(said % {"count": alerts})
    return found + [_without_place(lost) for lost in unplaced(report)]


def _without_place(lost: Correction) -> str:
    """A correction that the last reading holds no place for: what it set, and where that was printed."""
    parts = {"what": gettext(_CORRECTED[lost.name]), "before": lost.before, "after": lost.after}
    if not lost.anchor:
        said = gettext(
            "A correction of %(what)s from “%(before)s” to “%(after)s” could not be placed after the last reading."
        )
        return said % parts
    said = gettext(
        "A correction of %(what)s on page %(page)s from “%(before)s” to “%(after)s” could not be placed after the last "
        "reading."
    )
    return said % {**parts, "page": lost.anchor["page"]}


def publish(report: Report, *, by: User, reason: str = "") -> Decision:
    """Make a report public. Raises `NotAllowed` while something blocks it."""
    with transaction.atomic():
        report = locked(report, by)
        if obstacles := blockers(report):
            raise NotAllowed(" ".join(obstacles))
        report.published_at = timezone.now()
        decision = _move(report, Act.PUBLISH, by, reason)
        cataloguing.take_names(report)
        indexing.refresh(report)
        return decision


def reject(report: Report, *, by: User, reason: str) -> Decision:
    """Keep a report out of the registry, for a reason."""
    with transaction.atomic():
        return _move(locked(report, by), Act.REJECT, by, reason)


def withdraw(report: Report, *, by: User, reason: str) -> Decision:
    """Take a published report back, for a reason."""
    with transaction.atomic():
        return _move(locked(report, by), Act.WITHDRAW, by, reason)


def reopen(report: Report, *, by: User, reason: str) -> Decision:
    """Put a rejected or withdrawn report back into review: the undo of both."""
    with transaction.atomic():
        report = locked(report, by)
        if not _fits(Act.REOPEN, report):
            raise NotAllowed(gettext("This report was never read, so there is nothing to review. Have it read again."))
        report.failure_code = ""
        return _move(report, Act.REOPEN, by, reason)


def read_again(report: Report, *, by: User, reason: str = "") -> Decision:
    """Send a report through the reader once more, with all its attempts again. Corrections and decisions stay."""
    with transaction.atomic():
        report = locked(report, by)
        report.attempts = 0
        report.failure_code = ""
        report.waiting_since = report.queued_at = timezone.now()
        decision = _move(report, Act.READ_AGAIN, by, reason)
        tasks.call_on_commit(report.pk)
        return decision


def confirm_flag(flag: Flag, *, by: User, reason: str = "") -> Decision:
    """Say that a flag is right: it was compared with the paper."""
    return settle_flag(flag, Act.CONFIRM_FLAG, Flag.State.CONFIRMED, by=by, reason=reason)


def dismiss_flag(flag: Flag, *, by: User, because: str, reason: str = "") -> Decision:
    """Set a flag aside, `because` of one of `Flag.Dismissal`: it is a mistake of ours, or true and of no concern."""
    return settle_flag(flag, Act.DISMISS_FLAG, Flag.State.DISMISSED, because, by=by, reason=reason)


def correct_result(result: AnalyteResult, *, by: User, reason: str = "", **changes: str) -> Decision:
    """Set the amount (`text`), `unit` or `analyte` of one result; rows and flags follow. The reading stays."""
    target = result_target(result.sample.position, result.key)
    return _correct(result.sample.report, target, changes, by=by, reason=reason)


def correct_sample(report: Report, position: int, *, by: User, reason: str = "", **changes: str) -> Decision:
    """Set the `product_name` or `batch` of one sample; rows and flags follow."""
    return _correct(report, sample_target(position), changes, by=by, reason=reason)


def correct_report(report: Report, *, by: User, reason: str = "", **changes: str) -> Decision:
    """Set the laboratory (`lab_name`), the report number (`report_id`) or the `client`, whom we take as the brand."""
    return _correct(report, "report", changes, by=by, reason=reason)


def drop_correction(correction: Correction, *, by: User, reason: str = "") -> Decision:
    """Let go of a correction that the last reading holds no place for."""
    with transaction.atomic():
        report = locked(correction.report, by)
        correction = report.corrections.select_for_update().get(pk=correction.pk)
        if not correction.target.startswith(UNPLACED):
            raise NotAllowed(
                gettext("Only a correction that could not be placed can be dropped. Correct the value instead.")
            )
        home = correction.target.removeprefix(UNPLACED)
        correction.target = f"{DROPPED}{home}"
        correction.save(update_fields=("target",))
        report.save(update_fields=("changed_at",))
        said = {"target": home, correction.name: correction.after}
        return Decision.objects.create(
            report=report, by=by, act=Act.DROP, reason=reason.strip(), before=said, after={"target": home}
        )


def locked(report: Report, by: User) -> Report:
    """The report as it is now, held for this transaction. Raises `NotAllowed` for those who may not review."""
    _ask_whether_moderator(by)
    held: Report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    return held


def locked_to_correct(report: Report, by: User) -> Report:
    """As `locked`, and `NotAllowed` too for a report that cannot be corrected as it stands."""
    held = locked(report, by)
    _ask_whether_correctable(held, by)
    return held


def _ask_whether_moderator(by: User) -> None:
    if not (by.is_active and by.has_perm(REVIEW_PERMISSION)):
        raise NotAllowed(gettext("Only moderators can do this."))


def _move(report: Report, act: Act, by: User, reason: str) -> Decision:
    sources, target = _MOVES[act]
    if report.status not in sources:
        raise NotAllowed(_said_of(report, gettext("A report that is %(status)s cannot be %(act)s."), act=act.label))
    reason = reason.strip()
    if act in NEED_A_REASON and not reason:
        raise NotAllowed(gettext("Please give a reason."))
    before = report.status
    report.status = target
    report.save()
    if Status.PUBLISHED in (before, target):
        counting.recount(counting.catalogue_of(report))
    indexing.refresh(report)
    return Decision.objects.create(
        report=report, by=by, act=act, reason=reason, before={"status": before}, after={"status": str(target)}
    )


def settle_flag(
    flag: Flag, act: Act, state: Flag.State, because: str = "", *, by: User, reason: str, **said: Any
) -> Decision:
    """Say what a flag is worth, as one decision of `act`; `said` is kept in what it was after.

    Raises `NotAllowed` for a dismissal without one of `Flag.Dismissal`.
    """
    if state is Flag.State.DISMISSED and because not in Flag.Dismissal.values:
        raise NotAllowed(gettext("Please choose why the flag is set aside."))
    with transaction.atomic():
        report = locked(flag.report, by)
        flag = Flag.everything.select_for_update().get(report=report, pk=flag.pk)
        before = {"state": flag.state, "dismissed_as": flag.dismissed_as}
        flag.state, flag.dismissed_as = state, because
        flag.save(update_fields=("state", "dismissed_as"))
        report.save(update_fields=("changed_at",))
        indexing.refresh(report)
        return Decision.objects.create(
            report=report,
            flag=flag,
            by=by,
            act=act,
            reason=reason.strip(),
            before=before,
            after={"state": str(state), "dismissed_as": because, **said},
        )


def _correct(report: Report, target: str, changes: dict[str, str], *, by: User, reason: str) -> Decision:
    """Correct and judge anew; once more from the start when someone else was at the same report."""
    for _ in range(_TRIES):
        try:
            return _try_to_correct(report, target, changes, by=by, reason=reason)
        except (judging.Overtaken, IntegrityError):
            log.info("correction.overtaken", report=report.reference, target=target)
    said = gettext("Somebody else was changing this report at the same moment. Please look at it once more.")
    raise NotAllowed(said)


def _try_to_correct(report: Report, target: str, changes: dict[str, str], *, by: User, reason: str) -> Decision:
    """Judge first, for that may take long; then write decision, corrections, rows and flags in one transaction."""
    report = Report.objects.select_related("laboratory").get(pk=report.pk)
    _ask_whether_correctable(report, by)
    subject = subject_of(report, target)
    real = real_changes(subject, changes)
    new = [
        Correction(
            report=report,
            target=target,
            name=name,
            before=subject.before[name],
            after=text,
            anchor=anchor_of(subject.prints[name]),
        )
        for name, text in real.items()
    ]
    judged = judging.judge(report, subject.read, new=new)
    with transaction.atomic():
        report = locked_to_correct(report, by)
        if subject_of(report, target) != subject:
            raise judging.Overtaken
        decision = Decision.objects.create(
            report=report,
            by=by,
            act=Act.CORRECT,
            reason=reason.strip(),
            before=_said(target, subject.before, real),
            after=_said(target, real, real),
        )
        for correction in new:
            correction.decision = decision
            correction.save(force_insert=True)
        judging.restate(report, judged)
        report.save()
        if report.status == Status.PUBLISHED:
            if obstacles := blockers(report):
                raise NotAllowed(" ".join([gettext("This report is public."), *obstacles]))
            cataloguing.take_names(report)
            indexing.refresh(report)
        return decision


def _ask_whether_correctable(report: Report, by: User) -> None:
    _ask_whether_moderator(by)
    if report.status not in (Status.IN_REVIEW, Status.PUBLISHED):
        raise NotAllowed(_said_of(report, gettext("A report that is %(status)s cannot be corrected.")))


def _said_of(report: Report, sentence: str, **parts: Any) -> str:
    """A sentence on how a report stands."""
    return sentence % {"status": report.get_status_display(), **parts}


def _said(target: str, values: dict[str, str], names: dict[str, Any]) -> dict[str, str]:
    return {"target": target, **{name: values[name] for name in names}}
