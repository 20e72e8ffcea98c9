"""Reading one phrase: by alias, by pattern of office and state, by what the report's country is.

`PhraseReader.read` gives whom a phrase means where the phrase itself says it, with what surrounds it in a text only
for institutions without their state. Who is called so elsewhere in the text is `actors`' matter.
"""

import re

from riwaya.records import Span
from riwaya.resolve.actorbare import BARE, LOCAL, BareReader
from riwaya.resolve.actorcauses import movement
from riwaya.resolve.actornames import ARMED_BODIES
from riwaya.resolve.actoroccasions import in_arms
from riwaya.resolve.actorphrases import against, financial, mere_adjective, mere_place, of_united_nations
from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actortable import Key, capitals, nationalities
from riwaya.resolve.context import Context

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
_MILITARY = frozenset({"عسكري", "عسكريه"})
# Things that stay things when they are an army's, and homes, whosever they are.
_WORKS = frozenset({"قاعده", "منصه", "منشاه", "منشات", "مطار", "مستشفي", "ميناء", "مصنع"})
_HOMES = frozenset({"منزل", "منازل", "بيت", "مزرعه", "مزارع", "فيلا", "شقه", "قصر"})
# Who heads a thing is an official and no thing: 'مدير الخزان'.
_HEADS = frozenset({"مدير", "مديره", "رييس", "رييسه", "مسوول", "مسووله"})
# Nouns of people that bodies have too: 'أفراد الشرطة', 'مهندسو الجيش'.
_STAFF = frozenset({"افراد", "مهندسي", "مهندسو"})
_DELEGATIONS = frozenset({"وفد", "وفدا", "وفود"})
_ALLIES = frozenset((w,) for w in ("حلفاوها", "حلفاءها", "حلفايها", "شركاوها", "حليفاتها"))
_ASSOCIATIONS = frozenset({"رابطه", "جمعيه", "نقابه"})
_OFFICERS = frozenset({"قايد", "ضابط", "جنرال", "عقيد", "عميد", "كولونيل"})
_MINISTRY = frozenset({"وزاره", "وزير", "وزيره", "هييه"})
CAPITAL = "a capital stands for its government"
_LOYAL = re.compile(r"([A-Z]{2})\.(president|government|pm|state)$")
_TROOPS = frozenset({"قوات", "جيش"})
_MEN = frozenset({"مسلحي", "مقاتلي", "عناصر", "عنصر", "جنود", "جندي", "ضباط", "ضابط", "قناصه", "مروحيات", "طايرات",
                  "دبابات", "مدفعيه"})  # fmt: skip
# Nouns that an enemy gives to those who fight for a holder of an office: 'مرتزقة فلان' are not he.
_HIRELINGS = frozenset({"مرتزقه", "ميليشيات", "ميليشيا", "عصابات", "عصابه", "كتايب", "مقاتلي", "مسلحي", "عناصر"})
CALIPHATE = "islamic-state"


