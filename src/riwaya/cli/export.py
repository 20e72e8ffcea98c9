"""`riwaya export`: a casebook's claims for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from riwaya.cli.casefile import CaseOption, open_case, output_stream

app = typer.Typer()


class Format(StrEnum):
    JSONL = "jsonl"


@app.command()
def export(
    case: CaseOption,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="jsonl: one line a document, as `riwaya extract` writes it.")
    ] = Format.JSONL,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")
    ] = None,
) -> None:
    """Write a casebook's claims for other programs.

    As they now hold, each with its id and its incident's; rejected ones are left out.
    """
    from riwaya.export import jsonl

    with open_case(case) as opened, output_stream(output) as stream:
        match format:
            case Format.JSONL:
                jsonl.write(opened.results(), stream)
