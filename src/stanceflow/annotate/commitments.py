"""What a speaker says he or she will do: *"We will appeal," she said*; *the premier said he would resign* (guidelines 5, last point).

A commitment is a goal: its subject is whoever speaks there, its verb an act in the speaker's own hands, its cue the modal with a negator.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stanceflow.annotate.context import FIRST_PERSON, Context
from stanceflow.lexicon import load_words
from stanceflow.records import AUTHOR

_MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_THIRD_PERSON = frozenset({"he", "she", "it", "they"})
_REPORTED = _MODALS | {"would"}


@dataclass(frozen=True, slots=True)
class Commitment:
    """An act that somebody says will be done: its verb, its subject, the modal and negators, and its sign (-1: will not be done)."""

    verb: int
    agent: int
    cue_nodes: tuple[int, ...]
    sign: int


def find_commitments(context: Context) -> Iterator[Commitment]:
    """Give every commitment of an article, in text order."""
    graph = context.graph
    for modal, word in enumerate(graph.words):
        if word.lower() == "going":
            yield from _going_to(context, modal)
        if word.lower() not in _REPORTED or graph.relations[modal] != "aux":
            continue
        verb = graph.heads[modal]
        agent = graph.first(verb, "subj")
        if agent is None or not _is_own_act(context, verb, agent, word.lower()):
            continue
        negators = [i for i in graph.dependents(verb, "neg") if i < verb]
        yield Commitment(verb, agent, tuple(sorted((modal, *negators))), -1 if len(negators) % 2 else 1)


def _going_to(context: Context, going: int) -> Iterator[Commitment]:
    """*We are going to appeal*."""
    graph = context.graph
    agent, verb = graph.first(going, "subj"), graph.first(going, "open")
    auxiliary = graph.first(going, "aux")
    if agent is None or verb is None or auxiliary is None or graph.introducers[verb] != "to":
        return
    if _is_own_act(context, verb, agent, "will"):
        negators = [i for i in graph.dependents(going, "neg") if i < going]
        cue_nodes = (auxiliary, *negators, going, *graph.dependents(verb, "mark"))
        yield Commitment(verb, agent, cue_nodes, -1 if len(negators) % 2 else 1)


def _is_own_act(context: Context, verb: int, agent: int, modal: str) -> bool:
    graph = context.graph
    if (
        graph.pos[verb] != "VERB"
        or graph.lemmas[verb] in load_words("interests")["not_commitments"]
        or graph.is_passive(verb)
    ):
        return False
    first_person = graph.words[agent].lower() in FIRST_PERSON and graph.pos[agent] == "PRON"
    voice = context.voice_at(graph.starts[verb], graph.ends[verb])
    if first_person and modal in _MODALS:
        return True
    if voice.actor in ("", AUTHOR) or (first_person and context.in_quotation(verb)):
        return False  # "I would support it": what the speaker would do, not what he or she has promised
    actor = context.actor_of(agent)
    return actor == voice.actor or (not actor and graph.words[agent].lower() in _THIRD_PERSON)
