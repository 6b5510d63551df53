"""What the report's tables show: their columns, by the names of the run's columns, and the order of values that have one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from stanceflow.records import AUTHOR
from stanceflow.rollups import target_of
from stanceflow.visible import visible

Kind = Literal["who", "words", "main", "choice", "date", "number", "count", "name"]
Row = Mapping[str, str]

LIKELIHOODS = (
    "almost_certain", "very_likely", "likely", "possible", "even", "unlikely", "very_unlikely", "almost_no_chance",
)  # fmt: skip
"""The bands from the top of a chart to its bottom; `possible` covers the middle of the scale."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key in the address of a filter, its heading, what its cells hold, and the values it can be filtered by."""

    key: str
    label: str
    kind: Kind
    choices: tuple[str, ...] = ()


_WHO_SAYS = Column("who", "Source", "who")
_HOLDER = Column("who", "Holder", "who")
_CUE = Column("cue", "Cue", "words")
_COMMON = (
    Column("article", "Article", "name"),
    Column("published", "Published", "date"),
    Column("confidence", "Confidence", "number"),
)

ITEM_COLUMNS: dict[str, tuple[Column, ...]] = {
    "claims": (
        _WHO_SAYS,
        _CUE,
        Column("what", "Content", "main"),
        Column("form", "Form", "choice", ("quote", "mixed", "indirect", "belief")),
        Column("denied", "Denied", "choice", ("denied",)),
        *_COMMON,
    ),
    "interests": (
        _HOLDER,
        Column("valence", "Valence", "choice", ("seek", "avoid")),
        _CUE,
        Column("what", "Content", "main"),
        Column("kind", "Kind", "choice", ("goal", "desire", "need", "value", "benefit", "fear")),
        *_COMMON,
    ),
    "stances": (
        _HOLDER,
        Column("polarity", "Polarity", "choice", ("favor", "against")),
        _CUE,
        Column("what", "Target", "main"),
        Column("target", "Target actor or topic", "who"),
        *_COMMON,
    ),
    "predictions": (
        _WHO_SAYS,
        Column("what", "Prediction", "main"),
        _CUE,
        Column("likelihood", "Likelihood", "choice", LIKELIHOODS),
        Column("resolve_by", "Resolves by", "date"),
        Column("horizon", "Horizon", "words"),
        Column("condition", "Condition", "words"),
        Column("negated", "Negated", "choice", ("negated",)),
        *_COMMON,
    ),
}
"""The columns of the tables of items. Each row begins with the number of its article and its key."""

ACTOR_COLUMNS = (
    Column("who", "Actor", "main"),
    Column("kind", "Kind", "choice", ("person", "state", "organization", "group")),
    Column("country", "Country", "words"),
    Column("articles", "Articles", "count"),
    Column("mentions", "Mentions", "count"),
    Column("claims", "Claims", "count"),
    Column("interests", "Interests", "count"),
    Column("stances", "Stances", "count"),
    Column("predictions", "Predictions", "count"),
)
ARTICLE_COLUMNS = (
    Column("what", "Article", "main"),
    Column("author", "Author", "words"),
    Column("published", "Published", "date"),
    Column("status", "Status", "choice", ("ok", "empty", "skipped", "failed")),
    Column("claims", "Claims", "count"),
    Column("interests", "Interests", "count"),
    Column("stances", "Stances", "count"),
    Column("predictions", "Predictions", "count"),
)

ROLES: dict[str, tuple[tuple[str, str], ...]] = {
    "claims": (("source", "who"), ("cue", "cue"), ("content", "what")),
    "interests": (("holder", "who"), ("cue", "cue"), ("content", "what")),
    "stances": (("holder", "who"), ("cue", "cue"), ("target", "what")),
    "predictions": (
        ("source", "who"),
        ("cue", "cue"),
        ("content", "what"),
        ("condition", "condition"),
        ("horizon", "horizon"),
    ),
}
"""The roles that an article's text shows, each with the mark it gets."""


def cell(table: str, column: Column, row: Row, document: Row) -> str | float:
    """Give what a table of items shows in one cell."""
    match column.key:
        case "who":
            return who(row)
        case "what":
            return visible(row["target" if table == "stances" else "content"])
        case "article":
            return title_of(document)
        case "published":
            return visible(document["published"])
        case "target":
            return visible(target_of(row))
        case "denied" | "negated":
            return column.key if row[column.key] == "true" else ""
        case "confidence":
            return number(row["confidence"])
        case _:
            return visible(row[column.key])


def who(row: Row) -> str:
    """Give the name of the row's holder or source: of its actor, else its words; an article's author is `the author`."""
    role = "holder" if "holder_actor" in row else "source"
    actor = row[f"{role}_actor"]
    return "the author" if actor == AUTHOR else visible(actor or row[role])


def title_of(document: Row) -> str:
    """Give an article's title, else its id."""
    return visible(document["title"] or document["doc_id"])


def number(text: str) -> float:
    """Give the number that a cell holds, 0 for one that holds none."""
    try:
        return float(text)
    except ValueError:
        return 0.0
