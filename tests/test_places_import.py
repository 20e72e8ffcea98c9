"""A user's gazetteer: kinds of files, refusals by name, repeating without harm, loading in time."""

import json
import time
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from riwaya.cli.places import app
from riwaya.codebook import Level
from riwaya.resolve.gazetteer import Entry, GazetteerError, Layer, admin1_entries, load
from riwaya.resolve.importing import plan_import, write_import
from riwaya.resolve.naming import _twins
from riwaya.resolve.places import PlaceResolver
from test_places import resolve

CSV = (
    "ADM1_EN,ADM1_AR,ADM3_EN,ADM3_AR,ADM3_PCODE,Latitude,Longitude,ADM0_PCODE\n"
    "Hama,حماة,Qarnafel,القرنفلية,SYX1,35.2,36.7,SY\n"
    "Hama,حماة,Nowhere,,SYX2,35.2,36.7,SY\n"
    "Hama,حماة,Broken,المكسورة,SYX3,thirty,36.7,SY\n"
    "Hama,حماة,Beyond,البعيدة,SYX4,135.2,36.7,SY\n"
    "Hama,حماة,Twice,المكررة,SYX1,35.3,36.8,SY\n"
)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_csv_with_pcodes_names_every_refused_row(tmp_path: Path) -> None:
    plan = plan_import(write(tmp_path / "cod.csv", CSV), tmp_path)
    assert [e.id for e in plan.entries] == ["cod:SYX1"]
    assert (plan.entries[0].admin1, plan.entries[0].lat) == ("Hama", 35.2)
    assert [(r.row, r.reason.split(":")[0]) for r in plan.refused] == [
        (3, "no Arabic name"),
        (4, "no coordinates"),
        (5, "coordinates out of range"),
        (6, "the same id as row 2"),
    ]
    assert not list(tmp_path.glob("*.gaz*"))


def test_repeating_changes_nothing_and_a_new_edition_only_what_differs(tmp_path: Path) -> None:
    source = write(tmp_path / "cod.csv", CSV)
    path = write_import(plan_import(source, tmp_path), tmp_path)
    before = path.read_bytes()
    again = plan_import(source, tmp_path)
    assert (again.new, again.changed, again.same) == (0, 0, 1)
    assert write_import(again, tmp_path).read_bytes() == before
    write(source, CSV.replace("35.2,36.7,SY\nHama,حماة,Nowhere", "35.4,36.7,SY\nHama,حماة,Nowhere"))
    assert plan_import(source, tmp_path).changed == 1


def test_geojson_takes_country_and_division_from_the_point(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "properties": {"name_ar": "القرنفلية", "id": 7},
        "geometry": {"type": "Polygon", "coordinates": [[[36.7, 35.1], [36.8, 35.1], [36.8, 35.2], [36.7, 35.1]]]},
    }
    source = write(tmp_path / "a.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    entry = plan_import(source, tmp_path).entries[0]
    assert (entry.country, entry.admin1) == ("SY", "Hama")


def test_geonames_dump_and_xlsx(tmp_path: Path) -> None:
    cells = [
        "7",
        "Karanfil",
        "Karanfil",
        "القرنفلية,Karanfil",
        "35.1",
        "36.7",
        "P",
        "PPL",
        "SY",
        "",
        "10",
        *[""] * 3,
        "20000",
    ]
    dump = write(tmp_path / "SY.txt", "\t".join([*cells, *[""] * (19 - len(cells))]) + "\n")
    entry = plan_import(dump, tmp_path).entries[0]
    assert (entry.admin1, entry.population, entry.name_ar) == ("Hama", 20000, "القرنفلية")
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name_ar</t></is></c><c r="B1" t="inlineStr"><is><t>lat</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>lon</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>القرنفلية</t></is></c><c r="B2"><v>35.1</v></c>'
        '<c r="C2"><v>36.7</v></c></row>'
        "</sheetData></worksheet>"
    )
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    assert plan_import(tmp_path / "b.xlsx", tmp_path).entries[0].admin1 == "Hama"
    with pytest.raises(GazetteerError, match="no XLSX"):
        plan_import(write(tmp_path / "c.xlsx", "no"), tmp_path)
    with pytest.raises(GazetteerError, match="Arabic names"):
        plan_import(write(tmp_path / "d.csv", "name,lat,lon\nx,1,2\n"), tmp_path)


