"""What an article says of itself: the front matter above its text, its publication date, and its id and title made fit for a table cell."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime

FENCE = "---"
_NAMES = {"authors": "author", "by": "author", "date": "published", "lang": "language"}
_KNOWN = ("title", "author", "published", "language")
_KEY = re.compile(r"([A-Za-z][\w-]{0,40}(?: [\w-]{1,40}){0,2}) ?:(?:\s+(.*)|\s*)$")
_LONGEST_BLOCK = 200
"""Lines of front matter; a fence that closes later than this closes none."""

_DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`title`, `author`, `published` and `language` as written, where they are; the text below; what was odd."""

    text: str
    values: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def take_front_matter(text: str) -> FrontMatter:
    """Split a text (line ends `\\n`) into its front matter and the rest, which begins after the closing fence's line end.

    Front matter stands between a first line `---` and the next line `---` or `...`, as `key: value` lines; `date` and `authors` do for
    `published` and `author`, lists are joined with commas, other keys are passed over. A block that is never closed, or holds no such
    line, is text.
    """
    lines = text.split("\n", _LONGEST_BLOCK)
    if lines[0].rstrip() != FENCE:
        return FrontMatter(text)
    end = next((n for n, line in enumerate(lines[1:_LONGEST_BLOCK], start=1) if line.rstrip() in (FENCE, "...")), None)
    if end is None:
        return FrontMatter(text, notes=("front matter is not closed by a line ---; kept as text",))
    entries, odd = _entries(lines[1:end])
    if not entries or (odd and not any(name in _KNOWN for name in entries)):
        return FrontMatter(text, notes=("nothing like `key: value` between the first two lines ---; kept as text",))
    notes = (f"front matter: line {odd[0] + 2} is not `key: value`; passed over",) if odd else ()
    values = {name: value for name, value in entries.items() if name in _KNOWN and value}
    return FrontMatter("\n".join(lines[end + 1 :]), values, notes)


def _entries(lines: list[str]) -> tuple[dict[str, str], list[int]]:
    """Give the values by key, and the numbers of the lines that belong to none."""
    entries: dict[str, list[str]] = {}
    current: list[str] | None = None
    odd = []
    for number, line in enumerate(lines):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if (line[0].isspace() or line.startswith("- ")) and current is not None:
            current.append(line.strip().removeprefix("- "))
        elif found := _KEY.match(line):
            name = found[1].lower()
            current = entries.setdefault(_NAMES.get(name, name), [])
            current += [found[2].strip()] if found[2] and found[2].strip() not in (">", "|", ">-", "|-") else []
        else:
            odd.append(number)
    return {name: _value(pieces) for name, pieces in entries.items()}, odd


def _value(pieces: list[str]) -> str:
    if len(pieces) == 1 and pieces[0].startswith("[") and pieces[0].endswith("]"):
        pieces = pieces[0][1:-1].split(",")
    return ", ".join(filter(None, (_unquote(piece.strip()) for piece in pieces)))


def _unquote(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def publication_date(value: str) -> str | None:
    """Give a date as `YYYY-MM-DD`, read from ISO 8601 (with or without a time), `2031/05/04`, `4 May 2031` or `May 4, 2031`; None if unclear."""
    value = " ".join(value.split())
    if re.match(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return datetime.fromisoformat(value).date().isoformat()
        except ValueError:
            return None
    for pattern in _DATE_FORMATS:
        try:
            found: date = datetime.strptime(value, pattern).date()
        except ValueError:
            continue
        return found.isoformat()
    return None


def one_line(value: str) -> str:
    """Give a title or name as one line of printable text: white space and control characters become single spaces."""
    return " ".join("".join(" " if _unfit(char) else char for char in value).split())


def printable_id(value: str) -> str:
    """Give an id or path in which control characters and bytes that are not UTF-8 are percent-encoded (`%0A`, `%E9`)."""
    return "".join(_percent(char) if _unfit(char) else char for char in value)


def _unfit(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")


def _percent(char: str) -> str:
    # Python reads a file name's byte that is not UTF-8 as a lone surrogate; this gives the byte back.
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"%{code - 0xDC00:02X}"
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
