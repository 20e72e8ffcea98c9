"""That nothing is lost: tampering is found, backups restore, migrations run on filled casebooks of every version."""

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, insert, select

from casebook_samples import document, reading
from riwaya.casebook import index, ledger, schema
from riwaya.casebook import tables as t
from riwaya.casebook.backup import backup, restore
from riwaya.casebook.decisions import accept, edit, lock, merge
from riwaya.casebook.engine import CasebookError, connect, locate, making, set_wal
from riwaya.casebook.imports import Import
from riwaya.casebook.incidents import Proposal, propose
from riwaya.casebook.search import Filter, search
from riwaya.casebook.store import Casebook, bring_up_to_date, create, open_casebook
from riwaya.casebook.verify import verify
from riwaya.codebook import Status

KINDS = ["sqlite", "postgresql"]


def filled(location: str, incidents: bool = True) -> Casebook:
    case = create(location, "tester")
    with Import(case, "tester", ["here"], "first/1", "0.1.0") as run:
        for number in range(6):
            run.add(document(number), reading(document(number)))
        run.refuse("bad.txt", "", "empty")
    if incidents:
        members = {f"doc-{n}#0": f"i-{n // 2}" for n in range(6)}
        propose(case, "match/1", Proposal(members=members, figures={"i-0": {"killed": [2, 3]}}))
        accept(case, "tester", "doc-0#1")
        edit(case, "tester", case.claims_of("doc-1")[1].model_copy(update={"status": Status.DENIED}))
        merge(case, "tester", "i-0", "i-1")
        lock(case, "tester", "i-2")
    return case


def contents(case: Casebook) -> dict[str, list[Any]]:
    with case.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in t.metadata.sorted_tables
            if table.name not in ("info", "ledger_about")
        }


