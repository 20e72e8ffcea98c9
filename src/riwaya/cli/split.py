"""`riwaya split`: some accounts of an incident tell of another event."""

from typing import Annotated

import typer

from riwaya.cli.casefile import CaseOption, WhoOption
from riwaya.cli.deciding import NoteOption, decide

app = typer.Typer()


@app.command()
def split(
    incident: Annotated[str, typer.Argument(metavar="ID", help="The incident.")],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIMS...", help="The claims (doc_id#n) of the other event.")],
    case: CaseOption,
    note: NoteOption = "",
    who: WhoOption = "",
) -> None:
    """Decide that some claims of an incident tell of another event.

    Decide that some claims of an incident tell of another event, which is made.
    """
    from riwaya.casebook import decisions

    decide(case, who, lambda opened, name: decisions.split(opened, name, incident, claims, note), [incident])
