"""What anyone may say of a flag: the laboratory's or the seller's reply, and "this flag is wrong".

Both wait for a moderator (`registry.hearing`). The same words sent twice are kept once.
"""

import structlog

from registry.models import Flag, Objection, Reply

log = structlog.get_logger(__name__)


class NoLongerFound(Exception):
    """The checks do not find this flag any more: there is nothing to answer."""


def reply(flag: Flag, *, capacity: str, name: str, contact: str, text: str) -> Reply:
    """Keep the reply of a laboratory or seller until a moderator verifies whose it is.

    `contact` is an e-mail address, for moderators only. Raises `NoLongerFound`.
    """
    _ask_whether_found(flag)
    said = {"capacity": capacity, "name": name, "contact": contact, "text": text}
    digest = Reply.digest_of(*said.values())
    kept, is_new = Reply.objects.get_or_create(flag=flag, digest=digest, defaults=said)
    log.info("flag.reply", flag=flag.pk, reply=kept.pk, is_new=is_new)
    return kept


def object_to(flag: Flag, *, ground: str, text: str, contact: str = "") -> Objection:
    """Keep somebody's word that a flag is wrong until a moderator looks at it. Raises `NoLongerFound`."""
    _ask_whether_found(flag)
    said = {"ground": ground, "contact": contact, "text": text}
    digest = Objection.digest_of(*said.values())
    kept, is_new = Objection.objects.get_or_create(flag=flag, digest=digest, defaults=said)
    log.info("flag.objection", flag=flag.pk, objection=kept.pk, is_new=is_new)
    return kept


def _ask_whether_found(flag: Flag) -> None:
    if not flag.is_current:
        raise NoLongerFound
