"""Whom a bare noun means by the report's day and words: whose planes, which court, which occupier, which group."""

from functools import cache
from itertools import pairwise

from riwaya.records import Span
from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actortable import Key, actors, aliases, covers, key, nationalities
from riwaya.resolve.context import Context

_ARMED = frozenset({"rebel", "jihadist", "militia"})
# Nouns by which only those are called whose names begin with them.
NAMING = frozenset({"تنظيم", "جماعه", "حركه", "حزب"})
_UNITS = frozenset({"الويه", "لواء", "قوات", "فرقه", "فيلق", "كتيبه", "كتايب", "سرايا", "حرس"})
_AIRCRAFT = frozenset({"طيران", "طايرات", "طايره", "مقاتلات", "مقاتله", "مروحيات", "مروحيه", "قاذفات",
                       "بوارج", "بارجه"})  # fmt: skip
_LOADS = ("ركاب", "مدنيه", "شحن", "تجاريه", "مساعدات")
_RESERVES = frozenset({"احتياط"})
_AIR_FORCES = frozenset({("سلاح", "جو"), ("سلاح", "طيران"), ("قوات", "جويه")})
# Where one army alone had manned aircraft: Israel over Palestine, Syria's before the coalition came.
_ONLY_FLYERS = {"PS": ("1967", ""), "SY": ("2011", "2014-09-22"), "SD": ("2003", "2023-12"), "MM": ("2021", "")}
_ARMS_OF_SANAA = frozenset({"مسلحه", "دفاع", "دفاعات", "بحريه", "جويه"})
_SPEAKERS_OF_SANAA = frozenset({"سريع", "مشاط"})
_OF_COURTS = frozenset({"محكمه", "مدعي", "مدع", "قضاه", "قاضي", "قاضيه", "مدعيه"})

_WHO = frozenset({"التي", "الذي", "الذين", "اللذين", "اللتين", "كان", "كانت", "قد"})
_RESISTANCE = frozenset({"مقاومه", "يمنيه", "قوات", "رجال", "مقاتلي", "مقاتلين", "عناصر", "وحدات"})
_COAST = frozenset({"حديده", "مخا", "مخاء", "خوخه", "دريهمي", "تحيتا", "حيس", "زبيد", "فازه", "جراحي", "مندب", "ساحل",
                    "كهبوب", "ذباب", "وازعيه"})
_HOSPITALS = frozenset({"مستشفي", "مستشفيات", "مشفي", "مشافي"})
_STAFF = frozenset({"مدير", "مديره", "اداره", "هييه", "طاقم", "كوادر", "مسعفو", "مسعفي", "اطباء", "ناطق", "متحدث"})
_TELLING = frozenset({"قال", "قالت", "اعلن", "اعلنت", "ذكر", "ذكرت", "افاد", "افادت", "ناشد", "ناشدت", "استقبل", "تسلم",
                      "استقبلت", "احصي", "احصت", "وفق", "بحسب", "حسب", "تحدث", "تحدثت", "اكد", "اكدت", "نقلا"})
_TAKING_IN = frozenset({"استقبل", "استقبلت", "عالج", "تناشد", "يناشد", "ناشد", "احصي"})
_UNDER_ISRAEL = ("IL", "PS", "LB")
_OCCUPIERS = {"EH": "MA", "SY": "TR", "UA": "RU"}
# When Israel's aircraft were daily over Lebanon.
_RAIDS = (("1978", "2000-05-31"), ("2006-07-12", "2006-08-14"), ("2023-10", ""))
_OF_NATIONS = {("جناييه", "دوليه"): "icc", ("عدل", "دوليه"): "icj"}
_JUDGED = frozenset({"قضت", "قضي", "حكمت", "حكم", "حبس", "بحبس", "اعدام", "باعدام", "سجن", "بسجن"})


def fights(actor: str) -> bool:
    """Whether an actor is an armed group."""
    row = actors().get(actor)
    return row is not None and row.kind in _ARMED


def in_arms(actor: str) -> bool:
    """Whether an actor is an armed group or an opposition, and no body of a state."""
    row = actors().get(actor)
    return row is not None and (row.kind in _ARMED or row.kind in ("identity_militia", "political"))


