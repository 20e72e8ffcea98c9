"""Headings inside a report: they name what the lines below them tell."""

from collections.abc import Mapping, Sequence

from riwaya.extract.encoder.merge import Draft, likelihood, one_of, pair_features
from riwaya.records import Sentence

_LONG = 8
"""Words of a heading, at most."""
_CLOSED = ".؟?!\"»”:؛،"
LIKE = 0.3
"""How likely a heading and what stands below it must be one claim."""


def is_heading(text: str, sentences: Sequence[Sentence], number: int) -> bool:
    """Whether a sentence is a short line by itself below the title's, without a mark at its end. Short lines one below
    the other are a list of events."""
    beside = [n for n in (number - 1, number + 1) if 0 <= n < len(sentences)]
    return _short_line(text, sentences, number) and not any(_short_line(text, sentences, n) for n in beside)


def _short_line(text: str, sentences: Sequence[Sentence], number: int) -> bool:
    span = sentences[number].span
    words = text[span.start : span.end].strip()
    titled = "\n" not in text[: span.start].lstrip()  # the title's own line
    short = 0 < len(words.split()) <= _LONG and words[-1] not in _CLOSED
    return short and not titled and _own_line(text, span.start, span.end)


def _own_line(text: str, start: int, end: int) -> bool:
    before, behind = text[:start].rstrip(" \t"), text[start:].strip()
    line = text[start + len(text[start:end].rstrip()) :].lstrip(" \t")
    return (not before or before.endswith("\n")) and bool(behind) and (not line or line.startswith("\n"))


def under_headings(found: Sequence[Draft], weights: Mapping[str, float]) -> list[Draft]:
    """The claims; one that headings alone tell is joined to the likeliest of its type that stands below, if neither
    places nor tolls tell them apart."""
    out = list(found)
    for draft in found:
        if not draft.headed:
            continue
        below = [
            (likelihood(d, draft, weights), -i, d)
            for i, d in enumerate(out)
            if not d.headed and max(d.begins) > draft.span.start and not _two_events(d, draft)
        ]
        likely, _, other = max(below, key=lambda row: row[:2], default=(0.0, 0, draft))
        if likely >= LIKE:
            out = [one_of(other, draft) if d is other else d for d in out if d is not draft]
    return out


def _two_events(one: Draft, other: Draft) -> bool:
    features = pair_features(one, other)
    return "places_differ" in features or "tolls_differ" in features
