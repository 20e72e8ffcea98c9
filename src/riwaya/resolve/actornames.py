"""Names in a phrase: which alias a word begins, whose institution, and when a name is somebody else's.

`NameReader` finds what begins at one token of a phrase; `actorreading` reads whole phrases with it.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from riwaya.records import Span
from riwaya.resolve.actorcauses import defends
from riwaya.resolve.actorkingdoms import KINGDOM, in_its_kingdom, kingdom
from riwaya.resolve.actorphrases import common_noun, hardware
from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actorsounds import sounding
from riwaya.resolve.actortable import Alias, Key, aliases, capitals, longest, names_of_persons, nationalities, phrases
from riwaya.resolve.context import Context
from riwaya.resolve.sourcetable import press_behind

# Bare nouns that are a group's or a body's name only where they stand alone: 'الهيئة', 'الحشد'.
_ALONE = frozenset({"هييه", "حشد", "اقليم", "رييسي"})  # رئيسي is also two presidents
# 'قوات كييف', 'نظام دمشق'; where two governments fight for a capital its name says nothing.
_RULERS = frozenset({"قوات", "نظام", "حكومه", "سلطات", "جيش"})
_DIVIDED = frozenset({"LY", "YE", "PS", "SO"})
ARMED_BODIES = frozenset({"military", "police", "security"})
# Behind these an adjective of a state may be the name of who holds the office.
HELD = frozenset({"حكومه", "مكتب"})
COMMAND: Key = ("قياده", "عامه")
_COUNCIL, _NATIONAL = ("مجلس", "امن"), frozenset({("قومي",), ("دفاع",), ("وطني",)})


class NameReader:
    """Finds names and institutions with the product's tables; loading happens at the first one."""

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

    def read(self, tokens: Key, context: Context, span: Span | None = None, bare: bool = True) -> Reading | None:
        """Read a phrase from its beginning; what reads it stands in `PhraseReader`."""
        raise NotImplementedError

    def _read_elsewhere(self, tokens: Key, context: Context) -> Reading | None:
        """As `read`, of a phrase that stands somewhere in the text and names its state itself."""
        return self._once(tokens, context, lambda: self.read(tokens, context, bare=False))

    @staticmethod
    def _lookup(table: Mapping[Key, str], lengths: Mapping[str, int], tokens: Key, i: int) -> tuple[str, int] | None:
        for n in range(min(lengths.get(tokens[i], 0), len(tokens) - i), 0, -1):
            code = table.get(tokens[i : i + n])
            if code is not None:
                return code, i + n
        return None

    @staticmethod
    def _typed(code: str, word: str, tokens: Key) -> Reading:
        country = next((nationalities()[t] for t in tokens if t in nationalities()), "")
        if country and (code == "forces" or hardware(word)):
            return Reading(f"{country}.military", f"'{word}' of {country}", len(tokens))
        return Reading(f"unknown:{code}", f"generic name '{word}'", 0, country=country)

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
                if n == 1 and adjective_too(tokens[i], alias) and not self._holder(tokens, i, alias, context):
                    continue  # 'مقاتل سوداني' is no prime minister of Iraq
                if tokens[i + n - 1] == "جيش" and alias.countries and context.country not in alias.countries:
                    continue  # 'the army' is the army of where the report plays, whoever strikes there
                if alias.alone and (i + n < len(tokens) or (i and tokens[i] in self._skip)):
                    continue  # 'كتائب الثوار' are not 'الكتائب'
                alone = n == 1 or (i == 1 and not whole)
                if alias.person and i and alone and _of_another(tokens[i - 1], alias.person):
                    continue  # 'سمير العامري' is no هادي العامري
                if n == 1 and alias.person and tokens[i] in names_of_persons()[""] and _far(alias, context):
                    continue  # 'سليمان' far from Egypt is anybody
                if n == 1 and alias.person and self._in_a_strange_name(tokens, i, alias.person):
                    continue
                if n == 1 and alias.person and not i and self._goes_on_as_a_name(tokens):
                    continue  # 'هادي علي مصطفى' is no Hadi
                if n == 1 and i + 1 < len(tokens) and tokens[i] in _ALONE and self._further(tokens[i + 1]):
                    continue  # 'هيئة الصحة' is no 'الهيئة'
                if tokens[i : i + n] == COMMAND and not self._of_its_own(tokens[i + n : i + n + 1]):
                    continue  # 'القيادة العامة لوحدات كذا'
                if tokens[i : i + n] == _COUNCIL and tokens[i + n : i + n + 1] in _NATIONAL:
                    continue  # 'مجلس الأمن القومي' is no Security Council
                if n == 1 and alias.actor.startswith("person:") and self._somebody_else(tokens, i, options, context):
                    continue
                name = " ".join(tokens[i : i + n])
                found = Reading(alias.actor, f"alias '{name}'{why}", i + n, alias.person)
                return in_its_kingdom(tokens, i, found, context)
        return None

    def _holder(self, tokens: Key, i: int, alias: Alias, context: Context) -> bool:
        """Whether an adjective of a state is an office's holder's family name: behind a government or a bureau, or by
        itself in a text that names him in full."""
        if i:
            return tokens[i - 1] in HELD
        if len(tokens) > 1:
            return False
        ends = ((p, at) for p in context.ending_with(tokens) for at in range(len(p) - 1))
        full = (self._named(p, at, context, whole=len(p)) for p, at in ends)
        return any(f is not None and f.person and f.id == alias.actor for f in full)

    def _somebody_else(self, tokens: Key, i: int, options: list[Alias], context: Context) -> bool:
        """Whether a family name is another's: years before its bearer had an office, or behind a strange name."""
        if all(o.since > context.day for o in options):
            return True
        states = {o.actor[:2] for o in options if o.actor[2:3] == "."}
        if len(states) == 1 and all(o.actor[2:3] == "." for o in options) and not context.share(states.pop()):
            return True  # one who is out of office, in a report of other countries
        known = (self._member, self._skip, self._role, self._former)
        return i > 0 and not any(tokens[i - 1] in words for words in known)

    def _in_a_strange_name(self, tokens: Key, i: int, person: str) -> bool:
        """Whether a family name stands in somebody else's: behind words that nobody knows ('كليمنتين سلامي'), or
        before 'ابن' or, first of two or three, before one ('دانيش صديقي')."""
        own = names_of_persons().get(person, frozenset())
        after = tokens[i + 1 : i + 2]
        if after == ("بن",) and "بن" not in own:
            return True
        if not i:
            return 1 < len(tokens) < 4 and self._strange(tokens[1], own) and len(own) > 1
        return all(self._strange(t, own) for t in tokens[:i])

    def _strange(self, token: str, own: frozenset[str]) -> bool:
        """Whether a word is neither one of the tables' nor in a person's own name, in whatever spelling."""
        sound = sounding((token,))[0]
        heard = [sounding((t,))[0] for t in own]  # 'بترو' lost a letter as a clitic
        if token in own or any(h.endswith(sound) or (len(h) > 1 and sound.endswith(h)) for h in heard):
            return False
        words = (self._member, self._skip, self._role, self._former, self._group, self._deed)
        if token in nationalities() or any(token in known for known in words) or token.isdigit():
            return False
        return not any(token in lengths for lengths in (self._generic_length, self._institution_length)) and (
            token not in self._alias_length
        )

    def _further(self, word: str) -> bool:
        """Whether a word behind a bare noun makes another body of it."""
        known = word in self._member or word in self._skip or word in nationalities()
        return not known and self._generic.get((word,)) not in ("fighters", "forces", "civilians")

    def _of_its_own(self, after: Key) -> bool:
        """Whether what is behind 'القيادة العامة' leaves it a name: nothing, or what qualifies it."""
        return not after or after[0] in self._skip or after[0] in nationalities()

    def _goes_on_as_a_name(self, tokens: Key) -> bool:
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
        if common_noun(tokens, i) or self._institutions.get(tokens[i + 1 : i + 2]) in ARMED_BODIES:
            return True  # 'قاعدة للجيش'
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
                if not active and not alias.person and _unborn(alias, context.day):
                    continue  # nobody is called so years before he exists
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
        if end == i + 1 and i and press_behind(tokens[i - 1], tokens[i]):
            return None  # 'صحيفة السفير' is no embassy's
        if code == "defence" and end == i + 1 and defends(tokens, i):
            return None
        for j in range(end, min(end + 5, len(tokens))):
            if tokens[j] in nationalities():
                return code, nationalities()[tokens[j]], j + 1
            state = self._state(tokens, j) or self._capital(tokens, i, j)
            if state:
                return code, state[0], state[1]
            # 'وزارة الخارجية والدفاع', 'سفير لدى': another noun of the phrase
            inner = self._lookup(self._institutions, self._institution_length, tokens, j)
            if inner and code in ("government", "president"):  # 'رئيس الاستخبارات المصرية' is no president
                code = inner[0]
            if tokens[j] not in self._skip and not inner:
                break
        return code, "", end

    def _meant(self, tokens: Key, end: int, country: str, context: Context) -> str:
        """The state of the adjective before a token; right behind a government or a bureau it is in some reports the
        name of an office's holder: 'حكومة السوداني' in Iraq."""
        held = end > 1 and tokens[end - 2] in HELD and tokens[end - 1] in nationalities()
        options = self._aliases.get((tokens[end - 1],)) if country and held else None
        chosen = self.choose(options, context) if options else None
        if chosen and chosen[0].countries and chosen[0].actor[2:3] == ".":
            return chosen[0].actor[:2]
        return kingdom(context) if country and tokens[end - 1 : end] == KINGDOM else country

    @staticmethod
    def _capital(tokens: Key, i: int, j: int) -> tuple[str, int] | None:
        if j != i + 1 or tokens[i] not in _RULERS:
            return None
        for end in (j + 2, j + 1):  # 'سلطات أديس أبابا'
            country = capitals().get(tokens[j:end], "")
            if country and country not in _DIVIDED and end <= len(tokens):
                return country, end
        return None

    def _state(self, tokens: Key, i: int) -> tuple[str, int] | None:
        for n in range(min(self._alias_length.get(tokens[i], 0), len(tokens) - i), 0, -1):
            states = [a for a in self._aliases.get(tokens[i : i + n], ()) if a.actor.endswith(".state")]
            for alias in (*[a for a in states if not a.countries], *states):
                if alias.countries <= {alias.actor[:2]}:
                    return alias.actor[:2], i + n
        return None

    def _leads(self, before: Key, generic: tuple[str, str] | None, code: str) -> bool:
        """Whether a bare institution is what the phrase is about, and not the name of an airport or a street."""
        if generic and generic[0] == "object" and code not in ("military", "police", "security"):
            return False
        if code in ("president", "pm") and any(t in self._group for t in before):
            return False  # 'مقر الجماعة الرئيس'
        if code in ("defence", "foreign", "interior") and "لجنه" in before:
            return False  # 'لجنة الدفاع' is a parliament's
        return all(t in self._member or t in self._skip or (t,) in self._generic for t in before)


