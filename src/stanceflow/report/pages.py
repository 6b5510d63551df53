"""HTML from templates: everything that an article may have a say in is escaped, and a policy lets nothing run but the report's own script."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from stanceflow.report.links import Links

if TYPE_CHECKING:
    from jinja2 import Environment

_SCRIPT_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
Menu = tuple[tuple[str, str], ...]
VIEWS: Menu = (
    ("overview", "Overview"),
    ("actors", "Actors"),
    ("claims", "Claims"),
    ("interests", "Interests"),
    ("stances", "Stances"),
    ("predictions", "Predictions"),
    ("articles", "Articles"),
)
"""The report's views and their names, in the order of its menu."""


@dataclass(frozen=True, slots=True)
class View:
    """A view of the report: its name in addresses, its heading, its HTML."""

    name: str
    label: str
    html: str


def page(title: str, links: Links, views: list[View], footer: str, menu: Menu = VIEWS) -> str:
    """Give a whole page with one view or several; of several the script shows one at a time. `menu` are the views that it leads to."""
    style, early, script = _asset("report.css"), _asset("early.js"), _asset("report.js")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(early)}' '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "img-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return _render(
        "page.html.j2", title=title, links=links, views=views, menu=menu, footer=footer, policy=policy, style=style, early=early, script=script
    )  # fmt: skip


def fragment(template: str, **values: object) -> str:
    """Give the HTML of one view."""
    return _render(f"{template}.html.j2", **values)


def script_json(value: Any) -> str:
    """Give JSON that can stand in a script element whatever its texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char, escaped in _SCRIPT_UNSAFE.items():
        text = text.replace(char, escaped)
    return text


def _render(template: str, **values: object) -> str:
    return str(_environment().get_template(template).render(**values))


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("stanceflow.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["as_data"] = lambda value: Markup(script_json(value))  # script_json leaves no < & >
    environment.filters["own_html"] = Markup  # for HTML that these templates made
    environment.filters["plainly"] = lambda name: str(name).replace("_", " ")
    return environment


@functools.cache
def _asset(name: str) -> str:
    return resources.files("stanceflow.report").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
