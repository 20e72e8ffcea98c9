"""How well predicted claims agree with gold ones.

A predicted claim is aligned to at most one gold claim of its document: where their triggers overlap, or where
the types agree and the predicted trigger lies in a sentence that tells the gold claim; of all such alignments
the one with the highest total agreement. Two headline figures come of it:

- slot F1: micro F1 over every filled slot of every claim, type and status included. All slots of a missed
  claim are missed, all those of a spurious or doubled one are wrong.
- rows right: the share of gold claims whose type, status, first source, first place with its country, date
  and tolls are all right, so that a coder need not touch the row.

Claims are plain mappings in the fields of `records.Claim`; extra keys are ignored, so that the output of any
program can be scored.
"""

import difflib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

Item = Mapping[str, Any]
Same = Callable[[Item, Item], bool]

SLOTS = ("type", "status", "origin", "initiators", "targets", "places", "date", "tolls", "weapons")

_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u200e\u200f\u061c]")
_LETTERS = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")
_CLITICS = re.compile(r"^(?:[وف]?(?:بال|كال|ال|لل)|[وفبلك](?=\w{4}))")
_PREPOSITIONS = frozenset({"من", "في", "علي", "الي", "عن"})
_ARTICLES = frozenset({"al", "ad", "as", "ar", "ash", "an", "at", "el"})
_AREA_HEADS = frozenset({"governorate", "province", "district", "state", "region", "muhafazat"})


class Counts(NamedTuple):
    """How many items are right, in gold, and predicted. Adds up item by item."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def whole(self) -> bool:
        return self.right == self.gold == self.predicted

    def plus(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.gold + other.gold, self.predicted + other.predicted)


class Rates(NamedTuple):
    """Precision, recall and F1, rounded to four places, with the numbers that they rest on."""

    p: float
    r: float
    f1: float
    gold: int
    pred: int

    @classmethod
    def of(cls, counts: Counts) -> "Rates":
        p = counts.right / counts.predicted if counts.predicted else 0.0
        r = counts.right / counts.gold if counts.gold else 0.0
        f1 = round(2 * p * r / (p + r), 4) if p + r else 0.0
        return cls(round(p, 4), round(r, 4), f1, counts.gold, counts.predicted)


class Difference(NamedTuple):
    """One claim that is not as in gold: 'missed', 'spurious', or 'differs: ' and the slots."""

    doc_id: str
    what: str
    type: str
    trigger: str


@dataclass(frozen=True)
class Report:
    """All figures of one comparison. The accuracies are None where nothing was there to compare."""

    documents: int
    claims: Rates
    typed_claims: Rates
    slot: Rates
    rows_right: float
    slots: dict[str, Rates]
    toll_group_accuracy: float | None
    place_area_accuracy: float | None
    source_kind_accuracy: float | None
    types: dict[str, Rates]
    differences: list[Difference] = field(repr=False)

    def as_dict(self) -> dict[str, Any]:
        """The figures (without the differences) as JSON takes them."""
        return {
            "documents": self.documents,
            "claims": self.claims._asdict(),
            "typed claims": self.typed_claims._asdict(),
            "slot": self.slot._asdict(),
            "rows right": self.rows_right,
            "slots": {slot: rates._asdict() for slot, rates in self.slots.items()},
            "toll group accuracy": self.toll_group_accuracy,
            "place area accuracy": self.place_area_accuracy,
            "source kind accuracy": self.source_kind_accuracy,
            "types": {code: rates._asdict() for code, rates in self.types.items()},
        }


# --- when two items are the same ---


@lru_cache(maxsize=65_536)
def content_words(name: str) -> frozenset[str]:
    """The folded words of a name, without clitics and prepositions."""
    found = set()
    for word in re.findall(r"\w+", _MARKS.sub("", name).translate(_LETTERS).replace("_", " ")):
        bare = _CLITICS.sub("", word) or word
        if bare not in _PREPOSITIONS:
            found.add(bare)
    return frozenset(found)


def same_name(a: str, b: str) -> bool:
    """True where one name's words hold the other's, or they share at least half of all their words."""
    x, y = content_words(a), content_words(b)
    if not x or not y:
        return a.strip() == b.strip()
    shared = len(x & y)
    return shared == min(len(x), len(y)) or shared / len(x | y) >= 0.5


def _same_text(a: Item, b: Item) -> bool:
    return same_name(a["text"], b["text"])


def same_place(a: Item, b: Item) -> bool:
    x, y = a.get("country"), b.get("country")
    return _same_text(a, b) and (not x or not y or bool(x == y))


def _same_toll(a: Item, b: Item) -> bool:
    return _toll(a) == _toll(b)


def _toll(toll: Item) -> tuple[Any, Any, Any]:
    return toll["kind"], toll.get("min"), toll.get("max")


def day(date: Item | None) -> str:
    """What of a date is compared: the day it starts, or only its month or year, or 'unknown'."""
    if not date or not date.get("start") or date.get("precision") in (None, "unknown"):
        return "unknown"
    start = str(date["start"])
    return start[: {"month": 7, "year": 4}.get(date["precision"], 10)]


def _same_area(a: Item, b: Item) -> bool:
    x, y = _area(a.get("admin1")), _area(b.get("admin1"))
    close = x == y or difflib.SequenceMatcher(None, x, y).ratio() >= 0.75
    return close and bool(a.get("country") == b.get("country"))


def _area(name: str | None) -> str:
    """A first-level division's English name without accents, articles and words like "governorate"."""
    letters = unicodedata.normalize("NFKD", name or "").lower()
    plain = "".join(c for c in letters if not unicodedata.combining(c)).replace("'", "")
    return " ".join(w for w in re.findall(r"[a-z]+", plain) if w not in _ARTICLES | _AREA_HEADS)