class PhraseReader(BareReader):
    """Reads phrases with the product's tables; loading happens at the first one."""

    def read(self, tokens: Key, context: Context, span: Span | None = None, bare: bool = True) -> Reading | None:
        """Read a phrase from its beginning: the first name that it holds decides, nouns around it are passed over.

        `bare`: whether an institution without its state may be given to the document's country.
        """
        reading = self._phrase(tokens, context, span, bare)
        return movement(tokens, reading, self._state, lambda i: self._named(tokens, i, context))

    def _phrase(self, tokens: Key, context: Context, span: Span | None, bare: bool) -> Reading | None:
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
            if named and named.id == CALIPHATE and tokens[named.end : named.end + 1] == ("في",):
                pattern = None  # 'الدولة الإسلامية في العراق' is not the state that she fights
            if named and institution and named.person and named.end == i + 1 and institution[0] in LOCAL:
                named = None  # 'شرطة أوستن' is no person's
            if named and named.person and generic and generic[0] == "object" and self._part_of_name(tokens, i):
                return self._typed(*generic, tokens)  # 'قاعدة عين الأسد'
            if named and named.person and i and generic and generic[0] == "object" and tokens[0] in _HOMES:
                return self._typed(*generic, tokens)  # 'مزرعة علي عبدالله صالح'
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
                troops = tokens[0] in _TROOPS or (tokens[0] in _MEN and not named.person)
                if troops and i and (m := _LOYAL.match(named.id)):
                    return named._replace(id=f"{m[1]}.military", why=f"forces loyal to: {named.why}")
                if i and named.person and named.id[2:3] == "." and self._for_hire(tokens[:i]):
                    return Reading("unknown:fighters", f"who fight for: {named.why}", named.end)
                if former and named.id.endswith((".president", ".pm")) and not named.person:
                    i = named.end
                    continue
                return named if not generic or generic[0] in _LOOSE else self._typed(*generic, tokens)
            if pattern:
                code, country, end = pattern
                country = self._meant(tokens, end, country, context)
                if country:
                    if whole := self._reaching_further(tokens, i, end, context):
                        return whole
                    if i and generic and generic[0] == "object" and tokens[0] in _HOMES:
                        return self._typed(*generic, tokens)
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
            if found and found[0] == "object" and pattern and pattern[2] > found[1]:
                found = None  # 'سلاح الجو' is no thing
            if found and found[0] in _PEACEFUL and tokens[found[1] : found[1] + 1] in _VIOLENT:
                found = "fighters", found[1] + 1  # 'منظمات إرهابية'
            wider = generic is not None and generic[0] == "object" and found and found[0] in ("fighters", "forces")
            wider = wider and tokens[i] not in _ADJECTIVES  # 'بنى تحتية إرهابية' are things
            wider = wider and not (tokens[i] in _MILITARY and i == 1 and tokens[0] in _WORKS)
            wider = wider and not (tokens[i] in _MILITARY and i > 1 and self._of_a_name(tokens[i - 1]))
            if found and tokens[i] in _STAFF and self._of_a_body(tokens, i + 1, context):
                found = None
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
        if institution and institution[1][0] in _DELEGATIONS and tokens[-1] in nationalities():
            return Reading(f"{nationalities()[tokens[-1]]}.state", "a delegation of a state", len(tokens))
        if institution and former and institution[0] in ("president", "pm"):
            person = self._any_person(tokens, institution[2], context)
            return person or Reading("unknown:person", "a former holder of an office", len(tokens))
        if institution and bare:
            reading = self._bare(*institution, tokens, context, span)
            if reading:
                return reading
        if generic and generic[0] == "object" and tokens[0] in _HEADS:
            return Reading("unknown:officials", "who heads a thing", 0)
        if generic and not (institution and generic[0] == "place"):
            return self._typed(*generic, tokens)
        nation = next((nationalities()[t] for t in tokens if t in nationalities()), "")
        qualified = len(tokens) > 2 and tokens[1].removesuffix("ا") in self._skip  # 'قصف مدفعي روسي'
        of_state = tokens[2:3] if qualified else tokens[1:2]
        if nation and len(tokens) > 1 and tokens[0] in self._deed and of_state[0] in nationalities():
            return Reading(f"{nation}.state", "a deed of a state", len(tokens))
        if nation and len(tokens) == 2 and tokens[0] in _OFFICERS and tokens[1] in nationalities():
            return Reading(f"{nation}.military", "a commander of a state", 2)
        if nation and all(t in nationalities() or t in self._skip or t in self._member for t in tokens):
            return Reading("unknown:people", f"people of {nation}, not said who", len(tokens), country=nation)
        if capital := capitals().get(tokens):
            return Reading(f"{capital}.state", CAPITAL, len(tokens))
        if institution and institution[0] in BARE:
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

    def _of_a_body(self, tokens: Key, i: int, context: Context) -> bool:
        """Whether behind a noun of people, from a token on, those who bear arms follow."""
        i += tokens[i : i + 1] in (("من",), ("في",))
        if i >= len(tokens):
            return False
        found = self._lookup(self._institutions, self._institution_length, tokens, i)
        named = self._named(tokens, i, context)
        if (found and found[0] in ARMED_BODIES) or (named and (in_arms(named.id) or named.id[3:] in ARMED_BODIES)):
            return True
        what = self._lookup(self._generic, self._generic_length, tokens, i)
        return what is not None and what[0] in ("forces", "fighters")

    def _of_a_name(self, word: str) -> bool:
        """Whether a word between a thing and 'العسكري' is its name: 'مطار حماة العسكري' is a place of soldiers."""
        return not (word in self._member or word in self._skip or (word,) in self._generic)

    def _for_hire(self, before: Key) -> bool:
        """Whether a holder of an office is only whom fighters serve: 'مرتزقة الرئيس فلان'."""
        return before[0] in _HIRELINGS and all(t in self._skip or t in self._role for t in before[1:])

    def _part_of_name(self, tokens: Key, i: int) -> bool:
        before = tokens[i - 1]
        return not (before in self._member or before in self._skip or (before,) in self._generic)
