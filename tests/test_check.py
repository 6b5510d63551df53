"""`stanceflow check` says of every edit of tables, lexicon, text or pipeline what it is, and of what is no difference that there is none."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import stanceflow
from fake_pipeline import fake_pipeline
from stanceflow.cli import run_command
from stanceflow.csv_files import csv_line
from stanceflow.regression.frozen import freeze, parse_articles
from stanceflow.run import RunOptions, extract_corpus
from stanceflow.tables import TABLES

ROOT = Path(__file__).parent.parent
ARTICLES = ("middle-east/pipeline-talks.txt", "europe/seabed-editorial.txt", "africa/horn/somalia-mission.txt")
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name in ARTICLES:
        shutil.copy(ROOT / "corpus" / name, folder)
    return folder


@pytest.fixture(scope="module")
def approved(articles, nlp, tmp_path_factory) -> tuple[Path, Path]:
    """A run and the baseline that it was approved as."""
    folder = tmp_path_factory.mktemp("approved")
    extract_corpus([articles], folder / "run", nlp=nlp)
    assert run_command(["snapshot", str(folder / "run"), "--to", str(folder / "baseline"), "--quiet"]) == 0
    return folder / "run", folder / "baseline"


@pytest.fixture
def run(approved, tmp_path) -> Path:
    """A copy of the approved run, to be edited."""
    shutil.copytree(approved[0], tmp_path / "run")
    return tmp_path / "run"


@pytest.fixture
def check(approved, capsys) -> Callable[..., tuple[int, dict]]:
    """Check a run against the baseline; gives the exit code and the differences as JSON."""

    def check_run(run: Path, *options: str) -> tuple[int, dict]:
        capsys.readouterr()
        code = run_command(["check", str(run), "--against", str(approved[1]), "--format", "json", *options])
        return code, json.loads(capsys.readouterr().out)

    return check_run


def read(run: Path, table: str) -> Rows:
    with (run / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(run: Path, table: str, rows: Rows) -> None:
    lines = [csv_line(rows[0]), *(csv_line(row.values()) for row in rows)]
    (run / f"{table}.csv").write_text("".join(lines), encoding="utf-8", newline="")


def summary(found: dict) -> dict[str, tuple[str, ...]]:
    """Name what differs, by table: kinds of difference with the columns that changed."""
    return {
        name: tuple(
            difference["kind"] + "".join(f":{column}" for column in difference["changes"])
            for difference in table["differences"]
            if not difference["follows"]
        )
        + tuple(f"gone:{column}" for column in table["columns_gone"])
        + tuple(f"added:{column}" for column in table["columns_added"])
        for name, table in found["tables"].items()
        if len(table["differences"]) > table["following"] or table["columns_gone"] or table["columns_added"]
    }


# Edits of tables


def first(rows: Rows, column: str, value: str | None = None) -> dict[str, str]:
    """Give the first row with a value, or with any, in a column."""
    return next(row for row in rows if (row[column] == value if value is not None else row[column]))


def delete(rows: Rows) -> Rows:
    return rows[:2] + rows[3:]


def double(rows: Rows) -> Rows:
    return [*rows, {**rows[0]}]


def put(column: str, value: str | Callable[[str], str], where: str = "") -> Callable[[Rows], Rows]:
    """Put a value into a column of the first row that has something there, or in the column `where`."""

    def edit(rows: Rows) -> Rows:
        row = first(rows, where or column)
        row[column] = value(row[column]) if callable(value) else value
        return rows

    return edit


def plus_one(cell: str) -> str:
    return str(int(cell) + 1)


def shift(role: str) -> Callable[[Rows], Rows]:
    """Let the first uninterrupted span of a role begin one character later."""

    def edit(rows: Rows) -> Rows:
        row = next(row for row in rows if row[role] and not row[f"{role}_spans"])
        row[role], row[f"{role}_start"] = row[role][1:], plus_one(row[f"{role}_start"])
        return rows

    return edit


def flip(column: str, one: str, other: str) -> Callable[[Rows], Rows]:
    return put(column, lambda cell: other if cell == one else one)


def rename(old: str, new: str) -> Callable[[Rows], Rows]:
    return lambda rows: [{new if name == old else name: cell for name, cell in row.items()} for row in rows]


def drop(column: str) -> Callable[[Rows], Rows]:
    return lambda rows: [{name: cell for name, cell in row.items() if name != column} for row in rows]


def empty_role(role: str) -> Callable[[Rows], Rows]:
    def edit(rows: Rows) -> Rows:
        first(rows, role).update({role: "", f"{role}_start": "", f"{role}_end": "", f"{role}_spans": ""})
        return rows

    return edit


EDITS = {
    "a row deleted": ("claims", delete, ("lost",)),
    "a row doubled": ("interests", double, ("new",)),
    "a polarity flipped": ("stances", flip("polarity", "favor", "against"), ("changed:polarity",)),
    "a valence flipped": ("interests", flip("valence", "seek", "avoid"), ("changed:valence",)),
    "a denial": ("claims", flip("denied", "true", "false"), ("changed:denied",)),
    "a negation": ("predictions", flip("negated", "true", "false"), ("changed:negated",)),
    "another likelihood": ("predictions", put("likelihood", "even"), ("changed:likelihood",)),
    "another probability": ("predictions", put("p_mid", "0.123"), ("changed:p_mid",)),
    "another form": ("claims", put("form", "belief"), ("changed:form",)),
    "another kind": ("interests", put("kind", "need"), ("changed:kind",)),
    "a content begins one character later": ("claims", shift("content"), ("changed:content",)),
    "a target begins one character later": ("stances", shift("target"), ("changed:target",)),
    "a cue begins one character later": ("predictions", shift("cue"), ("changed:cue",)),
    "an offset without its words": ("claims", put("content_end", plus_one), ("changed:content",)),
    "a horizon is gone": ("predictions", empty_role("horizon"), ("changed:horizon",)),
    "a condition is gone": ("predictions", empty_role("condition"), ("changed:condition",)),
    "a date": ("predictions", put("resolve_by", "2099-01-01"), ("changed:resolve_by",)),
    "another rule": ("interests", put("rule", "no-such-rule"), ("changed:rule",)),
    "a confidence": ("claims", put("confidence", "0.001"), ("changed:confidence",)),
    "a chain": ("claims", put("chain", "author > nobody"), ("changed:chain",)),
    "a source that nobody knows": ("claims", put("source_actor", ""), ("changed:source_actor",)),
    "another holder": ("interests", put("holder_actor", "somebody else"), ("changed:holder_actor",)),
    "a row in another sentence": ("stances", put("sentence", plus_one), ("changed:sentence",)),
    "a key": ("predictions", put("prediction_id", "p-other"), ("changed:prediction_id",)),
    "an actor's kind": ("actors", put("kind", "nothing"), ("changed:kind",)),
    "an actor's name": ("actors", put("actor", "somebody else"), ("changed:actor",)),
    "a mention deleted": ("mentions", delete, ("lost",)),
    "a mention of another": ("mentions", put("actor", "somebody else"), ("changed:actor",)),
    "a mention's form": ("mentions", put("form", "nothing"), ("changed:form",)),
    "a sentence's words": ("sentences", put("text", lambda text: text + "!"), ("changed:text",)),
    "a sentence's number": ("sentences", put("sentence", "999"), ("changed:sentence",)),
    "an article left out": ("documents", delete, ("lost",)),
    "a count": ("actors", put("n_claims", "99"), ("changed:n_claims",)),
    "an article's status": ("documents", put("status", "failed"), ("changed:status",)),
    "a column's name": ("stances", rename("polarity", "attitude"), ("gone:polarity", "added:attitude")),
    "a column gone": ("predictions", drop("hedged"), ("gone:hedged",)),
    "the column of keys gone": ("claims", drop("claim_id"), ("gone:claim_id",)),
    "a column added": ("claims", lambda rows: [{**row, "mood": "1"} for row in rows], ("added:mood",)),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_of_a_table_is_reported_as_what_it_is(edit, run, check):
    table, change, expected = EDITS[edit]
    write(run, table, change(read(run, table)))
    code, found = check(run)
    assert summary(found) == {table: expected}
    assert (code, found["same"], found["origins"]) == (1, False, [])


def test_a_difference_says_from_what_to_what_by_which_rule_in_which_sentence(run, check):
    rows = read(run, "stances")
    row = first(rows, "polarity", "against")
    row["polarity"] = "favor"
    write(run, "stances", rows)
    _, found = check(run)
    (difference,) = found["tables"]["stances"]["differences"]
    assert difference["changes"] == {"polarity": {"from": "against", "to": "favor"}}
    assert row["target"] in difference["row"]["target"]
    assert row["cue"].split(" ... ")[0] in difference["sentence"]
    assert found["rules"] == {row["rule"]: {"changed": 1}}


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("pipeline", "en_other 9.9", "pipeline"),
        ("lexicon_sha256", "0" * 64, "lexicon_sha256"),
        ("program", {"name": "stanceflow", "version": "99.0"}, "program"),
        ("schema_version", "99", "schema_version"),
        ("configuration", {"scale": "icd203", "model": None, "date": ""}, "--scale"),
    ],
)
def test_what_made_the_tables_is_named_and_differs_alone_only_if_asked(key, value, what, run, check):
    account = json.loads((run / "run.json").read_text(encoding="utf-8"))
    (run / "run.json").write_text(json.dumps({**account, key: value}), encoding="utf-8")
    code, found = check(run)
    assert code == 0
    assert found["same"]
    assert [origin["what"] for origin in found["origins"]] == [what]
    assert check(run, "--fail-on", "lost,origin")[0] == 1


# What is no difference


def test_the_run_itself_is_no_difference(run, check):
    code, found = check(run)
    assert (code, found["same"], found["kept_share"]) == (0, True, 1.0)
    assert found["tables"]["claims"]["kept"] == len(read(run, "claims"))


@pytest.mark.parametrize("table", TABLES)
def test_another_order_of_rows_is_no_difference(table, run, check):
    write(run, table, read(run, table)[::-1])
    assert check(run)[1]["same"]


def test_another_order_of_columns_is_no_difference(run, check):
    for table in TABLES:
        write(run, table, [dict(reversed(row.items())) for row in read(run, table)])
    assert check(run)[1]["same"]


def test_other_quoting_of_cells_is_no_difference(run, check):
    for table in TABLES:
        rows = read(run, table)
        with (run / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    assert check(run)[1]["same"]


def test_articles_in_another_order_and_place_are_no_difference(articles, nlp, tmp_path, check):
    shutil.copytree(articles, tmp_path / "elsewhere")
    files = sorted((tmp_path / "elsewhere").iterdir(), reverse=True)
    extract_corpus(files, tmp_path / "out", nlp=nlp)
    assert check(tmp_path / "out")[1]["same"]


def test_another_number_of_workers_is_no_difference(articles, tmp_path, check):
    extract_corpus([articles], tmp_path / "out", options=RunOptions(workers=2))
    code, found = check(tmp_path / "out")
    assert (code, found["same"], found["origins"]) == (0, True, [])


def test_the_same_results_are_approved_as_the_same_bytes(run, approved, tmp_path):
    for table in TABLES:
        write(run, table, read(run, table)[::-1])
    run_command(["snapshot", str(run), "--to", str(tmp_path / "again"), "--quiet"])
    files = [file.name for file in approved[1].iterdir()]
    assert sorted(files) == sorted([*(f"{name}.csv" for name in TABLES), "snapshot.json"])
    assert all((tmp_path / "again" / name).read_bytes() == (approved[1] / name).read_bytes() for name in files)


# Edits of texts, of the lexicon, of the pipeline


PLAIN = """Ada said that the talks would go on. Rain will fall on the plain.

