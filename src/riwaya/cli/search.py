"""`riwaya search`: claims and documents of a casebook by words and by what the claims say."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.casefile import CaseOption, open_case

if TYPE_CHECKING:
    from riwaya.casebook.search import DocumentHit, Hit

app = typer.Typer()


class Format(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"


@app.command()
def search(
    case: CaseOption,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]",
            help='Words in Arabic or English, however written; "in quotes" they follow one another, word* begins '
            "so. To shut a word out, put -- before all words and - before that one.",
        ),
    ] = None,
    actor: Annotated[str, typer.Option(help="Who did it or to whom, in part or whole, or an actor's id.")] = "",
    place: Annotated[str, typer.Option(help="A place's name in Arabic or English, or its id.")] = "",
    source: Annotated[str, typer.Option(help="A name in the chain of sources.")] = "",
    country: Annotated[str, typer.Option(help="ISO 3166 code of the country, as SY.")] = "",
    day_from: Annotated[str, typer.Option("--from", metavar="DATE", help="On that day or later.")] = "",
    day_to: Annotated[str, typer.Option("--to", metavar="DATE", help="On that day or earlier.")] = "",
    type: Annotated[list[str] | None, typer.Option(help="A type or a family of types; may be repeated.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="A status; may be repeated.")] = None,
    outlet: Annotated[list[str] | None, typer.Option(help="An outlet; may be repeated.")] = None,
    incident: Annotated[str, typer.Option(help="Of this incident.")] = "",
    min_confidence: Annotated[
        float,
        typer.Option(metavar="P", min=0.0, max=1.0, help="Leave out claims held with less; those without one stay."),
    ] = 0.0,
    documents: Annotated[bool, typer.Option("--documents", help="Documents by the words of their text.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to show them.")] = Format.TABLE,
) -> None:
    """Find claims by words, who, where, when, what and source."""
    from riwaya.casebook.search import Filter, count, search_documents
    from riwaya.casebook.search import search as find
    from riwaya.codebook import Family, Status

    text = " ".join(_quoted(word) for word in words or [])
    families = {family.value for family in Family}
    kinds = [_code(kind, "--type") for kind in type or []]
    for code in status or []:
        if code not in {known.value for known in Status}:
            raise typer.BadParameter(f"{code!r} is none of {', '.join(Status)}", param_hint="--status")
    with open_case(case) as opened:
        if documents:
            found = search_documents(opened, text, limit)
            _show_documents(found, format)
            return
        wanted = Filter(
            words=text,
            actor=actor,
            place=place,
            source=source,
            country=country,
            day_from=_day(day_from, "--from"),
            day_to=_day(day_to, "--to"),
            types=[kind for kind in kinds if kind not in families],
            families=[kind for kind in kinds if kind in families],
            statuses=status or [],
            outlets=outlet or [],
            incident=incident,
            min_confidence=min_confidence,
        )
        hits = find(opened, wanted, limit)
        _show(hits, format)
        more = count(opened, wanted) - len(hits)
    if more > 0:
        print(f"{more} more: narrow the search, or raise --limit", file=sys.stderr)


def _quoted(word: str) -> str:
    """A phrase that the shell has freed of its quotes gets them back."""
    return f'"{word}"' if " " in word and '"' not in word else word


def _code(kind: str, option: str) -> str:
    from riwaya.codebook import CLAIM_TYPES, Family

    if kind not in CLAIM_TYPES and kind not in {family.value for family in Family}:
        known = ", ".join([*Family, *CLAIM_TYPES])
        raise typer.BadParameter(f"{kind!r} is none of {known}", param_hint=option)
    return kind


def _day(day: str, option: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(day).isoformat() if day else ""
    except ValueError as error:
        raise typer.BadParameter("a date is written YYYY-MM-DD", param_hint=option) from error


def _show(hits: "list[Hit]", format: Format) -> None:
    from riwaya.export.terminal import isolated, safe
    from riwaya.records import to_line

    for hit in hits:
        if format is Format.JSONL:
            print(to_line(hit.claim))
            continue
        claim = hit.claim
        facts = [
            claim.date.start or "no date",
            claim.type.value,
            claim.status.value,
            " / ".join(isolated(place.text) for place in claim.places[:2]),
            safe(hit.outlet),
            safe(claim.id) + (f" in {safe(claim.incident)}" if claim.incident else ""),
        ]
        print("  ".join(filter(None, facts)))
        print(f"    {isolated(hit.sentence)}")


def _show_documents(hits: "list[DocumentHit]", format: Format) -> None:
    import json

    from riwaya.export.terminal import isolated, safe

    for hit in hits:
        if format is Format.JSONL:
            print(json.dumps(hit._asdict(), ensure_ascii=False))
        else:
            claims = f"{hit.claims} claim{'s' * (hit.claims != 1)}"
            facts = [hit.published[:10] or "no date", safe(hit.outlet), safe(hit.doc_id), claims, isolated(hit.title)]
            print("  ".join(filter(None, facts)))
