"""The words around a number that say what it is: measures, labels, hedges; the lists are `data/quantities.txt`."""

from riwaya.arabic.lists import read_lists

_LISTS = read_lists("quantities")


def _classes(kind: str) -> dict[str, str]:
    """{word: class} of the sections "kind class"."""
    return {
        word: section.removeprefix(kind)
        for section, words in _LISTS.items()
        if section.startswith(kind)
        for word in words
    }


UNITS = _classes("unit ")
BEFORE = _classes("before ")
STOP, TAKING, OTHERS, ADJECTIVES = _LISTS["stop"], _LISTS["taking"], _LISTS["others"], _LISTS["adjectives"]
SOME, VERBS, RECENT, COUNTRIES = _LISTS["some"], _LISTS["verbs"], _LISTS["recent"], _LISTS["countries"]
LEADS = _LISTS["leads"] | SOME

_PHRASES = {
    "min": """
        اكثر_من ازيد_من ما_يزيد_عن ما_يزيد_علي يزيد_عن يزيد_علي تزيد_عن تزيد_علي ما_يربو_عن ما_يربو_علي
        يربو_علي ما_يفوق يفوق تفوق فوق لا_يقل_عن لا_تقل_عن ما_لا_يقل_عن لا_يقلون_عن ما_لا_يقل_علي يتجاوز
        تتجاوز تجاوز تجاوزت تخطي تخطت يتخطي تتخطي يتجاوزون يفوقون علي_الاقل ما_يتجاوز فاق فاقت زاد_عن
        زاد_علي زادت_عن باكثر_من
    """,
    "max": """
        اقل_من ما_لا_يزيد_عن ما_لا_يزيد_علي لا_يزيد_عن لا_يزيد_علي لا_تزيد_عن لا_يتجاوز لا_تتجاوز لم_يتجاوز
        لم_تتجاوز ما_يصل_الي حتي ما_لا_يتجاوز لا_يتعدي لا_تتعدي دون
    """,
    "same": """
        نحو حوالي قرابه زهاء ما_يقارب يقارب تقارب ما_يقرب_من يقرب_من مايقارب ناهز يناهز ما_يناهز تقريبا
        بحدود حدود
    """,
}


def _hedges() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """{last word: [(phrase, effect)]}, the longest phrase first; effect is the bound that the number gives."""
    hedges: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for effect, phrases in _PHRASES.items():
        for written in phrases.split():
            phrase = tuple(written.split("_"))
            hedges.setdefault(phrase[-1], []).append((phrase, effect))
    for found in hedges.values():
        found.sort(key=lambda hedge: -len(hedge[0]))
    return hedges


HEDGES = _hedges()
AFTERWARDS = {
    ("علي", "الاقل"): "min",
    ("اقل", "تقدير"): "min",
    ("كحد", "ادني"): "min",
    ("او", "اكثر"): "min",
    ("علي", "الاكثر"): "max",
    ("كحد", "اقصي"): "max",
    ("او", "اقل"): "max",
}
UPWARDS = frozenset(["فاكثر", "واكثر", "فصاعدا", "ونيف", "ونيفا"])
# Clitics that a digit has to be written apart from: بـ48, الـ24.
BARE = frozenset(["ب", "ل", "ك", "و", "ف", "ال", "بال", "وال", "لل", "ول", "وب", "كال", "ولل"])
ONE = frozenset(["واحد", "واحده", "واحدا", "اثنان", "اثنين", "اثنتان", "اثنتين"])
