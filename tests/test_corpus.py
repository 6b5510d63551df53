"""Reading articles: ids, formats, front matter, line ends, and every malformed input with its error."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stanceflow.corpus import Article, count_articles, read_articles
from stanceflow.formats import formats
from stanceflow.language import is_english
from stanceflow.metadata import one_line, printable_id, publication_date, take_front_matter

PROSE = "The minister said that the talks would go on. They have been on for a year, and there is more to do."
GERMAN = (
    "Die Regierung will in dieser Woche über den Haushalt beraten, was in der Opposition auf Kritik stößt. Der Minister sagte, man habe "
    "nicht genug Zeit gehabt, und er hoffe, dass die Partner ihn verstehen. Die Lage an der Grenze bleibt weiter ernst."
)
RUSSIAN = "Министр сказал, что переговоры продолжатся."


@pytest.fixture
def write(tmp_path):
    """Write a file below the test's folder and give its path."""

    def write_file(name: str, content: str | bytes) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    return write_file


def read(*inputs: Path, **options) -> list[Article]:
    return list(read_articles(inputs, **options))


def only(*inputs: Path) -> Article:
    (article,) = read(*inputs)
    return article


# Which files are read, and their ids


def test_a_folder_gives_its_articles_by_name_with_their_paths_as_ids(write, tmp_path):
    for name in ("asia/mekong.txt", "b.md", "a.v2.TXT", "asia/deep/er.txt"):
        write(name, PROSE)
    assert [article.doc_id for article in read(tmp_path)] == ["a.v2", "b", "asia/mekong", "asia/deep/er"]


def test_other_files_hidden_files_and_readmes_of_a_folder_are_passed_over(write, tmp_path):
    for name in ("a.txt", "a.json", "README.md", "readme.txt.gz", ".hidden.txt", ".git/b.txt", "b.odt", "noend"):
        write(name, PROSE)
    assert [article.doc_id for article in read(tmp_path)] == ["a"]


def test_the_folder_of_results_is_not_read(write, tmp_path):
    write("a.txt", PROSE)
    write("out/texts/a.txt", PROSE)
    assert [article.doc_id for article in read(tmp_path, leave_out=[tmp_path / "out"])] == ["a"]


def test_a_named_file_is_read_whatever_its_name(write):
    assert only(write("README.md", PROSE)).doc_id == "README"


def test_inputs_keep_their_order_and_articles_are_read_one_at_a_time(write):
    b, a = write("b.txt", PROSE), write("a.txt", PROSE)
    stream = read_articles([b, a])
    assert next(stream).doc_id == "b"
    a.write_text("Changed before it was reached.")
    assert next(stream).text == "Changed before it was reached."


def test_articles_are_counted_without_reading_them(write, tmp_path):
    write("a.txt", PROSE)
    write("b.jsonl", '{"text": "a"}\n\nnot json\n')
    write("c.jsonl", "")
    assert count_articles([tmp_path, tmp_path / "nowhere"]) == len(read(tmp_path, tmp_path / "nowhere")) == 5


# What becomes of the text


def test_line_ends_become_line_feeds_and_nothing_else_changes(write):
    article = only(write("a.txt", b"One\r\ntwo\rthree\n\n \xc2\xa0 four\t\xe2\x80\xa8five\x0c\n"))
    assert article.text == "One\ntwo\nthree\n\n \u00a0 four\t\u2028five\x0c\n"
    assert article.notes == ("line ends turned to line feeds",)


def test_a_byte_order_mark_is_removed_and_noted(write):
    article = only(write("a.txt", b"\xef\xbb\xbf" + PROSE.encode()))
    assert (article.text, article.notes) == (PROSE, ("byte order mark removed",))


def test_null_characters_are_replaced_one_for_one(write):
    article = only(write("a.txt", PROSE.replace("year", "ye\0r")))
    assert article.text == PROSE.replace("year", "ye\ufffdr")
    assert article.notes == ("1 null or surrogate characters replaced by U+FFFD",)


def test_markdown_keeps_its_marks(write):
    text = "# A *heading*\n\n> quoted [link](x)\n"
    assert only(write("a.md", text)).text == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")))
def test_a_text_without_front_matter_stays_as_it_is(text):
    text = "x" + text
    assert take_front_matter(text).text == text


# Metadata


