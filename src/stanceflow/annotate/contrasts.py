"""What a position is not taken on, said beside what it is taken on: *backs the plan, but not [its author]*: the other way round on that."""

from __future__ import annotations

from dataclasses import dataclass

from stanceflow.syntax import Graph

_LINKS = frozenset({"but", "though", "although", "if", "albeit"})
_FARTHEST = 16
"""How many words after the target a contrast may stand."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """The node of what is set against a target, and that of its *not*."""

    target: int
    negator: int


def contrast_to(graph: Graph, cue: int, target: int) -> Contrast | None:
    """Give what is set against the target of a position by *but not* or *though not*; None where nothing is."""
    for node in (*graph.dependents(target, "conj", "appos"), *graph.dependents(cue, "obl", "obj", "conj")):
        if not target < node <= target + _FARTHEST or graph.pos[node] not in ("NOUN", "PROPN", "PRON"):
            continue
        negator = negator_of_contrast(graph, node)
        if negator is not None:
            return Contrast(node, negator)
    return None


def negator_of_contrast(graph: Graph, node: int) -> int | None:
    """The *not* of *but not [its author]*; None where a phrase is no such contrast."""
    for negator in graph.dependents(node, "neg", "advmod"):
        if graph.words[negator].lower() not in ("not", "never"):
            continue
        links = {
            negator - 1,
            *graph.dependents(node, "cc", "mark", "case", "advmod"),
        }  # a parser may hang the link on the verb
        if any(graph.words[i].lower() in _LINKS for i in links if i >= 0):
            return negator
    return None
