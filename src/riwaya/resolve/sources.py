"""Which origin a source is, and of which camp: so that independent accounts can be counted.

'مراسلنا', 'مراسل الميادين' and the outlet are one origin; SANA and the army command are two of one camp. An origin is
the id of a row of `data/sources.tsv`, of an actor, `name:...` for a person whom no table knows, or `unknown:...` for
a source without a name, which is nobody that could be met again in another report.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from riwaya.arabic.words import name_key
from riwaya.codebook import SourceKind
from riwaya.records import Claim, Document, Source, Span
from riwaya.resolve.actors import ActorResolver
from riwaya.resolve.actortable import Alias, Key, key, longest, parse_alias, rows
from riwaya.resolve.camps import camp_of
from riwaya.resolve.context import Context

STAGE = ("sources", "1")
TIES = frozenset({"", "voice", "funded", "aligned"})
_MEDIA = frozenset({SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.CORRESPONDENT, SourceKind.SOCIAL_MEDIA,
                    SourceKind.ARMED_GROUP, SourceKind.MONITOR})  # fmt: skip
# Words that introduce a medium or its people; what is left must be the medium's whole name.
_NOUNS = frozenset(
    key(
        "صحيفة جريدة مجلة قناة شبكة وكالة أنباء موقع إذاعة راديو تلفزيون مراسل مراسلة مراسلو مراسلي موفد موفدة "
        "كاميرا مصادر مصدر تقرير منصة محطة فضائية بوابة إلكتروني إخبارية إخباري في ل عبر على صفحة حساب رسمي رسمية "
        "مراسلين إلكترونية يومية مقال نقلا عن"
    )
)
# Pages whose markup is gone write names onto the noun before: 'مصادرالميادين'.
_GLUED = re.compile(r"\b(مراسل|مراسلة|موفد|مندوب|مصادر|قناة|شبكة|صحيفة|وكالة|موقع)(?=ال[ء-ي]{3})")
_OWN = frozenset(key("مراسلنا مراسلتنا مراسلونا مراسلينا موفدنا موفدتنا مراسل المراسل كاميرتنا مصادرنا"))


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
def _lengths() -> dict[str, int]:
    return longest(dict(source_names()))


def outlet_origin(outlet: str) -> str:
    """The origin that a publisher is: its row's id, or 'outlet:' and its name where no row has it."""
    tokens = key(outlet)
    for name in (tokens, _named(tokens)):
        known = [a for a in source_names().get(name, ()) if not a.countries]
        if known:
            return known[0].actor
    return f"outlet:{name_key(outlet)}" if tokens else "outlet:"


def _named(tokens: Key) -> Key:
    return tuple(t for t in tokens if t not in _NOUNS)


class SourceResolver:
    """Resolves the chains of sources of claims; loading happens at the first source."""

    def __init__(self, actors: ActorResolver | None = None) -> None:
        self._actors = actors or ActorResolver()

    def resolve(
        self,
        document: Document,
        claims: list[Claim],
        countries: Callable[[], Mapping[str, float]] | None = None,
        context: Context | None = None,
    ) -> list[Claim]:
        """The claims with an origin and, where the conflict is known, a camp for every source of their chains.

        `context`: the document's, where it is known.
        """
        if not any(c.origin for c in claims):
            return claims
        context = context or Context.of(document, claims, countries)
        publisher = outlet_origin(document.outlet)
        done: dict[tuple[str, SourceKind, Span | None], tuple[str, str]] = {}

        def filled(source: Source) -> Source:
            at = (source.text, source.kind, source.span)
            if at not in done:
                origin = self.origin(source, context, publisher)
                row = sources().get(origin)
                done[at] = origin, camp_of(row.actor if row else origin, context)
            origin, camp = done[at]
            return source.model_copy(update={"origin": origin, "camp": camp})

        return [
            c.model_copy(
                update={"origin": [filled(s) for s in c.origin], "stages": {**c.stages, "sources": "/".join(STAGE)}}
            )
            if c.origin
            else c
            for c in claims
        ]

    def origin(self, source: Source, context: Context, publisher: str = "outlet:") -> str:
        """The id of the origin that one source reduces to."""
        tokens = key(_GLUED.sub(r"\1 ", source.text))
        medium = self._medium(tokens, source.kind, context)
        if medium:
            return medium
        if source.kind is SourceKind.CORRESPONDENT or (tokens and all(t in _OWN for t in tokens)):
            return publisher
        actor = self._actors.link(source.text, context, source.span)
        if actor.id == "unknown:name":
            return f"name:{' '.join(tokens)}"
        return actor.id

    def _medium(self, tokens: Key, kind: SourceKind, context: Context) -> str:
        """A medium named in the phrase. One-word names are common words too (الرياض, الوطن): they must stand alone."""
        rest = _named(tokens)
        if kind in _MEDIA and rest and (chosen := self._choose(rest, context)):
            return chosen
        for i in range(len(tokens)):
            for n in range(min(_lengths().get(tokens[i], 0), len(tokens) - i), 1, -1):
                if chosen := self._choose(tokens[i : i + n], context):
                    return chosen
        return ""

    def _choose(self, name: Key, context: Context) -> str:
        options = source_names().get(name)
        chosen = self._actors.choose(options, context) if options else None
        return chosen[0].actor if chosen else ""
