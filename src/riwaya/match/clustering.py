"""From likenesses to incidents: average linkage, held apart by what is forbidden.

    incidents = cluster(accounts, table)

Two groups become one where their accounts are alike on average and no pair of them is forbidden: two days' strikes
that each resemble a report without a date do not become one event. The result depends on the set of accounts only:
likenesses are functions of pairs, ties fall by id, and groups that share no pair above the threshold never meet, so
that each connected part can be worked out alone. `Clusters` does that for accounts that come one after another.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

from riwaya.match.account import Account
from riwaya.match.blocking import Blocks
from riwaya.match.likeness import Weights, forbidden, likeness

Group = tuple[str, ...]
UNIT = 1_000_000  # likenesses are added up as whole millionths: sums of floats would depend on their order


class Clusters:
    """Groups of accounts, kept up as accounts come and go. `held` names groups that a person made: claim to group.

    `take` and `compare` are the two halves of `add`: who wants the groups of a few accounts takes in all that these may
    meet, and compares only those few and what they come together with.
    """

    def __init__(self, table: Weights, held: Mapping[str, str] | None = None) -> None:
        self.table = table
        self.held: dict[str, str] = {}
        self._held_with: dict[str, set[str]] = defaultdict(set)
        self.hold(held or {})
        self.blocks = Blocks()
        self._edges: dict[str, dict[str, int]] = defaultdict(dict)
        self._strong: dict[str, list[str]] = defaultdict(list)  # of the edges, those that may join two groups
        self._enough = table.threshold * UNIT
        self._came = 0
        self._taken: dict[str, int] = {}  # by account, the how manieth it came
        self._compared: dict[str, int] = {}  # by account, the last that had come when it was compared
        self._group_of: dict[str, Group] = {}

    def hold(self, held: Mapping[str, str]) -> None:
        """Take in what a person made: claims that belong together, claim to group."""
        for claim_id, group in held.items():
            self._held_with[self.held.get(claim_id, group)].discard(claim_id)
            self.held[claim_id] = group
            self._held_with[group].add(claim_id)

    def add(self, accounts: Iterable[Account]) -> set[Group]:
        """Take accounts in and group anew what they touch; the groups that came of it."""
        added = self.take(accounts)
        self.compare(added)
        return self._regroup(added)

    def take(self, accounts: Iterable[Account]) -> list[str]:
        """Take accounts in without comparing them; their ids."""
        added = []
        for account in accounts:
            if account.id in self.blocks.accounts:
                self._drop(account.id)
            self.blocks.add(account)
            self._came += 1
            self._taken[account.id] = self._came
            added.append(account.id)
        return sorted(added)

    def compare(self, claim_ids: Iterable[str]) -> None:
        """Compare accounts, those that were not yet, with all that they may meet of those taken in so far."""
        for claim_id in claim_ids:
            if claim_id in self._compared:
                continue
            account, came = self.blocks.accounts[claim_id], self._taken[claim_id]
            for other in self.blocks.near(account):
                if self._compared.get(other.id, 0) >= came:
                    continue  # it was compared with this one
                if value := round(likeness(account, other, self.table) * UNIT):
                    self._edges[claim_id][other.id] = self._edges[other.id][claim_id] = value
                    if value >= self._enough:
                        self._strong[claim_id].append(other.id)
                        self._strong[other.id].append(claim_id)
            self._compared[claim_id] = self._came

    def remove(self, claim_ids: Iterable[str]) -> set[Group]:
        """Leave accounts out and group anew what they held together; the groups that came of it."""
        touched: set[str] = set()
        for claim_id in claim_ids:
            touched |= set(self._edges.get(claim_id, ()))
            self._drop(claim_id)
        return self._regroup(touched & set(self.blocks.accounts))

    def groups(self) -> list[Group]:
        """All groups, each sorted, in the order of their first ids."""
        return sorted(set(self._group_of.values()))

    def connected(self, claim_ids: Iterable[str]) -> set[str]:
        """The accounts that may come into one group with these, by whatever way, and these."""
        found: set[str] = set()
        for claim_id in claim_ids:
            if claim_id not in found:
                found |= self._connected(claim_id)
        return found

    def groups_of(self, claim_ids: Iterable[str]) -> list[Group]:
        """The groups of these accounts, worked out anew, each sorted, in the order of their first ids."""
        wanted = set(claim_ids)
        self._regroup(wanted)
        return sorted({self._group_of[claim_id] for claim_id in wanted})

    def _drop(self, claim_id: str) -> None:
        for other in self._edges.pop(claim_id, {}):
            del self._edges[other][claim_id]
        for other in self._strong.pop(claim_id, []):
            self._strong[other].remove(claim_id)
        self._compared.pop(claim_id, None)
        self._taken.pop(claim_id, None)
        self._group_of.pop(claim_id, None)
        self.blocks.remove(claim_id)

    def _regroup(self, start: Iterable[str]) -> set[Group]:
        made: set[Group] = set()
        done: set[str] = set()
        for claim_id in start:
            if claim_id not in done:
                part = self._connected(claim_id)
                done |= part
                for group in self._linked(sorted(part)):
                    made.add(group)
                    self._group_of.update(dict.fromkeys(group, group))
        return made

    def _connected(self, start: str) -> set[str]:
        """The accounts that may come into one group with this one, by whatever way."""
        found, todo = {start}, [start]
        while todo:
            at = todo.pop()
            for other in self._strong.get(at, ()):
                if other not in found:
                    found.add(other)
                    todo.append(other)
            for other in self._held_with.get(self.held.get(at, ""), ()):
                if other not in found and other in self.blocks.accounts:
                    found.add(other)
                    todo.append(other)
        return found

    def _linked(self, ids: list[str]) -> list[Group]:
        accounts = self.blocks.accounts
        return linked([accounts[i] for i in ids], self._edges, self.table.threshold, self.held)


def cluster(accounts: Iterable[Account], table: Weights, held: Mapping[str, str] | None = None) -> list[Group]:
    """The groups of accounts that tell of one event each, as sorted ids."""
    clusters = Clusters(table, held)
    clusters.add(accounts)
    return clusters.groups()


def linked(
    accounts: list[Account],
    edges: Mapping[str, Mapping[str, int]],
    threshold: float,
    held: Mapping[str, str] | None = None,
) -> list[Group]:
    """Average linkage of accounts sorted by id; a pair without an edge counts as 0.

    Groups of `held` begin as groups, and two of them never become one.
    """
    held = held or {}
    by_id = {account.id: account for account in accounts}
    groups: dict[str, list[str]] = {}
    first_of: dict[str, str] = {}
    for account in accounts:
        name = first_of.setdefault(held.get(account.id) or f"#{account.id}", account.id)
        groups.setdefault(name, []).append(account.id)
    own = {name: held.get(name, "") for name in groups}
    sums: dict[str, dict[str, int]] = {name: {} for name in groups}
    group_of = {member: name for name, members in groups.items() for member in members}
    for account in accounts:
        for other, alike in edges.get(account.id, {}).items():
            x, y = group_of[account.id], group_of.get(other)
            if y is not None and x != y:
                sums[x][y] = sums[x].get(y, 0) + alike
    apart: set[tuple[str, str]] = set()

    def average(x: str, y: str) -> float:
        return sums[x].get(y, 0) / (UNIT * len(groups[x]) * len(groups[y]))

    def barred(x: str, y: str) -> bool:
        key = (x, y) if x < y else (y, x)
        if key in apart:
            return True
        if (own[x] and own[y]) or any(forbidden(by_id[i], by_id[j]) for i in groups[x] for j in groups[y]):
            apart.add(key)
            return True
        return False

    queue = [(-average(x, y), x, y) for x in groups for y in sums[x] if x < y and average(x, y) >= threshold]
    heapq.heapify(queue)
    while queue:
        value, x, y = heapq.heappop(queue)
        if x not in groups or y not in groups or -average(x, y) != value or barred(x, y):
            continue
        groups[x] += groups.pop(y)
        own[x] = own[x] or own[y]
        for other, total in sums.pop(y).items():
            if other != x:
                sums[x][other] = sums[x].get(other, 0) + total
                sums[other][x] = sums[x][other]
                sums[other].pop(y, None)
                if tuple(sorted((y, other))) in apart:
                    apart.add((x, other) if x < other else (other, x))
        sums[x].pop(y, None)
        for other in sums[x]:
            if average(x, other) >= threshold:
                heapq.heappush(queue, (-average(x, other), min(x, other), max(x, other)))
    return sorted(tuple(sorted(members)) for members in groups.values())
