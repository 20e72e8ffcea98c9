"""`riwaya accept`: a person finds a claim right."""

from typing import Annotated

import typer

from riwaya.cli.casefile import CaseOption, WhoOption
from riwaya.cli.deciding import NoteOption, decide

app = typer.Typer()


@app.command()
def accept(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim (doc_id#n).")],
    case: CaseOption,
    note: NoteOption = "",
    who: WhoOption = "",
) -> None:
    """Find a claim right as it stands.

    Later readings of its report change it no more.
    """
    from riwaya.casebook import decisions

    decide(case, who, lambda opened, name: decisions.accept(opened, name, claim, note))
