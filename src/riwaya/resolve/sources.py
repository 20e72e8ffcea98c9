"""Which origin a source is, and of which camp: so that independent accounts can be counted.

'مراسلنا', 'مراسل الميادين' and the outlet are one origin; SANA and the army command are two of one camp. An origin is
the id of a row of `data/sources.tsv`, of an actor, `name:...` for a person whom no table knows, or `unknown:...` for
a source without a name, which is nobody that could be met again in another report.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from riwaya.arabic.words import name_key
from riwaya.codebook import SourceKind
from riwaya.records import Claim, Document, Source, Span
from riwaya.resolve.actors import ActorResolver
from riwaya.resolve.actortable import Key, key
from riwaya.resolve.camps import camp_of
from riwaya.resolve.context import Context
from riwaya.resolve.sourcesides import of_a_side, told_to
from riwaya.resolve.sourcetable import bare_name, medium_named, name_lengths, named_before, source_names, sources

STAGE = ("sources", "1")
_MEDIA = frozenset({SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.CORRESPONDENT, SourceKind.SOCIAL_MEDIA,
                    SourceKind.ARMED_GROUP, SourceKind.MONITOR})  # fmt: skip
_MEDIUM = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})
# Pages whose markup is gone write names onto the noun before: 'مصادرالميادين'.
_GLUED = re.compile(r"\b(مراسل|مراسلة|موفد|مندوب|مصادر|قناة|شبكة|صحيفة|وكالة|موقع)(?=ال[ء-ي]{3})")
_PRESS = frozenset(key("صحيفة جريدة مجلة قناة إذاعة"))
_REPORTERS = frozenset(key("صحافي صحفي مراسل مراسلة محرر كاتب محلل معلق مذيع صحافية صحفية كاتبة معلقة مقدم"))
_CORRESPONDENTS = frozenset(key("مراسل مراسلة موفد موفدة مصور"))
_ACTIVISTS = frozenset(key("ناشط ناشطة ناشطون ناشطين ناشطات ناشطان ناشطو نشطاء"))
_OTHERS = _CORRESPONDENTS | {"مندوب"}
_MEDIA_NOUNS = frozenset(key("صحيفة وكالة قناة شبكة إذاعة موقع تلفزيون"))
_SAID_BEFORE = re.compile("(?:ال|لل)مصدر(?: نفسه| ذاته| عينه| المذكور)?|مصدر (?:نفسه|ذاته|عينه)|نفس المصدر")
_SOURCE = re.compile(r"(?<!\w)[وفبل]?(?:مصدر|مصادر|مصدران|مصدرين)(?!\w| نفسه| ذاته| عينه)")
_OWN = frozenset(key("مراسلنا مراسلتنا مراسلونا مراسلينا موفدنا موفدتنا مراسل المراسل كاميرتنا مصادرنا"))


def outlet_origin(outlet: str) -> str:
    """The origin that a publisher is: its row's id, or 'outlet:' and its name where no row has it."""
    tokens = key(outlet)
    for name in (tokens, bare_name(tokens)):
        known = [a for a in source_names().get(name, ()) if not a.countries]
        if known:
            return known[0].actor
    return f"outlet:{name_key(outlet)}" if tokens else "outlet:"


def before(chain: list[Source], publisher: str) -> list[Source]:
    """A chain up to its publisher, which passes on what all the others say; its reporters are sources of their own."""
    return [s for s in chain if s.kind not in _MEDIUM or publisher not in (s.origin, outlet_origin(s.text))]


