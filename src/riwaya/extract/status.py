"""Whether an event is told as a fact: planned, failed, denied, possible and ongoing events, by the words around it."""

from riwaya.arabic.numerals import ENTRIES
from riwaya.codebook import ClaimType, Status
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.triggers import SPEECH, Trigger

_CLAUSE = frozenset("،,؛;.:!؟?")
_ORDER = (Status.DENIED, Status.FAILED, Status.PLANNED, Status.POSSIBLE, Status.ONGOING)
_DENYING = word_set("status.denying")
_RESUMED = word_set("status.resumed")
_TRUE, _UNTRUE = word_set("status.true"), word_set("status.untrue")
_COMPLEMENT, _ENDED, _OF_NEWS = (word_set(f"status.{name}") for name in ("complement", "ended", "of news"))
_NOUNS_TOO = word_set("status.nouns too")
_TURNING = frozenset(joined + word for word in _DENYING for joined in ("", "و", "ف", "وف"))
"""All that may stand in a text for a verb of denial; most sentences have none."""


def status(reading: Reading, trigger: Trigger) -> tuple[Status, tuple[int, int] | None]:
    """The status of a trigger's event and the words that decided it (None: no word speaks against a fact)."""
    word = reading.words[trigger.first]
    imperfect = word.removeprefix("و").removeprefix("ف")[:1] in ("ي", "ت")
    found: dict[Status, tuple[int, int]] = {}
    for match in reading.within("status", *reading.bounds[reading.sentence_of[trigger.first]]):
        code, where, reach = match.pattern.columns
        one, other = (match.last, trigger.first) if where == "before" else (trigger.last, match.first)
        near = 0 < other - one <= int(reach) and not reading.marked(one + 1, other + 1, _CLAUSE)
        if near and (imperfect or match.pattern.text != "=قد"):  # قد before a past tense only stresses it
            found.setdefault(Status(code), reading.span(match.first, match.last))
    if Status.ONGOING in found and found.get(Status.DENIED, (-1, 0))[0] == found[Status.ONGOING][0]:
        del found[Status.DENIED]  # the لا of لا تزال
    if trigger.type in SPEECH:  # who is about to accuse or may threaten does so in saying it
        return (Status.DENIED, found[Status.DENIED]) if Status.DENIED in found else (Status.OCCURRED, None)
    if Status.DENIED not in found and (told := denial(reading, trigger.first)):
        return Status.DENIED, told
    if trigger.verb and "س" in word[: trigger.clitic] and Status.DENIED not in found:  # ستسيطر
        return Status.PLANNED, reading.span(trigger.first, trigger.last)
    for value in _ORDER:
        if value in found and not (value is Status.FAILED and trigger.type is ClaimType.WEAPON_FOILED):
            return value, found[value]
    return Status.OCCURRED, None


def denial(reading: Reading, word: int) -> tuple[int, int] | None:
    """The words of denial (نفى، أنكر، كذّب، لا صحة) in whose complement a word stands, as code points; None where none
    does.

    The complement goes from the verb to the end of the sentence, to a verb that takes the speech up again (مؤكدا، بل),
    to a clause of its own (، واعتقلت الشرطة) or to a relative clause, whose events are told as known; that of a noun of
    news (الأنباء التي تحدثت عن) tells what is denied.
    """
    if word < 0 or word >= len(reading.words):
        return None
    first = reading.bounds[reading.sentence_of[word]][0]
    words = reading.words[first:word]
    if not _TRUE.isdisjoint(words) and (told := _untrue(reading, first, word)):
        return told
    if _TURNING.isdisjoint(words) or own_clause(reading, word):
        return None
    for k in range(len(words) - 1, -1, -1):
        bare = words[k].removeprefix("و").removeprefix("ف")
        if bare in _DENYING:
            return reading.span(first + k, first + k)
        if (bare in _RESUMED and not _of_news(reading, first + k)) or own_clause(reading, first + k):
            return None
    return None


def _of_news(reading: Reading, k: int) -> bool:
    """Whether a relative pronoun, word `k`, belongs to a noun of news: الأنباء التي, لما نشر من معلومات التي."""
    return k > 0 and reading.words[k - 1].removeprefix("لل").removeprefix("ال") in _OF_NEWS


def own_clause(reading: Reading, k: int) -> bool:
    """Whether word `k` opens a clause of its own: a comma, و or ف and a finite verb. قتل and its like are nouns as
    well: they are verbs before a number (، وقتل أربعة)."""
    if reading.words[k][0] not in "وف" or _CLAUSE.isdisjoint(reading.marks[k]):
        return False
    if reading.words[k][1:] in _NOUNS_TOO:
        return False
    behind_that = not _COMPLEMENT.isdisjoint(reading.words[reading.bounds[reading.sentence_of[k]][0] : k])
    tables = ("attribution",) if behind_that else ("triggers", "attribution")  # نفى أن قواته دخلت البلدة، وقصفت
    verbs = [m.pattern.verb for t in tables for m in reading.within(t, k, k + 1) if m.clitic == 1]
    return any(verbs) and (all(verbs) or _counted(reading.words[k + 1 : k + 3]))


def _counted(words: list[str]) -> bool:
    """Whether a number follows, and not one of those told of before: وقتل أربعة منهم."""
    return bool(words) and (words[0] in ENTRIES or words[0].isdigit()) and words[1:] not in (["منهم"], ["منها"])


def _untrue(reading: Reading, first: int, word: int) -> tuple[int, int] | None:
    """The words لا صحة, ليس صحيحا أن in whose complement a word stands; as the end of a clause (هذا غير صحيح، وقصفنا)
    they deny what came before."""
    words = reading.words
    for k in range(word - 1, first, -1):
        if reading.marked(k + 1, k + 2, _CLAUSE) or words[k] in _ENDED:
            return None
        if words[k] in _RESUMED and not _of_news(reading, k):  # للأنباء التي تحدثت عن
            return None
        no = k - 2 if words[k - 1] == "من" else k - 1
        if words[k] in _TRUE and no >= first and words[no].removeprefix("و") in _UNTRUE:
            about = words[k + 1].startswith("ل") if words[k] == "صحه" else words[k + 1] in _COMPLEMENT
            return reading.span(no, k) if about else None
    return None
