"""What may be asked of the index of tokens, and how each database writes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """One token, or with `begins` every token that begins with it."""

    text: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All of these. At least one must not be a `No`."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of these."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class No:
    """Not this; only within `Every`."""

    part: "Query"


Query = Token | Every | Some | No


def as_fts5(query: Query) -> str:
    """A query as SQLite's FTS5 reads it."""
    match query:
        case Token(text, begins):
            quoted = '"' + text.replace('"', '""') + '"'
            return quoted + (" *" if begins else "")
        case Some(parts):
            return "(" + " OR ".join(map(as_fts5, parts)) + ")"
        case Every(parts):
            wanted = " AND ".join(as_fts5(part) for part in parts if not isinstance(part, No))
            unwanted = "".join(f" NOT {as_fts5(part.part)}" for part in parts if isinstance(part, No))
            return f"(({wanted}){unwanted})"
        case No():
            raise ValueError("a query cannot only say what it does not want")


def as_tsquery(query: Query) -> str:
    """A query as PostgreSQL reads it."""
    match query:
        case Token(text, begins):
            return lexeme(text) + (":*" if begins else "")
        case Some(parts):
            return "(" + " | ".join(map(as_tsquery, parts)) + ")"
        case Every(parts):
            return "(" + " & ".join(map(as_tsquery, parts)) + ")"
        case No(part):
            return f"!{as_tsquery(part)}"


def lexeme(text: str) -> str:
    """A token as PostgreSQL writes it in a tsvector and a tsquery."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
