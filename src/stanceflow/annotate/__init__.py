"""The annotators: one phenomenon, one small module; `pipeline.py` says in which order they run."""
