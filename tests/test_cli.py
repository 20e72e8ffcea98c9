"""The command line as a user runs it: real processes, odd inputs, exit codes."""

import gzip
import json
import os
import re
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer

from riwaya import __version__
from riwaya.cli import COMMANDS, load
from riwaya.export import jsonl
from riwaya.records import json_schema

PATIENCE = 300  # seconds: only a run that hangs takes longer, even on a machine with much else to do
REPORT = (
    "مقتل ثلاثة مدنيين في قصف على إدلب\n"
    "قتل ثلاثة مدنيين وأصيب سبعة آخرون أمس في قصف مدفعي استهدف مدينة إدلب، بحسب الدفاع المدني.\n"
    "وأضاف الدفاع المدني أن غارة جوية أصابت مستودعا قرب المدينة.\n"
)
HOSTILE = (
    "قصف [bold red]على[/] \x1b[2J\x1b]0;owned\x07 مدينة إدلب \u202eevil\u202c\r\n"
    "قتل ثلاثة مدنيين في قصف [link=http://x] مدفعي\x9b31m استهدف مدينة إدلب.\n"
)


def riwaya(*args: str | Path, stdin: str | bytes = b"", **env: str) -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "riwaya", *map(str, args)],
        input=data,
        capture_output=True,
        timeout=PATIENCE,
        env=os.environ | {"OMP_NUM_THREADS": "1"} | env,
    )
    return subprocess.CompletedProcess(args, done.returncode, done.stdout.decode(), done.stderr.decode())


def saved(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def records(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return saved(tmp_path / "report.txt", REPORT)


# --- start, help, small commands ---


def test_help_imports_nothing_heavy_and_starts_fast() -> None:
    code = (
        "import sys\nfrom riwaya.cli import main\n"
        "try: main()\nfinally: print('|', *sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "--help"]
    heavy = {"pydantic", "numpy", "scipy", "onnxruntime", "rich", "trafilatura", "torch", "riwaya.records"}
    times = []
    for _ in range(3):
        before = os.times()
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        after = os.times()
        # Not by the clock on the wall: a busy machine would fail what starts fast.
        times.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert not heavy & set(done.stderr.split("|")[1].split())
    assert min(times) < 0.3, times


def test_help_names_every_command_as_it_names_itself() -> None:
    shown = riwaya("--help").stdout
    for name, (module, help_line) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(help_line)}$", shown, re.M), name
        command = load(module)
        assert (command.help or "").split("\n")[0] == help_line, name


def test_every_module_of_a_command_is_in_the_list() -> None:
    folder = Path(__import__("riwaya.cli").cli.__file__).parent
    with_app = {p.stem for p in folder.glob("*.py") if re.search(r"^app = ", p.read_text(), re.M)}
    assert with_app - {"__init__"} == {module for module, _ in COMMANDS.values()}


def test_every_option_is_in_the_docs() -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "cli.md").read_text(encoding="utf-8")
    for name in ("extract", "evaluate", "places", "train", "schema", "version"):
        section = page.split(f"## riwaya {name}\n")[1].split("\n## ")[0]
        command = load(COMMANDS[name][0])
        parts = getattr(command, "commands", {}).values() or [command]
        for parameter in (parameter for part in parts for parameter in part.params):
            for option in parameter.opts if parameter.param_type_name == "option" else []:
                assert f"`{option}" in section, f"{name} {option}"


def test_version_and_schema() -> None:
    assert riwaya("version").stdout == __version__ + "\n"
    assert json.loads(riwaya("schema").stdout) == json_schema()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nothing"], "No such command 'nothing'"),
        (["extract"], "Missing argument 'FILES'"),
        (["extract", "x.txt", "--extractor", "oracle"], "oracle"),
        (["extract", "x.txt", "--published", "yesterday"], "a date is written YYYY-MM-DD"),
        (["extract", "x.txt", "--min-confidence", "2"], "--min-confidence"),
        (["extract", "x.txt", "--format", "pdf"], "'pdf' is not one of"),
        (["extract", "x.txt", "-o", "x.pdf"], ".pdf tells no format"),
        (["extract", "x.txt", "-o", "/proc/none/x.jsonl"], "/proc/none/x.jsonl"),
        (["evaluate", "none.jsonl", "none.jsonl"], "none.jsonl: No such file"),
    ],
)
def test_wrong_usage_is_said_without_a_traceback(args: list[str], said: str) -> None:
    done = riwaya(*args)
    assert done.returncode == 2 and done.stdout == ""
    assert said in done.stderr and "Traceback" not in done.stderr


