"""The pytest plugin, in repositories made for the purpose: what a user's failing test prints, how approval works, and that it costs nothing unused."""

from __future__ import annotations

import subprocess
import sys

import pytest

import fake_pipeline  # noqa: F401  (NumPy below it cannot be loaded again in the runs inside this process)

pytest_plugins = ["pytester"]

ARTICLE = "Ada said that the talks would go on. Cy opposes the plan. Rain will fall.\n"
TEST = """
def test_corpus(stanceflow_regression):
    stanceflow_regression.check("corpus/"{options})
"""


@pytest.fixture
def repository(pytester):
    """A user's repository: an article, a test, and a conftest that puts the fake pipeline in the place of the shipped one."""
    pytester.mkdir("corpus")
    (pytester.path / "corpus" / "ada.txt").write_text(ARTICLE, encoding="utf-8")
    pytester.makeconftest(
        """
        import pytest
        from fake_pipeline import fake_pipeline

        @pytest.fixture(autouse=True)
        def shipped_pipeline(monkeypatch):
            monkeypatch.setattr("stanceflow.load", lambda model, **settings: fake_pipeline())
        """
    )
    pytester.makepyfile(test_user_corpus=TEST.format(options=""))
    return pytester


def approve(repository, *options: str) -> None:
    repository.runpytest_inprocess("--regen-all", *options).assert_outcomes(passed=1)


def edit(repository, old: str, new: str) -> None:
    file = repository.path / "corpus" / "ada.txt"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_the_first_run_writes_the_tables_and_fails_and_the_second_passes(repository):
    first = repository.runpytest_inprocess()
    first.assert_outcomes(failed=1)
    first.stdout.fnmatch_lines(["*there were no approved tables; written to *test_user_corpus/test_corpus: read them*"])
    assert "the talks would go on" in (repository.path / "test_user_corpus/test_corpus/claims.csv").read_text(
        encoding="utf-8"
    )
    repository.runpytest_inprocess().assert_outcomes(passed=1)


def test_a_failing_test_prints_the_rows_that_differ_and_nothing_of_the_rest(repository):
    approve(repository)
    edit(repository, "opposes the plan", "opposes the whole plan")
    result = repository.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "claims: 1 kept, 0 changed, 0 lost, 0 new",
            "stances: 0 kept, 1 changed, 0 lost, 0 new",
            '*changed  ada by fake.opposes: holder "Cy", cue "opposes", target "the whole plan"*',
            '*target: "the plan" -> "the whole plan"',
            "*| Cy opposes the whole plan.",
            "*to approve these: pytest --force-regen",
        ]
    )
    assert "Traceback" not in result.stdout.str()
    assert "the talks" not in result.stdout.str()


def test_force_regen_approves_what_differs_and_fails_once(repository):
    approve(repository)
    edit(repository, "opposes the plan", "opposes the whole plan")
    forced = repository.runpytest_inprocess("--force-regen")
    forced.assert_outcomes(failed=1)
    forced.stdout.fnmatch_lines(["*approved, because of --force-regen*"])
    repository.runpytest_inprocess().assert_outcomes(passed=1)


def test_tests_of_one_file_and_of_each_parameter_have_tables_of_their_own(repository):
    repository.makepyfile(
        test_user_corpus="""
        import pytest

        @pytest.mark.parametrize("number", [1, 2])
        def test_many(stanceflow_regression, number):
            stanceflow_regression.check("corpus/ada.txt")

        def test_named(stanceflow_regression):
            stanceflow_regression.check("corpus", name="other tables")
        """
    )
    repository.runpytest_inprocess("--regen-all").assert_outcomes(passed=3)
    folders = sorted(folder.name for folder in (repository.path / "test_user_corpus").iterdir())
    assert folders == ["other_tables", "test_many_1_", "test_many_2_"]


@pytest.mark.parametrize(
    ("options", "outcome"),
    [
        (', fail_on="lost"', {"passed": 1}),
        (', fail_on="stances.changed:target"', {"failed": 1}),
        (", max_changes=2", {"failed": 1}),
        (", max_changes=3", {"passed": 1}),
    ],
)
def test_what_fails_can_be_chosen_as_on_the_command_line(repository, options, outcome):
    approve(repository)
    repository.makepyfile(test_user_corpus=TEST.format(options=options))
    edit(repository, "opposes the plan", "opposes the whole plan")
    repository.runpytest_inprocess().assert_outcomes(**outcome)


def test_frozen_parses_keep_the_test_apart_from_pipeline_and_texts(pytester, nlp, monkeypatch):
    pytester.mkdir("corpus")
    article = pytester.path / "corpus" / "a.txt"
    article.write_text("The minister said that prices will rise within a year. Lima opposes the tariff.\n")
    pytester.makepyfile(test_user_corpus=TEST.format(options=', frozen="parses.spacy"'))
    monkeypatch.setattr("stanceflow.load", lambda model, **settings: nlp)
    approve(pytester)
    assert (pytester.path / "parses.spacy").is_file()
    assert "prices will rise" in (pytester.path / "test_user_corpus/test_corpus/predictions.csv").read_text(
        encoding="utf-8"
    )
    monkeypatch.delattr("stanceflow.load")  # no pipeline is loaded from now on
    article.write_text("Something else altogether.\n")
    pytester.runpytest_inprocess().assert_outcomes(passed=1)


def test_what_cannot_be_read_is_an_error_that_says_so(repository):
    repository.makepyfile(test_user_corpus=TEST.format(options="").replace("corpus/", "nowhere"))
    result = repository.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*RunError: *nowhere: no such file or folder; check the path"])


def test_the_fixture_is_listed_and_explains_itself(pytester):
    result = pytester.runpytest_inprocess("--fixtures")
    result.stdout.fnmatch_lines(["stanceflow_regression*", "*Compares the tables of a corpus with approved ones."])


def test_whoever_does_not_use_it_loads_nothing_more_than_the_plugin_itself(pytester):
    pytester.makepyfile("def test_something():\n    assert True\n")
    script = (
        "import pytest, sys; assert pytest.main(['-q', '-p', 'no:cacheprovider']) == 0;"
        "print('loaded', *sorted(m for m in sys.modules if m.split('.')[0] in ('stanceflow', 'spacy', 'pandas', 'numpy')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    loaded = next(line for line in done.stdout.splitlines() if line.startswith("loaded")).split()[1:]
    assert loaded == ["stanceflow", "stanceflow.pytest_plugin"]
