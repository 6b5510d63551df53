"""Finds interests: who wants, means, needs, values, profits from or fears what (guidelines 3).

Frames of `lexicon/interests.toml` find cue, holder and content. What a path cannot say stands in small modules beside: who an owner is
(`holders.py`), contents that turn themselves round (`wishes.py`), purpose clauses (`purposes.py`). The valence is the frame's times the polarity
of the cue times that of the content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from stanceflow.annotate.commitments import find_commitments
from stanceflow.annotate.confidence import confidence
from stanceflow.annotate.context import Context, Filler
from stanceflow.annotate.feigned_interests import (
    POINTERS,
    is_advised,
    is_courtesy,
    is_imagined,
    is_in_condition,
    is_of_few,
    is_precluded,
    is_second_hand,
    is_time,
    points_elsewhere,
)
from stanceflow.annotate.holders import holders_of, owners_of
from stanceflow.annotate.polarity import Negation, is_asserted, negations, own_negations
from stanceflow.annotate.purposes import find_purposes
from stanceflow.annotate.wishes import (
    Wish,
    act_of,
    complement_of,
    is_mandative,
    is_open_question,
    predicate_of,
    pseudo_cleft,
    wish_for,
)
from stanceflow.frames import Match, match_frames
from stanceflow.lexicon import load_frames, load_words
from stanceflow.records import AUTHOR, Interest, InterestKind, Spans
from stanceflow.spans import nodes_to_spans, overlaps, without_fragments
from stanceflow.syntax import Graph

_LONGEST_ASIDE = 8
"""How many words from the first to the last of an aside such as *most of the villagers hope*."""

_PURPOSE = frozenset({"to", "in order to", "so as to"})

_NEGATOR_REACH = 4
"""How many words a negator may stand from its cue to be part of the cue's span."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An interest before its voice is known: the cue's nodes, who holds it, what is wanted, its kind, its sign (+1 seek, -1 avoid), its rule."""

    cue_nodes: tuple[int, ...]
    holders: tuple[Filler, ...]
    wish: Wish
    kind: InterestKind
    sign: int
    rule: str


def find_interests(context: Context) -> list[Interest]:
    """Give every interest of an article, one for each holder; unsorted."""
    framed = list(_framed(context))
    contents = {finding.wish.spans for finding in framed}
    others = [f for f in (*_purposes(context), *_commitments(context)) if f.wish.spans not in contents]
    return [record for finding in (*framed, *others) for record in _records(context, finding)]


def _framed(context: Context) -> Iterator[Finding]:
    """What the frames find; of the frames that share a cue word, the first that finds a holder and a content."""
    done, aims = -1, set[int]()

    def accept(role: str, node: int) -> bool:
        return role != "holder" or bool(holders_of(context, node, "desire"))

    for match in match_frames(context.graph, load_frames("interests"), accept):
        if match.cue == done or not is_asserted(context.graph, match.cue) or is_imagined(context.graph, match):
            continue
        finding = _finding(context, match)
        if finding is not None and not is_second_hand(context.graph, match, aims):
            done = match.cue
            aims.add(match.cue)
            yield finding


def _finding(context: Context, match: Match) -> Finding | None:
    graph, values, content = context.graph, match.frame.values, match.roles["content"]
    if (
        is_courtesy(graph, match)
        or is_precluded(graph, match)
        or is_advised(graph, match)
        or is_of_few(graph, match)
        or graph.tags[content] == "MD"
    ):  # "promised that I would": the act stands elsewhere
        return None
    if points_elsewhere(graph, content, match.cue) or is_time(graph, content):
        if pseudo_cleft(graph, match.cue, content) is None:
            return None
    if not _fits(context, values.get("content", ""), match.cue, content) or is_open_question(graph, content):
        return None
    holders = _holders(context, match)
    if not holders:
        return None
    negation = _polarity(graph, match.cue)
    negated, rule = negation.sign < 0, values.get("negated", "turn")
    if negated and graph.lemmas[match.cue] in load_words("interests")["choosing"]:
        return None  # "did not choose to live here": nothing was chosen
    if (negated and rule == "drop") or (not negated and rule == "only"):
        return None
    wish = _wish(graph, match, negation.words)
    near = tuple(i for i in negation.words if abs(i - match.cue) <= _NEGATOR_REACH)
    return Finding(
        cue_nodes=(*_without_fronted(graph, match), *near),
        holders=tuple(holders),
        wish=wish,
        kind=cast(InterestKind, values["kind"]),
        sign=(1 if values["valence"] == "seek" else -1) * (-1 if negated and rule == "turn" else 1),
        rule=match.frame.id,
    )


def _without_fronted(graph: Graph, match: Match) -> tuple[int, ...]:
    """The cue's words; *for* and *to* count after it (*news for Lima*), not at the head of the sentence (*for Lima it is news*)."""
    first = match.cue - _NEGATOR_REACH
    return tuple(i for i in match.cue_nodes if i > first or graph.relations[i] not in ("case", "mark"))


