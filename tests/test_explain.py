"""`stanceflow explain`: right for every frame's examples, in agreement with the matcher, and in plain words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from payloads import PAYLOADS
from stanceflow.annotate import modal_uses
from stanceflow.annotate.pipeline import context_of, extract
from stanceflow.cli import run_command
from stanceflow.explain import Attempt, attempt_frame, explain_text
from stanceflow.explain.decisions import rule_note
from stanceflow.explain.frame_files import TABLE_OF, frame_sets
from stanceflow.explain.near_misses import _USES, near_misses
from stanceflow.explain.rendering import drawing
from stanceflow.explain.tracing import in_words, notation
from stanceflow.frames import match_frame
from stanceflow.lexicon import Frame, parse_frames
from stanceflow.run import extract_corpus
from stanceflow.saved_run import SavedRun
from stanceflow.syntax import Graph
from stanceflow.tables import ITEM_TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

FRAMES = [(frames.name, frame) for frames in frame_sets() for frame in frames.frames]
IDS = [f"{name}:{frame.id}" for name, frame in FRAMES]
UNIONS = "The unions fear that prices will probably not rise by 2031, but Ankara does not oppose the plan."


@pytest.fixture(scope="module")
def parsed(nlp: Language) -> dict[str, Doc]:
    """Every example of every frame, parsed."""
    sentences = {text.partition(" -> ")[0] for _, frame in FRAMES for text in (*frame.yes, *frame.no)}
    with nlp.select_pipes(disable=["stanceflow"]):
        return {doc.text: doc for doc in nlp.pipe(sorted(sentences))}


def attempts(graph: Graph, frame: Frame) -> list[Attempt]:
    cues = [node for node in range(len(graph)) if (graph.lemmas[node], graph.pos[node]) in frame.cues]
    return [attempt_frame(graph, frame, cue) for cue in cues]


@pytest.mark.parametrize("frame", [frame for _, frame in FRAMES], ids=IDS)
def test_each_example_is_explained_as_the_matcher_has_it(frame, parsed):
    """Where the frame matches: the words that fill its roles. Where not: a reason, and a frame without that condition gets past it."""
    for example in (*frame.yes, *frame.no):
        graph = Graph(parsed[example.partition(" -> ")[0]])
        for attempt in attempts(graph, frame):
            match = match_frame(graph, frame, attempt.cue)
            assert attempt.matches == (match is not None)
            if match is not None:
                fillers = {role.name: attempt.filler(role.name) for role in frame.roles}
                assert {name: node for name, node in fillers.items() if node is not None} == match.roles
            else:
                check_obstacle(graph, frame, attempt)


def check_obstacle(graph: Graph, frame: Frame, attempt: Attempt) -> None:
    assert attempt.obstacles[0].reason
    freer = freed(frame, attempt)
    without = attempt_frame(graph, freer, attempt.cue)
    assert len(without.obstacles) == len(attempt.obstacles) - 1
    assert (match_frame(graph, freer, attempt.cue) is not None) == without.matches


def test_most_examples_are_told_as_they_should_be(parsed):
    """The parser may miss one; that is for the tests of the frames to say."""
    told = [
        any(attempt.matches for attempt in attempts(Graph(parsed[example.partition(" -> ")[0]]), frame)) == right
        for _, frame in FRAMES
        for examples, right in ((frame.yes, True), (frame.no, False))
        for example in examples
    ]
    assert sum(told) >= 0.95 * len(told)


def freed(frame: Frame, attempt: Attempt) -> Frame:
    """The frame without what stood in its way first."""
    obstacle = attempt.obstacles[0]
    match obstacle.kind:
        case "voice":
            return replace(frame, voice="")
        case "where":
            return replace(frame, where=tuple(c for n, c in enumerate(frame.where) if n != obstacle.which))
        case "unless":
            return replace(frame, unless=tuple(p for n, p in enumerate(frame.unless) if n != obstacle.which))
        case _:
            return replace(frame, roles=tuple(r for r in frame.roles if r.name != obstacle.which))


@pytest.mark.parametrize("table", [table.name for table in ITEM_TABLES])
def test_every_row_of_the_examples_is_explained(table, parsed):
    """A step for each question that the table raises, and no rule without words of its own."""
    asked = {
        "claims": {"form"},
        "interests": {"valence"},
        "stances": {"polarity"},
        "predictions": {"likelihood", "percent", "negated", "horizon"},
    }
    for name, frame in FRAMES:
        if TABLE_OF[name] != table or not frame.yes:
            continue
        doc = parsed[frame.yes[0].partition(" -> ")[0]]
        for explanation in explain_text(doc, tables=[table]):
            if explanation.key:
                steps = {step.about: step.text for step in explanation.steps}
                assert asked[table] | {"rule", "chain", "confidence"} <= steps.keys()
                assert all(steps.values())
                assert "a rule of the" not in steps["rule"], steps["rule"]
            else:
                assert explanation.steps


def steps(nlp: Language, text: str, table: str, published: str = "") -> dict[str, str]:
    doc = nlp.make_doc(text)
    doc.user_data["published"] = published
    with nlp.select_pipes(disable=["stanceflow"]):
        [explanation] = explain_text(nlp(doc), tables=[table])
    return {step.about: step.text for step in explanation.steps}


def test_negation_is_told(nlp):
    told = steps(nlp, "Peru does not oppose the plan.", "stances")
    assert told["polarity"] == "favor: the frame says against; “not” turns it"
    assert told["holder"].startswith("“oppose” → “Peru” along “subj”")
    assert told["who (holder)"] == "“Peru” stands for Peru, as a name"


def test_likelihood_condition_and_horizon_are_told(nlp):
    told = steps(nlp, "If talks fail, prices will probably rise by 2031.", "predictions", "2026-03-01")
    assert told["likelihood"] == "likely: “will” by itself says almost certain; beside it, “probably” says likely"
    assert told["condition"].startswith("“If talks fail”: opened by “if”")
    assert "to 2031-12-31, read from the publication date 2026-03-01" in told["horizon"]
    assert told["chain"] == "the article's author says so outright"


def test_the_chain_is_told(nlp):
    told = steps(nlp, "Officials said that Peru opposes the plan.", "stances")
    assert told["chain"].endswith("from the author inwards, each reports the next")
    assert "fficials" in told["chain"]


@pytest.mark.parametrize(
    ("text", "table", "reason"),
    [
        ("Did Peru oppose the plan?", "stances", "asked, supposed or denied"),
        ("The cat sat on the mat.", "stances", "no word of the text is a cue"),
        ("Her oppose was heard.", "stances", "as VERB"),
        ("Prices should be lowered.", "predictions", "it binds or advises"),
        ("Will the law pass?", "predictions", "the sentence asks"),
        ("She would have won.", "predictions", "it speaks of the past"),
    ],
)
def test_why_there_is_no_row(nlp, text, table, reason):
    told = steps(nlp, text, table)
    assert any(reason in f"{about} {said}" for about, said in told.items()), told


def test_every_use_of_a_modal_has_words_of_its_own():
    names = {test.__name__.removeprefix("_").removeprefix("is_").replace("_", " ") for test in modal_uses._OTHER_USES}
    assert names == set(_USES)


def test_the_nearest_frame_comes_first(nlp):
    with nlp.select_pipes(disable=["stanceflow"]):
        context = context_of(nlp("The rain opposed nothing that the cat wanted."))
    found = near_misses(context, "stances")
    assert found[0].about == "“opposed”"


def test_paths_are_written_as_in_the_lexicon_and_in_words():
    text = '[[frame]]\nid = "a"\ncue = ["say/VERB"]\nwho = "^obj=have,show subj"\nwhat = "obl:according_to"'
    [frame] = parse_frames("x", text).frames
    paths = [role.paths[0] for role in frame.roles]
    assert [notation(path) for path in paths] == ["^obj=have,show subj", "obl:according_to"]
    assert in_words(paths[0]).startswith("up to that of which it is the logical object")
    assert in_words(paths[1]) == "what “according to” introduces"


def test_rules_that_are_no_frames_have_words_of_their_own():
    assert rule_note("predictions", "modal-will-said").startswith("a clause with a modal")
    assert rule_note("claims", "quotation-colon").endswith("a name and a colon")
    assert rule_note("claims", "nonesuch") == ""


# The command


@pytest.fixture(scope="module")
def run(nlp, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    (folder / "unions.txt").write_text(f"---\npublished: 2026-03-01\n---\nIt rained. {UNIONS}")
    extract_corpus([folder / "unions.txt"], folder / "run", nlp=nlp)
    return folder / "run"


@pytest.fixture
def loaded(nlp, monkeypatch) -> None:
    monkeypatch.setattr("stanceflow.load", lambda model=None, **settings: nlp)


def test_each_row_of_a_run_can_be_explained(run, loaded, capsys):
    keys = [row[table.key] for table in ITEM_TABLES for row in SavedRun(run).rows(table.name)]
    assert len(keys) >= 4
    for key in keys:
        assert run_command(["explain", str(run), key]) == 0
        out = capsys.readouterr().out
        assert key in out
        assert UNIONS in out
        assert "parse of sentence 1\n" in out


def test_words_are_explained_with_their_parse_and_drawing(loaded, capsys, tmp_path):
    assert (
        run_command(
            [
                "explain",
                "Peru opposes the plan. It rains & it <b>pours</b>.",
                "--table",
                "stances",
                "--svg",
                str(tmp_path / "a.svg"),
            ]
        )
        == 0
    )
    out = capsys.readouterr().out
    assert "polarity          against: the frame says against" in out
    assert "Peru     PROPN  subj       opposes" in out
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    assert len(root.findall("{http://www.w3.org/2000/svg}svg")) == 2
    assert "<b>" not in (tmp_path / "a.svg").read_text()


def test_drawings_of_hostile_words_are_sound(nlp):
    text = "</svg><script>alert(1)</script> said \x1b[31m \x00 'x' \"y\" & z."
    ElementTree.fromstring(drawing([nlp(text)]))
    assert drawing([nlp(UNIONS)]) == drawing([nlp(UNIONS)])


def test_nothing_hostile_reaches_the_terminal(loaded, capsys):
    text = "\n\n".join(f"Peru said that {payload} opposes {payload}." for payload in PAYLOADS)
    assert run_command(["explain", text]) == 0
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", capsys.readouterr().out
    )


def test_a_row_that_is_not_there_is_named(run, loaded, capsys):
    for key, message in (("p-nonesuch", "has no row 'p-nonesuch'; give a key"), ("x", "has no row 'x'")):
        assert run_command(["explain", str(run), key]) == 2
        assert message in capsys.readouterr().err


def test_a_row_that_would_not_come_again_is_named(run, loaded, capsys, monkeypatch):
    key = next(row["stance_id"] for row in SavedRun(run).rows("stances"))
    monkeypatch.setattr(
        "stanceflow.explain.saying.extract", lambda doc, settings: replace(extract(doc, settings), stances=())
    )
    assert run_command(["explain", str(run), key]) == 2
    assert "the text gives no such row now; lexicon or pipeline have changed" in capsys.readouterr().err
