"""Rows drawn at random from a run over corpus/, each read against its article by the guidelines (`gold/rows/sample.csv`).

The sample says how many rows of a table are right, and is gold like the rest of `gold/`: what was right must go on coming, what was wrong and
has been mended must stay away.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from stanceflow.regression.run_items import read_texts
from stanceflow.run import extract_corpus

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "gold"))
from draw_rows import ROLES, TABLES, VALUES, read_rows, read_sample  # noqa: E402  (found by the path set above)

SAMPLE = HERE / "gold" / "rows" / "sample.csv"
ROWS = 50
LEAST_RIGHT = 0.8
"""The share of a table's sample that is right."""
LEAST_KEPT = 0.85
"""The share of the right rows of a table that the program still gives."""
MOST_WRONG_KEPT = 0.95
"""The share of the wrong rows of all tables that the program may still give: some have been mended since the draw."""


@pytest.fixture(scope="module")
def run(nlp, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("rows") / "out"
    extract_corpus([HERE.parent / "corpus"], out, nlp=nlp)
    return out


@pytest.fixture(scope="module")
def sample() -> list[dict[str, str]]:
    return read_sample(SAMPLE)


def test_every_table_has_its_rows_and_every_row_a_verdict(sample):
    assert Counter(row["table"] for row in sample) == dict.fromkeys(TABLES, ROWS)
    assert {row["verdict"] for row in sample} == {"right", "wrong"}
    assert [row for row in sample if row["verdict"] == "wrong" and not row["reason"]] == []


def test_every_span_is_the_articles_text(sample, run):
    texts = read_texts(run)
    for row in sample:
        for role in ROLES:
            pieces = [tuple(map(int, piece.split("-"))) for piece in row[f"{role}_spans"].split()]
            assert row[role] == " ... ".join(texts[row["doc_id"]][start:end] for start, end in pieces)


@pytest.mark.parametrize("table", TABLES)
def test_most_rows_are_right(sample, table):
    verdicts = Counter(row["verdict"] for row in sample if row["table"] == table)
    assert verdicts["right"] / verdicts.total() >= LEAST_RIGHT


@pytest.mark.parametrize("table", TABLES)
def test_right_rows_go_on_coming(sample, run, table):
    given = {_what(row) for row in read_rows(run, table)}
    kept = [_what(row) in given for row in sample if row["table"] == table and row["verdict"] == "right"]
    assert sum(kept) >= LEAST_KEPT * len(kept)


def test_mended_rows_stay_away(sample, run):
    given = {_all(row) for table in TABLES for row in read_rows(run, table)}
    kept = [_all(row) in given for row in sample if row["verdict"] == "wrong"]
    assert sum(kept) <= MOST_WRONG_KEPT * len(kept)


def _what(row: dict[str, str]) -> tuple[str, ...]:
    """What a row says: who, what and how; the cue's words and the names of actors may change without it."""
    main = "target" if row["table"] == "stances" else "content"
    who = "source" if row["table"] == "predictions" else "holder"
    return (row["doc_id"], row[f"{who}_spans"], row[f"{main}_spans"], *(row[value] for value in VALUES))


def _all(row: dict[str, str]) -> tuple[str, ...]:
    """Everything that a verdict weighs: what is wrong may be an actor, a condition or a horizon."""
    actors = (row["holder_actor"], row["source_actor"])
    return (row["table"], *_what(row), *actors, row["source_spans"], row["condition_spans"], row["horizon_spans"])
