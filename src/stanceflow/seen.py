"""A set of names that may outgrow memory: it lives in a temporary file that vanishes with it."""

from __future__ import annotations


class Seen:
    """Names, each with the value it was first added with."""

    def __init__(self) -> None:
        import sqlite3

        self._names = sqlite3.connect("", isolation_level=None)  # "": a temporary file, written only when it grows
        self._names.execute("PRAGMA synchronous = OFF")
        self._names.execute("PRAGMA journal_mode = OFF")
        self._names.execute("CREATE TABLE seen (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")

    def add(self, name: str, value: str = "") -> str | None:
        """Add a name; where it is there already, change nothing and give the value it was added with."""
        if self._names.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (name, value)).rowcount:
            return None
        return str(self._names.execute("SELECT value FROM seen WHERE name = ?", (name,)).fetchone()[0])

    def __contains__(self, name: str) -> bool:
        return self._names.execute("SELECT 1 FROM seen WHERE name = ?", (name,)).fetchone() is not None
