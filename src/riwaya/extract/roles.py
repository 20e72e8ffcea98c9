"""Who does it, to whom, with what and where: the names around a trigger."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from riwaya.extract.patterns import Reading, folded_words
from riwaya.extract.triggers import Trigger

_MARKS = frozenset(":،,؛;.!؟?…-()[]")
_ARTICLE = ("ال", "لل", "وال", "بال")
_AGENT = folded_words("قبل يد ايدي بقياده نفذها نفذه نفذتها نفذته شنها شنه شنتها شنته يشنها تشنها شنهما بنيران برصاص بقصف")
_AT = folded_words("علي ضد ل الي نحو في بحق تجاه الى باتجاه")
_PREPOSITIONS = folded_words("""في من علي الي الى عن مع ضد بعد قبل خلال عند حتي بين منذ اثر عقب حول تجاه نحو دون قرب داخل خارج بحق الذي التي الذين ان
    انه انها بان حيث كما وقد قد ما لا لم لن او ثم هو هي كان كانت هذا هذه ذلك تلك بسبب وسط باتجاه اليوم امس فيما بينما
    لكن اذا اي كل بعض غير عبر مساء صباح ليل فجر""")
PASSIVE = folded_words("""قتل/يقتل استشهد/يستشهد استشهاد مقتل اصيب/يصاب اصابه لقي/يلقي نزح/ينزح فر/يفر جرح/يجرح نزوح فرار سقط/يسقط سقوط
    ارتقي/يرتقي تعرض/يتعرض اجلاء اعتقال توقيف استسلم/يستسلم اغتيال اعدام هجر/يهجر انفجر/ينفجر مصرع""")
"""Words whose nearest name is the one that suffers it."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the report: words `first` to `last`, its code points, and the group of its head."""

    first: int
    last: int
    span: tuple[int, int]
    group: str
    preposition: str


@dataclass(frozen=True, slots=True)
class Roles:
    """The names around one trigger, as code-point spans."""

    initiators: tuple[Name, ...]
    targets: tuple[Name, ...]


