"""What speaks for each possible date of a claim: where its words stand, and what the claim's own sentence sounds like."""

import re
from dataclasses import dataclass, field
from datetime import date

from riwaya.arabic.dates import TimeExpression
from riwaya.records import Span, When

Features = dict[str, float]

_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
_BOUNDARY = re.compile(r"\n|[.!؟?](?=\s|$)")
_THAT = re.compile(r"(?<!\w)و?[أإا]نّ?(?:ه|ها|هم|هما|نا|ني)?(?!\w)")
_WHICH = re.compile(
    r"(?<!\w)(?:الذي|التي|الذين|اللذين|اللذان|ممن|حيث|عندما|بعدما|فيما|بينما|بعد أن|قبل أن)(?!\w)"
)
_FUTURE = re.compile(r"(?<!\w)[وف]?(?:س[يتن]\w{2,}|سوف|لن)(?!\w)")
_BY_WORD = {
    "was": r"(?<!\w)[وف]?(?:كان|كانت|كانا|كانوا)(?!\w)",
    "and_was": r"\A\W*و(?:كان|كانت)(?!\w)",
    "already": r"(?<!\w)[وف]?(?:قد|سبق|سابقا|سابقة|السابق|السابقة|ماضية|آنفا)(?!\w)",
    "earlier": r"وقت سابق",
    "recall": r"(?<!\w)(?:يذكر|يشار|الجدير|يُذكر)(?!\w)",
    "since": r"(?<!\w)منذ(?!\w)",
    "future": r"(?<!\w)[وف]?(?:س[يتن]\w{2,}|سوف|لن|يعتزم|تعتزم|ينوي|تنوي|المقرر|المتوقع)(?!\w)",
    "if": r"(?<!\w)[وف]?(?:إذا|اذا|لو|قد ي\w+|قد ت\w+|ربما|يمكن|احتمال)(?!\w)",
    "in_case": r"(?<!\w)(?:حال|شرط|مقابل)(?!\w)",
    "said": r"(?<!\w)[وف]?(?:قال|قالت|أعلن|أعلنت|أكد|أكدت|أفاد|أفادت|ذكر|ذكرت|أضاف|أضافت|أوضح|أوضحت|أشار|أشارت)(?!\w)",
    "accuse": r"(?<!\w)[وف]?[يت]?ت?تهم\w*|(?<!\w)اتهم\w*|(?<!\w)[وف]?حمّ?ل\w* ",
    "daily": r"(?<!\w)(?:اليوم|الآن|حاليا|حالياً)(?!\w)",
    "always": r"(?<!\w)(?:دائما|عادة|مرارا|باستمرار|كثيرا ما|غالبا)(?!\w)",
    "for_years": r"(?<!\w)(?:سنوات|أعوام|عقود|الحرب|تاريخ)(?!\w)",
}
_CUES = {k: re.compile(v) for k, v in _BY_WORD.items()}
_PREVIOUS = frozenset(
    ["بعد", "قبل", "إثر", "اثر", "عقب", "منذ", "خلال", "أثناء", "ردا", "رداً", "على", "بسبب", "جراء", "من", "عن", "في", "إلى", "بـ", "ضد", "أن", "إن", "التي", "الذي", "كان", "كانت", "قد", "لم", "لن", "لا", "ما", "بعدما", "حتى", "وقد", "بأن", "حول", "بشأن", "نتيجة", "سبق", "مواصلة", "استمرار"]
)


@dataclass
class Claimed:
    """A claim as its date is sought: its text, trigger, sentences, codes, and the document's expressions."""

    text: str
    trigger: Span
    sentence: Span
    mentions: list[Span]
    status: str
    type: str
    expressions: list[TimeExpression]
    here: list[TimeExpression] = field(init=False)
    elsewhere: list[TimeExpression] = field(init=False)

    def __post_init__(self) -> None:
        self.here = [e for e in self.expressions if self.sentence.start <= e.start < self.sentence.end]
        self.elsewhere = [
            e
            for e in self.expressions
            if e not in self.here and any(m.start <= e.start < m.end for m in self.mentions)
        ]

    def place(self, e: TimeExpression) -> str:
        """'sentence', 'mention' (another that tells the claim), 'before' (up to three boundaries back) or 'far'."""
        if e in self.here:
            return "sentence"
        if e in self.elsewhere:
            return "mention"
        if e.end <= self.sentence.start and self.sentence.start - e.end < 900:
            return "before" if self._boundaries(e.end, self.sentence.start) <= 3 else "far"
        return "far"

    def _boundaries(self, a: int, b: int) -> int:
        return sum(1 for _ in _BOUNDARY.finditer(self.text, a, b))


def is_future(c: Claimed, e: TimeExpression) -> bool:
    """Whether the verb around an expression points ahead: the claim is planned, or سـ stands in the same clause."""
    if c.status in ("planned", "possible"):
        return True
    start = max(c.sentence.start, e.start - 60)
    return c.status == "denied" and bool(_FUTURE.search(c.text, start, e.start))


