"""Every cue of the lexicon does something: it fires in the articles it was counted on, or two examples show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from training.cue_counts import TABLES, Cue, all_cues, counted, failing, kin, unshown

from stanceflow.lexicon import load_frames, load_table

if TYPE_CHECKING:
    from spacy.language import Language


def test_every_cue_fires_or_has_two_examples() -> None:
    assert unshown() == [], "count anew (python -m training.cue_counts), write two examples of each, or take it out"


def test_examples_make_their_frames_fire(nlp: Language) -> None:
    assert [f"{row['frame']} {row['cue']}: {row['sentence']}" for row in failing(nlp)] == []


def test_examples_and_counts_are_of_cues_that_there_are() -> None:
    cues = all_cues()
    rows = [*load_table("cue_examples"), *load_table("cue_counts")]
    assert {Cue(row["lexicon"], row["cue"]) for row in rows} <= cues


def test_no_sentence_stands_twice_for_a_cue() -> None:
    rows = [tuple(row.values()) for row in load_table("cue_examples")]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(("table", "fewest"), [("interests", 250), ("stances", 250), ("predictions", 120)])
def test_lexicons_are_broad(table: str, fewest: int) -> None:
    """The floors of the design, by cues that are words of their own."""
    assert table in TABLES
    words = {frozenset(kin()[cue]) for cue in all_cues() if cue.lexicon == table}
    assert len(words) >= fewest


def test_words_that_taggers_take_for_one_or_the_other_are_one_cue() -> None:
    assert Cue("interests", "worry/VERB") in kin()[Cue("interests", "worried/ADJ")]
    assert Cue("interests", "fear/NOUN") not in kin()[Cue("interests", "fear/VERB")]


def test_counts_are_of_frames_and_lists_that_there_are() -> None:
    frames = {(table, frame.id) for table in TABLES for frame in load_frames(table).frames}
    counts = counted()
    assert sum(counts.values()) > len(counts) > 0
    assert {
        (r["lexicon"], r["frame"])
        for r in load_table("cue_counts")
        if not r["frame"].startswith(("phrase_", "raising_"))
    } <= frames
