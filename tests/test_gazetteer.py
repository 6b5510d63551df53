"""The gazetteer: its files keep their rules, forms find whom they name, and mistakes in a file are named."""

from __future__ import annotations

import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from stanceflow import gazetteer
from stanceflow.lexicon import LexiconError, load_table

ROLE_CLASSES = {"person", "group", "organization", "state"}
# Cities that house a known body, besides being the capital or seat of a country.
SEATS_OF_BODIES = {"Brussels", "Addis Ababa", "The Hague", "Luxembourg", "Rawalpindi"}


@pytest.fixture(autouse=True)
def _fresh_indexes() -> Iterator[None]:
    yield
    for name in ("_countries", "_organizations", "_roles", "_titles", "_metonyms"):
        getattr(gazetteer, name).cache_clear()


def cells(row: dict[str, str], column: str) -> list[str]:
    return [cell for cell in row[column].split("|") if cell]


# --- the files -------------------------------------------------------------------------------------------------------------------------


def test_codes_of_states_and_territories_are_iso_shaped_and_their_own() -> None:
    codes = [row["iso3"] for row in load_table("countries") if row["kind"] in ("state", "territory")]
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    assert len(codes) == len(set(codes))
    assert len([row for row in load_table("countries") if row["kind"] == "state"]) >= 195


def test_every_code_used_elsewhere_is_a_country_s() -> None:
    known = {row["iso3"] for row in load_table("countries")}
    for name in ("organizations", "metonyms", "leaders", "peoples"):
        assert {row["iso3"] for row in load_table(name)} <= known, name


def test_every_state_has_adjective_and_people_that_lead_back_to_it() -> None:
    for row in load_table("countries"):
        if row["kind"] != "state" or row["country"] == "Vatican":
            continue
        forms = [*cells(row, "adjectives"), *(noun for pair in cells(row, "nouns") for noun in pair.split("/") if noun)]
        assert cells(row, "adjectives") and cells(row, "nouns"), row["country"]
        for form in forms:
            assert row["country"] in {found.country for found in gazetteer.country_forms(form)}, form


def test_a_form_of_two_countries_is_flagged_in_both() -> None:
    readings: dict[str, list[gazetteer.CountryForm]] = defaultdict(list)
    for row in load_table("countries"):
        nouns = [noun for pair in cells(row, "nouns") for noun in pair.split("/") if noun]
        own = {
            row["country"],
            *nouns,
            *(c for key in ("aliases", "adjectives", "capital", "seats") for c in cells(row, key)),
        }
        for form in own:
            readings[form] = list(gazetteer.country_forms(form))
    for form, found in readings.items():
        if len({reading.country for reading in found}) > 1:
            assert all(reading.ambiguous for reading in found), f"{form}: {[r.country for r in found]}"


def test_an_organization_s_name_is_no_other_s() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in load_table("organizations"):
        for form in (row["name"], *cells(row, "aliases")):
            owners[form].add(row["name"])
    assert {form: names for form, names in owners.items() if len(names) > 1} == {}


def test_flags_name_forms_of_their_own_row() -> None:
    for row in load_table("organizations"):
        assert set(cells(row, "ambiguous")) <= {row["name"], *cells(row, "aliases")}, row["name"]
    for row in load_table("countries"):
        nouns = {noun for pair in cells(row, "nouns") for noun in pair.split("/")}
        forms = {
            row["country"],
            *nouns,
            *(c for k in ("aliases", "adjectives", "capital", "seats") for c in cells(row, k)),
        }
        assert set(cells(row, "ambiguous")) <= forms, row["country"]


def test_role_nouns_are_many_lower_case_and_classed() -> None:
    rows = load_table("role_nouns")
    assert len(rows) >= 900
    assert len({row["lemma"] for row in rows}) == len(rows)
    assert {row["class"] for row in rows} == ROLE_CLASSES
    assert all(row["lemma"] == row["lemma"].lower() for row in rows)


def test_a_title_s_role_is_a_known_role() -> None:
    for row in load_table("titles"):
        assert not row["role"] or row["role"] == "saint" or gazetteer.role_of(row["role"]) is not None, row["title"]


def test_seats_that_house_bodies_are_cities_known_to_be_ambiguous() -> None:
    for row in load_table("metonyms"):
        country = gazetteer.country_by_form(row["phrase"])
        if country is not None and country.form == "capital":
            assert country.ambiguous or country.iso3 == row["iso3"], row["phrase"]
            assert row["phrase"] in SEATS_OF_BODIES or country.iso3 == row["iso3"], row["phrase"]


