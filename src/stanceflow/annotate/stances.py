"""Who is for or against what: matches the stance frames, computes polarity, and adds what is evaluated in so many words (guidelines 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from stanceflow.annotate.affixes import find_affixed
from stanceflow.annotate.confidence import confidence
from stanceflow.annotate.context import FIRST_PERSON, Context, Filler, Voice
from stanceflow.annotate.contrasts import contrast_to
from stanceflow.annotate.ellipsis import Ellipsis, antecedent_is_last, find_ellipses
from stanceflow.annotate.evaluation import evaluate, find_evaluations
from stanceflow.annotate.polarity import is_asserted, negations
from stanceflow.annotate.stance_holders import can_hold, holders, whoever_wrote
from stanceflow.annotate.stance_phrases import find_phrases
from stanceflow.annotate.standing import is_held, is_hoped, is_wished
from stanceflow.annotate.targets import is_time, target_actor, target_spans, topic_before
from stanceflow.frames import Match, match_frames
from stanceflow.lexicon import load_frames, load_words
from stanceflow.records import AUTHOR, Polarity, Stance
from stanceflow.spans import hull, nodes_to_spans, without_fragments
from stanceflow.syntax import Graph

_LASTING = frozenset({"blame", "fault", "accuse", "mock", "defy"})
"""What, not done at present, is a position all the same: *we do not blame them*."""
_NEAR = 4
"""How many tokens a negator may stand from the cue and still be written into it."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A stance before its holders are told apart. `holder` None means whoever speaks, or nobody in particular where `unnamed`; `target` None means that
    of the stance before. `base` is the sign without negation; an `ellipsis` takes its sign from the stance before. A `slot` bounds the target.
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


def find_stances(context: Context) -> list[Stance]:
    """Give the stances of an article. `context.voice_at` must be set."""
    found = [*_framed(context), *_phrased(context), *_evaluated(context), *_elliptical(context)]
    found.sort(key=lambda f: f.cue)
    return [*_with_understood_targets(context, _once(found)), *find_affixed(context)]


# --- from frames -------------------------------------------------------------------------------------------------------------------------


def _framed(context: Context) -> Iterator[_Found]:
    graph = context.graph

    def accept(role: str, node: int) -> bool:
        if role == "holder":
            return can_hold(context, node)
        if role == "verdict":
            return evaluate(graph, node, judged=True) is not None and not _is_interest(graph, node)
        if role == "target" and is_time(graph, node):
            return False
        return graph.relations[node] != "open" or graph.tags[node] in ("VBG", "VB") or graph.pos[node] in _NOMINAL

    known = {actor.name for actor in context.actors.actors()}
    for match in match_frames(graph, load_frames("stances"), accept):
        values, anchor = match.frame.values, _predicate(graph, match.cue)
        negation = negations(graph, anchor)
        sign = negation.sign * _frame_sign(graph, match)
        held = is_held(graph, anchor) or (values.get("advice") == "own" and is_asserted(graph, anchor))
        wish = is_hoped if "holder" in match.roles else is_wished
        supposed = "advice" not in values and wish(graph, anchor)
        if not held or supposed or not _fits(context, match, negation.sign, known):
            continue
        words = [i for i in negation.words if abs(i - match.cue) <= _NEAR and i != match.cue]
        cue_nodes = {*match.cue_nodes, *words, *_verdict_words(graph, match)}
        found = _Found(
            match.frame.id,
            match.cue,
            tuple(sorted(cue_nodes)),
            whoever_wrote(context, match.roles["holder"]) if "holder" in match.roles else None,
            match.roles.get("target"),
            sign,
            values.get("holder") == "unnamed",
            sign * negation.sign,
        )
        yield found
        yield from _contrasted(graph, found)


def _contrasted(graph: Graph, found: _Found) -> Iterator[_Found]:
    """*backs the plan, but not [its author]*."""
    contrast = None if found.target is None else contrast_to(graph, found.cue, found.target)
    if contrast is not None:
        words = tuple(sorted({*found.cue_nodes, contrast.negator}))
        yield replace(found, cue_nodes=words, target=contrast.target, sign=-found.sign)


def _is_interest(graph: Graph, verdict: int) -> bool:
    """*see it as a threat, consider it vital*: a fear or a value (guidelines 3), no verdict on what it is like."""
    concerns = load_words("stances")["concerns"]
    return graph.lemmas[verdict] in concerns or any(
        graph.lemmas[i] in concerns for i in graph.dependents(verdict, "amod")
    )


def _predicate(graph: Graph, cue: int) -> int:
    """The node that negators hang on: a preposition's are its noun's (*they are not against it*)."""
    return graph.heads[cue] if graph.pos[cue] in ("ADP", "SCONJ") else cue


def _frame_sign(graph: Graph, match: Match) -> int:
    if match.frame.values["polarity"] != "verdict":
        return 1 if match.frame.values["polarity"] == "favor" else -1
    evaluation = evaluate(graph, match.roles["verdict"], judged=True)
    return evaluation.sign if evaluation else 0


