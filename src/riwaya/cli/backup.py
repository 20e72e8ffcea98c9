"""`riwaya backup`: a casebook into one file."""

from pathlib import Path
from typing import Annotated

import typer

from riwaya.cli.casefile import CaseArgument, open_case

app = typer.Typer()


@app.command()
def backup(
    case: CaseArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make; it must not be there yet.")],
) -> None:
    """Write a casebook whole into one file.

    `riwaya restore` reads it; others may go on writing to the casebook meanwhile.
    """
    from riwaya.casebook.backup import backup as write

    with open_case(case) as opened:
        made = write(opened, file)
    print(f"Backed up {made.rows['documents']} documents and {made.rows['claims']} claims to {file}")
    print(f"Head of the ledger: {made.head[0]}:{made.head[1]}")
