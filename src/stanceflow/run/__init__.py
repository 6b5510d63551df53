"""Runs the pipeline over a corpus and writes a run folder: the tables, the texts that offsets count in, and `run.json`.

Articles go through in shards. `shards` cuts the stream and names each shard by all that its rows depend on; an engine (`engines`) has workers
make the rows; `store` keeps them, a file a shard; `loop` holds these together; `corpus_run` writes the tables from the store in the
order of the input. So a run that is killed goes on from its finished shards, and the tables do not depend on who made which shard when.
"""

from __future__ import annotations

from stanceflow.run.account import RunSummary
from stanceflow.run.corpus_run import IN_THIS_PROCESS, Report, RunOptions, extract_corpus
from stanceflow.run.engines import usable_cores
from stanceflow.run.errors import ArticleError, RunError
from stanceflow.run.extraction import Result, extract_shard
from stanceflow.run.folder import RUN_FILE, TEXTS, own_paths
from stanceflow.run.worker import lexicon_hash

__all__ = [
    "IN_THIS_PROCESS",
    "RUN_FILE",
    "TEXTS",
    "ArticleError",
    "Report",
    "Result",
    "RunError",
    "RunOptions",
    "RunSummary",
    "extract_corpus",
    "extract_shard",
    "lexicon_hash",
    "own_paths",
    "usable_cores",
]
