"""Coded articles as training examples: windows of words, and for each claim what its trigger's words should say."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from riwaya.arabic.dates import TimeExpression, expressions
from riwaya.arabic.folding import fold
from riwaya.arabic.sentences import split_sentences
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.windows import Tokenizer, Window, windows

_CLITICS = re.compile(r"^(?:[وف]?(?:بال|كال|ال|لل)|[وفبلك](?=\w{4}))")
IGNORE = -100


@dataclass(slots=True)
class Article:
    """A document with its coded claims, as the gold files hold them."""

    doc_id: str
    text: str
    published: str
    outlet: str
    sentences: list[tuple[int, int]]
    claims: list[dict[str, Any]]


@dataclass(slots=True)
class ClaimLabels:
    """One claim in one window, in word indices. `roles[r]` are the words that begin a fill of role r, `spared[r]`
    the words that name the same thing elsewhere (no loss there); a role whose fills lie outside is in `unknown`."""

    word: int
    length: int
    status: int
    roles: list[list[int]]
    spared: list[list[int]]
    unknown: set[int]
    tells: list[int]
    dates: list[int] = field(default_factory=list)  # words that begin a time expression
    right_dates: list[int] = field(default_factory=list)  # positions in [unknown, publication, *dates]


@dataclass(slots=True)
class Example:
    """One window and its labels. `types[w]` is 0 for no trigger, else 1 + the type; IGNORE where not owned."""

    doc_id: str
    window: Window
    types: list[int]
    claims: list[ClaimLabels]
    names: list[tuple[int, int, int]]  # word, kind of name, length in words
    source_kinds: list[tuple[int, int]]
    levels: list[tuple[int, int]]
    tolls: list[tuple[int, int, int]]  # word, kind, group
    weight: float = 1.0


def read_articles(docs: Path, claims: Path) -> list[Article]:
    """Join `*.docs.jsonl` with its claims. Raises ValueError naming file and line of what does not fit."""
    coded: dict[str, list[dict[str, Any]]] = {}
    for number, line in enumerate(claims.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                coded[row["doc_id"]] = row["claims"]
            except (json.JSONDecodeError, KeyError) as error:
                raise ValueError(f"{claims}:{number}: not a line of coded claims ({error})") from error
    out = []
    for number, line in enumerate(docs.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            d = json.loads(line)
            text, doc_id = d["text"], d["doc_id"]
        except (json.JSONDecodeError, KeyError) as error:
            raise ValueError(f"{docs}:{number}: not a document ({error})") from error
        if doc_id not in coded:
            continue
        for k, claim in enumerate(coded[doc_id]):
            a, b = claim["trigger"]["span"]
            if text[a:b] != claim["trigger"]["text"]:
                raise ValueError(f"{claims}: {doc_id}, claim {k}: the trigger's span does not hold its words")
        spans = [(a, b) for a, b in d["sentences"]] if d.get("sentences") else split_sentences(text)
        out.append(Article(doc_id, text, d.get("published") or "", d.get("outlet") or "", spans, coded[doc_id]))
    return out


def word_key(word: str) -> str:
    """A word as names are compared: folded, without clitics."""
    folded = fold(word)
    return _CLITICS.sub("", folded) or folded


class _Words:
    """Finds words of a window by code points, and other places where the same words stand."""

    def __init__(self, text: str, window: Window) -> None:
        self.window = window
        self.keys = [word_key(text[a:b]) for a, b in zip(window.starts, window.ends, strict=True)]
        self.at: dict[str, list[int]] = {}
        for i, key in enumerate(self.keys):
            self.at.setdefault(key, []).append(i)

    def find(self, span: Sequence[int] | None) -> tuple[int, int] | None:
        """First word and number of words that the span touches; the owned one where a sentence stands twice."""
        if not span:
            return None
        hits = [
            i
            for i, (a, b) in enumerate(zip(self.window.starts, self.window.ends, strict=True))
            if a < span[1] and span[0] < b
        ]
        if not hits:
            return None
        first = hits[0]
        last = first
        while last + 1 in hits:
            last += 1
        return first, last - first + 1

    def same(self, first: int, length: int) -> list[int]:
        """Other words that begin the same name."""
        want = self.keys[first : first + length]
        return [i for i in self.at[want[0]] if i != first and self.keys[i : i + length] == want]


def day_of(when: dict[str, Any]) -> str:
    """A date as the scorer compares it: the start at its precision, or 'unknown'."""
    if when.get("precision") in (None, "unknown") or not when.get("start"):
        return "unknown"
    start = str(when["start"])[:10]
    return {"month": start[:7], "year": start[:4]}.get(when["precision"], start)


def readings(found: TimeExpression, published: str, status: str) -> set[str]:
    """The days that an expression may mean, as the scorer compares them."""
    try:
        anchor = date.fromisoformat(published[:10])
    except ValueError:
        return set()
    tense: Literal["future", "past"] = "future" if status == "planned" else "past"
    interval = found.resolve(anchor, tense)
    return {day_of({"start": interval.start, "precision": interval.precision})}


def _roles(claim: dict[str, Any]) -> list[list[dict[str, Any]]]:
    origin = claim.get("origin", [])
    return [
        origin[:1],
        origin[1:],
        claim["initiators"],
        claim["targets"],
        claim["places"],
        claim["weapons"],
        claim["tolls"],
        [],
    ]


def _labels(words: _Words, claim: dict[str, Any], at: int, length: int, example: Example) -> ClaimLabels:
    roles: list[list[int]] = []
    spared: list[list[int]] = []
    unknown: set[int] = set()
    for r, fills in enumerate(_roles(claim)):
        begun, same = [], []
        for fill in fills:
            found = words.find(fill.get("span"))
            if found is None:
                continue
            begun.append(found[0])
            same += words.same(*found)
            size = min(found[1], H.LONGEST_NAME) - 1
            example.names.append((found[0], H.NAME_OF_ROLE[r], size))
            if r <= 1:
                example.source_kinds.append((found[0], H.SOURCE_KINDS.index(fill["kind"])))
            elif H.ROLES[r] == "place":
                example.levels.append((found[0], H.LEVELS.index(fill["level"])))
            elif H.ROLES[r] == "toll":
                example.tolls.append((found[0], H.TOLL_KINDS.index(fill["kind"]), H.TOLL_GROUPS.index(fill["who"])))
        if fills and not begun:
            unknown.add(r)
        roles.append(begun)
        spared.append([i for i in same if i not in begun])
    numbers = set(claim.get("mention_ids", []))
    tells = [k for k, n in enumerate(words.window.sentence_ids) if n in numbers]
    return ClaimLabels(
        at,
        min(length, H.LONGEST_TRIGGER) - 1,
        H.STATUSES.index(claim["status"]),
        roles,
        spared,
        unknown,
        tells,
    )


def examples(article: Article, tokenizer: Tokenizer, weight: float = 1.0) -> list[Example]:
    """The windows of one article with their labels."""
    out = []
    times = expressions(article.text)
    for window in windows(tokenizer, article.text, article.sentences):
        owned = [window.owned[s] for s in window.sentences]
        example = Example(article.doc_id, window, [0 if o else IGNORE for o in owned], [], [], [], [], [], weight)
        words = _Words(article.text, window)
        timed = [(f[0], t) for t in times if (f := words.find((t.start, t.end)))]
        for claim in article.claims:
            found = words.find(claim["trigger"]["span"])
            if found is None or not owned[found[0]]:
                continue
            at, length = found
            if example.types[at] != 0:
                continue  # a second claim on the same word: one of 125 in the gold
            example.types[at] = 1 + H.TYPES.index(claim["type"])
            labels = _labels(words, claim, at, length, example)
            gold = day_of(claim["date"])
            labels.dates = [w for w, _ in timed]
            options = [{"unknown"}, {article.published[:10]}] + [
                readings(t, article.published, claim["status"]) for _, t in timed
            ]
            labels.right_dates = [k for k, days in enumerate(options) if gold in days]
            example.claims.append(labels)
        out.append(example)
    return out


def negatives(texts: Iterable[tuple[str, str]], tokenizer: Tokenizer) -> list[Example]:
    """Windows of articles (doc_id, text) that hold no claim."""
    out: list[Example] = []
    for doc_id, text in texts:
        out += examples(Article(doc_id, text, "", "", split_sentences(text), []), tokenizer)[:1]
    return out
