"""The ledger: every addition and decision is an entry, and each entry holds the hash of the one before it.

An entry's hash is that of the canonical JSON of its other fields, with `before` and `after` as the text that is
stored; `algorithm` names it. Who alters, drops or reorders an entry breaks the chain at that place. What the chain
alone cannot show is that its last entries were cut off: `head` is what to write down elsewhere against that.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from riwaya.casebook import tables as t

ALGORITHM = "sha256"
GENESIS = ""  # what the first entry holds in place of a hash before it


def canonical(value: Any) -> str:
    """One text for one value: keys sorted, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def now() -> str:
    """This moment, ISO 8601 in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `about` names what it concerns ('document:ID', 'claim:ID', 'incident:ID', 'import:N', 'casebook')."""

    seq: int
    at: str
    who: str
    action: str
    about: tuple[str, ...]
    before: Any
    after: Any
    algorithm: str
    previous: str
    hash: str


def hashed(
    seq: int, at: str, who: str, action: str, about: str, before: str, after: str, algorithm: str, previous: str
) -> str:
    """The hash of an entry with these fields, `about`, `before` and `after` as stored.

    Raises ValueError where the algorithm is unknown.
    """
    text = canonical(
        {
            "seq": seq,
            "at": at,
            "who": who,
            "action": action,
            "about": about,
            "before": before,
            "after": after,
            "algorithm": algorithm,
            "previous": previous,
        }
    )
    return hashlib.new(algorithm, text.encode("utf-8"), usedforsecurity=True).hexdigest()


def append(
    connection: Connection, who: str, action: str, about: Sequence[str], before: Any, after: Any, at: str = ""
) -> int:
    """Add an entry inside the caller's writing transaction; its number."""
    last, previous = head(connection)
    seq, at = last + 1, at or now()
    subjects = sorted(set(about))
    texts = canonical(subjects), canonical(before), canonical(after)
    row = {
        "seq": seq,
        "at": at,
        "who": who,
        "action": action,
        "about": texts[0],
        "before": texts[1],
        "after": texts[2],
        "algorithm": ALGORITHM,
        "previous": previous,
        "hash": hashed(seq, at, who, action, *texts, ALGORITHM, previous),
    }
    connection.execute(insert(t.ledger), row)
    connection.execute(insert(t.ledger_about), [{"subject": s, "seq": seq} for s in subjects])
    return seq


def entries(connection: Connection, subjects: Sequence[str] | None = None) -> Iterator[Entry]:
    """The entries in their order: all, or those about any of the subjects."""
    query = select(t.ledger).order_by(t.ledger.c.seq)
    if subjects is not None:
        about = select(t.ledger_about.c.seq).where(t.ledger_about.c.subject.in_(subjects))
        query = query.where(t.ledger.c.seq.in_(about))
    for row in connection.execute(query.execution_options(yield_per=500)):
        yield entry(row)


def entry(row: "Row[Any]") -> Entry:
    return Entry(
        row.seq,
        row.at,
        row.who,
        row.action,
        tuple(json.loads(row.about)),
        json.loads(row.before),
        json.loads(row.after),
        row.algorithm,
        row.previous,
        row.hash,
    )


def head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last entry; (0, '') where there is none."""
    last = connection.execute(select(t.ledger.c.seq, t.ledger.c.hash).order_by(t.ledger.c.seq.desc()).limit(1)).first()
    return (last.seq, last.hash) if last else (0, GENESIS)


def length(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(t.ledger)).scalar_one()
