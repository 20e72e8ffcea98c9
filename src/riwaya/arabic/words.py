"""Words of a report as offsets, with the clitics that Arabic writes onto them marked, not removed.

A `Word` is a run of letters, or a number with its separators. `stem_start` tells where its clitics end; what is a
clitic and what a letter of the word is decided in `riwaya.arabic.clitics`.
"""

import re
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from riwaya.arabic.clitics import cut
from riwaya.arabic.folding import fold, fold_with_map
from riwaya.arabic.kept import Kept

_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u03ff\u0400-\u052f\u0590-\u05f2"
    "\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff"
    "\ufb1d-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
_CONTROLS = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
_WORD = re.compile(
    rf"[{_LETTERS}][{_LETTERS}{_CONTROLS}]*"
    rf"|[{_DIGITS}]+(?:[.,\u066b\u066c\u060c][{_DIGITS}]+)*"
    r"|[^\W_]"
)
_SPLIT = re.compile(f"({_WORD.pattern})").split
_TRIM = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"


class Word(NamedTuple):
    """One word or number. `text[start:end]` is it as written, `text[stem_start:end]` without its clitics.

    `folded` and `stem` are the folded spellings of the two; without clitics they are the same.
    """

    start: int
    end: int
    folded: str
    stem_start: int
    stem: str


def _cut(token: str, folded: str) -> tuple[int, int]:
    """Where the clitics of a word end (see `clitics.cut`). None of them is vowelled with u: فُقد is no "and then"."""
    return (0, 0) if token[1:2] == "\u064f" else cut(folded)


def _known(token: str) -> tuple[int, str, int, str]:
    """What is known of a written form: its length, folded form, the clitics' length in it, folded stem."""
    bare = token.rstrip(_TRIM) or token
    folded = fold(bare)
    at = _cut(bare, folded)[1]
    written = at if len(folded) == len(bare) else fold_with_map(bare).offsets[at]
    return len(bare), folded, written, folded[at:]


def _of_name(token: str) -> tuple[str, str]:
    """The folded form and stem of a written form in lower case."""
    _, folded, _, stem = _KNOWN[token]
    return folded.lower(), stem.lower()


_KNOWN, _OF_NAMES = Kept(_known), Kept(_of_name)


def words(text: str) -> list[Word]:
    """The words and numbers of a text in order."""
    make = tuple.__new__  # what Word(...) does, in half its time
    pieces = _SPLIT(text)  # gap, word, gap, word, ..., gap: quicker than a match object for each
    starts = list(accumulate(map(len, pieces)))[::2]
    known = map(_KNOWN.__getitem__, pieces[1::2])
    return [
        make(Word, (at, at + length, folded, at + clitics, stem))
        for at, (length, folded, clitics, stem) in zip(starts, known, strict=False)
        if folded  # a lone mark or tatweel folds to nothing
    ]


@lru_cache(maxsize=2)
def report_words(text: str) -> list[Word]:
    """`words` of a whole report, for all its stages: the list is shared and must not be changed."""
    return words(text)


def strip_clitics(text: str, start: int, end: int) -> tuple[int, int]:
    """A name's span without the proclitics و ف ب ل ك written onto its first word; the article stays.

    Of للجيش only جيش remains: the article has no letter of its own there. A clitic written apart with a tatweel
    (بـ «...») is cut with what stands between it and the name, as is one before a number. Never returns an empty span.
    """
    match = _WORD.search(text, start, end)
    if match is None:
        return start, end
    token = match.group()
    folded = fold(token)
    numbered = text[match.end() : match.end() + 1].isdigit()  # و203 صواريخ
    if folded in _APART and ("ـ" in token or numbered):
        following = _WORD.search(text, match.end(), end)
        return (following.start(), end) if following else (start, end)
    at = _cut(token, folded)[0]
    if at and folded[at - 1] == "س":
        at -= 1  # the particle of the future stands before verbs, never before a name
    if at == 0:
        return start, end
    return match.start() + (at if len(folded) == len(token) else fold_with_map(token).offsets[at]), end


_APART = frozenset({"ب", "ل", "ك", "و", "ف", "وب", "ول", "وك", "فب", "فل"})


def name_key(text: str) -> str:
    """A key under which the spellings of one name meet: folded, in lower case, without clitics and articles.

    أبي and أبا become أبو; عبد and أبو are joined to the name that follows (عبد الله, عبدالله).
    """
    parts: list[str] = []
    joined = ""
    for folded, stem in map(_OF_NAMES.__getitem__, _WORD.findall(text)):
        if not folded:
            continue
        if joined:
            # what follows keeps its article: عبد الرحمن is written عبدالرحمن as well
            parts.append(joined + folded)
            joined = ""
        elif stem in ("عبد", "ابو", "ابي", "ابا"):
            joined = "عبد" if stem == "عبد" else "ابو"
        else:
            parts.append(stem)
    if joined:
        parts.append(joined)
    return " ".join(parts)


def oblique(word: str) -> str:
    """A sound plural as it stands after a preposition: الحوثيون and الحوثيين are one name. `word` is folded."""
    return word[:-2] + "ين" if len(word) > 4 and word.endswith("ون") else word
