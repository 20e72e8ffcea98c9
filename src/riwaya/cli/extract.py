"""`riwaya extract`: reports in, claims out, as a table, JSON lines, CSV or one HTML page."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO, TypeVar

import typer

from riwaya.cli import EXIT_REFUSED
from riwaya.cli.casefile import by_ending, output_stream

if TYPE_CHECKING:
    from riwaya.cli.batch import Reader
    from riwaya.cli.progress import Progress
    from riwaya.intake import Refusal
    from riwaya.records import Document, DocumentClaims

T = TypeVar("T")

app = typer.Typer()


class Format(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


_ENDINGS = {
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".txt": Format.TABLE,
}


@app.command()
def extract(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES",
            help="Reports: .txt, .html, .jsonl (also with .gz), folders, globs, or - for standard input.",
        ),
    ],
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to show the claims; else by the ending of --output."),
    ] = None,
    extractor: Annotated[
        str, typer.Option(help="The extractor to read with; empty for the best one installed.")
    ] = "",
    published: Annotated[
        str,
        typer.Option(
            metavar="DATE", help="Date of publication (YYYY-MM-DD) of reports that neither state nor show it."
        ),
    ] = "",
    outlet: Annotated[
        str, typer.Option(metavar="NAME", help="The outlet of reports that name none, as plain text.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")
    ] = None,
    min_confidence: Annotated[
        float,
        typer.Option(
            metavar="P", min=0.0, max=1.0, help="Leave out claims held with less; those without one stay."
        ),
    ] = 0.0,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 for one a core.")] = 0,
    max_mb: Annotated[
        float, typer.Option(min=0.001, help="Refuse reports larger than so many megabytes.")
    ] = 10.0,
    plain: Annotated[
        bool, typer.Option("--plain", help="A table without colours and without marks of direction.")
    ] = False,
) -> None:
    """Read reports and show the claims in them.

    What cannot be read is said on standard error, the rest goes on, and the exit code is then 3.
    """
    from riwaya.cli.batch import ProcessDied, Reader
    from riwaya.cli.progress import Progress
    from riwaya.intake import find, read_all

    shape = format or by_ending(output, _ENDINGS, Format.TABLE)
    if shape is Format.HTML and output is None and sys.stdout.isatty():
        raise typer.BadParameter("a page needs a file: add --output FILE", param_hint="--format html")
    reader = _loaded(Reader(extractor, min_confidence))
    inputs = read_all(files, _day(published), int(max_mb * 1_000_000), outlet.strip())
    quiet = shape is Format.TABLE and output is None and sys.stdout.isatty()
    named = (found for found in find(files) if isinstance(found, str)) if output else ()
    with output_stream(output, named) as stream, Progress(shown=not quiet) as progress:
        run = _Run(inputs, jobs or os.cpu_count() or 1, progress)
        try:
            _write(shape, run, reader, stream, plain)
        except ProcessDied as error:
            progress.say("riwaya: a process was killed, perhaps for want of memory; try --jobs 1")
            raise typer.Exit(1) from error
        if output and not run.read:
            progress.say(f"riwaya: no report was read: {output} is not written")
            raise typer.Exit(EXIT_REFUSED if run.refused else 0)
    if run.refused:
        raise typer.Exit(EXIT_REFUSED)


def _loaded(reader: "Reader") -> "Reader":
    try:
        reader.load()
    except (LookupError, ValueError, OSError) as error:
        reason = error.args[0] if isinstance(error, LookupError) and error.args else error
        raise typer.BadParameter(str(reason), param_hint="--extractor") from error
    return reader


def _day(published: str) -> str | None:
    from riwaya.intake import Refused, iso_published

    try:
        return iso_published(published) if published else None
    except Refused as refused:
        raise typer.BadParameter("a date is written YYYY-MM-DD", param_hint="--published") from refused


@dataclass
class _Run:
    """One pass over the inputs; what is read and what is refused is counted, and the latter said."""

    inputs: "Iterable[Document | Refusal]"
    jobs: int
    progress: "Progress"
    refused: int = 0
    read: int = 0

    def results(self, work: "Callable[[Document], T | Refusal]") -> "Iterator[tuple[Document, T]]":
        """Each document that was read, with what `work` made of it."""
        from riwaya.cli.batch import read_many
        from riwaya.intake import Refusal

        for item in read_many(self.inputs, work, self.jobs):
            if isinstance(item, Refusal):
                self.refused += 1
                self.progress.say(f"riwaya: {item}")
            else:
                self.read += 1
                yield item
            self.progress.step()


def _write(shape: Format, run: _Run, reader: "Reader", stream: TextIO, plain: bool) -> None:
    match shape:
        case Format.JSONL:
            from riwaya.cli.batch import LineReader

            stream.writelines(f"{line}\n" for _, line in run.results(LineReader(reader)))
        case Format.CSV:
            from riwaya.export import flat

            flat.write((claims for _, claims in run.results(reader)), stream)
        case Format.HTML:
            from riwaya.export import html

            stream.write(html.page(run.results(reader)))
        case Format.TABLE:
            _print_table(run.results(reader), stream, plain or not stream.isatty())


def _print_table(
    results: "Iterator[tuple[Document, DocumentClaims]]", stream: TextIO, plain: bool
) -> None:
    from rich.console import Console

    from riwaya.export import table

    colours: Literal["auto"] | None = None if plain else "auto"
    console = Console(file=stream, color_system=colours, highlight=False, emoji=False, markup=False)
    for document, claims in results:
        table.show(console, document, claims, plain)
