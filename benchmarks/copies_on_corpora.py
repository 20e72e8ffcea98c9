"""Which reports of a folder of corpora copy others: `python benchmarks/copies_on_corpora.py DIR [--show 100]`.

All files `*.jsonl.gz` of DIR go through `riwaya.match.copies` in the order of their publication. Prints how many copies
were found, and of a sample chosen by chance (`--show`), how alike they are and both texts' beginnings and ends, for a
person to check. The same text under another id is no pair here, for a casebook keeps one text once.
"""

import argparse
import gzip
import json
import random
from pathlib import Path

from riwaya.match.copies import Copies, resemblance, shingles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, help="so many pairs, chosen by chance")
    parser.add_argument("--letters", type=int, default=300, help="of each text's beginning and end")
    options = parser.parse_args()
    reports: dict[str, dict[str, str]] = {}
    texts: set[str] = set()
    for path in sorted(options.folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                if row["text"] not in texts:
                    texts.add(row["text"])
                    reports[row["doc_id"]] = row
    copies, pairs = Copies(), []
    for doc_id in sorted(reports, key=lambda d: (reports[d].get("published") or "", d)):
        if of := copies.add(doc_id, reports[doc_id]["text"]):
            pairs.append((doc_id, of))
    print(f"{len(reports)} reports, {len(pairs)} copy another")
    for doc_id, of in random.Random(7).sample(pairs, min(options.show, len(pairs))):
        one, other = reports[doc_id]["text"], reports[of]["text"]
        print(f"\n=== {doc_id} | {of} | {resemblance(shingles(one), shingles(other)):.2f} | {len(one)} {len(other)}")
        for text in (one, other):
            end = text[-options.letters :] if len(text) > 2 * options.letters else ""
            print("  >", (text[: options.letters] + (" ... " + end if end else "")).replace("\n", " / "))


if __name__ == "__main__":
    main()
