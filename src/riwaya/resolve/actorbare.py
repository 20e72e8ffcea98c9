"""Whose a bare institution is: an office, an army or a court that a phrase names without its state."""

import re
from itertools import chain

from riwaya.records import Span
from riwaya.resolve.actornames import NameReader
from riwaya.resolve.actoroccasions import court_of_nations, in_arms, in_the_sky, sentencing
from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actortable import Key, actors, nationalities
from riwaya.resolve.context import Context

# Institutions whose bare name ('الجيش') in a report means those of the country where it plays.
BARE = frozenset({"military", "government", "foreign", "defence", "interior", "health", "justice", "police",
                  "security", "intelligence", "president", "pm", "parliament", "judiciary", "civil-defence",
                  "red-crescent"})  # fmt: skip
# Offices: a bare one is of the state whose offices the text has just spoken of, a government only of the nearest.
_OFFICERS = frozenset({"ضابط", "ضباط", "ضابطا", "ضابطين", "ضابطان"})
_CIVIL = frozenset({"government", "foreign", "defence", "interior", "justice", "president", "pm", "parliament"})
_NEAR, _NEARER = 40, 20
# Missions and their people are as often the United Nations' or another state's.
_MISSIONS = frozenset({"بعثه", "مبعوث", "مبعوثه", "سفراء", "مندوب", "مندوبه", "دبلوماسي", "دبلوماسيين", "سلطان"})
# They stand where the report plays, whoever is named before them.
_BUILDINGS = frozenset({"قصر"})
# No state has them at home: 'السفارة', 'البعثة' in a report are somebody else's.
_ABROAD = frozenset({"بعثه", "سفاره", "قنصليه", "قنصل", "سفير", "سفيره", "سفراء", "مبعوث", "مبعوثه"})
_ENVOYS = frozenset({("مبعوث",), ("مبعوثه",)})
# Titles that mean the head of a state only where it has such a head; elsewhere they begin names.
_TITLES: dict[Key, frozenset[str]] = {("امير",): frozenset({"QA", "KW"}), ("سلطان",): frozenset({"OM", "BN"}),
           ("ملك",): frozenset({"SA", "JO", "MA", "BH", "ES", "GB", "BE", "TH"})}  # fmt: skip
# States whose parliament is called so; elsewhere groups have one.
_SHURA = frozenset({"SA", "OM", "QA", "IR", "EG", "YE", "BH"})
# Offices that a state does not have.
VACANT = frozenset({("US", "pm"), ("IR", "pm"), ("TR", "pm"), ("CN", "pm"), ("GB", "president"), ("AE", "pm"),
                     ("KP", "pm"), ("BR", "pm"), ("VE", "pm"), ("AF", "pm"), ("AU", "president"),
                     ("CA", "president")})  # fmt: skip
# Institutions that towns have too, and are called by the town's name.
LOCAL = frozenset({"police", "security", "civil-defence", "health", "judiciary"})
_LOCAL_ARMS = frozenset({"police", "security", "military"})
# Deeds with what they befall behind whose they are: 'قصف الجيش حلب'.
_STRIKES = frozenset({"قصف", "هجوم", "هجمات", "غاره", "غارات", "نيران", "ضربات", "ضربه"})
# Officials are nobody's government as long as their state is not named.
_OFFICIALS = frozenset({"وسيط", "وسطاء", "مسوول", "مسوولين", "مسووله", "قاده", "زعماء", "زعيم", "وزراء", "حكام",
                        "مفاوضين"})  # fmt: skip
_DIPLOMATS = frozenset({"دبلوماسي", "دبلوماسيين", "سفراء"})
# What others than states have presidents of.
_CHAIRED = frozenset({"اتحاد", "نقابه", "بلديه", "جامعه", "قسم", "تحرير", "فريق", "جمعيه", "موسسه", "غرفه", "شركه",
                      "دايره", "محكمه", "جهاز", "عمليات", "مجلس", "لجنه", "كتله", "تيار", "ايتلاف",
                      "استخبارات", "مخابرات", "مشتركه", "مشترك"})  # fmt: skip
# Courts and ships, which a text names in full once.
_NAMED = frozenset({"محكمه", "طراد", "مدمره", "فرقاطه", "سفينه", "غواصه"})
# Forces called hostile are never their own army; whose they are over Lebanon, `in_the_sky` tells.
_HOSTILE = ("معاد", "غازي")
_RAIDED = frozenset({"LB"})
# Why a bare body is whose it is, as the stages behind know a guess by its end.
SPOKEN = "the forces of who speaks of them"
GUESSED = "of the report's country"
FLOWN = "who flies in the report's country, by its day"
# 'إن', 'أن' before the army that a speaker tells of, and how many words before it name the speaker.
_THAT = frozenset({"ان", "بان"})
_SPEAKER = 9
_OF_STATE = re.compile(r"[A-Z]{2}\.(state|military|defence|president|pm)")
# States whose armies fight on a country's ground: what others say of 'the army' there is said of the country's own.
_ON_THE_GROUND_OF = {
    "UA": frozenset({"RU"}), "RU": frozenset({"UA"}), "AM": frozenset({"AZ"}), "AZ": frozenset({"AM"}),
    "IN": frozenset({"PK"}), "PK": frozenset({"IN"}), "LB": frozenset({"IL"}), "PS": frozenset({"IL"}),
    "IR": frozenset({"IL"}), "IL": frozenset({"IR"}),
}  # fmt: skip