Bo wants a long pause before the vote. Cy opposes the plan that Ada has made. Dora said nothing of the kind. Snow will fall in May."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Callable[[str], Path]:
    """Extract a text with a pipeline whose parts of a text have no influence on each other."""
    nlp = fake_pipeline()

    def extract(text: str) -> Path:
        folder = tmp_path_factory.mktemp("plain")
        (folder / "plain.txt").write_text(text, encoding="utf-8")
        extract_corpus([folder / "plain.txt"], folder / "out", nlp=nlp)
        return folder / "out"

    return extract


EDITS_OF_TEXT = {
    "a sentence put before all others": (("Ada said that", "It rained. Ada said that"), {"sentences": ("new",)}),
    "a sentence put between two": (("Dora", "It rained. Dora"), {"sentences": ("new",)}),
    "a sentence taken out": (
        ("Cy opposes the plan that Ada has made. ", ""),
        {"sentences": ("lost",), "stances": ("lost",), "actors": ("lost",), "mentions": ("lost",)},
    ),
    "another word in a content": (
        ("a long pause", "a short pause"),
        {"sentences": ("changed:text",), "interests": ("changed:content",)},
    ),
    "a word more in a content": (
        ("a long pause", "a very long pause"),
        {"sentences": ("changed:text",), "interests": ("changed:content",)},
    ),
    "a word fewer in a target": (
        ("that Ada has made", "Ada has made"),
        {"sentences": ("changed:text",), "stances": ("changed:target",)},
    ),
    "another subject": (
        ("Snow will", "Hail will"),
        {
            "sentences": ("changed:text",),
            "actors": ("changed:actor",),
            "mentions": ("changed:actor:text",),
            "predictions": ("changed:content:subject_actor",),
        },
    ),
    "another verb": (
        ("Bo wants", "Bo opposes"),
        {"sentences": ("changed:text",), "interests": ("lost",), "stances": ("new",)},
    ),
    "a paragraph parted": (("Dora said", "\n\nDora said"), {}),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS_OF_TEXT)
