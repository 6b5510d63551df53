"""Spans are readable: whole phrases, without outer punctuation, with both marks of a pair or neither."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from handmade import tree
from stanceflow.quotations import quotations
from stanceflow.spans import noun_phrase, overlaps, phrase, text_of, trim, without_fragments
from stanceflow.syntax import Graph


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" the treaty, ", "the treaty"),
        ("“We wait”", "We wait"),
        ("“We wait", "We wait"),
        ("We wait”", "We wait"),
        ('"We wait"', "We wait"),
        ("so-called “experts”", "so-called “experts”"),
        ("“experts” and “analysts”", "“experts” and “analysts”"),
        ("the accord (signed in May)", "the accord (signed in May)"),
        ("(signed in May", "signed in May"),
        ("the U.S.", "the U.S."),
        ("the talks.", "the talks"),
        ("— and then", "and then"),
    ],
)
def test_trim(text: str, expected: str) -> None:
    span = trim(text, 0, len(text))
    assert span is not None
    assert text[slice(*span)] == expected


@pytest.mark.parametrize("text", ["", "  ", ",;", "“”", '"', "()"])
def test_nothing_is_left_of_bare_punctuation(text: str) -> None:
    span = trim(text, 0, len(text))
    assert span is None or text[slice(*span)].strip()


@given(st.text(alphabet=st.sampled_from("ab .,“”\"'()[]—’\n")))
def test_trim_stays_inside_and_has_no_outer_space(text: str) -> None:
    span = trim(text, 0, len(text))
    if span is not None:
        start, end = span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We wait,” she said, “for spring.”", ["We wait,", "for spring."]),
        ('"We wait," she said, "for spring."', ["We wait,", "for spring."]),
        ("He said: “One.\n\n“Two.” Then he left.", ["One.", "Two."]),
        ("“It never closed, he said.\n\nAnother paragraph.", ["It never closed, he said."]),
        ("No marks at all, it's plain.", []),
        ("„Ja“, said the «oui» man.", ["Ja", "oui"]),
        ("«Oui», said the man.", ["Oui"]),
        ('a 6" pipe', []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    found = [text[q.start : q.end] for q in quotations(text)]
    assert found == expected


def test_a_quotation_that_goes_on_says_so() -> None:
    first, second = quotations("“One.\n\n“Two.”")
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


@given(st.text(alphabet=st.sampled_from('ab .“”"«»\n')))
def test_quotations_are_disjoint_and_in_order(text: str) -> None:
    found = quotations(text)
    assert all(a.outer_end <= b.outer_start for a, b in itertools.pairwise(found))
    assert all(q.outer_start <= q.start < q.end <= q.outer_end for q in found)


def test_a_source_is_cut_before_its_relative_clause() -> None:
    graph = Graph(tree("relative_subject", "universal"))
    assert text_of(graph.text, noun_phrase(graph, graph.words.index("envoy"))) == "The envoy"


def test_content_starts_after_that() -> None:
    graph = Graph(tree("that_clause", "universal"))
    assert text_of(graph.text, phrase(graph, graph.words.index("rise"))) == "prices will rise"


def test_a_conjunct_stands_for_itself_and_a_first_conjunct_is_cut_from_the_others() -> None:
    graph = Graph(tree("three_conjuncts", "universal"))
    assert text_of(graph.text, noun_phrase(graph, graph.words.index("Rome"))) == "Rome"
    assert text_of(graph.text, noun_phrase(graph, graph.words.index("Riga"))) == "Riga"


def test_overlaps_is_end_exclusive() -> None:
    assert overlaps(((0, 3),), ((2, 5),))
    assert not overlaps(((0, 3),), ((3, 5),))


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("LIMA - The vote was put off.", ["LIMA", "-"]),
        (
            "NEW DELHI, May 4 (Indus Wire) — The vote was put off.",
            ["NEW", "DELHI", ",", "May", "4", "(Indus", "Wire)", "—"],
        ),
        ("The vote - a surprise - was put off.", []),
        ("NATO is late.", []),
    ],
)
def test_a_dateline_is_part_of_no_phrase(text: str, opens: list[str]) -> None:
    words = text.replace("DELHI,", "DELHI ,").split()
    spaces = [not (word == "DELHI" and "," in words) for word in words]
    doc = Doc(Vocab(), words=words, spaces=spaces, heads=[len(words) - 1] * len(words), deps=["dep"] * len(words))
    graph = Graph(doc)
    assert [graph.words[i] for i in sorted(graph.dateline_nodes)] == opens
    assert text_of(graph.text, phrase(graph, len(words) - 1)).startswith(words[len(opens)])


def test_fragments_are_left_out_and_near_pieces_stay() -> None:
    text = "That, they said, the border be opened before winter, with some money, and much later in the text, wages."
    pieces = ["That", "the border be opened before winter", "with some money", "wages"]
    spans = tuple((text.index(piece), text.index(piece) + len(piece)) for piece in pieces)
    assert [text[start:end] for start, end in without_fragments(text, spans)] == pieces[1:3]
    assert without_fragments(text, spans[3:]) == spans[3:]
    assert without_fragments(text, ()) == ()


def test_a_phrase_ends_before_a_relative_clause_that_only_adds(nlp: Language) -> None:
    text = "Lima signed the treaty on water, which Quito had rejected."
    graph = Graph(nlp(text))
    assert text_of(text, phrase(graph, graph.words.index("treaty"))) == "the treaty on water"
    text = "Lima signed the treaty that Quito had rejected."
    graph = Graph(nlp(text))
    assert text_of(text, phrase(graph, graph.words.index("treaty"))) == "the treaty that Quito had rejected"
