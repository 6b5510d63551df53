"""Attributions by word order alone, for reporting clauses that a parser got wrong: *X said ... that S*, *S, X said*, *S1, X said, S2*, *X said S*.

English sets reporting clauses in few and fixed places, so that order and commas show them even where attachments are wrong. What is proposed
here is a fallback: it counts only where no other proposer has anything for the cue.
"""

from __future__ import annotations

from dataclasses import dataclass

from stanceflow.annotate.proposals import Proposal
from stanceflow.lexicon import load_words
from stanceflow.quotations import Quotation
from stanceflow.records import Spans
from stanceflow.spans import trim
from stanceflow.syntax import Graph

_TO_THAT = 12
_TO_END = 8
_LONGEST = 120
_SENTENCE_END = frozenset({".", "!", "?", ";", "…"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PLAIN_FORMS = frozenset({"VBD", "VBZ", "VBP"})
_BREAKS = frozenset({",", "-", "–", "—"})
_NOUN_START = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM"})
_RULES = {"that": "word-order-that", "aside": "word-order-aside", "bare": "word-order-bare"}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Nodes from `first` up to, not with, `stop`."""

    first: int
    stop: int


def reporting_clauses(graph: Graph, quotations: list[Quotation]) -> list[Proposal]:
    """Give an attribution for each verb of saying or thinking that stands where a reporting clause's verb stands."""
    words = load_words("attribution")
    speech, thought = words["say"], words["reporting_thought"]
    out: list[Proposal] = []
    sentence = _Sentence(0, 0)
    for node, lemma in enumerate(graph.lemmas):
        if node >= sentence.stop:
            sentence = _sentence_from(graph, node)
        if graph.pos[node] != "VERB" or not (lemma in speech or lemma in thought):
            continue
        proposal = _proposal(graph, node, sentence, belief=lemma in thought)
        if proposal is not None:
            out.append(proposal)
    return out


def _sentence_from(graph: Graph, first: int) -> _Sentence:
    stop = first
    while stop < min(first + _LONGEST, len(graph)) and not (
        graph.words[stop] in _SENTENCE_END or "\n" in graph.words[stop]
    ):
        stop += 1
    return _Sentence(first, min(stop + 1, len(graph)))


def _proposal(graph: Graph, cue: int, sentence: _Sentence, belief: bool) -> Proposal | None:
    subject = graph.subject(cue)
    if subject is None or graph.is_passive(cue) or graph.first(cue, "neg") is not None:
        return None
    if not sentence.first <= subject < sentence.stop:
        return None
    found = _that(graph, cue, sentence)
    words = load_words("attribution")
    if found is None and (belief or graph.lemmas[cue] in words["reporting"]):
        found = _aside(graph, cue, subject, sentence) or _bare(graph, cue, sentence)
    if found is None:
        return None
    rule, content = found
    expects = graph.lemmas[cue] in words["expect"] or graph.lemmas[cue] in words["expecting_aside"]
    fallback = rule != "aside"
    return Proposal(cue, (cue,), subject, content, _RULES[rule], belief=belief, expects=expects, fallback=fallback)


def _that(graph: Graph, cue: int, sentence: _Sentence) -> tuple[str, Spans] | None:
    """`X said in the capital on Monday that S`: *that* within a few words, no verb before it."""
    for node in range(cue + 1, min(cue + 1 + _TO_THAT, sentence.stop)):
        if graph.words[node].lower() == "that" and graph.pos[node] in ("SCONJ", "PRON", "DET"):
            is_link = graph.pos[node] == "SCONJ" or graph.relations[node] == "mark"
            return ("that", _span(graph, node + 1, sentence.stop)) if is_link else None
        if graph.pos[node] in ("VERB", "AUX"):
            return None
    return None


def _aside(graph: Graph, cue: int, subject: int, sentence: _Sentence) -> tuple[str, Spans] | None:
    """`S, X said on Monday.` and `S1, X said, S2`, where S has a finite verb."""
    begin = min(_own_words(graph, subject, cue))
    if graph.tags[cue] not in _PLAIN_FORMS or graph.relations[cue] in ("relcl", "acl"):
        return None
    if begin <= sentence.first or graph.words[begin - 1] not in _BREAKS:
        return None
    end = cue + 1
    while end < min(cue + 1 + _TO_END, sentence.stop - 1) and graph.words[end] not in _BREAKS:
        if graph.pos[end] in ("VERB", "AUX", "SCONJ", "PUNCT"):
            return None
        end += 1
    if end < sentence.stop - 1 and graph.words[end] not in _BREAKS:
        return None
    rest = [*range(sentence.first, begin - 1), *range(end + 1, sentence.stop)]
    if not any(graph.tags[node] in _FINITE for node in rest):
        return None
    return "aside", (*_span(graph, sentence.first, begin - 1), *_span(graph, end + 1, sentence.stop))


def _own_words(graph: Graph, subject: int, cue: int) -> list[int]:
    """The cue and the subject with what stands before its noun."""
    return [cue, subject, *(child for child in graph.children[subject] if child < subject)]


def _bare(graph: Graph, cue: int, sentence: _Sentence) -> tuple[str, Spans] | None:
    """`X said S`: a noun phrase right after the verb, and a finite verb behind it before any comma."""
    first = cue + 1
    if first >= sentence.stop or graph.pos[first] not in _NOUN_START or graph.lemmas[cue] == "tell":
        return None
    for node in range(first, sentence.stop):
        if graph.tags[node] in _FINITE:
            return "bare", _span(graph, first, sentence.stop)
        if graph.words[node] in (",", ":") or graph.pos[node] == "SCONJ":
            return None
    return None


def _span(graph: Graph, first: int, stop: int) -> Spans:
    if first >= stop:
        return ()
    span = trim(graph.text, graph.starts[first], graph.ends[stop - 1])
    return () if span is None else (span,)
