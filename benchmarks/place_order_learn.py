"""Learn which of a claim's places stands first: `python benchmarks/place_order_learn.py CLAIMS.jsonl ...`.

Sets of coded articles with their `.docs.jsonl` beside them, none of which the model was trained on. A claim of ours
with several places is one choice; printed is how often its first is the coder's, as the extractor leaves it and by
weights learned from seven other eighths of the articles, then the weights from all for `resolve/foremost.py`.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from riwaya.evaluate import align, same_place
from riwaya.extract.encoder.extractor import EncoderExtractor
from riwaya.records import Claim, Document, Sentence, Span
from riwaya.resolve.foremost import features
from riwaya.resolve.places import PlaceResolver
from riwaya.resolve.resolving import Resolving
from riwaya.train.data import read_articles
from riwaya.train.run import docs_beside

PARTS = 8
PRIOR = 1.0
Floats = NDArray[np.float64]


@dataclass(slots=True)
class Choice:
    """A claim's places: what speaks for each, and which of them are the coder's first (none where we lack it)."""

    doc_id: str
    rows: list[dict[str, float]]
    right: list[bool]


def choices(document: Document, claims: list[Claim], gold: list[dict[str, Any]], places: PlaceResolver) -> list[Choice]:
    run = Resolving(places.finder, document, places.setting(document))
    filled = run.shared([run.places(c) for c in claims])
    plain = [
        c.model_copy(update={"places": p}).model_dump(mode="json") for c, p in zip(claims, filled, strict=True)
    ]
    out = []
    for i, j in align(gold, plain):
        if gold[i]["type"] == plain[j]["type"] and gold[i]["places"] and len(filled[j]) > 1:
            right = [same_place(gold[i]["places"][0], p) for p in plain[j]["places"]]
            out.append(Choice(document.doc_id, features(claims[j], filled[j], document.text), right))
    return out


def learn(data: list[Choice], names: list[str]) -> Floats:
    """A conditional logit with a Gaussian prior around zero."""
    known = [c for c in data if any(c.right)]
    x = np.array([[row.get(n, 0.0) for n in names] for c in known for row in c.rows])
    right = np.array([r for c in known for r in c.right], dtype=float)
    sizes = np.array([len(c.rows) for c in known])
    first, of = np.concatenate([[0], np.cumsum(sizes)[:-1]]), np.repeat(np.arange(len(known)), sizes)

    def loss(w: Floats) -> tuple[float, Floats]:
        z = x @ w
        p = np.exp(z - np.maximum.reduceat(z, first)[of])
        p /= np.add.reduceat(p, first)[of]
        hit = np.add.reduceat(p * right, first)
        return PRIOR * (w @ w) / 2 - np.log(hit).sum(), PRIOR * w + x.T @ (p - p * right / hit[of])

    return np.asarray(minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x)


def hits(data: list[Choice], w: Floats, names: list[str]) -> int:
    best = [int(np.argmax([sum(row.get(n, 0.0) * v for n, v in zip(names, w, strict=True)) for row in c.rows]))
            for c in data]  # fmt: skip
    return sum(c.right[k] for c, k in zip(data, best, strict=True))


def report(sets: dict[str, list[Choice]]) -> dict[str, float]:
    data = [c for part in sets.values() for c in part]
    names = sorted({n for c in data for row in c.rows for n in row})
    part_of = {doc: k % PARTS for k, doc in enumerate(sorted({c.doc_id for c in data}))}
    blind = [learn([c for c in data if part_of[c.doc_id] != k], names) for k in range(PARTS)]
    for name, part in sets.items():
        new = sum(hits([c], blind[part_of[c.doc_id]], names) for c in part)
        now, most = sum(c.right[0] for c in part), sum(any(c.right) for c in part)
        print(f"{name}: {len(part)} claims with several places; first right {now}, learned {new}, at best {most}")
    return {n: round(float(v), 2) for n, v in zip(names, learn(data, names), strict=True)}


def main() -> None:
    extractor, places = EncoderExtractor(), PlaceResolver()
    sets: dict[str, list[Choice]] = {}
    for path in map(Path, sys.argv[1:]):
        found = sets.setdefault(path.stem, [])
        for a in read_articles(docs_beside(path), path):
            document = Document(doc_id=a.doc_id, text=a.text, outlet=a.outlet, published=a.published)
            sentences = [Sentence(number=i, span=Span(*s)) for i, s in enumerate(a.sentences)]
            found += choices(document, extractor.extract(document, sentences), a.claims, places)
    print(report(sets))


if __name__ == "__main__":
    main()
