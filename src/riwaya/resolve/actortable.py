"""The tables of actors, read once: rows by id, and the names under which they are found.

`data/actors.tsv` has the actors, `data/people.tsv` the holders of offices and leaders of groups with their terms,
`data/actorwords.tsv` the words of which phrases are made; `docs/actors.md` documents the columns.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from riwaya.arabic.kept import Kept
from riwaya.arabic.words import name_key, oblique

DATA = Path(__file__).parent / "data"
KINDS = frozenset(
    {
        "state", "government", "military", "police", "intelligence", "ministry", "office", "legislature", "judiciary",
        "rebel", "jihadist", "militia", "identity_militia", "coalition", "igo", "un", "ngo", "medical", "monitor",
        "party", "political", "company", "person", "unknown",
    }
)  # fmt: skip
COLUMNS = ("id", "name_en", "name_ar", "aliases", "kind", "inter", "sector", "country", "parent", "from", "to",
           "wikidata")  # fmt: skip
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor. `inter` is ACLED's code, `sector` PLOVER's; `since` and `until` are ISO dates, possibly cut short."""

    id: str
    name_en: str
    name_ar: str
    kind: str
    inter: str
    sector: str
    country: str
    parent: str
    since: str
    until: str
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an actor. `countries`: where it means this one, empty for everywhere. `person`: an office's holder.
    `alone`: only where it has its article and nothing follows it in its phrase."""

    actor: str
    countries: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    person: str = ""
    alone: bool = False

    def active(self, day: str) -> bool:
        """Whether the period covers an ISO day; an unknown day or an open end covers everything."""
        return covers(self.since, self.until, day)


def covers(since: str, until: str, day: str) -> bool:
    """Whether a period of ISO dates, possibly cut short ('2014-09') or open, covers a day; '' is covered by all."""
    return not day or (since[: len(day)] <= day and (not until or day[: len(until)] <= until))


@lru_cache(maxsize=32768)
def key(text: str) -> Key:
    """The tokens under which spellings of one name meet: as `name_key`, nominative plurals as the oblique ones.

    ضيف الله and نصر الله are one token, as they are one name: no ضيف, no نصر stands in them.
    """
    named = name_key(_TANWIN.sub("", text) if "\u064b" in text else text)
    return tuple(map(_PLURALS.__getitem__, filter(None, named.replace(" الله", "الله").split(" "))))


_TANWIN = re.compile("[اى]\u064b|\u064b[اى]?")


def _plural(token: str) -> str:
    token = oblique(token)
    if token.startswith("كورد"):  # as Kurds write it: 'كوردستان'
        token = "كرد" + token[4:]
    if token.startswith("ميلش"):
        return "ميليش" + token[4:]
    return "مي" + token[1:] if token.startswith("مليش") else token


_PLURALS = Kept(_plural)


def _apart(name: Key) -> Key:
    """A name with 'الله' as a word of its own, as single words of a text have it: 'حزب', 'الله'."""
    out: list[str] = []
    for token in name:
        head = token.removesuffix("الله")
        out += [head, "الله"] if head and head != token else [token]
    return tuple(out)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table beside this module, by column."""
    with (DATA / name).open(encoding="utf-8") as file:
        head = next(file).rstrip("\n").split("\t")
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 1:
                yield dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=True))


def parse_alias(text: str) -> tuple[str, frozenset[str], str, str]:
    """'name', 'name@SY,IQ' or 'name@LY:2015-12..2021-03': the name, its countries and its own period."""
    name, _, rule = text.partition("@")
    countries, _, period = rule.partition(":")
    since, _, until = period.partition("..")
    return name.strip(), frozenset(c for c in countries.split(",") if c), since, until


@cache
def actors() -> dict[str, ActorRow]:
    """The rows of `actors.tsv` by id."""
    out = {}
    for r in rows("actors.tsv"):
        out[r["id"]] = ActorRow(
            r["id"], r["name_en"], r["name_ar"], r["kind"], r["inter"], r["sector"], r["country"], r["parent"],
            r["from"], r["to"], r["wikidata"],
        )  # fmt: skip
    return out


@cache
def aliases() -> dict[Key, list[Alias]]:
    """What every name may mean: the names of actors, of states and of office-holders."""
    out: dict[Key, list[Alias]] = {}

    def add(name: str, alias: Alias) -> None:
        k = key(name)
        for spelling in {k, _apart(k)} if k else ():
            if alias not in (known := out.setdefault(spelling, [])):
                known.append(alias)

    for r in rows("actors.tsv"):
        names = r["aliases"].split("|") if r["aliases"] else []
        listed = {parse_alias(n)[0] for n in names if "@" in n}
        for text in ([r["name_ar"]] if r["name_ar"] not in listed else []) + names:
            name, countries, since, until = parse_alias(text)
            period = since or r["from"], until or r["to"]
            add(name.removeprefix("="), Alias(r["id"], countries, *period, alone=name.startswith("=")))
        if r["name_en"]:
            add(r["name_en"], Alias(r["id"], frozenset(), r["from"], r["to"]))
    for r in rows("people.tsv"):
        for name in (r["name_ar"], *r["aliases"].split("|"), r["name_en"]):
            if name:
                add(name, Alias(r["actor"], frozenset(), r["from"], r["to"], r["name_en"]))
    for r in rows("countries.tsv"):
        for name in (*r["names_ar"].split("|"), r["name_en"]):
            taken = out.get(key(name), [])
            if not taken:
                add(name, Alias(f"{r['country']}.state"))
            elif all(a.person for a in taken):  # 'الكاميرون' is no Cameron
                add(name, Alias(f"{r['country']}.state", frozenset({r["country"]})))
    return out


