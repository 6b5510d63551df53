"""Formats out, SQL over a run, databases and spreadsheets: every one holds the rows of the CSV tables, and no cell runs."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from pyarrow import parquet

from fake_pipeline import fake_pipeline
from stanceflow.cli import run_command
from stanceflow.csv_files import csv_line
from stanceflow.run import RunOptions, extract_corpus
from stanceflow.run.table_writers import parquet_schema
from stanceflow.saved_rows import saved_rows
from stanceflow.tables import TABLES

HOSTILE = (
    '=HYPERLINK("http://x.example","y") said that "a, b" would go.\n\n+1 wants ;\ttabs. @Bo opposes \\quotes\\ \'of\' rain. -2 said é 😀.',
    "Ada said no. Bo wants a pause. Cy opposes the plan. Rain will fall.",
)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run over hostile text, in all formats, and the folder it stands in."""
    folder = tmp_path_factory.mktemp("exports")
    records = [{"id": f"=a{n}", "title": "=1+1", "text": text} for n, text in enumerate(HOSTILE)]
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, records)))
    options = RunOptions(formats=("csv", "parquet", "jsonl"), loader=fake_pipeline)
    extract_corpus([folder / "in.jsonl"], folder / "out", options=options)
    return folder / "out"


@pytest.fixture
def only(run, tmp_path):
    """Copies of the run with the tables of one format only."""

    def copy(suffix: str) -> Path:
        shutil.copytree(run, tmp_path / suffix, ignore=lambda _, names: [n for n in names if Path(n).stem in TABLES and not n.endswith(suffix)])  # fmt: skip
        return tmp_path / suffix

    return copy


def csv_text(run: Path, table: str) -> str:
    return (run / f"{table}.csv").read_bytes().decode()


def as_csv(table: str, rows) -> str:
    return csv_line(column.name for column in TABLES[table]) + "".join(map(csv_line, rows))


# Formats


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_rows_read_back_are_those_of_the_csv_tables(run, only, suffix):
    copy = only(suffix)
    assert {table: as_csv(table, saved_rows(copy, table)) for table in TABLES} == {
        table: csv_text(run, table) for table in TABLES
    }


def test_parquet_has_the_types_of_the_columns_with_and_without_rows(tmp_path):
    (tmp_path / "a.txt").write_text("Nothing here.")
    extract_corpus(
        [tmp_path / "a.txt"], tmp_path / "out", options=RunOptions(formats=("parquet",), loader=fake_pipeline)
    )
    for table in TABLES:
        stored = parquet.read_table(tmp_path / "out" / f"{table}.parquet")
        assert stored.schema.equals(parquet_schema(table))
    assert not list((tmp_path / "out").glob("*.csv"))


def test_another_format_takes_the_place_of_the_earlier_one_and_keeps_the_shards(tmp_path):
    (tmp_path / "a.txt").write_text(HOSTILE[1])
    for formats in (("csv",), ("jsonl", "parquet")):
        options = RunOptions(formats=formats, loader=fake_pipeline)
        summary = extract_corpus([tmp_path / "a.txt"], tmp_path / "out", options=options)
        assert {file.suffix[1:] for file in (tmp_path / "out").glob("c*.*")} == set(formats)
    assert summary.kept == 1


def test_an_unknown_format_is_wrong_use(tmp_path, capsys):
    assert run_command(["extract", "x", "--out", str(tmp_path / "out"), "--format", "csv,xml"]) == 2
    assert "--format 'xml' is not one of csv, parquet, jsonl" in capsys.readouterr().err


# SQL


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_queries_see_all_rows_with_their_types(run, only, suffix, capsys):
    copy = only(suffix)
    for table in TABLES:
        assert run_command(["query", str(copy), f"select * from {table}"]) == 0
        assert capsys.readouterr().out == csv_text(run, table)
    assert run_command(["query", str(copy), "select avg(p_mid) as mean, bool_or(hedged) as h from predictions", "--format", "jsonl"]) == 0  # fmt: skip
    assert json.loads(capsys.readouterr().out) == {"mean": 0.97, "h": False}


@pytest.mark.parametrize(
    ("sql", "error"),
    [("select nothing from claims", "Binder Error"), ("selec", "Parser Error"), ("", "an empty query; write one")],
)
def test_a_query_that_cannot_be_answered_is_one_line(run, capsys, sql, error):
    code = run_command(["query", str(run), sql])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert error in err and err.count("\n") == 1


def test_a_folder_that_is_no_run_is_named(tmp_path, capsys):
    for command in (
        ["query", str(tmp_path), "select 1"],
        ["export", str(tmp_path), "--to", f"sqlite:///{tmp_path}/x.db"],
    ):
        assert run_command(command) == 2
        assert f"{tmp_path}: no table 'documents' there; give a folder" in capsys.readouterr().err


# Databases


