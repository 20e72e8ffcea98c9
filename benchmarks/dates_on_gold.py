"""How often a claim gets the day that its coder gave it, from the claim's own trigger, sentences, status and type.

    python benchmarks/dates_on_gold.py                 measure on train and dev
    python benchmarks/dates_on_gold.py --fit           fit the weights on train first (five-fold figures printed)
    python benchmarks/dates_on_gold.py --fit --also a/extra.jsonl b/new.jsonl --held a/held.jsonl
                                                       fit on further claims too, and measure on held ones besides
    python benchmarks/dates_on_gold.py --fit --mean --also a/reports.jsonl
                                                       write the mean of this fit and the table as it was: further
                                                       claims of another style count, but less than the first ones
    python benchmarks/dates_on_gold.py --errors 30     show mistakes on train

A file of claims X.jsonl has its texts beside it in X.docs.jsonl. With --fit the errors are those of the fold that a
train article was kept out of.

A date is right where `day()` of the scorer calls it equal: the start at its precision, or both unknown.
"""

import argparse
import collections
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from riwaya.arabic.dates import expressions
from riwaya.records import Document, Span, When, meaning
from riwaya.resolve.date_agreement import Loudness, agreed, day_weights
from riwaya.resolve.date_features import Features
from riwaya.resolve.date_frame import report_frame
from riwaya.resolve.dates import Candidate, Dated, Ranked, choice, date_candidates, rank, score, weighed, weights

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"
TABLE = ROOT / "src" / "riwaya" / "resolve" / "data" / "date_weights.json"
SEEN = 20
"""A feature with fewer candidates in the articles gets no weight."""
TOGETHER = 30.0
"""The penalty on the weights by which a report's claims are weighed beside one another."""
LEAST = 0.05
"""A feature that weighs less is left out."""
Table = dict[str, float]


@dataclass(frozen=True)
class Case:
    """A gold claim with the days it may have, and the day its coder gave it."""

    doc_id: str
    text: str
    today: str
    gold: dict[str, Any]
    told: Dated
    candidates: list[Candidate]
    day: str


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


def told(claim: dict[str, Any]) -> Dated:
    mentions = [Span(*m) for m in claim["mentions"]]
    trigger = Span(*claim["trigger"]["span"])
    sentence = next((m for m in mentions if trigger.overlaps(m)), mentions[0])
    return Dated(trigger, sentence, mentions, claim["status"], claim["type"])


def cases(claims: Path) -> Iterator[Case]:
    """The claims of a gold file, those of a document beside one another."""
    docs = texts(claims)
    for line in map(json.loads, claims.open(encoding="utf-8")):
        d = docs[line["doc_id"]]
        document = Document(doc_id=d["doc_id"], text=d["text"], outlet=d["outlet"], published=d["published"])
        found = expressions(document.text)
        sought = [told(c) for c in line["claims"]]
        frame = report_frame(document, found, "", tuple(sorted((c.trigger, c.type) for c in sought)))
        today = frame.anchor.isoformat() if frame.anchor else ""
        for gold, claim in zip(line["claims"], sought, strict=True):
            got = date_candidates(document, found, claim, frame)
            yield Case(d["doc_id"], d["text"], today, gold, claim, got, gold_day(gold["date"]))


def logit(problems: Sequence[Sequence[tuple[Features, bool]]], penalty: float, seen: int) -> Table:
    """Weights that make the right options of each problem likely (a conditional logit with an L2 penalty)."""
    counts: collections.Counter[str] = collections.Counter()
    for options in problems:
        for f, _ in options:
            counts.update(f.keys())
    names = sorted(k for k, n in counts.items() if n >= seen)
    index = {k: i for i, k in enumerate(names)}
    column, values, right, owner, ends = [], [], [], [], [0]
    for k, options in enumerate(p for p in problems if any(good for _, good in p)):
        for features, is_right in options:
            known = [(index[name], v) for name, v in features.items() if name in index]
            column.extend([i for i, _ in known])
            values.extend([v for _, v in known])
            ends.append(len(column))
            right.append(is_right)
            owner.append(k)
    x = csr_matrix((values, column, ends), shape=(len(right), len(names)))
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

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return {k: round(float(v), 3) for k, v in zip(names, best.x, strict=True)}


def fit(data: list[Case], penalty: float) -> Table:
    """The weights of candidates."""
    table = logit([[(f, meaning(w) == c.day) for _, w, f in c.candidates] for c in data], penalty, SEEN)
    return {k: v for k, v in table.items() if abs(v) >= LEAST}


def alone(data: list[Case], table: Table) -> list[Ranked]:
    """The days of each claim by its own words."""
    return [rank(c.candidates, [score(f, table) for _, _, f in c.candidates]) for c in data]


def documents(data: list[Case], ranked: list[Ranked]) -> Iterator[list[tuple[Case, Ranked]]]:
    """The claims of each document."""
    for _, several in itertools.groupby(zip(data, ranked, strict=True), key=lambda pair: pair[0].doc_id):
        yield list(several)


def fit_together(data: list[Case], ranked: list[Ranked]) -> Table:
    """The weights of one claim's days in the light of the others', where the days come from articles kept out."""
    problems = []
    for several in documents(data, ranked):
        beside = day_weights(several[0][0].text, [weighed(c.told, r) for c, r in several], several[0][0].today)
        for (c, _), days in zip(several, beside, strict=True):
            problems.append([(f, day == c.day) for day, f in days.items()])
    return logit(problems, TOGETHER, SEEN)


