"""What looks wrong in a report, and what people said of it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from labs.translatable import Sentence
from registry.models.reports import PartQuerySet, Report
from registry.models.stored_json import StoredJson
from registry.models.visibility import Status


class FlagQuerySet(PartQuerySet):
    """Flags, in the registry's words."""

    def standing(self) -> Self:
        """Those that the newest reading finds and nobody dismissed."""
        return self.filter(is_current=True).exclude(state=Flag.State.DISMISSED)


class OpenFlags(models.Manager):  # type: ignore[type-arg]
    """Flags that tell nothing of a report which is not published: those about one report, or about published others."""

    def get_queryset(self) -> "models.QuerySet[Any]":
        """The flags that may be told wherever their report may."""
        published = Report.objects.filter(pk=OuterRef("other"), status=Status.PUBLISHED)
        return super().get_queryset().filter(Q(other__isnull=True) | Exists(published))


FlagManager = OpenFlags.from_queryset(FlagQuerySet)


class Flag(models.Model):
    """A check's finding about a report, stored and open to review.

    Reading again keeps what a person decided: flags are matched by (check, key). A flag that a newer reading no
    longer finds is kept with `is_current` false.

    A flag about another report too names it, and the other may not be published. `objects`, and with it every
    ``report.flags``, therefore leaves such flags out until it is; moderators' pages and acts ask `everything`.
    """

    REPORT = "report"

    class Severity(models.TextChoices):
        """How much it weighs, as `labs.checks.Severity`."""

        NOTE = "note", _("note")
        WARNING = "warning", _("warning")
        ALERT = "alert", _("alert")

    GRAVEST_FIRST: tuple[str, ...] = tuple(reversed(Severity.values))

    class State(models.TextChoices):
        """What a person said of it."""

        OPEN = "open", _("open")
        CONFIRMED = "confirmed", _("confirmed")
        DISMISSED = "dismissed", _("dismissed")

    class Dismissal(models.TextChoices):
        """Why it was dismissed: a mistake of ours, in reading or in the rule, or true and yet of no concern."""

        MISREAD = "misread", _("It was read wrongly: the paper prints something else.")
        MISJUDGED = "misjudged", _("The rule does not fit here: the numbers do not disagree.")
        EXPLAINED = "explained", _("It is true, and the paper or the laboratory explains it.")
        HARMLESS = "harmless", _("It is true and of no consequence, as with rounding.")

    MISTAKES = (Dismissal.MISREAD, Dismissal.MISJUDGED)

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="flags")
    other = models.ForeignKey(
        Report,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="flags_elsewhere",
        help_text="The other report that it speaks of; null for none.",
    )
    check_id = models.CharField(max_length=60)
    key = models.CharField(max_length=400)
    severity = models.CharField(max_length=7, choices=Severity.choices)
    sample_position = models.PositiveSmallIntegerField(null=True, blank=True)
    analyte = models.CharField(max_length=60, blank=True)
    analyte_text = models.CharField(max_length=300, blank=True)
    says = models.TextField(help_text="What disagrees, in one sentence.")
    says_made = StoredJson(
        default=dict,
        blank=True,
        help_text="How that sentence was made, for other languages; empty if not known.",
    )
    arithmetic = models.TextField(help_text="The sum that shows it, one step a line.")
    arithmetic_made = StoredJson(
        default=dict, blank=True, help_text="Its lines, label and text, for other languages; empty if not known."
    )
    evidence = StoredJson(default=list, help_text="The prints it rests on: labs.coa.Printed as JSON.")
    rules_version = models.CharField(max_length=20)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    dismissed_as = models.CharField(
        max_length=9,
        choices=Dismissal.choices,
        blank=True,
        help_text="Why it was dismissed; empty if it is not, or was before reasons had names.",
    )
    is_current = models.BooleanField(default=True)
    first_seen_at = models.DateTimeField(auto_now_add=True)

    objects = FlagManager()
    everything = FlagQuerySet.as_manager()

    class Meta:
        ordering = ("report", "check_id", "pk")
        constraints = (
            models.UniqueConstraint(fields=("report", "check_id", "key"), name="flag_once_in_report"),
            models.CheckConstraint(
                name="flag_dismissed_as_only_when_dismissed",
                condition=Q(state="dismissed") | Q(dismissed_as=""),
            ),
        )
        indexes = (
            # the lists of flags, the latest found first
            models.Index("severity", models.F("id").desc(), name="flag_of_severity"),
            models.Index("check_id", models.F("id").desc(), name="flag_of_check"),
            # Few flags are decided: what the checks' measured precision counts, without the open ones.
            models.Index(
                fields=("check_id", "state", "dismissed_as", "report"),
                condition=~Q(state="open"),
                name="flag_decided",
            ),
        )

    def __str__(self) -> str:
        return f"{self.check_id}: {self.says}"

    def get_absolute_url(self) -> str:
        """The flag's own page."""
        return reverse("flag", args=[self.report.reference, self.pk])

    @property
    def sentence(self) -> str:
        """What it says, as a `Sentence` that can be translated; as bare text where nobody kept how it was made."""
        made = Sentence.made_again(self.says_made) if self.says_made else self.says
        return made if made == self.says else self.says

    @property
    def is_mistake(self) -> bool:
        """Whether a moderator found that it should not have been raised."""
        return self.dismissed_as in self.MISTAKES


