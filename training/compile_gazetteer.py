"""Compile the lexicons of countries, organizations and leaders: `python training/compile_gazetteer.py --data DIR`.

DIR holds `factbook_cc0.jsonl` (The World Factbook, CC0: official names, demonyms, capitals, parties, leaders) and
`phoenix_countries.jsonl` (Phoenix actor dictionaries, MIT: codes of earlier leaders), and may hold
`countries_mledoze.jsonl`, whose codes and capitals are compared with ours and not used. What we keep by hand
stands in `gazetteer_sources/`: names as newspapers write them, ISO 3166-1 alpha-3 codes, further aliases, demonyms,
which forms are ambiguous; organizations other than parties; leaders of the past. An empty cell there means
"as the Factbook has it", a lone hyphen "none".
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parent / "gazetteer_sources"
LEXICON = Path(__file__).parents[1] / "src" / "stanceflow" / "lexicon"
Row = dict[str, str]

COUNTRY_COLUMNS = ("country", "iso3", "kind", "aliases", "adjectives", "nouns", "capital", "seats", "ambiguous")
ORGANIZATION_COLUMNS = ("name", "iso3", "kind", "aliases", "ambiguous", "source")
LEADER_COLUMNS = ("name", "surname", "office", "country", "iso3", "aliases", "source")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A party's name says what it is by one of these, and whose by a word that few countries' parties share.
_PARTY_HEADS = _words(
    """party union front alliance movement league democrats rally congress bloc bloco partido parti partei partij
    dal morcha samiti greens liberals socialists conservatives communists convergence convention federation
    forum organization"""
)
_RARE_IN_COUNTRIES = 2
_OFFICES = (
    ("supreme leader", "supreme leader"),
    ("taliban leader", "leader"),
    ("crown prince", "crown prince"),
    ("prime minister", "prime minister"),
    ("president of the government", "prime minister"),
    ("council of ministers", "prime minister"),
    ("cabinet of ministers", "prime minister"),
    ("vice president", "vice president"),
    ("president", "president"),
    ("chancellor", "chancellor"),
    ("premier", "premier"),
    ("taoiseach", "prime minister"),
    ("king", "king"),
    ("queen", "queen"),
    ("emperor", "emperor"),
    ("sultan", "sultan"),
    ("amir", "emir"),
    ("grand duke", "grand duke"),
    ("prince", "prince"),
    ("pope", "pope"),
    ("governor", "governor"),
    ("chief executive", "chief executive"),
)
# Words that stand before a leader's name in the Factbook and are no part of it.
_BEFORE_NAME = _words(
    """acting affairs amir and armed assembly cabinet capt. caretaker chair chairman chairperson chancellor chief
    china cnsp col. commander-in-chief commission council crown dr. duke emperor executive foreign forces gen.
    general gnu government governor grand head homeland interim king leader leadership minister ministers of
    overall people's pope premier presidency president presidential prime prince queen regent safeguard
    secretary sir sovereign spain sr. state sudanese sultan supreme swiss taliban taoiseach the transition
    transitional vice confederation equivalent) (prime-minister) national for"""
)
_PARTICLES = _words("al el bin ibn de da do dos das di der den von van la le e i")
_ROMAN = re.compile(r"^[IVX]+$")


def main() -> None:
    """Read the options, compile, write the three files, and say what differs from the cross-check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with factbook_cc0.jsonl and phoenix_countries.jsonl"
    )
    parser.add_argument("--out", type=Path, default=LEXICON, help="folder for the lexicon files")
    options = parser.parse_args()
    factbook = {entry["gec"]: entry for entry in read_jsonl(options.data / "factbook_cc0.jsonl")}
    countries = compile_countries(read_csv(SOURCES / "countries.csv"), factbook)
    write_csv(options.out / "countries.csv", COUNTRY_COLUMNS, countries)
    organizations = compile_organizations(read_csv(SOURCES / "organizations.csv"), parties(factbook))
    write_csv(options.out / "organizations.csv", ORGANIZATION_COLUMNS, organizations)
    leaders = compile_leaders(read_csv(SOURCES / "leaders.csv"), countries, factbook)
    write_csv(options.out / "leaders.csv", LEADER_COLUMNS, leaders)
    print(f"{len(countries)} countries and regions, {len(organizations)} organizations, {len(leaders)} leaders")
    for note in [
        *cross_check(countries, options.data / "countries_mledoze.jsonl"),
        *check_leaders(leaders, options.data),
    ]:
        print(note)