def test_an_edit_of_a_text_is_reported_as_what_it_is(edit, plain, tmp_path, capsys):
    (old, new), expected = EDITS_OF_TEXT[edit]
    assert PLAIN.count(old) == 1
    run_command(["snapshot", str(plain(PLAIN)), "--to", str(tmp_path / "baseline"), "--quiet"])
    code = run_command(
        ["check", str(plain(PLAIN.replace(old, new))), "--against", str(tmp_path / "baseline"), "--format", "json"]
    )
    found = json.loads(capsys.readouterr().out)
    differences = summary(found)
    (document,) = differences.pop("documents")
    assert document.startswith("changed:sha256")
    assert differences == expected
    assert (code, found["edited_texts"]) == (1, ["plain"])


def test_another_pipeline_is_named_with_what_it_changed(articles, tmp_path, check):
    extract_corpus([articles], tmp_path / "out", nlp=fake_pipeline())
    code, found = check(tmp_path / "out")
    assert code == 1
    assert {o["what"]: o["to"] for o in found["origins"]}["pipeline"] == "en_fake 0.0.1"
    assert {o["what"] for o in found["origins"]} <= {"pipeline", "pipeline_sha256"}
    assert found["tables"]["claims"]["lost"] > 0
    assert found["edited_texts"] == []


