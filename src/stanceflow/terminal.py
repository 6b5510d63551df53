"""What the commands say on the terminal, and the exit codes they end with."""

from __future__ import annotations

import sys

DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def complain(message: str) -> None:
    """Write one line of error to standard error."""
    print(f"stanceflow: {printable(message)}", file=sys.stderr)


def printable(text: str) -> str:
    """Give a text in which whatever a terminal might obey (escape codes, line ends, marks of writing direction) is spelled out, as `\\x1b`."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def printable_lines(text: str) -> str:
    """Give a text of several lines, each made `printable`."""
    return "\n".join(map(printable, text.split("\n")))
