"""Clauses and phrases that state a condition: *if, unless, without, once, only if, as long as*, inversion (*should it come, were it to fail*).

Those that open or close a sentence are read by their words and commas, since parsers often hang them on the wrong clause; others by the parse.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stanceflow.lexicon import load_words
from stanceflow.records import ConditionKind, Spans
from stanceflow.spans import nodes_to_spans
from stanceflow.syntax import Graph

_HIGHEST = 6
_INVERTED = frozenset({"should", "were", "had"})
_STOPS = frozenset({";", ":", "—", "–", "--", "---", "(", ")", ".", "!", "?"})
_LONGEST_GAP = 6
"""How many words may stand between a leading condition's comma and the subject (*then*, *as in 2014*)."""
_KINDS: tuple[ConditionKind, ...] = ("only_if", "unless", "without", "once", "if")


@dataclass(frozen=True, slots=True)
class Condition:
    """What a prediction depends on: its words and its kind; `nodes` are to be cut out of the content (none where the subject states it)."""

    spans: Spans = ()
    kind: ConditionKind = ""
    nodes: tuple[int, ...] = ()


def cut_condition(graph: Graph, nodes: Iterable[int], kind: ConditionKind) -> Condition:
    """Make a condition of words that do not belong to the predicted clause."""
    kept = tuple(nodes)
    return Condition(nodes_to_spans(graph, kept), kind, kept)


def find_condition_clause(graph: Graph, node: int, supposes: bool) -> Condition | None:
    """Give the clause or phrase on which the clause at `node` depends; `supposes` is true under *would, could, might*."""
    return (
        _leading(graph, node, supposes)
        or _below(graph, node, supposes)
        or _trailing(graph, node, supposes)
        or _shared(graph, node, supposes)
    )


def subject_of(graph: Graph, node: int) -> int | None:
    """Give the subject nearest before the predicate: of two, the first belongs to an inverted condition (*were he to leave, others would*)."""
    subjects = [i for i in graph.dependents(node, "subj", "subj:pass", "csubj") if i < node]
    if subjects:
        return subjects[-1]
    return subject_of(graph, graph.heads[node]) if graph.relations[node] == "conj" else None


# --- by words ----------------------------------------------------------------------------------------------------------------------------


def _leading(graph: Graph, node: int, supposes: bool) -> Condition | None:
    """*If it rains, the match will ...*: from an opener after a boundary to the comma before the subject."""
    subject = subject_of(graph, node)
    limit = min(node, min(graph.subtree(subject))) if subject is not None else node
    sentence = graph.sentence_of[node]
    for start in range(limit - 1, -1, -1):
        if graph.sentence_of[start] != sentence or graph.words[start] in (";", "?"):
            return None
        kind = _opener(graph, start, supposes) if _follows_boundary(graph, start) else ""
        if kind:
            return _up_to_comma(graph, start, limit, kind)
    return None


def _follows_boundary(graph: Graph, start: int) -> bool:
    if start == 0 or graph.sentence_of[start - 1] != graph.sentence_of[start]:
        return True
    before = graph.words[start - 1].lower()
    return before != "or" and (
        graph.pos[start - 1] in ("PUNCT", "CCONJ", "SPACE")
        or before in ("that", "but", "and", "then", "so", "because", "since")
    )


def _opener(graph: Graph, start: int, supposes: bool) -> ConditionKind:
    """The kind of condition that the words from `start` open; *with* opens one only under a modal that supposes."""
    words = load_words("predictions")
    first = graph.words[start].lower()
    if first in _INVERTED and start + 1 < len(graph) and graph.pos[start + 1] not in ("VERB", "AUX", "PUNCT", "ADV"):
        return "if"
    for size in (4, 3, 2, 1):
        opening = " ".join(graph.words[start : start + size]).lower()
        for kind in _KINDS:
            if opening in words[kind]:
                return kind
    if first == "with" and supposes:
        return "if"
    noun = graph.heads[start]
    known = f"{first} {graph.lemmas[noun]}" in words["assumed"]
    return "if" if known and noun > start and graph.pos[start] == "ADP" else ""


def _up_to_comma(graph: Graph, start: int, limit: int, kind: ConditionKind) -> Condition | None:
    is_clause = graph.pos[start] != "ADP" and graph.words[start].lower() not in _INVERTED
    commas = [i for i in range(start + 1, limit) if graph.words[i] == ","]
    ends = [c for c in commas if not is_clause or _has_predicate(graph, start, c)]
    if not ends and commas and limit - commas[-1] <= _LONGEST_GAP:
        ends = commas[-1:]
    if not ends:
        return None
    end = max(next((c for c in ends if graph.pos[c + 1] != "CCONJ"), ends[0]), _end_of_clause(graph, start, commas))
    through = commas[-1] if limit - commas[-1] <= _LONGEST_GAP else end
    return Condition(nodes_to_spans(graph, range(start, end)), kind, tuple(range(start, through + 1)))


def _end_of_clause(graph: Graph, start: int, commas: list[int]) -> int:
    """The comma right after the clause that a conjunction opens, as the parser has it (*if it came, in public, and stayed, ...*); -1 for none."""
    verb = graph.heads[start]
    if graph.relations[start] != "mark" or graph.relations[verb] != "advcl":
        return -1
    nodes = [i for i in graph.subtree(verb) if graph.pos[i] not in ("PUNCT", "SPACE")]
    return nodes[-1] + 1 if nodes[0] == start and nodes[-1] + 1 in commas else -1


