"""Regular English verb forms: which known verb a word may be a form of.

A statistical lemmatizer errs on words that its treebank lacks (*insisted* becomes *insiste*, *alleging* stays as it is), and a cue with a
wrong lemma is a cue unseen. The rules are the spelling rules of English inflection (Huddleston and Pullum 2002, chapter 18).
"""

from __future__ import annotations

from collections.abc import Container, Iterator

_VOWELS = "aeiou"


def known_base(form: str, known: Container[str]) -> str | None:
    """Give the verb in `known` that a lower-case word is a regular form of; None where it is a form of none of them."""
    return next((base for base in _bases(form) if base in known), None)


def _bases(form: str) -> Iterator[str]:
    yield form
    if form.endswith(("ies", "ied")):
        yield form[:-3] + "y"
    if form.endswith("s"):
        yield form[:-1]
    if form.endswith("es"):
        yield form[:-2]
    for suffix in ("ed", "ing"):
        if form.endswith(suffix) and len(form) > len(suffix) + 2:
            stem = form.removesuffix(suffix)
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
                yield stem[:-1]
