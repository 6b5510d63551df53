"""From nodes to readable spans: noun phrases, clauses, cues, and the zones that stand in quotation marks.

Spans follow the annotation guidelines, section 0: the whole phrase with its determiners and modifiers, without the punctuation around it;
a source or holder without a trailing relative clause or apposition; clause content after *that* but with an infinitive's *to*; both marks of a
pair or neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable

from stanceflow.records import Span, Spans
from stanceflow.syntax import Graph

_EDGE = frozenset(",;:.!?-–—…*_")
_PAIRS = {"“": "”", "‘": "’", "(": ")", "[": "]", "«": "»"}
_OPENING = set("“‘([«")
_CLOSING = set("”’)]»")


def hull(spans: Spans) -> Span:
    """The outer offsets of a role with one piece or more."""
    return min(start for start, _ in spans), max(end for _, end in spans)


def overlaps(spans: Spans, others: Spans) -> bool:
    """Whether two roles share a character."""
    return any(a < d and c < b for a, b in spans for c, d in others)


def covers(spans: Spans, start: int, end: int) -> bool:
    """Whether one piece of a role holds the whole stretch from `start` to `end`."""
    return any(a <= start and end <= b for a, b in spans)


def text_of(text: str, spans: Spans) -> str:
    """A role's words, its pieces joined by ` ... `."""
    return " ... ".join(text[start:end] for start, end in spans)


def trim(text: str, start: int, end: int) -> Span | None:
    """Take white space, outer punctuation and unpaired marks off a stretch of text; None where nothing is left."""
    while True:
        while start < end and _is_edge(text[start]) and not _holds_letter(text, start, end):
            start += 1
        while start < end and _is_edge(text[end - 1]) and not _is_abbreviation(text, start, end):
            end -= 1
        if start >= end:
            return None
        narrowed = _unpair(text, start, end)
        if narrowed == (start, end):
            return start, end
        start, end = narrowed


def _is_edge(char: str) -> bool:
    return char in _EDGE or char.isspace()


