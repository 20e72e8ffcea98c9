"""Run as a process by tests: adds reports to a casebook, matches and decides, and says each thing that is done.

    casebook_worker.py LOCATION FIRST LAST     (LAST may be 'on': until it is killed)

A line on standard output is written after the change is committed: whoever reads it may count on it. Between them
stand 'begins' and 'commits', written when a transaction has begun and before it is committed: by them a parent knows
where in its work the process is.
"""

import sys
from collections.abc import Callable
from itertools import count

from sqlalchemy import Connection, event

from casebook_samples import document, reading
from riwaya.casebook.decisions import accept, decisions, merge, undo
from riwaya.casebook.engine import CasebookError
from riwaya.casebook.imports import Import
from riwaya.casebook.incidents import Proposal, propose
from riwaya.casebook.store import Casebook, open_casebook


def main(location: str, first: int, last: int | None) -> None:
    with open_casebook(location) as case:
        tell_transactions(case)
        print("ready", flush=True)
        with Import(case, "worker", ["made up"], "first/1", "0.1.0") as run:
            for number in range(first, last) if last is not None else count(first):
                report = document(number)
                if not run.knows(report):
                    run.add(report, reading(report))
                print("added", number, flush=True)
                claims = {f"doc-{number}#0": f"i-{number}", f"doc-{number}#1": f"talks-{number // 4}"}
                propose(case, "match/1", Proposal(members=claims, figures={f"i-{number}": {"killed": number + 2}}))
                print("matched", number, flush=True)
                decide(case, number)


def tell_transactions(case: Casebook) -> None:
    """Say of each transaction that writes when it has begun and when it is about to be committed."""

    def tell(connection: Connection, what: str) -> None:
        if connection.get_execution_options().get("riwaya_mode") == "write":
            print(what, flush=True)

    event.listen(case.engine, "begin", lambda connection: tell(connection, "begins"))
    event.listen(case.engine, "commit", lambda connection: tell(connection, "commits"))


def noted(case: Casebook, note: str) -> bool:
    """Whether a decision with this note has been taken."""
    with case.reading() as connection:
        return any(row.note == note for row in decisions(connection))


def once(case: Casebook, note: str, act: Callable[[], object]) -> None:
    """Decide, unless it is decided; another process that was quicker by a moment has the decision refused here."""
    if noted(case, note):
        return
    try:
        act()
    except CasebookError:
        if not noted(case, note):
            raise


def decide(case: Casebook, number: int) -> None:
    if number % 3 == 0:
        note = f"accept {number}"
        once(case, note, lambda: accept(case, "worker", f"doc-{number}#0", note))
        print("decided", note, flush=True)
    if number % 5 == 4:
        note = f"merge {number}"
        once(case, note, lambda: merge(case, "worker", f"i-{number}", f"i-{number - 1}", note))
        print("decided", note, flush=True)
        with case.reading() as connection:
            merged = next(row for row in decisions(connection) if row.note == note)
        if merged.undone_by is None:
            once(case, f"undo {number}", lambda: undo(case, "worker", merged.key, f"undo {number}"))
        print("decided", f"undo {number}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), None if sys.argv[3] == "on" else int(sys.argv[3]))
