"""What a casebook keeps, and what a person decided in it: on SQLite and PostgreSQL alike."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from casebook_samples import document, reading
from riwaya.casebook import ledger, rows
from riwaya.casebook import tables as t
from riwaya.casebook.decisions import (
    accept,
    edit,
    grade,
    lock,
    merge,
    move,
    reject,
    split,
    undo,
)
from riwaya.casebook.engine import CasebookError, locate, shown
from riwaya.casebook.history import history
from riwaya.casebook.imports import Import, Outcome
from riwaya.casebook.incidents import Proposal, members_of, propose, unassigned
from riwaya.casebook.reread import pair
from riwaya.casebook.store import Casebook, create, is_casebook, open_casebook
from riwaya.casebook.verify import verify
from riwaya.codebook import ClaimType, Status
from riwaya.records import Claim


@pytest.fixture
def case(location: str) -> Iterator[Casebook]:
    with create(location, "tester") as made:
        yield made
        assert [str(finding) for finding in verify(made)] == []


def add(case: Casebook, *numbers: int, extractor: str = "first/1", **changes: bool | float) -> Import:
    with Import(case, "tester", ["here"], extractor, "0.1.0") as run:
        for number in numbers:
            report = document(number)
            if not run.knows(report):
                run.add(report, reading(report, extractor, **changes))
    return run


def members(case: Casebook, *incidents: str) -> dict[str, list[str]]:
    with case.reading() as connection:
        return members_of(connection, incidents)


def versions(case: Casebook, claim_id: str) -> list[tuple[Any, Claim]]:
    """All versions of a claim, the first one first, each with its row (reading, time, hash)."""
    v = t.versions.c
    with case.reading() as connection:
        key = connection.execute(select(t.claims.c.key).where(t.claims.c.id == claim_id)).scalar_one()
        found = connection.execute(select(t.versions).where(v.claim_key == key).order_by(v.number)).all()
    return [(row, rows.claim_of(row.record)) for row in found]


def column(case: Casebook, table: str, name: str) -> list[object]:
    with case.reading() as connection:
        return list(connection.execute(select(t.metadata.tables[table].c[name]).order_by(name)).scalars())


def test_what_is_added_comes_back_equal(case: Casebook) -> None:
    add(case, *range(5))
    assert list(case.documents()) == [document(n) for n in range(5)]
    for number, result in enumerate(case.results()):
        bare = [claim.model_copy(update={"id": "", "incident": ""}) for claim in result.claims]
        assert result.model_copy(update={"claims": bare}) == reading(document(number))
        assert [claim.id for claim in result.claims] == [f"doc-{number}#0", f"doc-{number}#1"]


def test_adding_again_changes_nothing_but_says_so(case: Casebook) -> None:
    add(case, 1, 2)
    before = list(case.results()), case.counts()["documents"]
    again = add(case, 1, 2)
    assert again.counts == {"added": 0, "known": 2, "reread": 0, "refused": 0}
    assert (list(case.results()), case.counts()["documents"]) == before
    assert column(case, "obtainings", "document_key") == [1, 2]


def test_a_text_is_kept_once_and_each_place_it_came_from_is_noted(case: Casebook) -> None:
    add(case, 1)
    with Import(case, "tester", [], "first/1", "0.1.0") as run:
        copy = document(1, doc_id="other", outlet="Sada Today", url="https://sada.example/1")
        original = document(1)
        assert not run.knows(copy)  # it completes the url, which nobody knew
        assert run.add(copy, reading(copy)) is Outcome.REREAD
        assert run.knows(original)
    assert [d.doc_id for d in case.documents()] == ["doc-1"]
    assert column(case, "obtainings", "doc_id") == ["doc-1", "other"]
    kept = case.document("doc-1")
    assert kept is not None
    assert (kept.outlet, kept.url) == (document(1).outlet, "https://sada.example/1")


def test_a_date_that_was_inferred_gives_way_to_one_that_is_given(case: Casebook) -> None:
    guessed = document(1, published="2031-01-01", published_from="inferred")
    with Import(case, "tester", [], "first/1", "0.1.0") as run:
        run.add(guessed, reading(guessed))
        assert not run.knows(document(1))
        run.add(document(1), reading(document(1)))
    assert case.claims_of("doc-1")[0].date.start == document(1).published
    (first, _), (second, _) = versions(case, "doc-1#0")
    assert first.sha256 != second.sha256


def test_another_text_under_a_known_id_is_kept_beside_it(case: Casebook) -> None:
    changed = document(2, doc_id="doc-1")
    with Import(case, "tester") as run:
        run.add(document(1), reading(document(1)))
        assert run.add(changed, reading(changed)) is Outcome.ADDED
    ids = [d.doc_id for d in case.documents()]
    assert ids[0] == "doc-1"
    assert ids[1].startswith("doc-1~")
    assert case.claims_of(ids[1])[0].id == f"{ids[1]}#0"


def test_a_claim_that_does_not_fit_its_text_is_refused_whole(case: Casebook) -> None:
    good = reading(document(1))
    wrong = good.claims[0].model_copy(update={"trigger": good.claims[0].trigger.model_copy(update={"text": "x"})})
    with Import(case, "tester") as run, pytest.raises(rows.BrokenRecord, match="claim 0, trigger"):
        run.add(document(1), good.model_copy(update={"claims": [wrong]}))
    with Import(case, "tester") as run, pytest.raises(rows.BrokenRecord, match="NUL"):
        run.add(document(1, text="قصف\x00"), good.model_copy(update={"claims": []}))
    assert case.counts()["documents"] == 0


def test_an_import_tells_what_it_did(case: Casebook) -> None:
    add(case, 1)
    with Import(case, "tester", ["a", "b\x00"], "first/1", "0.1.0") as run:
        run.knows(document(1))
        run.add(document(2), reading(document(2)))
        run.refuse("bad.txt\udcff", "line 3", "no text")
    last, first = case.imports()
    assert (last.added, last.known, last.refused, last.who) == (1, 1, 1, "tester")
    assert first.finished and last.finished >= first.finished
    assert column(case, "refusals", "reason") == ["no text"]


def test_a_run_that_was_cut_off_is_known_by_its_missing_end(case: Casebook) -> None:
    with pytest.raises(KeyboardInterrupt), Import(case, "tester") as run:
        run.add(document(1), reading(document(1)))
        raise KeyboardInterrupt
    assert case.imports()[0].finished == ""
    assert case.counts()["documents"] == 1


def test_a_newer_extractor_adds_versions_and_withdraws_what_it_no_longer_finds(case: Casebook) -> None:
    add(case, 1)
    propose(case, "m", Proposal(members={"doc-1#0": "i-1", "doc-1#1": "i-2"}))
    assert add(case, 1, extractor="second/1", talks=False, sure=0.8).counts["reread"] == 1
    assert [claim.id for claim in case.claims_of("doc-1")] == ["doc-1#0"]
    assert case.claims_of("doc-1")[0].confidence == 0.8
    assert [claim.confidence for _, claim in versions(case, "doc-1#0")] == [0.5, 0.8]
    assert members(case, "i-1", "i-2") == {"i-1": ["doc-1#0"], "i-2": []}
    assert add(case, 1).counts["known"] == 1, "the earlier extractor's reading is there already"
    add(case, 1, extractor="third/1")
    assert [claim.id for claim in case.claims_of("doc-1")] == ["doc-1#0", "doc-1#1"], "found again: the same claim"


def test_a_newer_extractor_does_not_touch_what_a_person_decided(case: Casebook) -> None:
    add(case, 1, 2, 3)
    accept(case, "tester", "doc-1#1", "it says so")
    corrected = case.claims_of("doc-2")[0].model_copy(update={"status": Status.DENIED})
    edit(case, "tester", corrected, "read on")
    propose(case, "m", Proposal(members={"doc-3#1": "i-1", "doc-3#0": "i-1"}))
    move(case, "tester", "doc-3#1", None)
    add(case, 1, 2, 3, extractor="second/1", talks=False, sure=0.8)
    assert [claim.id for claim in case.claims_of("doc-1")] == ["doc-1#0", "doc-1#1"]
    kept = case.claims_of("doc-2")
    assert [(claim.id, claim.status, claim.confidence) for claim in kept] == [("doc-2#0", Status.DENIED, 0.5)]
    assert len(versions(case, "doc-2#0")) == 3
    assert [claim.id for claim in case.claims_of("doc-3")] == ["doc-3#0", "doc-3#1"]


def test_claims_keep_their_ids_by_the_words_that_tell_them() -> None:
    old = reading(document(7)).claims
    assert pair(old, list(reversed(old))) == {0: 1, 1: 0}
    shelling = old[0].model_copy(update={"type": ClaimType.SHELLING})
    assert pair(old, [shelling]) == {0: 0}, "a type seen otherwise is the same claim"
    assert pair(old, [old[1].model_copy(update={"type": ClaimType.CLASH})]) == {}, "another family is not"
    far = old[0].model_copy(update={"mentions": [], "trigger": old[1].trigger, "origin": []})
    assert pair(old, [far]) == {}


def test_rejected_claims_leave_results_and_incidents_and_come_back(case: Casebook) -> None:
    add(case, 1)
    propose(case, "m", Proposal(members={"doc-1#0": "i-1"}))
    decision = reject(case, "tester", "doc-1#0", "a film review")
    assert [claim.id for result in case.results() for claim in result.claims] == ["doc-1#1"]
    assert members(case, "i-1") == {"i-1": []}
    assert column(case, "incidents", "state") == ["empty"]
    undo(case, "tester", decision.key)
    assert [claim.id for result in case.results() for claim in result.claims] == ["doc-1#0", "doc-1#1"]
    assert members(case, "i-1") == {"i-1": ["doc-1#0"]}
    assert column(case, "incidents", "state") == ["open"]


def test_an_edit_can_be_undone_and_stays_among_the_versions(case: Casebook) -> None:
    add(case, 1)
    claim = case.claims_of("doc-1")[0]
    decision = edit(case, "tester", claim.model_copy(update={"type": ClaimType.SHELLING}))
    assert case.claims_of("doc-1")[0].type is ClaimType.SHELLING
    assert "shelling" in column(case, "claims", "type")
    undo(case, "tester", decision.key)
    assert case.claims_of("doc-1")[0] == claim
    assert column(case, "claims", "type") == ["air_strike", "talks"]
    assert len(versions(case, claim.id)) == 2
    with pytest.raises(rows.BrokenRecord):
        edit(case, "tester", claim.model_copy(update={"mentions": [(0, 10_000)]}))


def incidents(case: Casebook) -> None:
    add(case, *range(4))
    propose(
        case,
        "match/1",
        Proposal(
            members={f"doc-{n}#0": f"i-{n // 2}" for n in range(4)},
            figures={"i-0": {"killed": [2, 3]}, "i-1": {"killed": [4, 5]}},
            because=["doc-3"],
        ),
    )


def test_match_proposes_and_the_same_again_is_no_entry(case: Casebook) -> None:
    incidents(case)
    assert members(case, "i-0", "i-1") == {"i-0": ["doc-0#0", "doc-1#0"], "i-1": ["doc-2#0", "doc-3#0"]}
    with case.reading() as connection:
        assert unassigned(connection) == [f"doc-{n}#1" for n in range(4)]
        length = ledger.length(connection)
    again = Proposal(members={"doc-0#0": "i-0"}, figures={"i-0": {"killed": [2, 3]}})
    assert propose(case, "match/1", again) == []
    with case.reading() as connection:
        assert ledger.length(connection) == length


def test_merge_holds_against_later_runs_and_can_be_undone(case: Casebook) -> None:
    incidents(case)
    decision = merge(case, "tester", "i-0", "i-1", "one strike")
    everyone = [f"doc-{n}#0" for n in range(4)]
    assert members(case, "i-0", "i-1") == {"i-0": everyone, "i-1": []}
    held_back = propose(case, "match/2", Proposal(members={"doc-2#0": "i-9", "doc-0#1": "i-1"}))
    assert held_back == ["doc-2#0"]
    assert members(case, "i-0")["i-0"] == ["doc-0#0", "doc-0#1", "doc-1#0", "doc-2#0", "doc-3#0"], (
        "what is proposed for a merged incident goes where that went"
    )
    undo(case, "tester", decision.key)
    assert members(case, "i-0", "i-1") == {
        "i-0": ["doc-0#0", "doc-0#1", "doc-1#0"],
        "i-1": ["doc-2#0", "doc-3#0"],
    }
    with case.reading() as connection:
        assert connection.execute(select(t.members.c.claim_id).where(t.members.c.pinned)).all() == []
    with pytest.raises(CasebookError, match="undone already"):
        undo(case, "tester", decision.key)


def test_split_makes_an_incident_and_holds_both(case: Casebook) -> None:
    incidents(case)
    new = split(case, "tester", "i-0", ["doc-1#0"]).subject
    assert members(case, "i-0", new) == {"i-0": ["doc-0#0"], new: ["doc-1#0"]}
    kept = propose(case, "match/2", Proposal(members={"doc-0#0": new, "doc-1#0": "i-0"}))
    assert sorted(kept) == ["doc-0#0", "doc-1#0"]
    with pytest.raises(CasebookError, match="leaves some"):
        split(case, "tester", "i-1", ["doc-2#0", "doc-3#0"])
    with pytest.raises(CasebookError, match="not in i-1"):
        split(case, "tester", "i-1", ["doc-0#0"])


def test_a_locked_incident_neither_wins_nor_loses_by_machine(case: Casebook) -> None:
    incidents(case)
    lock(case, "tester", "i-0")
    later = Proposal(members={"doc-0#0": "i-1", "doc-2#0": "i-0"}, figures={"i-0": {"killed": [9, 9]}})
    assert propose(case, "match/2", later) == ["doc-0#0", "doc-2#0"]
    assert "9" not in str(column(case, "incidents", "figures"))
    lock(case, "tester", "i-0", False)
    assert propose(case, "match/2", later) == []
    assert members(case, "i-0") == {"i-0": ["doc-1#0", "doc-2#0"]}


def test_a_persons_grade_stays(case: Casebook) -> None:
    incidents(case)
    propose(case, "match/1", Proposal(grades={"i-0": "weak", "i-1": "weak"}))
    grade(case, "tester", "i-0", "confirmed")
    propose(case, "match/2", Proposal(grades={"i-0": "fair", "i-1": "fair"}))
    assert column(case, "incidents", "grade") == ["confirmed", "fair"]


def test_what_something_later_rests_on_cannot_be_undone_before_it(case: Casebook) -> None:
    incidents(case)
    first = move(case, "tester", "doc-0#0", "i-1")
    second = move(case, "tester", "doc-0#0", None)
    with pytest.raises(CasebookError, match="undo that first"):
        undo(case, "tester", first.key)
    undo(case, "tester", second.key)
    undo(case, "tester", first.key)
    assert members(case, "i-0")["i-0"] == ["doc-0#0", "doc-1#0"]
    for wrong in (lambda: move(case, "t", "no#0", None), lambda: lock(case, "t", "no"), lambda: undo(case, "t", 99)):
        with pytest.raises(CasebookError, match="there is no"):
            wrong()


def test_history_tells_how_the_figures_came_about(case: Casebook) -> None:
    incidents(case)
    propose(case, "match/1", Proposal(figures={"i-0": {"killed": [2, 7]}}, because=["doc-3"]))
    merge(case, "tester", "i-0", "i-1", "one strike")
    told = [(step.who, step.action, [c.what for c in step.changes]) for step in history(case, "i-0")]
    matches = [entry for entry in told if entry[1] == "match"]
    assert matches[0][2][:2] == [
        "doc-0#0 joined i-0 (Al Manara, 2031-03-01, air_strike)",
        "doc-1#0 joined i-0 (Sada Today, 2031-03-02, air_strike)",
    ]
    figures = [c for step in history(case, "i-0") for c in step.changes if c.what == "killed"]
    assert [(c.before, c.after) for c in figures] == [(None, [2, 3]), ([2, 3], [2, 7])]
    assert told[-1][:2] == ("tester", "merge")
    assert [step.note for step in history(case, "i-0")][-1] == "one strike"
    assert [step.action for step in history(case, "doc-2#0")] == ["add", "match", "merge"]
    assert list(history(case, "nothing")) == []


def test_what_was_written_is_only_ever_added_to(case: Casebook) -> None:
    add(case, 1)
    for table in ("ledger", "versions", "readings"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET at = ''"):
            with pytest.raises(DBAPIError, match="only ever added to"), case.writing() as connection:
                connection.exec_driver_sql(statement)


def test_a_casebook_is_made_once_and_opened_only_where_there_is_one(location: str) -> None:
    assert not is_casebook(location)
    with pytest.raises(CasebookError, match="no casebook"):
        open_casebook(location)
    create(location, "tester").close()
    assert is_casebook(location)
    with pytest.raises(CasebookError, match="is a casebook already"):
        create(location, "tester")
    open_casebook(location).close()


def test_other_files_and_addresses_are_refused_with_a_reason(tmp_path) -> None:
    (tmp_path / "text.txt").write_text("a text, which is no casebook")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE mine (x)")
    for name, reason in (
        ("text.txt", "is no casebook"),
        ("", "is a folder"),
        ("no/case", "there is no folder"),
    ):
        with pytest.raises(CasebookError, match=reason):
            create(tmp_path / name, "tester")
    with pytest.raises(CasebookError, match="tables of something else"):
        create(tmp_path / "other.db", "tester")
    with pytest.raises(CasebookError, match="mysql"):
        create("mysql://u:secret@host/db", "tester")
    with pytest.raises(CasebookError) as failed:
        open_casebook("postgresql://u:secret@127.0.0.1:1/db")
    assert "secret" not in str(failed.value)
    assert shown(locate("postgresql://u:secret@host/db")) == "postgresql://u:***@host/db"
