"""Place names as reports write them: the head ('مخيم', 'ريف', 'معبر'), the name itself, directions, offsets.

`parse_name` takes a phrase apart without knowing any gazetteer; `place_key` and `loose_key` are the spellings under
which gazetteers are looked up.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import ClassVar, NamedTuple

from riwaya.arabic.folding import fold
from riwaya.codebook import Level
from riwaya.resolve.placewords import COMPASS, DIRECTIONS, HEADS, PARTS, QUALIFIERS, SMALL, VICINITY

_KEY_PARTS = re.compile(r"[^\W_]+")


def bare(word: str) -> str:
    """A folded word without its article; too short a rest keeps it (الب → الب)."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


_FATHER = frozenset({"ابو", "ابي", "ابا"})


def place_key(name: str) -> str:
    """The spelling that decides whether two place names are one: folded, without articles, signs and quotes.

    أبو is joined to what follows (أبو ظبي, أبوظبي).
    """
    parts = [bare(w) for w in _KEY_PARTS.findall(fold(name).lower())]
    if not _FATHER.isdisjoint(parts):
        parts = _joined(parts)
    return " ".join(parts)


def _joined(parts: list[str]) -> list[str]:
    out: list[str] = []
    for part in parts:
        if out and out[-1] in _FATHER:
            out[-1] = "ابو" + part
        else:
            out.append(part)
    return out


_SAME_SOUND = str.maketrans("غقطصضظثذشحچ", "ججتسدزتدشهج")
_VOWEL = re.compile(r"(?<=.)[اويهء]|(.)(?=\1)")


def loose_key(name: str) -> str:
    """The consonants of a transliterated name, for foreign names with many spellings; '' where too few are left."""
    key = place_key(name).replace(" ", "").replace("ك", "ج").translate(_SAME_SOUND)
    if key.startswith("ا"):
        key = "ا" + key.lstrip("اوي")
    skeleton = _VOWEL.sub("", key)
    return skeleton if len(skeleton) >= 4 else ""


def one_letter_apart(a: str, b: str) -> bool:
    """Whether two keys differ by one letter that one of them lacks, or by two that are swapped."""
    if len(a) < len(b):
        a, b = b, a
    if len(a) - len(b) > 1 or len(b) < 4:
        return False
    i = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(b))
    if len(a) == len(b):
        return a[i + 2 :] == b[i + 2 :] and a[i : i + 2] == b[i : i + 2][::-1]
    return a[i + 1 :] == b[i:]


class Token(NamedTuple):
    """A word of a phrase: as looked up (folded, without article), whether it had the article, and where it stands."""

    key: str
    definite: bool
    start: int
    end: int
    folded: str


_Part = tuple[str, bool, str]


def tokens(text: str) -> list[Token]:
    """The words of `text`, with code-point offsets into it. Marks inside a word do not part it."""
    pieces = _SPLIT(text.replace("_", " "))  # gap, word, gap, word, ..., gap
    written, starts = pieces[1::2], list(accumulate(map(len, pieces)))[::2]
    known, make = list(map(_KNOWN.__getitem__, written)), tuple.__new__  # what Token(...) does, in half its time
    if not _KNOWN.odd.isdisjoint(written):
        return _joined_tokens(zip(starts, written, known, strict=False))
    return [
        make(Token, (key, definite, start, start + len(word), part))
        for start, word, ((key, definite, part),) in zip(starts, written, known, strict=False)
    ]


def _joined_tokens(written: Iterable[tuple[int, str, tuple[_Part, ...]]]) -> list[Token]:
    """The tokens of words of which some have several parts, or are joined to the next (أبو ظبي)."""
    out: list[Token] = []
    father = False
    for start, word, parts in written:
        for key, definite, part in parts:
            end = start + len(word)
            if father:
                before = out[-1]
                key = "ابو" + key
                out[-1] = Token(key, before.definite, before.start, end, key)
            else:
                out.append(Token(key, definite, start, end, part))
            father = key in _FATHER
    return out


class _Parts(dict[str, tuple[_Part, ...]]):
    """What is known of a written word: key, whether it has the article, and folded form of each of its parts.

    `odd` are the words among them that `tokens` has to look at one by one; there are few.
    """

    odd: ClassVar[set[str]] = set()

    def __missing__(self, word: str) -> tuple[_Part, ...]:
        if len(self) > 200_000:  # a batch of millions of pages must not grow without end
            self.clear()
        parts = _KEY_PARTS.findall(fold(word).strip().lower())
        self[word] = found = tuple((bare(p), p.startswith("ال") and len(p) > 4, p) for p in parts)
        if len(found) != 1 or found[0][0] in _FATHER:
            self.odd.add(word)
        return found


