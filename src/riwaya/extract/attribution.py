"""Who says it: the chain of sources that answers for each sentence of a report.

`sources` reads the cues of a report (قال، بحسب، نقلا عن ...; `data/attribution.txt`). A chain names the first witness
first and whoever passed it on after; the publisher is left out. A voice that opened a statement goes on where a later
sentence takes it up (وأضاف، وأكد المصدر).
"""

from dataclasses import dataclass

from riwaya.codebook import SourceKind
from riwaya.extract.patterns import Match, Reading, word_set
from riwaya.extract.triggers import weight

_REACH = 12
"""The name of a source is at most so many words long."""
_MARKS = frozenset(":،,؛;.!؟?…")
_RELAYS = frozenset({"agency", "outlet", "social_media", "correspondent"})
_ANAPHORA = word_set("attribution.anaphora")
_DESCRIBED = word_set("attribution.described")
_OFFICES = word_set("attribution.offices")
_THAT = word_set("attribution.that")
_TITLES = word_set("attribution.titles")
_TURNS = word_set("attribution.turns")


@dataclass(frozen=True, slots=True)
class Link:
    """One source of a chain: its shortest name in the report, what it is, where it stands."""

    text: str
    kind: SourceKind
    span: tuple[int, int]


Chain = tuple[Link, ...]


def sources(reading: Reading) -> list[Chain]:
    """For each word the chain that answers for it; empty: the publisher's own voice."""
    return _Voices(reading).read()


def subject(reading: Reading, first: int, stop: int) -> Link | None:
    """The source that stands at word `first`, right behind a verb of speech, and ends before word `stop`."""
    return _Voices(reading)._name(first, stop, False)[0]


class _Voices:
    """The cues of one report, and where names of sources begin and end in it."""

    def __init__(self, reading: Reading) -> None:
        self.r = reading
        self.named = {m.first: m for m in reversed(reading.found["sources"])}
        self.relays = {i for i, m in self.named.items() if m.pattern.columns[0] in _RELAYS}
        found: dict[str, dict[int, Match]] = {kind: {} for kind in ("cue", "skip", "stop")}
        for match in reversed(reading.found["attribution"]):
            kind = match.pattern.columns[0]
            found[kind if kind in found else "cue"][match.first] = match
        self.cues, self.skips = found["cue"], found["skip"]
        events = {m.first for m in reading.found["triggers"] if weight(m.pattern) >= 50}
        self.ends = self.cues.keys() | found["stop"] | events

    def read(self) -> list[Chain]:
        r = self.r
        out: list[Chain] = [()] * len(r.words)
        voice: Chain = ()
        for first, stop in r.bounds:
            held, voice, done = voice, (), first
            for i in sorted(self.cues.keys() & range(first, stop)):
                kind, after = self.cues[i].pattern.columns[0], self.cues[i].last + 1
                if i < done or (voice and kind != "according"):
                    continue
                chain, done = self._chain(kind, after, stop)
                if held and (kind == "more" or (after < stop and r.words[after] in _ANAPHORA)):
                    chain = held
                elif not chain and kind == "say":
                    link, end = self._name(first, i, True)  # وكان المرصد أعلن: a source that opens the sentence
                    chain = (link,) if link and i - end <= 3 else ()
                if not chain:
                    continue
                begin, end = first, stop
                if voice:  # what closes a statement answers for its clause alone where another one opened the sentence
                    turns = (j for j in range(first, i) if r.words[j] in _TURNS or _MARKS & set(r.marks[j]))
                    begin, end = max(turns, default=first), i
                out[begin:end] = [chain] * (end - begin)
                if kind != "according":
                    voice = chain
        return out

    def _chain(self, kind: str, i: int, stop: int) -> tuple[Chain, int]:
        """The source named from word `i` on, after its witness (نقلت رويترز عن قيادي) or before who took its words down
        (قال فلان لرويترز)."""
        r = self.r
        states = any(r.words[j] in _THAT or ":" in r.marks[j] for j in range(i, min(i + _REACH + 4, stop)))
        link, end = self._name(i, stop, kind != "according" and not states)
        for j in range(end, min(end + 6, stop)):
            if r.words[j] == "عن" and (kind == "relay" or r.words[j - 1] == "نقلا"):
                witness, end = self._name(j + 1, stop, False)
                return tuple(x for x in (witness, link) if x), end
            if r.words[j] in _THAT:
                break
            if link and j in self.relays:
                relay, end = self._name(j, min(stop, j + 4), True)
                return (link, relay) if relay else (link,), end
        return (link,) if link and (states or kind != "relay") else (), end  # نقل السفارة passes no words on

    def _name(self, i: int, stop: int, needs_kind: bool) -> tuple[Link | None, int]:
        """The source named from word `i` on, and where its name ends."""
        r = self.r
        while i < stop and (i in self.skips or i in self.cues) and i not in self.named:
            i += 1
        end = self._end(i, stop)
        if end + 1 < stop and end > i and r.words[i].removeprefix("ل") in _DESCRIBED and r.words[end] in ("في", "من"):
            end = max(end, self._end(end + 1, min(stop, end + 6)))
        if end == i or (end == i + 1 and r.words[i] in _ANAPHORA) or not r.words[i][0].isalpha():
            return None, end
        found = [m for m in r.within("sources", i, end) if m.last < end]
        best = max(found, key=lambda m: (int(m.pattern.columns[1]), -m.first), default=None)
        if best is None and needs_kind:
            return None, end
        first = self._person(i, end)
        span = r.name(first, end - 1, self.named[first].clitic if first in self.named else 0)
        return Link(r.quote(span), SourceKind(best.pattern.columns[0]) if best else SourceKind.OFFICIAL, span), end

    def _end(self, i: int, stop: int) -> int:
        """Where a name that begins at word `i` ends: at a mark, a closed word, an event, the one who is told it."""
        for j in range(i, min(stop, i + _REACH)):
            told = j > i and self.r.words[j].startswith("ل") and j in self.relays
            if told or j in self.ends or _MARKS & set(self.r.marks[j]):
                return j
        return max(i, min(stop, i + _REACH))

    def _person(self, i: int, end: int) -> int:
        """Where the person's own name begins after a title and an office, else the name's first word."""
        words = self.r.words[i:end]
        if words[0] in _DESCRIBED or _TITLES.isdisjoint(words[:3]):
            return i
        office = _TITLES | _OFFICES
        return next(
            (k for k, w in enumerate(words, i) if not (w in office or w.startswith(("ال", "لل")) or k in self.named)), i
        )
