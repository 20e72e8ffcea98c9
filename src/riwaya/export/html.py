"""One self-contained HTML page a run: each report beside its claims, a timeline and a map; nothing leaves the page.

All text of reports is hostile. It reaches the page as JSON that cannot end its own element, the scripts put it there
as text only, and a content security policy allows the page's own script and style by their hashes and nothing else.
A report is parsed and drawn when it is opened, so that runs of a thousand reports open at once.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from riwaya.codebook import (
    CLAIM_TYPES,
    FAMILIES,
    LEVELS,
    PRECISIONS,
    SOURCE_KINDS,
    STATUSES,
    TOLL_GROUPS,
    TOLL_KINDS,
    Code,
    Level,
)
from riwaya.export.boundaries import Boundaries
from riwaya.records import Claim, Document, DocumentClaims, Place

SCRIPTS = ("core.js", "text.js", "cards.js", "timeline.js", "map.js", "reports.js", "app.js")
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_AREAS = (Level.GOVERNORATE, Level.REGION)


def page(results: Iterable[tuple[Document, DocumentClaims]]) -> str:
    """The page of a run. It holds every text whole; spans stay code points, the browser converts them."""
    run = _Run()
    for document, claims in results:
        run.add(document, claims)
    script, style = _script(), _asset("page.css")
    rendered: str = _template().render(
        count=len(run.index),
        claims=run.claims,
        script=script,
        style=style,
        policy=f"default-src 'none'; img-src data:; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'",
        reports=run.reports,
        index=embedded({"docs": run.index, "labels": _labels(), "map": run.boundaries.needed()}),
    )
    return rendered


def embedded(value: Any) -> str:
    """JSON that can stand inside a script element whatever text it holds."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda m: f"\\u{ord(m.group()):04x}", plain)


@dataclass
class _Run:
    """What the page embeds, gathered one report at a time."""

    index: list[dict[str, Any]] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    boundaries: Boundaries = field(default_factory=Boundaries)
    claims: int = 0

    def add(self, document: Document, result: DocumentClaims) -> None:
        self.claims += len(result.claims)
        self.index.append(
            {
                "title": next((line.strip() for line in document.text.splitlines() if line.strip()), "")[:300],
                "outlet": document.outlet,
                "published": document.published,
                "claims": [self._summary(claim) for claim in result.claims],
            }
        )
        self.reports.append(embedded(_report(document, result)))

    def _summary(self, claim: Claim) -> dict[str, Any]:
        """What list, filters, timeline and map know of a claim before its report is opened."""
        points, areas, countries = located(claim.places)
        for point in points:
            self.boundaries.point(point["lat"], point["lon"], point["country"])
        for area in areas:
            self.boundaries.area(area)
        for country in countries:
            self.boundaries.country(country)
        return {
            "type": claim.type,
            "status": claim.status,
            "kinds": sorted({s.kind.value for s in claim.origin}),
            "names": [s.text for s in claim.origin],
            "word": claim.trigger.text,
            "start": claim.date.start,
            "end": claim.date.end,
            "precision": claim.date.precision,
            "points": points,
            "areas": areas,
            "countries": countries,
            "placed": bool(claim.places),
        }


def located(places: Iterable[Place]) -> tuple[list[dict[str, Any]], list[str], list[str]]:
    """A claim's spots, else its areas, else its countries: containers named with a spot are not drawn again.

    A spot whose name the text only gives a direction from (`relative`) is marked vague.
    """
    points: list[dict[str, Any]] = []
    areas: list[str] = []
    countries: list[str] = []
    for place in places:
        if place.level is Level.COUNTRY:
            countries.append(place.country)
        elif place.area or place.level in _AREAS:
            areas += [place.area] if place.area else []
        elif place.lat is not None and place.lon is not None:
            points.append(
                {
                    "lat": round(place.lat, 4),
                    "lon": round(place.lon, 4),
                    "name": place.name_en or place.text,
                    "country": place.country,
                    "vague": bool(place.relative),
                }
            )
    if points:
        return points, [], []
    return [], sorted(set(areas)), [] if areas else sorted(set(countries) - {""})


def _report(document: Document, result: DocumentClaims) -> dict[str, Any]:
    return {
        "id": document.doc_id,
        "text": document.text,
        "language": document.language,
        "outlet": document.outlet,
        "url": document.url,
        "published": document.published,
        "published_from": document.published_from,
        "published_evidence": document.published_evidence,
        "path": document.path,
        "extractor": result.extractor,
        "claims": [_claim(claim) for claim in result.claims],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    """The claim as the cards read it: what is empty is left out, what no card shows too."""
    return claim.model_dump(
        mode="json",
        exclude_none=True,
        exclude_defaults=True,
        exclude={"stages": True, "mention_ids": True, "places": {"__all__": {"candidates", "why"}}},
    )


def _labels() -> dict[str, Any]:
    def plain(table: Mapping[str, Code]) -> dict[str, list[str]]:
        return {str(c): [row.label_en, row.label_ar, row.definition] for c, row in table.items()}

    return {
        "types": {
            str(c): [row.label_en, row.label_ar, row.definition, row.family] for c, row in CLAIM_TYPES.items()
        },
        "families": plain(FAMILIES),
        "statuses": plain(STATUSES),
        "kinds": plain(SOURCE_KINDS),
        "tolls": plain(TOLL_KINDS),
        "groups": plain(TOLL_GROUPS),
        "levels": plain(LEVELS),
        "precisions": plain(PRECISIONS),
    }


@cache
def _asset(name: str) -> str:
    return (resources.files("riwaya.export") / "page" / name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    """All scripts in one closed scope, so that the page adds no global name."""
    return '"use strict";\n(() => {\n' + "\n".join(map(_asset, SCRIPTS)) + "\n})();\n"


def _hash(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(_asset("page.html.j2"))
