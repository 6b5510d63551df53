"""On what a predicted clause depends: *if, unless, without, once, only if*, inversion, imperatives, and subjects that state a condition.

A clause or phrase that can be cut off stays outside the content; a subject that states the condition stays in it (guidelines, ruling 13).
Conditions that open or close a sentence are read by their words and commas first, since parsers often hang them on the wrong clause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stanceflow.lexicon import load_words
from stanceflow.records import ConditionKind, Spans
from stanceflow.spans import nodes_to_spans, noun_phrase
from stanceflow.syntax import Graph

_HIGHEST = 6
_INVERTED = frozenset({"should", "were", "had"})
_STOPS = frozenset({";", ":", "—", "–", "--", "---", "(", ")", ".", "!", "?", "“", "”", '"'})
_LONGEST_GAP = 6
"""How many words may stand between a leading condition's comma and the subject (*then*, *as in 2014*)."""
_KINDS: tuple[ConditionKind, ...] = ("only_if", "unless", "without", "once", "if")


@dataclass(frozen=True, slots=True)
class Condition:
    """What a prediction depends on: its words and its kind.

    `nodes` are the words to cut out of the content: none where the subject states the condition.
    """

    spans: Spans = ()
    kind: ConditionKind = ""
    nodes: tuple[int, ...] = ()


NO_CONDITION = Condition()


def find_condition(graph: Graph, node: int, modal: str, is_actor: Callable[[int], bool]) -> Condition:
    """Give the condition of the clause headed by `node`, coloured by `modal` (its dictionary form, or empty).

    `is_actor` says of a node whether an actor fills it: an actor states no condition.
    """
    found = _leading(graph, node) or _below(graph, node) or _trailing(graph, node) or _shared(graph, node) or _imperative(graph, node)
    if found is not None:
        return found
    subject = _subject(graph, node)
    if subject is not None and states_condition(graph, node, subject, modal, is_actor):
        spans = nodes_to_spans(graph, _clause_before(graph, subject, node)) if _is_act(graph, subject) else noun_phrase(graph, subject)
        return Condition(spans, "only_if" if _only_before(graph, subject) else "subject")
    return NO_CONDITION


def _cut(graph: Graph, nodes: Iterable[int], kind: ConditionKind) -> Condition:
    kept = tuple(nodes)
    return Condition(nodes_to_spans(graph, kept), kind, kept)


# --- conditions read by their words ------------------------------------------------------------------------------------------------------


def _leading(graph: Graph, node: int) -> Condition | None:
    """*If it rains, the match will ...*: from an opener after a boundary to the comma before the subject."""
    limit = _left_edge(graph, node)
    sentence = graph.sentence_of[node]
    for start in range(limit - 1, -1, -1):
        if graph.sentence_of[start] != sentence or graph.words[start] in (";", "?"):
            return None
        kind = _opener(graph, start) if _follows_boundary(graph, start) else ""
        if kind:
            return _up_to_comma(graph, start, limit, kind)
    return None


def _left_edge(graph: Graph, node: int) -> int:
    """The first word of the clause's subject; for a conjunct without one of its own, that of the first conjunct."""
    subject = _subject(graph, node)
    return min(node, min(graph.subtree(subject))) if subject is not None else node


def _subject(graph: Graph, node: int) -> int | None:
    """The subject nearest before the predicate: of two, the first belongs to an inverted condition (*were he to leave, the others would*)."""
    subjects = [i for i in graph.dependents(node, "subj", "subj:pass", "csubj") if i < node]
    if subjects:
        return subjects[-1]
    return _subject(graph, graph.heads[node]) if graph.relations[node] == "conj" else None


def _follows_boundary(graph: Graph, start: int) -> bool:
    if start == 0 or graph.sentence_of[start - 1] != graph.sentence_of[start]:
        return True
    return graph.pos[start - 1] in ("PUNCT", "CCONJ", "SPACE") or graph.words[start - 1].lower() in ("that", "but", "and", "then", "so")


