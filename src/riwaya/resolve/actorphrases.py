"""The part of a phrase that says who acts: without what supports, surrounds or counts them."""

from riwaya.arabic.folding import fold
from riwaya.codebook import Level
from riwaya.resolve.actortable import Key, key, nationalities
from riwaya.resolve.placewords import HEADS, QUALIFIERS, words

# Participles after which another actor is named, the patron or neighbour of the one that is meant.
# Those that are loyal ('موالية') to somebody count as his.
_AFTER = ("قادم", "منطلق", "مدعوم", "متحالف", "مقرب", "متجه", "مقيم", "محاذي", "قريب", "وارد", "مناهض")
_RELATIVE = frozenset({"التي", "الذي", "الذين", "اللتين", "اللذين", "لم"})
_LED = ("يقود", "تقود", "يراس", "تراس", "يتزعم", "تتزعم", "تتبع", "يتبع")
_FIGHTER_PLANES = frozenset({"مقاتلات", "مقاتله", "مقاتلتين", "مقاتلتان", "قاذفات", "قاذفه"})
_MODELS = words("اف ميغ سوخوي سو رافال ميراج تورنادو تايفون يوروفايتر طراز نوع f su b بي توبوليف شبح f16 f15 f35")
_WITH_THEM = (("معها",), ("معه",), ("معهم",))
_HOSTILE = frozenset({"معاديه", "معادي", "معاديين"})
# Whoever wears a uniform is not thereby of that army: 'مسلحون بزي الجيش'.
_DRESSED = frozenset({"بزي", "زي", "بازياء", "يرتدين", "يرتدون", "يرتدي", "يلبسين", "متنكرين", "متنكر"})
# Words that count people and things: 'أربعة من رجال الشرطة' are policemen.
_COUNTS = words(
    "واحد احد احدي اثنين اثنان اثنتين ثلاث ثلاثه اربع اربعه خمس خمسه ست سته سبع سبعه ثماني ثمانيه تسع تسعه عشر عشره "
    "عشرين ثلاثين اربعين خمسين ستين سبعين ثمانين تسعين مئه مايه ميات مئات الف الاف الفين مليون ملايين عشرات بضعه عدد "
    "عده نحو حوالي قرابه اكثر اقل بعض جميع كل معظم اغلب مجموعه ما لا يقل عن من زهاء اخر باقي بقيه كافه ازيد غالبيه "
    "العديد كثير ملايين الوف اثنا احدي ثمان نصف ربع مليونين مليونا مليين"
)
_MORE = frozenset({"واحد", "واحده", "منهم", "منهن", "عزل", "غيرهم"})
# What every side in a war may have: without an article and a name it is nobody's; snipers never are.
_UNMARKED = frozenset({"طايره", "طايرات", "مسيره", "مسيرات", "مسيرتين", "مسيرتان", "مروحيه", "مروحيات", "مقاتله",
                       "مقاتلات", "قاذفات", "زورق", "زوارق"})  # fmt: skip
