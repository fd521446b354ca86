"""Addresses on the web, as far as they tell who is behind them."""

import re
from urllib.parse import urlsplit

from labs.checks.names import company_words, telling_words

_PRINTED = re.compile(
    r"(?:https?://|www\.|@)([a-z0-9-]+(?:\.[a-z0-9-]+)+)"
    r"|\b((?:[a-z0-9-]+\.)+(?:com|org|net|io|info|biz|eu|us|ca|co|uk|de|at|ch|cz|sk|pl|it|es|fr|pt|nl|au))\b(?!\.)"
)
_SECOND = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})  # of countries that have them: ``co.uk``
_TELLING = 4  # letters of a name that make it recognisable within a domain
_FEWEST = 3  # letters that do so at the beginning of one


def host_of(text: str) -> str | None:
    """The host that a code's address leads to, in lower case; None for a text that is no web address."""
    address = text.strip()
    if not address.lower().startswith(("http://", "https://", "www.")):
        return None
    try:
        host = urlsplit(address if "://" in address else f"https://{address}").hostname
    except ValueError:
        return None
    return host.rstrip(".") if host and "." in host else None


def domain_of(host: str) -> str:
    """The part of a host that someone registered: ``sclabs.com`` of ``client.sclabs.com``."""
    labels = host.lower().split(".")
    count = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND else 2
    return ".".join(labels[-count:])


def printed_domains(text: str) -> frozenset[str]:
    """The domains of all addresses and mailboxes in a text in lower case."""
    return frozenset(domain_of(one or other) for one, other in _PRINTED.findall(text))


def may_be_of(domain: str, name: str) -> bool:
    """Whether anything in a domain may come from a company's name: a telling word, its beginning, or the initials."""
    letters, words = _letters(domain), telling_words(name)
    initials = "".join(word[0] for word in company_words(name))
    return (
        is_of(domain, name)
        or any(len(word) >= _TELLING and word in letters for word in words)
        or any(len(start) >= _FEWEST and letters.startswith(start) for start in (*words[:1], initials))
    )


def is_of(domain: str, name: str) -> bool:
    """Whether a domain is a company's name run together, with no more than an ending cut off or added."""
    letters, together = _letters(domain), "".join(company_words(name))
    if min(len(letters), len(together)) <= _TELLING:
        return False
    return letters.startswith(together) or together.startswith(letters)


def _letters(domain: str) -> str:
    return re.sub(r"[^a-z0-9]", "", domain.rpartition(".")[0])
