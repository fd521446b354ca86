"""Replies and objections as moderators see them: what was said, and what may be answered with."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registry.models import Objection, Reply

Answer = Reply | Objection
MODELS: dict[str, type[Reply] | type[Objection]] = {"reply": Reply, "objection": Objection}
_REASONS = {
    "reply": (
        gettext_noop("We could not verify that it comes from the laboratory or the seller."),
        gettext_noop("It does not speak of this flag."),
        gettext_noop("It holds advertising, insults or somebody's private data."),
    ),
    "objection": (
        gettext_noop("The paper prints what the flag says."),
        gettext_noop("What was said does not speak of this flag."),
        gettext_noop("It is true, and what explains it stands beside the flag."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """A reply or objection on the desk: its `kind` in addresses, its title, and the usual reasons against it."""

    row: Answer
    kind: str
    title: str

    @property
    def name(self) -> str:
        """What tells it from all others, as in the page's fragment: ``reply-12``."""
        return f"{self.kind}-{self.row.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided it."""
        return self.row.state == "waiting"

    @property
    def reasons(self) -> Iterable[str]:
        """The usual reasons to decline it, or not to uphold it, in English: so they are kept."""
        return _REASONS[self.kind]

    @property
    def decide_url(self) -> str:
        """Where a decision on it is sent."""
        return reverse(f"decide-{self.kind}", args=[self.row.flag.report.reference, self.row.pk])


def answer_line(row: Answer) -> AnswerLine:
    """One reply or objection."""
    if isinstance(row, Objection):
        return AnswerLine(row=row, kind="objection", title=_("Objection: this flag is wrong"))
    of = {
        Reply.Capacity.LABORATORY: _("Reply of the laboratory"),
        Reply.Capacity.SELLER: _("Reply of the seller"),
    }
    return AnswerLine(row=row, kind="reply", title=of[Reply.Capacity(row.capacity)])
