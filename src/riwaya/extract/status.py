"""Whether an event is told as a fact: planned, failed, denied, possible and ongoing events, by the words around it."""

from riwaya.arabic.numerals import ENTRIES
from riwaya.codebook import ClaimType, Status
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.triggers import SPEECH, Trigger

_CLAUSE = frozenset("،,؛;.:!؟?")
_ORDER = (Status.DENIED, Status.FAILED, Status.PLANNED, Status.POSSIBLE, Status.ONGOING)
_DENYING = word_set("status.denying")
_RESUMED = word_set("status.resumed")
_TOLD_OF = frozenset({"التي", "الذي", "الذين", "ما", "لما", "بما", "مما", "بان", "بانه", "بانها", "تكون", "يكون"})
"""Words behind which a verb tells what is denied."""
_TRUE, _UNTRUE = word_set("status.true"), word_set("status.untrue")
_COMPLEMENT, _ENDED, _OF_NEWS = (word_set(f"status.{name}") for name in ("complement", "ended", "of news"))
_NOUNS_TOO = word_set("status.nouns too")
_TELLING, _ABOUT, _BESIDE, _BEING = (word_set(f"status.{name}") for name in ("telling", "about", "beside", "being"))
_ABSOLUTELY, _UNTRUTH, _BARE = (word_set(f"status.{name}") for name in ("absolutely", "untruth", "bare of truth"))
_OF_IT = frozenset({"له", "لها", "لهم"})
_NOTHING_BUT, _FICTION = word_set("status.nothing but"), word_set("status.fiction")
_CALLED = _BARE | _NOTHING_BUT | {joined + word for word in _UNTRUTH for joined in ("", "ال")}
_CALLED |= {"اساس", "صحه", "صحيح", "صحيحه", "صحيحا"}
"""One of them stands in whatever calls news untrue; most sentences have none."""
_FAR = 16
"""Words behind an event within which news of it is called untrue."""
_IMPOSSIBLE, _DOING = word_set("status.impossible"), word_set("status.doing")
_UNABLE, _FAILING, _PREVENTED = (word_set(f"status.{name}") for name in ("unable", "failing", "prevented"))
_ACHIEVING = word_set("status.achieving") | _DOING
_FOUGHT, _ONLY, _ESCAPING = (word_set(f"status.{name}") for name in ("fought", "only", "escaping"))
_NO_VERBS = word_set("status.no verbs")
_NOT = frozenset({"لم", "لن", "لا", "ولم", "ولن", "ولا"})
_OBJECT = frozenset({"في", "من", "عن"})
"""Prepositions of the verbs of failure and of ability."""
_JOINED = frozenset({"", "و", "ف", "ب", "ل", "وب", "ال"})
_MOVING = frozenset({"قادم", "قادمه"})
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
        if near and match.pattern.text in _MOVING and reading.words[match.last + 1 : match.last + 2] == ["من"]:
            continue  # المساعدات القادمة من الجنوب are on their way
        if near and (imperfect or match.pattern.text != "=قد"):  # قد before a past tense only stresses it
            found.setdefault(Status(code), reading.span(match.first, match.last))
    if Status.ONGOING in found and found.get(Status.DENIED, (-1, 0))[0] == found[Status.ONGOING][0]:
        del found[Status.DENIED]  # the لا of لا تزال
    if trigger.type in SPEECH:  # who is about to accuse or may threaten does so in saying it
        return (Status.DENIED, found[Status.DENIED]) if Status.DENIED in found else (Status.OCCURRED, None)
    if Status.DENIED not in found and (told := denial(reading, trigger.first)):
        return Status.DENIED, told
    if told := failure(reading, trigger.first):
        return Status.FAILED, told
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
    news (الأنباء التي تحدثت عن) tells what is denied. So is news denied that is called untrue behind it (ما نشر عن
    القصف عار من الصحة), and what is called impossible (استحالة شن هجوم).
    """
    if word < 0 or word >= len(reading.words):
        return None
    first, stop = reading.bounds[reading.sentence_of[word]]
    words = reading.words[first:word]
    if told := _impossible(reading, first, word):
        return told
    if not _CALLED.isdisjoint(reading.words[first:stop]) and (told := _called_untrue(reading, first, word, stop)):
        return told
    if not _TRUE.isdisjoint(words) and (told := _untrue(reading, first, word)):
        return told
    if _TURNING.isdisjoint(words) or own_clause(reading, word):
        return None
    for k in range(len(words) - 1, -1, -1):
        bare = words[k].removeprefix("و").removeprefix("ف")
        if bare in _DENYING:
            return None if _beside(reading, first + k, word) else reading.span(first + k, first + k)
        if _resumes(reading, first + k) or own_clause(reading, first + k):
            return None
    return None


def _resumes(reading: Reading, k: int) -> bool:
    """Whether word `k` takes the speech up again (مؤكدا، وقال، فيما). Right behind a noun of news it tells what the
    news is: الأنباء التي تحدثت عن, لما نشر من معلومات التي, تقارير قالت إن."""
    words = reading.words
    if words[k] not in _RESUMED and words[k].removeprefix("و").removeprefix("ف") not in _RESUMED:
        return False
    head = k - 2 if k > 1 and words[k - 1] in ("التي", "الذي") else k - 1
    news = head >= 0 and words[head].removeprefix("لل").removeprefix("ال") in _OF_NEWS
    return not news or words[k][0] in "وف"


def _beside(reading: Reading, verb: int, word: int) -> bool:
    """Whether a word is a verb told beside a verb of denial that has a noun for its complement: نفت التهمة وأغلقت
    المعابر. Behind أن or ما the second verb is denied with the first."""
    between = reading.words[verb + 1 : word]
    if reading.words[word][0] not in "وف" or not (_COMPLEMENT | _TOLD_OF).isdisjoint(between):
        return False
    verbs = [m.pattern.verb for m in reading.within("triggers", word, word + 1) if m.clitic == 1]
    return bool(verbs) and all(verbs)


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
        if _resumes(reading, k):
            return None
        no = k - 2 if words[k - 1] == "من" else k - 1
        if words[k] in _TRUE and no >= first and words[no].removeprefix("و") in _UNTRUE:
            at = k + 1
            while at < word and words[at] in _ABSOLUTELY:  # لا صحة على الإطلاق للأنباء
                at += 1
            about = _for_news(words[at]) if words[k] == "صحه" else words[k + 1] in _COMPLEMENT
            return reading.span(no, k) if about else None
    return None


def _for_news(word: str) -> bool:
    """Whether a word behind لا صحة says of what: لما, للأنباء; لها means what came before."""
    return word.startswith("ل") and word not in _OF_IT


def _impossible(reading: Reading, first: int, word: int) -> tuple[int, int] | None:
    """The word right before an event, or before its doing, that calls it impossible: استحالة شن."""
    k = word - 1
    while k >= first and (reading.words[k] in _DOING or reading.words[k] == "ان"):
        k -= 1
    near = k >= first and not reading.marked(k + 1, word + 1, _CLAUSE)
    return reading.span(k, k) if near and reading.words[k] in _IMPOSSIBLE else None


def _called_untrue(reading: Reading, first: int, word: int, stop: int) -> tuple[int, int] | None:
    """The words that call the news untrue in which a word stands, between its subject and them (الأنباء عن القصف كاذبة)
    or behind both (المزاعم الباطلة عن القصف)."""
    words = reading.words
    news = _news(reading, first, word)
    if news is None:
        return None
    if news + 1 < word and (last := _predicate(words, news + 1, word)) is not None:
        return reading.span(news + 1, last)
    for k in range(word + 1, min(word + _FAR, stop)):
        comma = reading.marked(k, k + 1, _CLAUSE)
        if reading.marked(k, k + 1, _CLAUSE - {"،", ","}):
            return None
        last = _predicate(words, k, stop)
        # as an adjective كاذبة may be that of any noun (بتهم كاذبة); behind a definite one it is the predicate
        phrase = words[k] not in _UNTRUTH or comma or words[k - 1] in _BEING or words[k - 1].startswith("ال")
        if last is not None and (phrase or _named(words[k - 1])):
            return reading.span(k, last) if words[k - 1].removeprefix("و") not in _UNTRUE else None
        other = _named(words[k]) and words[k - 1] not in _BEING  # another's news: what follows is said of that
        if comma or other or words[k] in _RESUMED or words[k] in _COMPLEMENT:
            return None
    return None


def _named(word: str) -> bool:
    """Whether a word is a noun of news: الأنباء, بالمزاعم."""
    bare = word.removeprefix("و").removeprefix("ب")
    return bare.removeprefix("لل").removeprefix("ال") in _OF_NEWS


def _news(reading: Reading, first: int, word: int) -> int | None:
    """The noun of news or the verb of telling (ما نشر) before a word that tells of it: with عن, بأن between, or right
    before. What happened beside it (خلال القصف) is not its matter."""
    words = reading.words
    about = words[word].startswith("ب")
    for k in range(word - 1, max(first, word - 12) - 1, -1):
        if reading.marked(k + 1, k + 2, _CLAUSE) or words[k] in _BESIDE:
            return None
        if _resumes(reading, k):
            return None
        if _named(words[k]) and (about or k == word - 1):
            return k
        what = k - 2 if words[k - 1] in ("تم", "يتم", "جري", "يجري") else k - 1  # ما تم تداوله
        if words[k] in _TELLING and what >= first and words[what].removeprefix("و").removeprefix("ف") == "ما":
            return k if about else None
        about = about or words[k] in _ABOUT or words[k].startswith("ب")
    return None


def _predicate(words: list[str], k: int, stop: int) -> int | None:
    """The last word of what calls news untrue from word `k` on: عار من الصحة, لا أساس له, غير صحيح, كاذب."""
    one, two, three = (words[at] if at < stop else "" for at in (k, k + 1, k + 2))
    if one in _BARE:
        at = k + 2 if two in _ABSOLUTELY else k + 1
        return at + 1 if words[at : at + 1] in (["من"], ["عن"]) and words[at + 1 : at + 2] == ["الصحه"] else None
    if one in ("لا", "ولا") and two in ("اساس", "صحه") and three in _OF_IT:
        return k + 4 if words[k + 3 : k + 5] == ["من", "الصحه"] and k + 4 < stop else k + 2
    if one in _UNTRUE and two in _TRUE and two != "صحه":
        return k + 1
    if one in _NOTHING_BUT and two in _FICTION:
        return k + 1
    return k if one.removeprefix("ال") in _UNTRUTH else None


def failure(reading: Reading, word: int) -> tuple[int, int] | None:
    """The words of failure whose object a word is: لم تتمكن من دخول, لم تنجح في تحقيقه, فشلوا في اقتحام, تعذر نقلهم.

    Only words of doing stand between the preposition and it: who fails to stop the battles fails in none of them.
    """
    if word <= 0 or word >= len(reading.words):
        return None
    words, first = reading.words, reading.bounds[reading.sentence_of[word]][0]
    own = words[word].removeprefix("ال")
    if own in _FOUGHT or not _ONLY.isdisjoint(words[word + 1 : word + 4]):  # لم يحتجزوا سوى ثلاثة
        return None
    k = word - 1
    while k > first and words[k] in _ACHIEVING:
        k -= 1
    if k < first or reading.marked(k + 1, word + 1, _CLAUSE):
        return None
    if words[k].removeprefix("و").removeprefix("ف") in _PREVENTED:
        return reading.span(k, k)
    by = words[k]
    if by in _OBJECT and words[k - 1].removeprefix("ال") in _ESCAPING:  # الفارون من القصف
        return None
    for at in range(k - (by in _OBJECT), max(first, k - 7) - 1, -1):
        if reading.marked(at + 1, at + 2, _CLAUSE):
            return None
        failing = next((w for w in (words[at], words[at][1:], words[at][2:]) if w in _FAILING), "")
        if words[at] in _ONLY:
            return None
        if words[at] in _UNABLE and at > first and words[at - 1].removeprefix("و").removeprefix("ف") == "لم":
            return reading.span(at - 1, at) if _takes(words, at, k) else None
        if failing and words[at].removesuffix(failing) in _JOINED:
            denied = at > first and words[at - 1] in _NOT
            right = by == ("عن" if failing.startswith("عجز") else "في")
            return reading.span(at, at) if right and not denied else None
        if words[at] in _RESUMED or words[at] in _COMPLEMENT or _may_tell(words[at]):
            return None
    return None


def _may_tell(word: str) -> bool:
    """Whether a word may be another verb, of which what follows is told: فشل الاتفاق وتسببت الحرب في نزوح."""
    return word in ("ما", "مما", "حيث", "ثم") or (
        word.startswith("و") and not word.startswith("وال") and word not in _NO_VERBS
    )


def _takes(words: list[str], at: int, k: int) -> bool:
    """Whether a verb of ability, word `at`, has its object behind word `k`: a preposition of its own, or with يستطع its
    subject, which is definite: that of لم يستطع ضحايا القصف stands further on, as does that of لم تستطع الغارات."""
    if "ستط" in words[at]:
        subject = words[at + 1 : k + 1]
        return all(w.startswith("ال") for w in subject) if subject else words[at].endswith("وا")
    return words[k] == ("من" if "تمكن" in words[at] else "في")