def test_front_matter_is_taken_off_and_read(write):
    front = '---\ntitle: "A dam: too far"\nAuthor: [Ada O, "Bo P"]\npublished: 4 May 2031\ntags:\n  - water\n---\n'
    article = only(write("a.md", f"{front}\n{PROSE}\n"))
    assert (article.title, article.author, article.published) == ("A dam: too far", "Ada O, Bo P", "2031-05-04")
    assert article.text == f"\n{PROSE}\n"
    assert article.notes == ()


def test_values_may_go_over_several_lines():
    taken = take_front_matter("---\ntitle: >\n  A long\n  title\nauthors:\n- Ada\n- Bo\ndate: 2031-05-04\n...\nText")
    assert taken.values == {"title": "A long, title", "author": "Ada, Bo", "published": "2031-05-04"}
    assert taken.text == "Text"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("---\ntitle: A\nText goes on.\n", "front matter is not closed"),
        ("---\nA line of prose.\n---\nText.\n", "nothing like `key: value`"),
    ],
)
def test_what_is_no_front_matter_stays_text_and_is_noted(text, note):
    taken = take_front_matter(text)
    assert taken.text == text
    assert taken.values == {}
    assert taken.notes[0].startswith(note)


def test_an_odd_line_of_front_matter_is_noted_and_the_rest_read():
    taken = take_front_matter("---\ntitle: A\n???\nauthor: Bo\n---\nText")
    assert (taken.values, taken.text) == ({"title": "A", "author": "Bo"}, "Text")
    assert taken.notes == ("front matter: line 3 is not `key: value`; passed over",)


def test_front_matter_may_end_with_the_file(write):
    assert only(write("a.txt", "---\ntitle: A\n---")).status == "empty"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2031-05-04", "2031-05-04"),
        ("2031-05-04T23:59:00Z", "2031-05-04"),
        ("2031/05/04", "2031-05-04"),
        ("4 May 2031", "2031-05-04"),
        ("May 4, 2031", "2031-05-04"),
        ("4 Sep 2031", "2031-09-04"),
        ("04/05/2031", None),
        ("2031-02-30", None),
        ("2031", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_publication_dates(written, date):
    assert publication_date(written) == date


def test_a_date_that_is_not_understood_is_noted(write):
    article = only(write("a.txt", f"---\npublished: 04/05/2031\n---\n{PROSE}"))
    assert (article.status, article.published) == ("ok", "")
    assert article.notes == ("publication date '04/05/2031' not understood; write it as YYYY-MM-DD",)


# Files of records


def records(write, *lines: object) -> list[Article]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return read(write("news.jsonl", text))


def test_records_give_articles_with_their_ids_and_metadata(write):
    record = {
        "id": "n/1",
        "text": PROSE,
        "title": "A\nB",
        "author": ["Ada", "Bo"],
        "published": "2031-05-04",
        "other": 1,
    }
    first, second, third = records(write, record, "", {"text": PROSE}, {"id": 7, "text": PROSE})
    assert (first.doc_id, first.title, first.author, first.published) == ("n/1", "A B", "Ada, Bo", "2031-05-04")
    assert (second.doc_id, second.path[-13:]) == ("news/3", "/news.jsonl:3")
    assert third.doc_id == "7"


def test_the_text_of_a_record_is_normalised_too(write):
    (article,) = records(write, '{"text": "The\\r\\nend of the \\ud800 world\\u0000"}')
    assert article.text == "The\nend of the \ufffd world\ufffd"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{not json}", "malformed JSON at column 2 ("),
        ('{"text": "cut o', "malformed JSON at column 10 ("),
        ("[1, 2]", 'not a JSON object; write the line as {"id": ..., "text": ...}'),
        ('"text"', 'not a JSON object; write the line as {"id": ..., "text": ...}'),
        ('{"id": "a"}', 'a record without text; give it a field "text", or name the right one with --text-column'),
        ('{"id": "a", "text": null}', 'a record without text; give it a field "text"'),
        ('{"id": "a", "text": 3}', 'a record without text; give it a field "text"'),
        ('{"id": [1], "text": "a"}', 'the field "id" is neither text nor a whole number; mend it'),
        ('{"id": true, "text": "a"}', 'the field "id" is neither text nor a whole number; mend it'),
        ("[" * 100_000, "malformed JSON (numbers or nesting beyond all measure); mend the line"),
        ('{"id": ' + "9" * 5_000 + "}", "malformed JSON (numbers or nesting beyond all measure); mend the line"),
    ],
)
def test_a_malformed_record_fails_alone(write, line, error):
    before, bad, after = records(write, {"id": 1, "text": PROSE}, line, {"id": 2, "text": PROSE})
    assert (before.status, after.status) == ("ok", "ok")
    assert bad.status == "failed"
    assert bad.error.startswith(error)
    assert bad.path.endswith("news.jsonl:2")


