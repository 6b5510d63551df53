"""Which names are one actor's: full names and surnames, acronyms, initials, countries under their several names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from stanceflow.annotate.candidate import Candidate, Gender
from stanceflow.annotate.short_forms import fuller_names
from stanceflow.records import ActorKind

_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_PARTICLES = frozenset(
    {
        "de",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "da",
        "dos",
        "du",
        "di",
        "ter",
        "ten",
        "abu",
    }
)
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "a", "&"})
_NAMESAKES = 20
"""How many people of one name are kept in mind."""
_ARTICLE = re.compile(r"^(?:al|el)[-‐‑](?=\w{3})")
"""The Arabic article, which a surname may be cited without: *al-Sadr, Sadr*."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*\.?|\d+")


@dataclass(slots=True, eq=False)
class Cluster:
    """One actor in the making: its mentions so far, and what later mentions may be matched by."""

    name: str
    kind: ActorKind
    country: str = ""
    gender: Gender = ""
    plural: bool = False
    named: bool = False
    mentions: list[Candidate] = field(default_factory=list)
    lemmas: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)

    def add(self, candidate: Candidate) -> None:
        """Take a mention in, and learn gender, country and describing nouns from it."""
        self.mentions.append(candidate)
        self.gender = self.gender or candidate.gender
        self.country = self.country or (candidate.country if candidate.kind == self.kind else "")
        self.lemmas |= candidate.titles
        if candidate.form == "description":
            self.lemmas.add(candidate.lemma)
            self.modifiers |= candidate.modifiers


class Names:
    """The named actors of an article, found in text order; each index holds clusters in the order in which they were first named."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self._by_name: dict[str, Cluster] = {}
        self._persons_by_part: dict[str, list[Cluster]] = {}
        self._by_acronym: dict[str, Cluster] = {}

    def add(self, candidate: Candidate) -> Cluster:
        """Give the cluster that a name belongs to, made new where it is the first of its kind."""
        cluster = self._person(candidate) if candidate.kind == "person" else self._body(candidate)
        cluster.add(candidate)
        return cluster

    def add_acronym(self, candidate: Candidate, cluster: Cluster) -> Cluster:
        """Give the cluster whose name the text has just shortened in brackets: *Movimento 5 Stelle (M5S)*."""
        self._by_acronym.setdefault(candidate.name.replace(".", ""), cluster)
        cluster.add(candidate)
        return cluster

    def _new(self, candidate: Candidate) -> Cluster:
        assert candidate.kind
        cluster = Cluster(
            candidate.name, candidate.kind, candidate.country, candidate.gender, candidate.plural, named=True
        )
        self.clusters.append(cluster)
        return cluster

    def _body(self, candidate: Candidate) -> Cluster:
        key = _key(candidate.name)
        known = self._by_name.get(key) or self._by_acronym.get(candidate.name.replace(".", ""))
        if known is not None and (known.kind == candidate.kind or known.kind != "person"):
            if is_acronym(known.name) and not is_acronym(candidate.name) and candidate.kind == "organization":
                known.name = candidate.name
            return known
        cluster = self._new(candidate)
        self._by_name[key] = cluster
        acronym = _acronym(candidate.name)
        if candidate.kind == "organization" and len(acronym) > 1:
            earlier = self._by_name.get(acronym.lower())
            if earlier is not None and earlier.kind == "organization":  # "the AU ... the African Union"
                self.clusters.remove(cluster)
                earlier.name = candidate.name
                self._by_name[key] = earlier
                return earlier
            self._by_acronym.setdefault(acronym, cluster)
            self._by_acronym.setdefault(_mixed_acronym(candidate.name), cluster)
        return cluster

    def join_short_forms(self) -> dict[int, Cluster]:
        """Put bodies named by a part of their name with the one body of that name; give the joined clusters' new ones by `id`.

        *Amnesty* is Amnesty International, *the Navy* the Indian Navy; a part that two bodies' names hold stays by itself.
        """
        bodies = [cluster for cluster in self.clusters if cluster.kind == "organization" and cluster.named]
        forms = fuller_names({id(body): body.name for body in bodies})
        by_id = {id(body): body for body in bodies}
        joined = {short: by_id[full] for short, full in forms.items()}
        for short, full in joined.items():
            for mention in by_id[short].mentions:
                full.add(mention)
        self.clusters = [cluster for cluster in self.clusters if id(cluster) not in joined]
        return joined

    def _person(self, candidate: Candidate) -> Cluster:
        parts = _parts(candidate.name)
        if not parts:
            return self._by_name.get(_key(candidate.name)) or self._new(candidate)
        key = " ".join(parts)
        known = self._by_name.get(key)
        if known is None or known.kind != "person":
            known = self._same_person(parts, candidate.gender)
        if known is None:
            known = self._new(candidate)
        elif len(parts) > len(_parts(known.name)):
            known.name = candidate.name
        if len(parts) > 1:
            self._by_name[key] = known
        for part in {parts[0], parts[-1], _surname(parts)}:
            holders = self._persons_by_part.setdefault(part, [])
            if known not in holders:
                holders.append(known)
                del holders[:-_NAMESAKES]
        return known

    def _same_person(self, parts: list[str], gender: Gender) -> Cluster | None:
        """The person whom a shorter or longer form of a name means; of several the one named last."""
        for part in (_surname(parts), parts[-1]):
            for cluster in reversed(self._persons_by_part.get(part, [])):
                if _compatible(parts, _parts(cluster.name)) and not (
                    gender and cluster.gender and gender != cluster.gender
                ):
                    return cluster
        return None


def _key(name: str) -> str:
    return re.sub(r"[\s.]+", " ", name.removeprefix("the ").removeprefix("The ")).strip().lower()


def _parts(name: str) -> list[str]:
    words = [w.lower().removesuffix("'s").removesuffix("’s") for w in _WORD.findall(name)]
    return [_ARTICLE.sub("", w) for w in words if w not in _SUFFIXES]


def _surname(parts: list[str]) -> str:
    """The last name, with the particle before it: *van der Borght*."""
    at = len(parts) - 1
    while at > 1 and parts[at - 1] in _PARTICLES:
        at -= 1
    return " ".join(parts[at:])


def _compatible(parts: list[str], others: list[str]) -> bool:
    """Whether two names can be one person's: the shorter is a part of the longer, or first names agree at least by initial."""
    shorter, longer = sorted((parts, others), key=len)
    if len(shorter) == 1:
        return shorter[0] in (longer[0], longer[-1])
    if _surname(shorter) != _surname(longer) and shorter[-1] != longer[-1]:
        return " ".join(shorter) in " ".join(longer)
    first, other = shorter[0], longer[0]
    return first == other or (first.rstrip(".") == other[:1]) or (other.rstrip(".") == first[:1]) or first in longer


def is_acronym(name: str) -> bool:
    letters = name.replace(".", "").replace("&", "")
    return 1 < len(letters) <= 8 and letters.isupper() and " " not in letters


def _acronym(name: str) -> str:
    words = [w for w in re.split(r"[\s-]+", name) if w and w.lower() not in _SMALL]
    return "".join(w[0] for w in words if w[0].isalpha()).upper() if len(words) > 1 else ""


def _mixed_acronym(name: str) -> str:
    """The initials with those of small words: *MoI* of the Ministry of the Interior."""
    words = [word for word in re.split(r"[\s-]+", name) if word.lower() not in ("the", "and", "&")]
    return "".join(word[0] for word in words if word[:1].isalpha())
