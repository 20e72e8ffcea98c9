"""Whom a name in a report means: by alias, by pattern of office and state, by context and by date.

`ActorResolver.resolve` fills `Mention.actor`, and the words layer `Mention.gloss` and `Mention.stance`. A generic
name ('مسلحون') becomes a typed unknown (`unknown:fighters`); a name that nobody knows becomes `unknown:name` and
its `why` says so. Designations decide nothing here but whom they are used for.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache

from riwaya.records import Actor, Claim, Document, Mention, Span
from riwaya.resolve.actorphrases import acting, common_noun, mere_adjective, mere_place, uncounted
from riwaya.resolve.actorrecords import Reading, record
from riwaya.resolve.actortable import (
    Alias,
    Key,
    actors,
    aliases,
    capitals,
    key,
    longest,
    nationalities,
    phrases,
)
from riwaya.resolve.context import Context
from riwaya.resolve.words import designate

STAGE = ("actors", "1")
# Institutions whose bare name ('الجيش') in a report means those of the country where it plays.
_BARE = frozenset({"military", "government", "foreign", "defence", "interior", "health", "justice", "police",
                   "security", "intelligence", "president", "pm", "parliament", "judiciary", "civil-defence",
                   "red-crescent"})  # fmt: skip
# Institutions that towns have too, and are called by the town's name.
_LOCAL = frozenset({"police", "civil-defence", "health", "judiciary"})
# Nouns of people that stay what they are whatever stands after them: inhabitants of a place are nobody's fighters.
_FIRM = frozenset({"civilians", "protesters", "detainees", "displaced", "media", "medics", "aid-workers", "witnesses",
                   "experts", "attacker", "place"})  # fmt: skip
# Nouns that only say in what capacity somebody is named; whoever is named with them decides.
_LOOSE = frozenset({"fighters", "officials", "forces", "sources", "object"})  # 'place' decides by itself


class ActorResolver:
    """Resolves the actors of claims with the product's tables; loading happens at the first name."""

    def __init__(self, is_place: Callable[[str], bool] | None = None) -> None:
        self._is_place = is_place or _is_place
        self._aliases = aliases()
        self._alias_length = longest(dict(self._aliases))
        self._institutions = phrases("institution")
        self._institution_length = longest(dict(self._institutions))
        self._generic = phrases("generic")
        self._generic_length = longest(dict(self._generic))
        self._member = frozenset(k[0] for k in phrases("member") if len(k) == 1)
        self._skip = frozenset(k[0] for k in phrases("skip") if len(k) == 1)
        self._former = frozenset(k[0] for k in phrases("former"))
        self._role = frozenset(k[0] for k in phrases("role"))
        self._group = frozenset(k[0] for k in phrases("group"))

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
            update: dict[str, object] = {
                "initiators": [link(m) for m in claim.initiators],
                "targets": [link(m) for m in claim.targets],
                "trigger": designated(claim.trigger),
                "stages": {**claim.stages, "actors": "/".join(STAGE)},
            }
            out.append(claim.model_copy(update=update))
        return out

    def link(self, text: str, context: Context, span: Span | None = None) -> Actor:
        """The actor that one name means in its context."""
        tokens = key(text)
        if (
            len(tokens) == 1
            and tokens[0] in nationalities()
            and (text.startswith(("ال", "لل")) or tokens[0][-1] == "ه")
        ):
            country = nationalities()[tokens[0]]
            if not tokens[0].endswith(("ين", "ان")) and tokens not in self._aliases:
                return record(Reading(f"{country}.state", "adjective of a state", 1))
        tokens = uncounted(tokens)
        shorter = acting(tokens)
        reading = self.read(shorter, context, span, bare=len(shorter) == len(tokens))
        if len(tokens) == 1 and reading and reading.person:  # 'المالكي' is whom this text calls so in full
            reading = self._by_family_name(tokens, context) or reading
        if len(shorter) < len(tokens):
            whole = self._named(tokens, 0, context)
            reading = whole if whole and whole.end > len(shorter) else reading or self.read(tokens, context, span)
        if span is not None and tokens and tokens[0] in self._group | self._member and _vague(reading):
            reading = self._same_group(tokens, context, span) or reading
        if reading is None and tokens and self._is_place(text):
            reading = Reading("unknown:place", "the name of a place", len(tokens))
        if reading is None and span is not None:
            reading = self._once(("introduced", tokens), context, lambda: self._introduced(tokens, context))
        return record(reading or Reading("unknown:name", "no table knows this name", 0))

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
        former = any(t in self._former for t in tokens)
        i = 0
        while i < len(tokens):
            named = self._named(tokens, i, context)
            pattern = self._pattern(tokens, i)
            if named and institution and named.person and named.end == i + 1 and institution[0] in _LOCAL:
                named = None  # 'شرطة أوستن' is no person's
            if named and named.id.endswith(".state") and not pattern:
                if mere_place(tokens, i):
                    i = named.end
                    continue
                fighters = generic is not None and generic[0] == "fighters"  # 'مقاتلون موالون لإيران'
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
                if country:
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
            wider = generic is not None and generic[0] == "object" and found and found[0] in ("fighters", "forces")
            weak = institution is None or institution[0] in ("military", "government")
            if found and (generic is None or wider) and weak:
                generic = (found[0], " ".join(tokens[i : found[1]]))
                if found[0] in _FIRM and institution is None:
                    return self._typed(*generic, tokens)
            i += max(1, (found[1] - i) if found else 0) if not pattern or found else 1
        if institution and institution[0] in ("military", "police", "security") and tokens[-1] in nationalities():
            country = nationalities()[tokens[-1]]
            return Reading(f"{country}.{institution[0]}", f"{institution[0]}, at the end {country}", len(tokens))
        if institution and bare:
            reading = self._bare(*institution, tokens, context, span)
            if reading:
                return reading
        if generic and not (institution and generic[0] == "place"):
            return self._typed(*generic, tokens)
        nation = next((nationalities()[t] for t in tokens if t in nationalities()), "")
        if nation and all(t in nationalities() or t in self._skip or t in self._member for t in tokens):
            return Reading("unknown:people", f"people of {nation}, not said who", len(tokens), country=nation)
        if capital := capitals().get(tokens):
            return Reading(f"{capital}.state", "a capital stands for its government", len(tokens))
        if institution and institution[0] in _BARE:
            armed = institution[0] in ("military", "police", "security")
            kind = "unknown:forces" if armed else "unknown:officials"
            return Reading(kind, "an institution of a state that the text does not name", 0)
        return None

    def _leads(self, before: Key, generic: tuple[str, str] | None, code: str) -> bool:
        """Whether a bare institution is what the phrase is about, and not the name of an airport or a street."""
        if generic and generic[0] == "object" and code not in ("military", "police", "security"):
            return False
        return all(t in self._member or t in self._skip or (t,) in self._generic for t in before)

    @staticmethod
    def _typed(code: str, word: str, tokens: Key) -> Reading:
        country = next((nationalities()[t] for t in tokens if t in nationalities()), "")
        if code == "forces" and country:
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
                name = " ".join(tokens[i : i + n])
                return Reading(alias.actor, f"alias '{name}'{why}", i + n, alias.person)
        return None

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
            state = self._state(tokens, j)
            if state:
                return code, state[0], state[1]
            # 'وزارة الخارجية والدفاع', 'سفير لدى': another noun of the phrase
            inner = self._lookup(self._institutions, self._institution_length, tokens, j)
            if inner and code == "government":
                code = inner[0]
            if tokens[j] not in self._skip and not inner:
                break
        return code, "", end

    def _state(self, tokens: Key, i: int) -> tuple[str, int] | None:
        for n in range(min(self._alias_length.get(tokens[i], 0), len(tokens) - i), 0, -1):
            for alias in self._aliases.get(tokens[i : i + n], ()):
                if alias.actor.endswith(".state") and not alias.countries:
                    return alias.actor[:2], i + n
        return None

    def _bare(
        self, code: str, phrase: Key, end: int, tokens: Key, context: Context, span: Span | None
    ) -> Reading | None:
        """An institution without its state: the one that the text named so before, else of the country it plays in."""
        offices = code in ("president", "pm", "foreign", "defence", "interior")
        rest = tokens[end:]
        more = any(t not in self._skip and t not in self._member for t in rest)
        if not offices and more and not (code in _LOCAL and self._is_place(" ".join(rest))):
            return None
        foreigners = phrase == ("خارجيه",) and tokens.index("خارجيه") > 0  # 'دول خارجية' is no ministry
        if code not in _BARE or tokens[:1] in (("امين",),) or foreigners:
            return None
        before = context.qualified(phrase, span, lambda k: self._read_elsewhere(k, context))
        if before and not before.id.startswith("unknown:"):
            return before._replace(why=f"named in full elsewhere in the text: {before.why}")
        country = context.country
        if not country:
            return None
        if country == "PS" and code == "military":
            country = "IL"
        return Reading(f"{country}.{code}", f"{code} of the report's country", end)

    def _same_group(self, tokens: Key, context: Context, span: Span) -> Reading | None:
        """'التنظيم' after 'تنظيم داعش': the group that the text called so by its full name before."""
        for noun in tokens[:2]:
            if noun not in self._group:
                continue
            rest = [t for t in tokens if t != noun]
            if any(not (t in self._member or t in self._skip or (t,) in self._generic) for t in rest):
                return None
            for phrase in context.before_span(noun, span):
                reading = self._read_elsewhere(phrase, context)
                if reading and reading.end > 1 and not reading.id.startswith("unknown:") and not reading.person:
                    if reading.id.endswith(".state"):  # 'حركة كذا في فرنسا'
                        continue
                    return reading._replace(why=f"so called in full before: {reading.why}")
            if noun in ("تنظيم", "جماعه", "حركه", "ميليشيات", "ميليشيا"):
                return self._main_group(context, span)
        return None

    def _main_group(self, context: Context, span: Span) -> Reading | None:
        """The armed group that the text before a mention names most."""
        if context.groups is None:
            context.groups = self._groups(context.stems, 0, context)
        stop = context.index(span.start)
        before = [g for g in context.groups if g[1] <= stop]
        # a name at the very end may have been read as part of one that goes on behind it
        before += self._groups(context.stems[:stop], before[-1][1] if before else 0, context)
        votes = Counter(id for _, _, id in before if (row := actors().get(id)) and row.kind in _ARMED)
        if not votes:
            return None
        return Reading(votes.most_common(1)[0][0], "the armed group that the text names most before", 0)

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

    def _introduced(self, tokens: Key, context: Context) -> Reading | None:
        """A person whom the text introduces: 'وزير الخارجية التركي فلان' makes later 'فلان' the ministry's."""
        if len(tokens) > 4:
            return None
        if full := self._by_family_name(tokens, context):
            return full
        for left in context.before_name(tokens):
            reading, at = None, 0
            for start in range(len(left) - 1, -1, -1):
                if left[start] not in self._role:
                    continue
                found = self._read_elsewhere(left[start:], context)
                if not found or found.id.startswith("unknown:") or found.id.endswith(".state"):
                    continue
                # it reaches up to the name, or up to what a narrower reading starts with
                if found.end >= len(left) - start or (reading and found.end >= at - start - 1):
                    reading, at = found, start
            if reading:
                return reading._replace(why=f"introduced in the text as such: {reading.why}")
        for right in context.after_name(tokens):
            if right[0] in self._role:
                found = self._read_elsewhere(right, context)
                if found and not found.id.startswith("unknown:") and not found.id.endswith(".state"):
                    return found._replace(why=f"introduced in the text as such: {found.why}")
        return None


_ARMED = frozenset({"rebel", "jihadist", "militia"})
_LOYAL = re.compile(r"([A-Z]{2})\.(president|government|pm|state)$")


def _vague(reading: Reading | None) -> bool:
    return reading is None or reading.id in ("unknown:fighters", "unknown:object", "unknown:officials")


@lru_cache(maxsize=20_000)
def _is_place(text: str) -> bool:
    """Whether the product's own gazetteer has this name."""
    from riwaya.resolve.finding import OURS
    from riwaya.resolve.names import place_key
    from riwaya.resolve.places import _finder

    return any(e.layer in OURS for e in _finder(None).gazetteer.lookup(place_key(text)))


def designated(mention: Mention) -> Mention:
    """The mention with its neutral gloss and stance, where its words carry one."""
    gloss, stance = designate(mention.text)
    return mention.model_copy(update={"gloss": gloss, "stance": stance}) if stance else mention
