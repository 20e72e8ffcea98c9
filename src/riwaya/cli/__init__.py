"""The command line: `riwaya COMMAND`. One module a command, imported only when the command runs.

Exit codes: 0 all went well; 1 stopped by an error, or the reader of the output went away; 2 wrong usage;
3 done, but some inputs were refused (each said on stderr); 130 interrupted.
"""

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer._click.core import Command, Context

EXIT_REFUSED = 3

# By name: the module of this package that holds the command's Typer `app`, and the first line of its help.
COMMANDS = {
    "extract": ("extract", "Read reports and show the claims in them."),
    "init": ("init", "Make a casebook, or bring an older one up to date."),
    "add": ("add", "Add reports and the claims in them to a casebook."),
    "search": ("search", "Find claims by words, who, where, when, what and source."),
    "incidents": ("incidents", "List the incidents of a casebook."),
    "incident": ("incident", "Show everything about one incident."),
    "compare": ("compare", "Compare how two outlets tell the same incidents."),
    "accept": ("accept", "Find a claim right as it stands."),
    "reject": ("reject", "Find that a report does not say what a claim says."),
    "edit": ("edit", "Correct a claim."),
    "merge": ("merge", "Decide that two incidents are one event."),
    "split": ("split", "Decide that some claims of an incident tell of another event."),
    "move": ("move", "Decide which incident a claim tells of."),
    "lock": ("lock", "Lock an incident against later runs."),
    "grade": ("grade", "Grade an incident."),
    "undo": ("undo", "Take a decision back."),
    "history": ("history", "Show how an incident and its figures came about."),
    "verify": ("verify", "Check a casebook against its ledger."),
    "export": ("export", "Write a casebook's claims for other programs."),
    "backup": ("backup", "Write a casebook whole into one file."),
    "restore": ("restore", "Make a casebook out of a backup."),
    "evaluate": ("evaluate", "Score predicted claims against gold ones."),
    "places": ("places", "Find places, and import your own gazetteer."),
    "train": ("train", "Train an extractor on coded articles."),
    "schema": ("schema", "Print the JSON Schema of one line of output."),
    "version": ("version", "Print the version."),
}


class LazyGroup(TyperGroup):
    """Shows all commands in its help, but imports the module of the one that runs, and no other."""

    def list_commands(self, ctx: "Context") -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        """The command's name and help only, which is all that a list of commands shows."""
        if cmd_name not in COMMANDS:
            return None
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name][1])

    def resolve_command(self, ctx: "Context", args: list[str]) -> "tuple[str | None, Command | None, list[str]]":
        name, stub, rest = super().resolve_command(ctx, args)
        return name, stub and load(COMMANDS[stub.name or ""][0]), rest


def load(module: str) -> Any:
    """The command that a module of this package defines in its Typer `app`."""
    command_app = import_module(f"riwaya.cli.{module}").app
    command_app.rich_markup_mode = app.rich_markup_mode
    command_app._add_completion = False
    return typer.main.get_command(command_app)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: loading Rich would take half of the time to start
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def root() -> None:
    """Read Arabic reports of armed conflict into records of claims, each with its chain of sources."""


def main() -> None:
    """What the `riwaya` script runs."""
    # numpy's matrices are small here: its threads only wait for each other, and two processes with two each took
    # three times as long as with one each
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        # Arabic must come out under any locale; what a stream cannot show is escaped, never a crash.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app(prog_name="riwaya")
    finally:
        # before it ends, Python looks for garbage once more: a fifth of a second for tables that go with the process
        gc.freeze()
