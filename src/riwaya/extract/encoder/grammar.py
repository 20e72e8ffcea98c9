"""What grammar and word lists find in a document, found once, and where that stands in a window's words."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from riwaya.arabic.dates import TimeExpression, expressions
from riwaya.arabic.folding import fold
from riwaya.arabic.numbers import Quantity, quantities
from riwaya.arabic.words import name_key, strip_clitics
from riwaya.codebook import Status
from riwaya.extract.attribution import Chain, sources
from riwaya.extract.encoder.halves import mended
from riwaya.extract.encoder.heads import Scores
from riwaya.extract.encoder.listed import Listed, listed
from riwaya.extract.encoder.windows import Window
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.status import denial, failure
from riwaya.extract.tolls import Toll as ListedToll
from riwaya.extract.tolls import tolls
from riwaya.records import Document, Sentence, Span

_TRYING = re.compile("[وفبل]*م?حاول")
_TRIED, _TRIAL = (re.compile(p) for p in ("[وف]?حاول(?:ت|وا|ا)?", "[وفبلك]?محاوله|[وف]?حاول(?:ت|وا|ا)?"))
"""An attempt as a trigger's first word: حاولوا التسلل, محاولة اغتيال; a noun before an article may say whose it is."""
_FOILING = re.compile("[فبل]?(?:[يتن]?حبط|احبا?ط|افشا?ل|[يتن]فشل|(?:صدت|صدوا)$)|[فب]?(?:صد|[يت]صد|يصدون)$")
"""Verbs and nouns of foiling. التصدي is none: who is met may still have come through; nor is فشل, for what follows it
may be what came of the failure."""
_NOT = frozenset({"لم", "لن", "لا", "ولم", "ولن", "ولا"})
_VAIN = word_set("status.failing") | word_set("status.unable")
"""Who fails to repel an attack has not foiled it."""
_LASTING = word_set("status.lasting")
_DOUBTING, _FEARING, _EXCLUDING = (word_set(f"status.{name}") for name in ("doubting", "fearing", "excluding"))
_CONSIDERING, _DOING = word_set("status.considering"), word_set("status.doing")
_NOT_EXCLUDING = word_set("status.not excluding")
_CLAUSE = frozenset("،,؛;.:!؟?")
_BODIES, _OTHERS = word_set("parties.bodies"), word_set("parties.others")
"""A body by its head alone, and how names of those begin whom it may speak of: between them ends a name."""
_STATES, _DEEDS = word_set("accused.she"), word_set("parties.deeds")
"""States and capitals in the feminine, and deeds that no name of a state ends in."""
_MARKS = "،,.؛:«»“”\"'()[]-–#_"
_PARTIES, _PLACE = (0, 1), 2
"""Of the kinds of names (`heads.NAMES`): sources and actors; places."""
_CLITICS = (0, 1, 2, 3)
"""Kinds of names (`heads.NAMES`) that are cut from the clitics before them; tolls and times are not."""
_QUOTES = frozenset('"«»“”')
_PAIRS = (('"', '"'), ("«", "»"), ("“", "”"), ("(", ")"))
_BREAKS = "\n.،؛:"
_FAR = 20
"""Code points within which a mark that opens in a name is closed; one further away holds a speech or an aside."""
_SINGLE = ("و", "ب", "ل")
_NO_SOURCES = ("بفك", "", "", "")
"""By kind of name: letters that are no clitic before it. Who says something stands behind وفق or ل, never behind ب."""
_WALI = frozenset({"والي", "ولي"})
"""Governors and crown princes; as they begin a name they are not وإلى, ول."""
_STATIONS = ("بي بي سي", "سي إن إن", "سي ان ان")
"""Names of letters; no other word as short as their first loses a clitic."""
_PREPOSITIONS = word_set("grammar.prepositions")
_SHORT_HEADS = word_set("grammar.short heads")
"""Heads of two letters: behind them the place's own name follows."""
_HEADS = word_set("grammar.heads")
"""Words right before a place's name, which then has no preposition of its own."""
_INNER = _HEADS | word_set("grammar.inner")
"""What may stand behind a preposition there, for it says where the place lies."""
_NO_ENDS = frozenset({"في", "فى", "من", "إلى", "الى", "عن", "مع", "قوله", "قولها", "قولهم", "قال", "قالت", "قد"}) | {
    *("المدعوم", "المدعومة", "المدعومين", "المدعومون", "الموالي", "الموالية", "الموالين", "الموالون", "المعترف"),
    *("التابع", "التابعة", "التابعين", "تابع", "تابعة", "تابعا", "المؤدي", "المؤدية", "المسمى", "المسماة", "ما"),
    *("المحاذي", "المحاذية", "الخاضع", "الخاضعة", "المنضوي", "المنضوية", "ضمن", "عند", "عبر", "نحو"),
    *("هجمات", "غارات", "هجوما", "هجوماً", "ضربات", "وكالة", "قناة"),
    *("ردا", "رداً", "حيث", "داخل", "أثناء", "بينما", "بقتل", "بقصف", "باستهداف", "بارتكاب", "بشن", "بتنفيذ"),
    *("مقتل", "مصرع", "إصابة", "استشهاد", "سقوط", "اعتقال", "لوكالة", "لقناة", "لصحيفة", "لإذاعة", "لشبكة", "لموقع"),
    *("ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"),
    *("بعد", "قبل", "خلال", "منذ", "عقب", "إثر", "اثر", "حتى", "ضد", "التي", "الذي", "الذين", "إن", "أن"),
}
"""No name ends in one of them."""


