"""`riwaya init`: a new casebook, or an older one brought to this version."""

import typer

from riwaya.cli.casefile import CaseArgument, WhoOption, fail, person

app = typer.Typer()


@app.command()
def init(case: CaseArgument, who: WhoOption = "") -> None:
    """Make a casebook, or bring an older one up to date.

    An older one is changed in place: back it up first, with the Riwaya that made it.
    """
    from riwaya.casebook.engine import CasebookError
    from riwaya.casebook.schema import NEWEST
    from riwaya.casebook.store import bring_up_to_date, create, is_casebook

    try:
        if is_casebook(case):
            found = bring_up_to_date(case, person(who))
            print("It is a casebook of this version already." if found == NEWEST else f"Brought up from {found}.")
        else:
            with create(case, person(who)) as made:
                print(f"Made the casebook {made.name}")
    except CasebookError as error:
        fail(error)
