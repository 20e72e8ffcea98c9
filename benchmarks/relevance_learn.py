"""Learn which words tell a report of conflict from other news: `extract/data/relevance.txt`.

    python benchmarks/relevance_learn.py ../shared --coded CODED.docs.jsonl ... --unseen MORE.docs.jsonl ... [--write]

Logistic regression over the words (stems) that a report has, whole and as its first one, two and three sentences.
About conflict are the shared gold's train articles, those of `--coded` (`scripts/annotations.py join` makes them) and
short notes of our own in `data/samples/short.jsonl.gz`; not about it are two thirds of the shared other news and our
own accidents, crimes, elections and sport in `data/samples/other.jsonl.gz`, which share its words. Prints what share of
reports passes that were not learned from: the last third of the other news, more of our own (`other_held`,
`short_held`), the gold's dev articles, and those of `--unseen`. Nothing but words and weights is kept.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from riwaya.arabic.sentences import split_sentences
from riwaya.extract import relevance
from riwaya.extract.relevance import is_relevant, words_of
from riwaya.resolve.actortable import country_names, key, nationalities

SAMPLES = Path(__file__).parents[1] / "data/samples"
OUT = Path(relevance.__file__).parent / "data/relevance.txt"
BEGINNINGS = (1, 2, 3)
SEEN = 20
"""A word must stand in so many of the reports."""
HARD = 3
"""How often our own count: other news in words of war, and short notes of wars in other words."""
RIDGE = 1e-4
COMMON = 0.15
"""A word that so large a share of the reports about conflict has (قال, أن) speaks against none, nor does a country."""
LEAST = 0.15
"""Lighter words are left out."""
LENIENT = 0.5
"""How far below even odds a report still passes: the extractor that reads it next finds claims or none."""

HEAD = """# Weights of words by which a report is told from other news; learned, see benchmarks/relevance_learn.py.
# weight | the folded stems that have it. `bar`: what the weights of a report's words must add up to.
"""


def texts(path: Path) -> list[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def reports(paths: list[Path]) -> list[str]:
    """Texts without the last line of our own samples, which says what they are."""
    found = [t for p in paths for t in texts(p)]
    return [t.rsplit("\n", 1)[0] if t.rstrip().endswith(".)") else t for t in found]


def beginning(text: str, sentences: int) -> str:
    ends = [stop for _, stop in split_sentences(text)[:sentences]]
    return text[: ends[-1]] if ends else text


def views(text: str) -> Iterator[str]:
    yield text
    for sentences in BEGINNINGS:
        yield beginning(text, sentences)


def learn(positive: list[str], negative: list[str]) -> tuple[dict[str, float], float]:
    """Weights by word, and the bar."""
    read = [(words_of(v), y) for y, part in ((1.0, positive), (0.0, negative)) for t in part for v in views(t)]
    seen = Counter(w for found, _ in read[:: 1 + len(BEGINNINGS)] for w in found)
    vocabulary = {w: i for i, w in enumerate(sorted(w for w, n in seen.items() if n >= SEEN))}
    cells = [(r, vocabulary[w]) for r, (found, _) in enumerate(read) for w in found if w in vocabulary]
    rows, columns = zip(*cells, strict=True)
    x = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(read), len(vocabulary)))
    y = np.array([truth for _, truth in read])
    weight = np.where(y > 0, 0.5 / y.sum(), 0.5 / (len(y) - y.sum()))

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = np.where(y > 0, -1.0, 1.0) * (x @ w[:-1] + w[-1])
        slope = weight * np.where(y > 0, -1.0, 1.0) / (1 + np.exp(-z))
        value = float((weight * np.logaddexp(0, z)).sum() + RIDGE * (w[:-1] ** 2).sum())
        return value, np.append(x.T @ slope + 2 * RIDGE * w[:-1], slope.sum())

    told = Counter(w for found, truth in read[:: 1 + len(BEGINNINGS)] if truth for w in found)
    states = {w for _, name in country_names().values() for w in key(name)} | nationalities().keys()
    spared = states | {w for w, n in told.items() if n > COMMON * len(positive)}
    bounds = [(0.0 if w in spared else None, None) for w in vocabulary]
    found = minimize(loss, np.zeros(len(vocabulary) + 1), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    weights = {w: round(float(found[i]), 1) for w, i in vocabulary.items() if abs(found[i]) >= LEAST}
    return weights, max(0.0, round(-float(found[-1]) - LENIENT, 1))  # a text without a known word does not pass


def write(weights: dict[str, float], bar: float) -> None:
    rows = [f"bar | {bar}"]
    for value in sorted(set(weights.values()), reverse=True):
        rows.append(f"{value} | {' '.join(sorted(w for w, v in weights.items() if v == value))}")
    OUT.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("shared", type=Path)
    options.add_argument("--coded", type=Path, nargs="*", default=[])
    options.add_argument("--unseen", type=Path, nargs="*", default=[])
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    other = texts(chosen.shared / "corpora/other_news.jsonl.gz")
    random.Random(1).shuffle(other)
    kept = len(other) * 2 // 3
    if chosen.write:
        gold = reports([chosen.shared / "gold/train.docs.jsonl", *chosen.coded])
        short, ours = (HARD * reports([SAMPLES / f"{name}.jsonl.gz"]) for name in ("short", "other"))
        write(*learn([*gold, *short], [*other[:kept], *ours]))
        relevance.weights.cache_clear()
    own = (SAMPLES / "other_held.jsonl.gz", SAMPLES / "short_held.jsonl.gz")
    unseen = {p.name: reports([p]) for p in (*own, chosen.shared / "gold/dev.docs.jsonl", *chosen.unseen)}
    for name, found in {"other news": other[kept:], **unseen}.items():
        shares = [sum(map(is_relevant, part)) / len(part) for part in zip(*map(views, found), strict=True)]
        print(f"{name}: {len(found)} reports; pass whole {shares[0]:.4f}", end="")
        print("".join(f", the first {n} {s:.4f}" for n, s in zip(BEGINNINGS, shares[1:], strict=True)))


if __name__ == "__main__":
    main()
