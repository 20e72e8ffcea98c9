"""From records to rows: the columns that claims are looked up by, their names, and the words they are found by."""

import json
from collections.abc import Iterator
from typing import Any

from riwaya.casebook.ledger import canonical, sha256
from riwaya.casebook.shadow import name_shadow
from riwaya.codebook import CLAIM_TYPES, family
from riwaya.records import Claim, Document, Place


class BrokenRecord(ValueError):
    """A record whose quotes do not stand in the text where it says; it would not hold as evidence."""


def stored(claim: Claim) -> tuple[str, str]:
    """The canonical JSON of a claim without what only a casebook adds, and its hash."""
    record = claim.model_dump(mode="json", exclude={"id", "incident"})
    text = canonical(record)
    return text, sha256(text)


def columns(claim: Claim) -> dict[str, Any]:
    """The columns of `claims` that say what the record says."""
    place = next((p for p in claim.places if p.country), None) or (claim.places[0] if claim.places else None)
    point = next((p for p in claim.places if p.lat is not None), None)
    return {
        "type": claim.type.value,
        "family": family(claim.type).value,
        "status": claim.status.value,
        "day_start": claim.date.start[:10],
        "day_end": claim.date.end[:10],
        "precision": claim.date.precision.value,
        "country": place.country if place else "",
        "admin1": place.admin1 if place else "",
        "place_id": place.place_id if place else "",
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "confidence": claim.confidence,
    }


def names(claim: Claim) -> list[dict[str, str]]:
    """Every name in a claim with its role, as written and as resolved; each spelling once."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for role, text, entity in _names(claim):
        folded = name_shadow(text)
        if folded.strip():
            row = {"role": role, "text": text, "folded": folded, "entity": entity}
            found.setdefault((role, folded, entity), row)
    return list(found.values())


def _names(claim: Claim) -> Iterator[tuple[str, str, str]]:
    for role, mentions in (("initiator", claim.initiators), ("target", claim.targets)):
        for mention in mentions:
            actor = mention.actor
            yield role, mention.text, actor.id if actor else ""
            if actor:
                yield role, actor.name_ar, actor.id
                yield role, actor.name_en, actor.id
    for place in claim.places:
        yield from (("place", name, place.place_id) for name in _place_names(place))
    for source in claim.origin:
        yield "source", source.text, source.origin
    for weapon in claim.weapons:
        yield "weapon", weapon.text, ""


def _place_names(place: Place) -> Iterator[str]:
    yield from filter(None, (place.text, place.name_ar, place.name_en, place.admin1, place.admin2))


def words(text: str, claim: Claim) -> str:
    """What a claim is found by: the sentences that tell it, its type and its names in both languages."""
    code = CLAIM_TYPES[claim.type]
    parts = [text[span.start : span.end] for span in claim.mentions]
    parts += [claim.trigger.text, code.label_en, code.label_ar]
    parts += [row["text"] for row in names(claim)]
    return "\n".join(parts)


def broken_spans(text: str, record: Any, path: str = "") -> Iterator[str]:
    """What in a record (as JSON) does not fit the text: a quote that is not the slice, a span outside."""
    if isinstance(record, list):
        if _is_span(record):
            if not 0 <= record[0] <= record[1] <= len(text):
                yield f"{path}: [{record[0]}, {record[1]}] lies outside the text"
            return
        for i, item in enumerate(record):
            yield from broken_spans(text, item, f"{path}[{i}]")
    elif isinstance(record, dict):
        span, quote = record.get("span"), record.get("text")
        if span is not None and isinstance(quote, str) and text[span[0] : span[1]] != quote:
            yield f"{path or 'record'}: the text at [{span[0]}, {span[1]}] is not the quote"
        for key, value in record.items():
            if isinstance(value, (dict, list)) and key != "mention_ids":
                yield from broken_spans(text, value, f"{path}.{key}" if path else key)


_SPAN_LENGTH = 2


def _is_span(value: list[Any]) -> bool:
    return len(value) == _SPAN_LENGTH and all(isinstance(v, int) for v in value)


def check_fit(document: Document, claims: list[Claim]) -> None:
    """Raises BrokenRecord where a claim does not fit the document's text."""
    for number, claim in enumerate(claims):
        for problem in broken_spans(document.text, claim.model_dump(mode="json")):
            raise BrokenRecord(f"claim {number}, {problem}")


def claim_of(record: str, claim_id: str = "", incident: str = "") -> Claim:
    """The claim that a stored record holds, with its id and incident."""
    claim = Claim.model_validate(json.loads(record))
    return claim.model_copy(update={"id": claim_id, "incident": incident})