def _polarity(graph: Graph, cue: int) -> Negation:
    """The polarity of the cue. What somebody does to another's wish (*rejected calls for a vote*) does not turn the wish."""
    head = graph.heads[cue]
    if graph.pos[cue] == "ADV":  # "would rather not say": the negator hangs on the verb
        words = tuple(graph.dependents(head, "neg"))
        return Negation(-1 if words else 1, words)
    owned = (
        graph.pos[cue] != "NOUN"
        or graph.pos[head] != "VERB"
        or graph.lemmas[head] in load_words("interests")["turning_verbs"]
    )
    return negations(graph, cue) if owned else own_negations(graph, cue)


def _holders(context: Context, match: Match) -> list[Filler]:
    content, values = match.roles["content"], match.frame.values
    if values.get("holder") == "voice":
        voice = context.voice_at(context.graph.starts[match.cue], context.graph.ends[match.cue])
        return [Filler(voice.source, voice.actor)] if voice.actor else []
    if any(role.name == "holder" for role in match.frame.roles):
        node = match.roles.get("holder")
        if _is_reflexive(context, node, content):
            return []
        kind, strict = cast(InterestKind, values["kind"]), values.get("holder") == "actor"
        return [] if node == content else holders_of(context, node, kind, strict=strict)
    owners = owners_of(context, match.cue, content)
    return owners or ([Filler((), "")] if values.get("owner") == "any" else [])


def _is_reflexive(context: Context, holder: int | None, content: int) -> bool:
    """*It strengthened its hand*: who does something for itself is not merely served by it."""
    graph = context.graph
    if holder is None or graph.relations[holder] != "poss" or graph.is_clause(content):
        return False
    actor = context.actor_of(content)
    return graph.words[content].lower() in ("it", "they", "he", "she", "we", "i") or bool(
        actor and actor == context.actor_of(holder)
    )


def _fits(context: Context, wanted: str, cue: int, content: int) -> bool:
    if wanted == "thing":
        pointer = context.graph.words[content].lower() in ("it", "this", "that")
        return pointer or context.graph.is_clause(content) or not context.actor_of(content)
    if content == context.graph.heads[cue] and context.graph.relations[cue] in ("csubj", "relcl"):
        points = context.graph.words[content].lower() in POINTERS or context.graph.relations[cue] == "csubj"
        if pseudo_cleft(context.graph, cue, content) is None and points:
            return False
    if content < cue and context.graph.introducers[content] in _PURPOSE:
        return False  # "To win time, Rome asked for talks"
    if wanted == "bare":
        return context.graph.words[cue].lower() == context.graph.lemmas[cue]
    if wanted == "around":
        return _is_aside(context.graph, cue)
    if wanted == "noun":
        return context.graph.pos[content] in ("NOUN", "PROPN") or context.graph.tags[content] == "VBG"
    if wanted == "verb":
        return context.graph.pos[content] == "VERB"
    if wanted == "act" and context.graph.lemmas[cue] in load_words("interests")["agreeing"]:
        modal = any(context.graph.tags[i] == "MD" for i in context.graph.dependents(content, "aux"))
        bare = is_mandative(context.graph, content) and context.graph.tags[content] != "VBP"
        return modal or bare  # "agreed that it is wise, that they want it" decides nothing
    if wanted == "gerund":
        return context.graph.tags[content] == "VBG"
    return wanted != "mandative" or is_mandative(context.graph, content)


def _is_aside(graph: Graph, cue: int) -> bool:
    """*The dam, [they fear], will burst*: a few words between commas."""
    first, last = min(graph.subtree(cue)), max(i for i in graph.subtree(cue) if graph.pos[i] != "PUNCT")
    if first == 0 or last + 1 >= len(graph) or last - first > _LONGEST_ASIDE:
        return False
    return (graph.words[first] == "," or graph.words[first - 1] == ",") and graph.words[last + 1] in (",", ".")