def _verdict_words(graph: Graph, match: Match) -> tuple[int, ...]:
    if "verdict" not in match.roles:
        return ()
    evaluation = evaluate(graph, match.roles["verdict"], judged=True)
    return evaluation.words if evaluation else ()


def _fits(context: Context, match: Match, negation: int, known: set[str]) -> bool:
    values, target = match.frame.values, match.roles.get("target")
    if values.get("only") == "negated" and negation > 0:
        return False
    if negation < 0 and _is_undone(context.graph, match.cue):
        return False
    if target is None:
        return values.get("understood") == "yes"
    if context.graph.pos[target] == "SCONJ":  # a bare "that" whose clause is elsewhere
        return False
    if (
        context.graph.tags[target] == "VB"
        and context.graph.relations[target] == "open"
        and not _takes_infinitive(match)
    ):
        return False
    if target in (match.cue, match.roles.get("holder"), match.roles.get("verdict")):
        return False
    if context.graph.lemmas[match.cue] in ("honor", "honour"):
        return context.graph.lemmas[target] not in load_words("stances")["promises"]
    kind = values.get("target_kind")
    if kind in ("thing", "actor"):
        return (context.actor_of(target) in known) == (kind == "actor")
    return kind != "name" or context.graph.pos[target] == "PROPN"


def _takes_infinitive(match: Match) -> bool:
    return any(path[-1].name == "to" for role in match.frame.roles if role.name == "target" for path in role.paths)


def _is_undone(graph: Graph, cue: int) -> bool:
    """*has not condemned, did not praise*: what is said or done on an occasion, and was not, is no position; *do not blame* is one."""
    words = load_words("stances")
    acts = words["opposing_acts"] | words["favoring_acts"]
    past = ("have", "did") if graph.lemmas[cue] in _LASTING else ("have", "do", "did")
    auxiliaries = {word for i in graph.dependents(cue, "aux") for word in (graph.lemmas[i], graph.words[i].lower())}
    return graph.lemmas[cue] in acts and not auxiliaries.isdisjoint(past)


# --- from phrases ------------------------------------------------------------------------------------------------------------------------


def _phrased(context: Context) -> Iterator[_Found]:
    graph = context.graph
    for match in find_phrases(graph):
        verdict = match.holder is None
        held = is_asserted(graph, match.top) if verdict else is_held(graph, match.top)
        if not held or (verdict and is_wished(graph, match.top)):
            continue
        if match.holder is not None and not can_hold(context, match.holder):
            continue
        if verdict and graph.words[match.target].lower() in FIRST_PERSON:
            continue
        holder = None if match.holder is None else whoever_wrote(context, match.holder)
        rule = "set-verdict" if verdict else "set-phrase"
        yield _Found(rule, match.top, match.nodes, holder, match.target, match.sign, base=match.sign, slot=match.slot)


# --- in so many words --------------------------------------------------------------------------------------------------------------------


def _evaluated(context: Context) -> Iterator[_Found]:
    graph = context.graph

    def is_judgement(node: int) -> bool:
        return context.voice_at(graph.starts[node], graph.ends[node]).actor != AUTHOR

    for item in find_evaluations(graph, is_judgement):
        if (
            not is_held(graph, item.cue)
            or is_wished(graph, item.cue)
            or graph.words[item.target].lower() in FIRST_PERSON
        ):
            continue
        yield _Found(item.rule, item.cue, item.evaluation.words, None, item.target, item.evaluation.sign)


def _elliptical(context: Context) -> Iterator[_Found]:
    for item in find_ellipses(context.graph):
        if can_hold(context, item.subject):
            yield _Found("ellipsis", item.auxiliary, item.words, item.subject, None, 0, ellipsis=item)


# --- rows --------------------------------------------------------------------------------------------------------------------------------


def _once(found: list[_Found]) -> list[_Found]:
    """One stance for a holder and a target under one cue: the first frame of the file; *refusal to ratify X* is a stance on X alone, and *took the
    ministry to task* none of *took*.
    """
    cues = {item.cue for item in found}
    own: dict[
        int, int
    ] = {}  # the length of the longest cue that a word heads, and of the longest that it only stands in
    others: dict[int, int] = {}
    for item in found:
        for node in item.cue_nodes:
            lengths = own if node == item.cue else others
            lengths[node] = max(lengths.get(node, 0), len(item.cue_nodes))
    named = {(item.cue, item.target) for item in found if item.holder is not None}
    taken: set[object] = set()
    out: list[_Found] = []
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


def _with_understood_targets(context: Context, found: list[_Found]) -> list[Stance]:
    rows: list[Stance] = []
    before: _Found | None = None
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
        else:
            before = item
        rows.extend(_rows(context, item))
    return rows


def _elliptical_sign(graph: Graph, ellipsis: Ellipsis, before: _Found) -> int:
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


def _holders(context: Context, item: _Found, voice: Voice) -> list[Filler]:
    if item.unnamed:
        return [Filler((), "")]
    found = [Filler(voice.source, voice.actor)] if item.holder is None else holders(context, item.holder)
    return [holder for holder in found if holder.actor or holder.spans]


def _rows(context: Context, item: _Found) -> Iterator[Stance]:
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
