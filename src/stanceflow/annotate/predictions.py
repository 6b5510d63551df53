"""What will happen, by whom it is said, how surely, on what condition, by when: one record for each prediction and source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from stanceflow.annotate.clauses import clause_nodes
from stanceflow.annotate.condition_clauses import find_condition_clause
from stanceflow.annotate.conditions import NO_CONDITION, Condition, find_condition
from stanceflow.annotate.confidence import confidence
from stanceflow.annotate.context import Context, Filler, Voice
from stanceflow.annotate.deadlines import Deadline, Deadlines
from stanceflow.annotate.ellipsis import find_ellipses
from stanceflow.annotate.likelihood import Band, Embedding, combine, hedged, probability
from stanceflow.annotate.outlooks import Outlook, find_outlooks
from stanceflow.annotate.polarity import own_negations
from stanceflow.annotate.qualifiers import Qualifier, above, beside, sureness
from stanceflow.annotate.speakers import set_off, speakers, voice_of
from stanceflow.records import AUTHOR, Prediction
from stanceflow.spans import nodes_to_spans, subtree_without, text_of
from stanceflow.syntax import Graph


def find_predictions(context: Context) -> list[Prediction]:
    """Give the article's predictions, one for each source of each."""
    deadlines = Deadlines(context.graph, context.published)
    likewise = {e.auxiliary: e.subject for e in find_ellipses(context.graph) if e.likewise}
    out: list[Prediction] = []
    for outlook in sorted(find_outlooks(context, deadlines), key=lambda o: o.cue[0]):
        repeated = outlook.cue[0] in likewise
        if repeated:
            outlook = replace(outlook, person=likewise[outlook.cue[0]], repeats=True)
        elliptical = repeated or _is_elliptical(context.graph, outlook)
        earlier = out[-1] if out and elliptical else None
        if elliptical and not _is_near(context.graph, outlook, earlier):
            continue
        out.extend(_predictions(context, deadlines, outlook, earlier))
    return out


def _is_elliptical(graph: Graph, outlook: Outlook) -> bool:
    """*It will. They probably won't. I am sure that they will.*: a pronoun and a modal without a verb (guidelines, ruling 15)."""
    if outlook.modal is None or graph.pos[outlook.node] == "VERB" or outlook.node > outlook.modal.cue[-1] + 1:
        return False
    if graph.heads[outlook.node] != outlook.node and graph.relations[outlook.node] != "clause":
        return False
    words = [i for i in graph.subtree(outlook.node) if graph.pos[i] != "PUNCT"]
    if graph.words[outlook.node].lower() in ("not", "n't", "n’t"):
        return True  # "most of them would not"
    return len(words) <= 4 and any(graph.pos[i] == "PRON" for i in words)


def _is_near(graph: Graph, outlook: Outlook, earlier: Prediction | None) -> bool:
    return earlier is not None and earlier.sentence >= graph.sentence_of[outlook.node] - 1


def _predictions(
    context: Context, deadlines: Deadlines, outlook: Outlook, earlier: Prediction | None
) -> Iterator[Prediction]:
    graph, node = context.graph, outlook.node
    condition = _condition(context, outlook)
    nodes = _content_nodes(context, deadlines, outlook, condition)
    content = nodes_to_spans(graph, nodes)
    if earlier is not None:
        content = earlier.content
    if not content:
        return
    near = beside(graph, node, outlook.modal.cue) if outlook.modal else None
    over = above(graph, node)
    if over is not None and set(over.nodes) & set(outlook.cue):  # the cue itself
        over = None
    if outlook.modal and all(q is None or q.role != "word" for q in (near, over)):
        near = sureness(graph, node) or near
    cue = nodes_to_spans(graph, (*outlook.cue, *(near.nodes if near else ()), *(over.nodes if over else ())))
    voice = _voice(context, outlook)
    band = _band(context, outlook, condition, near, over, voice)
    figure = probability(band, text_of(graph.text, cue), context.settings.scale)
    deadline = _deadline(graph, deadlines, outlook, nodes)
    rule = _rule(outlook, condition, over, voice)
    for source in _sources(context, outlook, over, voice):
        yield Prediction(
            sentence=graph.sentence_of[outlook.cue[0]],
            source=source.spans,
            source_actor=source.actor,
            cue=cue,
            source_cue=voice.cue,
            content=content,
            likelihood=str(band),
            p_low=figure.low,
            p_mid=figure.mid,
            p_high=figure.high,
            scale=context.settings.scale,
            hedged=hedged(band),
            negated=earlier.negated if earlier and outlook.repeats else _is_negated(context, outlook),
            condition=condition.spans,
            condition_kind=condition.kind,
            horizon=deadline.spans,
            horizon_start_date=deadline.start_date,
            resolve_by=deadline.resolve_by,
            horizon_note=deadline.note,
            subject_actor=_subject_actor(context, outlook),
            chain=voice.chain,
            rule=rule,
            confidence=confidence("predictions", rule),
        )


