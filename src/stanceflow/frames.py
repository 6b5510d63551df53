"""Matches frames on the graph. It knows no phenomenon: which frames there are, and what becomes of a match, is for others to say."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stanceflow.lexicon import Frame, FrameSet, Path, PathStep, Role
from stanceflow.steps import step
from stanceflow.syntax import Graph

Accept = Callable[[str, int], bool]
"""Whether a node may fill the role of that name."""


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found at a cue. `roles` holds a node for each role that was filled; `cue_nodes` are the cue's words, in text order."""

    frame: Frame
    cue: int
    cue_nodes: tuple[int, ...]
    roles: dict[str, int]


def match_frames(graph: Graph, frames: FrameSet, accept: Accept | None = None) -> Iterator[Match]:
    """Give every match of every frame, by cue in text order, then in the order of the frames in their file.

    A role goes to the first node along its paths that `accept` lets fill it; without `accept`, to the first node.
    """
    by_cue = frames.by_cue
    for node, key in enumerate(zip(graph.lemmas, graph.pos, strict=True)):
        for frame in by_cue.get(key, ()):
            match = match_frame(graph, frame, node, accept)
            if match is not None:
                yield match


def match_frame(graph: Graph, frame: Frame, cue: int, accept: Accept | None = None) -> Match | None:
    """Give the match of one frame at one cue, or None where its voice, a condition or a role that it needs is missing."""
    if frame.voice and graph.is_passive(cue) != (frame.voice == "passive"):
        return None
    words = [cue]
    for condition in frame.where:
        reached = (follow(graph, path, cue) for path in condition.paths)
        found = next((node for node in reached if node is not None), None)
        if found is None:
            return None
        if condition.extends_cue:
            words.append(found)
    if any(follow(graph, path, cue) is not None for path in frame.unless):
        return None
    roles: dict[str, int] = {}
    for role in frame.roles:
        filler = _fill(graph, role, cue, words, accept)
        if filler is not None:
            roles[role.name] = filler
        elif not role.optional:
            return None
    words.extend(graph.dependents(cue, "particle"))
    return Match(frame, cue, tuple(sorted(set(words))), roles)


def follow(graph: Graph, path: Path, node: int, accept: Callable[[int], bool] | None = None) -> int | None:
    """The first node that a path leads to from `node` and `accept` takes, trying every branch in text order; None where there is none."""
    if not path:
        return node if accept is None or accept(node) else None
    first, rest = path[0], path[1:]
    for reached in reach(graph, first, node):
        if reached == node and first.name != "self":
            continue
        if first.lemmas and graph.lemmas[reached] not in first.lemmas:
            continue
        end = follow(graph, rest, reached, accept)
        if end is not None:
            return end
    return None


def reach(graph: Graph, taken: PathStep, node: int) -> list[int]:
    """The nodes to which one step leads from `node`, its lemmas not yet looked at."""
    if taken.climbs:
        head = graph.heads[node]
        return [head] if graph.relations[node] == taken.name and head != node else []
    return list(step(taken.name)(graph, node))


def _fill(graph: Graph, role: Role, cue: int, words: list[int], accept: Accept | None) -> int | None:
    takes = None if accept is None else functools.partial(accept, role.name)
    for path in role.paths:
        found = follow(graph, path, cue, takes)
        if found is not None:
            last = path[-1]
            if last.name.startswith("obl:") and len(path) == 1:  # "called for": the preposition is part of the cue
                words.extend(c for c in graph.children[found] if graph.relations[c] in ("case", "mark"))
            return found
    return None
