"""Attributions of transcripts: a paragraph or line that opens with a name and a colon is what its bearer says (*OKOYE: We will leave.*)."""

from __future__ import annotations

from collections.abc import Iterator

from stanceflow.annotate.proposals import Proposal
from stanceflow.quotations import Quotation
from stanceflow.spans import trim
from stanceflow.syntax import Graph

_LONGEST_NAME = 6
_PLACES = frozenset({"GPE", "LOC"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def transcript_proposals(graph: Graph, quotations: list[Quotation]) -> list[Proposal]:
    """Give an attribution for each line that opens with a speaker's name and a colon and goes on with a clause."""
    entities = {node: label for start, end, label in graph.entities for node in range(start, end)}
    found = (_speech(graph, line, entities) for line in _lines(graph))
    return [proposal for proposal in found if proposal is not None]


def _lines(graph: Graph) -> Iterator[range]:
    """The stretches of nodes between line breaks."""
    first = 0
    for node, word in enumerate(graph.words):
        if "\n" in word:
            yield range(first, node)
            first = node + 1
    yield range(first, len(graph))


def _speech(graph: Graph, line: range, entities: dict[int, str]) -> Proposal | None:
    colon = next((node for node in line[: _LONGEST_NAME + 1] if graph.words[node] == ":"), line.start)
    if colon == line.start or not _names_a_speaker(graph, range(line.start, colon), entities):
        return None
    span = trim(graph.text, graph.starts[colon + 1], graph.ends[line.stop - 1]) if colon + 1 < line.stop else None
    if span is None or not any(graph.tags[node] in _FINITE for node in range(colon + 1, line.stop)):
        return None
    speaker = colon - 1
    while graph.heads[speaker] in range(line.start, colon) and graph.heads[speaker] != speaker:
        speaker = graph.heads[speaker]
    return Proposal(colon, (colon,), speaker, (span,), "transcript-speaker")


def _names_a_speaker(graph: Graph, name: range, entities: dict[int, str]) -> bool:
    """Whether words are a person's name, perhaps with a title, or a name in capitals, as transcripts set speakers' names, not a dateline's."""
    words = [graph.words[node] for node in name if graph.pos[node] != "PUNCT"]
    if not words or not all(word[0].isupper() for word in words):
        return False
    label = entities.get(name[-1], "")
    in_capitals = all(word.isupper() for word in words) and graph.pos[name[-1]] == "PROPN"
    return label == "PERSON" or (in_capitals and label not in _PLACES)
