"""Fit what the lexicon extractor knows by counting: the weights of its triggers, and its confidence in a claim.

    python benchmarks/fit_lexicon.py ../shared/gold [--write]

Reads `train.docs.jsonl` and `train.jsonl` of the folder. Writes `extract/data/weights.txt` (counts by pattern) and
`extract/data/confidence.txt` (weights of a logistic regression). Nothing but counts and weights is kept.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from riwaya.extract import triggers as trigger_module
from riwaya.extract.confidence import Features
from riwaya.extract.lexicon import CLAIM_BAR, LexiconExtractor
from riwaya.extract.merge import Told
from riwaya.extract.patterns import Reading
from riwaya.pipeline import extractor, sentences
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
        for match in reading.find("triggers"):
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


def examples(documents: list[Document], gold: Gold) -> tuple[list[Features], list[bool]]:
    """The features of all claims that the extractor would make without a bar, and whether each is right."""
    reader = extractor("lexicon")
    assert isinstance(reader, LexiconExtractor)
    reader.bar = 2.0
    found: list[Features] = []
    right: list[bool] = []
    for document in documents:
        reader.trace = []
        reader.extract(document, sentences(document))
        free = list(gold[document.doc_id])
        for group, features in reader.trace:
            match = next((c for c in free if _tells(c, group)), None)
            if match is not None:
                free.remove(match)
            found.append(features)
            right.append(match is not None)
    reader.trace, reader.bar = None, CLAIM_BAR
    return found, right


def _tells(claim: dict[str, Any], group: list[Told]) -> bool:
    spans = [t.claim.trigger.span for t in group if t.claim.trigger.span]
    return claim["type"] == group[0].claim.type and any(
        start <= span.start < end for span in spans for start, end in claim["mentions"]
    )


def fit(found: list[Features], right: list[bool], ridge: float = 2.0) -> dict[str, float]:
    """Logistic regression with a ridge, by Newton's method."""
    names = sorted({name for features in found for name in features})
    x = np.array([[features.get(name, 0.0) for name in names] for features in found])
    y = np.array(right, float)
    w = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + ridge * w
        w -= np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + ridge * np.eye(len(names)), gradient)
    return dict(zip(names, map(float, w), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write the tables into the package")
    args = parser.parse_args()
    documents, gold = read(args.folder)
    counts = count_triggers(documents, gold)
    if args.write:
        head = "# Counted on the coded training articles.   type | pattern | seen | named an event of the type\n"
        rows = [f"{code} | {text} | {seen} | {named}\n" for (code, text), (seen, named) in sorted(counts.items())]
        (DATA / "weights.txt").write_text(head + "".join(rows), "utf-8")
        trigger_module.measured.cache_clear()
        trigger_module.weight.cache_clear()
    found, right = examples(documents, gold)
    weights = fit(found, right)
    print(f"{len(documents)} articles, {len(counts)} patterns seen, {len(found)} claims, {sum(right)} of them right")
    for name, value in sorted(weights.items(), key=lambda item: -abs(item[1])):
        print(f"{value:+.2f}  {name}")
    if args.write:
        head = "# Fitted on the coded training articles: how what a claim shows speaks for it.   feature | weight\n"
        rows = [f"{name} | {value:.3f}\n" for name, value in sorted(weights.items())]
        (DATA / "confidence.txt").write_text(head + "".join(rows), "utf-8")


if __name__ == "__main__":
    main()
