"""Where the report's links lead: within its one file, or between the pages of its folder."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as seen from one page. `single` says that all is one file, `root` leads from the page to the folder of the index."""

    single: bool
    root: str = ""

    def view(self, name: str, **filters: str) -> str:
        """Give the address of the overview or of a table, filtered where filters are given."""
        query = f"?{urlencode(filters, quote_via=quote)}" if filters else ""
        if self.single:
            return f"#{name}{query}"
        return f"{self.root}{'index' if name == 'overview' else name}.html" + (f"#{query}" if query else "")

    def article(self, number: int) -> str:
        """Give the address of an article."""
        return f"#article-{number}" if self.single else f"{self.root}articles/{number:06}.html"

    def row(self, number: int, key: str) -> str:
        """Give the address of a row in its article."""
        return f"#{quote(key)}" if self.single else f"{self.article(number)}#{quote(key)}"