_KNOWN = _Parts()


# Letters, digits, diacritics, tatweel, zero-width and bidi controls: what a written word is made of.
_SPLIT = re.compile(r"([\w\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069]+)").split
"""'_' is in \\w: a class without it would take three times as long, so the text is split with a space for it."""


@dataclass(slots=True)
class ParsedName:
    """A place phrase taken apart. `words` are all its tokens; `core` those that may be a name."""

    text: str
    words: list[Token]
    core: list[Token]
    heads: list[str] = field(default_factory=list)
    level: Level | None = None
    direction: str = ""
    relative: str = ""
    loose: bool = False

    @property
    def key(self) -> str:
        return " ".join(w.key for w in self.words)

    @property
    def core_key(self) -> str:
        return " ".join(w.key for w in self.core)


_DISTANCE = re.compile(
    r"(?:علي\s+(?:بعد|مسافه|مقربه)|بعد)\s+(?:نحو\s+|حوالي\s+)?(?:(\d+(?:[.,]\d+)?)\s*)?"
    r"(كم|كيلومترا?ت?|كيلو\s*مترا?|كلم|اميال|ميلا?|مترا?|امتار|كيلومترين|كيلومتريا)?\s*(?:من|عن|الي)?"
)


def head_of(word: Token) -> str:
    """The head that a word is, an accusative ending ('مسجدا') taken off; '' for none."""
    key = word.key
    if key in HEADS:
        return key
    bare_key = key[:-1]
    return bare_key if key.endswith("ا") and len(bare_key) > 3 and not word.definite and bare_key in HEADS else ""


def parse_name(text: str) -> ParsedName:
    """Take a place phrase apart: heads, directions, distances off its front, qualifiers off its end."""
    words = tokens(text)
    out = ParsedName(text, words, list(words))
    distance = _DISTANCE.search(fold(text))
    offsets: list[str] = []
    if distance and (distance.group(1) or distance.group(2)):
        offsets.append(text_of(distance))
        out.loose = True
    core = out.core
    while core:
        word = core[0]
        key = word.key
        if word.folded.isdigit() or key in SMALL or key in ("بعد", "مسافه", "كيلومتر", "كيلومترا", "كلم", "كم"):
            core.pop(0)
        elif key in DIRECTIONS and (len(core) > 1 or not out.heads):
            offsets.append(COMPASS[key])
            core.pop(0)
        elif key.startswith("و") and bare(key[1:]) in DIRECTIONS and len(core) > 1:
            offsets.append(COMPASS[bare(key[1:])])
            core.pop(0)
        elif word.definite and key in PARTS and len(core) > 1:  # 'القسم الجنوبي من دمشق'
            out.loose = True
            core.pop(0)
        elif len(core) > 1 and ((head := head_of(word)) or key in VICINITY):
            if head:
                out.heads.append(head)
            if key in VICINITY:
                out.loose = True
            core.pop(0)
        else:
            break
    tail: list[str] = []
    while len(core) > 1 and core[-1].definite and (core[-1].key in DIRECTIONS or core[-1].key in QUALIFIERS):
        last = core.pop()
        if last.key in DIRECTIONS:
            tail.insert(0, COMPASS[last.key])
    out.direction = " ".join(offsets[1:] if distance and out.loose and len(offsets) > 1 else offsets) or " ".join(tail)
    if len(offsets) > 1 and offsets[0].endswith(" from"):  # '20 km شمال', not '20 km from شمال'
        offsets[0] = offsets[0].removesuffix(" from")
    out.relative = " ".join(offsets + tail)
    if out.heads:
        out.level = HEADS[out.heads[-1]]
        if out.heads[0] in ("ريف", "ريفي", "ارياف", "جبهه", "محيط", "ضواحي"):
            out.level = Level.REGION
    elif words and (head := head_of(words[0])) and (words[0].definite or len(words) == 1):
        out.level = HEADS[head]
    return out


def text_of(distance: re.Match[str]) -> str:
    """'20 km from' in one spelling; 'near' where the phrase names no number."""
    number, unit = distance.group(1), distance.group(2) or ""
    if not number:
        return "near"
    short = "m" if unit.startswith(("متر", "امتار")) else "mi" if unit.startswith(("ميل", "اميال")) else "km"
    return f"{number} {short} from"
