"""Checks of what is given on the command line, shared by the commands."""

from __future__ import annotations

from datetime import date

import typer


def iso_date(value: str) -> str:
    """Give a date as YYYY-MM-DD, or an empty text as it is. Raises typer.BadParameter for what is no date."""
    if not value:
        return value
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD") from None
