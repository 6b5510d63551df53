"""Who does what: the logical subjects and objects of predicates, overt or understood, and whose act or state a noun names."""

from __future__ import annotations

import functools

from stanceflow.dependency_graph import DEEPEST, DependencyGraph
from stanceflow.lexicon import load_words

RELATIVE_PRONOUNS = frozenset({"who", "whom", "which", "that", "whose"})
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "swear", "offer"})
_JUDGING = frozenset(
    {
        "accuse",
        "suspect",
        "convict",
        "acquit",
        "thank",
        "blame",
        "criticise",
        "criticize",
        "praise",
        "condemn",
        "punish",
        "denounce",
        "forgive",
        "rebuke",
    }
)
"""Verbs whose object does what a gerund after *of* or *for* says: *accused Lima of planning a strike*."""
_PREDICATES = frozenset({"VERB", "AUX", "ADV", "ADJ"})


def subject_of(graph: DependencyGraph, node: int, depth: int = DEEPEST) -> int | None:
    """The logical subject of a predicate, overt or understood; a relative pronoun gives way to its antecedent. None where nobody is named."""
    if depth <= 0:
        return None
    if graph.is_passive(node):
        return graph.first(node, "agent")
    own = _own_subject(graph, node)
    if own is not None:
        return _over_relative(graph, own)
    return _understood(graph, node, depth - 1)


def _own_subject(graph: DependencyGraph, node: int) -> int | None:
    """The subject beside a predicate. Where a parser gives it two, the nearest before it (*its friends in the press, [its own members] love it*), but
    the first of two that *and* joins.
    """
    subjects = list(graph.dependents(node, "subj"))
    before = [i for i in subjects if i < node]
    if len(before) > 1 and graph.first(before[-1], "cc") is None:
        return before[-1]
    return next(iter(subjects), None)


def surface_subject_of(graph: DependencyGraph, node: int, depth: int = DEEPEST) -> int | None:
    """The grammatical subject, active or passive, overt or understood."""
    return _passive_subject(graph, node, depth) if graph.is_passive(node) else subject_of(graph, node, depth)


def _passive_subject(graph: DependencyGraph, node: int, depth: int) -> int | None:
    if depth <= 0:
        return None
    own = graph.first(node, "subj:pass", "subj")
    if own is not None:
        return _over_relative(graph, own)
    return _understood(graph, node, depth - 1)


def _over_relative(graph: DependencyGraph, node: int) -> int:
    if graph.words[node].lower() in RELATIVE_PRONOUNS and graph.pos[node] in ("PRON", "DET", "SCONJ"):
        noun = graph.antecedent(node)
        hung_on_verb = graph.relations[graph.heads[node]] == "advcl" if noun is None else graph.pos[noun] in _PREDICATES
        if hung_on_verb:
            noun = _nominal_before(graph, node) or noun
        if noun is not None:
            return noun
    return node


def _nominal_before(graph: DependencyGraph, pronoun: int) -> int | None:
    """The head of the noun phrase right before a relative pronoun, where the parser hung the clause on the verb (*Iran, which opposes it, left*)."""
    last = pronoun - 1
    while last > 0 and graph.relations[last] == "punct":
        last -= 1
    while last >= 0 and graph.sentence_of[last] == graph.sentence_of[pronoun] and graph.pos[last] in ("NOUN", "PROPN"):
        if graph.relations[last] not in ("flat", "compound"):
            return last
        last = graph.heads[last]
    return None


def _understood(graph: DependencyGraph, node: int, depth: int) -> int | None:
    """Whom the grammar understands as the subject of a predicate without one of its own."""
    relation, head = graph.relations[node], graph.heads[node]
    if head == node:
        return None
    judged = _judged(graph, node)
    if judged is not None:
        return judged
    if relation == "conj":
        return surface_subject_of(graph, head, depth) if graph.is_clause(head) else None
    if relation == "open":
        controller = graph.first(head, "obj", "iobj")
        if controller is not None and controller < node and graph.lemmas[head] not in _SUBJECT_CONTROL:
            return _over_relative(graph, controller)
        return surface_subject_of(graph, head, depth)
    if relation in ("advcl", "clause"):
        return surface_subject_of(graph, head, depth) if graph.is_clause(head) else possessor(graph, head, depth)
    if relation == "relcl":
        return head
    if relation == "acl":
        if graph.introducers[node]:
            return possessor(graph, head, depth)
        return head
    if relation == "csubj":
        return graph.first(head, "obj")
    return None


