"""Plots and the notebook's view: what they draw, and that hostile names stay names."""

from __future__ import annotations

import html
import re

import matplotlib
import pytest

import stanceflow
from fake_pipeline import fake_pipeline
from payloads import PAYLOADS
from stanceflow import plot

matplotlib.use("Agg")


def docs(*texts: str):
    pipeline = fake_pipeline()
    for number, text in enumerate(texts):
        doc = pipeline.make_doc(text)
        doc.user_data.update(doc_id=f"a{number}", published="2030-01-01", title=text[:20])
        yield pipeline(doc)


def test_the_matrix_shows_who_is_against_what():
    frames = stanceflow.to_frames(docs("Ben opposes the treaty. Ada opposes the treaty.", "Ben opposes rain."))
    ax = plot.stance_matrix(frames)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["treaty", "rain"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Ben", "Ada"]
    assert [text.get_text() for text in ax.texts] == ["−1", "−1", "−1"]


def test_forecasts_stand_by_likelihood_and_date():
    frames = stanceflow.to_frames(docs("Rain will fall. Snow will fall.", "Prices will rise."))
    frames["predictions"].loc[0, "resolve_by"] = "2031-05-01"
    ax = plot.forecasts(frames)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels[0] == "almost no chance" and labels[-1] == "almost certain"
    assert len(ax.collections) == 2
    assert {text.get_text() for text in ax.texts} == {"2", "no date"}


@pytest.mark.parametrize("draw", [plot.stance_matrix, plot.forecasts])
def test_nothing_to_draw_is_drawn_as_nothing(draw):
    ax = draw(stanceflow.to_frames(docs("Nothing.")))
    ax.figure.canvas.draw()


def test_hostile_names_are_drawn():
    names = [name for name in PAYLOADS if len(name) < 100 and name.isprintable()] + ["$x$", "$\\frac{1}{0}$"]
    frames = stanceflow.to_frames(docs(*(f"{re.sub('[.?!]', '', name)} opposes rain." for name in names)))
    plot.stance_matrix(frames, most=len(names)).figure.canvas.draw()


def test_a_missing_table_is_named():
    with pytest.raises(plot.PlotError, match="no table 'stances'"):
        plot.stance_matrix({})


def test_a_notebook_shows_an_article_in_a_frame_of_its_own():
    [doc] = docs("Ben opposes the treaty.\n\n</iframe><script>alert(1)</script> said so.")
    shown = stanceflow.view(doc)._repr_html_()
    assert shown.startswith('<iframe sandbox="allow-scripts"')
    assert shown.count("<") == 2
    page = html.unescape(re.search('srcdoc="([^"]*)"', shown)[1])
    assert page == stanceflow.view(doc).html
    assert "<script>alert" not in page
    assert "Content-Security-Policy" in page
    assert 'class="m cue-of stances"' in page


def test_a_doc_without_an_extraction_is_refused():
    import spacy

    with pytest.raises(ValueError, match="has no extraction"):
        stanceflow.view(spacy.blank("en")("Hello."))
