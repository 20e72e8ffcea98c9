"""Whether an event is over, goes on, is planned or open, by the words around its trigger.

The network tells these apart worst: one word in five hundred decides. Each rule here names the statuses that it
corrects, and was kept where coders of thousands of claims agree with it (docs/measurements.md).
"""

from collections.abc import Iterator

from riwaya.codebook import ClaimType, Status
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.triggers import SPEECH
from riwaya.records import Span

Found = tuple[Status, Span] | None

_CLAUSE = frozenset("،,؛;.:!؟?")
_COMMA = frozenset("،,")
_TOLD = SPEECH | {ClaimType.CASUALTY_TOLL, ClaimType.WEAPON_FOILED}
_FOUGHT = frozenset({ClaimType.CLASH, ClaimType.TERRITORY})
_FEARS, _MAYBE, _THINKING = (word_set(f"aspect.{name}") for name in ("fears", "maybe", "thinking"))
_SUSPECTED, _THAT, _EXCLUDING = (word_set(f"aspect.{name}") for name in ("suspected", "that", "excluding"))
_NO, _CONFIRMED, _BEING = word_set("aspect.no"), word_set("aspect.confirmed"), word_set("aspect.being")
_QAD_SHE, _DENYING, _KNOWN = (word_set(f"aspect.{name}") for name in ("qad she", "denying", "known"))
_AFTER, _DOING, _LASTING = (word_set(f"aspect.{name}") for name in ("after", "doing", "lasting"))
_STILL, _REMAINS, _WHICH = (word_set(f"aspect.{name}") for name in ("still", "remains", "which"))
_DONE, _SINCE, _LONG = (word_set(f"aspect.{name}") for name in ("done", "since", "long"))
_CONTINUING, _CONTINUED, _TURN = (word_set(f"aspect.{name}") for name in ("continuing", "continued", "turn"))
_INTENDING, _NOUNS, _REPEATED = (word_set(f"aspect.{name}") for name in ("intending", "nouns", "repeated"))
_PART, _PAST, _ENDED = (word_set(f"aspect.{name}") for name in ("part", "past", "ended"))
_REPELLED, _AWAITED, _PERIOD = (word_set(f"aspect.{name}") for name in ("repelled", "awaited", "period"))


def _without(word: str) -> str:
    """A word without و or ف before it; three letters at least are left."""
    return word[1:] if word[0] in "وف" and len(word) > 3 else word


def _in(word: str, known: frozenset[str]) -> bool:
    """Whether a word, with or without و or ف before it, is one of a set (the و of واصلت is its own)."""
    return word in known or _without(word) in known


def restated(reading: Reading, trigger: Span, kind: ClaimType, status: Status) -> Found:
    """Another status for a trigger of this type and status, with the word that decides it; None where it stays."""
    event = _Event(reading, trigger)
    if event.first < 0:
        return None
    open_, going = status in (Status.OCCURRED, Status.ONGOING), status in (Status.ONGOING, Status.PLANNED)
    if kind in (ClaimType.ACCUSE, ClaimType.THREAT):
        return event.said() if going else None
    if kind in SPEECH:
        return None
    found: Found = None
    if open_ and kind not in _TOLD:
        found = event.doubted()
    if not found and kind in _FOUGHT and (open_ or going):
        found = event.repelled()
    if not found and going and kind is not ClaimType.WEAPON_FOILED:
        found = event.over()
    if not found and status is Status.OCCURRED and kind not in _TOLD:
        found = event.lasting() or (event.continued() if kind is not ClaimType.TRUCE else None)
        if not found and kind is ClaimType.OPERATION:
            found = event.under_way()
        found = found or event.day_after_day()
    if not found and open_ and kind not in _TOLD:
        found = event.awaited()
    return found


