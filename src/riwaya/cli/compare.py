"""`riwaya compare`: how two outlets tell the same incidents."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from riwaya.cli.casefile import CaseOption, fail, open_case

if TYPE_CHECKING:
    from riwaya.match.told import Told

app = typer.Typer()


@app.command()
def compare(
    one: Annotated[str, typer.Argument(metavar="OUTLET", help="An outlet's name.")],
    other: Annotated[str, typer.Argument(metavar="OUTLET", help="Another's.")],
    case: CaseOption,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object an incident.")] = False,
) -> None:
    """Compare how two outlets tell the same incidents.

    Compare how two outlets tell the same incidents: tolls, blame, words, sources, and what only one tells.
    """
    from sqlalchemy import select

    from riwaya.casebook import tables as t
    from riwaya.incidents import told_of

    with open_case(case) as opened:
        with opened.reading() as connection:
            known = set(connection.execute(select(t.documents.c.outlet).distinct()).scalars())
            for name in (one, other):
                if name not in known:
                    listed = ", ".join(sorted(filter(None, known))) or "none"
                    fail(f"no report is of {name!r}; the outlets are {listed}")
            query = (
                select(t.members.c.incident_id, t.documents.c.outlet)
                .join(t.claims, t.claims.c.id == t.members.c.claim_id)
                .join(t.documents, t.documents.c.key == t.claims.c.document_key)
                .where(t.documents.c.outlet.in_((one, other)))
                .distinct()
            )
            tells: dict[str, set[str]] = {}
            for incident_id, outlet in connection.execute(query):
                tells.setdefault(incident_id, set()).add(outlet)
        both = sorted(incident for incident, outlets in tells.items() if len(outlets) == 2)
        for incident, told in told_of(opened, both).items():
            row = beside(incident, told, one, other)
            print(json.dumps(row, ensure_ascii=False) if as_json else _text(row, one, other))
    if not as_json:
        only = {name: sum(outlets == {name} for outlets in tells.values()) for name in (one, other)}
        print(f"{len(both)} incidents are told by both, {only[one]} by {one} only, {only[other]} by {other} only")


def beside(incident: str, told: "list[Told]", one: str, other: str) -> dict[str, Any]:
    """How the two outlets tell one incident, as plain JSON: under 'one' and 'other' what each says of each field."""
    sides = {}
    for side, outlet in (("one", one), ("other", other)):
        own = [t for t in told if t.document.outlet == outlet]
        sides[side] = {field: values(own) for field, values in _FIELDS.items()}
    differ = [field for field in _FIELDS if sides["one"][field] != sides["other"][field]]
    omitted = {
        side: [f for f in _FIELDS if not sides[side][f] and sides[against][f]]
        for side, against in (("one", "other"), ("other", "one"))
    }
    return {"incident": incident, **sides, "differ": differ, "omitted": omitted}


def _tolls(told: "list[Told]") -> list[str]:
    from riwaya.match.contradictions import shown
    from riwaya.match.reconcile import numbers_of

    return sorted({shown(number) for number in numbers_of(told)})


_FIELDS: dict[str, Any] = {
    "type": lambda told: sorted({t.claim.type.value for t in told}),
    "status": lambda told: sorted({t.claim.status.value for t in told}),
    "tolls": _tolls,
    # who denies that something happened blames nobody for it
    "blame": lambda told: sorted({m.text for t in told if t.claim.status != "denied" for m in t.claim.initiators}),
    "targets": lambda told: sorted({m.text for t in told for m in t.claim.targets}),
    "weapons": lambda told: sorted({m.text for t in told for m in t.claim.weapons}),
    "words": lambda told: sorted({t.claim.trigger.text for t in told}),
    "sources": lambda told: sorted({s.text for t in told for s in t.claim.origin}),
}


def _text(row: dict[str, Any], one: str, other: str) -> str:
    from riwaya.export.terminal import apart

    lines = [row["incident"]]
    for field in row["differ"]:
        said = {side: "، ".join(row[side][field]) for side in ("one", "other")}
        sides = [
            f"{name}: {apart(said[s]) if said[s] else 'nothing'}" for s, name in (("one", one), ("other", other))
        ]
        lines.append(f"    {field}: " + "  |  ".join(sides))
    return "\n".join(lines)