# --- extract ---


def test_lines_are_whole_and_their_spans_exact(report: Path) -> None:
    done = riwaya("extract", report, "--format", "jsonl", "--published", "2019-05-08")
    assert (done.returncode, done.stderr) == (0, "")
    (result,) = jsonl.read(done.stdout.splitlines())
    assert (result.published, result.published_from, result.encoding) == ("2019-05-08", "option", "utf-8")
    assert result.path == str(report) and result.riwaya == __version__
    assert any(c.type == "shelling" for c in result.claims)
    for claim in result.claims:
        who = [claim.trigger, *claim.initiators, *claim.targets]
        for part in [*who, *claim.origin, *claim.places, *claim.tolls]:
            assert part.span is None or REPORT[part.span.start : part.span.end] == part.text
    jsonl.write([result], written := StringIO())
    assert written.getvalue() == done.stdout


def test_the_table_tells_type_toll_source_and_date(report: Path) -> None:
    shown = riwaya("extract", report, "--published", "2019-05-08").stdout
    assert shown.splitlines()[0] == "مقتل ثلاثة مدنيين في قصف على إدلب"
    assert "2019-05-08 (as given by --published)" in shown
    assert "3 killed (civilians)" in shown and "Shelling · occurred" in shown
    assert not re.search("[\u2066-\u2069\x1b]", shown), "marks and colours are for terminals"
    assert not re.search(r" $", shown, re.M)


def test_what_is_refused_is_said_and_the_rest_goes_on(tmp_path: Path, report: Path) -> None:
    bad = [
        saved(tmp_path / "empty.txt", ""),
        saved(tmp_path / "binary.txt", b"\x7fELF\x00\x01" * 99),
        saved(tmp_path / "latin.txt", "Shells fell on the town."),
        saved(tmp_path / "cut.jsonl.gz", gzip.compress(json.dumps({"text": REPORT}).encode() * 50)[:-30]),
        saved(tmp_path / "bad.jsonl", json.dumps({"text": REPORT}) + "\n{\n"),
        tmp_path / "missing.txt",
    ]
    done = riwaya("extract", *bad, report, "--format", "jsonl")
    assert done.returncode == 3
    assert [Path(r["path"]).name for r in records(done.stdout)] == ["bad.jsonl", "report.txt"]
    lines = done.stderr.splitlines()
    assert len(lines) == len(bad)
    for path, line in zip(bad, lines, strict=True):
        assert line.startswith(f"riwaya: {path}"), line
    assert f"{tmp_path / 'bad.jsonl'}, line 2: malformed JSON" in lines[4]


def test_fifty_megabytes_are_refused_at_once(tmp_path: Path, report: Path) -> None:
    huge = saved(tmp_path / "huge.txt", (REPORT * 1000).encode() * 240)
    assert huge.stat().st_size > 50_000_000
    done = riwaya("extract", huge, report, "-f", "jsonl")
    assert done.returncode == 3 and len(records(done.stdout)) == 1
    expected = f"riwaya: {huge}: larger than 10 MB; split it, or allow more with --max-mb\n"
    assert done.stderr == expected
    assert riwaya("extract", report, "-f", "jsonl", "--max-mb", "0.001").returncode == 0


def test_utf16_without_a_mark_and_standard_input() -> None:
    done = riwaya("extract", "-", "-f", "jsonl", stdin=REPORT.encode("utf-16-le"))
    (result,) = records(done.stdout)
    assert (result["path"], result["encoding"]) == ("standard input", "utf-16-le (detected)")
    assert riwaya("extract", "-", stdin=b"").stderr == "riwaya: standard input: empty\n"


def test_output_goes_to_the_file_in_the_format_of_its_ending(tmp_path: Path, report: Path) -> None:
    target = tmp_path / "new" / "out.jsonl"
    done = riwaya("extract", report, "-o", target)
    assert (done.returncode, done.stdout) == (0, "")
    assert len(records(target.read_text(encoding="utf-8"))) == 1


