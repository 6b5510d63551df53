"""Follows a frame step by step as `frames.match_frame` does, and keeps what happens: which words each path led to, or what stood in the way.

It tells the same as `match_frame` of every frame and cue (a test compares them over all examples of all lexicons).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from stanceflow.frames import reach
from stanceflow.lexicon import Frame, Path, PathStep
from stanceflow.relations import STEPS
from stanceflow.syntax import Graph

_MOST_LEMMAS = 6

Accept = Callable[[str, int], bool]
Kind = Literal["voice", "where", "unless", "role"]


@dataclass(frozen=True, slots=True)
class Trail:
    """A path that led somewhere: what it is for (a role's name, or `where`), the path, and the nodes from the cue's first step to the end."""

    name: str
    path: Path
    nodes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a frame from matching: its kind, which condition (by number) or role (by name), and the reason in words."""

    kind: Kind
    which: int | str
    reason: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """A frame tried at a cue. It matches where there is no obstacle; `trails` are the paths that led somewhere, roles by name."""

    file: str
    frame: Frame
    cue: int
    trails: tuple[Trail, ...]
    obstacles: tuple[Obstacle, ...]

    @property
    def matches(self) -> bool:
        """Whether the frame matches here."""
        return not self.obstacles

    def filler(self, role: str) -> int | None:
        """Give the node that fills a role, or None."""
        return next((trail.nodes[-1] for trail in self.trails if trail.name == role), None)


def attempt_frame(graph: Graph, frame: Frame, cue: int, file: str = "", accept: Accept | None = None) -> Attempt:
    """Try a frame at a cue and keep all that stands in its way, first things first. `accept` is as in `frames.match_frames`."""
    trails: list[Trail] = []
    obstacles: list[Obstacle] = []
    if frame.voice and graph.is_passive(cue) != (frame.voice == "passive"):
        other = "passive" if frame.voice == "active" else "active"
        obstacles.append(
            Obstacle("voice", 0, f"the frame wants the {frame.voice} voice, and “{graph.words[cue]}” is {other} here")
        )
    for number, condition in enumerate(frame.where):
        trail = _first_trail(graph, "where", condition.paths, cue)
        if trail is None:
            obstacles.append(Obstacle("where", number, f"nothing stands where {_either(condition.paths)} should lead"))
        else:
            trails.append(trail)
    for number, path in enumerate(frame.unless):
        trail = _first_trail(graph, "unless", (path,), cue)
        if trail is not None:
            reason = (
                f"“{graph.words[trail.nodes[-1]]}” stands where {notation(path)} leads, and the frame rules that out"
            )
            obstacles.append(Obstacle("unless", number, reason))
    for role in frame.roles:
        takes = None if accept is None else _taking(accept, role.name)
        trail = _first_trail(graph, role.name, role.paths, cue, takes)
        if trail is not None:
            trails.append(trail)
        elif not role.optional:
            reason = f"no {role.name}: {_either(role.paths)} leads nowhere from “{graph.words[cue]}”"
            obstacles.append(Obstacle("role", role.name, reason))
    return Attempt(file, frame, cue, tuple(trails), tuple(obstacles))


def notation(path: Path) -> str:
    """Give a path as lexicons write it; of a long list of lemmas only the first."""
    return " ".join(map(_step_notation, path))


def in_words(path: Path) -> str:
    """Give a path in plain words."""
    return ", then ".join(map(_step_in_words, path))


def _step_notation(taken: PathStep) -> str:
    lemmas = sorted(taken.lemmas)
    shown = ",".join(lemmas[:_MOST_LEMMAS]) + (",…" if len(lemmas) > _MOST_LEMMAS else "")
    return f"{'^' if taken.climbs else ''}{taken.name.replace(' ', '_')}{f'={shown}' if lemmas else ''}"


def _step_in_words(taken: PathStep) -> str:
    if taken.climbs:
        words = f"up to that of which it is {STEPS.get(taken.name, taken.name)}"
    elif taken.name.startswith("obl:"):
        words = f"what “{taken.name.removeprefix('obl:')}” introduces"
    else:
        words = STEPS[taken.name]
    return f"{words} (one of certain words)" if taken.lemmas else words


def _either(paths: tuple[Path, ...]) -> str:
    return " or ".join(map(notation, paths))


def _taking(accept: Accept, role: str) -> Callable[[int], bool]:
    return lambda node: accept(role, node)


def _first_trail(
    graph: Graph, name: str, paths: tuple[Path, ...], cue: int, accept: Callable[[int], bool] | None = None
) -> Trail | None:
    for path in paths:
        nodes = _follow(graph, path, cue, accept)
        if nodes is not None:
            return Trail(name, path, nodes or (cue,))
    return None


def _follow(graph: Graph, path: Path, node: int, accept: Callable[[int], bool] | None) -> tuple[int, ...] | None:
    """As `frames.follow`, with the nodes on the way."""
    if not path:
        return () if accept is None or accept(node) else None
    first, rest = path[0], path[1:]
    for reached in reach(graph, first, node):
        if (reached == node and first.name != "self") or (first.lemmas and graph.lemmas[reached] not in first.lemmas):
            continue
        further = _follow(graph, rest, reached, accept)
        if further is not None:
            return (reached, *further)
    return None
