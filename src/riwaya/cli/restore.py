"""`riwaya restore`: a casebook out of a backup."""

from pathlib import Path
from typing import Annotated

import typer

from riwaya.cli.casefile import CaseArgument, WhoOption, fail, person

app = typer.Typer()


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `riwaya backup` made.")],
    case: CaseArgument,
    who: WhoOption = "",
) -> None:
    """Make a casebook out of a backup.

    Into a file that is not there yet, or an empty database of either kind.
    """
    from riwaya.casebook.backup import restore as read
    from riwaya.casebook.engine import CasebookError

    try:
        made = read(file, case, person(who))
    except CasebookError as error:
        fail(error)
    print(f"Restored {made.rows['documents']} documents and {made.rows['claims']} claims, as of {made.made}")
    print(f"Head of the ledger in the backup: {made.head[0]}:{made.head[1]}")
