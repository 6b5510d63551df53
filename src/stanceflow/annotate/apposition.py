"""Whom grammar says that a description describes: apposition, copula, *called*, and the name that directly follows."""

from __future__ import annotations

from collections.abc import Iterator

from stanceflow.annotate.candidate import Candidate
from stanceflow.annotate.naming import Cluster
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph


class Apposition:
    """The names of one article, to be found by the descriptions beside them."""

    def __init__(self, graph: Graph, names: list[Candidate], named: dict[int, Cluster]) -> None:
        self._graph = graph
        self._named = named
        self._persons_at = {
            name.span[0]: (name, named[name.node]) for name in names if named[name.node].kind == "person"
        }

    def described(self, candidate: Candidate, so_far: dict[int, Cluster]) -> Cluster | None:
        """By grammar: *Najib Razak, the prime minister*; *the prime minister, Najib Razak*; *Najib Razak is the prime minister*."""
        graph, node = self._graph, candidate.node
        if candidate.plural:
            return None
        linked: list[int] = list(graph.dependents(node, "appos", "flat", "compound"))
        if graph.relations[node] in ("appos", "compound", "flat"):
            linked.append(graph.heads[node])
        if graph.first(node, "cop") is not None and graph.first(node, "neg") is None and candidate.definite:
            linked.extend(graph.dependents(node, "subj"))
        linked.extend(self._called(node))
        above = graph.heads[node]
        if graph.relations[node] == "open" and graph.lemmas[above] == "use":  # "Perić used to be her student"
            linked.extend(graph.dependents(above, "subj"))
        for other in linked:
            cluster = self._named.get(other)
            if (
                cluster is not None
                and cluster.kind == candidate.kind
                and (other > node or cluster is so_far.get(other))
            ):
                return cluster
        return self._adjacent(candidate)

    def _called(self, node: int) -> Iterator[int]:
        """The names in *a welder called Néstor, a man known as Abu Bakr*."""
        graph = self._graph
        for verb in graph.dependents(node, "acl"):
            if graph.lemmas[verb] in load_words("actors")["naming_verbs"]:
                yield from graph.dependents(verb, "obj", "open", "obl", "clause", "dep", "appos")

    def _adjacent(self, candidate: Candidate) -> Cluster | None:
        """The person whose name directly follows: *his wife Melania*; *the minister, Adaeze Obi, said*."""
        text, end = self._graph.text, candidate.span[1]
        if candidate.kind != "person":
            return None
        if text[end : end + 1] == " " and end + 1 in self._persons_at:
            return self._persons_at[end + 1][1]
        if text[end : end + 2] == ", " and end + 2 in self._persons_at:
            name, cluster = self._persons_at[end + 2]
            return cluster if text[name.span[1] : name.span[1] + 1] == "," else None
        return None
