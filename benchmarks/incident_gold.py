"""Gold claims and gold incidents as matching takes them; used by `incidents_learn` and `incidents_on_gold`."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from riwaya.match.account import Account, account_of
from riwaya.match.clustering import Group
from riwaya.records import Claim, Document

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


class Story(NamedTuple):
    """Documents that were read together, and what a reader made of their claims: alone where no group lists them."""

    name: str
    documents: list[str]
    incidents: list[Group]


def _lines(path: Path) -> list[str]:
    """The lines of JSON of a file; texts may hold other line separators than the newline."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


@cache
def _files(part: str) -> tuple[list[str], list[str]]:
    """The lines of the articles of a part of the gold and of their claims; "train" has those of the project as well."""
    names = (f"gold/{part}.docs.jsonl", f"gold/{part}.jsonl")
    articles, claims = (_lines(SHARED / name) for name in names)
    if part == "train":
        with TemporaryDirectory() as folder:
            coded = Path(folder) / "coded.jsonl"
            command = [sys.executable, str(ROOT / "scripts/annotations.py"), "join"]
            real = [p for p in (ROOT / "data/annotations").glob("*.jsonl*") if not p.name.startswith("samples")]
            command += map(str, sorted(real))  # invented reports tell nobody else's events
            subprocess.run([*command, "--corpora", str(SHARED / "corpora"), "--out", str(coded)], check=True)
            articles += _lines(coded.with_name("coded.docs.jsonl"))
            claims += _lines(coded)
    return articles, claims


def documents(part: str) -> dict[str, Document]:
    """The articles of a part of the gold by id."""
    found = {}
    for line in _files(part)[0]:
        row = json.loads(line)
        names = ("doc_id", "text", "outlet", "published")
        found[row["doc_id"]] = Document(**{name: row.get(name) or "" for name in names})
    return found


def gold_rows(part: str) -> dict[str, list[dict[str, Any]]]:
    """The claims of a part of the gold as they are written."""
    return {row["doc_id"]: row["claims"] for row in map(json.loads, _files(part)[1])}


def gold_accounts(part: str, wanted: Iterable[str]) -> dict[str, Account]:
    """The gold claims of some articles: their places' points and their actors' ids are the product's own findings."""
    from riwaya.resolve.actors import ActorResolver
    from riwaya.resolve.places import PlaceResolver

    places, actors = PlaceResolver(), ActorResolver()
    texts, rows = documents(part), gold_rows(part)
    found = {}
    for doc_id in wanted:
        document = texts[doc_id]
        claims = [Claim.model_validate({k: v for k, v in r.items() if k in Claim.model_fields}) for r in rows[doc_id]]
        claims = actors.resolve(document, places.resolve(document, claims))
        for number, (claim, row) in enumerate(zip(claims, rows[doc_id], strict=True)):
            told = [
                place.model_copy(update={k: gold[k] for k in ("country", "admin1", "level")})
                for place, gold in zip(claim.places, row["places"], strict=True)
            ]
            claim_id = f"{doc_id}#{number}"
            found[claim_id] = account_of(claim.model_copy(update={"places": told}), document, claim_id)
    return found


def train_stories() -> list[Story]:
    """The stories of `data/annotations/incidents_train.json`, each claim that stands alone in a group of its own."""
    rows = gold_rows("train")
    stories = json.loads((ROOT / "data/annotations/incidents_train.json").read_text(encoding="utf-8"))["stories"]
    found = []
    for story in stories:
        groups = [tuple(incident["claims"]) for incident in story["incidents"]]
        told = {claim for group in groups for claim in group}
        every = [f"{doc}#{k}" for doc in story["documents"] for k in range(len(rows[doc]))]
        groups += [(claim,) for claim in every if claim not in told]
        found.append(Story(story["story"], story["documents"], groups))
    return found


def dev_stories() -> list[Story]:
    """The two stories of `incidents_dev.json`, told apart by the month of their articles."""
    data = json.loads((SHARED / "gold/incidents_dev.json").read_text(encoding="utf-8"))
    by_story: dict[str, list[Group]] = {}
    for incident in data["incidents"]:
        name = "douma" if "-201804" in incident["claims"][0] else "sweida"
        by_story.setdefault(name, []).append(tuple(incident["claims"]))
    return [
        Story(name, sorted({claim.split("#")[0] for group in groups for claim in group}), groups)
        for name, groups in by_story.items()
    ]


def b_cubed(gold: Sequence[Group], predicted: Sequence[Group]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the gold claims; a claim that the prediction lacks counts as alone."""
    of_gold = {claim: frozenset(group) for group in gold for claim in group}
    of_predicted = {claim: frozenset(group) for group in predicted for claim in group}
    precision = recall = 0.0
    for claim, group in of_gold.items():
        found = of_predicted.get(claim, frozenset({claim})) & set(of_gold)
        precision += len(group & found) / len(found)
        recall += len(group & found) / len(group)
    p, r = precision / len(of_gold), recall / len(of_gold)
    return p, r, 2 * p * r / (p + r)