def kept_out(data: list[Case], penalty: float) -> list[Ranked]:
    """The days of each claim by a table fitted on the half of the articles that its own is not in."""
    ids = sorted({c.doc_id for c in data})
    random.Random(11).shuffle(ids)
    first = set(ids[::2])
    halves = [fit([c for c in data if (c.doc_id in first) == side], penalty) for side in (False, True)]
    return [alone([c], halves[c.doc_id not in first])[0] for c in data]


def chosen(data: list[Case], table: Table, together: Table) -> list[When]:
    """The date of each claim."""
    out = []
    for several in documents(data, alone(data, table)):
        claims = [weighed(c.told, r) for c, r in several]
        days = agreed(several[0][0].text, claims, several[0][0].today, Loudness(together))
        out.extend([choice(r, likely) for (_, r), likely in zip(several, days, strict=True)])
    return out


Mistake = tuple[Case, When]


def mistakes(data: list[Case], table: Table, together: Table) -> list[Mistake]:
    return [(c, got) for c, got in zip(data, chosen(data, table, together), strict=True) if meaning(got) != c.day]


def five_fold(train: list[Case], further: list[Case], penalty: float, apart: list[Ranked]) -> list[Mistake]:
    """Prints how often claims of train articles are right where the articles were kept out; those that are wrong.

    `apart` are the days of train's and the further claims by `kept_out`.
    """
    ids = sorted({c.doc_id for c in train})
    random.Random(7).shuffle(ids)
    wrong: list[Mistake] = []
    first = 0
    for k in range(5):
        out = set(ids[k::5])
        kept = [c for c in train if c.doc_id in out]
        rest = [(c, r) for c, r in zip(train + further, apart, strict=True) if c.doc_id not in out]
        table = fit([c for c, _ in rest], penalty)
        missed = mistakes(kept, table, fit_together([c for c, _ in rest], [r for _, r in rest]))
        days = [max(r.likely, key=r.likely.__getitem__) for r in alone(kept, table)]
        first += sum(day == c.day for day, c in zip(days, kept, strict=True))
        wrong += missed
        print(f"fold {k} of train: {len(kept)} claims, right {1 - len(missed) / len(kept):.4f}", flush=True)
    share, by_itself = 1 - len(wrong) / len(train), first / len(train)
    print(f"five-fold on train: {share:.4f}; each claim by itself {by_itself:.4f}", flush=True)
    return wrong


def label(day: str, candidates: list[Candidate]) -> str:
    if day == "unknown":
        return "unknown"
    for name, when, _ in candidates:
        if meaning(when) == day and name != "unknown":
            return "published" if name == "published" else "an expression" if name == "expression" else name
    return "not among the candidates"


def show(wrong: list[Mistake], wanted: int) -> None:
    docs = texts(GOLD / "train.jsonl")
    for c, got in random.Random(3).sample(wrong, min(wanted, len(wrong))):
        a, b = c.told.mentions[0]
        print(docs[c.doc_id]["published"][:10], c.doc_id, c.told.type, c.told.status, c.gold["trigger"]["text"])
        sentence = c.text[a:b][:300].replace("\n", " ")
        print("   gold", c.day, "got", meaning(got), repr(got.text), "|", sentence)


def mean(one: Table, other: Table) -> Table:
    """Each weight of two tables, where what a table lacks weighs nothing in it."""
    return {k: round((one.get(k, 0.0) + other.get(k, 0.0)) / 2, 3) for k in sorted({*one, *other})}


def write(table: Table, together: Table, articles: int, before: bool = False) -> None:
    """Packages the weights, or the mean of them and of those packaged `before`."""
    note = f"Weights of riwaya.resolve.dates, fitted by benchmarks/dates_on_gold.py --fit on {articles} coded articles"
    if before:
        note += "; the mean of them and of " + json.loads(TABLE.read_text(encoding="utf-8"))["note"]
        table = {k: v for k, v in mean(table, weights()).items() if abs(v) >= LEAST}
        together = mean(together, weights("together"))
    whole = {"note": note, "weights": table, "together": together}
    TABLE.write_text(json.dumps(whole, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    weights.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--mean", action="store_true", help="write the mean of the fit and the packaged table")
    parser.add_argument("--penalty", type=float, default=8.0)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="further claims files to fit on")
    parser.add_argument("--held", type=Path, nargs="*", default=[], help="further claims files to measure on")
    args = parser.parse_args()
    train = list(cases(GOLD / "train.jsonl"))
    further = [c for path in args.also for c in cases(path)]
    every = train + further
    apart = kept_out(every, args.penalty) if args.fit else []
    if args.fit:
        articles = len({c.doc_id for c in every})
        write(fit(every, args.penalty), fit_together(every, apart), articles, args.mean)
    for name, data in (
        ("train", train),
        ("dev", list(cases(GOLD / "dev.jsonl"))),
        *((path.stem, list(cases(path))) for path in args.held),
    ):
        wrong = mistakes(data, weights(), weights("together"))
        held = sum(any(meaning(w) == c.day for _, w, _ in c.candidates) for c in data) / len(data)
        share = 1 - len(wrong) / len(data)
        print(f"{name}: {len(data)} claims, right {share:.4f}, day among the candidates {held:.4f}", flush=True)
        confusion = collections.Counter(
            (label(c.day, c.candidates), label(meaning(got), c.candidates)) for c, got in wrong
        )
        for (gold, guess), n in confusion.most_common(14):
            print(f"   gold {gold:<26} got {guess:<26} {n}")
    if args.fit:
        show(five_fold(train, further, args.penalty, apart), args.errors)
    elif args.errors:
        show(mistakes(train, weights(), weights("together")), args.errors)


if __name__ == "__main__":
    main()
