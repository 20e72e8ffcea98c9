"""Classes of means of violence, read from how a claim names its weapons: gas and shells are told apart, words are not.

>>> sorted(means_of("غاز الكلور وبراميل متفجرة"))
['barrel', 'chemical']
"""

import re
from functools import lru_cache

from riwaya.arabic.folding import fold
from riwaya.codebook import ClaimType

_WORDS = {
    "chemical": r"كيماوي كيميايي كيمياوي كلور سارين غازات? سام(?:ه|ا)?(?!\w) اختناق مختنق خردل اعصاب"
    " chlorine chemical sarin",
    "incendiary": "فسفور فوسفور نابالم حارقه?",
    "barrel": "برميل براميل",
    "cluster": "عنقودي عنقوديه",
    "drone": "مسير مسيره مسيرات درون drone",
    "aircraft": "طايره طايرات طيران مقاتله مقاتلات مروحي مروحيات مروحيه غاره غارات جوي جويه جوا",
    "missile": "صاروخ صواريخ صاروخي صاروخيه باليستي بالستي باليستيه رشقه رشقات كروز توماهوك",
    "artillery": "مدفعي مدفعيه مدافع قذيفه قذايف هاون دبابه دبابات",
    "vehicle_bomb": "مفخخه مفخخات ملغومه",
    "suicide": "انتحاري انتحاريه انتحاريين انتحاريون انتحاريان ناسف ناسفه ناسفا احزمه",
    "planted": "عبوه عبوات لغم الغام",
    "shooting": "رصاص نار نيران قناص قناصه رشاش رشاشه رشاشات",
    "blade": "طعن سكين دهس سيف ذبح",
}
_CLASSES = {
    name: re.compile(r"(?<!\w)[وفبلك]?(?:ال|لل)?(?:" + "|".join(words.split()) + r")\w{0,2}(?!\w)")
    for name, words in _WORDS.items()
}

STRIKES = frozenset({ClaimType.AIR_STRIKE, ClaimType.SHELLING})
# What a strike answers, or the stores that it aims at: gas named behind it is not its own, but for gas that it is done
# with (بغاز). Folded.
_ANSWERED = r"ردا علي|(?:بعد|اثر) اتهام\w*"
_STORES = r"[ول]?(?:ال)?(?:موا?قعا?|منشا(?:ه|ت)|مخا?زنا?|مستودع(?:ا|ات)?|برنامج|ترسانه|انتاج)|ب?احتوا\w*"
_STORES += r"|(?<!قذايف )(?<!قنابل )(?<!براميل )(?<!صواريخ )[تي]حوي"
_WITH = r"(?<!\w)ب(?:ال)?(?:غاز|كلور|سارين|سلاح|اسلح|ماد|مواد)"
_DONE = rf"{_WITH}|(?<!\w)(?:ب(?:ال)?(?:قذايف|قذيفه|قنابل|قنبله|براميل|برميل|صواريخ|صاروخ)|ادي|ادت|اسفر|تسبب|اختناق)"
"""What a strike on any position was done with, or has done: قصف مواقع الفصائل بقذائف تحوي غازا."""
_NOT_ITS_OWN = re.compile(
    rf"(?<!\w)(?:(?:{_ANSWERED})(?!\w)(?:(?!{_WITH}).){{0,70}}|(?:{_STORES})(?!\w)(?:(?!{_DONE}).){{0,70}})"
)


def own_part(sentence: str) -> str:
    """A strike's sentence without what it answers and the stores that it aims at, folded.

    >>> sorted(means_of(own_part("ضربات على مخازن أسلحة كيماوية"))), sorted(means_of(own_part("قصف بغاز الكلور")))
    ([], ['chemical'])
    """
    return _NOT_ITS_OWN.sub(" ", fold(sentence))


@lru_cache(maxsize=20_000)
def means_of(text: str) -> frozenset[str]:
    """The classes of means that a text names."""
    folded = fold(text)
    return frozenset(name for name, pattern in _CLASSES.items() if pattern.search(folded))
