"""Places of an approved text in the edited one, and rows paired across it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stanceflow.regression.alignment import Alignment, Sentence

WORDS = st.sampled_from(["rain", "will", "fall", "the", "talks", "Ada", "said"])
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(lambda words: " ".join(words) + "."), max_size=6)


def placed(sentences: list[str]) -> list[Sentence]:
    """Give sentences with their places in a text that parts them by a space."""
    found, start = [], 0
    for text in sentences:
        found.append((start, start + len(text), text))
        start += len(text) + 1
    return found


@given(SENTENCES, SENTENCES, SENTENCES)
def test_sentences_that_stay_keep_their_words_wherever_they_go(front, kept, back):
    before, after = placed(kept), placed([*front, *kept, *back])
    text, edited = " ".join(kept), " ".join([*front, *kept, *back])
    alignment = Alignment(before, after)
    for start, end, _ in before:
        moved = alignment.span((start, end))
        assert moved is not None
        assert edited[moved[0] : moved[1]] == text[start:end]


@given(SENTENCES, SENTENCES, st.data())
def test_whatever_was_edited_a_place_is_inside_the_new_text_or_gone(before, after, data):
    old, new = placed(before), placed(after)
    length = len(" ".join(before))
    start = data.draw(st.integers(0, length))
    moved = Alignment(old, new).span((start, data.draw(st.integers(start + 1, length + 1))))
    assert moved is None or 0 <= moved[0] < moved[1] <= len(" ".join(after))


@pytest.mark.parametrize(
    ("before", "after", "words", "now"),
    [
        ("Ada wants a long pause.", "Ada wants a short pause.", "a long pause", "a short pause"),
        ("Ada wants a pause.", "Ada wants a very long pause.", "a pause", "a very long pause"),
        ("Ada wants a very long pause.", "Ada wants a pause.", "a very long pause", "a pause"),
        ("Snow will fall.", "Hail will fall.", "Snow will fall", "Hail will fall"),
        ("Snow will fall.", "Hail will fall.", "Snow", "Hail"),
        ("Ada wants a pause.", "Ada wants it.", "Ada", "Ada"),
        ("Ada said so.", "said so.", "Ada", None),
        ("Ada said so.", "", "said", None),
    ],
)
def test_places_inside_an_edited_sentence(before, after, words, now):
    start = before.index(words)
    moved = Alignment(placed([before]), placed([after] if after else [])).span((start, start + len(words)))
    assert (after[slice(*moved)] if moved else None) == now
