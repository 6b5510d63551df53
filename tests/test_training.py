"""The recipe's own parts: treebanks, names, Docs, windows, measures; all on small examples written for these tests."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.conllu import Sentence, Word, documents, read_conllu, split_multiword
from training.entities import Name, bio_names, crossner_sentences, gum_names
from training.logistic import fit, probabilities
from training.measures import read_gold, score_spans, score_syntax
from training.reader.attitudes import TAG_LAYERS, article_attitudes, attitude_marks, held_out, read_paragraphs, untag
from training.reader.attribution import attribution_examples, mark_layer
from training.reader.augment import vary_gaps, vary_words
from training.reader.cuts import cut_windows
from training.reader.examples import ANY_ENTITY_TAG, ENTITY_TAGS, known_entities, treebank_examples
from training.reader.partial_names import ANY_NAME, BEGINS, article_bits, treebank_bits
from training.spaces import guess_spaces
from training.tokenizer import make_blank
from training.web_names import read_web_names

from stanceflow.reader.features import Gap
from stanceflow.reader.wordpiece import WordPiece

TREEBANK = """# newdoc id = one
# newpar
# sent_id = one-1
# text = Envoys can't meet.
1	Envoys	envoy	NOUN	NNS	Number=Plur	4	nsubj	_	_
2-3	can't	_	_	_	_	_	_	_	_
2	ca	can	AUX	MD	_	4	aux	_	_
3	not	not	PART	RB	_	4	advmod	_	_
4	meet	meet	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# newpar
# sent_id = one-2
# text = Oslo waits.
1	Oslo	Oslo	PROPN	NNP	_	2	nsubj	_	_
2	waits	wait	VERB	VBZ	_	0	root	_	SpaceAfter=No
2.1	waits	wait	VERB	VBZ	_	_	_	_	_
3	.	.	PUNCT	.	_	2	punct	_	_

# newdoc id = two
# sent_id = two-1
# text = Yes.
1	Yes	yes	INTJ	UH	_	0	root	_	SpaceAfter=No
2	.	.	PUNCT	.	_	1	punct	_	_
"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "small.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    return path


def sentence(*rows: tuple[str, str, int, str]) -> Sentence:
    """A sentence of (form, xpos, head, Entity) rows; the relation is `flat` unless the word is the root."""
    words = [
        Word(
            form,
            form.lower(),
            "PROPN" if xpos.startswith("NNP") else "X",
            xpos,
            "",
            head,
            "flat" if head else "root",
            f"Entity={entity}",
        )
        for form, xpos, head, entity in rows
    ]
    return Sentence(words=words)


def test_multiword_pieces_spell_the_text(treebank: Path) -> None:
    first, second, third = read_conllu(treebank)
    assert [word.form for word in first.words] == ["Envoys", "ca", "n't", "meet", "."]
    assert "".join(word.form + " " * word.space_after for word in first.words).strip() == first.text
    assert [word.form for word in second.words] == ["Oslo", "waits", "."]
    assert [len(document) for document in documents([first, second, third])] == [2, 1]


@pytest.mark.parametrize(
    ("form", "pieces", "cut"),
    [
        ("wanna", ["want", "to"], ["wan", "na"]),
        ("don’t", ["do", "n't"], ["do", "n’t"]),
        ("Oslo's", ["Oslo", "'s"], ["Oslo", "'s"]),
        ("dunno", ["do", "n't", "know"], ["d", "unn", "o"]),
    ],
)
def test_split_multiword_keeps_every_letter(form: str, pieces: list[str], cut: list[str]) -> None:
    found = split_multiword(form, pieces)
    assert "".join(found) == form
    assert len(found) == len(pieces) and all(found)
    assert form == "dunno" or found == cut


def test_a_short_row_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.conllu"
    path.write_text("1\tYes\tyes\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.conllu: a row has 3 columns"):
        list(read_conllu(path))


