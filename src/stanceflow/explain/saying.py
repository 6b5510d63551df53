"""Puts together, in plain words, how a row was decided: its rule, who, how it counts, whose voice, by when; and why there is no row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stanceflow.annotate.attribution import find_claims
from stanceflow.annotate.context import Context, Settings
from stanceflow.annotate.pipeline import context_of, extract
from stanceflow.explain.decisions import Step, steps_of
from stanceflow.explain.near_misses import near_misses
from stanceflow.records import Claim, Extraction, Interest, Prediction, Stance
from stanceflow.syntax import Graph
from stanceflow.tables import ITEM_TABLES, keyed_items

if TYPE_CHECKING:
    from spacy.tokens import Doc

TABLE_NAMES = tuple(table.name for table in ITEM_TABLES)
Item = Claim | Interest | Stance | Prediction


class NoSuchRowError(ValueError):
    """There is no row with that key any more."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one row was decided, or (`key` empty) what came near to being one."""

    table: str
    key: str
    headline: str
    steps: tuple[Step, ...]


def explain_text(doc: Doc, settings: Settings | None = None, tables: Sequence[str] = TABLE_NAMES) -> list[Explanation]:
    """Explain every row of a parsed Doc in those tables, and of each table without rows what came near to one."""
    context, extraction = _read(doc, settings)
    doc_id = str(doc.user_data.get("doc_id", ""))
    out: list[Explanation] = []
    for table in tables:
        rows = list(keyed_items(doc_id, table, extraction))
        out += [_explanation(context, extraction, table, key, item) for key, item in rows]
        if not rows:
            out.append(Explanation(table, "", f"no row in {table}", tuple(near_misses(context, table))))
    return out


def explain_key(doc: Doc, key: str, settings: Settings | None = None) -> Explanation:
    """Explain the row of that key. Raises NoSuchRowError where the text gives none with it (any more)."""
    context, extraction = _read(doc, settings)
    doc_id = str(doc.user_data.get("doc_id", ""))
    for table in TABLE_NAMES:
        for found, item in keyed_items(doc_id, table, extraction):
            if found == key:
                return _explanation(context, extraction, table, key, item)
    raise NoSuchRowError(
        f"{key}: the text gives no such row now; lexicon or pipeline have changed since the run, run `stanceflow extract` again"
    )


def parse_lines(graph: Graph, sentence: int) -> Iterator[str]:
    """Give the parse of a sentence as text: a line for each word, with its part of speech, and how it hangs on which other."""
    nodes = [i for i in range(len(graph)) if graph.sentence_of[i] == sentence and graph.words[i].strip()]
    widest = max((len(graph.words[i]) for i in nodes), default=0)
    for i in nodes:
        head = graph.words[graph.heads[i]] if graph.heads[i] != i else "—"
        yield f"{graph.words[i]:<{widest}}  {graph.pos[i]:<5}  {graph.relations[i]:<9}  {head}"


def _read(doc: Doc, settings: Settings | None) -> tuple[Context, Extraction]:
    extraction = extract(doc, settings)
    context = context_of(doc, settings)
    find_claims(context)  # sets the voices
    return context, extraction


def _explanation(context: Context, extraction: Extraction, table: str, key: str, item: Item) -> Explanation:
    start, end = extraction.sentences[item.sentence]
    return Explanation(table, key, extraction.text[start:end], tuple(steps_of(context, extraction, table, item)))
