"""How often a claim gets the day that its coder gave it, from the claim's own trigger, sentences, status and type.

    python benchmarks/dates_on_gold.py                 measure on train and dev
    python benchmarks/dates_on_gold.py --fit           fit the weights on train first (five-fold figures printed)
    python benchmarks/dates_on_gold.py --fit --also a/extra.jsonl b/new.jsonl --held a/held.jsonl
                                                       fit on further claims too, and measure on held ones besides
    python benchmarks/dates_on_gold.py --errors 30     show mistakes on train

A file of claims X.jsonl has its texts beside it in X.docs.jsonl. With --fit the errors are those of the fold that a
train article was kept out of.

A date is right where `day()` of the scorer calls it equal: the start at its precision, or both unknown.
"""

import argparse
import collections
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from riwaya.arabic.dates import expressions
from riwaya.records import Document, Span, When, meaning
from riwaya.resolve.dates import Candidate, choose, date_candidates, report_frame, weights

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"
TABLE = ROOT / "src" / "riwaya" / "resolve" / "data" / "date_weights.json"
SEEN = 20
"""A feature with fewer candidates in the articles gets no weight."""
Row = tuple[str, dict[str, Any], list[Candidate], str]


def gold_day(when: dict[str, str]) -> str:
    """The scorer's reading of a date."""
    if when["precision"] == "unknown" or not when["start"]:
        return "unknown"
    start = when["start"][:10]
    return {"month": start[:7], "year": start[:4]}.get(when["precision"], start)


def texts(claims: Path) -> dict[str, dict[str, Any]]:
    """The documents of a claims file by their ids."""
    lines = claims.with_name(claims.stem + ".docs.jsonl").open(encoding="utf-8")
    return {d["doc_id"]: d for d in map(json.loads, lines)}


def rows(claims: Path) -> Iterator[Row]:
    """(document, gold claim, candidates, gold day) of each claim of a gold file."""
    docs = texts(claims)
    for line in map(json.loads, claims.open(encoding="utf-8")):
        d = docs[line["doc_id"]]
        document = Document(doc_id=d["doc_id"], text=d["text"], outlet=d["outlet"], published=d["published"])
        found = expressions(document.text)
        frame = report_frame(document, found)
        for claim in line["claims"]:
            mentions = [Span(*m) for m in claim["mentions"]]
            trigger = Span(*claim["trigger"]["span"])
            sentence = next((m for m in mentions if trigger.overlaps(m)), mentions[0])
            status, kind = claim["status"], claim["type"]
            got = date_candidates(document, found, trigger, sentence, mentions, status, kind, frame)
            yield line["doc_id"], claim, got, gold_day(claim["date"])


def fit(data: list[Row], penalty: float = 1.0) -> dict[str, float]:
    """Weights that make the candidates with the gold meaning likely (a conditional logit with an L2 penalty)."""
    counts: collections.Counter[str] = collections.Counter()
    for _, _, cs, _ in data:
        for _, _, f in cs:
            counts.update(f.keys())
    names = sorted(k for k, n in counts.items() if n >= SEEN)
    index = {k: i for i, k in enumerate(names)}
    usable = [(cs, day) for _, _, cs, day in data if any(meaning(w) == day for _, w, _ in cs)]
    entry_row, entry_column, values, right, owner = [], [], [], [], []
    n = 0
    for k, (cs, day) in enumerate(usable):
        for _, when, features in cs:
            known = [(index[k], v) for k, v in features.items() if k in index]
            entry_row.extend([n] * len(known))
            entry_column.extend([i for i, _ in known])
            values.extend([v for _, v in known])
            right.append(meaning(when) == day)
            owner.append(k)
            n += 1
    from scipy.sparse import csr_matrix

    x = csr_matrix((values, (entry_row, entry_column)), shape=(n, len(names)))
    good, who = np.array(right), np.array(owner)
    starts = np.flatnonzero(np.r_[True, who[1:] != who[:-1]])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = x @ w
        s = s - np.maximum.reduceat(s, starts)[who]
        e = np.exp(s)
        total = np.add.reduceat(e, starts)
        hit = np.add.reduceat(e * good, starts)
        p, q = e / total[who], e * good / np.maximum(hit[who], 1e-300)
        value = float(np.sum(np.log(total) - np.log(np.maximum(hit, 1e-300))) + penalty / 2 * w @ w)
        return value, np.asarray(x.T @ (p - q)) + penalty * w

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {k: round(float(v), 3) for k, v in zip(names, best.x, strict=True) if abs(v) >= 0.03}


