"""Learn how much each likeness of two accounts weighs: `python benchmarks/incidents_learn.py [--out FILE]`.

Pairs of claims of the read train stories (`data/annotations/incidents_train.json`), logistic regression with an L2
penalty on what departs from a reader's expectations; each incident counts as much as the square root of its pairs, and
so do two incidents told apart, so that neither the largest nor a whole beside its parts rules. Reports that are nearly
copies of each other teach nothing of how two outlets tell one event: their pairs count only where they are two events.
The threshold is that of the best B-cubed F1 where each story is grouped with weights learned from the other parts of
the stories.
"""

import argparse
import json
import math
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from incident_gold import Story, b_cubed, documents, gold_accounts, train_stories
from riwaya.match.account import Account
from riwaya.match.blocking import Blocks
from riwaya.match.clustering import cluster
from riwaya.match.copies import resemblance, shingles
from riwaya.match.likeness import TABLE, Weights, features, forbidden, told_apart

# What a reader expects; where the few hundred pairs say little, the weight stays near this.
EXPECTED = {
    "type: same": 1.0, "type: close": 0.3, "type: loose": -1.5, "type: a day's toll": 1.0,
    "date: same": 1.0, "date: next day": -1.5, "date: next day, that of the report": -0.5, "date: one period": 0.5,
    "place: same": 1.5, "place: near": 0.5, "place: inside": -0.5, "place: far": -2.0,
    "act initiators: same": 0.7, "act initiators: kin": 0.2, "act initiators: other": -0.7,
    "act targets: same": 0.7, "act targets: other": -0.5,
    "speech initiators: same": 1.5, "speech initiators: other": -2.0, "speech initiators: one named": -1.0,
    "speech targets: same": 0.7, "speech targets: other": -0.7,
    "parties: same": 1.5, "parties: some": 0.3, "parties: other": -1.5,
    "act words": 2.0, "speech words": 2.0, "trigger": 0.3,
    "means: chemical in both": 1.5, "means: chemical in one": -0.5, "means: chemical against others": -1.5,
    "means: suicide in both": 0.7, "means: suicide in one": -0.3, "means: suicide against others": -1.0,
    "means: shared": 0.3, "means: other": -0.3,
    "tolls: same number": 1.0, "tolls: far apart": -0.5, "tolls: far apart, one source": -2.0,
    "tolls: apart, one source": -1.0,
    "one report, one source": -1.5, "one report, one source, one toll": 2.0,
    "two reports, one source": 0.5,
}  # fmt: skip
COPY = 0.35  # share of common shingles from which a report is nearly a copy
PARTS = 8  # of the stories, each grouped by weights learned from the others
Pair = tuple[dict[str, float], bool, float]


def near_copies(names: Iterable[str]) -> set[frozenset[str]]:
    """The pairs of these train articles that are nearly copies of each other."""
    texts = documents("train")
    found = {name: shingles(texts[name].text) for name in names}
    return {frozenset(p) for p in combinations(found, 2) if resemblance(found[p[0]], found[p[1]]) >= COPY}


def pairs(story: Story, accounts: dict[str, Account]) -> list[Pair]:
    """The pairs of a story that blocking lets through: features, whether they are one event, and their weight."""
    copies = near_copies(story.documents)
    group_of = {claim: group for group in story.incidents for claim in group}
    blocks = Blocks()
    found: list[Pair] = []
    for claim in sorted(group_of):
        account = accounts[claim]
        for other in blocks.near(account):
            if not forbidden(account, other) and not told_apart(account, other):
                same = group_of[claim] == group_of[other.id]
                size, others = len(group_of[claim]), len(group_of[other.id])
                weight = 1 / math.sqrt(size * (size - 1) / 2 if same else size * others)
                if same and frozenset((account.doc_id, other.doc_id)) in copies:
                    continue
                found.append((features(account, other), same, weight))
        blocks.add(account)
    return found


def learn(data: list[Pair], penalty: float) -> tuple[float, dict[str, float]]:
    """The bias and the weight of each feature."""
    names = sorted({name for values, _, _ in data for name in values} | set(EXPECTED))
    expected = np.array([EXPECTED.get(name, 0.0) for name in names])
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(data), len(names)))
    for row, (values, _, _) in enumerate(data):
        for name, value in values.items():
            x[row, at[name]] = value
    y = np.array([1.0 if same else -1.0 for _, same, _ in data])
    w = np.array([weight for _, _, weight in data])
    # the others weigh one on average, whatever their sizes: the penalty is as strong as with equal weights
    w[y < 0] *= (y < 0).sum() / w[y < 0].sum()
    # as much weight on the pairs that are one event as on a third of the others
    w[y > 0] *= w[y < 0].sum() / w[y > 0].sum() / 3

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z = y * (x @ theta[1:] + theta[0])
        value = (w * np.logaddexp(0, -z)).sum() + penalty * ((theta[1:] - expected) ** 2).sum()
        slope = -w * y / (1 + np.exp(z))
        return value, np.concatenate([[slope.sum()], x.T @ slope + 2 * penalty * (theta[1:] - expected)])

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    return float(found[0]), {name: round(float(found[i + 1]), 3) for name, i in at.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=TABLE)
    options.add_argument("--penalty", type=float, default=8.0)
    chosen = options.parse_args()
    stories = train_stories()
    accounts = gold_accounts("train", [doc for story in stories for doc in story.documents])
    data = [pairs(story, accounts) for story in stories]
    same = sum(same for part in data for _, same, _ in part)
    print(f"{sum(map(len, data))} pairs of {len(stories)} stories, {same} of one event")
    by_part = [
        learn([p for j, part in enumerate(data) if j % PARTS != i for p in part], chosen.penalty) for i in range(PARTS)
    ]
    held_out = [by_part[i % PARTS] for i in range(len(stories))]
    scores: dict[float, float] = {}
    for threshold in np.arange(0.2, 0.8, 0.05).round(2):
        gold, found = [], []
        for story, (bias, of) in zip(stories, held_out, strict=True):
            table = Weights(bias, of, float(threshold))
            gold += story.incidents
            found += cluster([accounts[c] for group in story.incidents for c in group], table)
        p, r, f = b_cubed(gold, found)
        print(f"threshold {threshold:.2f}: P {p:.3f} R {r:.3f} F1 {f:.4f} (each story by weights of other parts)")
        scores[float(threshold)] = f
    bias, of = learn([p for part in data for p in part], chosen.penalty)
    learned = {
        "about": "How much each likeness of two accounts weighs; learned by benchmarks/incidents_learn.py",
        # where scores are alike to three places, the higher, which joins less
        "threshold": max(scores, key=lambda t: (round(scores[t], 3), t)),
        "bias": round(bias, 3),
        "weights": of,
    }
    chosen.out.write_text(json.dumps(learned, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