def _holds_letter(text: str, start: int, end: int) -> bool:
    return text[start] in ".-–" and start + 1 < end and text[start + 1].isdigit()  # ".5 points", "-3 degrees"


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop at the end belongs to the word: `U.S.`, `Inc.` before more text of the sentence, or single initials."""
    if text[end - 1] != "." or end - start < 3:
        return False
    word = text[max(text.rfind(" ", start, end), start - 1) + 1 : end]
    return bool(re.fullmatch(r"(?:\w\.){2,}", word)) or word in (
        "Jr.",
        "Sr.",
        "Inc.",
        "Co.",
        "Corp.",
        "Ltd.",
        "a.m.",
        "p.m.",
        "etc.",
    )


def _unpair(text: str, start: int, end: int) -> Span:
    """Drop an opening or closing mark at an edge whose partner is outside, and a pair of quotation marks that encloses the whole."""
    body = text[start:end]
    first, last = body[0], body[-1]
    if (
        first in _PAIRS
        and _PAIRS[first] == last
        and len(body) > 2
        and first not in "(["
        and _encloses(body, first, last)
    ):
        return start + 1, end - 1
    if first == '"' and last == '"' and len(body) > 2 and '"' not in body[1:-1]:
        return start + 1, end - 1
    if first in _OPENING and body.count(_PAIRS[first]) < body.count(first):
        return start + 1, end
    if (
        last in _CLOSING
        and last != "’"
        and body.count(last) > sum(body.count(o) for o, c in _PAIRS.items() if c == last)
    ):
        return start, end - 1
    if body.count('"') % 2 and first == '"':
        return start + 1, end
    if body.count('"') % 2 and last == '"':
        return start, end - 1
    return start, end


def _encloses(body: str, opening: str, closing: str) -> bool:
    depth = 0
    for at, mark in enumerate(body):
        depth += (mark == opening) - (mark == closing)
        if depth == 0:
            return at == len(body) - 1
    return False


_FRAGMENT_WORDS, _WIDEST_GAP = 3, 40


def without_fragments(text: str, spans: Spans) -> Spans:
    """The longest piece of a role and the pieces of some words close to it: others were hung below it by mistake, or are what is left of a phrase."""
    if len(spans) < 2:
        return spans
    longest = max(spans, key=lambda span: span[1] - span[0])
    kept = [longest]
    for start, end in sorted(spans, key=lambda span: abs(span[0] - longest[0])):
        gap = min(max(start - b, a - end) for a, b in kept)
        if (start, end) != longest and gap <= _WIDEST_GAP and len(text[start:end].split()) >= _FRAGMENT_WORDS:
            kept.append((start, end))
    return tuple(sorted(kept))


def nodes_to_spans(graph: Graph, nodes: Iterable[int]) -> Spans:
    """Join nodes to trimmed spans; a gap that holds nothing but punctuation and white space is closed, any other parts two pieces."""
    pieces: list[list[int]] = []
    for node in sorted(set(nodes) - graph.dateline_nodes):
        start, end = graph.starts[node], graph.ends[node]
        if pieces and not _has_word(graph.text, pieces[-1][1], start):
            pieces[-1][1] = end
        else:
            pieces.append([start, end])
    trimmed = (trim(graph.text, start, end) for start, end in pieces)
    return tuple(span for span in trimmed if span is not None)


def _has_word(text: str, start: int, end: int) -> bool:
    return any(c.isalnum() for c in text[start:end])


def noun_phrase(graph: Graph, node: int) -> Spans:
    """The span of a source or holder: its phrase without relative clause, apposition, conjuncts or a clause that it is the subject of."""
    if graph.first(node, "cop") is not None or (graph.pos[node] in ("PRON", "DET") and graph.relations[node] != "root"):
        kept = (
            [node]
            if graph.pos[node] == "PRON" and not any(True for _ in graph.dependents(node, "obl"))
            else _phrase_nodes(graph, node)
        )
        return nodes_to_spans(graph, kept)
    return nodes_to_spans(graph, _phrase_nodes(graph, node))


_PHRASE = frozenset(
    {"det", "amod", "compound", "flat", "num", "poss", "case", "obl", "advmod", "fixed", "neg", "acl", "other", "punct"}
)


def _phrase_nodes(graph: Graph, node: int) -> list[int]:
    nodes = [node]
    for child in graph.children[node]:
        relation = graph.relations[child]
        if relation == "case" and child < node:
            continue
        if relation not in _PHRASE or (relation == "punct" and graph.words[child] not in "-–/'’"):
            continue
        if relation == "acl" and (graph.introducers[child] or _after_comma(graph, node, child)):
            continue
        if relation == "amod" and child > node and _after_comma(graph, node, child):
            continue  # "[donors], weary of the war"
        if graph.introducers[child].startswith("than"):
            continue  # "matters to [small states] more than to anyone"
        if relation == "neg" and graph.words[child].lower() in ("neither", "nor") and "conj" in _joining(graph, node):
            continue  # "neither [Rome] nor [Madrid]"
        if relation in ("obl", "advmod") and (graph.first(node, "cop") is not None or _after_comma(graph, node, child)):
            continue
        nodes.extend(graph.subtree(child))
    return [*nodes, *_rest_of_name(graph, node)]


def _joining(graph: Graph, node: int) -> set[str]:
    return {graph.relations[i] for i in (node, *graph.children[node])}


def _rest_of_name(graph: Graph, node: int) -> list[int]:
    """*said [Major] [Denis Okello]*: a title and a name that a parser takes for two subjects are one phrase."""
    after = node + 1
    if after >= len(graph) or graph.heads[after] != graph.heads[node] or graph.heads[node] in (node, after):
        return []
    if graph.pos[node] != "PROPN" or graph.pos[after] != "PROPN" or graph.relations[after] != graph.relations[node]:
        return []
    return [after, *graph.dependents(after, "flat", "compound")] if graph.relations[node] == "subj" else []


def _after_comma(graph: Graph, node: int, child: int) -> bool:
    first = min(graph.subtree(child))
    return (first > node and "," in graph.text[graph.ends[node] : graph.starts[first]]) or (
        first > 0 and first > node and graph.words[first] == ","
    )


_CONTRASTS = frozenset({"rather than", "instead of"})


def phrase(graph: Graph, node: int, without: Collection[int] = ()) -> Spans:
    """The span of a content or target: the node with everything below it, less *that*, a leading conjunction, and the `without` branches.

    A noun that is a conjunct stands for itself; a first conjunct takes the others with it. A preposition that introduces a noun is left out.
    """
    dropped = set(without)
    for child in graph.children[node]:
        relation = graph.relations[child]
        word = graph.words[child].lower()
        leading = child < node
        if relation == "cc" and leading:
            dropped.add(child)
        elif relation == "mark" and word in ("that", "whether", "if", "because", "as") and leading:
            dropped.add(child)
        elif relation == "mark" and leading and word != "to" and graph.tags[node] == "VBG":
            dropped.add(child)
        elif relation == "case" and leading and not graph.is_clause(node):
            dropped.add(child)
        elif relation in ("discourse", "vocative"):
            dropped.add(child)
        elif not leading and graph.introducers[child] in _CONTRASTS:
            dropped.add(child)
    nodes = subtree_without(graph, node, dropped)
    return nodes_to_spans(graph, nodes[: _main_part(graph, nodes)])


def _main_part(graph: Graph, nodes: list[int]) -> int:
    """How many nodes of a phrase are left without the relative clause, set off by a comma, that it ends in: it only adds."""
    for place, node in enumerate(nodes):
        if graph.relations[node] == "relcl" and _after_comma(graph, graph.heads[node], node):
            clause = set(graph.subtree(node))
            first = min(clause)
            if all(i in clause or graph.pos[i] == "PUNCT" for i in nodes[place:]):
                return bisect_left(nodes, first)
    return len(nodes)


def subtree_without(graph: Graph, node: int, dropped: Collection[int]) -> list[int]:
    """The node and what is below it, less the branches that begin at a dropped node."""
    out, stack = [], [node]
    while stack:
        i = stack.pop()
        if i in dropped:
            continue
        out.append(i)
        stack.extend(graph.children[i])
    return sorted(out)
