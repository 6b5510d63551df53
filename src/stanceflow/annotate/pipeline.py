"""The order of the annotators, and the spaCy component that runs them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from stanceflow.annotate.actors import find_actors
from stanceflow.annotate.attribution import find_claims
from stanceflow.annotate.context import Context, Settings
from stanceflow.annotate.interests import find_interests
from stanceflow.annotate.predictions import find_predictions
from stanceflow.annotate.stances import find_stances
from stanceflow.reader import load_pipeline
from stanceflow.records import Claim, Extraction, Interest, Prediction, Stance
from stanceflow.spans import quotations
from stanceflow.syntax import Graph

_Record = TypeVar("_Record", Claim, Interest, Stance, Prediction)


def load(model: str | None = None, **settings: object) -> Language:
    """Give a pipeline that ends with the `stanceflow` component. Raises `stanceflow.reader.ReaderError` where `model` cannot be had."""
    nlp = load_pipeline(model)
    nlp.add_pipe("stanceflow", config=settings)
    return nlp


@Language.factory("stanceflow", assigns=["doc._.stanceflow"], default_config={"scale": "cap"})
def create_component(nlp: Language, name: str, scale: str) -> Annotators:
    """Make the component; `scale` names the likelihood scale."""
    return Annotators(Settings(scale=scale))


class Annotators:
    """The spaCy component: reads a parsed Doc and leaves an `Extraction` under `doc._.stanceflow`.

    The publication date, from which relative horizons are read, is `doc.user_data["published"]` (ISO), where there is one.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        if not Doc.has_extension("stanceflow"):
            Doc.set_extension("stanceflow", default=None)

    def __call__(self, doc: Doc) -> Doc:
        doc._.stanceflow = extract(doc, self.settings)
        return doc


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
