"""What others say of a flag: the reply of its laboratory or seller, and anyone's objection that it is wrong.

Both reach moderators first. A reply becomes public, word for word, once a moderator has verified whose it is; an
objection is for moderators alone, and what it leads to is a decision on the flag. Addresses to write back to are never
shown to anyone but moderators.
"""

import hashlib
from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.flags import Decision, Flag
from registry.models.reports import PartQuerySet
from registry.models.visibility import REVIEW_PERMISSION, Reader, Status

LONGEST_TEXT = 2000


def _may_review(user: Reader) -> bool:
    return bool(user.is_active and user.has_perm(REVIEW_PERMISSION))


class ReplyQuerySet(PartQuerySet):
    """Replies, in the registry's words."""

    def verified(self) -> Self:
        """Those that everyone may read where they may read the flag, the oldest first."""
        return self.filter(state=Reply.State.VERIFIED).select_related("decision").order_by("sent_at", "pk")

    def waiting(self) -> Self:
        """Those that nobody has decided, the oldest first."""
        return self.filter(state=Reply.State.WAITING).order_by("sent_at", "pk")

    def visible_to(self, user: Reader, claims: Sequence[str] = ()) -> Self:
        """The one door to replies: moderators see all, others the verified ones of flags that they may see."""
        found = super().visible_to(user, claims)
        if _may_review(user):
            return found
        told = Q(flag__other__isnull=True) | Q(flag__other__status=Status.PUBLISHED)
        return found.filter(told, state=Reply.State.VERIFIED)


class ObjectionQuerySet(PartQuerySet):
    """Objections, in the registry's words."""

    def waiting(self) -> Self:
        """Those that nobody has decided, the oldest first."""
        return self.filter(state=Objection.State.WAITING).order_by("sent_at", "pk")

    def visible_to(self, user: Reader, claims: Sequence[str] = ()) -> Self:
        """The one door to objections: they are for moderators."""
        return super().visible_to(user, claims) if _may_review(user) else self.none()


class Answer(models.Model):
    """Something that somebody says of a flag. The same words sent again are the same answer, by `digest`."""

    REPORT = "flag__report"

    text = models.TextField(max_length=LONGEST_TEXT, help_text="Plain text, as it was sent.")
    contact = models.EmailField(blank=True, help_text="Where to write back to; for moderators only.")
    digest = models.CharField(max_length=64, editable=False)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("sent_at", "pk")

    @staticmethod
    def digest_of(*said: str) -> str:
        """What tells one answer from another: SHA-256 of everything that it says."""
        return hashlib.sha256("\x00".join(said).encode()).hexdigest()


class Reply(Answer):
    """The answer of the laboratory or the seller, to be shown beside its flag once a moderator verified whose it is.

    It stays with its flag when the report is read or checked again, since flags keep their rows.
    """

    class Capacity(models.TextChoices):
        """As what somebody replies."""

        LABORATORY = "laboratory", _("laboratory")
        SELLER = "seller", _("seller")

    class State(models.TextChoices):
        """What a moderator said of it."""

        WAITING = "waiting", _("waiting")
        VERIFIED = "verified", _("verified")
        DECLINED = "declined", _("declined")

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="replies")
    capacity = models.CharField(max_length=10, choices=Capacity.choices)
    name = models.CharField(max_length=200, help_text="Who replies, as shown with the reply.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="replies", help_text="The last one."
    )

    objects = ReplyQuerySet.as_manager()

    class Meta(Answer.Meta):
        verbose_name_plural = "replies"
        constraints = (
            models.UniqueConstraint(fields=("flag", "digest"), name="reply_once_to_flag"),
            models.CheckConstraint(
                name="reply_decided_by_a_decision",
                condition=Q(state="waiting") | Q(decision__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("sent_at",), condition=Q(state="waiting"), name="reply_waiting"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.capacity}) on {self.flag}"


class Objection(Answer):
    """Somebody's word that a flag is wrong; the sender may stay unnamed."""

    class Ground(models.TextChoices):
        """What is said to be wrong with the flag."""

        MISREAD = "misread", _("A number was read wrongly: the paper prints something else.")
        MISJUDGED = "misjudged", _("The numbers are right, and they do not disagree.")
        SOURCE = "source", _("The limit or the rule behind it is wrong or out of date.")
        OTHER = "other", _("Something else.")

    class State(models.TextChoices):
        """What a moderator said of it."""

        WAITING = "waiting", _("waiting")
        UPHELD = "upheld", _("upheld")
        OVERRULED = "overruled", _("not upheld")

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="objections")
    ground = models.CharField(max_length=9, choices=Ground.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="objections", help_text="The last one."
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta(Answer.Meta):
        constraints = (
            models.UniqueConstraint(fields=("flag", "digest"), name="objection_once_to_flag"),
            models.CheckConstraint(
                name="objection_decided_by_a_decision",
                condition=Q(state="waiting") | Q(decision__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("sent_at",), condition=Q(state="waiting"), name="objection_waiting"),)

    def __str__(self) -> str:
        return f"{self.ground} on {self.flag}"
