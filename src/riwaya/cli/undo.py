"""`riwaya undo`: take a decision back."""

import json
from typing import Annotated

import typer

from riwaya.cli.casefile import CaseOption, WhoOption
from riwaya.cli.deciding import NoteOption, decide, incident_of

app = typer.Typer()


@app.command()
def undo(
    decision: Annotated[int, typer.Argument(metavar="DECISION", help="The decision's number.")],
    case: CaseOption,
    note: NoteOption = "",
    who: WhoOption = "",
) -> None:
    """Take a decision back.

    Take a decision back, as long as nothing later rests on it.
    """
    from riwaya.casebook import decisions
    from riwaya.casebook.store import Casebook

    touched: set[str] = set()

    def make(opened: Casebook, name: str) -> decisions.Decision:
        with opened.reading() as connection:
            rows = [row for row in decisions.decisions(connection) if row.key == decision]
        for state in (part for row in rows for part in json.loads(row.change).values()):
            touched.update(incident for incident in state.get("members", {}).values() if incident)
            touched.update(incident for claim in state.get("claims", {}) for incident in incident_of(opened, claim))
        return decisions.undo(opened, name, decision, note)

    decide(case, who, make, touched)
