"""Nouns of chance and the numbers beside them: *a 30 percent chance that*, *little prospect of*, *puts the odds of X at one in five*."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from stanceflow.annotate.likelihood import Band, explicit_probability, likelihood_of
from stanceflow.lexicon import load_words
from stanceflow.spans import nodes_to_spans, text_of
from stanceflow.syntax import Graph

_OF = ("of", "that", "for", "against")


def find_chances(graph: Graph) -> Iterator[tuple[int, tuple[int, ...], str, int | None]]:
    """Give, for each noun of chance that has something to be likely, that thing's head, the cue's nodes, the band, and who puts it so (or None)."""
    words = load_words("predictions")
    for noun, lemma in enumerate(graph.lemmas):
        if lemma not in words["chances"] or graph.pos[noun] != "NOUN":
            continue
        thing = _thing(graph, noun)
        if thing is None or explicit_probability(graph.text[graph.starts[thing] : graph.ends[thing]]) is not None:
            continue
        modifiers = [i for i in graph.subtree(noun) if i < noun]
        stated, holder = _stated(graph, noun)
        band = chance_band(graph, [*modifiers, noun], stated)
        if stated or _is_put_forward(graph, noun, modifiers):
            link = [c for c in graph.dependents(thing, "case", "mark") if c < thing and graph.words[c].lower() == "of"]
            yield thing, tuple(sorted({*modifiers, noun, *link, *stated})), band, holder


def find_given_chances(graph: Graph) -> Iterator[tuple[int, tuple[int, ...], str, int | None]]:
    """Give the same for *gives it forty percent, assigns the deal a probability of 60 percent*: a verb of giving with a number as its gift."""
    for verb, lemma in enumerate(graph.lemmas):
        if lemma not in ("give", "assign", "accord") or graph.pos[verb] != "VERB":
            continue
        objects = list(graph.dependents(verb, "iobj", "obj", "obl", "clause"))
        for thing, gift in itertools.pairwise(objects):
            nodes = graph.subtree(gift)
            number = explicit_probability(text_of(graph.text, nodes_to_spans(graph, nodes)))
            if number is not None and graph.relations[thing] in ("iobj", "obj"):
                yield thing, tuple(nodes), str(number[0]), graph.subject(verb)
                break


def _thing(graph: Graph, noun: int) -> int | None:
    for child in graph.children[noun]:
        if child < noun or graph.relations[child] not in ("acl", "clause", "relcl", "obl", "advcl"):
            continue
        first = graph.words[min(graph.subtree(child))].lower()
        if graph.introducers[child].split(" ")[0] in _OF or (
            first == "that" and graph.first(child, "subj", "subj:pass") is not None
        ):
            return child
    return None


def _stated(graph: Graph, noun: int) -> tuple[list[int], int | None]:
    """The figure that somebody or the sentence gives the chance (*put the odds at*, *the odds are*), with whoever gives it."""
    head = graph.heads[noun]
    if graph.relations[noun] in ("obj", "subj:pass") and graph.lemmas[head] in load_words("predictions")["putting"]:
        for node in graph.subtree(head):
            if graph.introducers[node] == "at" and node > noun:
                figure = _phrase_from(graph, min(graph.subtree(node)))
                if _band_of(graph, figure) is not None:
                    return figure, graph.subject(head)
    if graph.relations[noun] == "subj" and graph.first(head, "cop") is not None:
        predicate = [i for i in graph.subtree(head) if i > noun and i not in graph.subtree(noun)]
        if _band_of(graph, predicate) is not None:
            return predicate, None
    return [], None


def _phrase_from(graph: Graph, start: int) -> list[int]:
    """The words from `start` to the next mark, at most six: a figure such as *at one in five* is seldom one branch."""
    nodes = []
    for i in range(start, min(start + 6, len(graph))):
        if graph.pos[i] == "VERB" or (graph.pos[i] == "CCONJ" and graph.pos[min(i + 1, len(graph) - 1)] == "VERB"):
            break
        if graph.pos[i] in ("PUNCT", "SPACE") and graph.words[i] not in "-–%‘’“”'\"":
            break
        nodes.append(i)
    return nodes


def chance_band(graph: Graph, nodes: list[int], stated: Sequence[int] = ()) -> str:
    """Give the band that a noun of chance (the last of `nodes`) has by a figure `stated` of it, else by the words before it, else by itself."""
    own = str(likelihood_of(graph.lemmas[nodes[-1]]) or Band.POSSIBLE)
    return _band_of(graph, list(stated)) or _band_of(graph, sorted(nodes)) or own


def _band_of(graph: Graph, nodes: list[int]) -> str | None:
    if not nodes:
        return None
    words = load_words("predictions")
    number = explicit_probability(text_of(graph.text, nodes_to_spans(graph, nodes)))
    if number is not None:
        return str(number[0])
    lemmas = {graph.lemmas[i] for i in nodes}
    if "no" in lemmas:
        return str(Band.ALMOST_NO_CHANCE)
    if lemmas & words["slim"]:
        return str(Band.UNLIKELY)
    return str(Band.LIKELY) if lemmas & words["strong"] else None


def _is_put_forward(graph: Graph, noun: int, modifiers: list[int]) -> bool:
    """*There is a risk that*, *runs the risk of*; not *the risk of fire was known*."""
    head = graph.heads[noun]
    if graph.first(noun, "expl") is not None or graph.first(head, "expl") is not None:
        return True
    if graph.relations[noun] in ("obj", "obl") and graph.lemmas[head] in load_words("predictions")["running"]:
        return True
    if graph.relations[noun] == "subj" and graph.lemmas[head] in load_words("predictions")["rising"]:
        return True
    text = text_of(graph.text, nodes_to_spans(graph, sorted([*modifiers, noun])))
    return explicit_probability(text) is not None
