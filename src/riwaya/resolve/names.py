"""Place names as reports write them: the head ('مخيم', 'ريف', 'معبر'), the name itself, directions, offsets.

`parse_name` takes a phrase apart without knowing any gazetteer; `place_key` and `loose_key` are the spellings under
which gazetteers are looked up.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from riwaya.arabic.folding import fold
from riwaya.codebook import Level

_WORD = re.compile(r"[^\W_]+(?:['’ʿʾ`][^\W_]+)*")
_KEY_PARTS = re.compile(r"[^\W_]+")


def bare(word: str) -> str:
    """A folded word without its article; too short a rest keeps it (الب → الب)."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


_FATHER = frozenset(("ابو", "ابي", "ابا"))


def place_key(name: str) -> str:
    """The spelling that decides whether two place names are one: folded, without articles, signs and quotes.

    أبو is joined to what follows (أبو ظبي, أبوظبي).
    """
    parts = [bare(w) for w in _KEY_PARTS.findall(fold(name).lower())]
    if not _FATHER.isdisjoint(parts):
        parts = _joined(parts)
    return " ".join(parts)


def _joined(parts: list[str]) -> list[str]:
    out: list[str] = []
    for part in parts:
        if out and out[-1] in _FATHER:
            out[-1] = "ابو" + part
        else:
            out.append(part)
    return out


_SAME_SOUND = str.maketrans("غقطصضظثذشحچ", "ججتسدزتدشهج")
_VOWEL = re.compile(r"(?<=.)[اويهء]|(.)(?=\1)")


def loose_key(name: str) -> str:
    """The consonants of a transliterated name, for foreign names with many spellings; '' where too few are left."""
    key = place_key(name).replace(" ", "").replace("ك", "ج").translate(_SAME_SOUND)
    if key.startswith("ا"):
        key = "ا" + key.lstrip("اوي")
    skeleton = _VOWEL.sub("", key)
    return skeleton if len(skeleton) >= 4 else ""


class Token(NamedTuple):
    """A word of a phrase: as looked up (folded, without article), whether it had the article, and where it stands."""

    key: str
    definite: bool
    start: int
    end: int
    folded: str


def tokens(text: str) -> list[Token]:
    """The words of `text`, with code-point offsets into it. Marks inside a word do not part it."""
    out = []
    for match in _RAW_WORD.finditer(text):
        folded = fold(match.group()).strip()
        for part in _KEY_PARTS.findall(folded.lower()):
            before = out[-1] if out else None
            if before and before.key in _FATHER:
                out[-1] = Token("ابو" + bare(part), before.definite, before.start, match.end(), "ابو" + bare(part))
            else:
                out.append(Token(bare(part), part.startswith("ال") and len(part) > 4, match.start(), match.end(), part))
    return out


# Letters, digits, diacritics, tatweel, zero-width and bidi controls: what a written word is made of.
_RAW_WORD = re.compile(r"(?:[^\W_]|[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069])+")

