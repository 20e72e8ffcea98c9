"""Incidents of a casebook: its claims brought together by match, and everything that is known of one incident.

    bring_together(case, who)          # after reports were added: only what they touch is worked out anew
    told = told_of(case, ["i-1"])      # the accounts of incidents, for reconcile, corroborate, contradictions

Stands beside `pipeline`: it knows the casebook and match, which know nothing of each other.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, select

from riwaya.casebook import tables as t
from riwaya.casebook.incidents import Outdated, Proposal, held, locked_incidents, members_of, propose, unassigned
from riwaya.casebook.state import select_in
from riwaya.casebook.store import Casebook, document_of
from riwaya.match.account import Account, account_of
from riwaya.match.blocking import REACH, TOLD_WITHIN, where_met
from riwaya.match.clustering import Clusters, Group
from riwaya.match.copies import Copies
from riwaya.match.larger import covered, part_of
from riwaya.match.likeness import weights
from riwaya.match.reconcile import Rule
from riwaya.match.summary import summarise
from riwaya.match.told import Told, by_time
from riwaya.records import Document

MATCH = "match/1"
CHUNK = 400  # new claims worked out and written at once
ATTEMPTS = 20  # of working a chunk out, where another process moves the same claims meanwhile
_MANY = 500
_SHORT = 15  # days: longer periods are looked up by their ends


@dataclass
class Matched:
    """What a run did: how many claims it placed, and the incidents that it made or changed."""

    claims: int = 0
    incidents: int = 0


def bring_together(case: Casebook, who: str = MATCH, rule: Rule = Rule.LATEST) -> Matched:
    """Put every claim that is in no incident yet into one; what persons placed or locked stays.

    May be stopped and run again: each chunk is one entry of the ledger, or nothing.
    """
    with case.reading() as connection:
        waiting = unassigned(connection)
    matcher = _Matcher(case)
    done = Matched()
    for start in range(0, len(waiting), CHUNK):
        part = waiting[start : start + CHUNK]
        for attempt in range(ATTEMPTS):
            try:
                done.incidents += matcher.place(part, who, rule)
                break
            except Outdated:
                if attempt == ATTEMPTS - 1:
                    raise
                matcher = _Matcher(case)
        done.claims += len(part)
    return done


class _Matcher:
    """One run: the accounts that were looked at so far, and how alike they are."""

    def __init__(self, case: Casebook) -> None:
        self.case = case
        self.clusters = Clusters(weights())
        self._days: set[int | None] = set()

    def place(self, claim_ids: Sequence[str], who: str, rule: Rule) -> int:
        with self.case.reading() as connection:
            locked = locked_incidents(connection)
            self._load(connection, self._accounts(connection, t.claims.c.id.in_(claim_ids)), locked)
            part = self._reach(connection, claim_ids, locked)
            groups = self.clusters.groups_of(part)
            member_of = _incidents_of(connection, part)
            named = _named(connection, groups, member_of, self.clusters.held)
        moved = {c: i for i, group in named.items() for c in group if member_of.get(c) != i}
        touched = {*moved.values(), *(member_of[c] for c in moved if member_of.get(c))}
        seen = {claim_id: member_of.get(claim_id) for claim_id in part}
        proposal = Proposal(members=dict(moved), because=[MATCH], seen=seen)
        self._larger(named, touched, proposal, locked)
        _figures(self.case, {i: list(named.get(i, ())) for i in touched if i in named}, proposal, rule)
        propose(self.case, who, proposal)
        return len(touched)

    def _reach(self, connection: Connection, claim_ids: Iterable[str], locked: set[str]) -> set[str]:
        """The claims that may come into one incident with these; their blocks are loaded as they are reached."""
        start = [c for c in claim_ids if c in self.clusters.blocks.accounts]
        part, seen = set(start), set[str]()
        while part - seen:
            accounts = [self.clusters.blocks.accounts[c] for c in sorted(part - seen)]
            seen |= part
            wanted = {day for account in accounts for day in where_met(account)}
            self._load_days(connection, wanted - self._days, locked)
            self.clusters.compare(account.id for account in accounts)
            part = self.clusters.connected(start)
        return part

    def _load_days(self, connection: Connection, wanted: set[int | None], locked: set[str]) -> None:
        self._days |= wanted
        known = sorted(d for d in wanted if d is not None)
        for low, high in _runs(known):
            first, last = date.fromordinal(low).isoformat(), date.fromordinal(high).isoformat()
            far = date.fromordinal(max(1, low - _SHORT)).isoformat()
            told = date.fromordinal(high + TOLD_WITHIN + 1).isoformat()
            c = t.claims.c
            short = and_(c.day_start >= far, c.day_start <= last, c.day_end >= first)
            long = and_(c.day_end >= first, c.day_end <= last, c.day_start < far, c.day_start != "")
            after = date.fromordinal(high + 1).isoformat()
            before = date.fromordinal(max(1, high - TOLD_WITHIN - REACH)).isoformat()
            since = select(t.documents.c.key).where(t.documents.c.published >= first)
            then = since.where(t.documents.c.published <= told)
            # length: the index of days would find every claim without one
            undated = and_(c.document_key.in_(then), func.length(c.day_start) == 0)
            of_then = c.document_key.in_(since.where(t.documents.c.published < after))
            retold = and_(of_then, func.length(c.day_start) > 0, c.day_end < before)
            for where in (short, long, undated, retold):  # one by one: each by its own index
                self._load(connection, self._accounts(connection, where), locked)
        if None in wanted:
            nowhere = and_(t.claims.c.day_start == "", t.documents.c.published == "")
            self._load(connection, self._accounts(connection, nowhere), locked)

    def _accounts(self, connection: Connection, where: Any) -> list[tuple[Account, str | None, bool]]:
        """The accounts of claims that hold and are not loaded, each with its incident and whether it is pinned."""
        from riwaya.casebook.rows import claim_of

        c = t.claims.c
        query = (
            select(c.id, c.document_key, t.versions.c.record, t.members.c.incident_id, t.members.c.pinned)
            .join(t.documents, t.documents.c.key == c.document_key)
            .join(t.versions, and_(t.versions.c.claim_key == c.key, t.versions.c.number == c.version))
            .outerjoin(t.members, t.members.c.claim_id == c.id)
            .where(where, *held())
            .order_by(c.key)
        )
        rows = [row for row in connection.execute(query) if row.id not in self.clusters.blocks.accounts]
        documents = _documents(connection, {row.document_key for row in rows})
        return [
            (account_of(claim_of(row.record, row.id), documents[row.document_key], row.id), row.incident_id, row.pinned)
            for row in rows
        ]

    def _load(self, connection: Connection, found: list[tuple[Account, str | None, bool]], locked: set[str]) -> None:
        # a locked incident neither wins nor loses a claim: it takes no part
        free = [(a, i, pinned) for a, i, pinned in found if i not in locked]
        self.clusters.hold({a.id: i for a, i, pinned in free if pinned and i})
        self.clusters.take(a for a, _, _ in free)

    def _larger(self, named: dict[str, Group], touched: set[str], proposal: Proposal, locked: set[str]) -> None:
        """What is part of what among the touched incidents, those of their days and those that were part of them: one
        that was there before may be part of a new one, whatever came first. What it costs is their days."""
        i = t.incidents.c
        with self.case.reading() as connection:
            groups = self._beside(connection, {p: named.get(p, ()) for p in touched}, proposal, locked)
            parts = {row.id for row in select_in(connection, select(i.id), i.part_of, sorted(touched))}
            groups |= self._whole(connection, parts - set(groups), proposal, locked)
            beside = set(groups)
            rows = select_in(connection, select(i.id, i.part_of).where(i.part_of != ""), i.id, sorted(beside))
            now = {row.id: row.part_of for row in rows}
            groups |= self._whole(connection, set(now.values()) - beside, proposal, locked)
            found = part_of(groups, touched & beside)
            found |= part_of(groups, beside - touched, among=touched | set(now.values()))
            # what it was part of has changed: any other incident of its own days may hold it now
            loose = {p for p in beside - touched if now.get(p) in touched and found.get(p) != now[p]}
            if loose:
                groups |= self._beside(connection, {p: [a.id for a in groups[p]] for p in loose}, proposal, locked)
                found |= part_of(groups, loose)
        found |= {p: now[p] for p in beside - touched if now.get(p) in locked}  # a locked one takes no part, and stays
        changed = {p for p in beside if found.get(p, "") != now.get(p, "")}
        proposal.part_of = {p: found.get(p, "") for p in sorted(beside & (touched | changed))}

    def _beside(
        self, connection: Connection, members: Mapping[str, Sequence[str]], proposal: Proposal, locked: set[str]
    ) -> dict[str, list[Account]]:
        """Every incident that has an account in the days of these, whole; days between first and last count."""
        accounts = self.clusters.blocks.accounts
        wanted: set[int | None] = set()
        for claims in members.values():
            wanted |= covered([accounts[c] for c in claims if c in accounts])
        self._load_days(connection, wanted - self._days, locked)
        near = [a.id for a in self.clusters.blocks.of_days(wanted)]
        placed = {**_incidents_of(connection, near), **{c: i for c, i in proposal.members.items() if i}}
        return self._whole(connection, {placed[c] for c in near if c in placed}, proposal, locked)

    def _whole(
        self, connection: Connection, ids: set[str], proposal: Proposal, locked: set[str]
    ) -> dict[str, list[Account]]:
        """The accounts of incidents as the proposal leaves them; those of locked ones take no part."""
        members: dict[str, str | None] = {
            c: i for i, claims in members_of(connection, sorted(ids)).items() for c in claims
        }
        members |= {c: i for c, i in proposal.members.items() if i in ids or c in members}
        accounts = self.clusters.blocks.accounts
        missing = sorted(c for c in members if c not in accounts)
        for start in range(0, len(missing), _MANY):
            part = t.claims.c.id.in_(missing[start : start + _MANY])
            self._load(connection, self._accounts(connection, part), locked)
        groups: dict[str, list[Account]] = defaultdict(list)
        for claim_id, incident in members.items():
            if incident and incident in ids and claim_id in accounts:
                groups[incident].append(accounts[claim_id])
        return dict(groups)


def _named(
    connection: Connection, groups: Iterable[Group], member_of: dict[str, str], pinned: dict[str, str]
) -> dict[str, Group]:
    """An incident for each group: the one that most of its claims are in; each incident goes to one group only."""
    wishes = []
    for group in groups:
        own = {pinned[c] for c in group if c in pinned}
        counts = Counter(member_of[c] for c in group if c in member_of)
        for incident in sorted({*counts, *own}):
            wishes.append((incident not in own, -counts[incident], group, incident))
    named: dict[str, Group] = {}
    settled: set[Group] = set()
    for _, _, group, incident in sorted(wishes):
        if incident not in named and group not in settled:
            named[incident] = group
            settled.add(group)
    for group in groups:
        if group not in settled:
            named[_new_id(connection, group[0], named)] = group
    return named


def _new_id(connection: Connection, claim_id: str, named: Container[str]) -> str:
    """An id made from the first claim, so that the same reports give the same ids."""
    for salt in range(1000):
        made = f"i-{hashlib.sha256(f'{claim_id}/{salt}'.encode()).hexdigest()[:10]}"
        there = select(t.incidents.c.id).where(t.incidents.c.id == made)
        if made not in named and connection.execute(there).first() is None:
            return made
    raise AssertionError("no free id")


def _runs(ordered: list[int]) -> list[tuple[int, int]]:
    """Stretches of consecutive days."""
    runs: list[tuple[int, int]] = []
    for day in ordered:
        if runs and day <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _documents(connection: Connection, keys: Iterable[int]) -> dict[int, Document]:
    found: dict[int, Document] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), _MANY):
        query = select(t.documents).where(t.documents.c.key.in_(wanted[start : start + _MANY]))
        found |= {row.key: document_of(row) for row in connection.execute(query)}
    return found


def _incidents_of(connection: Connection, claim_ids: Iterable[str]) -> dict[str, str]:
    """By claim, its incident; claims that are in none are left out."""
    ids, found = sorted(claim_ids), {}
    for start in range(0, len(ids), _MANY):
        query = select(t.members.c.claim_id, t.members.c.incident_id)
        rows = connection.execute(query.where(t.members.c.claim_id.in_(ids[start : start + _MANY])))
        found.update({row.claim_id: row.incident_id for row in rows})
    return found


def _figures(case: Casebook, members: dict[str, list[str]], proposal: Proposal, rule: Rule) -> None:
    for incident, told in _told(case, members).items():
        if told:
            summary = summarise(told, rule)
            proposal.figures[incident] = summary.figures
            proposal.titles[incident] = summary.title
            proposal.grades[incident] = summary.graded.grade.value


def refresh(case: Casebook, incident_ids: Sequence[str], who: str = MATCH, rule: Rule = Rule.LATEST) -> None:
    """Work out figures, title and grade of incidents anew, as after a person moved claims."""
    with case.reading() as connection:
        members = members_of(connection, incident_ids)
    proposal = Proposal(because=[rule.value])
    _figures(case, members, proposal, rule)
    propose(case, who, proposal)


def told_of(case: Casebook, incident_ids: Sequence[str]) -> dict[str, list[Told]]:
    """The accounts of incidents, in the order of telling, reports that copy another marked as copies."""
    with case.reading() as connection:
        members = members_of(connection, incident_ids)
    return _told(case, members)


def _told(case: Casebook, members: dict[str, list[str]]) -> dict[str, list[Told]]:
    claims = case.claims(sorted({c for ids in members.values() for c in ids}))
    names = sorted({claim_id.rpartition("#")[0] for claim_id in claims})
    documents: dict[str, Document] = {}
    with case.reading() as connection:
        for start in range(0, len(names), _MANY):
            query = select(t.documents).where(t.documents.c.doc_id.in_(names[start : start + _MANY]))
            documents |= {row.doc_id: document_of(row) for row in connection.execute(query)}
    found = {}
    for incident, ids in members.items():
        accounts = [Told(claims[c], documents[c.rpartition("#")[0]]) for c in ids if c in claims]
        found[incident] = marked(accounts)
    return found


def marked(accounts: list[Told]) -> list[Told]:
    """The accounts in the order of telling; those of a report that copies an earlier one name it."""
    copies, copy_of = Copies(), dict[str, str]()
    ordered = by_time(accounts)
    if len({told.document.doc_id for told in ordered}) > 1:
        for told in ordered:
            doc_id = told.document.doc_id
            if doc_id not in copy_of:
                copy_of[doc_id] = copies.add(doc_id, told.document.text)
    return [Told(t.claim, t.document, copy_of.get(t.document.doc_id, "")) for t in ordered]
