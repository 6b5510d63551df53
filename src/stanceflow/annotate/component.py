"""The spaCy component: runs the annotators over a parsed Doc. The annotators are imported when the component is made, not when spaCy looks it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from stanceflow.annotate.context import Settings


@Language.factory("stanceflow", assigns=["doc._.stanceflow"], default_config={"scale": "cap"})
def create_component(nlp: Language, name: str, scale: str) -> Annotators:
    """Make the component; `scale` names the likelihood scale that gives the probabilities. Raises UnknownScaleError for one that is none."""
    from stanceflow.annotate.context import Settings
    from stanceflow.annotate.likelihood import check_scale

    check_scale(scale)
    return Annotators(Settings(scale=scale))


class Annotators:
    """Reads a Doc that has tags, lemmas, a parse and entities, and leaves an `Extraction` under `doc._.stanceflow`.

    The publication date, from which relative horizons are read, is `doc.user_data["published"]` (ISO), where there is one.
    """

    def __init__(self, settings: Settings) -> None:
        from stanceflow.annotate.pipeline import extract

        self.settings = settings
        self._extract = extract
        if not Doc.has_extension("stanceflow"):
            Doc.set_extension("stanceflow", default=None)

    def __call__(self, doc: Doc) -> Doc:
        doc._.stanceflow = self._extract(doc, self.settings)
        return doc


def load(model: str | None = None, **settings: object) -> Language:
    """Give a pipeline that ends with the component. Raises `stanceflow.reader.ReaderError` where `model` cannot be had."""
    from stanceflow.reader import load_pipeline

    nlp = load_pipeline(model)
    nlp.add_pipe("stanceflow", config=settings)
    return nlp