def _deadline(graph: Graph, deadlines: Deadlines, outlook: Outlook, nodes: list[int]) -> Deadline:
    colon = next((i for i in nodes if i > outlook.node and graph.words[i] == ":"), len(graph))
    found = deadlines.within(outlook.node, [i for i in nodes if i < colon])
    if not found.spans and outlook.scope == "thing":  # "a deal is unlikely this year"
        top = next(i for i in outlook.cue if graph.heads[i] not in outlook.cue or graph.heads[i] == i)
        return deadlines.within(top, graph.subtree(top))
    return found if found.spans else deadlines.shared(outlook.node)


def _content_nodes(context: Context, deadlines: Deadlines, outlook: Outlook, condition: Condition) -> list[int]:
    graph, node = context.graph, outlook.node
    if outlook.scope == "thing":
        return _thing_nodes(graph, outlook, deadlines)
    outside = {*condition.nodes, *set_off(graph, node)}.difference(outlook.cue)
    nodes = clause_nodes(graph, node, outlook.modal.cue[0] if outlook.modal else None, deadlines.nodes, outside)
    if outlook.person is not None:
        nodes = sorted({*nodes, *graph.subtree(outlook.person)}.difference(condition.nodes))
    return _within_quotation(context, nodes, outlook)


_NOT_OF_THING = frozenset(
    {"subj", "subj:pass", "cop", "aux", "aux:pass", "expl", "cc", "mark", "punct", "neg", "advcl", "parataxis", "conj"}
)


def _thing_nodes(graph: Graph, outlook: Outlook, deadlines: Deadlines) -> list[int]:
    """A thing predicted, with the circumstances right after it (*a vote before the recess*) and without the preposition before it."""
    node = outlook.node
    outside = {
        c
        for c in graph.children[node]
        if graph.relations[c] in _NOT_OF_THING or (graph.relations[c] == "case" and c < node)
    }
    outside.update(
        c
        for i in graph.subtree(node)
        for c in graph.dependents(i, "relcl", "acl")
        if c in outlook.cue or set(graph.subtree(c)) & set(outlook.cue)
    )
    end = min((i for i in outlook.cue if i > node), default=len(graph))  # "the odds of a deal at one in five"
    nodes = [i for i in subtree_without(graph, node, outside) if i < end and i not in outlook.cue] or [node]
    for sibling in graph.dependents(graph.heads[node], "obl"):
        branch = graph.subtree(sibling)
        if (
            branch[0] == nodes[-1] + 1
            and graph.relations[node] in ("obj", "obl")
            and graph.introducers[sibling] not in ("at", "to")
        ):
            nodes = [*nodes, *branch]
    while nodes[-1] + 1 in deadlines.nodes:
        nodes.append(nodes[-1] + 1)
    return nodes


def _within_quotation(context: Context, nodes: list[int], outlook: Outlook) -> list[int]:
    """A clause whose verb is quoted ends with the quotation, and begins with it where its subject is quoted too."""
    starts = context.graph.starts
    at = starts[outlook.cue[0]]
    zone = next((q for q in context.quotations if q.start <= at < q.end), None)
    if zone is None:
        return nodes
    subject = context.graph.first(outlook.node, "subj", "subj:pass", "expl", "csubj")
    whole = subject is None or zone.start <= starts[subject]
    return [i for i in nodes if starts[i] < zone.end and (zone.start <= starts[i] or not whole)]