def _judged(graph: DependencyGraph, node: int) -> int | None:
    """Whom a verb of judging holds to have done what the gerund at `node` says, wherever the parser hangs it."""
    if graph.introducers[node] not in ("of", "for"):
        return None
    head = graph.heads[node]
    if graph.lemmas[head] not in _JUDGING and graph.relations[head] in ("obj", "subj:pass"):
        head = graph.heads[head]
    if graph.lemmas[head] not in _JUDGING or graph.pos[head] != "VERB":
        return None
    return graph.first(head, "subj:pass") if graph.is_passive(head) else graph.first(head, "obj")


def possessor(graph: DependencyGraph, noun: int, depth: int = DEEPEST) -> int | None:
    """Whose act or state a noun names: its possessor, its adjective of nationality, *by X* or *of X*, or the subject of the verb it is the object of."""
    owner = graph.first(noun, "poss")
    if owner is not None:
        return owner
    for child in graph.dependents(noun, "agent", "obl"):
        if graph.introducers[child] in ("by", "among", "from", "in", "of", "within", "between") and graph.pos[
            child
        ] in ("PROPN", "NOUN", "PRON"):
            return child
    if graph.relations[noun] in ("obj", "open", "obl") and depth > 0:
        return surface_subject_of(graph, graph.heads[noun], depth - 1)
    return None


@functools.cache
def _times() -> frozenset[str]:
    return load_words("times")["nouns"]


def _misnamed_object(graph: DependencyGraph, verb: int) -> int | None:
    """A noun phrase right after an active verb that has no object: whatever a parser calls it, it is one (times and manners apart)."""
    if graph.pos[verb] != "VERB":
        return None
    for child in graph.children[verb]:
        if child < verb or graph.introducers[child] or graph.pos[child] not in ("NOUN", "PROPN", "PRON"):
            continue
        relation = graph.relations[child]
        second_subject = relation == "subj" and (graph.first(verb, "subj") or child) < verb
        plain = relation == "obl" and graph.lemmas[child] not in _times()
        if not (second_subject or plain or relation in ("iobj", "flat", "other")):
            continue
        start = min(graph.subtree(child))
        if all(graph.relations[i] in ("particle", "advmod") for i in range(verb + 1, start)):
            return child
    return _object_within(graph, verb)


def _object_within(graph: DependencyGraph, verb: int) -> int | None:
    """*hailed [the ruling] as a triumph, scolds [the port] for dawdling*: the object, where the parser took it for the subject of what follows it."""
    for child in graph.dependents(verb, "obl", "advcl", "agent"):
        opener = next((i for i in graph.dependents(child, "case", "mark") if i < child), None)
        inner = graph.first(child, "subj")
        if opener is not None and inner is not None and verb < inner < opener and min(graph.subtree(inner)) == verb + 1:
            return inner
    return None


def _shared_object(graph: DependencyGraph, verb: int, depth: int) -> int | None:
    """The object that a verb shares with the verb it is joined to: after both (*criticised and rejected the plan*), or what their relative clause is
    about (*the treaty which Lima opposes and Quito supports*).
    """
    head = graph.heads[verb]
    shared = graph.first(head, "obj")
    if shared is not None and shared > verb:
        return shared
    if graph.first(verb, "subj") is None or graph.first(verb, "clause", "open", "obl") is not None:
        return None
    relative = shared is not None and _over_relative(graph, shared) != shared
    gap = shared is None and graph.relations[head] == "relcl"
    return object_of(graph, head, depth) if relative or gap else None


def object_of(graph: DependencyGraph, node: int, depth: int = DEEPEST) -> int | None:
    """The logical object of a verb: its object, or the subject of its passive; None where it has none."""
    if depth <= 0:
        return None
    if graph.is_passive(node):
        own = graph.first(node, "subj:pass", "subj")
        if own is not None:
            return _over_relative(graph, own)
        if graph.relations[node] in ("acl", "relcl", "amod"):
            return graph.heads[node]  # amod: "the tariff, loathed by farmers", its participle an adjective to a parser
        if graph.relations[node] == "conj" and graph.pos[graph.heads[node]] in ("NOUN", "PROPN"):
            return graph.heads[node]  # "a tariff opposed by farmers and hated by bakers", where it joins it to the noun
        return _understood(graph, node, depth - 1)
    own = graph.first(node, "obj")
    if own is not None:
        return _over_relative(graph, own)
    misnamed = _misnamed_object(graph, node)
    if misnamed is not None:
        return misnamed
    if graph.relations[node] == "conj":  # "criticised and rejected the plan": the shared object stands after both verbs
        shared = _shared_object(graph, node, depth - 1)
        if shared is not None:
            return shared
    if graph.relations[node] == "relcl" and graph.first(node, "clause", "open") is None:
        subject = graph.first(node, "subj")
        if subject is not None and _over_relative(graph, subject) == subject:
            return graph.heads[node]  # "the plan Lima opposes": the gap is the object
    return None