TAMPERING = {
    "a word in an entry": (
        "UPDATE ledger SET who = 'nobody' WHERE seq = 3",
        "ledger entry 3: was changed: its hash does not fit",
    ),
    "a value in an entry": (
        "UPDATE ledger SET after = replace(after, 'Al Manara', 'Another') WHERE seq = 2",
        "ledger entry 2: was changed",
    ),
    "an entry with a new hash": (
        "UPDATE ledger SET hash = 'abc', previous = '' WHERE seq = 4",
        "ledger entry 4: does not follow from entry 3",
    ),
    "an entry taken out": ("DELETE FROM ledger WHERE seq = 5", "ledger entry 6: follows entry 4"),
    "the first entry taken out": ("DELETE FROM ledger WHERE seq = 1", "ledger entry 2: follows entry 0"),
    "an algorithm that is none": (
        "UPDATE ledger SET algorithm = 'none' WHERE seq = 2",
        "ledger entry 2: names an unknown algorithm",
    ),
    "an entry that is no JSON": ("UPDATE ledger SET after = '{' WHERE seq = 2", "ledger entry 2: was changed"),
    "a text": (
        "UPDATE documents SET text = text || '.' WHERE doc_id = 'doc-2'",
        "document doc-2: its text was changed",
    ),
    "a date of publication": (
        "UPDATE documents SET published = '2030-01-01' WHERE doc_id = 'doc-2'",
        "document doc-2: its published is not what the ledger says",
    ),
    "a record": (
        "UPDATE versions SET record = replace(record, 'air_strike', 'shelling') WHERE claim_key = 3",
        "claim doc-1#0, version 1: was changed",
    ),
    "a version taken out": ("DELETE FROM versions WHERE claim_key = 3", "claim doc-1#0, version 1: is gone"),
    "a column of a claim": (
        "UPDATE claims SET status = 'denied' WHERE id = 'doc-3#0'",
        "claim doc-3#0: its status is not what its record says",
    ),
    "a review": (
        "UPDATE claims SET review = 'rejected' WHERE id = 'doc-3#0'",
        "claim doc-3#0: its review is not what the ledger says",
    ),
    "a claim's incident": (
        "UPDATE members SET incident_id = 'i-2' WHERE claim_id = 'doc-0#0'",
        "claim doc-0#0: is in i-2, the ledger puts it in i-0",
    ),
    "a pin": ("UPDATE members SET pinned = (1 = 0) WHERE claim_id = 'doc-0#0'", "claim doc-0#0: whether a person"),
    "figures": (
        "UPDATE incidents SET figures = '{}' WHERE id = 'i-0'",
        "incident i-0: its figures is not what the ledger says",
    ),
    "a lock": ("DELETE FROM locks", "incident i-2: whether it is locked"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_verify_names_what_was_tampered_with(kind: str, new_location: Callable[[str], str], tmp_path: Path) -> None:
    with filled(new_location(kind)) as case:
        assert list(verify(case)) == []
        backup(case, tmp_path / "whole.zip")
    wrong = {}
    for name, (statement, expected) in TAMPERING.items():
        location = new_location(kind)
        restore(tmp_path / "whole.zip", location, "tester")
        with open_casebook(location) as case:
            allow_changes(case)
            with case.writing() as connection:
                assert connection.exec_driver_sql(statement).rowcount, name
            found = [str(finding) for finding in verify(case)]
            if not found or not found[0].startswith(expected):
                wrong[name] = found[:2]
    assert wrong == {}


def allow_changes(case: Casebook) -> None:
    """What somebody does who owns the database and means to change it."""
    with case.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
            for table in ("ledger", "ledger_about", "versions", "readings", "obtainings"):
                connection.exec_driver_sql(f"DROP TRIGGER {table}_added_only ON {table}")
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            connection.exec_driver_sql("ALTER TABLE ledger_about DROP CONSTRAINT fk_ledger_about_seq")
        else:
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in [row[0] for row in names]:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            connection.exec_driver_sql("DELETE FROM ledger_about")


def test_a_cut_ledger_is_found_by_a_head_kept_elsewhere(location: str) -> None:
    with filled(location) as case:
        with case.reading() as connection:
            head = ledger.head(connection)
        assert list(verify(case, head)) == []
        first, *_ = verify(case, (3, "0" * 64))
        assert first.where == "ledger entry 3"
        allow_changes(case)
        with case.writing() as connection:
            connection.exec_driver_sql(f"DELETE FROM ledger WHERE seq = {head[0]}")
        first, *_ = verify(case, head)
        assert first.what == f"ends at entry {head[0] - 1}; entry {head[0]} was expected"


@pytest.mark.parametrize(("source", "target"), [(a, b) for a in KINDS for b in KINDS])
def test_a_backup_restores_into_either_database(
    source: str, target: str, new_location: Callable[[str], str], tmp_path: Path
) -> None:
    with filled(new_location(source)) as case:
        before = contents(case)
        made = backup(case, tmp_path / "b.zip")
        results = list(case.results())
    location = new_location(target)
    assert restore(tmp_path / "b.zip", location, "restorer") == made
    with open_casebook(location) as case:
        assert list(verify(case, made.head)) == []
        after = contents(case)
        assert after.pop("ledger")[:-1] == before.pop("ledger")
        assert after == before
        assert list(case.results()) == results
        assert len(search(case, Filter(words="قتل"))) == 6
        with Import(case, "tester") as run:
            run.add(document(9), reading(document(9)))
        assert list(verify(case)) == []


def test_a_damaged_backup_leaves_nothing_behind(location: str, tmp_path: Path) -> None:
    with filled(new := str(tmp_path / "whole.riwaya")) as case:
        backup(case, tmp_path / "b.zip")
    assert new
    for name, change in (
        ("cut", lambda data: data[: len(data) // 2]),
        ("other", lambda data: b"no backup"),
        ("table", lambda data: rewritten(tmp_path / "b.zip", "tables/documents.jsonl", b"doc-2", b"doc-7")),
        ("manifest", lambda data: rewritten(tmp_path / "b.zip", "manifest.json", b'"tables": "0', b'"tables": "9')),
        ("ledger", lambda data: rewritten(tmp_path / "b.zip", "manifest.json", b'"head": [', b'"head": [9')),
    ):
        path = tmp_path / f"{name}.zip"
        path.write_bytes(change((tmp_path / "b.zip").read_bytes()))
        with pytest.raises(CasebookError, match=f"{name}.zip"):
            restore(path, location, "tester")
        with pytest.raises(CasebookError, match="no casebook"):
            open_casebook(location)
    assert not list(tmp_path.glob("*.part*"))


def rewritten(path: Path, member: str, old: bytes, new: bytes) -> bytes:
    out = path.with_name("rewritten")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name == member else data)
    return out.read_bytes()


def test_backup_and_restore_never_overwrite(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("precious")
    with filled(str(tmp_path / "case"), incidents=False) as case:
        with pytest.raises(CasebookError, match="never overwrites"):
            backup(case, tmp_path / "b.zip")
        backup(case, tmp_path / "c.zip")
    with pytest.raises(CasebookError, match="is there already"):
        restore(tmp_path / "c.zip", str(tmp_path / "case"), "tester")
    assert (tmp_path / "b.zip").read_text() == "precious"


def as_of(location: str, version: str, source: Casebook) -> None:
    """A filled casebook whose tables are of an earlier version: what of the source's rows that version had."""
    engine = connect(locate(location))
    set_wal(engine)
    with making(engine) as connection, source.reading() as rows:
        schema.upgrade(connection, version)
        old = MetaData()
        old.reflect(connection, only=lambda name, _: name in t.metadata.tables and name != "passages")
        for table in old.sorted_tables:
            connection.execute(table.delete()) if table.name == "info" else None
            names = [c.name for c in table.columns]
            found = [
                dict(r._mapping) for r in rows.execute(select(*(t.metadata.tables[table.name].c[n] for n in names)))
            ]
            found = [row for row in found if table.name != "info" or row["name"] != "search" or version >= "0003"]
            if found:
                connection.execute(insert(table), found)
        if version >= "0003":
            index.fill(connection)  # it had the words that search looks in
    engine.dispose()


@pytest.mark.parametrize("version", schema.revisions()[:-1])
def test_every_earlier_version_is_brought_up_with_all_that_is_in_it(
    location: str, version: str, tmp_path: Path
) -> None:
    with filled(str(tmp_path / "source"), incidents=version >= "0002") as source:
        as_of(location, version, source)
        wanted = contents(source)
    with pytest.raises(CasebookError, match="older Riwaya"):
        open_casebook(location)
    assert bring_up_to_date(location, "tester") == version
    assert bring_up_to_date(location, "tester") == schema.NEWEST
    with open_casebook(location) as case:
        assert list(verify(case)) == []
        found = contents(case)
        assert found.pop("ledger")[:-1] == wanted.pop("ledger")
        assert found == wanted
        assert len(search(case, Filter(words="قتل"))) == 6


def test_a_backup_of_an_earlier_version_restores(location: str, tmp_path: Path) -> None:
    with filled(str(tmp_path / "source"), incidents=False) as case:
        backup(case, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as whole, zipfile.ZipFile(tmp_path / "old.zip", "w") as old:
        manifest = json.loads(whole.read("manifest.json"))
        manifest["tables"] = "0001"
        for name in ("incidents", "members", "decisions", "locks"):
            assert manifest["rows"].pop(name) == 0
            del manifest["hashes"][name]
        for name in manifest["hashes"]:
            data = whole.read(f"tables/{name}.jsonl")
            if name == "info":  # version 0003 added a row
                data = b"".join(line for line in data.splitlines(True) if b'"search"' not in line)
                manifest["rows"][name] = data.count(b"\n")
                manifest["hashes"][name] = sha256(data).hexdigest()
            old.writestr(f"tables/{name}.jsonl", data)
        old.writestr("manifest.json", json.dumps(manifest))
    restore(tmp_path / "old.zip", location, "tester")
    with open_casebook(location) as case:
        assert list(verify(case)) == []
        assert len(search(case, Filter(words="قتل"))) == 6


def test_migrations_make_the_tables_that_the_program_knows(location: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    assert schema.revisions()[-1] == schema.NEWEST
    with create(location, "tester") as case, case.reading() as connection:

        def ours(thing: Any, name: str | None, kind: str, reflected: bool, compared: Any) -> bool:
            return not (kind == "table" and (name or "").startswith(("claim_words", "passage_words")))

        options = {"include_object": ours, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), t.metadata) == []


def test_a_casebook_of_a_newer_version_is_left_alone(location: str) -> None:
    with create(location, "tester") as case, case.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CasebookError, match="newer Riwaya"):
        open_casebook(location)
    with pytest.raises(CasebookError, match="newer Riwaya"):
        bring_up_to_date(location, "tester")
