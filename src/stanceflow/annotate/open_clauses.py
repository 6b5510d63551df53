"""Clauses that are asked, supposed, dated, compared or aimed at rather than stated: what stands in them is predicted by nobody."""

from __future__ import annotations

from stanceflow.annotate.modality import BE_FORMS, Modal
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_DEEPEST = 12
_SUBORDINATE = frozenset({"advcl", "acl", "obl", "clause", "csubj"})
_DESCRIBING = frozenset({"would", "could", "will", "shall", "going to"})

Words = dict[str, frozenset[str]]


def in_open_clause(graph: Graph, modal: Modal) -> bool:
    """Whether a modal's clause is supposed or asked rather than predicted: a condition, a time clause, a comparison, an aim, an embedded question."""
    node, words = modal.node, load_words("predictions")
    if _asks(graph, node, modal, words) or _is_aim(graph, node):
        return True
    granted = modal.word in ("may", "might", "could") and graph.introducers[node] in words["granting"]
    return is_suspended(graph, node) or (granted and graph.relations[node] in _SUBORDINATE)


def is_suspended(graph: Graph, node: int) -> bool:
    """Whether a clause, or one that it stands in, is supposed, dated, compared or aimed at rather than stated."""
    words = load_words("predictions")
    described = False  # a relative clause on the object: "wants a plan that will work"
    for _ in range(_DEEPEST):
        relation, head = graph.relations[node], graph.heads[node]
        if _is_opened_by(graph, node, words) and not _took_place(graph, node, words):
            return True
        if _is_inverted(graph, node):
            return True
        if head == node or (relation == "relcl" and is_set_off(graph, node)):
            return False
        binding = relation in ("clause", "open", "acl") or (
            relation == "advcl" and graph.introducers[node] in ("", "that", "to")
        )
        if (binding or (described and relation == "obj")) and _holds_open(graph, head, words):
            return True
        described = relation == "relcl"
        node = head
    return False


def is_set_off(graph: Graph, node: int) -> bool:
    """Whether a clause after a noun only adds to it: a mark stands before it (*the tax, which would ...*)."""
    first = min(graph.subtree(node))
    while first > 0 and graph.introducers[first] == "" and graph.pos[first] in ("CCONJ", "SPACE"):
        first += 1
    return graph.pos[first] == "PUNCT" or (first > 0 and graph.pos[first - 1] in ("PUNCT", "CCONJ"))


def _is_opened_by(graph: Graph, node: int, words: Words) -> bool:
    if graph.relations[node] in _SUBORDINATE and graph.introducers[node] in words["suspending"]:
        return True
    return graph.relations[node] == "advcl" and graph.words[min(graph.subtree(node))].lower() in words["suspending"]


def _took_place(graph: Graph, node: int, words: Words) -> bool:
    """*When the papers reported that the base would close*: a past tense dates, it supposes nothing."""
    if graph.tags[node] != "VBD" and not any(graph.tags[c] == "VBD" for c in graph.dependents(node, "aux", "aux:pass")):
        return False
    opener = graph.introducers[node] or graph.words[min(graph.subtree(node))].lower()
    return opener in words["dating"]


def _holds_open(graph: Graph, head: int, words: Words) -> bool:
    """Whether a predicate asks for its clause rather than expects it: *insists that*, *make sure that*, *an agreement that*."""
    if graph.lemmas[head] == "sure":
        return graph.lemmas[graph.heads[head]] == "make"
    return graph.lemmas[head] in words["aiming" if graph.pos[head] in ("VERB", "ADJ") else "terms"]


def _asks(graph: Graph, node: int, modal: Modal, words: Words) -> bool:
    """An embedded question (*how it will end*), or a relative clause about what is left open (*what they would do*, *the price we will pay*)."""
    relation = graph.relations[node]
    if graph.introducers[node].split(" ")[-1] == "whether" or graph.introducers[node] == "if":
        return True
    if relation == "relcl":
        return _has_open_antecedent(graph, node, words)
    if relation in ("root", "parataxis"):
        return False
    first = _first_word(graph, node)
    if relation == "advcl" and graph.words[first].lower() == "where" and graph.words[first - 1] == ",":
        return False  # "in Leeds, where the party will lose"
    if _gives_reason(graph, first) or _gives_reason(graph, first - 1) or _continues_relative(graph, node, first, words):
        return False
    opened = graph.words[first].lower() in words["interrogatives"] and first < modal.cue[0]
    before = relation in ("clause", "conj") and first > 0 and graph.words[first - 1].lower() in words["interrogatives"]
    return opened or (before and graph.relations[first - 1] in ("obj", "conj", "advmod", "mark"))


