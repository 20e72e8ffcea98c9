"""Names that a text goes on with: the extractor cuts long ones before what tells whose they are."""

from riwaya.records import Span
from riwaya.resolve.actorbare import GUESSED
from riwaya.resolve.actorintroduced import IntroductionReader
from riwaya.resolve.actornames import ARMED_BODIES, COMMAND
from riwaya.resolve.actoroccasions import fights, in_arms
from riwaya.resolve.actorphrases import arms
from riwaya.resolve.actorreading import CALIPHATE
from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actortable import Key, actors, key, names_of_persons, nationalities
from riwaya.resolve.context import Context

# How many words behind a name are looked at.
_BEHIND = 7
_PROVINCE: Key = ("ولايه",)
_BELONGING = "تابع"
# 'تابعة لمقاتلين في غزة': where they are is no owner's name.
_WHERE = frozenset({"في", "من", "على", "علي", "الى", "الي", "عبر", "داخل", "لدي"})
# What is given to somebody is not yet his: 'سلمت دبابات للجيش'.
_GIVEN = frozenset({"سلم", "سلمت", "تسليم", "يسلم", "قدم", "قدمت", "تقديم", "ارسل", "ارسلت", "ارسال", "باع", "باعت",
                    "بيع", "منح", "منحت", "نقل", "نقلت", "توريد", "تزويد", "شحن", "اهدت", "وفر", "وفرت"})  # fmt: skip
_MEN_OF_ARMS = frozenset({"ضابط", "ضباط", "ضابطين", "جندي", "جنود", "جنديين", "عنصر", "عسكري", "قايد", "قيادي", "قاده"})
_OF_MEN = frozenset({"قيادي", "ميداني", "كبير", "كبار", "بارز", "عسكري", "امني", "رفيع", "اخر"})
# Nouns without an article that begin the names of those in arms, and no 'دبابة وعربة'.
_BODIES_OF_MEN = (("قوات",), ("مصادر",), ("مصدر",), ("رجال",), ("عناصر",))
# What somebody has in the field: 'مواقع للحوثيين'.
_HELD_BY = frozenset({"مواقع", "موقع", "تجمعات", "تجمع", "تعزيزات", "تحصينات", "نقطه", "نقاط", "نقطتي", "حاجز", "حواجز",
                      "مقر", "مقرات", "مخازن", "مخزن", "مستودع", "مستودعات", "معاقل", "معقل"})  # fmt: skip
# Nouns of bodies whose names go on behind them.
_GO_ON = frozenset({"جيش", "جبهه", "حركه", "حزب", "تنظيم", "كتايب", "لواء", "قوات", "مجلس", "هييه"})
# Nouns of those who fight and are no state's army.
_GROUPS = frozenset({"مقاومه", "فصايل", "فصيل", "تنظيم", "حركه", "جماعه", "كتايب", "سرايا", "ميليشيا", "ميليشيات",
                     "جبهه", "حزب"})  # fmt: skip


