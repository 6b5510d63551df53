"""Purpose clauses as goals: *Cairo closed the crossing to force a deal*, *so that the talks could go on* (guidelines 3; ruling 14).

The goal is the agent's of the clause above. A passive without an agent names nobody, and some verbs' infinitives complete them without a purpose
(*failed to*, *came to*); those verbs stand in `lexicon/interests.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_INFINITIVE_LINKS = frozenset({"to", "in order to", "so as to", "in order"})
_CLAUSE_LINKS = frozenset({"so that", "in order that"})
_MODALS = frozenset({"can", "could", "may", "might", "will", "would"})
_NOT_DONE = frozenset({"must", "should", "ought", "can", "could", "may", "might"})
"""Modals of advice and ability: nobody is said to act, so that nobody is said to have that aim."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose clause: its verb, the words that introduce it, the node of whose aim it is, and the verb that serves it."""

    verb: int
    cue_nodes: tuple[int, ...]
    agent: int
    means: int


def find_purposes(graph: Graph) -> Iterator[Purpose]:
    """Give every purpose clause of an article whose agent is named, in text order."""
    for node in range(len(graph)):
        if not _is_infinitive(graph, node) and not _is_so_clause(graph, node):
            continue
        agent = _agent(graph, node)
        if agent is None:
            continue
        words = [i for i in graph.dependents(node, "mark") if i < node]
        words += [j for i in words for j in graph.dependents(i, "fixed")]
        yield Purpose(node, tuple(sorted(words)) or (node,), agent, graph.heads[node])


def _is_infinitive(graph: Graph, node: int) -> bool:
    if graph.relations[node] != "advcl" or graph.introducers[node] not in _INFINITIVE_LINKS:
        return False
    return graph.tags[node] == "VB" or graph.first(node, "cop", "aux:pass") is not None


def _is_so_clause(graph: Graph, node: int) -> bool:
    """*so that X*, or *so* before a clause with a modal; without one it is a consequence."""
    link = graph.introducers[node]
    if graph.relations[node] not in ("advcl", "clause", "parataxis") or link not in (*_CLAUSE_LINKS, "so"):
        return False
    return any(graph.words[i].lower() in _MODALS for i in graph.dependents(node, "aux"))


def _agent(graph: Graph, node: int) -> int | None:
    words = load_words("interests")
    head = graph.heads[node]
    if graph.lemmas[head] in words["moving"] and node - head < 4:
        return None
    if graph.words[node - 2].lower() == "used" or graph.lemmas[node] in words["outcomes"]:
        return None
    if graph.pos[head] != "VERB" or (graph.lemmas[head] in words["not_purposive"] and head < node):
        return None  # before its verb it can be nothing else: "To win time, Rome asked for talks"
    if any(graph.words[i].lower() in _NOT_DONE for i in graph.dependents(head, "aux")):
        return None
    before = graph.words[node - 2].lower() if node > 1 else ""
    if graph.introducers[node] == "to" and before in ("only", "enough", "too", "never"):
        return None
    return graph.surface_subject(head) if _is_so_clause(graph, node) else graph.subject(head)
