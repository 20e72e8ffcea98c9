"""Who says it: the chains of sources of a report, and how long each voice holds.

`sources` reads the cues of a report (قال، بحسب، نقلا عن ...; `data/attribution.txt`) sentence by sentence. A chain
names the first witness first and whoever passed it on after; the publisher is left out. A voice that opens a
statement holds through sentences that go on in it (وأضاف، كما); one that closes it (... بحسب المرصد) ends with it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from riwaya.codebook import SourceKind
from riwaya.extract.patterns import Match, Reading, word_set
from riwaya.extract.triggers import weight

_REACH = 12
"""The name of a source is at most so many words long."""
_CLAUSE_MARKS = frozenset(":،,؛;.!؟?…")
_QUOTES = frozenset("\"“”«»'()[]")
_RELAYS = frozenset({"agency", "outlet", "social_media", "correspondent"})
_ANAPHORA = word_set("attribution.anaphora")
_PASSED_OVER = word_set("attribution.passed_over")
_ADJECTIVES = word_set("attribution.adjectives")
_BEFORE_SUBJECT = word_set("attribution.before_subject")
_TURNS = word_set("attribution.turns")
_DESCRIBED = word_set("attribution.described")
_TITLES = word_set("attribution.titles")
_OFFICES = word_set("attribution.offices")


@dataclass(frozen=True, slots=True)
class Link:
    """One source of a chain: its shortest name in the report, where it stands, what it is."""

    text: str
    kind: SourceKind
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A chain and the stretch of text that it answers for. `cue` is the word that says so, None where carried on."""

    chain: tuple[Link, ...]
    scope: tuple[int, int]
    cue: tuple[int, int] | None
    opens: bool
    """True where the voice goes on after the sentence."""


def sources(text: str, sentences: Sequence[tuple[int, int]], reading: Reading | None = None) -> list[list[Attribution]]:
    """For each sentence its attributions, in order of their scopes; empty: the publisher's own voice."""
    return _Voices(reading or Reading(text, sentences)).read()


def chain_at(attributions: Iterable[Attribution], start: int) -> tuple[Link, ...]:
    """The chain that answers for the code point `start`: that of the narrowest scope around it."""
    held = [a for a in attributions if a.scope[0] <= start < a.scope[1]]
    return min(held, key=lambda a: a.scope[1] - a.scope[0]).chain if held else ()


def kind_of(reading: Reading, first: int, stop: int) -> SourceKind | None:
    """What the words `first` to `stop` name, by `data/sources.txt`; None where no word tells."""
    best: tuple[int, int, str] | None = None
    for match in reading.within("sources", first, stop):
        if match.last < stop:
            kind, strength = match.pattern.columns
            rank = (int(strength), -match.first, kind)
            best = max(best, rank) if best else rank
    return SourceKind(best[2]) if best else None


