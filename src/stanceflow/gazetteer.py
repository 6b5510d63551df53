"""Names and nouns for actors: countries, organizations, leaders, peoples, seats of government, role nouns, titles, first names.

The files stand in `lexicon/`. `countries.csv`, `organizations.csv` and `leaders.csv` are compiled by
`training/compile_gazetteer.py` from The World Factbook (CC0), the Phoenix dictionaries (MIT) and our own knowledge; the others
are kept by hand. Each is read when the first look-up needs it.

A look-up takes a name as it stands in a text: curly apostrophes, line breaks and missing accents do not matter, capitals
do (*US* is a country, *us* is not), save that a name in capitals throughout is also tried in usual case. A leading *the*
may be there or not, but what the files write with it is found only with it: *the Australian* is a newspaper, *Australian*
is not.
Where a form has several readings, the first is the likeliest and `ambiguous` says that context must decide.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from stanceflow.lexicon import LexiconError, load_table

FormKind = Literal["name", "adjective", "demonym", "capital"]
PlaceKind = Literal["state", "territory", "region", "former"]
Number = Literal["", "singular", "plural", "collective"]
RoleClass = Literal["person", "group", "organization", "state"]
Gender = Literal["male", "female", "unknown"]

_Row = dict[str, str]
_T = TypeVar("_T")
_ISO3 = re.compile(r"[A-Z]{3}")
# What some names become without their accents.
_OTHER_WORDS = frozenset({"Liberation", "Male", "Reunion"})


@dataclass(frozen=True, slots=True)
class CountryForm:
    """One way of naming a country, territory or region.

    `country` is the usual English name, `iso3` its ISO 3166-1 alpha-3 code (`XKX` for Kosovo; for a region that of the
    country that it belongs to; empty for states that are no more). `form` says what the words are: a name (`is_alias`
    where it is not the usual one), an adjective, a noun for its people (`number`: `collective` for *the French*), or
    the capital or another seat of government.
    """

    text: str
    country: str
    iso3: str
    place: PlaceKind
    form: FormKind
    is_alias: bool = False
    number: Number = ""
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Metonym:
    """A building, office, district or city that stands for whom it houses: `actor` of kind `actor_kind`, country `iso3` or empty."""

    text: str
    actor: str
    actor_kind: RoleClass
    iso3: str
    kind: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Organization:
    """A known organization: its usual name, country code (empty where it is of no one country), and what it is (`party`, `court`, ...)."""

    name: str
    iso3: str
    kind: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who leads or led a country or a body: usual full name, surname, office (a role noun), country and code, or empty."""

    name: str
    surname: str
    office: str
    country: str
    iso3: str


@dataclass(frozen=True, slots=True)
class People:
    """People by belief, descent, region or party: *Sunnis*, *Kurds*, *Europeans*, *Democrats*; `kind` says by which, `number` as in `CountryForm`."""

    name: str
    iso3: str
    kind: str
    form: Literal["adjective", "demonym"]
    number: Number = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for somebody: `role_class` in the singular (a plural of persons is a group); `relational` where it is somebody's (*ally*).

    `ambiguous` marks nouns that as often mean no actor: *party*, *power*, *order*.
    """

    lemma: str
    role_class: RoleClass
    relational: bool
    gender: Gender
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Title:
    """A title before names: `kind` (honorific, office, rank, royal, religious, academic, legislative), `role` the noun for its bearer or empty."""

    text: str
    kind: str
    gender: Gender
    role: str


# --- look-ups --------------------------------------------------------------------------------------------------------------------------


def country_by_form(form: str) -> CountryForm | None:
    """Give the likeliest country that a name, adjective, noun for its people or capital stands for."""
    readings = country_forms(form)
    return readings[0] if readings else None


def country_forms(form: str) -> tuple[CountryForm, ...]:
    """Give every reading of a form, likeliest first: *German* is an adjective and a noun, *Congolese* of two countries."""
    return _find(_countries(), form) or ()


def metonym_by_form(form: str) -> Metonym | None:
    """Give whom a building, office, seat or capital stands for: *the Kremlin*, *Downing Street*, *Moscow*."""
    found = _find(_metonyms(), form)
    if found is not None:
        return found
    for reading in country_forms(form):
        if reading.form == "capital":
            return Metonym(reading.text, reading.country, "state", reading.iso3, "capital", reading.ambiguous)
    return None


def organization_by_form(form: str) -> Organization | None:
    """Give the organization that has this name, other name or acronym."""
    return _find(_organizations(), form)


def leader_by_name(name: str) -> Leader | None:
    """Give the leader of this full name; a surname alone is nobody's."""
    return _find(_leaders(), name)


