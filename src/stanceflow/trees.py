"""The neutral tree of a parse, before it is read as a graph."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tree:
    """A parse as lists by token: lower-case words, lemmas, parts of speech, Penn tags, heads (a root is its own) and neutral relations."""

    words: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    heads: list[int]
    relations: list[str]