@cache
def names_of_persons() -> dict[str, frozenset[str]]:
    """The words of every name of each office-holder, by English name; under '' the words that begin anybody's."""
    out: dict[str, frozenset[str]] = {}
    first: set[str] = set()
    for r in rows("people.tsv"):
        named = [key(n) for n in (r["name_ar"], *r["aliases"].split("|")) if n]
        out[r["name_en"]] = out.get(r["name_en"], frozenset()) | {t for n in named for t in n}
        first |= {n[0] for n in named[:1] if len(n) > 1}
    return {**out, "": frozenset(first)}


@cache
def articled() -> frozenset[str]:
    """Family names that are never without their article: 'المعلم' is a minister, 'معلم' a teacher."""
    with_it: dict[str, bool] = {}
    for r in rows("people.tsv"):
        for name in (r["name_ar"], *r["aliases"].split("|")):
            if len(k := key(name)) == 1:
                with_it[k[0]] = with_it.get(k[0], True) and name.startswith("ال")
    return frozenset(name for name, always in with_it.items() if always)


@cache
def capitals() -> dict[Key, str]:
    """Capitals, which stand for their governments when they act."""
    return {key(r["capital_ar"]): r["country"] for r in rows("countries.tsv") if r["capital_ar"]}


@cache
def country_names() -> dict[str, tuple[str, str]]:
    """English and Arabic name of each country by code."""
    return {r["country"]: (r["name_en"], r["names_ar"].split("|")[0]) for r in rows("countries.tsv")}


_ENDINGS = ("", "ه", "ين", "ان", "تين", "تان", "ات", "ا", "ن")
_BROKEN = {"اتراك": "TR", "روس": "RU", "المان": "DE", "افغان": "AF", "اميركان": "US", "امريكان": "US",
           "انجليز": "GB", "يابانيين": "JP", "هنود": "IN", "صهاينه": "IL"}  # fmt: skip


@cache
def nationalities() -> dict[str, str]:
    """Adjectives of states in all their forms (سوري, سورية, سوريين) with the states' codes."""
    out = dict(_BROKEN)
    names = {key(n)[0] for r in rows("countries.tsv") for n in r["names_ar"].split("|") if n}
    for r in rows("countries.tsv"):
        for word in r["adjectives_ar"].split("|"):
            base = key(word)
            if len(base) == 1:
                for ending in _ENDINGS:
                    if ending not in ("ا", "ن") or base[0] + ending not in names:  # سوريا is the country
                        out.setdefault(base[0] + ending, r["country"])
    return out


@cache
def _listed() -> dict[str, list[tuple[str, str]]]:
    """The words of `actorwords.tsv` with their codes, by class."""
    out: dict[str, list[tuple[str, str]]] = {}
    for r in rows("actorwords.tsv"):
        out.setdefault(r["class"], []).append((r["words"], r["code"]))
    return out


@cache
def phrases(kind: str) -> dict[Key, str]:
    """The phrases of one class of `actorwords.tsv` with their codes."""
    out: dict[Key, str] = {}
    for words, code in _listed().get(kind, ()):
        for word in words.split("|"):
            out.setdefault(key(word), code)
    if kind == "generic":
        for k in [k for k in out if len(k) == 1 and out[k] != "people"]:
            for form in _forms(k[0]):
                out.setdefault((form,), out[k])
        for two in [k for k in out if len(k) == 2 and not any(t.endswith(("ه", "ا", "ين")) for t in k)]:
            out.setdefault(tuple([t + "ا" for t in two]), out[two])  # 'كادرا طبيا'
    return out


def _forms(word: str) -> Iterator[str]:
    """A noun in the accusative, in the dual, and with the pronouns that reports write onto it."""
    if word.endswith("ه"):
        stem = word[:-1] + "ت"
        yield word[:-1] + "ات"
    else:
        stem = word
        yield word + "ا"
        if not word.endswith("ي"):  # 'مدنية' is an adjective of things
            yield from (word + "ه", word + "تين", word + "تان")
    yield from (stem + "ان", stem + "ين")
    if word.endswith("ين") and len(word) > 4:
        stem = word[:-1]
        # 'طياروها'
        yield from (word[:-2] + "و" + pronoun for pronoun in ("هم", "ها", "ه", "نا"))
    if word.endswith("اء"):  # 'حلفاؤها', 'أبنائهم'
        yield from (word[:-1] + hamza + pronoun for hamza in "وي" for pronoun in ("هم", "ها", "ه", "نا"))
    yield from (stem + pronoun for pronoun in ("هم", "ها", "ه", "نا"))


def longest(table: dict[Key, object]) -> dict[str, int]:
    """By first token the length of the longest key, so that a scan tries no more than it must."""
    out: dict[str, int] = {}
    for k in table:
        out[k[0]] = max(out.get(k[0], 0), len(k))
    return out
