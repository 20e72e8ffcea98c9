"""Which letters at the beginning of a word are clitics (و ف ب ل ك س ال) and which belong to the word itself.

Without a lexicon وزير could be "and a zir". Three kinds of evidence decide:

- the article settles most: (و|ف)(ب|ك)ال and (و|ف)لل are clitics unless the whole word is listed;
- و, ب and ل are common clitics: they are cut unless the word, less a pronoun or an ending, is listed among
  those that begin with the letter itself (names such as واشنطن, بغداد, لبنان beside وزير, بيان, لجنة);
- ف, ك and س are rarely clitics in news: cut only before listed words (ف, ك) or before an imperfect (س).

The lists are in `data/clitics.txt`. A name that gets cut by mistake is protected by adding it to the list of
its letter.
"""

from riwaya.arabic.lists import read_lists

_LISTS = read_lists("clitics")
_ENDINGS = _LISTS["endings"]
_ROOT_W, _ROOT_S, _ROOT_AL = _LISTS["و"], _LISTS["س"], _LISTS["ال"]
_WITH_ARTICLE, _SHORT = _LISTS["article"], _LISTS["short"]
_BARE = _LISTS["without endings"]
_AFTER_B, _AFTER_F, _AFTER_K = (_LISTS[f"after {letter}"] for letter in "بفك")


def _listed(word: str, words: frozenset[str]) -> bool:
    """Whether the word, less one of the endings, is listed; ات, ين may stand for a listed ه (بلدة, بلدات)."""
    if word in words:
        return True
    for cut in range(1, min(4, len(word) - 3) + 1):
        rest = word[:-cut]
        if word[-cut:] in _ENDINGS and rest not in _BARE and (rest in words or rest + "ه" in words):
            return True
    return False


def _article(word: str, at: int) -> int:
    """The end of the article that begins at `at`, or `at`."""
    if not word.startswith("ال", at) or len(word) - at < 4:
        return at
    return at if word[at:] in _ROOT_AL else at + 2


def _single(word: str, at: int) -> int:
    """The end of a clitic ب, ل, ك or س that begins at `at`, or `at`; the article is not looked at."""
    letter, rest = word[at], word[at + 1 :]
    if letter in "بل":
        if len(rest) < 3:
            return at + 1 if letter == "ب" and rest in _AFTER_B else at
        return at if _listed(word[at:], _LISTS[letter]) else at + 1
    if letter == "ك":
        return at + 1 if rest in _AFTER_K or (rest[:1] == "ا" and rest[1:2] == "ل" and len(rest) > 4) else at
    if letter == "س":
        return at + 1 if len(rest) >= 3 and rest[0] in "يتن" and not _listed(word[at:], _ROOT_S) else at
    return at


def cut(word: str) -> tuple[int, int]:
    """Where the clitics of a folded word end: (without the article, with it). (0, 0): there are none.

    For لل both are 2: the article has lost its alef and cannot stand alone.
    """
    if len(word) < 3 or word[0] not in "وفبلكسا":
        return 0, 0
    if word in _WITH_ARTICLE:
        return 0, 0
    at = 0
    if word[0] == "و":
        rest = word[1:]
        if len(rest) == 2:
            return (1, 1) if rest in _SHORT else (0, 0)
        if (word.startswith("وال") and len(word) > 4) or not _listed(word, _ROOT_W):
            at = 1
    elif word[0] == "ف":
        rest = word[1:]
        if rest in _AFTER_F or (rest.startswith(("ال", "لل")) and len(rest) > 4):
            at = 1
        elif rest[:1] == "س" and len(rest) > 4 and _single(word, 1) == 2:
            return 2, 2
        else:
            return 0, 0
    if at and word[at:] in _WITH_ARTICLE:
        return at, at
    if word.startswith("لل", at) and len(word) - at >= 4:
        # لجنة with the article after ل is written للجنة, as لبنان without it is للبنان
        root = word[at + 1 :]
        at += 1 if root not in _BARE and _listed(root, _LISTS["ل"]) else 2
        return at, at
    if word.startswith(("بال", "كال"), at) and len(word) - at >= 5:
        return at + 1, _article(word, at + 1)
    if word.startswith("ال", at):
        return at, _article(word, at)
    if at < len(word) and word[at] in "بلكس":
        at = _single(word, at)
    return at, at
