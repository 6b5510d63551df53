"""Training with the rounding that the shipped file has: what the network learns then survives eight bits.

ONNX Runtime's dynamic quantisation (see `export.quantise`) rounds weights to seven bits with a scale for each output, and what goes into
a product to eight bits with one scale for all. Both are done here in the forward pass; gradients pass as if nothing were rounded
(straight-through estimate; Jacob et al. 2018).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.reader.network import ReaderNetwork

WEIGHT_STEPS, INPUT_STEPS = 64, 255
EXACT_LAYERS = 3  # the first layers compute in float32
EXACT_HEADS = ("features", "entity_tags", "spans")  # and so do these parts


class RoundedLinear(nn.Linear):
    """A linear layer that computes as its quantised form will."""

    def forward(self, given: Tensor) -> Tensor:
        with torch.autocast("cpu", enabled=False):
            weight, states = round_weight(self.weight), round_input(given.float())
        return functional.linear(states, weight, self.bias)


def round_weight(weight: Tensor) -> Tensor:
    """Seven bits with a scale for each row."""
    with torch.no_grad():
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / WEIGHT_STEPS
        rounded = (weight / scale).round() * scale
    return weight + (rounded - weight).detach()


def round_input(states: Tensor) -> Tensor:
    """Eight bits between the least and the greatest value, 0 always among them."""
    with torch.no_grad():
        low, high = states.min().clamp(max=0), states.max().clamp(min=0)
        scale = (high - low).clamp(min=1e-8) / INPUT_STEPS
        rounded = (states / scale).round() * scale
    return states + (rounded - states).detach()


def round_layers(network: ReaderNetwork) -> None:
    """From now on the network computes as the shipped file will; its parameters stay what they are."""
    rounded: list[nn.Module] = [*network.encoder.layers[EXACT_LAYERS:]]
    rounded += [part for name, part in network.named_children() if name not in ("encoder", *EXACT_HEADS)]
    for part in rounded:
        for module in part.modules():
            if type(module) is nn.Linear:
                module.__class__ = RoundedLinear
