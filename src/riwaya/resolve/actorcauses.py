"""Names of movements that say what they are for: 'حركة تحرير كذا' is no government of the state that it names."""

from collections.abc import Callable

from riwaya.resolve.actorrecords import Reading
from riwaya.resolve.actortable import Key

_ARMED = frozenset({"جيش", "قوه", "قوات", "ميليشيا", "ميليشيات", "كتيبه", "كتايب", "لواء", "الويه", "سرايا", "جبهه",
                    "مقاتلي", "مقاتلين", "متمردي", "متمردين", "مسلحي"})  # fmt: skip
_MOVEMENTS = _ARMED | {"حركه", "تحالف", "تجمع", "ايتلاف", "اتحاد", "حزب", "منظمه", "جماعه", "موتمر"}
_CAUSES = frozenset({"تحرير", "استقلال", "انقاذ", "خلاص", "اجل"})
_DEFENCE = ("دفاع", "عن")
# A campaign has the name of a cause too, and is led by states: 'القوات المشاركة في تحرير كذا'.
_CAMPAIGNS = frozenset({"في", "عمليه", "عمليات", "معركه", "معارك", "حرب", "حمله", "بعد", "منذ", "عيد"})
# Words between a cause and the state: 'الاستقلال التام لأنغولا', 'تحرير شعب كذا'.
_BETWEEN = 3


def defends(tokens: Key, i: int) -> bool:
    """Whether 'دفاع' at a token is a cause and no ministry: 'الدفاع عن الديمقراطية'."""
    return tokens[i : i + 2] == _DEFENCE and (not i or tokens[i - 1] not in ("وزاره", "وزير", "وزيره"))


def cause(tokens: Key) -> int:
    """The token behind the cause in a movement's name, 0 where the phrase is none."""
    if _CAUSES.isdisjoint(tokens) and "دفاع" not in tokens:
        return 0
    for i in range(1, len(tokens) - 1):
        defence = defends(tokens, i)
        if (tokens[i] in _CAUSES or defence) and tokens[i - 1] not in _CAMPAIGNS:
            return i + 1 + defence if not _MOVEMENTS.isdisjoint(tokens[:i]) else 0
    return 0


def movement(
    tokens: Key, reading: Reading | None, is_state: Callable[[Key, int], object], named: Callable[[int], Reading | None]
) -> Reading | None:
    """A reading as a state's body, or as somebody's forces, made a movement that no table knows where the state is
    only what a movement's name says that it is for. `named`: the name that begins at a token."""
    if reading is None or reading.id[2:3] != "." or not (behind := cause(tokens)) or 0 < reading.end < behind:
        return reading  # 'القوات السورية للدفاع عن كذا'
    own = (named(i) for i in range(behind))
    if any(n is not None and n.id == reading.id and not n.id.endswith(".state") for n in own):
        return reading  # 'الجيش الشعبي لتحرير السودان' has a row
    defence = tokens[behind - 1] == _DEFENCE[1]
    if not defence and not any(is_state(tokens, i) for i in range(behind, min(behind + _BETWEEN, len(tokens)))):
        return reading
    armed = "تحرير" in tokens or not _ARMED.isdisjoint(tokens[:behind])
    return Reading("unknown:fighters" if armed else "unknown:name", "a movement for what its name says", 0)
