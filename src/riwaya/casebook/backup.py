"""Backups: one file that holds a casebook whole, whichever database it lives in, and restores into either.

The file is a ZIP of `manifest.json` and `tables/NAME.jsonl`, one row a line; the manifest names the version of the
tables, each table's hash and the head of the ledger. What search looks in is not in it: it is made anew.
"""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select

from riwaya.casebook import index, ledger
from riwaya.casebook import tables as t
from riwaya.casebook.engine import CasebookError, connect, is_sqlite, locate, making, set_wal, shown
from riwaya.casebook.schema import NEWEST, newer, revision, revisions, upgrade
from riwaya.casebook.store import Casebook
from riwaya.casebook.verify import check_chain

FORMAT = 1
_ALGORITHM = "sha256"
_MANY = 500
_REBUILT = {"alembic_version", "passages"}
_REBUILT_BEGIN = ("claim_words", "passage_words")


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: rows by table, and the head of the ledger to write down elsewhere."""

    rows: dict[str, int]
    head: tuple[int, str]
    made: str


def backup(case: Casebook, path: str | os.PathLike[str]) -> Backup:
    """Write one state of the casebook to a new file, while others may go on writing to the casebook.

    Raises CasebookError where the file is there already or cannot be written. The file appears whole or not at all.
    """
    target = Path(path)
    if target.exists():
        raise CasebookError(f"{target}: is there already; a backup never overwrites")
    part = target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
    try:
        with part.open("xb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                made = _write(case, archive)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, target)  # unlike a rename, it never overwrites what came in between
    except FileExistsError as error:
        raise CasebookError(f"{target}: is there already; a backup never overwrites") from error
    except OSError as error:
        raise CasebookError(f"{target}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return made


def _write(case: Casebook, archive: zipfile.ZipFile) -> Backup:
    counts: dict[str, int] = {}
    hashes: dict[str, str] = {}
    with case.reading() as connection:
        for table in t.metadata.sorted_tables:
            if table.name in _REBUILT:
                continue
            digest, counts[table.name] = hashlib.new(_ALGORITHM), 0
            with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as out:
                query = select(table).order_by(*table.primary_key.columns)
                for row in connection.execute(query.execution_options(yield_per=200)):
                    line = (ledger.canonical(dict(row._mapping)) + "\n").encode("utf-8")
                    out.write(line)
                    digest.update(line)
                    counts[table.name] += 1
            hashes[table.name] = digest.hexdigest()
        head = ledger.head(connection)
    made = ledger.now()
    manifest = {
        "format": FORMAT,
        "tables": NEWEST,
        "made": made,
        "algorithm": _ALGORITHM,
        "hashes": hashes,
        "rows": counts,
        "head": list(head),
    }
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return Backup(counts, head, made)


def restore(path: str | os.PathLike[str], case: str | os.PathLike[str], who: str) -> Backup:
    """Make a casebook out of a backup, in a place where there is none; a backup of an older version is brought up.

    That it was restored, by whom and from which head, becomes an entry of the ledger. Raises CasebookError where
    the backup is damaged, or there is a casebook already; then nothing is left behind.
    """
    url = locate(case)
    if is_sqlite(url) and Path(url.database or "").exists():
        raise CasebookError(f"{shown(url)}: is there already; restore to another name")
    # A file is built under another name: cut off halfway, it must not look like a casebook.
    part = f"{url.database}.{uuid4().hex[:8]}.part" if is_sqlite(url) else ""
    engine = connect(url.set(database=part) if part else url)
    try:
        try:
            with zipfile.ZipFile(Path(path)) as archive:
                manifest = _manifest(archive, Path(path))
                set_wal(engine)
                with making(engine) as connection:
                    if revision(connection) or inspect(connection).get_table_names():
                        raise CasebookError(f"{shown(url)}: the database is not empty; restore to an empty one")
                    _read(connection, archive, manifest, who)
        except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
            raise CasebookError(f"{path}: is no whole backup ({error})") from error
        except OSError as error:
            raise CasebookError(f"{path}: {error.strerror}") from error
        if part:
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            engine.dispose()
            os.link(part, url.database or "")
    except FileExistsError as error:
        raise CasebookError(f"{shown(url)}: is there already; restore to another name") from error
    finally:
        engine.dispose()
        if part:
            for ending in ("", "-wal", "-shm"):
                Path(part + ending).unlink(missing_ok=True)
    return Backup(manifest["rows"], (manifest["head"][0], manifest["head"][1]), manifest["made"])


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    if manifest["format"] != FORMAT:
        raise CasebookError(f"{path}: backups of format {manifest['format']} are not known")
    if manifest["tables"] not in revisions():
        raise CasebookError(f"{path}: {newer(manifest['tables'])}")
    return manifest


def _read(connection: Connection, archive: zipfile.ZipFile, manifest: dict[str, Any], who: str) -> None:
    upgrade(connection, manifest["tables"])
    old = MetaData()
    old.reflect(connection, only=lambda name, _: not name.startswith(_REBUILT_BEGIN))
    for table in old.sorted_tables:
        if table.name in _REBUILT:
            continue
        if table.name not in manifest["hashes"]:
            raise ValueError(f"table {table.name} is missing")
        connection.execute(table.delete()) if table.name == "info" else None
        _fill(connection, table, archive, manifest)
    if manifest["tables"] != NEWEST:
        upgrade(connection)
    # Version 3 brought the search; what it looks in is no part of a backup.
    index.fill(connection)
    connection.execute(t.info.update().where(t.info.c.name == "search").values(value="ready"))
    for finding in check_chain(connection, expected=(manifest["head"][0], manifest["head"][1])):
        raise ValueError(str(finding))
    after = {"head": manifest["head"], "made": manifest["made"], "tables": NEWEST}
    ledger.append(connection, who, "restore", ["casebook"], {"tables": manifest["tables"]}, after)


def _fill(connection: Connection, table: Table, archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    digest = hashlib.new(manifest["algorithm"])
    with archive.open(f"tables/{table.name}.jsonl") as lines:
        for part in _parts(lines, digest):
            connection.execute(insert(table), part)
    if digest.hexdigest() != manifest["hashes"][table.name]:
        raise ValueError(f"table {table.name} was changed")
    count = connection.execute(select(func.count()).select_from(table)).scalar_one()
    if count != manifest["rows"][table.name]:
        raise ValueError(f"table {table.name} has {count} rows, not {manifest['rows'][table.name]}")


def _parts(lines: Any, digest: Any) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    for line in io.BufferedReader(lines):
        digest.update(line)
        part.append(json.loads(line))
        if len(part) == _MANY:
            yield part
            part = []
    if part:
        yield part
