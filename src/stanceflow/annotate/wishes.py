"""From the node that a frame names as an interest's content to its span, and whether that content is itself turned round.

*Lima seeks to prevent a strike*: the content is *a strike*, turned round, and *to prevent* joins the cue. *Agreed not to seek bases*: the content is
*to seek bases*, turned round. An infinitive keeps its *to* but not what stands before it (*in order to*).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from stanceflow.lexicon import load_words
from stanceflow.records import Spans
from stanceflow.spans import nodes_to_spans, phrase, subtree_without
from stanceflow.syntax import Graph

_OUTSIDE_PREDICATE = frozenset(
    {"subj", "subj:pass", "csubj", "aux", "cop", "mark", "cc", "parataxis", "discourse", "vocative", "expl", "neg"}
)
_PREPOSITIONS = frozenset(
    {"for", "about", "of", "over", "at", "by", "from", "with", "on", "upon", "into", "against", "in"}
)
_QUESTION_WORDS = frozenset({"why", "how", "what", "when", "where", "whether", "who", "if"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted or shunned: its spans, the `sign` by which it turns the valence (+1, -1), and the nodes that it lends to the cue."""

    spans: Spans
    sign: int = 1
    cue_nodes: tuple[int, ...] = ()


def wish_for(graph: Graph, node: int, rest: int | None = None, without: tuple[int, ...] = ()) -> Wish:
    """Give the wish whose content is headed by `node`; `rest` heads a second piece (*wants [the bills] [paid]*), `without` are nodes left out."""
    turned = _turned(graph, node) if rest is None else None
    if turned is not None:
        return turned
    target = node if rest is None else rest
    negators = tuple(i for i in graph.dependents(target, "neg") if i < target) if _is_infinitive(graph, target) else ()
    dropped = (*without, *negators)
    spans = _spans(graph, node, dropped)
    if rest is not None:
        spans = nodes_to_spans(graph, [*_nodes_of(graph, spans), *_nodes_of(graph, _spans(graph, rest, dropped))])
    return Wish(spans, -1 if len(negators) % 2 else 1, negators)


def predicate_of(graph: Graph, node: int) -> Wish:
    """Give a predicate as a wish, without its subject and auxiliaries; its own negators are left for the caller to count."""
    turned = _turned(graph, node)
    if turned is not None:
        return turned
    dropped = [i for i in graph.children[node] if graph.relations[i] in _OUTSIDE_PREDICATE]
    dropped += [i for i in graph.dependents(node, "advmod", "obl", "advcl") if i < node]
    dropped += [i for i in graph.dependents(node, "advcl") if _stands_beside(graph, i) or graph.introducers[i] == "to"]
    dropped += [i for i in graph.dependents(node, "conj") if graph.first(i, "subj", "aux") is not None]
    for verb in (
        node,
        *graph.dependents(node, "open"),
    ):  # "would let it lapse and proposed another": of the clause above
        bare = graph.tags[verb] == "VB"
        dropped += [i for i in graph.dependents(verb, "conj") if bare and graph.tags[i] in ("VBD", "VBZ", "VBP")]
    return Wish(nodes_to_spans(graph, subtree_without(graph, node, set(dropped))))


def act_of(graph: Graph, clause: int) -> Wish:
    """Give what somebody promised that he or she would do: the predicate alone where its subject is a pronoun, else the whole clause."""
    subject = graph.first(clause, "subj")
    if subject is None or graph.pos[subject] != "PRON" or graph.pos[clause] != "VERB":
        return wish_for(graph, clause)
    wish = predicate_of(graph, clause)
    negators = tuple(i for i in graph.dependents(clause, "neg") if i < clause)
    return Wish(wish.spans, wish.sign * (-1 if len(negators) % 2 else 1), wish.cue_nodes)


def complement_of(graph: Graph, node: int, cue: int) -> Wish:
    """Give what stands after the copula (*the aim is [to win]*, *what she wants is [time]*) as a wish; the cue's own clause is left out."""
    turned = _turned(graph, node)
    if turned is not None:
        return turned
    negators = tuple(i for i in graph.dependents(node, "neg") if i < node)
    if graph.first(node, "cop") is not None and sum(1 for _ in graph.dependents(node, "subj", "subj:pass")) > 1:
        return Wish(_clause_after_copula(graph, node))
    dropped = {*graph.dependents(node, "subj", "cop", "csubj", "expl", "punct", "aux"), *negators}
    dropped.update(i for i in graph.children[node] if _stands_beside(graph, i))
    dropped.update(i for i in graph.dependents(node, "advmod", "det") if i < _before_copula(graph, node))
    dropped.add(cue)
    kept = subtree_without(graph, node, dropped)
    marks = [i for i in graph.dependents(node, "mark") if graph.words[i].lower() == "to"]
    spans = nodes_to_spans(graph, [i for i in kept if not marks or i >= marks[0]])
    return Wish(spans, -1 if len(negators) % 2 else 1, negators)


def _clause_after_copula(graph: Graph, node: int) -> Spans:
    """*The fear is that [the bank will fail]*: the clause has a subject besides the fear."""
    copula = _before_copula(graph, node)
    marks = [i for i in graph.dependents(node, "mark") if graph.words[i].lower() == "that"]
    return nodes_to_spans(graph, [i for i in subtree_without(graph, node, marks) if i > copula])


def _before_copula(graph: Graph, node: int) -> int:
    """The place of the copula: determiners and adverbs before it belong to the subject's side. Without one: -1."""
    copula = graph.first(node, "cop")
    return -1 if copula is None else copula