def test_gum_mentions_become_names() -> None:
    text = sentence(
        ("President", "NNP", 3, "(1-person-new-nnnnn-cf1-1-sgl"),
        ("Amara", "NNP", 3, "_"),
        ("Okoye", "NNP", 0, "1)"),
        ("of", "IN", 3, "_"),
        ("the", "DT", 7, "(2-organization-new-nnnnn-cf1-1-sgl"),
        ("Coastal", "NNP", 7, "_"),
        ("Union", "NNP", 3, "2)"),
        ("visited", "VBD", 3, "_"),
        ("French", "JJ", 10, "(3-person-new-nnnnn-cf1-1-sgl"),
        ("farmers", "NNS", 8, "3)"),
        ("Tuesday", "NNP", 8, "(4-time-new-nnnnn-cf1-1-sgl)"),
    )
    names = gum_names([text], frozenset({"french"}))[0]
    assert names == [Name("PERSON", 1, 3), Name("ORG", 5, 7), Name("NORP", 8, 9)]


def test_crossner_types_and_peoples(tmp_path: Path) -> None:
    path = tmp_path / "politics.txt"
    path.write_text(
        "Okoye B-politician\nled O\nMali B-country\nand O\nGreek B-misc\nlogic B-field\n\n", encoding="utf-8"
    )
    (words, names), *rest = crossner_sentences(path, frozenset({"greek"}))
    assert not rest
    assert words[2] == "Mali"
    assert names == [Name("PERSON", 0, 1), Name("LOC", 2, 3), Name("NORP", 4, 5)]


def test_bio_names_part_at_a_new_beginning() -> None:
    assert bio_names(["B-x", "I-x", "B-x", "O", "I-x"], {"x": "ORG"}) == [
        Name("ORG", 0, 2),
        Name("ORG", 2, 3),
        Name("ORG", 4, 5),
    ]


def test_guessed_spaces() -> None:
    words = ["He", "said", ":", '"', "No", ",", "it", "is", "(", "not", ")", "ours", '"', "."]
    spaces = guess_spaces(words)
    text = "".join(word + " " * space for word, space in zip(words, spaces, strict=True))
    assert text.strip() == 'He said: "No, it is (not) ours".'


def test_half_known_names() -> None:
    text = sentence(
        ("Lagos", "NNP", 0, "_"),
        ("and", "CC", 1, "_"),
        ("Amara", "NNP", 1, "_"),
        ("Okoye", "NNP", 1, "_"),
        ("met", "VBD", 1, "_"),
        ("Monday", "NNP", 1, "_"),
    )
    bits = treebank_bits(text, frozenset({"lagos"}), frozenset())
    assert ENTITY_TAGS[bits[0].bit_length() - 1] == "B-LOC"
    assert bits[2:] == [ANY_NAME, ANY_NAME, 1, 1]
    assert bits[1] == ANY_ENTITY_TAG  # a link between names may belong to one


def test_actors_of_an_article_give_names() -> None:
    words = ["Later", "Chancellor", "Weiss", "told", "the", "Coastal", "Union", "that", "Mali", "waits"]
    actors = [
        ("person", "Chancellor Weiss"),
        ("organization", "the Coastal Union"),
        ("state", "Mali"),
        ("group", "Later"),
    ]
    tags = [
        bit if bit == ANY_ENTITY_TAG else ENTITY_TAGS[bit.bit_length() - 1]
        for bit in article_bits(words, actors, frozenset({"mali"}))
    ]
    assert tags[2:] == ["B-PERSON", "O", "O", "B-ORG", "I-ORG", "O", "B-LOC", "O"]
    assert tags[:2] == [ANY_ENTITY_TAG, ANY_ENTITY_TAG]


