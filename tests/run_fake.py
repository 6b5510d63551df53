"""A run with the slow fake pipeline, for tests that kill it: `python run_fake.py INPUT OUT WORKERS`."""

from __future__ import annotations

import sys

from fake_pipeline import slow_pipeline
from stanceflow.run import RunOptions, extract_corpus

if __name__ == "__main__":
    given, out, workers = sys.argv[1:]
    extract_corpus([given], out, options=RunOptions(workers=int(workers), loader=slow_pipeline))
