"""`riwaya grade`: a person's grade of an incident."""

from typing import Annotated

import typer

from riwaya.cli.casefile import CaseOption, WhoOption
from riwaya.cli.deciding import NoteOption, decide

app = typer.Typer()


@app.command()
def grade(
    incident: Annotated[str, typer.Argument(metavar="ID", help="The incident.")],
    value: Annotated[str, typer.Argument(metavar="GRADE", help="confirmed, fair, weak, contested or discounted.")],
    case: CaseOption,
    note: NoteOption = "",
    who: WhoOption = "",
) -> None:
    """Grade an incident.

    Grade an incident; the grade stays, whatever is proposed later.
    """
    from riwaya.casebook import decisions
    from riwaya.match.grading import Grade

    if value not in {g.value for g in Grade}:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(Grade)}", param_hint="GRADE")
    decide(case, who, lambda opened, name: decisions.grade(opened, name, incident, value, note))
