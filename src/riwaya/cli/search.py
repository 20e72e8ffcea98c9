"""`riwaya search`: claims and documents of a casebook by words and by what the claims say."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.casefile import CaseOption, open_case
from riwaya.cli.filters import country_code, iso_day, say_rest, type_code

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
    from riwaya.casebook.search import Filter, count, count_documents, search_documents
    from riwaya.casebook.search import search as find
    from riwaya.codebook import Family, Status

    text = " ".join(_quoted(word) for word in words or [])
    families = {family.value for family in Family}
    kinds = [type_code(kind) for kind in type or []]
    for code in status or []:
        if code not in {known.value for known in Status}:
            raise typer.BadParameter(f"{code!r} is none of {', '.join(Status)}", param_hint="--status")
    wanted = Filter(
        words=text,
        actor=actor,
        place=place,
        source=source,
        country=country_code(country),
        day_from=iso_day(day_from, "--from"),
        day_to=iso_day(day_to, "--to"),
        types=tuple(kind for kind in kinds if kind not in families),
        families=tuple(kind for kind in kinds if kind in families),
        statuses=tuple(status or ()),
        outlets=tuple(outlet or ()),
        incident=incident,
        min_confidence=min_confidence,
    )
    if documents and wanted != Filter(words=text):
        raise typer.BadParameter("documents are found by words only; leave the filters out", param_hint="--documents")
    with open_case(case) as opened:
        if documents:
            texts = search_documents(opened, text, limit)
            _show_documents(texts, format)
            say_rest(len(texts), count_documents(opened, text), "document")
        else:
            hits = find(opened, wanted, limit)
            _show(hits, format)
            say_rest(len(hits), count(opened, wanted), "claim")


def _quoted(word: str) -> str:
    """A phrase that the shell has freed of its quotes gets them back."""
    return f'"{word}"' if " " in word and '"' not in word else word


def _show(hits: "list[Hit]", format: Format) -> None:
    from riwaya.export.terminal import apart, safe
    from riwaya.records import publisher, to_line

    for hit in hits:
        if format is Format.JSONL:
            print(to_line(hit.claim))
            continue
        claim = hit.claim
        facts = [
            claim.date.start or "no date",
            claim.type.value,
            claim.status.value,
            " / ".join(apart(place.text) for place in claim.places[:2]),
            safe(publisher(hit.outlet, hit.path, "")),
            safe(claim.id) + (f" in {safe(claim.incident)}" if claim.incident else ""),
        ]
        print("  ".join(filter(None, facts)))
        print(f"    {apart(hit.sentence)}")


def _show_documents(hits: "list[DocumentHit]", format: Format) -> None:
    import json

    from riwaya.export.terminal import apart, counted, safe
    from riwaya.records import publisher

    for hit in hits:
        if format is Format.JSONL:
            print(json.dumps(hit._asdict(), ensure_ascii=False))
        else:
            claims = counted(hit.claims, "claim")
            named = safe(publisher(hit.outlet, hit.path, ""))
            facts = [hit.published[:10] or "no date", named, safe(hit.doc_id), claims, apart(hit.title)]
            print("  ".join(filter(None, facts)))
