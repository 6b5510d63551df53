"""The words of likelihood beside and above a predicted clause: *probably*, *could well*, *she doubts that*, *it is likely that*.

Author's hedge and source's hedge are kept apart: adverbs belong to the cue, a predicate above the clause that has a holder of its own to the
source's cue as well.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from stanceflow.annotate.polarity import own_negations
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_HIGHEST = 4
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word of likelihood: its `nodes`, the `band` that it names, and the node of whoever `holder` holds it (None: whoever says the rest)."""

    nodes: tuple[int, ...]
    band: str
    holder: int | None = None


def beside(graph: Graph, node: int, modal: tuple[int, ...]) -> Qualifier | None:
    """Give the adverb of likelihood nearest to the modal, with its own intensifier (*almost certainly*); None where there is none."""
    best: Qualifier | None = None
    distance = 99
    for child in _adverbs(graph, node, modal):
        found = _adverb(graph, child)
        if found is not None and _is_beside(graph, found, modal):
            away = min(abs(child - m) for m in modal)
            if away < distance:
                best, distance = found, away
    return best


def _adverbs(graph: Graph, node: int, modal: tuple[int, ...]) -> list[int]:
    near = range(max(min(modal) - 2, 0), min(max(modal) + 4, len(graph)))
    own = [
        c
        for c in graph.children[node]
        if graph.relations[c] in ("advmod", "discourse", "parataxis", "amod", "open", "obl")
    ]
    sentence = graph.sentence_of[node]
    return sorted({*own, *(i for i in near if graph.pos[i] in ("ADV", "ADJ") and graph.sentence_of[i] == sentence)})


def _is_beside(graph: Graph, found: Qualifier, modal: tuple[int, ...]) -> bool:
    """*Well* and *easily* qualify the modal only right after it; other adverbs anywhere in the clause before its verb."""
    if graph.words[found.nodes[-1]].lower() in ("well", "easily"):
        return max(modal) < found.nodes[0] <= max(modal) + 2 and graph.words[modal[0]].lower() in (
            "could",
            "may",
            "might",
        )
    return found.nodes[-1] <= max(modal) + _NEAR


@functools.cache
def _beside() -> dict[str, str]:
    return {
        word: name.removeprefix("beside_")
        for name, words in load_words("predictions").items()
        if name.startswith("beside_")
        for word in words
    }


def _adverb(graph: Graph, node: int) -> Qualifier | None:
    word = graph.words[node].lower()
    for size in (3, 2):
        first = node - size + 1
        if first >= 0:
            band = _beside().get(" ".join(graph.words[first : node + 1]).lower())
            if band is not None:
                return Qualifier(tuple(range(first, node + 1)), band)
    band = _beside().get(word)
    return None if band is None else Qualifier((node,), band)


@functools.cache
def _above() -> dict[str, str]:
    return {
        word: name.removeprefix("above_")
        for name, words in load_words("predictions").items()
        if name.startswith("above_") and name != "above_attitude"
        for word in words
    }


_NEGATED = {
    "likely": "unlikely",
    "very_likely": "unlikely",
    "almost_certain": "possible",
    "unlikely": "likely",
    "possible": "unlikely",
}


def above(graph: Graph, node: int) -> Qualifier | None:
    """Give the predicate of likelihood or expectation that governs the clause at `node`; None where there is none.

    Its negation counts in the band: *does not expect that* is unlikely, *has no doubt that* almost certain.
    """
    at = node
    for _ in range(_HIGHEST):
        head, relation = graph.heads[at], graph.relations[at]
        if head == at or relation not in ("clause", "conj", "open", "acl", "csubj", "relcl", "parataxis", "advcl"):
            return None
        band = None if relation == "conj" else _above().get(graph.lemmas[head])
        if band is not None and _governs(graph, head, at):
            return _qualifier(graph, head, band)
        if relation not in ("conj", "open", "clause") or (relation == "clause" and band is None):
            return None
        at = head
    return None


def _governs(graph: Graph, head: int, clause: int) -> bool:
    relation = graph.relations[clause]
    if relation in ("clause", "open"):
        return True
    if relation == "csubj":
        return graph.first(head, "expl") is not None or graph.introducers[clause] == "that"
    if relation in ("acl", "advcl", "relcl"):
        return graph.introducers[clause] == "that" and graph.pos[head] in ("NOUN", "ADJ")
    return relation == "parataxis" and graph.first(head, "subj") is not None


def _qualifier(graph: Graph, head: int, band: str) -> Qualifier:
    negation = own_negations(graph, head)
    nodes = [*negation.words, head]
    if graph.lemmas[head] == "rule":
        nodes.extend(graph.dependents(head, "particle"))
    if negation.sign < 0:
        band = (
            "almost_certain"
            if graph.lemmas[head] == "doubt" and graph.pos[head] == "NOUN"
            else _NEGATED.get(band, band)
        )
    holder = graph.subject(head) if graph.lemmas[head] in load_words("predictions")["above_attitude"] else None
    if graph.pos[head] == "NOUN":
        holder = None
    return Qualifier(tuple(sorted({*nodes, *(c for c in graph.dependents(head, "cop"))})), band, holder)
