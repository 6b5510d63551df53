"""Which clauses and things are put forward as more or less likely: by a modal, a predicate of expecting, a chance, or a timetable's present."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from stanceflow.annotate.answers import find_answers
from stanceflow.annotate.chances import find_chances, find_given_chances
from stanceflow.annotate.clauses import clause_of
from stanceflow.annotate.context import Context
from stanceflow.annotate.deadlines import Deadlines
from stanceflow.annotate.likelihood import Band, likelihood_of, negated
from stanceflow.annotate.modal_uses import find_modals
from stanceflow.annotate.modality import Modal
from stanceflow.annotate.open_clauses import is_suspended
from stanceflow.annotate.polarity import is_negative_phrase, is_question, own_negations
from stanceflow.annotate.set_phrases import find_set_phrases
from stanceflow.annotate.timetables import find_timetables
from stanceflow.frames import Match, match_frames
from stanceflow.lexicon import load_frames, load_words
from stanceflow.syntax import Graph


@dataclass(frozen=True, slots=True)
class Outlook:
    """Something predicted before its details are known.

    `node` heads the predicted clause or phrase, `cue` are the words that predict, `band` what they say by themselves; `person` is the object raised
    out of the clause (*expect the bank to cut*) and `holder` whoever expects, where the cue has such a subject; `modal` is the modal, if any.
    `scope` is `clause` or, where a noun phrase is predicted, `thing`; `turned` says that `band` holds the cue's own negation already;
    `repeats` that the verb is that of the clause before (*so will Rome*).
    """

    node: int
    cue: tuple[int, ...]
    band: str
    rule: str
    scope: str = "clause"
    person: int | None = None
    holder: int | None = None
    modal: Modal | None = None
    turned: bool = False
    repeats: bool = False


_BANDS = {
    "will": "almost_certain",
    "shall": "almost_certain",
    "going to": "almost_certain",
    "would": "likely",
    "should": "likely",
    "is to": "likely",
    "could": "possible",
    "can": "possible",
    "may": "possible",
    "might": "possible",
}


def find_outlooks(context: Context, deadlines: Deadlines) -> list[Outlook]:
    """Give everything predicted, modals first: a predicate above a modal's clause qualifies that modal and predicts nothing more."""
    out = [
        *_by_modal(context),
        *(Outlook(node, cue, band, "answer") for node, cue, band in find_answers(context.graph)),
    ]
    taken = {outlook.node for outlook in out}
    used = {i for outlook in out for i in outlook.cue}
    for outlook in _others(context, deadlines):
        if outlook.node in taken or used.intersection(outlook.cue) or _is_open(context, outlook):
            continue
        taken.add(outlook.node)
        used.update(outlook.cue)
        out.append(outlook)
    return out


def _is_past_view(graph: Graph, node: int) -> bool:
    """*She had hoped that he would stay*: a view before something else happened, so that what it foresaw has been settled."""
    head = graph.heads[node]
    if graph.relations[node] != "clause" or head == node:
        return False
    return any(graph.words[i].lower() in ("had", "'d", "’d") for i in graph.dependents(head, "aux"))


def _by_modal(context: Context) -> Iterator[Outlook]:
    graph = context.graph
    found = find_modals(context)
    nodes = {m.node for m in found}
    alternatives = {graph.heads[m.node]: m for m in found if _is_alternative(graph, m, nodes)}
    for modal in found:
        if _is_alternative(graph, modal, nodes) or _is_past_view(graph, modal.node):
            continue
        other = alternatives.get(modal.node)
        even = other is not None and other.word == modal.word and graph.first(other.node, "neg") is not None
        cue = (*modal.cue, *(other.cue if other and even else ()))
        yield Outlook(
            modal.node,
            cue,
            "even" if even else _BANDS[modal.word],
            f"modal-{modal.word.replace(' ', '-')}",
            modal=modal,
        )


def _is_alternative(graph: Graph, modal: Modal, nodes: Collection[int]) -> bool:
    """*They will raise fees or they will quit*: one prediction, of the one or the other."""
    if graph.relations[modal.node] != "conj" or graph.heads[modal.node] not in nodes:
        return False
    return any(graph.words[c].lower() == "or" for c in graph.dependents(modal.node, "cc"))


