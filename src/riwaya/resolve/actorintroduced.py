"""Persons whom a text introduces: by an office or a rank beside the name, by the full name elsewhere, by sound."""

import sys

from riwaya.records import Span
from riwaya.resolve.actorphrases import financial
from riwaya.resolve.actorreading import PhraseReader
from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actorsounds import sounding, soundings
from riwaya.resolve.actortable import Key, names_of_persons, nationalities
from riwaya.resolve.context import Context
from riwaya.resolve.sourcetable import MEDIA, medium_called, press_behind

SECRETARY: Key = ("امين", "عام")
_NO_NAMES = frozenset({"علي"})  # as 'على' is folded
_WHOEVER = frozenset({"من", "ما", "كل", "مقر", "مقرات"})
_SENT = frozenset({"مبعوث", "مبعوثه", "موفد"})
_DOMESTIC = frozenset({"police", "civil-defence", "judiciary", "defence", "foreign", "interior", "health", "justice"})
_COMMANDERS = frozenset({"قايد", "اركان", "امر", "رييس", "نايب", "متحدث", "ناطق", "ضابط"})
_UNITS = frozenset({"لواء", "منطقه", "محور", "كتيبه", "فرقه", "فوج", "فيلق", "حرب"})
_ACTING = frozenset({"انابه", "نيابه", "حالي", "مكلف", "جديد", "موقت", "عام", "رسمي"})
_CLAUSE = frozenset({"الذي", "التي", "الذين", "ان", "انه", "انها", "قال", "خلال"})
# Those who speak or act for a named holder of an office, and are named after him: 'مستشار ترامب فلان'.
_DELEGATES = frozenset({"مستشار", "مستشاره", "متحدث", "متحدثه", "ناطق", "ناطقه", "مبعوث", "مبعوثه", "مساعد", "مندوب",
                        "ممثل", "نايب", "مدير", "سكرتير", "موفد", "محامي", "وكيل"})  # fmt: skip
_OF = frozenset({"من", "في"})
_BODIES = frozenset({"اماره", "جمعيه", "بلديه", "جامعه", "نادي", "رابطه", "نقابه", "اتحاد", "موسسه", "بلاده", "بلادها"})
_RANKS = frozenset({"عميد", "لواء", "عقيد", "فريق", "جنرال", "مشير", "رايد", "مقدم", "نقيب", "ملازم", "كولونيل",
                    "ادميرال", "اميرال", "ركن", "اول", "متقاعد", "شيخ", "سيد", "سيده", "دكتور", "مهندس", "حاج", "طيار",
                    "مدعو", "مكني", "ملقب", "عريف", "رقيب", "استاذ", "قاضي", "شهيد"})  # fmt: skip


