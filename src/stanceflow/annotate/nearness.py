"""How near words are in the tree: for linking stretches of words that scores show."""

from __future__ import annotations

from stanceflow.syntax import Graph

FARTHEST = 6
"""Steps in the tree: farther ones count as this many."""
_NO_WORD = frozenset({"PUNCT", "SPACE"})


def head_of(graph: Graph, span: range) -> int:
    """Give the node that a cue hangs on: of those that hang outside it a verb, else a noun or adjective, the highest."""
    pos = graph.pos
    return min(
        _tops(graph, span),
        key=lambda i: (pos[i] != "VERB", pos[i] not in ("NOUN", "ADJ"), len(_above(graph, i)), i),
    )


def top_of(graph: Graph, span: range) -> int:
    """Give the highest node of a stretch of words."""
    return min(_tops(graph, span), key=lambda i: (len(_above(graph, i)), i))


def steps_between(graph: Graph, node: int, other: int) -> int:
    """Give the length of the way between two nodes in the tree, at most `FARTHEST`."""
    above = {i: steps for steps, i in enumerate(_above(graph, node))}
    found = min((steps + above[i] for steps, i in enumerate(_above(graph, other)) if i in above), default=FARTHEST)
    return min(found, FARTHEST)


def _tops(graph: Graph, span: range) -> list[int]:
    heads = graph.heads
    tops = [i for i in span if heads[i] == i or heads[i] not in span]
    return [i for i in tops if graph.pos[i] not in _NO_WORD] or [span.start]


def _above(graph: Graph, node: int) -> list[int]:
    """A node and the nodes above it, as many as matter."""
    heads, out = graph.heads, [node]
    while heads[node] != node and len(out) <= 2 * FARTHEST:
        node = heads[node]
        out.append(node)
    return out