# --- look-ups --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "country", "iso3", "form"),
    [
        ("U.S.", "United States", "USA", "name"),
        ("US", "United States", "USA", "name"),
        ("the United States", "United States", "USA", "name"),
        ("Britain", "United Kingdom", "GBR", "name"),
        ("Burma", "Myanmar", "MMR", "name"),
        ("Türkiye", "Turkey", "TUR", "name"),
        ("Côte d’Ivoire", "Ivory Coast", "CIV", "name"),
        ("Zaire", "DR Congo", "COD", "name"),
        ("RUSSIA", "Russia", "RUS", "name"),
        ("Dutch", "Netherlands", "NLD", "adjective"),
        ("Swiss", "Switzerland", "CHE", "adjective"),
        ("Emirati", "United Arab Emirates", "ARE", "adjective"),
        ("Poles", "Poland", "POL", "demonym"),
        ("Spaniards", "Spain", "ESP", "demonym"),
        ("Filipinos", "Philippines", "PHL", "demonym"),
        ("Kyiv", "Ukraine", "UKR", "capital"),
        ("Kiev", "Ukraine", "UKR", "capital"),
        ("Scots", "Scotland", "GBR", "adjective"),
        ("Soviet Union", "Soviet Union", "", "name"),
        ("Kosovars", "Kosovo", "XKX", "demonym"),
    ],
)
def test_a_form_finds_its_country(text: str, country: str, iso3: str, form: str) -> None:
    found = gazetteer.country_by_form(text)
    assert found is not None
    assert (found.country, found.iso3, found.form) == (country, iso3, form)


@pytest.mark.parametrize("text", ["us", "turkey", "chad", "IS", "who", "china", "", "the"])
def test_capitals_and_common_words_matter(text: str) -> None:
    assert gazetteer.country_by_form(text) is None
    assert gazetteer.organization_by_form(text) is None


def test_a_form_may_have_several_readings() -> None:
    german = gazetteer.country_forms("German")
    assert [(reading.form, reading.number) for reading in german] == [("adjective", ""), ("demonym", "singular")]
    assert [reading.country for reading in gazetteer.country_forms("Georgia")] == ["Georgia", "Georgia (U.S. state)"]
    assert {reading.iso3 for reading in gazetteer.country_forms("Congolese")} == {"COD", "COG"}
    assert {reading.number for reading in gazetteer.country_forms("the French")} == {"", "collective"}


@pytest.mark.parametrize(
    ("text", "actor", "kind", "iso3"),
    [
        ("the White House", "United States", "state", "USA"),
        ("the Élysée", "France", "state", "FRA"),
        ("the Elysee", "France", "state", "FRA"),
        ("Downing Street", "United Kingdom", "state", "GBR"),
        ("the Pentagon", "Pentagon", "organization", "USA"),
        ("Foggy Bottom", "State Department", "organization", "USA"),
        ("Brussels", "European Union", "organization", ""),
        ("Tokyo", "Japan", "state", "JPN"),
    ],
)
def test_a_seat_stands_for_whom_it_houses(text: str, actor: str, kind: str, iso3: str) -> None:
    found = gazetteer.metonym_by_form(text)
    assert found is not None
    assert (found.actor, found.actor_kind, found.iso3) == (actor, kind, iso3)


@pytest.mark.parametrize(
    ("text", "name", "iso3"),
    [
        ("WHO", "World Health Organization", ""),
        ("the U.N.", "United Nations", ""),
        ("Médecins Sans Frontières", "Doctors Without Borders", ""),
        ("Medecins Sans Frontieres", "Doctors Without Borders", ""),
        ("the Fed", "Federal Reserve", "USA"),
        ("Kurdistan Workers’ Party", "Kurdistan Workers' Party", "TUR"),
        ("Hizbollah", "Hezbollah", "LBN"),
        ("Botswana Congress Party", "Botswana Congress Party", "BWA"),
    ],
)
def test_a_name_finds_its_organization(text: str, name: str, iso3: str) -> None:
    found = gazetteer.organization_by_form(text)
    assert found is not None
    assert (found.name, found.iso3) == (name, iso3)


def test_what_the_files_write_with_an_article_is_found_only_with_it() -> None:
    paper = gazetteer.organization_by_form("The Australian")
    assert paper is not None and paper.kind == "media"
    assert gazetteer.organization_by_form("Australian") is None
    assert gazetteer.people_by_form("the West") is not None
    assert gazetteer.people_by_form("West") is None
    assert gazetteer.organization_by_form("the European Union") == gazetteer.organization_by_form("European Union")


@pytest.mark.parametrize("text", ["Germán", "Reunion", "Male", "Liberation"])
def test_accents_that_make_another_word_count(text: str) -> None:
    assert gazetteer.country_by_form(text) is None
    assert gazetteer.organization_by_form(text) is None


def test_leaders_are_found_by_full_name_only() -> None:
    found = gazetteer.leader_by_name("Recep Tayyip Erdogan")
    assert found is not None
    assert (found.surname, found.office, found.iso3) == ("Erdoğan", "president", "TUR")
    assert gazetteer.leader_by_name("Erdogan") is None
    xi = gazetteer.leader_by_name("Xi Jinping")
    assert xi is not None and xi.surname == "Xi"


