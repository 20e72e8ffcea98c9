"""`riwaya places`: look a place up and see why it ranks as it does; import a gazetteer of your own."""

from pathlib import Path
from typing import Annotated

import typer

from riwaya.cli.filters import country_code

app = typer.Typer(no_args_is_help=True, help="Find places, and import your own gazetteer.")

_FOLDER = "Folder of imported gazetteers [default: $RIWAYA_GAZETTEERS or the user's data folder]."


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="The name as a report writes it.")],
    near: Annotated[str, typer.Option("--near", help="A place named with it.")] = "",
    country: Annotated[str, typer.Option("--country", help="Two-letter code of the report's country.")] = "",
    folder: Annotated[Path | None, typer.Option("--gazetteers", help=_FOLDER)] = None,
) -> None:
    """Show which places a name may mean, the likeliest first, and what speaks for each."""
    from rich.console import Console
    from rich.table import Table

    from riwaya.resolve.gazetteer import GazetteerError
    from riwaya.resolve.names import place_key
    from riwaya.resolve.places import PlaceResolver

    if not place_key(name):
        raise typer.BadParameter(f"{name!r} holds no word to look for", param_hint="NAME")
    code = country_code(country)
    try:
        found = PlaceResolver(folder).find(name, near, code)
    except (GazetteerError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    if not found:
        typer.echo(f"{name}: no layer knows the name", err=True)
        raise typer.Exit(1)
    table = Table("score", "place", "country", "division", "id", "why", box=None, header_style="bold")
    for c in found:
        table.add_row(f"{c.score:.2f}", c.name_en, c.country, c.admin1, c.place_id, c.why)
    Console().print(table)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, TSV, XLSX, GeoNames dump, GeoJSON.")],
    preview: Annotated[bool, typer.Option("--preview", help="Say what would happen and write nothing.")] = False,
    name: Annotated[str, typer.Option("--name", help="Name of the layer [default: the file's name].")] = "",
    country: Annotated[str, typer.Option("--country", help="Two-letter code for rows that name no country.")] = "",
    folder: Annotated[Path | None, typer.Option("--gazetteers", help=_FOLDER)] = None,
) -> None:
    """Take a table of places in; every row that is refused is named. Repeating it changes nothing."""
    from riwaya.resolve.gazetteer import GazetteerError
    from riwaya.resolve.importing import plan_import, user_folder, write_import

    where = folder or user_folder()
    try:
        plan = plan_import(file, where, name, country_code(country))
    except GazetteerError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    for meaning, column in plan.columns.items():
        typer.echo(f"{meaning}: column {column}")
    for refusal in plan.refused:
        typer.echo(f"{file.name}, row {refusal.row} refused: {refusal.reason} {refusal.name}".rstrip(), err=True)
    typer.echo(
        f"{plan.layer}: {len(plan.entries)} places ({plan.new} new, {plan.changed} changed, {plan.same} as before), "
        f"{plan.without_point} without a point, {len(plan.refused)} rows refused, {len(plan.kept)} earlier ones kept"
    )
    if preview:
        typer.echo("Nothing was written (--preview).")
        for entry in plan.entries[:5]:
            typer.echo(
                f"  {entry.id}  {entry.name_ar}  {entry.name_en}  {entry.country} {entry.admin1}"
                f"  {entry.lat}, {entry.lon}"
            )
    else:
        try:
            typer.echo(f"Written to {write_import(plan, where)}")
        except OSError as error:
            typer.echo(f"{where}: {error.strerror or error}; nothing was written", err=True)
            raise typer.Exit(1) from None
    if plan.refused:
        raise typer.Exit(3)
