"""Which accounts are worth comparing: of touching days, or told then, of types that may be one, of no other country.

    index = Blocks()
    index.add(account)
    index.near(account)  # the accounts that may tell of the same event

The relation is symmetrical and depends on the two accounts alone, so that an index gives the same pairs in whatever
order it was filled. What an account costs is its block, not the index.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from riwaya.codebook import ClaimType
from riwaya.match.account import Account
from riwaya.match.likeness import COMPARABLE

REACH = 1  # days between two accounts of one event, beyond those that they name
TOLD_WITHIN = 3  # days after which an event without a date is told
_LONG = 14  # a period of more days is looked up by its ends


_ByDay = dict[int | None, dict[ClaimType, dict[str, Account]]]


def _by_day() -> _ByDay:
    return defaultdict(lambda: defaultdict(dict))


class Blocks:
    """An index of accounts by day and type. Accounts without a day are looked up by when they were told."""

    def __init__(self) -> None:
        self._by_day = _by_day()
        self._long: dict[str, Account] = {}
        self._retold = _by_day()
        self.accounts: dict[str, Account] = {}

    def add(self, account: Account) -> None:
        self.accounts[account.id] = account
        if _is_long(account):
            self._long[account.id] = account
        for day in days(account):
            self._by_day[day][account.type][account.id] = account
        if (told := retold(account)) is not None:
            self._retold[told][account.type][account.id] = account

    def remove(self, claim_id: str) -> None:
        account = self.accounts.pop(claim_id, None)
        self._long.pop(claim_id, None)
        if account is not None:
            for day in days(account):
                self._by_day[day][account.type].pop(claim_id, None)
            if (told := retold(account)) is not None:
                self._retold[told][account.type].pop(claim_id, None)

    def near(self, account: Account) -> Iterator[Account]:
        """The other accounts of its block, in the order of their ids."""
        found: dict[str, Account] = {}
        for day in around(days(account)):
            found |= _alike(self._by_day, day, account)
            if day is not None and account.first is None:
                found |= _alike(self._retold, day, account)
        if (told := retold(account)) is not None:
            for day in around([told]):
                found |= {i: a for i, a in _alike(self._by_day, day, account).items() if a.first is None}
        found.pop(account.id, None)
        for other_id in sorted(found):
            yield found[other_id]

    def of_days(self, wanted: Iterable[int | None]) -> Iterator[Account]:
        """The accounts of any of these days, long periods too that only hold them, in the order of their ids."""
        found: dict[str, Account] = {}
        chosen = set(wanted)
        for day in chosen:
            for accounts in self._by_day.get(day, {}).values():
                found.update(accounts)
        known = sorted(day for day in chosen if day is not None)
        for account in self._long.values():
            after = bisect_left(known, account.first or 0)
            if after < len(known) and known[after] <= (account.last or 0):
                found[account.id] = account
        for account_id in sorted(found):
            yield found[account_id]


def _alike(index: _ByDay, day: int | None, account: Account) -> dict[str, Account]:
    """The accounts of a day that this one is compared with: types that may be one, countries that do not differ."""
    types, country = COMPARABLE[account.type], account.country
    return {
        other_id: other
        for type_, accounts in index.get(day, {}).items()
        if type_ in types
        for other_id, other in accounts.items()
        if not country or not other.country or other.country == country
    }


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


def retold(account: Account) -> int | None:
    """The day it was told on, where its own lie so long before that it would meet none of that day without a date.

    An event that one report dates long after, another may tell without a date: the two meet by when they were told.
    """
    if account.last is None or account.published is None or account.last >= account.published - TOLD_WITHIN - REACH:
        return None
    return account.published


def where_met(account: Account) -> set[int | None]:
    """The days on which an account may meet others, by its own days or by when it was told."""
    told = retold(account)
    return around(days(account)) | (set() if told is None else around([told]))


def around(found: Iterable[int | None]) -> set[int | None]:
    """The days that touch these."""
    return {None if day is None else day + step for day in found for step in range(-REACH, REACH + 1)}
