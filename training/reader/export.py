"""The trained network as ONNX, in int8: `python -m training.reader.export TRAINED MINILM OUT`.

TRAINED holds `network.pt` (or a checkpoint) and `labels.json`. OUT gets two folders with the same files, `int8` and
`float32` (to compare with; it does not ship). Weights are quantised by channel and to seven bits
(`reduce_range`), as processors without VNNI overflow with eight and would then give other labels.
"""

import argparse
import json
import shutil
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from stanceflow.reader.features import Gap
from stanceflow.reader.network import LABELS, NETWORK, VOCABULARY
from stanceflow.reader.wordpiece import WordPiece
from training.reader.batches import make_inputs
from training.reader.labels import Labels, load_labels
from training.reader.losses import sentence_mask
from training.reader.network import FAR, HEADS, RELATION, WIDTH, Batch, Layer, ReaderNetwork, centre_scores
from training.reader.quantisation import EXACT_HEADS, EXACT_LAYERS
from training.reader.train import sizes_of

if TYPE_CHECKING:
    from onnx import ModelProto

INPUTS = ("subwords", "cases", "subword_gaps", "mask", "first", "features", "gaps", "word_mask", "start_bias")
OUTPUTS = ("upos", "xpos", "feats", "lemma_rules", "starts", "arcs", "heads", "deprels", "entity_tags", "spans")
OPSET = 17


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    vocabulary = arguments.minilm / "vocab.txt"
    pieces = WordPiece(vocabulary.read_text(encoding="utf-8").split("\n"))
    for kind in ("float32", "int8"):
        folder = arguments.out / kind
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(vocabulary, folder / VOCABULARY)
        write_labels(load_labels(arguments.trained / LABELS), folder / LABELS)
    full, small = arguments.out / "float32" / NETWORK, arguments.out / "int8" / NETWORK
    export(load_network(arguments.trained), pieces, full)
    compact = load_network(arguments.trained)
    compact.encoder.words = ByteEmbedding(compact.encoder.words)
    export(compact, pieces, small)
    quantise(small, small)
    print(f"float32 {full.stat().st_size / 1e6:.1f} MB, int8 {small.stat().st_size / 1e6:.1f} MB")


def write_labels(labels: Labels, path: Path) -> None:
    """Write the labels of what ships: the heads of attitudes do not."""
    shipped = {name: value for name, value in asdict(labels).items() if name != "attitude_layers"}
    path.write_text(json.dumps(shipped, ensure_ascii=False, indent=0), encoding="utf-8")


def load_network(trained: Path) -> ReaderNetwork:
    """The finished network of a training folder, or the mean of its last checkpoint."""
    network = ReaderNetwork(sizes_of(load_labels(trained / LABELS)))
    finished = trained / "network.pt"
    if finished.is_file():
        state = torch.load(finished)
    else:
        mean = torch.load(trained / "checkpoint.pt")["mean"]
        state = {name.removeprefix("module."): tensor for name, tensor in mean.items() if name != "n_averaged"}
    network.load_state_dict(state)
    centre_scores(network)
    return network.eval()


