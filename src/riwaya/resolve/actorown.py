"""Whose 'his forces', 'his government' and 'his country' are: of the side that speaks or acts before them."""

import re

from riwaya.arabic.folding import fold
from riwaya.arabic.words import oblique
from riwaya.records import Span
from riwaya.resolve.actorcut import CutNameReader
from riwaya.resolve.actornames import ARMED_BODIES
from riwaya.resolve.actoroccasions import in_arms
from riwaya.resolve.actorphrases import uncounted
from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actortable import Key, actors, key, nationalities
from riwaya.resolve.context import Context

# Folded, as they are written: the key of 'آلياته' has lost what looks like its article.
_ARMY = (
    "قوات|جيش|جنود|طايرات|طيران|مدفعيت|مقاتلات|مروحيات|مروحيت|دبابات|اليات|دفاعات|ضباط|جندي|وحدات|بحريت|مشاه|"
    "رجال|قطعات"
)
_THEIR_ARMY = re.compile(f"[وفبل]{{0,2}}(?:{_ARMY})(?:ه|ها|هم|نا)")
_THEIR_OFFICE = re.compile("[وفبل]{0,2}(حكومت|سلطات|سفارت|قنصليت|سفير)(?:ه|ها|هم|نا)")
_CODES = {"حكومت": "government", "سلطات": "government", "سفارت": "foreign", "قنصليت": "foreign", "سفير": "foreign",
          "خارجيت": "foreign", "دفاع": "defence", "داخليت": "interior"}  # fmt: skip
_THEIR_MINISTRY = re.compile("(خارجيت|دفاع|داخليت)(?:ه|ها|هم|نا)")
_MINISTERS = frozenset({"وزير", "وزيره", "وزاره", "لوزير", "بوزير", "ووزير"})
_THEIR_COUNTRY = re.compile("[وفبل]{0,2}بلاد(?:ه|ها|هم|نا)")
# What any of them has before folding: most phrases are none, and need not be folded.
_TIED = re.compile("(?:[اتن][ته]?|[شدطيعلر]|يت)(?:ه|ها|هم|نا)(?!\\w)")
_OF_ARMS = frozenset({"قوات", "جيش", "جنود", "طايرات", "طيران", "ضباط", "دبابات", "مقاتلات"})
_THAT = frozenset({"ان", "بان", "انه", "انها", "انهم", "بانه", "بانها"})
_SAID = frozenset({"قال", "اعلن", "اكد", "اوضح", "نفي", "ذكر", "افاد", "اعتبر", "شدد", "صرح", "كشف", "زعم", "ادعي",
                   "راي", "توعد", "تعهد", "اقر", "اعترف", "يقول", "يوكد", "رد", "اضاف", "تابع", "لفت", "اشار", "حذر",
                   "هدد", "ابلغ", "راوا", "قالوا", "يقولون"})  # fmt: skip
_SHE_SAID = frozenset({w + "ت" for w in _SAID} | {"نفت", "ادعت", "رات", "تقول", "توكد"})
# What is done to them is done by the other side: 'استهدف آلياتهم'.
_HARM = ("استهدف", "تستهدف", "يستهدف", "قصف", "هاجم", "دمر", "قتل", "اصاب", "يقصف", "تقصف", "يهاجم", "تهاجم", "ضد",
         "ضرب")
# How far behind a verb of saying its subject may end.
_SPEAKER = 7
# Behind these an adjective is a medium's.
_PRESS = frozenset({"وكاله", "صحافه", "انباء", "قناه", "صحيفه", "اذاعه", "تلفزيون", "شبكه", "مجله", "اعلام"})


class OwnReader(CutNameReader):
    """Reads phrases that a pronoun ties to a side named before."""

    def _own(self, text: str, tokens: Key, context: Context, span: Span) -> Reading | None:
        """Whose 'قواته', 'بلاده', 'قوات بلاده' are: who is said to speak, else the only side that the sentence has
        named. None where it names several, or a speaker whom no table knows."""
        if not _TIED.search(text):
            return None
        said = fold(text).split()
        while len(said) > 1 and uncounted((*key(said[0]), "")) == ("",):
            said = said[1:]  # 'إحدى مروحياتنا'
        while len(said) > 1 and not self._skip.isdisjoint(key(said[-1])):
            said = said[:-1]  # 'طائراتها الحربية'
        if not said or len(said) > 2:
            return None
        country = _THEIR_COUNTRY.fullmatch(said[-1])
        army = len(said) == 1 and _THEIR_ARMY.fullmatch(said[0])
        office = _THEIR_OFFICE.fullmatch(said[0]) if len(said) == 1 else None
        if len(said) == 2 and said[0] in _MINISTERS:
            office = _THEIR_MINISTRY.fullmatch(said[1])
        if not army and not office and not (country and (len(said) == 1 or tokens[:1] in {(n,) for n in _OF_ARMS})):
            return None
        owner = self._side(tuple(map(oblique, context.sentence_before(span))), said[-1], context)
        if office:
            code = _CODES[office[1]]
            return Reading(f"{owner}.{code}", "of the side that speaks or acts before", 1) if len(owner) == 2 else None
        if not owner:
            return None if country else Reading("unknown:forces", "forces of a side that the sentence leaves open", 0)
        if len(owner) == 2:
            whole = country and len(said) == 1
            return Reading(f"{owner}.{'state' if whole else 'military'}", "of the side that speaks or acts before", 1)
        return None if country else Reading(owner, "of the side that speaks or acts before", 1)

    def _side(self, words: Key, theirs: str, context: Context) -> str:
        """The side of a sentence's beginning that a noun with a pronoun belongs to: a state's code or a group's id, ''
        where it leaves open which."""
        verb = max((i for i, w in enumerate(words) if w in _SAID or w in _SHE_SAID), default=-1)
        that = next((i for i in range(verb + 1, len(words)) if words[i] in _THAT), -1) if verb >= 0 else -1
        if that < 0 <= verb and theirs.endswith("نا"):  # 'وقال الوزير: "صدت قواتنا الهجوم"'
            return next(iter(self._sides(words[verb + 1 : verb + _SPEAKER], context)), "")
        if that < 0:
            if theirs.endswith("نا") or (words and words[-1].startswith(_HARM)):
                return ""
            sides = set(self._sides(words, context))
            return sides.pop() if len(sides) == 1 else ""
        if (words[verb] in _SHE_SAID and theirs.endswith("ه")) or (words[verb] in _SAID and theirs.endswith("ها")):
            return ""  # 'قال الرئيس إن على كييف أن تسحب جنودها'
        speakers = self._sides(words[verb + 1 : that], context)
        if not speakers:
            speakers = self._sides(words[:verb], context)
            return speakers[0] if len(set(speakers)) == 1 else ""
        return speakers[0]

    def _sides(self, words: Key, context: Context) -> list[str]:
        """The states and armed groups that words name, in their order."""
        out = []
        i = 0
        while i < len(words):
            named, pattern = self._named(words, i, context), self._pattern(words, i)
            end = i + 1
            if pattern and pattern[1] and (named is None or pattern[2] >= named.end):
                out.append(pattern[1])
                end = pattern[2]
            elif named:
                row = actors().get(named.id)
                if named.id[2:3] == ".":
                    out.append(named.id[:2])
                elif in_arms(named.id) or (row is not None and row.kind in ARMED_BODIES):
                    out.append(named.id)
                elif named.id.startswith("person:"):
                    return []  # one out of office: whose forces he has is not known
                end = named.end
            elif words[i] in nationalities() and not (i and words[i - 1] in _PRESS):
                out.append(nationalities()[words[i]])
            i = end
        return out
