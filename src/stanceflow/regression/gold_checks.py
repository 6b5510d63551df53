"""Is a gold file fit to score by? Names each faulty span and value by its place in the file: `claims[3].content: [5, 2] ends before it starts`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, get_args

from stanceflow import records
from stanceflow.annotate.likelihood.bands import Band
from stanceflow.scoring import MAIN_ROLE, WHO_ROLE

ROLES = {
    "claims": ("source", "cue", "content"),
    "interests": ("holder", "cue", "content", "source"),
    "stances": ("holder", "cue", "target", "source"),
    "predictions": ("source", "cue", "content", "condition", "horizon", "source_cue"),
}
"""The roles whose spans an item may have, by kind."""
VALUES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "claims": {"form": frozenset(get_args(records.ClaimForm))},
    "interests": {
        "kind": frozenset(get_args(records.InterestKind)),
        "valence": frozenset(get_args(records.Valence)),
    },
    "stances": {"polarity": frozenset(get_args(records.Polarity))},
    "predictions": {"likelihood": frozenset(band.value for band in Band)},
}
"""The values that an item must have, by kind and key, and what they may be."""
FLAGS = ("negated", "denied", "optional")
ACTOR_KINDS = frozenset(get_args(records.ActorKind))


def problems(data: object, text: str | None) -> Iterator[str]:
    """Say what is wrong in the JSON of a gold file; `text` is its article's, or None where nobody has it."""
    if not isinstance(data, dict):
        yield "is no JSON object; see docs/quality.md"
        return
    names = {records.AUTHOR, ""}
    for number, actor in enumerate(_entries(data, "actors")):
        yield from (f"actors[{number}]{problem}" for problem in _actor_problems(actor))
        if isinstance(actor, dict):
            names.add(str(actor.get("name")))
    for kind in MAIN_ROLE:
        if not isinstance(data.get(kind), list):
            yield f"{kind}: is missing or no list; give a list, [] where there is none"
        for number, item in enumerate(_entries(data, kind)):
            where = f"{kind}[{number}]"
            if isinstance(item, dict):
                yield from (f"{where}{problem}" for problem in _item_problems(item, kind, text, names))
            else:
                yield f"{where}: is no object"


def _entries(data: Mapping[str, Any], key: str) -> Sequence[Any]:
    entries = data.get(key)
    return entries if isinstance(entries, list) else ()


def _actor_problems(actor: object) -> Iterator[str]:
    if not isinstance(actor, dict) or not isinstance(actor.get("name"), str) or not actor["name"]:
        yield ": has no name"
        return
    if actor.get("kind") not in ACTOR_KINDS:
        yield f".kind: {actor.get('kind')!r} is none of {', '.join(sorted(ACTOR_KINDS))}"
    mentions = actor.get("mentions")
    if not isinstance(mentions, list) or not all(isinstance(mention, str) for mention in mentions):
        yield ".mentions: is no list of the words that name the actor"


def _item_problems(item: Mapping[str, Any], kind: str, text: str | None, names: set[str]) -> Iterator[str]:
    for role in ROLES[kind]:
        yield from (f".{role}: {problem}" for problem in role_problems(item.get(role), text))
    for role in (MAIN_ROLE[kind], "cue"):
        if not item.get(role):
            yield f".{role}: is missing; every item has one"
    for key, allowed in VALUES[kind].items():
        if item.get(key) not in allowed:
            yield f".{key}: {item.get(key)!r} is none of {', '.join(sorted(allowed))}"
    for key in FLAGS:
        if not isinstance(item.get(key, False), bool):
            yield f".{key}: {item[key]!r} is neither true nor false"
    for key in {f"{WHO_ROLE[kind]}_actor", "source_actor"}:
        if (item.get(key) or "") not in names:
            yield f".{key}: {item[key]!r} is none of the file's actors"


def role_problems(spans: object, text: str | None) -> Iterator[str]:
    """Say what is wrong in the spans of one role."""
    if spans is None:
        return
    if not isinstance(spans, list):
        yield f"{spans!r} is no list of [start, end]"
        return
    if not all(_is_span(span) for span in spans):
        yield f"{spans!r} is no list of [start, end] in whole numbers"
        return
    for start, end in spans:
        yield from _span_problems(start, end, text)
    for (start, end), (later, _) in pairwise(spans):
        if later < end:
            yield f"[{start}, {end}] overlaps with the piece after it, or they are out of order"


def _is_span(span: object) -> bool:
    return isinstance(span, list) and len(span) == 2 and all(type(offset) is int for offset in span)


def _span_problems(start: int, end: int, text: str | None) -> Iterator[str]:
    if end <= start:
        yield f"[{start}, {end}] ends before it starts, or is empty"
    elif start < 0 or (text is not None and end > len(text)):
        yield f"[{start}, {end}] lies outside the text, which has {len(text or ''):,} characters"
    elif text is not None and text[start:end] != text[start:end].strip():
        yield f"[{start}, {end}] {text[start:end]!r} begins or ends with white space"
