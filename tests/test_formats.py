"""Formats: what each gives where all is well, and what becomes of everything that is malformed, made here."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from stanceflow.articles import ReadingOptions
from stanceflow.corpus import Article, PathList, count_articles, read_articles, spooled

PROSE = (
    "The minister said that the talks would go on, and that nobody in the government expected them to fail. They have been on for "
    "a year, and there is more to do before the two sides can sign what they have agreed."
)
RECORD = {"id": "n1", "text": PROSE, "title": "A dam", "author": "Ada O", "published": "2031-05-04"}
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="CHARSET"><title>A dam too far</title>
<meta name="author" content="Ada Oyelaran"><meta property="article:published_time" content="2024-05-04T08:00:00Z">
<meta property="og:title" content="A dam too far"></head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>A dam too far</h1><p>{PROSE}</p><p>“Café” owners – all of them – agreed. {PROSE}</p></article>
<footer>Copyright, all rights kept.</footer></body></html>"""


def as_csv(*rows: dict[str, str], delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_parquet(**columns: list[object]) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(pa.table(columns), sink)
    return sink.getvalue()


def as_pdf(*lines: str, encrypted: bool = False) -> bytes:
    """A PDF of one page, put together by hand."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown}ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (A dam) /Author (Ada O) >>",
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size %d /Root 1 0 R /Info 6 0 R >>" % (len(objects) + 1)
    data += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, trailer, len(data))  # fmt: skip
    if not encrypted:
        return data
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()


def as_docx(*paragraphs: str) -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.author = "A dam", "Ada O"
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    sink = io.BytesIO()
    document.save(sink)
    return sink.getvalue()


def bomb_docx() -> bytes:
    sink = io.BytesIO(as_docx(PROSE))
    with zipfile.ZipFile(sink, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/big.bin", b"0" * 20_000_000)
    return sink.getvalue()


def as_warc(*pages: tuple[str, str, bytes], packed: bool = False) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=packed)
    for address, kind, body in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))], "HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers))  # fmt: skip
    return sink.getvalue()


def page(charset: str = "utf-8") -> bytes:
    return PAGE.replace("CHARSET", charset).encode(charset)


def read(file: Path, data: bytes, **options) -> list[Article]:
    file.write_bytes(data)
    return list(read_articles([file], options=ReadingOptions(**options)))


# Where all is well


GOOD: dict[str, bytes] = {
    "a.txt": PROSE.encode(),
    "a.md": f"---\ntitle: A dam\n---\n{PROSE}".encode(),
    "a.html": page(),
    "b.HTM": page("windows-1252"),
    "c.html": page("utf-16"),
    "a.jsonl": json.dumps(RECORD).encode(),
    "a.csv": as_csv(RECORD),
    "semicolons.csv": as_csv(RECORD, delimiter=";"),
    "a.tsv": as_csv(RECORD, delimiter="\t"),
    "a.parquet": as_parquet(**{name: [value] for name, value in RECORD.items()}),
    "a.pdf": as_pdf(*PROSE.split(", ")),
    "a.docx": as_docx(*PROSE.split(", ")),
    "a.warc": as_warc(("https://example.org/a", "text/html; charset=utf-8", page())),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
@pytest.mark.parametrize("name", GOOD)
def test_every_format_gives_its_article(tmp_path, name, packed):
    data = GOOD[name]
    if packed:
        data = as_warc(("https://example.org/a", "text/html", page()), packed=True) if "warc" in name else gzip.compress(data)  # fmt: skip
    (article,) = read(tmp_path / (name + ".gz" * packed), data)
    assert (article.status, article.error) == ("ok", "")
    assert "nobody in the government expected them to fail" in " ".join(article.text.split())
    assert article.doc_id in ("a", "b", "c", "n1", "https://example.org/a")
    assert count_articles([tmp_path]) == 1


@pytest.mark.parametrize("name", ["a.html", "b.HTM", "c.html", "a.warc"])
def test_pages_give_main_text_title_author_and_date(tmp_path, name):
    (article,) = read(tmp_path / name, GOOD[name])
    assert (article.title, article.author, article.published) == ("A dam too far", "Ada Oyelaran", "2024-05-04")
    assert "“Café” owners – all" in article.text
    assert "Home" not in article.text and "Copyright" not in article.text
    assert article.notes == ("text taken from HTML",)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "semicolons.csv", "a.tsv", "a.parquet"])
def test_records_give_their_metadata_and_columns_can_be_named(tmp_path, name):
    (article,) = read(tmp_path / name, GOOD[name])
    assert (article.doc_id, article.title, article.author, article.published) == ("n1", "A dam", "Ada O", "2031-05-04")
    (other,) = read(tmp_path / name, GOOD[name], id_column="title", title_column="id", date_column="none", author_column="text")  # fmt: skip
    assert (other.doc_id, other.title, other.author, other.published) == ("A dam", "n1", PROSE, "")


def test_dates_and_lists_of_parquet_are_read(tmp_path):
    import datetime

    data = as_parquet(text=[PROSE], published=[datetime.date(2031, 5, 4)], author=[["Ada", "Bo"]], id=[7])
    (article,) = read(tmp_path / "a.parquet", data)
    assert (article.doc_id, article.published, article.author) == ("7", "2031-05-04", "Ada, Bo")


def test_a_cell_over_several_lines_is_one_text(tmp_path):
    (first, second) = read(tmp_path / "a.csv", f'text\r\n"One,\r\n""two""\r\n{PROSE}"\r\n\r\n{PROSE.replace(",", ";")}\r\n'.encode())  # fmt: skip
    assert first.text == f'One,\n"two"\n{PROSE}'
    assert (first.path[-8:], second.path[-8:], second.doc_id) == ("/a.csv:2", "/a.csv:6", "a/2")


# Where it is not

L = ReadingOptions(max_chars=2_000)  # the limits of the inputs below
WIDE = b"\xff\xfe" + PROSE.encode("utf-16-le") + b"x"
CUT = gzip.compress(PROSE.encode() * 50)[:-20]
JSON = json.dumps(RECORD).encode()

MALFORMED: list[tuple[str, str, bytes | Callable[[], bytes], str, str]] = [
    # kind, file name, bytes, status, beginning of the error
    ("encoding", "a.txt", b"caf\xe9 \xc3\xa9", "failed", "byte 3 (0xe9) is not UTF-8; convert the file"),
    ("encoding", "b.txt", b"\xef\xbb\xbfcaf\xe9", "failed", "byte 6 (0xe9) is not UTF-8"),
    ("encoding", "c.md", b"caf\x81 is open", "failed", "byte 3 (0x81) is not UTF-8"),
    ("encoding", "d.txt", bytes(range(128, 256)), "failed", "byte 0 (0x80) is not UTF-8"),
    ("encoding", "e.txt", WIDE, "failed", "byte 420 is not UTF-16; save the file anew as UTF-8"),
    ("encoding", "f.txt", b"\xff\xfe\x00\x00\xff\xff\xff\xff", "failed", "byte 4 is not UTF-32"),
    ("encoding", "g.txt", "ад".encode("cp1251") * 50, "failed", "byte 0 (0xe0) is not UTF-8"),
    ("empty", "a.txt", b"", "empty", "no text in it; add the article's text or leave it out"),
    ("empty", "b.txt", b" \n\t\r\n ", "empty", "no text in it"),
    ("empty", "c.md", b"---\ntitle: A\n---\n", "empty", "no text in it"),
    ("empty", "d.jsonl", b"\n \n", "empty", "no records in this file; put one JSON object on each line"),
    ("empty", "e.csv", b"", "empty", "no rows in this file; give it a line of column names"),
    ("empty", "f.parquet", lambda: as_parquet(text=[]), "empty", "no rows in this file; give it a row for each article"),
    ("empty", "g.html", b"", "empty", "no main text found in this page; save the text as .txt"),
    ("language", "a.txt", ("Министр сказал, что переговоры продолжатся. " * 9).encode(), "skipped", "not in English; leave it"),
    ("language", "b.txt", ("Die Regierung will in dieser Woche über den Haushalt beraten. " * 9).encode(), "skipped", "not in English"),
    ("language", "c.txt", b"---\nlanguage: fr\n---\n" + PROSE.encode(), "skipped", "not in English"),
    ("length", "a.txt", PROSE.encode() * 20, "failed", "4180 characters, more than the 2000 of --max-chars; split it or give more"),
    ("length", "b.txt", PROSE.encode() * 900, "failed", "more than 128000 bytes for one article; split it, or give --max-chars more"),
    ("length", "c.jsonl", json.dumps({"text": PROSE * 900}).encode(), "failed", "more than 128000 bytes for one article"),
    ("length", "d.csv", as_csv({"text": PROSE * 900}), "failed", "more than 128000 bytes for one article"),
    ("length", "e.parquet", lambda: as_parquet(text=[PROSE * 20]), "failed", "4180 characters, more than the 2000 of --max-chars"),
    ("bomb", "a.txt.gz", gzip.compress(b"a " * 5_000_000), "failed", "more than 128000 bytes for one article"),
    ("bomb", "b.jsonl.gz", gzip.compress(b'{"text": "' + b"a " * 500_000 + b'"}'), "failed", "more than 128000 bytes for one article"),
    ("bomb", "c.html.gz", gzip.compress(b"<p>" * 500_000), "failed", "more than 128000 bytes for one article"),
    ("bomb", "d.docx", bomb_docx, "failed", "DOCX|more than 128000 bytes for one article"),
    ("bomb", "e.parquet.gz", lambda: gzip.compress(as_parquet(text=[str(n) for n in range(60_000)])), "failed", "more than 128000 bytes"),
    ("gzip", "a.txt.gz", b"", "empty", "no text in it"),
    ("gzip", "b.txt.gz", PROSE.encode(), "failed", "cannot be read (not a gzipped file"),
    ("gzip", "c.txt.gz", CUT, "failed", "the file is cut short; get it again, or repack it"),
    ("gzip", "d.jsonl.gz", CUT, "failed", "the file is cut short|malformed JSON"),
    ("gzip", "e.txt.gz", gzip.compress(PROSE.encode())[:-8] + bytes(8), "failed", "cannot be read (crc check failed"),
    ("gzip", "f.csv.gz", b"\x1f\x8b\x08\x00" + bytes(40), "failed", "the file is cut short|cannot be read"),
    ("json", "a.jsonl", b"{not json}", "failed", "malformed JSON at column 2 ("),
    ("json", "b.jsonl", JSON[:-9], "failed", "malformed JSON at column"),
    ("json", "c.jsonl", JSON + b" " + JSON, "failed", "malformed JSON at column"),
    ("json", "d.jsonl", b"[" * 100_000, "failed", "malformed JSON (numbers or nesting beyond all measure)"),
    ("json", "e.jsonl", b'{"id": ' + b"9" * 5_000 + b"}", "failed", "malformed JSON (numbers or nesting beyond all measure)"),
    ("json", "f.jsonl", b'{"text": "a\x01b"}', "failed", "malformed JSON at column 12 (Invalid control"),
    ("record", "a.jsonl", b"[1, 2]", "failed", 'not a JSON object; write the line as {"id": ..., "text": ...}'),
    ("record", "b.jsonl", b'"text"', "failed", "not a JSON object"),
    ("record", "c.jsonl", b'{"body": "a"}', "failed", 'a record without text; give it a field "text", or name the right one with --text'),
    ("record", "d.jsonl", b'{"text": ["a"]}', "failed", "a record without text"),
    ("record", "e.jsonl", b'{"id": {}, "text": "a"}', "failed", 'the field "id" is neither text nor a whole number; mend it'),
    ("record", "f.parquet", lambda: as_parquet(text=[7]), "failed", "a record without text"),
    ("record", "g.parquet", lambda: as_parquet(text=["a"], id=[1.5]), "failed", 'the field "id" is neither text nor'),
    ("columns", "a.csv", b"id,body\n1,a\n", "failed", 'no column "text" (there are: id, body); name the right one with --text-column'),
    ("columns", "b.csv", b"text,text\na,b\n", "failed", "two columns of one name; rename one"),
    ("columns", "c.parquet", lambda: as_parquet(body=["a"]), "failed", 'no column "text" (there are: body)'),
    ("columns", "d.csv", b"caf\x81,text\n", "failed", "byte 3 (0x81) is not UTF-8"),
    ("csv", "a.csv", b'id,text\n1,"never closed\n2,b\n', "failed", "malformed CSV (unexpected end of data); mend the quotes"),
    ("csv", "b.csv", b"id,text\n1\n", "failed", "1 cells under 2 column names; mend the row's separators or quotes"),
    ("csv", "c.csv", b"id,text\n1,a,b\n", "failed", "3 cells under 2 column names"),
    ("csv", "d.csv", b'id,text\n1,"a" b\n', "failed", "malformed CSV ("),
    ("csv", "e.csv", b"id,text\n1,a\n2,caf\x81\n", "failed", "byte 5 (0x81) is not UTF-8"),
    ("parquet", "a.parquet", b"", "failed", "malformed Parquet (Parquet file size is 0 bytes"),
    ("parquet", "b.parquet", b"PAR1 and then nothing PAR1", "failed", "malformed Parquet ("),
    ("parquet", "c.parquet", lambda: as_parquet(text=[PROSE])[:-30], "failed", "malformed Parquet ("),
    ("html", "a.html", b"<html><body></body></html>", "empty", "no main text found in this page|no text in it"),
    ("html", "b.html", b"\x00\x01\x02\x03" * 50, "empty", "no main text found in this page"),
    ("html", "c.html", b"<div>" * 20_000, "empty", "no main text found in this page"),
    ("pdf", "a.pdf", b"", "failed", "PDF that cannot be taken apart (EmptyFileError); save the text as .txt"),
    ("pdf", "b.pdf", b"%PDF-1.4 and no more", "failed", "PDF that cannot be taken apart ("),
    ("pdf", "c.pdf", lambda: as_pdf(PROSE, encrypted=True), "failed", "PDF that cannot be taken apart (encrypted)"),
    ("pdf", "d.pdf", as_pdf(), "empty", "no text in this PDF, only pictures; run OCR on it first"),
    ("docx", "a.docx", b"not a zip", "failed", "DOCX that cannot be taken apart (BadZipFile)"),
    ("docx", "b.docx", lambda: as_docx(PROSE)[:-200], "failed", "DOCX that cannot be taken apart ("),
    ("docx", "c.docx", lambda: as_docx(), "empty", "no text in this DOCX, only pictures"),
    ("warc", "a.warc", b"", "failed", "no pages in this archive; give one with responses of type text/html"),
    ("warc", "b.warc", b"this is no archive\r\n\r\n", "failed", "malformed WARC ("),
    ("warc", "c.warc", lambda: as_warc(("https://example.org/", "text/html", page()))[:-900], "failed", "the page is cut short ("),
    ("warc", "d.warc", lambda: as_warc(("https://example.org/", "image/png", b"\x89PNG")), "failed", "no pages in this archive"),
    ("format", "a.odt", b"PK", "failed", "not a format that is read; give .txt, .md, "),
    ("format", "noend", PROSE.encode(), "failed", "not a format that is read"),
    ("format", "b.gz", gzip.compress(b"a"), "failed", "not a format that is read"),
]  # fmt: skip


def test_there_are_malformed_inputs_of_many_kinds():
    assert len(MALFORMED) >= 60
    assert len({kind for kind, *_ in MALFORMED}) >= 15


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: f"{case[0]}-{case[1]}")
def test_malformed_input_is_one_row_with_its_error(tmp_path, case):
    _, name, data, status, error = case
    articles = read(tmp_path / name, data() if callable(data) else data, max_chars=L.max_chars)
    bad = [article for article in articles if article.status != "ok"]
    assert [article.status for article in bad] == [status]
    assert any(bad[0].error.startswith(beginning) for beginning in error.split("|")), bad[0].error
    assert "; " in bad[0].error and "\n" not in bad[0].error
    assert bad[0].path.startswith(str(tmp_path / name))
    assert not bad[0].text or status == "skipped" or not bad[0].text.strip()


def test_what_follows_a_malformed_record_is_read(tmp_path):
    good = json.dumps({"text": PROSE}).encode()
    lines = [good, b"{", json.dumps({"text": PROSE * 900}).encode(), b'{"text": "caf\x81"}', good]
    articles = read(tmp_path / "a.jsonl", b"\n".join(lines), max_chars=L.max_chars)
    assert [article.status for article in articles] == ["ok", "failed", "failed", "failed", "ok"]
    rows = b"text,id\n%s,1\nx\n%s,3\n" % (b'"' + PROSE.encode() + b'"', b'"' + PROSE.encode() + b'"')
    assert [article.status for article in read(tmp_path / "a.csv", rows)] == ["ok", "failed", "ok"]


def test_a_bomb_is_not_unpacked(tmp_path):
    import tracemalloc

    data = gzip.compress(bytes(200_000_000), 1)
    tracemalloc.start()
    read(tmp_path / "a.txt.gz", data, max_chars=10_000)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.warc"])
def test_a_format_whose_packages_are_not_there_says_so(tmp_path, name, monkeypatch):
    for package in ("pypdf", "docx", "warcio", "warcio.archiveiterator"):
        monkeypatch.setitem(__import__("sys").modules, package, None)
    (article,) = read(tmp_path / name, GOOD[name])
    assert article.error.endswith('needs more packages; install them: pip install "stanceflow[formats]"')


# Patterns, lists and standard input


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(PROSE)


def ids(*inputs: object) -> list[str]:
    return [article.doc_id for article in read_articles(inputs) if article.status == "ok"]


def test_a_pattern_gives_its_files_by_name_with_ids_below_what_is_fixed_in_it(tmp_path):
    put(tmp_path, "news/2031/b.txt", "news/2031/a.txt.gz", "news/2030/a.txt", "news/2031/deep/c.md", "news/2031/x.odt")
    assert ids(tmp_path / "news" / "203?" / "*.txt") == ["2030/a", "2031/b"]
    assert ids(tmp_path / "news" / "**" / "*") == ["2030/a", "2031/b", "2031/deep/c"]
    (article,) = read_articles([tmp_path / "news" / "z*"])
    assert article.error.startswith("no files of this pattern; put .txt, ")


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path):
    put(tmp_path, "what? [1].txt")
    assert ids(tmp_path / "what? [1].txt") == ["what? [1]"]


def test_a_list_names_files_and_folders(tmp_path):
    put(tmp_path, "b/one.txt", "b/two.txt", "a.txt", "c/three.txt")
    (tmp_path / "list").write_text(f"# mine\n\nb/two.txt\na.txt\nc\n{tmp_path}/b/one.txt\nnowhere.txt\n")
    articles = list(read_articles([PathList(tmp_path / "list")]))
    assert [article.doc_id for article in articles[:4]] == ["b/two", "a", "three", f"{tmp_path}/b/one".lstrip("/")]
    assert articles[4].path == f"{tmp_path}/list:7: {tmp_path}/nowhere.txt"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (None, "cannot be read (no such file or directory); make the list readable"),
        (b"# none\n", "no paths in this list; put one on each line"),
        (b"caf\xe9\n", "the list is not UTF-8; convert it"),
    ],
)
def test_a_list_that_cannot_be_read_fails(tmp_path, data, error):
    if data is not None:
        (tmp_path / "list").write_bytes(data)
    (article,) = read_articles([PathList(tmp_path / "list")])
    assert (article.status, article.error[: len(error)]) == ("failed", error)


def test_standard_input_is_an_article_or_a_file_of_records():
    with spooled(io.BytesIO(PROSE.encode())) as source:
        assert [(a.doc_id, a.path, a.text) for a in read_articles([source])] == [("stdin", "-", PROSE)]
    with spooled(io.BytesIO(JSON), ".jsonl") as source:
        assert [(a.doc_id, a.path, a.status) for a in read_articles([source])] == [("n1", "-:1", "ok")]


def test_folders_beyond_all_depth_are_not_entered(tmp_path):
    deep = tmp_path.joinpath(*(["d"] * 105))
    put(deep, "a.txt")
    (article,) = read_articles([tmp_path])
    assert article.error == "folders more than 100 deep; give this folder by itself"
