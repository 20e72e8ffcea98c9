"""`riwaya edit`: a person corrects a claim."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from riwaya.cli.casefile import CaseOption, WhoOption
from riwaya.cli.deciding import NoteOption, decide, incident_of

if TYPE_CHECKING:
    from riwaya.records import Claim

app = typer.Typer()


@app.command()
def edit(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim (doc_id#n).")],
    case: CaseOption,
    changes: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="A field by its name in `riwaya export`, as status=denied, date.start=2018-04-07, tolls.0.max=43; "
            "a list or object as JSON. May be repeated.",
        ),
    ],
    note: NoteOption = "",
    who: WhoOption = "",
) -> None:
    """Correct a claim.

    The correction is a further version of it, which holds; the earlier ones are kept. A quote must stand in the text
    at its span, or have none: 'initiators=[{"text": "..."}]'.
    """
    from riwaya.casebook import decisions
    from riwaya.casebook.engine import CasebookError
    from riwaya.casebook.rows import BrokenRecord
    from riwaya.casebook.store import Casebook

    stale: list[str] = []

    def make(opened: Casebook, name: str) -> decisions.Decision:
        found = opened.claims([claim]).get(claim)
        if found is None:
            raise CasebookError(f"there is no claim {claim}")
        stale.extend(incident_of(opened, claim))
        try:
            return decisions.edit(opened, name, edited(found, changes), note)
        except BrokenRecord as error:
            raise CasebookError(f"{error}; give the right span, or none") from error
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--set") from error

    decide(case, who, make, stale)


def edited(claim: "Claim", changes: list[str]) -> "Claim":
    """The claim with each FIELD=VALUE set. Raises ValueError for a field that is none or a value it cannot have."""
    from pydantic import ValidationError

    from riwaya.records import Claim
    from riwaya.resolve.clocks import coded

    record = claim.model_dump(mode="json")
    for change in changes:
        field, equals, value = change.partition("=")
        if not equals:
            raise ValueError(f"{change!r} is not FIELD=VALUE")
        _put(record, field.strip(), value)
    try:
        made = Claim.model_validate(record)
    except ValidationError as error:
        raise ValueError("; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())) from None
    if made == claim:
        raise ValueError("that changes nothing")
    _check(made)
    return made if made.date == claim.date else made.model_copy(update={"date": coded(made.date)})


def _put(record: dict[str, Any], field: str, value: str) -> None:
    *path, last = field.split(".")
    holder: Any = record
    for name in path:
        holder = holder[_key(holder, name, field)]
    key = _key(holder, last, field)
    if path == [] and key in ("id", "incident"):
        raise ValueError(f"{key} cannot be edited" + ("; see `riwaya move`" if key == "incident" else ""))
    if isinstance(holder[key], str):
        holder[key] = value
        return
    try:
        holder[key] = json.loads(value)
    except ValueError:
        holder[key] = value


def _key(holder: Any, name: str, field: str) -> Any:
    if isinstance(holder, dict) and name in holder:
        return name
    if isinstance(holder, list) and name.isdecimal() and int(name) < len(holder):
        return int(name)
    raise ValueError(f"the claim has no {field}")


def _check(claim: "Claim") -> None:
    """What a record may hold, but no claim: a day that is none, an end before its start, a minimum over its maximum."""
    from datetime import datetime

    for name, stamp in (("start", claim.date.start), ("end", claim.date.end)):
        try:
            if stamp:
                datetime.fromisoformat(stamp)
        except ValueError:
            raise ValueError(f"date.{name}: {stamp!r} is no date (YYYY-MM-DD)") from None
    if bool(claim.date.start) != bool(claim.date.end) or claim.date.end < claim.date.start[: len(claim.date.end)]:
        raise ValueError(f"date: from {claim.date.start or 'no day'} to {claim.date.end or 'no day'}; set both")
    for number, toll in enumerate(claim.tolls):
        if toll.min is not None and toll.max is not None and toll.min > toll.max:
            raise ValueError(f"tolls.{number}: {toll.min} to {toll.max}; set both")
