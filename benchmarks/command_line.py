"""How fast the command line starts and reads: `python benchmarks/command_line.py ../shared/corpora/*_2018.jsonl.gz`.

Prints the best of five starts, and articles a second of the lexicon extractor, start-up included, by processes. CPU
time stands beside the time that passed, for on a busy machine only it tells anything.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPORT = "قصف على إدلب\nقتل ثلاثة مدنيين أمس في قصف مدفعي استهدف مدينة إدلب، بحسب الدفاع المدني.\n"


def seconds(*args: str) -> tuple[float, float]:
    """The time of one run of `riwaya` with these arguments: what passed, and what it and its processes computed."""
    start, before = time.perf_counter(), computed()
    done = subprocess.run(
        [sys.executable, "-m", "riwaya", *args],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    if done.returncode not in (0, 3):
        raise SystemExit(f"riwaya {' '.join(args)} ended with {done.returncode}")
    return time.perf_counter() - start, computed() - before


def computed() -> float:
    """CPU seconds of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def best(*args: str) -> str:
    """The best of five runs, in words."""
    runs = [seconds(*args) for _ in range(5)]
    return f"{min(r[0] for r in runs):.2f} s, {min(r[1] for r in runs):.2f} s of CPU"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        report, out = Path(folder, "report.txt"), Path(folder, "out.jsonl")
        report.write_text(REPORT, encoding="utf-8")
        print(f"riwaya --help               {best('--help')}")
        print(f"riwaya extract of one file  {best('extract', str(report))}")
        for corpus in sys.argv[1:]:
            for jobs in ("1", "2"):
                options = ["--extractor", "lexicon", "--jobs", jobs, "-o", str(out)]
                taken, cpu = seconds("extract", corpus, *options)
                with out.open("rb") as lines:
                    articles = sum(1 for _ in lines)
                each = f"{1000 * cpu / articles:.1f} ms of CPU an article"
                print(f"{Path(corpus).name}, {jobs} processes: {articles / taken:.0f} articles/s, {each}")


if __name__ == "__main__":
    main()
