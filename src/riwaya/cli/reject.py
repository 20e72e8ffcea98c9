"""`riwaya reject`: a person finds that a report does not say what a claim says."""

from typing import Annotated

import typer

from riwaya.cli.casefile import CaseOption, WhoOption
from riwaya.cli.deciding import decide, incident_of

app = typer.Typer()


@app.command()
def reject(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim (doc_id#n).")],
    case: CaseOption,
    reason: Annotated[str, typer.Option("--reason", "--note", help="Why, for the ledger.")] = "",
    who: WhoOption = "",
) -> None:
    """Find that a report does not say what a claim says.

    The claim stays in the casebook, but leaves its incident and all results; later runs do not bring it back.
    """
    from riwaya.casebook import decisions
    from riwaya.casebook.store import Casebook

    left: list[str] = []

    def make(opened: Casebook, name: str) -> decisions.Decision:
        left.extend(incident_of(opened, claim))
        return decisions.reject(opened, name, claim, reason)

    decide(case, who, make, left)