class _Voices:
    """The reader of one report's cues; what it remembers is the voice that holds and the names met so far."""

    def __init__(self, reading: Reading) -> None:
        self.r = reading
        self.classes: dict[int, list[Match]] = {}
        for match in reading.find("attribution"):
            self.classes.setdefault(match.first, []).append(match)
        self.stops = {i for i, found in self.classes.items() if any(m.pattern.columns[0] == "stop" for m in found)}
        self.skips = {i for i, found in self.classes.items() if any(m.pattern.columns[0] == "skip" for m in found)}
        self.says = {
            i
            for i, found in self.classes.items()
            if any(m.pattern.columns[0] in ("say", "more", "relay") for m in found)
        }
        self.events = {m.first for m in reading.find("triggers") if weight(m.pattern) >= 50}
        self._countries = {j for m in reading.find("countries") for j in range(m.first, m.last + 1)}
        self._nations = {m.first for m in reading.find("nations")}
        self.kinds: dict[str, SourceKind] = {}
        self.kind_at: dict[int, list[tuple[int, int, str]]] = {}
        for m in reading.find("sources"):
            self.kind_at.setdefault(m.first, []).append((m.last, int(m.pattern.columns[1]), m.pattern.columns[0]))

    def read(self) -> list[list[Attribution]]:
        out: list[list[Attribution]] = []
        voice: tuple[Link, ...] = ()
        for number, (first, stop) in enumerate(self.r.bounds):
            found = self._sentence(number, first, stop, voice)
            out.append(found)
            whole = [a for a in found if a.opens]
            if whole:
                voice = whole[-1].chain
            elif found or number == 0 or not self._goes_on(first, stop):
                voice = ()
            else:
                out[-1] = [Attribution(voice, self.r.sentences[number], None, True)] if voice else []
        return out

    def _goes_on(self, first: int, stop: int) -> bool:
        """True where an unmarked sentence sounds like the next of the same statement."""
        if first >= stop:
            return False
        start = self.r.sentences[self.r.sentence_of[first]][0]
        return self.r.words[first] in ("كما", "وان", "وانه", "وانها", "وبان") or self.r.text[start] in '"“«'

    def _sentence(self, number: int, first: int, stop: int, voice: tuple[Link, ...]) -> list[Attribution]:
        scope = self.r.sentences[number]
        found: list[Attribution] = []
        done = first
        for i in range(first, stop):
            if i < done:
                continue
            for match in self.classes.get(i, ()):
                kind = match.pattern.columns[0]
                if kind in ("stop", "skip") or self._no_cue(match, found):
                    continue
                got = self._cue(kind, match, first, stop, voice, scope)
                if got:
                    attribution, done = got
                    found.append(attribution)
                    break
        if not found and first < stop:
            label = self._label(first, stop)
            if label:
                found.append(Attribution(label, scope, None, False))
        return self._scopes(found, scope)

    def _no_cue(self, match: Match, found: Sequence[Attribution]) -> bool:
        """True for بين (between) not written بيّن, for المعلنة, for a participle going on in the sentence's voice."""
        r, i = self.r, match.first
        head = match.pattern.elements[0][0][0]
        if head == "بين/يبين" and r.words[i].removeprefix("و").startswith("بين"):
            return "\u0651" not in r.text[r.starts[i] : r.ends[i]]
        participle = match.pattern.columns[0] == "more" and "/" not in head
        return participle and ("ال" in r.words[i][: match.clitic] or bool(found and found[-1].opens))

    def _scopes(self, found: list[Attribution], scope: tuple[int, int]) -> list[Attribution]:
        """Two voices in one sentence share it at the second one's cue; a closing one keeps the whole."""
        openers = [a for a in found if a.opens and a.chain]
        out = [replace(a, scope=self._clause(a.cue)) for a in found if openers and a.chain and a.cue and not a.opens]
        for k, a in enumerate(openers):
            begin = scope[0] if k == 0 else (a.cue or scope)[0]
            end = scope[1] if k + 1 == len(openers) else (openers[k + 1].cue or scope)[0]
            out.append(replace(a, scope=(begin, end)))
        if not openers:
            out = [a for a in found if a.chain][:1]
        return out

    def _clause(self, cue: tuple[int, int]) -> tuple[int, int]:
        """The clause that a closing cue (... بحسب رويترز) answers for, where another voice opened the sentence."""
        r = self.r
        at = bisect_left(r.starts, cue[0])
        first, stop = r.bounds[r.sentence_of[at]]
        begin = at
        while begin > first and (begin >= at - 1 or not set(r.marks[begin]) & _CLAUSE_MARKS):
            begin -= 1
            if r.words[begin] in _TURNS:
                break
        end = next((j for j in range(at + 1, stop) if set(r.marks[j]) & _CLAUSE_MARKS), stop)
        return r.starts[begin], r.ends[end - 1]

    def _cue(
        self, kind: str, match: Match, first: int, stop: int, voice: tuple[Link, ...], scope: tuple[int, int]
    ) -> tuple[Attribution, int] | None:
        r, i = self.r, match.first
        cue = r.span(i, match.last)
        after = match.last + 1
        if kind in ("say", "more"):
            before = self._subject_before(i, first)
            if after < stop and r.words[after] in _ANAPHORA and voice and not before:
                return Attribution(voice, scope, cue, True), after + 1
            link, end = self._source(after, stop, needs_kind=kind == "more" or not self._opens_statement(i, stop))
            if link is None or r.text[link.span[0] : link.span[1]] == "":
                if before:
                    link = before
                elif voice and (kind == "more" or self._anaphoric(after, stop)):
                    return Attribution(voice, scope, cue, True), end
                else:
                    return None
            chain = (link, *self._passed_on(end, stop))
            return Attribution(chain, scope, cue, True), end
        if kind == "relay":
            return self._relay(match, first, stop, cue, scope)
        while after < stop and (after in self.skips or after in self.says) and after not in self.kind_at:
            after += 1
        if voice and after < stop and self.r.words[after] in _ANAPHORA:
            return Attribution(voice, scope, cue, True), after + 1
        link, end = self._source(after, stop, needs_kind=False)
        if link is None:
            return None
        chain = (link, *self._passed_on(end, stop))
        relayed, end = self._relayed_from(end, stop)
        return Attribution((*relayed, *chain), scope, cue, False), end

    def _relay(
        self, match: Match, first: int, stop: int, cue: tuple[int, int], scope: tuple[int, int]
    ) -> tuple[Attribution, int] | None:
        """نقلت رويترز عن قيادي: the one after عن is nearer to the event."""
        i = match.last + 1
        teller, end = (None, i)
        if i < stop and self.r.words[i] != "عن":
            teller, end = self._source(i, stop, needs_kind=True)
        else:
            teller = self._subject_before(match.first, first)
        origin = None
        for j in range(end, min(end + 4, stop)):
            if self.r.words[j] == "عن":
                origin, end = self._source(j + 1, stop, needs_kind=False)
                break
        if origin is None and not self._opens_statement(match.first, stop):
            return None  # نقل السفارة: no words were passed on
        chain = tuple(x for x in (origin, teller) if x)
        return (Attribution(chain, scope, cue, origin is not None), end) if chain else None

    def _relayed_from(self, i: int, stop: int) -> tuple[tuple[Link, ...], int]:
        """بحسب ما ذكرت رويترز نقلا عن قيادي: the witness that the teller names."""
        for j in range(i, min(i + 3, stop)):
            if self.r.words[j] in ("نقلا", "عن"):
                k = j + 1 if self.r.words[j] == "عن" else j + 2
                link, end = self._source(k, stop, needs_kind=True)
                return ((link,), end) if link else ((), i)
        return (), i

    def _passed_on(self, i: int, stop: int) -> tuple[Link, ...]:
        """قال فلان لرويترز، في تصريح لقناة ...: who took the statement down."""
        r = self.r
        for j in range(i, min(i + 6, stop)):
            if j > i and (set(r.marks[j]) & _CLAUSE_MARKS or r.words[j] in ("ان", "انه", "انها", "بان")):
                return ()
            if r.words[j].startswith("ل") or (j > i and r.words[j - 1] in ("مع", "علي", "عبر", "في")):
                for last, _, kind in self.kind_at.get(j, ()):
                    if kind in _RELAYS and last < stop:
                        clitic = next((c for lemma, c in r.lemmas[j] if c), 0)
                        end = self._end(j, stop, limit=4)
                        if r.words[j].startswith("ال"):
                            clitic = 0
                        if r.words[j].startswith("لل"):
                            clitic = 1
                        span = r.span(j, max(end - 1, last), min(clitic, 1))
                        return (Link(r.quote(span), SourceKind(kind), span),)
        return ()

    def _opens_statement(self, i: int, stop: int) -> bool:
        """True where أن, a colon or a quotation follows soon: the verb tells, it does not act."""
        for j in range(i + 1, min(i + _REACH + 4, stop)):
            if (
                self.r.words[j] in ("ان", "انه", "انها", "بان", "بانه", "انهم", "بانها", "قوله", "قولها")
                or ":" in self.r.marks[j]
            ):
                return True
        return False

    def _anaphoric(self, i: int, stop: int) -> bool:
        return i < stop and (self.r.words[i] in _ANAPHORA or i in self.stops or i in self.skips)

    def _end(self, i: int, stop: int, limit: int = _REACH) -> int:
        """Where the name that begins at word `i` ends."""
        r, j, open_quote = self.r, i, False
        while j < min(stop, i + limit):
            marks = set(r.marks[j])
            if j > i:
                if marks & _CLAUSE_MARKS and not self._apposition(j, stop):
                    break
                if marks & _QUOTES:
                    closes = any(set(r.marks[k]) & _QUOTES for k in range(j + 1, min(j + 5, stop + 1)))
                    if not open_quote and not (closes and r.marks[j][-1] in "\"“«('"):
                        break
                    open_quote = not open_quote
                if r.words[j].startswith("ل") and any(k in _RELAYS for _, _, k in self.kind_at.get(j, ())):
                    break
            if j in self.stops or (j in self.says and j > i) or (j in self.events and j > i and j not in self.kind_at):
                break
            j += 1
        return j

    def _apposition(self, j: int, stop: int) -> bool:
        """True where the comma before word `j` opens a name: المتحدث باسم الجيش، فلان، إن."""
        if self.r.words[j - 1] not in _TITLES and not any(w in _TITLES for w in self.r.words[max(0, j - 6) : j]):
            return False
        for k in range(j, min(j + 5, stop)):
            if k in self.stops or k in self.says:
                return k > j and self.r.words[k] in ("ان", "انه", "انها", "في", "اليوم") and k - j <= 4
            if k > j and set(self.r.marks[k]) & _CLAUSE_MARKS:
                return k - j >= 2
        return False

    def _source(self, i: int, stop: int, needs_kind: bool) -> tuple[Link | None, int]:
        """The source named from word `i` on, and where its name ends."""
        r = self.r
        while i < stop and i in self.skips and i not in self.kind_at and r.words[i] in _PASSED_OVER:
            i += 1
        if i >= stop or i in self.stops or (set(r.marks[i]) & _CLAUSE_MARKS):
            return None, i
        end = self._end(i, stop)
        if end <= i or (end - i == 1 and r.words[i] in _ANAPHORA) or not r.words[i][0].isalpha():
            return None, max(end, i)
        if r.words[i].removeprefix("ل") in _DESCRIBED and end + 1 < stop and r.words[end] in ("في", "من", "داخل"):
            further = self._end(end + 1, stop, limit=5)
            if further > end + 1 and not set(r.marks[end]) & _CLAUSE_MARKS:
                end = further
        kind = kind_of(r, i, end)
        first, last = self._name(i, end)
        name = r.words[last]
        if kind is None:
            kind = self.kinds.get(name) or self.kinds.get("ال" + name)
            if kind is None and needs_kind:
                return None, end
            kind = kind or SourceKind.OFFICIAL
        if first > i or last > i:
            self.kinds[name] = kind
        clitic = 0
        if first == i:
            clitic = self._proclitic(i)
        span = r.span(first, last, clitic)
        return Link(r.quote(span), kind, span), end

    def _proclitic(self, i: int) -> int:
        """How many letters of و ف ل ب stand before the name's first word (the article stays)."""
        word = self.r.words[i]
        if word.startswith("لل"):
            return 1
        known = [c for m in self.kind_at.get(i, ()) for _, c in self.r.lemmas[i] if m]
        if known and 0 < min(known) <= 3 and word[0] in "وفلب" and not word.startswith("ال"):
            return 1 if min(known) in (1, 3) else 0
        return 0

    def _name(self, i: int, end: int) -> tuple[int, int]:
        """The person's name inside a title and a name (first and last word), else the whole."""
        r = self.r
        words = r.words[i:end]
        if not any(w in _TITLES or w.removeprefix("و") in _TITLES for w in words[:3]):
            return i, end - 1
        k = 0
        for k, word in enumerate(words):
            bare = word.removeprefix("لل").removeprefix("ل") if len(word) > 4 else word
            known = bool(self.kind_at.get(i + k)) or i + k in self._countries
            if word in _TITLES or word.startswith(("ال", "لل")) or bare in _OFFICES or word in _OFFICES or known:
                continue
            if word in _ADJECTIVES or i + k in self._nations:
                continue
            if k and words[k - 1] in _OFFICES:  # مدير مستشفي فلان: still the office
                continue
            if word.endswith(("يه", "ي")) and k and words[k - 1].endswith(("ه", "ي")):
                continue
            break
        else:
            return i, end - 1
        if k == 0 or len(words) - k > 5:
            return i, end - 1
        return i + k, end - 1

    def _subject_before(self, i: int, first: int) -> Link | None:
        """المرصد أعلن، وكانت القيادة العامة في سوريا أعلنت: a source before its verb, at the beginning of a clause."""
        r = self.r
        if "،" in r.marks[i] or "," in r.marks[i]:
            return self._named_between_commas(i, first)
        for begin in range(i - 1, max(first, i - 14) - 1, -1):
            opens = begin == first or set(r.marks[begin]) & _CLAUSE_MARKS or r.words[begin - 1] in _BEFORE_SUBJECT
            if opens:
                break
            if begin in self.says:
                return None
        else:
            return None
        while begin < i and (begin in self.skips or r.words[begin] in _BEFORE_SUBJECT) and begin not in self.kind_at:
            begin += 1
        if begin >= i or kind_of(r, begin, i) is None:
            return None
        link, end = self._source(begin, i, needs_kind=True)
        near = i - end <= 3 and (end >= i or r.words[end] in ("في", "قد", "وقت"))
        return link if link and near else None

    def _named_between_commas(self, i: int, first: int) -> Link | None:
        """رئيس الوزراء، فلان، قال: the name between two commas, its kind from the title before the first."""
        r = self.r
        begin = next((j for j in range(i - 1, max(first, i - 6), -1) if set(r.marks[j]) & _CLAUSE_MARKS), None)
        if begin is None or begin <= first:
            return None
        kind = kind_of(r, max(first, begin - 8), begin)
        if kind is None or not any(w in _TITLES for w in r.words[max(first, begin - 8) : i]) or begin in self.stops:
            return None
        start, last = self._name(begin, i)
        span = r.span(start, last)
        self.kinds[r.words[last]] = kind
        return Link(r.quote(span), kind, span)

    def _label(self, first: int, stop: int) -> tuple[Link, ...] | None:
        """A headline's 'المرصد: ...' (or '... - رويترز')."""
        for j in range(first + 1, min(first + 7, stop)):
            if ":" in self.r.marks[j]:
                if kind_of(self.r, first, j) is None or any(k in self.events for k in range(first, j)):
                    return None
                link, _ = self._source(first, j, needs_kind=True)
                return (link,) if link else None
        return None