def _wish(graph: Graph, match: Match, negators: tuple[int, ...]) -> Wish:
    content = match.roles["content"]
    if "predicate" in (match.frame.values.get("content"), match.frame.values.get("span")):
        return predicate_of(graph, content)
    if match.frame.values.get("content") == "act":
        return act_of(graph, content)
    if match.frame.values.get("span") == "complement":
        return complement_of(graph, content, match.cue)
    said = pseudo_cleft(graph, match.cue, content)
    if said is not None:
        return complement_of(graph, said, match.cue)
    if graph.relations[match.cue] == "relcl" and graph.first(content, "cop") is not None:
        return complement_of(graph, content, match.cue)  # "it is time that she wants"
    if graph.first(content, "subj") == match.cue:
        return complement_of(graph, content, match.cue)
    without = (*negators, match.cue, *_consequence(graph, match.cue, content))
    return wish_for(graph, content, match.roles.get("rest"), without=without)


def _consequence(graph: Graph, cue: int, content: int) -> Iterator[int]:
    """*So intent on profit [that he forgets the rest]*: the clause belongs to *so*, wherever a parser hangs it."""
    if any(graph.words[i].lower() == "so" for i in graph.dependents(cue, "advmod")):
        for node in graph.subtree(content):
            if graph.is_clause(node) and graph.words[min(graph.subtree(node))].lower() == "that":
                yield node


def _purposes(context: Context) -> Iterator[Finding]:
    graph = context.graph
    for purpose in find_purposes(graph):
        holders = holders_of(context, purpose.agent, "goal")
        if holders and is_asserted(graph, purpose.verb):
            infinitive = graph.introducers[purpose.verb].endswith("to")
            wish = wish_for(graph, purpose.verb, without=() if infinitive else purpose.cue_nodes)
            sign = own_negations(graph, purpose.means).sign
            yield Finding(purpose.cue_nodes, tuple(holders), wish, "goal", sign, "purpose")


def _commitments(context: Context) -> Iterator[Finding]:
    graph = context.graph
    for commitment in find_commitments(context):
        holders = holders_of(context, commitment.agent, "goal")
        if holders and is_asserted(graph, commitment.verb) and not is_in_condition(graph, commitment.verb):
            wish = predicate_of(graph, commitment.verb)
            yield Finding(commitment.cue_nodes, tuple(holders), wish, "goal", commitment.sign, "commitment")


def _records(context: Context, finding: Finding) -> Iterator[Interest]:
    graph = context.graph
    cue = nodes_to_spans(graph, [*finding.cue_nodes, *finding.wish.cue_nodes])
    content = finding.wish.spans
    if not content or not cue:
        return
    if not _is_around(graph.text, content, cue):
        content = without_fragments(graph.text, content)
    source, source_actor, chain, denied = _voice(context, cue)
    if denied:
        return
    for holder in finding.holders:
        yield Interest(
            sentence=graph.sentence_of[finding.cue_nodes[0]],
            holder=holder.spans,
            holder_actor=holder.actor,
            cue=cue,
            content=content,
            kind=finding.kind,
            valence="seek" if finding.sign * finding.wish.sign > 0 else "avoid",
            source=source,
            source_actor=source_actor,
            chain=chain,
            rule=finding.rule,
            confidence=confidence("interests", finding.rule),
        )


def _is_around(text: str, content: Spans, cue: Spans) -> bool:
    """*[The dam], they fear, [will burst]*: two pieces with the cue between them and its commas are one content, however short."""
    if len(content) != 2 or not content[0][1] <= cue[0][0] < cue[-1][1] <= content[1][0]:
        return False
    aside = text[content[0][1] : content[1][0]].strip()
    return aside.startswith(",") and aside.endswith(",")


def _voice(context: Context, cue: Spans) -> tuple[Spans, str, tuple[str, ...], bool]:
    """Who presents the interest: whoever speaks at the cue, but one level out where the cue is the attributing word itself (ruling 6)."""
    voice = context.voice_at(cue[0][0], cue[-1][1])
    if not overlaps(voice.cue, cue):
        return voice.source, voice.actor, voice.chain, voice.denied
    chain = voice.chain[:-1] or (AUTHOR,)
    return (), chain[-1], chain, False