@pytest.fixture(scope="module", params=["sqlite", "postgresql"] if shutil.which("initdb") else ["sqlite"])
def database(request, tmp_path_factory):
    """The URL of an empty database: SQLite's always, PostgreSQL's where it is installed."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('db')}/tables.db"
        return
    with tempfile.TemporaryDirectory(prefix="stanceflow-postgres-") as folder:
        yield from _postgres(Path(folder))


def _postgres(folder: Path):
    """Start a server of our own; it refuses to be run by root."""
    someone = "nobody" if os.geteuid() == 0 else None
    if someone:
        shutil.chown(folder, someone)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"user": someone, "cwd": "/", "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    data = folder / "data"
    subprocess.run(
        ["initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"], check=True, **quiet
    )
    server = subprocess.Popen(["postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, "-F"], **quiet)
    try:
        url = f"postgresql://tester:secret@127.0.0.1:{port}/postgres"
        engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
        for _ in range(100):
            try:
                engine.connect().close()
                break
            except sa.exc.OperationalError:
                time.sleep(0.2)
        engine.dispose()
        yield url
    finally:
        server.terminate()
        server.wait()


def test_a_database_holds_the_rows_and_a_second_export_replaces_them(run, database):
    for _ in range(2):
        assert run_command(["export", str(run), "--to", database]) == 0
    engine = sa.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        for table, columns in TABLES.items():
            rows = connection.execute(sa.text(f"select * from {table}")).fetchall()
            names = [column.name for column in columns]
            flags = {names.index(column.name) for column in columns if column.kind == "flag"}
            typed = [tuple(bool(cell) if n in flags else cell for n, cell in enumerate(row)) for row in rows]
            assert as_csv(table, typed) == csv_text(run, table)
    engine.dispose()


@pytest.mark.parametrize(
    "url", ["sqlite:////no/such/folder/x.db", "postgresql://u:secret@127.0.0.1:1/x", "nonesuch://x", "not a url"]
)
def test_a_database_that_cannot_be_had_is_one_line_without_the_password(run, capsys, url):
    assert run_command(["export", str(run), "--to", url]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and err.endswith("; check the address and the rights there\n")
    assert "secret" not in err


# Spreadsheets


def test_no_cell_of_a_workbook_is_a_formula_and_all_texts_are_there(run, tmp_path):
    assert run_command(["export", str(run), "--spreadsheet", str(tmp_path / "a.xlsx")]) == 0
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == list(TABLES)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    assert not any(cell.hyperlink for cell in cells)
    claims = list(book["claims"].iter_rows(min_row=2, values_only=True))
    assert [tuple("" if cell is None else cell for cell in row) for row in claims] == [
        tuple("" if cell is None else cell for cell in row) for row in saved_rows(run, "claims")
    ]
    assert claims[0][3].startswith("=HYPERLINK(")


def test_no_cell_of_the_csv_files_begins_a_formula(run, tmp_path):
    import csv

    assert run_command(["export", str(run), "--spreadsheet", str(tmp_path / "sheets")]) == 0
    for table in TABLES:
        with (tmp_path / "sheets" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))[1:]
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert len(rows) == len(list(saved_rows(run, table)))
    assert "'=HYPERLINK" in (tmp_path / "sheets" / "claims.csv").read_text(encoding="utf-8-sig")


def test_a_text_longer_than_a_cell_is_cut(tmp_path):
    (tmp_path / "a.txt").write_text("Ada said " + "very " * 8_000 + "much.")
    extract_corpus([tmp_path / "a.txt"], tmp_path / "out", options=RunOptions(loader=fake_pipeline))
    assert run_command(["export", str(tmp_path / "out"), "--spreadsheet", str(tmp_path / "a.xlsx")]) == 0
    longest = max(len(str(cell)) for row in load_workbook(tmp_path / "a.xlsx")["claims"].values for cell in row)
    assert longest == 32_767


@pytest.mark.parametrize("package", ["sqlalchemy", "duckdb", "xlsxwriter"])
def test_packages_that_are_not_there_are_named_with_their_extra(run, tmp_path, capsys, monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    command, extra = {
        "sqlalchemy": (["export", str(run), "--to", "sqlite:///x"], "db"),
        "duckdb": (["query", str(run), "select 1"], "sql"),
        "xlsxwriter": (["export", str(run), "--spreadsheet", "a.xlsx"], "spreadsheet"),
    }[package]
    assert run_command(command) == 2
    assert f'pip install "stanceflow[{extra}]"' in capsys.readouterr().err


def test_extract_gives_its_tables_on(tmp_path, monkeypatch):
    monkeypatch.setattr("stanceflow.load", lambda model, **settings: fake_pipeline())
    (tmp_path / "a.txt").write_text(HOSTILE[1])
    more = [
        "--workers",
        "0",
        "--quiet",
        "--to",
        f"sqlite:///{tmp_path}/a.db",
        "--spreadsheet",
        str(tmp_path / "a.xlsx"),
    ]
    assert run_command(["extract", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), *more]) == 0
    assert (tmp_path / "a.xlsx").is_file()
    assert sa.inspect(sa.create_engine(f"sqlite:///{tmp_path}/a.db")).get_table_names() == sorted(TABLES)
