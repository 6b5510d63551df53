"""How modal, adverb, negation and embedding verb make one band: stated rules on words, with the words in the lexicon.

1. The strongest qualifier beside the cue decides: will probably is likely, may be highly unlikely is very unlikely. Of several the one farthest
   from even odds counts.
2. Without one the modal decides; well and easily raise a mere possibility (could well: likely); an adverb of certainty makes would as sure as will,
   and leaves may and could what they are.
3. A verb of expecting, fearing or hoping lowers a bare will to likely; one of doubting makes it unlikely; one of saying or knowing leaves it.
4. Negation of the word of likelihood turns its band (see `negated`); negation of the clause leaves it, but for can and could: what cannot be will not be.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from stanceflow.annotate.likelihood.bands import Band, intensified, negated
from stanceflow.annotate.likelihood.odds import explicit_probability
from stanceflow.lexicon import load_table

_TOKEN = re.compile(r"n't\b|'(?:ll|d)\b|(?:(?!n't\b)[a-z])+(?:-(?:(?!n't\b)[a-z])+)*|[^\sa-z]")
_DISTANCE = {
    Band.POSSIBLE: 0, Band.EVEN: 1, Band.LIKELY: 2, Band.UNLIKELY: 2, Band.VERY_LIKELY: 3, Band.VERY_UNLIKELY: 3,
    Band.ALMOST_CERTAIN: 4, Band.ALMOST_NO_CHANCE: 4,
}  # fmt: skip


class Embedding(StrEnum):
    """What the verb above a prediction does to it."""

    SAYING = "saying"
    EXPECTING = "expecting"
    DOUBTING = "doubting"


def combine(
    modal: Band | None,
    qualifiers: Sequence[Band] = (),
    *,
    raised: bool = False,
    certain: bool = False,
    embedding: Embedding | None = None,
) -> Band | None:
    """Give the band of a whole cue, or None where nothing says how likely it is.

    `modal` is the band of the clause's modal or tense, `qualifiers` those of the words of likelihood near it (each with its own very and not),
    `raised` whether well or easily stands by the modal, `certain` whether an adverb of certainty does, `embedding` what the verb above does.
    """
    if qualifiers:
        strongest = max(qualifiers, key=lambda band: _DISTANCE[band])
        return negated(strongest) if embedding is Embedding.DOUBTING else strongest
    if embedding is Embedding.DOUBTING:
        return Band.UNLIKELY
    band = modal
    if raised and modal is Band.POSSIBLE:
        band = Band.LIKELY
    elif certain and modal is not Band.POSSIBLE:
        band = Band.ALMOST_CERTAIN
    if embedding is Embedding.EXPECTING and band in (None, Band.ALMOST_CERTAIN, Band.VERY_LIKELY):
        return Band.LIKELY
    return band


def embedding_of(verb: str, is_negated: bool = False) -> Embedding:
    """Give what a verb (its lemma) does to the prediction under it. Not to expect or think is to doubt; not to doubt leaves things as they are."""
    role = _words().get((verb.lower(),), ("", None))[0]
    if role == Embedding.EXPECTING:
        return Embedding.DOUBTING if is_negated else Embedding.EXPECTING
    if role == Embedding.DOUBTING and not is_negated:
        return Embedding.DOUBTING
    return Embedding.SAYING


def likelihood_of(cue: str) -> Band | None:
    """Give the band of a cue by its words alone (`will probably`, `is highly unlikely to`, `expects ... will`), or None where they say nothing.

    A number in them wins. The words are those of the lexicon's likelihood_words; a construction of its own (is set to, on course to) has its band
    where its frame stands.
    """
    number = explicit_probability(cue)
    if number is not None:
        return number[0]
    state = _State()
    for role, band, word in _items(cue):
        state.take(role, band, word)
    return combine(state.modal, state.qualifiers, raised=state.raised, certain=state.certain, embedding=state.embedding)


@dataclass(slots=True)
class _State:
    """What the words read so far say; `negation` and `degree` wait for the word that they belong to."""

    modal: Band | None = None
    qualifiers: list[Band] = field(default_factory=list)
    raised: bool = False
    certain: bool = False
    embedding: Embedding | None = None
    negation: bool = False
    degree: bool = False
    previous: tuple[str, str] = ("", "")

    def take(self, role: str, band: Band | None, word: str) -> None:
        if role == "modal":
            self.modal = band
            if self.negation and self.embedding is None:  # never will: the clause is negated
                self.negation = False
        elif role == "word" and band is not None:
            self.qualifiers.append(self._qualified(band))
        elif role in ("negator", "soft negator"):
            self._negate(role)
        elif role in (Embedding.EXPECTING, Embedding.DOUBTING):
            self.embedding = embedding_of(word, self.negation)
            self.negation = False
        self.degree = role == "degree" or (self.degree and role == "weak")
        self.raised = self.raised or role == "raiser"
        self.certain = self.certain or role == "certainty"
        self.previous = (role, word)

    def _qualified(self, band: Band) -> Band:
        if self.negation:
            self.negation = False
            return negated(band)
        return intensified(band) if self.degree else band

    def _negate(self, role: str) -> None:
        """Negation after a modal belongs to the clause, unless it is hardly (will hardly: unlikely)."""
        after_modal = self.previous[0] == "modal"
        if after_modal and role == "soft negator":
            self.qualifiers.append(Band.UNLIKELY)
        elif after_modal:
            if self.previous[1] in ("can", "could"):
                self.modal = Band.ALMOST_CERTAIN
        else:
            self.negation = True


def _items(cue: str) -> list[tuple[str, Band | None, str]]:
    """Give the lexicon's words in a cue, longest first at each place: role, band, word."""
    words = _TOKEN.findall(cue.lower().replace("’", "'").replace("cannot", "can not").replace("can't", "can n't"))
    known, longest = _words(), max(map(len, _words()))
    items: list[tuple[str, Band | None, str]] = []
    at = 0
    while at < len(words):
        for length in range(longest, 0, -1):
            found = known.get(tuple(words[at : at + length])) or (_inflected(words[at]) if length == 1 else None)
            if found is not None:
                items.append((*found, _lemma(words[at]) if found[1] is None else words[at]))
                at += length
                break
        else:
            at += 1
    return items


def _inflected(word: str) -> tuple[str, Band | None] | None:
    """Give the entry of a verb of expecting or doubting in another form than its lemma."""
    found = _words().get((_lemma(word),))
    return found if found is not None and found[0] in (Embedding.EXPECTING, Embedding.DOUBTING) else None


def _lemma(word: str) -> str:
    known = _words()
    irregular = {"thought": "think", "felt": "feel", "bets": "bet"}
    stems = (
        word,
        irregular.get(word, word),
        word[:-1],
        word[:-2],
        word[:-3] + "y",
        word[:-3],
        word[:-3] + "e",
        word[:-4],
    )
    return next((stem for stem in stems if (stem,) in known), word)


@functools.cache
def _words() -> dict[tuple[str, ...], tuple[str, Band | None]]:
    rows = load_table("likelihood_words")
    return {
        tuple(_TOKEN.findall(row["word"])): (row["role"], Band(row["band"]) if row["band"] else None) for row in rows
    }
