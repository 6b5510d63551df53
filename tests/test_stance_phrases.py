"""The phrases of `lexicon/stance_phrases.csv`: each does what its two sentences show, and the notation says what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stanceflow.annotate import stance_phrases
from stanceflow.annotate.pipeline import extract
from stanceflow.annotate.stance_phrases import read_phrase
from stanceflow.lexicon import load_table

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def _examples() -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Phrase, polarity, sentence, and the words of holder and target, or of the target alone for a verdict."""
    out = []
    for row in load_table("stance_phrases"):
        for example in (row["first"], row["second"]):
            sentence, _, roles = example.partition(" -> ")
            out.append((row["phrase"], row["polarity"], sentence, tuple(roles.split(" | "))))
    return out


@pytest.fixture(scope="module")
def read(nlp: Language) -> list[Doc]:
    """The examples' sentences, parsed."""
    return list(nlp.pipe([sentence for _, _, sentence, _ in _examples()], batch_size=64))


def failing(docs: list[Doc]) -> list[str]:
    """The examples that do not give their row, as `phrase: sentence -> what they give`."""
    out = []
    for (phrase, polarity, sentence, roles), doc in zip(_examples(), docs, strict=True):
        rows = []
        for row in extract(doc).stances:
            holder, target = (" ".join(sentence[a:b] for a, b in spans) for spans in (row.holder, row.target))
            rows.append((*([] if len(roles) == 1 else [holder]), target, row.polarity))
        if (*roles, polarity) not in rows:
            out.append(f"{phrase}: {sentence} -> {rows}")
    return out


def test_each_phrase_does_what_its_sentences_show(read: list[Doc]) -> None:
    assert failing(read) == []


def test_no_phrase_says_what_frames_say_without_it(read: list[Doc], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stance_phrases, "_starting", lambda graph, node: [])
    without = {line.partition(": ")[0] for line in failing(read)}
    assert [row["phrase"] for row in load_table("stance_phrases") if row["phrase"] not in without] == []


def test_no_phrase_stands_twice() -> None:
    phrases = [row["phrase"] for row in load_table("stance_phrases")]
    assert len(phrases) == len(set(phrases)) > 8


def test_every_polarity_is_known() -> None:
    assert {row["polarity"] for row in load_table("stance_phrases")} == {"favor", "against"}


def test_where_the_target_stands() -> None:
    after, inside, verdict = (
        read_phrase(text, "against") for text in ("be up in arm over/about X", "tear X to shred", "X be slap in face")
    )
    assert (after.predicate, after.slot, after.verdict) == (True, 0, False)
    assert (inside.slot, inside.predicate) == (1, False)
    assert (verdict.verdict, len(verdict.words)) == (True, 3)


@pytest.mark.parametrize("text", ["turn a deaf ear", "X", "X against X"])
def test_a_phrase_needs_words_and_one_target(text: str) -> None:
    with pytest.raises(ValueError, match="a phrase has words and one X"):
        read_phrase(text, "against")
