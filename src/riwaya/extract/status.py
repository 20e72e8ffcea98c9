"""Whether an event is told as a fact: planned, failed, denied, possible and ongoing events, by the words around it."""

from riwaya.codebook import ClaimType, Status
from riwaya.extract.patterns import Reading
from riwaya.extract.triggers import Trigger

_STATUS = {status.value: status for status in Status}
_CLAUSE = frozenset("،,؛;.:!؟?")
_ORDER = (Status.DENIED, Status.FAILED, Status.PLANNED, Status.POSSIBLE, Status.ONGOING)
_CONTINUING = frozenset(
    {
        ClaimType.CLASH,
        ClaimType.SIEGE,
        ClaimType.OPERATION,
        ClaimType.DISPLACEMENT,
        ClaimType.PROTEST,
        ClaimType.DEPLOYMENT,
    }
)
"""Types that an imperfect verb tells as going on; of the others (يتهم، يدعو) it is a headline's tense."""
_SPEECH = frozenset({ClaimType.DEMAND, ClaimType.ACCUSE, ClaimType.THREAT, ClaimType.REJECT, ClaimType.SUPPORT})
_STANDING = frozenset({ClaimType.SUPPORT, ClaimType.OPERATION})
_FOILED = frozenset({ClaimType.WEAPON_FOILED})


_DENYING = frozenset(
    [
        "نفي",
        "ينفي",
        "نفت",
        "تنفي",
        "نفوا",
        "ينفون",
        "نافيا",
        "نافيه",
        "نافين",
        "انكر",
        "ينكر",
        "انكرت",
        "تنكر",
        "منكرا",
        "كذب",
        "يكذب",
        "كذبت",
        "تكذب",
        "مكذبا",
    ]
)
_RESUMED = frozenset(
    [
        "موكدا",
        "موكده",
        "مشيرا",
        "مشيره",
        "مضيفا",
        "مضيفه",
        "موضحا",
        "موضحه",
        "معتبرا",
        "معتبره",
        "متهما",
        "متهمه",
        "مشددا",
        "مشدده",
        "قال",
        "قالت",
        "اكد",
        "اكدت",
        "اضاف",
        "اضافت",
        "اوضح",
        "اوضحت",
        "اشار",
        "اشارت",
        "اتهم",
        "اتهمت",
        "حمل",
        "حملت",
        "لكن",
        "لكنه",
        "لكنها",
        "بل",
        "انما",
        "الا",
        "فيما",
        "بينما",
        "الذي",
        "التي",
        "الذين",
        "اللذين",
        "اللتين",
        "بعد",
        "ردا",
        "عقب",
        "اثر",
        "منذ",
        "وسط",
        "رغم",
    ]
)


_TURNING = frozenset(joined + word for word in _DENYING for joined in ("", "و", "ف", "وف"))
"""All that may stand in a text for a verb of denial; most sentences have none."""


def status(reading: Reading, trigger: Trigger) -> tuple[Status, tuple[int, int] | None]:
    """The status of a trigger's event and the words that decided it (None: no word speaks against a fact)."""
    word = reading.words[trigger.first]
    future = _future(word, trigger)
    found: dict[Status, tuple[int, int]] = {}
    for match in reading.within("status", *reading.bounds[reading.sentence_of[trigger.first]]):
        code, where, reach = match.pattern.columns
        value = _STATUS[code]
        if match.first >= trigger.first and match.last <= trigger.last and where == "before":
            continue
        if trigger.type in _FOILED and value is Status.FAILED:
            continue
        if trigger.type in _SPEECH and value in (Status.PLANNED, Status.POSSIBLE, Status.ONGOING, Status.FAILED):
            continue
        if where == "before" and 0 < trigger.first - match.last <= _near(value, int(reach)):
            gap = (match.last + 1, trigger.first + 1)
        elif where == "after" and 0 < match.first - trigger.last <= int(reach):
            gap = (trigger.last + 1, match.first + 1)
        else:
            continue
        if match.pattern.text == "=قد" and not _imperfect(word):
            continue  # قد before a past tense only stresses it
        if reading.marked(*gap, _CLAUSE):
            continue
        found.setdefault(value, reading.span(match.first, match.last))
    if Status.ONGOING in found and found.get(Status.DENIED, (-1, 0))[0] == found[Status.ONGOING][0]:
        del found[Status.DENIED]  # the لا of لا تزال
    if Status.DENIED in found:
        return Status.DENIED, found[Status.DENIED]
    if trigger.type not in _SPEECH and (told := denial(reading, trigger.first)):
        return Status.DENIED, told
    if future and trigger.type not in _SPEECH:
        return Status.PLANNED, reading.span(trigger.first, trigger.first)
    for value in _ORDER:
        if value in found:
            return value, found[value]
    if trigger.verb and trigger.type in _CONTINUING and _imperfect(word) and reading.sentence_of[trigger.first] > 0:
        return Status.ONGOING, reading.span(trigger.first, trigger.last)
    if trigger.type in _STANDING and not trigger.verb and not future and _standing(reading, trigger):
        return Status.ONGOING, reading.span(trigger.first, trigger.last)
    return Status.OCCURRED, None


def denial(reading: Reading, word: int) -> tuple[int, int] | None:
    """The verb of denial (نفى، أنكر، كذّب) in whose complement a word stands, as code points; None where none does.

    The complement goes from the verb to the end of the sentence, to a verb that takes the speech up again (مؤكدا، بل)
    or to a relative clause, whose events are told as known.
    """
    if word < 0 or word >= len(reading.words):
        return None
    first = reading.bounds[reading.sentence_of[word]][0]
    words = reading.words[first:word]
    if _TURNING.isdisjoint(words):
        return None
    for k in range(len(words) - 1, -1, -1):
        bare = words[k].removeprefix("و").removeprefix("ف")
        if bare in _RESUMED:
            return None
        if bare in _DENYING:
            return reading.span(first + k, first + k)
    return None


def _standing(reading: Reading, trigger: Trigger) -> bool:
    """True for the nouns that name a state rather than a deed: support, and operations in the plural."""
    word = reading.words[trigger.first]
    return trigger.type is ClaimType.SUPPORT or word.endswith("ات") or "ات" in word[-5:]


def _near(value: Status, reach: int) -> int:
    return 2 if value is Status.DENIED else reach


def _future(word: str, trigger: Trigger) -> bool:
    """ستسيطر: the future's س before an imperfect."""
    return trigger.verb and "س" in word[: trigger.clitic] and word[trigger.clitic] in "يتنا"


def _imperfect(word: str) -> bool:
    at = word.removeprefix("و").removeprefix("ف")
    return at[:1] in ("ي", "ت")