def test_a_line_in_no_encoding_fails_alone(write):
    file = write("a.jsonl", b'{"text": "caf\x81"}\n' + json.dumps({"text": PROSE}).encode())
    bad, good = read(file)
    assert (bad.status, good.status) == ("failed", "ok")
    assert bad.error.startswith("byte 13 (0x81) is not UTF-8; convert the file")


def test_a_file_without_records_is_empty(write):
    assert only(write("a.jsonl", "\n\n")).status == "empty"


# What cannot be read


@pytest.mark.parametrize(
    "data", [b"One line.\nThe caf\xe9 \xc3\xa9 is closed.\n", b"One line.\nThe caf\x81 is closed.\n"]
)
def test_an_unknown_encoding_and_damaged_utf8_are_named_with_line_byte_and_remedy(write, data):
    article = only(write("a.txt", data))
    assert article.path.endswith("a.txt:2")
    assert re.match(r"byte 17 \(0x\w\w\) is not UTF-8; convert the file, for example: iconv", article.error)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_other_encodings_are_recognised_and_noted(write, encoding, name):
    prose = PROSE.replace("The minister", "The “minister’s café” – said –")
    content = {
        "a.txt": prose,
        "a.jsonl": json.dumps({"text": prose}, ensure_ascii=False),
        "a.csv": f'id,text\n7,"{prose}"\n',
    }
    article = read(write(name, content[name].encode(encoding)))[0]
    assert (article.status, article.text) == ("ok", prose)
    assert article.notes[0].startswith("read as " + ("Windows-1252" if encoding == "cp1252" else "UTF-"))


@pytest.mark.parametrize("text", ["", " \n\t\n", "---\ntitle: A\n---\n\n"])
def test_an_article_without_text_is_empty(write, text):
    article = only(write("a.txt", text))
    assert (article.status, article.error) == ("empty", "no text in it; add the article's text or leave it out")


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN])
def test_an_article_in_another_language_is_skipped_unless_it_says_it_is_english(write, text):
    article = only(write("a.txt", text))
    assert (article.status, article.language) == ("skipped", "und")
    assert article.error.startswith("not in English; leave it out or translate it")
    assert only(write("a.txt", f"---\nlanguage: en-GB\n---\n{text}")).status == "ok"


def test_an_article_that_says_it_is_not_english_is_skipped(write):
    article = only(write("a.txt", f"---\nlanguage: fr\n---\n{PROSE}"))
    assert (article.status, article.language) == ("skipped", "fr")


def test_too_little_text_to_tell_its_language_passes():
    assert is_english("Lima rejects Quito plan")
    assert is_english("1918 -- 1939")


def test_a_missing_path_an_unknown_format_and_a_bare_folder_fail(write, tmp_path):
    (tmp_path / "bare").mkdir()
    articles = read(
        tmp_path / "nowhere.txt", write("a.odt", b"PK"), tmp_path / "bare", tmp_path / ("x" * 300), Path("a\0b")
    )
    assert {article.status for article in articles} == {"failed"}
    assert [article.error for article in articles] == [
        "no such file or folder; check the path",
        f"not a format that is read; give {formats()} files, or a folder with such files",
        f"no articles in this folder; put {formats()} files there",
        "no such file or folder; check the path",
        "no such file or folder; check the path",
    ]


def test_a_file_that_cannot_be_opened_fails_alone(write, tmp_path):
    os.symlink(tmp_path / "gone", tmp_path / "link.txt")
    broken, good = read(tmp_path / "link.txt", write("a.txt", PROSE))
    assert broken.error == "cannot be read (no such file or directory); make the file readable"
    assert good.status == "ok"


def test_a_second_article_of_one_id_fails_and_names_the_first(write):
    first, second = read(write("x/a.txt", PROSE), write("y/a.md", PROSE))
    assert (first.status, second.status, second.doc_id, second.text) == ("ok", "failed", "a", "")
    assert second.error.startswith("its id 'a' is that of ")
    assert second.error.endswith("x/a.txt; rename one, or give the folder above both")


def test_names_with_odd_bytes_and_control_characters_are_spelled_out(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9\n.txt")).write_text(PROSE)
    assert only(tmp_path).doc_id == "caf%E9%0A"


@given(st.text())
def test_ids_and_titles_can_always_be_written(text):
    printable_id(text).encode("utf-8")
    assert "\n" not in one_line(text).encode("utf-8").decode("utf-8")
