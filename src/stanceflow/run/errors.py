"""What can stop a run, and what can fail in one article of it."""

from __future__ import annotations


class RunError(ValueError):
    """A run that cannot be done as asked: one line for each reason, with where, what is wrong, and after a semicolon what to do."""


class ArticleError(ValueError):
    """An article that cannot be analysed: what is wrong with it, and after a semicolon what to do."""


class PassingError(ArticleError):
    """An article that could not be analysed this time (time limit, memory, a worker that died): a later run tries it again."""