@pytest.mark.parametrize(
    ("lemma", "role_class", "relational"),
    [
        ("official", "person", False),
        ("officials", "person", False),
        ("defense minister", "person", False),
        ("ex-president", "person", False),
        ("policymakers", "person", False),
        ("electorate", "group", False),
        ("central bank", "organization", False),
        ("foreign ministry", "organization", False),
        ("parliament", "organization", False),
        ("cabinet", "state", False),
        ("palace", "state", False),
        ("presidency", "state", False),
        ("administration", "state", False),
        ("neighbours", "state", True),
        ("counterpart", "person", True),
    ],
)
def test_a_noun_has_a_role(lemma: str, role_class: str, relational: bool) -> None:
    role = gazetteer.role_of(lemma)
    assert role is not None
    assert (role.role_class, role.relational) == (role_class, relational)


@pytest.mark.parametrize("lemma", ["table", "idea", "peace", "", "percent", "agreement", "crisis"])
def test_a_noun_for_nobody_has_no_role(lemma: str) -> None:
    assert gazetteer.role_of(lemma) is None


def test_titles_peoples_and_first_names() -> None:
    title = gazetteer.title_of("Gen.")
    assert title is not None and (title.kind, title.role) == ("rank", "general")
    lady = gazetteer.title_of("Mrs.")
    assert lady is not None and lady.gender == "female"
    kurds = gazetteer.people_by_form("Kurds")
    assert kurds is not None and (kurds.form, kurds.number, kurds.iso3) == ("demonym", "plural", "")
    assert [gazetteer.gender_of(name) for name in ("Angela", "Vladimir", "François", "Zzz")] == [
        "female",
        "male",
        "male",
        "unknown",
    ]


# --- mistakes --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("index", "column", "value", "message"),
    [
        ("_countries", "iso3", "usa", r"countries\.csv: row 1 \(United States\): iso3"),
        ("_countries", "kind", "planet", r"countries\.csv: row 1 \(United States\): kind"),
        ("_countries", "nouns", "American", r"countries\.csv: row 1 \(United States\): nouns"),
        ("_organizations", "name", "", r"organizations\.csv: row 1 \(\): name"),
        ("_metonyms", "actor_kind", "thing", r"metonyms\.csv: row 1 \(the White House\): actor_kind"),
        ("_roles", "class", "tree", r"role_nouns\.csv: row 1 \(abbess\): class"),
        ("_titles", "gender", "", r"titles\.csv: row 1 \(Mr\.\): gender"),
    ],
)
def test_a_mistake_is_named_by_file_row_and_key(
    monkeypatch: pytest.MonkeyPatch, index: str, column: str, value: str, message: str
) -> None:
    def spoiled(name: str) -> list[dict[str, str]]:
        first, *rest = load_table(name)
        return [{**first, column: value}, *rest]

    monkeypatch.setattr(gazetteer, "load_table", spoiled)
    build = getattr(gazetteer, index)
    build.cache_clear()
    with pytest.raises(LexiconError, match=message):
        build()


# --- the script that compiles ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def compiler() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "compiler", Path(__file__).parents[1] / "training" / "compile_gazetteer.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("text", "name", "surname", "office"),
    [
        ("President Ada Maria ORTEGA (since 1 May 2020)", "Ada Ortega", "Ortega", "president"),
        ("Premier LIN Boyang (since 2 June 2021)", "Lin Boyang", "Lin", "premier"),
        ("King OTTO IV (since 1990); represented by Governor Jo DOE (since 2001)", "Otto IV", "Otto", "king"),
        ("Prime Minister Rosa VAN DER BERG (since 2024)", "Rosa Van der Berg", "Van der Berg", "prime minister"),
    ],
)
def test_the_compiler_reads_leaders(compiler: ModuleType, text: str, name: str, surname: str, office: str) -> None:
    leader = compiler.parse_leader(text)
    assert (leader["name"], leader["surname"], leader["office"]) == (name, surname, office)


def test_the_compiler_leaves_out_vacant_offices(compiler: ModuleType) -> None:
    assert compiler.parse_leader("President (vacant)") is None


def test_the_compiler_reads_nouns_for_peoples(compiler: ModuleType) -> None:
    assert compiler.noun_pairs("Croat(s), Croatian(s)") == ["Croat/Croats", "Croatian/Croatians"]
    assert compiler.noun_pairs("Maltese (singular and plural)") == ["Maltese/Maltese"]


def test_the_compiler_keeps_telling_party_names(compiler: ModuleType) -> None:
    assert compiler.parse_party("Zembla People's Union (Zemblano Unio) or ZEPU; note - founded in 1990") == (
        "Zembla People's Union",
        ["ZEPU", "Zemblano Unio"],
    )
    assert compiler.parse_party("Green Party or GP") is None
    assert compiler.parse_party("other minor parties") is None
    found = [
        ("AAA", "Party of Justice", []),
        ("BBB", "Party of Justice and Hope", []),
        ("CCC", "Justice Party of Zembla", []),
    ]
    assert [iso3 for iso3, _, _ in compiler.distinctive(found)] == ["BBB", "CCC"]
