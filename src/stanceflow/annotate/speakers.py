"""Whose voice a predicted clause is in, where the claims around it do not tell: clauses of saying that no claim was made of, and documents.

*Two banks have warned clients, according to the auditors, the polls show that*: claims are asked first (`Context.voice_at`); what is added here
is for predictions, which need somebody to hold to account.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from stanceflow.annotate.context import Context, Filler, Voice
from stanceflow.lexicon import load_words
from stanceflow.records import AUTHOR
from stanceflow.spans import nodes_to_spans, text_of
from stanceflow.syntax import Graph


def voice_of(context: Context, node: int, at: int) -> Voice:
    """Give the voice of the clause headed by `node`; `at` is the node whose place in the text counts."""
    graph = context.graph
    voice = context.voice_at(graph.starts[at], graph.ends[at])
    if not voice.cue:
        return _reported(context, node, voice)
    if voice.actor:
        return voice
    return _behind(context, voice) if voice.source else _with_feeling(context, voice)


def _with_feeling(context: Context, voice: Voice) -> Voice:
    """*We judge with high confidence that*: a noun of thought set beside a verb is its subject's."""
    graph = context.graph
    noun = bisect_left(graph.starts, voice.cue[0][0])
    if graph.introducers[noun] != "with" or graph.relations[noun] != "obl":
        return voice
    found = context.fillers(graph.surface_subject(graph.heads[noun]))
    if not found:
        return voice
    chain = (*voice.chain, found[0].actor) if found[0].actor not in ("", AUTHOR) else voice.chain
    return replace(voice, source=found[0].spans, actor=found[0].actor, chain=chain, others=tuple(found[1:]))


def _reported(context: Context, node: int, author: Voice) -> Voice:
    """The voice of a saying or thinking around the clause that is not among the claims, else the author's."""
    graph = context.graph
    for cue, source in _sayings(graph, node):
        found = [filler for filler in context.fillers(source) if filler.actor != AUTHOR]
        if not found or source in cue:
            continue
        expects = any(graph.lemmas[i] in load_words("attribution")["expect"] for i in cue)
        chain = (*author.chain, found[0].actor) if found[0].actor else author.chain
        first, others = found[0], tuple(found[1:])
        return Voice(first.spans, first.actor, chain, nodes_to_spans(graph, cue), expects=expects, others=others)
    return author


