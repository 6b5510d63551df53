"""Which clauses and things are put forward as more or less likely: by a modal, by a predicate of expecting, or by a timetable's present."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stanceflow.annotate.context import Context
from stanceflow.annotate.modality import Modal, find_modals
from stanceflow.annotate.polarity import is_question
from stanceflow.frames import Match, match_frames
from stanceflow.lexicon import load_frames, load_words
from stanceflow.syntax import Graph


@dataclass(frozen=True, slots=True)
class Outlook:
    """Something predicted before its details are known.

    `node` heads the predicted clause or phrase, `cue` are the words that predict, `band` what they say by themselves; `person` is the object raised
    out of the clause (*expect the bank to cut*) and `holder` whoever expects, where the cue has such a subject; `modal` is the modal, if any.
    """

    node: int
    cue: tuple[int, ...]
    band: str
    rule: str
    scope: str = "whole"
    person: int | None = None
    holder: int | None = None
    modal: Modal | None = None


_BANDS = {
    "will": "almost_certain",
    "shall": "almost_certain",
    "going to": "almost_certain",
    "would": "likely",
    "should": "likely",
    "is to": "likely",
    "could": "possible",
    "may": "possible",
    "might": "possible",
}


def find_outlooks(context: Context) -> list[Outlook]:
    """Give everything predicted, modals first: a predicate above a modal's clause qualifies that modal and predicts nothing more."""
    by_modal = [
        Outlook(m.node, m.cue, _BANDS[m.word], f"modal-{m.word.replace(' ', '-')}", modal=m)
        for m in find_modals(context)
    ]
    taken = {outlook.node for outlook in by_modal}
    others = [o for o in _by_frame(context) if o.node not in taken and not taken.intersection(o.cue)]
    return [*by_modal, *others]


def _by_frame(context: Context) -> Iterator[Outlook]:
    graph = context.graph
    for match in match_frames(graph, load_frames("predictions")):
        outlook = _outlook(context, match)
        if outlook is not None and not _is_open(context, outlook):
            yield outlook


def _outlook(context: Context, match: Match) -> Outlook | None:
    graph, values = context.graph, match.frame.values
    node = match.roles["content"]
    scope = values["scope"]
    cue = match.cue_nodes
    if scope in ("whole", "inanimate", "dated"):
        node, cue = _whole_clause(graph, match.cue, cue)
    if scope == "inanimate":
        subject = graph.surface_subject(match.cue)
        if subject is None or context.actor_of(subject) or graph.pos[subject] == "PROPN":
            return None
    if scope == "clause" and any(graph.tags[c] == "MD" for c in graph.dependents(node, "aux")):
        return None
    if scope == "dated" and not _has_date(graph, match.cue):
        return None
    return Outlook(
        node, cue, values["likelihood"], match.frame.id, scope, match.roles.get("person"), match.roles.get("source")
    )


def _whole_clause(graph: Graph, node: int, cue: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """Climb from the cue to the head of its clause over *look, seem, remain*: they belong to the cue."""
    words = list(cue)
    words = [i for i in words if graph.words[i].lower() == "to" or i == node or graph.relations[i] == "particle"]
    seeming = load_words("predictions")["seeming"]
    while graph.relations[node] == "open" and graph.lemmas[graph.heads[node]] in seeming:
        words.extend(graph.dependents(node, "cop", "aux:pass"))
        node = graph.heads[node]
        words.append(node)
    words.extend(graph.dependents(node, "cop", "aux:pass", "neg"))
    for clause in graph.children[node]:
        if graph.introducers[clause].split(" ")[-1] == "to" and clause > node:
            words.extend(m for m in graph.dependents(clause, "mark") if m == max(words) + 1)
    return node, tuple(sorted(set(words)))


def _has_date(graph: Graph, node: int) -> bool:
    return any(graph.relations[c] == "obl" for c in graph.children[node])


def _is_open(context: Context, outlook: Outlook) -> bool:
    """Asked, supposed, or past."""
    graph = context.graph
    if is_question(graph, outlook.cue[0]):
        return True
    return any(graph.words[c].lower() in ("was", "were") for c in outlook.cue)
