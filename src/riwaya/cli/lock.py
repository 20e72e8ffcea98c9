"""`riwaya lock`: no later run changes an incident."""

from typing import Annotated

import typer

from riwaya.cli.casefile import CaseOption, WhoOption
from riwaya.cli.deciding import NoteOption, decide

app = typer.Typer()


@app.command()
def lock(
    incident: Annotated[str, typer.Argument(metavar="ID", help="The incident.")],
    case: CaseOption,
    off: Annotated[bool, typer.Option("--off", help="Let later runs change it again.")] = False,
    note: NoteOption = "",
    who: WhoOption = "",
) -> None:
    """Lock an incident against later runs.

    Lock an incident: later runs of `riwaya add` neither give it a claim nor take one, and leave its figures. A person's
    merge, split, move or reject goes through all the same.
    """
    from riwaya.casebook import decisions

    decide(case, who, lambda opened, name: decisions.lock(opened, name, incident, not off, note))
