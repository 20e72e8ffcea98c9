"""An incident in a few figures, as a casebook keeps it: title, days, place, tolls with their rule, origins, grade."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from riwaya.codebook import CLAIM_TYPES, Status
from riwaya.match.corroborate import corroborate
from riwaya.match.grading import Graded, grade
from riwaya.match.reconcile import Rule, reconcile
from riwaya.match.told import Told, by_time


@dataclass(frozen=True, slots=True)
class Summary:
    """What is shown of an incident in a table, and its proposed grade."""

    title: str
    figures: dict[str, Any]
    graded: Graded


def summarise(accounts: Iterable[Told], rule: Rule = Rule.LATEST) -> Summary:
    """The incident's figures; the same for any order of its accounts. `figures` is plain JSON."""
    told = by_time(list(accounts))
    graded = grade(told)
    corroboration = corroborate(told)
    type_, place = _type(told), _place(told)
    days = sorted((t.claim.date.start[:10], t.claim.date.end[:10]) for t in told if t.claim.date.start)
    common = Counter(days).most_common(1)[0][0] if days else ("", "")
    tolls = {
        name: {"low": f.low, "best": f.best, "high": f.high, "by": f.by}
        for name, f in reconcile(told, rule).items()
        if f.low is not None
    }
    figures: dict[str, Any] = {
        "type": type_,
        "day": common[0],
        "to": common[1],
        "place": place,
        "accounts": len(told),
        "outlets": len(corroboration.outlets),
        "origins": corroboration.independent,
        "camps": sorted(corroboration.camps),
        "denied": sum(t.claim.status is Status.DENIED for t in told),
        "rule": rule.value,
        "tolls": tolls,
        "why": graded.why,
        "moved_by": graded.claim_id,
    }
    title = ", ".join(filter(None, (CLAIM_TYPES[type_].label_en, place, common[0])))
    return Summary(title, figures, graded)


def _type(told: list[Told]) -> str:
    counted = Counter(t.claim.type.value for t in told)
    return min(counted, key=lambda code: (-counted[code], code))


def _place(told: list[Told]) -> str:
    names = Counter(p.name_en or p.text for t in told for p in t.claim.places[:1])
    return min(names, key=lambda name: (-names[name], name)) if names else ""
