"""Who is for or against what: matches the stance frames, computes polarity, and adds what is evaluated in so many words (guidelines 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stanceflow.annotate.affixes import find_affixed
from stanceflow.annotate.context import FIRST_PERSON, Context
from stanceflow.annotate.contrasts import contrast_to
from stanceflow.annotate.ellipsis import find_ellipses
from stanceflow.annotate.evaluation import evaluate, find_evaluations
from stanceflow.annotate.polarity import is_asserted, negations
from stanceflow.annotate.stance_holders import can_hold, whoever_wrote
from stanceflow.annotate.stance_phrases import find_phrases
from stanceflow.annotate.stance_rows import FoundStance, stance_rows
from stanceflow.annotate.standing import is_held, is_hoped, is_wished
from stanceflow.annotate.targets import is_time
from stanceflow.frames import Match, match_frames
from stanceflow.lexicon import load_frames, load_words
from stanceflow.records import AUTHOR, Stance
from stanceflow.syntax import Graph

_LASTING = frozenset({"blame", "fault"})
"""What, not done at present, is a position all the same: *we do not blame them*."""
_NEAR = 4
"""How many tokens a negator may stand from the cue and still be written into it."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def find_stances(context: Context) -> list[Stance]:
    """Give the stances of an article. `context.voice_at` must be set."""
    found = [*_framed(context), *_phrased(context), *_evaluated(context), *_elliptical(context)]
    return [*stance_rows(context, found), *find_affixed(context)]


# --- from frames -------------------------------------------------------------------------------------------------------------------------


def _framed(context: Context) -> Iterator[FoundStance]:
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
        found = FoundStance(
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


def _contrasted(graph: Graph, found: FoundStance) -> Iterator[FoundStance]:
    """*backs the plan, but not [its author]*."""
    contrast = None if found.target is None else contrast_to(graph, found.cue, found.target)
    if contrast is not None:
        words = tuple(sorted({*found.cue_nodes, contrast.negator}))
        yield replace(found, cue_nodes=words, target=contrast.target, sign=-found.sign, aside=True)


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
    words = load_words("stances")
    if context.graph.lemmas[match.cue] in words["keeping"] and context.graph.lemmas[target] in words["promises"]:
        return False
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


def _phrased(context: Context) -> Iterator[FoundStance]:
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
        yield FoundStance(
            rule, match.top, match.nodes, holder, match.target, match.sign, base=match.base, slot=match.slot
        )


# --- in so many words --------------------------------------------------------------------------------------------------------------------


def _evaluated(context: Context) -> Iterator[FoundStance]:
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
        yield FoundStance(item.rule, item.cue, item.evaluation.words, None, item.target, item.evaluation.sign)


def _elliptical(context: Context) -> Iterator[FoundStance]:
    for item in find_ellipses(context.graph):
        if can_hold(context, item.subject):
            yield FoundStance("ellipsis", item.auxiliary, item.words, item.subject, None, 0, ellipsis=item)
