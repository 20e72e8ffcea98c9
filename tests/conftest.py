"""Fixtures that several test modules use."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold articles, corpora and scorers beside the checkout; without it, tests skip."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip(f"{path} is absent: the gold articles and corpora are not part of the project")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The folder of the socket of a PostgreSQL server; without one installed, tests skip with the reason."""
    from postgres import NoServer, server

    pytest.importorskip("psycopg")
    with ExitStack() as stack:
        try:
            socket = stack.enter_context(server())
        except NoServer as reason:
            pytest.skip(str(reason))
        yield socket


@pytest.fixture
def new_location(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """By kind ('sqlite', 'postgresql'), where a casebook can be made: a file's path or an empty database's URL."""

    def make(kind: str) -> str:
        name = f"case_{uuid4().hex[:12]}"
        if kind == "sqlite":
            return str(tmp_path / f"{name}.riwaya")
        import psycopg

        socket = request.getfixturevalue("postgres")
        with psycopg.connect(f"host={socket} user=riwaya dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql://riwaya@/{name}?host={socket}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, new_location: Callable[[str], str]) -> str:
    """Where a casebook can be made, in each of the two databases: tests that use it run on both."""
    return new_location(request.param)