@dataclass(slots=True)
class Grammar:
    """What grammar and word lists find in a document, whatever the cuts."""

    text: str
    times: list[TimeExpression]
    numbers: list[Quantity]
    lists: Listed
    tolls: list[ListedToll]
    reading: Reading
    forms: Counter[str]
    """How often each word stands in the document, folded."""
    voices: list[Chain]
    """The sources that words of speech give each word of the reading, by visible words alone."""

    def bare(self, start: int, end: int, kind: int) -> tuple[int, int]:
        """A name without the clitics before it. A party's one-word name that the report writes again and again, and
        never without its first letter, has that letter for its own: no list knows every بلترام. Not so و, whose own
        words are listed: والإمارات stands in an enumeration as often as it likes. Nor is anything cut from a name that
        quotation marks hold: the clitic of "وام" would stand before them."""
        if start and self.text[start - 1] in _QUOTES and self.text[end : end + 1] in _QUOTES:
            return start, end
        cut, _ = strip_clitics(self.text, start, end)
        if cut == start + 1 and (self.text[start] in _NO_SOURCES[kind] or self.text[start:end].split()[0] in _WALI):
            return start, end
        if self.text[start] in _SINGLE and self.text.startswith(_STATIONS, start + 1):
            return start + 1, end
        if kind == _PLACE:
            return self._bare_place(start, cut), end
        if cut == start:
            return start, end
        if kind not in _PARTIES or " " in self.text[start:end] or self.text[start] == "و":
            return cut, end
        at = self.reading.at(start)
        whole = self.reading.words[at] if at >= 0 and self.reading.starts[at] == start else ""
        rest = whole[cut - start :]
        if whole and self.forms[whole] > 1 and not self.forms[rest] and not self.forms["ال" + rest]:
            return start, end
        return cut, end

    def _bare_place(self, start: int, cut: int) -> int:
        """Where a place's name begins. A clitic before a short head (وتل, بحي) is cut, though no other word so short
        loses one; behind a head there is none (مديريات باقم), but before another head (بلدة بريف حلب), nor is there
        one behind another preposition (في بابنوسة)."""
        at = self.reading.at(start)
        if at < 0 or self.reading.starts[at] != start:
            return cut
        whole = self.reading.words[at]
        rest = whole[cut - start :]
        if rest[:1] in _SINGLE and rest[1:] in _SHORT_HEADS and at + 1 < len(self.reading.words):
            return cut + 1
        before = self.reading.words[at - 1] if at > 0 and not self.reading.marks[at] else ""
        if before.removeprefix("و") in _PREPOSITIONS and cut == start + 1 and whole[0] in "بلك":
            return start
        behind = before.removeprefix("و") in _HEADS
        if behind and cut == start + 1 and whole[0] in "بلك" and not rest.startswith("ال") and rest not in _INNER:
            return start
        return cut

    def denial(self, at: int) -> Span | None:
        """The verb of denial that the words at a code point are told under."""
        found = denial(self.reading, self.reading.at(at))
        return Span(*found) if found else None

    def failed(self, trigger: Span) -> Span | None:
        """The words that say a trigger was tried in vain (لم تتمكن من اعتراض)."""
        found = failure(self.reading, self.reading.at(trigger.start))
        return Span(*found) if found else None

    def unfinished(self, trigger: Span) -> tuple[Status, Span] | None:
        """What the words beside a trigger say: an attempt before it (حاولت إسقاط) or its foiling (أحبطت هجوما) failed,
        and what lasts after it (الاشتباكات المستمرة) is going on; with the word that says so. The attempt may be
        the trigger's own first word. What is still tried (يحاول) is open."""
        r = self.reading
        first, last = (r.at(at) for at in (trigger.start, trigger.end - 1))
        low, high = r.bounds[r.sentence_of[first]] if first >= 0 else (0, 0)
        for k in range(first - 1, max(low, first - 4) - 1, -1):
            verb, between = r.words[k], r.words[k + 1 : first + 1]
            foiled = _FOILING.match(verb) and (k == low or r.words[k - 1] not in _NOT)
            foiled = foiled and _VAIN.isdisjoint(w.removeprefix("و") for w in r.words[max(low, k - 4) : k])
            if foiled and any(w.startswith("و") for w in between):
                break  # another verb: they foiled the attack and shelled
            if not foiled and _further_deed(r, first):
                break  # they tried to cross, and arrested 150: another deed than the attempt
            if (foiled or (first - k <= 2 and _TRYING.match(verb))) and not r.marked(k + 1, first + 1, _CLAUSE):
                return Status.FAILED, Span(*r.span(k, k))
        if failed := self.failed(trigger):
            return Status.FAILED, failed
        whose = last > first >= 0 and (r.words[first + 1].startswith("ال") or r.words[first + 1] == "جديده")
        if last > first >= 0 and (_TRIED if whose else _TRIAL).fullmatch(r.words[first]):
            return Status.FAILED, Span(*r.span(first, first))
        for k in range(last + 1, min(last + 3, high)):
            if r.words[k] in _LASTING and not r.marked(last + 1, k + 1, _CLAUSE):
                return Status.ONGOING, Span(*r.span(k, k))
        return None

    def doubted(self, trigger: Span) -> Span | None:
        """The words right before a trigger that leave open whether it happens: احتمال, ربما, مخاوف من, لا يستبعد, and a
        party that considers doing it (تدرس شن). Only words like أن and وقوع stand between, or who does not exclude it:
        what is feared after an attack, or excluded as its cause, leaves the attack as certain as it was."""
        r = self.reading
        first = r.at(trigger.start)
        low = r.bounds[r.sentence_of[first]][0] if first >= 0 else 0
        doing = subject = False
        for k in range(first - 1, max(low, first - 6) - 1, -1):
            word = r.words[k].removeprefix("و") if r.words[k] not in _DOING else r.words[k]
            if r.marked(k + 1, k + 2, _CLAUSE):
                return None
            if word in _EXCLUDING:
                no = k - 2 if k > low and r.words[k - 1] == "من" else k - 1
                denied = no >= low and r.words[no].removeprefix("و") in _NOT_EXCLUDING
                return Span(*r.span(no, k)) if denied else None
            if word in _CONSIDERING:
                return Span(*r.span(k, k)) if doing else None
            if not subject and (word in _DOUBTING or (word in _FEARING and r.words[k + 1] in ("من", "ان"))):
                return Span(*r.span(k, k))
            doing = doing or word in _DOING
            if word not in _DOING and word not in ("ان", "من"):
                if subject:
                    return None
                subject = True
        return None

    @classmethod
    def of(cls, document: Document, sentences: Sequence[Sentence], reading: Reading | None = None) -> "Grammar":
        text = document.text
        reading = reading or Reading(text, [(s.span.start, s.span.end) for s in sentences])
        return cls(
            text,
            expressions(text),
            quantities(text),
            listed(reading),
            [t for s in reading.sentences for t in tolls(text, s, reading)],
            reading,
            Counter(reading.words),
            sources(reading),
        )