def _overlap(a: Sequence[int] | None, b: Sequence[int] | None) -> bool:
    return bool(a and b) and a[0] < b[1] and b[0] < a[1]  # type: ignore[index]


# --- from items to counts ---


def _matches(gold: Sequence[Item], predicted: Sequence[Item], same: Same) -> list[tuple[Item, Item]]:
    """Pairs of the same items, each used once: every gold item takes the first that is left."""
    left, pairs = list(predicted), []
    for g in gold:
        for at, p in enumerate(left):
            if same(g, p):
                pairs.append((g, left.pop(at)))
                break
    return pairs


_SAME: dict[str, Same] = {"places": same_place, "tolls": _same_toll}
_PUBLISHER: Item = {"text": "", "publisher": True}


def _items(claim: Item | None, slot: str) -> Sequence[Any]:
    """What a claim has in a slot; an empty chain of sources counts as one item, the publisher's own voice."""
    if claim is None:
        return ()
    if slot == "origin":
        return claim.get("origin") or (_PUBLISHER,)
    return claim.get(slot) or ()


def _same_source(a: Item, b: Item) -> bool:
    if a is _PUBLISHER or b is _PUBLISHER:
        return a is b
    return _same_text(a, b)


def slot_counts(gold: Item | None, predicted: Item | None) -> dict[str, Counts]:
    """The counts of each slot of an aligned pair; either side may be missing."""
    counts = {}
    one_gold, one_predicted = int(gold is not None), int(predicted is not None)
    for slot in SLOTS:
        if slot in ("type", "status", "date"):
            right = gold and predicted and _value(gold, slot) == _value(predicted, slot)
            counts[slot] = Counts(int(bool(right)), one_gold, one_predicted)
        else:
            a, b = _items(gold, slot), _items(predicted, slot)
            same = _same_source if slot == "origin" else _SAME.get(slot, _same_text)
            counts[slot] = Counts(len(_matches(a, b, same)), len(a), len(b))
    return counts


def _value(claim: Item, slot: str) -> str:
    return day(claim.get("date")) if slot == "date" else str(claim[slot])


def row_right(gold: Item, predicted: Item, counts: Mapping[str, Counts]) -> bool:
    """True where a coder would leave the row as it is; initiators, targets and weapons aside."""
    if not all(counts[slot].whole for slot in ("type", "status", "date", "tolls")):
        return False
    return _first_same(gold, predicted, "origin", _same_text) and _first_same(
        gold, predicted, "places", same_place
    )


def _first_same(gold: Item, predicted: Item, slot: str, same: Same) -> bool:
    a, b = gold.get(slot), predicted.get(slot)
    if not a or not b:
        return not a and not b
    return same(a[0], b[0])


def align(gold: Sequence[Item], predicted: Sequence[Item]) -> list[tuple[int, int]]:
    """Index pairs (gold, predicted) of the one-to-one alignment with the highest total agreement."""
    if not gold or not predicted:
        return []
    agreement = np.zeros((len(gold), len(predicted)))
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            trigger, same_type = p["trigger"]["span"], g["type"] == p["type"]
            hit = _overlap(g["trigger"]["span"], trigger)
            if hit or (same_type and any(_overlap(mention, trigger) for mention in _items(g, "mentions"))):
                shares = (c.right / max(c.gold, c.predicted, 1) for c in slot_counts(g, p).values())
                agreement[i, j] = 2 + 2 * hit + 2 * same_type + sum(shares)
    rows, columns = linear_sum_assignment(-agreement)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(i, j) for i, j in pairs if agreement[i, j] > 0]


# --- from counts to figures ---


