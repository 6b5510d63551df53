"""The futurate present: *parliament sits on Thursday*, *she is flying home next week* (guidelines, ruling 9; Comrie 1985 on scheduled events)."""

from __future__ import annotations

from collections.abc import Iterator

from stanceflow.annotate.deadlines import Deadlines
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_PRESENT_BE = frozenset({"am", "is", "are", "'m", "’m", "'s", "’s", "'re", "’re"})


def find_timetables(graph: Graph, deadlines: Deadlines) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give, for each present-tense clause of a timetable verb with a coming date, the clause's head and the words of its verb."""
    lists = load_words("predictions")
    for number, expression in enumerate(deadlines.expressions):
        if expression.text.lower() in lists["undated"] or expression.text.lower().split()[0] in lists["lasting"]:
            continue
        top = deadlines.node_of(number)
        verb = graph.heads[top]
        if verb == top or graph.relations[top] not in ("obl", "advmod", "obj", "open", "compound"):
            continue
        words = _scheduled(graph, verb)
        if words and not any(graph.introducers[i] in lists["suspending"] for i in (verb, graph.heads[verb])):
            yield verb, words


def _scheduled(graph: Graph, verb: int) -> tuple[int, ...]:
    helpers = list(graph.dependents(verb, "aux", "aux:pass", "cop"))
    present = [i for i in helpers if graph.words[i].lower() in _PRESENT_BE]
    if len(present) != len(helpers) or graph.first(verb, "subj", "subj:pass", "expl") is None:
        return ()
    lists, lemma = load_words("predictions"), graph.lemmas[verb]
    if graph.tags[verb] in ("VBZ", "VBP") and not helpers:
        return (verb,) if lemma in lists["scheduled"] else ()
    if graph.tags[verb] == "VBG" and present:
        return (*present, verb) if lemma in lists["scheduled"] | lists["arranged"] else ()
    return tuple(present) if present and lemma in lists["scheduled_states"] else ()
