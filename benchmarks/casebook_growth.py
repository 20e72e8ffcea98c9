"""Does adding get slower as a casebook grows? Time per report in the first and the last part of many.

    python benchmarks/casebook_growth.py [--reports 20000] [--part 1000] [--case URL]

The reports and their readings are made up, so that only keeping them is timed: two claims each, with names, places,
words and a ledger entry. Bar: the last part of 20,000 at most 20 % slower than the part after the first 10,000.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))


def main() -> None:
    from casebook_samples import document, reading  # type: ignore[import-not-found]
    from riwaya.casebook.imports import Import
    from riwaya.casebook.store import create

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--part", type=int, default=1_000)
    parser.add_argument("--case", default="", help="an empty database's URL; else a temporary file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = create(options.case or f"{folder}/growth.riwaya", "benchmark")
        with case, Import(case, "benchmark", [], "first/1", "0.1.0") as run:
            for first in range(0, options.reports, options.part):
                made = [(d, reading(d)) for d in map(document, range(first, first + options.part))]
                wall, cpu = time.perf_counter(), time.process_time()
                for report, result in made:
                    if not run.knows(report):
                        run.add(report, result)
                wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
                each = f"{1000 * wall / options.part:.2f} ms, {1000 * cpu / options.part:.2f} ms of it computing"
                print(f"{first + options.part:>7} reports: {each} each", flush=True)


if __name__ == "__main__":
    main()