# Heads, without article. The level is that of the place they introduce; a gazetteer's level wins over `soft` ones.
HEADS: dict[str, Level] = {}
for _level, _words in {
    Level.GOVERNORATE: "محافظه محافظتي محافظات ولايه ولايتي ولايات مقاطعه مقاطعتي اماره جمهوريه اوبلاست",
    Level.DISTRICT: "مديريه مديريتي مديريات قضاء ناحيه دائره معتمديه عزله كانتون منطقه مناطق",
    Level.CITY: "مدينه مدينتي مدن عاصمه العاصمه",
    Level.TOWN: "بلده بلدتي بلدات",
    Level.VILLAGE: "قريه قريتي قري مستوطنه مستوطنات مستوطنتي كيبوتس كيبوتز موشاف خربه ضيعه مزرعه نجع هجره",
    Level.NEIGHBOURHOOD: "حي حيي احياء حاره حارات ضاحيه مخيم مخيمي مخيمات حيا",
    Level.SITE: (
        "معبر معابر منفذ مطار قاعده قاعدتي دوار ميناء مرفا جسر سد حقل حقول مستشفي مشفي مسجد جامع كنيسه كاتدرائيه مدرسه "
        "جامعه سجن ثكنه معسكر مقر مبني مباني قصر ساحه ميدان شارع طريق اوتوستراد حاجز نقطه موقع تل تله تبه تباب مصفاه "
        "محطه فندق سوق مستودع برج قلعه محكمه سفاره قنصليه وزاره مجمع مركز كليه بوابه ملعب كتيبه لواء فوج مخفر مفرق عقده "
        "مثلث غابه حديقه متحف معهد مصنع شركه منزل مقبره نفق بئر حرج مطعم ملهي اكاديميه مديريه_امن رادار تقاطع مدخل كمين "
        "منجم بنك مزارع خزان منتجع"
    ),
    Level.REGION: (
        "ريف ريفي ارياف جبهه محور ضواحي محيط صحراء باديه سهل حوض هضبه مرتفعات جرود ساحل حدود شريط بحر خليج مضيق قطاع "
        "جزيره جبل جبال وادي اقليم جيب غلاف تخوم سواحل شواطئ بحيره ارخبيل شبه اراضي"
    ),
}.items():
    for _word in _words.split():
        HEADS.setdefault(_word.replace("_", " "), _level)

# Heads of things that are often named after a place elsewhere (شارع بغداد in Damascus, مستشفى القدس in Aleppo).
NAMED_AFTER = frozenset(
    "شارع حي مسجد جامع مستشفي مشفي ساحه ميدان مدرسه مخيم دوار كنيسه مركز فندق سوق مطعم برج جسر قصر ملعب جامعه مجمع "
    "مفرق محور كتيبه لواء فوج حديقه معهد".split()
)
# Heads after which a nationality says where ('الأراضي السورية'), not whose ('القاعدة الأميركية').
TERRITORY = frozenset(
    "اراضي ارض عمق مجال جانب حدود مياه ساحل ساحليه شريط مناطق منطقه مدن بلدات قري قريه بلده مدينه عاصمه باديه صحراء "
    "اجواء داخل محافظات محافظه اقليم اقاليم مستوطنات تراب سواحل ولايه ولايات مقاطعه شمال جنوب شرق غرب وسط شمالي "
    "جنوبي شرقي غربي حدوديه ميناء جولان نقب بر ريف".split()
)
_COMPASS = {
    "شمال": "شمال", "شمالي": "شمال", "شماليه": "شمال", "جنوب": "جنوب", "جنوبي": "جنوب", "جنوبيه": "جنوب",
    "شرق": "شرق", "شرقي": "شرق", "شرقيه": "شرق", "غرب": "غرب", "غربي": "غرب", "غربيه": "غرب",
    "وسط": "وسط", "اوسط": "وسط", "وسطي": "وسط",
}  # fmt: skip
DIRECTIONS = frozenset(_COMPASS)
# Words that loosen a place without naming another one.
VICINITY = frozenset(
    "محيط مشارف اطراف تخوم قرب قباله ضواحي انحاء عموم بعض مداخل مدخل داخل خارج عمق قلب جوار مقربه قريب قريبا نواحي "
    "طول امتداد اجزاء معظم كامل مختلف اغلب عده عدد احد احدي منطقه مناطق احياء حدود شريط محاذاه ارياف بلدات قري".split()
)
# Words that qualify a name and are no part of it.
QUALIFIERS = frozenset(
    "دولي دوليه عسكري عسكريه جوي جويه بحري بحريه مدني مدنيه محتل محتله محاصر محاصره محرر محرره استراتيجي استراتيجيه نفطي "
    "نفطيه غازي ساحلي ساحليه حدودي حدوديه مركزي مركزيه رئيسي رئيسيه بري بريه تاريخي تاريخيه قديم قديمه مجاور مجاوره "
    "كبري صغري زراعي جامعي حكومي عام عامه رئاسي شهير منكوبه صناعي صناعيه".split()
)
_SMALL = frozenset("في من علي الي بين و مع عند نحو حتي بال ضمن عبر الواقع الواقعه واقع واقعه تابع تابعه ل ب ال".split())
GENERIC = frozenset(
    "بلاد عاصمه مدينه منطقه قطاع محافظه مخيم حدود مطار قاعده ميناء ولايه قريه بلده حي مديريه جزيره اقليم مكان موقع "
    "جبهه معبر مقر مسجد كنيسه سجن سوق مستشفي مبني حاجز ثكنه معسكر مناطق احياء قري بلدات مدن محافظات جبل وادي ساحل "
    "وطن داخل مملكه سلطنه جمهوريه اراضي ريف ضاحيه مركز جسر شارع طريق".split()
)


