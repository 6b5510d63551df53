"""An article's page in a notebook: its text with its rows beside it, in a frame of its own that cannot reach the notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from stanceflow import __version__
from stanceflow.csv_files import cell_text
from stanceflow.report.articles import article_page
from stanceflow.report.links import Links
from stanceflow.report.pages import View, fragment, page
from stanceflow.tables import TABLES, rows_of_docs

if TYPE_CHECKING:
    from spacy.tokens import Doc


class ArticleView:
    """What a notebook shows of a Doc that passed through the `stanceflow` component; `html` is a whole page.

    Raises ValueError for a Doc that did not.
    """

    def __init__(self, doc: Doc) -> None:
        rows = {
            table: [{c.name: cell_text(cell) for c, cell in zip(TABLES[table], row, strict=True)} for row in own]
            for table, own in rows_of_docs([doc]).items()
        }
        shown = article_page(0, rows["documents"][0], doc.text, rows["sentences"], rows)
        links = Links(single=True)
        view = View("article-0", shown.title, fragment("article", page=shown, links=links))
        self.html = page(shown.title, links, [view], f"Stanceflow {__version__}.", menu=())

    def _repr_html_(self) -> str:
        return f'<iframe sandbox="allow-scripts" title="Stanceflow" width="100%" height="640" srcdoc="{escape(self.html)}"></iframe>'