class ByteEmbedding(nn.Module):
    """An embedding table in int8 with a scale for each row: one scale for all would be too coarse (half a point of
    entity F1), as a few subwords have values far larger than the rest."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        weights = embedding.weight.data
        scale = weights.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (weights / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, numbers: Tensor) -> Tensor:
        return self.table[numbers].float() * self.scale[numbers]


class Exported(nn.Module):
    """What the run time wants: numbers of labels where nothing else is needed, scores where a search follows."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        *given, start_bias = inputs
        batch = Batch(*given)
        network = self.network
        words = network.words(batch)
        hidden = network.tag_hidden(words)
        tags = [head(hidden).argmax(-1) for head in (network.upos, network.xpos, network.feats, network.lemma_rules)]
        starts = network.starts(words)[..., 0] + start_bias
        arcs = self._arcs(words, starts, batch.word_mask)
        heads = arcs.argmax(-1)
        deprels = self._deprels(words, heads)
        entities = torch.log_softmax(network.entity_tags(words), -1)
        spans = torch.stack([torch.log_softmax(layer(words), -1) for layer in network.spans], 2)
        return (*tags, starts, arcs, heads, deprels, entities, spans)

    def _arcs(self, words: Tensor, starts: Tensor, word_mask: Tensor) -> Tensor:
        """Scores of heads within the sentences that `starts` makes; a word is never its own head."""
        sentences = torch.cumsum((starts > 0).long(), 1)
        # padding is a sentence of its own, before the first
        sentences = torch.where(word_mask, sentences, torch.full_like(sentences, -1))
        allowed = sentence_mask(sentences)
        length = words.shape[1]
        itself = torch.cat([torch.zeros(length, 1), torch.eye(length)], 1)[None] > 0
        return torch.where(allowed & ~itself, self.network.arcs(words), torch.full((), FAR))

    def _deprels(self, words: Tensor, heads: Tensor) -> Tensor:
        rooted = self.network.with_root(words)
        wanted = self.network.relation_head(rooted).gather(1, heads[..., None].expand(-1, -1, RELATION))
        rows, length, width = wanted.shape
        dependents = self.network.relation_dependent(words)
        scores = self.network.relations(wanted.reshape(-1, width), dependents.reshape(-1, width))
        return scores.argmax(-1).reshape(rows, length)


def export(network: ReaderNetwork, pieces: WordPiece, path: Path) -> None:
    """Write the network in float32, its attention fused for ONNX Runtime."""
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    for layer in network.encoder.layers:
        assert isinstance(layer, Layer)
        layer.for_export = True
    gaps = [Gap.PARAGRAPH, Gap.SPACE, Gap.SPACE, Gap.NONE]
    example = make_inputs([(["The", "cat", "sat", "."], gaps), (["Ankara", "objected"], gaps[:2])], pieces)
    values = (*(getattr(example, name) for name in INPUTS[:-1]), torch.zeros(example.gaps.shape))
    axes = {name: {0: "windows", 1: "subwords"} for name in INPUTS[:4]}
    axes |= {name: {0: "windows", 1: "words"} for name in (*INPUTS[4:], *OUTPUTS)}
    axes["arcs"] = {0: "windows", 1: "words", 2: "heads"}
    torch.onnx.export(
        Exported(network).eval(),
        values,
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    fused = optimizer.optimize_model(
        str(path), model_type="bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=0, optimization_options=options
    )
    fused.save_model_to_file(str(path))


def quantise(full: Path, path: Path) -> None:
    """Weights of matrix products in int8 by channel with reduced range, activations as they come; the first layers, whose
    errors all others build upon, and the heads whose figures fell most compute in float32 and are kept in float16."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    nodes = [node.name for node in onnx.load(full).graph.node]
    exact = [name for name in nodes if _is_exact(name)]
    quantize_dynamic(
        full,
        path,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Attention"],
        nodes_to_exclude=exact,
        per_channel=True,
        reduce_range=True,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )
    model = onnx.load(path)
    halve(model, exact)
    onnx.save(model, path)


def halve(model: "ModelProto", nodes: Collection[str]) -> None:
    """Keep the matrices of some nodes in float16; they are widened once, when the network is loaded."""
    from onnx import TensorProto, helper, numpy_helper

    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in [node for node in model.graph.node if node.name in nodes]:
        for place, name in enumerate(node.input):
            tensor = weights.get(name)
            if tensor is None or tensor.data_type != TensorProto.FLOAT or len(tensor.dims) < 2:
                continue
            half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype("float16"), f"{name}_half")
            model.graph.initializer.remove(tensor)
            model.graph.initializer.append(half)
            model.graph.node.insert(0, helper.make_node("Cast", [half.name], [name], to=TensorProto.FLOAT))
            node.input[place] = name


def _is_exact(node: str) -> bool:
    layers = any(node == f"Attention_{layer}" or f"/layers.{layer}/" in node for layer in range(EXACT_LAYERS))
    return layers or node.startswith(tuple(f"/{head}" for head in EXACT_HEADS))


if __name__ == "__main__":
    main()
