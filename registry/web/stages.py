"""How far a report is, in named stages and a sentence for whoever sent it in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.models import Decision, Report, Status
from registry.processing import FAILURES, Unreadable

STAGES = (
    gettext_lazy("Received"),
    gettext_lazy("Being read"),
    gettext_lazy("Waiting for a moderator"),
    gettext_lazy("Published"),
)
_REACHED = {
    Status.RECEIVED: 0,
    Status.READING: 1,
    Status.UNREADABLE: 1,
    Status.IN_REVIEW: 2,
    Status.REJECTED: 2,
    Status.WITHDRAWN: 3,
    Status.PUBLISHED: 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a report is: `name` is a `Status`, `reached` the number of its stage from 0.

    `is_moving` says that a worker will change it soon; `reason` is why it ended, for its sender.
    """

    name: str
    reached: int
    sentence: str
    pages_done: int = 0
    pages: int = 0
    reason: str = ""

    @property
    def is_moving(self) -> bool:
        """Whether the page should ask again in a moment."""
        return self.name in (Status.RECEIVED, Status.READING)

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens by itself."""
        return not self.is_moving

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Each stage with how it stands: done, now or ahead."""
        now = self.reached
        return [(str(name), "done" if at < now else "now" if at == now else "ahead") for at, name in enumerate(STAGES)]


def stage_of(report: Report) -> Stage:
    """The stage of a report."""
    return Stage(
        name=report.status,
        reached=_REACHED[Status(report.status)],
        sentence=_sentence(report),
        pages_done=report.pages_done,
        pages=report.page_count,
        reason=_reason(report),
    )


def _sentence(report: Report) -> str:
    match report.status:
        case Status.RECEIVED:
            return _("Received. It is waiting to be read.")
        case Status.READING:
            return _reading(report)
        case Status.IN_REVIEW:
            return _("Read. It is waiting for a moderator, who compares it with the paper before it is published.")
        case Status.PUBLISHED:
            return _("Published. Everyone can see it now.")
        case Status.REJECTED:
            return _("A moderator decided not to publish this report.")
        case Status.WITHDRAWN:
            return _("This report was published and has since been withdrawn.")
    return _(FAILURES.get(report.failure_code, Unreadable).sentence)


def _reading(report: Report) -> str:
    if not report.page_count:
        return _("Being read.")
    page = min(report.pages_done + 1, report.page_count)
    return _("Being read: page %(page)d of %(pages)d.") % {"page": page, "pages": report.page_count}


def _reason(report: Report) -> str:
    """The moderator's reason for the last act that ended it."""
    acts = {Status.REJECTED: Decision.Act.REJECT, Status.WITHDRAWN: Decision.Act.WITHDRAW}
    act = acts.get(Status(report.status))
    decision = report.decisions.filter(act=act).first() if act else None
    return decision.reason if decision else ""
