"""Words that praise or blame by themselves: what a phrase says of its subject, and where somebody evaluates in so many words.

*The plan is reckless*, *it is wrong to wait*, *this was a grave mistake*, *a shameful law*: whoever says so takes a position (guidelines 4). The words
stand in `lexicon/evaluation.toml`; words that describe as often as they praise or blame (its `plain_` lists) count only where somebody is said to judge.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stanceflow.annotate.evaluated import evaluated_by, has_copula
from stanceflow.annotate.polarity import negations, own_negations
from stanceflow.annotate.stance_phrases import sign_outside, verdict_at
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_ADVERB_ENDS = (("ly", ""), ("ily", "y"), ("ly", "le"), ("ically", "ic"), ("ly", "e"), ("y", "e"))
"""How an adverb is made of an adjective: *wisely, happily, nobly*."""
_PASSING = {
    "nothing": frozenset({"but", "short of", "than"}),
    "little": frozenset({"short of"}),
    "anything": frozenset({"but"}),
    "far": frozenset({"from"}),
}
"""Words that pass an evaluation on through a preposition."""
_KINDS = {
    "NOUN": ("nouns",),
    "PROPN": ("nouns",),
    "ADJ": ("adjectives", "nouns"),  # a tagger takes "it was madness" for an adjective
    "VERB": ("adjectives",),
    "ADV": ("adjectives",),
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluative phrase says: `sign` is +1 for praise and -1 for blame, `words` are its evaluating nodes and their negators."""

    sign: int
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An evaluation in somebody's own words, and the node of what is evaluated."""

    cue: int
    target: int
    evaluation: Evaluation
    rule: str


def evaluate(graph: Graph, node: int, *, judged: bool = False) -> Evaluation | None:
    """Give what the phrase headed by `node` says of whatever it is said of; None where it does not evaluate.

    `judged` is true where the phrase is somebody's judgement (*call it X*): then words count that else only describe.
    """
    phrased = verdict_at(graph, node)
    if phrased is not None:
        return Evaluation(phrased[0], phrased[1])
    sign = _word_sign(graph, node, judged)
    words = [node]
    if (
        sign == 0
        and graph.pos[node] in ("NOUN", "PROPN", "PRON")
        and graph.lemmas[node] not in load_words("evaluation")["measure_nouns"]
    ):
        modifiers = [(i, _word_sign(graph, i, judged)) for i in graph.dependents(node, "amod")]
        signs = {s for _, s in modifiers if s}
        if len(signs) == 1:
            sign = signs.pop()
            words += [i for i, s in modifiers if s]
    if sign == 0 and _is_excessive(graph, node):
        sign = -1
        words += [i for i in graph.dependents(node, "advmod") if graph.words[i].lower() == "too"]
    if sign == 0:
        for what in _passed_to(graph, node):
            passed = evaluate(graph, what, judged=judged)
            if passed is not None:
                return Evaluation(passed.sign, tuple(sorted({node, *passed.words})))
    if sign == 0:
        return None
    negation = own_negations(graph, node)
    return Evaluation(sign * negation.sign, tuple(sorted({*words, *negation.words})))


def _is_excessive(graph: Graph, node: int) -> bool:
    """*too timid, too late*, but not *too early to say*: more of a quality than is good."""
    too = any(graph.words[i].lower() == "too" and i == node - 1 for i in graph.dependents(node, "advmod"))
    return too and graph.pos[node] == "ADJ" and graph.first(node, "open", "advcl", "clause") is None


def _passed_to(graph: Graph, node: int) -> Iterator[int]:
    """What a light word passes the evaluation to: *a stroke of [genius], one of the most successful [products], nothing less than a [crime], far from
    [perfect]*. What such a phrase negates, `polarity` counts in.
    """
    lemma = graph.lemmas[node]
    links = frozenset({"of"}) if lemma in load_words("evaluation")["light_nouns"] else _PASSING.get(lemma, frozenset())
    for inner in (node, *graph.dependents(node, "amod", "advmod")) if links else ():
        yield from (child for child in graph.dependents(inner, "obl") if graph.introducers[child] in links)


def find_evaluations(graph: Graph, is_judgement: Callable[[int], bool]) -> Iterator[Evaluated]:
    """Give what is evaluated in the text by predicates (*X is reckless*) and by loaded adjectives before a noun (*a shameful law*).

    `is_judgement` says of a node whether somebody other than the author speaks there: then words count that else only describe.
    """
    for node, pos in enumerate(graph.pos):
        if pos not in ("ADJ", "NOUN", "VERB", "PROPN") and not _may_evaluate(graph, node):
            continue
        found = _predicate(graph, node, is_judgement) or _inverse(graph, node) or _attribute(graph, node)
        if found is not None:
            yield found


def _may_evaluate(graph: Graph, node: int) -> bool:
    """Whether a word of another kind can be a predicate of praise or blame: *looks wise* (an adverb to a tagger), *anything but fair, beneath contempt*."""
    said = graph.pos[node] == "ADV" and graph.relations[node] == "open"
    return said or graph.lemmas[node] in _PASSING or verdict_at(graph, node) is not None


