"""How well names are linked to actors and origins: `python benchmarks/actors_on_gold.py [--errors N]`.

`data/annotations/actors.tsv` holds the answers, coded by hand as offsets; the texts are those of `../shared` and of
`data/samples`. The mentions' spans are given, as are the places that the gold claims of the document name; the rest is
the resolver's.
Prints the accuracy for names of dev, of train, of our own reports and of articles that nobody coded, each by itself.
"""

import argparse
import csv
import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from riwaya.codebook import SourceKind
from riwaya.records import Document, Source, Span
from riwaya.resolve.actors import ActorResolver
from riwaya.resolve.context import Context
from riwaya.resolve.places import PlaceResolver
from riwaya.resolve.sources import SourceResolver, outlet_origin

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CORPORA = ("conflict_2015_gulf", "conflict_2018", "conflict_2023_almayadeen")
Answer = tuple[str, int, int, str, str]


def answers() -> list[Answer]:
    with (ROOT / "data/annotations/actors.tsv").open(encoding="utf-8") as file:
        return [
            (r["doc_id"], int(r["start"]), int(r["end"]), r["field"], r["actor"])
            for r in csv.DictReader(file, delimiter="\t")
        ]


def documents(wanted: set[str]) -> dict[str, tuple[str, Document, list[dict[str, Any]]]]:
    """By id: the part it stands in, the document, its gold claims ([] where nobody coded it)."""
    out: dict[str, tuple[str, Document, list[dict[str, Any]]]] = {}

    def add(part: str, row: dict[str, Any], claims: list[dict[str, Any]]) -> None:
        if row["doc_id"] in wanted and row["doc_id"] not in out:
            day = row.get("published") or ""
            document = Document(
                doc_id=row["doc_id"], text=row["text"], outlet=row.get("outlet") or "", published=day
            )  # fmt: skip
            out[row["doc_id"]] = part, document, claims

    for part in ("dev", "train"):
        gold = {r["doc_id"]: r["claims"] for r in map(json.loads, (SHARED / f"gold/{part}.jsonl").open())}
        for line in (SHARED / f"gold/{part}.docs.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            add(part, row, gold.get(row["doc_id"], []))
    for name in CORPORA:
        with gzip.open(SHARED / f"corpora/{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                add("corpora", json.loads(line), [])
    with gzip.open(ROOT / "data/samples/reports.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            add("samples", json.loads(line), [])
    return out


def shares(resolver: PlaceResolver, document: Document) -> Callable[[], Mapping[str, float]]:
    return lambda: resolver.setting(document).countries


def same(got: str, want: str) -> bool:
    return got == want or (want == "unknown:name" and got.startswith(("name:", "person:")))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", type=int, default=0)
    options.add_argument("--part", default="")
    chosen = options.parse_args()
    coded = answers()
    texts = documents({a[0] for a in coded})
    actors, places = ActorResolver(), PlaceResolver()
    resolver = SourceResolver(actors)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: list[str] = []
    spent = 0.0
    for doc_id, start, end, field, want in coded:
        if doc_id not in texts:
            print(f"{doc_id}: no text")
            continue
        part, document, claims = texts[doc_id]
        kinds = {tuple(s["span"]): s["kind"] for c in claims for s in c["origin"] if s.get("span")}
        context = Context(document.text, document.published[:10], {}, shares(places, document))
        text, span = document.text[start:end], Span(start, end)
        began = time.perf_counter()
        if field == "origin":
            kind = kinds.get((start, end))
            tried = [SourceKind(kind)] if kind else [SourceKind.OFFICIAL, SourceKind.AGENCY]
            got, why = "", ""
            for k in tried:
                found = resolver.origin(Source(text=text, kind=k, span=span), context, outlet_origin(document.outlet))
                if not got or got.startswith(("name:", "unknown:")):
                    got = found
        else:
            actor = actors.link(text, context, span)
            got, why = actor.id, actor.why
        spent += time.perf_counter() - began
        total[part] += 1
        if same(got, want):
            right[part] += 1
        elif not chosen.part or part == chosen.part:
            wrong.append(f"{part} {field} | {text} | want {want} | got {got} | {why} | {document.text[:40]!r}")
    for part in sorted(total):
        print(f"{part:8} {right[part]}/{total[part]} = {right[part] / total[part]:.4f}")
    print(f"all      {right.total()}/{total.total()} = {right.total() / max(total.total(), 1):.4f}")
    print(f"{1000 * spent / len(coded):.3f} ms a name")
    for line in wrong[: chosen.errors]:
        print(line)


if __name__ == "__main__":
    main()
