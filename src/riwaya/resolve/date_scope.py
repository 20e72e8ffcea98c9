"""Which of a report's times cannot be a claim's by the sentence's grammar, and which of them its clause narrows.

The weights of `riwaya.resolve.dates` choose among what is left.
"""

import re

from riwaya.arabic.dates import Tense, TimeExpression
from riwaya.records import Span

_REPLY = re.compile(r"(?<!\w)و?(?:رد[ًّ]*اً? على(?! (?:سؤال|أسئلة|استفسار))|كردّ? على|(?:انتقام|ثأر)ً?اً? ل(?=\w))")
"""A reply and what it answers; a question is answered on its own day."""
_REPLIES = ("رد", "انتقام", "ثأر")
"""One of these stands in every reply."""
_PAUSE = re.compile(r"[،,؛;.:\n؟?!]")
_WHEN = re.compile(r"\W*(?:عندما|حينما|حين|لما|إذ)(?!\w)")
_MEANT = re.compile(
    r"(?<!\w)[وف]?كان(?:ت|ا|وا)? (?:\w+ ){0,3}?[يت](?:عتزم|خطط|نوي|ستعد)(?:ان|ون|وا)?(?!\w)|"
    r"(?<!\w)[وف]?كانوا (?:\w+ )?ينوون(?!\w)"
)
"""Verbs of intention under a verb of being: what was meant, not what is."""
_ENTERS = re.compile(r"(?<!\w)[وف]?[يت](?:دخل\w* (?:\w+ ){0,4}?حي[زّ]+ (?:التنفيذ|التطبيق)|بدأ|سري|نطلق)(?!\w)")
"""Verbs of a beginning that is yet to come."""
_AS_OF = re.compile(r"(?<!\w)[وف]?(?:اعتبار|ابتداء|بدء)[اًً]* من(?!\w)")
"""ابتداء من: by itself it does not say which way."""
_ANOTHERS = re.compile(
    r"(?<!\w)(?:[وف]?(?:التي|الذي|الذين|بعد(?! (?:ال)?ظهر| منتصف| صلاة| غد))|"
    r"(?<!وقف )(?<!تعليق )(?<!إنهاء )(?:[وف]?[بل]?ال|[وف]?لل|[وفبل])?"
    r"(?:هجوم[اًً]*|هجمات|مقتل|قتل\w{0,2}|قصف\w{0,2}|انفجار\w{0,2})|"
    r"[وف]?وقع(?:ت|ا|وا)?|"
    r"[وفبل]?(?:ال[أا]حد|ال[إا]ثنين|الثلاثاء|ال[أا]ربعاء|الخميس|الجمعة|السبت|غد[اًً]*))(?!\w)"
)
"""Between a verb and a day: the day is another event's, or the verb has its day already."""
_AHEAD = re.compile(
    r"(?<!\w)(?:[وف]?س(?!يطر|يار|يناء|يد|ياس|ياح|ير|يف|يل|يول|يغ|تة|تين|تون|تار)[يتن]\w{2,}|لن|"
    r"[وف]?ي(?!وم|ون|ول|ناير|من|هود|سار|مين|ابان|وسف|حيى|افا)\w{2,}|"
    r"[وف]?ت(?:بدأ|سري|نطلق|دخل|نسحب|غلق|علق|فرض|منع|وقف|حظر|طبق|نفذ|ستأنف|فتح|عتزم)|"
    r"(?:[وف]?[بل]?ال|[وف]?لل|[وفبل])?(?:وقف|حظر|هدنة|تعليق|إغلاق))(?!\w)"
)
"""Verbs in the imperfect, and what is announced: beside ابتداء من they speak of days to come."""
_LASTS = re.compile(
    r"(?<!\w)(?:[وف]?ب?ال|[وفبل])?(?:حظر|هدنة|تمديد|مهلة|إغلاق|تعليق|وقف إطلاق النار|سارية?)(?!\w)|"
    r"(?<!\w)[وف]?(?:س?[يت](?:ستمر|سري|متد|تواصل|ظل)|مدد(?:ت|وا)?)(?!\w)"
)
"""What has a last day, and verbs of lasting in the present."""
_OVER = re.compile(
    r"(?<!\w)[وف]?(?:كان(?:ت|ا|وا)?|لم|قبل أن|بعد أن|بعدما|منذ|استمر(?:ت|ا|وا)?|تواصل(?:ت)?|دام(?:ت)?|امتد(?:ت)?)(?!\w)"
)
"""What tells that a beginning or an end has gone by."""
_OBJECT = re.compile(
    r"(?:هدنة|هدن|إطلاق النار|اتفاق|اتفاقية|اتفاقات|معاهدة|صلح|مصالحة|تفاهم|تفاهمات|بروتوكول) (?:\w+ ){0,3}"
    r"(?P<signed>المبرمة?|الموقّ?عة?|المعلنة?)(?: (?!في |عام |سنة |يوم )\w+){0,3} (?:(?:في|عام|سنة|يوم|بتاريخ|شهر) )*\Z"
)
"""A truce or an agreement signed at the time that follows."""
_BROKEN = re.compile(
    r"(?:نهاية|انتهاء|إنهاء|انهيار|خرق|خروق|خروقات|انتهاك|انتهاكات|إلغاء|نقض|تمديد|تجديد|تعليق|[وف]?(?:خرق|انتهك|نقض)\w*)(?!\w)"
)
"""What is done to a truce after it was signed."""
_DAYS = frozenset(("weekday", "relative", "night"))
_BEGUN = re.compile(
    r"\w+ (?:أن |ان )?(?:بد[ءأا]\w*|بدئ\w*|بداي\w*|اندلا?ع\w*|انطلاق\w*|انطلقت|تفج[ري]\w*|تصاعد\w*|استئناف|سريان\w*|"
    r"دخول)(?!\w)"
)
"""منذ and a beginning."""
_OPENING = 2
"""Up to so many words before a time it opens its sentence, and what it says by the way is said of the whole."""


