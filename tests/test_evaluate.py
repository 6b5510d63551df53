"""`stanceflow evaluate`: scores counted by hand, gold in all its forms, faulty gold named, floors, history and plot."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fake_pipeline import fake_pipeline
from stanceflow.cli import run_command
from stanceflow.regression.bootstrap import Resampler
from stanceflow.regression.evaluation import evaluate
from stanceflow.run import extract_corpus
from stanceflow.scoring import Score

ADA = "Ada said that the talks would go on. Cy opposes the plan. Bo wants a long pause. Rain will fall."
DORA = "Dora said nothing of the kind. Snow will fall by May."


def span(text: str, words: str) -> list[list[int]]:
    start = text.index(words)
    return [[start, start + len(words)]]


def actor(name: str, kind: str = "person") -> dict:
    return {"name": name, "kind": kind, "mentions": [name]}


def item(text: str, *, actors: dict[str, str], values: dict[str, object], **roles: str) -> dict:
    """An item of gold: its roles by their words, its actors and values as they are."""
    return {role: span(text, words) for role, words in roles.items()} | actors | values


def gold_ada() -> dict:
    """Gold of ADA: as the fake pipeline finds it but for a polarity, an actor's kind, a holder and a claim that it misses."""
    said = {"source_actor": "Ada"}, {"form": "indirect"}
    wants = {"holder_actor": "Eve", "source_actor": "author"}, {"kind": "desire", "valence": "seek"}
    opposes = {"holder_actor": "Cy", "source_actor": "author"}, {"polarity": "favor"}
    will = {"source_actor": "author"}, {"likelihood": "almost_certain", "negated": False}
    believes = {"source_actor": "Bo"}, {"form": "belief"}
    return {
        "id": "ada",
        "actors": [actor("Ada"), actor("Cy", "group"), actor("Bo"), actor("Eve")],
        "claims": [
            item(ADA, actors=said[0], values=said[1], source="Ada", cue="said", content="the talks would go on"),
            item(ADA, actors=believes[0], values=believes[1], source="Bo", cue="wants", content="a long pause"),
        ],
        "interests": [item(ADA, actors=wants[0], values=wants[1], cue="wants", content="a long pause")],
        "stances": [item(ADA, actors=opposes[0], values=opposes[1], holder="Cy", cue="opposes", target="the plan")],
        "predictions": [item(ADA, actors=will[0], values=will[1], cue="will", content="Rain will fall")],
    }


def gold_dora() -> dict:
    """Gold of DORA: the claim is optional, the prediction has a horizon."""
    said = {"source_actor": "Dora"}, {"form": "indirect", "optional": True}
    will = {"source_actor": "author"}, {"likelihood": "almost_certain", "negated": False}
    content = "Snow will fall by May"
    return {
        "id": "dora",
        "actors": [actor("Dora")],
        "claims": [
            item(DORA, actors=said[0], values=said[1], source="Dora", cue="said", content="nothing of the kind")
        ],
        "interests": [],
        "stances": [],
        "predictions": [item(DORA, actors=will[0], values=will[1], cue="will", content=content, horizon="by May")],
    }