def _same_source(source: Source, chain: Sequence[Source], told: Sequence[Source], text: str) -> Source:
    """'المصدر', 'المصدر نفسه' are whom the text called a source last, or else its last voice, where that has a name;
    nobody known where another source stands between. `told` are the document's sources in their order."""
    at = source.span
    if at is None or not _SAID_BEFORE.fullmatch(source.text):
        return source
    carried = {s.span for s in chain}  # 'نقلت فرانس برس عن المصدر': she is not it
    earlier = [s for s in told if s.span and s.span < at and s.span not in carried]
    earlier = [s for s in earlier if not _SAID_BEFORE.fullmatch(s.text)]
    called = [s for s in earlier if _SOURCE.search(s.text)]
    last = (called or earlier)[-1:]
    if not last or last[0].span is None or _SOURCE.search(text, last[0].span.end, at.start):
        return source
    return source.model_copy(update={"origin": last[0].origin, "camp": last[0].camp})


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

        def tells(source: Source) -> bool:
            state = source.origin[2:3] == "."  # each government has an army and ministries that are called so
            return not state or " holding it" in self._actors.link(source.text, context, source.span).why

        chains = of_a_side(claims, [[filled(s) for s in c.origin] for c in claims], context, tells)
        told = sorted((s for chain in chains for s in chain if s.span), key=lambda s: s.span or Span(0, 0))
        return [
            c.model_copy(
                update={
                    "origin": before([_same_source(s, chain, told, document.text) for s in chain], publisher),
                    "stages": {**c.stages, "sources": "/".join(STAGE)},
                }
            )
            if c.origin
            else c
            for c, chain in zip(claims, chains, strict=True)
        ]

    def origin(self, source: Source, context: Context, publisher: str = "outlet:") -> str:
        """The id of the origin that one source reduces to."""
        text, glued = _GLUED.subn(r"\1 ", source.text)
        tokens = key(text)
        reporter = glued or (len(tokens) > 1 and tokens[0] in _CORRESPONDENTS)
        medium = self._medium(tokens, SourceKind.CORRESPONDENT if reporter else source.kind, context)
        medium = medium or medium_named(tokens, context, source.span)
        if medium:
            person = self._actors.bearer(tokens, context, source.span)
            return medium if person is None else f"name:{' '.join(tokens)}" if person == "unknown:name" else person
        if named_before(context, source.span) in _PRESS and 0 < len(tokens) < 4:
            return f"name:{' '.join(tokens)}"
        if source.span and tokens and all(t in _OTHERS for t in tokens):  # 'مراسل وكالة كذا' where 'مراسل' is the span
            after = context.following(source.span, 5)
            if after[:1] and after[0] in _MEDIA_NOUNS and (medium := self._medium(after, SourceKind.OUTLET, context)):
                return medium
        if source.kind is SourceKind.CORRESPONDENT or (tokens and all(t in _OWN for t in tokens)):
            return publisher
        actor = self._actors.link(source.text, context, source.span)
        if spoken := told_to(actor, tokens, context, source.span):
            return spoken
        if source.kind is SourceKind.WITNESS and " holding it" in actor.why and "introduced" not in actor.why:
            return f"name:{' '.join(tokens)}"  # a witness who has a president's name
        if actor.id == "unknown:civilians" and _ACTIVISTS.intersection(tokens):
            return "unknown:witnesses"
        if actor.id == "unknown:object" and source.kind is SourceKind.MEDICAL:
            return "unknown:medics"  # a hospital
        if actor.id == "unknown:name":
            if medium := self._reporter(tokens, context):
                return medium
            return f"name:{' '.join(tokens)}"
        return actor.id

    def _medium(self, tokens: Key, kind: SourceKind, context: Context) -> str:
        """A medium named in the phrase. One-word names are common words too (الرياض, الوطن): they must stand alone."""
        rest = bare_name(tokens)
        if kind in _MEDIA and rest and (chosen := self._choose(rest, context)):
            return chosen
        for i in range(len(tokens)):
            for n in range(min(name_lengths().get(tokens[i], 0), len(tokens) - i), 1, -1):
                if chosen := self._choose(tokens[i : i + n], context):
                    return chosen
        return ""

    def _reporter(self, tokens: Key, context: Context) -> str:
        """The medium for which the text says that somebody writes: 'محلل قناة كذا فلان'."""
        for left in context.before_name(tokens):
            at = max((i for i, t in enumerate(left) if t in _REPORTERS), default=-1)
            if at >= 0 and len(left) - at < 9 and (medium := self._medium(left[at:], SourceKind.OUTLET, context)):
                return medium
        return ""

    def _choose(self, name: Key, context: Context) -> str:
        options = source_names().get(name)
        chosen = self._actors.choose(options, context) if options else None
        return chosen[0].actor if chosen else ""
