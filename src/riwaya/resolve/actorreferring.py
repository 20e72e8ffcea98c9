"""Phrases that refer to who was named before without his name: a minister's counterpart, 'the organisation', 'the
group' and its fighters, 'the state', the thousands who demonstrate."""

import re
from collections import Counter
from functools import cache

from riwaya.arabic.words import oblique
from riwaya.records import Span
from riwaya.resolve.actorbare import VACANT
from riwaya.resolve.actoroccasions import NAMING, fights, is_called
from riwaya.resolve.actorown import OwnReader
from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actortable import Key, actors, aliases, nationalities
from riwaya.resolve.context import Context

_COUNTERPARTS = frozenset({"نظيره", "نظيرها", "نظيرته", "نظيرتها", "نظيريه", "نظيريها", "نظراوه", "نظرايه"})
_OFFICES = frozenset({"president", "pm", "foreign", "defence", "interior"})
# Who have counterparts of another office: 'التقى رئيس الأركان نظيره'.
_OTHER_OFFICES = frozenset({"اركان", "قايد", "مدير", "مبعوث", "سفير", "مستشار", "محافظ", "حاكم", "مدرب"})
# The office that does abroad what a state without the other one has no holder for.
_INSTEAD = {"pm": "president", "president": "pm"}
_ORGANISATION: Key = ("منظمه",)
_CIVIL = frozenset({"ngo", "monitor", "medical", "un", "igo"})
_COUNCILS = frozenset({"unsc", "unga"})
_STATES: tuple[Key, ...] = (("دوله",), ("جمهوريه",))
_CALIPHATE = (("تنظيم", "دوله"), ("دوله", "اسلاميه"))
_NUMBERS = frozenset({"الاف", "ميات", "عشرات", "الوف", "حشود", "حشد", "جموع", "جماهير", "ملايين", "ناس", "شبان", "شباب",
                      "شخص", "اشخاص", "مواطنين", "سكان", "اهالي", "مشاركين", "حاضرين"})  # fmt: skip
_FEMALE_TOO = ("", "ت", "وا", "ن")
_MARCHED = frozenset(
    verb + end
    for verb in ("تظاهر", "احتشد", "اعتصم", "احتج", "هتف")
    for end in _FEMALE_TOO
) | {"يتظاهر", "تتظاهر", "يحتشد", "يعتصم", "يهتف", "يحتج", "تظاهره", "مظاهره", "متظاهر"}
# What people do who demonstrate, and others: who gather before a bakery are none.
_WENT_OUT = frozenset({"خرج", "خرجت", "نزل", "نزلت", "سار", "سارت", "يخرج", "توجه", "انطلق",
                       "تجمع", "تجمعت", "تجمعوا", "تجمهر", "تجمهرت", "تجمهروا"})  # fmt: skip
_CALLING = frozenset({"يطالبين", "يطالبون", "مطالبين", "للمطالبه", "مطالبه", "يهتفين", "يهتفون", "هاتفين", "منددين",
                      "تنديدا", "احتجاجا", "يرددون", "مرددين", "رافعين", "يرفعون", "رفضا", "محتجين"})  # fmt: skip
_TAKING_PART: Key = ("مشاركين",)
_MARCHES = ("تظاهره", "مظاهره", "تظاهرات", "مظاهرات", "اعتصام", "اعتصاما", "مسيره", "مسيرات", "احتجاج", "احتجاجات")
# Adverbs between the verb and who: 'تظاهر أمس الآلاف'.
_WHEN = frozenset({"امس", "يوم", "صباح", "مساء", "جمعه", "سبت", "احد", "اثنين", "ثلاثاء", "اربعاء", "خميس", "ايضا"})


_ARTICLES = ("ال", "لل", "بال", "وال", "كال", "فال", "ولل")
_OF_STATES = frozenset({"military", "police", "intelligence"})
_RULING = frozenset({"state", "government", "ministry", "office", "legislature", "judiciary"})
_ARMED_NOUNS = frozenset({"تنظيم", "جماعه", "مجموعه", "حركه", "ميليشيات", "ميليشيا"})
# Nouns that mean only whose name begins with them.
_ASSOCIATIONS = frozenset({"مفوضيه", "اتحاد", "ايتلاف", "تيار", "رابطه", "فيلق"})
_FIGHTERS = frozenset({"مقاتلي", "مسلحي", "مقاتلين", "مسلحين", "عناصر", "مقاتل", "مسلح"})
_BODY = re.compile(r"[A-Z]{2}\.")


