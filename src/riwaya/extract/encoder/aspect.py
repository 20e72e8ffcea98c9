"""Whether an event is over, goes on, is awaited or open, by the words around its trigger.

The network tells these apart worst: one word in five hundred decides. Each rule names the statuses that it corrects;
how often coders agree with each stands in docs/measurements.md. What stands right beside a trigger is `Grammar`'s
(`denial`, `doubted`, `unfinished`) and goes first.
"""

import re
from collections.abc import Iterator

from riwaya.codebook import ClaimType, Status
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.triggers import SPEECH
from riwaya.records import Span

Found = tuple[Status, Span] | None

_CLAUSE = frozenset("،,؛;.:!؟?")
_COMMA = frozenset("،,")
TOLD = SPEECH | {ClaimType.CASUALTY_TOLL, ClaimType.WEAPON_FOILED}
"""Who tries to threaten does threaten, of a toll of the war that goes on the words beside it say nothing, and a bomb
that was foiled was foiled."""
_SAID = frozenset({ClaimType.ACCUSE, ClaimType.THREAT})
_MOMENTS = frozenset({ClaimType.EXPLOSION, ClaimType.ATTACK_ON_CIVILIANS, ClaimType.ABDUCTION})
"""What is over when it is told: the search for who did it may go on."""
_FEARS = word_set("status.fearing") | word_set("aspect.fears")
_MAYBE = word_set("status.doubting") | word_set("aspect.maybe")
_EXCLUDING, _NO = word_set("status.excluding"), word_set("status.not excluding")
_DENYING, _CONFIRMED = word_set("status.denying"), word_set("aspect.confirmed")
_MAY, _BEING, _KNOWN = word_set("aspect.may"), word_set("aspect.being"), word_set("aspect.known")
_AFTER, _DOING, _LASTING = word_set("aspect.after"), word_set("aspect.doing"), word_set("aspect.lasting")
_STILL, _REMAINS, _WHICH = word_set("aspect.still"), word_set("aspect.remains"), word_set("aspect.which")
_SINCE, _LONG, _REMNANTS = word_set("aspect.since"), word_set("aspect.long"), word_set("aspect.remnants")
_CONTINUING, _UNTIL, _TURN = word_set("aspect.continuing"), word_set("aspect.until"), word_set("aspect.turn")
_REPEATED, _PART, _PAST = word_set("aspect.repeated"), word_set("aspect.part"), word_set("aspect.past")
_ENDED, _AWAITED, _PERIOD = word_set("aspect.ended"), word_set("aspect.awaited"), word_set("aspect.period")
_LIKELY, _COLLAPSED, _IF = word_set("aspect.likely"), word_set("aspect.collapsed"), word_set("aspect.if")
_ENTERING, _ITS_DAY, _UNIT = word_set("aspect.entering"), word_set("aspect.its day"), word_set("aspect.unit")
_LASTED, _ASKING, _BUT = word_set("aspect.lasted"), word_set("aspect.asking"), word_set("status.only") | {"غير"}
_DAY = frozenset({"اليوم", "ليوم", "الاسبوع", "لاسبوع", "الشهر"})
_ORDINAL = re.compile("(?:ال)?(?:ثان|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)")
_UNASKED = (SPEECH - {ClaimType.SUPPORT, ClaimType.DEMAND}) | {
    *(ClaimType.AID, ClaimType.CASUALTY_TOLL, ClaimType.WEAPON_FOILED),
}
"""What is told with لم: who did not accept has refused, whom no aid reached was let down."""
_OWN_AND = word_set("status.no verbs") | word_set("aspect.own and")
"""Words whose و is their own: وزير, وسط."""
_DONE = re.compile("ت(?:م|عرض|بن|وصل|لق|قدم|مكن|سبب|وج|حق|عه)")
"""How perfects begin that look like imperfects: التي تعرضت, الذي تم."""
_INTENDING = re.compile("استعداد|توقع|محاول|قرر|تعهد|^[وف]?س[يت]")
_NOUNS = re.compile("ت(?:قدم|وغل|سلل|عزيز|مشيط|دمير|وزيع|فجير|ظاهر|جنيد|هجير|حرير|صعيد|هريب|طهير|دريب|بادل)")
"""Verbal nouns that look like imperfects."""


def _without(word: str) -> str:
    """A word without و or ف before it; three letters at least are left."""
    return word[1:] if word[0] in "وف" and len(word) > 3 else word


def _in(word: str, known: frozenset[str]) -> bool:
    """Whether a word, with or without و or ف before it, is one of a set (the و of واصلت is its own)."""
    return word in known or _without(word) in known


def _joins(word: str) -> bool:
    """Whether a word begins with the و that joins a verb or a noun to what came before."""
    return word[0] == "و" and len(word) > 3 and not word.startswith("وال") and word not in _OWN_AND


