"""How many people words without a number are: a name is one (مقتل الصماد), two names are two, آخرون are some."""

import re

from riwaya.arabic.numerals import ENTRIES
from riwaya.arabic.persons import PEOPLE, without_pronoun
from riwaya.arabic.words import words
from riwaya.extract.patterns import word_set

_SOME = word_set("tolls.people")
"""What begins people who are several, nobody says how many: آخرين, خسائر, جميع من."""
_ONE_OF = word_set("tolls.one of")
_AND = re.compile(
    r"[\s،\"»”](?!وزار|وزير|وكال|وكيل|والي|ولي|ولاي|وسط|وحد|وفد)"
    r"(?:و|مع |ب?رفق[ةه] |بصحب[ةه] )(?=[\w\"«“#])(\w*)"
)
"""A further person: ومرافقه, مع سائقه, برفقة نجله."""
_WITH = frozenset({"رفقه", "صحبه", "مع"})
"""Prepositions, which are nobody: اعتقل رفقة نجله."""


_ANY = re.compile(r"(?:^|[^،,\s]\s+[\"«“]?)[أا]يّ?[ةه]?\s*$")
"""أي at the end of what stands before a name; behind a comma it means "that is", as it does before digits."""


def nobody(before: str, text: str) -> bool:
    """Whether words are of any one person, of whom it is said that nothing befell him: لم يقتل أي جندي."""
    any_one = _ANY.search(before) or re.match(r"[أا]يّ?[ةه]?\s+(?!\d)", text)
    return bool(any_one) and not text[:1].isdigit()


def people(text: str) -> int | None:
    """The number of people that words without a number name, None where they leave it open.

    Right for nine tenths of 2,760 such tolls of coded articles; most others are duals that may as well be plurals.
    """
    found = words(text)
    if found and found[0].stem in _WITH:
        return people(text[found[0].end :])
    if not found:
        return None
    head = found[0]
    if head.stem in _ONE_OF:
        return 1
    bare = (head.stem, *without_pronoun(head.stem))
    spellings = (*bare, *(s[:-1] + end for s in bare if s.endswith("ا") for end in ("", "ي")))  # جنودا, قتلاه
    number = next((PEOPLE[s].number for s in spellings if s in PEOPLE), "")
    if number == "dual":
        return 2
    if not number and (any(s in _SOME for s in spellings) or _plural(head.folded, head.stem)):
        return None
    if number == "plural":
        return None
    further = [_more(m[1], " في " in text[: m.start()]) for m in _AND.finditer(text)]
    return None if None in further else 1 + sum(n or 0 for n in further)


def _more(word: str, inside: bool) -> int | None:
    """How many a word behind "and" adds: a person one, ومرافقيه nobody knows how many, and nothing a word that belongs
    to the office or place before it (رئيس الأركان والأمن; with `inside`, whatever follows في)."""
    stem = words(word)[0].stem if words(word) else ""
    number = next((PEOPLE[s].number for s in (stem, *without_pronoun(stem)) if s in PEOPLE), "")
    if number in ("plural", "dual") or stem in _SOME or stem in ENTRIES or stem.endswith(("يه", "يها", "يهم", "وه")):
        return None
    return 1 if number or not (inside or word.startswith("ال")) else 0


def _plural(folded: str, stem: str) -> bool:
    """Whether a noun that no list knows ends like several: المتسللين, but no حسين."""
    return len(stem) > 4 and folded != stem and stem.endswith(("ات", "ين", "ون"))
