"""`stanceflow annotate`: a run's rows as files that a person edits, and those files as gold."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_pipeline import fake_pipeline
from stanceflow.cli import run_command
from stanceflow.regression import quotations
from stanceflow.regression.evaluation import evaluate
from stanceflow.run import extract_corpus

TEXT = "Ada said that “the talks” would\ngo on. Bo said that the talks, the talks, go on. Rain will fall."


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    (folder / "in" / "sub").mkdir(parents=True)
    (folder / "in" / "sub" / "ada.txt").write_text(TEXT, encoding="utf-8")
    extract_corpus([folder / "in"], folder / "out", nlp=fake_pipeline())
    return folder / "out"


@pytest.fixture
def drafts(run, tmp_path) -> Path:
    assert run_command(["annotate", str(run), "--to", str(tmp_path / "gold"), "--quiet"]) == 0
    return tmp_path / "gold"


def change(drafts: Path, edit) -> None:
    """Edit the sentences of the draft as a person would."""
    file = drafts / "sub" / "ada.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    edit(data["sentences"])
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def resolved(drafts: Path, to: Path) -> dict:
    assert run_command(["annotate", str(drafts), "--validate", "--to", str(to), "--quiet"]) == 0
    return json.loads((to / "sub" / "ada.json").read_text(encoding="utf-8"))


def words(spans: list[list[int]]) -> list[str]:
    return [TEXT[start:end] for start, end in spans]


def test_a_draft_holds_the_text_the_actors_and_each_item_under_its_sentence(drafts):
    assert (drafts / "sub" / "ada.txt").read_text(encoding="utf-8") == TEXT
    draft = json.loads((drafts / "sub" / "ada.json").read_text(encoding="utf-8"))
    assert draft["actors"][0] == {"name": "Ada", "kind": "person", "mentions": ["Ada"]}
    assert [entry["text"] for entry in draft["sentences"]][2] == "Rain will fall."
    assert draft["sentences"][0]["claims"] == [
        {"source": "Ada", "source_actor": "Ada", "cue": "said", "content": "that “the talks” would\ngo on", "form": "indirect", "denied": False}
    ]  # fmt: skip
    assert draft["sentences"][2]["predictions"][0]["content"] == ["Rain", "fall"]


def test_drafts_score_as_the_run_that_they_were_made_from_and_so_do_their_offsets(run, drafts, tmp_path):
    resolved(drafts, tmp_path / "offsets")
    for gold in (drafts, tmp_path / "offsets"):
        scores = evaluate(run, gold).scores()
        assert {scores[f"{kind}.{level}"] for kind in ("claims", "predictions") for level in ("exact", "full")} == {1.0}
        assert scores["actors.full"] == 1.0


def test_what_a_person_writes_is_found_again(drafts, tmp_path):
    def edit(sentences):
        sentences[0]["claims"][0]["content"] = '"the talks" would go on'  # straight marks, a space for the line end
        sentences[1]["claims"][0]["content"] = "the talks|2"
        sentences[1]["claims"][0]["source"] = "Ada|1@0"
        sentences[2].setdefault("stances", []).append(
            {
                "holder_actor": "author",
                "cue": ["will", "fall"],
                "target": "Rain",
                "polarity": "against",
                "source_actor": "author",
            }
        )

    change(drafts, edit)
    gold = resolved(drafts, tmp_path / "offsets")
    assert words(gold["claims"][0]["content"]) == ["“the talks” would\ngo on"]
    second = TEXT.index("the talks", TEXT.index("the talks,") + 1)
    assert gold["claims"][1]["content"] == [[second, second + len("the talks")]]
    assert words(gold["claims"][1]["source"]) == ["Ada"]
    assert words(gold["stances"][0]["cue"]) == ["will", "fall"]


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda s: s[0]["claims"][0].update(content="the walks"), "sentence 0, claims[0].content: 'the walks' does not stand in its sentence"),
        (lambda s: s[1]["claims"][0].update(cue="said|7"), "sentence 1, claims[0].cue: 'said|7' does not stand"),
        (lambda s: s[1]["claims"][0].update(cue="said|1@9"), "sentence 1, claims[0].cue: 'said|1@9' does not stand"),
        (lambda s: s[1].update(text="Bo sang."), "sentence 1: its text does not stand in the article"),
        (lambda s: s[1].update(claims=["x"]), "sentence 1, claims[0]: is no object"),
        (lambda s: s[0]["claims"][0].update(form="song"), "claims[0].form: 'song' is none of"),
        (lambda s: s[0]["claims"][0].update(source_actor="Zoe"), "claims[0].source_actor: 'Zoe' is none of the file's actors"),
        (lambda s: s.clear(), None),
    ],
)  # fmt: skip
def test_what_does_not_resolve_is_named(edit, message, drafts, capsys):
    change(drafts, edit)
    code = run_command(["annotate", str(drafts), "--validate"])
    err = capsys.readouterr().err
    if message is None:
        assert (code, "1 gold files are sound" in err) == (0, True)
    else:
        assert code == 2
        assert err.startswith(f"stanceflow: {drafts}/sub/ada.json: {message}")


def test_nobodys_work_is_overwritten_and_missing_things_are_said(run, drafts, tmp_path, capsys):
    for arguments, message in (
        (["annotate", str(run), "--to", str(drafts)], "ada.json: is there already and is not overwritten"),
        (["annotate", str(run)], "Missing option '--to'"),
        (["annotate", str(tmp_path / "nowhere"), "--to", str(tmp_path / "x")], "no such folder"),
        (["annotate", str(tmp_path / "nowhere"), "--validate"], "no such folder"),
    ):
        assert run_command(arguments) == 2
        assert message in capsys.readouterr().err
    (drafts / "sub" / "ada.txt").unlink()
    assert run_command(["annotate", str(drafts), "--validate"]) == 2
    assert "there is no ada.txt beside it" in capsys.readouterr().err


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_every_span_is_found_again_from_its_quotation(data):
    """Whatever the words, wherever they are repeated, and whichever sentence the item stands in."""
    pieces = data.draw(
        st.lists(
            st.sampled_from(["a", "b ", "a|2", " ", "“", '"', "\n", "c.", "1@0", "|", "é"]), min_size=3, max_size=25
        )
    )
    text = "".join(pieces)
    cuts = sorted({0, *data.draw(st.lists(st.integers(0, len(text)), max_size=3)), len(text)})
    sentences = []
    for start, end in pairwise(cuts):
        inner = text[start:end]
        if inner.strip():
            lead = len(inner) - len(inner.lstrip())
            sentences.append((start + lead, start + lead + len(inner.strip())))
    if not sentences:
        return
    start = data.draw(st.integers(sentences[0][0], len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end] != text[start:end].strip():
        return
    item = {"cue": [[start, end]], "content": [[start, end]], "source": [], "source_actor": "author", "form": "belief"}
    gold = {"id": "x", "actors": [], "claims": [item], "interests": [], "stances": [], "predictions": []}
    written = quotations.write(gold, text, sentences)
    back, problems = quotations.resolve(json.loads(json.dumps(written)), text)
    assert problems == []
    assert back["claims"][0]["content"] == [[start, end]]
