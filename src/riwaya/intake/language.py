"""Whether a text is Arabic at all, so that other languages are refused by name and not read as nonsense."""

import re

from riwaya.intake.refusal import Refused

_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC_SCRIPT = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+")
# Letters of Persian, Urdu, Kurdish and Pashto that Arabic does not use; its news has چ, پ, گ in names only.
_NEIGHBOURS = re.compile(r"[\u0679-\u06bf\u06c0-\u06d3]")
_MIN_ARABIC = 0.3
_MAX_NEIGHBOURS = 0.06
_SAMPLE = 20_000


def require_arabic(text: str) -> None:
    """Raise Refused where a text is empty, in another script, or in another language of this script."""
    if not text.strip("\ufeff \t\r\n\u200b\u200e\u200f"):
        raise Refused("empty")
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[-_SAMPLE:]
    letters = _count(_LETTERS, sample)
    if not letters:
        raise Refused("no words in it")
    arabic = _count(_ARABIC_SCRIPT, sample)
    if arabic < _MIN_ARABIC * letters:
        share = f"{arabic / letters:.0%} of its letters are"
        raise Refused(f"not Arabic ({share})", "only Arabic reports are read")
    if len(_NEIGHBOURS.findall(sample)) > _MAX_NEIGHBOURS * arabic:
        raise Refused("in Arabic script but not in Arabic (Persian, Urdu or Kurdish letters)",
                      "only Arabic reports are read")  # fmt: skip


def _count(runs: re.Pattern[str], text: str) -> int:
    """How many characters stand in runs of a kind: a run at a time takes half the time of each by itself."""
    return sum(map(len, runs.findall(text)))