@functools.cache
def _evaluating_words() -> dict[str, frozenset[str]]:
    """The lists of evaluation.toml, with the vices and strengths that stances.toml finds somebody charged or credited with (*the folly of the raid*)."""
    lists, stances = load_words("evaluation"), load_words("stances")
    return lists | {
        "bad_nouns": lists["bad_nouns"] | stances["vices"],
        "good_nouns": lists["good_nouns"] | stances["strengths"],
    }


def _word_sign(graph: Graph, node: int, judged: bool) -> int:
    lists = _evaluating_words()
    after = graph.compounds[node][-1] if node in graph.compounds else node
    if graph.text[graph.ends[after] : graph.ends[after] + 1] == "-":  # "a right-of-way rule"
        return 0
    names = ("", "plain_") if judged else ("",)
    word = graph.words[node].lower()
    forms = {word if graph.pos[node] == "VERB" else graph.lemmas[node]}
    if graph.pos[node] == "ADV":
        forms |= {word.removesuffix(end) + adjective for end, adjective in _ADVERB_ENDS if word.endswith(end)}
    for sign, quality in ((1, "good"), (-1, "bad")):
        kinds = [lists[f"{name}{quality}_{kind}"] for name in names for kind in _KINDS.get(graph.pos[node], ())]
        if any(not forms.isdisjoint(kind) for kind in kinds):
            return sign
    return 0


def _predicate(graph: Graph, node: int, is_judgement: Callable[[int], bool]) -> Evaluated | None:
    if not _is_predicate(graph, node):
        return None
    target = evaluated_by(graph, node)
    if target is None:
        return None
    phrased = verdict_at(graph, node)
    if phrased is not None:
        sign, words = phrased
        return Evaluated(node, target, Evaluation(sign * sign_outside(graph, node, words), words), "set-verdict")
    of_clause = target > node and graph.pos[node] == "ADJ"  # "it is dangerous to wait"
    evaluation = evaluate(graph, node, judged=of_clause or is_judgement(node) or _is_intense(graph, node))
    if evaluation is None or (graph.tags[node] == "JJR" and not graph.is_clause(target)):
        return None  # "was greater than" compares quantities more often than it praises
    governed = negations(graph, node).sign * own_negations(graph, node).sign
    return Evaluated(node, target, Evaluation(evaluation.sign * governed, evaluation.words), "evaluation")


def _is_intense(graph: Graph, node: int) -> bool:
    """Whether the evaluating word is weighed as only a judgement is: *very, so, too, deeply*, a superlative."""
    intensifiers = load_words("evaluation")["intensifiers"]
    words = [word for noun in (node, *_passed_to(graph, node)) for word in (noun, *graph.dependents(noun, "amod"))]
    return any(
        graph.tags[word] == "JJS"
        or any(graph.words[i].lower() in intensifiers for i in graph.dependents(word, "advmod"))
        for word in words
    )


def _inverse(graph: Graph, node: int) -> Evaluated | None:
    """*The worst mistake was to wait, the scandal is that nobody left*: what stands after the copula is evaluated by the subject."""
    head = graph.heads[node]
    if graph.relations[node] != "subj" or graph.pos[node] != "NOUN" or graph.first(head, "cop") is None or head < node:
        return None
    if graph.pos[head] == "ADJ" or evaluate(graph, head, judged=True) is not None:
        return None
    if graph.introducers[head] not in ("to", "that") and not _is_gerund_clause(graph, head):
        return None
    if graph.tags[node] != "NNS" and graph.first(node, "det", "poss") is None:  # "Gift is saving": a name
        return None
    evaluation = evaluate(graph, node)
    return None if evaluation is None else Evaluated(node, head, evaluation, "evaluation-before")


def _is_gerund_clause(graph: Graph, node: int) -> bool:
    return graph.tags[node] == "VBG" and graph.first(node, "det", "aux") is None


def _is_predicate(graph: Graph, node: int) -> bool:
    if has_copula(graph, node):
        case = graph.first(node, "case")  # "at her best" places, it does not praise; "less than honest" does
        return case is None or graph.words[case].lower() == "than" or verdict_at(graph, node) is not None
    head = graph.heads[node]
    if graph.relations[node] == "conj" and graph.first(node, "subj", "subj:pass", "aux", "obj") is None:
        return graph.pos[node] == "ADJ" and graph.pos[head] == "ADJ" and _is_predicate(graph, head)
    return graph.relations[node] == "open" and graph.lemmas[head] in load_words("evaluation")["linking_verbs"]


def _attribute(graph: Graph, node: int) -> Evaluated | None:
    """*a shameful law*: the noun phrase that a loaded adjective stands before."""
    lists = load_words("evaluation")
    if graph.relations[node] != "amod" or graph.pos[node] != "ADJ" or graph.heads[node] <= node:
        return None
    lemma = graph.lemmas[node]
    sign = (lemma in lists["loaded_good_adjectives"]) - (lemma in lists["loaded_bad_adjectives"])
    noun = graph.heads[node]
    if not sign or own_negations(graph, noun).words or _is_predicate(graph, noun):
        return None
    return Evaluated(node, noun, Evaluation(sign, (node,)), "loaded-adjective")
