"""Nameless speakers: *some say, two of them doubt, others expect*. They are actors only where a row names them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from stanceflow.lexicon import cue_verbs, load_words
from stanceflow.records import Span
from stanceflow.spans import noun_phrase
from stanceflow.syntax import Graph


def find_indefinites(graph: Graph, known: Collection[int]) -> Iterator[tuple[int, Span]]:
    """Give bare words of quantity that are subject of a word of saying, thinking, wanting or siding: the node, and the span of its phrase.

    `known` are nodes that stand for an actor already. A word that hands the phrase on (*some of the ministers*) is left to the noun.
    """
    quantities = load_words("actors")["quantities"]
    for node, word in enumerate(graph.words):
        if node in known or word.lower() not in quantities or graph.relations[node] != "subj":
            continue
        if graph.lemmas[graph.heads[node]] not in cue_verbs() or _is_handed_on(graph, node):
            continue
        spans = noun_phrase(graph, node)
        if spans:
            yield node, (spans[0][0], spans[-1][1])


def _is_handed_on(graph: Graph, node: int) -> bool:
    return any(graph.introducers[c] in ("of", "among") for c in graph.dependents(node, "obl"))
