"""The words of likelihood beside and above a predicted clause: *probably*, *could well*, *she doubts that*, *it is likely that*.

Author's hedge and source's hedge are kept apart: adverbs belong to whoever predicts, a predicate above the clause to its own holder.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from stanceflow.annotate.chances import chance_band
from stanceflow.annotate.likelihood import Band, likelihood_of, negated
from stanceflow.annotate.polarity import own_negations
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_HIGHEST = 4
_NEAR = 4

Role = Literal["word", "raiser", "certainty", "expecting", "doubting", "knowing"]


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word of likelihood: its `nodes`, its `role` in the combination, its `band`, and who `holder` holds it (None: whoever says the rest)."""

    nodes: tuple[int, ...]
    role: Role
    band: str
    holder: int | None = None


def beside(graph: Graph, node: int, modal: tuple[int, ...]) -> Qualifier | None:
    """Give the adverb of likelihood nearest to the modal, with its own intensifier (*almost certainly*); None where there is none."""
    found = [(min(abs(i - m) for m in modal), _adverb(graph, i)) for i in _adverbs(graph, node, modal)]
    fitting = [(distance, q) for distance, q in found if q is not None and _is_beside(graph, q, modal)]
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _adverbs(graph: Graph, node: int, modal: tuple[int, ...]) -> list[int]:
    own = list(graph.dependents(node, "advmod", "discourse", "parataxis", "amod", "open", "obl"))
    after = [c for i in graph.dependents(node, "advcl") for c in graph.dependents(i, "advmod") if c > node]
    own += [
        i for i in after if graph.words[i - 1] == "," and graph.words[i + 1 : i + 2] == [","]
    ]  # "will come, perhaps, if"
    near = range(max(min(modal) - 2, 0), min(max(modal) + 4, len(graph)))
    sentence = graph.sentence_of[node]
    return sorted({*own, *(i for i in near if graph.pos[i] in ("ADV", "ADJ") and graph.sentence_of[i] == sentence)})


def _is_beside(graph: Graph, found: Qualifier, modal: tuple[int, ...]) -> bool:
    """*Well* and *easily* qualify a modal of possibility right before them; other adverbs any modal near which they stand, or after a comma."""
    first, last = found.nodes[0], found.nodes[-1]
    if found.role == "raiser":
        return max(modal) < first <= max(modal) + 2 and graph.words[modal[0]].lower() in ("could", "may", "might")
    return last <= max(modal) + _NEAR or graph.words[first - 1] == ","


@functools.cache
def _beside() -> dict[str, str]:
    lists = load_words("predictions")
    return {
        word: name.removeprefix("beside_")
        for name, words in lists.items()
        if name.startswith("beside_")
        for word in words
    }


def _adverb(graph: Graph, node: int) -> Qualifier | None:
    for size in (3, 2, 1):
        first = node - size + 1
        if first < 0:
            continue
        found = _beside().get(" ".join(graph.words[first : node + 1]).lower())
        if found == "raiser" or found == "certainty":
            return Qualifier(tuple(range(first, node + 1)), "raiser" if found == "raiser" else "certainty", "")
        if found is not None:
            return Qualifier(tuple(range(first, node + 1)), "word", found)
    return None


@functools.cache
def _above() -> dict[str, str]:
    lists = load_words("predictions")
    return {
        word: name.removeprefix("above_")
        for name, words in lists.items()
        if name.startswith("above_")
        for word in words
    }


def above(graph: Graph, node: int) -> Qualifier | None:
    """Give the predicate of likelihood or expectation that governs the clause at `node`; None where there is none.

    Its negation counts in: *does not expect that* doubts, *has no doubt that* is certain.
    """
    at = node
    for _ in range(_HIGHEST):
        head, relation = graph.heads[at], graph.relations[at]
        if head == at:
            return None
        if relation != "conj":
            kind = _above().get(graph.lemmas[head])
            if kind is not None and _governs(graph, head, at):
                return _qualifier(graph, head, kind)
            if relation != "open":
                return None
        at = head
    return None


def sureness(graph: Graph, node: int) -> Qualifier | None:
    """Give the confidence of whoever judges (*with moderate confidence, has little confidence that*), of the clause at `node` or one above it.

    ICD 203 keeps confidence in a judgement apart from likelihood; so it counts only where no word of likelihood does, and then as a hedge.
    """
    at = node
    for _ in range(_HIGHEST):
        for i in (graph.heads[at], *graph.dependents(at, "obl"), *graph.dependents(graph.heads[at], "obl")):
            found = _confidence(graph, i)
            if found is not None:
                return found
        if graph.heads[at] == at or graph.relations[at] not in ("conj", "clause", "open"):
            return None
        at = graph.heads[at]
    return None


def _confidence(graph: Graph, noun: int) -> Qualifier | None:
    if graph.lemmas[noun] != "confidence":
        return None
    for degree in graph.dependents(noun, "amod", "det"):
        band = _degrees_of_confidence().get(graph.words[degree].lower())
        if band is not None:
            return Qualifier(tuple(i for i in graph.subtree(noun) if i <= noun), "word", band)
    return None


@functools.cache
def _degrees_of_confidence() -> dict[str, str]:
    lists = load_words("predictions")
    return {
        word: name.removeprefix("confidence_")
        for name, words in lists.items()
        if name.startswith("confidence_")
        for word in words
    }


def _governs(graph: Graph, head: int, clause: int) -> bool:
    relation = graph.relations[clause]
    if relation in ("clause", "open"):
        return graph.introducers[clause] not in ("for", "because", "since", "as")
    if relation == "csubj":
        return graph.first(head, "expl") is not None or graph.introducers[clause] == "that"
    if relation in ("acl", "advcl", "relcl"):
        return graph.introducers[clause] == "that" and graph.pos[head] in ("NOUN", "ADJ", "VERB")
    if graph.introducers[clause] in ("for", "because", "since", "as"):
        return False
    return relation == "parataxis" and graph.first(head, "subj") is not None and graph.first(head, "clause") is None


def _qualifier(graph: Graph, head: int, kind: str) -> Qualifier:
    negation = own_negations(graph, head)
    denied = negation.sign < 0
    nodes = tuple(sorted({*negation.words, head, *graph.dependents(head, "cop", "particle")}))
    is_noun = graph.pos[head] == "NOUN"
    holder = None if is_noun or kind not in ("expecting", "doubting", "knowing") else graph.subject(head)
    if holder is None and not is_noun and graph.pos[head] == "ADJ":
        holder = graph.first(head, "subj") if kind in ("expecting", "doubting", "knowing") else None
    if is_noun and graph.lemmas[head] in load_words("predictions")["chances"]:
        before = [i for i in graph.subtree(head) if i < head]
        return Qualifier((*before, head), "word", chance_band(graph, [*before, head]))
    if kind == "expecting":
        return Qualifier(nodes, "doubting" if denied else "expecting", "", holder)
    if kind == "doubting":
        return Qualifier(nodes, ("certainty" if is_noun else "knowing") if denied else "doubting", "", holder)
    if kind == "knowing":
        return Qualifier(nodes, "word" if denied else "knowing", str(Band.POSSIBLE), holder)
    degrees = tuple(i for i in graph.dependents(head, "advmod") if i < head and i not in negation.words)
    degree_words = " ".join(graph.words[i].lower() for i in (*degrees, head))
    band = (likelihood_of(degree_words) if degrees else None) or Band(kind)  # "highly likely that"
    return Qualifier(tuple(sorted({*nodes, *degrees})), "word", str(negated(band) if denied else band), holder)
