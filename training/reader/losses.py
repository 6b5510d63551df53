"""The loss of each head, averaged over the words that have a target."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from training.reader.batches import NOTHING, Targets
from training.reader.examples import ANY_ENTITY_TAG
from training.reader.network import FAR, Batch, ReaderNetwork

WEIGHTS = {
    "upos": 0.3,
    "xpos": 0.4,
    "feats": 0.2,
    "lemma_rules": 0.3,
    "heads": 1.0,
    "deprels": 1.0,
    "starts": 0.8,
    "entities": 1.5,
    "spans": 3.0,
    "attitudes": 12.0,
}


def losses(network: ReaderNetwork, batch: Batch, targets: Targets) -> dict[str, Tensor]:
    """Weighted losses by head; heads without any target in this batch are left out."""
    words = network.words(batch).float()
    found: dict[str, Tensor] = {}
    parsed = (targets.starts != NOTHING).any(1)
    if parsed.any():
        found |= _tree_losses(network, words[parsed], _rows(targets, parsed))
    with torch.autocast("cpu", enabled=False):
        if parsed.any():
            found |= _tag_losses(network, words[parsed], _rows(targets, parsed))
        found |= _span_losses(network, words, batch, targets)
    return {name: WEIGHTS[name] * loss for name, loss in found.items()}


def sentence_mask(sentences: Tensor) -> Tensor:
    """True where a word may be another's head: B x W x (W + 1), the root and the words of the same sentence."""
    same = sentences[:, :, None] == sentences[:, None, :]
    return torch.cat([torch.ones_like(same[..., :1]), same], -1)


def _span_losses(network: ReaderNetwork, words: Tensor, batch: Batch, targets: Targets) -> dict[str, Tensor]:
    """In float32: in bfloat16 the scores of all tags drift together, until what is left of their differences is noise."""
    found: dict[str, Tensor] = {}
    tagged = (targets.entities != ANY_ENTITY_TAG) & batch.word_mask
    if tagged.any():
        found["entities"] = _partial_loss(network.entity_tags(words[tagged]), targets.entities[tagged])
    marked = (targets.spans[0] != NOTHING).any(1)
    if marked.any():
        layers = [layer(words[marked]) for layer in network.spans]
        found["spans"] = _layer_loss(layers, targets.spans[:, marked])
    judged = (targets.attitudes[0] != NOTHING).any(1)
    if judged.any():
        found["attitudes"] = _layer_loss(network.attitudes(words[judged]).split(3, -1), targets.attitudes[:, judged])
    return found


def _tag_losses(network: ReaderNetwork, words: Tensor, targets: Targets) -> dict[str, Tensor]:
    hidden = network.tag_hidden(words)
    found = {
        "upos": _entropy(network.upos(hidden), targets.upos),
        "xpos": _entropy(network.xpos(hidden), targets.xpos),
        "feats": _entropy(network.feats(hidden), targets.feats),
        "lemma_rules": _entropy(network.lemma_rules(hidden), targets.lemma_rules),
    }
    known = targets.starts != NOTHING
    wanted = targets.starts[known].float()
    found["starts"] = functional.binary_cross_entropy_with_logits(network.starts(words)[..., 0][known], wanted)
    return found


def _tree_losses(network: ReaderNetwork, words: Tensor, targets: Targets) -> dict[str, Tensor]:
    arcs = network.arcs(words).masked_fill(~sentence_mask(targets.sentences), FAR)
    found = {"heads": _entropy(arcs, targets.heads)}
    rows, places = (targets.deprels != NOTHING).nonzero(as_tuple=True)
    heads = words[rows, targets.heads[rows, places] - 1]  # words without a relation are roots
    scores = network.relations(network.relation_head(heads), network.relation_dependent(words[rows, places]))
    found["deprels"] = functional.cross_entropy(scores, targets.deprels[rows, places])
    return found


def _layer_loss(layers: Sequence[Tensor], wanted: Tensor) -> Tensor:
    """Mean over layers; `layers` are scores B x W x 3 each, `wanted` is layers x B x W."""
    return torch.stack([_entropy(scores, marks) for scores, marks in zip(layers, wanted, strict=True)]).mean()


def _entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, -2), wanted.flatten(), ignore_index=NOTHING)


def _partial_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """How little of the probability lies on allowed tags."""
    bits = torch.arange(scores.shape[-1])
    is_allowed = ((allowed[:, None] >> bits) & 1).bool()
    return (torch.logsumexp(scores, -1) - torch.logsumexp(scores.masked_fill(~is_allowed, FAR), -1)).mean()


def _rows(targets: Targets, chosen: Tensor) -> Targets:
    layered = ("spans", "attitudes")
    columns = {name: value[:, chosen] if name in layered else value[chosen] for name, value in vars(targets).items()}
    return Targets(**columns)