_DRONES = frozenset({"مسيره", "مسيرات", "مسيرتين", "مسيرتان", "مسير"})
_SNIPERS = frozenset({"قناص", "قناصه"})
_PLAIN = frozenset({"حربيه", "مسير", "مسيره", "بدون", "دون", "من", "طيار", "مروحيه", "مجهوله", "استطلاع", "قتاليه"})
_WHOSE = frozenset({"sources", "fighters", "officials", "object"})
# Nouns of what armies fight with: with a state they mean its army, alone they are things.
_HARDWARE = words(
    "اليه اليات مدرعه مدرعات عربه عربات جرافه جرافات مسيره مسيرات دبابه دبابات ثكنه ثكنات معسكر معسكرات رتل ارتال "
    "منظومه منظومات رادار رادارات بارجه بوارج قاعده قواعد مسيرتين مسيرتان "
    "اليتين اليتان"
)
# States that have bases abroad: 'القاعدة الأميركية' is one of them, and no branch of al-Qaeda.
_BASED = frozenset({"US", "RU", "TR", "FR", "GB", "IL", "IR", "CN", "AE", "SA"})
# After these 'مالية' is finance and not the state of Mali.
_OF_MONEY = words("وزاره وزير وزيره اداره مديريه لجنه دايره سياسه ازمه مساعدات شوون سوق اوراق مبالغ")
_ASSOCIATED = frozenset({"جماعه", "هييه", "رابطه", "اتحاد", "جمعيه", "مجلس", "تجمع"})
_SCHOLARS = frozenset({"علماء", "دعاه", "ايمه", "خطباء", "مدرسين", "اساتذه", "قضاه"})
_CIVILIAN = frozenset({"مدني", "مدنيه", "ركاب", "خطوط", "تجاري", "تجاريه", "شركه", "شركات", "مسافرين"})
_WHERE = frozenset({"في", "الي", "عن", "مع", "داخل"})
# Nouns of people who are against whoever is named after them: 'منتقدو النظام', 'قتلة العسكريين'.
_AGAINST = {w: code for code, these in (
    ("officials", "منتقدي منتقدو معارضي معارضو خصوم مناهضي مناهضو مناوئي مناوئو منافسي منافسو"),
    ("attacker", "قتله قاتل قاتلي قاتلو خاطفي خاطفو مختطفي مختطفو مغتالي محتجزي محتجزو"),
) for w in these.split()}  # fmt: skip
_OPPOSED = frozenset({"معارض", "معارضه", "معارضين", "معارضون"})
_OF_ARMS = words(
    "قوات قوه جيش جنود جندي ضباط ضابط ضابطان ضابطين عناصر عنصر افراد قاده قايد وحدات وحده كتيبه كتايب لواء الويه "
    "عسكريون عسكريين عسكري شرطه طيارون طيارين طيار مسلحه امن مجموعه مجموعات"
)
_UN = frozenset({"امميه", "اممي", "امميين", "امميون", "امميتين"})
_NAMED_FOR_STATES = frozenset({"قوات", "قوه", "مروحيات", "مروحيه", "طايره", "طايرات", "جنود", "جندي", "دوريه", "دوريات",
                               "بعثه", "موسسات", "هييات", "وكالات", "مسوول", "مسوولين", "مصدر", "مصادر", "منظمات",
                               "عقوبات", "سيارات", "سياره", "قافله", "تقرير", "موظفين", "موظف", "مبعوث",
                               "وسيط"})  # fmt: skip


def acting(tokens: Key) -> Key:
    """The tokens up to a participle that brings in a patron ('مقاتلين مدعومين من X' are not X), up to a uniform or up
    to a relative clause."""
    for i, token in enumerate(tokens):
        if i and (token.startswith(_AFTER) or token in _DRESSED):
            if tokens[i + 1 : i + 2] in _WITH_THEM and tokens[i + 2 : i + 3] == ("من",):
                return tokens[:i] + tokens[i + 3 :]  # 'مقاتلين متحالفين معها من المعارضة'
            return tokens[:i]
        if i and token in _RELATIVE and not "".join(tokens[i + 1 : i + 2]).startswith(_LED):
            return tokens[:i]  # 'جماعات لم تحدد كذا هويتها'
        # 'قوات معادية للنظام', and no 'القوات الإسرائيلية المعادية'
        if i and token in _HOSTILE and i + 1 < len(tokens) and tokens[i + 1] not in nationalities():
            return tokens[:i]
    return tokens


def uncounted(tokens: Key) -> Key:
    """The tokens without numbers and words of number before them; all of them where nothing else is there."""
    i = 0
    while i < len(tokens) and (tokens[i] in _COUNTS or tokens[i].isdigit()):
        if tokens[i] == "مجموعه" and tokens[i + 1 : i + 2] != ("من",):
            break
        i += 1
    while i < len(tokens) - 1 and tokens[-1] in _MORE:
        tokens = tokens[:-1]
    return tokens[i:] if i < len(tokens) else tokens


def mere_number(tokens: Key) -> bool:
    """Whether a phrase counts people and says no more of them: 'ثمانية', 'نحو خمسين ألفا', 'ستة منهم'."""
    return all(t in _COUNTS or t.removesuffix("ا") in _COUNTS or t.isdigit() or t in _MORE for t in tokens)


def unmarked(tokens: Key, text: str) -> bool:
    """Whether a phrase is of arms whose owner it does not name: 'طائرة مسيرة', 'زوارق حربية', 'القناصة'."""
    if not set(tokens[1:]) <= _PLAIN or not tokens:
        return False
    return tokens[0] in _SNIPERS or (tokens[0] in _UNMARKED and not text.startswith(("ال", "لل")))


def drones(tokens: Key) -> bool:
    """Whether a phrase is of drones whose owner it does not name, with the article or without: every side has them."""
    return bool(_DRONES & set(tokens)) and set(tokens) <= _DRONES | _UNMARKED | _PLAIN | {"طيران", "طايرتين", "طايرتان"}


