"""The files of the lexicon that hold frames, and the table for which each works."""

from __future__ import annotations

import functools
from importlib import resources

from stanceflow.lexicon import FrameSet, load_frames, read_text

TABLE_OF = {"attribution": "claims", "interests": "interests", "stances": "stances", "predictions": "predictions"}
"""The table whose rows the frames of a file find, by the file's name."""


@functools.cache
def frame_sets() -> tuple[FrameSet, ...]:
    """Give every file of frames of the lexicon."""
    names = sorted(entry.name for entry in resources.files("stanceflow").joinpath("lexicon").iterdir())
    return tuple(
        load_frames(name.removesuffix(".toml"))
        for name in names
        if name.endswith(".toml") and "[[frame]]" in read_text(name)
    )


def sets_of(table: str) -> list[FrameSet]:
    """Give the files of frames that find rows of a table."""
    return [frames for frames in frame_sets() if TABLE_OF.get(frames.name) == table]