def measure(data: list[Row], table: dict[str, float]) -> tuple[float, float, collections.Counter[tuple[str, str]]]:
    """(share right, share whose day is among the candidates, confusion by kind of day)."""
    right = held = 0
    confusion: collections.Counter[tuple[str, str]] = collections.Counter()
    for _, _, cs, day in data:
        got = choose(cs, table)
        right += meaning(got) == day
        held += any(meaning(w) == day for _, w, _ in cs)
        confusion[label(day, cs), "right" if meaning(got) == day else label(meaning(got), cs)] += 1
    return right / len(data), held / len(data), confusion


def five_fold(train: list[Row], further: list[Row], penalty: float) -> list[tuple[Row, When]]:
    """Prints how often claims of train articles are right where the articles were kept out; those that are wrong."""
    ids = sorted({r[0] for r in train})
    random.Random(7).shuffle(ids)
    wrong: list[tuple[Row, When]] = []
    shares = []
    for k in range(5):
        out = set(ids[k::5])
        kept = [r for r in train if r[0] in out]
        missed = mistakes(kept, fit([r for r in train if r[0] not in out] + further, penalty))
        wrong += missed
        shares.append(1 - len(missed) / len(kept))
        print(f"fold {k} of train: {len(kept)} claims, right {shares[-1]:.4f}", flush=True)
    print(f"five-fold on train: {1 - len(wrong) / len(train):.4f}", flush=True)
    return wrong


def mistakes(data: list[Row], table: dict[str, float]) -> list[tuple[Row, When]]:
    chosen = [(r, choose(r[2], table)) for r in data]
    return [(r, got) for r, got in chosen if meaning(got) != r[3]]


def label(day: str, candidates: list[Candidate]) -> str:
    if day == "unknown":
        return "unknown"
    for name, when, _ in candidates:
        if meaning(when) == day and name != "unknown":
            return "published" if name == "published" else "an expression" if name == "expression" else name
    return "not among the candidates"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--penalty", type=float, default=8.0)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="further claims files to fit on")
    parser.add_argument("--held", type=Path, nargs="*", default=[], help="further claims files to measure on")
    args = parser.parse_args()
    train = list(rows(GOLD / "train.jsonl"))
    further = [r for path in args.also for r in rows(path)]
    if args.fit:
        table = fit(train + further, args.penalty)
        note = (
            "Weights of riwaya.resolve.dates, fitted by benchmarks/dates_on_gold.py --fit on "
            f"{len({r[0] for r in train + further})} coded articles"
        )
        TABLE.write_text(
            json.dumps({"note": note, "weights": table}, ensure_ascii=False, indent=0) + "\n",
            encoding="utf-8",
        )
        weights.cache_clear()
    table = weights()
    for name, data in (
        ("train", train),
        ("dev", list(rows(GOLD / "dev.jsonl"))),
        *((path.stem, list(rows(path))) for path in args.held),
    ):
        share, held, confusion = measure(data, table)
        print(f"{name}: {len(data)} claims, right {share:.4f}, day among the candidates {held:.4f}", flush=True)
        for (gold, guess), n in confusion.most_common(14):
            print(f"   gold {gold:<26} got {guess:<26} {n}")
    wrong = five_fold(train, further, args.penalty) if args.fit else mistakes(train, table)
    if args.errors:
        docs = texts(GOLD / "train.jsonl")
        for (doc_id, claim, _, day), got in random.Random(3).sample(wrong, min(args.errors, len(wrong))):
            a, b = claim["mentions"][0]
            print(
                docs[doc_id]["published"][:10],
                doc_id,
                claim["type"],
                claim["status"],
                claim["trigger"]["text"],
            )
            print(
                "   gold",
                day,
                "got",
                meaning(got),
                repr(got.text),
                "|",
                docs[doc_id]["text"][a:b][:300].replace("\n", " "),
            )


if __name__ == "__main__":
    main()
