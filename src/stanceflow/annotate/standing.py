"""Whether a position stands: the text shows it as taken, not as asked, supposed, advised or only hoped for."""

from __future__ import annotations

from stanceflow.annotate.polarity import is_asserted, is_supposed_of_any
from stanceflow.dependency_graph import DEEPEST
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_DUTY = frozenset({"should", "must", "ought", "need", "shall"})
_CAUSING = frozenset({"help", "lead", "cause", "make", "see", "force"})
"""Verbs after which what somebody is brought to do is done: *led Lima to oppose it*."""


def is_held(graph: Graph, cue: int) -> bool:
    """Whether the text shows the position as taken: not asked, supposed or denied, and neither advised nor asked of the holder."""
    if is_counterfactual(graph, cue):
        return False
    return is_asserted(graph, cue) and not _is_advised(graph, cue) and not is_supposed_of_any(graph, cue)


def is_counterfactual(graph: Graph, node: int) -> bool:
    """*It would have been a disaster*: what was not so."""
    auxiliaries = {graph.lemmas[i] for i in graph.dependents(node, "aux")}
    return "would" in auxiliaries and "have" in auxiliaries


def is_wished(graph: Graph, node: int) -> bool:
    """*I hope that she is right*: a verdict that somebody only hopes for, or could give."""
    if is_counterfactual(graph, node):
        return True
    would = any(graph.lemmas[i] == "would" for i in graph.dependents(node, "aux"))
    if would and any(graph.introducers[i] == "if" for i in graph.dependents(node, "advcl")):
        return True  # "if we stopped now, our safety would be false"
    if any(graph.words[i].lower() in ("may", "might", "could") for i in graph.dependents(node, "aux")):
        return True
    return is_hoped(graph, node)


def is_hoped(graph: Graph, node: int) -> bool:
    """*I hope that you will support it*: what somebody only hopes for."""
    head = graph.heads[node]
    hoped = graph.relations[node] in ("clause", "open") and graph.lemmas[head] in load_words("stances")["hoping"]
    return hoped and graph.pos[head] in ("VERB", "ADJ")


def _is_advised(graph: Graph, node: int) -> bool:
    if graph.pos[node] == "NOUN" and graph.relations[node] == "obj":
        node = graph.heads[node]  # "should not express support for it"
    for _ in range(DEEPEST):
        if any(graph.words[i].lower() in _DUTY for i in graph.dependents(node, "aux")):
            return True
        head = graph.heads[node]
        if head == node or graph.relations[node] not in ("open", "conj"):
            return False
        if graph.relations[node] == "conj" and graph.first(node, "subj", "aux") is not None:
            return False
        if graph.lemmas[head] in ("have", "need") and graph.introducers[node] == "to":
            return True
        if (
            graph.relations[node] == "open"
            and graph.first(head, "obj", "iobj") is not None
            and graph.pos[head] == "VERB"
        ):
            return graph.tags[node] == "VB" and graph.lemmas[head] not in _CAUSING
        node = head
    return False
