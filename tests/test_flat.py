"""One row a claim: what a coder of conflict events loads into a spreadsheet."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from casebook_samples import document, reading
from riwaya.casebook.imports import Import
from riwaya.casebook.incidents import Proposal, propose
from riwaya.casebook.store import create
from riwaya.cli import app
from riwaya.cli.casefile import by_ending
from riwaya.export import flat
from riwaya.records import Actor, Claim, DocumentClaims, Mention, Place, Toll
from riwaya.resolve.clocks import coded


def table(*claims: Claim, **document: Any) -> list[dict[str, str]]:
    out = io.StringIO()
    flat.write([DocumentClaims(doc_id="d1", claims=list(claims), **document)], out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def claim(**changes: Any) -> Claim:
    return Claim.model_validate(
        {"type": "air_strike", "status": "occurred", "trigger": {"text": "غارة"}, **changes}
    )


def toll(kind: str, low: int | None, high: int | None, who: str = "unknown") -> Toll:
    return Toll.model_validate({"kind": kind, "min": low, "max": high, "who": who})


def test_a_claim_is_one_row() -> None:
    strike = reading(document(1)).claims[0]
    by = Mention(text="الطيران", actor=Actor(id="x:air", name_en="Air Force"))
    strike = strike.model_copy(update={"initiators": [by, by], "date": coded(strike.date)})
    (row,) = table(strike, outlet="Sada Today", published="2031-03-02")
    assert list(row) == flat.COLUMNS
    assert {name: cell for name, cell in row.items() if cell} == {
        "claim": "d1#0", "doc_id": "d1", "outlet": "Sada Today", "published": "2031-03-02",
        "type": "air_strike", "status": "occurred", "trigger": "غارة جوية", "sources": "الدفاع المدني",
        "initiators": "الطيران", "initiators_en": "Air Force", "place": "تل مرج", "place_en": "Tall Marj",
        "country": "YE", "date_start": "2031-03-02", "date_end": "2031-03-02", "date_precision": "day",
        "date_acled": "1", "date_ucdp": "1", "killed_min": "3", "killed_max": "3", "confidence": "0.5",
    }  # fmt: skip


def test_the_place_is_the_first_whose_country_is_known() -> None:
    somewhere, known = Place(text="الحي"), Place(text="البلدة", country="SY", lat=-1.5, lon=36.0, acled_precision=1)
    (row,) = table(claim(places=[somewhere, known]))
    assert (row["place"], row["country"], row["lat"], row["geo_acled"]) == ("البلدة", "SY", "-1.5", "1")
    assert table(claim(places=[somewhere]))[0]["place"] == "الحي"
    assert table(claim())[0]["place"] == ""


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        ([], ("", "")),
        ([toll("killed", 0, 0)], ("0", "0")),
        ([toll("killed", 40, None)], ("40", "")),
        ([toll("killed", None, 40)], ("", "40")),
        ([toll("killed", 3, 3, "civilian"), toll("killed", 2, 4, "fighter")], ("5", "7")),
        ([toll("killed", 3, 3, "civilian"), toll("killed", 9, 9)], ("9", "9")),
        ([toll("killed", 3, 3), toll("killed", 9, 9)], ("3", "9")),
        ([toll("wounded", 3, 3)], ("", "")),
    ],
)
def test_tolls_have_bounds_by_kind(tolls: list[Toll], expected: tuple[str, str]) -> None:
    (row,) = table(claim(tolls=tolls))
    assert (row["killed_min"], row["killed_max"]) == expected


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\u200f=1", " =1", "＝1"])
def test_nothing_in_a_text_is_a_formula(text: str) -> None:
    rows = table(claim(trigger={"text": text}, targets=[Mention(text=text)]), outlet=text, url=text, published=text)
    for name in ("trigger", "targets", "outlet", "url", "published"):
        assert rows[0][name].startswith("'"), name
    assert table(claim(trigger={"text": 'قصف "عنيف"،\nثم, هدوء-'}))[0]["trigger"] == 'قصف "عنيف"، ثم, هدوء-'


def test_a_casebook_is_exported_by_the_ending(tmp_path: Path) -> None:
    location = str(tmp_path / "c.riwaya")
    with create(location, "tester") as case:
        with Import(case, "tester", [], "first/1", "0.1.0") as adding:
            for number in range(2):
                adding.add(document(number), reading(document(number)))
        propose(case, "match/1", Proposal(members={"doc-1#0": "i-1"}))
    run = CliRunner().invoke
    assert run(app, ["export", "--case", location, "-o", str(tmp_path / "out.csv")]).exit_code == 0
    found = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["claim"], row["incident"]) for row in found] == [
        ("doc-0#0", ""), ("doc-0#1", ""), ("doc-1#0", "i-1"), ("doc-1#1", "")
    ]  # fmt: skip
    printed = run(app, ["export", "--case", location, "--format", "csv"]).stdout
    assert printed == (tmp_path / "out.csv").read_text(encoding="utf-8")
    lines = run(app, ["export", "--case", location]).stdout.splitlines()
    assert [json.loads(line)["doc_id"] for line in lines] == ["doc-0", "doc-1"]
    refused = run(app, ["export", "--case", location, "-o", str(tmp_path / "out.xlsx")])
    assert (refused.exit_code, "tells no format" in refused.stderr) == (2, True)


def test_a_name_without_an_ending_asks_for_nothing() -> None:
    endings = {".csv": 1}
    assert by_ending(None, endings, 0) == by_ending(Path("/dev/stdout"), endings, 0) == 0
    assert by_ending(Path("A.CSV"), endings, 0) == 1