def leader_by_surname(surname: str) -> Leader | None:
    """Give a leader of this surname, where all its bearers led one country: enough for *the Bush administration*, not for a person."""
    return _leaders_by_surname().get(surname)


def people_by_form(form: str) -> People | None:
    """Give the people that a noun or adjective names; nationals of a country are with `country_by_form`."""
    return _find(_peoples(), form)


def role_of(lemma: str) -> Role | None:
    """Give the role that a noun or noun phrase names, by the longest part that is known at its end: *defense minister*, *ex-president*."""
    rest = _bare(_plain(lemma)).lower()
    while rest:
        found = _roles().get(rest) or _roles().get(_singular(rest))
        if found is not None:
            return found
        rest = re.split(r"[ -]", rest, maxsplit=1)[1] if re.search(r"[ -]", rest) else ""
    return None


def title_of(words: str) -> Title | None:
    """Give the title that these words are: *Mr.*, *Gen.*, *Prime Minister*."""
    return _titles().get(_bare(_plain(words)))


def gender_of(first_name: str) -> Gender:
    """Give the gender that a first name tells in most places, `unknown` where it tells none."""
    return _first_names().get(_plain(first_name), "unknown")


# --- indexes ---------------------------------------------------------------------------------------------------------------------------


@functools.cache
def _countries() -> dict[str, tuple[CountryForm, ...]]:
    index: dict[str, list[CountryForm]] = {}
    for place, row in _rows("countries", "country", kind=("state", "territory", "region", "former")):
        if row["iso3"] and not _ISO3.fullmatch(row["iso3"]):
            raise LexiconError(f"{place}: iso3: {row['iso3']!r} is not a code of three capitals")
        for form in _forms_of_country(place, row):
            _index(index, form.text, form)
    order = {"name": 0, "adjective": 1, "demonym": 2, "capital": 3}
    # The sort is stable: among readings of one kind, that of the country further up in the file comes first.
    return {key: tuple(sorted(forms, key=lambda form: order[form.form])) for key, forms in index.items()}


def _forms_of_country(place: str, row: _Row) -> Iterator[CountryForm]:
    ambiguous = frozenset(_cells(row["ambiguous"]))

    def make(text: str, form: FormKind, is_alias: bool = False, number: Number = "") -> CountryForm:
        kind: PlaceKind = row["kind"]  # type: ignore[assignment]  # checked in _rows
        return CountryForm(text, row["country"], row["iso3"], kind, form, is_alias, number, text in ambiguous)

    yield make(row["country"], "name")
    yield from (make(text, "name", is_alias=True) for text in _cells(row["aliases"]))
    yield from (make(text, "adjective") for text in _cells(row["adjectives"]))
    for text, number in _nouns(place, row["nouns"]):
        yield make(text, "demonym", number=number)
    yield from (make(text, "capital") for text in (*_cells(row["capital"]), *_cells(row["seats"])))


def _nouns(place: str, cell: str) -> Iterator[tuple[str, Number]]:
    """Read *German/Germans|/French*: singular and plural, or a collective alone."""
    for pair in _cells(cell):
        singular, slash, plural = pair.partition("/")
        if not slash or not plural:
            raise LexiconError(f"{place}: nouns: {pair!r} is not singular/plural")
        if not singular:
            yield plural, "collective"
            continue
        yield singular, "singular"
        yield plural, "plural"


@functools.cache
def _metonyms() -> dict[str, Metonym]:
    index: dict[str, Metonym] = {}
    for _, row in _rows("metonyms", "phrase", actor_kind=("state", "organization", "group")):
        kind: RoleClass = row["actor_kind"]  # type: ignore[assignment]  # checked in _rows
        # A city is first of all a place, and the seat of more than one body.
        metonym = Metonym(row["phrase"], row["actor"], kind, row["iso3"], row["kind"], row["kind"] == "city")
        _put(index, row["phrase"], metonym)
        _put(index, _bare(row["phrase"]), metonym)
    return index


@functools.cache
def _organizations() -> dict[str, Organization]:
    index: dict[str, Organization] = {}
    for _, row in _rows("organizations", "name"):
        ambiguous = frozenset(_cells(row["ambiguous"]))
        for text in (row["name"], *_cells(row["aliases"])):
            _put(index, text, Organization(row["name"], row["iso3"], row["kind"], text in ambiguous))
    return index


@functools.cache
def _leaders() -> dict[str, Leader]:
    index: dict[str, Leader] = {}
    for _, row in _rows("leaders", "name"):
        leader = Leader(row["name"], row["surname"], row["office"], row["country"], row["iso3"])
        for text in (row["name"], *_cells(row["aliases"])):
            _put(index, text, leader)
    return index


