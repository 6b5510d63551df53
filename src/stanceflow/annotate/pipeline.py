"""The order of the annotators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from stanceflow.annotate.actors import find_actors
from stanceflow.annotate.attribution import find_claims
from stanceflow.annotate.context import Context, Settings
from stanceflow.annotate.interests import find_interests
from stanceflow.annotate.predictions import find_predictions
from stanceflow.annotate.stances import find_stances
from stanceflow.quotations import quotations
from stanceflow.records import Claim, Extraction, Interest, Prediction, Stance
from stanceflow.syntax import Graph

if TYPE_CHECKING:
    from spacy.tokens import Doc

_Record = TypeVar("_Record", Claim, Interest, Stance, Prediction)


def context_of(doc: Doc, settings: Settings | None = None) -> Context:
    """Give what the annotators are given of a Doc that has tags, lemmas, a parse and entities; finding its claims sets the voices."""
    graph = Graph(doc)
    quoted = quotations(graph.text)
    return Context(
        graph=graph,
        quotations=quoted,
        published=str(doc.user_data.get("published") or ""),
        settings=settings or Settings(),
        actors=find_actors(graph, quoted),
    )


def extract(doc: Doc, settings: Settings | None = None) -> Extraction:
    """Give everything found in a Doc that has tags, lemmas, a parse and entities."""
    context = context_of(doc, settings)
    claims = _in_order(find_claims(context))  # sets context.voice_at
    interests, stances = _in_order(find_interests(context)), _in_order(find_stances(context))
    predictions = _in_order(find_predictions(context))
    actors = context.actors.actors(_who(claims, interests, stances, predictions))
    known = {actor.name for actor in actors}
    return Extraction(
        text=context.graph.text,
        language=doc.lang_,
        n_tokens=sum(not token.is_space for token in doc),
        sentences=tuple(context.graph.sentence_spans),
        actors=actors,
        claims=claims,
        interests=interests,
        stances=tuple(
            s if _has_a_target(s, known, context.graph.text) else replace(s, target_actor="") for s in stances
        ),
        predictions=tuple(p if p.subject_actor in known else replace(p, subject_actor="") for p in predictions),
    )


def _has_a_target(stance: Stance, known: set[str], text: str) -> bool:
    """Whether the target's actor is one of the article's, and not the holder again, unless the words say so (*blamed itself*): else an *it* went astray."""
    words = text[stance.target[0][0] : stance.target[-1][1]].lower() if stance.target else ""
    return stance.target_actor in known and (
        stance.target_actor != stance.holder_actor or words.endswith(("self", "selves"))
    )


def _who(
    claims: Iterable[Claim], interests: Iterable[Interest], stances: Iterable[Stance], predictions: Iterable[Prediction]
) -> set[str]:
    """Whom the rows name as source or holder: somebody who says or wants something is an actor."""
    said: list[Claim | Prediction] = [*claims, *predictions]
    held: list[Interest | Stance] = [*interests, *stances]
    return {r.source_actor for r in said} | {name for r in held for name in (r.source_actor, r.holder_actor)}


def _in_order(records: Iterable[_Record]) -> tuple[_Record, ...]:
    """Records by place, each once: of those with the same spans and the same holder or source the first stays."""
    unique: dict[object, _Record] = {}
    for record in records:
        unique.setdefault(_identity(record), record)
    return tuple(sorted(unique.values(), key=_place))


def _identity(record: Claim | Interest | Stance | Prediction) -> object:
    if isinstance(record, Claim):
        return record.cue, record.content, record.source, record.source_actor
    if isinstance(record, Interest):
        return record.cue, record.content, record.holder, record.holder_actor
    if isinstance(record, Stance):
        return record.cue, record.target, record.holder, record.holder_actor
    return record.cue, record.content, record.source, record.source_actor


def _place(record: Claim | Interest | Stance | Prediction) -> tuple[int, int, str]:
    main = record.cue or (record.target if isinstance(record, Stance) else record.content)
    return main[0][0], main[-1][1], str(_identity(record))
