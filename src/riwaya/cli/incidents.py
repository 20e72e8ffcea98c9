"""`riwaya incidents`: the incidents of a casebook as a table."""

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from riwaya.cli.casefile import CaseOption, open_case
from riwaya.cli.filters import iso_day, say_rest, type_code

app = typer.Typer()


class Format(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"


@app.command()
def incidents(
    case: CaseOption,
    type: Annotated[list[str] | None, typer.Option(help="A type or a family of types; may be repeated.")] = None,
    place: Annotated[str, typer.Option(help="A place's name in Arabic or English, or its id.")] = "",
    day_from: Annotated[str, typer.Option("--from", metavar="DATE", help="On that day or later.")] = "",
    day_to: Annotated[str, typer.Option("--to", metavar="DATE", help="On that day or earlier.")] = "",
    grade: Annotated[list[str] | None, typer.Option(help="A grade; may be repeated.")] = None,
    min_origins: Annotated[int, typer.Option(metavar="N", min=1, help="Told by at least so many origins.")] = 1,
    min_accounts: Annotated[int, typer.Option(metavar="N", min=1, help="With at least so many accounts.")] = 1,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to show them.")] = Format.TABLE,
) -> None:
    """List the incidents of a casebook.

    When, where and what each is, with how many accounts and origins, and the numbers told.
    """
    from riwaya.casebook.incidents import incident_rows
    from riwaya.casebook.search import incidents_at
    from riwaya.codebook import CLAIM_TYPES
    from riwaya.match.grading import Grade

    codes = {type_code(code) for code in type or []}
    first, last = iso_day(day_from, "--from"), iso_day(day_to, "--to")
    for code in grade or []:
        if code not in {g.value for g in Grade}:
            raise typer.BadParameter(f"{code!r} is none of {', '.join(Grade)}", param_hint="--grade")
    with open_case(case) as opened, opened.reading() as connection:
        rows = [_row(row) for row in incident_rows(connection)]
        there = incidents_at(connection, place) if place else set()
    kept = [
        row
        for row in rows
        if (not codes or codes & {row["type"], CLAIM_TYPES[row["type"]].family.value if row["type"] else ""})
        and (row["id"] in there or place.casefold() in row["place"].casefold())
        and (not first or row["to"] >= first)
        and (not last or (row["day"] and row["day"] <= last))
        and (not grade or row["grade"] in grade)
        and row["origins"] >= min_origins
        and row["accounts"] >= min_accounts
    ]
    # the latest first; of one day, those with most accounts
    kept.sort(key=lambda row: (row["day"], row["accounts"], row["id"]), reverse=True)
    for row in kept[:limit]:
        print(json.dumps(row, ensure_ascii=False) if format is Format.JSONL else _line(row))
    say_rest(min(limit, len(kept)), len(kept), "incident")


def _row(row: Any) -> dict[str, Any]:
    figures = {"type": "", "day": "", "to": "", "place": "", "accounts": 0, "outlets": 0, "origins": 0, "tolls": {}}
    if row.figures:
        figures |= json.loads(row.figures)
    return {"id": row.id, "title": row.title, "grade": row.grade, "part_of": row.part_of, **figures}


def _line(row: dict[str, Any]) -> str:
    from riwaya.export.terminal import apart, counted

    day = row["day"] if row["to"] in ("", row["day"]) else f"{row['day']}..{row['to']}"
    told = ", ".join(counted(row[f"{name}s"], name) for name in ("account", "origin"))
    parts = [row["id"], day or "no date", row["type"], apart(row["place"]) if row["place"] else "", told]
    grade = row["grade"] if row["grade"] != "ungraded" else ""
    return "  ".join(filter(None, [*parts, grade, tolls_line(row["tolls"])]))


def tolls_line(tolls: dict[str, dict[str, Any]]) -> str:
    """'killed 43 (40–160), wounded 500': the best number, and low and high where they differ from it."""
    said = []
    for kind, toll in tolls.items():
        low, best, high = toll["low"], toll["best"], toll["high"]
        bounds = f"{low}–{high}" if low != high else str(low)
        kind = kind.replace("_", " ")
        said.append(f"{kind} {bounds}" if best is None or low == high else f"{kind} {best} ({bounds})")
    return ", ".join(said)
