"""How likely each token is part of a source, a cue or a content, by a trained reader: kept on the Doc by whoever read it, taken up here.

A Doc may have no such scores (a pipeline that gives none, parses from elsewhere); the annotators then do without. What they see is rounded to
255ths, so that a Doc and its frozen copy give the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

ATTRIBUTION_SCORES = "attribution_scores"
"""The Doc's extension with the reader's array, tokens x layers x 3 probabilities; in `user_data`, the same packed."""
LAYERS = ("source", "cue", "content")
SOURCE, CUE, CONTENT = range(len(LAYERS))

_FULL = 255
_PER_TOKEN = 2 * len(LAYERS)


class AttributionScores:
    """The scores of one Doc, unpacked."""

    __slots__ = ("_begins", "_within")

    def __init__(self, packed: bytes) -> None:
        self._begins = [packed[2 * layer :: _PER_TOKEN] for layer in range(len(LAYERS))]
        insides = [packed[2 * layer + 1 :: _PER_TOKEN] for layer in range(len(LAYERS))]
        self._within = [
            [min(a + b, _FULL) / _FULL for a, b in zip(begins, inside, strict=True)]
            for begins, inside in zip(self._begins, insides, strict=True)
        ]

    def of(self, layer: int, token: int) -> float:
        """Give the probability, 0 to 1, that a token is part of a source, cue or content."""
        return self._within[layer][token]

    def spans(self, layer: int, least: float = 0.5) -> list[range]:
        """Give the stretches of tokens that are likelier than `least` part of a source, cue or content, parted where one begins."""
        found: list[range] = []
        begins = self._begins[layer]
        for token, within in enumerate(self._within[layer]):
            if within <= least:
                continue
            if found and found[-1].stop == token and begins[token] / _FULL <= within / 2:
                found[-1] = range(found[-1].start, token + 1)
            else:
                found.append(range(token, token + 1))
        return found


def attribution_scores(doc: Doc) -> AttributionScores | None:
    """Give a Doc's scores, or None where it has none."""
    packed = packed_scores(doc)
    return None if packed is None else AttributionScores(packed)


def packed_scores(doc: Doc) -> bytes | None:
    """Give a Doc's scores as bytes, for each token and layer the 255ths of *begins* and *inside*; None where it has none."""
    packed = doc.user_data.get(ATTRIBUTION_SCORES)
    if packed is not None:
        return bytes(packed)
    scores = doc._.get(ATTRIBUTION_SCORES) if doc.has_extension(ATTRIBUTION_SCORES) else None
    return None if scores is None else bytes((scores[:, :, 1:] * _FULL).round().astype("uint8").tobytes())
