"""The table of sources, read once: media and monitors by id, and the names under which they are found."""

from dataclasses import dataclass
from functools import cache

from riwaya.records import Span
from riwaya.resolve.actortable import Alias, Key, key, longest, nationalities, parse_alias, rows
from riwaya.resolve.context import Context

# Words that introduce a medium or its people; what is left must be the medium's whole name.
NOUNS = frozenset(
    key(
        "صحيفة جريدة مجلة قناة شبكة وكالة أنباء موقع إذاعة راديو تلفزيون مراسل مراسلة مراسلو مراسلي موفد موفدة "
        "كاميرا مصادر مصدر تقرير منصة محطة فضائية بوابة إلكتروني إخبارية إخباري في ل عبر على صفحة حساب رسمي رسمية "
        "مراسلين إلكترونية يومية مقال نقلا عن مصور مصورة"
    )
)
# Offices whose nouns newspapers have for names, and what is said of where one holds them.
_OFFICES = frozenset(key("سفير قائد رئيس مفتي عمدة"))
_AT = frozenset(key("لدى في إلى"))
# Behind one of these a word is a medium's name, whatever else it means: 'صحيفة «الخبر»', 'منصة إكس'.
MEDIA = frozenset(key("صحيفة جريدة مجلة قناة شبكة وكالة موقع إذاعة راديو منصة تطبيق"))


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source. `actor`: for whom it speaks (`tie` voice), who pays it (funded) or with whom it stands (aligned)."""

    id: str
    name_en: str
    name_ar: str
    kind: str
    country: str
    actor: str
    tie: str


@cache
def sources() -> dict[str, SourceRow]:
    """The rows of `sources.tsv` by id."""
    return {
        r["id"]: SourceRow(r["id"], r["name_en"], r["name_ar"], r["kind"], r["country"], r["actor"], r["tie"])
        for r in rows("sources.tsv")
    }


@cache
def source_names() -> dict[Key, list[Alias]]:
    """What every name of a source may mean."""
    out: dict[Key, list[Alias]] = {}
    for r in rows("sources.tsv"):
        for text in (r["name_ar"], r["name_en"], *r["aliases"].split("|")):
            name, countries, since, until = parse_alias(text)
            if k := key(name):
                alias = Alias(r["id"], countries, since, until)
                if alias not in (known := out.setdefault(k, [])):
                    known.append(alias)
    return out


@cache
def name_lengths() -> dict[str, int]:
    """By first token the length of the longest name of a source."""
    return longest(dict(source_names()))


@cache
def _press() -> dict[str, Key]:
    """Offices' nouns that are a medium's name behind a noun such as 'صحيفة', with that name in full."""
    return {name[1]: name for name in source_names() if len(name) == 2 and name[0] in MEDIA and name[1] in _OFFICES}


def press_behind(noun: str, word: str) -> bool:
    """Whether a noun makes a medium's name of a word that also means an office: 'جريدة «السفير»'."""
    return noun in MEDIA and word in _press()


def press(word: str, context: Context) -> str:
    """The medium that such a word by itself is in a text which has it and no holder of the office in a state; ''
    elsewhere."""
    if word not in _press() or not any((noun, word) in context.pairs for noun in MEDIA):
        return ""
    # in 'جريدة «السفير» اللبنانية' the adjective is the newspaper's
    states = (of for name, of in context.pairs if name == word and not of.endswith("ه"))
    return "" if any(of in nationalities() or of in _AT for of in states) else medium_called(_press()[word], context)


def bare_name(tokens: Key) -> Key:
    """A medium's name without the words that introduce it."""
    return tuple(t for t in tokens if t not in NOUNS)


def named_before(context: Context, span: Span | None) -> str:
    """The noun right before a span that makes a medium's name of it, '' where there is none."""
    before = context.word_before(span)
    return before if before in MEDIA else ""


def medium_named(tokens: Key, context: Context, span: Span | None) -> str:
    """The medium that a phrase names as such: with a noun such as 'قناة' in it or right before it."""
    noun = named_before(context, span)
    if not noun and not (tokens and tokens[0] in MEDIA):
        return ""
    for name in ((noun, *tokens), tokens, bare_name(tokens)):
        if medium := medium_called(tuple(name), context):
            return medium
    return ""


def medium_called(name: Key, context: Context) -> str:
    """The medium whose whole name this is, in a report like this one."""
    here = [
        a
        for a in source_names().get(name, ())
        if a.active(context.day) and (not a.countries or any(context.share(c) >= 0.2 for c in a.countries))
    ]
    best = max(here, key=lambda a: bool(a.countries), default=None)  # the one of the report's country
    return best.actor if best else ""