def _has_predicate(graph: Graph, start: int, end: int) -> bool:
    return end - start <= 3 or any(graph.pos[i] in ("VERB", "AUX", "ADJ") for i in range(start + 1, end))


def _trailing(graph: Graph, node: int, supposes: bool) -> Condition | None:
    """*... will fall if the talks fail*: from an opener after the verb to the next stop, within the same clause's reach."""
    sentence, closing = graph.sentence_of[node], load_words("predictions")["closing"]
    for start in range(node + 1, len(graph)):
        if graph.sentence_of[start] != sentence or graph.words[start] in _STOPS or graph.tags[start] == "MD":
            return None
        if graph.words[start].lower() not in closing or graph.words[start - 1].lower() in (
            "as",
            "what",
            "ask",
            "asked",
            "and",
            "but",
            "or",
        ):
            continue
        kind = _opener(graph, start, supposes=False)
        if kind == "without" and not supposes:
            continue
        if kind and (graph.words[start - 1] == "," or not _begins_clause_between(graph, node + 1, start)):
            return _up_to_stop(graph, start, kind)
    return None


def _begins_clause_between(graph: Graph, first: int, end: int) -> bool:
    return any(
        graph.pos[i] in ("VERB", "AUX") and graph.first(i, "subj", "subj:pass") is not None for i in range(first, end)
    )


def _up_to_stop(graph: Graph, start: int, kind: ConditionKind) -> Condition:
    sentence, end = graph.sentence_of[start], start + 1
    while end < len(graph) and graph.sentence_of[end] == sentence and graph.words[end] not in _STOPS:
        if graph.words[end] == "," and _has_predicate(graph, start, end):
            break
        end += 1
    first = start
    while first > 0 and graph.words[first - 1].lower() in ("only", "even"):
        first -= 1
    only = any(graph.words[i].lower() == "only" for i in range(first, start))
    return cut_condition(graph, range(first, end), "only_if" if only and kind == "if" else kind)


# --- by the parse ------------------------------------------------------------------------------------------------------------------------


def _below(graph: Graph, node: int, supposes: bool) -> Condition | None:
    for child in graph.children[node]:
        kind = _kind(graph, child)
        if kind == "without" and not supposes and child > node:
            continue
        if kind:
            return cut_condition(graph, _with_only(graph, child), kind)
        if (
            graph.introducers[child] == "until"
            and child > node
            and graph.first(node, "neg") is not None
            and graph.is_clause(child)
        ):
            return cut_condition(graph, _with_only(graph, child), "unless")
    return None


def _shared(graph: Graph, node: int, supposes: bool) -> Condition | None:
    """The condition of the first conjunct, or of the clause that reports this one, where it stands outside both."""
    below = node
    for _ in range(_HIGHEST):
        relation, head = graph.relations[below], graph.heads[below]
        if head == below or relation not in ("conj", "clause", "parataxis"):
            return None
        for child in graph.children[head]:
            kind = _kind(graph, child) if child != below else ""
            if kind and (child < min(node, head) or (relation != "conj" and child > node)):
                return cut_condition(graph, _with_only(graph, child), kind)
        found = _leading(graph, head, supposes) if relation == "conj" else None
        if found is not None:
            return found
        below = head
    return None


def _kind(graph: Graph, node: int) -> ConditionKind:
    words = load_words("predictions")
    relation, introducer = graph.relations[node], graph.introducers[node]
    if relation not in ("advcl", "parataxis", "obl", "advmod", "clause", "acl"):
        return ""
    if relation in ("advmod", "obl") and graph.lemmas[node] in words["otherwise"]:
        return "if"
    for kind in _KINDS:
        if introducer in words[kind] and (relation != "clause" or node < graph.heads[node]):
            return "only_if" if kind == "if" and only_before(graph, node) else kind
    if relation == "obl" and f"{introducer} {graph.lemmas[node]}" in words["assumed"]:
        return "if"
    return "if" if relation in ("advcl", "parataxis") and not introducer and _is_inverted(graph, node) else ""


def only_before(graph: Graph, node: int) -> bool:
    """Whether *only* opens the phrase at a node, or stands right before it."""
    first = min(graph.subtree(node))
    return graph.words[first].lower() == "only" or (first > 0 and graph.words[first - 1].lower() == "only")


def _is_inverted(graph: Graph, node: int) -> bool:
    subject = graph.first(node, "subj", "subj:pass", "expl")
    first = graph.first(node, "aux", "aux:pass", "cop")
    return subject is not None and first is not None and first < subject and graph.words[first].lower() in _INVERTED


def _with_only(graph: Graph, node: int) -> list[int]:
    nodes = graph.subtree(node)
    hedges = load_words("predictions")["outside"]
    while nodes and (
        graph.relations[nodes[0]] == "cc" or graph.pos[nodes[0]] == "PUNCT" or graph.words[nodes[0]].lower() in hedges
    ):
        nodes = nodes[1:]  # "[perhaps,] unless it rains"
    if nodes and nodes[0] > 0 and graph.words[nodes[0] - 1].lower() in ("only", "even"):
        nodes = [nodes[0] - 1, *nodes]
    return nodes
