"""JSON lines: one document's identity and claims a line. What is written reads back equal."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from riwaya.records import DocumentClaims, to_line


def write(results: Iterable[DocumentClaims], stream: TextIO) -> None:
    """Write each result as a line."""
    for result in results:
        stream.write(to_line(result) + "\n")


def read(lines: Iterable[str]) -> Iterator[DocumentClaims]:
    """The results of such lines, blank ones aside; pydantic's ValidationError for a line that is none."""
    for line in lines:
        if line.strip():
            yield DocumentClaims.model_validate_json(line)
