"""Foreign names as they sound: reports spell them as their writers hear them ('قديروف', 'قاديروف')."""

from functools import cache

from riwaya.resolve.actortable import Alias, Key, actors, key, rows

# Names in Arabic letters and names of Muslims are not spelt by ear: every vowel tells two people apart.
_SPELT = frozenset({"SY", "IQ", "YE", "LY", "SD", "PS", "LB", "JO", "EG", "SA", "AE", "QA", "KW", "BH", "OM", "TN",
                    "DZ", "MA", "MR", "SO", "DJ", "KM", "IR", "AF", "PK", "BD", "ID", "MY"})  # fmt: skip
_ALIKE = str.maketrans({"ج": "غ", "ك": "غ", "ق": "غ", "ث": "س", "ش": "س", "ص": "س", "ز": "س", "ظ": "س", "ط": "ت",
                        "ذ": "د", "ض": "د", "خ": "ه", "ح": "ه", "ا": None, "و": None, "ي": None, "ه": None, "ع": None,
                        "ى": None, "-": None})  # fmt: skip


def sounding(tokens: Key) -> Key:
    """The consonants of a name, those that are mistaken for each other made one, doubled ones single."""
    out = []
    for token in tokens:
        letters = token.translate(_ALIKE)
        out.append("".join(c for i, c in enumerate(letters) if not i or letters[i - 1] != c))
    return tuple(out)


@cache
def soundings() -> dict[Key, list[Alias]]:
    """Holders of offices that are no Arabs', by how their full names sound; names that sound as two people are out."""
    out: dict[Key, list[Alias]] = {}
    muslim = {key(r["name_ar"])[0] for r in rows("people.tsv") if r["actor"].partition(".")[0] in _SPELT}
    for r in rows("people.tsv"):
        if key(r["name_ar"])[0] in muslim:
            continue
        row = actors().get(r["actor"])
        country = row.country if row else r["actor"].partition(".")[0]
        world = row is not None and row.kind in ("un", "igo", "ngo", "coalition")
        if not world and (len(country) != 2 or country in _SPELT):
            continue
        for name in (r["name_ar"], *r["aliases"].split("|")):
            k = key(name)
            if muslim.intersection(k):
                continue
            if len(k) > 1 and sum(map(len, sounding(k))) > 5 and all(sounding(k)):
                alias = Alias(r["actor"], frozenset(), r["from"], r["to"], r["name_en"])
                if alias not in (known := out.setdefault(sounding(k), [])):
                    known.append(alias)
    return {k: v for k, v in out.items() if len({a.person for a in v}) == 1}
