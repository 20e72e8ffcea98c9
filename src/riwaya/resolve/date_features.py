"""What speaks for each possible date of a claim: where its words stand, and how the claim's own sentence sounds."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from riwaya.arabic.dates import TimeExpression
from riwaya.arabic.kept import Kept
from riwaya.records import Span

Features = dict[str, float]

_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
_NO_LETTERS = re.compile(r"[\W\u0640]+")
"""Signs, and marks with them."""
_CLITICS = re.compile(r"\A[وف]?(?:بال|لل|ال|[بل](?=\w{4}))?")
_ENDING = re.compile(r"(?:ات|ون|ين|ان|ها|هم|ه|ت|ا|ية|يه|ي)$")
_ONE_SPELLING = str.maketrans("أإآىة", "ااايه")
_NO_VOWELS = str.maketrans("", "", "اوي")
_BOUNDARY = re.compile(r"\n|[.!؟?](?=\s|$)")
_THAT = re.compile(r"(?<!\w)و?[أإا]نّ?(?:ه|ها|هم|هما|نا|ني)?(?!\w)")
_WHICH = re.compile(r"(?<!\w)(?:الذي|التي|الذين|اللذين|اللذان|ممن|حيث|عندما|بعدما|فيما|بينما|بعد أن|قبل أن)(?!\w)")
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
_PHRASES = (
    ("and_was", "وكان", _CUES["and_was"]),
    ("earlier", "وقت سابق", _CUES["earlier"]),
    ("accuse", "تهم", _CUES["accuse"]),
    ("accuse", "حم", _CUES["accuse"]),
    ("recall", "يُذكر", re.compile(r"(?<!\w)يُذكر(?!\w)")),
    ("if", "قد ", re.compile(r"(?<!\w)[وف]?(?:قد ي\w+|قد ت\w+)(?!\w)")),
    ("always", "كثيرا ما", re.compile(r"(?<!\w)كثيرا ما(?!\w)")),
)
"""What of the cues is more than a single word, or less; the rest is looked up word by word, in a tenth of the time.
Before each pattern letters of which it has some: to look for them takes a tenth of the time again."""
_PARTIAL = frozenset(("and_was", "earlier", "accuse"))
_ANY_CUE = re.compile("|".join(v for k, v in _BY_WORD.items() if k not in _PARTIAL))
_RUNS = re.compile(r"(\w+)").split
_PERIOD = {
    "total": ("حصيلة", "يرتفع", "ترتفع", "ارتفاع", "ارتفع", "بلغ", "إجمالي", "مجموع", "عدد ال"),
    "since_start": ("منذ بد", "منذ اندلاع", "منذ انطلاق", "منذ ال"),
    "until": ("حتى الآن", "حتى اليوم", "حتى الساعة"),
}


SPEECH = frozenset(("accuse", "demand", "threat", "reject", "support"))
_COMMON = frozenset(
    [
        "هذا",
        "هذه",
        "ذلك",
        "التي",
        "الذي",
        "الذين",
        "كانت",
        "بعد",
        "قبل",
        "خلال",
        "أمس",
        "اليوم",
        "إلى",
        "على",
        "حتى",
        "منذ",
        "يوم",
        "عام",
        "قال",
        "وقال",
        "أعلن",
        "أضاف",
        "وأضاف",
        "مدينة",
        "منطقة",
        "محافظة",
        "قوات",
        "وكالة",
        "رويترز",
        "المتحدث",
        "باسم",
        "الرئيس",
    ]
)


def bare(word: str) -> str:
    """Words without vowel marks."""
    return _MARKS.sub("", word)


@lru_cache(maxsize=64)
def boundary_starts(text: str) -> list[int]:
    return [m.start() for m in _BOUNDARY.finditer(text)]


@lru_cache(maxsize=256)
def _chunks(text: str) -> tuple[list[int], list[set[str]]]:
    """Where the text's stretches between boundaries begin, and the stems of their longer words."""
    starts = [0, *(at + 1 for at in boundary_starts(text))]  # each boundary is one letter
    ends = [*starts[1:], len(text)]
    sets = [set(map(_ROOTS.__getitem__, text[a:b].split())) for a, b in zip(starts, ends, strict=True)]
    for words in sets:
        words.discard(_NONE)
    return starts, sets


def _told_again(c: "Claimed", e: TimeExpression) -> Features:
    """Whether the stretch that an expression stands in speaks of the claim's event: the trigger's word, its names."""
    starts, sets = _chunks(c.text)
    words = sets[bisect_right(starts, e.start) - 1]
    mine = c.roots
    shared = len(words & sets[c.chunk])
    return {
        "same_trigger": float(not mine.isdisjoint(words)),
        "all_trigger": float(bool(mine) and mine <= words),
        "shared": min(shared, 5) / 2.5,
    }


@lru_cache(maxsize=32768)
def root(word: str) -> str:
    """A rough skeleton: marks, clitics, common endings and long vowels away, so that قصفت and القصف meet."""
    plain = _NO_LETTERS.sub("", word).translate(_ONE_SPELLING)
    plain = _CLITICS.sub("", plain, count=1)
    plain = _ENDING.sub("", plain) if len(plain) > 4 else plain
    return plain.translate(_NO_VOWELS)[:4] or plain


