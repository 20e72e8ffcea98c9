"""A place's name as a whole, where the extractor cut one that it has not met."""

import re
from collections.abc import Sequence

from riwaya.arabic.folding import fold
from riwaya.codebook import Level
from riwaya.records import Place, Span
from riwaya.resolve.naming import Naming
from riwaya.resolve.placewords import DIRECTIONS

_NEXT = re.compile(r"(?=((?: \w+){2})?)( \w+)")
"""Two words behind a name, if there are two, and one."""
_REST = re.compile(r"(?: ?- ?| )(\w+)")
_WHERE = DIRECTIONS | {"في", "المحاصره", "المحاصر"}
_CLITICS = ("لل", "ب", "ل")


def whole(place: Place, text: str, names: Naming) -> Place:
    """The place with the letter before its name and the words behind it, where only that is known."""
    return _grown(_uncut(place, text, names), text, names)


def without_parts(places: Sequence[Place], before: Sequence[Place]) -> list[Place]:
    """The places without those that are parts of names that have grown (قره باغ beside ناغورني قره باغ); `before` are
    the same as the extractor has them."""
    grown = [p for p, was in zip(places, before, strict=True) if p.span and was.span and p.span.end > was.span.end]

    def part(place: Place, of: Place) -> bool:
        inside = place.span and of.span and place.span.within(of.span)
        return place is not of and place.place_id == of.place_id and bool(inside)

    return [p for p in places if not any(part(p, g) for g in grown)]


def _uncut(place: Place, text: str, names: Naming) -> Place:
    """A name with the letter before it, where only that is known: no list of clitics knows every باقم."""
    at = place.span.start if place.span else 0
    if not place.span or not at or text[at - 1] not in "وفبلك" or not names.parse(place.text).words:
        return place
    behind = text[: at - 1][-2:]
    if behind[-1:].isalpha() and (behind[-1] not in "وف" or behind[:-1].isalpha()):
        return place
    longer = text[at - 1] + place.text
    if names.main(names.parse(place.text))[0]:
        return place
    key = names.main(names.parse(longer))[0]
    if not key.startswith(text[at - 1]) or not names.finder.more_than_a_hamlet(key):
        return place
    return place.model_copy(update={"text": longer, "span": Span(at - 1, place.span.end)})


def _grown(place: Place, text: str, names: Naming) -> Place:
    """A name with the one or two words behind it, where it is known only with them (ناغورني قره باغ) or another country
    (الكونغو الديمقراطية)."""
    more = _NEXT.match(text, place.span.end) if place.span else None
    if not place.span or not more:
        return place
    gazetteer = names.finder.gazetteer
    key = names.main(names.parse(place.text))[0]
    alone = gazetteer.lookup(key) if key else []
    if any(e.level is not Level.COUNTRY for e in alone):
        return _to_the_end(place, text, names)
    for behind in filter(None, more.groups()):
        if " في " in f"{behind} ":
            continue
        longer = names.parse(place.text + behind).key
        known = {e.country for e in gazetteer.lookup(longer)}
        last = fold(behind.rpartition(" ")[2]).removeprefix("ال")  # not 'حي الوحدة بالموصل'
        if known and longer.endswith(f" {last}") and longer != key and known.isdisjoint(e.country for e in alone):
            span = Span(place.span.start, place.span.end + len(behind))
            return place.model_copy(update={"text": place.text + behind, "span": span})
    return _to_the_end(place, text, names)


def _to_the_end(place: Place, text: str, names: Naming) -> Place:
    """A name cut in the middle of a longer one that is another place's: محافظة صلاح of صلاح الدين, جوبا of جوبا السفلى.

    The longer name of the same place (معبر نصيب الحدودي) is not asked for, nor what says where it lies (القصر الجمهوري
    بالخرطوم).
    """
    if not place.span:
        return place
    start, end = place.span
    hit = next((h for h in names.finder.read(text)[1] if start <= h.start < end < h.end), None)
    rest = _REST.match(text, end, hit.end) if hit else None
    if hit is None or rest is None or fold(rest[1]) in _WHERE or fold(rest[1]).startswith(_CLITICS):
        return place
    lookup = names.finder.gazetteer.lookup
    alone = lookup(names.main(names.parse(text[hit.start : end]))[0])
    if {e.id for e in lookup(hit.key)} & {e.id for e in alone}:
        return place
    return place.model_copy(update={"text": text[start : hit.end], "span": Span(start, hit.end)})