@dataclass
class _Share:
    right: int = 0
    all: int = 0

    def add(self, outcomes: Iterable[bool]) -> None:
        for outcome in outcomes:
            self.right += outcome
            self.all += 1

    @property
    def value(self) -> float | None:
        return round(self.right / self.all, 4) if self.all else None


class _Tally:
    """Adds up the documents of one comparison."""

    def __init__(self) -> None:
        self.documents = 0
        self.found = Counts()
        self.slots = dict.fromkeys(SLOTS, Counts())
        self.types: dict[str, Counts] = {}
        self.rows = 0
        self.groups, self.areas, self.kinds = _Share(), _Share(), _Share()
        self.differences: list[Difference] = []

    def add_document(self, doc_id: str, gold: Sequence[Item], predicted: Sequence[Item]) -> None:
        pairs = align(gold, predicted)
        partner = dict(pairs)
        taken = set(partner.values())
        self.documents += 1
        self.found = self.found.plus(Counts(len(pairs), len(gold), len(predicted)))
        for i, g in enumerate(gold):
            p = predicted[partner[i]] if i in partner else None
            self._add_gold(doc_id, g, p)
        for j, p in enumerate(predicted):
            self._add_type(p["type"], Counts(0, 0, 1))
            if j not in taken:
                self._add_slots(slot_counts(None, p))
                trigger = p["trigger"].get("text", "")
                self.differences.append(Difference(doc_id, "spurious", p["type"], trigger))

    def _add_gold(self, doc_id: str, g: Item, p: Item | None) -> None:
        counts = slot_counts(g, p)
        self._add_slots(counts)
        self._add_type(g["type"], Counts(counts["type"].right, 1, 0))
        trigger = g["trigger"]["text"]
        if p is None:
            self.differences.append(Difference(doc_id, "missed", g["type"], trigger))
            return
        self.rows += row_right(g, p, counts)
        tolls = _matches(_items(g, "tolls"), _items(p, "tolls"), _same_toll)
        self.groups.add(a.get("who") == b.get("who") for a, b in tolls)
        places = _matches(_items(g, "places"), _items(p, "places"), _same_text)
        self.areas.add(_same_area(a, b) for a, b in places)
        sources = _matches(g.get("origin") or (), p.get("origin") or (), _same_text)
        self.kinds.add(a.get("kind") == b.get("kind") for a, b in sources)
        if wrong := [slot for slot in SLOTS if not counts[slot].whole]:
            what = "differs: " + ", ".join(wrong)
            self.differences.append(Difference(doc_id, what, g["type"], trigger))

    def _add_slots(self, counts: Mapping[str, Counts]) -> None:
        for slot, c in counts.items():
            self.slots[slot] = self.slots[slot].plus(c)

    def _add_type(self, code: str, counts: Counts) -> None:
        self.types[code] = self.types.get(code, Counts()).plus(counts)

    def report(self) -> Report:
        every = Counts()
        for counts in self.slots.values():
            every = every.plus(counts)
        by_frequency = sorted(self.types.items(), key=lambda item: -item[1].gold)
        return Report(
            documents=self.documents,
            claims=Rates.of(self.found),
            typed_claims=Rates.of(self.slots["type"]),
            slot=Rates.of(every),
            rows_right=round(self.rows / self.found.gold, 4) if self.found.gold else 0.0,
            slots={slot: Rates.of(counts) for slot, counts in self.slots.items()},
            toll_group_accuracy=self.groups.value,
            place_area_accuracy=self.areas.value,
            source_kind_accuracy=self.kinds.value,
            types={code: Rates.of(counts) for code, counts in by_frequency},
            differences=self.differences,
        )


def evaluate(gold: Mapping[str, Sequence[Item]], predicted: Mapping[str, Sequence[Item]]) -> Report:
    """Compare claims by document id. Documents that gold lacks are left out; no prediction is no claims."""
    tally = _Tally()
    for doc_id, claims in gold.items():
        tally.add_document(doc_id, claims, predicted.get(doc_id, ()))
    return tally.report()


class NotClaims(ValueError):
    """A file to compare is not in the format; the message names the file, the line and the reason."""


def read_claims(path: Path) -> dict[str, list[Item]]:
    """The claims of a file of JSON lines by document id. Raises NotClaims, or OSError."""
    found: dict[str, list[Item]] = {}
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                found[record["doc_id"]] = record["claims"]
                for claim in record["claims"]:
                    _check(claim)
            except (ValueError, TypeError, KeyError) as error:
                reason = f"no {error}" if isinstance(error, KeyError) else str(error)
                raise NotClaims(f"{path}, line {number}: {reason}") from error
    return found


def _check(claim: Item) -> None:
    """Raise KeyError or TypeError where a claim lacks what is compared without asking."""
    for slot in ("type", "status"):
        _ = claim[slot]
    start, end = claim["trigger"]["span"]
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError("a trigger's span is not two numbers")
