"""What moderators decide of what others say of a flag: whose a reply is, and whether an objection is right.

Every act is one `Decision`, as those of `registry.review`, and can be taken back. To verify a reply says that it comes
from the laboratory or the seller, not that it is right. To uphold an objection dismisses its flag as a mistake of
ours, which the check's measured precision counts.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from registry import review
from registry.models import Decision, Flag, Objection, Reply, Report
from registry.review import Act, NotAllowed

# The acts that say what a flag is worth; their `before` holds what was said of it until then.
SETTLES = (Act.CONFIRM_FLAG, Act.DISMISS_FLAG, Act.UPHOLD)


def verify_reply(reply: Reply, *, by: User, reason: str = "") -> Decision:
    """Make a reply public: it comes from the laboratory or the seller, as it says."""
    return _decide_reply(reply, Reply.State.VERIFIED, Act.VERIFY_REPLY, by, reason)


def decline_reply(reply: Reply, *, by: User, reason: str) -> Decision:
    """Keep a reply from the public, or take it back, for a reason."""
    return _decide_reply(reply, Reply.State.DECLINED, Act.DECLINE_REPLY, by, _needed(reason))


def reopen_reply(reply: Reply, *, by: User, reason: str = "") -> Decision:
    """Let a reply wait again: the undo of both."""
    return _decide_reply(reply, Reply.State.WAITING, Act.REOPEN_ANSWER, by, reason)


def uphold(objection: Objection, *, by: User, because: str, reason: str = "") -> Decision:
    """Say that an objection is right: its flag is dismissed `because` of one of `Flag.MISTAKES`."""
    if because not in Flag.MISTAKES:
        raise NotAllowed(_("Please choose which mistake of ours it was."))
    with transaction.atomic():
        report = review.locked(objection.flag.report, by)
        held = _waiting(objection)
        decision = review.settle_flag(
            held.flag, Act.UPHOLD, Flag.State.DISMISSED, because, by=by, reason=reason, objection=held.pk
        )
        return _keep(report, held, Objection.State.UPHELD, decision)


def overrule(objection: Objection, *, by: User, reason: str) -> Decision:
    """Say that an objection is not right, and why; the flag stays as it is."""
    reason = _needed(reason)
    with transaction.atomic():
        report = review.locked(objection.flag.report, by)
        held = _waiting(objection)
        return _keep(report, held, Objection.State.OVERRULED, _decision(report, held, Act.OVERRULE, by, reason))


def reopen_objection(objection: Objection, *, by: User, reason: str = "") -> Decision:
    """Let an objection wait again. A flag that it dismissed is what it was before, unless it was judged since."""
    with transaction.atomic():
        report = review.locked(objection.flag.report, by)
        held = Objection.objects.select_for_update().get(pk=objection.pk)
        if held.state == Objection.State.WAITING:
            raise NotAllowed(_("This objection waits already."))
        if held.state == Objection.State.UPHELD:
            _give_back(held)
        return _keep(report, held, Objection.State.WAITING, _decision(report, held, Act.REOPEN_ANSWER, by, reason))


def _give_back(held: Objection) -> None:
    """Undo what an upheld objection did to its flag: the last that was said of it and still stands holds.

    What another objection did stands as long as that one is upheld, in whichever order they are taken up again.
    """
    flag = Flag.everything.select_for_update().get(pk=held.flag_id)
    upheld = flag.objections.filter(state=Objection.State.UPHELD).exclude(pk=held.pk)
    standing = Q(pk__in=upheld.values("decision")) | ~Q(act=Act.UPHOLD)
    said = flag.decisions.filter(act__in=SETTLES)
    last = said.filter(standing).first()
    is_as = said.earliest("at", "pk").before if last is None else last.after
    flag.state, flag.dismissed_as = is_as["state"], is_as["dismissed_as"]
    flag.save(update_fields=("state", "dismissed_as"))


def _decide_reply(reply: Reply, state: Reply.State, act: Act, by: User, reason: str) -> Decision:
    with transaction.atomic():
        report = review.locked(reply.flag.report, by)
        held = Reply.objects.select_for_update().get(pk=reply.pk)
        if held.state == state:
            raise NotAllowed(_("This reply is %(state)s already.") % {"state": held.get_state_display()})
        return _keep(report, held, state, _decision(report, held, act, by, reason))


def _waiting(objection: Objection) -> Objection:
    """The objection as it is now, held for this transaction. Raises `NotAllowed` if it was decided before."""
    held: Objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if held.state != Objection.State.WAITING:
        raise NotAllowed(_("This objection was decided before. Take it up again first."))
    return held


def _decision(report: Report, answer: Reply | Objection, act: Act, by: User, reason: str) -> Decision:
    return Decision.objects.create(
        report=report,
        flag=Flag.everything.get(pk=answer.flag_id),
        by=by,
        act=act,
        reason=reason.strip(),
        before={answer._meta.model_name: answer.pk, "answer": answer.state},
    )


def _keep(report: Report, answer: Reply | Objection, state: str, decision: Decision) -> Decision:
    answer.state, answer.decision = state, decision
    answer.save(update_fields=("state", "decision"))
    report.save(update_fields=("changed_at",))
    return decision


def _needed(reason: str) -> str:
    if not reason.strip():
        raise NotAllowed(_("Please give a reason."))
    return reason
