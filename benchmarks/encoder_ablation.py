"""What each grammar and each fitted step adds: `python benchmarks/encoder_ablation.py GOLD.jsonl`.

The network reads the articles beside the claims (`GOLD.docs.jsonl`) once; then one part at a time is switched off and
the claims are scored again. The parts that training itself consists of (heads, data) need runs of their own: their
figures stand in docs/measurements.md.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from riwaya.evaluate import Report, evaluate, read_claims
from riwaya.extract.encoder import decode as decoding
from riwaya.extract.encoder.extractor import FLOOR, EncoderExtractor
from riwaya.extract.encoder.fills import Thresholds
from riwaya.extract.encoder.grammar import Grammar
from riwaya.extract.encoder.merge import WEIGHTS
from riwaya.intake import read_all
from riwaya.pipeline import places, resolve, sentences
from riwaya.records import Claim, Document


def _undated(document: Document, claims: list[Claim]) -> list[Claim]:
    return places().resolve(document, claims)


def variants(cuts: Thresholds) -> Iterator[tuple[str, Thresholds, Any, Callable[..., list[Claim]]]]:
    """(what is off, cuts, a patch of the decoder, how claims are resolved)."""
    yield "nothing", cuts, nullcontext(), resolve
    yield "the second reading's say on types", replace(cuts, verdict=0.0), nullcontext(), resolve
    yield "joining of tellings", replace(cuts, merge=2.0), nullcontext(), resolve
    yield "the fitted weights of joining", replace(cuts, pair=dict(WEIGHTS)), nullcontext(), resolve
    yield "weighing claims as wholes", replace(cuts, worth={"sure": 1.0}, keep=0.5), nullcontext(), resolve
    yield (
        "the lower bar for tolls that grammar reads",
        replace(cuts, toll_near=cuts.roles["toll"]),
        nullcontext(),
        resolve,
    )
    yield "denials by grammar", cuts, patch.object(Grammar, "denial", lambda *_: None), resolve
    yield "the ranker of days (the network's choice alone)", cuts, nullcontext(), _undated


def main() -> None:
    path = Path(sys.argv[1])
    gold = {k: list(v) for k, v in read_claims(path).items()}
    extractor = EncoderExtractor()
    docs = path.with_name(path.name.removesuffix(".jsonl") + ".docs.jsonl")
    read = []
    for d in (d for d in read_all([str(docs)]) if isinstance(d, Document)):
        numbered = sentences(d)
        scores = extractor.model.read(d.text, [s.span for s in numbered], FLOOR)
        read.append((d, numbered, scores, Grammar.of(d, numbered)))
    print("| off | claims F1 | typed F1 | slot F1 | rows right | origin | tolls | date |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, cuts, off, finish in variants(extractor.cuts):
        with off:
            predicted = {
                d.doc_id: [c.model_dump(mode="json") for c in finish(d, decoding.decode(d, s, scores, cuts, grammar))]
                for d, s, scores, grammar in read
            }
        r: Report = evaluate(gold, predicted)
        slots = " | ".join(f"{r.slots[s].f1:.3f}" for s in ("origin", "tolls", "date"))
        print(
            f"| {name} | {r.claims.f1:.3f} | {r.typed_claims.f1:.3f} | {r.slot.f1:.3f} | {r.rows_right:.3f} | {slots} |"
        )


if __name__ == "__main__":
    main()