class _Event:
    """A trigger among the words of its sentence: `first` to `last`, between `low` and `high` (excluded)."""

    def __init__(self, reading: Reading, trigger: Span) -> None:
        self.reading = reading
        self.words = reading.words
        self.first, self.last = reading.at(trigger.start), reading.at(trigger.end - 1)
        self.clitic = trigger.start - reading.starts[self.first] if self.first >= 0 else 0
        self.low, self.high = reading.bounds[reading.sentence_of[self.first]] if self.first >= 0 else (0, 0)

    def _before(self, reach: int) -> Iterator[int]:
        """The words of the clause before the trigger, the nearest first, `reach` at most."""
        for k in range(self.first - 1, max(self.low, self.first - reach) - 1, -1):
            if self.reading.marked(k + 1, k + 2, _CLAUSE):
                return
            yield k

    def _behind(self, reach: int) -> list[str]:
        return self.words[self.last + 1 : min(self.last + 1 + reach, self.high)]

    def _found(self, status: Status, first: int, last: int | None = None) -> Found:
        return status, Span(*self.reading.span(first, first if last is None else last))

    def doubted(self) -> Found:
        """Fears, possibilities, suspicion and thoughts of it before the event, and nothing between that makes it a
        thing known (بعد, ضحايا, التي)."""
        for k in self._before(7):
            word, following = _without(self.words[k]), self.words[k + 1]
            if word in _FEARS:
                which, verb = (*self._behind(2), "", "")[:2]
                known = which in _WHICH and bool(verb) and verb[0] not in "يت" and verb[:2] not in ("سي", "ست", "قد")
                return None if known else self._found(Status.POSSIBLE, k)  # خوفا من النهب الذي طال المنازل
            if word in _DENYING:
                return None
            if word.lstrip("بل") in _MAYBE or word in _MAYBE or word in _THINKING:
                return self._found(Status.POSSIBLE, k)
            if word in _SUSPECTED and self.first - k <= 4 and following in _THAT:
                return self._found(Status.POSSIBLE, k)
            may = self.words[k] in ("قد", "وقد")
            may = may and (following in _QAD_SHE or (following[0] == "ي" and len(following) > 2))
            if may and _BEING.isdisjoint(self.words[max(self.low, k - 6) : k]):  # كان قد أعلن tells of the past
                return self._found(Status.POSSIBLE, k)
            no = self.words[k - 1] if k > self.low else ""
            if word in _EXCLUDING:
                return self._found(Status.POSSIBLE, k - 1, k) if no.removeprefix("و") in _NO else None
            if word in _CONFIRMED and no == "غير":
                return self._found(Status.POSSIBLE, k - 1, k)
            if _in(self.words[k], _KNOWN):
                return None
        return None

    def over(self) -> Found:
        """A noun right behind بعد, إثر: what came before something else is done, but where it is said to go on."""
        at = self.first - 1
        if at > self.low and self.words[at] in _DOING:
            at -= 1
        elif self.clitic:
            return None
        cue = self.words[at] if at >= self.low else "-"
        if not _in(cue, _AFTER) or self.reading.marked(at + 1, self.first + 1, _CLAUSE):
            return None
        before = (w.lstrip("وف") for w in self.words[max(self.low, at - 4) : at])
        if _without(cue) == "بعد" and not _NO.isdisjoint(before):
            return None  # لم يكتمل بعد تشكيل
        for k in range(self.first + 1, min(self.last + 5, self.high)):
            word, following = self.words[k], self.words[k + 1] if k + 1 < self.high else ""
            if word.removeprefix("ال") in _LASTING or word in _SINCE:
                return None
            going = following[:1] in ("ي", "ت") and not following.startswith(tuple(_DONE))
            if k > self.last and word in _WHICH and going:
                return None  # بعد التقدم الذي يحرزه
            if k > self.last and word[:1] in ("ي", "ت") and word[1:3] in ("شن", "فر", "قو", "نف", "خو"):
                return None  # العملية تشنها
        return self._found(Status.OCCURRED, at)

    def said(self) -> Found:
        """Who accuses or threatens has done so in saying it, unless it is said to be done again and again."""
        near = self.words[max(self.low, self.first - 4) : min(self.last + 4, self.high)]
        if any(_in(w, _CONTINUING) or w.removeprefix("ال") in _REPEATED or w[1:] == "زال" for w in near):
            return None
        return self._found(Status.OCCURRED, self.first, self.last)

    def lasting(self) -> Found:
        """A predicate of lasting behind the event: الغارات مستمرة, الاشتباكات لا تزال."""
        for k in range(self.last + 1, min(self.last + 3, self.high)):
            if self.reading.marked(k, k + 1, _CLAUSE) or (k > self.last + 1 and self.words[k - 1][0] == "و"):
                return None
            word, following = self.words[k], self.words[k + 1] if k + 1 < self.high else ""
            if word in _BEING:
                return None
            if word in _STILL or (word in ("لا", "ما") and following in _REMAINS):
                return self._found(Status.ONGOING, k)
        return None

    def continued(self) -> Found:
        """The object of واصل, استمر, with an aside between two commas at most: واصلت الطائرات شن غارات."""
        words = self.words
        own = words[self.first]
        verb = not self.clitic and own[0] in "يت" and len(own) > 3 and not own.startswith(tuple(_NOUNS))
        if verb or own[: self.clitic][:1] in ("و", "ل"):
            return None
        commas = 0
        for k in range(self.first - 1, max(self.low, self.first - 8) - 1, -1):
            if self.reading.marked(k + 1, k + 2, _CLAUSE):
                if not self.reading.marked(k + 1, k + 2, _COMMA):
                    return None
                commas += 1
            if _in(words[k], _CONTINUING):
                then = words[k + 1]
                measured = "ستمر" in words[k] and (then.isdigit() or then in _LONG or then[0] == "ل")
                around = words[max(self.low, self.first - 9) : self.first]
                intended = any(w.startswith("سي") or any(part in w for part in _INTENDING) for w in around)
                until = not _CONTINUED.isdisjoint(self._behind(5) + around)
                return None if commas not in (0, 2) or measured or intended or until else self._found(Status.ONGOING, k)
            joined = words[k][0] == "و" and len(words[k]) > 3 and not words[k].startswith("وال")
            if not commas and (joined or words[k] in _TURN):
                return None
        return None

    def under_way(self) -> Found:
        """An operation that something is part of: ضمن عملية, في إطار حملة."""
        at = next((k for k in self._before(2) if self.words[k] in _PART), None)
        if at is None or not _PAST.isdisjoint(self.words[max(self.low, at - 8) : at]):
            return None
        return self._found(Status.ONGOING, at) if _ENDED.isdisjoint(self._behind(5)) else None

    def day_after_day(self) -> Found:
        """What happens لليوم الثالث على التوالي goes on."""
        for k in range(self.last + 1, min(self.last + 13, self.high)):
            if self.words[k] == "التوالي":
                near = range(k - 1, max(self.last, k - 5), -1)
                at = next((j for j in near if self.words[j].removeprefix("و") in _PERIOD), None)
                return self._found(Status.ONGOING, at, k) if at is not None else None
        return None

    def repelled(self) -> Found:
        """What is repelled failed: صد هجوم."""
        at = next((k for k in self._before(3) if self.words[k] in _REPELLED), None)
        return self._found(Status.FAILED, at) if at is not None else None

    def awaited(self) -> Found:
        """What somebody prepares or waits for is planned: تتأهب لمعركة."""
        for k in self._before(6):
            if _in(self.words[k], _AWAITED):
                return self._found(Status.PLANNED, k)
            if _in(self.words[k], _KNOWN):
                return None
        return None