def _sayings(graph: Graph, node: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Words of saying or thinking with their sources: those above a clause, or set between its commas; *according to*."""
    words = load_words("attribution")
    verbs = words["say"] | words["reporting_thought"] | words["expect"]
    top = node
    while graph.relations[top] == "conj" and graph.heads[top] != top:
        top = graph.heads[top]
    verb = graph.heads[top]
    beside = graph.relations[verb] == "parataxis" and graph.relations[top] in ("relcl", "advcl", "conj")
    if (graph.relations[top] == "clause" or beside) and graph.lemmas[verb] in verbs and _is_told(graph, verb):
        source = graph.subject(verb)
        if source is not None:
            yield (verb,), source
    if graph.lemmas[verb] == "ground" and graph.introducers[verb] == "on" and graph.relations[verb] == "obl":
        source = graph.surface_subject(graph.heads[verb])  # "opposes it on the grounds that"
        if source is not None:
            yield (verb,), source
    for branch in dict.fromkeys((node, top)):
        for aside in _asides(graph, branch):
            source = graph.first(aside, "subj")
            if any(graph.introducers[i] == "for" for i in graph.dependents(aside, "obl")):
                continue  # "both would gain, the scientists are begging for it": asking, not telling
            if graph.lemmas[aside] in verbs and source is not None and _is_told(graph, aside):
                yield (aside,), source
        yield from _according_to(graph, branch)


def set_off(graph: Graph, node: int) -> set[int]:
    """Give the nodes of sayings set between the commas of a clause, which are no part of what is predicted."""
    verbs = load_words("attribution")["say"] | load_words("attribution")["reporting_thought"]
    out = {i for aside in _asides(graph, node) if graph.lemmas[aside] in verbs for i in graph.subtree(aside)}
    for cue, source in _according_to(graph, node):
        below = [i for i in graph.subtree(source) if i > cue[0]]
        out.update(range(cue[0], (below[-1] if below else source) + 1))
    return out


def _is_told(graph: Graph, verb: int) -> bool:
    """Whether the saying took place: no negation, no modal."""
    helpers = graph.dependents(verb, "aux")
    return graph.first(verb, "neg") is None and not any(graph.tags[i] == "MD" for i in helpers)


def _asides(graph: Graph, node: int) -> Iterator[int]:
    """Clauses set beside this one: *crude could slip, two banks have warned*, *the clans, she fears, would be dragged in*."""
    yield from graph.dependents(node, "parataxis")
    for subject in graph.dependents(node, "subj", "subj:pass"):
        for clause in graph.dependents(subject, "relcl"):
            nodes = graph.subtree(clause)
            if (
                len(nodes) <= 5
                and graph.tags[nodes[0]] not in ("WDT", "WP", "WP$", "WRB")
                and ","
                in (
                    graph.words[nodes[0] - 1],
                    graph.words[nodes[0]],
                )
            ):
                yield clause


def _according_to(graph: Graph, node: int) -> Iterator[tuple[tuple[int, ...], int]]:
    for at in graph.subtree(node):
        if graph.words[at].lower() != "according" or at + 1 >= len(graph) or graph.words[at + 1].lower() != "to":
            continue
        source = graph.heads[at]
        while graph.relations[source] in ("compound", "flat") and graph.heads[source] > at:
            source = graph.heads[source]
        if source > at + 1:
            yield (at, at + 1), source


def _behind(context: Context, voice: Voice) -> Voice:
    """Who stands behind a document that speaks: its owner, or, where it only shows something, whoever tells of it."""
    graph = context.graph
    first, last = (bisect_left(graph.starts, place) for place in (voice.source[0][0], voice.source[-1][1]))
    head = next((i for i in range(first, last) if not first <= graph.heads[i] < last or graph.heads[i] == i), first)
    if graph.pos[head] != "NOUN" or graph.lemmas[head] not in load_words("predictions")["documents"]:
        return voice
    for owner in _owners(graph, head):
        name = context.actor_of(owner)
        if name:
            return replace(voice, actor=name, chain=(*voice.chain[:-1], name))
    shown = graph.lemmas[bisect_left(graph.starts, voice.cue[0][0])] in load_words("predictions")["showing"]
    if not shown:
        return voice
    outer = context.voice_at(*voice.cue[0])
    return replace(voice, source=outer.source, actor=outer.actor, chain=outer.chain)


def _owners(graph: Graph, noun: int) -> Iterator[int]:
    """Whoever a document is of or by: *the bank's forecast, a report by the union, an Ipsos poll*, or whoever put it out."""
    yield from graph.dependents(noun, "poss", "compound", "agent", "flat", "amod")
    yield from (c for c in graph.dependents(noun, "obl") if graph.introducers[c] in ("of", "by", "from"))
    if graph.relations[noun] == "obj":
        subject = graph.surface_subject(graph.heads[noun])
        if subject is not None:
            yield subject


_NOBODY = frozenset({"nothing", "nobody", "no one", "none"})


def speakers(context: Context, holder: int | None, voice: Voice) -> list[Filler]:
    """Give whoever predicts: the `holder` of the word of expecting where there is one, else whose voice it is."""
    graph, fillers = context.graph, context.fillers(holder)
    if holder is not None and graph.words[holder].lower() in ("i", "we"):
        fillers = [Filler(f.spans, f.actor or AUTHOR) for f in fillers]
    if not fillers and voice.source and text_of(graph.text, voice.source).lower() in _NOBODY:
        return []  # "nothing suggests that it will"
    if not fillers and voice.denied:  # whoever denies it does not predict it
        return [Filler((), "")]
    return fillers or [Filler(voice.source, voice.actor), *voice.others]
