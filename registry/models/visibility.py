"""The one door: who may see which reports, and with them everything read from them.

Every page, feed, file and endpoint asks a `visible_to` that is built here, so that there is one place to get right
and one place to test hardest. A reader is a user and the claims that their browser holds: the tracking tokens of the
reports that they sent in themselves.
"""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

Reader = User | AnonymousUser


class Status(models.TextChoices):
    """Where a report is in its life with us."""

    RECEIVED = "received", _("received")
    READING = "reading", _("being read")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNREADABLE = "unreadable", _("unreadable")


REVIEW_PERMISSION = "registry.review_report"


def visible_reports(user: Reader, claims: Sequence[str] = (), path: str = "") -> Q:
    """The condition on reports that `user` may see; `path` leads from another model to its report.

    Moderators see all; whoever sent a report in sees it too; everyone sees what is published.
    """
    if user.is_active and user.has_perm(REVIEW_PERMISSION):
        return Q()
    seen = Q(**{f"{path}status": Status.PUBLISHED})
    if user.is_authenticated:
        seen |= Q(**{f"{path}uploaded_by": user})
    if claims:
        seen |= Q(**{f"{path}tracking_token__in": list(claims)})
    return seen


def sees_published_only(user: Reader, claims: Sequence[str] = ()) -> bool:
    """Whether `user` sees what everyone sees and no more, so that what is counted for everyone holds for them."""
    return visible_reports(user, claims) == Q(status=Status.PUBLISHED)
