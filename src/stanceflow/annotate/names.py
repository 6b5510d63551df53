"""Names in a text: of persons, bodies and places, wherever the reader, the gazetteer or the article itself shows them."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from stanceflow import gazetteer
from stanceflow.annotate.candidate import Candidate
from stanceflow.annotate.name_readings import head_of, known_organization, read_name, with_reading
from stanceflow.annotate.offices import is_role, words_between
from stanceflow.syntax import Graph

_LINKS = frozenset({"of", "the", "and", "for", "&", "de", "du", "la", "al", "-", "’s", "'s"})


def find_names(graph: Graph) -> list[tuple[Candidate, range]]:
    """Give the names, each with the nodes that it covers.

    They come, the surest first, from the reader's entities, from the gazetteer, from names found elsewhere in the article (a surname by itself), and
    from runs of capitalised words that act.
    """
    labels = _usual_labels(graph)
    out: list[tuple[Candidate, range]] = []
    covered: set[int] = set()

    def take(runs: Iterable[tuple[int, int, str]]) -> None:
        for start, end, label in runs:
            start, end = _whole_words(graph, *_without_edges(graph, start, end))
            end -= _is_called(graph, start, end)
            if start >= end or covered.intersection(range(start, end)):
                continue
            candidate = read_name(graph, start, end, labels.get(words_between(graph, start, end), label))
            if candidate is not None:
                out.append((candidate, range(start, end)))
            if candidate is not None or label in ("LOC", "GPE", "EVENT", "MISC", "NORP", "GAZETTEER"):
                covered.update(range(start, end))

    known = list(_gazetteer_runs(graph))
    take(run for run in graph.entities if not _is_inside(run, known))
    take(known)
    take(list(_repeated_runs(graph, [nodes for _, nodes in out], labels, covered)))
    take(list(_unlabelled_runs(graph, covered)))
    return [(with_reading(graph, candidate), nodes) for candidate, nodes in out]


def _is_inside(run: tuple[int, int, str], known: list[tuple[int, int, str]]) -> bool:
    """Whether an entity is only a part of a name that the gazetteer knows: *South* of *South Africans*, *Republic of* of *Republic of China*."""
    at = bisect_right(known, (run[0], sys.maxsize, "")) - 1
    return at >= 0 and known[at][0] <= run[0] and run[1] <= known[at][1] and run[:2] != known[at][:2]


def _repeated_runs(
    graph: Graph, found: list[range], labels: dict[str, str], covered: set[int]
) -> Iterator[tuple[int, int, str]]:
    """The same name again where the reader saw none, and the last part of a person's name by itself."""
    known: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for nodes in found:
        words = tuple(graph.words[i] for i in nodes)
        label = labels.get(words_between(graph, nodes.start, nodes.stop), "")
        if label in ("PERSON", "ORG"):
            known.setdefault(words[0], []).append((words, label))
            if label == "PERSON" and len(words) > 1 and len(words[-1]) > 2:
                known.setdefault(words[-1], []).append((words[-1:], label))
    for node in range(len(graph)):
        if node in covered or not graph.words[node][:1].isupper():
            continue
        for words, label in sorted(set(known.get(graph.words[node], ())), key=lambda entry: (-len(entry[0]), entry)):
            end = node + len(words)
            if tuple(graph.words[node:end]) == words and not covered.intersection(range(node, end)):
                yield node, end, label
                break


def _unlabelled_runs(graph: Graph, covered: set[int]) -> Iterator[tuple[int, int, str]]:
    """Capitalised names that the reader left unlabelled, where they act: a person's where the first word is a first name, else a body's."""
    node, count = 0, len(graph)
    while node < count:
        end = node
        while end < count and end not in covered and graph.pos[end] == "PROPN" and graph.words[end][:1].isupper():
            end += 1
        if end > node:
            head = graph.first_conjunct(head_of(graph, node, end))
            if graph.relations[head] in ("subj", "agent", "appos") and not is_role(graph, node, end):
                yield (
                    node,
                    end,
                    "PERSON"
                    if end - node > 1 and gazetteer.gender_of(graph.words[node]) != "unknown"
                    else "UNLABELLED",
                )
        node = max(end, node + 1)


