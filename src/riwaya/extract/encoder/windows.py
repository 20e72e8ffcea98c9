"""From a document's sentences to windows of tokens that the network reads, every word with its offsets.

A window is `<s> sentence </s> sentence </s> ...`; the state at a sentence's `</s>` stands for the sentence.
Most reports fit in one window. A longer one is cut at sentences; each later window begins with the title and
two sentences that the window before it has read, as context, and owns only what is new: every sentence is
owned by exactly one window.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

BOS, PAD, SEP = 0, 1, 2
MAX_TOKENS = 512
CONTEXT_SENTENCES = 2

# Marks that change nothing for the reader: diacritics, tatweel, zero-width and direction controls.
_DROPPED = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]"
)
_DROPPED_TABLE = {ord(c): None for c in map(chr, range(0x10000)) if _DROPPED.match(c)}
# The joins of hashtags (#الجيش_السوري) are spaces for the network; one character for one, so offsets hold.
_SPACED = {ord("#"): " ", ord("_"): " ", ord("\u00a0"): " ", ord("\t"): " ", ord("\r"): " ", ord("\n"): " "}
_WORD = re.compile(r"\w+|[^\w\s]")


class Tokenizer(Protocol):
    """The part of `tokenizers.Tokenizer` that is used."""

    def encode_batch(self, input: list[str], add_special_tokens: bool = ...) -> list[Any]: ...


@dataclass(slots=True)
class Window:
    """Tokens and words of some sentences. Lists of words run in parallel: `starts`, `ends` (code points of the
    document), `tokens`, `stops` (the word's tokens are `ids[token:stop]`), `sentences` (index into `sentence_ids`)."""

    ids: list[int] = field(default_factory=lambda: [BOS])
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    sentence_ids: list[int] = field(default_factory=list)
    separators: list[int] = field(default_factory=list)
    owned: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class _Sentence:
    number: int
    ids: list[int]
    starts: list[int]
    ends: list[int]
    tokens: list[int]


def clean(text: str) -> tuple[str, list[int] | None]:
    """The text as the network reads it, and the original index of each character (None where they are equal)."""
    text = text.translate(_SPACED)
    if not _DROPPED.search(text):
        return text, None
    kept = [i for i, c in enumerate(text) if ord(c) not in _DROPPED_TABLE]
    return "".join(text[i] for i in kept), kept


def _sentences(tokenizer: Tokenizer, text: str, spans: Sequence[tuple[int, int]]) -> list[_Sentence]:
    cleaned = [clean(text[a:b]) for a, b in spans]
    encoded = tokenizer.encode_batch([c for c, _ in cleaned], add_special_tokens=False)
    out = []
    for number, ((start, _), (plain, kept), enc) in enumerate(zip(spans, cleaned, encoded, strict=True)):
        token_at = [-1] * (len(plain) + 1)
        for k, (a, b) in enumerate(enc.offsets):
            for i in range(a, b):
                token_at[i] = k
        sentence = _Sentence(number, list(enc.ids), [], [], [])
        for m in _WORD.finditer(plain):
            token = token_at[m.start()]
            if token < 0:
                continue
            first, last = m.start(), m.end() - 1
            if kept is not None:
                first, last = kept[first], kept[last]
                # marks after the last letter belong to the word
                while start + last + 1 < len(text) and ord(text[start + last + 1]) in _DROPPED_TABLE:
                    last += 1
            sentence.starts.append(start + first)
            sentence.ends.append(start + last + 1)
            sentence.tokens.append(token)
        out.append(sentence)
    return out


def _end(sentence: _Sentence, word: int) -> int:
    """The token after a word's last."""
    return sentence.tokens[word + 1] if word + 1 < len(sentence.tokens) else len(sentence.ids)


def _split(sentence: _Sentence, limit: int) -> list[_Sentence]:
    """A sentence longer than a window, cut between words into parts of the same number."""
    if len(sentence.ids) <= limit:
        return [sentence]
    parts, first = [], 0
    while first < len(sentence.tokens):
        base = sentence.tokens[first]
        last = first + 1  # a word longer than the limit loses its last tokens, no word is lost
        while last < len(sentence.tokens) and _end(sentence, last) - base <= limit:
            last += 1
        stop = sentence.tokens[last] if last < len(sentence.tokens) else len(sentence.ids)
        ids = sentence.ids[base:stop][:limit]
        parts.append(
            _Sentence(
                sentence.number,
                ids,
                sentence.starts[first:last],
                sentence.ends[first:last],
                [t - base for t in sentence.tokens[first:last]],
            )
        )
        first = last
    return parts or [_Sentence(sentence.number, sentence.ids[:limit], [], [], [])]


def _window(parts: Sequence[tuple[_Sentence, bool]]) -> Window:
    w = Window()
    for index, (s, owned) in enumerate(parts):
        base = len(w.ids)
        w.ids += s.ids
        w.starts += s.starts
        w.ends += s.ends
        w.tokens += [base + t for t in s.tokens]
        w.stops += [base + max(t + 1, _end(s, k)) for k, t in enumerate(s.tokens)]
        w.sentences += [index] * len(s.tokens)
        w.separators.append(len(w.ids))
        w.ids.append(SEP)
        w.sentence_ids.append(s.number)
        w.owned.append(owned)
    return w


def windows(
    tokenizer: Tokenizer, text: str, spans: Sequence[tuple[int, int]], max_tokens: int = MAX_TOKENS
) -> list[Window]:
    """Cut a document into windows of at most `max_tokens` tokens; `spans` are its sentences."""
    if not spans:
        return []
    sentences = _sentences(tokenizer, text, spans)
    title = sentences[0]
    room = max_tokens - 2
    if len(title.ids) > room // 4:
        title = _split(title, room // 4)[0]
    parts = [p for s in sentences for p in _split(s, room // 2)]
    out, i = [], 0
    while i < len(parts):
        chosen: list[tuple[_Sentence, bool]] = []
        used = 1
        if i:
            before = parts[max(0, i - CONTEXT_SENTENCES) : i]
            for s in ([] if before[0].number == title.number else [title]) + before:
                if used + len(s.ids) + 1 <= max_tokens // 2:
                    chosen.append((s, False))
                    used += len(s.ids) + 1
        while i < len(parts) and used + len(parts[i].ids) + 1 <= max_tokens:
            chosen.append((parts[i], True))
            used += len(parts[i].ids) + 1
            i += 1
        out.append(_window(chosen))
    return out
