"""What became of a flag, for everyone: what was decided of it, that a reply was verified, how objections ended.

Moderators are not named, nor are those who objected. A reply that was declined is not public, and so is not told.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from registry.models import Flag
from registry.web.history import Event, in_public
from registry.web.translating import in_language


def flag_history(flag: Flag) -> list[Event]:
    """The events of a flag, the oldest first."""
    found = _("Found by machine, with rules %(version)s.") % {"version": flag.rules_version}
    decided = flag.decisions.public().select_related("flag").order_by("at", "pk")
    return [Event(at=flag.first_seen_at, said=found), *(_here(in_public(one, {}), flag) for one in decided)]


def _here(event: Event, flag: Flag) -> Event:
    """The event without the flag's own words, which stand above it on its page."""
    return replace(event, said=event.said.removesuffix(f": {in_language(flag.sentence)}").rstrip(".") + ".")
