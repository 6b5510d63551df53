"""Text that can be shown: control characters and marks that turn the direction of writing are spelled out, so that nothing obeys them."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and line feed; bidi embeddings, overrides, isolates and marks; line and paragraph separators; lone surrogates.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]"
)


def visible(text: str) -> str:
    """Give a text whose control characters and marks of writing direction are spelled out, as `\\x1b`; tabs and line feeds stay."""
    return _OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
