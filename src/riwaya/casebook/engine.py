"""How a casebook is reached: a file path or a database URL in, an engine out, and transactions for writers.

SQLite and PostgreSQL are driven by the same code. Writers wait for one another (BEGIN IMMEDIATE, a lock on the
ledger), because each entry of the ledger holds the hash of the one before it; readers never wait.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

BUSY_SECONDS = 60  # how long a SQLite writer waits for the others
_MAGIC = b"SQLite format 3\x00"
_MODE = "riwaya_mode"


class CasebookError(Exception):
    """What keeps a casebook from being used, in words for the person who asked for it."""


def locate(case: str | os.PathLike[str]) -> URL:
    """The URL of a casebook named by a file path or a database URL. Raises CasebookError for any other thing."""
    name = os.fspath(case)
    if "://" not in name:
        if not name:
            raise CasebookError("a casebook is a file path or a database URL; this is empty")
        return URL.create("sqlite", database=name)
    try:
        url = make_url(name)
    except ArgumentError as error:
        raise CasebookError(f"not a database URL: {name.split('://')[0]}://...") from error
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        return url.set(drivername="sqlite")
    raise CasebookError(f"{backend}: a casebook lives in SQLite or PostgreSQL")


def shown(url: URL) -> str:
    """The casebook's name for messages: a file's path, or the URL without its password."""
    if is_sqlite(url):
        return url.database or ""
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def exists(url: URL) -> bool:
    """Whether there is a file of that name; a database is asked by looking into it."""
    return not is_sqlite(url) or Path(url.database or "").exists()


def connect(url: URL) -> Engine:
    """An engine for the URL; for SQLite the file is made where there is none. Raises CasebookError.

    A file that cannot be written, or whose folder cannot, is opened for reading only.
    """
    if is_sqlite(url):
        path = Path(url.database or "")
        _check_file(path)
        here = url if not path.exists() or writable(path) else _for_reading(path)
        engine = create_engine(here, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
    else:
        try:
            engine = create_engine(url, pool_pre_ping=True)
        except (ImportError, NoSuchModuleError) as error:
            raise CasebookError("PostgreSQL needs its driver: pip install -e '.[postgres]'") from error
    try:
        with engine.connect():
            pass
    except (OperationalError, DBAPIError) as error:
        engine.dispose()
        reason = str(error.orig).strip().splitlines()[0]
        raise CasebookError(f"{shown(url)}: {reason}") from error
    return engine


def writable(path: Path) -> bool:
    """Whether a SQLite file can be written: itself, and its folder, for the journal beside it."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def _for_reading(path: Path) -> URL:
    """The URL that opens a file without a trace beside it.

    `immutable` lets SQLite read a file in WAL mode where it can make no index of the journal; what stands in a
    journal that another process has left or writes, it would pass over: then there is an index to read by.
    """
    journal = path.with_name(f"{path.name}-wal")
    left = journal.exists() and journal.stat().st_size > 0
    query = {"mode": "ro", "uri": "true"} | ({} if left else {"immutable": "1"})
    return URL.create("sqlite", database=f"file:{quote(str(path.resolve()))}", query=query)


def _require_writable(engine: Engine) -> None:
    if engine.dialect.name == "sqlite" and engine.url.query.get("mode") == "ro":
        raise CasebookError("the casebook is read-only: its file or the folder that it lies in cannot be written")


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise CasebookError(f"{path}: is a folder; a casebook is one file")
        if path.exists():
            with path.open("rb") as file:
                head = file.read(len(_MAGIC))
            if head and head != _MAGIC:
                raise CasebookError(f"{path}: is no casebook")
        elif not path.resolve().parent.is_dir():
            raise CasebookError(f"{path}: there is no folder {path.resolve().parent}")
    except OSError as error:
        raise CasebookError(f"{path}: {error.strerror}") from error


def _sqlite_connect(connection: sqlite3.Connection, _: Any) -> None:
    # The driver must not begin transactions by itself: it would begin them as readers, and a reader that
    # turns writer fails at once where another has written, however long it was told to wait.
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL: what was said to be added is on the disk, even if the power goes.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    writer = connection.get_execution_options().get(_MODE) == "write"
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


def set_wal(engine: Engine) -> None:
    """Let readers and a writer of a SQLite file work at once; the file remembers it."""
    _require_writable(engine)
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or nothing. Other writers wait until it ends."""
    _require_writable(engine)
    with engine.connect().execution_options(**{_MODE: "write"}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE ledger IN SHARE ROW EXCLUSIVE MODE")
        yield connection


@contextmanager
def making(engine: Engine) -> Iterator[Connection]:
    """A transaction that makes or changes tables; as `writing`, but the ledger need not be there yet."""
    _require_writable(engine)
    with engine.connect().execution_options(**{_MODE: "write"}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(82731465)")  # two `init` at once
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the casebook from its beginning to its end, whoever writes."""
    connection = engine.connect()
    if engine.dialect.name == "postgresql":
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    with connection, connection.begin():
        yield connection
