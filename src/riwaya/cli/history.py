"""`riwaya history`: how an incident, a claim or a document came to be what it is."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from riwaya.cli.casefile import CaseOption, fail, open_case

if TYPE_CHECKING:
    from riwaya.casebook.history import Change, Step

app = typer.Typer()


@app.command()
def history(
    id: Annotated[str, typer.Argument(metavar="ID", help="An incident's id, a claim's (doc_id#n) or a document's.")],
    case: CaseOption,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a ledger entry.")] = False,
) -> None:
    """Show how an incident and its figures came about.

    From the ledger: what was added or decided, when, and by whom.
    """
    from riwaya.casebook.history import history as replay

    with open_case(case) as opened:
        steps = list(replay(opened, id))
        if not steps:
            fail(f"nothing is known of {id}: no incident, claim or document has that id")
        for step in steps:
            print(json.dumps(step.as_json(), ensure_ascii=False) if as_json else _lines(step))


def _lines(step: "Step") -> str:
    from riwaya.export.terminal import apart, safe

    head = f"{step.at[:19].replace('T', ' ')}  {safe(step.who)}  {step.action}  (entry {step.seq})"
    lines = [head]
    if step.note:
        lines.append(f"    “{apart(step.note)}”")
    for change in step.changes:
        values = "" if change.before is None and change.after is None else _values(change)
        lines.append(f"    {safe(change.what)}{values}")
    return "\n".join(lines)


def _values(change: "Change") -> str:
    from riwaya.cli.incidents import tolls_line
    from riwaya.export.terminal import safe

    def shown(value: Any) -> str:
        if change.what == "tolls":
            return tolls_line(value or {}) or "nothing"
        if isinstance(value, str):
            return safe(value) or "nothing"
        return safe(json.dumps(value, ensure_ascii=False)) if value is not None else "nothing"

    return f": {shown(change.before)} -> {shown(change.after)}"