@cache
def _organisations() -> frozenset[str]:
    """Actors one of whose names begins with 'منظمة'."""
    return frozenset(a.actor for name, many in aliases().items() if name[:1] == _ORGANISATION for a in many)


class ReferringReader(OwnReader):
    """Reads what refers back to the text's own words."""

    def _referred(
        self, tokens: Key, reading: Reading | None, context: Context, span: Span, definite: bool
    ) -> Reading | None:
        """What a phrase refers back to, None where it is none of these or the text leaves it open."""
        if tokens and tokens[0] in _COUNTERPARTS:
            return self._counterpart(tokens, context, span)
        if reading is None or not reading.id.startswith("unknown:"):
            return None
        if definite and tokens == _ORGANISATION:
            return self._organisation_before(context, span)
        if definite and tokens in _STATES:
            return _the_state(context)
        return _demonstrators(tokens, reading, context, span)

    def _counterpart(self, tokens: Key, context: Context, span: Span) -> Reading | None:
        """'نظيره التركي': the office that the words before name last, of the state of the adjective."""
        nation = next((nationalities()[t] for t in tokens[1:3] if t in nationalities()), "")
        if not nation:
            return None
        words = context.sentence_before(span) or context.words_before(span, 30)
        code = self._office_named(tuple(map(oblique, words)), context)
        if (nation, code) in VACANT:
            code = _INSTEAD.get(code, code)
        return Reading(f"{nation}.{code}", "the counterpart of an office named before", len(tokens)) if code else None

    def _office_named(self, words: Key, context: Context) -> str:
        """The code of the office that words name last, by itself or by its holder; '' where they name none."""
        for i in range(len(words) - 1, -1, -1):
            if words[i] in _OTHER_OFFICES or words[max(0, i - 1)] in _OTHER_OFFICES:
                return ""  # قائد الجيش, مبعوث الرئيس
            named, pattern = self._named(words, i, context), self._pattern(words, i)
            if named and named.id[2:3] == "." and named.id[3:] in _OFFICES:
                return named.id[3:]
            if pattern and pattern[0] in _OFFICES:
                return pattern[0]
        return ""

    def _organisation_before(self, context: Context, span: Span) -> Reading | None:
        """Which body 'المنظمة' is: the one that the text named last, if it is civil or one that is called so."""
        stop = context.index(span.start)
        for _, end, actor in reversed(self._names_of(context)):
            row = actors().get(actor) if end <= stop else None
            if row is not None and actor not in _COUNCILS and (row.kind in _CIVIL or actor in _organisations()):
                return Reading(actor, "the organisation that the text named last", 1)
        return None

    def _same_group(self, tokens: Key, context: Context, span: Span) -> Reading | None:
        """'التنظيم' after 'تنظيم داعش': the group that the text called so by its full name before."""
        for noun in tokens[:3]:
            if noun not in self._group:
                continue
            if not any(w.startswith(_ARTICLES) for w in context.words_at(span)):
                return None  # 'مجموعة مسلحة' is some group
            rest = [t for t in tokens if t != noun]
            if noun == "حركه" and "اسلاميه" in rest:  # a party of many countries
                return None
            if any(not (t in self._member or t in self._skip or (t,) in self._generic) for t in rest):
                return None
            if called := self._called_so(noun, context, span, fighters=tokens[0] in _FIGHTERS):
                return called
            if noun in _ARMED_NOUNS:
                return self._main_group(context, span, noun)
        return None

    def _called_so(self, noun: str, context: Context, span: Span, fighters: bool = False) -> Reading | None:
        """Whom the text called by a noun and a name before a span, the nearest first."""
        for phrase in context.before_span(noun, span):
            reading = self._read_elsewhere(phrase, context)
            if reading and reading.end > 1 and not reading.id.startswith("unknown:") and not reading.person:
                own = self._named(phrase, 0, context) if noun in _ASSOCIATIONS else reading
                if (own is None or own.end != reading.end) and reading.id != "un":
                    continue  # 'الرابطة' + 'المبعوث الأممي'
                if noun == "جماعه" and not self._right_behind(phrase, reading, context):
                    continue  # 'الجماعة هاجمت كذا'
                body = _BODY.match(reading.id)  # 'حركة كذا في فرنسا', 'تنظيم هاجم الجيش'
                row = actors().get(reading.id)
                ruling = body or (row is not None and row.kind in _RULING)
                if row is not None and row.kind in _OF_STATES and not self._right_behind(phrase, reading, context):
                    ruling = True  # 'تنظيم يهاجم البيشمركة' is none, 'ميليشيا حفتر' is his
                if reading.id.endswith(".state") or (ruling and noun in _ARMED_NOUNS):
                    continue
                if noun in NAMING and not is_called(reading.id, noun):
                    continue  # 'التنظيم هاجم البيشمركة'
                if noun == "حزب" and fighters and not fights(reading.id):
                    continue
                return reading._replace(why=f"so called in full before: {reading.why}")
        return None

    def _right_behind(self, phrase: Key, reading: Reading, context: Context) -> bool:
        """Whether the name that decided begins with a phrase's first word or the next."""
        named = (self._named(phrase, i, context) for i in (0, 1))
        return any(n is not None and n.end == reading.end for n in named)

    def _owner(self, context: Context, span: Span) -> Reading | None:
        """Whose 'مقاتليه' are: the group that a noun right before calls by its full name earlier, else the one that
        the text names most."""
        stop = context.index(span.start)
        near = next((t for t in reversed(context.stems[max(0, stop - 8) : stop]) if t in _ARMED_NOUNS), "")
        return (self._called_so(near, context, span) if near else None) or self._main_group(context, span)

    def _main_group(self, context: Context, span: Span, noun: str = "") -> Reading | None:
        """The armed group that the text before a mention names most, one that may be called by the noun."""
        names = self._names_of(context)
        stop, recent = context.index(span.start), context.two_sentences(span)
        before = [g for g in names if g[1] <= stop]
        # a name at the very end may have been read as part of one that goes on behind it
        before += self._groups(tuple(map(oblique, context.stems[:stop])), before[-1][1] if before else 0, context)
        if noun == "جماعه" and len({id for at, _, id in before if at >= recent and is_called(id, noun)}) > 1:
            return None  # either may be meant
        votes = Counter(id for _, _, id in before if fights(id) and (noun not in NAMING or is_called(id, noun)))
        if noun == "تنظيم":  # whoever else may be called so, beside jihadists it is they
            votes = Counter({a: n for a, n in votes.items() if actors()[a].kind == "jihadist"}) or votes
        if not votes:
            return None
        return Reading(votes.most_common(1)[0][0], "the armed group that the text names most before", 0)

    def _names_of(self, context: Context) -> list[tuple[int, int, str]]:
        """The names in a text, see `Context.groups`."""
        if context.groups is None:
            context.groups = self._groups(tuple(map(oblique, context.stems)), 0, context)
        return context.groups

    def _groups(self, tokens: Key, first: int, context: Context) -> list[tuple[int, int, str]]:
        """The names from token `first` on, see `Context.groups`."""
        out = []
        i = first
        while i < len(tokens):
            named = self._named(tokens, i, context)
            if named:
                out.append((i, named.end, named.id))
            i = named.end if named else i + 1
        return out


def _the_state(context: Context) -> Reading | None:
    """'الدولة' by itself: the state where the report plays, and none where the text speaks of the Islamic one."""
    if not context.country or any(pair in context.pairs for pair in _CALIPHATE):
        return None
    return Reading(f"{context.country}.state", "the state where the report plays", 1)


def _demonstrators(tokens: Key, reading: Reading, context: Context, span: Span) -> Reading | None:
    """Numbers of people right behind a verb of demonstrating: 'تظاهر الآلاف'."""
    if reading.id not in ("unknown:civilians", "unknown:people") or tokens[-1] not in _NUMBERS:
        return None
    if tokens == _TAKING_PART and any(context.lately(march, span) for march in _MARCHES):
        return reading._replace(id="unknown:protesters", why="who take part in a demonstration")
    back = 1
    while back < 4 and context.word_before(span, back) in _WHEN | _NUMBERS:
        back += 1
    verb = context.word_before(span, back)
    if verb in _MARCHED or (verb in _WENT_OUT and not _CALLING.isdisjoint(context.following(span, 5))):
        return reading._replace(id="unknown:protesters", why="people who are said to demonstrate")
    return None
