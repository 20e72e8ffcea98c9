"""How well gold place mentions are resolved: `python benchmarks/places_on_gold.py [dev|train] [--errors N]`.

The mentions are given (text and span); countries, divisions and levels of the gold are hidden from the resolver.
"""

import argparse
import difflib
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

from riwaya.codebook import ClaimType, Level, Status
from riwaya.records import Claim, Document, Mention, Place, Span
from riwaya.resolve.gazetteer import Layer
from riwaya.resolve.names import place_key
from riwaya.resolve.places import PlaceResolver
from riwaya.resolve.setting import distance_km

SHARED = Path(__file__).parents[2] / "shared"
BELOW = frozenset({Level.SITE, Level.NEIGHBOURHOOD, Level.VILLAGE, Level.TOWN, Level.CITY, Level.DISTRICT})
NAMED = BELOW - {Level.SITE}

_GENERIC_WORDS = "al ad as ar ash an at el governorate province district state region muhafazat"


def area(name: str) -> str:
    """A division's name without accents, articles and words like 'governorate', as the gold's scorer compares it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name).lower() if not unicodedata.combining(c))
    skip = frozenset(_GENERIC_WORDS.split())
    return " ".join(w for w in re.findall(r"[a-z]+", plain.replace("'", "")) if w not in skip)


def same_area(country: str, admin1: str, place: Place) -> bool:
    a, b = area(admin1), area(place.admin1)
    return country == place.country and (a == b or difflib.SequenceMatcher(None, a, b).ratio() >= 0.75)


def read(part: str) -> list[tuple[Document, list[Claim], list[list[dict[str, str]]]]]:
    """Documents of the gold with claims that hold bare places, and the gold's own places."""
    texts = {}
    for line in (SHARED / f"gold/{part}.docs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts[row["doc_id"]] = Document(
            doc_id=row["doc_id"], text=row["text"], outlet=row.get("outlet") or "", published=row.get("published") or ""
        )
    out = []
    for line in (SHARED / f"gold/{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        claims = [
            Claim(
                type=ClaimType(c["type"]), status=Status(c["status"]), trigger=Mention(text=c["trigger"]["text"]),
                mentions=[Span(*m) for m in c["mentions"]],
                places=[Place(text=p["text"], span=Span(*p["span"]) if p.get("span") else None) for p in c["places"]],
            )
            for c in row["claims"]
        ]  # fmt: skip
        out.append((texts[row["doc_id"]], claims, [c["places"] for c in row["claims"]]))
    return out


def points(layers: list[Layer], place: Place) -> list[tuple[float, float]]:
    """Where the reference gazetteers know a place of the resolved name in the resolved division."""
    found = [e for layer in layers for e in layer.lookup(place_key(place.name_ar)) if e.country == place.country]
    return [(e.lat, e.lon) for e in found if e.lat and e.lon and area(e.admin1) == area(place.admin1)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("part", nargs="?", default="dev", choices=["dev", "train", "seed"])
    options.add_argument("--errors", type=int, default=0)
    options.add_argument("--unresolved", type=int, default=0)
    options.add_argument("--extra", type=Path)
    options.add_argument("--check", type=Path, help="compiled gazetteers that points are compared with")
    chosen = options.parse_args()
    resolver = PlaceResolver(chosen.extra)
    reference = [Layer.read(f) for f in sorted(chosen.check.glob("*.gaz.gz"))] if chosen.check else []
    compared = close = 0
    total = countries = areas = levels = 0
    below = resolved = by_name = named = named_resolved = 0
    wrong: Counter[tuple[str, ...]] = Counter()
    unknown: Counter[tuple[str, ...]] = Counter()
    for document, claims, gold in read(chosen.part):
        for claim, places in zip(resolver.resolve(document, claims), gold, strict=True):
            for got, want in zip(claim.places, places, strict=True):
                total += 1
                right = same_area(want["country"], want["admin1"], got)
                countries += want["country"] == got.country
                areas += right
                levels += want["level"] == got.level
                if want["level"] in BELOW:
                    below += 1
                    own = bool(got.place_id) and "no layer" not in got.why
                    resolved += bool(got.place_id)
                    by_name += own
                    there = points(reference, got) if own else []
                    compared += bool(there)
                    close += any(distance_km((got.lat or 0.0, got.lon or 0.0), p) <= 10 for p in there)
                    if not own:
                        unknown[want["text"], want["country"], want["admin1"], want["level"]] += 1
                    if want["level"] in NAMED:
                        named += 1
                        named_resolved += own
                if not right:
                    wrong[
                        want["text"], f"{want['country']}/{want['admin1']}", f"{got.country}/{got.admin1}", got.why[:90]
                    ] += 1
    print(f"{chosen.part}: {total} places")
    print(f"country right            {countries / total:.4f}")
    print(f"country and admin1 right {areas / total:.4f}")
    print(f"level right              {levels / total:.4f}")
    print(f"below admin1: {below}; resolved by their own name {by_name / max(below, 1):.4f}, ")
    print(
        f"  or by what they are named with {resolved / max(below, 1):.4f}; "
        f"without sites: {named}, by their own name {named_resolved / max(named, 1):.4f}"
    )
    if compared:
        print(f"within 10 km of the gazetteers under --check: {close / compared:.4f} of {compared}")
    for key, n in wrong.most_common(chosen.errors):
        print(n, *key, sep=" | ")
    for key, n in unknown.most_common(chosen.unresolved):
        print(n, *key, sep=" | ")


if __name__ == "__main__":
    main()