def civilian(tokens: Key) -> bool:
    """Whether planes or ships are those of passengers and companies: 'طائرة مدنية', 'شركات طيران'."""
    if tokens[:2] == ("حركه", "طيران"):
        return True
    return bool(_CIVILIAN & set(tokens)) and not any(t.startswith(("عسكري", "حربي")) for t in tokens)


def warplanes(tokens: Key) -> Key:
    """The tokens with 'مقاتلات' made planes where a model is named: 'مقاتلات إف-16 تركية' are no women who fight."""
    if tokens[:1] == () or tokens[0] not in _FIGHTER_PLANES or _MODELS.isdisjoint(tokens):
        return tokens
    return ("طايرات", *[t for t in tokens[1:] if t not in _MODELS and not t.isdecimal()])


def farms(tokens: Key) -> bool:
    """Whether 'مزارع' is farms and no farmer: before a feminine adjective, 'مزارع حدودية'."""
    return tokens[:1] == ("مزارع",) and len(tokens) > 1 and tokens[1].endswith("ه") and tokens[1] != "ه"


def financial(tokens: Key) -> Key:
    """The tokens with 'مالية' made 'اقتصادية' where it is finance: 'وزير المالية' is no minister of Mali."""
    if "ماليه" not in tokens:
        return tokens
    money = [i for i, t in enumerate(tokens) if t == "ماليه" and i and tokens[i - 1] in _OF_MONEY]
    return tuple("اقتصاديه" if i in money else t for i, t in enumerate(tokens))


def against(tokens: Key) -> str:
    """The type of people who are set against whoever is named after them; '' for others."""
    return _AGAINST.get(tokens[0], "") if len(tokens) > 1 and tokens[1] not in nationalities() else ""


def opposed(text: str) -> bool:
    """Whether a phrase of a state's people says that they have left it or are against it: 'القوات السورية المعارضة',
    'ضباط وجنود سوريون منشقون', 'منشقون عن الجيش'. Nothing but people of arms and states stands before the adjective:
    a second party (الجيش وفصائل معارضة) makes no rebels of the first."""
    said = fold(text).split()
    for i, word in enumerate(said):
        bare, after = word.removeprefix("ال"), said[i + 1 : i + 2]
        left = bare.startswith(("منشق", "متمرد"))
        if left or bare in _OPPOSED:
            if not i:
                return left and after in (["عن"], ["من"], ["علي"])
            return not (after and after[0].startswith("ل"))  # 'المعارض لوقف الحرب' is against something else
        rest = bare if bare in _OF_ARMS else bare.removeprefix("و").removeprefix("ال")
        if not (rest in _OF_ARMS or set(key(word)) <= nationalities().keys()):
            return False
    return False


def of_united_nations(tokens: Key) -> bool:
    """Whether a phrase is 'أممي' by itself, or of what the United Nations have as states do: 'مروحيات أممية'."""
    return bool(tokens) and tokens[-1] in _UN and set(tokens[:-1]) <= _NAMED_FOR_STATES


def hardware(word: str) -> bool:
    """Whether a generic noun, as `key` has it, is what an army fights with: 'آليات'."""
    return word in _HARDWARE


def arms(word: str) -> bool:
    """Whether a noun is of what an army or a group fights with, aircraft and boats among it."""
    return word in _HARDWARE or word in _UNMARKED


def scholars(tokens: Key) -> bool:
    """Whether a phrase is of an association of men of religion or learning: 'جماعة علماء المدينة' are no fighters."""
    return tokens[:1] != () and tokens[0] in _ASSOCIATED and tokens[1:2] != () and tokens[1] in _SCHOLARS


def mere_place(tokens: Key, i: int) -> bool:
    """Whether the state at a token only says where: 'اتحاد الجزارين في فرنسا'."""
    return i > 1 and tokens[i - 1] in _WHERE


def mere_adjective(tokens: Key, i: int, generic: str) -> bool:
    """Whether the state at a token only qualifies a generic noun before it: 'ناقلة نفط سعودية', 'مصادر سورية'."""
    return i > 0 and tokens[i] in nationalities() and generic in _WHOSE


def common_noun(tokens: Key, i: int) -> bool:
    """Whether a noun that is also a name is used as a noun: 'قاعدة عسكرية' is no group."""
    if i + 1 == len(tokens):
        return False
    follows = tokens[i + 1]
    if tokens[i] == "قاعده" and nationalities().get(follows) in _BASED:
        return True
    return HEADS.get(tokens[i]) is Level.SITE and (follows in QUALIFIERS or follows in _COUNTS)
