"""Set phrases that predict a whole clause: *on course to, about to, a matter of time*. The phrases stand in `lexicon/predictions.toml`."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from stanceflow.annotate.clauses import clause_of
from stanceflow.annotate.context import FIRST_PERSON
from stanceflow.lexicon import load_words
from stanceflow.steps import step
from stanceflow.syntax import Graph

_CARRIED = frozenset({"case", "mark", "advmod", "fixed"})


def find_set_phrases(graph: Graph) -> Iterator[tuple[int, tuple[int, ...], str, str]]:
    """Give, for each phrase that stands as predicate or after a noun, the head of the clause predicted, the cue's nodes, the band, and the rule's id."""
    lowered = [word.lower() for word in graph.words]
    for start, word in enumerate(lowered):
        for words, band in _phrases().get(word, ()):
            end = start + len(words)
            if tuple(lowered[start:end]) == words and (words[-1] != "to" or _before_verb(graph, end)):
                found = _predicted(graph, range(start, end))
                if found is not None:
                    yield *found, band, "phrase-" + "-".join(words)
                break


@functools.cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The phrases by their first word: the words of each, and its band."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, phrases in load_words("predictions").items():
        kind, _, band = name.partition("_")
        if kind not in ("phrase", "raising"):
            continue
        for phrase in phrases:
            words = (*phrase.split(), "to") if kind == "raising" else tuple(phrase.split())
            by_first.setdefault(words[0], []).append((words, band))
    return {first: tuple(sorted(found, reverse=True)) for first, found in by_first.items()}


def _before_verb(graph: Graph, at: int) -> bool:
    while at < len(graph) - 1 and graph.pos[at] == "ADV":
        at += 1
    return at < len(graph) and (graph.tags[at] == "VB" or graph.pos[at] in ("VERB", "AUX"))


def _predicted(graph: Graph, phrase: range) -> tuple[int, tuple[int, ...]] | None:
    """The head of the clause that a phrase predicts, and the cue's nodes; None where it predicts none."""
    last = graph.words[phrase[-1]].lower()
    if last in ("before", "until"):
        clause = graph.heads[phrase[-1]]
        return (clause, tuple(phrase)) if clause > phrase[-1] else None
    top = _predicate(graph, phrase)
    node = clause_of(graph, top)
    cue = {*phrase, *graph.dependents(top, "cop", "neg", "aux:pass"), *([node] if node != top else [])}
    if last != "to" and any(graph.words[i].lower() == "it" for i in graph.dependents(node, "expl", "subj")):
        complement = next((i for name in ("clause", "to", "relcl") for i in step(name)(graph, top)), None)
        if complement is not None:
            return complement, tuple(sorted(cue))
    subject = graph.first(node, "subj", "subj:pass", "expl")
    if subject is not None and graph.tags[phrase[0]] == "VBD" and graph.pos[subject] in ("PROPN", "PRON"):
        return None  # "Lima expected to be consulted": whoever is named or pointed to did the expecting
    if subject is None and graph.relations[node] not in ("acl", "conj", "relcl"):
        return None
    if subject is not None and graph.words[subject].lower() in FIRST_PERSON and graph.first(top, "neg") is not None:
        return None  # "we are not about to leave": an intention
    return node, tuple(sorted(cue))


def _predicate(graph: Graph, phrase: range) -> int:
    """The node through which a phrase hangs in its sentence; from a preposition or adverb on to what it belongs to."""
    top = next((i for i in phrase if graph.heads[i] not in phrase or graph.heads[i] == i), phrase[0])
    if top == phrase[-1] and graph.words[top].lower() == "to":
        top = phrase[0]
    if graph.relations[phrase[-1]] == "fixed" and graph.heads[phrase[-1]] == phrase[0]:  # "due to" taken for one word
        top = graph.heads[phrase[0]]
    while graph.first(top, "subj", "subj:pass", "cop") is None and graph.relations[top] in _CARRIED:
        top = graph.heads[top]
    return top
