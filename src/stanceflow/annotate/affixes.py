"""Positions that a prefix names: *pro-democracy lawyers* are for democracy, *anti-war marchers* against war.

Only people and bodies take positions, so that *anti-aircraft guns* and *pro-rata shares* are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stanceflow.annotate.confidence import confidence
from stanceflow.annotate.context import Context
from stanceflow.annotate.stance_holders import holders
from stanceflow.records import Polarity, Stance
from stanceflow.spans import hull

RULE = "prefixed-adjective"
_PREFIXED = re.compile(r"(?P<prefix>pro|anti)[-\u2010\u2011](?P<cause>\w[\w'’-]{2,})", re.IGNORECASE)


def find_affixed(context: Context) -> Iterator[Stance]:
    """Give the stances of whoever a prefixed adjective describes; the target is what stands after the hyphen."""
    graph = context.graph
    for node, word in enumerate(graph.words):
        match = _PREFIXED.fullmatch(word)
        if match is None or graph.relations[node] not in ("amod", "compound"):
            continue
        start, end = graph.starts[node], graph.ends[node]
        target = ((start + match.start("cause"), end),)
        polarity: Polarity = "favor" if match["prefix"].lower() == "pro" else "against"
        voice = context.voice_at(*hull(target))
        if voice.denied:
            continue
        for holder in holders(context, graph.heads[node]):
            yield Stance(
                sentence=graph.sentence_of[node],
                holder=holder.spans,
                holder_actor=holder.actor,
                cue=((start, end),),
                target=target,
                target_actor="",
                polarity=polarity,
                source=voice.source,
                source_actor=voice.actor,
                chain=voice.chain,
                rule=RULE,
                confidence=confidence("stances", RULE),
            )