@dataclass(slots=True)
class ParsedName:
    """A place phrase taken apart. `words` are all its tokens; `core` those that may be a name."""

    text: str
    words: list[Token]
    core: list[Token]
    heads: list[str] = field(default_factory=list)
    level: Level | None = None
    direction: str = ""
    relative: str = ""
    loose: bool = False

    @property
    def key(self) -> str:
        return " ".join(w.key for w in self.words)

    @property
    def core_key(self) -> str:
        return " ".join(w.key for w in self.core)


_DISTANCE = re.compile(
    r"(?:علي\s+(?:بعد|مسافه|مقربه)|بعد)\s+(?:نحو\s+|حوالي\s+)?(?:(\d+(?:[.,]\d+)?)\s*)?"
    r"(كم|كيلومترا?ت?|كيلو\s*مترا?|كلم|اميال|ميلا?|مترا?|امتار|كيلومترين|كيلومتريا)?\s*(?:من|عن|الي)?"
)


def parse_name(text: str) -> ParsedName:
    """Take a place phrase apart: heads, directions and distances off its front, directions and qualifiers off its end."""
    words = tokens(text)
    out = ParsedName(text, words, list(words))
    distance = _DISTANCE.search(fold(text))
    offsets: list[str] = []
    if distance and (distance.group(1) or distance.group(2)):
        offsets.append(text_of(distance))
        out.loose = True
    core = out.core
    while core:
        word = core[0]
        key = word.key
        if word.folded.isdigit() or key in _SMALL or key in ("بعد", "مسافه", "كيلومتر", "كيلومترا", "كلم", "كم"):
            core.pop(0)
        elif key in DIRECTIONS and (len(core) > 1 or not out.heads):
            offsets.append(_COMPASS[key])
            core.pop(0)
        elif key.startswith("و") and key[1:] in DIRECTIONS and len(core) > 1:
            offsets.append(_COMPASS[key[1:]])
            core.pop(0)
        elif len(core) > 1 and (key in HEADS or key in VICINITY):
            if key in HEADS:
                out.heads.append(key)
            if key in VICINITY:
                out.loose = True
            core.pop(0)
        else:
            break
    tail: list[str] = []
    while len(core) > 1 and core[-1].definite and (core[-1].key in DIRECTIONS or core[-1].key in QUALIFIERS):
        last = core.pop()
        if last.key in DIRECTIONS:
            tail.insert(0, _COMPASS[last.key])
    out.direction = " ".join(offsets[1:] if distance and out.loose and len(offsets) > 1 else offsets) or " ".join(tail)
    out.relative = " ".join(offsets + tail)
    if out.heads:
        out.level = HEADS[out.heads[-1]]
        if out.heads[0] in ("ريف", "ريفي", "ارياف", "جبهه", "محيط", "ضواحي"):
            out.level = Level.REGION
    elif words and words[0].key in HEADS and words[0].definite:
        out.level = HEADS[words[0].key]
    return out


def text_of(distance: re.Match[str]) -> str:
    """'20 km from' in one spelling; 'near' where the phrase names no number."""
    number, unit = distance.group(1), distance.group(2) or ""
    if not number:
        return "near"
    short = "m" if unit.startswith(("متر", "امتار")) else "mi" if unit.startswith(("ميل", "اميال")) else "km"
    return f"{number} {short} from"
