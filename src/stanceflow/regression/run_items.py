"""The tables of a run as what `scoring.py` compares, and the texts that they count in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from stanceflow.file_names import text_file
from stanceflow.records import AUTHOR, Spans
from stanceflow.regression.folders import RegressionError, Table, read_table
from stanceflow.regression.pairing import Shape, shape_of
from stanceflow.run import TEXTS
from stanceflow.scoring import MAIN_ROLE, WHO_ROLE, Article, Item, normal_form

VALUES = ("form", "denied", "kind", "valence", "polarity", "likelihood", "negated", "rule", "optional")
ROLES = ("source", "holder", "cue", "content", "target", "condition", "horizon")
Cells = Mapping[str, str]


def read_items(folder: Path) -> dict[str, Article]:
    """Give the items and actors of each article in a folder of tables, by id. Raises RegressionError where a table is missing or broken."""
    items: dict[str, dict[str, list[Item]]] = defaultdict(lambda: {kind: [] for kind in MAIN_ROLE})
    for kind in MAIN_ROLE:
        table = read_table(folder, kind)
        shape = shape_of(kind, table.columns)
        for row in table.rows():
            cells = dict(zip(table.columns, row, strict=True))
            items[cells["doc_id"]][kind].append(_item(cells, kind, shape, row))
    forms, kinds, optional = _actors(folder)
    return {
        doc_id: Article(
            items[doc_id], forms.get(doc_id, {}), kinds.get(doc_id, {}), frozenset(optional.get(doc_id, ()))
        )
        for doc_id in sorted({*items, *forms, *kinds})
    }


def read_texts(run: Path) -> dict[str, str]:
    """Give the texts of a run's articles, by id."""
    texts = {}
    for cells in _dicts(read_table(run, "documents")):
        if cells.get("status", "ok") == "ok":
            file = run / TEXTS / text_file(cells["doc_id"])
            try:
                texts[cells["doc_id"]] = file.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise RegressionError(
                    f"{file}: cannot be read ({type(error).__name__}); run `stanceflow extract` again"
                ) from None
    return texts


def read_sentences(run: Path) -> dict[str, list[tuple[int, int]]]:
    """Give the offsets of each article's sentences, by id, in text order."""
    sentences: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for cells in _dicts(read_table(run, "sentences")):
        sentences[cells["doc_id"]].append((int(cells["start"]), int(cells["end"])))
    return dict(sentences)


def _item(cells: Cells, kind: str, shape: Shape, row: tuple[str, ...]) -> Item:
    spans: dict[str, Spans] = {role: shape.spans(row, role) if role in shape.roles else () for role in ROLES}
    missing = [name for name in (MAIN_ROLE[kind], "cue") if name not in shape.roles]
    if missing:
        raise RegressionError(
            f"{kind}.csv: has no offsets of {missing[0]}; give a folder that `stanceflow extract` wrote"
        )
    return Item(
        spans=spans,
        who_actor=cells.get(f"{WHO_ROLE[kind]}_actor", "").strip(),
        source_actor=cells.get("source_actor", "").strip(),
        values={key: cells[key] for key in VALUES if cells.get(key)},
        optional=cells.get("optional", "").lower() == "true",
    )


def _actors(
    folder: Path,
) -> tuple[dict[str, dict[str, frozenset[str]]], dict[str, dict[str, str]], dict[str, set[str]]]:
    """Give surface forms, kinds, and the optional ones of each article's actors."""
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    optional: dict[str, set[str]] = defaultdict(set)
    for cells in _dicts(read_table(folder, "mentions")):
        if cells["form"] != "pronoun":
            forms[cells["doc_id"]][cells["actor"]].add(normal_form(cells["text"]))
    for cells in _dicts(read_table(folder, "actors")):
        if cells["actor"] != AUTHOR:
            kinds[cells["doc_id"]][cells["actor"]] = cells["kind"]
            forms[cells["doc_id"]][cells["actor"]].add(normal_form(cells["actor"]))
            if cells.get("optional", "").lower() == "true":
                optional[cells["doc_id"]].add(cells["actor"])
    frozen = {doc_id: {name: frozenset(found) for name, found in known.items()} for doc_id, known in forms.items()}
    return frozen, kinds, optional


def _dicts(table: Table) -> Iterator[dict[str, str]]:
    for row in table.rows():
        yield dict(zip(table.columns, row, strict=True))
