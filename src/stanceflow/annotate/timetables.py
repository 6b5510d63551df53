"""The futurate present: *parliament sits on Thursday*, *she is flying home next week* (guidelines, ruling 9; Comrie 1985 on scheduled events)."""

from __future__ import annotations

from collections.abc import Iterator

from stanceflow.annotate.deadlines import Deadlines
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_PRESENT_BE = frozenset({"am", "is", "are", "'m", "’m", "'s", "’s", "'re", "’re"})


def find_timetables(graph: Graph, deadlines: Deadlines) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give, for each present-tense clause of a timetable verb with a coming date, the clause's head and the words of its verb."""
    for number, expression in enumerate(deadlines.expressions):
        words = expression.text.lower().split()
        if " ".join(words) in load_words("predictions")["undated"] or words[0] in load_words("predictions")["lasting"]:
            continue
        top = deadlines.node_of(number)
        verb = graph.heads[top]
        if verb == top or graph.relations[top] not in ("obl", "advmod", "obj", "open", "compound"):
            continue
        words = _scheduled(graph, verb)
        if words and not any(graph.introducers[i] in load_words("predictions")["suspending"] for i in (verb, graph.heads[verb])):
            yield verb, words


def _scheduled(graph: Graph, verb: int) -> tuple[int, ...]:
    helpers = list(graph.dependents(verb, "aux", "aux:pass", "cop"))
    present = [i for i in helpers if graph.words[i].lower() in _PRESENT_BE]
    if len(present) != len(helpers) or graph.first(verb, "subj", "subj:pass", "expl") is None:
        return ()
    lemma = graph.lemmas[verb]
    if graph.tags[verb] in ("VBZ", "VBP") and not helpers:
        return (verb,) if lemma in load_words("predictions")["scheduled"] else ()
    if graph.tags[verb] == "VBG" and present:
        return (*present, verb) if lemma in load_words("predictions")["scheduled"] | load_words("predictions")["arranged"] else ()
    if present and graph.lemmas[verb] in load_words("predictions")["scheduled_states"]:
        return tuple(present)
    return ()
