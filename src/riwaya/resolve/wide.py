"""Phrases that mean what lies in many divisions, and so in none: their unknown names get a country at most."""

from riwaya.resolve.names import ParsedName
from riwaya.resolve.placewords import DIRECTIONS, VICINITY, WIDE, words

_DIVISIONS = frozenset({"محافظه", "ولايه", "مقاطعه", "اقليم"})
_THEIRS = ("هما", "ها", "هم", "ه", "نا")
_COUNTS = words("ثلاث ثلاثه اربع اربعه خمس خمسه ست سته سبع سبعه ثماني ثمانيه ثمان تسع تسعه عشر عشره")


def is_wide(name: ParsedName) -> bool:
    """Whether a phrase means what lies in many divisions: 'its territory', 'seven provinces', 'the north'."""
    parts = [w for w in name.words if w.key not in VICINITY or w.key in WIDE]
    if not parts:
        return False
    counted = parts[0].key in _COUNTS and len(parts) > 1
    first = parts[1] if counted else parts[0]
    if first.key in DIRECTIONS:
        return len(name.words) == 1 and first.definite
    stems = {first.key, *(first.key.removesuffix(end) for end in _THEIRS if first.key.endswith(end))}
    numbered = first.folded.isdigit() and len(parts) == 2 and parts[1].key in _DIVISIONS
    return numbered or not stems.isdisjoint(WIDE)
