"""Who does it, to whom, with what and where: the names around a trigger."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from riwaya.codebook import ClaimType
from riwaya.extract.patterns import Reading, folded_words
from riwaya.extract.triggers import SPEECH, Trigger

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


_LIGHT = folded_words(
    """شن شنت شنوا تشن يشن يشنون نفذ نفذت نفذوا ينفذ تنفذ بدا بدات يبدا تبدا اطلق اطلقت واصل واصلت تواصل يواصل خاض خاضت تخوض يخوض ارتكب ارتكبت
    ترتكب يرتكب وجه وجهت احكم احكمت بسط بسطت فرض فرضت تفرض يفرض اعلن اعلنت كثف كثفت جدد جددت قاد تقود يقود صعد احرز احرزت حقق
    حققت اجري اجرت عقد عقدت تعقد يعقد تمكن تمكنت يتمكن استطاع نجح نجحت قدم قدمت تقدم يقدم رفع رفعت شدد شددت القي القت اكمل اكملت
    استانف استانفت تعتزم يعتزم اقام اقامت نظم نظمت قام قامت تقوم يقوم صد صدت احبط احبطت دبر دبرت تبني تبنت"""
)
_BEFORE_SUBJECT = folded_words("ان كان كانت وكان وكانت بان فان حيث لكن ولكن فيما بينما وان كما عندما حين وقد قد لان")
_OPENING = folded_words("لكن ولكن وكان كان وقد قد فيما بينما كما وكانت")
_OBJECT_FIRST = frozenset(
    {ClaimType.DETENTION, ClaimType.ABDUCTION, ClaimType.DISPLACEMENT, ClaimType.WEAPON_FOILED, ClaimType.PROPERTY, ClaimType.SIEGE, ClaimType.CASUALTY_TOLL, ClaimType.AID}
)
"""Types whose noun is followed by what it is done to (اعتقال فلان), not by who does it (هجوم فلان)."""
_PEOPLE_ACT = frozenset({ClaimType.PROTEST, ClaimType.TALKS, ClaimType.DEMAND, ClaimType.REJECT, ClaimType.ACCUSE, ClaimType.AGREEMENT})
_FROM = frozenset({ClaimType.TERRITORY, ClaimType.DEMAND, ClaimType.REJECT})
_VAGUE = folded_words(
    "عسكري عسكرية العسكري العسكرية الاحتلال اخرى أخرى مجاورة سكنية السكنية مدنية مختلفة متفرقة عدة واسعة حدودية الحدودية آمنة استراتيجية محررة المحررة نفسها أمنية كبيرة صغيرة جديدة التماس القتال"
)
_DAYS = folded_words("السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعة اليوم امس الاول الماضي رغم لكنهما لكنهم ليل فجر")
_TITLED = folded_words("الرئيس الوزير الشيخ السيد الملك الأمير القائد الجنرال العقيد العميد اللواء زعيم رئيس وزير مبعوث المبعوث سفير نائب")
_ACTIVE = frozenset({"state", "armed", "state_body", "country", "person"})


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

    def __init__(
        self, reading: Reading, places: Sequence[tuple[int, int]] = (), times: Sequence[tuple[int, int]] = ()
    ) -> None:
        self.r = reading
        self._times = times
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
            keep = clitic - 2 if self.r.words[first][:clitic].endswith("ال") else clitic
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
            if word in _PREPOSITIONS or word in _DAYS or j in self._said or (j in self._events and not quoted) or not word[0].isalpha():
                break
            if word[0] in "وف" and len(word) > 4 and word[1:3] == "ال":
                break
            if any("/" in lemma and clitic <= 1 for lemma, clitic in r.lemmas[j]) and not word.startswith("ال"):
                break
            if not quoted and not word.startswith("ال") and not self._goes_on(first, last, j):
                break
            last = j
        return last

    def _goes_on(self, first: int, last: int, j: int) -> bool:
        """True where word j, which has no article, goes on with the name of words first to last."""
        word, head = self.r.words[j], self.r.words[first]
        definite = head.startswith(_ARTICLE)
        if word in _DAYS or word[:1] in "وفبل" and len(word) > 3 and self.r.sets[j]:
            return False
        if head.removeprefix("و") in _TITLED:
            return True
        if definite:
            return False
        if last == first:
            return True
        return word.endswith(("ي", "يه", "يين", "يون")) and not self.r.words[last].startswith("ال")

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
        spans: dict[int, tuple[int, tuple[int, int]]] = {}
        for start, end in self._gazetteer:
            i = max(bisect_right(r.starts, start) - 1, 0)
            last = max(bisect_left(r.starts, end) - 1, i)
            if i < len(r.words) and not self._elsewhere(i, start):
                spans[i] = (last, (start, end))
        heads = {m.first: m for m in r.find("places") if "ال" not in r.words[m.first][: m.clitic]}
        for i in sorted(heads, reverse=True):
            match = heads[i]
            stop = r.bounds[r.sentence_of[i]][1]
            j = match.last + 1
            if j >= stop or set(r.marks[j]) & _MARKS:
                continue
            if j in spans:
                last = spans[j][0]
            elif self._place_name(j):
                last = j
                if j + 1 < stop and r.words[j + 1].startswith("ال") and not r.marks[j + 1] and not r.sets[j + 1]:
                    last = j + 1
            else:
                continue
            spans[i] = (last, r.span(i, last, match.clitic))
            for k in range(i + 1, last + 1):
                spans.pop(k, None)
        out: list[Name] = []
        for i in sorted(spans):
            last, span = spans[i]
            if not out or i > out[-1].last:
                out.append(Name(i, last, span, "place", self._preposition(i)))
        return out

    def _elsewhere(self, i: int, start: int) -> bool:
        """True where a name of the gazetteer is a common word here: a weapon, a month, a nation, وزارة for و+زارة."""
        if i in self._nations or i in self._weapon_words or i in self._timed:
            return True
        cut = start > self.r.starts[i]
        return cut and (self.r.words[i][0] == "ك" or any(c == 0 and not x.startswith("=") for x, c in self.r.lemmas[i]))

    def _place_name(self, j: int) -> bool:
        """True where the word after a head (حي، قاعدة) may be a name that no gazetteer has."""
        r = self.r
        word = r.words[j]
        known = {lemma for lemma in r.sets[j]}
        return word not in _PREPOSITIONS and word not in _VAGUE and word[0].isalpha() and not known and j not in self._nations

    @cached_property
    def _weapon_words(self) -> set[int]:
        return {m.first for m in self.r.find("weapons")}

    @cached_property
    def _timed(self) -> set[int]:
        r = self.r
        return {i for s, e in self._times for i in range(bisect_left(r.starts, s), bisect_left(r.starts, e))}

    def around(self, trigger: Trigger, speakers: Sequence[tuple[int, int]] = ()) -> Roles:
        """Who does it and to whom, by order and prepositions in the trigger's sentence.

        `speakers` are the spans of the sentence's sources: who only tells of an event takes no part in it.
        """
        r = self.r
        first, stop = r.bounds[r.sentence_of[trigger.first]]
        here = [n for n in self.actors if first <= n.first < stop and (n.last < trigger.first or n.first > trigger.last)]
        silent = [n for n in here if not any(n.span[0] < e and s < n.span[1] for s, e in speakers)]
        after = [n for n in silent if 0 < n.first - trigger.last <= 14 and self._reachable(trigger.last, n.first)]
        before = [n for n in (here if trigger.type in SPEECH else silent) if n.last < trigger.first]
        agents: list[Name] = []
        patients: list[Name] = []
        suffers = any(lemma in PASSIVE for lemma in r.sets[trigger.first])
        object_first = suffers or trigger.type in _OBJECT_FIRST
        subject = self._subject(before, trigger) if trigger.verb else self._light_subject(before, trigger)
        if subject:
            (patients if suffers and trigger.verb else agents).append(subject)
        if not trigger.verb and not agents:
            nation = self._nationality(trigger)
            if nation:
                agents.append(nation)
        previous: tuple[list[Name], Name] | None = None
        for n in after:
            if previous and n.first == previous[1].last + 1 and r.words[n.first].startswith("و") and len(previous[0]) < 2:
                between = r.words[previous[1].first - 1] in ("بين", "مع") and previous[0] is agents
                (patients if between else previous[0]).append(n)
                previous = None
                continue
            side = self._side(n, trigger, bool(agents), bool(patients), object_first)
            if side is None:
                continue
            chosen = agents if side else patients
            if chosen:
                continue
            chosen.append(n)
            previous = (chosen, n)
            if agents and patients and n.first + 3 < trigger.last:
                break
        if trigger.type in SPEECH and trigger.verb:
            self._speech(trigger, agents, patients)
        if not agents and not trigger.verb and before and not suffers and before[-1].group in _ACTIVE:
            agents.append(before[-1])
        return Roles(tuple(agents[:2]), tuple(patients[:2]))

    def _side(self, n: Name, trigger: Trigger, agent: bool, patient: bool, object_first: bool) -> bool | None:
        """True: the name after the trigger does it, False: it is done to, None: it has no part."""
        r = self.r
        near = n.first - trigger.last
        word = r.words[n.first - 1]
        if word in _AGENT or (n.preposition == "قبل" and r.words[n.first - 2] in ("من", "من")):
            return True
        if n.preposition == "من":
            return False if trigger.type in _FROM else None
        if n.preposition == "بين":
            return True
        if n.preposition in _AT or n.preposition in ("مع", "ضد"):
            if n.preposition in ("في", "ل", "الي", "الى") and near > 6:
                return None
            return None if n.preposition == "في" else False
        if n.preposition or near > 8:
            return None
        weak = n.group in ("people", "thing")
        if weak and trigger.type not in _PEOPLE_ACT:
            return False
        if trigger.verb:
            return True if not agent and not object_first and near <= 6 else False if not patient else None
        if near > 4:
            return None
        if object_first and not patient:
            return False
        return True if not agent else False

    def _light_subject(self, before: list[Name], trigger: Trigger) -> Name | None:
        """شن تنظيم ... هجوما: the subject between a verb of doing and the noun that names the event."""
        r = self.r
        for n in reversed(before):
            if trigger.first - n.last > 6 or any(set(r.marks[j]) & _MARKS for j in range(n.last + 1, trigger.first + 1)):
                return None
            if n.preposition or n.group not in _ACTIVE:
                continue
            if any(w in _LIGHT or w[1:] in _LIGHT for w in r.words[max(0, n.first - 2) : n.first]):
                return n
            if any(w in _LIGHT or w[1:] in _LIGHT for w in r.words[n.last + 1 : trigger.first]):
                return n
        return None

    def _nationality(self, trigger: Trigger) -> Name | None:
        """قصف مدفعي إسرائيلي: the adjective of the event names who does it."""
        r = self.r
        for j in range(trigger.last + 1, min(trigger.last + 4, len(r.words))):
            if set(r.marks[j]) & _MARKS or r.words[j] in _PREPOSITIONS:
                return None
            if j in self._nations:
                if any(n.first <= j <= n.last for n in self.actors if n.first < j):
                    return None
                return Name(j, j, r.span(j, j), "country", "")
        return None

    @cached_property
    def _nations(self) -> set[int]:
        return {m.first for m in self.r.find("nations")}

    def _speech(self, trigger: Trigger, agents: list[Name], patients: list[Name]) -> None:
        """Speakers and addressees whom no table knows: بوتن يحذر ماكرون."""
        r = self.r
        first, stop = r.bounds[r.sentence_of[trigger.first]]
        i = trigger.first
        if not agents and 0 < i - first <= 4 and not r.words[i].startswith("و"):
            begin = first
            while begin < i and (r.words[begin] in _PREPOSITIONS or r.words[begin] in _OPENING):
                begin += 1
            if begin < i and all(self._nameable(j) for j in range(begin, i)) and not any(r.marks[j] for j in range(begin + 1, i + 1)):
                agents.append(Name(begin, i - 1, r.span(begin, i - 1), "person", ""))
        j = trigger.last + 1
        if not agents and not patients and j < stop and not r.marks[j] and self._nameable(j):
            last = j
            if j + 1 < stop and not r.marks[j + 1] and self._nameable(j + 1) and r.words[j + 1][:2] != "ال" and j + 1 not in self._nations:
                last = j + 1
            agents.append(Name(j, last, r.span(j, last), "person", ""))

    def _nameable(self, j: int) -> bool:
        """True for a word that may be a name: in no table but those of names, no preposition, letters."""
        r = self.r
        return (
            r.words[j] not in _PREPOSITIONS
            and j not in self._said
            and j not in self._events
            and r.words[j][0].isalpha()
            and not any("/" in lemma for lemma in r.sets[j])
        )

    def _subject(self, before: list[Name], trigger: Trigger) -> Name | None:
        """The subject that stands before its verb (in titles, after أن)."""
        r = self.r
        for n in reversed(before):
            gap = range(n.last + 1, trigger.first + 1)
            if any(set(r.marks[j]) & _MARKS for j in gap) or len(gap) > 4:
                return None
            start = n.first
            opens = start == r.bounds[r.sentence_of[start]][0] or r.words[start - 1] in _BEFORE_SUBJECT
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
        if not here:
            return list(lead)
        far = [n.first - trigger.last if n.first > trigger.last else 1.5 * (trigger.first - n.last) + 3 for n in here]
        at = far.index(min(far))
        while at and here[at].first - here[at - 1].last <= 3 and here[at - 1].first > trigger.last:
            at -= 1
        chain = [here[at]]
        for n in here[at + 1 :]:
            if n.first - chain[-1].last > 4 or len(chain) == 3 or (chain[-1].last < trigger.first < n.first):
                break
            chain.append(n)
        return chain

    def means(self, trigger: Trigger) -> list[Name]:
        r = self.r
        first, stop = r.bounds[r.sentence_of[trigger.first]]
        near = [n for n in self.weapons if first <= n.first < stop and abs(n.first - trigger.last) <= 10]
        return sorted(near, key=lambda n: abs(n.first - trigger.last))[:1]