_NONE = "\n"
_ROOTS = Kept(lambda word: root(word) if len(word) > 3 and word not in _COMMON else _NONE)
"""The skeletons of longer words."""
_TRIGGERS = Kept(lambda words: frozenset(root(w) for w in words.split() if len(w) > 2) - {""})


def roots_of(text: str, trigger: Span) -> frozenset[str]:
    """The skeletons of a trigger's words, by which another that names the same kind of event is known."""
    return _TRIGGERS[text[trigger.start : trigger.end]]


@lru_cache(maxsize=1024)
def cue_ends(sentence: str) -> list[tuple[str, int]]:
    """The cues of a sentence, with the end of the first match of each; its claims share them."""
    first: dict[str, int] = {}
    pieces = _RUNS(sentence)  # gap, word, gap, word, ..., gap: quicker than a match object for each
    for k, cues in [(k, cues) for k, cues in enumerate(map(_CUES_OF.__getitem__, pieces[1::2])) if cues]:
        for name in cues:
            if name not in first:
                first[name] = sum(map(len, pieces[: 2 * k + 2]))
    for name, pattern in [(name, pattern) for name, letters, pattern in _PHRASES if letters in sentence]:
        match = pattern.search(sentence)
        if match and match.end() < first.get(name, len(sentence) + 1):
            first[name] = match.end()
    for name, phrases in _PERIOD.items():
        ends = [at + len(x) for x in phrases if (at := sentence.find(x)) >= 0]
        if ends:
            first[name] = min(ends)
    return list(first.items())


def _cues_of(word: str) -> tuple[str, ...]:
    """The cues that a word is by itself."""
    if not _ANY_CUE.fullmatch(word):  # most words are none
        return ()
    return tuple(name for name, pattern in _CUES.items() if name not in _PARTIAL and pattern.fullmatch(word))


_CUES_OF = Kept(_cues_of)


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """A word without marks, conjunction and article: enough to count its kind of use."""
    plain = _NO_LETTERS.sub("", word)
    plain = plain[1:] if len(plain) > 3 and plain[0] in "وف" else plain
    return plain[2:] if len(plain) > 3 and plain.startswith("ال") else plain


def period_features(c: "Claimed", where: str, shared: Features) -> Features:
    """What speaks for the whole time from a date of the report to its day: totals, campaigns that go on."""
    f: Features = {"period": 1.0, "period:where=" + where: 1.0, "period:type=" + c.type: 1.0}
    f["period:status=" + c.status] = 1.0
    f["period:ongoing_toll"] = float(c.type == "casualty_toll" and where == "sentence")
    for k in ("cue:total", "cue:since_start", "cue:until", "before:since", "cue:since", "has_day", "none"):
        if k in shared:
            f["period:" + k] = shared[k]
            f[f"period:{where}:{k}"] = shared[k]
    return {k: v for k, v in f.items() if v}


@dataclass
class Claimed:
    """A claim as its date is sought: its text, trigger, sentences, codes, and the document's expressions.

    `triggers` are those of all the document's claims with their types; `rivals` the others of the claim's sentence.
    """

    text: str
    trigger: Span
    sentence: Span
    mentions: list[Span]
    status: str
    type: str
    expressions: list[TimeExpression]
    triggers: Sequence[tuple[Span, str]] = ()
    rivals: list[tuple[Span, str]] = field(init=False)
    here: list[TimeExpression] = field(init=False)
    elsewhere: list[TimeExpression] = field(init=False)
    roots: frozenset[str] = field(init=False)
    chunk: int = field(init=False)

    def __post_init__(self) -> None:
        low, high = self.sentence
        self.here = [e for e in self.expressions if low <= e.start < high]
        self.elsewhere = [
            e
            for e in self.expressions
            if not low <= e.start < high and any(m.start <= e.start < m.end for m in self.mentions)
        ]
        self.rivals = [x for x in self.triggers if low <= x[0].start < high and x[0] != self.trigger]
        self.roots = roots_of(self.text, self.trigger)
        self.chunk = bisect_right(_chunks(self.text)[0], low + 1) - 1

    @cached_property
    def past_perfect(self) -> bool:
        """Whether a verb of being stands before the trigger."""
        return bool(_CUES["was"].search(self.text, self.sentence.start, self.trigger.start))

    def place(self, e: TimeExpression) -> str:
        """'sentence', 'mention' (another that tells the claim), 'before' (up to three boundaries back) or 'far'."""
        if self.sentence.start <= e.start < self.sentence.end:
            return "sentence"
        if any(m.start <= e.start < m.end for m in self.mentions):
            return "mention"
        if e.end <= self.sentence.start and self.sentence.start - e.end < 900:
            return "before" if self._boundaries(e.end, self.sentence.start) <= 3 else "far"
        return "far"

    def _boundaries(self, a: int, b: int) -> int:
        """The boundaries of text[a:b]; a full stop at its end is one, whatever follows."""
        if a >= b:
            return 0
        starts = boundary_starts(self.text)
        return bisect_left(starts, b - 1) - bisect_left(starts, a) + (self.text[b - 1] in "\n.!؟?")


