"""Every frame of every lexicon does what its examples say; a frame without examples does not pass."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from stanceflow.frames import match_frame
from stanceflow.lexicon import Frame, LexiconError, load_frames, parse_frames, read_text
from stanceflow.spans import noun_phrase, phrase, text_of
from stanceflow.syntax import Graph

if TYPE_CHECKING:
    from spacy.language import Language

WHO = ("source", "holder")
LEXICONS = sorted(
    path.name.removesuffix(".toml")
    for path in resources.files("stanceflow").joinpath("lexicon").iterdir()
    if path.name.endswith(".toml")
)
SETS = sorted(
    path.name.removesuffix(".toml")
    for path in resources.files("stanceflow").joinpath("lexicon").iterdir()
    if path.name.endswith(".toml") and "[[frame]]" in path.read_text(encoding="utf-8")
)
FRAMES = [pytest.param(frame, id=f"{name}:{frame.id}") for name in SETS for frame in load_frames(name).frames]


def found(graph: Graph, frame: Frame) -> list[str]:
    """Each match of a frame, written as the examples write it: fillers in the order of the frame's roles, `-` for an empty one."""
    out = []
    for node in range(len(graph)):
        match = match_frame(graph, frame, node) if (graph.lemmas[node], graph.pos[node]) in frame.cues else None
        if match is None:
            continue
        fillers = []
        for role in frame.roles:
            filler = match.roles.get(role.name)
            spans = () if filler is None else noun_phrase(graph, filler) if role.name in WHO else phrase(graph, filler)
            fillers.append(text_of(graph.text, spans) or "-")
        out.append(" | ".join(fillers))
    return out


@pytest.fixture(scope="module")
def parser(nlp: Language) -> Language:
    return nlp


@pytest.mark.parametrize("frame", FRAMES)
def test_examples(frame: Frame, parser: Language) -> None:
    assert frame.yes, "a frame needs at least one `yes` example"
    assert frame.no, "a frame needs at least one `no` example"
    with parser.select_pipes(disable=["stanceflow"]):
        for example in frame.yes:
            sentence, _, expected = example.partition(" -> ")
            matches = found(Graph(parser(sentence)), frame)
            assert matches, f"no match in: {sentence}"
            if expected:
                assert expected.strip() in matches
        for sentence in frame.no:
            assert found(Graph(parser(sentence)), frame) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[[frame]]\nid = "a"\ncue = ["warn"]\nsource = "subj"', "is not lemma/PART-OF-SPEECH"),
        ('[[frame]]\nid = "a"\ncue = ["warn/VERB"]\nsource = "subjj"', "'subjj' is no known step"),
        ('[[frame]]\nid = "a"\ncue = ["warn/VERB"]\nsource = "^objj"', "'^objj' is no known step"),
        ('[[frame]]\nid = "a"\ncue = ["$nothing/VERB"]', "no list 'nothing'"),
        ('[[frame]]\ncue = ["warn/VERB"]', "key 'id' must be a name"),
        ('[[frame]]\nid = "a"\ncue = []', "at least one cue"),
        ('[[frame]]\nid = "a"\ncue = ["warn/VERB"]\nvoice = "middle"', "key 'voice'"),
        ('[[frame]]\nid = "a"\ncue = ["warn/VERB"]\n[[frame]]\nid = "a"\ncue = ["say/VERB"]', "id stands twice"),
        ("[[frame]\nid = 1", "mend the TOML"),
        (
            '[[frame]]\nid = "a"\ncue = ["warn/VERB"]\nvalues = { polarity = "pro" }',
            "'pro' is not one of against, favor, verdict",
        ),
    ],
)
def test_a_faulty_lexicon_is_named(text: str, complaint: str) -> None:
    with pytest.raises(LexiconError) as caught:
        parse_frames("claims", text)
    assert "claims.toml" in str(caught.value)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", LEXICONS)
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    lists = tomllib.loads(read_text(f"{name}.toml")).get("words", {})
    assert {key: word for key, words in lists.items() for word in words if words.count(word) > 1} == {}
