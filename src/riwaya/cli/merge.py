"""`riwaya merge`: two incidents are one event."""

from typing import Annotated

import typer

from riwaya.cli.casefile import CaseOption, WhoOption
from riwaya.cli.deciding import NoteOption, decide

app = typer.Typer()


@app.command()
def merge(
    into: Annotated[str, typer.Argument(metavar="ID", help="The incident that stays.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The one whose accounts it takes.")],
    case: CaseOption,
    note: NoteOption = "",
    who: WhoOption = "",
) -> None:
    """Decide that two incidents are one event.

    Decide that two incidents are one event; later runs keep to it.
    """
    from riwaya.casebook import decisions

    decide(case, who, lambda opened, name: decisions.merge(opened, name, into, other, note), [into])
