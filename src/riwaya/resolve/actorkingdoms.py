"""Which state a bare 'المملكة' is: in a report of a kingdom that one, elsewhere Saudi Arabia."""

from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actortable import Key, nationalities
from riwaya.resolve.context import Context

KINGDOM: Key = ("مملكه",)
_SAUDI = "SA"
ARAB = frozenset({"JO", "BH", "MA"})  # beside it
# In reports of these the word is as often their own, which Arabic calls so only by its full name.
_OTHERS = frozenset({"GB", "ES", "NL", "BE", "SE", "NO", "DK", "TH", "KH"})
_FULL_NAMES = {"عربيه": _SAUDI, "اردنيه": "JO", "بحرين": "BH", "مغربيه": "MA", "مغرب": "MA"}


def kingdom(context: Context) -> str:
    """The state's code; '' where the report's own kingdom and Saudi Arabia may both be meant."""
    full = {state for word, state in _FULL_NAMES.items() if (*KINGDOM, word) in context.pairs}
    here = context.country
    if here == _SAUDI:
        return here
    if here in ARAB:
        return here if not _of_saudi_arabia(context) else ""
    if here in _OTHERS:
        return _SAUDI if _of_saudi_arabia(context) else ""
    return full.pop() if len(full) == 1 else _SAUDI


def in_its_kingdom(tokens: Key, i: int, reading: Reading, context: Context) -> Reading | None:
    """A reading whose deciding name is the bare noun, of the kingdom that it means in the text."""
    if tokens[i : reading.end] != KINGDOM or not reading.id.endswith(".state"):
        return reading
    state = kingdom(context)
    return reading._replace(id=f"{state}.state", why=f"{reading.why}, by the report's country") if state else None


def _of_saudi_arabia(context: Context) -> bool:
    return (*KINGDOM, "عربيه") in context.pairs or any(nationalities().get(w) == _SAUDI for w in context.stems)
