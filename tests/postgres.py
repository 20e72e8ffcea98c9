"""A PostgreSQL server of our own for the tests: Debian's binaries on a temporary folder, reached by a socket only."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path


class NoServer(Exception):
    """Why no server could be started."""


def binaries() -> Path:
    """The folder of initdb and pg_ctl; the newest version that is installed."""
    found = sorted(glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda p: int(p.split("/")[4].split(".")[0]))
    if found:
        return Path(found[-1]).parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise NoServer("PostgreSQL is not installed (Debian: apt-get install postgresql)")


def _as_user() -> tuple[list[str], int | None]:
    """How to run a command as somebody who is not root, which PostgreSQL insists on."""
    if os.getuid() != 0:
        return [], None
    for name in ("postgres", "nobody"):
        try:
            return ["runuser", "-u", name, "--"], pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise NoServer("run by root, and there is no other account to run PostgreSQL as")


@contextmanager
def server() -> Iterator[str]:
    """The folder of the socket of a server that runs as long as the block; its user is 'riwaya'."""
    bin = binaries()
    prefix, uid = _as_user()
    folder = Path(tempfile.mkdtemp(prefix="riwaya-pg-", dir="/tmp"))  # short: a socket's path may have 107 letters
    try:
        if uid is not None:
            os.chown(folder, uid, -1)
        folder.chmod(0o755)
        data = folder / "data"

        def run(*command: str) -> None:
            result = subprocess.run(
                [*prefix, *command], capture_output=True, text=True, cwd="/", env={**os.environ, "LC_ALL": "C"}
            )
            if result.returncode:
                raise NoServer(f"{command[0]} failed: {result.stderr.strip()[-300:]}")

        run(f"{bin}/initdb", "-D", f"{data}", "-U", "riwaya", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        run(f"{bin}/pg_ctl", "-D", f"{data}", "-l", f"{folder}/log", "-o", options, "-w", "start")
        try:
            yield str(folder)
        finally:
            run(f"{bin}/pg_ctl", "-D", f"{data}", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
