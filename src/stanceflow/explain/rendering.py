"""Explanations as text for a person, and the parse as a drawing."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stanceflow.annotate.context import Settings
from stanceflow.explain.saying import Explanation, NoSuchRowError, explain_key, explain_text, parse_lines
from stanceflow.syntax import Graph
from stanceflow.tables import ITEM_TABLES
from stanceflow.visible import visible

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from stanceflow.saved_run import SavedRun, TableRow

_WIDTH, _INDENT = 100, 20
_RANDOM = re.compile(r"\b[0-9a-f]{32}\b")
_SIZE = re.compile(r'width="(\d+)" height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Explained:
    """The explanation of a row as text, and the parsed sentence it stands in."""

    text: str
    doc: Doc


def explained_text(doc: Doc, scale: str, tables: Sequence[str]) -> str:
    """Give the explanations of all rows of a parsed Doc, those of tables without rows, and the parse."""
    graph = Graph(doc)
    explanations = explain_text(doc, Settings(scale=scale), tables)
    blocks = ["\n".join(_lines(explanation)) for explanation in explanations]
    blocks += [_parse(graph, number) for number in range(len(graph.sentence_spans))]
    return "\n\n".join(blocks)


def explained_row(run: str, key: str) -> Explained:
    """Explain a row of a run with the pipeline and the settings of that run.

    Raises `stanceflow.saved_run.SavedRunError` where the run or the row is not there or the row would not come out of its text any more.
    """
    from stanceflow import load
    from stanceflow.saved_run import SavedRun, SavedRunError

    saved = SavedRun(run)
    row, document = _find(saved, key)
    configuration = saved.account.get("configuration") or {}
    scale = str(configuration.get("scale") or "cap")
    nlp: Language = load(configuration.get("model"), scale=scale)
    doc = nlp.make_doc(saved.text(row["doc_id"]))
    doc.user_data.update(doc_id=row["doc_id"], published=document["published"])
    doc = nlp(doc)
    try:
        explanation = explain_key(doc, key, Settings(scale=scale))
    except NoSuchRowError as error:
        raise SavedRunError(str(error)) from None
    sentence, graph = int(row["sentence"]), Graph(doc)
    text = "\n\n".join(["\n".join(_lines(explanation)), _parse(graph, sentence)])
    start, end = graph.sentence_spans[sentence]
    span = doc.char_span(start, end, alignment_mode="expand")
    return Explained(text, doc if span is None else span.as_doc())


def drawing(docs: Sequence[Doc]) -> str:
    """Give the graphs of some parsed Docs, as the frames see them, as one SVG drawing, its sentences below one another."""
    from spacy import displacy

    drawings: list[str] = []
    width = height = 0
    for graph in map(Graph, docs):
        for number in range(len(graph.sentence_spans)):
            svg = displacy.render(_words_and_arcs(graph, number), style="dep", manual=True, page=False, jupyter=False)
            size = _SIZE.search(svg)
            if size is not None:
                svg = _RANDOM.sub(f"sentence-{len(drawings)}", svg)  # its ids are random otherwise
                drawings.append(svg.replace("<svg ", f'<svg y="{height}" ', 1))
                width, height = max(width, int(size[1])), height + int(float(size[2]))
    body = "\n".join(drawings)
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">\n{body}\n</svg>\n'


def _words_and_arcs(graph: Graph, sentence: int) -> dict[str, list[dict[str, str | int]]]:
    """A sentence's graph as displaCy draws it; its words as they can be shown, since XML takes no control characters."""
    nodes = [i for i in range(len(graph)) if graph.sentence_of[i] == sentence and graph.words[i].strip()]
    place = {node: n for n, node in enumerate(nodes)}
    words: list[dict[str, str | int]] = [{"text": visible(graph.words[i]), "tag": graph.pos[i]} for i in nodes]
    arcs: list[dict[str, str | int]] = []
    for node in nodes:
        head = graph.heads[node]
        if head != node and head in place:
            start, end = sorted((place[node], place[head]))
            direction = "left" if node < head else "right"
            arcs.append({"start": start, "end": end, "label": graph.relations[node], "dir": direction})
    return {"words": words, "arcs": arcs}


def _find(saved: SavedRun, key: str) -> tuple[TableRow, TableRow]:
    from stanceflow.saved_run import SavedRunError

    for table in ITEM_TABLES:
        if not key.startswith(table.name[0] + "-"):
            continue
        row = next((row for row in saved.rows(table.name) if row[table.key] == key), None)
        if row is not None:
            documents = saved.rows("documents")
            return row, next(d for d in documents if d["doc_id"] == row["doc_id"] and d["status"] == "ok")
    raise SavedRunError(
        f"{saved.folder}: has no row {key!r}; give a key from one of its tables (claim_id, interest_id, ...)"
    )


def _lines(explanation: Explanation) -> Iterator[str]:
    if explanation.key:
        yield f"{explanation.table}  {visible(explanation.key)}"
        yield _one_line(explanation.headline)
    else:
        yield explanation.headline
    for step in explanation.steps:
        wrapped = textwrap.wrap(_one_line(step.text), _WIDTH - _INDENT) or [""]
        yield f"  {_one_line(step.about):<{_INDENT - 3}} {wrapped[0]}"
        yield from (" " * _INDENT + line for line in wrapped[1:])


def _parse(graph: Graph, sentence: int) -> str:
    return "\n".join(
        [f"parse of sentence {sentence}", *(f"  {visible(line)}" for line in parse_lines(graph, sentence))]
    )


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())
