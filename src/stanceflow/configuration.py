"""Options from a file: `stanceflow.toml`, or the table `[tool.stanceflow]` of `pyproject.toml`, here or in the nearest folder above.

Keys are the options of `stanceflow extract` without their dashes (`workers = 4`, `max-chars = 200000`). What the command line or the
environment (`STANCEFLOW_WORKERS`) says goes before the file.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWN_FILE, SHARED_FILE = "stanceflow.toml", "pyproject.toml"


class ConfigurationError(ValueError):
    """A configuration file that cannot be used: one line that names it, the key and the remedy."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a configuration file says, by key; no file and nothing where there is none."""

    file: Path | None
    values: dict[str, Any]


def find_configuration(folder: Path) -> Configuration:
    """Read the configuration file of a folder, or of the nearest folder above it that has one. Raises ConfigurationError."""
    for place in (folder, *folder.parents):
        own, shared = place / OWN_FILE, place / SHARED_FILE
        if own.is_file():
            return Configuration(own, _read(own))
        if shared.is_file():
            table = _read(shared).get("tool", {}).get("stanceflow")
            if isinstance(table, dict):
                return Configuration(shared, table)
    return Configuration(None, {})


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file}: malformed TOML ({error}); mend it") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: not UTF-8; convert it: iconv -f ENCODING -t UTF-8") from error
    except OSError as error:
        raise ConfigurationError(
            f"{file}: cannot be read ({(error.strerror or '').lower()}); make it readable"
        ) from error


def check_keys(configuration: Configuration, known: Iterable[str]) -> None:
    """Refuse keys that no option has. Raises ConfigurationError, naming the nearest known one."""
    known = sorted(known)
    for key in configuration.values:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            remedy = f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(known)}"
            raise ConfigurationError(f"{configuration.file}: unknown key {key!r}; {remedy}")
