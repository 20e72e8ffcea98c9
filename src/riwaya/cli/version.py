"""`riwaya version`."""

import typer

from riwaya import __version__

app = typer.Typer()


@app.command()
def version() -> None:
    """Print the version."""
    print(__version__)
