"""A quick look: an article's text with its spans in colour, and the rows below it; for the terminal, or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from stanceflow.records import Claim, Extraction, Interest, Prediction, Span, Spans, Stance
from stanceflow.tables import ITEM_TABLES, LINK, TABLES, rows_of
from stanceflow.visible import visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

Item = Claim | Interest | Stance | Prediction

SHOWN = tuple(table.name for table in ITEM_TABLES)
"""The tables that can be shown."""

# In the order of their say: where roles overlap, the later one colours the words.
_STYLES = {"what": "green", "condition": "magenta", "horizon": "red", "who": "bold blue", "cue": "bold yellow"}
_LEGEND = {
    "who": "holder or source",
    "cue": "cue",
    "what": "content or target",
    "condition": "condition",
    "horizon": "horizon",
}
_NOBODY = "(nobody named)"


_WHAT = {"claims": "content", "interests": "content", "stances": "target", "predictions": "content"}
_HOW = {
    "claims": ("form", "denied"),
    "interests": ("kind", "valence"),
    "stances": ("polarity",),
    "predictions": ("likelihood", "negated", "horizon", "resolve_by", "condition"),
}


def as_records(doc_id: str, extraction: Extraction, tables: Sequence[str] = SHOWN) -> dict[str, list[dict[str, Any]]]:
    """Give an article's rows by table, each row as values by column name, with the types of the tables."""
    rows = rows_of(doc_id, extraction)
    return {
        table: [dict(zip((c.name for c in TABLES[table]), row, strict=True)) for row in rows[table]] for table in tables
    }


def as_terminal(doc_id: str, extraction: Extraction, tables: Sequence[str] = SHOWN) -> Iterator[RenderableType]:
    """Give what a terminal shows of an article: its text with the roles of those tables' rows in colour, then the rows."""
    yield coloured(extraction.text, [item for table in tables for item in getattr(extraction, table)])
    yield _legend()
    empty = [table for table in tables if not getattr(extraction, table)]
    for table in tables:
        if table not in empty:
            yield _rows(doc_id, extraction, table)
    if empty:
        yield visible(f"no {' and no '.join(empty)} found; `stanceflow explain` says why") + "\n"


def coloured(text: str, items: Iterable[Item]) -> Text:
    """Give a text with the roles of some items in colour; whatever a terminal might obey is spelled out."""
    from rich.text import Text

    styles: dict[str, list[Span]] = {role: [] for role in _STYLES}
    for item in items:
        for role, filled in _roles(item).items():
            styles[role].extend(filled)
    cuts = sorted({0, len(text), *(offset for spans in styles.values() for span in spans for offset in span)})
    place = {cut: number for number, cut in enumerate(cuts)}
    painted = [""] * len(cuts)
    for role, spans in styles.items():
        for start, end in spans:
            painted[place[start] : place[end]] = [_STYLES[role]] * (place[end] - place[start])
    out = Text()
    for (start, end), style in zip(pairwise(cuts), painted, strict=False):
        out.append(visible(text[start:end]), style)
    return out


def _roles(item: Item) -> dict[str, Spans]:
    who = item.holder if isinstance(item, Interest | Stance) else item.source
    roles = {"who": who, "cue": item.cue, "what": item.target if isinstance(item, Stance) else item.content}
    if isinstance(item, Prediction):
        roles |= {"condition": item.condition, "horizon": item.horizon}
    return roles


def _legend() -> Text:
    from rich.text import Text

    return Text("\n").join(
        [Text(), Text("  ").join(Text(words, _STYLES[role]) for role, words in _LEGEND.items()), Text()]
    )


def _rows(doc_id: str, extraction: Extraction, table: str) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = Table(title=Text(table, "bold"), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading, share in (("who", 3), ("cue", 2), (_WHAT[table], 5), ("how", 3), ("rule, confidence", 3)):
        shown.add_column(heading, overflow="fold", ratio=share)
    for record in as_records(doc_id, extraction, [table])[table]:
        who = record.get("holder_actor", record["source_actor"]) or record.get("holder", record["source"]) or _NOBODY
        rule = f"{record['rule']}, {record['confidence']:.2f}"
        cells = (who, record["cue"], record[_WHAT[table]], ", ".join(_how(table, record)), rule)
        shown.add_row(*(Text(visible(cell).replace("\n", " ")) for cell in cells))
    return shown


def _how(table: str, record: Mapping[str, Any]) -> Iterator[str]:
    """Give a row's values in words, and who tells it where that is neither the author nor the one who is named first."""
    for name in _HOW[table]:
        value = record[name]
        if value is True:
            yield name
        elif value:
            yield f"by {value}" if name == "resolve_by" else value.replace("_", " ")
    teller = record["chain"].split(LINK)
    named_first = table in ("claims", "predictions")
    if len(teller) > (2 if named_first else 1):
        yield f"told by {teller[-2 if named_first else -1]}"
