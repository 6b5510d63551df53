"""Runs: the folder they write, what fails in them, and what they must never do."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_pipeline import CRASH, fake_pipeline
from stanceflow.corpus import Article
from stanceflow.csv_files import csv_line
from stanceflow.file_names import text_file
from stanceflow.run import RunError, RunSummary, extract_corpus, extract_shard
from stanceflow.run.shards import SHARD_ARTICLES, SHARD_CHARACTERS, shards
from stanceflow.tables import TABLES, DocumentRow
from table_rules import broken_rules
from table_rules import read_table as table

ROOT = Path(__file__).parent.parent
ADA = "Ada said that the talks would go on. Rain will fall."
BO = "Bo wants a long pause. Cy opposes the plan."
HOSTILE = (
    "../../x",
    "/etc/passwd",
    "a/../../b",
    "..",
    ".",
    "",
    "/",
    "a//b",
    "a\0b",
    "C:\\x",
    "con\u202e",
    "x" * 5_000,
    "é" * 200,
    "a/" * 900,
)


@pytest.fixture(scope="module")
def nlp():
    return fake_pipeline()


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "ada.txt").write_text(f"---\ntitle: On Ada\npublished: 2031-05-04\n---\n{ADA}", encoding="utf-8")
    (folder / "sub" / "bo.md").write_bytes(BO.replace(". ", ".\r\n").encode())
    return folder


def statuses(out: Path) -> dict[str, str]:
    return {row["doc_id"]: row["status"] for row in table(out, "documents")}


def contents(out: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(out)): file.read_bytes()
        for file in out.rglob("*")
        if file.is_file() and file.name != "run.json" and ".stanceflow" not in file.relative_to(out).parts
    }


def test_a_run_writes_tables_texts_and_its_account(corpus, tmp_path, nlp):
    out = tmp_path / "a" / "out"
    summary = extract_corpus([corpus], out, nlp=nlp)
    assert {file.name for file in out.iterdir()} == {
        *(f"{name}.csv" for name in TABLES),
        "texts",
        "run.json",
        ".stanceflow",
    }
    assert (summary.articles, summary.rows["stances"], summary.complete) == ({"ok": 2}, 1, True)
    first, second = table(out, "documents")
    assert (first["doc_id"], first["title"], first["published"], first["n_claims"]) == (
        "ada",
        "On Ada",
        "2031-05-04",
        "1",
    )
    assert (second["doc_id"], second["notes"]) == ("sub/bo", "line ends turned to line feeds")
    assert first["sha256"] == hashlib.sha256(ADA.encode()).hexdigest()


def test_the_tables_of_a_run_keep_the_rules(corpus, tmp_path, nlp):
    (corpus / "pieces.txt").write_text(
        'A 😀 storm will hit Zürich.\n\nAda said "yes", then no. Ada said more.', encoding="utf-8"
    )
    extract_corpus([corpus], tmp_path / "out", nlp=nlp)
    assert broken_rules(tmp_path / "out") == []
    assert len(table(tmp_path / "out", "claims")) == 3


@pytest.mark.parametrize(
    ("name", "column", "value", "rule"),
    [
        ("claims", "content_start", "14", "content is not what stands at its offsets"),
        ("claims", "content", "the talks", "content is not what stands at its offsets"),
        ("claims", "source_actor", "Nobody", "'Nobody' is no actor of the article"),
        ("claims", "form", "song", "form 'song' is no value of it"),
        ("claims", "chain", "Ada", "does not begin with the author"),
        ("claims", "sentence", "7", "is not in sentence 7"),
        ("predictions", "p_low", "0.98", "p_low, p_mid, p_high do not rise"),
        ("predictions", "hedged", "False", "hedged 'False' is no flag"),
        ("documents", "n_claims", "5", "n_claims"),
        ("sentences", "text", "Ada", "text[start:end] is not the text"),
    ],
)
def test_a_broken_rule_is_found(corpus, tmp_path, nlp, name, column, value, rule):
    extract_corpus([corpus], tmp_path / "out", nlp=nlp)
    first, *others = table(tmp_path / "out", name)
    lines = [csv_line(row) for row in (first, {**first, column: value}.values(), *(other.values() for other in others))]
    (tmp_path / "out" / f"{name}.csv").write_text("".join(lines), encoding="utf-8")
    assert any(rule in broken for broken in broken_rules(tmp_path / "out"))


def test_run_json_names_versions_configuration_and_inputs(corpus, tmp_path, nlp):
    extract_corpus([corpus], tmp_path / "out", nlp=nlp, settings={"scale": "cap"}, published="2030-01-01")
    account = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert account["status"] == "finished"
    assert account["pipeline"] == "en_fake 0.0.1"
    assert account["configuration"] == {"inputs": [str(corpus)], "model": None, "date": "2030-01-01", "scale": "cap"}
    hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in (corpus / "ada.txt", corpus / "sub" / "bo.md")]
    assert [entry["sha256"] for entry in account["inputs"]] == hashes
    assert account["articles"] == {"ok": 2}
    assert {
        "program",
        "schema_version",
        "lexicon_sha256",
        "python",
        "spacy",
        "started",
        "finished",
        "seconds",
        "rows",
    } <= set(account)


def test_files_of_a_run_can_be_read_by_whoever_may_read_new_files(corpus, tmp_path, nlp):
    extract_corpus([corpus], tmp_path / "out", nlp=nlp)
    (tmp_path / "new").write_text("")
    modes = {file.stat().st_mode for file in (tmp_path / "out").rglob("*") if file.is_file()}
    assert modes == {(tmp_path / "new").stat().st_mode}
    assert not list((tmp_path / "out").rglob("*.part"))


def test_a_date_for_the_run_serves_articles_without_one(corpus, tmp_path, nlp):
    extract_corpus([corpus], tmp_path / "out", nlp=nlp, published="2030-01-01")
    assert [row["published"] for row in table(tmp_path / "out", "documents")] == ["2031-05-04", "2030-01-01"]
    assert table(tmp_path / "out", "documents")[1]["notes"].endswith("publication date given for the run")
    assert table(tmp_path / "out", "predictions")[0]["horizon_start_date"] == "2031-05-04"


def test_two_runs_give_the_same_bytes_and_the_second_takes_the_first_ones_place(corpus, tmp_path, nlp):
    extract_corpus([corpus], tmp_path / "out", nlp=nlp)
    before = contents(tmp_path / "out")
    extract_corpus([corpus], tmp_path / "out", nlp=nlp)
    assert contents(tmp_path / "out") == before
    (corpus / "ada.txt").unlink()
    extract_corpus([corpus], tmp_path / "out", nlp=nlp)
    assert statuses(tmp_path / "out") == {"sub/bo": "ok"}
    assert not (tmp_path / "out" / "texts" / "ada.txt").exists()


def test_what_cannot_be_done_is_a_row_and_the_rest_goes_on(corpus, tmp_path, nlp):
    (corpus / "bad.txt").write_bytes(b"caf\x81")
    (corpus / "crash.txt").write_text(f"{ADA} {CRASH}")
    (corpus / "empty.txt").write_text("")
    (corpus / "same.txt").write_text(BO)
    (corpus / "same.md").write_text(BO)
    (corpus / "russian.txt").write_text("Министр сказал, что переговоры продолжатся.", encoding="utf-8")
    seen = []
    summary = extract_corpus(
        [corpus, tmp_path / "nowhere"], tmp_path / "out", nlp=nlp, report=lambda document, _kept: seen.append(document)
    )
    rows = table(tmp_path / "out", "documents")
    assert [(row["doc_id"].rpartition("/")[2], row["status"]) for row in rows] == [
        ("ada", "ok"),
        ("bad", "failed"),
        ("crash", "failed"),
        ("empty", "empty"),
        ("russian", "skipped"),
        ("same", "ok"),
        ("same", "failed"),
        ("bo", "ok"),
        ("nowhere", "failed"),
    ]
    assert all(bool(row["error"]) == (row["status"] != "ok") for row in rows)
    crash = rows[2]["error"]
    assert crash == "RuntimeError: a failure made by the test; leave the article out, and please report it"
    assert summary.articles == {"ok": 3, "failed": 4, "empty": 1, "skipped": 1}
    assert not summary.complete
    assert [document.doc_id for document in seen] == [row["doc_id"] for row in rows]
    assert sorted(file.name for file in (tmp_path / "out" / "texts").rglob("*.txt")) == [
        "ada.txt",
        "bo.txt",
        "same.txt",
    ]


def test_an_article_beyond_the_pipelines_length_fails(tmp_path):
    nlp = fake_pipeline()
    nlp.max_length = 40
    (result,) = extract_shard(nlp, [Article("a", "a.txt", ADA)])
    assert result.document.status == "failed"
    assert result.document.error == f"{len(ADA)} characters are more than the 40 that can be read; split the article"


@pytest.mark.parametrize("reason", ["a file", "below a file"])
def test_an_output_folder_that_cannot_be_written_is_refused(corpus, tmp_path, nlp, reason):
    (tmp_path / "file").write_text("mine")
    out = tmp_path / "file" if reason == "a file" else tmp_path / "file" / "out"
    with pytest.raises(RunError, match=r"cannot be written \(.+\); choose another folder with --out"):
        extract_corpus([corpus], out, nlp=nlp)
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("name", ["texts", "claims.csv"])
def test_files_that_are_not_a_runs_are_not_overwritten(corpus, tmp_path, nlp, name):
    (tmp_path / "out" / name).mkdir(parents=True)
    with pytest.raises(RunError, match=f"{name}: is not from a run and would be overwritten"):
        extract_corpus([corpus], tmp_path / "out", nlp=nlp)
    assert [file.name for file in (tmp_path / "out").iterdir()] == [name]


def test_nothing_to_read_is_refused_and_leaves_nothing_behind(tmp_path, nlp):
    (tmp_path / "bare").mkdir()
    with pytest.raises(RunError) as refused:
        extract_corpus([tmp_path / "bare", tmp_path / "nowhere"], tmp_path / "out", nlp=nlp)
    assert len(str(refused.value).splitlines()) == 2
    assert not (tmp_path / "out").exists()


def test_an_unknown_model_is_refused(corpus, tmp_path):
    with pytest.raises(RunError, match="no model 'nonesuch'"):
        extract_corpus([corpus], tmp_path / "out", "nonesuch")
    assert not (tmp_path / "out").exists()


def test_a_run_that_breaks_leaves_the_earlier_one_as_it_was(corpus, tmp_path, nlp):
    extract_corpus([corpus], tmp_path / "out", nlp=nlp)
    before = contents(tmp_path / "out")
    account = (tmp_path / "out" / "run.json").read_bytes()
    (corpus / "new.txt").write_text(BO)

    def interrupt(_document, _kept):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_corpus([corpus], tmp_path / "out", nlp=nlp, report=interrupt)
    assert contents(tmp_path / "out") == before
    assert (tmp_path / "out" / "run.json").read_bytes() == account


def test_a_run_into_the_folder_it_reads_does_not_read_its_own_texts(corpus, nlp):
    for _ in range(2):
        extract_corpus([corpus], corpus, nlp=nlp)
        assert statuses(corpus) == {"ada": "ok", "sub/bo": "ok"}


# Shards


def articles(number: int, size: int = 4) -> list[Article]:
    return [Article(f"n/{n}", f"{n}.txt", f"{n:x>{size}}") for n in range(number)]


def test_shards_keep_order_and_are_cut_by_number_and_by_size():
    short = articles(2_000)
    assert [article for shard in shards(short) for article in shard.articles] == short
    assert max(len(shard.articles) for shard in shards(short)) == SHARD_ARTICLES
    assert {len(shard.articles) for shard in shards(articles(5, SHARD_CHARACTERS))} == {1}


def test_shards_are_read_one_at_a_time():
    taken = []
    next(shards(taken.append(article) or article for article in articles(500)))
    assert len(taken) <= SHARD_ARTICLES


def test_a_shard_is_named_by_its_articles_and_the_configuration():
    keys = [shard.key for shard in shards(articles(200), "a")]
    assert len(set(keys)) == len(keys)
    assert [shard.key for shard in shards(articles(200), "a")] == keys
    assert not {shard.key for shard in shards(articles(200), "b")} & set(keys)


def test_an_article_that_comes_goes_or_changes_leaves_other_shards_as_they_were():
    before = articles(400)
    keys = {shard.key for shard in shards(before)}
    changed = [*before[:100], Article("n/100", "100.txt", "new"), *before[101:]]
    for after in (before[1:], [Article("new", "new.txt", "text"), *before], changed):
        assert len({shard.key for shard in shards(after)} - keys) <= 4


# Files named after ids


@pytest.mark.parametrize(
    ("doc_id", "file"),
    [
        ("mekong", "mekong.txt"),
        ("asia/mekong river", "asia/mekong river.txt"),
        ("São Tomé", "São Tomé.txt"),
        ("a.v2", "a.v2.txt"),
        ("../x", "%2E%2E/x.txt"),
        ("/etc/passwd", "%/etc/passwd.txt"),
        ("50%", "50%25.txt"),
        ("a.txt/b", "a%2Etxt/b.txt"),
        ("a\x00b\n", "a%00b%0A.txt"),
        ("dir./a ", "dir%2E/a%20.txt"),
    ],
)
def test_files_of_texts_are_named_after_ids(doc_id, file):
    assert text_file(doc_id) == file


@given(st.text() | st.text(alphabet="./\\%~ a\0:"))
def test_no_id_leads_out_of_the_folder_or_to_a_name_that_no_file_can_have(doc_id):
    path = PurePosixPath(text_file(doc_id))
    assert not path.is_absolute()
    assert ".." not in path.parts and "." not in path.parts
    assert all(len(part.encode()) <= 255 and part.isprintable() for part in path.parts)


@given(st.lists(st.text(alphabet="./\\%~2E tx") | st.text(), unique=True, min_size=2))
def test_no_two_ids_share_a_file(doc_ids):
    assert len({text_file(doc_id) for doc_id in doc_ids}) == len(doc_ids)


def test_hostile_ids_stay_inside_the_folder_of_the_run(tmp_path, nlp):
    lines = [json.dumps({"id": doc_id, "text": ADA}) for doc_id in HOSTILE]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    summary: RunSummary = extract_corpus([tmp_path / "in.jsonl"], tmp_path / "deep" / "out", nlp=nlp)
    assert summary.articles == {"ok": len(HOSTILE)}
    assert {path.name for path in tmp_path.iterdir()} == {"in.jsonl", "deep"}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]
    texts = [file for file in (tmp_path / "deep" / "out" / "texts").rglob("*") if file.is_file()]
    assert [file.read_text() for file in texts] == [ADA] * len(HOSTILE)


# The whole program, on real articles


def test_the_tables_of_the_corpus_keep_the_rules_and_come_out_the_same_twice(tmp_path):
    articles = [ROOT / "corpus", ROOT / "tests" / "gold" / "articles"]
    documents: list[DocumentRow] = []
    extract_corpus(articles, tmp_path / "once", report=lambda document, _kept: documents.append(document))
    assert [(document.path, document.error) for document in documents if document.status != "ok"] == []
    assert broken_rules(tmp_path / "once") == []
    extract_corpus(articles, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "once")
