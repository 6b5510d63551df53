"""Cuts the stream of articles into shards, and names each by all that its rows depend on.

A shard's name is a hash over the configuration and the articles in it. So a shard that is finished needs never be done again, one
whose articles or configuration changed has another name, and nobody needs to keep books.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from stanceflow.corpus import Article

SHARD_ARTICLES = 16
SHARD_CHARACTERS = 60_000
_CUT_IN = 8
"""One article in so many, told by the hash of its id, ends its shard: behind an article that comes or goes, shards soon are the old ones again."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some articles that stand one after another, and the hash of all that their rows depend on."""

    key: str
    articles: tuple[Article, ...]


def shards(articles: Iterable[Article], configuration: str = "") -> Iterator[Shard]:
    """Cut a stream of articles into shards of at most 16 articles and about 60,000 characters, in order.

    `configuration` is a hash of all else that rows depend on: program, pipeline, settings.
    """
    part: list[Article] = []
    size = 0
    for article in articles:
        part.append(article)
        size += len(article.text)
        if len(part) == SHARD_ARTICLES or size >= SHARD_CHARACTERS or _ends_shard(article):
            yield _shard(configuration, part)
            part, size = [], 0
    if part:
        yield _shard(configuration, part)


def _ends_shard(article: Article) -> bool:
    return hashlib.blake2b(_bytes(article.doc_id), digest_size=2).digest()[0] % _CUT_IN == 0


def _shard(configuration: str, articles: list[Article]) -> Shard:
    digest = hashlib.blake2b(_bytes(configuration), digest_size=16)
    for article in articles:
        part = _bytes(json.dumps(astuple(article), ensure_ascii=False))
        digest.update(b"%d " % len(part) + part)
    return Shard(digest.hexdigest(), tuple(articles))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