@cache
def _called() -> frozenset[tuple[str, str]]:
    """Actors with the nouns with which names of theirs begin."""
    names = ((k[0].removesuffix("الله"), many) for k, many in aliases().items())
    return frozenset((alias.actor, noun) for noun, many in names if noun in NAMING for alias in many)


def is_called(actor: str, noun: str) -> bool:
    """Whether a noun such as 'الحركة' may mean an actor: a name of its begins so. Jihadists are all organisations, and
    any band is a 'جماعة' that is not by its name a unit of somebody's."""
    row = actors().get(actor)
    if (actor, noun) in _called():
        return True
    if row is None or row.kind not in _ARMED:
        return False
    return (noun == "تنظيم" and row.kind == "jihadist") or (noun == "جماعه" and key(row.name_ar)[0] not in _UNITS)


def occupier(tokens: Key, reading: Reading, context: Context) -> Reading:
    """'جيش الاحتلال' where the text calls another state the occupier, and never Israel: that one's if it is of the
    report, nobody's if it is not. Where the report is of Israel's neighbours, an old occupation changes nothing."""
    if any(t in nationalities() for t in tokens):
        return reading
    followed = (nationalities().get(b, "") for a, b in pairwise(context.stems) if a == "احتلال")
    states = {s for s in followed if s}
    if len(states) != 1 or "IL" in states:
        return reading
    if any(context.share(c) for c in _UNDER_ISRAEL):
        return reading
    state = states.pop()
    known = _OCCUPIERS.get(context.country) == state and not _names_israel(context)
    if context.share(state) < 0.2 and not known:
        return Reading("unknown:forces", "an occupier, where the text calls another state so", 0)
    return reading._replace(id=state + reading.id[2:], why="whom the text calls the occupier")


def _names_israel(context: Context) -> bool:
    return any(nationalities().get(t) == "IL" or t == "اسراييل" for t in context.stems)


def islamic_resistance(tokens: Key, reading: Reading, context: Context) -> Reading:
    """'المقاومة الإسلامية' by itself: Hezbollah where the text names it, else nobody known; she is no 'المقاومة' of
    Palestinian factions."""
    if tokens[:2] != ("مقاومه", "اسلاميه") or reading.id != "palestinian-factions" or reading.end > 1:
        return reading
    if ("حزب", "الله") in context.pairs and context.day >= "1985":
        return reading._replace(id="hezbollah", end=2, why="the Islamic Resistance of a text that names Hezbollah")
    return Reading("unknown:fighters", "an Islamic Resistance of nobody named", 0)


def alone_in_the_sky(tokens: Key, context: Context) -> bool:
    """Whether whoever is guessed for aircraft without an owner is the only one who flew them where the report plays."""
    since, until = _ONLY_FLYERS.get(context.country, ("9999", ""))
    return bool(_AIRCRAFT & set(tokens[:1])) and bool(context.day) and covers(since, until, context.day)


def kurds(tokens: Key, reading: Reading, context: Context, span: Span) -> Reading:
    """Kurdish fighters in a report from Iraq that names the Kurdistan Workers' Party as its."""
    if reading.id == "peshmerga" and tokens[-1:] == ("اكراد",) and ("عمال", "كردستاني") in context.pairs:
        return reading._replace(id="pkk", why="Kurdish fighters of a text on the Workers' Party")
    return reading


def airliner(tokens: Key, reading: Reading, context: Context, span: Span) -> Reading:
    """'الطائرة', 'الطائرة الماليزية' as a thing in a text that calls a plane one of passengers or freight, or where
    the words behind tell of people on board."""
    if not reading.id.endswith(".military") or tokens[:1] != ("طايره",) or len(tokens) > 2:
        return reading
    whose = tokens[1:] == () or tokens[1] in nationalities()
    aboard = len(tokens) == 2 and "متنها" in context.words_after(span, 12)
    if whose and (aboard or any(("طايره", load) in context.pairs for load in _LOADS)):
        return Reading("unknown:object", "the plane of passengers of which the text speaks", 0)
    return reading


