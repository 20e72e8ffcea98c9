"""`riwaya export`: a casebook's claims for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from riwaya.cli.casefile import CaseOption, by_ending, open_case, output_stream

app = typer.Typer()


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"


_ENDINGS = {".jsonl": Format.JSONL, ".ndjson": Format.JSONL, ".csv": Format.CSV}


@app.command()
def export(
    case: CaseOption,
    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="jsonl: one line a document, as `riwaya extract` writes it; csv: one row a claim. "
            "By the ending of --output where it is not given, else jsonl.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")
    ] = None,
) -> None:
    """Write a casebook's claims for other programs.

    As they now hold, each with its id and its incident's; rejected ones are left out.
    """
    shape = format or by_ending(output, _ENDINGS, Format.JSONL)
    with open_case(case) as opened, output_stream(output) as stream:
        match shape:
            case Format.JSONL:
                from riwaya.export import jsonl

                jsonl.write(opened.results(), stream)
            case Format.CSV:
                from riwaya.export import flat

                flat.write(opened.results(), stream)
