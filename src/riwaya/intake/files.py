"""From what a person named (files, folders, globs, '-') to files in a fixed order, and to their bytes."""

import glob
import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from riwaya.intake.refusal import Refusal, Refused

STDIN = "-"
KINDS = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_GZIP = b"\x1f\x8b"
_HEAD = 1024


def find(paths: list[str]) -> Iterator[str | Refusal]:
    """The files that the paths stand for, each once, folders sorted; '-' passes through."""
    seen: set[str] = set()
    for path in paths:
        for found in _expand(path):
            if isinstance(found, str) and found != STDIN:
                real = os.path.realpath(found)
                if real in seen:
                    continue
                seen.add(real)
            yield found


def _expand(path: str) -> Iterator[str | Refusal]:
    if path == STDIN:
        yield path
    elif os.path.isdir(path):
        files = sorted(_inside(path))
        for file in files:
            if _would_wait(file):
                yield Refusal(file, "", "a pipe or a device, not a file", "name it itself to read from it")
            else:
                yield file
        if not files:
            kinds = " ".join(KINDS)
            yield Refusal(path, "", "no report in this folder", f"it takes {kinds}, and these with .gz")
    elif os.path.lexists(path) or not glob.has_magic(path):
        yield path
    else:
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            yield Refusal(path, "", "no file matches", "")
        for match in matches:
            yield from _expand(match) if os.path.isdir(match) else (match,)


def _inside(folder: str) -> Iterator[str]:
    """Files of known kinds; hidden ones and the parts of saved pages ('page_files') are passed over."""
    for top, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".") and not f.endswith("_files")]
        yield from (os.path.join(top, n) for n in names if not n.startswith(".") and kind_by_name(n))


def _would_wait(path: str) -> bool:
    """Whether opening could wait for ever for a writer; a link that leads nowhere is left to `open_bytes`."""
    return os.path.exists(path) and not os.path.isfile(path)


def kind_by_name(name: str) -> str:
    """'text', 'html' or 'jsonl' by the name's ending ('.gz' aside), empty for any other."""
    return KINDS.get(Path(name.lower().removesuffix(".gz")).suffix, "")


def kind_by_content(head: bytes) -> str:
    """The same by the first bytes, for standard input and for names that do not tell."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<html" in head.lower():
        return "html"
    return "text"


def open_bytes(path: str) -> tuple[BinaryIO, str]:
    """A stream of a file's bytes, unpacked, and its kind. Raises Refused with the system's reason."""
    try:
        if path == STDIN:
            raw: BinaryIO = sys.stdin.buffer
        else:
            mode = os.stat(path).st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
                raise Refused("not a file", "")
            raw = open(path, "rb")  # noqa: SIM115 - the caller closes it
    except OSError as error:
        raise Refused((error.strerror or str(error)).lower()) from error
    with _reading():
        stream = _peekable(raw)
        if stream.peek(2)[:2] == _GZIP:
            stream = _peekable(gzip.GzipFile(fileobj=stream))
        head = stream.peek(_HEAD)[:_HEAD]
    return stream, kind_by_name(path) or kind_by_content(head)


def _peekable(stream: object) -> io.BufferedReader:
    return io.BufferedReader(cast(io.RawIOBase, stream), 65_536)


class _reading:
    """Turns the ways in which reading can fail into Refused."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, EOFError):
            raise Refused("the gzip file is cut off", "fetch it again") from error
        if isinstance(error, (zlib.error, gzip.BadGzipFile)):
            raise Refused("the gzip file is damaged", "fetch it again") from error
        if isinstance(error, OSError):
            raise Refused((error.strerror or str(error)).lower()) from error


def read_whole(stream: BinaryIO, max_bytes: int) -> bytes:
    """All bytes of one document; Refused where they are more than `max_bytes`, reading no further."""
    with _reading():
        data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise too_large(max_bytes)
    return data


def read_line(stream: BinaryIO, max_bytes: int) -> tuple[bytes, bool]:
    """The next line with its end (empty at the end of the file), and whether it is whole.

    A line of more than `max_bytes` is skipped to its end without being held.
    """
    with _reading():
        line = stream.readline(max_bytes + 1)
        if len(line) <= max_bytes or line.endswith(b"\n"):
            return line, True
        while (rest := stream.readline(65_536)) and not rest.endswith(b"\n"):
            pass
    return line, False


def too_large(max_bytes: int) -> Refused:
    limit = f"{max_bytes / 1_000_000:g} MB"
    return Refused(f"larger than {limit}", "split it, or allow more with --max-mb")
