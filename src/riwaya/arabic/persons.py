"""Words for people and what their form says of number: جندي one, جنديان two, جنود several."""

from pathlib import Path
from typing import NamedTuple

_DATA = Path(__file__).with_name("data")


class Person(NamedTuple):
    """`number` is 'singular', 'dual' or 'plural'; `adjective`: the word may as well describe a noun (عسكري)."""

    number: str
    adjective: bool


# The month, "as for", the Taliban, a governorate, "during": other words of the same spelling.
_OTHER_WORDS = ("اب", "ابا", "ام", "اما", "امان", "امين", "ابان", "ابين", "طالبان")
# Duals that have lost their ن before a noun: ضابطي شرطة, جثتي قريبيها.
_CONSTRUCT = ("ضابطي", "ضابطا", "رجلي", "شرطيي", "شرطيا", "جنديي", "جثتي", "جثتا", "طفلتي", "طفلتا", "شهيدي", "قتيلي")


def _people() -> dict[str, Person]:
    forms: dict[str, Person] = {}
    duals: dict[str, Person] = {}
    for line in (_DATA / "people.tsv").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        singular, plurals, flag = line.split("\t")
        adjective = flag == "adj"
        for form in (singular, singular if singular.endswith("ه") else singular + "ا"):
            forms.setdefault(form, Person("singular", adjective))
        base = singular[:-1] + "ت" if singular.endswith("ه") else singular
        for form in plurals.split():
            forms[form] = Person("plural", adjective)
            if form.endswith("ين") and not adjective:
                forms.setdefault(form[:-1], Person("plural", False))  # the construct: منفذي الهجوم
        duals[base + "ان"] = duals[base + "ين"] = Person("dual", adjective)
    for form, person in duals.items():
        forms.setdefault(form, person)  # مدنيين is the plural as often: only مدنيان is surely two
    for form in _OTHER_WORDS:
        forms.pop(form, None)
    for form in _CONSTRUCT:
        forms.setdefault(form, Person("dual", False))
    forms["اخر"] = Person("singular", True)
    forms["اخران"] = Person("dual", False)
    return forms


PEOPLE = _people()
ATTACKERS = frozenset(["مشتبه", "مهاجم", "انتحاري", "منفذ"])  # persons even with the article: مقتل المهاجم


def without_pronoun(stem: str) -> tuple[str, ...]:
    """The nouns that ه, ها, هم or نا may hang on: قادته is of قاده, مقاتليه of مقاتلين."""
    for ending in ("هم", "ها", "نا", "ه"):
        if stem.endswith(ending) and len(stem) > len(ending) + 2:
            noun = stem[: -len(ending)]
            return (noun, noun[:-1] + "ه", noun + "ن") if noun[-1] in "تي" else (noun,)
    return ()
