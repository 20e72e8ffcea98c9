"""Whom a name in a report means: by alias, by pattern of office and state, by context and by date.

`ActorResolver.resolve` fills `Mention.actor`, and the words layer `Mention.gloss` and `Mention.stance`. A generic
name ('مسلحون') becomes a typed unknown (`unknown:fighters`); a name that nobody knows becomes `unknown:name` and
its `why` says so. Designations decide nothing here but whom they are used for.
"""

import re
from collections.abc import Callable, Mapping

from riwaya.records import Actor, Claim, Document, Mention, Span
from riwaya.resolve.actorbare import GUESSED, SPOKEN
from riwaya.resolve.actorintroduced import SECRETARY
from riwaya.resolve.actornames import ARMED_BODIES, HELD, adjective_too
from riwaya.resolve.actornationals import national
from riwaya.resolve.actoroccasions import (
    airliner,
    alone_in_the_sky,
    bomber,
    hospital,
    islamic_resistance,
    kurds,
    occupier,
    west_coast,
)
from riwaya.resolve.actorphrases import (
    acting,
    civilian,
    drones,
    farms,
    mere_number,
    opposed,
    scholars,
    uncounted,
    unmarked,
    warplanes,
)
from riwaya.resolve.actorreading import CAPITAL
from riwaya.resolve.actorrecords import Reading, record
from riwaya.resolve.actorreferring import ReferringReader
from riwaya.resolve.actorsides import apart
from riwaya.resolve.actortable import Key, articled, key, names_of_persons, nationalities
from riwaya.resolve.context import Context
from riwaya.resolve.sourcetable import medium_called, medium_named, press
from riwaya.resolve.words import designate

STAGE = ("actors", "1")
_QAEDA = "alias 'قاعده'"
_OF_BASES = frozenset({"مدرج", "بوابه", "محيط", "مدخل", "اسوار", "سور", "مهبط", "منشات", "مخزن", "مخازن"})
_OF_A_BAND = frozenset({"تنظيم", "عناصر", "مسلحي", "مسلحو", "مقاتلي", "مقاتلو", "ارهابيي", "ارهابيو", "قيادات",
                        "فلول", "فرع", "خلايا", "قيادي"})  # fmt: skip
_ARMED_BODIES = frozenset(f".{code}" for code in ARMED_BODIES)  # as they end the ids of states' bodies
_DRONE = re.compile(r"مسي\u0651?ر(?=\u0651?ة|\u0651?ات)(?<=\u0651ر)")  # 'مسيّرة' is a drone, 'مسيرة' a march
_GLUED = re.compile("ة(?=(?:في|من|على|عن|إلى) )")  # 'حرس الثورةفي إيران': a link's markup is gone
# Trades of people who may have the names of others: 'السائق عمر سليمان'.
_TRADES = frozenset(key("سائق معلم طبيب مزارع طالب عامل لاعب بائع مستوطن شاب راعي راع فلاح مدرس صياد"))
_TITLES_TOO = frozenset({"سلطان", "امير"})
_VERBS_TOO = frozenset({"طالب", "عامل"})
# Between a deed and whose it is: 'قصفا عنيفا إسرائيليا'.
_VIOLENTLY = frozenset({"عنيف", "مكثف", "كثيف", "واسع", "متواصل", "متقطع"})
_CALLED = frozenset({"يدعي", "اسمه", "مدعو"})
# 'مقاتليه', 'ميليشياتها': fighters of a group that the text has named before.
_THEIRS = re.compile("(ميليشيات|مسلحي|مسلحو|مقاتلي|مقاتلو|عناصر|ارهابيي|فلول)(ه|ها|هم)$")
# What befalls people: 'إعدام ألمانية' is a woman and no state.
_FATES = frozenset({"اعدام", "مقتل", "قتل", "اعتقال", "جرح", "اصابه", "خطف", "اختطاف", "اغتيال", "احتجاز", "وفاه",
                    "طعن", "دهس", "توقيف", "سجن", "ترحيل", "اغتصاب", "استشهاد", "امراه", "فتاه"})  # fmt: skip
_AT = frozenset({"في", "مدينه", "عاصمه", "وسط", "شرق", "شمال", "جنوب", "ضواحي", "قلب", "داخل", "سماء", "شوارع", "احياء",
                 "محيط", "تضرب", "ضرب", "ضربت", "يضرب", "هز", "هزت", "تهز"})  # fmt: skip
