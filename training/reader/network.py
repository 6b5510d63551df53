"""The network: MiniLM-L6 with word features beside it, and one small head for each thing it tells.

Encoder: Wang et al. 2020 (MiniLM), weights of all-MiniLM-L6-v2 (Apache-2.0). Dependencies: Dozat and Manning 2017.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from stanceflow.reader.features import CASES, TABLE_SIZES, Gap

WIDTH, INNER, HEADS, LAYERS = 384, 1536, 12, 6  # MiniLM-L6
LONGEST = 512
FEATURE_WIDTHS = (8, 48, 48, 24, 32, 24)  # in the order of `features.TABLE_SIZES`
GAP_WIDTH, FEATURE_WIDTH = 4, 96
WORD_WIDTH = WIDTH + FEATURE_WIDTH
ARC, RELATION, ENTITY, SPAN, ATTITUDE, TAG = 384, 128, 200, 160, 320, 256
FAR = -1e4  # the score of what cannot be


@dataclass
class Batch:
    """Padded inputs of some windows: B windows, T subwords, W words.

    `subwords`, `cases`, `subword_gaps` and `mask` are B x T (`mask` is 1 where there is a subword), `first` (the place of
    a word's first subword), `gaps` and `word_mask` B x W, `features` B x W x 6.
    """

    subwords: Tensor
    cases: Tensor
    subword_gaps: Tensor
    mask: Tensor
    first: Tensor
    features: Tensor
    gaps: Tensor
    word_mask: Tensor


class Layer(nn.Module):
    """One transformer layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.output = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, 1e-12)
        self.for_export = False

    def forward(self, states: Tensor, mask: Tensor, dropout: float) -> Tensor:
        rows, length, _ = states.shape

        def split(vectors: Tensor) -> Tensor:
            return vectors.view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = split(self.query(states)), split(self.key(states)), split(self.value(states))
        if self.for_export:  # spelled out, so that ONNX Runtime's optimizer finds the pattern
            scores = torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(WIDTH // HEADS) + mask
            mixed = torch.matmul(torch.softmax(scores, -1), value)
        else:
            mixed = self._attend(query, key, value, mask)
        mixed = self.output(mixed.transpose(1, 2).reshape(rows, length, WIDTH))
        states = self.norm(states + functional.dropout(mixed, dropout, self.training))
        wide = self.narrow(functional.gelu(self.widen(states)))
        return self.last_norm(states + functional.dropout(wide, dropout, self.training))

    @staticmethod
    def _attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
        """Attention in float32: its backward pass in bfloat16 is four times slower on a processor (PyTorch 2.13)."""
        with torch.autocast("cpu", enabled=False):
            return functional.scaled_dot_product_attention(query.float(), key.float(), value.float(), attn_mask=mask)


class Encoder(nn.Module):
    """MiniLM-L6 with case and white space added to its input, and a learned mix of its layers as output."""

    def __init__(self, vocabulary_size: int = 30522) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary_size, WIDTH)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.cases = nn.Embedding(CASES, WIDTH)
        self.gaps = nn.Embedding(len(Gap) + 1, WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.linspace(-1, 1, LAYERS))
        nn.init.zeros_(self.cases.weight)
        nn.init.zeros_(self.gaps.weight)

    def forward(self, batch: Batch, dropout: float = 0.1) -> Tensor:
        places = self.places.weight[: batch.subwords.shape[1]]
        states = self.words(batch.subwords) + places + self.kind
        states = self.norm(states + self.cases(batch.cases) + self.gaps(batch.subword_gaps))
        states = functional.dropout(states, dropout, self.training)
        mask = (1.0 - batch.mask[:, None, None, :].float()) * FAR
        weights = torch.softmax(self.mix, 0)
        total = torch.zeros_like(states)
        for weight, layer in zip(weights, self.layers, strict=True):
            states = layer(states, mask, dropout)
            total = total + weight * states
        return total


class Perceptron(nn.Module):
    """One hidden layer with dropout."""

    def __init__(self, inputs: int, outputs: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)
        self.dropout = dropout

    def forward(self, states: Tensor) -> Tensor:
        return functional.dropout(functional.gelu(self.linear(states)), self.dropout, self.training)


class WordFeatures(nn.Module):
    """Embeddings of case, word, affixes, shape and white space, brought to one width."""

    def __init__(self) -> None:
        super().__init__()
        self.tables = nn.ModuleList(
            nn.Embedding(size, width) for size, width in zip(TABLE_SIZES, FEATURE_WIDTHS, strict=True)
        )
        self.gaps = nn.Embedding(len(Gap), GAP_WIDTH)
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)
        self.join = nn.Linear(sum(FEATURE_WIDTHS) + GAP_WIDTH, FEATURE_WIDTH)

    def forward(self, features: Tensor, gaps: Tensor) -> Tensor:
        columns = [table(features[..., number]) for number, table in enumerate(self.tables)]
        return functional.gelu(self.join(torch.cat([*columns, self.gaps(gaps)], -1)))


