"""Sentences of a report: the numbered stretches that claims name as their mentions.

A line break always ends a sentence (outlets break lines after titles, leads and list items); inside a line a full
stop, exclamation or question mark does, with the quotes and brackets that close after it, if a space follows.
"""

import re

_STOP = re.compile(r"[.!؟?…۔]+[\"'”’»)\]]*(?=\s+\S)")
_INITIAL = re.compile(r"(?:^|[\s(«\"“])(?:[^\W\d_]|أ\.ف\.ب|ا\.ف\.ب|د\.ب\.أ|أ\.ش\.أ)\.$")
_SHORT_TITLES = re.compile(r"(?:^|[\s(«\"“])(?:[^\W\d_]\.)+$")
# A stop this near the line's or the last sentence's beginning closes a headline's label ("اليمن.."), not a sentence.
_LABEL = 15


def _is_break(text: str, start: int, match: "re.Match[str]") -> bool:
    end = match.end()
    if end - start < _LABEL:
        return False
    at = match.start()
    stop = text[at:end]
    if stop[0] == "." and len(stop) == 1:
        # "د. محمد", "أ. ف. ب": a single letter before the stop; "2015 م." is a year's sign, which may end a sentence
        before = text[max(start, at - 14) : at + 1]
        if _SHORT_TITLES.search(before):
            return before[:-3].rstrip()[-1:].isdigit() and text[at - 1] in "مه"
    elif stop.endswith((")", "]")) and text[at - 1 : at] in ("(", "["):
        return False  # "(...)" stands for words left out, in the middle of a quotation
    return True


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences in order, without the white space around them; together they hold all else."""
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
