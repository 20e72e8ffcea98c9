"""Sentences of a report: the numbered stretches that claims name as their mentions.

A line break always ends a sentence (outlets break lines after titles, leads and list items); inside a line a
full stop, exclamation or question mark does, with the quotes and brackets that close after it, if a space follows.
"""

import re

_STOP = re.compile(r"[.!؟?…۔]+[\"'”’»)\]]*(?=\s+\S)")
# "د.", "ود.", "أ.ف.ب.": letters with stops, alone or after و
_INITIALS = re.compile(r"(?:^|[\s(«\"“])و?(?:[^\W\d_]\.)+$")
_UNIT = re.compile(r"\d\s*(?:كم|كلم|سم|ملم)\.$")
# A stop this near the beginning of a line or sentence closes a headline's label ("اليمن.."), not a sentence.
_LABEL = 15


def _is_break(text: str, start: int, match: "re.Match[str]") -> bool:
    at, end = match.span()
    if end - start < _LABEL:
        return False
    stop = text[at:end]
    if stop == ".":
        before = text[max(start, at - 14) : end]
        if _INITIALS.search(before):
            # "2015 م." and "1437 هـ." are signs of a calendar: a sentence may end there
            return before[:-2].rstrip()[-1:].isdigit()
        return not _UNIT.search(before)
    # "(...)" stands for words left out, in the middle of a quotation
    return not (stop.endswith((")", "]")) and text[at - 1 : at] in ("(", "["))


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences in order, white space around them left out; nothing else is left out."""
    spans: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        begin, stop = position, position + len(line)
        position = stop
        for match in _STOP.finditer(text, begin, stop):
            if not text[begin : match.start()].strip():
                continue
            start = begin + len(text[begin : match.end()]) - len(text[begin : match.end()].lstrip())
            if _is_break(text, start, match):
                spans.append((start, match.end()))
                begin = match.end()
        rest = text[begin:stop]
        bare = rest.strip()
        if bare:
            start = begin + rest.index(bare[0])
            spans.append((start, start + len(bare)))
    return spans
