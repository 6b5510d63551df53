"""The pipelines that ship inside the package, and the loading of any other spaCy pipeline in their place.

Nothing outside this package may know which network read a Doc: all else sees tags, lemmas, heads, entities.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from spacy.language import Language

    from stanceflow.reader.component import Reader

__all__ = ["DEFAULT", "ReaderError", "load_pipeline", "pipeline_version", "shipped_pipelines"]

DEFAULT = "base"

# What the annotators read from a Doc, and the spaCy components that can provide it.
READER = "stanceflow_reader"  # our own component gives all of it
ATTRIBUTION = "attribution"  # its name where it only adds attribution scores to another pipeline
NEEDED = {
    "part-of-speech tags": ("tagger", "morphologizer", READER),
    "dependencies": ("parser", READER),
    "lemmas": ("lemmatizer", "trainable_lemmatizer", READER),
    "named entities": ("ner", READER),
}


class ReaderError(ValueError):
    """A pipeline that cannot be used; the message is one line that names it and says what to do."""


def shipped_pipelines() -> tuple[str, ...]:
    """Names of the pipelines inside the package, the default first."""
    found = {path.name for path in _home().iterdir() if (path / "config.cfg").is_file()}
    return tuple(sorted(found, key=lambda name: (name != DEFAULT, name)))


def load_pipeline(name: str | None = None) -> Language:
    """Load a spaCy pipeline that gives tags, lemmas, dependencies and entities.

    `name`: None or a name from `shipped_pipelines` for one inside the package; otherwise an installed spaCy package
    or the path of a pipeline's folder, in either label scheme. Raises ReaderError where there is no such pipeline
    or it lacks a component.
    """
    import spacy

    import stanceflow.reader.component  # noqa: F401  (registers the reader with spaCy)

    chosen = name or DEFAULT
    inside = _home() / chosen
    is_shipped = chosen in shipped_pipelines()
    try:
        nlp = spacy.load(inside if is_shipped else chosen)
    except OSError as error:
        raise ReaderError(_not_found(chosen)) from error
    except (ValueError, ImportError) as error:
        raise ReaderError(f"model {chosen!r} cannot be loaded ({_first_line(error)}); install what it needs") from error
    _check_components(nlp, chosen)
    if READER not in _factories(nlp):
        _add_attribution(nlp)
    return nlp


def pipeline_version(nlp: Language) -> str:
    """Language, name and version of a pipeline, as `en_stanceflow_base 1.0.0`, and of the reader where it helps another."""
    version = _version(nlp.meta)
    if ATTRIBUTION not in nlp.pipe_names:
        return version
    return f"{version} + {_version(json.loads((_home() / DEFAULT / 'meta.json').read_text(encoding='utf-8')))}"


def _home() -> Path:
    return Path(str(resources.files(__name__)))


def _not_found(name: str) -> str:
    shipped = ", ".join(shipped_pipelines())
    return f"no model {name!r}: give one of the shipped ones ({shipped}), an installed spaCy package or a folder"


def _check_components(nlp: Language, name: str) -> None:
    present = _factories(nlp) | set(nlp.pipe_names)
    for what, components in NEEDED.items():
        if not present.intersection(components):
            wanted = " or ".join(components[:-1])
            raise ReaderError(f"model {name!r} gives no {what}: choose a pipeline with a component {wanted}")


def _factories(nlp: Language) -> set[str]:
    return {nlp.get_pipe_meta(pipe).factory for pipe in nlp.pipe_names}


def _add_attribution(nlp: Language) -> None:
    """Let the shipped reader say who says what, on another pipeline's words, tags and trees."""
    folder = _home() / DEFAULT / "reader"
    component = nlp.add_pipe(READER, name=ATTRIBUTION, config={"syntax": False, "entities": False})
    cast("Reader", component).from_disk(folder)


def _version(meta: dict[str, Any]) -> str:
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
