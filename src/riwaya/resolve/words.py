"""The words layer: designations that carry a stance get a neutral gloss and a class beside the original.

They never decide an actor, a side or a status. `data/words.tsv` is the table, `docs/words.md` tells its classes.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from riwaya.resolve.actortable import Key, key, longest, rows


class Designation(NamedTuple):
    """One entry: its neutral gloss in Arabic and English, and the class of stance it carries."""

    gloss_ar: str
    gloss_en: str
    stance: str


@cache
def designations() -> dict[Key, Designation]:
    """The table by key of the written form."""
    out: dict[Key, Designation] = {}
    for r in rows("words.tsv"):
        for word in r["words"].split("|"):
            out.setdefault(key(word), Designation(r["gloss_ar"], r["gloss_en"], r["stance"]))
    return out


@cache
def _lengths() -> dict[str, int]:
    return longest(dict(designations()))


def found(text: str) -> list[tuple[str, Designation]]:
    """The designations in a name, longest first from its beginning: (key as found, entry)."""
    tokens = key(text)
    table, lengths = designations(), _lengths()
    out, i = [], 0
    while i < len(tokens):
        for n in range(min(lengths.get(tokens[i], 0), len(tokens) - i), 0, -1):
            entry = table.get(tokens[i : i + n])
            if entry:
                out.append((" ".join(tokens[i : i + n]), entry))
                i += n
                break
        else:
            i += 1
    return out


@lru_cache(maxsize=20_000)
def designate(text: str) -> tuple[str, str]:
    """Neutral gloss ('مسلحون (gunmen)') and stance of a name; both empty where its words are neutral.

    Several designations are joined with '؛' and their classes with a space, in the order of the text.
    """
    entries = [d for _, d in found(text)]
    if not entries:
        return "", ""
    glosses = dict.fromkeys(f"{d.gloss_ar} ({d.gloss_en})" for d in entries)
    return "؛ ".join(glosses), " ".join(dict.fromkeys(d.stance for d in entries))