def _others(context: Context, deadlines: Deadlines) -> Iterator[Outlook]:
    graph = context.graph
    for node, cue, band, holder in (*find_given_chances(graph), *find_chances(graph)):
        scope = "clause" if graph.words[min(graph.subtree(node))].lower() == "that" else "thing"
        yield Outlook(node, cue, band, "chance", scope, holder=holder)
    yield from _by_frame(context, deadlines)
    for node, cue, band, rule in find_set_phrases(graph):
        yield Outlook(node, cue, band, rule)
    for node, cue in find_timetables(graph, deadlines):
        yield Outlook(node, cue, "almost_certain", "timetable")


def _is_open(context: Context, outlook: Outlook) -> bool:
    """Asked, supposed, or past."""
    graph = context.graph
    if is_question(graph, outlook.cue[0]):
        return True
    if is_suspended(graph, outlook.cue[0]):
        return True
    helpers = graph.dependents(outlook.node, "aux", "aux:pass", "cop")
    before = max(outlook.cue[0] - 1, 0)
    return any(graph.words[i].lower() in ("was", "were", "been", "had") for i in (before, *outlook.cue, *helpers))


# --- frames ------------------------------------------------------------------------------------------------------------------------------


def _by_frame(context: Context, deadlines: Deadlines) -> Iterator[Outlook]:
    for match in match_frames(context.graph, load_frames("predictions")):
        outlook = _outlook(context, deadlines, match)
        if outlook is not None:
            yield outlook


def _outlook(context: Context, deadlines: Deadlines, match: Match) -> Outlook | None:
    graph, values = context.graph, match.frame.values
    scope, node, cue = values["scope"], match.roles["content"], match.cue_nodes
    if scope in ("whole", "inanimate", "dated", "awaited"):
        node = clause_of(graph, match.cue)
        cue = _with_helpers(graph, match.cue, node, cue)
    if scope == "inanimate" and (
        _has_actor_subject(context, match.cue) or graph.tags[match.cue] not in ("VBZ", "VBP", "VB")
    ):
        return None
    if scope == "thing" and graph.relations[match.cue] == "relcl" and context.actor_of(node):
        node = _wider(graph, node)
    if scope == "clause" and any(graph.tags[c] == "MD" for c in graph.dependents(node, "aux")):
        return None
    if scope == "awaited" and not _is_awaited(graph, match.cue):
        return None
    if _is_dated_view(context, match.cue):
        return None  # "in 1935 Geneva expected them to run short"
    if scope == "dated" and _is_perfect(graph, match.cue):
        return None  # "has promised two boats by 2029"
    if scope == "dated" and not _is_dated(graph, deadlines, node, match.cue):
        return None
    if graph.relations[match.cue] == "advcl" and graph.introducers[match.cue].endswith("to"):
        return None  # "uses gauges to forecast floods"
    if graph.relations[match.cue] == "open" and graph.tags[graph.heads[match.cue]] == "VBD":
        return None  # "made the attack inevitable"
    if scope == "coming" and not _is_coming(graph, deadlines, node, match.cue):
        return None
    if scope == "raised" and "person" not in match.roles and graph.first(node, "subj", "subj:pass") is None:
        return None
    turned = values.get("negation") == "turns" and _is_turned(graph, match.cue)
    adverbs = [c for c in graph.dependents(match.cue, "advmod") if c < match.cue]
    cue = (
        *cue,
        *(own_negations(graph, match.cue).words if turned else ()),
        *(adverbs if values.get("negation") else ()),
    )
    if scope == "event" and (context.actor_of(node) or graph.pos[node] != "NOUN"):
        return None
    is_thing = scope in ("thing", "coming", "event") or (scope == "imagined" and not graph.is_clause(node))
    kept = "thing" if is_thing else "clause"
    band = _degree(graph, match.cue, adverbs) or Band(values["likelihood"])
    return Outlook(
        node,
        tuple(sorted(set(cue))),
        str(negated(band) if turned else band),
        match.frame.id,
        kept,
        match.roles.get("person"),
        match.roles.get("source"),
        turned=turned,
    )


