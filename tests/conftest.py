"""What the tests share: the shipped pipeline, loaded once."""

from __future__ import annotations

import concurrent.futures.process
import multiprocessing.forkserver
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline with the annotators."""
    import stanceflow

    return stanceflow.load()


KEPT = (concurrent.futures.process, multiprocessing.forkserver)
"""Imported before any test: pytester forgets the modules that a test inside it imports, and worker processes must find these as they were."""
