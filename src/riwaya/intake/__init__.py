"""Intake: files, folders, saved pages, JSON lines and standard input, each report a `Document`.

`read_all` is the way in. What cannot be read becomes a `Refusal` in its place, and the rest goes on.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from riwaya.intake.dates import iso_published
from riwaya.intake.decode import decode
from riwaya.intake.files import STDIN, find, open_bytes, read_whole
from riwaya.intake.language import require_arabic
from riwaya.intake.refusal import Refusal, Refused
from riwaya.records import Document, document_id

MAX_BYTES = 10_000_000

__all__ = ["MAX_BYTES", "Refusal", "Refused", "find", "iso_published", "read_all", "read_file"]


def read_all(
    paths: Iterable[str | os.PathLike[str]],
    published: str | None = None,
    max_bytes: int = MAX_BYTES,
    outlet: str = "",
) -> Iterator[Document | Refusal]:
    """Every report that the paths stand for (files, folders, globs, '-'), in a fixed order.

    `published` is the date for reports that neither state one nor show it in their text, `outlet` the outlet of those
    that name none. `max_bytes` bounds one report: a text, a page, or a line of JSON; no more is held in memory.
    """
    for found in find([os.fspath(path) for path in paths]):
        if isinstance(found, Refusal):
            yield found
        else:
            yield from read_file(found, published, max_bytes, outlet)


def read_file(
    path: str, published: str | None = None, max_bytes: int = MAX_BYTES, outlet: str = ""
) -> Iterator[Document | Refusal]:
    """The reports of one file, or of standard input ('-'). Parameters as for `read_all`."""
    shown = "standard input" if path == STDIN else os.fsencode(path).decode("utf-8", "replace")
    try:
        stream, kind = open_bytes(path)
    except Refused as refused:
        yield refused.at(shown)
        return
    try:
        for found in _documents(stream, kind, shown, max_bytes):
            if isinstance(found, Document):
                found = found if found.published else _dated(found, published)
                found = found if found.outlet else found.model_copy(update={"outlet": outlet})
            yield found
    finally:
        if path != STDIN:
            stream.close()


def _documents(stream: BinaryIO, kind: str, path: str, max_bytes: int) -> Iterator[Document | Refusal]:
    if kind == "jsonl":
        from riwaya.intake.jsonl import read_jsonl

        yield from read_jsonl(stream, path, max_bytes)
        return
    try:
        data = read_whole(stream, max_bytes)
        if kind == "html":
            from riwaya.intake.html import read_html

            yield read_html(data, path)
        else:
            text, encoding = decode(data)
            require_arabic(text)
            yield Document(doc_id=document_id(text), text=text, path=path, encoding=encoding)
    except Refused as refused:
        yield refused.at(path)


def _dated(document: Document, published: str | None) -> Document:
    """The document with the date that its own words give, else with the one given for all."""
    from riwaya.intake.published import infer_published

    if inferred := infer_published(document.text):
        day, (start, end) = inferred
        update = {"published": day, "published_from": "inferred", "published_evidence": (start, end)}
        return Document.model_validate(document.model_dump() | update)
    if published:
        return document.model_copy(update={"published": published, "published_from": "option"})
    return document
