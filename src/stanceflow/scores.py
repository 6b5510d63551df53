"""How likely each token is part of an attribution's or an attitude's cue or role, by a trained reader: kept on the Doc by whoever read it, taken up here.

A Doc may have no such scores (a pipeline that gives none, parses from elsewhere); the annotators then do without. What they see is rounded to
255ths, so that a Doc and its frozen copy give the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

ATTRIBUTION_SCORES = "attribution_scores"
"""The Doc's extension with the reader's array, tokens x layers x 3 probabilities; in `user_data`, the same packed."""
LAYERS = ("source", "cue", "content")
SOURCE, CUE, CONTENT = range(len(LAYERS))

ATTITUDE_SCORES = "attitude_scores"
"""The same for cues and roles of interests, stances and predictions."""
INTEREST_KINDS = ("goal", "desire", "need", "value", "benefit", "fear")
POLARITIES = ("favor", "against")
ATTITUDE_LAYERS = (
    *INTEREST_KINDS,
    *POLARITIES,
    "prediction",
    "interest_holder",
    "interest_content",
    "stance_holder",
    "stance_target",
    "prediction_content",
)

_LAYERS_OF = {ATTRIBUTION_SCORES: LAYERS, ATTITUDE_SCORES: ATTITUDE_LAYERS}
_FULL = 255
_SURE = 1 / 2


class LayerScores:
    """The scores of one Doc, unpacked; a layer is meant by its number."""

    __slots__ = ("_begins", "_within")

    def __init__(self, packed: bytes, layers: int) -> None:
        step = 2 * layers
        self._begins = [packed[2 * layer :: step] for layer in range(layers)]
        insides = [packed[2 * layer + 1 :: step] for layer in range(layers)]
        self._within = [
            [min(a + b, _FULL) / _FULL for a, b in zip(begins, inside, strict=True)]
            for begins, inside in zip(self._begins, insides, strict=True)
        ]

    def of(self, layer: int, token: int) -> float:
        """Give the probability, 0 to 1, that a token is part of a span of the layer."""
        return self._within[layer][token]

    def spans(self, layer: int) -> list[range]:
        """Give the stretches of tokens that are likelier part of a span of the layer than not, parted where one begins."""
        return self.spans_of((layer,))

    def spans_of(self, layers: Sequence[int], threshold: float = _SURE) -> list[range]:
        """Give the stretches of tokens that are likelier than `threshold` part of a span of one of the layers, parted where one begins."""
        found: list[range] = []
        for token in range(len(self._within[layers[0]])):
            within = self.any_of(layers, token)
            if within <= threshold:
                continue
            begins = sum(self._begins[layer][token] for layer in layers) / _FULL
            if found and found[-1].stop == token and begins <= within / 2:
                found[-1] = range(found[-1].start, token + 1)
            else:
                found.append(range(token, token + 1))
        return found

    def any_of(self, layers: Sequence[int], token: int) -> float:
        """Give the probability, 0 to 1, that a token is part of a span of one of the layers, of which at most one is right."""
        return min(sum(self._within[layer][token] for layer in layers), 1.0)


def attribution_scores(doc: Doc) -> LayerScores | None:
    """Give a Doc's scores of attributions, or None where it has none."""
    return _scores(doc, ATTRIBUTION_SCORES)


def attitude_scores(doc: Doc) -> LayerScores | None:
    """Give a Doc's scores of attitudes, or None where it has none."""
    return _scores(doc, ATTITUDE_SCORES)


def packed_scores(doc: Doc, name: str) -> bytes | None:
    """Give a Doc's scores as bytes, for each token and layer the 255ths of *begins* and *inside*; None where it has none."""
    packed = doc.user_data.get(name)
    if packed is not None:
        return bytes(packed)
    scores = doc._.get(name) if doc.has_extension(name) else None
    return None if scores is None else bytes((scores[:, :, 1:] * _FULL).round().astype("uint8").tobytes())


def _scores(doc: Doc, name: str) -> LayerScores | None:
    packed = packed_scores(doc, name)
    return None if packed is None else LayerScores(packed, len(_LAYERS_OF[name]))