def test_treebank_windows_count_heads_from_their_own_start(treebank: Path) -> None:
    pieces = WordPiece(["[UNK]", "[CLS]", "[SEP]"])
    document = next(documents(read_conllu(treebank)))
    names = [known_entities([], 5), known_entities([Name("LOC", 0, 1)], 3)]
    (example,) = treebank_examples(document, names, pieces, random.Random(0))
    assert example.syntax is not None and example.entities is not None
    assert example.syntax.heads == [4, 4, 4, 0, 4, 7, 0, 7]
    assert [index for index, start in enumerate(example.syntax.starts) if start] == [0, 5]
    assert [index for index, gap in enumerate(example.gaps) if gap == Gap.PARAGRAPH] == [0, 5]
    assert example.entities[5] == 1 << ENTITY_TAGS.index("B-LOC")
    assert BEGINS & example.entities[5]


def test_attributions_mark_words() -> None:
    text = "The envoy said that\nMali would wait."
    attribution = {"source": [(0, 9)], "cue": [(10, 14)], "content": [(15, 35)]}
    (example,) = attribution_examples(
        text, [attribution], make_blank(), WordPiece(["[UNK]", "[CLS]", "[SEP]"]), random.Random(0)
    )
    assert example.spans == {
        "source": [1, 2, 0, 0, 0, 0, 0, 0],
        "cue": [0, 0, 1, 0, 0, 0, 0, 0],
        "content": [0, 0, 0, 1, 2, 2, 2, 0],
    }
    assert example.gaps[4] == Gap.LINE


def test_training_windows_end_with_a_paragraph_or_a_sentence() -> None:
    words = ["It", "rained", ".", "The", "river", "rose", "quickly", ".", "Nobody", "came"]
    gaps = [Gap.SPACE if word != "." else Gap.NONE for word in words]
    assert cut_windows(words, gaps, [1] * len(words), limit=9) == [(0, 8), (8, 10)]
    gaps[5] = Gap.PARAGRAPH
    assert cut_windows(words, gaps, [1] * len(words), limit=9) == [(0, 5), (5, 10)]


