"""What the commands on a casebook share: opening it, the person's name, and files that appear whole."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO, TypeVar

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


T = TypeVar("T")


def by_ending(output: Path | None, endings: dict[str, T], default: T) -> T:
    """The format that a file's name asks for; wrong usage for an ending that is none of `endings`."""
    suffix = output.suffix.lower() if output else ""
    if not suffix:
        return default
    if suffix not in endings:
        known = ", ".join(endings)
        raise typer.BadParameter(f"{suffix} tells no format ({known} do); add --format", param_hint="--output")
    return endings[suffix]


_CASEBOOK = b"SQLite format 3\x00"  # how every casebook in a file begins


def check_output(path: Path | None, inputs: Iterable[str | os.PathLike[str]] = (), option: str = "--output") -> None:
    """Refuse, as wrong usage, to write over a casebook or over one of the inputs."""
    if path is None or not path.is_file():
        return
    try:
        with path.open("rb") as file:
            casebook = file.read(len(_CASEBOOK)) == _CASEBOOK
    except OSError:  # it may still be replaced, but nobody can say what would be lost
        raise typer.BadParameter(f"{path}: is there and cannot be read", param_hint=option) from None
    if casebook:
        raise typer.BadParameter(f"{path}: is a casebook; write to another file", param_hint=option)
    if any(os.path.exists(given) and path.samefile(given) for given in inputs):
        raise typer.BadParameter(f"{path}: is one of the inputs; write to another file", param_hint=option)


@contextmanager
def output_stream(path: Path | None, inputs: Iterable[str | os.PathLike[str]] = ()) -> Iterator[TextIO]:
    """Standard output, or a file that takes its name, and the place of an earlier one, only when it is whole.

    Lines end in \\n on every system; the file's folder is made. Where the block ends by an exception (`typer.Exit`
    is one), what stood under the name stays. Neither a casebook nor one of the `inputs` is written over.
    """
    if path is None:
        with nullcontext(sys.stdout) as stream:
            yield stream
            stream.flush()
        return
    part: Path | None = None
    try:
        check_output(path, inputs)
        target = path.resolve() if path.is_file() else path  # what a link leads to, not the link, is replaced
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():  # /dev/stdout, a pipe: nothing to rename
            with target.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            return
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        part.replace(target)
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror or error}", param_hint="--output") from error
    finally:
        if part:
            part.unlink(missing_ok=True)
