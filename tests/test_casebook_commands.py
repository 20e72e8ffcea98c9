"""The commands on a casebook, as a person runs them; what they rest on is tested on both databases elsewhere."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from casebook_samples import document, reading
from riwaya.casebook.decisions import accept
from riwaya.casebook.imports import Import
from riwaya.casebook.incidents import Proposal, propose
from riwaya.casebook.store import create
from riwaya.cli import COMMANDS, app, load


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"RIWAYA_WHO": "r.haddad", "COLUMNS": "200"})


@pytest.fixture
def case(tmp_path: Path) -> str:
    location = str(tmp_path / "case.riwaya")
    with create(location, "tester") as made:
        with Import(made, "tester", [], "first/1", "0.1.0") as adding:
            for number in range(3):
                adding.add(document(number), reading(document(number)))
        propose(made, "match/1", Proposal(members={"doc-1#0": "i-1"}, figures={"i-1": {"killed": [3, 3]}}))
        accept(made, "r.haddad", "doc-1#0", "seen the video")
    return location


def test_init_makes_one_and_then_says_that_it_is_there(tmp_path: Path) -> None:
    location = str(tmp_path / "new.riwaya")
    assert run("init", location).output == f"Made the casebook {location}\n"
    assert "already" in run("init", location).output
    assert "All fits: 0 documents" in run("verify", location).output


def test_what_is_no_casebook_is_said_in_one_line(tmp_path: Path) -> None:
    for command in (
        ["verify", str(tmp_path / "absent")],
        ["search", "--case", str(tmp_path / "absent"), "قتل"],
        ["export", "--case", str(tmp_path)],
    ):
        result = run(*command)
        assert result.exit_code == 1
        assert result.stderr.startswith("riwaya: ")
        assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_verify_names_the_first_break_and_checks_a_head(case: str) -> None:
    good = run("verify", case)
    assert good.exit_code == 0
    head = good.output.split()[-1]
    assert run("verify", case, "--head", head).exit_code == 0
    assert run("verify", case, "--head", head[:-1] + "x").output.startswith("FIRST BREAK: ledger entry ")
    assert run("verify", case, "--head", "99:" + "0" * 64).exit_code == 1
    assert run("verify", case, "--head", "nonsense").exit_code == 2


def test_search_shows_claims_and_documents(case: str) -> None:
    found = run("search", "قتل", "--case", case, "--place", "tall marj")
    assert "doc-1#0 in i-1" in found.output
    assert "وقُتِلَ 3 أشخاص" in found.output
    lines = run("search", "--case", case, "--type", "politics", "--format", "jsonl").output.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["doc-0#1", "doc-1#1", "doc-2#1"]
    limited = run("search", "--case", case, "--limit", "1")
    assert "5 more" in limited.stderr
    assert "doc-2" in run("search", "--documents", "سلمى", "--case", case).output
    phrase = run("search", "غارة جوية", "--case", case, "--format", "jsonl")
    assert len(phrase.output.splitlines()) == 3
    for wrong in (["--type", "x"], ["--status", "x"], ["--from", "x"]):
        assert run("search", "--case", case, *wrong).exit_code == 2


def test_history_tells_who_did_what(case: str) -> None:
    told = run("history", "i-1", "--case", case).output
    assert "match/1  match" in told
    assert "killed: nothing -> [3, 3]" in told
    assert "seen the video" in run("history", "doc-1#0", "--case", case).output
    entries = [json.loads(line) for line in run("history", "i-1", "--json", "--case", case).output.splitlines()]
    assert [entry["action"] for entry in entries][:2] == ["add", "match"]
    assert run("history", "i-7", "--case", case).exit_code == 1


def test_backup_and_restore(case: str, tmp_path: Path) -> None:
    made = run("backup", case, str(tmp_path / "b.zip"))
    head = made.output.split()[-1]
    assert run("backup", case, str(tmp_path / "b.zip")).exit_code == 1
    again = str(tmp_path / "again.riwaya")
    assert "Restored 3 documents and 6 claims" in run("restore", str(tmp_path / "b.zip"), again).output
    assert run("restore", str(tmp_path / "b.zip"), again).exit_code == 1
    assert run("verify", again, "--head", head).exit_code == 0
    assert run("export", "--case", again).output == run("export", "--case", case).output


def test_export_is_what_extract_writes_with_incidents(case: str, tmp_path: Path) -> None:
    from riwaya.export import jsonl

    out = tmp_path / "made" / "out.jsonl"
    assert run("export", "--case", case, "--format", "jsonl", "-o", str(out)).exit_code == 0
    results = list(jsonl.read(out.read_text(encoding="utf-8").splitlines()))
    assert [result.doc_id for result in results] == ["doc-0", "doc-1", "doc-2"]
    assert {claim.id: claim.incident for result in results for claim in result.claims if claim.incident} == {
        "doc-1#0": "i-1"
    }
    assert [path.name for path in out.parent.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize("journal", [False, True])
def test_a_read_only_casebook_is_read_and_not_written(
    case: str, journal: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import closing
    from sqlite3 import connect

    # permissions do not bind root: that it cannot be written is feigned, that it is not written is shown
    monkeypatch.setattr("riwaya.casebook.engine.writable", lambda path: False)
    # a connection of another process, which keeps its journal: what is only in there must be read too
    with closing(connect(case)) as other:
        if journal:
            other.execute("UPDATE incidents SET title = 'in the journal' WHERE id = 'i-1'")
            other.commit()
        files = {path.name: path.stat().st_mtime_ns for path in Path(case).parent.glob("case*")}
        assert ("case.riwaya-wal" in files) == journal
        assert run("verify", case).exit_code == 0
        for command in (["search", "قتل"], ["incidents"], ["history", "i-1"], ["export"], ["incident", "i-1"]):
            assert run(*command, "--case", case).exit_code == 0, command
        assert ("in the journal" in run("incident", "i-1", "--case", case).output) == journal
        assert run("backup", case, str(tmp_path / "b.zip")).exit_code == 0
        for command in (["lock", "i-1"], ["undo", "1"], ["add", "absent.txt"]):
            refused = run(*command, "--case", case)
            assert (refused.exit_code, "the casebook is read-only" in refused.stderr) == (1, True), command
        assert "read-only" in run("init", case).stderr
        assert {path.name: path.stat().st_mtime_ns for path in Path(case).parent.glob("case*")} == files


def test_a_report_without_outlet_goes_by_its_file(case: str) -> None:
    run("move", "doc-2#0", "--to", "i-1", "--case", case)
    assert "  reports.jsonl  doc-2#0" in run("search", "قتل", "--case", case).output
    assert "  reports.jsonl  doc-2  " in run("search", "--documents", "قتل", "--case", case).output
    told = run("history", "i-1", "--case", case).output
    assert "doc-2#0 joined i-1 (reports.jsonl, 2031-03-03, air_strike)" in told
    assert "doc-1#0 joined i-1 (Sada Today, 2031-03-02, air_strike)" in told
    assert "from reports.jsonl" in run("history", "doc-2", "--case", case).output
    assert "doc-2#0  reports.jsonl" in run("incident", "i-1", "--case", case).output


def test_filters_that_cannot_fit_are_refused_and_nothing_found_is_said(case: str) -> None:
    for wrong, said in (
        (["search", "--country", "syria"], "syria is SY"),
        (["search", "--country", "سوريا"], "is SY"),
        (["search", "--country", "Ruritania"], "as SY"),
        (["search", "--documents", "قتل", "--type", "truce"], "found by words only"),
        (["search", "--documents", "قتل", "--place", "Paris"], "found by words only"),
        (["incidents", "--from", "foo"], "YYYY-MM-DD"),
        (["incidents", "--to", "07/04/2018"], "YYYY-MM-DD"),
        (["incidents", "--type", "x"], "is none of"),
    ):
        refused = run(*wrong, "--case", case)
        assert refused.exit_code == 2, wrong
        assert said in " ".join(refused.stderr.replace("│", " ").split()), wrong
    for empty, said in (
        (["search", "--outlet", "zzz"], "no claim fits\n"),
        (["search", "--incident", "nope"], "no claim fits\n"),
        (["search", "--documents", "زلزال"], "no document fits\n"),
        (["incidents", "--place", "Paris"], "no incident fits\n"),
    ):
        done = run(*empty, "--case", case)
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", said)
    assert run("search", "--documents", "قتل", "--limit", "1", "--case", case).stderr.startswith("2 more:")
    assert run("search", "--country", "ye", "--case", case).stdout.count("air_strike") == 3


def test_incidents_are_found_by_place_in_either_language_and_the_cut_is_said(case: str) -> None:
    for claim in ("doc-0#0", "doc-1#0", "doc-2#0"):
        run("move", claim, "--case", case)
    for place, shown in (("تل مرج", 1), ("Tall Marj", 1), ("tall", 1), ("t:Tall Marj", 1), ("تل مسك", 0)):
        lines = run("incidents", "--place", place, "--format", "jsonl", "--case", case).stdout.splitlines()
        assert [json.loads(line)["place"] for line in lines] == ["Tall Marj"] * shown, place
    assert run("incidents", "--limit", "1", "--case", case).stderr.startswith("2 more:")
    assert "2031-03-02" in run("incidents", "--from", "2031-03-02", "--to", "2031-03-02", "--case", case).stdout


def test_marks_of_direction_are_for_terminals(
    case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = [("search", "قتل"), ("incidents",), ("incident", "i-1"), ("history", "doc-1#0")]
    run("move", "doc-1#0", "--to", "i-1", "--case", case)
    for terminal in (False, True):
        monkeypatch.setattr("riwaya.export.terminal.sys.stdout.isatty", lambda terminal=terminal: terminal)
        for name, *arguments in commands:
            load(COMMANDS[name][0]).main([*arguments, "--case", case], standalone_mode=False)
            assert ("\u2068" in capsys.readouterr().out) == terminal, name


def test_numbers_are_told_as_a_person_would(case: str) -> None:
    run("move", "doc-1#0", "--to", "i-1", "--case", case)
    shown = run("incident", "i-1", "--case", case).output
    assert "  killed: 3\n" in shown
    assert "Told by 1 outlet through 1 origin\n" in shown
    run("move", "doc-0#0", "--to", "i-1", "--case", case)
    shown = run("incident", "i-1", "--case", case).output
    assert "  killed: 2 to 3, best 3\n" in shown
    assert "Told by 2 outlets through 1 origin\n" in shown
    assert "no best number" in run("incident", "i-1", "--rule", "range", "--case", case).output
    assert "tolls: killed 3 -> killed 3 (2–3)\n" in run("history", "i-1", "--case", case).output


def test_a_word_is_shut_out_as_the_docs_say(case: str) -> None:
    assert run("search", "قتل", "-مرج", "--case", case).exit_code == 2
    found = run("search", "--case", case, "--", "قتل", "-مرج").output
    assert ("doc-0#0" in found, "doc-1#0" in found) == (True, False)


def claims_by_id(case: str) -> dict[str, dict[str, Any]]:
    lines = map(json.loads, run("export", "--case", case).output.splitlines())
    return {claim["id"]: claim for line in lines for claim in line["claims"]}


def figures(case: str) -> dict[str, Any]:
    """By incident that has claims, its row; those of incidents without claims are not of interest."""
    rows = map(json.loads, run("incidents", "--format", "jsonl", "--case", case).output.splitlines())
    return {row["id"]: row for row in rows}


def decided(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output.split()[1].rstrip(":")


def test_a_claim_is_rejected_and_brought_back(case: str) -> None:
    run("move", "doc-1#0", "--to", "i-1", "--case", case)
    run("move", "doc-0#0", "--to", "i-1", "--case", case)
    assert figures(case)["i-1"]["accounts"] == 2
    number = decided(run("reject", "doc-0#0", "--reason", "of another year", "--case", case))
    assert "doc-0#0" not in claims_by_id(case)
    assert figures(case)["i-1"]["accounts"] == 1
    assert "of another year" in run("history", "doc-0#0", "--case", case).output
    decided(run("undo", number, "--case", case))
    assert claims_by_id(case)["doc-0#0"]["incident"] == "i-1"
    assert figures(case)["i-1"]["accounts"] == 2
    decided(run("accept", "doc-0#0", "--note", "seen", "--case", case))
    assert "accepted" in run("history", "doc-0#0", "--case", case).output
    assert run("accept", "doc-9#9", "--case", case).stderr == "riwaya: there is no claim doc-9#9\n"
    assert run("reject", "doc-9#9", "--case", case).exit_code == 1
    assert run("verify", case).exit_code == 0


def test_a_claim_is_corrected_and_the_correction_undone(case: str) -> None:
    run("move", "doc-0#0", "--to", "i-1", "--case", case)
    changes = ["status=denied", "tolls.0.max=40", "date.end=2031-03-02", 'targets=[{"text": "فلاحون"}]']
    sets = [part for change in changes for part in ("--set", change)]
    number = decided(run("edit", "doc-0#0", *sets, "--case", case))
    claim = claims_by_id(case)["doc-0#0"]
    assert (claim["status"], claim["tolls"][0]["max"], claim["date"]["end"]) == ("denied", 40, "2031-03-02")
    assert claim["targets"][0]["text"] == "فلاحون"
    assert figures(case)["i-1"]["denied"] == 1
    told = run("history", "doc-0#0", "--case", case).output
    for line in ("status: occurred -> denied", "tolls.0.max: 2 -> 40", "targets.0.text: nothing -> فلاحون"):
        assert f"    {line}\n" in told
    assert "tolls.0.min" not in told
    decided(run("undo", number, "--case", case))
    assert claims_by_id(case)["doc-0#0"]["status"] == "occurred"
    assert figures(case)["i-1"]["denied"] == 0
    assert run("verify", case).exit_code == 0


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ("status=foo", 2, "status: "),
        ("colour=red", 2, "no colour"),
        ("tolls.7.min=1", 2, "no tolls.7.min"),
        ("status", 2, "FIELD=VALUE"),
        ("status=occurred", 2, "changes nothing"),
        ("incident=i-2", 2, "riwaya move"),
        ("id=x#1", 2, "cannot be edited"),
        ("date.start=yesterday", 2, "no date"),
        ("date.start=2031-04-01", 2, "set both"),
        ("tolls.0.min=50", 2, "set both"),
        ("trigger.text=زلزال", 1, "not the quote"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(case: str, change: str, code: int, said: str) -> None:
    refused = run("edit", "doc-0#0", "--set", change, "--case", case)
    assert refused.exit_code == code
    assert said in " ".join(refused.stderr.replace("│", " ").split())
    assert "version 2" not in run("history", "doc-0#0", "--case", case).output


def test_export_never_overwrites_a_casebook(case: str, tmp_path: Path) -> None:
    before = Path(case).read_bytes()
    (tmp_path / "link").symlink_to(case)
    for output in (case, str(tmp_path / "link")):
        refused = run("export", "--case", case, "-f", "jsonl", "-o", output)
        assert (refused.exit_code, "is a casebook" in refused.stderr) == (2, True)
    assert Path(case).read_bytes() == before


@pytest.mark.parametrize("name", ["init", "add", "search", "history", "verify", "export", "backup", "restore"])
def test_every_option_is_in_the_docs(name: str) -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "cli.md").read_text(encoding="utf-8")
    section = page.split(f"## riwaya {name}\n")[1].split("\n## ")[0]
    for parameter in load(COMMANDS[name][0]).params:
        for option in parameter.opts if parameter.param_type_name == "option" else []:
            assert f"`{option}" in section, option