@functools.cache
def _leaders_by_surname() -> dict[str, Leader]:
    """The first leader of each surname that leaders of one country alone bear."""
    found: dict[str, dict[str, Leader]] = {}
    for leader in _leaders().values():
        found.setdefault(leader.surname, {}).setdefault(leader.iso3, leader)
    return {surname: next(iter(by_country.values())) for surname, by_country in found.items() if len(by_country) == 1}


@functools.cache
def _peoples() -> dict[str, People]:
    index: dict[str, People] = {}
    for place, row in _rows("peoples", "people"):
        for text, number in _nouns(place, row["nouns"]):
            _put(index, text, People(row["people"], row["iso3"], row["kind"], "demonym", number))
        for text in _cells(row["adjectives"]):
            _put(index, text, People(row["people"], row["iso3"], row["kind"], "adjective"))
    return index


@functools.cache
def _roles() -> dict[str, Role]:
    roles = {}
    checks = {"class": ("person", "group", "organization", "state"), "gender": ("male", "female", "unknown")}
    for place, row in _rows("role_nouns", "lemma", relational=("true", "false"), ambiguous=("true", "false"), **checks):
        role_class: RoleClass = row["class"]  # type: ignore[assignment]  # checked in _rows
        gender: Gender = row["gender"]  # type: ignore[assignment]  # checked in _rows
        if row["lemma"] in roles:
            raise LexiconError(f"{place}: lemma stands twice; leave one row out")
        roles[row["lemma"]] = Role(
            row["lemma"], role_class, row["relational"] == "true", gender, row["ambiguous"] == "true"
        )
    return roles


@functools.cache
def _titles() -> dict[str, Title]:
    titles = {}
    for _, row in _rows("titles", "title", gender=("male", "female", "unknown")):
        gender: Gender = row["gender"]  # type: ignore[assignment]  # checked in _rows
        titles[_bare(_plain(row["title"]))] = Title(row["title"], row["kind"], gender, row["role"])
    return titles


@functools.cache
def _first_names() -> dict[str, Gender]:
    names: dict[str, Gender] = {}
    for _, row in _rows("first_names", "name", gender=("male", "female")):
        gender: Gender = row["gender"]  # type: ignore[assignment]  # checked in _rows
        names[_plain(row["name"])] = gender
    return names


# --- reading and comparing -------------------------------------------------------------------------------------------------------------


def _rows(name: str, key: str, **allowed: tuple[str, ...]) -> Iterator[tuple[str, _Row]]:
    """Give each row of a file with words for error messages that say where it stands; `allowed` lists the values of a column."""
    for number, row in enumerate(load_table(name), start=1):
        place = f"{name}.csv: row {number} ({row.get(key)})"
        missing = [column for column in (key, *allowed) if not row.get(column)]
        if missing:
            raise LexiconError(f"{place}: {missing[0]}: is missing or empty; fill it")
        for column, values in allowed.items():
            if row[column] not in values:
                raise LexiconError(f"{place}: {column}: {row[column]!r} is not one of {', '.join(values)}")
        yield place, row


def _cells(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _index(index: dict[str, list[_T]], text: str, value: _T) -> None:
    for key in _keys(text):
        index.setdefault(key, []).append(value)


def _put(index: dict[str, _T], text: str, value: _T) -> None:
    """Enter a value where nothing stands yet: what is further up in the file comes first."""
    for key in _keys(text):
        index.setdefault(key, value)


def _keys(text: str) -> tuple[str, ...]:
    """Give the spellings under which a form is found: plain as written, and without accents where that is no other word."""
    key = _plain(text)
    if key.isascii():
        return (key,)
    folded = _without_accents(key)
    return (key,) if folded in _OTHER_WORDS else (key, folded)


def _find(index: dict[str, _T], form: str) -> _T | None:
    plain = _plain(form)
    for key in (plain, _bare(plain)):
        found = index.get(key)
        # A single word with an accent is a word of its own: Germán is nobody's nationality.
        if found is None and not key.isascii() and " " in key:
            found = index.get(_without_accents(key))
        if found is None and key.isupper() and len(key) > 4:
            found = index.get(key.title())
        if found is not None:
            return found
    return None


def _without_accents(key: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))


def _plain(text: str) -> str:
    """Give a form with plain apostrophes, single blanks, and a leading article in small letters."""
    plain = text if text.isascii() else text.replace("’", "'").replace("‘", "'")
    if not plain.isprintable() or "  " in plain:
        plain = " ".join(plain.split())
    return f"the {plain[4:]}" if plain[:4] == "The " else plain


def _bare(text: str) -> str:
    return text[4:] if text[:4] in ("the ", "The ") else text


def _singular(noun: str) -> str:
    """Undo a regular English plural; for words that the lemmatizer left as they were."""
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
