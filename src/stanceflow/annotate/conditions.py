"""On what a predicted clause depends: a condition clause or phrase, an imperative, or a subject that states a condition.

A clause or phrase that can be cut off stays outside the content; a subject that states the condition stays in it (guidelines, ruling 13).
"""

from __future__ import annotations

from collections.abc import Callable

from stanceflow.annotate.condition_clauses import (
    Condition,
    cut_condition,
    find_condition_clause,
    only_before,
    subject_of,
)
from stanceflow.lexicon import load_words
from stanceflow.predication import RELATIVE_PRONOUNS
from stanceflow.records import Spans
from stanceflow.spans import nodes_to_spans, noun_phrase
from stanceflow.syntax import Graph

__all__ = ["NO_CONDITION", "Condition", "find_condition", "states_condition"]

NO_CONDITION = Condition()
_SUPPOSING = frozenset({"would", "could", "might"})
_NOT_YET = frozenset({"a", "an", "any", "another", "such", "every", "more"})
_POINTING = frozenset({"this", "that", "these", "those"})
_ACT_ENDINGS = ("tion", "sion", "ment", "al")


def find_condition(graph: Graph, node: int, modal: str, is_actor: Callable[[int], bool]) -> Condition:
    """Give the condition of the clause headed by `node`, coloured by `modal` (its dictionary form, or empty).

    `is_actor` says of a node whether an actor fills it: an actor states no condition.
    """
    found = find_condition_clause(graph, node, modal in _SUPPOSING) or _imperative(graph, node)
    if found is not None:
        return found
    subject = subject_of(graph, node)
    if subject is None:
        return NO_CONDITION
    if graph.words[subject].lower() in RELATIVE_PRONOUNS and graph.relations[node] == "relcl":
        subject = graph.heads[node]
    if not states_condition(graph, node, subject, modal, is_actor):
        return NO_CONDITION
    return Condition(_subject_spans(graph, subject, node), "only_if" if only_before(graph, subject) else "subject")


def _imperative(graph: Graph, node: int) -> Condition | None:
    """*Raise tariffs and prices will climb*: the first verb of the sentence, bare and without a subject, joined to the prediction by *and*."""
    first = graph.first_conjunct(node)
    if _is_bare_event(graph, first, node):
        return cut_condition(graph, [i for i in graph.subtree(first) if i < _joint(graph, node)], "if")
    if first == node or graph.tags[first] != "VB" or graph.first(node, "subj", "subj:pass") is None:
        return None
    if graph.first(first, "subj", "subj:pass", "aux", "mark", "expl") is not None:
        return None
    start = min(graph.subtree(node))
    return cut_condition(graph, [i for i in graph.subtree(first) if i < start and graph.relations[i] != "cc"], "if")


def _is_bare_event(graph: Graph, first: int, node: int) -> bool:
    """*One bad harvest and the fund could fail*: a noun phrase with *one, another, a* and no verb, joined to a clause by *and*."""
    if first == node or graph.pos[first] != "NOUN" or graph.relations[first] != "root":
        return False
    if graph.first(first, "subj", "subj:pass", "cop", "aux", "expl", "parataxis") is not None:
        return False
    opens = graph.words[min(i for i in graph.subtree(first) if graph.pos[i] not in ("PUNCT", "SPACE"))].lower()
    joins = graph.words[_joint(graph, node)].lower() == "and"
    return (
        joins and opens in ("one", "another", "a", "an", "any") and graph.first(node, "subj", "subj:pass") is not None
    )


def _joint(graph: Graph, node: int) -> int:
    """The word that joins a clause to what stands before it."""
    return next(graph.dependents(node, "cc"), node)


def states_condition(graph: Graph, node: int, subject: int, modal: str, is_actor: Callable[[int], bool]) -> bool:
    """Whether a subject names what would have to come about first.

    An act does (*raising rates will hurt*). With *would, could, might* so does a thing that is not there yet (*a ban would hurt*), and with
    *would* an event or measure already named (*the ban, this step, it*) where it brings something about. An actor never does.
    """
    if _is_act(graph, subject):
        return True
    if modal not in _SUPPOSING or is_actor(subject) or graph.lemmas[subject] in load_words("predictions")["people"]:
        return False
    if graph.pos[subject] == "PRON" or graph.words[subject].lower() == "another":
        return (
            modal == "would"
            and graph.words[subject].lower() in ("this", "that", "it", "such", "another")
            and graph.relations[node] != "relcl"
        )
    return graph.pos[subject] == "NOUN" and _is_hypothetical(graph, node, subject, modal)


def _is_hypothetical(graph: Graph, node: int, subject: int, modal: str) -> bool:
    determiner = graph.first(subject, "det", "poss")
    word = "" if determiner is None else graph.words[determiner].lower()
    if graph.relations[node] == "relcl":
        return modal == "would" and (determiner is None or word in _NOT_YET)
    causes = graph.first(node, "obj", "open", "clause") is not None and not graph.is_passive(node)
    if word in _NOT_YET:
        return modal == "would" or causes
    if determiner is None:
        return causes
    named = graph.lemmas[subject] in load_words("predictions")["events"] or graph.lemmas[subject].endswith(_ACT_ENDINGS)
    return causes and modal == "would" and (named or word in _POINTING)


def _is_act(graph: Graph, subject: int) -> bool:
    return graph.relations[subject] == "csubj" or (
        graph.tags[subject] == "VBG" and graph.first(subject, "det", "poss") is None
    )


def _subject_spans(graph: Graph, subject: int, node: int) -> Spans:
    if not _is_act(graph, subject):
        joined = graph.conjuncts(subject)
        whole = len(joined) > 1 and joined[-1] < node
        return nodes_to_spans(graph, graph.subtree(subject)) if whole else noun_phrase(graph, subject)
    nodes = [i for i in graph.subtree(subject) if i < node]
    while nodes and graph.words[nodes[0]].lower() in ("that", ",", "and", "but"):
        nodes = nodes[1:]
    return nodes_to_spans(graph, nodes)
