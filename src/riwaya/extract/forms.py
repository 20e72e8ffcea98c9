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


def _by_letter(clitics: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The clitics in their order by first letter, so that a word is tried against its own only."""
    return {letter: tuple(c for c in clitics if c[0] == letter) for letter in {c[0] for c in clitics}}


_VERB_CLITICS_OF = _by_letter(_VERB_CLITICS)
_NOUN_CLITICS_OF = _by_letter(_NOUN_CLITICS)

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
    """An index from forms to lemmas, with a memory of the words it has seen (reports repeat themselves)."""

    def __init__(self, lemmas: Iterable[str]) -> None:
        self._verbs: dict[str, tuple[str, ...]] = {}
        self._nouns: dict[str, tuple[str, ...]] = {}
        self._exact: dict[str, tuple[str, ...]] = {}
        for lemma in sorted(set(lemmas)):
            index = self._verbs if "/" in lemma else self._exact if lemma.startswith("=") else self._nouns
            for form in expand(lemma):
                index[form] = (*index.get(form, ()), lemma)
        self._seen: dict[str, tuple[Analysis, ...]] = {}

    def analyses(self, word: str) -> tuple[Analysis, ...]:
        """The lemmas that a folded word may be; empty for a word that no table has."""
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) > 200_000:  # names and numbers of a long run must not fill the memory
                self._seen.clear()
            known = self._seen[word] = tuple(self._analyse(word))
        return known

    def _analyse(self, word: str) -> list[Analysis]:
        found = [(lemma, 0) for index in (self._exact, self._verbs, self._nouns) for lemma in index.get(word, ())]
        if word[:1] in ("و", "ف", "ب", "ل") and len(word) > 2:
            found += [(lemma, 1) for lemma in self._exact.get(word[1:], ())]
        for clitic in _VERB_CLITICS_OF.get(word[:1], ()):
            future = clitic.endswith("س")  # stands before a present only: سيقصف, but not سامر
            if (
                word.startswith(clitic)
                and len(word) - len(clitic) > 2
                and not (future and word[len(clitic)] not in "يتن")
            ):
                found += [(lemma, len(clitic)) for lemma in self._verbs.get(word[len(clitic) :], ())]
        for clitic in _NOUN_CLITICS_OF.get(word[:1], ()):
            if word.startswith(clitic) and len(word) - len(clitic) > 2:
                found += [(lemma, len(clitic)) for lemma in self._nouns.get(word[len(clitic) :], ())]
                if clitic == "لل" and len(word) > 4:  # للالغام is written for لل + الغام; للجيش needs no ا
                    found += [(lemma, 2) for lemma in self._exact.get(word[2:], ())]
        return found