def in_scope(text: str, expressions: list[TimeExpression], trigger: Span, sentence: Span) -> list[TimeExpression]:
    """The expressions of a text that a claim may have its date from."""
    low, high = sentence
    answered = _answered(text, low, high)
    if answered and answered.start <= trigger.start < answered.end:
        answered = None
    kept = []
    for e in expressions:
        if not low <= e.start < high:
            if not e.fields.get("bound"):
                kept.append(e)
            continue
        if answered and e.kind in _DAYS and answered.start <= e.start < answered.end:
            continue
        if e.kind == "apart" and trigger.start < e.start:
            # "They withdrew two days after the attack": the day is the attack's.
            continue
        if _of_object(text, low, trigger, e):
            continue
        narrow = e.fields.get("until") or (e.fields.get("bound") and len(text[low : e.start].split()) > _OPENING)
        if narrow and _parted(text, trigger, e):
            continue
        kept.append(e.fields["inner"] if counted_from(text, trigger, e) or _defined(text, trigger, low, e) else e)
    return kept


def counted_from(text: str, trigger: Span, e: TimeExpression) -> bool:
    """منذ سيطرة القوات على البلدة في مايو: what time is counted from happened in May. What began then (منذ بدء
    الاحتجاجات في مايو) may go on."""
    if e.kind != "since" or "inner" not in e.fields or not e.start < trigger.start < e.fields["inner"].start:
        return False
    return _BEGUN.match(text, e.start) is None


def _of_object(text: str, low: int, trigger: Span, e: TimeExpression) -> bool:
    """انهيار الهدنة المبرمة عام 2009: the time at which what broke had been signed.

    It may be the time of the agreement itself, where the trigger names that and nothing done to it.
    """
    found = _OBJECT.search(text, max(low, e.start - 120), e.start)
    if found is None or trigger.start >= found.start("signed"):
        return False
    if text[trigger.end : found.start("signed")].strip() or _BROKEN.match(text, trigger.start):
        return True
    done = text[low : trigger.start].split()[-1:]
    return bool(done and _BROKEN.fullmatch(done[0]))


