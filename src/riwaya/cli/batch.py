"""Many documents through one extractor: in this process, or in several with the order kept."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

from riwaya.intake.refusal import Refusal

if TYPE_CHECKING:
    from riwaya.extract import Extractor
    from riwaya.records import Document, DocumentClaims

T = TypeVar("T")

# Below this many documents, starting processes takes longer than they save.
WORTH_PROCESSES = 48
# Records leave no cycles behind; at the usual thresholds the search for some takes a tenth of a run.
_GARBAGE = (100_000, 50, 100)
_CHUNK = 8
_AHEAD = 3  # chunks in flight for each process: enough to keep them busy, few enough to hold in memory


class ProcessDied(Exception):
    """One of the processes was ended from outside, most often for want of memory."""


@dataclass(frozen=True)
class Reader:
    """Reads one document with a named extractor (empty: the default), loaded once in each process."""

    extractor: str = ""
    min_confidence: float = 0.0

    def load(self) -> "Extractor":
        """Load the extractor now, so that a wrong name or a damaged model is told before any work."""
        from riwaya.extract import DEFAULT
        from riwaya.pipeline import extractor

        return extractor(self.extractor or DEFAULT)

    def __call__(self, document: "Document") -> "DocumentClaims | Refusal":
        from riwaya.pipeline import read

        try:
            result = read(document, self.load())
        except Exception as error:  # one document that breaks a stage must not end a run of a million
            reason = f"{type(error).__name__} while reading it: {error}"
            return Refusal(document.path, f"document {document.doc_id}", reason, "please report it")
        if not self.min_confidence:
            return result
        kept = [c for c in result.claims if c.confidence is None or c.confidence >= self.min_confidence]
        return result.model_copy(update={"claims": kept})


@dataclass(frozen=True)
class LineReader:
    """Gives the line of output for a document, written where it was read: a line travels more lightly."""

    reader: Reader

    def __call__(self, document: "Document") -> "str | Refusal":
        from riwaya.records import to_line

        result = self.reader(document)
        return result if isinstance(result, Refusal) else to_line(result)


def read_many(
    inputs: "Iterable[Document | Refusal]",
    work: "Callable[[Document], T | Refusal]",
    jobs: int,
) -> "Iterator[tuple[Document, T] | Refusal]":
    """Each document with what `work` made of it, in the order they came, whatever the number of processes.

    `work` must be picklable; with one job, or few documents, it runs in this process.
    """
    gc.set_threshold(*_GARBAGE)
    inputs = iter(inputs)
    first = list(islice(inputs, WORTH_PROCESSES)) if jobs > 1 else []
    inputs = chain(first, inputs)
    if len(first) < WORTH_PROCESSES:
        return (_one(item, work) for item in inputs)
    return _in_processes(inputs, work, jobs)


def _one(item: "Document | Refusal", work: "Callable[[Document], T | Refusal]") -> "tuple[Document, T] | Refusal":
    if isinstance(item, Refusal):
        return item
    with _uninterrupted():
        result = work(item)
    return result if isinstance(result, Refusal) else (item, result)


_work: Any = None


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Holds Ctrl-C back to the end of a document; a second one goes through.

    Raised in the midst of it, KeyboardInterrupt may end up inside some library's own error, and be lost.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = False

    def hold(number: int, frame: object) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True

    before = signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


@contextmanager
def _interrupt_masked() -> Iterator[None]:
    """Holds Ctrl-C back while a process is started: it begins with the signal held, so dies of none on its way."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(work: Any) -> None:
    """Runs first in each process. Ctrl-C reaches them too: the parent ends them, quietly."""
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*_GARBAGE)
    os.environ.setdefault("RIWAYA_THREADS", "1")  # one network in each process: more threads would only queue
    _work = work


def _chunk(documents: "list[Document | Refusal]") -> list[Any]:
    return [item if isinstance(item, Refusal) else _work(item) for item in documents]


def _in_processes(
    inputs: "Iterator[Document | Refusal]", work: "Callable[[Document], T | Refusal]", jobs: int
) -> "Iterator[tuple[Document, T] | Refusal]":
    # Not forked: the parent may hold threads (a progress bar) whose locks a fork would copy as taken.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start, (work,))
    flying: deque[tuple[list[Document | Refusal], Future[list[Any]]]] = deque()
    try:
        while True:
            while len(flying) < jobs * _AHEAD and (items := list(islice(inputs, _CHUNK))):
                with _interrupt_masked():
                    flying.append((items, pool.submit(_chunk, items)))
            if not flying:
                return
            items, future = flying.popleft()
            try:
                results = future.result()
            except BrokenProcessPool as error:
                raise ProcessDied from error
            for item, result in zip(items, results, strict=True):
                if isinstance(item, Refusal) or isinstance(result, Refusal):
                    yield result
                else:
                    yield item, result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
