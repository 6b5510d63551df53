"""The parts of the reader that need no network: subwords, features, lemma rules, windows, trees, spans."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stanceflow.reader.breaks import CERTAIN, start_bias
from stanceflow.reader.decoding import TagDecoder, layer_spans
from stanceflow.reader.features import TABLE_SIZES, Case, Gap, case_of, gap_of, shape_of, word_features
from stanceflow.reader.lemmas import Lemmatizer, apply_rule, make_rule
from stanceflow.reader.trees import best_tree, is_tree
from stanceflow.reader.windows import fitting_end, paragraph_runs, safe_cut
from stanceflow.reader.wordpiece import MOST_PIECES, WordPiece

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "re", "##elect", "##ed", "min", "##ister", "cafe", "-", "."]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("reelected", ["re", "##elect", "##ed"]),
        ("Minister", ["min", "##ister"]),
        ("Café", ["cafe"]),
        ("re-", ["re", "-"]),
        ("xyz", ["[UNK]"]),
        ("", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
    ],
)
def test_wordpiece_cuts_longest_first(word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[number] for number in WordPiece(VOCABULARY)(word)] == pieces


def test_wordpiece_keeps_few_pieces_of_a_long_word() -> None:
    assert len(WordPiece(VOCABULARY)("." * 50)) == MOST_PIECES


@pytest.mark.parametrize(
    ("word", "case", "shape"),
    [
        ("talks", Case.LOWER, "xxxx"),
        ("NATO", Case.UPPER, "XXXX"),
        ("A", Case.LETTER, "X"),
        ("Oslo", Case.TITLE, "Xxxx"),
        ("2031", Case.DIGITS, "dddd"),
        ("G20", Case.UPPER, "Xdd"),
        ("2nd", Case.WITH_DIGITS, "dxx"),
        ("—", Case.SYMBOL, "—"),
        ("McKay", Case.MIXED, "XxXxx"),
        ("Reconstruction", Case.TITLE, "Xxxxx"),
    ],
)
def test_case_and_shape(word: str, case: Case, shape: str) -> None:
    assert (case_of(word), shape_of(word)) == (case, shape)


@given(st.text(max_size=20))
def test_features_stay_inside_their_tables(word: str) -> None:
    assert all(0 <= row < size for row, size in zip(word_features(word), TABLE_SIZES, strict=True))


@pytest.mark.parametrize(
    ("space", "gap"), [("", Gap.NONE), (" ", Gap.SPACE), (" \n ", Gap.LINE), ("\n\n", Gap.PARAGRAPH), ("\t", Gap.SPACE)]
)
def test_gap(space: str, gap: Gap) -> None:
    assert gap_of(space) == gap


@pytest.mark.parametrize(
    ("form", "lemma", "rule"),
    [
        ("talks", "talk", "k1|"),
        ("Talks", "talk", "l1|"),
        ("parties", "party", "k3|y"),
        ("Berlin", "Berlin", "k0|"),
        ("are", "be", "=be"),
    ],
)
def test_lemma_rules(form: str, lemma: str, rule: str) -> None:
    assert make_rule(form, lemma) == rule
    assert apply_rule(rule, form) == lemma


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_a_lemma_rule_gives_its_lemma_back(form: str, lemma: str) -> None:
    assert apply_rule(make_rule(form, lemma), form) == lemma


def test_a_lemma_rule_leaves_something() -> None:
    assert apply_rule("k9|", "is") == "is"


def test_paragraphs_are_read_together_where_they_fit() -> None:
    gaps = [Gap.PARAGRAPH, Gap.SPACE, Gap.PARAGRAPH, Gap.LINE, Gap.SPACE, Gap.PARAGRAPH]
    assert paragraph_runs(gaps, [2] * 6, limit=10) == [(0, 5), (5, 6)]
    assert paragraph_runs(gaps, [2] * 6, limit=5) == [(0, 2), (2, 5), (5, 6)]
    assert paragraph_runs([], [], limit=5) == []


def test_a_long_paragraph_is_read_up_to_a_sentence_start() -> None:
    lengths = [1, 1, 3, 1, 12]
    assert fitting_end(lengths, 0, 5, limit=6) == 4
    assert fitting_end(lengths, 4, 5, limit=6) == 5  # one word always fits
    starts = [True, False, False, True, False, False, False, True, False]
    assert safe_cut(starts, is_last=False) == 7
    assert safe_cut(starts, is_last=True) == 9
    assert safe_cut([True] + [False] * 8, is_last=False) == 9


@given(st.lists(st.tuples(st.sampled_from(list(Gap)), st.integers(1, 12))))
def test_paragraph_runs_hold_all_words_once(rows: list[tuple[Gap, int]]) -> None:
    gaps, lengths = [gap for gap, _ in rows], [length for _, length in rows]
    runs = paragraph_runs(gaps, lengths, limit=20)
    assert [index for start, end in runs for index in range(start, end)] == list(range(len(rows)))


@given(st.integers(2, 4), st.randoms(use_true_random=False))
def test_best_tree_is_the_best_of_all_trees(length: int, source) -> None:  # type: ignore[no-untyped-def]  # hypothesis has no type for it
    scores = np.array([[source.uniform(-5, 5) for _ in range(length + 1)] for _ in range(length)])
    trees = (np.array(heads) for heads in itertools.product(range(length + 1), repeat=length))
    valid = [heads for heads in trees if is_tree(heads)]
    best = max(valid, key=lambda heads: scores[np.arange(length), heads].sum())
    found = best_tree(scores)
    assert is_tree(found)
    assert scores[np.arange(length), found].sum() == pytest.approx(scores[np.arange(length), best].sum())


@pytest.mark.parametrize(
    ("heads", "expected"),
    [([0], True), ([2, 0, 2], True), ([0, 0], False), ([2, 1], False), ([0, 3, 4, 2], False), ([1], False)],
)
def test_is_tree(heads: list[int], expected: bool) -> None:
    assert is_tree(np.array(heads)) is expected


TAGS = ["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]


def test_the_decoder_joins_what_a_greedy_choice_would_break() -> None:
    scores = np.log(np.array([[0.1, 0.5, 0.1, 0.2, 0.1], [0.1, 0.05, 0.4, 0.0499, 0.4001]]))
    assert TagDecoder(TAGS).spans(scores) == [(0, 2, "ORG")]


@given(st.lists(st.lists(st.floats(-9, 0), min_size=5, max_size=5), max_size=8))
def test_decoded_tags_are_legal(rows: list[list[float]]) -> None:
    decoder = TagDecoder(TAGS)
    tags = ["O", *(TAGS[number] for number in decoder.best(np.array(rows).reshape(-1, 5)))]
    for before, after in itertools.pairwise(tags):
        assert after[0] != "I" or before[1:] == after[1:]


def test_layer_spans() -> None:
    outside, begin, inside = (0.8, 0.1, 0.1), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8)
    assert layer_spans(np.array([outside, begin, inside, inside, begin, outside])) == [(1, 4), (4, 5)]


@pytest.mark.parametrize(
    ("form", "rule", "upos", "xpos", "lemma"),
    [
        ("The", "k0|", "DET", "DT", "the"),
        ("I", "k0|", "PRON", "PRP", "I"),
        ("Section", "k0|", "NOUN", "NN", "section"),
        ("TV", "k0|", "NOUN", "NN", "TV"),
        ("Berlin", "k0|", "PROPN", "NNP", "Berlin"),
        ("better", "=good", "ADJ", "JJR", "good"),
        ("media", "k0|", "NOUN", "NNS", "medium"),
        ("violating", "k3|", "VERB", "VBG", "violate"),
        ("iodised", "k2|", "VERB", "VBD", "iodise"),
        ("sailed", "k1|", "VERB", "VBD", "sail"),
        ("reprinted", "k1|", "VERB", "VBN", "reprint"),
        ("honored", "k1|", "VERB", "VBD", "honor"),
        ("stopping", "k3|", "VERB", "VBG", "stop"),
        ("went", "=go", "VERB", "VBD", "go"),
    ],
)
def test_lemmas_are_spelt_as_english_does(form: str, rule: str, upos: str, xpos: str, lemma: str) -> None:
    assert Lemmatizer({"media|NOUN": "medium"}, {"stop"})(form, rule, upos, xpos) == lemma


def test_certain_sentence_starts() -> None:
    words = ["Goals", ":", "•", "Peace", ".", "[1]", "Trade", "2"]
    gaps = [Gap.PARAGRAPH, Gap.NONE, Gap.LINE, Gap.SPACE, Gap.NONE, Gap.NONE, Gap.SPACE, Gap.SPACE]
    assert start_bias(words, gaps) == [CERTAIN, 0, CERTAIN, -CERTAIN, 0, -CERTAIN, 0, 0]
