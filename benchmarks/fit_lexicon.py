"""Count what the lexicon extractor knows of its triggers: how often the words of each pattern name an event.

    python benchmarks/fit_lexicon.py ../shared/gold [--write]

Reads `train.docs.jsonl` and `train.jsonl` of the folder; writes `extract/data/weights.txt`. Nothing but counts is kept.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from riwaya.extract import triggers as trigger_module
from riwaya.extract.patterns import Reading
from riwaya.pipeline import sentences
from riwaya.records import Document

DATA = Path(trigger_module.__file__).parent / "data"
Gold = dict[str, list[dict[str, Any]]]


def read(folder: Path) -> tuple[list[Document], Gold]:
    documents = []
    for line in (folder / "train.docs.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        documents.append(Document(doc_id=row["doc_id"], text=row["text"], published=row["published"]))
    rows = map(json.loads, (folder / "train.jsonl").read_text("utf-8").splitlines())
    return documents, {row["doc_id"]: row["claims"] for row in rows}


def count_triggers(documents: list[Document], gold: Gold) -> dict[tuple[str, str], list[int]]:
    """For each pattern how often it was chosen, and how often a gold claim of its type is told in that sentence."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for document in documents:
        reading = Reading(document.text, [(s.span.start, s.span.end) for s in sentences(document)])
        by_first = defaultdict(list)
        for match in reading.found["triggers"]:
            by_first[match.first].append(match)
        for trigger in trigger_module.triggers(reading):
            match = min(by_first[trigger.first], key=trigger_module._rank)
            at = reading.starts[trigger.first]
            named = any(
                claim["type"] == trigger.type and any(start <= at < end for start, end in claim["mentions"])
                for claim in gold[document.doc_id]
            )
            row = counts[match.pattern.columns[0], match.pattern.text]
            row[0] += 1
            row[1] += named
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write the tables into the package")
    args = parser.parse_args()
    documents, gold = read(args.folder)
    counts = count_triggers(documents, gold)
    print(f"{len(documents)} articles, {len(counts)} patterns seen, {sum(n for n, _ in counts.values())} triggers")
    if args.write:
        head = "# Counted on the coded training articles.   type | pattern | seen | named an event of the type\n"
        rows = [f"{code} | {text} | {seen} | {named}\n" for (code, text), (seen, named) in sorted(counts.items())]
        (DATA / "weights.txt").write_text(head + "".join(rows), "utf-8")


if __name__ == "__main__":
    main()
