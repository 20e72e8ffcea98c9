"""That a casebook survives: processes killed at any moment, two that add at once, a run that is taken up again."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from riwaya.casebook import ledger
from riwaya.casebook import tables as t
from riwaya.casebook.store import Casebook, create, open_casebook
from riwaya.casebook.verify import verify

HERE = Path(__file__).parent
PER_CASE = 20  # kills on one casebook, before a new one keeps checking quick
KILLED_WITHIN = 200  # lines of a worker: some 25 reports added, matched and decided


def worker(location: str, first: int, last: int | str) -> "subprocess.Popen[str]":
    command = [sys.executable, str(HERE / "casebook_worker.py"), location, str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill_at_random(location: str, first: int, chance: random.Random) -> list[str]:
    """Run a worker, kill it at some point of its work, and give what it had said.

    The point is one of progress, so that it means the same on a busy machine: after so many lines, and as much of the
    time that a line took on average.
    """
    process = worker(location, first, "on")
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n", process.communicate(timeout=60)[1]
        started, lines = time.monotonic(), chance.randrange(KILLED_WITHIN)
        said = [process.stdout.readline() for _ in range(lines)]
        time.sleep(chance.random() * (time.monotonic() - started) / max(1, lines))
    finally:
        process.kill()
    rest, error = process.communicate(timeout=60)
    assert "Traceback" not in error, error
    # A last line without its end was cut off by the kill: it promises nothing.
    return [line.strip() for line in "".join([*said, rest]).splitlines(keepends=True) if line.endswith("\n")]


def check(case: Casebook, said: set[str]) -> int:
    """That all that was said to be done is there once, and all fits; how many reports are there."""
    assert [str(finding) for finding in verify(case)] == []
    with case.reading() as connection:
        ids = Counter(connection.execute(select(t.documents.c.doc_id)).scalars())
        notes = Counter(connection.execute(select(t.decisions.c.note)).scalars())
        members = set(connection.execute(select(t.members.c.claim_id)).scalars())
        added = Counter(e.about[0] for e in ledger.entries(connection) if e.action == "add")
        obtained = connection.execute(select(func.count()).select_from(t.obtainings)).scalar_one()
    for line in said:
        what, _, which = line.partition(" ")
        if what == "added":
            assert f"doc-{which}" in ids, f"lost: {line}"
        elif what == "matched":
            assert {f"doc-{which}#0", f"doc-{which}#1"} <= members, f"lost: {line}"
        elif what == "decided":
            assert which in notes, f"lost: {line}"
    assert set(ids.values()) | set(notes.values()) | set(added.values()) <= {1}, "doubled"
    assert {f"document:{doc_id}" for doc_id in ids} == set(added)
    assert obtained == len(ids)
    return len(ids)


def survive(location: str, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    with create(location, "tester") as case:
        said: set[str] = set()
        there = 0
        for _ in range(kills):
            said |= set(kill_at_random(location, max(0, there - 3), chance))
            there = check(case, said)
        assert there > 0, "every worker was killed before it had done anything"


def test_nothing_is_lost_or_doubled_by_kill(location: str) -> None:
    survive(location, 3, 1)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(200 // PER_CASE))
def test_nothing_is_lost_or_doubled_by_200_kills(location: str, part: int) -> None:
    survive(location, PER_CASE, 100 + part)


def test_processes_that_add_at_once_lose_nothing(location: str) -> None:
    with create(location, "tester") as case:
        # Some reports are given to both.
        processes = [worker(location, 0, 25), worker(location, 15, 40)]
        for process in processes:
            _, error = process.communicate(timeout=300)
            assert process.returncode == 0, error
        said = {f"added {n}" for n in range(40)} | {f"matched {n}" for n in range(40)}
        with case.reading() as connection:
            assert sorted(connection.execute(select(t.documents.c.doc_id)).scalars()) == sorted(
                f"doc-{n}" for n in range(40)
            )
            assert connection.execute(select(func.count()).select_from(t.claims)).scalar_one() == 80
        assert [str(finding) for finding in verify(case)] == []
        with case.reading() as connection:
            members = set(connection.execute(select(t.members.c.claim_id)).scalars())
        assert len(members) == 80, said


def riwaya(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", "from riwaya.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, **options)  # type: ignore[call-overload]


def test_add_is_taken_up_after_a_kill(location: str, tmp_path: Path) -> None:
    from casebook_samples import document

    reports = tmp_path / "reports.jsonl"
    lines = [{"doc_id": f"r{n}", "text": document(n).text, "published": document(n).published} for n in range(40)]
    reports.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "RIWAYA_CASE": location}
    arguments = [str(reports), str(tmp_path / "absent.txt"), "--extractor", "lexicon", "--jobs", "1"]
    assert riwaya("init", location, env=environment).returncode == 0
    command = [sys.executable, "-c", "from riwaya.cli import main; main()", "add", *arguments]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with open_casebook(location) as case:
        end = time.monotonic() + 200
        while case.counts()["documents"] < 3 and process.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        process.kill()
        process.communicate()
        there = case.counts()["documents"]
        assert there >= 3
        done = riwaya("add", *arguments, env=environment)
        assert done.returncode == 3, done.stderr
        assert done.stdout == f"added {40 - there}, known {there}, read anew 0, refused 1\n"
        assert "absent.txt: no such file" in done.stderr
    assert riwaya("verify", location, env=environment).stdout.startswith("All fits: 40 documents")
    out = tmp_path / "out.jsonl"
    assert riwaya("export", "--format", "jsonl", "-o", str(out), env=environment).returncode == 0
    assert [json.loads(line)["doc_id"] for line in out.read_text().splitlines()] == [f"r{n}" for n in range(40)]


def test_two_commands_that_add_at_once_lose_nothing_and_make_the_same_incidents(
    location: str, new_location: Callable[[str], str], tmp_path: Path
) -> None:
    from casebook_samples import document

    lines = [{"doc_id": f"r{n}", "text": document(n).text, "published": document(n).published} for n in range(24)]
    for name, first, last in (("one", 0, 16), ("two", 8, 24), ("all", 0, 24)):
        rows = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines[first:last])
        (tmp_path / f"{name}.jsonl").write_text(rows, encoding="utf-8")
    alone = new_location("sqlite")
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    for case in (location, alone):
        assert riwaya("init", case, env=environment).returncode == 0
    command = [
        sys.executable,
        "-c",
        "from riwaya.cli import main; main()",
        "add",
        "--extractor",
        "lexicon",
        "--jobs",
        "1",
    ]
    both = [
        subprocess.Popen([*command, str(tmp_path / f"{name}.jsonl"), "--case", location], env=environment)
        for name in ("one", "two")
    ]
    assert [process.wait(timeout=300) for process in both] == [0, 0]
    assert subprocess.run([*command, str(tmp_path / "all.jsonl"), "--case", alone], env=environment).returncode == 0
    assert incidents_of(location) == incidents_of(alone)


def incidents_of(location: str) -> set[frozenset[str]]:
    """The claims of a casebook by incident; that each is in one, and all fits."""
    groups: dict[str, set[str]] = {}
    with open_casebook(location) as case:
        assert [str(finding) for finding in verify(case)] == []
        for result in case.results():
            for claim in result.claims:
                assert claim.incident
                groups.setdefault(claim.incident, set()).add(claim.id)
    return {frozenset(group) for group in groups.values()}