_SOME = frozenset({"جميع", "بعض", "جميعهم", "جميعا", "احدهم", "احداهن", "هولاء", "اخر", "اخرين", "كثيرين", "رفاقه",
                   "رفاقهم", "غيرهم", "منهم"})  # fmt: skip
_NOBODY = frozenset({"unknown:media", "unknown:sources", "unknown:people", "unknown:place"})
# Low ranks are those of armies; every armed group has its colonels and brigadiers.
_SOLDIERS = frozenset({"عريف", "رقيب", "جندي", "ملازم", "مجند", "جنديين"})
_BARE_ARMIES = (("جيش",), ("قوات",), ("قوات", "مسلحه"))
_MILITIAS = frozenset({("ميليشيات",), ("ميليشيا",)})


class ActorResolver(ReferringReader):
    """Resolves the actors of claims with the product's tables; loading happens at the first name."""

    def resolve(
        self,
        document: Document,
        claims: list[Claim],
        countries: Callable[[], Mapping[str, float]] | None = None,
        context: Context | None = None,
    ) -> list[Claim]:
        """The claims with actors, glosses and stances. `countries` gives the shares of the document's countries;
        it is asked only where the claims' own places do not tell. `context`: the document's, where it is known."""
        context = context or Context.of(document, claims, countries)
        done: dict[tuple[str, Span | None], Actor] = {}

        def link(mention: Mention) -> Mention:
            at = (mention.text, mention.span)
            if at not in done:
                done[at] = self.link(mention.text, context, mention.span)
            return designated(mention).model_copy(update={"actor": done[at]})

        out = []
        for claim in claims:
            by, to = apart(claim.type, [link(m) for m in claim.initiators], [link(m) for m in claim.targets])
            update: dict[str, object] = {
                "initiators": once(by),
                "targets": once(to),
                "trigger": designated(claim.trigger),
                "stages": {**claim.stages, "actors": "/".join(STAGE)},
            }
            out.append(claim.model_copy(update=update))
        return out

    def link(self, text: str, context: Context, span: Span | None = None) -> Actor:
        """The actor that one name means in its context."""
        tokens = key(_GLUED.sub("ة ", _DRONE.sub("طائرة مسير", text)))
        if nation := self._by_nationality(tokens, context, span, text):
            return record(nation)
        tokens = warplanes(uncounted(tokens))
        if tokens[:1] == ("اجهزه",) and (tokens[1:] == () or set(tokens[1:]) <= nationalities().keys()):
            tokens = ("اجهزه", "امنيه", *tokens[1:])  # 'الأجهزة' by themselves are those of security
        if nobody := self._nobody(tokens, context):
            return record(nobody)
        reading, sure = self._by_words(tokens, text, context, span)
        if not sure:
            reading = self._on_occasion(tokens, text, reading, context, span)
            reading = self._at_last(tokens, text, reading, context, span)
        return record(reading or Reading("unknown:name", "no table knows this name", 0))

    def _by_nationality(self, tokens: Key, context: Context, span: Span | None, text: str) -> Reading | None:
        """A single word that is the adjective of a state: its people, the state, or a family name."""
        options = self._aliases.get(tokens, []) if len(tokens) == 1 else []
        chosen = self.choose([a for a in options if adjective_too(tokens[0], a)], context)
        if chosen:
            surname = self._surname(tokens, context, span, text)
            return surname or Reading("unknown:people", "people of a state or a holder of an office", 1)
        state = any(a.actor.endswith(".state") for a in options)
        if state and (people := national(tokens[0], context, span)):
            return people
        if len(tokens) == 1 and tokens[0] in nationalities() and not state:
            country = nationalities()[tokens[0]]
            before = context.word_before(span)
            article = text.startswith(("ال", "لل"))
            many = tokens[0].endswith(("ين", "ان"))
            if article and span is not None and tokens[0].endswith("ي") and self._of_a_person(tokens, context):
                return Reading("unknown:name", "the family name of somebody whom the text names", 0)
            if (article or (tokens[0][-1] == "ه" and before not in _FATES)) and not many:
                return Reading(f"{country}.state", "adjective of a state", 1)
            between = before.removesuffix("ا")  # 'قصفا مدفعيا إسرائيليا'
            qualifies = before in self._skip or between in self._skip or between in _VIOLENTLY
            if qualifies and (deed := context.word_before(span, 2)) in self._deed:
                before = deed  # 'إسناد جوي روسي'
            thing = before in self._deed or self._generic.get((before,)) == "object"
            if before and thing and not (article and many):
                return Reading(f"{country}.state", "adjective of a thing of a state", 1)
        return None

    def _nobody(self, tokens: Key, context: Context) -> Reading | None:
        """Words that name nobody in particular."""
        if len(tokens) == 1 and tokens[0] in _SOME:
            return Reading("unknown:people", "nobody in particular", 1)
        if tokens in (("عدو",), ("عسكر",)) and self._named(tokens, 0, context) is None:
            return Reading("unknown:forces", "somebody's enemy or soldiers", 1)
        if tokens in (("شهيد",), ("شهيدا",)):  # before a name it is a title
            return Reading("unknown:civilians", "people who were killed", 1)
        return None

    def _by_words(
        self, tokens: Key, text: str, context: Context, span: Span | None
    ) -> tuple[Reading | None, bool]:
        """Whom the phrase means by its own words and what they refer back to; True where nothing else may change it."""
        armed = unmarked(tokens, text) or drones(tokens)
        shorter = acting(tokens)
        reading = None if self._has_a_title_for_name(tokens, text, context) else self.read(
            shorter, context, span, bare=len(shorter) == len(tokens)
        )
        named = reading.person if reading else tokens in self._aliases
        if len(tokens) == 1 and named:  # 'المالكي' is whom this text calls so in full
            reading = self._by_family_name(tokens, context) or reading
        definite = context.definite(span, text)
        if reading and reading.end == 0 and reading.id.startswith("unknown:") and _full_name(tokens):
            reading = None  # 'محمد علي المرضي' is no patients
        if reading and reading.person and span is not None and self._of_a_trade(tokens, text, context, span):
            return Reading("unknown:name", "somebody of a trade, with the name of a holder of an office", 0), True
        if reading is None or reading.id in ("unknown:forces", "unknown:officials"):
            reading = self._first_party(text, context, span) or reading
        if len(tokens) == 1 and reading and reading.person:
            reading = self._with_or_without_article(tokens, reading, definite)
        if reading and not definite and self._needs_article(tokens, reading):
            reading = self._typed(self._generic[tokens], text, tokens) if tokens in self._generic else None
        if reading and reading.why.startswith(_QAEDA) and not self._organisation(text, tokens, context, span):
            reading = self._typed("object", "base", tokens)
        if len(shorter) < len(tokens):
            whole = self._named(tokens, 0, context)
            reading = whole if whole and whole.end > len(shorter) else reading or self.read(tokens, context, span)
        lonely = armed and not drones(tokens) and alone_in_the_sky(tokens, context)
        if armed and not lonely and reading and reading.why.endswith(GUESSED):
            reading = Reading("unknown:forces", "aircraft or arms whose owner the phrase does not name", 0)
        if reading and reading.id.endswith(".military") and civilian(tokens):
            reading = Reading("unknown:object", "aircraft or ships of civilians", 0)
        if reading and reading.id == "unknown:civilians" and farms(tokens):
            reading = self._typed("object", "مزارع", tokens)
        if reading is None or reading.id.startswith("unknown:"):
            reading = self._in_ranks(tokens, context) or reading
        if span is not None:
            reading = self._completed(tokens, reading, context, span, definite)
            if reading is None or reading.id.startswith("unknown:"):
                reading = self._own(text, tokens, context, span) or reading
                reading = self._referred(tokens, reading, context, span, definite) or reading
        if reading and span is not None and tokens in _BARE_ARMIES and " in a report of " in reading.why:
            owner = self._speaker(context, span)
            reading = reading._replace(id=owner, why=SPOKEN) if owner else reading
        return reading, False

    def _on_occasion(
        self, tokens: Key, text: str, reading: Reading | None, context: Context, span: Span | None
    ) -> Reading | None:
        """The reading as the war, the day and the words beside change it."""
        if reading:
            reading = islamic_resistance(tokens, reading, context)
        if reading and span is not None:
            for seen in (west_coast, bomber, hospital, airliner, kurds):
                reading = seen(tokens, reading, context, span)
        if reading and reading.id[2:] in _ARMED_BODIES and opposed(text):
            reading = Reading("unknown:fighters", "set against the state whose adjective they have", 0)
        if reading and reading.id.startswith("IL.") and "احتلال" in tokens:
            reading = occupier(tokens, reading, context)
        if reading and reading.id == "houthis":
            reading = self._with_saleh(tokens, reading, context)
        if reading and reading.why == CAPITAL and (context.word_before(span) in _AT or context.in_apposition(span)):
            reading = Reading("unknown:place", "a capital as the place where something is", len(tokens))
        strange = tokens[:1] in _MILITIAS and len(tokens) > 1 and not context.definite(span, text)
        if strange and reading and reading.end == 1:
            reading = Reading("unknown:fighters", "militias that the phrase does not name", 1)
        if reading and reading.why == CAPITAL and reading.id == "YE.state" and context.day >= "2016-08":
            reading = reading._replace(id="houthi-spc", why="who governs in Sanaa")
        if (
            span is not None
            and tokens
            and not strange
            and _vague(reading)
            and (tokens[0] in self._group or tokens[0] in self._member)
        ):
            reading = self._same_group(tokens, context, span) or reading
        if span is not None and len(tokens) == 1 and _vague(reading) and _THEIRS.match(tokens[0]):
            reading = self._owner(context, span) or reading
        return reading

    def _at_last(
        self, tokens: Key, text: str, reading: Reading | None, context: Context, span: Span | None
    ) -> Reading | None:
        """What is asked where the tables and the words have left the phrase open: media, places, how a name sounds."""
        if len(tokens) == 1 and (medium := press(tokens[0], context)):
            reading = Reading(medium, "a newspaper that the text calls so", 1)
        if tokens == SECRETARY and span is not None and (reading is None or reading.id.startswith("unknown:")):
            reading = self._secretary(context, span) or reading
        if scholars(tokens) and (reading is None or reading.id == "unknown:fighters"):
            reading = Reading("unknown:people", "an association of scholars", 0)
        if reading is None and span is not None and (medium_called(tokens, context) or self._is_place(text)):
            reading = self._bearer(tokens, context)
        if reading is None and tokens and self._is_place(text):
            reading = Reading("unknown:place", "the name of a place", len(tokens))
        if reading is None and (late := self._late.get(tokens[:1])) and len(tokens) > 1:
            reading = self._typed(late, text, tokens)
        if reading is None and span is not None:
            reading = self._once(("introduced", tokens), context, lambda: self._introduced(tokens, context))
            reading = reading or self._as_it_sounds(tokens, context)
            if reading is None and context.word_before(span) in _SOLDIERS:
                reading = self._soldier(tokens, context, span)
        if reading is None or reading.id in _NOBODY:
            medium = medium_named(tokens, context, span)
            if not medium and len(tokens) > 1 and (reading is None or reading.id == "unknown:media"):
                medium = medium_called(tokens, context)  # words such as 'الوطن' are media only by their noun
            reading = Reading(medium, "a medium", len(tokens)) if medium else reading
        if reading is None and tokens and mere_number(tokens):
            reading = Reading("unknown:people", "a number of people", len(tokens))
        return reading

    @staticmethod
    def _of_a_person(tokens: Key, context: Context) -> bool:
        """Whether the text has a nationality as a family name: 'أبو خليل السوداني', 'محمد علي المصري'. One word before
        it tells nothing: 'الجو الأميركي' is no Joe."""
        given = names_of_persons()[""]
        for phrase in context.ending_with(tokens):
            before = phrase[: -len(tokens)][-2:]
            if before and before[-1].startswith("ابو") and len(before[-1]) > 4:
                return True
            if len(before) == 2 and all(name in given for name in before):
                return True
        return False

    def _with_or_without_article(self, tokens: Key, reading: Reading, definite: bool) -> Reading | None:
        """'الكاميرون' is a country and no Cameron, 'معلم' a teacher and no المعلم."""
        state = next((a.actor for a in self._aliases.get(tokens, ()) if a.actor.endswith(".state")), "")
        if state and definite:
            return Reading(state, "a country's name, with its article", 1)
        return None if tokens[0] in articled() and not definite else reading

    def _has_a_title_for_name(self, tokens: Key, text: str, context: Context) -> bool:
        """Whether a title without its article is a given name: 'سلطان حميد سعيد' is no sultan."""
        if len(tokens) < 2 or tokens[0] not in _TITLES_TOO or text.startswith("ال"):
            return False
        return tokens[1] in names_of_persons()[""] and self._named(tokens, 0, context) is None

    def _surname(self, tokens: Key, context: Context, span: Span | None, text: str) -> Reading | None:
        """'السوداني' as a holder's name: it has its article, stands behind no people or institutions, and the text
        names him in full or has his government or bureau before it."""
        before = context.word_before(span)
        if not context.definite(span, text) or span is None:
            return None
        if before in HELD:
            return self._named((before, *tokens), 1, context)
        noun = before in self._role or before in self._member or before in self._group
        noun = noun or (before,) in self._generic or (before,) in self._institutions
        return None if noun else self._named(tokens, 0, context)

    def _of_a_trade(self, tokens: Key, text: str, context: Context, span: Span) -> bool:
        """Whether a name is of a driver, a teacher and such, who has the name of a holder of an office by chance."""
        if len(tokens) > 1 and tokens[0] in _TRADES and (tokens[0] not in _VERBS_TOO or text.startswith("ال")):
            return True
        if context.word_before(span) in _CALLED:
            return context.word_before(span, 2) in _TRADES
        before = context.articled_before(span)  # 'التقى المعلم لافروف': he is a minister
        return before in _TRADES and (len(tokens) > 1 or before not in articled())

    def _needs_article(self, tokens: Key, reading: Reading) -> bool:
        return any(a.alone and a.actor == reading.id for a in self._aliases.get(tokens, ()))

    def _organisation(self, text: str, tokens: Key, context: Context, span: Span | None) -> bool:
        """Whether 'القاعدة' is al-Qaeda and no base: it has its article, is no part of a thing, and no base is named
        before in a text that does not speak of al-Qaeda."""
        if "قاعدة" in text and not any(w in text for w in ("القاعدة", "للقاعدة")):
            return context.definite(span, text)
        if context.word_before(span) in _OF_A_BAND:
            return True
        if span is not None and len(tokens) == 1 and context.storms_a_base(span):
            return False
        thing = self._generic.get(tokens[:1]) == "object" and tokens[0] not in self._member
        return not context.speaks_of_a_base(span) and not (thing and tokens[0] in _OF_BASES)

    def _with_saleh(self, tokens: Key, reading: Reading, context: Context) -> Reading:
        """'الحوثيين وقوات صالح' are the two together, as long as they were."""
        rest = (self._named(tokens, i, context) for i in range(reading.end, len(tokens)))
        saleh = next((n for n in rest if n and n.id == "saleh-forces"), None)
        if saleh and self._generic.get(tokens[: reading.end]) == "fighters":  # 'ميليشيات' alone are the Houthis'
            return saleh
        return reading._replace(id="houthi-saleh", why=f"{reading.why}, with Saleh") if saleh else reading

def _full_name(tokens: Key) -> bool:
    """Whether a phrase is two given names and a third word, as full names of people are."""
    given = names_of_persons()[""]
    return len(tokens) == 3 and tokens[0] in given and tokens[1] in given


def _vague(reading: Reading | None) -> bool:
    return reading is None or reading.id in ("unknown:fighters", "unknown:object", "unknown:officials")


def once(mentions: list[Mention]) -> list[Mention]:
    """Every actor once a slot, in its likeliest mention: a militia and its militias are one party. Those that no table
    knows are not compared, two groups of fighters may be two."""
    best: dict[str, Mention] = {}
    for m in mentions:
        if m.actor and not m.actor.id.startswith("unknown:"):
            known = best.get(m.actor.id)
            if known is None or (m.confidence or 0.0) > (known.confidence or 0.0):
                best[m.actor.id] = m
    return [m for m in mentions if not m.actor or best.get(m.actor.id, m) is m]


def designated(mention: Mention) -> Mention:
    """The mention with its neutral gloss and stance, where its words carry one."""
    gloss, stance = designate(mention.text)
    return mention.model_copy(update={"gloss": gloss, "stance": stance}) if stance else mention