def test_the_command_previews_imports_and_finds(tmp_path: Path) -> None:
    source = write(tmp_path / "cod.csv", CSV)
    folder = str(tmp_path / "g")
    run = CliRunner().invoke
    shown = run(app, ["import", str(source), "--preview", "--gazetteers", folder])
    assert shown.exit_code == 3
    assert "row 4 refused: no coordinates" in shown.output
    assert not Path(folder).exists()
    assert run(app, ["import", str(source), "--gazetteers", folder]).exit_code == 3
    assert "cod:" in run(app, ["find", "القرنفلية", "--gazetteers", folder], env={"COLUMNS": "200"}).output
    assert run(app, ["find", "زقزوقة", "--gazetteers", folder]).exit_code == 1


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "admin2Name_en,admin2Name_ar,admin2Pcode,admin1Name_en,admin1Name_ar,admin1Pcode,admin0Pcode",
            "Nahr Town,نهر البلدة,SY9901,Hama,حماة,SY99,SY",
            ("Nahr Town", "SY9901", Level.DISTRICT, "Hama"),
        ),
        (
            "ADM0_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE",
            "SY,Hama,حماة,SY99,Nahr Town,نهر البلدة,SY9901",
            ("Nahr Town", "SY9901", Level.DISTRICT, "Hama"),
        ),
        (
            "ADM0_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE",
            "SY,Nahr Land,أرض النهر,SY99",
            ("Nahr Land", "SY99", Level.GOVERNORATE, "Nahr Land"),
        ),
        # Arabic names of the districts only: the sub-districts' English names and codes are not theirs
        (
            "ADM0_PCODE,ADM1_EN,ADM2_EN,ADM2_AR,ADM2_PCODE,ADM3_EN,ADM3_PCODE",
            "SY,Hama,Nahr Town,نهر البلدة,SY9901,Left Bank,SY990101",
            ("Nahr Town", "SY9901", Level.DISTRICT, "Hama"),
        ),
        # villages, though the districts' columns are there too; a kind of its own goes before the columns
        (
            "admin4Name_en,admin4Name_ar,admin4Pcode,admin2Name_en,admin2Name_ar,admin2Pcode,admin1Name_en,admin0Pcode",
            "Nahr,النهر,C99,Nahr Town,نهر البلدة,SY9901,Hama,SY",
            ("Nahr", "C99", Level.VILLAGE, "Hama"),
        ),
        ("ADM2_EN,ADM2_AR,ADM2_PCODE,type,country", "Nahr,النهر,7,city,SY", ("Nahr", "7", Level.CITY, "")),
        # numbered names, as OCHA writes them since 2024, in either order
        (
            "adm2_name,adm2_name1,adm2_pcode,adm1_name,adm1_name1,adm1_pcode,iso2,center_lat,center_lon",
            "Nahr Town,نهر البلدة,SY9901,Hama,حماة,SY99,SY,35.2,36.7",
            ("Nahr Town", "SY9901", Level.DISTRICT, "Hama"),
        ),
        (
            "adm2_name,adm2_name1,adm2_pcode,adm1_name,adm1_name1,adm0_pcode",
            "نهر البلدة,Nahr Town,SY9901,حماة,Hama,SY",
            ("Nahr Town", "SY9901", Level.DISTRICT, "Hama"),
        ),
    ],
)
def test_a_table_of_divisions_gives_each_row_its_own_names(
    header: str, row: str, expected: tuple[object, ...], tmp_path: Path
) -> None:
    (entry,) = plan_import(write(tmp_path / "cod.csv", f"{header}\n{row}\n"), tmp_path).entries
    assert (entry.name_en, entry.id.removeprefix("cod:"), entry.level, entry.admin1) == expected


@pytest.mark.parametrize("names", ["name_ar,name_en", "village_ar,village_en", "ADM4_AR,ADM4_EN"])
def test_a_p_code_that_villages_share_is_none_of_theirs(names: str, tmp_path: Path) -> None:
    source = write(
        tmp_path / "cod.csv", f"{names},ADM3_PCODE,country\nالنهر,Nahr,SY990101,SY\nالتلة,Tall,SY990101,SY\n"
    )
    plan = plan_import(source, tmp_path)
    assert not plan.refused
    assert [(e.name_en, e.level) for e in plan.entries] == [("Nahr", Level.VILLAGE), ("Tall", Level.VILLAGE)]
    assert len({e.id for e in plan.entries}) == 2 and not any("SY990101" in e.id for e in plan.entries)


def test_a_country_is_given_by_its_code(tmp_path: Path) -> None:
    source = write(tmp_path / "own.csv", "name_ar,name\nالقرنفلية,Qarnafel\n")
    for wrong in ("Syria", "XX"):
        refused = CliRunner().invoke(app, ["import", str(source), "--country", wrong], env={"COLUMNS": "200"})
        assert refused.exit_code == 2
        assert ("Syria is SY" in refused.output) == (wrong == "Syria")
        with pytest.raises(GazetteerError, match="two-letter"):
            plan_import(source, tmp_path, country=wrong)
    assert plan_import(source, tmp_path, country="sy").entries[0].country == "SY"


def test_a_table_saved_as_arabic_windows_is_read(tmp_path: Path) -> None:
    text = "name_ar,name,country\nالقرنفلية,Qarnafel,SY\n"
    for encoding in ("cp1256", "utf-16", "utf-8-sig"):
        (tmp_path / "own.csv").write_bytes(text.encode(encoding))
        (entry,) = plan_import(tmp_path / "own.csv", tmp_path).entries
        assert entry.name_ar == "القرنفلية", encoding
    for broken in (text.encode()[:-20] + b"\xd8,x,SY\n", "name_ar,name\né,x\n".encode("latin-1")):
        (tmp_path / "own.csv").write_bytes(broken)
        with pytest.raises(GazetteerError, match="neither UTF-8"):
            plan_import(tmp_path / "own.csv", tmp_path)


