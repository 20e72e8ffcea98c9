"""Coded articles as training examples: windows of words, and for each claim what its trigger's words should say."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

from riwaya.arabic.dates import TimeExpression, expressions
from riwaya.arabic.folding import fold
from riwaya.arabic.sentences import split_sentences
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.listed import Listed, listed
from riwaya.extract.encoder.windows import Tokenizer, Window, windows
from riwaya.extract.patterns import Reading

_CLITICS = re.compile(r"^(?:[وف]?(?:بال|كال|ال|لل)|[وفبلك](?=\w{4}))")
IGNORE = -100
T = TypeVar("T")


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
    """One trigger of a claim in one window, in word indices. `roles[r]` are the words that begin a fill of role r,
    `spared[r]` the words that name the same thing elsewhere (no loss there); a role whose fills lie outside is in
    `unknown`. `claims` are the numbers of the claims that the trigger tells: a title's may tell two accounts of one
    event. `main` is false where the coder put the trigger elsewhere, and the words here say the same again."""

    word: int
    type: int
    claims: frozenset[int]
    main: bool
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
    for number, line in enumerate(claims.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
                coded[row["doc_id"]] = row["claims"]
            except (json.JSONDecodeError, KeyError) as error:
                raise ValueError(f"{claims}:{number}: not a line of coded claims ({error})") from error
    out = []
    for number, line in enumerate(docs.read_text(encoding="utf-8").split("\n"), 1):
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
        H.TYPES.index(claim["type"]),
        frozenset(),
        True,
        min(length, H.LONGEST_TRIGGER) - 1,
        H.STATUSES.index(claim["status"]),
        roles,
        spared,
        unknown,
        tells,
    )


def _retold(words: _Words, claim: dict[str, Any], lists: Listed) -> list[tuple[list[int], bool]]:
    """Where other sentences tell a claim again: for each, the words that may name the event, the likeliest first, and
    whether the first is likely enough to learn from. A word is taken that has the trigger's own stem, or that the word
    lists know by the claim's type."""
    window = words.window
    stem = _stem(claim["trigger"]["text"])
    kind = H.TYPES.index(claim["type"])
    main = words.find(claim["trigger"]["span"])
    out = []
    for number in claim.get("mention_ids", []):
        if number not in window.sentence_ids:
            continue
        here = [w for w, s in enumerate(window.sentences) if window.sentence_ids[s] == number and window.owned[s]]
        if not here or (main and main[0] in here):
            continue
        odds: dict[int, float] = {}
        for start, end, listed_kind, value in lists:
            if listed_kind == kind:
                for w in here:
                    if window.starts[w] < end and start < window.ends[w]:
                        odds[w] = max(odds.get(w, -9.0), value)
                        break
        for w in here:
            if _stem(words.keys[w]) == stem:
                odds[w] = odds.get(w, 0.0) + 4.0
        if odds:
            ranked = sorted(odds, key=lambda w: (-odds[w], w))
            out.append((ranked, odds[ranked[0]] > 0))
    return out


def _stem(text: str) -> str:
    """What words of one root and pattern share, nearly: their first three letters without clitics."""
    return word_key(text.split()[0])[:3] if text.split() else ""


@dataclass(slots=True)
class _Labeller:
    """Writes an article's claims into the examples of its windows."""

    article: Article
    times: list[TimeExpression]
    lists: Listed

    def add(self, example: Example, words: _Words, number: int, at: int, length: int, main: bool) -> None:
        """Claim `number` is told by the word `at`."""
        claim, published = self.article.claims[number], self.article.published
        known = next((c for c in example.claims if c.word == at), None)
        if known is not None:
            if known.type == H.TYPES.index(claim["type"]):
                known.claims |= {number}
            return  # a second claim on the same word: one of 125 in the gold
        example.types[at] = 1 + H.TYPES.index(claim["type"])
        labels = _labels(words, claim, at, length, example)
        labels.claims, labels.main = frozenset([number]), main
        gold = day_of(claim["date"])
        timed = [(f[0], t) for t in self.times if (f := words.find((t.start, t.end)))]
        labels.dates = [w for w, _ in timed]
        options = [{"unknown"}, {published[:10]}, *(readings(t, published, claim["status"]) for _, t in timed)]
        labels.right_dates = [k for k, days in enumerate(options) if gold in days]
        example.claims.append(labels)

    def label(self, window: Window, weight: float) -> Example:
        """One window with what its words should say."""
        owned = [window.owned[s] for s in window.sentences]
        types = [0 if o else IGNORE for o in owned]
        example = Example(self.article.doc_id, window, types, [], [], [], [], [], weight)
        words = _Words(self.article.text, window)
        taken: set[int] = set()
        for number, claim in enumerate(self.article.claims):
            found = words.find(claim["trigger"]["span"])
            if found is not None and owned[found[0]]:
                self.add(example, words, number, *found, True)
                taken.update(range(found[0], found[0] + found[1]))
        for w in taken:  # a trigger's later words name the event too, and coders differ where it begins
            if example.types[w] == 0:
                example.types[w] = IGNORE
        for number, claim in enumerate(self.article.claims):
            for ranked, likely in _retold(words, claim, self.lists):
                free = [w for w in ranked if w not in taken]
                if free and likely and free[0] == ranked[0]:
                    self.add(example, words, number, free[0], 1, False)
                for w in free:
                    if example.types[w] == 0:
                        example.types[w] = IGNORE  # it may tell the event again: neither right nor wrong
        return example


def examples(article: Article, tokenizer: Tokenizer, weight: float = 1.0) -> list[Example]:
    """The windows of one article with their labels."""
    lists = listed(Reading(article.text, article.sentences)) if article.claims else []
    labeller = _Labeller(article, expressions(article.text) if article.claims else [], lists)
    return [labeller.label(w, weight) for w in windows(tokenizer, article.text, article.sentences)]


def batches(items: Iterable[T], size: Callable[[T], int], limit: int) -> Iterator[list[T]]:
    """Items in their order, as many at a time as `limit` tokens hold; one that is larger comes alone."""
    batch: list[T] = []
    used = 0
    for item in items:
        if batch and used + size(item) > limit:
            yield batch
            batch, used = [], 0
        batch.append(item)
        used += size(item)
    if batch:
        yield batch


def negatives(texts: Iterable[tuple[str, str]], tokenizer: Tokenizer) -> list[Example]:
    """Windows of articles (doc_id, text) that hold no claim."""
    out: list[Example] = []
    for doc_id, text in texts:
        out += examples(Article(doc_id, text, "", "", split_sentences(text), []), tokenizer)[:1]
    return out
