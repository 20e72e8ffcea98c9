"""`riwaya move`: a claim tells of another incident."""

from typing import Annotated

import typer

from riwaya.cli.casefile import CaseOption, WhoOption
from riwaya.cli.deciding import NoteOption, decide, incident_of

app = typer.Typer()


@app.command()
def move(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim (doc_id#n).")],
    case: CaseOption,
    to: Annotated[str, typer.Option(metavar="ID", help="The incident it tells of; without it, one of its own.")] = "",
    note: NoteOption = "",
    who: WhoOption = "",
) -> None:
    """Decide which incident a claim tells of.

    Decide which incident a claim tells of; later runs keep to it.
    """
    from riwaya.casebook import decisions
    from riwaya.casebook.store import Casebook

    left: list[str] = []

    def make(opened: Casebook, name: str) -> decisions.Decision:
        left.extend(incident_of(opened, claim))
        return decisions.move(opened, name, claim, to or None, note)

    decide(case, who, make, left)
