"""Roll-ups: counted by hand on small tables, and written by `stanceflow summarize`."""

from __future__ import annotations

import csv
import json
from dataclasses import fields

import pytest

from fake_pipeline import fake_pipeline
from stanceflow import rollups
from stanceflow.cli import run_command
from stanceflow.content_heads import content_head
from stanceflow.rollups import ROLLUPS
from stanceflow.run import extract_corpus
from stanceflow.summaries import summarize

DOCUMENTS = {
    "a": {"doc_id": "a", "author": "Ann Ames", "published": "2030-01-01"},
    "b": {"doc_id": "b", "author": "Bo Berg", "published": "2030-02-01"},
    "c": {"doc_id": "c", "author": "", "published": "2030-03-01"},
    "d": {"doc_id": "d", "author": "", "published": ""},
}


def stance(doc, holder, target, polarity, actor=""):
    return {"doc_id": doc, "holder_actor": holder, "target": target, "target_actor": actor, "polarity": polarity}


def interest(doc, holder, content, valence="seek", kind="goal"):
    return {"doc_id": doc, "holder_actor": holder, "content": content, "valence": valence, "kind": kind}


def claim(doc, source, form, denied="false"):
    return {"doc_id": doc, "source_actor": source, "form": form, "denied": denied}


def test_the_matrix_counts_both_sides():
    rows = [
        stance("a", "Peru", "the plan", "favor"),
        stance("b", "Peru", "The plan", "against"),
        stance("b", "Peru", "a plan", "favor"),
        stance("b", "Chile", "Lima", "against", actor="Peru"),
        stance("b", "Chile", "it", "against"),
        stance("b", "", "the plan", "against"),
    ]
    cells = rollups.stance_matrix(rows, DOCUMENTS)
    assert [(c.holder, c.target, c.favor, c.against, c.net, c.n) for c in cells] == [
        ("Peru", "plan", 2, 1, 1, 3),
        ("Chile", "Peru", 0, 1, -1, 1),
    ]


def test_authors_of_different_articles_are_different_people():
    rows = [stance(doc, "author", "the plan", "favor") for doc in "abcd"]
    assert {(c.holder, c.n) for c in rollups.stance_matrix(rows, DOCUMENTS)} == {
        ("author: Ann Ames", 1),
        ("author: Bo Berg", 1),
        ("author", 2),
    }


def test_a_shift_is_a_change_from_one_dated_article_to_the_next():
    rows = [
        stance("c", "Peru", "the plan", "favor"),
        stance("a", "Peru", "the plan", "favor"),
        stance("b", "Peru", "the plan", "against"),
        stance("d", "Peru", "the plan", "against"),  # no date
        stance("a", "Chile", "the plan", "favor"),
        stance("a", "Chile", "the plan", "against"),  # balanced
        stance("b", "Chile", "the plan", "against"),
    ]
    found = rollups.shifts(rows, DOCUMENTS)
    assert [(s.holder, s.before, s.before_doc_id, s.after, s.after_doc_id) for s in found] == [
        ("Peru", "favor", "a", "against", "b"),
        ("Peru", "against", "b", "favor", "c"),
    ]


def test_interests_are_clustered_by_the_head_of_their_content():
    rows = [
        interest("b", "Peru", "to reopen the border"),
        interest("a", "Peru", "to reopen both crossings", kind="desire"),
        interest("a", "Peru", "a second vote", "avoid", "fear"),
        interest("a", "", "nothing"),
    ]
    found = rollups.actor_interests(rows, DOCUMENTS)
    assert [(i.actor, i.valence, i.head, i.n, i.n_articles, i.first_date, i.last_date, i.kinds) for i in found] == [
        ("Peru", "seek", "reopen", 2, 2, "2030-01-01", "2030-02-01", "goal desire"),
        ("Peru", "avoid", "vote", 1, 1, "2030-01-01", "2030-01-01", "fear"),
    ]
    assert found[0].example == "to reopen the border"


def test_sources_are_counted_by_form():
    rows = [
        claim("a", "Ana", "quote"),
        claim("b", "Ana", "belief", "true"),
        claim("a", "Ben", "mixed"),
        claim("a", "", "indirect"),
    ]
    found = rollups.sources(rows, DOCUMENTS)
    assert [(s.source, s.n, s.n_articles, s.quote, s.mixed, s.indirect, s.belief, s.denied) for s in found] == [
        ("Ana", 2, 2, 1, 0, 0, 1, 1),
        ("Ben", 1, 1, 0, 1, 0, 0, 0),
    ]


def test_the_ledger_stands_by_date_and_undated_forecasts_last():
    empty = dict.fromkeys(("content", "likelihood", "p_mid", "negated", "condition", "horizon", "horizon_note"), "")
    rows = [
        {"doc_id": "a", "prediction_id": key, "resolve_by": date, "source_actor": "author", **empty}
        for key, date in (("p1", ""), ("p2", "2031-01-01"), ("p3", "2030-06-01"))
    ]
    ledger = rollups.forecasts(rows, DOCUMENTS)
    assert [entry.prediction_id for entry in ledger] == ["p3", "p2", "p1"]
    assert {entry.source for entry in ledger} == {"author: Ann Ames"}


@pytest.mark.parametrize(
    ("content", "head"),
    [
        ("to reopen the border before winter", "reopen"),
        ("to be seen as neutral", "seen"),
        ("not to be drawn in", "drawn"),
        ("prices will probably rise", "rise"),
        ("the law will not pass", "pass"),
        ("a second vote on the treaty", "vote"),
        ("its northern allies", "ally"),
        ("both crossings", "crossing"),
        ("the losses of last year", "loss"),
        ("stability", "stability"),
        ("Peru's", "peru"),
        ("the", "the"),
        ("", ""),
        ("…", ""),
    ],
)
def test_heads_are_read_off_words(content, head):
    assert content_head(content) == head


def test_the_command_writes_five_files(tmp_path, capsys):
    texts = [
        "Ada said no. Ben opposes the treaty. Rain will fall. Carl wants a vote.",
        "Ada said yes. Ben opposes rain.",
    ]
    lines = [json.dumps({"id": f"a{i}", "text": text, "published": "2030-01-01"}) for i, text in enumerate(texts)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    extract_corpus([tmp_path / "in.jsonl"], tmp_path / "run", nlp=fake_pipeline())
    assert run_command(["summarize", str(tmp_path / "run"), "--to", str(tmp_path / "sum")]) == 0
    assert "actor_interests 1, stance_matrix 2, forecasts 1, shifts 0, sources 1" in capsys.readouterr().err
    for name, record in ROLLUPS.items():
        with (tmp_path / "sum" / f"{name}.csv").open(newline="") as file:
            header, *rows = csv.reader(file)
        assert header == [field.name for field in fields(record)]
        assert len(rows) == len(summarize(tmp_path / "run")[name])
    assert "Ada,2,2,0,0,2,0,0\n" in (tmp_path / "sum" / "sources.csv").read_text()


def test_wrong_use_is_one_line(tmp_path, capsys):
    assert run_command(["summarize", str(tmp_path), "--to", str(tmp_path / "x")]) == 2
    assert "is no run; give a folder that `stanceflow extract` wrote" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
