"""Questions that their asker answers: *Will it work? Probably not.* The two sentences make one prediction (guidelines, ruling 8)."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from stanceflow.annotate.modality import Modal, modals
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_LONGEST = 40
"""How many words may stand between a question's modal and its mark."""
_ENDS = frozenset({".", "!", ",", ";", ":", "—", "–", "--"})
_QUOTES = frozenset({"“", "”", '"', "‘", "’", "'", "''", "``"})


def find_answers(graph: Graph) -> Iterator[tuple[int, tuple[int, ...], str]]:
    """Give, for each yes-or-no question about what will be and its answer, the head of the asked clause, the cue's nodes and the answer's band."""
    for modal in modals(graph):
        mark = _question_mark(graph, modal)
        if mark is None:
            continue
        answer = _answer_from(graph, mark + 1)
        if answer is not None:
            nodes, band = answer
            yield modal.node, (*modal.cue, *nodes), band


def _question_mark(graph: Graph, modal: Modal) -> int | None:
    """The mark that ends a question opened by its modal, and that asks others about others: not *will you come?*."""
    subject = graph.first(modal.node, "subj", "subj:pass", "expl")
    if (
        subject is None
        or subject < modal.cue[0]
        or modal.word == "can"
        or graph.words[subject].lower() in ("i", "you", "we")
    ):
        return None
    for node in range(subject, min(subject + _LONGEST, len(graph))):
        if graph.words[node] == "?":
            return node
        if graph.words[node] in (".", "!", ";"):
            return None
    return None


def _answer_from(graph: Graph, start: int) -> tuple[tuple[int, ...], str] | None:
    while start < len(graph) and (graph.pos[start] == "SPACE" or graph.words[start] in _QUOTES):
        start += 1
    lowered = [graph.words[i].lower().replace("’", "'") for i in range(start, min(start + 6, len(graph)))]
    for words, band in _answers():
        end = len(words)
        if tuple(lowered[:end]) == words and (end >= len(lowered) or lowered[end] in _ENDS):
            return tuple(range(start, start + end)), band
    return None


@functools.cache
def _answers() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The answers by their words, longest first, with their bands."""
    found = [
        (tuple(answer.split()), name.removeprefix("answer_"))
        for name, answers in load_words("predictions").items()
        if name.startswith("answer_")
        for answer in answers
    ]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))
