"""Words with a hyphen that the lexicon has as one: *co-sponsored, ill-timed, pooh-poohs, a sell-out*.

A tokenizer takes them apart, so that a tree has a node for each part; whoever looks a word up needs the whole.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from stanceflow.inflection import known_base
from stanceflow.lexicon import cue_words, load_words

_HYPHENS = ("-", "‐", "‑")
_KINDS = {"adjectives": "ADJ", "nouns": "NOUN"}


@functools.cache
def hyphenated_words() -> dict[str, str]:
    """Give the cues and evaluating words that have a hyphen, each with its part of speech."""
    cues = {word: pos for pos in ("NOUN", "ADJ", "VERB") for word in cue_words(pos) if "-" in word}
    lists = load_words("evaluation").items()
    evaluating = {
        word: pos for name, words in lists for kind, pos in _KINDS.items() if name.endswith(kind) for word in words
    }
    return {word: pos for word, pos in evaluating.items() if "-" in word} | cues


def hyphenated(words: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> Iterator[tuple[range, str, str]]:
    """Give the tokens that make up a word of the lexicon, its base form and its part of speech.

    `starts` and `ends` are the tokens' character offsets, end exclusive; nothing may stand between the parts but the hyphen.
    """
    known, node = hyphenated_words(), 0
    while node < len(words):
        last = node
        while _goes_on(words, starts, ends, last):
            last += 2
        if last > node:
            form = "-".join(words[i].lower() for i in range(node, last + 1, 2))
            base = known_base(form, known)
            if base is not None:
                yield range(node, last + 1), base, known[base]
        node = last + 1


def _goes_on(words: Sequence[str], starts: Sequence[int], ends: Sequence[int], node: int) -> bool:
    if node + 2 >= len(words) or words[node + 1] not in _HYPHENS:
        return False
    return ends[node] == starts[node + 1] and ends[node + 1] == starts[node + 2] and words[node + 2][0].isalpha()