def _is_negated(context: Context, outlook: Outlook) -> bool:
    if outlook.scope == "thing":
        return False
    if outlook.turned and outlook.node in outlook.cue:
        return False
    return own_negations(context.graph, outlook.node).sign < 0


def _rule(outlook: Outlook, condition: Condition, over: Qualifier | None, voice: Voice) -> str:
    """The rule's id; of a modal it says besides what supports it, since that tells most about how far to trust it."""
    if outlook.modal is None:
        return outlook.rule
    support = condition.kind or (over.role if over is not None else "said" if voice.actor != AUTHOR else "plain")
    return f"{outlook.rule}-{support}"


def _voice(context: Context, outlook: Outlook) -> Voice:
    """Whose words the prediction is in: those around its cue, or around the thing predicted where its cue is the attributing verb itself."""
    at = outlook.modal.cue[0] if outlook.modal else outlook.node
    return voice_of(context, outlook.node, at)


def _condition(context: Context, outlook: Outlook) -> Condition:
    if outlook.scope == "thing":  # "a deal, which is unlikely unless Rome pays"
        top = next(i for i in outlook.cue if context.graph.heads[i] not in outlook.cue or context.graph.heads[i] == i)
        found = find_condition_clause(context.graph, top, supposes=False) if context.graph.is_clause(top) else None
        return found or NO_CONDITION
    modal, starts = outlook.modal.word if outlook.modal else "", context.graph.starts
    found = find_condition(context.graph, outlook.node, modal, lambda node: bool(context.actor_of(node)))
    is_cue = any(start <= starts[i] < end for start, end in found.spans for i in outlook.cue)
    return NO_CONDITION if found.kind == "subject" and is_cue else found


def _band(
    context: Context,
    outlook: Outlook,
    condition: Condition,
    near: Qualifier | None,
    over: Qualifier | None,
    voice: Voice,
) -> Band:
    """Combine what modal, adverb, predicate above and reporting verb say (rules: `likelihood.combining`)."""
    modal = Band(outlook.band)
    if _is_reported_future(context, outlook, condition, voice):
        modal = Band.ALMOST_CERTAIN
    if outlook.modal is not None and outlook.modal.word in ("could", "can") and _is_negated(context, outlook):
        modal = Band.ALMOST_CERTAIN  # what could not happen will not
    qualifiers = [Band(q.band) for q in (near, over) if q is not None and q.role == "word"]
    if outlook.modal is None and not qualifiers:
        qualifiers = [modal]
    embedding = None
    if over is not None and over.role in ("expecting", "doubting"):
        embedding = Embedding(over.role)
    elif over is None and voice.expects and outlook.modal is not None:
        embedding = Embedding.EXPECTING
    certain = any(q is not None and q.role == "certainty" for q in (near, over))
    raised = near is not None and near.role == "raiser"
    return combine(modal, qualifiers, raised=raised, certain=certain, embedding=embedding) or modal


def _is_reported_future(context: Context, outlook: Outlook, condition: Condition, voice: Voice) -> bool:
    """*She said that rates would rise* reports *will* after a past tense; *says*, a condition or a direct quotation keep *would* as it is."""
    if outlook.modal is None or outlook.modal.word != "would" or condition.kind or voice.expects or not voice.cue:
        return False
    if context.in_quotation(outlook.cue[0]) or context.graph.relations[outlook.node] == "relcl":
        return False
    first = bisect_left(context.graph.starts, voice.cue[0][0])
    last = bisect_left(context.graph.starts, voice.cue[-1][1])
    return any(tag in ("VBD", "VBN") for tag in context.graph.tags[first:last])


def _sources(context: Context, outlook: Outlook, over: Qualifier | None, voice: Voice) -> list[Filler]:
    holder = outlook.holder if outlook.holder is not None else over.holder if over else None
    return speakers(context, holder, voice)


def _subject_actor(context: Context, outlook: Outlook) -> str:
    if outlook.scope == "thing":
        return context.actor_of(outlook.node)
    subject = outlook.person if outlook.person is not None else context.graph.surface_subject(outlook.node)
    return "" if subject is None else context.actor_of(subject)
