"""`riwaya schema`."""

import json

import typer

app = typer.Typer()


@app.command()
def schema() -> None:
    """Print the JSON Schema of one line of output."""
    from riwaya.records import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=1))
