"""Modals and their clauses: modal auxiliaries, *going to*, *is to*. Which of them predict is for `modal_uses.py` to say."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

BE_FORMS = frozenset({"am", "is", "are", "was", "were", "'m", "’m", "'re", "’re", "'s", "’s"})


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal and the clause that it colours: `node` heads the clause, `cue` are the modal's own words, `word` is its dictionary form."""

    node: int
    cue: tuple[int, ...]
    word: str


def modals(graph: Graph) -> Iterator[Modal]:
    """Every modal, whatever its use: modal auxiliaries, *going to*, *is to*, in text order."""
    for node in range(len(graph)):
        word = _forms().get(graph.words[node].lower())
        if word is not None and _is_auxiliary(graph, node):
            yield Modal(_clause_of(graph, node), (node,), word)
        elif graph.words[node].lower() in ("going", "gon"):
            modal = _going_to(graph, node)
            if modal is not None:
                yield modal
        elif graph.words[node].lower() in BE_FORMS:
            modal = _is_to(graph, node)
            if modal is not None:
                yield modal


@functools.cache
def _forms() -> dict[str, str]:
    """Every surface form of a modal, and its dictionary form."""
    return {
        form: name.removeprefix("modal_")
        for name, forms in load_words("predictions").items()
        if name.startswith("modal_")
        for form in forms
    }


def _is_auxiliary(graph: Graph, node: int) -> bool:
    if graph.tags[node] != "MD" and graph.pos[node] != "AUX":
        return False
    if graph.relations[node] not in ("aux", "aux:pass", "cop"):  # the verb is left out: a subject must be there
        if node > 0 and graph.words[node - 1].lower() in ("so", "neither", "nor"):
            return True
        return graph.first(node, "subj", "subj:pass", "advmod", "neg") is not None and graph.words[node].islower()
    if graph.words[node].lower().endswith("d") and graph.words[node][0] in "'’":  # "he'd gone" is no modal
        return graph.tags[graph.heads[node]] == "VB" or graph.tags[node] == "MD"
    return True


def _clause_of(graph: Graph, node: int) -> int:
    """The head of the modal's clause; the modal itself where its verb is left out (*America will*)."""
    return graph.heads[node] if graph.relations[node] in ("aux", "aux:pass", "cop") else node


def _going_to(graph: Graph, node: int) -> Modal | None:
    following = node + 1
    if following + 1 >= len(graph) or graph.words[following].lower() not in ("to", "na"):
        return None
    verb = following + 1
    while verb < len(graph) - 1 and graph.pos[verb] == "ADV":
        verb += 1
    if graph.tags[verb] != "VB" and graph.pos[verb] not in ("VERB", "AUX"):
        return None
    head = graph.heads[node] if graph.relations[node] == "aux" else node
    return Modal(head, (*_be_before(graph, node), node, following), "going to")


def _be_before(graph: Graph, node: int) -> tuple[int, ...]:
    for at in range(node - 1, max(node - 5, -1), -1):
        if graph.words[at].lower() in BE_FORMS:
            return (at,)
        if graph.pos[at] not in ("ADV", "PART"):
            break
    return ()


def _is_to(graph: Graph, node: int) -> Modal | None:
    """*The talks are to resume*: *be* with a bare infinitive, not after a noun that names an aim (*the plan is to wait*)."""
    mark = node + 1
    while mark < len(graph) - 1 and graph.pos[mark] == "ADV":
        mark += 1
    if mark + 1 >= len(graph) or graph.words[mark].lower() != "to":
        return None
    verb = graph.heads[mark]
    if verb <= mark or (graph.tags[mark + 1] != "VB" and graph.pos[mark + 1] not in ("VERB", "AUX")):
        return None
    clause = verb if graph.heads[node] == verb or graph.heads[verb] != node else node
    subject = graph.first(clause, "subj", "subj:pass")
    if subject is None or subject > node or graph.words[node].lower() in ("was", "were"):
        return None
    if graph.lemmas[subject] in load_words("predictions")["aims"] or graph.pos[subject] not in (
        "NOUN",
        "PROPN",
        "PRON",
    ):
        return None
    if graph.words[subject].lower() in ("it", "this", "that", "there", "what", "all", "which", "i", "we", "you"):
        return None
    return Modal(clause, (node, mark), "is to")