def _opener(graph: Graph, start: int) -> ConditionKind:
    words = load_words("predictions")
    if graph.words[start].lower() in _INVERTED and start + 1 < len(graph) and graph.pos[start + 1] not in ("VERB", "AUX", "PUNCT", "ADV"):
        return "if"
    for size in (4, 3, 2, 1):
        opening = " ".join(graph.words[start : start + size]).lower()
        for kind in _KINDS:
            if opening in words[kind]:
                return kind
        if size < 4 and " ".join(graph.lemmas[start : start + size]) in words["assumed"]:
            return "if"
    return _assumed(graph, start)


def _assumed(graph: Graph, start: int) -> ConditionKind:
    """*On present trends, under such conditions*: preposition, modifiers, and one of the listed nouns."""
    if graph.pos[start] != "ADP":
        return ""
    noun = graph.heads[start]
    known = f"{graph.words[start].lower()} {graph.lemmas[noun]}" in load_words("predictions")["assumed"]
    return "if" if known and noun > start else ""


def _up_to_comma(graph: Graph, start: int, limit: int, kind: ConditionKind) -> Condition | None:
    needs_verb = graph.pos[start] != "ADP" and graph.words[start].lower() not in _INVERTED
    commas = [i for i in range(start + 1, limit) if graph.words[i] == ","]
    ends = [c for c in commas if not needs_verb or _has_predicate(graph, start, c)]
    if not ends:
        return None
    first, last = ends[0], commas[-1]
    spans = nodes_to_spans(graph, range(start, first))
    through = last if limit - last <= _LONGEST_GAP else first
    return Condition(spans, kind, tuple(range(start, through + 1)))


def _has_predicate(graph: Graph, start: int, end: int) -> bool:
    return end - start <= 3 or any(graph.pos[i] in ("VERB", "AUX", "ADJ") for i in range(start + 1, end))


def _trailing(graph: Graph, node: int) -> Condition | None:
    """*... will fall if the talks fail*: from an opener after the verb to the next stop, within the same clause's reach."""
    sentence = graph.sentence_of[node]
    for start in range(node + 1, len(graph)):
        if graph.sentence_of[start] != sentence or graph.words[start] in _STOPS or graph.tags[start] == "MD":
            return None
        if graph.words[start].lower() in load_words("predictions")["closing"] and graph.words[start - 1].lower() not in ("as", "what", "ask", "asked"):
            kind = _opener(graph, start)
            if kind and _reaches(graph, start, node):
                return _up_to_stop(graph, start, kind)
    return None


def _reaches(graph: Graph, start: int, node: int) -> bool:
    """Whether no other finite clause begins between the predicted verb and the opener."""
    return not any(graph.pos[i] in ("VERB", "AUX") and graph.first(i, "subj", "subj:pass") is not None for i in range(node + 1, start))


def _up_to_stop(graph: Graph, start: int, kind: ConditionKind) -> Condition:
    sentence, end = graph.sentence_of[start], start + 1
    while end < len(graph) and graph.sentence_of[end] == sentence and graph.words[end] not in _STOPS:
        if graph.words[end] == "," and _has_predicate(graph, start, end) and end - start > 3:
            break
        end += 1
    first = start
    while first > 0 and graph.words[first - 1].lower() in ("only", "even"):
        first -= 1
    only = any(graph.words[i].lower() == "only" for i in range(first, start))
    return _cut(graph, range(first, end), "only_if" if only and kind == "if" else kind)


# --- conditions read by the parse --------------------------------------------------------------------------------------------------------


def _below(graph: Graph, node: int) -> Condition | None:
    for child in graph.children[node]:
        kind = condition_kind(graph, child)
        if kind:
            return _cut(graph, _with_only(graph, child), kind)
    return None


def _shared(graph: Graph, node: int) -> Condition | None:
    """The condition of the first conjunct, or of the clause that reports this one, where it stands outside both."""
    below = node
    for _ in range(_HIGHEST):
        relation, head = graph.relations[below], graph.heads[below]
        if head == below or relation not in ("conj", "clause", "parataxis"):
            return None
        for child in graph.children[head]:
            kind = condition_kind(graph, child) if child != below else ""
            if kind and (child < min(node, head) or (relation != "conj" and child > node)):
                return _cut(graph, _with_only(graph, child), kind)
        if relation == "conj":
            found = _leading(graph, head)
            if found is not None:
                return found
        below = head
    return None


