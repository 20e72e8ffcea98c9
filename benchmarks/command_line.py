"""How fast the command line starts and reads: `python benchmarks/command_line.py ../shared/corpora/*_2018.jsonl.gz`.

Prints the best of five starts, and articles a second of the lexicon extractor, start-up included, by processes.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPORT = "قصف على إدلب\nقتل ثلاثة مدنيين أمس في قصف مدفعي استهدف مدينة إدلب، بحسب الدفاع المدني.\n"


def seconds(*args: str) -> float:
    """The time of one run of `riwaya` with these arguments."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "riwaya", *args],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    if done.returncode not in (0, 3):
        raise SystemExit(f"riwaya {' '.join(args)} ended with {done.returncode}")
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        report, out = Path(folder, "report.txt"), Path(folder, "out.jsonl")
        report.write_text(REPORT, encoding="utf-8")
        print(f"riwaya --help               {min(seconds('--help') for _ in range(5)):.2f} s")
        print(f"riwaya extract of one file  {min(seconds('extract', str(report)) for _ in range(5)):.2f} s")
        for corpus in sys.argv[1:]:
            for jobs in ("1", "2"):
                options = ["--extractor", "lexicon", "--jobs", jobs, "-o", str(out)]
                taken = seconds("extract", corpus, *options)
                with out.open("rb") as lines:
                    articles = sum(1 for _ in lines)
                print(f"{Path(corpus).name}, {jobs} processes: {articles / taken:.0f} articles/s")


if __name__ == "__main__":
    main()