# --- reading and writing ---------------------------------------------------------------------------------------------------------------


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Give the records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_csv(path: Path) -> list[Row]:
    """Give the rows of a CSV file. Raises `ValueError` naming file, line and key where a row has too many or too few cells."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = []
        for row in reader:
            if None in row or None in row.values():
                key = next(iter(row.values()))
                raise ValueError(f"{path.name}: line {reader.line_num} ({key}): has not one cell for each column")
            rows.append(row)
    return rows


def write_csv(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Write rows with these columns, UTF-8 with plain line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def plain(text: str) -> str:
    """Give the letters of a text without accents, case, apostrophes and hyphens, to compare spellings."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in "'’-.` ")


def join(forms: Iterable[str], leave_out: Iterable[str] = ()) -> str:
    """Join forms with bars, each once, in order."""
    out = dict.fromkeys(form for form in forms if form and form != "-")
    return "|".join(form for form in out if form not in set(leave_out))


# --- countries -------------------------------------------------------------------------------------------------------------------------


def compile_countries(rows: list[Row], factbook: dict[str, dict[str, Any]]) -> list[Row]:
    """Fill what our rows leave open from the Factbook, and add its official and short names as aliases."""
    codes = {row["country"]: row["iso3"] for row in rows}
    for row in rows:
        codes[row["country"]] = row["iso3"]
        entry = factbook.get(row["gec"], {})
        aliases = [*row["aliases"].split("|"), *official_names(entry)]
        row["aliases"] = join(aliases, leave_out=[row["country"]])
        row["nouns"] = join(row["nouns"].split("|") if row["nouns"] else noun_pairs(entry.get("noun") or ""))
        row["adjectives"] = join(row["adjectives"].split("|") if row["adjectives"] else [entry.get("adjective") or ""])
        row["capital"] = join([row["capital"] or clean_capital(entry.get("capital") or "")])
        row["seats"] = join(row["seats"].split("|"), leave_out=[row["capital"]])
    return rows


def official_names(entry: dict[str, Any]) -> list[str]:
    """Give the Factbook's short and long names of a country, without remarks and lists."""
    names = [html.unescape(str(entry.get(key) or "")) for key in ("short", "long")]
    names = [re.split(r" \(|;|,", name)[0].strip() for name in names]
    return [name for name in names if name and name != "none" and not name.startswith("The Dominican")]


def noun_pairs(text: str) -> list[str]:
    """Read *German(s)* as German/Germans, and *Chinese (singular and plural)* as Chinese/Chinese."""
    pairs = []
    for part in re.split(r", (?:or )?| or ", html.unescape(text)):
        if match := re.fullmatch(r"(.+)\(s\)(?: \(.*\))?", part):
            pairs.append(f"{match[1]}/{match[1]}s")
        elif match := re.fullmatch(r"(.+) \(singular and plural\)", part):
            pairs.append(f"{match[1]}/{match[1]}")
    return pairs


def clean_capital(text: str) -> str:
    """Give the first capital that the Factbook names, without remarks."""
    return re.split(r" \(|;|,", html.unescape(text))[0].strip()


# --- organizations ---------------------------------------------------------------------------------------------------------------------


def parties(factbook: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, list[str]]]:
    """Give the Factbook's parties: country entry, name, other names and initials, where the name tells the party from others."""
    for gec, entry in factbook.items():
        for text in entry.get("parties") or ():
            parsed = parse_party(html.unescape(text))
            if parsed is not None:
                yield gec, *parsed


