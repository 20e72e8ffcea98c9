"""`riwaya incident`: everything about one incident."""

import json
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from riwaya.cli.casefile import CaseOption, fail, open_case

if TYPE_CHECKING:
    from riwaya.match.told import Told

app = typer.Typer()


class RuleName(StrEnum):
    LATEST = "latest"
    MAJORITY = "majority"
    SOURCE_ORDER = "source-order"
    RANGE = "range"


@app.command()
def incident(
    id: Annotated[str, typer.Argument(metavar="ID", help="The incident's id, as `riwaya incidents` shows it.")],
    case: CaseOption,
    rule: Annotated[RuleName, typer.Option(help="How the best number is chosen.")] = RuleName.LATEST,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show everything about one incident.

    Show one incident: its accounts, the numbers and the rule, who vouches for it, what contradicts, its grade.
    """
    from sqlalchemy import select

    from riwaya.casebook import tables as t
    from riwaya.incidents import told_of

    with open_case(case) as opened:
        with opened.reading() as connection:
            row = connection.execute(select(t.incidents).where(t.incidents.c.id == id)).first()
            parts = connection.execute(
                select(t.incidents.c.id, t.incidents.c.title)
                .where(t.incidents.c.part_of == id, t.incidents.c.state == "open")
                .order_by(t.incidents.c.id)
            ).all()
        if row is None:
            fail(f"there is no incident {id}")
        if row.state == "merged":
            fail(f"{id} was merged into {row.into}")
        told = told_of(opened, [id])[id]
    if not told:
        fail(f"{id} has no accounts left")
    whole = dossier(told, rule)
    whole = {
        "id": id, "title": row.title, "grade": row.grade, "graded_by": row.grade_by, "part_of": row.part_of,
        "parts": [{"id": part.id, "title": part.title} for part in parts], **whole,
    }  # fmt: skip
    print(json.dumps(whole, ensure_ascii=False, indent=1) if as_json else _text(whole))


def dossier(told: "list[Told]", rule: RuleName) -> dict[str, Any]:
    """What is known of an incident as plain JSON: proposed grade, figures, who vouches, contradictions, accounts."""
    from riwaya.match.contradictions import contradictions
    from riwaya.match.corroborate import corroborate
    from riwaya.match.grading import grade
    from riwaya.match.reconcile import Rule, reconcile, revised, revisions

    chosen = Rule[rule.name]
    figures = {}
    for name, figure in reconcile(told, chosen).items():
        by_origin = [[asdict(n) for n in said] for said in revised(figure)]
        figures[name] = {**asdict(figure), "revised": by_origin, "revisions": revisions(told, figure)}
    return {
        "proposed": asdict(grade(told)),
        "rule": chosen.value,
        "figures": figures,
        "corroboration": asdict(corroborate(told)),
        "contradictions": [asdict(c) for c in contradictions(told)],
        "accounts": [_account(t) for t in told],
    }


def _account(told: "Told") -> dict[str, Any]:
    claim = told.claim
    return {
        "claim": claim.id,
        "outlet": told.document.publisher,
        "told": told.when,
        "type": claim.type.value,
        "status": claim.status.value,
        "day": claim.date.start,
        "places": [p.text for p in claim.places],
        "initiators": [m.text for m in claim.initiators],
        "chain": [s.text for s in claim.origin],
        "origin": told.origin.id,
        "copy_of": told.copy_of,
        "text": told.sentence,
    }


def _text(whole: dict[str, Any]) -> str:
    from riwaya.export.terminal import apart, counted, safe

    proposed = whole["proposed"]
    by = f"by {safe(whole['graded_by'])}" if whole["graded_by"] else f"proposed: {apart(proposed['why'])}"
    lines = [f"{whole['id']}  {apart(whole['title'])}", f"Grade: {whole['grade']} ({by})"]
    if not whole["graded_by"]:
        lines.append(f"    {proposed['claim_id']}: {apart(proposed['sentence'])}")
    if whole["part_of"]:
        lines.append(f"Part of {whole['part_of']}")
    lines += [f"Holds {part['id']}  {apart(part['title'])}" for part in whole["parts"]]
    lines += ["", f"Numbers (rule: {whole['rule']})"] if whole["figures"] else []
    for name, figure in whole["figures"].items():
        lines += _figure(name, figure, whole["corroboration"]["names"])
    seen = whole["corroboration"]
    outlets, origins = counted(len(seen["outlets"]), "outlet"), counted(len(seen["origins"]), "origin")
    lines += ["", f"Told by {outlets} through {origins}"]
    for origin, tellers in seen["origins"].items():
        lines.append(f"    {apart(seen['names'][origin])}: {apart(', '.join(tellers))}")
    lines += [f"    camp {safe(camp)}: {counted(len(found), 'origin')}" for camp, found in seen["camps"].items()]
    if seen["hangs_on"]:
        lines.append(f"    every account hangs on {apart(seen['hangs_on'])}")
    lines += [f"    {safe(copy)} copies {safe(of)}" for copy, of in seen["copies"].items()]
    lines += ["", "Contradictions"] if whole["contradictions"] else []
    for c in whole["contradictions"]:
        lines.append(f"    {c['field']}: {apart(c['one'])} against {apart(c['other'])}")
        lines += [f"        {c[f'{side}_claim']}: {apart(c[f'{side}_text'])}" for side in ("one", "other")]
    lines += ["", "Accounts"]
    for a in whole["accounts"]:
        chain = " < ".join(apart(name) for name in a["chain"]) or "in its own voice"
        facts = [a["claim"], apart(a["outlet"]), a["told"][:16], a["type"], a["status"], chain]
        lines += ["    " + "  ".join(filter(None, facts)), f"        {apart(a['text'])}"]
    return "\n".join(lines)


def _figure(name: str, figure: dict[str, Any], names: dict[str, str]) -> list[str]:
    from riwaya.export.terminal import apart

    low, best, high = figure["low"], figure["best"], figure["high"]
    bounds = "no number" if low is None else str(low) if low == high else f"{low} to {high}"
    if low is not None and (best != low or low != high):
        bounds += ", no best number" if best is None else f", best {best}"
    lines = [f"  {name.replace('_', ' ')}: {bounds}"]

    def origin(n: dict[str, Any]) -> str:
        return apart(names.get(n["origin"], n["origin"]))

    for label in ("numbers", "running"):
        for n in figure[label]:
            text = apart(n["text"] or "no number")
            total = "  (a running total)" if label == "running" else ""
            lines.append(f"    {n['told'][:16]}  {apart(n['outlet'])}  {origin(n)}  {text}{total}")
    for said in figure["revised"]:
        told = " -> ".join(f"{n['low']} ({n['told'][:16]})" for n in said)
        lines.append(f"    revised by {origin(said[0])}: {told}")
    if len(figure["revisions"]) > 1:
        best = " -> ".join(f"{best} ({when[:16]})" for when, best in figure["revisions"])
        lines.append(f"    best number as reports came: {best}")
    return [*lines, *(f"    {note}" for note in figure["notes"])]
