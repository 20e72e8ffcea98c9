"""Does adding get slower as a casebook grows? Time per report in each part of many, the first against the last.

    python benchmarks/casebook_growth.py [--there 10000] [--reports 10000] [--part 1000] [--later 3650] [--case URL]

The casebook is filled with `--there` reports, then `--reports` more are added in parts, each part as `riwaya add` does
it (kept one by one, then brought together into incidents) except that nobody reads them: the claims are the coded ones
of the gold and of `data/annotations`, so that the casebook and matching alone are timed. They come in the order of
their days, as an archive grows: the first 3,000 coded articles, then the same ones under other ids, their text with a
number at its end, ten years later, and so on. So every day has as much news as in the corpora, of which the coded
articles are most, and the last thousand of 20,000 is the same news as the 11th. Bar: the last part of those added less
than 20 % slower than the first.

With `--later 3` they come again three days later each time: then it is the news of a day that grows, by as much with
each 3,000 reports.
"""

import argparse
import tempfile
import time
from datetime import date, timedelta

from incident_gold import documents, gold_rows
from riwaya.casebook.imports import Import
from riwaya.casebook.store import create
from riwaya.incidents import bring_together
from riwaya.records import Claim, Document, DocumentClaims, When

ROUND = 3_000  # articles, before they come again
Report = tuple[Document, DocumentClaims]


def coded() -> list[Report]:
    """The coded articles of a round with their claims resolved, in the order of their days."""
    from riwaya.resolve.actors import ActorResolver
    from riwaya.resolve.places import PlaceResolver

    places, actors = PlaceResolver(), ActorResolver()
    texts, rows = documents("train"), gold_rows("train")
    found = []
    for doc_id in sorted(set(texts) & set(rows), key=lambda doc_id: (texts[doc_id].published, doc_id))[:ROUND]:
        document = texts[doc_id]
        claims = [Claim.model_validate({k: v for k, v in r.items() if k in Claim.model_fields}) for r in rows[doc_id]]
        claims = actors.resolve(document, places.resolve(document, claims))
        found.append((document, DocumentClaims(doc_id=doc_id, extractor="coded/1", riwaya="0", claims=claims)))
    return found


def shifted(day: str, days: int) -> str:
    """The day so many days later; the time of day stays."""
    return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat() + day[10:] if day else ""


def varied(report: Report, rounds: int, later: int) -> Report:
    """The report as it comes in that round: another id, another text by its last line, everything later."""
    document, result = report
    made = document.model_copy(
        update={
            "doc_id": f"{document.doc_id}-{rounds}",
            "text": f"{document.text}\n({rounds})",
            "published": shifted(document.published, rounds * later),
        }
    )
    claims = []
    for claim in result.claims:
        when = claim.date.model_dump()
        when |= {name: shifted(when[name], rounds * later) for name in ("start", "end")}
        claims.append(claim.model_copy(update={"date": When.model_validate(when)}))
    return made, result.model_copy(update={"doc_id": made.doc_id, "claims": claims})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--there", type=int, default=10_000)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--part", type=int, default=1_000)
    parser.add_argument("--later", type=int, default=3_650, metavar="DAYS", help="after which the articles come again")
    parser.add_argument("--case", default="", help="an empty database's URL; else a temporary file")
    options = parser.parse_args()
    of = coded()
    print(f"{len(of)} coded articles, {sum(len(r.claims) for _, r in of)} claims", flush=True)
    costs: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        case = create(options.case or f"{folder}/growth.riwaya", "benchmark")
        with case:
            for first in range(0, options.there + options.reports, options.part):
                numbers = range(first, first + options.part)
                made = [varied(of[n % len(of)], n // len(of), options.later) for n in numbers]
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