def test_what_an_output_would_destroy_is_refused(tmp_path: Path, report: Path) -> None:
    casebook = saved(tmp_path / "c.riwaya", b"SQLite format 3\x00" + b"\x10" * 84)
    claims = saved(tmp_path / "claims.jsonl", json.dumps({"text": REPORT}) + "\n")
    (tmp_path / "link.jsonl").symlink_to(claims)
    before = {path: path.read_bytes() for path in (casebook, claims, report)}
    for inputs, output, said in (
        ([report], casebook, "is a casebook"),
        ([tmp_path / "absent.txt"], casebook, "is a casebook"),
        ([report], report, "is one of the inputs"),
        ([claims], tmp_path / "link.jsonl", "is one of the inputs"),
        ([tmp_path], claims, "is one of the inputs"),
    ):
        done = riwaya("extract", *inputs, "-f", "jsonl", "-o", output)
        assert done.returncode == 2
        assert said in " ".join(done.stderr.split())
    done = riwaya("evaluate", claims, claims, "--json", claims)
    assert (done.returncode, "is one of the inputs" in done.stderr) == (2, True)
    assert {path: path.read_bytes() for path in before} == before


def test_an_earlier_output_stays_until_there_is_a_new_one(tmp_path: Path, report: Path) -> None:
    good = saved(tmp_path / "good.jsonl", "earlier\n")
    done = riwaya("extract", tmp_path / "typo.txt", "-o", good)
    assert done.returncode == 3
    assert "no report was read" in done.stderr
    assert good.read_text() == "earlier\n"
    (tmp_path / "link.jsonl").symlink_to(good)
    assert riwaya("extract", report, tmp_path / "typo.txt", "-o", tmp_path / "link.jsonl").returncode == 3
    assert len(records(good.read_text())) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good.jsonl", "link.jsonl", "report.txt"]


def test_a_page_is_one_file(tmp_path: Path, report: Path) -> None:
    page = tmp_path / "out.html"
    assert riwaya("extract", report, "-o", page).returncode == 0
    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_arabic_comes_out_under_any_locale(report: Path, locale: str) -> None:
    done = riwaya("extract", report, LC_ALL=locale, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert done.returncode == 0 and "إدلب" in done.stdout


def test_hostile_texts_and_names_stay_text(tmp_path: Path) -> None:
    path = saved(tmp_path / "a\x1b[31m\n[red].txt", HOSTILE)
    other = saved(tmp_path / "\x1b]0;x\x07.txt", "")
    for options in ([], ["--plain"]):
        done = riwaya("extract", path, other, *options)
        assert done.returncode == 3
        for stream in (done.stdout, done.stderr):
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", stream)
        assert "[bold red]على[/] \\x1b[2J" in done.stdout and "a\\x1b[31m [red].txt" in done.stdout
        assert done.stderr.count("\n") == 1
    (result,) = records(riwaya("extract", path, "-f", "jsonl").stdout)
    assert all(
        HOSTILE[slice(*claim["trigger"]["span"])] == claim["trigger"]["text"] for claim in result["claims"]
    )


@pytest.fixture
def many(tmp_path: Path) -> Path:
    rows = [
        {"doc_id": f"d{i}", "text": REPORT * (1 + i % 5), "published": "2019-05-08"} if i % 20 != 7 else {}
        for i in range(120)
    ]
    return saved(tmp_path / "many.jsonl", "".join(json.dumps(row) + "\n" for row in rows))


def test_several_processes_give_the_same_bytes_in_the_same_order(many: Path) -> None:
    one = riwaya("extract", many, "-f", "jsonl", "--jobs", "1", PYTHONHASHSEED="1")
    two = riwaya("extract", many, "-f", "jsonl", "--jobs", "2", PYTHONHASHSEED="2")
    assert one.returncode == two.returncode == 3
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)
    assert [r["doc_id"] for r in records(one.stdout)] == [f"d{i}" for i in range(120) if i % 20 != 7]
    assert [re.findall(r"line (\d+)", line)[0] for line in one.stderr.splitlines()] == [
        str(i + 1) for i in range(120) if i % 20 == 7
    ]


