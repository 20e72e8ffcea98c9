"""`riwaya add`: reports into a casebook."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli import EXIT_REFUSED
from riwaya.cli.casefile import CaseOption, WhoOption, open_case, person

if TYPE_CHECKING:
    from riwaya.casebook.imports import Import
    from riwaya.cli.batch import Reader
    from riwaya.cli.progress import Progress
    from riwaya.intake import Refusal
    from riwaya.records import Document

app = typer.Typer()


@app.command()
def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCES",
            help="Reports: .txt, .html, .jsonl (also with .gz), folders, globs, or - for standard input.",
        ),
    ],
    case: CaseOption,
    extractor: Annotated[str, typer.Option(help="The extractor to read with; empty for the best one installed.")] = "",
    published: Annotated[
        str,
        typer.Option(
            metavar="DATE", help="Date of publication (YYYY-MM-DD) of reports that neither state nor show it."
        ),
    ] = "",
    outlet: Annotated[
        str, typer.Option(metavar="NAME", help="The outlet of reports that name none, as plain text.")
    ] = "",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 for one a core.")] = 0,
    max_mb: Annotated[float, typer.Option(min=0.001, help="Refuse reports larger than so many megabytes.")] = 10.0,
    who: WhoOption = "",
) -> None:
    """Add reports and the claims in them to a casebook.

    May be repeated: a text that is there stays as it is, and is read again only by another extractor or version.
    A run that was cut off is taken up by the same command. What cannot be read is said on standard error, the
    rest goes on, and the exit code is then 3.
    """
    from riwaya import __version__
    from riwaya.casebook.imports import Import
    from riwaya.cli.batch import Reader
    from riwaya.cli.extract import _day, _loaded
    from riwaya.cli.progress import Progress
    from riwaya.incidents import bring_together
    from riwaya.intake import read_all

    reader = _loaded(Reader(extractor))
    day = _day(published)
    loaded = reader.load()
    named = f"{loaded.name}/{loaded.version}"
    inputs = read_all(sources, day, int(max_mb * 1_000_000), outlet.strip())
    with open_case(case) as opened:
        with Progress() as progress, Import(opened, person(who), sources, named, __version__) as run:
            _add(run, inputs, reader, jobs, progress)
        bring_together(opened)
    done = run.counts
    print(f"added {done['added']}, known {done['known']}, read anew {done['reread']}, refused {done['refused']}")
    if done["refused"]:
        raise typer.Exit(EXIT_REFUSED)


def _add(
    run: "Import", inputs: "Iterator[Document | Refusal]", reader: "Reader", jobs: int, progress: "Progress"
) -> None:
    from riwaya.casebook.rows import BrokenRecord
    from riwaya.cli.batch import read_many
    from riwaya.intake import Refusal

    def unknown() -> "Iterator[Document | Refusal]":
        for item in inputs:
            if not isinstance(item, Refusal) and run.knows(item):
                progress.step()
            else:
                yield item

    def refuse(refusal: Refusal) -> None:
        progress.say(f"riwaya: {refusal}")
        run.refuse(refusal.path, refusal.place, refusal.reason)

    for item in read_many(unknown(), reader, jobs or os.cpu_count() or 1):
        if isinstance(item, Refusal):
            refuse(item)
        else:
            document, result = item
            try:
                run.add(document, result)
            except BrokenRecord as error:
                refuse(Refusal(document.path, f"document {document.doc_id}", str(error), "please report it"))
        progress.step()
