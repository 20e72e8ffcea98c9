"""How many independent accounts an incident has: outlets reduced to origins, origins to camps, copies to one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from riwaya.match.told import Origin, Told, by_time, origin_of


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Who tells of an incident. `origins` maps each origin to the outlets that carry it; `hangs_on` is the one link
    that every account's chain has ('' where there is none); `copies` the reports that copy others."""

    outlets: list[str]
    origins: dict[str, list[str]]
    names: dict[str, str]
    camps: dict[str, list[str]]
    hangs_on: str
    copies: dict[str, str]

    @property
    def independent(self) -> int:
        """The number of origins; two of one camp are two voices, see `camps`."""
        return len(self.origins)


def corroborate(accounts: Iterable[Told]) -> Corroboration:
    """Who tells of the incident, through whom; the same for any order of the accounts."""
    accounts = by_time(list(accounts))
    own = [told for told in accounts if not told.copy_of]
    origins: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    camps: dict[str, set[str]] = defaultdict(set)
    for told in own:
        origin: Origin = told.origin
        origins[origin.id].add(told.document.publisher)
        names.setdefault(origin.id, origin.name)
        if origin.camp:
            camps[origin.camp].add(origin.id)
    return Corroboration(
        outlets=sorted({told.document.publisher for told in accounts}),
        origins={origin: sorted(outlets) for origin, outlets in sorted(origins.items())},
        names=names,
        camps={camp: sorted(found) for camp, found in sorted(camps.items())},
        hangs_on=_common_link(own),
        copies={t.document.doc_id: t.copy_of for t in accounts if t.copy_of},
    )


def _common_link(accounts: list[Told]) -> str:
    """The source that stands in every account's chain; the nearest to the event where several do."""
    if len({told.document.doc_id for told in accounts}) < 2:
        return ""
    chains = [[_link(told, at) for at in range(len(told.claim.origin))] for told in accounts]
    shared = set.intersection(*map(set, chains)) if chains else set()
    return next((link for link in chains[0] if link in shared), "") if shared else ""


def _link(told: Told, at: int) -> str:
    return origin_of(told.claim.origin[at : at + 1], told.document).id