@given(st.lists(st.tuples(st.sampled_from(["a", ".", ",", "”"]), st.sampled_from(list(Gap)), st.integers(1, 12))))
def test_training_windows_hold_all_words_once(rows: list[tuple[str, Gap, int]]) -> None:
    words, gaps, lengths = [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
    windows = cut_windows(words, gaps, lengths, limit=20)
    assert [index for start, end in windows for index in range(start, end)] == list(range(len(rows)))
    assert all(sum(lengths[start:end]) <= 20 for start, end in windows)


def test_of_nested_spans_the_outer_one_is_marked() -> None:
    assert mark_layer([(0, 2), (3, 5), (6, 8)], [(3, 5), (0, 8)]) == [1, 2, 2]


def test_varied_words_stay_aligned() -> None:
    words = ['"', "Don't", "go", ",", '"', "she", "said", "--", "twice", "."]
    gaps = [Gap.PARAGRAPH, *[Gap.SPACE] * 4, Gap.PARAGRAPH, *[Gap.SPACE] * 4]
    seen = set()
    for seed in range(200):
        source = random.Random(seed)
        varied, varied_gaps = vary_words(words, source), vary_gaps(words, gaps, source)
        seen.update(varied)
        assert len(varied) == len(words) and len(varied_gaps) == len(gaps)
        assert varied_gaps[0] == Gap.PARAGRAPH
    assert {"“", "”", "Don’t", "DON'T", "don't", "—"} <= seen


def test_measures_of_a_perfect_and_a_bare_pipeline(treebank: Path) -> None:
    gold = read_gold(treebank)
    assert [text.text for text in gold] == ["Envoys can't meet.\n\nOslo waits.", "Yes."]
    bare = make_blank()
    bare.add_pipe("sentencizer")
    scores = score_syntax(bare, gold)
    assert scores["tokens"] == 100 and scores["sentences"] == 100
    assert "upos" not in scores and "lemma" not in scores


def test_span_scores() -> None:
    scores = score_spans([({(0, 5), (6, 9)}, {(0, 5), (7, 9), (20, 22)})])
    assert scores["exact"] == pytest.approx(40)
    assert scores["overlap"] == pytest.approx(80)


def test_tags_of_a_paragraph_become_spans_of_its_text() -> None:
    text, spans = untag("<ih>Oslo</ih> <fear>dreads</fear> <ic>a <goal>push</goal> north</ic>.")
    assert text == "Oslo dreads a push north."
    cut = {layer: [text[start:end] for start, end in found] for layer, found in spans.items() if found}
    assert cut == {
        "interest_holder": ["Oslo"],
        "fear": ["dreads"],
        "goal": ["push"],
        "interest_content": ["a push north"],
    }
    marks = attitude_marks([(0, 4), (5, 11), (12, 13), (14, 18), (19, 24), (24, 25)], spans)
    assert marks["interest_content"] == [0, 0, 1, 2, 2, 0]
    assert marks["favor"] == [0] * 6


@pytest.mark.parametrize("line", ["<ih>Oslo", "Oslo</ih>", "<who>Oslo</who>", "<ih><fear>Oslo</ih></fear>"])
def test_a_wrong_tag_is_an_error(line: str) -> None:
    with pytest.raises(ValueError):
        untag(line)


def test_every_paragraph_of_ours_is_well_formed() -> None:
    paragraphs = list(read_paragraphs())
    assert len(paragraphs) > 1000
    for text, spans in paragraphs:
        for start, end in (span for layer in spans.values() for span in layer):
            assert text[start:end] and text[start:end] == text[start:end].strip(), text
    assert {layer for _, spans in paragraphs for layer, found in spans.items() if found} == set(TAG_LAYERS.values())


def test_annotated_articles_become_spans_by_layer() -> None:
    interest = {"kind": "goal", "cue": [[5, 9]], "holder": [[0, 4]], "content": [[10, 14]]}
    stance = {"polarity": "against", "cue": [[20, 25]], "holder": [], "target": [[30, 34]]}
    prediction = {"cue": [[40, 44]], "content": [[36, 60]], "likelihood": "likely"}
    spans = article_attitudes({"interests": [interest], "stances": [stance], "predictions": [prediction]})
    assert {layer: found for layer, found in spans.items() if found} == {
        "goal": [(5, 9)],
        "interest_holder": [(0, 4)],
        "interest_content": [(10, 14)],
        "against": [(20, 25)],
        "stance_target": [(30, 34)],
        "prediction": [(40, 44)],
        "prediction_content": [(36, 60)],
    }


def test_every_fifth_article_is_held_out() -> None:
    paths = [Path(f"{number:02}.json") for number in range(11)]
    assert held_out(reversed(paths)) == [paths[0], paths[5], paths[10]]


def test_names_of_web_texts_do_not_overlap() -> None:
    names = read_web_names()
    assert len(names) > 5000
    for found in names.values():
        assert all(0 <= name.start < name.end for name in found)
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_an_unknown_label_of_a_web_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "names.tsv").write_text("a-1\t0-1:PER\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1: unknown label 'PER'"):
        read_web_names(tmp_path / "names.tsv")


def test_a_logistic_regression_finds_the_odds_of_its_columns() -> None:
    rows = np.array([[1.0, 0.0]] * 40 + [[1.0, 1.0]] * 40)
    labels = np.array([1.0] * 10 + [0.0] * 30 + [1.0] * 30 + [0.0] * 10)
    weights = fit(rows, labels, penalty=1e-6)
    assert probabilities(rows, weights)[[0, -1]] == pytest.approx([0.25, 0.75], abs=1e-4)


def test_shares_count_as_repeated_rows_and_the_penalty_shrinks() -> None:
    rows, labels = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, 0.0])
    repeated = fit(np.repeat(rows, 3, axis=0), np.repeat(labels, 3), penalty=1.0)
    assert fit(rows, labels, 1.0, np.full(3, 3.0)) == pytest.approx(repeated)
    assert np.abs(fit(rows, labels, 100.0)).max() < np.abs(repeated).max()
