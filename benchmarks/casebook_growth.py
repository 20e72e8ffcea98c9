"""Does adding get slower as a casebook grows? Time per report in each part of many, the first against the last.

    python benchmarks/casebook_growth.py [--there 10000] [--reports 10000] [--part 1000] [--case URL]

The casebook is filled with `--there` reports, then `--reports` more are added in parts, each part as `riwaya add` does
it (kept one by one, then brought together into incidents) except that nobody reads them: the claims are the coded ones
of the gold and of `data/annotations`, so that the casebook and matching alone are timed. There are some 700 such
articles; the others are the same ones again under other ids, their text with a number at its end, each time ten years
later, so that every day has as much news as in the original. Bar: the last part less than 20 % slower than the first.
"""

import argparse
import random
import tempfile
import time
from datetime import date, timedelta

from incident_gold import documents, gold_rows
from riwaya.casebook.imports import Import
from riwaya.casebook.store import create
from riwaya.incidents import bring_together
from riwaya.records import Claim, Document, DocumentClaims, When

YEARS = 10
Report = tuple[Document, DocumentClaims]


def coded() -> list[Report]:
    """The coded articles with their claims resolved, in an order of chance."""
    from riwaya.resolve.actors import ActorResolver
    from riwaya.resolve.places import PlaceResolver

    places, actors = PlaceResolver(), ActorResolver()
    texts, rows = documents("train"), gold_rows("train")
    found = []
    for doc_id in sorted(set(texts) & set(rows)):
        document = texts[doc_id]
        claims = [Claim.model_validate({k: v for k, v in r.items() if k in Claim.model_fields}) for r in rows[doc_id]]
        claims = actors.resolve(document, places.resolve(document, claims))
        found.append((document, DocumentClaims(doc_id=doc_id, extractor="coded/1", riwaya="0", claims=claims)))
    random.Random(5).shuffle(found)
    return found


def shifted(day: str, rounds: int) -> str:
    """The day so many times ten years later; the time of day stays."""
    if not day:
        return ""
    later = date.fromisoformat(day[:10]) + timedelta(days=rounds * YEARS * 365)
    return later.isoformat() + day[10:]


def varied(report: Report, rounds: int) -> Report:
    """The report as it comes in that round: another id, another text by its last line, everything later."""
    document, result = report
    made = document.model_copy(
        update={
            "doc_id": f"{document.doc_id}-{rounds}",
            "text": f"{document.text}\n({rounds})",
            "published": shifted(document.published, rounds),
        }
    )
    claims = []
    for claim in result.claims:
        when = claim.date.model_dump()
        when |= {name: shifted(when[name], rounds) for name in ("start", "end")}
        claims.append(claim.model_copy(update={"date": When.model_validate(when)}))
    return made, result.model_copy(update={"doc_id": made.doc_id, "claims": claims})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--there", type=int, default=10_000)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--part", type=int, default=1_000)
    parser.add_argument("--case", default="", help="an empty database's URL; else a temporary file")
    options = parser.parse_args()
    of = coded()
    print(f"{len(of)} coded articles, {sum(len(r.claims) for _, r in of)} claims", flush=True)
    costs: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        case = create(options.case or f"{folder}/growth.riwaya", "benchmark")
        with case:
            for first in range(0, options.there + options.reports, options.part):
                made = [varied(of[n % len(of)], n // len(of)) for n in range(first, first + options.part)]
                wall, cpu = time.perf_counter(), time.process_time()
                with Import(case, "benchmark", [], "coded/1", "0") as run:
                    for document, result in made:
                        if not run.knows(document):
                            run.add(document, result)
                kept = time.process_time() - cpu
                bring_together(case)
                wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
                each = f"{1000 * wall / options.part:.1f} ms, computing {1000 * cpu / options.part:.1f} ms"
                of_it = f"{1000 * kept / options.part:.1f} keeping, {1000 * (cpu - kept) / options.part:.1f} matching"
                print(f"{first + options.part:>7} reports: {each} ({of_it}) each", flush=True)
                if first >= options.there:
                    costs.append(cpu)
            print(f"{case.counts()}")
    if len(costs) > 1:
        print(f"computing, last part against first of the {options.reports} added: {costs[-1] / costs[0] - 1:+.1%}")


if __name__ == "__main__":
    main()
