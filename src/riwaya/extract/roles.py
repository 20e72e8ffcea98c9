"""Who does it, to whom, with what and where: the names around a trigger."""

from collections.abc import Sequence
from dataclasses import dataclass

from riwaya.codebook import ClaimType
from riwaya.extract.names import MARKS, PREPOSITIONS, Name, Names
from riwaya.extract.patterns import word_set
from riwaya.extract.triggers import SPEECH, Trigger

_AGENT = word_set("roles.agent")
_AT = word_set("roles.at")
_SUFFERED = word_set("roles.suffered")
"""Words whose nearest name is the one that suffers it."""
_LIGHT = word_set("roles.light")
_BEFORE_SUBJECT = word_set("roles.before_subject")
_OPENING = word_set("roles.opening")
_OBJECT_FIRST = frozenset(
    {
        ClaimType.DETENTION,
        ClaimType.ABDUCTION,
        ClaimType.DISPLACEMENT,
        ClaimType.WEAPON_FOILED,
        ClaimType.PROPERTY,
        ClaimType.SIEGE,
        ClaimType.CASUALTY_TOLL,
        ClaimType.AID,
    }
)
"""Types whose noun is followed by what it is done to (اعتقال فلان), not by who does it (هجوم فلان)."""
_PEOPLE_ACT = frozenset(
    {ClaimType.PROTEST, ClaimType.TALKS, ClaimType.DEMAND, ClaimType.REJECT, ClaimType.ACCUSE, ClaimType.AGREEMENT}
)
_FROM = frozenset({ClaimType.TERRITORY, ClaimType.DEMAND, ClaimType.REJECT})
_FULL = frozenset("؛;.:")
_ACTIVE = frozenset({"state", "armed", "state_body", "country", "person"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does what a trigger names, and to whom."""

    initiators: tuple[Name, ...]
    targets: tuple[Name, ...]


class Cast:
    """Gives the names of a report their parts in its events."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.r = names.r

    def around(self, trigger: Trigger, speakers: Sequence[tuple[int, int]] = ()) -> Roles:
        """Who does it and to whom, by order and prepositions in the trigger's sentence.

        `speakers` are the spans of the sentence's sources: who only tells of an event takes no part in it.
        """
        r = self.r
        first, stop = r.bounds[r.sentence_of[trigger.first]]
        here = [
            n for n in self.names.between("actors", first, stop) if n.last < trigger.first or n.first > trigger.last
        ]
        silent = [n for n in here if not any(n.span[0] < e and s < n.span[1] for s, e in speakers)]
        after = [n for n in silent if 0 < n.first - trigger.last <= 14 and self._reachable(trigger.last, n.first)]
        before = [n for n in (here if trigger.type in SPEECH else silent) if n.last < trigger.first]
        agents: list[Name] = []
        patients: list[Name] = []
        suffers = any(lemma in _SUFFERED for lemma in r.sets[trigger.first])
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
            if (
                previous
                and n.first == previous[1].last + 1
                and r.words[n.first].startswith("و")
                and len(previous[0]) < 2
            ):
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
        return not agent

    def _light_subject(self, before: list[Name], trigger: Trigger) -> Name | None:
        """شن تنظيم ... هجوما: the subject between a verb of doing and the noun that names the event."""
        r = self.r
        for n in reversed(before):
            if trigger.first - n.last > 6 or r.marked(n.last + 1, trigger.first + 1, MARKS):
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
            if set(r.marks[j]) & MARKS or r.words[j] in PREPOSITIONS:
                return None
            if j in self.names.nations:
                if self.names.covers(j):
                    return None
                return Name(j, j, r.span(j, j), "country", "")
        return None

    def _speech(self, trigger: Trigger, agents: list[Name], patients: list[Name]) -> None:
        """Speakers and addressees whom no table knows: بوتن يحذر ماكرون."""
        r = self.r
        first, stop = r.bounds[r.sentence_of[trigger.first]]
        i = trigger.first
        if not agents and 0 < i - first <= 4 and not r.words[i].startswith("و"):
            begin = first
            while begin < i and (r.words[begin] in PREPOSITIONS or r.words[begin] in _OPENING):
                begin += 1
            if (
                begin < i
                and all(self._nameable(j) for j in range(begin, i))
                and not any(r.marks[j] for j in range(begin + 1, i + 1))
            ):
                agents.append(Name(begin, i - 1, r.span(begin, i - 1), "person", ""))
        j = trigger.last + 1
        if not agents and not patients and j < stop and not r.marks[j] and self._nameable(j):
            last = j
            if (
                j + 1 < stop
                and not r.marks[j + 1]
                and self._nameable(j + 1)
                and r.words[j + 1][:2] != "ال"
                and j + 1 not in self.names.nations
            ):
                last = j + 1
            agents.append(Name(j, last, r.span(j, last), "person", ""))

    def _nameable(self, j: int) -> bool:
        """True for a word that may be a name: in no table but those of names, no preposition, letters."""
        r = self.r
        return (
            r.words[j] not in PREPOSITIONS
            and j not in self.names.said
            and j not in self.names.events
            and r.words[j][0].isalpha()
            and not any("/" in lemma for lemma in r.sets[j])
        )

    def _subject(self, before: list[Name], trigger: Trigger) -> Name | None:
        """The subject that stands before its verb (in titles, after أن)."""
        r = self.r
        for n in reversed(before):
            if trigger.first - n.last > 4 or r.marked(n.last + 1, trigger.first + 1, MARKS):
                return None
            start = n.first
            opens = start == r.bounds[r.sentence_of[start]][0] or r.words[start - 1] in _BEFORE_SUBJECT
            if opens or set(r.marks[start]) & MARKS:
                return n
        return None

    def _reachable(self, last: int, first: int) -> bool:
        """True where no sentence of its own (a full clause mark) stands between."""
        return not self.r.marked(last + 1, first + 1, _FULL)

    def where(self, trigger: Trigger, lead: Sequence[Name] = ()) -> list[Name]:
        """The places of an event: the chain of names nearest after it, else before it in its sentence."""
        r = self.r
        sentence = r.sentence_of[trigger.first]
        first, stop = r.bounds[sentence]
        here = self.names.between("places", first, stop)
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
        near = [n for n in self.names.between("weapons", first, stop) if abs(n.first - trigger.last) <= 10]
        return sorted(near, key=lambda n: abs(n.first - trigger.last))[:1]
