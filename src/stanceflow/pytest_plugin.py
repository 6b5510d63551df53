"""A pytest plugin: the tables of a corpus are as approved, in the tests of a user's own repository.

    def test_corpus(stanceflow_regression):
        stanceflow_regression.check("corpus/")

The approved tables stand beside the test's file, in `TEST_FILE/TEST_NAME/`. The first run writes them and fails; `pytest --force-regen` and
`--regen-all`, the options of pytest-regressions, approve anew. A failing test prints what changed, row by row. Nothing but this file is loaded
where no test asks for the fixture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language

Pipelines = dict[tuple[str | None, tuple[tuple[str, object], ...]], "Language"]


@pytest.fixture(scope="session")
def stanceflow_pipelines() -> Pipelines:
    """The pipelines that tests of this session have loaded, so that each is loaded once."""
    return {}


@pytest.fixture
def stanceflow_regression(
    request: pytest.FixtureRequest, tmp_path: Path, stanceflow_pipelines: Pipelines
) -> TablesRegression:
    """Compares the tables of a corpus with approved ones."""
    return TablesRegression(request, tmp_path, stanceflow_pipelines)


class TablesRegression:
    """What the fixture `stanceflow_regression` gives a test."""

    def __init__(self, request: pytest.FixtureRequest, folder: Path, pipelines: Pipelines) -> None:
        self._request = request
        self._folder = folder
        self._pipelines = pipelines

    def check(
        self,
        inputs: str | Path,
        *,
        frozen: str | Path | None = None,
        model: str | None = None,
        settings: Mapping[str, object] | None = None,
        name: str | None = None,
        fail_on: str = "lost,new,changed,columns",
        max_changes: int = 0,
        show: int = 20,
        force_regen: bool = False,
    ) -> None:
        """Fail where the tables of `inputs` (a file or folder of articles) differ from the approved ones.

        Relative paths start at the test's file, or where there is nothing of that name at pytest's root. With `frozen`, a file, the rules run on
        parses kept in it, so that a change of pipeline makes no difference; it is made where it is missing. `model` and `settings` go to
        `stanceflow.load`; `name` is that of the folder of approved tables, the test's own unless given. `fail_on`, `max_changes` and `show` are the options of
        `stanceflow check`. Raises RegressionError and its like where something cannot be read.
        """
        __tracebackhide__ = True
        from stanceflow.regression.baseline import approve
        from stanceflow.regression.differences import compare
        from stanceflow.regression.folders import SNAPSHOT_FILE
        from stanceflow.regression.rendering import as_text
        from stanceflow.regression.verdict import failing, parse_conditions

        conditions = parse_conditions(fail_on)
        approved = self._request.path.with_suffix("") / re.sub(r"\W", "_", name or self._request.node.name)
        run = self._run(self._resolve(inputs), frozen, model, settings or {})
        if self._asked("regen_all"):
            approve(run, approved)
            return
        if not (approved / SNAPSHOT_FILE).is_file():
            approve(run, approved)
            pytest.fail(
                f"there were no approved tables; written to {approved}: read them, and keep them", pytrace=False
            )
        comparison = compare(run, approved)
        if failing(comparison, conditions) <= max_changes:
            return
        difference = as_text(comparison, show)
        if force_regen or self._asked("force_regen"):
            approve(run, approved)
            pytest.fail(f"{difference}approved, because of --force-regen, in {approved}", pytrace=False)
        pytest.fail(f"{difference}approved tables: {approved}\nto approve these: pytest --force-regen", pytrace=False)

    def _run(self, inputs: Path, frozen: str | Path | None, model: str | None, settings: Mapping[str, object]) -> Path:
        """Extract into a folder of the test's own, and give it."""
        run = self._folder / "stanceflow-run"
        if frozen is None:
            from stanceflow.run import extract_corpus

            extract_corpus([inputs], run, model, settings=settings, nlp=self._pipeline(model, settings))
            return run
        from stanceflow.regression.frozen import annotate, freeze, parse_articles, thaw, write_run

        file = self._resolve(frozen)
        if not file.is_file():
            freeze(parse_articles([inputs], self._pipeline(model, settings)), file)
        write_run(annotate(thaw(file), **settings), run, **settings)
        return run

    def _pipeline(self, model: str | None, settings: Mapping[str, object]) -> Language:
        import stanceflow

        key = (model, tuple(sorted(settings.items())))
        if key not in self._pipelines:
            self._pipelines[key] = stanceflow.load(model, **settings)
        return self._pipelines[key]

    def _resolve(self, path: str | Path) -> Path:
        beside = self._request.path.parent / path
        at_root = self._request.config.rootpath / path
        return at_root if at_root.exists() and not beside.exists() else beside

    def _asked(self, option: str) -> bool:
        return bool(self._request.config.getoption(option, default=False))
