"""Coded articles without their words, and back: `strip` keeps offsets and codes, `join` puts the words in again.

    python scripts/annotations.py strip coded.jsonl --out data/annotations/NAME.jsonl.gz
    python scripts/annotations.py join data/annotations/*.jsonl* --corpora DIR data/samples --out coded.jsonl

`coded.jsonl` has its documents beside it as `coded.docs.jsonl`, as `riwaya train --gold` wants them.
"""

import argparse
import gzip
import hashlib
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

Row = dict[str, Any]
_NAMED = ("origin", "initiators", "targets", "places", "tolls", "weapons")


def rows(path: Path) -> Iterator[Row]:
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def stripped(claim: Row) -> Row:
    """The claim without a word of the article; every field that had words has its span."""
    out = {k: v for k, v in claim.items() if k != "mentions"}
    out["trigger"] = {"span": claim["trigger"]["span"]}
    for field in _NAMED:
        out[field] = [{k: v for k, v in item.items() if k != "text"} for item in claim[field]]
    return out


def joined(claim: Row, text: str, sentences: list[list[int]]) -> Row:
    """The claim with the words that its spans hold."""

    def with_text(item: Row) -> Row:
        a, b = item["span"]
        return {"text": text[a:b], **item}

    out = {**claim, "trigger": with_text(claim["trigger"])}
    out["mentions"] = [sentences[k] for k in claim["mention_ids"]]
    for field in _NAMED:
        out[field] = [with_text(item) for item in claim[field]]
    return out


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """For writing; a name in .gz is compressed, the same bytes for the same lines."""
    if path.suffix != ".gz":
        with path.open("w", encoding="utf-8") as file:
            yield file
        return
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8") as file,
    ):
        yield file


def strip(coded: Path, out: Path) -> int:
    docs = {d["doc_id"]: d for d in rows(coded.with_name(coded.name.removesuffix(".jsonl") + ".docs.jsonl"))}
    count = 0
    with _opened(out) as file:
        for row in rows(coded):
            d = docs[row["doc_id"]]
            line = {
                "doc_id": row["doc_id"],
                "corpus": d.get("corpus", ""),
                "text_sha256": digest(d["text"]),
                "sentences": d["sentences"],
                "claims": [stripped(c) for c in row["claims"]],
            }
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def join(annotations: list[Path], corpora: list[Path], out: Path) -> tuple[int, list[str]]:
    """Number of articles written, and why others were not; `corpora` are folders of texts."""
    wanted = {r["doc_id"]: r for path in annotations for r in rows(path)}
    refused: list[str] = []
    found: dict[str, Row] = {}
    for folder in corpora:
        for path in sorted(folder.glob("*.jsonl*")):
            for d in rows(path):
                if d.get("doc_id") in wanted and d["doc_id"] not in found:
                    found[d["doc_id"]] = d
    with (
        out.open("w", encoding="utf-8") as claims,
        out.with_name(out.name.removesuffix(".jsonl") + ".docs.jsonl").open("w", encoding="utf-8") as docs,
    ):
        for doc_id, row in wanted.items():
            if doc_id not in found:
                refused.append(f"{doc_id}: no text in {', '.join(map(str, corpora))}")
                continue
            d = found[doc_id]
            if digest(d["text"]) != row["text_sha256"]:
                refused.append(f"{doc_id}: another text than the one that was coded")
                continue
            coded = [joined(c, d["text"], row["sentences"]) for c in row["claims"]]
            claims.write(json.dumps({"doc_id": doc_id, "claims": coded}, ensure_ascii=False) + "\n")
            docs.write(json.dumps({**d, "sentences": row["sentences"]}, ensure_ascii=False) + "\n")
    return len(wanted) - len(refused), refused


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("strip")
    one.add_argument("coded", type=Path)
    two = commands.add_parser("join")
    two.add_argument("annotations", type=Path, nargs="+")
    two.add_argument("--corpora", type=Path, nargs="+", required=True, help="folders that hold the texts")
    for p in (one, two):
        p.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.command == "strip":
        print(f"{strip(args.coded, args.out)} articles")
        return 0
    count, refused = join(args.annotations, args.corpora, args.out)
    for line in refused:
        print(line, file=sys.stderr)
    print(f"{count} articles, {len(refused)} refused")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