@dataclass(slots=True)
class View:
    """One window's scores with the document's grammar laid over its words. `names` remembers, by word and kind of
    name, the span of the name that would begin there and the key under which its spellings meet."""

    scores: Scores
    grammar: Grammar
    times: list[tuple[int, TimeExpression]] = field(default_factory=list)
    tolls: list[tuple[range, ListedToll]] = field(default_factory=list)
    sizes: "np.ndarray[tuple[int, int], np.dtype[np.int64]]" = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    names: dict[tuple[int, int], tuple[Span, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, scores: Scores, grammar: Grammar) -> "View":
        at = _Words(scores.window)
        times = [(w[0], t) for t in grammar.times if (w := at.within(t.start, t.end))]
        listed = [(w, t) for t in grammar.tolls if (w := at.within(*t.span))]
        return cls(scores, grammar, times, listed, scores.name_length.argmax(-1) + 1)

    def name(self, word: int, kind: int) -> tuple[Span, str]:
        """The name of this kind that begins at a word, and its key; it never leaves its sentence."""
        known = self.names.get((word, kind))
        if known is None:
            text, w = self.grammar.text, self.scores.window
            start, end = w.starts[word], w.ends[self.last(word, int(self.sizes[word, kind]))]
            end = _trimmed(text, start, end)
            if kind in _CLITICS:
                start, end = self.grammar.bare(start, end, kind)
                while (
                    (before := text.rfind(" ", start, end)) > start
                    and self._no_end(text[before + 1 : end])
                    and not text[start:end].endswith(_STATIONS)
                ):
                    end = _trimmed(text, start, before)
                end = mended(text, start, _closed(text, start, _one_party(text, start, end)))
            span = Span(start, end)
            known = self.names[word, kind] = span, name_key(text[span.start : span.end])
        return known

    def _no_end(self, word: str) -> bool:
        """Whether no name ends in a word; على is a given name where a report writes ى for ي everywhere."""
        return word in _NO_ENDS or (word == "على" and " فى " not in self.grammar.text)

    def last(self, word: int, size: int) -> int:
        """The last of `size` words, none of them in another sentence."""
        inside = self.scores.window.sentences
        last = word
        while last + 1 < len(inside) and last - word + 1 < size and inside[last + 1] == inside[word]:
            last += 1
        return last


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of a name without the marks and spaces behind it."""
    while end > start + 1 and (text[end - 1] in _MARKS or text[end - 1].isspace()):
        end -= 1
    return end


def _one_party(text: str, start: int, end: int) -> int:
    """The end of a name without whom it is set against, or what: in اتهمت الحكومة الدعم السريع the government accuses,
    in اتهمت كينشاسا رواندا Kinshasa, and أدانت باريس الانقلاب condemns no Parisian coup."""
    first, _, rest = text[start:end].partition(" ")
    second = fold(rest.partition(" ")[0])
    if (fold(first) in _BODIES and second in _OTHERS | _STATES) or (fold(first) in _STATES and second in _STATES):
        return start + len(first)
    before, _, last = text[start:end].rpartition(" ")
    whole = before.rpartition(" ")[2]
    if fold(last) in _DEEDS and (fold(whole) in _STATES or (" " in before and whole.startswith("ال"))):
        return start + len(before)
    return end


def _closed(text: str, start: int, end: int) -> int:
    """The end of a name with the mark that closes what opens in it: قاعدة "عين is half of قاعدة "عين الأسد"."""
    for opening, closing in _PAIRS:
        at = text.rfind(opening, start, end)
        if at < 0 or not text[at + 1 : at + 2].strip() or text.find(closing, at + 1, end) >= 0:
            continue
        if opening == closing and text.count(opening, start, end) % 2 == 0:
            continue
        stop = text.find(closing, end, end + _FAR)
        if stop >= 0 and not any(mark in text[end:stop] for mark in _BREAKS):
            return stop + 1
    return end


def _further_deed(r: Reading, k: int) -> bool:
    """Whether word `k` is a perfect that و joins to what came before it (واعتقلت); تدمير, قتل are nouns as well."""
    word, verbs = r.words[k], [m.pattern.verb for m in r.within("triggers", k, k + 1) if m.clitic == 1]
    return word[0] == "و" and word.endswith(("ت", "وا")) and word[1] not in "ين" and bool(verbs) and all(verbs)


class _Words:
    """Finds a window's words by code points. A window's words need not ascend: its title may stand first again."""

    def __init__(self, window: Window) -> None:
        self.order = sorted(range(len(window.starts)), key=window.starts.__getitem__)
        self.starts = [window.starts[k] for k in self.order]
        self.ends = [window.ends[k] for k in self.order]

    def within(self, start: int, end: int) -> range:
        """The words that touch a span: a range of word indices, empty where there are none."""
        stop = bisect_left(self.starts, end)
        first = bisect_right(self.ends, start, 0, stop)
        return range(self.order[first], self.order[first] + stop - first) if first < stop else range(0)
