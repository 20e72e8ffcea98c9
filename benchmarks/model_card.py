"""The shipped model's card, measured afresh: `python benchmarks/model_card.py ../shared/gold/dev.jsonl [--write]`.

Reads the articles beside the claims (`dev.docs.jsonl`) as `riwaya extract` does, and prints the card: figures by slot,
by type and by outlet, and how far the claims' confidence can be trusted. `--write` puts it beside the model; the
figures on held-out articles that training wrote there are kept.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from riwaya.evaluate import align, evaluate, read_claims
from riwaya.extract.encoder.calibrate import expected_error
from riwaya.extract.encoder.extractor import EncoderExtractor
from riwaya.extract.encoder.model import SHIPPED
from riwaya.intake import read_all
from riwaya.pipeline import read
from riwaya.records import Document
from riwaya.train.card import card

FAILURES = Path(__file__).with_name("known_failures.md")
HELD = "## Figures: held-out articles"

Gold = dict[str, list[Any]]


def outlets(gold: Gold, predicted: Gold, outlet: dict[str, str]) -> str:
    """Figures by outlet, those with the most articles first."""
    groups = defaultdict(list)
    for doc_id in gold:
        groups[outlet[doc_id]].append(doc_id)
    lines = [
        "## By outlet",
        "",
        "| outlet | articles | slot F1 | typed claims F1 | rows right |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, ids in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        r = evaluate({i: gold[i] for i in ids}, {i: predicted[i] for i in ids})
        lines.append(f"| {name} | {len(ids)} | {r.slot.f1:.3f} | {r.typed_claims.f1:.3f} | {r.rows_right:.3f} |")
    return "\n".join(lines) + "\n"


def confidence(gold: Gold, predicted: Gold) -> str:
    """How often claims of a confidence stand in the gold with their type."""
    said: list[float] = []
    right: list[bool] = []
    for doc_id, claims in predicted.items():
        pairs = {j: i for i, j in align(gold[doc_id], claims)}
        for j, c in enumerate(claims):
            said.append(c["confidence"])
            right.append(j in pairs and gold[doc_id][pairs[j]]["type"] == c["type"])
    lines = [
        "## Confidence",
        "",
        "Of a claim: that it stands in the gold with this type. Expected calibration error over ten bins: "
        f"**{expected_error(said, right):.3f}** ({len(said)} claims).",
        "",
        "| said | claims | mean confidence | share right |",
        "| --- | --- | --- | --- |",
    ]
    for k in range(10):
        inside = [i for i, p in enumerate(said) if min(int(p * 10), 9) == k]
        if inside:
            mean, share = sum(said[i] for i in inside) / len(inside), sum(right[i] for i in inside) / len(inside)
            lines.append(f"| {k / 10:.1f} to {(k + 1) / 10:.1f} | {len(inside)} | {mean:.2f} | {share:.2f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    gold: Gold = {k: list(v) for k, v in read_claims(args.gold).items()}
    extractor = EncoderExtractor()
    docs = args.gold.with_name(args.gold.name.removesuffix(".jsonl") + ".docs.jsonl")
    documents = [d for d in read_all([str(docs)]) if isinstance(d, Document)]
    predicted: Gold = {d.doc_id: [c.model_dump(mode="json") for c in read(d, extractor).claims] for d in documents}
    manifest = json.loads((SHIPPED / "model.json").read_text(encoding="utf-8"))
    more = [outlets(gold, predicted, {d.doc_id: d.outlet for d in documents}), confidence(gold, predicted)]
    old = (SHIPPED / "card.md").read_text(encoding="utf-8") if (SHIPPED / "card.md").exists() else ""
    if HELD in old:
        held = HELD + old.partition(HELD)[2]
        more.append(held[:at] if (at := held.find("\n## ", 1)) > 0 else held)
    more.append(FAILURES.read_text(encoding="utf-8"))
    text = card(manifest, {args.gold.stem: evaluate(gold, predicted)}, more)
    if args.write:
        (SHIPPED / "card.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
