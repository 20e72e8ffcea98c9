"""More of what speaks for a claim's date: the words of its sentence, its trigger, the days its report names.

These are many and weak where those of `riwaya.resolve.date_features` are few and strong; one table weighs all.
"""

import re
from datetime import date
from functools import lru_cache

from riwaya.arabic.kept import Kept
from riwaya.resolve.date_features import SPEECH, Claimed, Features, bare, cue_ends, stem

WORD = 0.7
"""The value of a word's presence: below 1, so that the penalty on weights holds words more than other features."""
RECENT = 7

_NUMBER = re.compile(r"[0-9٠-٩]")
_MANY = ("ألف", "آلاف", "الاف", "مليون", "ملايين", "عشرات", "مئات")
_POSSESSED = re.compile(r"(?:ها|هم|ه)$")


def trigger_form(word: str) -> str:
    """'def' for a noun with the article, 'past_t' for a verb or noun in ت, 'impf' for what begins as a present verb."""
    if word.startswith("ال"):
        return "def"
    return "past_t" if word.endswith("ت") else "impf" if word[:1] in ("ي", "ت") else "plain"


def sentence_features(c: Claimed) -> Features:
    """The words around the trigger, the trigger's form, and the cues of the sentence before."""
    text, trigger, low = c.text, c.trigger, c.sentence.start
    f = dict.fromkeys(map(_AHEAD.__getitem__, text[low : trigger.start].split()), WORD)
    f |= dict.fromkeys(map(_BEHIND.__getitem__, text[trigger.end : c.sentence.end].split()), WORD)
    sentence, after = text[low : c.sentence.end], text[trigger.end : min(c.sentence.end, trigger.end + 60)]
    words = bare(text[trigger.start : trigger.end]).split() or [""]
    word, many_here = words[0], any(x in sentence for x in _MANY)
    definite, plural = word.startswith("ال"), word.endswith("ات") and len(word) > 4
    verb = (not definite and word.endswith("ت")) or word[:1] in ("ي", "ت")
    flags = {
        "plural": plural,
        "plural_indefinite": plural and not definite,
        "def": definite,
        "possessed": len(word) > 4 and bool(_POSSESSED.search(word)),
        "many": many_here and any(x in after for x in _MANY),
        "number": bool(_NUMBER.search(after)),
        "many_here": many_here,
        "late:" + c.type: trigger.start > 0.5 * len(text),
        "verb:" + c.type: verb,
    }
    f |= {"t:" + k: 1.0 for k, v in flags.items() if v}
    f[f"t:words={min(len(words), 4)}"] = f["t:first=" + word[:1]] = 1.0
    f["t:last=" + word[-1:]] = f["t:end=" + word[-2:]] = 1.0
    f[f"t:{c.type}:{c.status}"] = 1.0
    if trigger.start > low and not text[trigger.start - 1].isspace():
        f["t:glued=" + text[trigger.start - 1]] = 1.0
    previous, opening = _sentence_before(text, low)
    f |= dict.fromkeys(previous, 1.0)
    if opening:
        f["v:first=" + opening] = 1.0
    return f


_AHEAD = Kept(lambda word: "b:" + stem(word))
"""The features of words before the trigger."""
_BEHIND = Kept(lambda word: "a:" + stem(word))


@lru_cache(maxsize=256)
def _sentence_before(text: str, at: int) -> tuple[list[str], str]:
    """The cues of the sentence that ends before `at`, and the stem of its first word."""
    before = text[:at].rstrip()
    sentence = before[max(before.rfind("\n"), before.rfind(". ")) + 1 :]
    opening = sentence.split(None, 1)[:1]
    return ["v:" + name for name, _ in cue_ends(sentence)], stem(opening[0]) if opening else ""


def day_features(c: Claimed, named: list[tuple[int, date]], dated: list[tuple[int, date]], today: date) -> Features:
    """Which recent days the report names, in all and before the claim: (where, day) of days, and of all dates."""
    recent = [(at, d) for at, d in named if 0 <= (today - d).days <= RECENT]
    days = [d for _, d in recent]
    low = c.sentence.start
    flags = {
        "today": any(d == today for _, d in named),
        "yesterday": any((today - d).days == 1 for d in days),
        "only_today": bool(days) and all(d == today for d in days),
        "no_recent": not days,
    }
    if days:
        most = max(dict.fromkeys(days), key=days.count)
        flags |= {"most_today": most == today, "most_other": most != today, "first_today": days[0] == today}
    before = [(at, d) for at, d in recent if at < low]
    if before:
        flags["last_" + ("today" if before[-1][1] == today else "other")] = True
    old = [at for at, d in dated if at < low and (today - d).days > RECENT]
    if old:
        flags["old_before"] = True
        flags["after_old"] = max(old) >= max((at for at, _ in named if at < low), default=0)
    f = {"d:" + k: 1.0 for k, v in flags.items() if v}
    if days:
        f["d:recent"] = min(len(set(days)), 4) / 2
    return f


def attachment_features(c: Claimed, f: Features, days: str, form: str) -> Features:
    """How an expression of the claim's own sentence hangs on it, from its features `f`: these together, not each alone.

    "He said on Sunday that they withdrew" dates the saying; "they withdrew on Sunday, he said" the withdrawal.
    """
    side = "after" if "side=after" in f else "ahead"
    said = "said" if "after_said" in f else "-"
    that = "that" if "that:" + side in f else "-"
    which = "which" if "which:" + side in f else "-"
    kind = "speech" if c.type in SPEECH else "event"
    days = "days=" + days if days else ""
    names = (
        f"{said}:{side}:{that}:{form}",
        f"{said}:{side}:{that}:{kind}",
        f"{said}:{side}:{that}:{days}",
        f"{side}:{which}:{days}",
        f"{side}:{form}:{days}",
        f"{c.status}:{said}:{that}",
        f"{c.status}:{days}",
        f"{kind}:{days}",
        f"{'only' if 'only' in f else '-'}:{days}",
    )
    return {"x:" + n: 1.0 for n in names}
