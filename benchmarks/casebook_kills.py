"""Does a casebook survive `kill -9`? `python benchmarks/casebook_kills.py [--kills 200] [--seed 100] LOCATION`.

Processes that add, match and decide are killed at random moments; after each kill all that they had said to be done
must be there once and `verify` find nothing (`tests/test_casebook_kill.py` has the checks). LOCATION is a folder for
SQLite files, or a PostgreSQL URL with `{}` where the name of an empty database goes; kills0, kills1, ... must be there.
A new casebook every 20 kills keeps checking quick. Says how many kills were survived so far.
"""

import argparse
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))


def main() -> None:
    from riwaya.casebook.store import create
    from test_casebook_kill import PER_CASE, check, kill_at_random  # type: ignore[import-not-found]

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("location")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=100)
    options = parser.parse_args()
    started, done, reports = time.monotonic(), 0, 0
    for part in range(-(-options.kills // PER_CASE)):
        folder = options.location
        location = folder.format(f"kills{part}") if "://" in folder else f"{folder}/kills{part}.riwaya"
        chance = random.Random(options.seed + part)
        with create(location, "tester") as case:
            said: set[str] = set()
            there = 0
            for _ in range(min(PER_CASE, options.kills - done)):
                said |= set(kill_at_random(location, max(0, there - 3), chance))
                there = check(case, said)
                done += 1
            reports += there
        spent = time.monotonic() - started
        print(f"{done} kills, {reports} reports kept, nothing lost or doubled, {spent:.0f} s", flush=True)


if __name__ == "__main__":
    main()
