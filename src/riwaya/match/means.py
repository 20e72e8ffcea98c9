"""Classes of means of violence, read from how a claim names its weapons: gas and shells are told apart, words are not.

>>> sorted(means_of("غاز الكلور وبراميل متفجرة"))
['barrel', 'chemical']
"""

import re
from functools import lru_cache

from riwaya.arabic.folding import fold

_WORDS = {
    "chemical": "كيماوي كيميايي كيمياوي كلور سارين غازات? سام سامه اختناق مختنق خردل اعصاب chlorine chemical sarin",
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


@lru_cache(maxsize=20_000)
def means_of(text: str) -> frozenset[str]:
    """The classes of means that a text names."""
    folded = fold(text)
    return frozenset(name for name, pattern in _CLASSES.items() if pattern.search(folded))
