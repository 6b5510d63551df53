"""The network on hand-made examples, and its ONNX form against PyTorch. Needs the extra `[train]`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from training.reader.attitudes import LAYERS as ATTITUDE_LAYERS
from training.reader.batches import Numbers, epoch_batches, make_batch
from training.reader.examples import ANY_ENTITY_TAG, Example, Syntax, tag_bit
from training.reader.export import ByteEmbedding, export, quantise, write_labels
from training.reader.labels import collect_labels
from training.reader.losses import losses
from training.reader.network import WORD_WIDTH, ReaderNetwork, centre_scores
from training.reader.quantisation import round_input, round_layers, round_weight
from training.reader.train import Training, sizes_of, start_from

from stanceflow.reader.features import Gap
from stanceflow.reader.network import LABELS, NETWORK, VOCABULARY, Network
from stanceflow.reader.wordpiece import WordPiece

VOCABULARY_LINES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "oslo", "waits", ".", "envoys", "met", "##s"]


def parsed() -> Example:
    """*Oslo waits. Envoys met.* with everything that a treebank tells."""
    words = ["Oslo", "waits", ".", "Envoys", "met", "."]
    syntax = Syntax(
        upos=["PROPN", "VERB", "PUNCT", "NOUN", "VERB", "PUNCT"],
        xpos=["NNP", "VBZ", ".", "NNS", "VBD", "."],
        feats=[""] * 6,
        lemmas=["Oslo", "wait", ".", "envoy", "meet", "."],
        heads=[2, 0, 2, 5, 0, 5],
        deprels=["nsubj", "root", "punct", "nsubj", "root", "punct"],
        starts=[True, False, False, True, False, False],
    )
    gaps = [Gap.PARAGRAPH, Gap.SPACE, Gap.NONE, Gap.SPACE, Gap.SPACE, Gap.NONE]
    return Example(words, gaps, syntax, [tag_bit("B-LOC"), ANY_ENTITY_TAG, 1, 1, 1, 1])


def attributed() -> Example:
    """*Oslo met* with spans alone."""
    spans = {"source": [1, 0], "cue": [0, 1], "content": [0, 0]}
    spans |= {layer: [0, 0] for layer in ATTITUDE_LAYERS} | {"goal": [0, 1]}
    return Example(["Oslo", "met"], [Gap.PARAGRAPH, Gap.SPACE], spans=spans)


@pytest.fixture
def pieces() -> WordPiece:
    return WordPiece(VOCABULARY_LINES)


@pytest.fixture
def trained(pieces: WordPiece, tmp_path: Path) -> Training:
    """A network of random weights after a few steps on two examples."""
    torch.manual_seed(0)
    examples = [parsed().measure(pieces), attributed().measure(pieces)] * 4
    labels = collect_labels(examples)
    training = Training(ReaderNetwork(sizes_of(labels)), Numbers(labels), pieces, tmp_path, seed=0, bfloat16=False)
    training.network.train()
    for step in range(8):
        training.set_rate(step, 8)
        training.update(examples)
    write_labels(labels, tmp_path / LABELS)
    (tmp_path / VOCABULARY).write_text("\n".join(VOCABULARY_LINES), encoding="utf-8")
    return training


def test_losses_fall_and_each_head_has_one(trained: Training, pieces: WordPiece) -> None:
    examples = [parsed().measure(pieces), attributed().measure(pieces)]
    batch, targets = make_batch(examples, trained.numbers, pieces, None)
    trained.network.eval()
    found = losses(trained.network, batch, targets)
    syntax = {"upos", "xpos", "feats", "lemma_rules", "starts", "heads", "deprels"}
    assert set(found) == syntax | {"entities", "spans", "attitudes"}
    fresh = losses(ReaderNetwork(sizes_of(trained.numbers.labels)).eval(), batch, targets)
    assert sum(found.values()) < sum(fresh.values())


def test_an_epoch_has_every_example_once(pieces: WordPiece) -> None:
    import random

    examples = [parsed().measure(pieces) for _ in range(300)]
    batches = list(epoch_batches(examples, random.Random(0)))
    assert len(batches) > 1
    assert sorted(id(example) for batch in batches for example in batch) == sorted(map(id, examples))


def test_training_goes_on_where_it_was_cut_off(trained: Training) -> None:
    trained.step = 8
    trained.save()
    labels = trained.numbers.labels
    again = Training(ReaderNetwork(sizes_of(labels)), Numbers(labels), trained.pieces, trained.out, 0, bfloat16=False)
    again._resume()
    assert again.step == 8
    for name, weights in trained.network.state_dict().items():
        assert torch.equal(weights, again.network.state_dict()[name])


def test_onnx_says_what_pytorch_says(trained: Training, tmp_path: Path) -> None:
    export(trained.network.eval(), trained.pieces, tmp_path / NETWORK)
    example = parsed()
    reading = Network(tmp_path).read(example.words, example.gaps)
    batch, _ = make_batch([example.measure(trained.pieces)], trained.numbers, trained.pieces, None)
    with torch.no_grad():
        words = trained.network.words(batch)
        entities = torch.log_softmax(trained.network.entity_tags(words), -1)[0].numpy()
        tags = trained.network.upos(trained.network.tag_hidden(words)).argmax(-1)[0].numpy()
    assert np.allclose(reading.entity_tags, entities, atol=1e-3)
    assert np.array_equal(reading.upos, tags)
    assert reading.spans.shape == (6, 3, 3)


def test_rounded_layers_compute_as_the_quantised_file_does(trained: Training, tmp_path: Path) -> None:
    example = parsed().measure(trained.pieces)
    batch, _ = make_batch([example], trained.numbers, trained.pieces, None)
    full = tmp_path / "full.onnx"
    export(trained.network.eval(), trained.pieces, full)
    quantise(full, tmp_path / NETWORK)
    quantised = Network(tmp_path).read(example.words, example.gaps).spans
    found = []
    for is_rounded in (False, True):
        if is_rounded:
            round_layers(trained.network)
        with torch.no_grad():
            words = trained.network.words(batch)
            found.append(torch.stack([torch.log_softmax(layer(words), -1) for layer in trained.network.spans], 2)[0])
    exact, rounded = (np.abs(values.numpy() - quantised).mean() for values in found)
    assert 0 < rounded < 0.8 * exact


def test_rounding_lets_gradients_pass() -> None:
    given = torch.tensor([[-1.0, 0.3, 2.0]], requires_grad=True)
    round_input(given).sum().backward()
    assert given.grad is not None and torch.equal(given.grad, torch.ones(1, 3))
    assert torch.equal(round_weight(torch.tensor([[64.0, 1.4, -3.6]])), torch.tensor([[64.0, 1.0, -4.0]]))


def test_centred_scores_give_the_same_probabilities(trained: Training) -> None:
    network = trained.network.eval()
    words = torch.randn(2, 3, WORD_WIDTH)
    before = (
        torch.softmax(network.entity_tags(words), -1),
        torch.softmax(network.attitudes(words).unflatten(-1, (-1, 3)), -1),
    )
    centre_scores(network)
    after = (
        torch.softmax(network.entity_tags(words), -1),
        torch.softmax(network.attitudes(words).unflatten(-1, (-1, 3)), -1),
    )
    assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(before, after, strict=True))
    assert network.entity_tags(words).mean(-1).abs().max() < 1e-5


def test_a_training_goes_on_from_another_with_fewer_heads(trained: Training) -> None:
    state = {name: value for name, value in trained.network.state_dict().items() if not name.startswith("attitudes")}
    further = ReaderNetwork(sizes_of(trained.numbers.labels))
    start_from(further, state)
    assert torch.equal(further.encoder.mix, trained.network.encoder.mix)


def test_bytes_stand_for_embeddings() -> None:
    embedding = nn.Embedding(50, 384)
    numbers = torch.arange(50)
    difference = ByteEmbedding(embedding)(numbers) - embedding(numbers)
    assert difference.abs().max() <= embedding.weight.abs().max() / 254 + 1e-6


def test_int8_is_small_and_close(trained: Training, tmp_path: Path) -> None:
    full, small = tmp_path / "full.onnx", tmp_path / NETWORK
    export(trained.network.eval(), trained.pieces, full)
    trained.network.encoder.words = ByteEmbedding(trained.network.encoder.words)
    export(trained.network, trained.pieces, small)
    quantise(small, small)
    assert small.stat().st_size < 0.35 * full.stat().st_size
    assert Network(tmp_path).read(["Oslo", "waits"], [Gap.PARAGRAPH, Gap.SPACE]).heads.shape == (2,)
