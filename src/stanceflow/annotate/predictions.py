"""What will happen, by whom it is said, how surely, on what condition, by when: one record for each prediction and source."""

from __future__ import annotations

from collections.abc import Iterable

from stanceflow.annotate.conditions import NO_CONDITION, Condition, find_condition
from stanceflow.annotate.confidence import confidence
from stanceflow.annotate.context import Context, Filler, Voice
from stanceflow.annotate.outlooks import Outlook, find_outlooks
from stanceflow.annotate.polarity import own_negations
from stanceflow.annotate.qualifiers import Qualifier, above, beside
from stanceflow.lexicon import load_words
from stanceflow.records import AUTHOR, Prediction, Spans
from stanceflow.spans import hull, nodes_to_spans, subtree_without
from stanceflow.syntax import RELATIVE_PRONOUNS, Graph

_CERTAIN = ("almost_certain", "almost_no_chance")


def find_predictions(context: Context) -> list[Prediction]:
    """Give the article's predictions, one for each source of each."""
    return [p for outlook in find_outlooks(context) for p in _predictions(context, outlook)]


def _predictions(context: Context, outlook: Outlook) -> Iterable[Prediction]:
    graph = context.graph
    condition = _condition(context, outlook)
    content = nodes_to_spans(graph, content_nodes(graph, outlook, condition))
    if not content:
        return
    near = beside(graph, outlook.node, outlook.modal.cue) if outlook.modal else None
    over = above(graph, outlook.node)
    cue = nodes_to_spans(graph, (*outlook.cue, *(near.nodes if near else ()), *(over.nodes if over else ())))
    voice = context.voice_at(*hull(content))
    negated = _is_negated(graph, outlook)
    band = _band(context, outlook, condition, near, over, voice)
    for source in _sources(context, outlook, over, voice):
        yield Prediction(
            sentence=graph.sentence_of[outlook.cue[0]],
            source=source.spans,
            source_actor=source.actor,
            cue=cue,
            source_cue=voice.cue,
            content=content,
            likelihood=band,
            p_low=0.0,
            p_mid=0.5,
            p_high=1.0,
            scale=context.settings.scale,
            hedged=band not in _CERTAIN,
            negated=negated,
            condition=condition.spans,
            condition_kind=condition.kind,
            horizon=(),
            horizon_start_date="",
            resolve_by="",
            horizon_note="",
            subject_actor=_subject_actor(context, outlook),
            chain=voice.chain,
            rule=outlook.rule,
            confidence=confidence("predictions", outlook.rule),
        )


def _condition(context: Context, outlook: Outlook) -> Condition:
    if outlook.scope in ("thing", "dated"):
        return NO_CONDITION
    modal = outlook.modal.word if outlook.modal else ""
    return find_condition(context.graph, outlook.node, modal, lambda node: bool(context.actor_of(node)))


def _is_negated(graph: Graph, outlook: Outlook) -> bool:
    if outlook.scope == "thing":
        return False
    negation = own_negations(graph, outlook.node)
    return negation.sign < 0


def _band(
    context: Context,
    outlook: Outlook,
    condition: Condition,
    near: Qualifier | None,
    over: Qualifier | None,
    voice: Voice,
) -> str:
    band = outlook.band
    if outlook.modal is not None:
        if outlook.modal.word == "would" and _is_reported_future(context, outlook, condition, voice):
            band = "almost_certain"
        if near is not None:
            return near.band
        if over is not None and (band != "possible" or over.band.startswith("almost")):
            return over.band
        if over is None and voice.expects and band == "almost_certain":
            return "likely"
    return band


def _is_reported_future(context: Context, outlook: Outlook, condition: Condition, voice: Voice) -> bool:
    """*She said that rates would rise* reports *will*; *she said that a ban would hurt* reports *would*."""
    return not condition.kind and voice.actor != AUTHOR and not voice.expects


def _sources(context: Context, outlook: Outlook, over: Qualifier | None, voice: Voice) -> list[Filler]:
    holder = outlook.holder if outlook.holder is not None else over.holder if over else None
    if holder is not None:
        fillers = context.fillers(holder)
        if fillers:
            return [f if not _is_first_person(context, holder) else Filler(f.spans, f.actor or AUTHOR) for f in fillers]
    return [Filler(voice.source, voice.actor)]


def _is_first_person(context: Context, node: int) -> bool:
    return context.graph.words[node].lower() in ("i", "we")


def _subject_actor(context: Context, outlook: Outlook) -> str:
    if outlook.scope == "thing":
        return context.actor_of(outlook.node)
    subject = outlook.person if outlook.person is not None else context.graph.surface_subject(outlook.node)
    return "" if subject is None else context.actor_of(subject)


# --- the predicted clause ----------------------------------------------------------------------------------------------------------------


def content_nodes(graph: Graph, outlook: Outlook, condition: Condition) -> list[int]:
    """Give the nodes of the predicted clause: subject and modal included; condition, framing, attribution and other clauses left out."""
    node = outlook.node
    nodes = subtree_without(graph, node, [c for c in graph.children[node] if _stands_outside(graph, node, c)])
    if outlook.person is not None:
        nodes = sorted({*nodes, *graph.subtree(outlook.person)})
    if outlook.scope in ("whole", "dated", "inanimate"):
        nodes = [*_antecedent(graph, node), *nodes]
    return sorted(set(nodes).difference(condition.nodes))


def _stands_outside(graph: Graph, node: int, child: int) -> bool:
    words = load_words("predictions")
    relation, word, leading = graph.relations[child], graph.words[child].lower(), child < node
    if relation in ("parataxis", "discourse", "vocative"):
        return True
    if relation == "cc":
        return leading
    if relation == "mark":
        return leading and word != "to"
    if relation == "advmod" and _opens_clause(graph, node, child):
        return word in words["outside"] or word in words["framing"]
    if relation == "conj":
        return _stands_alone(graph, child)
    if relation == "advcl" and (
        leading or graph.introducers[child] in ("although", "though", "whereas", "even though")
    ):
        return graph.introducers[child] in words["conceding"]
    return False


def _opens_clause(graph: Graph, node: int, child: int) -> bool:
    subject = graph.first(node, "subj", "subj:pass", "expl", "csubj")
    return child < (subject if subject is not None else node)


def _stands_alone(graph: Graph, conjunct: int) -> bool:
    """A conjunct with a subject or modal of its own is another clause."""
    return any(True for _ in graph.dependents(conjunct, "subj", "subj:pass", "expl", "csubj")) or any(
        graph.tags[c] == "MD" for c in graph.dependents(conjunct, "aux")
    )


def _antecedent(graph: Graph, node: int) -> list[int]:
    """What a restrictive *that*-clause or a participle hangs on belongs to what it predicts (*measures that could lead to war*)."""
    if graph.relations[node] not in ("relcl", "acl"):
        return []
    subject = graph.first(node, "subj", "subj:pass")
    if graph.relations[node] == "relcl" and (subject is None or graph.words[subject].lower() != "that"):
        return []
    if subject is not None and graph.words[subject].lower() not in RELATIVE_PRONOUNS:
        return []
    noun = graph.heads[node]
    return [
        noun,
        *(
            i
            for c in graph.dependents(noun, "det", "amod", "compound", "num", "poss", "obl", "flat")
            if c < node
            for i in graph.subtree(c)
        ),
    ]
