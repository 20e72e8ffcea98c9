"""Count in how many articles the common words stand: `python benchmarks/word_rarity.py CORPUS.jsonl.gz... --out FILE`.

Writes the table that `riwaya.match.likeness.overlap` weighs words by: one stem a line, 0 for a word that every article
has, 1 for one that few have. Only words of many articles are listed; all others count as rare.
"""

import argparse
import gzip
import json
import math
from collections import Counter
from pathlib import Path

from riwaya.match.account import content_words
from riwaya.match.likeness import WORDS


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpora", nargs="+", type=Path)
    options.add_argument("--every", type=int, default=5, help="read one article of so many")
    options.add_argument("--least", type=float, default=0.01, help="list words of at least this share of the articles")
    options.add_argument("--out", type=Path, default=WORDS)
    chosen = options.parse_args()
    seen: Counter[str] = Counter()
    articles = 0
    for path in chosen.corpora:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % chosen.every == 0:
                    seen.update(content_words(json.loads(line)["text"]))
                    articles += 1
    rare = math.log(1 / chosen.least)
    rows = [(word, math.log(articles / n) / rare) for word, n in seen.items() if n >= chosen.least * articles]
    text = "".join(f"{word}\t{value:.2f}\n" for word, value in sorted(rows, key=lambda row: (row[1], row[0])))
    chosen.out.write_text("word\trarity\n" + text, encoding="utf-8")
    print(f"{len(rows)} words of {articles} articles")


if __name__ == "__main__":
    main()
