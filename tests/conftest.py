"""What the tests share: the shipped pipeline, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline with the annotators."""
    import stanceflow

    return stanceflow.load()
