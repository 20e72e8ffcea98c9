"""Reading one phrase: by alias, by pattern of office and state, by what the report's country is.

`PhraseReader.read` gives whom a phrase means where the phrase itself says it, with what surrounds it in a text only
for institutions without their state. Who is called so elsewhere in the text is `actors`' matter.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from riwaya.records import Span
from riwaya.resolve.actoroccasions import court_of_nations, in_arms, in_the_sky
from riwaya.resolve.actorphrases import (
    against,
    common_noun,
    financial,
    hardware,
    mere_adjective,
    mere_place,
    of_united_nations,
)
from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actortable import (
    Alias,
    Key,
    actors,
    aliases,
    capitals,
    longest,
    names_of_persons,
    nationalities,
    phrases,
)
from riwaya.resolve.context import Context

# Institutions whose bare name ('الجيش') in a report means those of the country where it plays.
_BARE = frozenset({"military", "government", "foreign", "defence", "interior", "health", "justice", "police",
                   "security", "intelligence", "president", "pm", "parliament", "judiciary", "civil-defence",
                   "red-crescent"})  # fmt: skip
# Offices: a bare one is of the state whose offices the text has just spoken of, a government only of the nearest.
_CIVIL = frozenset({"government", "foreign", "defence", "interior", "justice", "president", "pm", "parliament"})
_NEAR, _NEARER = 40, 20
# Missions and their people are as often the United Nations' or another state's.
_MISSIONS = frozenset({"بعثه", "مبعوث", "مبعوثه", "سفراء", "مندوب", "مندوبه", "دبلوماسي", "دبلوماسيين", "سلطان"})
# No state has them at home: 'السفارة', 'البعثة' in a report are somebody else's.
_ABROAD = frozenset({"بعثه", "سفاره", "قنصليه", "قنصل", "سفير", "سفيره", "سفراء", "مبعوث", "مبعوثه"})
_ENVOYS = frozenset({("مبعوث",), ("مبعوثه",)})
# Titles that mean the head of a state only where it has such a head; elsewhere they begin names.
_TITLES: dict[Key, frozenset[str]] = {("امير",): frozenset({"QA", "KW"}), ("سلطان",): frozenset({"OM", "BN"}),
           ("ملك",): frozenset({"SA", "JO", "MA", "BH", "ES", "GB", "BE", "TH"})}  # fmt: skip
# States whose parliament is called so; elsewhere groups have one.
_SHURA = frozenset({"SA", "OM", "QA", "IR", "EG", "YE", "BH"})
# Offices that a state does not have.
_VACANT = frozenset({("US", "pm"), ("IR", "pm"), ("TR", "pm"), ("CN", "pm"), ("GB", "president"), ("AE", "pm"),
                     ("KP", "pm"), ("BR", "pm"), ("VE", "pm"), ("AF", "pm"), ("AU", "president"),
                     ("CA", "president")})  # fmt: skip
# Institutions that towns have too, and are called by the town's name.
_LOCAL = frozenset({"police", "security", "civil-defence", "health", "judiciary"})
# Nouns of people that stay what they are whatever stands after them: inhabitants of a place are nobody's fighters.
_FIRM = frozenset({"civilians", "protesters", "detainees", "displaced", "media", "medics", "aid-workers", "witnesses",
                   "experts", "attacker", "place"})  # fmt: skip
# Nouns that only say in what capacity somebody is named; whoever is named with them decides.
_LOOSE = frozenset({"fighters", "officials", "forces", "sources", "object"})  # 'place' decides by itself
_PEACEFUL = frozenset({"aid-workers", "officials", "sources", "media"})
_VIOLENT = frozenset(
    (w,) for w in ("ارهابيه", "ارهابي", "متطرفه", "متشدده", "مسلحه", "تكفيريه", "جهاديه", "متمرده", "انفصاليه")
)
_ADJECTIVES = frozenset({"ارهابيه", "متطرفه", "جهاديه"})
_ALLIES = frozenset((w,) for w in ("حلفاوها", "حلفاءها", "حلفايها", "شركاوها", "حليفاتها"))
# Officials are nobody's government as long as their state is not named.
# Bare nouns that are a group's or a body's name only where they stand alone: 'الهيئة', 'الحشد'.
_ALONE = frozenset({"هييه", "حشد", "اقليم", "رييسي"})  # رئيسي is also two presidents
_ASSOCIATIONS = frozenset({"رابطه", "جمعيه", "نقابه"})
_OFFICIALS = frozenset({"وسيط", "وسطاء", "مسوول", "مسوولين", "مسووله", "قاده", "زعماء", "زعيم", "وزراء", "حكام",
                        "مفاوضين"})  # fmt: skip
_OFFICERS = frozenset({"قايد", "ضابط", "جنرال", "عقيد", "عميد", "كولونيل"})
_DIPLOMATS = frozenset({"دبلوماسي", "دبلوماسيين", "سفراء"})
_MINISTRY = frozenset({"وزاره", "وزير", "وزيره", "هييه"})
# 'قوات كييف', 'نظام دمشق'; where two governments fight for a capital its name says nothing.
_RULERS = frozenset({"قوات", "نظام", "حكومه", "سلطات", "جيش"})
_DIVIDED = frozenset({"LY", "YE", "PS", "SO"})
# What others than states have presidents of.
_CHAIRED = frozenset({"اتحاد", "نقابه", "بلديه", "جامعه", "قسم", "تحرير", "فريق", "جمعيه", "موسسه", "غرفه", "شركه",
                      "دايره", "محكمه", "جهاز", "عمليات", "مجلس", "لجنه", "كتله", "تيار", "ايتلاف",
                      "استخبارات", "مخابرات", "مشتركه", "مشترك"})  # fmt: skip
# Men and planes that a text names after the army whose they are.
_MEN = frozenset({"جنود", "جندي", "جنديين", "مقاتلات", "مقاتله"})
CAPITAL = "a capital stands for its government"
_LOYAL = re.compile(r"([A-Z]{2})\.(president|government|pm|state)$")


class PhraseReader:
    """Reads phrases with the product's tables; loading happens at the first one."""

    def __init__(self, is_place: Callable[[str], bool] | None = None) -> None:
        self._is_place = is_place or _is_place
        self._aliases = aliases()
        self._alias_length = longest(dict(self._aliases))
        self._institutions = phrases("institution")
        self._institution_length = longest(dict(self._institutions))
        self._generic = phrases("generic")
        self._generic_length = longest(dict(self._generic))
        self._deed = frozenset(f for k in phrases("deed") for f in (k[0], k[0] + "ا") if len(k) == 1)
        self._late = phrases("placelike")
        self._member = frozenset(k[0] for k in phrases("member") if len(k) == 1)
        self._skip = frozenset(k[0] for k in phrases("skip") if len(k) == 1)
        self._former = frozenset(k[0] for k in phrases("former"))
        self._role = frozenset(k[0] for k in phrases("role"))
        self._group = frozenset(k[0] for k in phrases("group"))

    @staticmethod
    def _once(what: Key | tuple[str, Key], context: Context, read: Callable[[], Reading | None]) -> Reading | None:
        """What `read` gives, asked once a document."""
        if what not in context.readings:
            context.readings[what] = read()
        found: Reading | None = context.readings[what]
        return found

    def _read_elsewhere(self, tokens: Key, context: Context) -> Reading | None:
        """As `read`, of a phrase that stands somewhere in the text and names its state itself."""
        return self._once(tokens, context, lambda: self.read(tokens, context, bare=False))

    def read(self, tokens: Key, context: Context, span: Span | None = None, bare: bool = True) -> Reading | None:
        """Read a phrase from its beginning: the first name that it holds decides, nouns around it are passed over.

        `bare`: whether an institution without its state may be given to the document's country.
        """
        generic: tuple[str, str] | None = None
        institution: tuple[str, Key, int] | None = None
        tokens = financial(tokens)
        if capitals().get(tokens[:1]) and tokens[1:2] in _ALLIES:  # 'واشنطن وحلفاؤها'
            return Reading(f"{capitals()[tokens[:1]]}.state", CAPITAL, 1)
        if tokens and (against(tokens) or of_united_nations(tokens)) and not self._named(tokens, 0, context):
            if code := against(tokens):
                return self._typed(code, f"{tokens[0]} ...", tokens[:1])
            return Reading("un", "of the United Nations", len(tokens))
        former = any(t in self._former for t in tokens)
        i = 0
        while i < len(tokens):
            named = self._named(tokens, i, context)
            pattern = self._pattern(tokens, i)
            if named and institution and named.person and named.end == i + 1 and institution[0] in _LOCAL:
                named = None  # 'شرطة أوستن' is no person's
            if named and named.person and generic and generic[0] == "object" and self._part_of_name(tokens, i):
                return self._typed(*generic, tokens)  # 'قاعدة عين الأسد'
            if named and named.id.endswith(".state") and not pattern:
                if mere_place(tokens, i):
                    i = named.end
                    continue
                if i and tokens[0] in _ASSOCIATIONS:
                    return Reading("unknown:aid-workers", "an association in a state", named.end)
                fighters = generic is not None and generic[0] == "fighters"  # 'مقاتلون موالون لإيران'
                fighters = fighters or (
                    i > 0 and tokens[i - 1].startswith("موال") and generic is not None and generic[0] == "officials"
                )
                if generic and (fighters or (named.end == i + 1 and mere_adjective(tokens, i, generic[0]))):
                    return self._typed(*generic, tokens)
                if generic and generic[0] == "forces" and tokens[i] in nationalities():
                    return self._typed(*generic, tokens)
            if named and not (pattern and pattern[2] > named.end and pattern[1]):
                if tokens[:1] in (("قوات",), ("جيش",)) and i and (m := _LOYAL.match(named.id)):
                    return named._replace(id=f"{m[1]}.military", why=f"forces loyal to: {named.why}")
                if former and named.id.endswith((".president", ".pm")) and not named.person:
                    i = named.end
                    continue
                return named if not generic or generic[0] in _LOOSE else self._typed(*generic, tokens)
            if pattern:
                code, country, end = pattern
                country = self._meant(tokens[end - 1], country, context)
                if country:
                    if whole := self._reaching_further(tokens, i, end, context):
                        return whole
                    if former and code in ("president", "pm", "foreign", "defence", "interior"):
                        person = self._any_person(tokens, end, context)
                        return person or Reading("unknown:person", "a former holder of an office", end)
                    if generic is None or generic[0] in _LOOSE:
                        known = self._named(tokens, i, context, whole=end)
                        for j in range(i + 1, end if code == "government" else i):
                            known = known or self._named(tokens, j, context, whole=end)
                        known = None if known and known.id.endswith(".state") and code != "state" else known
                        return known or Reading(f"{country}.{code}", f"pattern {code} + {country}", end)
                elif institution is None and self._leads(tokens[:i], generic, code):
                    institution = (code, tokens[i:end], end)
            found = self._lookup(self._generic, self._generic_length, tokens, i)
            if found and found[0] in _PEACEFUL and tokens[found[1] : found[1] + 1] in _VIOLENT:
                found = "fighters", found[1] + 1  # 'منظمات إرهابية'
            wider = generic is not None and generic[0] == "object" and found and found[0] in ("fighters", "forces")
            wider = wider and tokens[i] not in _ADJECTIVES  # 'بنى تحتية إرهابية' are things
            weak = institution is None or institution[0] in ("military", "government", "state")
            if found and (generic is None or wider) and weak:
                generic = (found[0], " ".join(tokens[i : found[1]]))
                if found[0] in _FIRM and institution is None:
                    return self._typed(*generic, tokens)
            i += max(1, (found[1] - i) if found else 0) if not pattern or found else 1
        if institution and institution[0] in ("military", "police", "security") and tokens[-1] in nationalities():
            country = nationalities()[tokens[-1]]
            return Reading(f"{country}.{institution[0]}", f"{institution[0]}, at the end {country}", len(tokens))
        if institution and institution[1][0] in _MINISTRY and tokens[-1] in nationalities():
            return Reading(f"{nationalities()[tokens[-1]]}.government", "a ministry", len(tokens))
        if institution and bare:
            reading = self._bare(*institution, tokens, context, span)
            if reading:
                return reading
        if generic and not (institution and generic[0] == "place"):
            return self._typed(*generic, tokens)
        nation = next((nationalities()[t] for t in tokens if t in nationalities()), "")
        if nation and len(tokens) > 1 and tokens[0] in self._deed and tokens[1] in nationalities():
            return Reading(f"{nation}.state", "a deed of a state", len(tokens))
        if nation and len(tokens) == 2 and tokens[0] in _OFFICERS and tokens[1] in nationalities():
            return Reading(f"{nation}.military", "a commander of a state", 2)
        if nation and all(t in nationalities() or t in self._skip or t in self._member for t in tokens):
            return Reading("unknown:people", f"people of {nation}, not said who", len(tokens), country=nation)
        if capital := capitals().get(tokens):
            return Reading(f"{capital}.state", CAPITAL, len(tokens))
        if institution and institution[0] in _BARE:
            armed = institution[0] in ("military", "police", "security")
            kind = "unknown:forces" if armed else "unknown:officials"
            return Reading(kind, "an institution of a state that the text does not name", 0)
        return None

    def _reaching_further(self, tokens: Key, i: int, end: int, context: Context) -> Reading | None:
        """A name that begins within an institution's phrase and goes on behind it: 'قائد في الجيش السوري الحر'."""
        for j in range(i + 1, end):
            named = self._named(tokens, j, context)
            if named and named.end > end and not named.id.endswith(".state"):
                return named
        return None

    def _meant(self, word: str, country: str, context: Context) -> str:
        """The state of an adjective; in some reports it is the name of an office's holder: 'حكومة السوداني' in Iraq."""
        options = self._aliases.get((word,)) if country and word in nationalities() else None
        chosen = self.choose(options, context) if options else None
        if chosen and chosen[0].countries and chosen[0].actor[2:3] == ".":
            return chosen[0].actor[:2]
        return country

    def _part_of_name(self, tokens: Key, i: int) -> bool:
        before = tokens[i - 1]
        return not (before in self._member or before in self._skip or (before,) in self._generic)

    def _leads(self, before: Key, generic: tuple[str, str] | None, code: str) -> bool:
        """Whether a bare institution is what the phrase is about, and not the name of an airport or a street."""
        if generic and generic[0] == "object" and code not in ("military", "police", "security"):
            return False
        return all(t in self._member or t in self._skip or (t,) in self._generic for t in before)

    @staticmethod
    def _typed(code: str, word: str, tokens: Key) -> Reading:
        country = next((nationalities()[t] for t in tokens if t in nationalities()), "")
        if country and (code == "forces" or hardware(word)):
            return Reading(f"{country}.military", f"'{word}' of {country}", len(tokens))
        return Reading(f"unknown:{code}", f"generic name '{word}'", 0, country=country)

    @staticmethod
    def _lookup(table: Mapping[Key, str], lengths: Mapping[str, int], tokens: Key, i: int) -> tuple[str, int] | None:
        for n in range(min(lengths.get(tokens[i], 0), len(tokens) - i), 0, -1):
            code = table.get(tokens[i : i + n])
            if code is not None:
                return code, i + n
        return None

    def _named(self, tokens: Key, i: int, context: Context, whole: int = 0) -> Reading | None:
        """The longest alias at a token that context and date allow; with `whole`, only one that ends there."""
        for n in range(min(self._alias_length.get(tokens[i], 0), len(tokens) - i), 0, -1):
            if whole and i + n != whole:
                continue
            options = self._aliases.get(tokens[i : i + n])
            if n == 1 and self._common(tokens, i):
                continue
            if options and (chosen := self.choose(options, context)):
                alias, why = chosen
                alone = n == 1 or (i == 1 and not whole)
                if alias.person and i and alone and _of_another(tokens[i - 1], alias.person):
                    continue  # 'سمير العامري' is no هادي العامري
                if n == 1 and alias.person and not i and self._goes_on_as_a_name(tokens, context):
                    continue  # 'هادي علي مصطفى' is no Hadi
                if n == 1 and i + 1 < len(tokens) and tokens[i] in _ALONE and self._further(tokens[i + 1]):
                    continue  # 'هيئة الصحة' is no 'الهيئة'
                if n == 1 and alias.actor.startswith("person:") and self._somebody_else(tokens, i, options, context):
                    continue
                name = " ".join(tokens[i : i + n])
                return Reading(alias.actor, f"alias '{name}'{why}", i + n, alias.person)
        return None

    def _somebody_else(self, tokens: Key, i: int, options: list[Alias], context: Context) -> bool:
        """Whether a family name is another's: years before its bearer had an office, or behind a strange name."""
        if all(o.since > context.day for o in options):
            return True
        states = {o.actor[:2] for o in options if o.actor[2:3] == "."}
        if len(states) == 1 and all(o.actor[2:3] == "." for o in options) and not context.share(states.pop()):
            return True  # one who is out of office, in a report of other countries
        known = (self._member, self._skip, self._role, self._former)
        return i > 0 and not any(tokens[i - 1] in words for words in known)

    def _further(self, word: str) -> bool:
        """Whether a word behind a bare noun makes another body of it."""
        known = word in self._member or word in self._skip or word in nationalities()
        return not known and self._generic.get((word,)) not in ("fighters", "forces", "civilians")

    def _goes_on_as_a_name(self, tokens: Key, context: Context) -> bool:
        """Whether a family name at the beginning is here somebody's first name: another word of a name follows it."""
        if len(tokens) < 2:
            return False
        kunya = tokens[0].startswith("ابو")
        if not kunya and tokens[0] not in names_of_persons()[""]:
            return False
        follows = tokens[1]
        if kunya and follows in nationalities():
            return True
        known = (self._member, self._skip, self._role, self._former, self._group, self._deed, nationalities())
        if any(follows in words for words in known) or (follows,) in self._generic:
            return False
        if (follows,) in self._institutions or (follows,) in self._aliases:
            return follows in names_of_persons()[""]
        return True

    def _common(self, tokens: Key, i: int) -> bool:
        """A name that is also a common noun ('القاعدة', 'قاعدة العند') means the noun where a name follows it."""
        if self._generic.get(tokens[i : i + 1]) != "object" or i + 1 == len(tokens):
            return False
        if common_noun(tokens, i):
            return True
        follows = tokens[i + 1]
        return not (follows in self._skip or follows in nationalities() or (follows,) in self._generic)

    @staticmethod
    def choose(options: list[Alias], context: Context) -> tuple[Alias, str] | None:
        """The meaning that the document's countries and day allow, with the reason; None where none is allowed."""
        best: tuple[float, Alias, str] | None = None
        for alias in options:
            active = alias.active(context.day)
            if alias.countries:
                if not active:
                    continue
                share, country = max((context.share(c), c) for c in alias.countries)
                if share < 0.2:
                    continue
                value, why = 1.0 + share, f" in a report of {country}"
            else:
                value, why = 0.5 + 0.5 * active, ""
            if alias.person:
                if not active and not (alias.since <= context.day and alias.active(context.weeks_before)):
                    # out of office the person is meant, not the office
                    person = "person:" + alias.person.lower().replace(" ", "-")
                    alias, value, why = Alias(person, person=alias.person), 0.4, ", not in office that day"
                else:
                    why = f", {alias.person} holding it" + (" that day" if context.day else "")
            if best is None or value > best[0]:
                best = (value, alias, why)
        return (best[1], best[2]) if best else None

    def _any_person(self, tokens: Key, start: int, context: Context) -> Reading | None:
        for i in range(start, len(tokens)):
            named = self._named(tokens, i, context)
            if named and named.person:
                return named
        return None

    def _pattern(self, tokens: Key, i: int) -> tuple[str, str, int] | None:
        """An institution at a token: its code, the state that follows ('' where none does), and where it ends."""
        found = self._lookup(self._institutions, self._institution_length, tokens, i)
        if not found:
            return None
        code, end = found
        for j in range(end, min(end + 5, len(tokens))):
            if tokens[j] in nationalities():
                return code, nationalities()[tokens[j]], j + 1
            state = self._state(tokens, j) or self._capital(tokens, i, j)
            if state:
                return code, state[0], state[1]
            # 'وزارة الخارجية والدفاع', 'سفير لدى': another noun of the phrase
            inner = self._lookup(self._institutions, self._institution_length, tokens, j)
            if inner and code == "government":
                code = inner[0]
            if tokens[j] not in self._skip and not inner:
                break
        return code, "", end

    @staticmethod
    def _capital(tokens: Key, i: int, j: int) -> tuple[str, int] | None:
        country = capitals().get(tokens[j : j + 1], "") if j == i + 1 and tokens[i] in _RULERS else ""
        return (country, j + 1) if country and country not in _DIVIDED else None

    def _state(self, tokens: Key, i: int) -> tuple[str, int] | None:
        for n in range(min(self._alias_length.get(tokens[i], 0), len(tokens) - i), 0, -1):
            for alias in self._aliases.get(tokens[i : i + n], ()):
                if alias.actor.endswith(".state") and not alias.countries:
                    return alias.actor[:2], i + n
        return None

    def _goes_on(self, rest: Key) -> bool:
        """Whether there is more behind an institution than what qualifies it and further institutions."""
        i = 0
        while i < len(rest):
            inner = self._lookup(self._institutions, self._institution_length, rest, i)
            if rest[i] in self._group or (not inner and rest[i] not in self._skip and rest[i] not in self._member):
                return True  # 'قيادة الجبهة' is no government's
            i = inner[1] if inner else i + 1
        return False

    def _bare(
        self, code: str, phrase: Key, end: int, tokens: Key, context: Context, span: Span | None
    ) -> Reading | None:
        """An institution without its state: the one that the text named so before, else of the country it plays in."""
        offices = code in ("president", "pm", "foreign", "defence", "interior")
        rest = tokens[end:]
        more = self._goes_on(rest)
        town = code in _LOCAL and (self._generic.get(rest[:1]) == "place" or self._is_place(" ".join(rest)))
        if not offices and more and not town:
            return None
        foreigners = phrase == ("خارجيه",) and tokens.index("خارجيه") > 0  # 'دول خارجية' is no ministry
        if (code == "government" and phrase[0] in _OFFICIALS) or (code == "foreign" and phrase[0] in _DIPLOMATS):
            return None
        if phrase in (("رييس",), ("رييسه",)) and rest and rest[0] in self._group | _CHAIRED:
            return None
        if code not in _BARE or tokens[:1] in (("امين",),) or foreigners:
            return None
        if code == "parliament" and phrase == ("مجلس", "شوري") and context.country not in _SHURA:
            return None
        if context.country not in _TITLES.get(phrase, {context.country}):
            return None
        before = context.qualified(phrase, span, lambda k: self._read_elsewhere(k, context))
        if before and not before.id.startswith("unknown:") and not (code in _CIVIL and in_arms(before.id)):
            return before._replace(why=f"named in full elsewhere in the text: {before.why}")
        if phrase == ("قضاء",) and (
            (rest and rest[0] not in self._skip) or ("مجلس" in tokens and "اعلي" not in tokens)
        ):
            return Reading("unknown:place", "a district", len(tokens)) if tokens[0] == "قضاء" else None
        if code == "judiciary" and (court := court_of_nations(phrase, context)):
            return Reading(court, "the court of nations that the text names", end)
        civil = span is not None and code in _CIVIL and phrase[0] not in _MISSIONS and phrase[0] != "قصر"
        near = self._office_before(context, span, code) if span is not None and civil else ""
        if near and (near, code) not in _VACANT:
            return Reading(f"{near}.{code}", f"{code} of the state whose office is named just before", end)
        country = context.country
        envoy = actors().get(f"un-envoy-{country.lower()}") if phrase in _ENVOYS and not rest else None
        if envoy and envoy.since <= context.day:
            return Reading(envoy.id, "the envoy to the report's country", end)
        if not country or phrase[0] in _ABROAD or tokens == ("قياده",):
            return None
        if country == "PS" and code == "military":
            country = "IL"
        if country == "PS" and (phrase == ("محكمه", "عليا") or (code == "police" and context.lately("قدس", span))):
            return None  # in Jerusalem they are Israel's
        if code == "military" and phrase[0] in _MEN and span is not None and (army := self._army_before(context, span)):
            return Reading(army, "soldiers of the army named just before", end)
        if code == "military" and "جيش" not in tokens and (owner := in_the_sky(country, phrase, tokens, context)):
            return Reading(owner, "who flies in the report's country, by its day", end)
        return Reading(f"{country}.{code}", f"{code} of the report's country", end)

    def _army_before(self, context: Context, span: Span) -> str:
        """The army whose forces the words before a span name last, '' where they name none."""
        stop = context.index(span.start)
        words = context.stems[max(0, stop - 30) : stop]
        for i in range(len(words) - 1, -1, -1):
            pattern = self._pattern(words, i)
            if pattern and pattern[1] and pattern[0] in ("military", "defence"):
                return f"{pattern[1]}.military"
        return ""

    def _office_before(self, context: Context, span: Span, code: str) -> str:
        """The state whose president, government or other office the words before a span name last."""
        stop = context.index(span.start)
        words = context.stems[max(0, stop - (_NEARER if code == "government" else _NEAR)) : stop]
        for i in range(len(words) - 1, -1, -1):
            pattern = self._pattern(words, i)
            if pattern and pattern[1] and pattern[0] in _CIVIL and not (code == "government" and words[i] in _ABROAD):
                return self._meant(words[pattern[2] - 1], pattern[1], context)
        return ""


@lru_cache(maxsize=20_000)
def _is_place(text: str) -> bool:
    """Whether the product's own gazetteer has this name."""
    from riwaya.resolve.finding import OURS
    from riwaya.resolve.names import place_key
    from riwaya.resolve.places import _finder

    return any(e.layer in OURS for e in _finder(None).gazetteer.lookup(place_key(text)))


def _of_another(given: str, person: str) -> bool:
    """Whether the word before a family name is somebody else's own name, and none of this person's."""
    names = names_of_persons()
    return given in names[""] and given not in names.get(person, frozenset())