@lru_cache(maxsize=20_000)
def _is_place(text: str) -> bool:
    """Whether the product's own gazetteer has this name."""
    from riwaya.resolve.finding import OURS
    from riwaya.resolve.names import place_key
    from riwaya.resolve.places import _finder

    return any(e.layer in OURS for e in _finder(None).gazetteer.lookup(place_key(text)))


def adjective_too(word: str, alias: Alias) -> bool:
    """Whether a name of an office or a body in some countries is also the adjective of another state."""
    return bool(alias.countries) and word in nationalities() and nationalities()[word] != alias.actor[:2]


def _unborn(alias: Alias, day: str) -> bool:
    """Whether a name's period begins more than a year after an ISO day: the table's first days may be late."""
    return bool(alias.since) and day[:4].isdigit() and alias.since > f"{int(day[:4]) + 1:04}{day[4:]}"


def _far(alias: Alias, context: Context) -> bool:
    """Whether an office is of a state in which nothing of the report plays."""
    return alias.actor[2:3] == "." and bool(context.country) and not context.share(alias.actor[:2])


def _of_another(given: str, person: str) -> bool:
    """Whether the word before a family name is somebody else's own name, and none of this person's."""
    names = names_of_persons()
    return given in names[""] and given not in names.get(person, frozenset())