def claim_features(c: Claimed) -> Features:
    """What the claim's own words say, whatever the candidate: status, type, cues of background, place in the report."""
    text, trigger = c.text, c.trigger
    sentence = text[c.sentence.start : c.sentence.end]
    before = text[c.sentence.start : trigger.start]
    word = _MARKS.sub("", text[trigger.start : trigger.end]).split(" ")[0]
    f: Features = {"status=" + c.status: 1.0, "type=" + c.type: 1.0}
    for name, pattern in _CUES.items():
        if pattern.search(before):
            f["before:" + name] = 1.0
        elif pattern.search(sentence):
            f["cue:" + name] = 1.0
    head = before.split()
    if head:
        last = _MARKS.sub("", head[-1])
        if last in _PREVIOUS:
            f["prev=" + last] = 1.0
        if len(head) > 1 and _MARKS.sub("", head[-2]) in _PREVIOUS:
            f["prev2=" + _MARKS.sub("", head[-2])] = 1.0
    f[
        "trigger:"
        + (
            "al"
            if word.startswith("ال")
            else "past_t"
            if word.endswith("ت")
            else "imperfect"
            if word[:1] in "يت"
            else "bare"
        )
    ] = 1.0
    if not before.strip():
        f["trigger:first"] = 1.0
    if (
        before.count('"') % 2
        or before.count("«") > before.count("»")
        or before.count("“") > before.count("”")
    ):
        f["quoted"] = 1.0
    f["which"] = float(bool(_WHICH.search(before[-60:])))
    at = trigger.start / max(len(text), 1)
    f["at"] = at
    f["late"] = float(at > 0.66)
    title_end = text.find("\n")
    first_start = min([m.start for m in c.mentions] + [c.sentence.start])
    f["in_title"] = float(first_start <= max(title_end, 0))
    f["lead"] = float(first_start < 450)
    f["mentions"] = float(len(c.mentions) > 1)
    dayish = [e for e in c.here if e.kind in ("weekday", "relative", "night", "clock")]
    f["has_day"] = float(bool(dayish))
    f["has_other"] = float(len(c.here) > len(dayish))
    f["none_here"] = float(not c.here)
    f["none"] = float(not c.here and not c.elsewhere)
    f["status+none=" + c.status] = f["none"]
    return {k: v for k, v in f.items() if v}


def expression_features(
    c: Claimed, e: TimeExpression, where: str, when: When, anchor: date | None
) -> Features:
    """What speaks for one expression as the claim's date: place, kind, nearness, the clause between."""
    text, trigger = c.text, c.trigger
    f: Features = {"expression": 1.0, "where=" + where: 1.0, f"{where}:kind={e.kind}": 1.0}
    side = "after" if e.start >= trigger.end else "ahead"
    low, high = (trigger.end, e.start) if side == "after" else (e.end, trigger.start)
    between = text[low:high] if low < high else ""
    if where == "sentence":
        f["side=" + side] = 1.0
        f[f"side={side}:kind={e.kind}"] = 1.0
        f["status=" + c.status] = 1.0
        f[f"kind={e.kind}:status={c.status}"] = 1.0
        f["type=" + c.type] = 1.0
        words = len(between.split())
        f[f"words:{side}"] = min(words, 30) / 10
        f["touching"] = float(words <= 2)
        commas = between.count("،") + between.count(",") + between.count("؛")
        f[f"commas:{side}"] = min(commas, 4) / 2
        f[f"that:{side}"] = float(bool(_THAT.search(between)))
        f[f"which:{side}"] = float(bool(_WHICH.search(between)))
        f[f"closing:{side}"] = float('"' in between or "»" in between)
        others = [x for x in c.here if x is not e]
        f["only"] = float(not others)
        mine = _distance(e, trigger)
        f["nearest"] = float(all(_distance(x, trigger) >= mine for x in others))
        closer = [x for x in others if x.start < high and x.end > low]
        f["another_between"] = float(bool(closer))
        lead_in = text[max(c.sentence.start, e.start - 40) : e.start]
        f["after_said"] = float(bool(_CUES["said"].search(lead_in)))
        f["after_said:" + side] = f["after_said"]
        f["since_before"] = float(bool(re.search(r"(?:منذ|حتى|إلى|قبل|بعد)\s+\Z", lead_in)))
        if _CUES["was"].search(text, c.sentence.start, trigger.start):
            f["was:kind=" + e.kind] = 1.0
    elif where == "mention":
        f["mention:lead"] = float(e.start < 450)
        f["mention:none_here"] = float(not c.here)
        f["mention:status=" + c.status] = 1.0
    else:
        steps = c._boundaries(e.end, c.sentence.start)
        f[f"before:steps={steps}"] = 1.0
        f["before:none_here"] = float(not c.here)
        f["before:latest"] = float(not any(e.end <= x.start < c.sentence.start for x in c.expressions))
        opening = text[c.sentence.start : c.sentence.start + 12]
        f["before:goes_on"] = float(opening.startswith("و"))
        f["before:went_on_saying"] = float(bool(_CUES["said"].match(opening)))
        f["before:status=" + c.status] = 1.0
        f["before:late"] = float(c.sentence.start > 0.5 * len(text))
    f["at_hour"] = float("clock" in e.fields)
    if anchor is not None and when.start:
        days = (date.fromisoformat(when.start[:10]) - anchor).days
        name = (
            "0"
            if days == 0
            else "-1"
            if days == -1
            else "week"
            if -7 <= days < 0
            else "coming"
            if days > 0
            else "month"
            if days > -40
            else "year"
            if days > -400
            else "old"
        )
        f["days=" + name] = 1.0
        f[f"{where}:days={name}"] = 1.0
        f["precision=" + when.precision.value] = 1.0
        if c.status in ("planned", "possible"):
            f["planned:days=" + name] = 1.0
        if c.type == "casualty_toll":
            f["toll:kind=" + e.kind] = 1.0
    return {k: v for k, v in f.items() if v}


def _distance(e: TimeExpression, trigger: Span) -> int:
    return e.start - trigger.end if e.start >= trigger.end else trigger.start - e.end