# Ministries that Gaza has of its own since 2007, and the words that tell the Strip from the West Bank.
_OF_GAZA = {"health": "ps-gaza-health", "interior": "ps-gaza-interior"}
_SPLIT = "2007-06-14"
_GAZA = frozenset({"غزه", "قطاع", "رفح", "خانيونس", "يونس", "جباليا", "بلح", "لاهيا", "حانون", "شجاعيه", "نصيرات",
                   "بريج", "مغازي"})  # fmt: skip
_WEST_BANK = frozenset({"ضفه", "جنين", "نابلس", "طولكرم", "خليل", "قدس", "الله", "اريحا", "قلقيليه", "طوباس", "سلفيت",
                        "لحم"})  # fmt: skip
_CLAUSE = 15


class BareReader(NameReader):
    """Reads institutions without their state by what the text, its day and its country say."""

    def _goes_on(self, rest: Key) -> bool:
        """Whether there is more behind an institution than what qualifies it and further institutions."""
        i = 0
        while i < len(rest):
            inner = self._lookup(self._institutions, self._institution_length, rest, i)
            if rest[i] in self._group or (not inner and rest[i] not in self._skip and rest[i] not in self._member):
                return True  # 'قيادة الجبهة' is no government's
            i = inner[1] if inner else i + 1
        return False

    def _local(self, code: str, phrase: Key, rest: Key, tokens: Key) -> bool:
        """Whether what follows an institution is a town: whose it is ('شرطة حلب'), where its people speak ('مصدر عسكري
        في حلب'), or what it strikes ('قصف الجيش حلب'). A ministry or a court there may be another government's."""
        local = code in LOCAL or (code == "military" and tokens[0] in _STRIKES)
        if local and (self._generic.get(rest[:1]) == "place" or self._is_place(" ".join(rest))):
            return True
        speaks = code in ("police", "security") or (code == "military" and len(phrase) > 1)
        where = rest[1:] if rest[:1] == ("في",) else ()
        return bool(where and speaks and (self._generic.get(where[:1]) == "place" or self._is_place(" ".join(where))))

    def _bare(
        self, code: str, phrase: Key, end: int, tokens: Key, context: Context, span: Span | None
    ) -> Reading | None:
        """An institution without its state: the one that the text named so before, else of the country it plays in."""
        offices = code in ("president", "pm", "foreign", "defence", "interior")
        rest = tokens[end:]
        more = self._goes_on(rest)
        town = self._local(code, phrase, rest, tokens)
        if not offices and more and not town:
            return None
        foreigners = phrase == ("خارجيه",) and tokens.index("خارجيه") > 0  # 'دول خارجية' is no ministry
        if (code == "government" and phrase[0] in _OFFICIALS) or (code == "foreign" and phrase[0] in _DIPLOMATS):
            return None
        if phrase in (("رييس",), ("رييسه",)) and rest and rest[0] in self._group | _CHAIRED:
            return None
        if code not in BARE or tokens[:1] in (("امين",),) or foreigners:
            return None
        if code == "parliament" and phrase == ("مجلس", "شوري") and context.country not in _SHURA:
            return None
        if context.country not in _TITLES.get(phrase, {context.country}):
            return None
        if code == "military" and context.country not in _RAIDED and any(t.startswith(_HOSTILE) for t in tokens):
            return Reading("unknown:forces", "somebody's enemy", end)
        if span and len(phrase) == 1 and phrase[0] in _NAMED and (known := self._so_named(phrase[0], context, span)):
            return known

        if span and code in _CIVIL | _LOCAL_ARMS and (headed := self._heading(context, span)):
            return Reading(f"{headed}.{code}", f"{code} of the country that heads its line", end)

        def full(words: Key) -> Reading | None:
            if phrase == ("قوات",) and words[1] == "خاصه":
                return None  # 'القوات الخاصة الأمريكية' are not 'القوات'
            return self._read_elsewhere(words, context)

        before = context.qualified(phrase, span, full)
        if before and not before.id.startswith("unknown:") and not (code in _CIVIL and in_arms(before.id)):
            return before._replace(why=f"named in full elsewhere in the text: {before.why}")
        if phrase == ("قضاء",) and (
            (rest and rest[0] not in self._skip) or ("مجلس" in tokens and "اعلي" not in tokens)
        ):
            return Reading("unknown:place", "a district", len(tokens)) if tokens[0] == "قضاء" else None
        if code == "judiciary" and (court := court_of_nations(phrase, context, span)):
            return Reading(court, "the court of nations that the text names", end)
        civil = span is not None and code in _CIVIL and phrase[0] not in _MISSIONS | _BUILDINGS
        near = self._office_before(context, span, code) if span is not None and civil else ""
        if near and (near, code) not in VACANT:
            return Reading(f"{near}.{code}", f"{code} of the state whose office is named just before", end)
        if code == "military" and span and (owner := self._speaker(context, span)):
            return Reading(owner, SPOKEN, end)
        country = "MA" if context.country == "EH" and code in _LOCAL_ARMS else context.country
        envoy = actors().get(f"un-envoy-{country.lower()}") if phrase in _ENVOYS and not rest else None
        if envoy and envoy.since <= context.day:
            return Reading(envoy.id, "the envoy to the report's country", end)
        if not country or phrase[0] in _ABROAD or phrase == ("قياده",):
            return None
        if country == "PS" and code in _OF_GAZA and context.day >= _SPLIT and self._in_gaza(context, span):
            return Reading(_OF_GAZA[code], f"{code} of the Strip, which the text named last", end)
        if country == "PS" and code == "military":
            if _OFFICERS.intersection(tokens) and "جيش" not in tokens:
                return None  # an officer there may be of either side's services
            country = "IL"
        disputed = phrase == ("محكمه", "عليا") or (code == "police" and self._beside_israel(context, span))
        if country == "PS" and disputed:
            return None  # in Jerusalem and where Israel's forces are they are as often Israel's
        if code == "military" and "جيش" not in tokens and (owner := in_the_sky(country, phrase, tokens, context, span)):
            return Reading(owner, FLOWN, end)
        return Reading(f"{country}.{code}", f"{code} {GUESSED}", end)

    def _heading(self, context: Context, span: Span) -> str:
        """The country that heads a span's line in a bulletin of several countries: 'النيجر: قتل مسلحون جنديين'."""
        line = next((n for a, b, n in context.headings if a <= span.start < b), ())
        state = self._state(line, 0) if line else None
        if state is None or state[1] < len(line):
            return ""
        others = (self._state(name, 0) for _, _, name in context.headings if name)
        return state[0] if any(o is not None and o[0] != state[0] for o in others) else ""

    @staticmethod
    def _beside_israel(context: Context, span: Span | None) -> bool:
        """Whether the words before a span name Israel or Jerusalem."""
        words = context.words_before(span, 60) if span else ()
        return any(w in ("قدس", "اسراييل", "احتلال") or nationalities().get(w) == "IL" for w in words)

    @staticmethod
    def _in_gaza(context: Context, span: Span | None) -> bool:
        """Whether the part of Palestine that the rest of a span's clause names, else the words before it last, else
        the text, is the Strip."""
        stop = context.index(span.start) if span else len(context.stems)
        own = context.following(span, _CLAUSE) if span else ()
        for word in chain(own, reversed(context.stems[:stop]), context.stems[stop:]):
            if word in _GAZA or word in _WEST_BANK:
                return word in _GAZA
        return False

    def _so_named(self, noun: str, context: Context, span: Span) -> Reading | None:
        """The court or ship that the text named in full last: 'المحكمة' after 'المحكمة الجنائية الدولية'."""
        for phrase in context.before_span(noun, span):
            named = self._named(phrase, 0, context)
            if noun == "محكمه" and (not context.lately(noun, span, 40) or sentencing(context, span)):
                return None  # a court at home
            if named and named.end > 1:
                return named._replace(why=f"so called in full before: {named.why}")
            if (found := self._lookup(self._institutions, self._institution_length, phrase, 0)) and found[1] > 1:
                return None
            if noun == "محكمه":
                return None  # the last one that the text named is another
        return None

    def _speaker(self, context: Context, span: Span) -> str:
        """Whose a bare army is in the speech of a state that fights in the report's country, as Russia's in Ukraine;
        '' where it does not begin what they say. An armed group's "army" is its enemy's."""
        said = context.clause_before(span)
        if len(said) < 3 or said[-1] not in _THAT:
            return ""
        enemies = _ON_THE_GROUND_OF.get(context.country, frozenset())
        for first in range(max(0, len(said) - _SPEAKER), len(said) - 1):
            reading = self._read_elsewhere(said[first:-1], context)
            if reading is None:
                continue
            if reading.id == "houthis":  # who call theirs the armed forces
                return reading.id
            if _OF_STATE.fullmatch(reading.id) and reading.id[:2] in enemies:
                return f"{reading.id[:2]}.military"
        return ""

    def _office_before(self, context: Context, span: Span, code: str) -> str:
        """The state whose president, government or other office the words before a span name last."""
        stop = context.index(span.start)
        words = context.stems[max(0, stop - (_NEARER if code == "government" else _NEAR)) : stop]
        for i in range(len(words) - 1, -1, -1):
            pattern = self._pattern(words, i)
            # an envoy has his ministry at home, and his host's parliament before him
            if pattern and pattern[1] and pattern[0] in _CIVIL and (code == "foreign" or words[i] not in _ABROAD):
                return self._meant(words, pattern[2], pattern[1], context)
        return ""