def _usual_labels(graph: Graph) -> dict[str, str]:
    """The label that the reader most often gave to the same words: single slips are outvoted."""
    votes: dict[str, Counter[str]] = {}
    for start, end, label in graph.entities:
        start, end = _without_edges(graph, start, end)
        votes.setdefault(words_between(graph, start, end), Counter())[label] += 1
    return {words: counts.most_common(1)[0][0] for words, counts in votes.items()}


def _without_edges(graph: Graph, start: int, end: int) -> tuple[int, int]:
    """Leave out leading articles and titles, and a trailing possessive, stop or preposition."""
    while start < end and (
        graph.words[start].lower() in ("the", "a", "an", "mr", "and") or graph.pos[start] in ("PUNCT", "SPACE")
    ):
        start += 1
    while start < end and (
        graph.words[end - 1] in ("'s", "’s", "'", "’", "of", "and", "for", "the", "in", "by", "at", "on")
        or graph.pos[end - 1] in ("PUNCT", "SPACE")
    ):
        end -= 1
    return start, end


def _whole_words(graph: Graph, start: int, end: int) -> tuple[int, int]:
    """Take in the other parts of a hyphenated name: *Hsu Pei-ling, Maoate-Cox, al-Abbudi*."""
    while 0 < start < end and _joined(graph, start - 1):
        start -= 1
    while start < end < len(graph) and _joined(graph, end - 1):
        end += 1
    return start, end


def _is_called(graph: Graph, start: int, end: int) -> bool:
    """Whether the last word only says what a known body is: *the NATO alliance*."""
    if end - start < 2 or not graph.words[end - 1].islower() or gazetteer.role_of(graph.lemmas[end - 1]) is None:
        return False
    return known_organization(graph, words_between(graph, start, end - 1)) is not None


def _joined(graph: Graph, node: int) -> bool:
    """Whether nothing but a hyphen joins a token to the next, and the two are of one name."""
    if node + 1 >= len(graph) or graph.ends[node] != graph.starts[node + 1]:
        return False
    left, right = graph.words[node], graph.words[node + 1]
    if left in _HYPHENS:
        return (
            right[:1].isalpha()
            and graph.pos[node + 1] in _NAME_PARTS
            and node > 0
            and graph.pos[node - 1] in _NAME_PARTS
        )
    return (
        right in _HYPHENS
        and left[:1].isalpha()
        and node + 2 < len(graph)
        and graph.pos[node + 2] in _NAME_PARTS
        and graph.ends[node + 1] == graph.starts[node + 2]
    )


_HYPHENS = frozenset("-‐‑")
_NAME_PARTS = frozenset({"PROPN", "X"})


def _gazetteer_runs(graph: Graph) -> Iterator[tuple[int, int, str]]:
    """Names that the gazetteer knows, longest first from each capital letter on."""
    node, count = 0, len(graph)
    while node < count:
        word = graph.words[node]
        if not word[:1].isupper() or graph.pos[node] == "SPACE":
            node += 1
            continue
        for end in range(min(node + 6, count), node, -1):
            if graph.pos[end - 1] in ("PUNCT", "SPACE") or graph.words[end - 1].lower() in _LINKS:
                continue
            words = words_between(graph, node, end)
            if _is_known(graph, node, end, words):
                yield node, end, "GAZETTEER"
                node = end - 1
                break
        node += 1


def _is_known(graph: Graph, start: int, end: int, words: str) -> bool:
    if "\n" in words:
        return False
    form = gazetteer.country_by_form(words)
    if form is not None:
        return form.form in ("name", "capital") or end - start > 1
    if end - start == 1 and graph.pos[start] != "PROPN":
        return False
    return gazetteer.metonym_by_form(words) is not None or known_organization(graph, words) is not None