def negated(reading: Reading, trigger: Span, kind: ClaimType) -> Found:
    """DENIED for what the verb of a trigger right behind لم did not do (لم تقصف, لم يطلب ضمانات), with that word; None
    otherwise. Behind ما لم and إذا لم it is a condition, with سوى behind it a part was done. A verb that is part of the
    trigger together with its لم may say something else (لم تعد), but for demands and support."""
    first = reading.at(trigger.start)
    if first < 0 or not reading.bounds or kind in _UNASKED:
        return None
    words, (low, high) = reading.words, reading.bounds[reading.sentence_of[first]]
    own = words[first] in ("لم", "ولم", "فلم") and first + 1 < high and kind in SPEECH
    no, verb = (first, first + 1) if own else (first - 1, first)
    if no < low or words[no] not in ("لم", "ولم", "فلم") or reading.marked(verb, verb + 1, _CLAUSE):
        return None
    if (no > low and words[no - 1] in _IF) or not _BUT.isdisjoint(words[verb + 1 : min(verb + 7, high)]):
        return None
    asked = kind is not ClaimType.DEMAND or words[verb] in _ASKING
    return (Status.DENIED, Span(*reading.span(no, verb))) if asked and words[verb][0] in "يتنا" else None


def restated(reading: Reading, trigger: Span, kind: ClaimType, status: Status) -> Found:
    """Another status for a trigger of this type and status, with the words that decide it; None where it stays."""
    if reading.at(trigger.start) < 0 or not reading.bounds:
        return None
    event = _Event(reading, trigger)
    if kind in SPEECH:
        return event.said() if kind in _SAID and status is Status.ONGOING else None
    if status not in (Status.OCCURRED, Status.ONGOING) or kind in TOLD:
        return None
    if found := event.doubted() or event.likely():
        return found
    if kind is ClaimType.TALKS and (found := event.collapsed()):
        return found
    if status is Status.ONGOING:
        return event.over() or event.lasted()
    found = event.lasting() if kind not in _MOMENTS else None
    if not found and kind not in _MOMENTS | {ClaimType.TRUCE}:
        found = event.continued()
    if not found and kind is ClaimType.OPERATION:
        found = event.under_way()
    return found or event.day_after_day() or event.nth_day() or event.awaited()


