"""One row a claim, as CSV for spreadsheets and statistics: what a coder of conflict events looks at first.

Lists are joined: names by '; ', the chain of sources by ' < ', the first witness first. Of several places it is the
first one whose country is known. The whole record is in the JSON lines.
"""

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from riwaya.codebook import TollKind
from riwaya.export.terminal import safe
from riwaya.records import Claim, DocumentClaims, Mention, Place, tolls_by_kind

Cell = str | int | float | None

_TOLLS = [f"{kind.value}_{bound}" for kind in TollKind for bound in ("min", "max")]
COLUMNS = [
    "claim", "incident", "doc_id", "outlet", "url", "published", "type", "status", "trigger", "sources",
    "initiators", "initiators_en", "targets", "targets_en", "weapons",
    "place", "place_en", "country", "admin1", "admin2", "lat", "lon", "geo_acled", "geo_ucdp",
    "date_start", "date_end", "date_precision", "date_acled", "date_ucdp", *_TOLLS, "confidence",
]  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def write(results: Iterable[DocumentClaims], stream: TextIO) -> None:
    """A line of column names and a line for each claim. Bounds of tolls that a text leaves open are empty."""
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(COLUMNS)
    for row in rows(results):
        out.writerow([row[name] for name in COLUMNS])


def rows(results: Iterable[DocumentClaims]) -> Iterator[dict[str, Cell]]:
    """By column name, each claim's cells. What a spreadsheet would take for a formula has ' before it."""
    for result in results:
        for number, claim in enumerate(result.claims):
            cells = {
                "claim": claim.id or f"{result.doc_id}#{number}",
                "incident": claim.incident,
                "doc_id": result.doc_id,
                "outlet": result.outlet,
                "url": result.url,
                "published": result.published,
                **_claim(claim),
            }
            yield {name: _plain(cell) if isinstance(cell, str) else cell for name, cell in cells.items()}


def _claim(claim: Claim) -> dict[str, Cell]:
    place = next((p for p in claim.places if p.country), claim.places[0] if claim.places else Place(text=""))
    date = claim.date
    return {
        "type": claim.type.value,
        "status": claim.status.value,
        "trigger": claim.trigger.text,
        "sources": " < ".join(source.text for source in claim.origin),
        "initiators": _names(claim.initiators),
        "initiators_en": _english(claim.initiators),
        "targets": _names(claim.targets),
        "targets_en": _english(claim.targets),
        "weapons": _names(claim.weapons),
        "place": place.text,
        "place_en": place.name_en,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "lat": place.lat,
        "lon": place.lon,
        "geo_acled": place.acled_precision,
        "geo_ucdp": place.ucdp_precision,
        "date_start": date.start,
        "date_end": date.end,
        "date_precision": date.precision.value,
        "date_acled": date.acled_precision,
        "date_ucdp": date.ucdp_precision,
        **_tolls(claim),
        "confidence": claim.confidence,
    }


def _names(mentions: Iterable[Mention]) -> str:
    return "; ".join(dict.fromkeys(m.text for m in mentions))


def _english(mentions: Iterable[Mention]) -> str:
    """The actors that the names mean, where resolve knows them."""
    return "; ".join(dict.fromkeys(m.actor.name_en or m.actor.id for m in mentions if m.actor))


def _tolls(claim: Claim) -> dict[str, int | None]:
    """Each kind's bounds; of several numbers of one kind and group, the widest."""
    found: dict[str, int | None] = dict.fromkeys(_TOLLS)
    tolls = tolls_by_kind(claim.tolls)
    for kind in TollKind:
        same = [toll for toll in tolls if toll.kind is kind]
        lows = [toll.min for toll in same if toll.min is not None]
        highs = [toll.max for toll in same if toll.max is not None]
        found[f"{kind.value}_min"] = min(lows, default=None)
        found[f"{kind.value}_max"] = max(highs) if highs and len(highs) == len(same) else None
    return found


def _plain(text: str) -> str:
    """The text on one line, without marks, as nothing that a spreadsheet would run."""
    plain = safe(text)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
