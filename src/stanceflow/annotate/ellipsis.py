"""Clauses that leave their predicate to the clause before: *So do we. Sofia would not. Neither will Lima.* (guidelines 7, ruling 15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stanceflow.annotate.negators import own_turns
from stanceflow.syntax import Graph

_AUXILIARIES = frozenset({"do", "will", "would", "can", "could", "be", "have", "may", "might"})
_LIKEWISE = frozenset({"so", "neither", "nor"})
_MAIN = frozenset({"root", "conj", "parataxis"})
_LIGHT = frozenset({"subj", "neg", "advmod", "aux", "cc", "punct", "mark", "discourse", "obl"})


@dataclass(frozen=True, slots=True)
class Ellipsis:
    """An elliptical clause: its auxiliary and its subject's node. `likewise` is true for *so do we, neither do we*; `negated` for *Lima did not*."""

    auxiliary: int
    subject: int
    words: tuple[int, ...]
    likewise: bool
    negated: bool


def find_ellipses(graph: Graph) -> Iterator[Ellipsis]:
    """Give the elliptical clauses of a text, in text order."""
    for node, lemma in enumerate(graph.lemmas):
        if lemma not in _AUXILIARIES or graph.tags[node] in ("VB", "VBN", "VBG"):
            continue
        if any(graph.lemmas[i] == "away" for i in graph.children[node]):
            continue  # "did away with the levy": a verb of its own
        top = _top(graph, node)
        likewise = node > 0 and graph.words[node - 1].lower() in _LIKEWISE
        light = _LIGHT | {"obj"} if likewise else _LIGHT
        if graph.relations[top] not in _MAIN or any(graph.relations[i] not in light for i in graph.children[top]):
            continue
        subject = _subject_after(graph, node) if likewise else graph.first(top, "subj")
        if subject is None or _goes_on(graph, node):
            continue
        turns = own_turns(graph, top, with_object=False) if top == node else [(top,)]
        words = {node, *(word for turn in turns for word in turn), *((node - 1,) if likewise else ())}
        yield Ellipsis(node, subject, tuple(sorted(words)), likewise, len(turns) % 2 == 1)


def _top(graph: Graph, auxiliary: int) -> int:
    """The head of the clause: the auxiliary, or its *not* where the parser takes that for the predicate."""
    head = graph.heads[auxiliary]
    return head if graph.relations[auxiliary] == "aux" and graph.lemmas[head] in ("not", "n't", "n’t") else auxiliary


def antecedent_is_last(graph: Graph, predicate: int, auxiliary: int) -> bool:
    """Whether no other main clause stands between a predicate and the auxiliary that repeats it, nor a clause with the same modal."""
    between = range(predicate + 1, auxiliary)
    if graph.tags[auxiliary] == "MD" and any(graph.lemmas[i] == graph.lemmas[auxiliary] for i in between):
        return False  # "opposes a levy since banks would pass it on. Of course they would."
    return not any(graph.pos[i] == "VERB" and graph.relations[i] in ("root", "conj", "parataxis") for i in between)


def _subject_after(graph: Graph, auxiliary: int) -> int | None:
    """*so does [the party]*: the phrase right after the auxiliary, wherever the parser hangs it."""
    for node in range(auxiliary + 1, min(auxiliary + 8, len(graph))):
        if graph.pos[node] in ("NOUN", "PROPN", "PRON") and graph.relations[node] not in ("compound", "flat", "poss"):
            return node
        if graph.pos[node] in ("PUNCT", "VERB"):
            return None
    return None


def _goes_on(graph: Graph, auxiliary: int) -> bool:
    """Whether a predicate follows after all, hung elsewhere by the parser: anything but negators, adverbs and the subject before the clause ends."""
    for node in range(auxiliary + 1, len(graph)):
        if graph.pos[node] == "PUNCT" or graph.sentence_of[node] != graph.sentence_of[auxiliary]:
            return False
        if graph.pos[node] == "VERB" or (graph.pos[node] == "AUX" and node > auxiliary):
            return True
    return False
