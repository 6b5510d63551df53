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
    linked = any(graph.words[i].lower() in _LINKS for i in graph.dependents(node, "cc", "mark", "case", "advmod"))
    negators = (i for i in graph.dependents(node, "neg", "advmod") if graph.words[i].lower() in ("not", "never"))
    return next(negators, None) if linked else None
