"""The rules that every run's tables keep, whatever stands in them: a checker for tests."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import get_args

from stanceflow import records
from stanceflow.file_names import text_file
from stanceflow.tables import GAP, ITEM_TABLES, LINK, TABLES, Row, Rows

Cells = dict[str, str]

VALUES = {
    ("actors", "kind"): set(get_args(records.ActorKind)),
    ("mentions", "form"): set(get_args(records.MentionForm)),
    ("claims", "form"): set(get_args(records.ClaimForm)),
    ("interests", "kind"): set(get_args(records.InterestKind)),
    ("interests", "valence"): set(get_args(records.Valence)),
    ("stances", "polarity"): set(get_args(records.Polarity)),
    ("predictions", "condition_kind"): set(get_args(records.ConditionKind)),
    ("documents", "status"): {"ok", "empty", "skipped", "failed"},
}
FORMS = {
    "flag": re.compile("true|false"),
    "integer": re.compile(r"\d+|"),
    "number": re.compile(r"0(\.\d{1,4})?|1(\.0)?"),
    "text": re.compile("(?s).*"),
}
DATES = ("published", "horizon_start_date", "resolve_by")


def read_table(out: Path, name: str) -> list[Cells]:
    """Give a table of a run as dicts of the cells' text."""
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def broken_rules(out: Path) -> list[str]:
    """Say which rules the tables in a run's folder break, and where; empty where all is well."""
    tables = {name: read_table(out, name) for name in TABLES}
    done = [row for row in tables["documents"] if row["status"] == "ok"]
    texts = {row["doc_id"]: (out / "texts" / text_file(row["doc_id"])).read_bytes().decode() for row in done}
    broken = list(_broken_keys(tables))
    for name, rows in tables.items():
        for row in rows:
            where = f"{name} {row.get('doc_id')} {list(row.values())[1]}"
            broken += [f"{where}: {rule}" for rule in _broken_cells(name, row)]
            broken += [f"{where}: {rule}" for rule in _broken_offsets(row, texts.get(row["doc_id"], ""))]
    return (
        broken
        + list(_broken_names(tables))
        + list(_broken_sentences(tables))
        + list(_broken_counts(tables, done))
        + list(_broken_order(tables))
    )


def broken_rows(rows: Rows, text: str) -> list[str]:
    """Say which rules about single rows the rows of one article with this text break."""
    broken = []
    for name, table in rows.items():
        names = [column.name for column in TABLES[name]]
        for cells in table:
            row = _as_text(names, cells)
            broken += [f"{name}: {rule}" for rule in (*_broken_cells(name, row), *_broken_offsets(row, text))]
    return broken


def _as_text(names: list[str], cells: Row) -> Cells:
    texts = ("" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell) for cell in cells)
    return dict(zip(names, texts, strict=True))


def _broken_keys(tables: dict[str, list[Cells]]) -> Iterator[str]:
    keys = Counter(row[table.key] for table in ITEM_TABLES for row in tables[table.name])
    yield from (f"key {key!r} stands {count} times" for key, count in keys.items() if count > 1 or not key)
    ids = Counter(row["doc_id"] for row in tables["documents"] if row["status"] != "failed")
    yield from (f"document {doc_id!r} stands {count} times" for doc_id, count in ids.items() if count > 1)


def _broken_cells(name: str, row: Cells) -> Iterator[str]:
    for column in TABLES[name]:
        cell = row[column.name]
        if not FORMS[column.kind].fullmatch(cell):
            yield f"{column.name} {cell!r} is no {column.kind}"
        if (name, column.name) in VALUES and cell not in VALUES[name, column.name]:
            yield f"{column.name} {cell!r} is no value of it"
        if column.name in DATES and cell and date.fromisoformat(cell).isoformat() != cell:
            yield f"{column.name} {cell!r} is no ISO date"
    if "p_low" in row and not float(row["p_low"]) <= float(row["p_mid"]) <= float(row["p_high"]):
        yield "p_low, p_mid, p_high do not rise"


def _broken_offsets(row: Cells, text: str) -> Iterator[str]:
    if "start" in row and text[int(row["start"]) : int(row["end"])] != row["text"]:
        yield "text[start:end] is not the text"
    for role in (name.removesuffix("_spans") for name in row if name.endswith("_spans")):
        words, start, end, pieces = (row[role + part] for part in ("", "_start", "_end", "_spans"))
        if not words:
            if start or end or pieces:
                yield f"{role} has offsets without words"
            continue
        spans = [tuple(map(int, piece.split("-"))) for piece in (pieces or f"{start}-{end}").split()]
        if GAP.join(text[a:b] for a, b in spans) != words:
            yield f"{role} is not what stands at its offsets"
        if [spans[0][0], spans[-1][1]] != [int(start), int(end)]:
            yield f"{role}'s offsets are not the outer ones"
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            yield f"{role}'s pieces overlap or are out of order"
        if any(text[a:b] != text[a:b].strip() or a >= b for a, b in spans):
            yield f"{role} {words!r} has a piece that is empty or begins or ends with white space"


def _broken_names(tables: dict[str, list[Cells]]) -> Iterator[str]:
    known = {(row["doc_id"], row["actor"]) for row in tables["actors"]}
    for table in (table.name for table in ITEM_TABLES):
        for row in tables[table]:
            for column in (name for name in row if name.endswith("_actor")):
                if row[column] not in ("", records.AUTHOR) and (row["doc_id"], row[column]) not in known:
                    yield f"{table} {row['doc_id']}: {column} {row[column]!r} is no actor of the article"
            if row["chain"].split(LINK)[0] != records.AUTHOR:
                yield f"{table} {row['doc_id']}: chain {row['chain']!r} does not begin with the author"
    for row in tables["mentions"]:
        if (row["doc_id"], row["actor"]) not in known:
            yield f"mentions {row['doc_id']}: {row['actor']!r} is no actor of the article"


def _broken_sentences(tables: dict[str, list[Cells]]) -> Iterator[str]:
    sentences = {(row["doc_id"], row["sentence"]): (int(row["start"]), int(row["end"])) for row in tables["sentences"]}
    for name in ("mentions", *(table.name for table in ITEM_TABLES)):
        for row in tables[name]:
            start, end = sentences.get((row["doc_id"], row["sentence"]), (1, 0))
            place = row.get("cue_start") or row.get("start")
            if start > end or (place and not start <= int(place) < end):
                yield f"{name} {row['doc_id']}: what stands at {place} is not in sentence {row['sentence']}"


def _broken_counts(tables: dict[str, list[Cells]], done: list[Cells]) -> Iterator[str]:
    for name in ("sentences", "actors", *(table.name for table in ITEM_TABLES)):
        counts = Counter(row["doc_id"] for row in tables[name])
        yield from (
            f"documents {row['doc_id']}: n_{name}" for row in done if int(row[f"n_{name}"]) != counts[row["doc_id"]]
        )
        if counts.keys() - {row["doc_id"] for row in done}:
            yield f"{name}: rows of articles that are not done"


def _broken_order(tables: dict[str, list[Cells]]) -> Iterator[str]:
    order = {row["doc_id"]: number for number, row in reversed(list(enumerate(tables["documents"])))}
    for table in ITEM_TABLES:
        places = [
            (order[row["doc_id"]], int(row["cue_start"] or 0), int(row["cue_end"] or 0), row[table.key])
            for row in tables[table.name]
        ]
        if places != sorted(places):
            yield f"{table.name}: rows are not in order"
