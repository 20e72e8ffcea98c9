"""The way of a report on one page: sentences -> extract -> resolve, each a function of plain records.

document = Document(doc_id=..., text=..., published="2018-07-25")
read(document, extractor("lexicon")).claims
"""

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from riwaya import __version__
from riwaya.arabic.sentences import split_sentences
from riwaya.extract import DEFAULT, Extractor
from riwaya.extract import extractor as load
from riwaya.extract.bulletins import by_item, items
from riwaya.extract.glued import Apart, apart, restored
from riwaya.extract.markup import without_markup
from riwaya.records import Claim, Document, DocumentClaims, Sentence, Span

if TYPE_CHECKING:
    from riwaya.resolve.actors import ActorResolver
    from riwaya.resolve.places import PlaceResolver
    from riwaya.resolve.sources import SourceResolver


@cache
def places() -> "PlaceResolver":
    """The resolver with the product's gazetteer, loaded at the first report that needs it."""
    from riwaya.resolve.places import PlaceResolver

    return PlaceResolver()


@cache
def extractor(name: str = DEFAULT) -> Extractor:
    """The extractor of a name with the product's gazetteer at hand; made once a process."""

    def find_places(text: str) -> list[tuple[int, int]]:
        return [(found.start, found.end) for found in places().finder.read(text)[1] if found.sure]

    return load(name, find_places)


def sentences(document: Document) -> list[Sentence]:
    """The numbered sentences of a document, the title being the first."""
    return _numbered(without_markup(document.text) or document.text)


def _numbered(text: str) -> list[Sentence]:
    return [Sentence(number=i, span=Span(*s)) for i, s in enumerate(split_sentences(text))]


def read(document: Document, extractor: Extractor, numbered: list[Sentence] | None = None) -> DocumentClaims:
    """One document's claims, extracted and resolved. `numbered`: its sentences, where somebody else set them."""
    plain = without_markup(document.text)
    numbered = numbered if numbered is not None else _numbered(plain or document.text)
    spans = [s.span for s in numbered]
    glued = apart(plain or document.text) or (Apart(plain, []) if plain else None)
    if glued:
        spaced = document.model_copy(update={"text": glued.text})
        moved = [s.model_copy(update={"span": glued.forward(s.span)}) for s in numbered]
        claims = [restored(c, glued, document.text) for c in _claims(spaced, extractor, moved)]
    else:
        claims = _claims(document, extractor, numbered)
    return DocumentClaims(
        doc_id=document.doc_id,
        outlet=document.outlet,
        url=document.url,
        published=document.published,
        published_from=document.published_from,
        published_evidence=document.published_evidence,
        path=document.path,
        encoding=document.encoding,
        text_sha256=hashlib.sha256(document.text.encode("utf-8")).hexdigest(),
        riwaya=__version__,
        extractor=f"{extractor.name}/{extractor.version}",
        sentences=spans,
        claims=claims,
    )


def _claims(document: Document, extractor: Extractor, numbered: list[Sentence]) -> list[Claim]:
    """What a document's text tells, extracted and resolved, a bulletin item by item."""
    spans = [s.span for s in numbered]
    claims = extractor.extract(document, numbered)
    told = items(document.text, spans)
    return by_item(document, spans, claims, told, resolve) if told else resolve(document, claims)


def resolve(document: Document, claims: list[Claim]) -> list[Claim]:
    """The claims with their places found in the gazetteer, their dates worked out, their actors and sources linked."""
    if not claims:
        return claims
    return linked(document, dated(document, places().resolve(document, claims)))


@cache
def linkers() -> "tuple[ActorResolver, SourceResolver]":
    """The resolvers of actors and sources, loaded at the first report that needs them."""
    from riwaya.resolve.actors import ActorResolver
    from riwaya.resolve.sources import SourceResolver

    actors = ActorResolver()
    return actors, SourceResolver(actors)


def linked(document: Document, claims: list[Claim]) -> list[Claim]:
    """The claims with the actors that names mean, and the origins and camps of their sources."""
    from riwaya.resolve.context import Context

    actors, sources = linkers()

    @cache
    def countries() -> dict[str, float]:
        return places().setting(document).countries

    context = Context.of(document, claims, countries)
    return sources.resolve(document, actors.resolve(document, claims, context=context), context=context)


def dated(document: Document, claims: list[Claim]) -> list[Claim]:
    """The claims with the date that governs each trigger."""
    from riwaya.arabic.dates import expressions
    from riwaya.resolve.clocks import coded
    from riwaya.resolve.dates import Dated, claim_dates

    told = [
        Dated(
            claim.trigger.span or Span(0, 0),
            claim.mentions[0],
            claim.mentions,
            claim.status.value,
            claim.type.value,
            claim.date if claim.date.confidence is not None else None,
        )
        for claim in claims
    ]
    days = claim_dates(document, expressions(document.text), told)
    return [
        claim.model_copy(update={"date": coded(when), "stages": {**claim.stages, "date": "dates/2"}})
        for claim, when in zip(claims, days, strict=True)
    ]
