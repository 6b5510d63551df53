"""Which modals predict: told apart from those that bind, advise, enable, wish, ask, suppose or look back.

A modal is read by its clause: what stands beside it, above it and as its subject. The distinctions are those of Palmer 2001 (epistemic, deontic,
dynamic modality) and of the annotation guidelines, section 5 and rulings 7 to 10. Each test below names one use that predicts nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from stanceflow.annotate.context import FIRST_PERSON, Context, Voice
from stanceflow.annotate.modality import BE_FORMS, Modal, modals
from stanceflow.annotate.polarity import own_negations
from stanceflow.lexicon import load_words
from stanceflow.records import AUTHOR
from stanceflow.syntax import Graph

_FUTURE = frozenset({"will", "shall", "going to", "is to"})
_DEEPEST = 12

Words = dict[str, frozenset[str]]
Test = Callable[[Context, Modal, Words], bool]


def find_modals(context: Context) -> list[Modal]:
    """Give the modals that put something forward as more or less likely, in text order."""
    return [modal for modal in modals(context.graph) if not other_use(context, modal)]


def other_use(context: Context, modal: Modal) -> str:
    """Give the use that keeps a modal from predicting (`question`, `duty or advice`, ...); empty where it predicts."""
    words = load_words("predictions")
    test = next((test for test in _OTHER_USES if test(context, modal, words)), None)
    return "" if test is None else test.__name__.removeprefix("_").removeprefix("is_").replace("_", " ")


def _is_question(context: Context, modal: Modal, words: Words) -> bool:
    """*Will it work?* and *who will pay?*, but not the answer beside it."""
    graph = context.graph
    sentence = graph.sentence_of[modal.cue[0]]
    at = modal.cue[-1]
    while at < len(graph) and graph.sentence_of[at] == sentence:
        if graph.words[at] == "?":
            return True
        at += 1
    return False


def _in_open_clause(context: Context, modal: Modal, words: Words) -> bool:
    """Inside a condition, a time clause, a comparison, an aim or an embedded question: supposed or asked, not predicted."""
    graph, node = context.graph, modal.node
    if _asks(graph, node, modal, words) or _is_aim(graph, node):
        return True
    granted = modal.word in ("may", "might", "could") and graph.introducers[node] in words["granting"]
    return is_suspended(graph, node) or (granted and graph.relations[node] in _SUBORDINATE)


def is_suspended(graph: Graph, node: int) -> bool:
    """Whether a clause, or one that it stands in, is supposed, dated, compared or aimed at rather than stated."""
    words = load_words("predictions")
    described = False  # a relative clause on the object: "wants a plan that will work"
    for _ in range(_DEEPEST):
        relation, head = graph.relations[node], graph.heads[node]
        if relation in _SUBORDINATE and graph.introducers[node] in words["suspending"]:
            return True
        if relation == "advcl" and graph.words[min(graph.subtree(node))].lower() in words["suspending"]:
            return True
        if _is_inverted(graph, node):
            return True
        if head == node:
            return False
        if (relation in ("clause", "open", "acl", "advcl") or (described and relation == "obj")) and _holds_open(
            graph, head, words
        ):
            return True
        described = relation == "relcl"
        node = head
    return False


_SUBORDINATE = frozenset({"advcl", "acl", "obl", "clause", "csubj"})


def _holds_open(graph: Graph, head: int, words: Words) -> bool:
    """Whether a predicate asks for its clause rather than expects it: *insists that*, *make sure that*, *an agreement that*."""
    if graph.lemmas[head] == "sure":
        return graph.lemmas[graph.heads[head]] == "make"
    return graph.lemmas[head] in words["aiming" if graph.pos[head] in ("VERB", "ADJ") else "terms"]


def _asks(graph: Graph, node: int, modal: Modal, words: Words) -> bool:
    """An embedded question (*how it will end*), or a relative clause about what is left open (*what they would do*, *the price we will pay*)."""
    relation = graph.relations[node]
    if graph.introducers[node].split(" ")[-1] == "whether" or graph.introducers[node] == "if":
        return True
    if relation == "relcl":
        return _has_open_antecedent(graph, node, words)
    first = next(i for i in graph.subtree(node) if graph.pos[i] not in ("CCONJ", "PUNCT"))
    if (
        first > 1
        and graph.words[first - 1].lower() in BE_FORMS
        and graph.words[first - 2].lower() in ("that", "this", "which")
    ):
        return False  # "that is why it will fail"
    return (
        relation not in ("root", "parataxis")
        and graph.words[first].lower() in words["interrogatives"]
        and first < modal.cue[0]
    )


def _has_open_antecedent(graph: Graph, node: int, words: Words) -> bool:
    noun = graph.heads[node]
    if graph.lemmas[noun] in words["anyone"] or graph.words[noun].lower() in words["anyone"]:
        return True
    if any(graph.words[c].lower() in words["interrogatives"] for c in graph.dependents(noun, "det")):
        return True
    subject = graph.first(node, "subj", "subj:pass")
    if subject is None or any(graph.words[i].lower() in words["relatives"] for i in graph.subtree(subject)):
        return False
    if any(
        graph.words[i].lower() in words["relatives"] and graph.relations[i] != "obj"
        for i in graph.subtree(node)
        if i < subject
    ):
        return False
    return subject > noun


def _is_aim(graph: Graph, node: int) -> bool:
    """*So that the vote could go ahead*: an aim."""
    nodes = graph.subtree(node)
    first = next((i for i in nodes if graph.pos[i] != "PUNCT"), node)
    words = [graph.words[i].lower() for i in (first - 1, first, first + 1) if 0 <= i < len(graph)]
    return "so that" in " ".join(words) or (
        words[1:2] == ["so"] and graph.relations[node] == "advcl" and graph.relations[first] in ("mark", "advmod")
    )


def _is_inverted(graph: Graph, node: int) -> bool:
    """*Should it come, ...*, *were he to leave, ...*: an auxiliary before its subject opens a condition."""
    if graph.relations[node] != "advcl":
        return False
    subject = graph.first(node, "subj", "subj:pass", "expl")
    first = graph.first(node, "aux", "aux:pass", "cop")
    return (
        subject is not None
        and first is not None
        and first < subject
        and graph.words[first].lower() in ("should", "were", "had")
    )


def _looks_back(context: Context, modal: Modal, words: Words) -> bool:
    """*Would have won*, *may have changed*: about the past. *Will have cost* looks ahead."""
    graph = context.graph
    if modal.word in _FUTURE:
        return False
    return any(graph.lemmas[c] == "have" and c > modal.cue[0] for c in graph.dependents(modal.node, "aux"))


def _is_polite(context: Context, modal: Modal, words: Words) -> bool:
    """*Would like, would rather*: a wish."""
    graph = context.graph
    if modal.word not in ("would", "should"):
        return False
    if graph.lemmas[modal.node] in words["wishing"]:
        return True
    after = modal.cue[-1] + 1
    near = {graph.words[i].lower() for i in range(after, min(after + 3, len(graph)))}
    return bool(near & {"rather", "sooner"})


def _is_intention(context: Context, modal: Modal, words: Words) -> bool:
    """What speakers will do themselves is a plan; what will befall them is a forecast."""
    graph, node = context.graph, modal.node
    if modal.word not in _FUTURE and modal.word != "would":
        return False
    subject = graph.surface_subject(node)
    if subject is None or not _is_volitional(graph, node, words):
        return False
    if graph.words[subject].lower() in FIRST_PERSON or _repeats_speaker(graph, node, subject):
        return True
    voice = context.voice_at(graph.starts[modal.cue[0]], graph.ends[modal.cue[-1]])
    if voice.actor == AUTHOR:
        unwilling = modal.word == "would" and own_negations(graph, node).sign < 0
        return (unwilling and bool(context.actor_of(subject))) or _is_own(graph, subject, ("my", "our"))
    if not voice.expects and (_is_own(graph, subject) or _may_be_speaker(context, node, subject, voice)):
        return True
    return voice.actor not in ("", AUTHOR) and not voice.expects and context.actor_of(subject) == voice.actor


def _repeats_speaker(graph: Graph, node: int, subject: int) -> bool:
    """*She promised that she would return*: the same pronoun above and below."""
    if graph.pos[subject] != "PRON" or graph.relations[node] != "clause":
        return False
    speaker = graph.first(graph.heads[node], "subj")
    return speaker is not None and graph.words[speaker].lower() == graph.words[subject].lower()


def _may_be_speaker(context: Context, node: int, subject: int, voice: Voice) -> bool:
    """*Nine officials said that they would hesitate*: a pronoun that nobody else is known to fill is the speaker's own."""
    graph = context.graph
    if (
        graph.words[subject].lower() not in ("he", "she", "they", "it")
        or graph.relations[node] != "clause"
        or not voice.source
    ):
        return False
    return not (voice.actor and context.actor_of(subject))


