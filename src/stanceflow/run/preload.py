"""Imported once by the server that worker processes are copied from, so that each of them starts with it."""

from __future__ import annotations

import os

# Several workers, each with as many threads as there are cores, would only get in each other's way.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy  # noqa: F401  (so that workers start with it)

import stanceflow.annotate.pipeline
import stanceflow.reader.component
import stanceflow.run.worker  # noqa: F401  (so that workers start with it)