RULES_ALONE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import stanceflow
assert stanceflow.__file__.startswith(sys.argv[1])
from stanceflow.regression.frozen import annotate, thaw, write_run
write_run(annotate(thaw(Path(sys.argv[2]))), Path(sys.argv[3]))
"""


def rules_alone(package: Path, parses: Path, out: Path) -> Path:
    """Run the rules of a copy of the package on frozen parses."""
    subprocess.run(
        [sys.executable, "-c", RULES_ALONE, str(package), str(parses), str(out)],
        check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return out


@pytest.fixture(scope="module")
def parses(articles, nlp, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("parses") / "articles.spacy"
    freeze(parse_articles([articles], nlp), file)
    return file


@pytest.fixture(scope="module")
def from_parses(parses, tmp_path_factory) -> Path:
    """What the shipped rules give on the frozen parses, approved."""
    folder = tmp_path_factory.mktemp("rules")
    rules_alone(ROOT / "src", parses, folder / "run")
    assert run_command(["snapshot", str(folder / "run"), "--to", str(folder / "baseline"), "--quiet"]) == 0
    return folder


@pytest.fixture
def package(tmp_path) -> Path:
    """A copy of the package without weights, whose lexicon may be edited."""
    source = Path(stanceflow.__file__).parent
    weights = shutil.ignore_patterns("__pycache__", "small", "base", "*.onnx")
    shutil.copytree(source, tmp_path / "package" / "stanceflow", ignore=weights)
    return tmp_path / "package"


def without_frame(text: str, frame: str) -> str:
    head, *frames = re.split(r"(?m)^(?=\[\[frame\]\])", text)
    kept = [entry for entry in frames if not re.search(rf'(?m)^id\s*=\s*"{re.escape(frame)}"', entry)]
    assert len(kept) == len(frames) - 1
    return head + "".join(kept)


@pytest.mark.parametrize(
    ("table", "lexicon"),
    [("claims", "attribution"), ("interests", "interests"), ("stances", "stances"), ("predictions", "predictions")],
)
def test_a_frame_taken_out_of_a_lexicon_loses_its_rows(table, lexicon, package, parses, from_parses, tmp_path, capsys):
    file = package / "stanceflow" / "lexicon" / f"{lexicon}.toml"
    text = file.read_text(encoding="utf-8")
    rules = [
        row["rule"] for row in read(from_parses / "run", table) if re.search(rf'(?m)^id\s*= "{row["rule"]}"', text)
    ]
    frame = max(sorted(set(rules)), key=rules.count)
    file.write_text(without_frame(text, frame), encoding="utf-8")
    out = rules_alone(package, parses, tmp_path / "out")
    code = run_command(["check", str(out), "--against", str(from_parses / "baseline"), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [origin["what"] for origin in found["origins"]] == ["lexicon_sha256"]
    # Another frame may find some of the rows in its place: they are changed, not lost.
    counts = found["rules"][frame]
    assert counts.get("lost", 0) + counts.get("changed", 0) >= rules.count(frame)
    assert "new" not in counts


def test_a_band_moved_in_a_lexicon_changes_the_probabilities(package, parses, from_parses, tmp_path, capsys):
    file = package / "stanceflow" / "lexicon" / "likelihood_scales.csv"
    text = file.read_text(encoding="utf-8")
    row = re.search(r"(?m)^(cap,almost_certain,[\d.]+,)[\d.]+,", text)
    file.write_text(text.replace(row[0], f"{row[1]}0.96,"), encoding="utf-8")
    out = rules_alone(package, parses, tmp_path / "out")
    run_command(["check", str(out), "--against", str(from_parses / "baseline"), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert set(summary(found)) == {"predictions"}
    assert set(summary(found)["predictions"]) == {"changed:p_mid"}


# Options and errors


def test_kinds_of_difference_that_fail_can_be_chosen(run, check):
    rows = flip("polarity", "favor", "against")(read(run, "stances"))
    write(run, "stances", rows)
    write(run, "claims", delete(read(run, "claims")))
    codes = {
        conditions: check(run, "--fail-on", conditions)[0]
        for conditions in (
            "lost", "new", "changed", "changed:polarity", "changed:valence", "stances.lost", "claims.lost", "columns", "new,claims.lost",
        )
    }  # fmt: skip
    assert [conditions for conditions, code in codes.items() if code == 1] == [
        "lost", "changed", "changed:polarity", "claims.lost", "new,claims.lost",
    ]  # fmt: skip


def test_some_changes_may_be_allowed(run, check):
    write(run, "claims", delete(delete(read(run, "claims"))))
    assert [check(run, "--max-changes", number)[0] for number in ("0", "1", "2")] == [1, 1, 0]


@pytest.mark.parametrize("output", ["text", "markdown", "html"])
def test_people_read_what_differs(output, run, approved, capsys):
    rows = read(run, "stances")
    row = first(rows, "polarity", "against")
    row.update(polarity="favor", holder_actor='<script>alert("x")</script>\x1b[31m')
    write(run, "stances", rows)
    write(run, "claims", delete(read(run, "claims")))
    assert run_command(["check", str(run), "--against", str(approved[1]), "--format", output]) == 1
    out = capsys.readouterr().out
    assert "lost" in out and "changed" in out and "against" in out
    if output == "html":
        assert "<script" not in out
        assert "<del>&quot;against&quot;</del> <ins>&quot;favor&quot;</ins>" in out
    else:
        assert "\x1b" not in out
        assert 'polarity: "against" -' in out


def test_no_more_differences_are_written_out_than_asked_for(run, approved, capsys):
    write(run, "mentions", read(run, "mentions")[:10])
    run_command(["check", str(run), "--against", str(approved[1]), "--show", "3"])
    out = capsys.readouterr().out
    assert out.count("\n  lost  ") == 3
    assert re.search(r"\.\.\. and [\d,]+ more", out)


def test_an_approval_takes_the_earlier_ones_place(run, approved, tmp_path, capsys):
    shutil.copytree(approved[1], tmp_path / "baseline")
    write(run, "claims", delete(read(run, "claims")))
    arguments = ["check", str(run), "--against", str(tmp_path / "baseline"), "--quiet"]
    assert run_command(arguments) == 1
    assert run_command(["snapshot", str(run), "--to", str(tmp_path / "baseline")]) == 0
    assert "claims" in capsys.readouterr().err
    assert run_command(arguments) == 0


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda run: (run / "claims.csv").unlink(), "claims.csv: is missing"),
        (lambda run: (run / "claims.csv").write_bytes(b"doc_id\n\xe9"), "claims.csv: is not UTF-8"),
        (lambda run: (run / "claims.csv").write_text(""), "claims.csv: has no header"),
        (lambda run: (run / "claims.csv").write_text("a,b\n1,2\n"), "has no column doc_id"),
        (lambda run: (run / "claims.csv").write_text("doc_id,a\n1,2,3\n"), "has 3 cells and the header 2"),
        (lambda run: (run / "run.json").write_text("{"), "run.json: is not a JSON object"),
        (lambda run: (run / "run.json").write_text('{"status": "unfinished"}'), "was not finished"),
        (lambda run: (run / "run.json").unlink(), "holds no run and no snapshot"),
        (shutil.rmtree, "no such folder"),
    ],
)
def test_a_run_that_cannot_be_read_is_one_line_and_exit_code_2(damage, message, run, approved, capsys):
    damage(run)
    assert run_command(["check", str(run), "--against", str(approved[1])]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1
    assert "; " in err


@pytest.mark.parametrize(
    "conditions", ["", "gone", "songs.lost", "changed:song", "lost:polarity", "claims.changed:polarity"]
)
def test_a_kind_of_difference_that_is_none_is_wrong_use(conditions, run, approved, capsys):
    assert run_command(["check", str(run), "--against", str(approved[1]), "--fail-on", conditions]) == 2
    assert capsys.readouterr().err.startswith("stanceflow: --fail-on ")


def test_a_baseline_is_not_written_over_other_files(run, tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "claims.csv").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for place, message in (
        (tmp_path / "mine", "is not from a snapshot"),
        (tmp_path / "file", "is a file"),
        (run, "is the run itself"),
    ):
        assert run_command(["snapshot", str(run), "--to", str(place)]) == 2
        assert message in capsys.readouterr().err
    assert (tmp_path / "mine" / "claims.csv").read_text() == "mine"