def condition_kind(graph: Graph, node: int) -> ConditionKind:
    """Give the kind of condition that the clause or phrase at `node` states by its introducer; empty where it states none."""
    words = load_words("predictions")
    relation, introducer = graph.relations[node], graph.introducers[node]
    if relation not in ("advcl", "parataxis", "obl", "advmod", "clause", "acl"):
        return ""
    if relation in ("advmod", "obl") and graph.lemmas[node] in words["otherwise"]:
        return "if"
    for kind in _KINDS:
        if introducer in words[kind] and (relation != "clause" or node < graph.heads[node]):
            return "only_if" if kind == "if" and _only_before(graph, node) else kind
    if relation == "obl" and f"{introducer} {graph.lemmas[node]}" in words["assumed"]:
        return "if"
    return "if" if relation in ("advcl", "parataxis") and not introducer and _is_inverted(graph, node) else ""


def _only_before(graph: Graph, node: int) -> bool:
    first = min(graph.subtree(node))
    return graph.words[first].lower() == "only" or (first > 0 and graph.words[first - 1].lower() == "only")


def _is_inverted(graph: Graph, node: int) -> bool:
    subject = graph.first(node, "subj", "subj:pass", "expl")
    first = graph.first(node, "aux", "aux:pass", "cop")
    return subject is not None and first is not None and first < subject and graph.words[first].lower() in _INVERTED


def _with_only(graph: Graph, node: int) -> list[int]:
    nodes = graph.subtree(node)
    while nodes and (graph.relations[nodes[0]] == "cc" or graph.pos[nodes[0]] == "PUNCT"):
        nodes = nodes[1:]
    if nodes and nodes[0] > 0 and graph.words[nodes[0] - 1].lower() in ("only", "even"):
        nodes = [nodes[0] - 1, *nodes]
    return nodes


def _imperative(graph: Graph, node: int) -> Condition | None:
    """*Raise tariffs and prices will climb*: the first verb of the sentence, bare and without a subject, joined to the prediction by *and*."""
    first = graph.first_conjunct(node)
    if first == node or graph.tags[first] != "VB" or graph.first(node, "subj", "subj:pass") is None:
        return None
    if graph.first(first, "subj", "subj:pass", "aux", "mark", "expl") is not None:
        return None
    start = min(graph.subtree(node))
    return _cut(graph, [i for i in graph.subtree(first) if i < start and graph.relations[i] != "cc"], "if")


# --- subjects ----------------------------------------------------------------------------------------------------------------------------


def states_condition(graph: Graph, node: int, subject: int, modal: str, is_actor: Callable[[int], bool]) -> bool:
    """Whether a subject names what would have to come about first.

    An act does (*raising rates will hurt*). With *would, could, might* so does a thing that is not there yet: an indefinite or a bare noun
    (*a ban would hurt*), or with *would* an event or measure already named (*the ban, this, it*). An actor never does.
    """
    if _is_act(graph, subject):
        return True
    if modal not in ("would", "could", "might"):
        return False
    word = graph.words[subject].lower()
    if graph.pos[subject] == "PRON":
        return modal == "would" and word in ("this", "that", "it", "such") and graph.relations[node] != "relcl" and not is_actor(subject)
    if graph.pos[subject] != "NOUN" or is_actor(subject):
        return False
    if graph.lemmas[subject] in load_words("predictions")["people"]:
        return False
    causes = graph.first(node, "obj") is not None
    determiner = graph.first(subject, "det", "poss")
    if determiner is not None and graph.words[determiner].lower() in _NOT_YET:
        return modal == "would" or causes
    is_event = graph.lemmas[subject] in load_words("predictions")["events"] or graph.lemmas[subject].endswith(_ACT_ENDINGS)
    return causes and (determiner is None or (modal == "would" and is_event))


_NOT_YET = frozenset({"a", "an", "any", "another", "such", "every", "each", "more"})
_ACT_ENDINGS = ("tion", "sion", "ment", "al")


def _is_act(graph: Graph, subject: int) -> bool:
    return graph.relations[subject] == "csubj" or (graph.tags[subject] == "VBG" and graph.first(subject, "det", "poss") is None)


def _clause_before(graph: Graph, subject: int, node: int) -> list[int]:
    nodes = [i for i in graph.subtree(subject) if i < node]
    while nodes and graph.words[nodes[0]].lower() in ("that", ",", "and", "but"):
        nodes = nodes[1:]
    return nodes