def parse_party(text: str) -> tuple[str, list[str]] | None:
    """Read *Name (Local Name) or INITIALS; note ...*; None where the name is too common or too odd to be of use.

    Initials of two or three letters are left out: without the name beside them they mean something else as a rule.
    """
    text = re.sub(r"^The ", "", text).replace("Britian", "Britain")
    text = re.sub(
        r"\s*(\[.*|;.*|\((?:formerly|electoral|alliance|coalition|an? |includes|various|largest).*)$", "", text
    ).strip()
    local = re.findall(r"\(([^()]*)\)", text)
    bare = re.sub(r"\s*\([^()]*\)", "", text)
    name, *others = [part.strip() for part in bare.split(" or ")]
    words = name.lower().split()
    if not 3 <= len(words) <= 8 or not _PARTY_HEADS.intersection(words) or not re.fullmatch(r"[A-Z][\w .'’\-]+", name):
        return None
    if re.search(
        r"\b(other|minor|parties|independents?|candidates?|coalition|organization points|orBaytaq)\b",
        name,
        re.IGNORECASE,
    ):
        return None
    aliases = [form for form in others if re.fullmatch(r"[A-Z]{4,9}", form)]
    aliases += [
        form for form in local if re.fullmatch(r"[A-ZÀ-Ž][\w'’\-]+(?: [\w'’\-]+){1,6}", form) and " or " not in form
    ]
    return name, aliases


def distinctive(found: list[tuple[str, str, list[str]]]) -> list[tuple[str, str, list[str]]]:
    """Leave out parties whose every word many countries' parties bear: *Party of Justice and Progress* may be anybody's."""
    countries: dict[str, set[str]] = {}
    for iso3, name, _ in found:
        for word in name.lower().split():
            countries.setdefault(word, set()).add(iso3)
    return [
        (iso3, name, aliases)
        for iso3, name, aliases in found
        if any(len(word) > 3 and len(countries[word]) <= _RARE_IN_COUNTRIES for word in name.lower().split())
    ]


def compile_organizations(rows: list[Row], found: Iterable[tuple[str, str, list[str]]]) -> list[Row]:
    """Give our organizations, then those parties of the Factbook whose name no other organization and no second country has."""
    codes = {row["gec"]: row["iso3"] for row in read_csv(SOURCES / "countries.csv") if row["gec"]}
    taken = {plain(form) for row in rows for form in (row["name"], *row["aliases"].split("|"))}
    found = distinctive([(codes[gec], name, aliases) for gec, name, aliases in found if codes.get(gec)])
    uses = Counter(plain(form) for form, _ in {(form, iso3) for iso3, name, forms in found for form in {name, *forms}})
    out = [dict(row, source="own") for row in rows]
    for iso3, name, aliases in found:
        if plain(name) in taken or uses[plain(name)] > 1:
            continue
        aliases = [form for form in aliases if plain(form) not in taken and uses[plain(form)] == 1]
        taken.update(plain(form) for form in (name, *aliases))
        out.append(
            {
                "name": name,
                "iso3": iso3,
                "kind": "party",
                "aliases": join(aliases),
                "ambiguous": "",
                "source": "factbook",
            }
        )
    return out


# --- leaders ---------------------------------------------------------------------------------------------------------------------------


def compile_leaders(rows: list[Row], countries: list[Row], factbook: dict[str, dict[str, Any]]) -> list[Row]:
    """Give our leaders, and the heads of state and government of the Factbook; one row where both name the same person."""
    codes = {row["country"]: row["iso3"] for row in countries}
    out = [
        dict(row, iso3=codes.get(row["country"], ""), surname=row["surname"] or row["name"].split()[-1], source="own")
        for row in rows
    ]
    for country in countries:
        entry = factbook.get(country["gec"], {})
        if country["kind"] == "state":
            for text in (entry.get("chief_of_state"), entry.get("head_of_government")):
                leader = parse_leader(html.unescape(text or ""))
                if leader is not None:
                    _add_leader(out, dict(leader, country=country["country"], iso3=country["iso3"], source="factbook"))
    return out


def _add_leader(out: list[Row], leader: Row) -> None:
    """Add a leader, or the spelling to the row of the same person: same country and surname, or a name already there."""
    for row in out:
        same_name = bool(_spellings(row) & _spellings(leader))
        surname, given = plain(leader["surname"]), plain(leader["name"].split()[0])
        same_surname = row["country"] == leader["country"] and plain(row["surname"]) == surname != given
        if same_name or (same_surname and plain(row["name"].split()[0]) == given):
            if row["country"] == leader["country"]:
                row["aliases"] = join(
                    [*row["aliases"].split("|"), leader["name"], *leader["aliases"].split("|")], [row["name"]]
                )
            return
    out.append(leader)


