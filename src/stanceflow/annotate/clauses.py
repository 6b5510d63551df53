"""The predicted clause: which words belong to it, and which stand outside (condition, framing, attribution, other clauses)."""

from __future__ import annotations

from collections.abc import Collection

from stanceflow.lexicon import load_words
from stanceflow.syntax import RELATIVE_PRONOUNS, Graph


def clause_nodes(graph: Graph, node: int, without: Collection[int] = ()) -> list[int]:
    """Give the nodes of the clause at `node`, subject and modal included, less the nodes in `without` and what stands outside.

    A restrictive relative clause or a participle brings the noun that it hangs on (*measures that could lead to war*), a conjunct the subject
    that it shares.
    """
    out, stack = [], [node]
    while stack:
        i = stack.pop()
        out.append(i)
        stack.extend(c for c in graph.children[i] if c not in without and not (i == node and _stands_outside(graph, node, c)))
    nodes = sorted({*_antecedent(graph, node), *_shared_subject(graph, node), *out}.difference(without))
    while nodes and (graph.pos[nodes[0]] in ("PUNCT", "CCONJ") or graph.words[nodes[0]].lower() == "that" and _is_mark(graph, nodes[0])):
        nodes = nodes[1:]
    return nodes


def _is_mark(graph: Graph, node: int) -> bool:
    return graph.relations[node] not in ("subj", "subj:pass", "det", "obj", "obl")


def _shared_subject(graph: Graph, node: int) -> list[int]:
    """The subject of *will fight* in *They will march and will fight*: that of the first conjunct."""
    if graph.relations[node] != "conj" or graph.first(node, "subj", "subj:pass", "expl", "csubj") is not None:
        return []
    subject = graph.first(graph.heads[node], "subj", "subj:pass", "csubj")
    return [] if subject is None or subject > node else graph.subtree(subject)


def _stands_outside(graph: Graph, node: int, child: int) -> bool:
    words = load_words("predictions")
    relation, word, leading = graph.relations[child], graph.words[child].lower(), child < node
    if relation in ("parataxis", "discourse", "vocative"):
        return True
    if relation in ("cc", "mark"):
        return leading and word != "to"
    if relation == "advmod" and _opens_clause(graph, node, child):
        return word in words["outside"] or word in words["framing"]
    if relation == "conj":
        return _stands_alone(graph, child)
    if relation == "advcl":
        return graph.introducers[child] in words["conceding"] and (leading or graph.introducers[child] not in ("as", "because", "since"))
    return relation == "obl" and leading and graph.introducers[child] in words["attributing"]


def _opens_clause(graph: Graph, node: int, child: int) -> bool:
    subject = graph.first(node, "subj", "subj:pass", "expl", "csubj")
    return child < (subject if subject is not None else node)


def _stands_alone(graph: Graph, conjunct: int) -> bool:
    """A conjunct with a subject or modal of its own is another clause."""
    if any(True for _ in graph.dependents(conjunct, "subj", "subj:pass", "expl", "csubj")):
        return True
    return any(graph.tags[c] == "MD" for c in graph.dependents(conjunct, "aux"))


def _antecedent(graph: Graph, node: int) -> list[int]:
    if graph.relations[node] not in ("relcl", "acl"):
        return []
    subject = graph.first(node, "subj", "subj:pass")
    if graph.relations[node] == "relcl" and (subject is None or graph.words[subject].lower() != "that"):
        return []
    if subject is not None and graph.words[subject].lower() not in RELATIVE_PRONOUNS:
        return []
    noun = graph.heads[node]
    modifiers = graph.dependents(noun, "det", "amod", "compound", "num", "poss", "obl", "flat")
    return [noun, *(i for c in modifiers if c < node for i in graph.subtree(c))]


def clause_of(graph: Graph, node: int) -> int:
    """Give the head of the clause in which a predicate's complement stands: *set* in *looks set to win* leads to *looks*."""
    seeming = load_words("predictions")["seeming"]
    while graph.relations[node] == "open" and graph.lemmas[graph.heads[node]] in seeming:
        node = graph.heads[node]
    return node
