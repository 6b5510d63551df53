"""Speakers' own plans: what they will do themselves is an intention, what will befall them is a forecast."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection

from stanceflow.annotate.condition_clauses import find_condition_clause
from stanceflow.annotate.context import FIRST_PERSON, Context, Voice
from stanceflow.annotate.modality import Modal
from stanceflow.annotate.polarity import own_negations
from stanceflow.annotate.speakers import voice_of
from stanceflow.lexicon import load_words
from stanceflow.records import AUTHOR
from stanceflow.syntax import Graph

_AHEAD = frozenset({"will", "shall", "going to", "is to", "would"})
_THIRD_PERSON = frozenset({"he", "she", "they", "it"})


def is_intention(context: Context, modal: Modal) -> bool:
    """Whether a clause tells what its speaker means to do."""
    graph, node = context.graph, modal.node
    if modal.word not in _AHEAD:
        return False
    subject = _subject(graph, node)
    if subject is None or not is_volitional(graph, modal):
        return False
    if graph.words[subject].lower() in FIRST_PERSON or _repeats_speaker(graph, node, subject):
        return True
    voice = voice_of(context, node, modal.cue[0])
    if voice.actor == AUTHOR:
        unwilling = modal.word == "would" and own_negations(graph, node).sign < 0
        return (unwilling and bool(context.actor_of(subject))) or _is_own(graph, subject, ("my", "our"))
    if not voice.expects and (_is_own(graph, subject) or _may_be_speaker(context, node, subject, voice)):
        return True
    return voice.actor not in ("", AUTHOR) and not voice.expects and context.actor_of(subject) == voice.actor


def _subject(graph: Graph, node: int) -> int | None:
    """The subject, if it is somebody: not an act (*being there would help*), nor that of a verb around it (*Rome will, I suspect, agree*)."""
    if graph.first(node, "csubj") is not None:
        return None
    if graph.relations[node] == "clause" and graph.first(node, "subj", "subj:pass", "expl") is None:
        return None
    return graph.surface_subject(node)


def _repeats_speaker(graph: Graph, node: int, subject: int) -> bool:
    """*She promised that she would return*: the same pronoun above and below."""
    if graph.pos[subject] != "PRON" or graph.relations[node] != "clause":
        return False
    speaker = graph.first(graph.heads[node], "subj")
    return speaker is not None and graph.words[speaker].lower() == graph.words[subject].lower()


def _may_be_speaker(context: Context, node: int, subject: int, voice: Voice) -> bool:
    """*Nine officials said that they would hesitate*: a pronoun that nobody else is known to fill is the speaker's own.

    Not between quotation marks, where speakers say *I*, and not where person or number speak against it (*the envoy said that they would leave*).
    """
    graph = context.graph
    word = graph.words[subject].lower()
    if word not in _THIRD_PERSON or graph.relations[node] != "clause" or not voice.source:
        return False
    if context.in_quotation(subject):
        return False
    first = graph.words[bisect_left(graph.starts, voice.source[0][0])].lower()
    if word == "they" and first in load_words("actors")["quantities"]:  # "nine said that they would"
        return True
    if word in ("they", "it") and not voice.others and _is_person(graph, voice):
        return False
    return not (voice.actor and context.actor_of(subject))


def _is_person(graph: Graph, voice: Voice) -> bool:
    """Whether the source's words name one person or point to one."""
    first = bisect_left(graph.starts, voice.source[0][0])
    last = bisect_left(graph.starts, voice.source[-1][1])
    if any(graph.words[i].lower() in ("he", "she") for i in range(first, last)):
        return True
    return any(label == "PERSON" and first <= start < last for start, _, label in graph.entities)


def _is_own(graph: Graph, subject: int, owners: Collection[str] = ("his", "her", "their", "its", "our", "my")) -> bool:
    """*He said that his party would not yield*: the party is his."""
    owner = graph.first(subject, "poss")
    body = graph.lemmas[subject] in load_words("predictions")["own_bodies"]
    return body and owner is not None and graph.words[owner].lower() in owners


def is_volitional(graph: Graph, modal: Modal) -> bool:
    """Whether a modal's clause tells what one does rather than what happens to one."""
    verb = node = modal.node
    if graph.words[node].lower() in ("going", "gon"):
        verb = next(graph.dependents(node, "open", "clause", "advcl"), node)
    if graph.lemmas[verb] == "have" and modal.word == "would" and not find_condition_clause(graph, node, supposes=True):
        # "he would have to ask": on a condition it is a consequence, not a plan
        verb = next((i for i in graph.dependents(verb, "open") if graph.introducers[i] == "to"), verb)
    if node == modal.cue[0]:  # the verb is left out: "they said that they would"
        return graph.first(node, "subj:pass") is None
    if graph.is_passive(verb) or graph.first(verb, "cop") is not None or graph.pos[verb] == "AUX":
        return False
    return graph.lemmas[verb] not in load_words("predictions")["befalling"]
