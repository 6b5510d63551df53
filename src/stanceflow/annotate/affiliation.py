"""In whose name somebody speaks: the state or body that a person is described by, and the nation of an author who says *our country*."""

from __future__ import annotations

import functools
import re

from stanceflow.annotate.naming import Cluster
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_LINKS = ("poss", "compound", "amod", "obl")
_BODY_PREPOSITIONS = frozenset({"", "of", "for", "at", "with"})
_ENOUGH = 2
"""How often a text must speak of its own nation before its *we* is taken for it."""


def affiliation(
    graph: Graph, person: Cluster, cluster_of: dict[int, Cluster], states: dict[str, Cluster]
) -> Cluster | None:
    """Give the state or organization that a person's titles or descriptions name: *France's president*, *a spokesman for the bank*; None for none.

    `states` are the states of the article by country code.
    """
    if person.kind != "person":
        return None
    for mention in person.mentions:
        if mention.form == "pronoun":
            continue
        for node in (mention.node, *graph.dependents(mention.node, "compound", "appos")):
            for child in graph.dependents(node, *_LINKS):
                body = cluster_of.get(child)
                if (
                    body is not None
                    and body.kind in ("state", "organization")
                    and graph.introducers[child] in _BODY_PREPOSITIONS
                ):
                    return body
    return None


def nation_of_author(graph: Graph, clusters: list[Cluster]) -> Cluster | None:
    """Give the state in whose name the text speaks: the one it names most, where it often says *our country* or the like; None for none."""
    if len(_own_nation().findall(graph.text)) < _ENOUGH:
        return None
    states = [cluster for cluster in clusters if cluster.kind == "state" and cluster.named and cluster.country]
    opening = graph.text[: graph.sentence_spans[0][1]] if graph.sentence_spans else ""
    presented = [state for state in states if f"of {state.name}" in opening]
    if len(presented) == 1:  # "Remarks by the Minister of Labour of Samoa"
        return presented[0]
    return max(states, key=lambda cluster: len(cluster.mentions), default=None)


@functools.cache
def _own_nation() -> re.Pattern[str]:
    phrases = sorted(load_words("actors")["own_nation"])
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")\b", re.IGNORECASE)