def _is_own(graph: Graph, subject: int, owners: Collection[str] = ("his", "her", "their", "its", "our", "my")) -> bool:
    """*He said that his party would not yield*: the party is his."""
    owner = graph.first(subject, "poss")
    body = graph.lemmas[subject] in load_words("predictions")["own_bodies"]
    return body and owner is not None and graph.words[owner].lower() in owners


def _is_volitional(graph: Graph, node: int, words: Words) -> bool:
    verb = node
    if graph.words[node].lower() in ("going", "gon"):
        verb = next(graph.dependents(node, "open", "clause", "advcl"), node)
    if graph.is_passive(verb) or graph.first(verb, "cop") is not None or graph.pos[verb] == "AUX":
        return False
    return graph.lemmas[verb] not in words["befalling"]


def _is_present(context: Context, modal: Modal, words: Words) -> bool:
    """*May be currently at sea*: a guess about now."""
    graph = context.graph
    return modal.word in ("may", "might", "could") and any(
        graph.words[c].lower() in words["now"] for c in graph.dependents(modal.node, "advmod")
    )


def _is_habit(context: Context, modal: Modal, words: Words) -> bool:
    """*He would often walk*: what used to be."""
    graph = context.graph
    return modal.word == "would" and any(
        graph.words[c].lower() in words["often"] for c in graph.dependents(modal.node, "advmod")
    )


