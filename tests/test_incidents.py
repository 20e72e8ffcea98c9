"""Incidents of a casebook: brought together as reports come, with respect for what persons decided, shown and decided
about from the command line."""

import itertools
import json
import random
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from riwaya import incidents
from riwaya.casebook import decisions, ledger
from riwaya.casebook.imports import Import
from riwaya.casebook.incidents import incident_rows
from riwaya.casebook.store import Casebook, create, open_casebook
from riwaya.casebook.verify import verify
from riwaya.cli import COMMANDS, load
from riwaya.cli.compare import beside
from riwaya.codebook import ClaimType, Status
from riwaya.incidents import bring_together, told_of
from riwaya.match.told import Told
from riwaya.records import DocumentClaims, Mention
from test_match import killed, told

REPORTS = [
    told(n, day=f"2019-03-{1 + n % 4 * 5:02}", published=f"2019-03-{2 + n % 4 * 5:02}", outlet=outlet,
         town=("تل الزيتون", "وادي النخيل")[n // 4 % 2], tolls=(killed(5 + n % 4),), words=f"غارة على السوق رقم {n}")
    for n, outlet in enumerate(["صحيفة الميناء"] * 8 + ["قناة الجبل"] * 8)
]  # fmt: skip


def add(case: Casebook, *reports: Told) -> None:
    with Import(case, who="test", extractor="x/1") as run:
        for report in reports:
            claims = DocumentClaims(doc_id=report.document.doc_id, claims=[report.claim])
            run.add(report.document, claims)


def grouped(case: Casebook) -> set[frozenset[str]]:
    groups = defaultdict(set)
    for result in case.results():
        for claim in result.claims:
            groups[claim.incident].add(claim.id)
    return {frozenset(group) for group in groups.values()}


def test_however_reports_come_they_make_the_same_incidents(new_location: Callable[[str], str], location: str) -> None:
    with create(location, "test") as at_once:
        add(at_once, *REPORTS)
        assert bring_together(at_once).claims == 16
        assert bring_together(at_once).claims == 0
        expected = grouped(at_once)
        assert {len(group) for group in expected} == {2} and "" not in {c.incident for c in at_once.claims_of("d0")}
        assert not list(verify(at_once))
    for seed in range(3):
        shuffled = random.Random(seed).sample(REPORTS, len(REPORTS))
        with create(new_location("sqlite"), "test") as case:
            for start in range(0, 16, 5):
                add(case, *shuffled[start : start + 5])
                bring_together(case)
            assert grouped(case) == expected
            assert not list(verify(case))


def test_what_is_part_of_what_does_not_depend_on_what_came_first(new_location: Callable[[str], str]) -> None:
    operation = ClaimType.OPERATION
    campaign = told(30, day="2019-02-20", until="2019-03-15", published="2019-03-16", type=operation, words="حملة")
    week = told(31, day="2019-03-01", until="2019-03-07", published="2019-03-08", type=operation, words="عملية")
    # the campaign's second account makes it too long to say anything of its days
    longer = told(32, day="2019-02-20", until="2019-04-02", published="2019-04-03", type=operation, words="حملة أخرى")
    reports = [*REPORTS[:2], REPORTS[4], REPORTS[8], campaign, week]

    def parts(*chunks: list[Told]) -> set[tuple[str, ...]]:
        with create(new_location("sqlite"), "test") as case:
            for chunk in chunks:
                add(case, *chunk)
                bring_together(case)
            of = {c.id: c.incident for d in case.results() for c in d.claims}
            with case.reading() as connection:
                larger = {row.id: row.part_of for row in incident_rows(connection)}
            named: dict[str, list[str]] = defaultdict(list)
            for claim_id, incident in sorted(of.items()):
                named[incident].append(claim_id)
            assert not list(verify(case))
            return {(*named[i], ">", *named.get(larger[i], [])) for i in named if larger[i]}

    expected = parts(reports)
    assert len(expected) >= 3
    for order in itertools.islice(itertools.permutations(reports), 0, None, 97):
        assert parts(*([report] for report in order)) == expected
    whole = parts([*reports, longer])
    assert whole != expected
    for order in itertools.islice(itertools.permutations([*reports, longer]), 0, None, 797):
        assert parts(*([report] for report in order)) == whole


@pytest.mark.parametrize("reverse", [False, True])
def test_an_event_dated_long_after_finds_one_told_then_without_a_date(location: str, reverse: bool) -> None:
    reports = [
        told(1, day="2019-02-10", published="2019-03-04", outlet="صحيفة الميناء"),
        told(2, day="", published="2019-03-05", outlet="قناة الجبل", words="غارة على السوق القديم"),
    ]
    with create(location, "test") as case:
        for report in reversed(reports) if reverse else reports:
            add(case, report)
            bring_together(case)  # each time from the casebook alone
        assert grouped(case) == {frozenset({"d1#0", "d2#0"})}


def test_what_is_part_of_a_locked_incident_stays_so(location: str) -> None:
    campaign = told(
        30, day="2019-02-20", until="2019-03-15", published="2019-03-16", type=ClaimType.OPERATION, words="حملة"
    )
    with create(location, "test") as case:
        add(case, REPORTS[0], campaign)
        bring_together(case)
        strike, whole = (case.claims_of(d)[0].incident for d in ("d0", "d30"))
        decisions.lock(case, "s.khoury", whole)
        add(case, REPORTS[4])  # another town, the same day
        bring_together(case)
        with case.reading() as connection:
            assert {row.id: row.part_of for row in incident_rows(connection)}[strike] == whole


def test_what_a_person_decided_stands(location: str) -> None:
    with create(location, "test") as case:
        add(case, REPORTS[0], REPORTS[8])
        bring_together(case)
        first, other = (case.claims_of(d)[0] for d in ("d0", "d8"))
        assert first.incident == other.incident
        decisions.split(case, "s.khoury", first.incident, [other.id])
        apart = grouped(case)
        late = told(20, day="2019-03-01", published="2019-03-02", words="غارة على السوق رقم 20", tolls=(killed(5),))
        add(case, late)
        bring_together(case)
        assert case.claims_of("d0")[0].incident != case.claims_of("d8")[0].incident
        assert len(grouped(case)) == len(apart)
        locked = case.claims_of("d20")[0].incident
        decisions.lock(case, "s.khoury", locked)
        more = told(21, day="2019-03-01", published="2019-03-02", words="غارة على السوق رقم 21", tolls=(killed(5),))
        add(case, more)
        bring_together(case)
        assert len(told_of(case, [locked])[locked]) == 2
        assert not list(verify(case))


def test_a_report_that_copies_another_is_marked(location: str) -> None:
    words = "غارة " + " ".join(f"كلمة{n}" for n in range(80))
    with create(location, "test") as case:
        add(case, told(1, words=words), told(2, words=words + " رويترز", outlet="قناة الجبل"))
        bring_together(case)
        incident = case.claims_of("d1")[0].incident
        assert [t.copy_of for t in told_of(case, [incident])[incident]] == ["", "d1"]


@pytest.fixture
def filled(tmp_path: Path) -> str:
    path = str(tmp_path / "c.riwaya")
    with create(path, "test") as case:
        denial = told(30, day="2019-03-01", status=Status.DENIED, words="غارة على السوق رقم 30", source="الناطق")
        add(case, *REPORTS[:12], denial)
        bring_together(case)
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def command(name: str, *args: str) -> str:
        assert not load(COMMANDS[name][0]).main(list(args), standalone_mode=False)
        return capsys.readouterr().out

    return command


def test_a_denial_blames_nobody() -> None:
    by = {"initiators": [Mention(text="الطيران")]}
    said, denied = (
        Told(t.claim.model_copy(update=by), t.document)
        for t in (told(1, outlet="أ"), told(2, outlet="ب", status=Status.DENIED))
    )
    row = beside("i-1", [said, denied], "أ", "ب")
    assert (row["one"]["blame"], row["other"]["blame"], row["other"]["status"]) == (["الطيران"], [], ["denied"])
    assert "blame" in row["differ"]


def test_the_commands_show_and_decide(filled: str, run: Callable[..., str]) -> None:
    rows = [json.loads(line) for line in run("incidents", "-c", filled, "-f", "jsonl").splitlines()]
    assert sum(row["accounts"] for row in rows) == 13
    assert len(run("incidents", "-c", filled, "--min-accounts", "2").splitlines()) < len(rows)
    contested = next(row for row in rows if row["grade"] == "contested")
    text = run("incident", contested["id"], "-c", filled)
    assert "happened" in text and "denied by" in text
    whole = json.loads(run("incident", contested["id"], "-c", filled, "--json", "--rule", "range"))
    assert whole["figures"]["killed"]["best"] is None and len(whole["accounts"]) == contested["accounts"]
    assert "told by both" in run("compare", "صحيفة الميناء", "قناة الجبل", "-c", filled)

    into, other = rows[0]["id"], rows[1]["id"]
    run("merge", into, other, "-c", filled, "--note", "one strike")
    merged = json.loads(run("incident", into, "-c", filled, "--json"))
    assert len(merged["accounts"]) == rows[0]["accounts"] + rows[1]["accounts"]
    run("undo", "1", "-c", filled)
    assert len(json.loads(run("incident", other, "-c", filled, "--json"))["accounts"]) == rows[1]["accounts"]
    run("grade", into, "weak", "-c", filled)
    run("lock", into, "-c", filled)
    run("move", rows[2]["moved_by"], "-c", filled)
    assert json.loads(run("incident", into, "-c", filled, "--json"))["grade"] == "weak"


@pytest.mark.parametrize(
    "name",
    ["incidents", "incident", "compare", "accept", "reject", "edit", "merge", "split", "move", "lock", "grade", "undo"],
)
def test_every_option_is_in_the_docs(name: str) -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "cli.md").read_text(encoding="utf-8")
    deciding = "accept, reject, edit, merge, split, move, lock, grade, undo"
    title = deciding if name in deciding.split(", ") else name
    section = page.split(f"## riwaya {title}\n")[1].split("\n## ")[0]
    for parameter in load(COMMANDS[name][0]).params:
        for option in parameter.opts if parameter.param_type_name == "option" else []:
            assert f"`{option}" in section, option


def test_what_others_moved_meanwhile_is_worked_out_anew(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with create(location, "test") as case, open_casebook(location) as other:
        add(case, *REPORTS)
        propose, times = incidents.propose, [0]

        def overtaken(*args: object) -> object:
            times[0] += 1
            if times[0] == 1:  # another process brings everything together first
                bring_together(other, "another")
            return propose(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(incidents, "propose", overtaken)
        bring_together(case)
        assert times[0] == 3
        assert {len(group) for group in grouped(case)} == {2}
        with case.reading() as connection:
            matched = [e.who for e in ledger.entries(connection) if e.action == "match"]
        assert matched == ["another"]
        assert not list(verify(case))
