"""Bytes to text: UTF-8 and UTF-16 with or without a mark, UTF-32 with one, and Windows-1252 where nothing speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper

from stanceflow.articles import ReadingOptions, normalise
from stanceflow.formats.opening import too_large

_BOM = b"\xef\xbb\xbf"
_WIDE_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x81\x8d\x8f\x90\x9d]")
"""Bytes that stand for nothing in Windows-1252, or for what no text has."""
_MOST_FOREIGN = 0.2
"""Share of bytes above ASCII beyond which a text is not taken for English in Windows-1252."""


class DecodingError(ValueError):
    """Bytes that are no text: what is wrong and what to do; `position` is the byte's."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode bytes, turn line ends to `\\n`, and say in notes what was not plain UTF-8. Raises DecodingError.

    UTF-8 that is damaged in one place is not taken for another encoding: where some sequences are right, the wrong one is an error.
    """
    wide = wide_encoding(data)
    if wide:
        return _decode_wide(data, wide)
    marked = data.startswith(_BOM)
    try:
        text, notes = normalise(data[len(_BOM) :].decode("utf-8") if marked else data.decode("utf-8"))
    except UnicodeDecodeError as error:
        position = error.start + len(_BOM) * marked
        if marked or not _is_windows_1252(data):
            raise DecodingError(_not_utf8(data, position), position) from None
        text, notes = normalise(data.decode("cp1252"))
        return text, ("read as Windows-1252", *notes)
    return text, (("byte order mark removed", *notes) if marked else notes)


def wide_encoding(data: bytes) -> str:
    """Name the encoding of a text that begins with such bytes if its characters take two or four bytes; empty if they do not.

    Without a mark, UTF-16 is told by its zero bytes: English has one in nearly every pair, always on the same side.
    """
    marked = next((name for mark, name in _WIDE_MARKS.items() if data.startswith(mark)), "")
    if marked:
        return marked
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) <= len(sample) // 4:
        return ""
    if min(even, odd) > len(sample) // 8:
        return "UTF-32"
    return "UTF-16-LE" if odd > even else "UTF-16-BE"


def _decode_wide(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError) as error:
        position = getattr(error, "start", 0)
        raise DecodingError(f"byte {position} is not {encoding}; save the file anew as UTF-8", position) from None
    text, notes = normalise(text)
    return text, (f"read as {encoding}", *notes)


def _is_windows_1252(data: bytes) -> bool:
    foreign = sum(byte >= 0x80 for byte in data)
    return not (_NO_TEXT.search(data) or _UTF8_SEQUENCE.search(data)) and foreign <= max(1, _MOST_FOREIGN * len(data))


def _not_utf8(data: bytes, position: int) -> str:
    return f"byte {position} (0x{data[position]:02x}) is not UTF-8; convert the file, for example: iconv -f ENCODING -t UTF-8"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, from 1: its text with its end, and notes; or what is wrong with it."""

    number: int
    text: str
    notes: tuple[str, ...] = ()
    error: str = ""


def lines(stream: BufferedReader, options: ReadingOptions) -> Iterator[Line]:
    """Give a file's lines, each decoded for itself unless the file is in UTF-16 or UTF-32; a line of too many bytes is given as an error.

    Raises what reading the stream does, and DecodingError where a wide encoding breaks.
    """
    wide = wide_encoding(stream.peek(4096)[:4096])
    if wide:
        yield from _wide_lines(stream, wide)
        return
    number = 0
    while data := stream.readline(options.max_bytes + 1):
        number += 1
        if len(data) > options.max_bytes:
            while data and not data.endswith(b"\n"):
                data = stream.readline(options.max_bytes)
            yield Line(number, "", error=too_large(options))
            continue
        try:
            text, notes = decode(data.removeprefix(_BOM) if number == 1 else data)
        except DecodingError as error:
            yield Line(number, "", error=str(error))
        else:
            yield Line(number, text, tuple(note for note in notes if note.startswith("read as")))


def _wide_lines(stream: BufferedReader, encoding: str) -> Iterator[Line]:
    with TextIOWrapper(stream, encoding, newline=None) as text:
        number = 0
        while True:
            try:
                line = text.readline()
            except UnicodeError:
                yield Line(number + 1, "", error=f"not {encoding} from here on; save the file anew as UTF-8")
                return
            if not line:
                return
            number += 1
            yield Line(number, line.removeprefix("\ufeff"), (f"read as {encoding}",))