class DecisionQuerySet(PartQuerySet):
    """Decisions, in the registry's words."""

    def public(self) -> Self:
        """What may be told wherever the report may: nothing of a flag that speaks of a report nobody may see.

        That a reply was declined is not told, and so neither is that it was taken up again.
        """
        of_hidden = Q(flag__other__isnull=False) & ~Q(flag__other__status=Status.PUBLISHED)
        of_declined = Q(act=Decision.Act.REOPEN_ANSWER, before__answer="declined")
        return self.filter(act__in=Decision.TOLD).exclude(of_hidden).exclude(of_declined)

    def logged(self) -> Self:
        """What the corrections log tells everyone: what was set right in reports after they were public; withdrawals.

        Of a withdrawn report nothing is told but that it was withdrawn, when and why.
        """
        published = Decision.objects.filter(report=OuterRef("report"), act=Decision.Act.PUBLISH).order_by("at")
        since = Coalesce(Subquery(published.values("at")[:1]), "report__published_at")
        is_change = Q(act__in=Decision.SETS_RIGHT, at__gt=F("public_since"))
        withdrawn = Q(act=Decision.Act.WITHDRAW)
        shown = Q(report__status=Status.PUBLISHED) & (is_change | withdrawn)
        gone = Q(report__status=Status.WITHDRAWN) & withdrawn
        return self.public().annotate(public_since=since).filter(shown | gone)


class Decision(models.Model):
    """What a person did to a report: who, when, why, and what it was before and after. Written once, never changed."""

    REPORT = "report"

    class Act(models.TextChoices):
        """What moderators can do."""

        PUBLISH = "publish", _("published")
        REJECT = "reject", _("rejected")
        WITHDRAW = "withdraw", _("withdrew")
        REOPEN = "reopen", _("reopened for review")
        CORRECT = "correct", _("corrected")
        CONFIRM_FLAG = "confirm_flag", _("confirmed a flag")
        DISMISS_FLAG = "dismiss_flag", _("dismissed a flag")
        DROP = "drop", _("dropped a correction")
        READ_AGAIN = "read_again", _("had it read again")
        VERIFY_REPLY = "verify_reply", _("verified a reply to a flag")
        DECLINE_REPLY = "decline_reply", _("declined a reply to a flag")
        UPHOLD = "uphold", _("upheld an objection and dismissed a flag as wrong")
        OVERRULE = "overrule", _("did not uphold an objection to a flag")
        REOPEN_ANSWER = "reopen_answer", _("took up again what was said of a flag")

    TOLD = (
        Act.PUBLISH,
        Act.WITHDRAW,
        Act.CORRECT,
        Act.CONFIRM_FLAG,
        Act.DISMISS_FLAG,
        Act.VERIFY_REPLY,
        Act.UPHOLD,
        Act.OVERRULE,
        Act.REOPEN_ANSWER,
    )
    SETS_RIGHT = (Act.CORRECT, Act.DISMISS_FLAG, Act.UPHOLD)

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="decisions")
    flag = models.ForeignKey(Flag, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField(auto_now_add=True)
    act = models.CharField(max_length=13, choices=Act.choices)
    reason = models.TextField(blank=True)
    before = StoredJson(default=dict)
    after = StoredJson(default=dict)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.by} {self.get_act_display()} {self.report}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the decision once; a second save is a `TypeError`, since a record that changes proves nothing."""
        if not self._state.adding:
            raise TypeError("a decision is written once")
        super().save(*args, **kwargs)


class Correction(models.Model):
    """One value that a moderator set in place of what was read. The reading itself stays as it was.

    `target` names what is corrected: ``result:<key>`` or ``sample:<position>`` or ``report``; `name` which part of
    it: ``text`` (the amount), ``unit``, ``analyte``; ``brand``, ``product``, ``batch``; ``lab_name``, ``reported``.
    The newest correction of a (target, name) holds. `anchor` is the print that it corrects (text, page, box), which it
    follows when a newer reading names results otherwise; see `registry.corrections`.
    """

    REPORT = "report"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="corrections")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="corrections")
    target = models.CharField(max_length=210)
    name = models.CharField(max_length=30)
    before = models.CharField(max_length=500, blank=True)
    after = models.CharField(max_length=500, blank=True)
    anchor = StoredJson(null=True, blank=True, help_text="The print that it corrects; null if none or not known.")

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("report", "pk")

    def __str__(self) -> str:
        return f"{self.target} {self.name}: {self.before} -> {self.after}"