@dataclass(frozen=True)
class Sizes:
    """Numbers of labels by head."""

    upos: int
    xpos: int
    feats: int
    lemma_rules: int
    deprels: int
    entity_tags: int
    span_layers: int
    attitude_layers: int


class ReaderNetwork(nn.Module):
    """Encoder and heads; `words` gives a word's state, the other methods what is told from it."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.features = WordFeatures()
        self.tag_hidden = Perceptron(WORD_WIDTH, TAG)
        self.upos, self.xpos = nn.Linear(TAG, sizes.upos), nn.Linear(TAG, sizes.xpos)
        self.feats, self.lemma_rules = nn.Linear(TAG, sizes.feats), nn.Linear(TAG, sizes.lemma_rules)
        self.starts = nn.Sequential(Perceptron(WORD_WIDTH, 64), nn.Linear(64, 1))
        self.entity_tags = nn.Sequential(Perceptron(WORD_WIDTH, ENTITY), nn.Linear(ENTITY, sizes.entity_tags))
        self.spans = nn.ModuleList(
            nn.Sequential(Perceptron(WORD_WIDTH, SPAN), nn.Linear(SPAN, 3)) for _ in range(sizes.span_layers)
        )
        self.attitudes = nn.Sequential(Perceptron(WORD_WIDTH, ATTITUDE), nn.Linear(ATTITUDE, 3 * sizes.attitude_layers))
        self.root = nn.Parameter(torch.randn(WORD_WIDTH) * 0.02)
        self.arc_head, self.arc_dependent = Perceptron(WORD_WIDTH, ARC), Perceptron(WORD_WIDTH, ARC)
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.relation_head, self.relation_dependent = Perceptron(WORD_WIDTH, RELATION), Perceptron(WORD_WIDTH, RELATION)
        self.relation = nn.Linear((RELATION + 1), sizes.deprels * (RELATION + 1), bias=False)
        nn.init.normal_(self.relation.weight, std=0.02)
        self.deprels = sizes.deprels

    def words(self, batch: Batch) -> Tensor:
        """States of words, B x W x WORD_WIDTH: the encoder's of the first subword, and the features."""
        states = self.encoder(batch).float()
        first = batch.first[..., None].expand(-1, -1, WIDTH)
        word = functional.dropout(states.gather(1, first), 0.2, self.training)
        return torch.cat([word, self.features(batch.features, batch.gaps)], -1)

    def with_root(self, words: Tensor) -> Tensor:
        """The words with the root before them, B x (W + 1) x WORD_WIDTH."""
        return torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)

    def arcs(self, words: Tensor) -> Tensor:
        """Scores of heads, B x W x (W + 1); column 0 is the root."""
        heads, dependents = self.arc_head(self.with_root(words)), self.arc_dependent(words)
        return torch.matmul(torch.matmul(_with_one(dependents), self.arc), heads.transpose(1, 2))

    def relations(self, heads: Tensor, dependents: Tensor) -> Tensor:
        """Scores of relations, N x deprels, of N pairs of `relation_head` and `relation_dependent` states."""
        table = self.relation(_with_one(dependents)).view(-1, self.deprels, RELATION + 1)
        return torch.matmul(table, _with_one(heads)[..., None])[..., 0]


def load_encoder(network: ReaderNetwork, path: Path) -> None:
    """Put the pretrained weights (safetensors, BERT's names) into the encoder."""
    weights = {name.removeprefix("bert."): tensor.float() for name, tensor in load_file(path).items()}
    encoder = network.encoder
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"],
        "kind": weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "last_norm": "output.LayerNorm",
    }
    for number in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                state[f"layers.{number}.{ours}.{kind}"] = weights[f"encoder.layer.{number}.{theirs}.{kind}"]
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if unexpected or set(missing) != {"cases.weight", "gaps.weight", "mix"}:
        raise ValueError(f"{path}: not the weights of a six-layer MiniLM (missing {missing}, unexpected {unexpected})")


def centre_scores(network: ReaderNetwork) -> None:
    """Take from the scores of each choice what all its labels share: probabilities stay as they are, but rounding loses less of small numbers."""
    single = [network.upos, network.xpos, network.feats, network.lemma_rules, network.entity_tags[-1]]
    grouped = [layer[-1] for layer in network.spans if isinstance(layer, nn.Sequential)]
    with torch.no_grad():
        for linear in (*single, *grouped, network.attitudes[-1]):
            labels = 3 if linear is network.attitudes[-1] else len(linear.weight)
            for parameter in (linear.weight, linear.bias):
                choices = parameter.view(-1, labels, *parameter.shape[1:])
                choices -= choices.mean(1, keepdim=True)


def _with_one(states: Tensor) -> Tensor:
    return torch.cat([states, torch.ones_like(states[..., :1])], -1)
