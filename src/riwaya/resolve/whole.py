"""A place's name as a whole, where the extractor cut one that it has not met."""

import re
from collections.abc import Sequence

from riwaya.arabic.folding import fold
from riwaya.codebook import Level
from riwaya.records import Place, Span
from riwaya.resolve.naming import Naming

_NEXT = re.compile(r"(?=((?: \w+){2})?)( \w+)")
"""Two words behind a name, if there are two, and one."""


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
        return place
    for behind in filter(None, more.groups()):
        if " في " in f"{behind} ":
            continue
        longer = names.parse(place.text + behind).key
        known = {e.country for e in gazetteer.lookup(longer)}
        last = fold(behind.rpartition(" ")[2]).removeprefix("ال")  # not 'حي الوحدة بالموصل'
        if known and longer.endswith(f" {last}") and longer != key and known.isdisjoint(e.country for e in alone):
            span = Span(place.span.start, place.span.end + len(behind))
            return place.model_copy(update={"text": place.text + behind, "span": span})
    return place
