"""A claim with the report that tells it: what the figures of an incident are made from."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from riwaya.arabic.words import name_key
from riwaya.codebook import SourceKind
from riwaya.records import Claim, Document, Source

RUNNING_DAYS = 3  # a toll over more days than this is a running total, not that of one event


class Origin(NamedTuple):
    """Whom an account hangs on: an id, the name as first written, its kind, and its camp ('' where unknown)."""

    id: str
    name: str
    kind: str
    camp: str


@dataclass(frozen=True, slots=True)
class Told:
    """One account of an incident. `copy_of` is the doc_id of an earlier report with the same text, '' for none."""

    claim: Claim
    document: Document
    copy_of: str = ""

    @property
    def when(self) -> str:
        """When it was told, as ISO text that sorts."""
        return self.document.published

    @property
    def sentence(self) -> str:
        """The sentence that tells it most fully."""
        if not self.claim.mentions:
            return self.claim.trigger.text
        start, end = self.claim.mentions[0]
        return self.document.text[start:end]

    @property
    def origin(self) -> Origin:
        return origin_of(self.claim.origin, self.document)


_NOBODY = frozenset({SourceKind.ANONYMOUS})


def origin_of(chain: list[Source], document: Document) -> Origin:
    """The first witness of a chain, or who passed it on where that is nobody known; the outlet where it is empty.

    A report whose outlet nobody named speaks for itself: two of them are not one outlet.
    """
    if not chain:
        outlet = document.outlet
        known_as = f"outlet:{name_key(outlet) or outlet.lower()}" if outlet else f"document:{document.doc_id}"
        return Origin(known_as, document.publisher, SourceKind.OUTLET.value, "")
    known = next((s for s in chain if s.kind not in _NOBODY), chain[0])
    return Origin(known.origin or f"name:{name_key(known.text)}", known.text, known.kind.value, known.camp)


def days_of(claim: Claim) -> int:
    """How many days a claim's date covers; 0 where it is unknown."""
    try:
        return (date.fromisoformat(claim.date.end[:10]) - date.fromisoformat(claim.date.start[:10])).days + 1
    except ValueError:
        return 0


def by_time(accounts: list[Told]) -> list[Told]:
    """The accounts in the order in which they were told; the same for any order given."""
    return sorted(accounts, key=lambda told: (told.when, told.document.doc_id, told.claim.id, told.claim.trigger.span))