def _first_word(graph: Graph, node: int) -> int:
    """The first word of a clause, after marks, conjunctions and what frames it (*when we are gone, ...*)."""
    framing = {i for child in graph.dependents(node, "advcl", "obl") if child < node for i in graph.subtree(child)} - {
        node
    }
    nodes = [i for i in graph.subtree(node) if graph.pos[i] not in ("CCONJ", "PUNCT", "SPACE")]
    return next((i for i in nodes if i not in framing), node)


def _gives_reason(graph: Graph, first: int) -> bool:
    """*That is why it will fail*."""
    return (
        first > 1
        and graph.words[first - 1].lower() in BE_FORMS
        and graph.words[first - 2].lower() in ("that", "this", "which")
    )


def _continues_relative(graph: Graph, node: int, first: int, words: Words) -> bool:
    """*Who fled, and who will return*: the second of two relative clauses."""
    head = graph.heads[node]
    return (
        graph.relations[node] == "conj"
        and graph.relations[head] == "relcl"
        and graph.words[first].lower() in words["relatives"]
    )


def _has_open_antecedent(graph: Graph, node: int, words: Words) -> bool:
    noun = graph.heads[node]
    if graph.words[noun].lower() == "why" and _gives_reason(graph, noun):
        return False
    if graph.lemmas[noun] in words["anyone"] or graph.words[noun].lower() in words["anyone"]:
        return True
    if any(graph.words[c].lower() in words["interrogatives"] for c in graph.dependents(noun, "det")):
        return True
    subject = graph.first(node, "subj", "subj:pass")
    if subject is None or any(graph.words[i].lower() in words["relatives"] for i in graph.subtree(subject)):
        return False
    if any(
        graph.words[i].lower() in words["relatives"] and graph.relations[i] != "obj"
        for i in graph.subtree(node)
        if i < subject
    ):
        return False
    return subject > noun


def describes(graph: Graph, modal: Modal) -> bool:
    """Whether a modal stands in a relative clause that says which thing is meant (*a bill that would lower rents*) rather than what it will do.

    One set off by a comma states something of its own, and so does the clause of a cleft (*it is the herders who will pay*).
    """
    node, noun = modal.node, graph.heads[modal.node]
    if modal.word not in _DESCRIBING or not _is_relative(graph, node) or is_set_off(graph, node):
        return False
    cleft = any(graph.words[i].lower() == "it" for i in graph.dependents(noun, "subj", "expl"))
    return (
        graph.tags[noun] != "WRB"
        and not cleft
        and all(graph.introducers[i] == "to" for i in graph.dependents(node, "advcl"))
    )


def _is_relative(graph: Graph, node: int) -> bool:
    """Whether a clause is a relative one; parsers often give it the label of a participle's."""
    subject = graph.first(node, "subj", "subj:pass")
    return graph.relations[node] == "relcl" or (
        graph.relations[node] == "acl" and subject is not None and graph.tags[subject] in ("WDT", "WP")
    )


def _is_aim(graph: Graph, node: int) -> bool:
    """*So that the vote could go ahead*: an aim."""
    nodes = graph.subtree(node)
    first = next((i for i in nodes if graph.pos[i] != "PUNCT"), node)
    words = [graph.words[i].lower() for i in (first - 1, first, first + 1) if 0 <= i < len(graph)]
    return "so that" in " ".join(words) or (
        words[1:2] == ["so"] and graph.relations[node] == "advcl" and graph.relations[first] in ("mark", "advmod")
    )


def _is_inverted(graph: Graph, node: int) -> bool:
    """*Should it come, ...*, *were he to leave, ...*: an auxiliary before its subject opens a condition."""
    if graph.relations[node] != "advcl":
        return False
    subject = graph.first(node, "subj", "subj:pass", "expl")
    first = graph.first(node, "aux", "aux:pass", "cop")
    return (
        subject is not None
        and first is not None
        and first < subject
        and graph.words[first].lower() in ("should", "were", "had")
    )
