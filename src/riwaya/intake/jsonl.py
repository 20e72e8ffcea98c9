"""JSON lines: one report a line; `text` is needed, `doc_id`, `outlet`, `url` and `published` are kept."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from riwaya.intake.dates import iso_published
from riwaya.intake.files import read_line, too_large
from riwaya.intake.language import require_arabic
from riwaya.intake.refusal import Refusal, Refused
from riwaya.records import Document, document_id


def read_jsonl(stream: BinaryIO, path: str, max_bytes: int) -> Iterator[Document | Refusal]:
    """Each line's document, or why it gave none, with the line's number; blank lines are passed over.

    A stream that breaks (a truncated gzip file) ends with one Refusal; the lines before it have been given.
    """
    number = 0
    while True:
        number += 1
        place = f"line {number}"
        try:
            line, whole = read_line(stream, max_bytes)
        except Refused as refused:
            yield refused.at(path, place)
            return
        if not line:
            return
        if not line.strip():
            continue
        try:
            if not whole:
                raise too_large(max_bytes)
            yield _document(_parse(line.rstrip(b"\r\n")), path)
        except Refused as refused:
            yield refused.at(path, place)


def _parse(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused("not UTF-8", "JSON lines are read in UTF-8 only") from error
    except json.JSONDecodeError as error:
        reason = f"malformed JSON ({error.msg} at column {error.colno})"
        raise Refused(reason, "one whole object a line") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits; ten thousand brackets
        raise Refused("malformed JSON (too long a number, or nested too deeply)") from error
    if not isinstance(record, dict):
        raise Refused("no JSON object", "one object with a 'text' a line")
    return record


def _document(record: dict[str, Any], path: str) -> Document:
    text = _string(record, "text")
    if not text:
        raise Refused("no 'text' in it", "each line needs a 'text'")
    require_arabic(text)
    published = _string(record, "published")
    return Document(
        doc_id=_string(record, "doc_id") or document_id(text),
        text=text,
        outlet=_string(record, "outlet"),
        url=_string(record, "url"),
        published=iso_published(published) if published else "",
        published_from="given" if published else "",
        path=path,
        encoding="utf-8",
    )


def _string(record: dict[str, Any], field: str) -> str:
    value = record.get(field)
    if value is None:
        return ""
    if field == "doc_id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise Refused(f"its {field!r} is no string")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:  # "\ud83d" alone: half of a pair, which no file can hold
        raise Refused(f"half a character in its {field!r} (a lone surrogate)") from error
    return value
