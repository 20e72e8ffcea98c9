"""What the commands on a casebook share: opening it, the person's name, and files that appear whole."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

if TYPE_CHECKING:
    from riwaya.casebook.store import Casebook

CASE_HELP = "The casebook: a file's path or a database URL (postgresql://user@host/name)."

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help=CASE_HELP)]
CaseOption = Annotated[str, typer.Option("--case", "-c", metavar="CASE", envvar="RIWAYA_CASE", help=CASE_HELP)]
WhoOption = Annotated[
    str,
    typer.Option(metavar="NAME", envvar="RIWAYA_WHO", help="Who does this, for the ledger; else the account's name."),
]


def person(who: str) -> str:
    """The name for the ledger. A container may have an account without one: its number then."""
    if who.strip():
        return who.strip()
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def fail(message: object) -> NoReturn:
    """Say why it stops on standard error, and stop with code 1."""
    print(f"riwaya: {message}", file=sys.stderr)
    raise typer.Exit(1)


@contextmanager
def open_case(case: str) -> "Iterator[Casebook]":
    """The casebook, open; what keeps it from being used ends the command with one line."""
    from sqlalchemy.exc import DBAPIError

    from riwaya.casebook.engine import CasebookError
    from riwaya.casebook.store import open_casebook

    try:
        with open_casebook(case) as opened:
            yield opened
    except CasebookError as error:
        fail(error)
    except DBAPIError as error:  # a full disk, a server that went away, a damaged file
        fail(str(error.orig).strip().splitlines()[0])


@contextmanager
def output_stream(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a new file that takes its name only when it is whole."""
    if path is None:
        with nullcontext(sys.stdout) as stream:
            yield stream
            stream.flush()
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # /dev/stdout, a pipe: nothing to rename
            with path.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            return
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        part.replace(path)
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror}", param_hint="--output") from error
    finally:
        part.unlink(missing_ok=True)
