"""Frozen parses: a corpus as its pipeline read it once, kept in a file, so that a change of the rules shows alone.

The file is a spaCy DocBin. Each Doc carries its article's id, title, author and publication date in `user_data`, and the scores of attribution
if its pipeline gave any. What the annotators find is not kept: it is found anew from the parse.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stanceflow import SCHEMA_VERSION, __version__
from stanceflow.corpus import Article, read_articles, unique_ids
from stanceflow.csv_files import CsvWriter
from stanceflow.run import RUN_FILE, lexicon_hash
from stanceflow.scores import ATTRIBUTION_SCORES, packed_scores
from stanceflow.tables import rows_of_docs

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# All that the annotators read from a token. Sentences follow from the heads; they are kept for pipelines that set them by themselves.
_ATTRIBUTES = (
    "ORTH",
    "NORM",
    "SPACY",
    "TAG",
    "POS",
    "MORPH",
    "LEMMA",
    "HEAD",
    "DEP",
    "SENT_START",
    "ENT_IOB",
    "ENT_TYPE",
)
_ABOUT = ("doc_id", "title", "author", "published")


class FrozenError(ValueError):
    """Parses that cannot be frozen or thawed; the message names the file and the remedy."""


def parse_articles(inputs: Sequence[Path], nlp: Language, leave_out: Sequence[Path] = ()) -> list[Doc]:
    """Give the Docs of the articles below `inputs`, with what is known of each in `user_data`.

    Raises FrozenError for an article that cannot be read: a baseline must not lack one in silence.
    """
    docs = []
    for article in unique_ids(read_articles(inputs, leave_out)):
        if article.status != "ok":
            raise FrozenError(f"{article.path}: {article.error}")
        doc = nlp.make_doc(article.text)
        doc.user_data.update(_about(article))
        docs.append(doc)
    if not docs:
        raise FrozenError(f"{', '.join(map(str, inputs))}: holds no articles; give files or folders that do")
    return list(nlp.pipe(docs))


def freeze(docs: Iterable[Doc], file: Path) -> None:
    """Write parsed Docs into `file`; the same Docs give the same bytes."""
    from spacy.tokens import DocBin

    box = DocBin(attrs=_ATTRIBUTES, store_user_data=True)
    for doc in docs:
        copy = doc.copy()
        copy.user_data = {key: doc.user_data[key] for key in _ABOUT if key in doc.user_data}
        scores = packed_scores(doc)
        if scores is not None:
            copy.user_data[ATTRIBUTION_SCORES] = scores
        box.add(copy)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(box.to_bytes())


def thaw(file: Path) -> list[Doc]:
    """Give the Docs of a file of frozen parses, without results. Raises FrozenError where the file is none."""
    import spacy
    from spacy.tokens import DocBin

    try:
        box = DocBin(store_user_data=True).from_bytes(file.read_bytes())
    except FileNotFoundError:
        raise FrozenError(f"{file}: no such file of frozen parses; make it with `freeze`") from None
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise FrozenError(f"{file}: holds no frozen parses ({type(error).__name__}); make it again") from None
    return list(box.get_docs(spacy.blank("en").vocab))


def annotate(docs: Iterable[Doc], **settings: object) -> list[Doc]:
    """Run the annotators alone over parsed Docs, in place, and give them; `settings` are those of the component `stanceflow`."""
    import spacy

    import stanceflow.annotate.component  # noqa: F401  (registers the component)

    nlp = spacy.blank("en")
    nlp.add_pipe("stanceflow", config=settings)
    return list(nlp.pipe(list(docs)))


def write_run(docs: Sequence[Doc], folder: Path, **settings: object) -> None:
    """Write the tables of Docs annotated with some settings, and `run.json`, into a folder, as a run to be compared; there are no texts in it."""
    folder.mkdir(parents=True, exist_ok=True)
    with CsvWriter(folder) as writer:
        writer.write(rows_of_docs(docs))
    account = {
        "program": {"name": "stanceflow", "version": __version__},
        "schema_version": SCHEMA_VERSION,
        "pipeline": "frozen parses",
        "lexicon_sha256": lexicon_hash(),
        "configuration": settings,
    }
    (folder / RUN_FILE).write_text(json.dumps(account, indent=2) + "\n", encoding="utf-8")


def _about(article: Article) -> dict[str, str]:
    return {key: getattr(article, key) for key in _ABOUT}
