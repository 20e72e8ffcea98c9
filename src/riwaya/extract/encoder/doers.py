"""What visible words say of a deed: who fired (قتل برصاص الجيش) is no victim, what aircraft do is no shelling, and who
answers a strike (وردت المدفعية) did not strike first, and to whom something was done did not do it."""

import re
from collections.abc import Sequence

from riwaya.arabic.folding import fold
from riwaya.arabic.words import name_key
from riwaya.codebook import ClaimType, Family, family
from riwaya.extract.merge import same_name
from riwaya.extract.patterns import Reading, word_set
from riwaya.extract.triggers import SPEECH
from riwaya.records import Claim, Mention, Span

_DEEDS = frozenset({Family.VIOLENCE, Family.POSTURE})
_REPLY, _REACH = word_set("doers.reply"), 5
_STOPS = frozenset("،,؛;.:!؟?")
_ANSWERED, _STRUCK, _WHILE = (word_set(f"doers.{name}") for name in ("answered", "struck", "while"))
_BLAMED = frozenset({"اتهم", "اتهمت", "اتهموا"})
_SUBJECT = 3
"""So many words behind a verb its subject begins, at most."""
_AIRCRAFT = tuple(sorted(word_set("doers.aircraft")))
_FIRE = word_set("doers.fire")
_HANDS = frozenset({"علي يد", "علي ايدي"})