def is_future(c: Claimed, e: TimeExpression) -> bool:
    """Whether the verb around an expression points ahead: the claim is planned, or سـ stands in the same clause."""
    if c.status in ("planned", "possible"):
        return True
    return c.status == "denied" and bool(_FUTURE.search(c.text, max(c.sentence.start, e.start - 60), e.start))


def claim_features(c: Claimed) -> Features:
    """What the claim's own words say, whatever the candidate: status, type, cues of background, place in the report."""
    text, trigger = c.text, c.trigger
    sentence = text[c.sentence.start : c.sentence.end]
    before = text[c.sentence.start : trigger.start]
    word = _MARKS.sub("", text[trigger.start : trigger.end]).split(" ")[0]
    f: Features = {"status=" + c.status: 1.0, "type=" + c.type: 1.0}
    for name, end in cue_ends(sentence):
        where = "before:" if end <= len(before) and name in _CUES else "cue:"
        f[where + name] = 1.0
    f["word=" + stem(word)] = 1.0
    f["tail=" + stem(word)[:3]] = 1.0
    opening = sentence.split(None, 2)[:2]
    if opening:
        f["first=" + stem(opening[0])] = 1.0
    head = before.split()
    for k, w in enumerate(reversed(head[-4:])):
        plain = _MARKS.sub("", w).strip('"«»،,')
        f[f"prev{min(k, 2)}={plain}"] = 1.0
    for w in text[trigger.end : c.sentence.end].split(None, 3)[:3]:
        f["next=" + stem(w)] = 1.0
    starts, sets = _chunks(text)
    at, roots = c.chunk, c.roots
    f["sentence_number"] = min(at, 12) / 6
    f["sentence_last_third"] = float(at > 2 * len(starts) / 3)
    f["trigger_in_title"] = float(bool(roots & sets[0]))
    f["trigger_in_lead"] = float(len(sets) > 1 and bool(roots & sets[1]))
    f["like_title"] = min(len(sets[at] & sets[0]), 4) / 2
    f["like_lead"] = min(len(sets[at] & sets[1]), 6) / 3 if len(sets) > 1 else 0.0
    f["told_before"] = float(not all(map(roots.isdisjoint, sets[:at])))
    f["words_in_sentence"] = min(len(sentence.split()), 60) / 30
    f["words_before"] = min(len(head), 40) / 20
    form = "al" if word.startswith("ال") else "past_t" if word.endswith("ت") else "plain"
    f["trigger:" + ("imperfect" if form == "plain" and word[:1] in "يت" else form)] = 1.0
    if not before.strip():
        f["trigger:first"] = 1.0
    if before.count('"') % 2 or before.count("«") > before.count("»") or before.count("“") > before.count("”"):
        f["quoted"] = 1.0
    f["which"] = float(bool(_WHICH.search(before[-60:])))
    share = trigger.start / max(len(text), 1)
    f["at"] = share
    f["late"] = float(share > 0.66)
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


def expression_features(c: Claimed, e: TimeExpression, where: str, days: str) -> Features:
    """What speaks for one expression as the claim's date: nearness, the clause between, its distance in `days`."""
    text, trigger = c.text, c.trigger
    f: Features = {}
    if where == "sentence":
        side = "after" if e.start >= trigger.end else "ahead"
        low, high = (trigger.end, e.start) if side == "after" else (e.end, trigger.start)
        between = text[low:high] if low < high else ""
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
        last = lead_in.split()[-1:] or [""]
        f["prep=" + _MARKS.sub("", last[0])[:6]] = 1.0
        f["opens"] = float(not text[c.sentence.start : e.start].strip(' "«و'))
        if c.past_perfect:
            f["was:kind=" + e.kind] = 1.0
    elif where == "mention":
        f["mention:none_here"] = float(not c.here)
        f["mention:status=" + c.status] = 1.0
    elif where == "far":
        f["far:none_here"] = float(not c.here)
        f["far:type=" + c.type] = 1.0
        f["far:before"] = float(e.end <= c.sentence.start)
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
    if c.type in SPEECH:
        f[f"speech:{where}"] = 1.0
        f["speech:kind=" + e.kind] = 1.0
    if where != "sentence":
        for k, v in _told_again(c, e).items():
            f["again:" + k] = v
            f[f"again:{where}:{k}"] = v
    else:
        f["sentence:trigger=" + ("al" if text[trigger.start : trigger.start + 2] == "ال" else "verb")] = 1.0
        f["family:" + c.type + ":kind=" + e.kind] = 1.0
    if days and c.status in ("planned", "possible"):
        f["planned:days=" + days] = 1.0
    if days and c.type == "casualty_toll":
        f["toll:kind=" + e.kind] = 1.0
    return {k: v for k, v in f.items() if v}


def _distance(e: TimeExpression, trigger: Span) -> int:
    return e.start - trigger.end if e.start >= trigger.end else trigger.start - e.end
