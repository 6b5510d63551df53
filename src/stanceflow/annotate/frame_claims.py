"""Attributions that grammar shows: the frames of `lexicon/attribution.toml`, and how their content is bounded."""

from __future__ import annotations

from stanceflow.annotate.proposals import Proposal
from stanceflow.frames import Match, match_frames
from stanceflow.lexicon import load_frames, load_words
from stanceflow.quotations import Quotation
from stanceflow.records import Spans
from stanceflow.spans import hull, overlaps, phrase
from stanceflow.syntax import Graph

_QUESTION_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})


def frame_proposals(graph: Graph, quotations: list[Quotation]) -> list[Proposal]:
    """Give an attribution for each cue word that a frame fits; where several fit, the first in the file wins."""
    found: dict[int, Proposal] = {}
    for match in match_frames(graph, load_frames("attribution")):
        if match.cue not in found:
            content = _content(graph, match)
            if content:
                found[match.cue] = _proposal(graph, match, content)
    return list(found.values())


def _proposal(graph: Graph, match: Match, content: Spans) -> Proposal:
    values = match.frame.values
    belief = values.get("form") == "belief"
    return Proposal(
        cue=match.cue,
        cue_nodes=_cue_nodes(graph, match, belief),
        source=match.roles.get("source"),
        content=content,
        rule=match.frame.id,
        belief=belief,
        denied=values.get("denied") == "true",
        expects=values.get("expects") == "true",
        counts=values.get("claim") != "false" and not (belief and _is_question(graph, match.roles["content"])),
    )


def _cue_nodes(graph: Graph, match: Match, belief: bool) -> tuple[int, ...]:
    """The frame's cue words with a passive's auxiliary (*is said*) and, in thought, the negation (*did not believe*)."""
    nodes = {*match.cue_nodes, *graph.dependents(match.cue, "aux:pass", "fixed")}
    if belief and graph.first(match.cue, "neg") is not None:
        nodes.update(graph.dependents(match.cue, "neg", "aux"))
    return tuple(sorted(nodes))


def _is_question(graph: Graph, node: int) -> bool:
    """Whether a clause is an embedded question (*they know what happened*), which asserts nothing."""
    return graph.tags[min(graph.subtree(node))] in _QUESTION_TAGS


def _content(graph: Graph, match: Match) -> Spans:
    """The content's spans: what the role's node spans, without the aside that the cue stands in, joined with the topic where there is one."""
    node = match.roles["content"]
    if match.frame.values.get("host") == "true":
        node = _clause_above(graph, node)
    spans = phrase(graph, node, _asides(graph, node, match.cue))
    topic = match.roles.get("topic")
    if topic is not None and spans:
        spans = _joined(graph, phrase(graph, topic), spans, match.cue)
    return spans


def _joined(graph: Graph, topic: Spans, content: Spans, cue: int) -> Spans:
    """Topic and content as one stretch (*the raid as a warning*), or as two pieces where the cue stands between them."""
    if not topic or overlaps(topic, content):
        return content
    start, end = hull((*topic, *content))
    if start <= graph.starts[cue] < end:
        return tuple(sorted((*topic, *content)))
    return ((start, end),)


def _clause_above(graph: Graph, node: int) -> int:
    while not graph.is_clause(node) and graph.heads[node] != node:
        node = graph.heads[node]
    return node


def _asides(graph: Graph, top: int, cue: int) -> list[int]:
    """The branches of a content that are none of it.

    They are the one that the cue stands in, what stands before *that*, and, behind the content of a verb of speech, a participle of speech or a
    clause that reports other speech: *she said prices would rise, adding that wages would not, and the union warned of strikes*.
    """
    out = [] if (branch := _branch(graph, top, cue)) is None else [branch]
    that = next((child for child in graph.dependents(top, "mark") if graph.words[child].lower() == "that"), None)
    if that is not None:
        out.extend(child for child in graph.children[top] if child < that)
    if cue < top:
        out.extend(child for child in graph.children[top] if child > top and _reports_anew(graph, child))
    return out


def _reports_anew(graph: Graph, node: int) -> bool:
    """Whether a branch of a content is another report beside it, not a part of what is reported."""
    words = load_words("attribution")
    if graph.lemmas[node] not in words["say"] and graph.lemmas[node] not in words["urge"]:
        return False
    relation, has_subject = graph.relations[node], graph.first(node, "subj") is not None
    if relation == "conj":
        return has_subject and graph.first(node, "mark") is None
    is_participle = graph.tags[node] == "VBG" and not has_subject and graph.first(node, "mark", "cc") is None
    return is_participle and relation in ("advcl", "acl", "parataxis")


def _branch(graph: Graph, top: int, node: int) -> int | None:
    """The child of `top` below which `node` stands; None where it does not stand below it."""
    while graph.heads[node] != node:
        if graph.heads[node] == top:
            return node
        node = graph.heads[node]
    return None