def in_the_sky(country: str, phrase: Key, tokens: Key, context: Context, span: Span | None) -> str:
    """Whose bare aircraft are where the country's own hardly fly; '' where nothing is known against its army.

    In Yemen the coalition's from 2015 until the truce of 2022, if the text names it, else of one of several states;
    in Lebanon Israel's in the years of its raids, if the text names Israel and no Lebanese army. Forces of which the
    Houthis' spokesmen speak in the same clause are theirs.
    """
    hostile = any(t.startswith("معاد") for t in tokens)
    aircraft = bool(_AIRCRAFT & set(phrase)) or phrase in _AIR_FORCES
    if country == "YE" and context.day >= "2015-03-26":
        if _ARMS_OF_SANAA & set(phrase) and span and _SPEAKERS_OF_SANAA & set(context.clause_before(span)):
            return "houthis"
        if aircraft:
            coalition = context.day <= "2022-04-02" and bool({"تحالف", "عدوان"} & set(context.stems))
            return "coalition-yemen" if coalition else "unknown:forces"
        return "unknown:forces" if "دفاع" in phrase or "دفاعات" in phrase else ""
    if country == "LB" and _RESERVES & set(tokens) and _names_israel(context):
        return "IL.military"  # Lebanon has none to call up
    if country == "LB" and (aircraft or hostile):
        israel = _names_israel(context) or ("جيش", "دفاع") in context.pairs
        israel = israel and ("جيش", "لبناني") not in context.pairs and bool(context.day)
        israel = israel and any(covers(since, until, context.day) for since, until in _RAIDS)
        return "IL.military" if israel else "unknown:forces"
    return ""


def west_coast(tokens: Key, reading: Reading, context: Context, span: Span) -> Reading:
    """'المقاومة' on Yemen's Red Sea coast since 2018: the Joint Forces or the National Resistance, as the text names
    them in full; 'المقاومة اليمنية' there are the Joint Forces. Elsewhere they are the Popular Resistance."""
    if reading.id != "popular-resistance-ye" or context.day < "2018" or not set(tokens) <= _RESISTANCE:
        return reading
    if not _COAST & {*context.words_before(span, 80), *context.words_after(span, 30)}:
        return reading
    if {("مقاومه", "مشتركه"), ("يمنيه", "مشتركه")} & context.pairs or "يمنيه" in tokens:
        return reading._replace(id="joint-forces-ye", why="who fights on the west coast")
    if ("مقاومه", "وطنيه") in context.pairs:
        return reading._replace(id="national-resistance-ye", why="who fights on the west coast")
    if ("مقاومه", "يمنيه") in context.pairs:
        return reading._replace(id="joint-forces-ye", why="who fights on the west coast")
    return reading


def bomber(tokens: Key, reading: Reading, context: Context, span: Span) -> Reading:
    """People who are said to blow themselves up, or called suicide bombers with their sex or age, as attackers."""
    if reading.id != "unknown:civilians":
        return reading
    after = context.following(span, 4)
    after = after[1:] if after[:1] and after[0] in _WHO else after
    does = len(after) > 1 and after[0].startswith(("فجر", "تفجر")) and after[1].startswith(("نفس", "انفس"))
    if does or any(t.startswith("انتحاري") for t in tokens[1:]):
        return reading._replace(id="unknown:attacker", why="who blow themselves up")
    return reading


def hospital(tokens: Key, reading: Reading, context: Context, span: Span) -> Reading:
    """A hospital that tells or does something as its staff; one that is struck or stands somewhere stays a thing."""
    if reading.id != "unknown:object" or not _HOSPITALS & set(tokens):
        return reading
    told = context.word_before(span) in _TELLING | _STAFF or bool(_TAKING_IN & set(context.following(span, 2)))
    if told or tokens[0] in _STAFF:
        return reading._replace(id="unknown:medics", why="a hospital that tells or does something")
    return reading


def court_of_nations(phrase: Key, context: Context, span: Span | None) -> str:
    """The international court that a text named last before 'المحكمة' or its prosecutor; '' where the last court is
    another or itself without a name, and where somebody is sentenced, as courts at home do."""
    if phrase[0] not in _OF_COURTS or span is None or sentencing(context, span):
        return ""
    words = context.words_before(span, 40)
    for i in range(len(words) - 2, -1, -1):
        pair = words[i : i + 2]
        if pair in _OF_NATIONS and words[i - 1 : i] == ("محكمه",):
            return _OF_NATIONS[pair]
        if words[i + 1] == "محكمه":
            return ""
    return ""


def sentencing(context: Context, span: Span) -> bool:
    """Whether words beside a court say that it sentences somebody: 'قضت المحكمة بحبس'."""
    return bool(_JUDGED & {*context.words_before(span, 3), *context.words_after(span, 6)})
