"""Learn the weights of the homonym score on the train gold: `python benchmarks/places_learn.py [--extra FOLDER]`.

A conditional logit: each gold mention whose name has several candidates, at least one of them in the right country and
division, is one choice. Weights are held near those in force, so that features the gold hardly shows keep their sense.
"""

import argparse
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from places_on_gold import read, same_area
from riwaya.records import Place
from riwaya.resolve.names import parse_name
from riwaya.resolve.places import PlaceResolver
from riwaya.resolve.resolving import Resolving
from riwaya.resolve.setting import WEIGHTS, Container, features

NEAR_NOW = 0.02


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--extra", type=Path)
    resolver = PlaceResolver(options.parse_args().extra)
    names = list(WEIGHTS)
    choices: list[tuple[np.ndarray, np.ndarray]] = []
    for document, claims, gold in read("train"):
        run = Resolving(resolver.finder, document, resolver.setting(document))
        seen = set()
        for claim, places in zip(claims, gold, strict=True):
            parsed = [parse_name(p.text) for p in claim.places]
            known = [run.known(p, n, []) for p, n in zip(claim.places, parsed, strict=True)]
            for i, (name, want) in enumerate(zip(parsed, places, strict=True)):
                key = run.names.main(name)[0] if name.words else ""
                others = [
                    Container(q.name_ar, q.country, q.admin1) for j, q in enumerate(known) if q and j != i and q.country
                ]
                entries = resolver.gazetteer.lookup(key)
                if len(entries) < 2 or (key, tuple(others)) in seen:
                    continue
                seen.add((key, tuple(others)))
                right = np.array(
                    [
                        same_area(want["country"], want["admin1"], Place(text="", country=e.country, admin1=e.admin1))
                        for e in entries
                    ]
                )
                if right.any() and not right.all():
                    rows = [features(e, name, key, run.setting, others) for e in entries]
                    choices.append((np.array([[r.get(n, 0.0) for n in names] for r in rows]), right))
    start = np.array([WEIGHTS[n] for n in names])

    def loss(w: np.ndarray) -> float:
        total = NEAR_NOW * len(choices) * float(((w - start) ** 2).sum()) / len(names)
        for x, right in choices:
            s = x @ w
            s = s - s.max()
            e = np.exp(s)
            total -= float(np.log(e[right].sum() / e.sum()))
        return total

    def hits(w: np.ndarray) -> float:
        return float(np.mean([right[int(np.argmax(x @ w))] for x, right in choices]))

    best = minimize(
        loss, start, method="L-BFGS-B", bounds=[(None, 0) if n == "contradicts" else (0, 8) for n in names]
    ).x
    print(
        f"{len(choices)} choices; right with the weights in force {hits(start):.4f}, "
        f"with the learned ones {hits(best):.4f}"
    )
    print(", ".join(f'"{n}": {v:.2f}' for n, v in zip(names, best, strict=True)))


if __name__ == "__main__":
    main()