class _Event:
    """A trigger among the words of its sentence: `first` to `last`, between `low` and `high` (excluded)."""

    def __init__(self, reading: Reading, trigger: Span) -> None:
        self.reading = reading
        self.words = reading.words
        self.first, self.last = reading.at(trigger.start), reading.at(trigger.end - 1)
        self.clitic = trigger.start > reading.starts[self.first]
        self.low, self.high = reading.bounds[reading.sentence_of[self.first]]

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

    def _finite(self, k: int) -> bool:
        """Whether a word is known as a verb that tells what was done: نزحت, عززت."""
        word = self.words[k]
        verbs = [m for m in self.reading.within("triggers", k, k + 1) if m.pattern.verb and m.first == k]
        return bool(verbs) and (_without(word)[0] not in "يتن" or word.endswith(("ت", "وا")))

    def doubted(self) -> Found:
        """Fears and possibilities before the event, and nothing between that makes it a thing known (بعد, ضحايا, التي)
        or another verb's; nor is what was done doubted, or what is told with التي behind it."""
        if self._finite(self.first) or not _WHICH.isdisjoint(self._behind(2)):
            return None
        definite = self.words[self.first].startswith(("ال", "وال", "بال", "لل"))
        for k in self._before(7):
            word, following = self.words[k], self.words[k + 1]
            if _in(word, _FEARS):
                return self._found(Status.POSSIBLE, k) if following != "علي" else None
            if _in(word, _DENYING):
                return None
            if _in(word, _MAYBE) or word[1:] in _MAYBE:
                return self._found(Status.POSSIBLE, k)
            if word in ("قد", "وقد") and following in _MAY and not definite:
                past = not _BEING.isdisjoint(self.words[max(self.low, k - 6) : k])  # كان قد أعلن
                return None if past else self._found(Status.POSSIBLE, k)
            no = self.words[k - 1] if k > self.low else ""
            if _in(word, _EXCLUDING):
                return self._found(Status.POSSIBLE, k - 1, k) if no.removeprefix("و") in _NO else None
            if word in _CONFIRMED and no == "غير":
                return self._found(Status.POSSIBLE, k - 1, k)
            if _in(word, _KNOWN) or self._finite(k):
                return None
        return None

    def likely(self) -> Found:
        """What is called likely right behind: ضربة محتملة, هجوم كيميائي محتمل."""
        for k in range(self.last, min(self.last + 3, self.high)):
            if k > self.last and self.reading.marked(k, k + 1, _CLAUSE):
                return None
            if self.words[k] in _LIKELY:
                return self._found(Status.POSSIBLE, k)
        return None

    def collapsed(self) -> Found:
        """Talks that failed or are stuck: فشلت المفاوضات, تعثر المحادثات; not where that is a condition (إذا فشلت)."""
        k = next((k for k in self._before(2) if _in(self.words[k], _COLLAPSED)), None)
        if k is None or not _IF.isdisjoint(self.words[max(self.low, k - 3) : k]):
            return None
        return self._found(Status.FAILED, k)

    def lasted(self) -> Found:
        """What is told to have lasted so and so long: حصار استمر ثلاثة أشهر."""
        for k in range(self.last + 1, min(self.last + 4, self.high - 1)):
            if self.reading.marked(k, k + 1, _CLAUSE):
                return None
            then = self.words[k + 1]
            if self.words[k] in _LASTED and then not in _UNTIL and (then.isdigit() or then in _LONG or then[0] == "ل"):
                return self._found(Status.OCCURRED, k, k + 1)
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
        before = (_without(w) for w in self.words[max(self.low, at - 4) : at])
        if _without(cue) == "بعد" and not _NO.isdisjoint(before):
            return None  # لم يكتمل بعد تشكيل
        for k in range(self.first + 1, min(self.last + 5, self.high)):
            word, following = self.words[k], self.words[k + 1] if k + 1 < self.high else ""
            if word.removeprefix("ال") in _LASTING or word in _SINCE:
                return None
            if k > self.last and word in _WHICH and following[:1] in ("ي", "ت") and not _DONE.match(following):
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
        """A predicate of lasting behind the event: الغارات مستمرة, الاشتباكات لا تزال. What remains of it is another
        thing (حصيلة القصف لا تزال ترتفع)."""
        if self.first > self.low and _in(self.words[self.first - 1], _REMNANTS):
            return None
        for k in range(self.last + 1, min(self.last + 3, self.high)):
            if self.reading.marked(k, k + 1, _CLAUSE) or (k > self.last + 1 and _joins(self.words[k - 1])):
                return None
            word, following = self.words[k], self.words[k + 1] if k + 1 < self.high else ""
            if word in _BEING:
                return None
            if word in _STILL or (word in ("لا", "ما") and following in _REMAINS):
                return self._found(Status.ONGOING, k)
        return None

    def continued(self) -> Found:
        """The object of واصل, استمر, with an aside between two commas at most: واصلت الطائرات شن غارات."""
        words, own = self.words, self.words[self.first]
        verb = not self.clitic and own[0] in "يت" and len(own) > 3 and not _NOUNS.match(own)
        if verb or (self.clitic and own[0] in "ول"):
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
                intended = any(_INTENDING.search(w) for w in around)
                until = not _UNTIL.isdisjoint(self._behind(5) + around)
                stays = commas not in (0, 2) or measured or intended or until
                return None if stays else self._found(Status.ONGOING, k)
            if not commas and (_joins(words[k]) or words[k] in _TURN or _in(words[k], _REMNANTS)):
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

    def nth_day(self) -> Found:
        """What enters its third day (دخلت العملية أسبوعها الثالث), what has one (في اليوم الثالث من الحصار), and what a
        verb tells of every hour (تقصف البلدة كل ساعة)."""
        words = self.words
        if any(_in(words[k], _ENTERING) for k in self._before(3)):
            for k in range(self.last + 1, min(self.last + 7, self.high)):
                if words[k] in _ITS_DAY:
                    return self._found(Status.ONGOING, k)
        day, nth, of = words[self.first - 3 : self.first] if self.first - 3 >= self.low else ("", "", "")
        if of == "من" and _ORDINAL.match(nth) and day.removeprefix("و").removeprefix("ل") in _DAY:
            return self._found(Status.ONGOING, self.first - 3, self.first - 2)
        if words[self.first][0] in "يت" and not _NOUNS.match(words[self.first]) and not self._finite(self.first):
            for k in range(self.last + 1, min(self.last + 8, self.high - 1)):
                if words[k] == "كل" and words[k + 1] in _UNIT:
                    return self._found(Status.ONGOING, k, k + 1)
        return None

    def awaited(self) -> Found:
        """What somebody prepares for or looks forward to: تتأهب لمعركة, يتطلع السكان إلى هدنة; one word, the subject,
        and a preposition may stand between."""
        between: list[str] = []
        for k in self._before(4):
            if _in(self.words[k], _AWAITED):
                right = between[0] if between else ""
                object_ = self.words[self.first].startswith("ل") or right in ("الي", "لشن", "لخوض", "لبدء")
                return self._found(Status.PLANNED, k) if object_ and len(between) <= 2 else None
            between.append(self.words[k])
        return None