class CutNameReader(IntroductionReader):
    """Reads names with the words that follow them in the text."""

    def _completed(
        self, tokens: Key, reading: Reading | None, context: Context, span: Span, definite: bool
    ) -> Reading | None:
        """A reading that the words behind the name make a surer one, where it is unknown or a guess."""
        if tokens == COMMAND and (whose := self._commanded(context, span)):
            return whose
        if reading is not None and reading.id == CALIPHATE:
            return self._province(tokens, context, span) or reading
        guessed = reading is not None and reading.why.endswith(GUESSED)
        if reading is not None and not guessed and not reading.id.startswith("unknown:"):
            return self._goes_on_to(tokens, reading, context, span) or reading
        after = context.following(span, _BEHIND)
        if longer := self._longer(tokens, after[:3], context):
            return longer
        if of_state := self._of_state(tokens, after[:1], context, span, definite):
            return of_state
        if owner := self._owned(tokens, reading, after, context, span, definite):
            return owner
        if man := self._man_of(tokens, after, context):
            return man
        return (self._elsewhere(tokens, context, span) if guessed else None) or reading

    def _first_party(self, text: str, context: Context, span: Span | None) -> Reading | None:
        """Those in arms whom a phrase of several parties names first: 'قوات الأمن والمتمردين'."""
        first, joined, _ = text.partition(" و")
        named = joined and (first.startswith("ال") or key(first)[:1] in _BODIES_OF_MEN)
        reading = self.read(key(first), context, span) if named else None
        return reading if reading and (reading.id[3:] in ARMED_BODIES or fights(reading.id)) else None

    def _commanded(self, context: Context, span: Span) -> Reading | None:
        """Whose a general command is that the text goes on to say: 'القيادة العامة' + 'لوحدات كذا' has no name of its
        own. None where nothing of the kind follows."""
        after = context.following(span, 6)
        said = context.words_at(Span(span.end, span.end + 20))
        if not after or not said or not said[0].startswith("ل"):
            return None
        articled = said[0].startswith("لل")  # 'القيادة العامة للجيش', and no 'لجيش كذا'
        whole = self._named((*COMMAND, *after), 0, context)
        if whole and whole.end > len(COMMAND) + (not articled):
            return whole
        whose = self._named(after, 0, context)
        pattern = self._pattern(after, 0) if articled and whose is None else None
        if pattern:
            whose = self.read(after[: pattern[2]], context, span)
        return whose or Reading("unknown:forces", "the command of somebody whom no table knows", 0)

    def _province(self, tokens: Key, context: Context, span: Span) -> Reading | None:
        """The province of the Islamic State that the text goes on to name: 'تنظيم الدولة' + '- ولاية كذا', 'في كذا'."""
        after = context.following(span, 4)
        whole = self._named((*tokens, *after), 0, context) if after else None
        if whole and whole.end > len(tokens) and whole.id != CALIPHATE:
            return whole
        province = self._named(after, 0, context) if after[:1] == _PROVINCE else None
        row = actors().get(province.id) if province else None
        return province if row and row.parent == CALIPHATE else None

    def _longer(self, tokens: Key, after: Key, context: Context) -> Reading | None:
        """The whole name of which the phrase is the beginning (مفتشو منظمة حظر الأسلحة + الكيماوية), or of which its
        last word is a person's first name (إدارة الرئيس فلاديمير + بوتين)."""
        if not after or not tokens:
            return None
        last = len(tokens) - 1
        for i, token in enumerate(tokens):
            whole = self._named((*tokens, *after), i, context)
            first_name = i and whole and whole.person and token in names_of_persons()[""]
            body = i and token in _GO_ON and whole and not whole.person  # 'مصدر في الجيش' + 'الحر'
            alone = not last and whole and whole.person  # 'ذبيح الله' + 'مجاهد'
            if whole and whole.end > len(tokens) and (i < last or first_name or body or alone):
                return whole
            if token not in self._member and token not in self._role and token not in self._skip:
                return None
        return None

    def _of_state(self, tokens: Key, after: Key, context: Context, span: Span, definite: bool) -> Reading | None:
        """An institution whose state the text names right behind it: 'رئيس الهيئة العامة' + 'المصرية'."""
        if not after or not tokens or after[0] not in nationalities():
            return None
        said = context.words_at(Span(span.start, span.end + 2))
        if len(said) < 2 or not said[-1].startswith("ال"):
            return None
        if tokens[0] in _MEN_OF_ARMS or not (definite or said[-2].startswith(("ال", "لل"))):
            return None
        for first in range(1 + (tokens[0] in self._role)):
            whole = self.read((*tokens[first:], *after), context, bare=False)
            if whole and whole.id[2:3] == "." and not whole.id.endswith(".state"):
                return whole
        return None

    def _goes_on_to(self, tokens: Key, reading: Reading, context: Context, span: Span) -> Reading | None:
        """The longer name of another of which a whole name is the beginning: 'الجيش السوري' + 'الحر'."""
        if reading.person or not tokens or self._alias_length.get(tokens[0], 0) <= len(tokens):
            return None
        after = context.following(span, 3)
        said = context.words_at(Span(span.end, span.end + 20)) if after else []
        if not said or said[0].startswith("و"):
            return None  # 'الحوثيون' + 'وصالح' are two
        whole = self._named((*tokens, *after), 0, context)
        if whole is None or whole.end <= len(tokens) or whole.person or whole.id in (reading.id, CALIPHATE):
            return None
        return None if whole.id.endswith(".state") else whole

    def _elsewhere(self, tokens: Key, context: Context, span: Span) -> Reading | None:
        """A body behind whose name the text says where: 'المجلس العسكري في النيجر', 'الحكومة في كابل'. An army may be
        abroad (الجيش في لبنان): it is another's only by its whole name."""
        after = context.following(span, 4)
        if after[:1] != ("في",):
            return None
        whole = self._named((*tokens, *after), 0, context)
        if whole is None or whole.end <= len(tokens):
            whole = self.read((*tokens, *after[:2]), context)
            if whole is None or whole.id[3:] in ARMED_BODIES or whole.end <= len(tokens) + 1:
                return None
        return whole

    def _owned(
        self, tokens: Key, reading: Reading | None, after: Key, context: Context, span: Span, definite: bool
    ) -> Reading | None:
        """Whose a thing is that the text goes on to say: 'مواقع تابعة' + 'للحوثيين', 'دبابة' + 'للاحتلال'. Where it
        names an owner whom nobody knows, the thing is not the report's army's."""
        after = after or context.beyond_comma(span, _BELONGING)
        if not after or not tokens:
            return None
        cut = len(tokens) > 1 and tokens[-1].startswith(_BELONGING)
        at = int(not cut and after[0].startswith(_BELONGING))
        given = context.word_before(span) in _GIVEN or context.word_before(span, 2) in _GIVEN
        if not cut and not at and (definite or given or not (arms(tokens[0]) or tokens[0] in _HELD_BY)):
            return None
        if at and definite and reading and reading.id == "unknown:object":
            return None  # of 'المواقع والعتاد التابعة لهم' each is a thing by itself
        said = context.words_at(Span(span.end, span.end + 60))
        if len(said) <= at or (at and said[0].startswith("و")):
            return None
        cut = cut or bool(at)
        if not said[at].startswith("ل" if cut else "لل"):
            return None
        for i in range(at, len(after)):
            named, pattern = self._named(after, i, context), self._pattern(after, i)
            end = max(named.end if named else 0, pattern[2] if pattern and pattern[1] else 0)
            if end:
                whole = self.read((*tokens, *after[:end]), context, span)
                if whole is None or whole.id.startswith("unknown:"):
                    return None
                state, dot, code = whole.id.partition(".")
                return whole._replace(id=f"{state}.military") if dot and code == "state" and arms(tokens[0]) else whole
            if i == at and pattern:
                return None  # 'تابعة للجيش': of the report's, as the army itself would be
            if after[i] in _WHERE or not (after[i] in self._member or after[i] in self._skip):
                break
        if cut and reading and reading.why.endswith(GUESSED):
            return Reading("unknown:forces", "of an owner whom no table knows", 0)
        return None

    def _in_ranks(self, tokens: Key, context: Context) -> Reading | None:
        """In whose ranks somebody of a state fights: 'مقاتل بريطاني في صفوف كذا'."""
        at = next((i + 2 for i in range(1, len(tokens) - 2) if tokens[i : i + 2] == ("في", "صفوف")), 0)
        named = self._named(tokens, at, context) if at else None
        return named if named and (fights(named.id) or in_arms(named.id)) else None

    def _man_of(self, tokens: Key, after: Key, context: Context) -> Reading | None:
        """An officer behind whom the text says in whose ranks: 'ضابط' + 'في حزب الله', of a group that nobody knows
        where it does not name a known one. Where he is ('ضابط في حلب') tells nothing."""
        man = [t.removesuffix("ا") for t in tokens]
        if not man or man[0] not in _MEN_OF_ARMS or not set(man[1:]) <= _OF_MEN:
            return None
        if after[:1] != ("في",) or len(after) < 2:
            return None
        named = self._named(after, 1, context)
        if named and (fights(named.id) or in_arms(named.id) or named.id[3:] in ARMED_BODIES):
            return named
        unknown = after[1] in _GROUPS and not named
        return Reading("unknown:fighters", "in the ranks of a group that no table knows", 0) if unknown else None