@pytest.fixture(scope="module")
def extracted(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("extracted")
    for name, text in (("ada", ADA), ("dora", DORA)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    extract_corpus([folder / "ada.txt", folder / "dora.txt"], folder / "run", nlp=fake_pipeline())
    return folder / "run"


@pytest.fixture
def run(extracted, tmp_path) -> Path:
    shutil.copytree(extracted, tmp_path / "run")
    return tmp_path / "run"


@pytest.fixture
def gold(tmp_path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for data in (gold_ada(), gold_dora()):
        (folder / f"{data['id']}.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def counts(score: Score) -> tuple[int, int, int]:
    return score.hits, score.predicted, score.gold


def test_scores_are_those_counted_by_hand(run, gold):
    found = evaluate(run, gold)
    levels = {kind: {level: counts(s.score) for level, s in by.items()} for kind, by in found.levels.items()}
    # Dora's claim is optional: neither it nor its row counts. Eve holds what the row says Bo does. Cy is for what the row says he is against.
    assert levels["claims"] == {**dict.fromkeys(("found", "who", "actor", "full"), (1, 1, 2)), "exact": (0, 1, 2)}
    assert levels["interests"] == {
        "found": (1, 1, 1), "exact": (1, 1, 1), "who": (0, 1, 1), "actor": (0, 1, 1), "full": (0, 1, 1), "attributed": (0, 1, 1),
    }  # fmt: skip
    assert (levels["stances"]["who"], levels["stances"]["full"]) == ((1, 1, 1), (0, 1, 1))
    assert levels["predictions"]["full"] == (2, 2, 2)
    # Ada, Cy, Bo, Dora of six in the tables (Rain and Snow will fall, too) and of five in gold; Cy's kind is another.
    assert (levels["actors"]["found"], levels["actors"]["full"]) == ((4, 6, 5), (3, 6, 5))
    assert found.means["predictions"]["horizon_dice"].value == 0.0
    # The row's content has the word *that* more than gold's.
    assert found.means["claims"]["content_dice"].value == pytest.approx(2 * 21 / (21 + 26))


def test_values_rules_and_confusions_are_counted(run, gold):
    found = evaluate(run, gold)
    assert {value: counts(s) for value, s in found.values["claims"].items()} == {
        "belief": (0, 0, 1),
        "indirect": (1, 1, 1),
    }
    assert {value: counts(s) for value, s in found.values["stances"].items()} == {
        "against": (0, 1, 0),
        "favor": (0, 0, 1),
    }
    assert [(r.table, r.rule, r.rows, r.found, r.full) for r in found.rules] == [
        ("predictions", "fake.will", 2, 2, 2),
        ("claims", "fake.said", 1, 1, 1),
        ("interests", "fake.wants", 1, 1, 0),
        ("stances", "fake.opposes", 1, 1, 0),
    ]
    assert found.confusions["stances", "polarity"] == {"favor": {"against": 1}}
    assert found.confusions["claims", "form"] == {"belief": {"-": 1}, "indirect": {"indirect": 1}}


def test_citrons_measures_are_those_counted_by_hand(run, gold):
    data = gold_ada()
    data["claims"][0]["content"] = span(ADA, "talks would go on")  # four of the row's five words
    (gold / "ada.json").write_text(json.dumps(data), encoding="utf-8")
    found = evaluate(run, gold).citron
    assert {part: counts(s) for part, s in found["exact"].items()} == {
        "cue": (1, 1, 2), "source": (1, 1, 2), "content": (0, 1, 2), "quote": (0, 1, 2),
    }  # fmt: skip
    assert {part: counts(s) for part, s in found["overlap"].items()} == {
        "cue": (1, 1, 2), "source": (1, 1, 2), "content": (4, 6, 7), "quote": (6, 8, 11),
    }  # fmt: skip


def test_intervals_hold_the_score_and_narrow_with_more_articles():
    few = Resampler(4).score([Score(8, 10, 10), Score(5, 10, 10)] * 2)
    many = Resampler(100).score([Score(8, 10, 10), Score(5, 10, 10)] * 50)
    for measures in (few, many):
        assert all(low <= 0.65 <= high for low, high in measures.values())
    assert few["f1"][1] - few["f1"][0] > 3 * (many["f1"][1] - many["f1"][0]) > 0
    assert Resampler(3).score([Score(2, 2, 2)] * 3)["f1"] == (1.0, 1.0)
    assert Resampler(2).score([Score()] * 2)["recall"] == (0.0, 0.0)
    assert few == Resampler(4).score([Score(8, 10, 10), Score(5, 10, 10)] * 2)


def test_an_article_that_the_run_lacks_counts_as_missed_and_one_without_gold_not_at_all(run, gold, capsys):
    (gold / "dora.json").rename(gold / "elsewhere.json")
    assert run_command(["evaluate", str(run), str(gold), "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["levels"]["predictions"]["found"] | {"intervals": 0} == {
        "precision": 1.0, "recall": 0.5, "f1": 0.667, "hits": 1, "predicted": 1, "gold": 2, "intervals": 0,
    }  # fmt: skip
    assert "1 articles have no gold and are not scored, such as dora" in err
    assert "1 articles are not in the run; all counts as missed, such as elsewhere" in err


def test_gold_as_tables_scores_as_the_same_gold_in_json(run, gold, tmp_path):
    """A run's own tables are gold of the CSV kind, and so is what a person makes of them."""
    shutil.copytree(run, tmp_path / "tables")
    assert set(evaluate(run, tmp_path / "tables").scores().values()) == {1.0}
    file = tmp_path / "tables" / "claims.csv"
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [*rows[0], "optional"])
        writer.writeheader()
        writer.writerows([rows[0], {**rows[1], "optional": "true"}])
    assert counts(evaluate(run, tmp_path / "tables").levels["claims"]["found"].score) == (1, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (",35,", ",9999,", "[9, 9999] lies outside the text, which has 96 characters"),
        (",35,", ",3,", "[9, 3] ends before it starts, or is empty"),
        (",35,", ",29,", "'that the talks would go on' is not what stands there, 'that the talks would'"),
        (
            "the talks",
            "the walks",
            "'that the walks would go on' is not what stands there, 'that the talks would go on'",
        ),
    ],
)
def test_a_table_of_gold_with_a_faulty_span_is_named(old, new, problem, run, tmp_path, capsys):
    shutil.copytree(run, tmp_path / "tables")
    file = tmp_path / "tables" / "claims.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert run_command(["evaluate", str(run), str(tmp_path / "tables")]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"stanceflow: {file}: row 1 (ada), content: {problem}")


FAULTS = {
    "ends before it starts": (lambda d: d["claims"][0].update(content=[[9, 5]]), "claims[0].content: [9, 5] ends before it starts"),
    "outside": (lambda d: d["stances"][0].update(target=[[5, 999]]), "stances[0].target: [5, 999] lies outside the text"),
    "below nought": (lambda d: d["stances"][0].update(target=[[-5, 3]]), "stances[0].target: [-5, 3] lies outside the text"),
    "white space": (lambda d: d["claims"][1].update(cue=[[3, 8]]), "claims[1].cue: [3, 8] ' said' begins or ends with white space"),
    "out of order": (lambda d: d["predictions"][0].update(cue=[[9, 12], [1, 3]]), "predictions[0].cue: [9, 12] overlaps"),
    "no numbers": (lambda d: d["claims"][0].update(cue=[["a", "b"]]), "claims[0].cue: [['a', 'b']] is no list of [start, end]"),
    "no list": (lambda d: d["claims"][0].update(cue="said"), "claims[0].cue: 'said' is no list of [start, end]"),
    "no content": (lambda d: d["claims"][0].pop("content"), "claims[0].content: is missing"),
    "unknown value": (lambda d: d["interests"][0].update(kind="whim"), "interests[0].kind: 'whim' is none of benefit,"),
    "unknown band": (lambda d: d["predictions"][0].update(likelihood="sure"), "predictions[0].likelihood: 'sure' is none of"),
    "no flag": (lambda d: d["predictions"][0].update(negated="no"), "predictions[0].negated: 'no' is neither true nor false"),
    "unknown actor": (lambda d: d["stances"][0].update(holder_actor="Zoe"), "stances[0].holder_actor: 'Zoe' is none of the file's actors"),
    "actor's kind": (lambda d: d["actors"][0].update(kind="cat"), "actors[0].kind: 'cat' is none of"),
    "actor's mentions": (lambda d: d["actors"][0].update(mentions="Ada"), "actors[0].mentions: is no list"),
    "actor's name": (lambda d: d["actors"][0].pop("name"), "actors[0]: has no name"),
    "no stances": (lambda d: d.pop("stances"), "stances: is missing or no list"),
    "no object": (lambda d: d["claims"].append(3), "claims[2]: is no object"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_faulty_gold_is_named_by_file_item_and_role(fault, run, gold, capsys):
    spoil, message = FAULTS[fault]
    data = gold_ada()
    spoil(data)
    (gold / "ada.json").write_text(json.dumps(data), encoding="utf-8")
    assert run_command(["evaluate", str(run), str(gold)]) == 2
    assert any(
        line.startswith(f"stanceflow: {gold}/ada.json: {message}") for line in capsys.readouterr().err.splitlines()
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "ada.json: is not JSON in UTF-8"),
        ("[]", "ada.json: is no JSON object"),
        (None, "holds no .json gold files"),
    ],
)
def test_a_folder_or_file_that_is_no_gold_is_named(content, message, run, tmp_path, capsys):
    (tmp_path / "bad").mkdir()
    if content:
        (tmp_path / "bad" / "ada.json").write_text(content)
    assert run_command(["evaluate", str(run), str(tmp_path / "bad")]) == 2
    assert message in capsys.readouterr().err
    assert run_command(["evaluate", str(run), str(tmp_path / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_gold_of_another_text_is_refused(run, gold, capsys):
    (gold / "ada.txt").write_text(ADA + " And so on.", encoding="utf-8")
    assert run_command(["evaluate", str(run), str(gold)]) == 2
    assert "ada.txt: is not the text that the run read" in capsys.readouterr().err
    (gold / "ada.txt").write_text(f"---\ntitle: Ada\n---\n{ADA}", encoding="utf-8")
    assert run_command(["evaluate", str(run), str(gold), "--quiet"]) == 0


@pytest.mark.parametrize(
    ("floors", "code", "message"),
    [
        (["claims.found=0.6"], 0, ""),
        (["claims.found=0.667"], 0, ""),
        (["claims.found=0.7"], 1, "claims.found is 0.667, below 0.7"),
        (["claims.found.precision=1", "claims.found.recall=0.6"], 1, "claims.found.recall is 0.500, below 0.6"),
        (["predictions.horizon_dice=0.1"], 1, "predictions.horizon_dice is 0.000, below 0.1"),
        (["songs.found=0.7"], 2, "--min songs.found: there is no such score; give one of claims.found"),
        (["claims.found"], 2, "--min 'claims.found': is no floor"),
        (["claims.found=2"], 2, "--min 'claims.found=2': is no floor"),
    ],
)
def test_floors(floors, code, message, run, gold, capsys):
    options = [part for floor in floors for part in ("--min", floor)]
    assert run_command(["evaluate", str(run), str(gold), "--quiet", *options]) == code
    err = capsys.readouterr().err
    assert (message in err) if message else not err


def test_people_read_scores_details_and_errors(run, gold, capsys):
    assert run_command(["evaluate", str(run), str(gold), "--details", "--errors"]) == 0
    out = capsys.readouterr().out
    assert re.search(
        r"^claims +found +P 1\.000 \[.+\]  R 0\.500 \[.+\]  F1 0\.667 \[.+\]  \(1 of 1 rows, 2 gold\)$",
        out,
        re.MULTILINE,
    )
    assert "claims by Citron's measures, overlap" in out
    assert "stances, polarity: gold's values down, the rows' across" in out
    assert (
        "missed  claims  ada\n"
        '  gold: source Bo, source "Bo", cue "wants", content "a long pause", form belief\n'
        "  | Bo wants a long pause.\n"
    ) in out
    assert "value  stances  ada  by fake.opposes\n" in out
    assert "who  interests  ada  by fake.wants\n" in out


def test_two_annotators_are_compared_as_run_and_gold_are(gold, tmp_path, capsys):
    shutil.copytree(gold, tmp_path / "other")
    data = gold_ada()
    del data["claims"][1]
    (tmp_path / "other" / "ada.json").write_text(json.dumps(data), encoding="utf-8")
    scores = evaluate(gold, tmp_path / "other").scores()
    assert scores["claims.found"] == 0.667
    assert scores["stances.full"] == scores["actors.full"] == 1.0
    assert run_command(["evaluate", str(gold), str(tmp_path / "other"), "--errors"]) == 0
    assert "spurious  claims  ada" in capsys.readouterr().out


# Over time


def test_scores_are_noted_in_the_run_and_in_a_history_and_drawn(run, gold, tmp_path, capsys):
    history, plot = tmp_path / "history.csv", tmp_path / "plot.svg"
    arguments = ["evaluate", str(run), str(gold), "--quiet", "--history", str(history), "--plot", str(plot)]
    assert [run_command(arguments), run_command(arguments)] == [0, 0]
    noted = json.loads((run / "run.json").read_text(encoding="utf-8"))["evaluations"]
    assert [entry["scores"]["claims.found"] for entry in noted] == [0.667, 0.667]
    rows = list(csv.DictReader(history.read_text(encoding="utf-8").splitlines()))
    assert [(row["pipeline"], row["claims.found"], row["stances.full"]) for row in rows] == [
        ("en_fake 0.0.1", "0.667", "0.0")
    ] * 2
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", rows[0]["date"])
    drawing = ElementTree.fromstring(plot.read_text(encoding="utf-8"))
    lines = drawing.findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 6
    assert all(len(line.get("points").split()) == 2 for line in lines)


def test_a_check_adds_its_counts_and_the_last_scores_to_a_history(run, gold, tmp_path):
    history = tmp_path / "history.csv"
    run_command(["snapshot", str(run), "--to", str(tmp_path / "baseline"), "--quiet"])
    check = ["check", str(run), "--against", str(tmp_path / "baseline"), "--quiet", "--history", str(history)]
    assert run_command(check) == 0
    run_command(["evaluate", str(run), str(gold), "--quiet"])
    claims = (run / "claims.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (run / "claims.csv").write_text("".join(claims[:-1]), encoding="utf-8")
    assert run_command(check) == 1
    first, second = csv.DictReader(history.read_text(encoding="utf-8").splitlines())
    assert (first["kept_share"], first["lost"], first["claims.found"]) == ("1.0000", "0", "")
    assert (second["lost"], second["claims.found"]) == ("1", "0.667")
    assert float(second["kept_share"]) < 1


def test_what_is_no_history_or_cannot_be_drawn_is_said(run, gold, tmp_path, capsys):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    assert run_command(["evaluate", str(run), str(gold), "--quiet", "--history", str(tmp_path / "other.csv")]) == 2
    assert "other.csv: is no history" in capsys.readouterr().err
    assert (tmp_path / "other.csv").read_text() == "a,b\n1,2\n"
    assert run_command(["evaluate", str(run), str(gold), "--plot", str(tmp_path / "plot.svg")]) == 2
    assert "--plot draws a history; name it with --history" in capsys.readouterr().err
