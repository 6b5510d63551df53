"""Stances found, to rows: one for a holder and a target under one cue, targets that are understood, one row for each holder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from stanceflow.annotate.confidence import confidence
from stanceflow.annotate.context import Context, Filler, Voice
from stanceflow.annotate.ellipsis import Ellipsis, antecedent_is_last
from stanceflow.annotate.stance_holders import holders
from stanceflow.annotate.targets import target_actor, target_spans, topic_before
from stanceflow.lexicon import load_words
from stanceflow.records import Polarity, Stance
from stanceflow.spans import hull, nodes_to_spans, without_fragments
from stanceflow.syntax import Graph


@dataclass(frozen=True, slots=True)
class FoundStance:
    """A stance before its holders are told apart. `holder` None means whoever speaks, or nobody in particular where `unnamed`; `target` None means that
    of the stance before. `base` is the sign without negation; an `ellipsis` takes its sign from the stance before. A `slot` bounds the target; what is
    said `aside` is not what an ellipsis repeats.
    """

    rule: str
    cue: int
    cue_nodes: tuple[int, ...]
    holder: int | None
    target: int | None
    sign: int
    unnamed: bool = False
    base: int = 0
    ellipsis: Ellipsis | None = None
    slot: range = range(0)
    aside: bool = False


def stance_rows(context: Context, found: list[FoundStance]) -> list[Stance]:
    """Give the rows of the stances found, in text order. `context.voice_at` must be set."""
    return _with_understood_targets(context, _once(sorted(found, key=lambda f: f.cue)))


def _once(found: list[FoundStance]) -> list[FoundStance]:
    """One stance for a holder and a target under one cue: the first frame of the file; *refusal to ratify X* is a stance on X alone, and *took the
    ministry to task* none of *took*.
    """
    cues = {item.cue for item in found}
    # the length of the longest cue that a word heads, and of the longest that it only stands in
    own: dict[int, int] = {}
    others: dict[int, int] = {}
    for item in found:
        for node in item.cue_nodes:
            lengths = own if node == item.cue else others
            lengths[node] = max(lengths.get(node, 0), len(item.cue_nodes))
    named = {(item.cue, item.target) for item in found if item.holder is not None}
    taken: set[object] = set()
    out: list[FoundStance] = []
    for item in found:
        key = (item.cue, item.holder, item.target)
        is_governor = item.rule in ("refusal-to", "refuse-to") and item.target in cues
        is_part = others.get(item.cue, 0) > own.get(item.cue, 0)
        is_named_elsewhere = item.holder is None and (item.cue, item.target) in named
        if key in taken or is_governor or is_part or is_named_elsewhere:
            continue
        taken.add(key)
        out.append(item)
    return out


def _with_understood_targets(context: Context, found: list[FoundStance]) -> list[Stance]:
    rows: list[Stance] = []
    before: FoundStance | None = None
    for item in found:
        if item.target is None:
            near = (
                before is not None
                and 0 <= context.graph.sentence_of[item.cue] - context.graph.sentence_of[before.cue] <= 1
            )
            if before is None or not near:
                topic = None if item.ellipsis is not None else topic_before(context, item.cue)
                if topic is not None:
                    rows.extend(_rows(context, replace(item, target=topic)))
                continue
            item = replace(item, target=before.target)
            if item.ellipsis is not None:
                sign = _elliptical_sign(context.graph, item.ellipsis, before)
                if sign == 0:
                    continue
                item = replace(item, sign=sign, base=before.base)
        elif not item.aside:
            before = item
        rows.extend(_rows(context, item))
    return rows


def _elliptical_sign(graph: Graph, ellipsis: Ellipsis, before: FoundStance) -> int:
    """The sign of a clause that repeats the stance before; 0 where it does not repeat it."""
    words = load_words("stances")
    if before.holder is None:  # the author's verdict: "So do the employers" is of whom it judges, not of who judges
        return 0
    if not antecedent_is_last(graph, before.cue, ellipsis.auxiliary):
        return 0
    if ellipsis.likewise:
        return before.sign
    if ellipsis.negated and graph.lemmas[before.cue] in words["opposing_acts"] | words["favoring_acts"]:
        return 0
    return -before.base if ellipsis.negated else before.base


def _holders(context: Context, item: FoundStance, voice: Voice) -> list[Filler]:
    if item.unnamed:
        return [Filler((), "")]
    found = [Filler(voice.source, voice.actor)] if item.holder is None else holders(context, item.holder)
    return [holder for holder in found if holder.actor or holder.spans]


def _rows(context: Context, item: FoundStance) -> Iterator[Stance]:
    graph = context.graph
    cue_nodes = tuple(sorted(graph.whole_words(item.cue_nodes)))
    cue = nodes_to_spans(graph, cue_nodes)
    target = (
        ()
        if item.target is None
        else target_spans(graph, item.cue, item.target, cue_nodes, within=item.rule == "loaded-adjective")
    )
    if item.slot:
        target = nodes_to_spans(graph, item.slot)
    target = without_fragments(graph.text, target)
    if not cue or not target or item.target is None:
        return
    voice = context.voice_at(*hull(cue))
    if voice.denied:
        return
    polarity: Polarity = "favor" if item.sign > 0 else "against"
    for holder in _holders(context, item, voice):
        yield Stance(
            sentence=graph.sentence_of[item.cue],
            holder=holder.spans,
            holder_actor=holder.actor,
            cue=cue,
            target=target,
            target_actor=target_actor(context, item.target),
            polarity=polarity,
            source=voice.source,
            source_actor=voice.actor,
            chain=voice.chain,
            rule=item.rule,
            confidence=confidence("stances", item.rule),
        )