def _is_law(context: Context, modal: Modal, words: Words) -> bool:
    """*Results shall be published, on no account shall anyone*: a rule laid down."""
    graph = context.graph
    if modal.word != "shall":
        return False
    subject = graph.surface_subject(modal.node)
    third = subject is None or graph.words[subject].lower() not in FIRST_PERSON
    return third and (graph.is_passive(modal.node) or (subject is not None and modal.cue[0] < subject))


def _is_past_inability(context: Context, modal: Modal, words: Words) -> bool:
    """*He could not name them*: what was not possible then."""
    graph = context.graph
    if modal.word != "could" or graph.is_passive(modal.node):
        return False
    return any(graph.words[c].lower() != "never" for c in graph.dependents(modal.node, "neg"))


def _is_means(context: Context, modal: Modal, words: Words) -> bool:
    """*Goods on which it could retaliate*: what somebody is able to do with the thing."""
    graph = context.graph
    if modal.word != "could" or graph.relations[modal.node] != "relcl":
        return False
    subject = graph.first(modal.node, "subj", "subj:pass")
    return subject is not None and not any(graph.words[i].lower() in words["relatives"] for i in graph.subtree(subject))


def _is_permission(context: Context, modal: Modal, words: Words) -> bool:
    """*One may ask*: leave, not likelihood."""
    graph = context.graph
    subject = graph.first(modal.node, "subj")
    if modal.word not in ("may", "might", "could") or subject is None:
        return False
    word = graph.words[subject].lower()
    return word == "one" or (word == "you" and modal.word == "may" and _is_volitional(graph, modal.node, words))


def _is_duty_or_advice(context: Context, modal: Modal, words: Words) -> bool:
    """*Should* predicts only of things, and with a date (*the bridge should reopen by June*)."""
    if modal.word != "should":
        return False
    graph = context.graph
    subject = graph.surface_subject(modal.node)
    if (
        subject is None
        or context.actor_of(subject)
        or (graph.pos[subject] == "PRON" and graph.words[subject].lower() != "it")
    ):
        return True
    return not any(graph.introducers[c] in ("by", "within", "before") for c in graph.dependents(modal.node, "obl"))


_OTHER_USES: tuple[Test, ...] = (
    _is_question,
    _in_open_clause,
    _looks_back,
    _is_polite,
    _is_intention,
    _is_past_inability,
    _is_law,
    _is_habit,
    _is_permission,
    _is_means,
    _is_present,
    _is_duty_or_advice,
)