class IntroductionReader(PhraseReader):
    """Reads names of people by what a text says of them where it first names them."""

    def _by_family_name(self, tokens: Key, context: Context) -> Reading | None:
        """'صالح' where the text has 'علي عبدالله صالح': the person whom it calls so by the full name."""
        if len(tokens) > 2:
            return None
        for phrase in context.ending_with(tokens):
            for start in range(len(phrase) - len(tokens)):
                named = self._named(phrase, start, context, whole=len(phrase))
                if named and named.person:
                    return named._replace(why=f"so named in full in the text: {named.why}")
        return None

    def bearer(self, tokens: Key, context: Context, span: Span | None) -> str | None:
        """The id of who bears a medium's name in a text, None where it is the medium."""
        found = self._bearer(tokens, context) if span is not None and context.word_before(span) not in MEDIA else None
        return found.id if found else None

    def _bearer(self, tokens: Key, context: Context) -> Reading | None:
        """'شهاب', 'فارس' where the text has 'داوود شهاب', 'سالم فارس': who bears the name of a medium or a place. None
        where the text calls the medium itself by its noun."""
        if len(tokens) != 1 or any((noun, *tokens) in context.pairs for noun in MEDIA):
            return None
        if full := self._by_family_name(tokens, context):
            return full
        given = names_of_persons()[""]
        for name in sorted({phrase[-2:] for phrase in context.ending_with(tokens, bare=True)}):
            if len(name) == 2 and name[0] in given and name[0] not in _NO_NAMES:
                unknown = Reading("unknown:name", "the family name of somebody whom the text names", 0)
                return self._introduced(name, context) or unknown
        return None

    def _secretary(self, context: Context, span: Span) -> Reading | None:
        """'الأمين العام' after 'الأمين العام للأمم المتحدة': of whom the text names one so, the last before or, where
        it names no other, behind."""
        whole_text = Span(sys.maxsize, sys.maxsize)
        for where in (span, whole_text):
            found: list[Reading] = []
            for phrase in context.before_span(SECRETARY[0], where):
                named = self._named(phrase, 2, context) if phrase[:2] == SECRETARY and len(phrase) > 2 else None
                if named and not named.id.endswith(".state"):
                    found.append(named)
            if found and (where is span or len({named.id for named in found}) == 1):
                return found[0]._replace(why=f"named in full elsewhere in the text: {found[0].why}")
        return None

    def _introduced(self, tokens: Key, context: Context) -> Reading | None:
        """A person whom the text introduces: 'وزير الخارجية التركي فلان' makes later 'فلان' the ministry's."""
        if not tokens:
            return None  # a diacritic alone
        titled = len(tokens) > 3 and tokens[0] in self._role - _RANKS
        nobody = tokens[0] in self._group or tokens[0] in _BODIES or tokens[0] in _WHOEVER
        if len(tokens) > 6 or nobody or titled or medium_called(tokens, context):
            return None
        if len(tokens) == 1 and tokens[0] in _RANKS:
            return None
        if len(tokens) > 1 and tokens[-1] in nationalities() and not _begins_a_name(tokens):
            return None  # 'وقع الرئيس الأميركي حظر النفط السوري'
        if full := self._by_family_name(tokens, context):
            return full
        for left in context.before_name(tokens, self._deed | _CLAUSE):
            reading, at = None, 0
            while left and left[-1] in _RANKS:  # 'قائد المحور العميد فلان'
                left = left[:-1]
            for start in range(len(left) - 1, -1, -1):
                if left[start] not in self._role or press_behind(left[start - 1] if start else "", left[start]):
                    continue  # 'صاحب جريدة «السفير» فلان' is no diplomat
                found = self._office(left[start:], context)
                if found and found.person and left[start] in _RANKS:  # 'العميد هادي فلان' is no Hadi
                    continue
                if not found or found.id.startswith("unknown:") or found.id.endswith(".state"):
                    continue
                # it reaches up to the name, or up to what a narrower reading starts with
                rest = left[start + found.end :]  # 'أمين كتائب كذا التابعة للحشد'
                if found.person and (not rest or reading) and left[start] not in _DELEGATES:
                    continue  # 'التقى الرئيس أحمد الشرع الوزير توم باراك' has named the president already
                if self._adds_nothing(rest) or (reading and found.end >= at - start - 1):
                    reading, at = found, start
            if reading:
                return reading._replace(why=f"introduced in the text as such: {reading.why}")
        for right in context.after_name(tokens):
            if right[:2] == ("من", "وزاره"):
                right = right[1:]
            if right[0] in self._role or right[0] == "وزاره":
                stop = next((i for i, t in enumerate(right) if t in _CLAUSE), len(right))
                found = self._office(right[:stop], context)
                if found and not found.id.startswith("unknown:") and not found.id.endswith(".state"):
                    return found._replace(why=f"introduced in the text as such: {found.why}")
        return None

    def _office(self, phrase: Key, context: Context) -> Reading | None:
        """Whose office a phrase names. One without its state is of the report's country, as is a unit of an army."""
        phrase = financial(phrase)
        found = self._read_elsewhere(phrase, context)
        if found and not found.id.startswith("unknown:"):
            return found
        for i in range(min(5, len(phrase))):
            pattern = self._pattern(phrase, i)
            if pattern and phrase[i] in _SENT:
                break  # whose envoy somebody is, his own state or another, only a name tells
            if pattern and pattern[0] in _DOMESTIC:
                own = self.read(phrase[: pattern[2]], context)
                return own._replace(end=pattern[2]) if own and not own.id.startswith("unknown:") else found
        state = next((nationalities()[t] for t in phrase if t in nationalities()), "")
        if phrase[0] in ("وزير", "وزيره") and len(phrase) < 4 and state and not any(t in self._former for t in phrase):
            return Reading(f"{state}.government", "a minister", len(phrase))
        if phrase[0] in _COMMANDERS and any(t in _UNITS for t in phrase[1:3]):
            army = self.read(("جيش",), context)
            return army._replace(end=len(phrase)) if army else None
        return found

    def _adds_nothing(self, rest: Key) -> bool:
        """Whether what stands between an office and a name only says where it is, or that it is held for a time."""
        while rest and (rest[-1] in _RANKS or rest[-1] in _ACTING or rest[-1] in self._former):
            rest = rest[:-1]
        if not rest or rest[0].startswith("تابع"):
            return True
        if rest[0] == "في" and len(rest) > 1:  # 'المتحدث باسم كذا في تعز فلان'
            return len(rest) < 4 and self._is_place(" ".join(rest[1:]))
        return len(rest) < 5 and (self._generic.get(rest[:1]) == "place" or self._is_place(" ".join(rest)))

    def _as_it_sounds(self, tokens: Key, context: Context) -> Reading | None:
        """A foreign name in another spelling than ours: 'قاديروف' for 'قديروف'."""
        options = soundings().get(sounding(tokens)) if len(tokens) > 1 else None
        chosen = self.choose(options, context) if options else None
        if chosen is None:
            return None
        return Reading(chosen[0].actor, f"sounds as a name{chosen[1]}", len(tokens), chosen[0].person)

    def _soldier(self, name: Key, context: Context, span: Span) -> Reading | None:
        """Somebody whom the text gives a rank and nothing else: of the report's army, if no other state is near.

        'الجندي فلان من حزب الله' is of whom the words behind the name say; one behind whose name others stand is
        nobody's."""
        army = self.read(("جيش",), context)
        after = context.following(span, 6)
        for i, word in enumerate(after):
            group = self._named(after, i, context)
            if group and (group.person or group.id.endswith(".state")):
                group = None
            state = nationalities().get(word, "")
            if not group and (not state or (army and army.id.startswith(state))):
                continue
            if after[0] not in _OF and not after[0].startswith(("تابع", "منتم")):
                return None
            return group or Reading(f"{state}.military", "a soldier whom the text calls of a state", 0)
        states = (nationalities().get(t) for left in context.before_name(name) for t in left[-6:])
        if army and not any(s and not army.id.startswith(s) for s in states):
            return army._replace(why=f"named with a rank only: {army.why}")
        return None


def _begins_a_name(tokens: Key) -> bool:
    """Whether a phrase begins as names of people do."""
    given = tokens[0] in names_of_persons()[""] or tokens[0].startswith(("ابو", "عبد"))
    return len(tokens) > 1 and given
