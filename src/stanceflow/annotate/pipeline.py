"""The order of the annotators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from stanceflow.annotate.actors import find_actors
from stanceflow.annotate.attribution import find_claims
from stanceflow.annotate.context import Context, Settings
from stanceflow.annotate.interests import find_interests
from stanceflow.annotate.predictions import find_predictions
from stanceflow.annotate.stances import find_stances
from stanceflow.records import Claim, Extraction, Interest, Prediction, Stance
from stanceflow.spans import quotations
from stanceflow.syntax import Graph

if TYPE_CHECKING:
    from spacy.tokens import Doc

_Record = TypeVar("_Record", Claim, Interest, Stance, Prediction)


def extract(doc: Doc, settings: Settings | None = None) -> Extraction:
    """Give everything found in a Doc that has tags, lemmas, a parse and entities."""
    graph = Graph(doc)
    quoted = quotations(doc.text)
    context = Context(
        graph=graph,
        quotations=quoted,
        published=str(doc.user_data.get("published") or ""),
        settings=settings or Settings(),
        actors=find_actors(graph, quoted),
    )
    claims = find_claims(context)  # sets context.voice_at
    return Extraction(
        text=doc.text,
        language=doc.lang_,
        n_tokens=sum(not token.is_space for token in doc),
        sentences=tuple(graph.sentence_spans),
        actors=context.actors.actors(),
        claims=_in_order(claims),
        interests=_in_order(find_interests(context)),
        stances=_in_order(find_stances(context)),
        predictions=_in_order(find_predictions(context)),
    )


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
    return record.cue[0][0], record.cue[-1][1], str(_identity(record))
