"""Which modals predict: told apart from those that bind, advise, enable, wish, ask, suppose or look back.

A modal is read by its clause: what stands beside it, above it and as its subject. The distinctions are those of Palmer 2001 (epistemic, deontic,
dynamic modality) and of the annotation guidelines, section 5 and rulings 7 to 10. Each test below names one use that predicts nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from stanceflow.annotate.context import FIRST_PERSON, Context
from stanceflow.annotate.horizons import find_horizons
from stanceflow.annotate.intentions import is_intention, is_volitional
from stanceflow.annotate.modality import Modal, modals
from stanceflow.annotate.open_clauses import describes, in_open_clause
from stanceflow.annotate.qualifiers import above, beside
from stanceflow.lexicon import load_words

_FUTURE = frozenset({"will", "shall", "going to", "is to"})

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
    if near & {"rather", "sooner"}:
        return True
    if any(graph.words[i].lower() in words["gladly"] for i in graph.dependents(modal.node, "advmod")):
        return True
    return graph.lemmas[modal.node] == "settle" and any(
        graph.introducers[i] == "for" for i in graph.dependents(modal.node, "obl")
    )


def _is_present(context: Context, modal: Modal, words: Words) -> bool:
    """*May be currently at sea, might be too gloomy*: a guess about now. A date, a condition or an infinitive (*may be able to*) looks ahead."""
    graph, node = context.graph, modal.node
    if modal.word not in ("may", "might", "could"):
        return False
    if any(graph.words[c].lower() in words["now"] for c in graph.dependents(node, "advmod")):
        return True
    if modal.word == "could" or not (graph.first(node, "cop") is not None or graph.lemmas[node] == "be"):
        return False
    looks_ahead = graph.first(node, "advcl", "open", "csubj") is not None or above(graph, node) is not None
    return not looks_ahead and not _is_dated(context, modal)


def _is_dated(context: Context, modal: Modal) -> bool:
    """Whether a time expression stands in the modal's sentence."""
    graph = context.graph
    start, end = graph.sentence_spans[graph.sentence_of[modal.cue[0]]]
    return bool(find_horizons(graph.text[start:end]))


def _is_description(context: Context, modal: Modal, words: Words) -> bool:
    """*A bill that would lower rents*: which bill is meant. A date or a word of likelihood makes it a prediction."""
    graph = context.graph
    return describes(graph, modal) and beside(graph, modal.node, modal.cue) is None and not _is_dated(context, modal)


def _is_evaluation(context: Context, modal: Modal, words: Words) -> bool:
    """*It would be wise to wait, that would be a mistake*: what the speaker thinks of it, unless a condition stands beside it."""
    graph, node = context.graph, modal.node
    if modal.word != "would" or graph.first(node, "cop") is None:
        return False
    if any(graph.introducers[i] != "to" for i in graph.dependents(node, "advcl")):
        return False
    subject = graph.first(node, "subj", "expl", "csubj")
    word = "" if subject is None else graph.words[subject].lower()
    if graph.words[node].lower() == "worse":  # "a shrug would be worse"
        return True
    if graph.first(node, "csubj") is None and word not in ("it", "this", "that", *FIRST_PERSON):
        return False
    return graph.lemmas[node] in words["evaluating"]


def _is_remark(context: Context, modal: Modal, words: Words) -> bool:
    """*There would be something odd about waiting, one could hardly ask for more, you will see*: manners of speaking."""
    graph, node = context.graph, modal.node
    subject = graph.first(node, "subj")
    word = "" if subject is None else graph.words[subject].lower()
    if modal.word == "would" and graph.first(node, "expl") is not None and word in ("something", "nothing"):
        return graph.first(subject or node, "amod") is not None
    if modal.word in ("will", "would") and graph.is_passive(node) and graph.first(node, "neg") is not None:
        if graph.lemmas[node] in words["unmoved"]:  # "he will not be drawn on it": a refusal
            return True
    if modal.word in ("will", "could", "may", "might") and word == "you" and graph.lemmas[node] in words["perceiving"]:
        return True
    if modal.word != "could":
        return False
    more = any(graph.tags[i] in ("JJR", "RBR") for i in graph.dependents(node, "advmod", "obj", "open", "obl"))
    little = any(
        graph.words[i].lower() in ("hardly", "scarcely", "barely") or graph.relations[i] == "neg"
        for i in graph.dependents(node, "advmod", "neg")
    )
    return more and (little or graph.lemmas[node] == "do")


def _is_own_ability(context: Context, modal: Modal, words: Words) -> bool:
    """*They believed that they could restore it*: what they took themselves to be able to do."""
    graph, node = context.graph, modal.node
    if (
        modal.word != "could"
        or graph.relations[node] != "clause"
        or graph.tags[graph.heads[node]] not in ("VBD", "VBN")
    ):
        return False
    subject, holder = graph.first(node, "subj"), graph.first(graph.heads[node], "subj")
    if subject is None or holder is None or not is_volitional(graph, modal):
        return False
    same = context.actor_of(subject) == context.actor_of(holder) != ""
    return same or graph.words[subject].lower() == graph.words[holder].lower()


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
    """*One may ask, they agreed that she could go*: leave, not likelihood."""
    graph = context.graph
    if modal.word in ("may", "could") and graph.relations[modal.node] == "clause":
        if graph.lemmas[graph.heads[modal.node]] in words["permitting"]:
            return True
    subject = graph.first(modal.node, "subj")
    if modal.word not in ("may", "might", "could") or subject is None:
        return False
    word = graph.words[subject].lower()
    return word == "one" or (word == "you" and modal.word == "may" and is_volitional(graph, modal))


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


def _is_ability(context: Context, modal: Modal, words: Words) -> bool:
    """*Can swim*: what one is able to do. Whoever is confident that it can be done, or expects that it cannot, predicts."""
    if modal.word != "can":
        return False
    over = above(context.graph, modal.node)
    negated = context.graph.first(modal.node, "neg") is not None
    return over is None or not (over.band == "very_likely" or (negated and over.role == "expecting"))


def _in_open_clause(context: Context, modal: Modal, words: Words) -> bool:
    """Inside a condition, a time clause, a comparison, an aim or an embedded question: supposed or asked, not predicted."""
    return in_open_clause(context.graph, modal)


def _is_intention(context: Context, modal: Modal, words: Words) -> bool:
    """What speakers will do themselves is a plan; what will befall them is a forecast."""
    return is_intention(context, modal)


_OTHER_USES: tuple[Test, ...] = (
    _is_ability,
    _is_question,
    _in_open_clause,
    _looks_back,
    _is_polite,
    _is_intention,
    _is_description,
    _is_evaluation,
    _is_remark,
    _is_own_ability,
    _is_past_inability,
    _is_law,
    _is_habit,
    _is_permission,
    _is_means,
    _is_present,
    _is_duty_or_advice,
)