def _wider(graph: Graph, node: int) -> int:
    """*A settlement in the Council, which is unlikely*: the phrase around an actor, since bodies are not what is likely."""
    head = graph.heads[node]
    return head if graph.relations[node] == "obl" and graph.pos[head] == "NOUN" else node


def _degree(graph: Graph, cue: int, adverbs: list[int]) -> Band | None:
    """The band of an adjective with its adverb (*highly unlikely, almost certain*), None where the lexicon has no word on it."""
    return (
        likelihood_of(" ".join(graph.words[i] for i in (*adverbs, cue)))
        if adverbs and graph.pos[cue] in ("ADJ", "ADV")
        else None
    )


def _is_turned(graph: Graph, cue: int) -> bool:
    """Whether the word of likelihood itself is negated; *none is likely to* negates the clause instead (guidelines, ruling 10)."""
    return own_negations(graph, cue).sign < 0 and not _has_negative_subject(graph, cue)


def _has_negative_subject(graph: Graph, cue: int) -> bool:
    subject = graph.first(cue, "subj", "subj:pass")
    return subject is not None and is_negative_phrase(graph, subject)


def _has_actor_subject(context: Context, node: int) -> bool:
    subject = context.graph.surface_subject(node)
    return subject is None or bool(context.actor_of(subject)) or context.graph.pos[subject] == "PROPN"


_SPREAD = frozenset({"over", "during", "throughout", "each", "every"})


def _is_dated(graph: Graph, deadlines: Deadlines, node: int, cue: int) -> bool:
    spans = deadlines.within(node, graph.subtree(cue)).spans
    return bool(spans) and graph.text[spans[0][0] :].split(" ", 1)[0].lower() not in _SPREAD


def _is_coming(graph: Graph, deadlines: Deadlines, node: int, cue: int) -> bool:
    """Whether a thing expected is an event to come: it has a date, or is named as not there yet (*a deficit, further cuts*)."""
    if deadlines.within(node, [i for i in graph.subtree(cue) if i >= node]).spans:
        return True
    if graph.tags[cue] == "VBD" and graph.lemmas[cue] in ("expect", "anticipate"):
        return False  # "the court expected another plea": long since come or not
    determiner = graph.first(node, "det", "poss")
    if determiner is None and graph.lemmas[cue] in load_words("predictions")["forecasting"] | {"warn"}:
        return graph.tags[node] == "NNS"
    return determiner is not None and graph.words[determiner].lower() in ("a", "an", "another", "no", "some")


def _is_dated_view(context: Context, cue: int) -> bool:
    """Whether a past tense of expecting has a date before the year of publication: what it foresaw has been settled since."""
    graph = context.graph
    if graph.tags[cue] != "VBD" or not context.published:
        return False
    years = (graph.words[i] for child in graph.dependents(cue, "obl", "advmod") for i in graph.subtree(child))
    return any(year.isdigit() and 1000 < int(year) < int(context.published[:4]) for year in years)


def _is_perfect(graph: Graph, node: int) -> bool:
    """*Has promised*, but not *has been promised*."""
    helpers = [graph.lemmas[i] for i in graph.dependents(node, "aux", "aux:pass")]
    return "have" in helpers and "be" not in helpers


def _is_awaited(graph: Graph, cue: int) -> bool:
    """*Reinforcements are expected from Belgium*: awaited now; *as expected, more than expected* are not."""
    helpers = list(graph.dependents(cue, "aux:pass", "aux", "cop"))
    return graph.introducers[cue] == "" and any(graph.words[i].lower() in ("is", "are", "'s", "’s") for i in helpers)


def _with_helpers(graph: Graph, cue: int, node: int, words: tuple[int, ...]) -> tuple[int, ...]:
    """The cue with its copula and auxiliaries, the verb of seeming above it, and the *to* after it."""
    kept = {i for i in words if i == cue or graph.relations[i] == "particle"} | {node}
    kept.update(c for i in (cue, node) for c in graph.dependents(i, "cop", "aux:pass", "neg"))
    kept.update(c for c in graph.dependents(cue, "advmod") if c < cue)
    if cue + 1 < len(graph) and graph.words[cue + 1].lower() == "to":
        kept.add(cue + 1)
    return tuple(sorted(kept))
