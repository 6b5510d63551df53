"""The tables of corpus/ are as approved, in two tiers: the rules alone on frozen parses, to the byte; the whole pipeline, nearly.

`make regenerate` freezes the parses anew and approves what comes out; read the difference in git before committing it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from freeze_parses import CORPUS, FROZEN
from stanceflow.regression.canonical import canonical_texts
from stanceflow.regression.frozen import FrozenError, annotate, freeze, parse_articles, thaw
from stanceflow.tables import TABLES

APPROVED = Path(__file__).with_suffix("")
# Another processor's last digits may tip a close decision of the parser; a sentence parsed otherwise changes all its rows.
SHARE_OF_ROWS = 0.97
SHARE_OF_COUNT = 0.03


@pytest.fixture(scope="module")
def from_frozen_parses() -> dict[str, str]:
    return canonical_texts(annotate(thaw(FROZEN)))


@pytest.fixture(scope="module")
def parsed_now(nlp):
    return parse_articles([CORPUS], nlp)


@pytest.mark.parametrize("table", TABLES)
def test_the_rules_give_the_approved_rows(table, from_frozen_parses, file_regression):
    file_regression.check(from_frozen_parses[table], basename=table, extension=".csv", encoding="utf-8", newline="")


def rows(text: str) -> Counter[tuple[str, ...]]:
    return Counter(map(tuple, csv.reader(io.StringIO(text, newline=""))))


@pytest.mark.parametrize("table", TABLES)
def test_the_whole_pipeline_gives_nearly_the_approved_rows(table, parsed_now, request):
    if request.config.getoption("regen_all") or request.config.getoption("force_regen"):
        return
    approved = rows((APPROVED / f"{table}.csv").read_bytes().decode())
    found = rows(canonical_texts(parsed_now)[table])
    same = (approved & found).total()
    assert abs(found.total() - approved.total()) <= SHARE_OF_COUNT * approved.total()
    # Every article's counts stand in its row of `documents`, so that one row found otherwise changes that whole row.
    if table != "documents":
        assert same >= SHARE_OF_ROWS * max(found.total(), approved.total())


def test_frozen_parses_are_those_of_the_corpus_and_carry_ids_and_dates():
    about = {doc.user_data["doc_id"]: doc for doc in thaw(FROZEN)}
    files = [file for file in CORPUS.rglob("*") if file.is_file() and file.stem != "README"]
    assert set(about) == {file.relative_to(CORPUS).with_suffix("").as_posix() for file in files}
    for file in files:
        doc = about[file.relative_to(CORPUS).with_suffix("").as_posix()]
        written = file.read_text(encoding="utf-8")
        assert f"published: {doc.user_data['published']}" in written
        assert written.endswith(doc.text)


def test_frozen_parses_are_stable_to_the_byte(tmp_path):
    freeze(thaw(FROZEN), tmp_path / "again.spacy")
    assert (tmp_path / "again.spacy").read_bytes() == FROZEN.read_bytes()


def test_rules_find_the_same_in_a_frozen_parse_as_in_a_fresh_one(nlp, tmp_path):
    article = tmp_path / "a.txt"
    article.write_text(
        "---\npublished: 2031-05-04\n---\nThe minister said that prices will rise within a year. Lima wants peace.\n"
    )
    fresh = parse_articles([article], nlp)
    freeze(fresh, tmp_path / "a.spacy")
    assert canonical_texts(annotate(thaw(tmp_path / "a.spacy"))) == canonical_texts(fresh)


@pytest.mark.parametrize("content", [None, b"", b"something else"])
def test_a_file_that_holds_no_frozen_parses_is_named(tmp_path, content):
    file = tmp_path / "x.spacy"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(FrozenError, match=r"x\.spacy: .*; make it"):
        thaw(file)


def test_articles_that_cannot_be_read_are_not_frozen_in_silence(nlp, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    with pytest.raises(FrozenError, match=r"bad\.txt"):
        parse_articles([tmp_path], nlp)
    (tmp_path / "none").mkdir()
    with pytest.raises(FrozenError, match="no articles"):
        parse_articles([tmp_path / "none"], nlp)