def test_the_order_of_hashes_decides_nothing(tmp_path: Path) -> None:
    """Three kinds of attack are told as often as each other, and the dead of the title name none of them."""
    report = saved(
        tmp_path / "tie.txt",
        "سقوط عشرين قتيلا في المدينة\n\nوقال سكان إن المدفعية قصفت السوق.\n\n"
        "وأضافوا أن غارة جوية أصابت المدرسة.\n\nوقال آخرون إن سيارة مفخخة انفجرت قرب الجسر.\n",
    )
    outputs = {riwaya("extract", report, "-f", "jsonl", PYTHONHASHSEED=str(s)).stdout for s in range(5)}
    assert len(outputs) == 1


def test_confidence_cuts_claims(report: Path) -> None:
    def kept(least: str) -> list[float]:
        done = riwaya("extract", report, "-f", "jsonl", "--min-confidence", least)
        return [c["confidence"] for c in records(done.stdout)[0]["claims"]]

    every = kept("0")
    cut = sorted(c for c in every if c is not None)[-1]
    assert kept(str(cut)) == [c for c in every if c is None or c >= cut]
    assert all(c is None for c in kept("1") if c != 1)


def start(*args: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "riwaya", *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background shell ignores it
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_goes_away_ends_the_run_quietly(many: Path, jobs: str) -> None:
    big = saved(many.with_name("big.jsonl"), many.read_text() * 20)
    process = start("extract", big, "-f", "jsonl", "--jobs", jobs)
    assert process.stdout and process.stdout.readline().startswith(b'{"doc_id":"d0"')
    process.stdout.close()
    assert process.wait(PATIENCE) == 1
    assert process.stderr is not None
    said = [line for line in process.stderr.read().splitlines() if b"no 'text'" not in line]
    assert said == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_the_run_quietly(many: Path, jobs: str) -> None:
    big = saved(many.with_name("big.jsonl"), many.read_text() * 50)
    process = start("extract", big, "-f", "jsonl", "--jobs", jobs)
    assert process.stdout and process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert b"Traceback" not in said and b"KeyboardInterrupt" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")
def test_a_killed_process_is_said(many: Path) -> None:
    big = saved(many.with_name("big.jsonl"), many.read_text() * 50)
    process = start("extract", big, "-f", "jsonl", "--jobs", "2")
    assert process.stdout and process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    workers = [pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(int(workers[0]), signal.SIGKILL)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert b"a process was killed" in said and b"Traceback" not in said


# --- evaluate ---


def test_evaluate_prints_the_shared_figures(shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold" / "dev.jsonl"
    predicted = tmp_path / "pred.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        del row["claims"][::3]
        for claim in row["claims"][::2]:
            claim["status"] = "denied"
    predicted.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ours, theirs = tmp_path / "ours.json", tmp_path / "theirs.json"
    done = riwaya("evaluate", gold, predicted, "--errors", "4", "--json", ours)
    assert done.returncode == 0, done.stderr
    script = [sys.executable, str(shared / "score" / "score.py"), "--errors", "4", "--json", str(theirs)]
    files = ["--gold", str(gold), "--pred", str(predicted)]
    printed = subprocess.run([*script, *files], capture_output=True, text=True, check=True).stdout
    assert done.stdout.split("\n  al")[0] == printed.split("\n  al")[0]
    assert done.stdout.splitlines()[-4:] == printed.splitlines()[-4:]
    assert json.loads(ours.read_text()) == json.loads(theirs.read_text())


def test_evaluate_names_the_line_that_it_cannot_read(tmp_path: Path) -> None:
    gold = saved(tmp_path / "gold.jsonl", '{"doc_id": "a", "claims": []}\n')
    bad = saved(tmp_path / "bad.jsonl", '{"doc_id": "a", "claims": [{}]}\n')
    done = riwaya("evaluate", gold, bad)
    assert done.returncode == 2 and "bad.jsonl, line 1: no 'type'" in " ".join(done.stderr.split())


def test_commands_are_typer_commands() -> None:
    """`load` takes modules of this package that hold a Typer `app`, and no others."""
    with pytest.raises(ModuleNotFoundError):
        load("nothing")
    assert isinstance(__import__("riwaya.cli.version").cli.version.app, typer.Typer)