def test_which_columns_are_known_is_said(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="must be called name_ar"):
        plan_import(write(tmp_path / "own.csv", "الاسم,المحافظة\nالقرنفلية,حماة\n"), tmp_path)
    nothing = CliRunner().invoke(app, ["find", ""])
    assert (nothing.exit_code, "holds no word" in nothing.output) == (2, True)
    absent = CliRunner().invoke(app, ["find", "دوما", "--gazetteers", str(tmp_path / "absent")])
    assert (absent.exit_code, "No such file" in absent.output) == (1, True)


def test_what_a_user_says_of_a_place_holds_and_namesakes_are_weighed(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    known = PlaceResolver(tmp_path / "none").find("دوما", country="SY")[0]
    assert known.place_id.startswith("curated:")
    rows = "name_ar,name,country,admin1,id,lat,lon\n"
    same, away = "دوما,Douma,SY,Rural Damascus,7,33.57,36.40\n", "دوما,Douma,SY,Hama,8,35.1,36.7\n"
    for row, first in ((same, "own:7"), (away, known.place_id), (same + away, "own:7")):
        folder = tmp_path / str(len(row))
        write_import(plan_import(write(tmp_path / "own.csv", rows + row), folder), folder)
        resolver = PlaceResolver(folder)
        assert resolver.find("دوما", country="SY")[0].place_id == first, row
        (place,) = resolve(resolver, "قصفت الطائرات مدينة دوما في ريف دمشق بسوريا", "دوما")
        assert (place.place_id, place.level) == (first, Level.CITY), "a table's 'village' is any inhabited place"


def test_a_village_is_not_the_governorate_of_its_name(tmp_path: Path) -> None:
    entry = next(e for e in admin1_entries() if e.country == "SY" and e.admin1 == "Hama")
    village = Entry("own:1", entry.name_ar, "Hama", "SY", "Hama", "", Level.VILLAGE, entry.lat, entry.lon)
    assert _twins([village, entry]) == {}
    same = Entry("own:2", entry.name_ar, "Hama", "SY", "Hama", "", Level.GOVERNORATE, entry.lat, entry.lon)
    assert _twins([village, same, entry]) == {"own:2": [entry]}
    assert _twins([entry]) == {}


def test_a_layer_stays_in_its_folder(tmp_path: Path) -> None:
    source = write(tmp_path / "cod.csv", CSV)
    folder = tmp_path / "g" / "z"
    run = CliRunner().invoke
    for name in ("../../out", "a/b", "..", "x.y", "اسم", "-"):
        refused = run(app, ["import", str(source), "--name", name, "--gazetteers", str(folder)])
        assert (refused.exit_code, "a layer's name is of" in refused.output) == (1, True), name
    with pytest.raises(GazetteerError, match="--name"):
        plan_import(write(tmp_path / "أماكن.csv", CSV), folder)
    assert run(app, ["import", str(source), "--name", "Ocha-2", "--gazetteers", str(folder)]).exit_code == 3
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*gaz*")] == ["g/z/ocha-2.gaz.gz"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    source = write(tmp_path / "cod.csv", CSV)
    refused = CliRunner().invoke(app, ["import", str(source), "--gazetteers", "/proc/none"])
    assert (refused.exit_code, "nothing was written" in refused.output) == (1, True)
    assert isinstance(refused.exception, SystemExit)


def test_real_tables_import_and_are_used(shared: Path, tmp_path: Path) -> None:
    plan = plan_import(shared / "gazetteer/syria_ocha_pcodes.csv", tmp_path)
    assert len(plan.entries) == 8364
    assert not plan.refused
    write_import(plan, tmp_path)
    bare = plan_import(shared / "gazetteer/yemen_places_nocoords.csv", tmp_path, country="YE")
    assert bare.without_point == len(bare.entries) > 30_000
    assert all(r.row and r.reason for r in bare.refused)
    assert PlaceResolver(tmp_path).find("القنفد")[0].admin1 == "Idlib"


def test_fifty_thousand_places_load_within_a_second(tmp_path: Path) -> None:
    entries = [
        Entry(f"big:{i}", f"قرية {i}", f"V{i}", "SY", "Hama", "", Level.VILLAGE, 35.0, 36.5, 0, "", (f"اسم {i}",))
        for i in range(50_000)
    ]
    Layer.of("big", entries).write(tmp_path / "big.gaz.gz")
    start = time.process_time()
    gazetteer = load(tmp_path)
    assert gazetteer.lookup("قريه 49999")[0].id == "big:49999"
    assert time.process_time() - start < 1.0
