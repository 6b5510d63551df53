"""File names for article ids: readable for plain ids, safe for hostile ones."""

from __future__ import annotations

import hashlib

_LONGEST_NAME = 120
"""Bytes of a file name below `texts/`; file systems allow 255."""
_LONGEST_PATH = 1_000
_UNSAFE = frozenset('%<>:"\\|?*')


def text_file(doc_id: str) -> str:
    """Give the path of an article's text below `texts/`, with `/` between folders: `DOC_ID.txt` for a plain id.

    No id leads out of the folder, and no two ids to one file: characters that are unsafe in file names are percent-encoded, and so are a
    part's leading dot, a trailing dot or space, and the last dot of a folder that ends in `.txt`; an empty part is a lone `%`; what is too long
    for a file name is cut, and ends in `%~` and a hash of the whole.
    """
    *folders, name = doc_id.split("/")
    parts = [_safe_part(folder, is_folder=True) for folder in folders] + [_safe_part(name, is_folder=False)]
    path = "/".join(parts)
    return (path if len(path) <= _LONGEST_PATH else _cut(path.replace("/", "%2F"), doc_id)) + ".txt"


def _safe_part(part: str, *, is_folder: bool) -> str:
    safe = "".join(_percent(char) if char in _UNSAFE or not char.isprintable() else char for char in part)
    if safe.startswith("."):
        safe = "%2E" + safe[1:]
    if safe.endswith((".", " ")):
        safe = safe[:-1] + _percent(safe[-1])
    if is_folder and safe.lower().endswith(".txt"):
        safe = safe[:-4] + "%2E" + safe[-3:]
    return _cut(safe, part) if len(safe.encode()) > _LONGEST_NAME else safe or "%"


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def _cut(name: str, whole: str) -> str:
    head = name.encode()[:60].decode("utf-8", "ignore")
    return f"{head}%~{hashlib.sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