class Names:
    """The actors, weapons and places that a report names. `places` are spans that a gazetteer proposes."""

    def __init__(self, reading: Reading, places: Sequence[tuple[int, int]] = ()) -> None:
        self.r = reading
        self._gazetteer = places
        self._events = {m.first for m in reading.find("triggers") if int(m.pattern.columns[1]) >= 45}
        self._said = {m.first for m in reading.find("attribution") if m.pattern.columns[0] in ("say", "more", "relay", "according")}

    @cached_property
    def actors(self) -> list[Name]:
        """Names of actors in order, none inside another."""
        heads: dict[int, tuple[int, str, int]] = {}
        for match in self.r.find("actors"):
            group = match.pattern.columns[0]
            known = heads.get(match.first)
            if known is None or match.last > known[0]:
                heads[match.first] = (match.last, group, match.clitic)
        for match in self.r.find("countries"):
            if match.first not in heads:
                heads[match.first] = (match.last, "country", match.clitic)
        names: list[Name] = []
        done = -1
        for first in sorted(heads):
            last, group, clitic = heads[first]
            if first <= done or first in self._said:
                continue
            if group == "country":
                previous = self._preposition(first)
                if previous in ("في", "ب", "من", "الي", "داخل", "شمال", "جنوب", "شرق", "غرب", "وسط"):
                    continue
            else:
                last = self._extend(first, last)
            keep = min(clitic, 1) if self.r.words[first][:2] == "لل" else clitic
            if clitic and self.r.words[first][clitic - 2 : clitic] == "ال":
                keep = clitic - 2
            names.append(Name(first, last, self.r.span(first, last, keep), group, self._preposition(first)))
            done = last
        return names

    def _preposition(self, first: int) -> str:
        word = self.r.words[first]
        if first and not self.r.marks[first].strip("\"“«'") and self.r.words[first - 1] in _PREPOSITIONS:
            return self.r.words[first - 1]
        if word.startswith(("لل", "ولل")):
            return "ل"
        if word[0] in "بل" and any(clitic for _, clitic in self.r.lemmas[first]) and not word.startswith("ال"):
            return word[0]
        return ""

    def _extend(self, first: int, last: int) -> int:
        """The rest of a name: adjectives, the second noun of a construct, a person's name after a title."""
        r = self.r
        stop = r.bounds[r.sentence_of[first]][1]
        quoted = False
        while last + 1 < stop and last - first < 6:
            j = last + 1
            marks = r.marks[j]
            if set(marks) & _MARKS:
                break
            if any(c in "\"“”«»'" for c in marks):
                if quoted:
                    break
                quoted = True
            word = r.words[j]
            if word in _PREPOSITIONS or j in self._said or (j in self._events and not quoted) or not word[0].isalpha():
                break
            if word[0] in "وف" and len(word) > 4 and word[1:3] == "ال":
                break
            if any("/" in lemma and clitic <= 1 for lemma, clitic in r.lemmas[j]) and not word.startswith("ال"):
                break
            if not quoted and last - first >= 1 and not word.startswith("ال") and not self._links(last, j):
                break
            if not quoted and last == first and r.words[first].startswith(_ARTICLE) and not word.startswith("ال"):
                if not self._person(first):
                    break
            last = j
        return last

    def _links(self, i: int, j: int) -> bool:
        """True where word j may go on with a name that has reached word i."""
        word = self.r.words[j]
        return word.endswith(("ي", "يه", "يين", "يون", "ين")) or not self.r.words[i].startswith("ال")

    def _person(self, first: int) -> bool:
        return self.r.words[first] in ("الرييس", "الوزير", "الشيخ", "السيد", "الملك", "الامير", "القايد", "الجنرال", "العقيد")

    @cached_property
    def weapons(self) -> list[Name]:
        names = []
        done = -1
        for match in self.r.find("weapons"):
            if match.first <= done:
                continue
            last = self._extend(match.first, match.last)
            last = min(last, match.last + 2)
            keep = match.clitic
            if keep >= 2 and self.r.words[match.first][keep - 2 : keep] == "ال":
                keep -= 2
            names.append(Name(match.first, last, self.r.span(match.first, last, keep if keep < 3 else 1), "weapon", ""))
            done = last
        return names

    @cached_property
    def places(self) -> list[Name]:
        """Places in order: those of the gazetteer with the head before them, and unknown names after a head."""
        r = self.r
        index = {start: i for i, start in enumerate(r.starts)}
        spans: dict[int, tuple[int, tuple[int, int]]] = {}
        for start, end in self._gazetteer:
            i = index.get(start)
            if i is None:
                i = max((k for k in range(len(r.starts)) if r.starts[k] <= start), default=0) if r.starts else 0
            last = i
            while last + 1 < len(r.ends) and r.ends[last + 1] <= end:
                last += 1
            spans[i] = (last, (start, end))
        for match in r.find("places"):
            i, last = match.first, match.last
            word = r.words[i]
            if match.clitic and "ال" in word[: match.clitic] and (i + 1) not in spans:
                continue
            stop = r.bounds[r.sentence_of[i]][1]
            j = last + 1
            if j < stop and not (set(r.marks[j]) & _MARKS):
                if j in spans:
                    last = spans[j][0]
                elif r.words[j] not in _PREPOSITIONS and not any("/" in x for x in r.sets[j]) and r.words[j][0].isalpha():
                    last = j
                    if j + 1 < stop and r.words[j + 1].startswith("ال") and not r.marks[j + 1] and not r.sets[j + 1]:
                        last = j + 1
                else:
                    continue
                keep = match.clitic if match.clitic < 3 and "ال" not in word[: match.clitic] else match.clitic - 2
                spans[i] = (last, r.span(i, last, max(keep, 0)))
                for k in range(i + 1, last + 1):
                    spans.pop(k, None)
        out: list[Name] = []
        for i in sorted(spans):
            last, span = spans[i]
            if out and i <= out[-1].last:
                continue
            out.append(Name(i, last, span, "place", self._preposition(i)))
        return out

    def around(self, trigger: Trigger) -> Roles:
        """Who does it and to whom, by order and prepositions in the trigger's sentence."""
        r = self.r
        sentence = r.sentence_of[trigger.first]
        first, stop = r.bounds[sentence]
        here = [n for n in self.actors if first <= n.first < stop and (n.last < trigger.first or n.first > trigger.last)]
        after = [n for n in here if n.first > trigger.last and n.first - trigger.last <= 14 and self._reachable(trigger.last, n.first)]
        before = [n for n in here if n.last < trigger.first and trigger.first - n.last <= 12]
        suffers = any(lemma in PASSIVE for lemma in r.sets[trigger.first])
        initiators: list[Name] = []
        targets: list[Name] = []
        subject = self._subject(before, trigger) if trigger.verb else None
        if subject:
            (targets if suffers else initiators).append(subject)
        for n in after:
            if n.first > 0 and (r.words[n.first - 1] in _AGENT or n.preposition == "قبل"):
                initiators.append(n)
            elif n.preposition in ("من",) and not trigger.verb:
                continue
            elif n.preposition in _AT or n.preposition in ("مع", "ضد"):
                if n.preposition not in ("في", "الي", "الى") or trigger.verb:
                    targets.append(n)
            elif n.preposition == "بين" and not initiators:
                initiators.append(n)
            elif not n.preposition:
                if suffers and not targets:
                    targets.append(n)
                elif not initiators and n.first - trigger.last <= 4 and not suffers and n.group != "thing":
                    initiators.append(n)
                elif not targets:
                    targets.append(n)
            if len(initiators) >= 1 and len(targets) >= 1:
                break
        if not initiators and not trigger.verb and before and not suffers:
            initiators.append(before[-1] if before[-1].group != "thing" else before[0])
        return Roles(tuple(initiators[:1]), tuple(targets[:1]))

    def _subject(self, before: list[Name], trigger: Trigger) -> Name | None:
        """The subject that stands before its verb (in titles, after أن)."""
        r = self.r
        for n in reversed(before):
            gap = range(n.last + 1, trigger.first + 1)
            if any(set(r.marks[j]) & _MARKS for j in gap) or len(gap) > 4:
                return None
            start = n.first
            opens = start == r.bounds[r.sentence_of[start]][0] or r.words[start - 1] in ("ان", "كان", "كانت", "وكان", "وكانت", "بان", "فان", "حيث")
            if opens or set(r.marks[start]) & _MARKS:
                return n
        return None

    def _reachable(self, last: int, first: int) -> bool:
        """True where no sentence of its own (a full clause mark) stands between."""
        return sum(bool(set(self.r.marks[j]) & set("؛;.:")) for j in range(last + 1, first + 1)) == 0

    def where(self, trigger: Trigger, lead: Sequence[Name] = ()) -> list[Name]:
        """The places of an event: the chain of names nearest after it, else before it in its sentence."""
        r = self.r
        sentence = r.sentence_of[trigger.first]
        first, stop = r.bounds[sentence]
        here = [n for n in self.places if first <= n.first < stop]
        after = [n for n in here if n.first > trigger.last]
        chain: list[Name] = []
        for n in after or list(reversed([n for n in here if n.last < trigger.first]))[:1]:
            if chain and n.first - chain[-1].last > 4:
                break
            chain.append(n)
            if len(chain) == 3:
                break
        return chain or list(lead)

    def means(self, trigger: Trigger) -> list[Name]:
        r = self.r
        first, stop = r.bounds[r.sentence_of[trigger.first]]
        near = [n for n in self.weapons if first <= n.first < stop and abs(n.first - trigger.last) <= 10]
        return sorted(near, key=lambda n: abs(n.first - trigger.last))[:1]