def is_mandative(graph: Graph, clause: int) -> bool:
    """Whether a clause asks for something rather than states or asks it: its verb is a bare form or stands after *should*."""
    if any(graph.words[i].lower() in _QUESTION_WORDS for i in graph.children[clause] if i < clause):
        return False
    auxiliaries = [graph.words[i].lower() for i in graph.dependents(clause, "aux", "aux:pass", "cop")]
    if auxiliaries:
        return auxiliaries[0] in ("should", "be")
    return graph.tags[clause] == "VB" or (
        graph.tags[clause] == "VBP" and graph.words[clause].lower() == graph.lemmas[clause]
    )


def is_open_question(graph: Graph, content: int) -> bool:
    """*Decide where to build, agreed how to pay*: an infinitive that asks what to do, which nobody wants yet."""
    marks = [i for i in graph.dependents(content, "mark") if graph.words[i].lower() == "to" and i < content]
    return bool(marks) and any(
        graph.words[i].lower() in _QUESTION_WORDS for i in graph.children[content] if i < marks[0]
    )


def pseudo_cleft(graph: Graph, cue: int, content: int) -> int | None:
    """Give the node that says *what*: in *What she craves is time*, *time*; None where the sentence does not say."""
    head = graph.heads[cue]
    if (
        graph.relations[cue] == "relcl"
        and graph.words[head].lower() in ("what", "all")
        and graph.first(head, "cop") is not None
    ):
        return graph.first(head, "subj", "csubj")  # "a loan is what it craves"
    for node in (head, graph.heads[head]):
        copula = graph.first(node, "cop")
        if copula is not None and cue < copula and (node != head or graph.relations[cue] in ("csubj", "subj", "relcl")):
            opens = min(graph.subtree(node))
            points = graph.words[opens].lower() in ("what", "all") or graph.lemmas[head] == "thing"
            return node if points or content == node else None
    return None


def _is_infinitive(graph: Graph, node: int) -> bool:
    return graph.introducers[node].split(" ")[-1] == "to" and graph.is_clause(node) and graph.tags[node] != "VBG"


def _turned(graph: Graph, node: int) -> Wish | None:
    """*to prevent X, to avoid X*: X is what is shunned."""
    if (
        graph.lemmas[node] not in load_words("interests")["averting"]
        or graph.is_passive(node)
        or graph.tags[node] == "VBG"
    ):
        return None
    shunned = graph.first(node, "obj")
    if shunned is None:
        gerunds = (i for i in graph.dependents(node, "open", "clause") if graph.tags[i] == "VBG")
        shunned = next(gerunds, None) or next((i for i in graph.children[node] if graph.introducers[i] == "from"), None)
    if shunned is None:
        return None
    nodes = _nodes_of(graph, phrase(graph, shunned))
    for child in (*graph.children[node], *graph.children[shunned]):
        if graph.introducers[child] == "from" and child != shunned:
            nodes.extend(graph.subtree(child))
    link = tuple(i for i in graph.dependents(node, "mark") if graph.words[i].lower() == "to")
    negators = tuple(i for i in graph.dependents(node, "neg") if i < node)
    return Wish(nodes_to_spans(graph, nodes), 1 if negators else -1, (*link, *negators, node))


def _spans(graph: Graph, node: int, dropped: tuple[int, ...]) -> Spans:
    subject = graph.first(node, "subj", "subj:pass")
    if not _is_infinitive(graph, node) or (subject is not None and graph.introducers[node].startswith("for ")):
        opener = next((i for i in graph.dependents(node, "mark") if graph.words[i].lower() == "that" and i < node), -1)
        before = [i for i in graph.children[node] if i < opener]  # "the hope is [that ...]": parsers hang "is" below
        return phrase(graph, node, without=(*dropped, *before, *_preposition(graph, node)))
    marks = [i for i in graph.dependents(node, "mark") if graph.words[i].lower() == "to" and i < node]
    first = marks[-1] if marks else node
    before_subject = next(
        (i for i in graph.dependents(node, "mark") if graph.words[i].lower() == "for" and i < first - 1), None
    )
    if before_subject is not None:  # "called for any pact to be tied": a subject that the parser hung elsewhere
        nodes = [i for i in subtree_without(graph, node, dropped) if i > before_subject]
        return nodes_to_spans(graph, [*range(before_subject + 1, first), *nodes])
    outside = [i for i in graph.children[node] if _stands_beside(graph, i)]
    if subject is not None and subject < first and graph.introducers[subject] == "for":  # "for" hung on the subject
        first = min(i for i in graph.subtree(subject) if graph.relations[i] != "case" or i > subject)
    return nodes_to_spans(graph, [i for i in subtree_without(graph, node, (*dropped, *outside)) if i >= first])


def _preposition(graph: Graph, node: int) -> tuple[int, ...]:
    """The *for* of a clause such as *for the crews to return*, the *to* of *committed to staying*, the *about* of *about being left out*."""
    words = _PREPOSITIONS
    if graph.tags[node] == "VBG" and graph.first(node, "cop", "aux") is None:
        words = words | {"to"}
    return tuple(i for i in graph.dependents(node, "mark") if graph.words[i].lower() in words and i < node)


def _stands_beside(graph: Graph, child: int) -> bool:
    """Whether a clause after an infinitive belongs to the sentence rather than to what is wanted: *while ..., although ..., she said*."""
    relation = graph.relations[child]
    if relation == "parataxis" or (relation == "conj" and graph.tags[child] in ("VBD", "VBZ", "VBP")):
        return True
    return relation == "advcl" and graph.introducers[child] in load_words("interests")["links_outside"]


def _nodes_of(graph: Graph, spans: Spans) -> list[int]:
    return [i for start, end in spans for i in range(bisect_left(graph.starts, start), bisect_left(graph.starts, end))]
