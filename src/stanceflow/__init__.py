"""Stanceflow: from articles to tables of actors, claims, interests, stances and hedged predictions.

>>> import stanceflow
>>> nlp = stanceflow.load()
>>> doc = nlp("The unions fear that prices will rise by 2031.")
>>> doc._.stanceflow.predictions[0].likelihood
'likely'
>>> frames = stanceflow.to_frames([doc])
>>> len(frames["predictions"])
1

Importing the package loads neither spaCy nor pandas; the functions do when they are called.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

    from stanceflow.report.notebook import ArticleView

__version__ = "0.1.0"
SCHEMA_VERSION = "1"
"""Version of the tables' columns and their meanings."""

__all__ = ["SCHEMA_VERSION", "__version__", "load", "to_frames", "view"]


def load(model: str | None = None, **settings: object) -> Language:
    """Give a spaCy pipeline whose Docs carry an `Extraction` under `doc._.stanceflow`.

    `model` is the name or path of a spaCy English pipeline; None takes the one shipped inside the package. `settings` go to the
    `stanceflow` component (for example `scale="icd203"`). Raises `stanceflow.reader.ReaderError` where the pipeline cannot be had.
    """
    from stanceflow.annotate.component import load as load_with_annotators

    return load_with_annotators(model, **settings)


def to_frames(docs: Iterable[Doc]) -> dict[str, pd.DataFrame]:
    """Give the tables of some Docs as pandas DataFrames, keyed by table name (`claims`, `predictions`, ...).

    Each Doc must have passed through the `stanceflow` component; a Doc's id is `doc.user_data["doc_id"]` or its number, from 0.
    """
    from stanceflow.tables import frames_of_docs

    return frames_of_docs(docs)


def view(doc: Doc) -> ArticleView:
    """Give what a notebook shows of a Doc: its text with its rows beside it, as in the report. Raises ValueError for a Doc without an extraction."""
    from stanceflow.report.notebook import ArticleView

    return ArticleView(doc)
