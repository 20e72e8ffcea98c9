"""`riwaya evaluate`: the figures of predicted claims against gold ones."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.casefile import check_output

if TYPE_CHECKING:
    from riwaya.evaluate import Rates, Report

app = typer.Typer()


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="JSON lines of gold claims.")],
    pred: Annotated[Path, typer.Argument(metavar="PRED", help="JSON lines as `riwaya extract` writes them.")],
    errors: Annotated[
        int, typer.Option(metavar="N", min=0, help="Print the first N claims that are not as in gold.")
    ] = 0,
    json: Annotated[Path | None, typer.Option(metavar="FILE", help="Write all figures to this file.")] = None,
) -> None:
    """Score predicted claims against gold ones."""
    from riwaya.evaluate import NotClaims, read_claims
    from riwaya.evaluate import evaluate as compare

    check_output(json, [gold, pred], "--json")
    try:
        report = compare(read_claims(gold), read_claims(pred))
        if json:
            _write(report, json)
    except NotClaims as error:
        raise typer.BadParameter(str(error)) from error
    except OSError as error:
        raise typer.BadParameter(f"{error.filename}: {error.strerror}") from error
    for line in _lines(report, errors):
        print(line)


def _write(report: "Report", path: Path) -> None:
    from json import dumps

    path.write_text(dumps(report.as_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _lines(report: "Report", errors: int) -> list[str]:
    from riwaya.export.terminal import safe

    lines = [
        f"{report.documents} documents",
        _row("claims", report.claims),
        _row("typed claims", report.typed_claims),
        _row("slot", report.slot),
        f"{'rows right':<16} {report.rows_right:.3f}",
        *(_row(f"  {slot}", rates) for slot, rates in report.slots.items()),
        f"toll group accuracy: {report.toll_group_accuracy}",
        f"place area accuracy: {report.place_area_accuracy}",
        f"source kind accuracy: {report.source_kind_accuracy}",
    ]
    return lines + ["  " + " | ".join(map(safe, difference)) for difference in report.differences[:errors]]


def _row(name: str, rates: "Rates") -> str:
    figures = f"P {rates.p:.3f}  R {rates.r:.3f}  F1 {rates.f1:.3f}"
    return f"{name:<16} {figures}   gold {rates.gold}  predicted {rates.pred}"
