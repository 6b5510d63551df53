"""The words of a stance's target: the whole phrase, less what only stands beside it, plus what a parser hung elsewhere."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from stanceflow.annotate.context import Context
from stanceflow.dependency_graph import DEEPEST
from stanceflow.lexicon import load_frames, load_words
from stanceflow.records import Spans
from stanceflow.spans import noun_phrase, phrase
from stanceflow.syntax import Graph

_CLAUSE_PARTS = (
    "subj",
    "subj:pass",
    "csubj",
    "cop",
    "aux",
    "neg",
    "advmod",
    "advcl",
    "parataxis",
    "mark",
    "discourse",
    "expl",
)

# a clause that says when or why the position is taken, not what it is taken on
_CIRCUMSTANCES = frozenset(
    {"while", "because", "although", "though", "unless", "since", "whereas", "until", "after", "before", "as"}
)

_TEMPORAL = frozenset({"before", "after", "during", "until"})
_CONTRASTING = frozenset({"but", "not", "rather", "instead", "than"})


def target_spans(graph: Graph, cue: int, target: int, words: tuple[int, ...] = (), *, within: bool = False) -> Spans:
    """Give the words of the target headed by `target`, less the branch in which the cue stands (*the plan [that Lima opposes]*), less the reason
    (*thanked X [for Y]*) and what it is called (*called the plan “[mad]”*: `words` are the cue's); `within` is true where the cue is a part of the
    target (*this shameful law*).
    """
    node = _cleft(graph, cue, target)
    branch = _branch(graph, cue, node)
    without = set() if branch is None or within else {branch}
    if words and not within:  # "tore [the plan] to shreds", wherever a parser hangs the shreds
        without |= {i for i in graph.children[node] if i > node and set(words).intersection(graph.subtree(i))}
    if branch is not None and graph.relations[branch] == "subj" and graph.introducers[node] in ("to", "that"):
        without |= set(graph.dependents(node, "cop"))  # "the worst advice was [to stay away from it]"
    elif branch is not None and graph.relations[branch] == "obl" and graph.first(node, "subj", "subj:pass") is not None:
        pass  # "to the dismay of growers, [the levy passed]"
    elif branch is not None or node != target:
        without |= {i for i in graph.dependents(node, *_CLAUSE_PARTS) if graph.words[i].lower() != "to"}
        without |= set(graph.dependents(node, "appos"))
    if any(
        i in words for i in graph.dependents(node, "neg", "advmod") if i < node
    ):  # "though not, these days, [its author]"
        without |= {i for i in graph.dependents(node, "neg", "advmod", "mark", "cc", "obl", "case") if i < node}
    without |= {i for i in graph.dependents(node, "advcl") if i > node and graph.introducers[i] in _CIRCUMSTANCES}
    without |= set(_reasons(graph, cue, node))
    without |= {i for i in graph.dependents(node, "obl") if i > node and is_time(graph, i)}
    if graph.tags[node] == "VBG" or _is_passive_gerund(
        graph, node
    ):  # "committed to [helping]": the preposition is the cue's
        without |= {i for i in graph.dependents(node, "mark", "case") if i < node}
    if graph.pos[cue] == "ADJ":  # "as critical of [the plan] as Paris"
        without |= {i for i in graph.dependents(node, "obl") if graph.introducers[i] == "as"}
    without |= set(_others(graph, cue, node))
    described = any(not _after_comma(graph, i) for i in graph.dependents(node, "relcl", "acl") if i > node)
    named = graph.pos[node] == "PROPN" or (graph.pos[node] == "PRON" and not described)  # "anything that delays it"
    if named and graph.first(node, "conj") is None and not within:
        return noun_phrase(graph, node)
    return _joined(graph, phrase(graph, node, without), _stray(graph, cue, node, words))


def topic_before(context: Context, cue: int) -> int | None:
    """What the sentence before is about (*[A bill] is expected in June. Industry is delighted.*): its subject, where that is a thing and no actor."""
    graph = context.graph
    sentence = graph.sentence_of[cue] - 1
    for node in range(cue - 1, -1, -1):
        if graph.sentence_of[node] < sentence:
            return None
        if graph.sentence_of[node] == sentence and graph.heads[node] == node:
            subject = graph.surface_subject(node)
            thing = subject is not None and graph.pos[subject] == "NOUN" and not context.actor_of(subject)
            return subject if thing else None
    return None


def _others(graph: Graph, cue: int, node: int) -> Iterator[int]:
    """What a parser joins to the target and the position is not taken on: a clause, what is set against it (*the cuts, not their author*; *Lima rather
    than Quito*), the noun of another position (*our support for the bridge and [our dislike of the road]*), what somebody does besides (*, [instead
    suggesting a toll]*).
    """
    held = load_frames("stances").by_cue
    for child in graph.children[node]:
        if child < node:
            continue
        contrast = any(graph.words[i].lower() in _CONTRASTING for i in graph.children[child] if i < child)
        if graph.relations[child] == "conj":
            own = graph.first(child, "poss") is not None and (
                (graph.lemmas[child], graph.pos[child]) in held or _same_owner(graph, cue, child)
            )
            if contrast or own or (graph.is_clause(child) and not graph.is_clause(node)):
                yield child
        elif graph.relations[child] == "acl" and graph.tags[child] == "VBG":
            if _after_comma(graph, child) and not graph.introducers[child].startswith("including"):
                yield child


def _same_owner(graph: Graph, one: int, other: int) -> bool:
    """*their support for the bridge and their patience*: both belong to the same pronoun."""
    owners = {graph.words[i].lower() for i in graph.dependents(one, "poss") if graph.pos[i] == "PRON"}
    return any(graph.words[i].lower() in owners for i in graph.dependents(other, "poss"))


def _is_passive_gerund(graph: Graph, node: int) -> bool:
    """*objects to [being lectured]*."""
    return any(graph.tags[i] == "VBG" for i in graph.dependents(node, "aux", "aux:pass", "cop"))


def _after_comma(graph: Graph, node: int) -> bool:
    """Whether a comma stands before a phrase, inside it or outside."""
    first = min(graph.subtree(node))
    return "," in (graph.words[first], graph.words[max(first - 1, 0)])


def target_actor(context: Context, target: int) -> str:
    """Give the actor that the target is, or whose act or thing it is by its own words: *Lima's veto, the Peruvian veto, the raid by Peru*,
    a clause by its subject; empty for none.
    """
    graph = context.graph
    own = context.actor_of(target)
    if own:
        return own
    for node in _doers(graph, target):
        name = context.actor_of(node)
        if name:
            return name
    return ""


def _doers(graph: Graph, target: int) -> Iterator[int]:
    if graph.is_clause(target):
        subject = graph.subject(target)
        if subject is not None:
            yield subject
        return
    yield from graph.dependents(target, "poss")
    yield from (i for i in graph.dependents(target, "agent", "obl") if graph.introducers[i] in ("by", "from"))
    yield from graph.dependents(target, "amod", "compound")
    for part in graph.dependents(target, "acl"):
        yield from graph.dependents(part, "agent")


def _stray(graph: Graph, cue: int, target: int, words: tuple[int, ...]) -> int | None:
    """The last phrase after the target that belongs to it, though the parser hung it on the cue: *of ...*, an infinitive after a noun that takes one,
    and what follows such a phrase (*favours [a transfer] of power to the regions*).
    """
    if graph.pos[cue] != "VERB" or graph.pos[target] != "NOUN" or target < cue:
        return None
    found, last = None, graph.subtree(target)[-1]
    for child in graph.dependents(cue, "obl", "advcl", "open", "acl"):
        subtree = graph.subtree(child)
        if subtree[0] != last + 1 or graph.pos[subtree[0]] == "PUNCT" or child in words or is_time(graph, child):
            continue
        if not _attaches(graph, cue, target, child, after=found is not None):
            break
        found, last = child, subtree[-1]
    return found


def _attaches(graph: Graph, cue: int, target: int, child: int, *, after: bool) -> bool:
    """Whether a phrase right behind the target belongs to it; `after` is true where another one stands between that does."""
    lists, link = load_words("stances"), graph.introducers[child]
    if link == "of" and graph.lemmas[cue] not in lists["reason_of"]:
        return True
    if link == "to" and graph.pos[child] == "VERB" and graph.lemmas[target] in lists["infinitive_nouns"]:
        return True
    links = lists["attaching"] | ({"to", "in"} if after else set())
    if (
        graph.tags[cue] != "VBD" and graph.first(cue, "aux") is None
    ):  # what is supported now, is not supported before a date
        links |= _TEMPORAL
    return link in links and graph.relations[child] == "obl" and graph.lemmas[cue] not in lists["reason_for"]


def is_time(graph: Graph, node: int) -> bool:
    """Whether a phrase says how long the position has been taken, or on which day: *for three decades, on Tuesday*."""
    if graph.introducers[node] == "on" and graph.words[node] in calendar.day_name:
        return True
    return (
        graph.introducers[node] in ("for", "over", "since", "during")
        and graph.lemmas[node] in load_words("times")["nouns"]
    )


def _joined(graph: Graph, spans: Spans, stray: int | None) -> Spans:
    if stray is None or not spans:
        return spans
    end = phrase(graph, stray)
    return (*spans[:-1], (spans[-1][0], max(spans[-1][1], end[-1][1]))) if end else spans


def _cleft(graph: Graph, cue: int, target: int) -> int:
    """*What he favours is a lease*: the target is what the main clause says."""
    if graph.words[target].lower() != "what" or target > cue:
        return target
    end = graph.sentence_spans[graph.sentence_of[cue]][1]
    for at in range(cue + 1, len(graph)):
        if graph.starts[at] >= end:
            break
        head = graph.heads[at]
        if graph.lemmas[at] == "be" and head > at and graph.relations[at] == "cop":
            return head
    return target


def _branch(graph: Graph, cue: int, target: int) -> int | None:
    """The child of the target below which the cue stands; None where it does not stand below the target."""
    branch, node = None, cue
    for _ in range(DEEPEST):
        if node == target:
            return branch
        if graph.heads[node] == node:
            return None
        branch, node = node, graph.heads[node]
    return None


def _reasons(graph: Graph, cue: int, target: int) -> Iterator[int]:
    """What a verb of judging takes beside its target, wherever the parser hangs it: the reason, the charge, and what the target is called."""
    words, lemma = load_words("stances"), graph.lemmas[cue]
    if graph.pos[cue] != "VERB":
        return
    links = {"as"}
    if lemma in words["reason_for"]:
        links |= {"for", "over"}
    if lemma in words["reason_of"]:
        links |= {"of", "for"}
    own = [i for i in graph.children[target] if i > target and graph.introducers[i] == "of"]
    if (
        own
        and "of" in links
        and (len(own) > 1 or any(graph.introducers[i] == "of" for i in graph.dependents(cue, "obl", "advcl")))
    ):
        links.discard("of")  # "accused [soldiers of the 82nd Division] of cruelty"
    for child in graph.children[target]:
        if child > target and (graph.introducers[child] in links or child in own[1:]):
            yield child