def _spellings(leader: Row) -> set[str]:
    return {plain(form) for form in (leader["name"], *leader["aliases"].split("|")) if form}


def parse_leader(text: str) -> Row | None:
    """Read *President Abdelmadjid TEBBOUNE (since ...)*: name in usual case, surname (which the Factbook capitalises), office."""
    text = re.split(r" \((?!Prime|prime|President)|;|, represented|, Jr| former | and President of ", text)[0]
    text = re.sub(r'\([^)]*\)|"[^"]*"|“[^”]*”', " ", text)
    tokens = text.replace(",", " ").split()
    start = 0
    for i, token in enumerate(tokens):
        if token.lower() in _BEFORE_NAME:
            start = i + 1
    before, name = tokens[:start], [token for token in tokens[start:] if token != "-"]
    if len(name) == 0 or not before or "Co-prince" in text or "co-chiefs" in text:
        return None
    capitals = [i for i, token in enumerate(name) if _is_capital(token) and not (i > 0 and _ROMAN.match(token))]
    if not capitals or len(name) < 2:
        return None
    usual = [usual_case(token, first=i == 0) for i, token in enumerate(name)]
    surname = " ".join(usual[capitals[0] : capitals[-1] + 1])
    # *Mohammed* and a surname name nobody in particular.
    tells = capitals[0] > 0 and len(name) > 2 and not re.match(r"M[ou]hamm?[ae]d", usual[0])
    short = f"{usual[0]} {surname}" if tells else ""
    office = next((office for word, office in _OFFICES if word in " ".join(before).lower()), "leader")
    if {"assembly", "commission"} & {word.lower() for word in before}:
        office = "leader"
    full = " ".join(usual)
    return {
        "name": short or full,
        "surname": surname,
        "office": office,
        "aliases": full if short and short != full else "",
    }


def _is_capital(token: str) -> bool:
    """Whether the Factbook capitalises a word, or one side of its hyphen, as (part of) the surname."""
    parts = ["".join(c for c in part if c.isalpha()) for part in token.split("-")]
    return any(len(part) > 1 and part.isupper() for part in parts)


def usual_case(token: str, first: bool) -> str:
    """Write *TEBBOUNE* as Tebboune, *NETANYAHU-SMITH* part by part, and *DE* inside a name as de."""
    if (_ROMAN.match(token) and not first) or not _is_capital(token):
        return token
    if token.lower() in _PARTICLES and not first:
        return token.lower() if token.lower() not in ("de", "van") else token.capitalize()
    parts = re.split(r"([-'’])", token)
    return "".join(part if part.islower() else part.capitalize() for part in parts)


# --- checks ----------------------------------------------------------------------------------------------------------------------------


def cross_check(countries: list[Row], path: Path) -> Iterator[str]:
    """Say where codes or capitals differ from another list of countries, if it is there."""
    if not path.exists():
        return
    other = {entry["iso3"]: entry for entry in read_jsonl(path)}
    for row in countries:
        if row["kind"] in ("state", "territory") and row["iso3"] not in other:
            yield f"{row['country']}: code {row['iso3']} is not in {path.name}"
        capitals = {plain(name) for name in other.get(row["iso3"], {}).get("capital", ())}
        ours = {plain(name) for name in (row["capital"], *row["seats"].split("|")) if name}
        if row["kind"] == "state" and row["capital"] and capitals and not capitals & ours:
            yield f"{row['country']}: capital {row['capital']}, there {sorted(capitals)}"


def check_leaders(leaders: list[Row], data: Path) -> Iterator[str]:
    """Say which leaders have another country in the Phoenix dictionaries (to about 2014)."""
    codes: dict[str, set[str]] = {}
    for entry in read_jsonl(data / "phoenix_countries.jsonl"):
        for name in (entry["name"], *entry["alias"]):
            codes.setdefault(plain(name.replace("_", " ")), set()).update(code[:3] for code in entry["codes"])
    for row in leaders:
        there = codes.get(plain(row["name"]), set()) - {"IGO", "ELI", "---"}
        if there and row["iso3"] and row["iso3"] not in there:
            yield f"{row['name']}: {row['iso3']} here, {sorted(there)} in Phoenix"


if __name__ == "__main__":
    main()
