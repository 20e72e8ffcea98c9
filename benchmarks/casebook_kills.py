"""Does a casebook survive `kill -9`? `python benchmarks/casebook_kills.py [--kills 200] [--seed 100] WHERE`.

Processes that add, match and decide are killed at random points of their work; after each kill all that they had said
to be done must be there once and `verify` find nothing (`tests/test_casebook_kill.py` has the checks). WHERE is
`sqlite`, files in a temporary folder, or `postgresql`, a server of its own that Debian's binaries run. A new casebook
every 20 kills keeps checking quick. Says how many kills were survived so far, and at last how far the killed had come.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))


@contextmanager
def places(where: str, wanted: int) -> Iterator[list[str]]:
    """Locations for so many new casebooks."""
    if where == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield [f"{folder}/kills{n}.riwaya" for n in range(wanted)]
        return
    from sqlalchemy import create_engine

    from postgres import server  # type: ignore[import-not-found]

    with server() as folder:
        url = f"postgresql+psycopg://riwaya@/{{}}?host={folder}"
        engine = create_engine(url.format("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for n in range(wanted):
                connection.exec_driver_sql(f"CREATE DATABASE kills{n}")
        engine.dispose()
        yield [url.format(f"kills{n}") for n in range(wanted)]


def main() -> None:
    from riwaya.casebook.store import create
    from test_casebook_kill import PER_CASE, check, kill_at_random  # type: ignore[import-not-found]

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("where", choices=["sqlite", "postgresql"])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=100)
    options = parser.parse_args()
    started = time.monotonic()
    kept: list[int] = []  # by kill, the reports that the killed writer had added
    last: Counter[str] = Counter()  # what the killed had said last
    with places(options.where, -(-options.kills // PER_CASE)) as locations:
        for part, location in enumerate(locations):
            chance = random.Random(options.seed + part)
            with create(location, "tester") as case:
                said: set[str] = set()
                there = 0
                for _ in range(min(PER_CASE, options.kills - len(kept))):
                    lines = kill_at_random(location, max(0, there - 3), chance)
                    said |= set(lines)
                    before, there = there, check(case, said)
                    kept.append(there - before)
                    last[lines[-1].split()[0] if lines else "ready"] += 1
            spent = time.monotonic() - started
            print(f"{len(kept)} kills, {sum(kept)} reports, nothing lost or doubled, {spent:.0f} s", flush=True)
    quarters = ", ".join(f"{q:.0f}" for q in statistics.quantiles(kept, n=4))
    print(f"reports that a killed writer had added: quartiles {quarters}; at most {max(kept)}, none in {kept.count(0)}")
    print("what the killed had said last:", ", ".join(f"{what} {n}" for what, n in last.most_common()))


if __name__ == "__main__":
    main()
