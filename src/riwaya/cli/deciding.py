"""What the commands share by which a person decides: the note, the figures worked out anew."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.casefile import open_case, person

if TYPE_CHECKING:
    from riwaya.casebook.decisions import Decision
    from riwaya.casebook.store import Casebook

NoteOption = Annotated[str, typer.Option(help="Why, for the ledger.")]


def decide(case: str, who: str, make: "Callable[[Casebook, str], Decision]", stale: Iterable[str] = ()) -> None:
    """Carry out a decision, work out the figures of its incident and the `stale` ones, and say how to undo it."""
    from riwaya.incidents import refresh

    with open_case(case) as opened:
        decision = make(opened, person(who))
        refresh(opened, sorted({decision.subject, *stale}))
    print(f"decision {decision.key}: {decision.subject}  (undo it with `riwaya undo {decision.key}`)")


def incident_of(opened: "Casebook", claim: str) -> list[str]:
    """The incident that a claim is in, whose figures a decision about the claim makes stale; empty for none."""
    return [found.incident for found in opened.claims([claim]).values() if found.incident]
