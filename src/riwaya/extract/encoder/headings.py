"""Headings inside a report: they name what the lines below them tell."""

from collections.abc import Mapping, Sequence

from riwaya.extract.encoder.merge import Draft, likelihood, one_of
from riwaya.records import Sentence

_LONG = 8
"""Words of a heading, at most."""
_CLOSED = ".؟?!\"»”:؛،"


def is_heading(text: str, sentences: Sequence[Sentence], number: int) -> bool:
    """Whether a sentence is a short line by itself below the title's, without a mark at its end."""
    span = sentences[number].span
    words = text[span.start : span.end].strip()
    titled = "\n" not in text[: span.start].strip("\n")  # the title's own line
    short = 0 < len(words.split()) <= _LONG and words[-1] not in _CLOSED
    return short and not titled and _own_line(text, span.start, span.end)


def _own_line(text: str, start: int, end: int) -> bool:
    before, behind = text[:start].rstrip(" \t"), text[start:].strip()
    line = text[start + len(text[start:end].rstrip()) :].lstrip(" \t")
    return (not before or before.endswith("\n")) and bool(behind) and (not line or line.startswith("\n"))


def under_headings(found: Sequence[Draft], weights: Mapping[str, float]) -> list[Draft]:
    """The claims; one that headings alone tell is joined to the likeliest of its type that stands below."""
    out = list(found)
    for draft in found:
        if not draft.headed:
            continue
        below = [
            (likelihood(d, draft, weights), -i, d)
            for i, d in enumerate(out)
            if d is not draft and not d.headed and d.claim.type == draft.claim.type and max(d.begins) > draft.span.start
        ]
        if below:
            _, _, other = max(below, key=lambda row: row[:2])
            out = [one_of(other, draft) if d is other else d for d in out if d is not draft]
    return out
