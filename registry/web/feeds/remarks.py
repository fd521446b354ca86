"""Feeds of what is said about reports: the newest flags, and what was corrected or withdrawn after publication."""

import datetime as dt
from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from registry.models import Decision, Flag, Report
from registry.web.corrections_log import Logged, logged
from registry.web.feeds.atom import MOST, Entry, Listing, feed
from registry.web.feeds.reports import title_of
from registry.web.lines import report_lines
from registry.web.outline import ANYONE
from registry.web.translating import in_language


@feed
def flags(_request: HttpRequest) -> Listing:
    """The flags that became public last: with their report, or found in it later."""
    standing = Flag.objects.visible_to(ANYONE).standing()
    standing = standing.select_related("report")
    newest = {*standing.order_by("-report__published_at", "-pk")[:MOST], *standing.order_by("-first_seen_at")[:MOST]}
    last = sorted(newest, key=lambda flag: (_public_since(flag), flag.pk), reverse=True)[:MOST]
    titles = _titles(flag.report_id for flag in last)
    decided = dict(Decision.objects.public().filter(flag__in=last).order_by("at").values_list("flag", "at"))
    return Listing(
        title=f"Leafproof: {_('Newest flags')}",
        subtitle=_("Which numbers of published reports disagree. A flag says nothing of why."),
        page=reverse("flags"),
        entries=tuple(
            Entry(
                name=f"flag/{flag.pk}",
                title=titles[flag.report_id],
                summary=in_language(flag.sentence),
                link=flag.get_absolute_url(),
                published=_public_since(flag),
                updated=max(_public_since(flag), decided.get(flag.pk, _public_since(flag))),
                categories=(flag.check_id, flag.severity),
            )
            for flag in last
        ),
    )


@feed
def corrections(_request: HttpRequest) -> Listing:
    """The corrections log: what was set right after it was public, and what was withdrawn, each with its reason."""
    last = Decision.objects.logged().select_related("report", "flag").order_by("-pk")[:MOST]
    return Listing(
        title=f"Leafproof: {_('Corrections')}",
        subtitle=_("What was set right in reports after they were public, and why."),
        page=reverse("corrections"),
        entries=tuple(_entry(decision, line) for decision, line in zip(last, logged(list(last)), strict=True)),
    )


def _entry(decision: Decision, line: Logged) -> Entry:
    """One decision in words; of a withdrawn report no more is told than its own page tells."""
    event = line.event
    changes = "; ".join(f"{name}: “{before}” → “{after}”" for name, before, after in event.changes)
    return Entry(
        name=f"decision/{decision.pk}",
        title=line.title or _("Report %(reference)s") % {"reference": line.report.reference},
        summary=" ".join(part for part in (event.said, changes, in_language(event.reason)) if part),
        link=line.report.get_absolute_url(),
        published=event.at,
        updated=event.at,
    )


def _titles(reports: Iterable[int]) -> dict[int, str]:
    lines = report_lines(Report.objects.visible_to(ANYONE).filter(pk__in=set(reports)))
    return {line.report.pk: title_of(line) for line in lines}


def _public_since(flag: Flag) -> dt.datetime:
    """When everyone could see it first."""
    published = flag.report.published_at
    return max(flag.first_seen_at, published) if published else flag.first_seen_at
