"""Word forms: which lemmas of the tables a word of the text may be, whatever its person, number or clitics.

The tables name lemmas; `expand` writes out the forms that a lemma takes in reports, `analyses` takes the proclitics
(و ف ب ل ك س ال) off a word of the text and looks up the rest. Everything is in folded letters (`arabic.folding`).
A lemma is written as in the tables: `قصف/يقصف` a verb by its past and present, `غاره` a noun, `مسلح+` a noun for
people, `=جوي` that form only.
"""

from collections.abc import Iterable

_OBJECTS = ("ه", "ها", "هم", "هما", "نا", "هن")
_VERB_CLITICS = ("و", "ف", "س", "وس", "فس", "ل", "ول", "فل")
_NOUN_CLITICS = (
    "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وبال", "وب", "ول", "فب", "فل", "وك",
)  # fmt: skip


Analysis = tuple[str, int]
"""A lemma as the tables write it, and how many letters of clitics stand before it."""


def _verb(past: str, present: str) -> set[str]:
    forms = set()
    stem = past
    if past[-1] in "اي" and len(past) > 2:  # دعا, استولي: the weak letter goes before the endings
        stem = past[:-1]
        forms |= {past, stem + "ا", stem + "يا", stem + "ت", stem + "وا", stem + "ينا", stem + "يا"}
        forms |= {stem + "ا" + o for o in _OBJECTS} | {stem + "ت" + o for o in _OBJECTS}
    else:
        forms |= {past + e for e in ("", "ت", "وا", "ا", "تا", "ن", "نا")}
        forms |= {past + e + o for e in ("", "ت", "و", "نا") for o in _OBJECTS}
    root = present[1:]
    bare = root[:-1] if root[-1] in "ويا" else root
    for person in "يتنا":
        forms |= {person + root, person + bare + "ون", person + bare + "وا", person + root + "ان", person + bare + "ين"}
        forms |= {person + root + o for o in _OBJECTS} | {person + bare + "ون" + o for o in _OBJECTS}
        if bare != root and person in "يت":
            forms.add(person + bare)  # the jussive: لم يدع
    return forms


def _noun(noun: str) -> set[str]:
    if noun.endswith("ه") and len(noun) > 3:
        stem = noun[:-1]
        ends = ("ه", "ات", "تين", "تان", "تا", "تي", *("ت" + o for o in _OBJECTS), *("ات" + o for o in _OBJECTS))
        return {stem + e for e in ends}
    ends = ("", "ا", "ات", "ين", "ان", *_OBJECTS, *("ات" + o for o in _OBJECTS))
    return {noun + e for e in ends}


def expand(lemma: str) -> set[str]:
    """All forms of a lemma without proclitics; a form that takes no proclitic is given as it is."""
    if lemma.startswith("="):
        return {lemma[1:]}
    if "/" in lemma:
        past, present = lemma.split("/")
        return _verb(past, present)
    if lemma.endswith("+"):
        stem = lemma[:-1]
        ends = ("", "ا", "ه", "ون", "ين", "ان", "و", "ي", "ات", "تان", "تين", *_OBJECTS, *("ي" + o for o in _OBJECTS))
        return {stem + e for e in ends}
    return _noun(lemma)


class Forms:
    """An index from forms to lemmas."""

    def __init__(self, lemmas: Iterable[str]) -> None:
        self._verbs: dict[str, tuple[str, ...]] = {}
        self._nouns: dict[str, tuple[str, ...]] = {}
        self._exact: dict[str, tuple[str, ...]] = {}
        for lemma in sorted(set(lemmas)):
            index = self._verbs if "/" in lemma else self._exact if lemma.startswith("=") else self._nouns
            for form in expand(lemma):
                index[form] = (*index.get(form, ()), lemma)

    def analyses(self, word: str) -> list[Analysis]:
        """The lemmas that a folded word may be; empty for a word that no table has."""
        found = [(lemma, 0) for index in (self._exact, self._verbs, self._nouns) for lemma in index.get(word, ())]
        if word[:1] in ("و", "ف", "ب", "ل") and len(word) > 2:
            found += [(lemma, 1) for lemma in self._exact.get(word[1:], ())]
        for clitics, index in ((_VERB_CLITICS, self._verbs), (_NOUN_CLITICS, self._nouns)):
            for clitic in clitics if word.startswith(clitics) else ():  # most words have none
                if not word.startswith(clitic):
                    continue
                bare = word[len(clitic) :]
                future = clitic.endswith("س")  # stands before a present only: سيقصف, but not سامر
                if len(bare) > 2 and not (future and bare[0] not in "يتن"):
                    found += [(lemma, len(clitic)) for lemma in index.get(bare, ())]
        if word.startswith("لل") and len(word) > 4:  # للالغام is written for لل + الغام; للجيش needs no ا
            found += [(lemma, 2) for lemma in self._exact.get(word[2:], ())]
        return found
