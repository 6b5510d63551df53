"""What a predicate of praise or blame is said of: its subject, or the clause that it takes as subject (*it is wrong to wait*)."""

from __future__ import annotations

from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_PERSONAL = frozenset({"he", "she", "they", "we", "you", "i"})


def has_copula(graph: Graph, node: int) -> bool:
    """Whether a word is said of a subject with *be*: a copula, or what a parser takes for an auxiliary (*is maddening, were mistaken*)."""
    if graph.first(node, "cop") is not None:
        return True
    auxiliary = graph.first(node, "aux", "aux:pass")
    if auxiliary is None or not any(graph.lemmas[i] == "be" for i in graph.dependents(node, "aux", "aux:pass")):
        return False
    participle = graph.tags[node] == "VBN" and graph.first(node, "agent", "obl", "open", "clause") is None
    return graph.pos[node] == "ADJ" or participle


def evaluated_by(graph: Graph, node: int) -> int | None:
    """What a predicate evaluates: a clause that it takes as subject (*it is wrong to wait*), else its subject."""
    if graph.relations[node] == "conj" and not has_copula(graph, node):
        return evaluated_by(graph, graph.heads[node])  # "bold and careless"
    subject = None if graph.first(node, "expl") is not None else _subject_of(graph, node)
    fronted = subject is not None and graph.words[subject].lower() == "what" and graph.heads[node] != node
    if subject is None or (graph.words[subject].lower() in ("it", "what") and not fronted):
        clause = _clause_subject(graph, node)
        if clause is not None:
            return None if _is_courtesy(graph, node, clause) else clause
    if subject is not None and graph.words[subject].lower() in ("there", "what"):
        return None
    if _is_progressive(graph, node):
        return None
    if _names_task(graph, node) or _is_record(graph, node) or _is_lot(graph, node, subject):
        return None
    return _grounded(graph, node) or subject


def _grounded(graph: Graph, node: int) -> int | None:
    """*That is the best reason [for keeping it], a good moment [to leave]*: what good or bad grounds are grounds for."""
    if graph.lemmas[node] not in load_words("evaluation")["grounds"]:
        return None
    clauses = (i for i in graph.dependents(node, "acl", "advcl", "clause", "open") if i > node)
    return next((i for i in clauses if graph.introducers[i].split(" ")[-1] in ("to", "for")), None)


def _is_progressive(graph: Graph, node: int) -> bool:
    """*They have been promising to reform*: a participle with a complement, not an adjective."""
    return graph.tags[node] == "VBG" and graph.first(node, "obj", "open", "clause") is not None


def _is_courtesy(graph: Graph, node: int, clause: int) -> bool:
    """*It is great to be here, nice to see you*: a greeting."""
    words = load_words("evaluation")
    met = graph.lemmas[clause] in words["greeting"] or graph.first(clause, "cop") is not None
    return met and graph.lemmas[node] in words["courteous"]


def _subject_of(graph: Graph, node: int) -> int | None:
    """The subject of a predicate; the nearest where a parser gives it two (*folks who say [that enforcement] is cruel*)."""
    own = [i for i in graph.dependents(node, "subj", "subj:pass") if i < node]
    return own[-1] if len(own) > 1 else graph.surface_subject(node)


def _is_lot(graph: Graph, node: int, subject: int | None) -> bool:
    """*They are poor*: of people, a lot that they suffer rather than a fault."""
    people = subject is not None and graph.words[subject].lower() in _PERSONAL | {"those", "many", "most", "people"}
    return people and graph.lemmas[node] in load_words("evaluation")["lots"]


def _names_task(graph: Graph, node: int) -> bool:
    """*Our job is to be brief*: the infinitive says what the subject consists in, not what it is like."""
    return graph.introducers[node].split(" ")[-1] == "to" and graph.relations[node] != "open"


def _is_record(graph: Graph, node: int) -> bool:
    """*The worst drought in living memory, the best harvest since 1990*: a rank in time, which is measured rather than judged."""
    return any(graph.tags[i] == "JJS" for i in (node, *graph.dependents(node, "amod"))) and any(
        graph.introducers[i] == "since" or graph.lemmas[i] in load_words("evaluation")["records"]
        for i in graph.dependents(node, "obl", "advmod")
    )


def _clause_subject(graph: Graph, node: int) -> int | None:
    for child in graph.children[node]:
        relation = graph.relations[child]
        infinitive = graph.introducers[child].split(" ")[-1] == "to"
        complement = relation in ("clause", "advcl", "open") or (relation == "acl" and infinitive)
        if relation == "csubj" or (child > node and complement and (infinitive or graph.introducers[child] == "that")):
            return child
    return None