def doers(claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    """The claims of violence, those behind برصاص, بنيران or على يد among the initiators. Where a weapon was foiled,
    they are those who fired it. Of 3,194 coded strikes and shellings by or with aircraft 3,142 are air strikes."""
    deeds = (family(c.type) is Family.VIOLENCE and c.type is not ClaimType.WEAPON_FOILED for c in claims)
    found = [_from_the_air(_done_by(c, reading)) if deed else c for c, deed in zip(claims, deeds, strict=True)]
    found = [_undergone(c, reading) for c in found]
    return [_struck_first(_replied_to(c, found, reading), reading) for c in found]


_PASSIVE = re.compile("[وف]?(?:(?!.\u064f\\w[\u064b-\u0652]*و)[^\\Wيتنم]\u064f|ا[^\\W]ت\u064f)")
"""How a passive begins where the text writes its damma: ذُبح, أُقيل, استُهدف, اعتُقل, and no noun of a deed (هُجوم,
مُداهمة)."""
_DONE_TO = frozenset(
    {
        *(ClaimType.CLASH, ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.EXPLOSION, ClaimType.PROPERTY),
        *(ClaimType.ATTACK_ON_CIVILIANS, ClaimType.ABDUCTION, ClaimType.DETENTION, ClaimType.CHANGE),
    }
)
_OPENLY = SPEECH | {ClaimType.SUPPORT}


def _undergone(claim: Claim, reading: Reading) -> Claim:
    """The claim with those as its targets who stand right behind a passive, to whom it was done (استُهدفت القوات), or
    with ب behind a verb of condemning or praising (ونددت بتركيا): the subject that the verb leaves out is another. Of
    such names 4 are on the wrong side in the coded reports, none rightly."""
    at = claim.trigger.span
    if not at or not claim.initiators:
        return claim
    k, raw = reading.at(at.start), reading.text[at.start : at.end]
    passive = claim.type in _DONE_TO and bool(_PASSIVE.match(raw))
    verb = claim.type in _OPENLY and k == reading.at(at.end - 1) and reading.words[k].endswith(("ت", "وا"))

    def done_to(m: Mention) -> bool:
        j = reading.at(m.span.start) if m.span else -1
        if k < 0 or j != k + 1 or not m.span or reading.marked(j, j + 1, _STOPS):
            return False
        return passive or (verb and reading.words[j][0] == "ب" and m.span.start > reading.starts[j])

    moved = [m for m in claim.initiators if done_to(m)]
    if not moved:
        return claim
    more = [m for m in moved if not any(same_name(m.text, t.text) for t in claim.targets)]
    left = [m for m in claim.initiators if m not in moved]
    return claim.model_copy(update={"initiators": left, "targets": [*more, *claim.targets]})


def parted(reading: Reading, first: int, second: int) -> bool:
    """Whether a clause in which somebody strikes, answers or accuses begins between two triggers of one sentence, by
    code point, or with the second: then they are two deeds."""
    one, other = reading.at(first), reading.at(second)
    if one < 0 or other < 0 or reading.sentence_of[one] != reading.sentence_of[other]:
        return False
    return any(turns(reading, k) or _blames(reading, k) for k in range(one + 1, other + 1))


def _struck_first(claim: Claim, reading: Reading) -> Claim:
    """The claim without those who are first named as the subject of a later clause of its sentence: they did not fire
    the rocket of سقط صاروخ على القاعدة، وقصفت القوات. In the coded reports one name stands so, wrongly."""
    if family(claim.type) is not Family.VIOLENCE or not claim.initiators or not claim.trigger.span:
        return claim
    at = reading.at(claim.trigger.span.start)
    if at < 0:
        return claim
    first, stop = reading.bounds[reading.sentence_of[at]]
    later = next((k for k in range(at + 1, stop) if turns(reading, k)), stop)

    def named_there(mention: Mention) -> bool:
        k = reading.at(mention.span.start) if mention.span else -1
        return any(turns(reading, v) for v in range(max(later, k - _SUBJECT), k)) and k < stop

    there = [m for m in claim.initiators if named_there(m)]
    if not there:
        return claim
    before = {name_key(w) for w in reading.words[first:later]}
    wrong = [m for m in there if not before & set(name_key(m.text).split())]
    left = [m for m in claim.initiators if m not in wrong]
    return claim.model_copy(update={"initiators": left}) if wrong else claim


def turns(reading: Reading, k: int) -> bool:
    """Whether a clause begins with word `k` in which somebody answers, or strikes while something else happens."""
    word = reading.words[k]
    bare = word[1:] if word[0] in "وف" else word
    if bare in _ANSWERED:
        return True
    return bare in _STRUCK and _opens(reading, k, joined=bare is not word)


def _blames(reading: Reading, k: int) -> bool:
    """Whether a clause begins with word `k` in which somebody accuses while something else happens."""
    word = reading.words[k]
    return word.removeprefix("و") in _BLAMED and _opens(reading, k, joined=word[0] == "و")


def _opens(reading: Reading, k: int, joined: bool) -> bool:
    """Whether a clause begins with word `k`: `joined` to what came before it behind a mark, or behind فيما."""
    return (joined and not _STOPS.isdisjoint(reading.marks[k])) or (k > 0 and reading.words[k - 1] in _WHILE)


def _replied_to(claim: Claim, claims: Sequence[Claim], reading: Reading) -> Claim:
    """What somebody answers without who answers: in قصفت تركيا مواقع ردا على غارة the raid is not Turkey's."""
    if family(claim.type) not in _DEEDS or not claim.initiators or not claim.trigger.span:
        return claim
    at = reading.at(claim.trigger.span.start)
    low = reading.bounds[reading.sentence_of[at]][0] if at >= 0 else 0
    cue = next((k for k in range(at - 1, max(low, at - _REACH) - 1, -1) if reading.words[k] in _REPLY), -1)
    if cue < 0 or reading.marked(cue + 1, at + 1, _STOPS):
        return claim
    first, last = reading.starts[low], reading.starts[cue]
    before = [c for c in claims if c is not claim and c.trigger.span and first <= c.trigger.span.start < last]
    reply = max(before, key=lambda c: c.trigger.span or Span(0, 0), default=None)
    who = [m.text for m in reply.initiators] if reply else []
    left = [m for m in claim.initiators if not any(same_name(m.text, w) for w in who)]
    return claim if len(left) == len(claim.initiators) else claim.model_copy(update={"initiators": left})


def _from_the_air(claim: Claim) -> Claim:
    if claim.type is not ClaimType.SHELLING:
        return claim
    flown = any(fold(m.text).removeprefix("ال").startswith(_AIRCRAFT) for m in (*claim.initiators, *claim.weapons))
    return claim.model_copy(update={"type": ClaimType.AIR_STRIKE}) if flown else claim


def _done_by(claim: Claim, reading: Reading) -> Claim:
    shooters = [m for m in claim.targets if m.span and _behind_fire(reading, m.span)]
    if not shooters:
        return claim
    left = [m for m in claim.targets if m not in shooters]
    new = [m for m in shooters if not any(same_name(m.text, i.text) for i in claim.initiators)]
    return claim.model_copy(update={"targets": left, "initiators": [*claim.initiators, *new]})


def _behind_fire(reading: Reading, span: Span) -> bool:
    at = reading.at(span.start)
    if at < 1 or reading.marks[at]:
        return False
    before = reading.words[at - 1]
    return before in _FIRE or (at > 1 and f"{reading.words[at - 2]} {before}" in _HANDS)