def tense_of_clause(text: str, e: TimeExpression) -> Tense | None:
    """The tense that the clause before a day sets, whatever the claim's: يدخل حيز التنفيذ فجر الأربعاء, حظر التجول حتى
    الجمعة. None where it sets none.

    A weekday so told is to come; a day of the year may have gone by, and is the nearer one, as is a feast.
    """
    if e.kind not in ("weekday", "night", "date") or e.fields.get("adj") is not None or "year" in e.fields:
        return None
    if e.fields.get("bound"):
        return "" if "month" in e.fields else None
    low = max(e.start - 90, text.rfind("\n", 0, e.start) + 1)
    for pause in _PAUSE.finditer(text, low, e.start):
        low = pause.end()
    if _OVER.search(text, low, e.start):
        return None
    told = _LASTS.search(text, low, e.start) if e.fields.get("until") else _begins(text, low, e)
    if not told:
        return None
    return "" if e.kind == "date" else "future"


def _begins(text: str, low: int, e: TimeExpression) -> bool:
    """Whether text[low:] tells of a beginning on the day `e`, the first behind its verb and no other event's."""
    as_of = list(_AS_OF.finditer(text, low, e.start))
    if as_of and not _ANOTHERS.search(text, as_of[-1].end(), e.start):
        ahead = text[e.end : e.end + 3]
        behind = e.end + len(ahead) - len(ahead.lstrip(" ،,"))
        return bool(_AHEAD.search(text, low, as_of[-1].start()) or _AHEAD.match(text, behind))
    verbs = list(_ENTERS.finditer(text, low, e.start))
    return bool(verbs) and not _ANOTHERS.search(text, verbs[-1].end(), e.start)


def is_of_cause(text: str, e: TimeExpression) -> bool:
    """Whether an expression dates what its line tells a reply to."""
    end = text.find("\n", e.end)
    answered = _answered(text, text.rfind("\n", 0, e.start) + 1, end if end >= 0 else len(text))
    return answered is not None and answered.start <= e.start < answered.end


def _answered(text: str, low: int, high: int) -> Span | None:
    """What text[low:high] tells a reply to, up to the next pause.

    "They shelled the camp in reply to an attack on Saturday": the day is the attack's.
    """
    if all(text.find(word, low, high) < 0 for word in _REPLIES):  # in a tenth of the time that the pattern takes
        return None
    reply = _REPLY.search(text, low, high)
    if reply is None:
        return None
    pause = _PAUSE.search(text, reply.end(), high)
    return Span(reply.start(), pause.start() if pause else high)


def _parted(text: str, trigger: Span, e: TimeExpression) -> bool:
    """Whether a pause stands between a trigger and an expression."""
    low, high = sorted((trigger, Span(e.start, e.end)))
    return bool(_PAUSE.search(text, low.end, max(low.end, high.start)))


def _defined(text: str, trigger: Span, low: int, e: TimeExpression) -> bool:
    """منذ أواخر 2014، عندما استولوا على العاصمة: the trigger behind عندما tells what began then, not what lasts since.

    Where منذ opens the sentence, which begins at `low`, the main clause follows behind a pause.
    """
    if e.kind != "since" or "inner" not in e.fields or trigger.start < e.end:
        return False
    clause = _WHEN.match(text, e.end)
    if clause is None:
        return False
    return len(text[low : e.start]) > 2 or not _PAUSE.search(text, clause.end(), trigger.start)


def meant_then(text: str, sentence: Span, e: TimeExpression) -> bool:
    """كانوا يعتزمون الهجوم في 7 أكتوبر: a day of the year that somebody had planned for may have gone by."""
    if e.kind != "date" or "day" not in e.fields:
        return False
    return any(not _PAUSE.search(text, m.end(), e.start) for m in _MEANT.finditer(text, sentence.start, e.start))
