"""Whom grammar says that a description describes: apposition, copula, *called*, and the name that directly follows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from stanceflow.annotate.candidate import Candidate
from stanceflow.annotate.naming import Cluster
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_LONGEST_CLAUSE = 8
"""How many words of a clause may stand between a description and the name."""


class Apposition:
    """The names of one article, to be found by the descriptions beside them."""

    def __init__(self, graph: Graph, names: list[Candidate], named: dict[int, Cluster]) -> None:
        self._graph = graph
        self._named = named
        self._persons_at = {
            self._start(name): (name, named[name.node]) for name in names if named[name.node].kind == "person"
        }

    def _start(self, name: Candidate) -> int:
        """Where a name begins with its title."""
        at = name.span[0] - len(name.title) - 1
        return at if name.title and at >= 0 and self._graph.text.startswith(f"{name.title} ", at) else name.span[0]

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
        return self._adjacent(candidate) or self._at(linked, candidate, so_far) or self._spoken_with(candidate)

    def _at(self, linked: list[int], candidate: Candidate, so_far: dict[int, Cluster]) -> Cluster | None:
        for other in linked:
            cluster = self._named.get(other)
            if (
                cluster is not None
                and cluster.kind == candidate.kind
                and (other > candidate.node or cluster is so_far.get(other))
            ):
                return cluster
        return None

    def _called(self, node: int) -> Iterator[int]:
        """The names in *a welder called Néstor, a man known as Abu Bakr*."""
        graph = self._graph
        for verb in graph.dependents(node, "acl"):
            if graph.lemmas[verb] in load_words("actors")["naming_verbs"]:
                yield from graph.dependents(verb, "obj", "open", "obl", "clause", "other", "appos")

    def _adjacent(self, candidate: Candidate) -> Cluster | None:
        """The person whose name directly follows: *his wife Melania*; *the minister, Adaeze Obi, said*; *a blogger I trust, Yerlan B., reckons*."""
        if candidate.kind != "person":
            return None
        text = self._graph.text
        for end in self._ends(candidate):
            if text[end : end + 1] == " " and end + 1 in self._persons_at:
                return self._persons_at[end + 1][1]
            if text[end : end + 2] == ", " and end + 2 in self._persons_at:
                name, cluster = self._persons_at[end + 2]
                if text[name.span[1] : name.span[1] + 1] == ",":
                    return cluster
        return None

    def _ends(self, candidate: Candidate) -> Iterator[int]:
        """Where a description ends: by itself, and with the clause that follows it."""
        graph = self._graph
        yield candidate.span[1]
        for clause in graph.dependents(candidate.node, "relcl", "acl"):
            below = graph.subtree(clause)
            if below[0] > candidate.node and len(below) <= _LONGEST_CLAUSE:
                yield graph.ends[below[-1]]

    def _spoken_with(self, candidate: Candidate) -> Cluster | None:
        """*The current prime minister, Shaukat Aziz said*: the comma after the name is missing, and no preposition makes the description another one."""
        graph, end = self._graph, candidate.span[1]
        if candidate.kind != "person" or graph.relations[candidate.node] == "obl":
            return None
        if graph.text[end : end + 2] != ", " or end + 2 not in self._persons_at:
            return None
        name, cluster = self._persons_at[end + 2]
        after = bisect_left(graph.starts, name.span[1])
        return cluster if after < len(graph) and graph.pos[after] in ("VERB", "AUX") else None
