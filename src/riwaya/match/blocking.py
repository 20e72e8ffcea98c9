"""Which accounts are worth comparing: those of touching days, types that may be one, and no other country.

    index = Blocks()
    index.add(account)
    index.near(account)  # the accounts that may tell of the same event

The relation is symmetrical and depends on the two accounts alone, so that an index gives the same pairs in whatever
order it was filled. What an account costs is its block, not the index.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from riwaya.match.account import Account
from riwaya.match.likeness import comparable

REACH = 1  # days between two accounts of one event, beyond those that they name
TOLD_WITHIN = 3  # days after which an event without a date is told
_LONG = 14  # a period of more days is looked up by its ends


class Blocks:
    """An index of accounts by day. Accounts without a day are looked up by when they were told."""

    def __init__(self) -> None:
        self._by_day: dict[int | None, dict[str, Account]] = defaultdict(dict)
        self._long: dict[str, Account] = {}
        self.accounts: dict[str, Account] = {}

    def add(self, account: Account) -> None:
        self.accounts[account.id] = account
        if _is_long(account):
            self._long[account.id] = account
        for day in days(account):
            self._by_day[day][account.id] = account

    def remove(self, claim_id: str) -> None:
        account = self.accounts.pop(claim_id, None)
        self._long.pop(claim_id, None)
        if account is not None:
            for day in days(account):
                self._by_day[day].pop(claim_id, None)

    def near(self, account: Account) -> Iterator[Account]:
        """The other accounts of its block, in the order of their ids."""
        found: dict[str, Account] = {}
        for day in sorted(around(days(account)), key=lambda d: -1 if d is None else d):
            found.update(self._by_day.get(day, {}))
        found.pop(account.id, None)
        for other_id in sorted(found):
            if meet(account, found[other_id]):
                yield found[other_id]

    def of_days(self, wanted: Iterable[int | None]) -> Iterator[Account]:
        """The accounts of any of these days, long periods too that only hold them, in the order of their ids."""
        found: dict[str, Account] = {}
        chosen = set(wanted)
        for day in chosen:
            found.update(self._by_day.get(day, {}))
        known = sorted(day for day in chosen if day is not None)
        for account in self._long.values():
            after = bisect_left(known, account.first or 0)
            if after < len(known) and known[after] <= (account.last or 0):
                found[account.id] = account
        for account_id in sorted(found):
            yield found[account_id]


def _is_long(account: Account) -> bool:
    return account.first is not None and account.last is not None and account.last - account.first > _LONG


def days(account: Account) -> Sequence[int | None]:
    """The days by which it is looked up: its own, or those before it was told; [None] where neither is known."""
    if account.first is not None and account.last is not None:
        if _is_long(account):
            return sorted({account.first, account.last})
        return list(range(account.first, account.last + 1))
    if account.published is not None:
        return list(range(account.published - TOLD_WITHIN, account.published + 1))
    return [None]


def meet(a: Account, b: Account) -> bool:
    """Whether two accounts that share a day are compared: their types may be one and their countries do not differ."""
    if not comparable(a.type, b.type):
        return False
    return not a.country or not b.country or a.country == b.country


def around(found: Iterable[int | None]) -> set[int | None]:
    """The days on which an account of these days may meet others."""
    return {None if day is None else day + step for day in found for step in range(-REACH, REACH + 1)}
