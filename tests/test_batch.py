"""Many documents through one extractor: order, refusals and interrupts, in one process and in several."""

import signal
from collections.abc import Iterator

import pytest

from riwaya.cli.batch import WORTH_PROCESSES, read_many
from riwaya.intake import Refusal
from riwaya.records import Document

REFUSED = Refusal("a.txt", "", "empty", "")


def inputs(number: int) -> Iterator[Document | Refusal]:
    return (REFUSED if n % 7 == 3 else Document(doc_id=str(n), text="نص") for n in range(number))


def work(document: Document) -> str | Refusal:
    """What a worker process runs: it must be importable there."""
    return Refusal("b", "", "odd", "") if document.doc_id == "20" else document.doc_id * 2


def told(found: Iterator[tuple[Document, str] | Refusal]) -> list[str]:
    return [item.reason if isinstance(item, Refusal) else f"{item[0].doc_id} {item[1]}" for item in found]


def test_order_is_kept_whatever_the_number_of_processes() -> None:
    number = 2 * WORTH_PROCESSES + 5
    one = told(read_many(inputs(number), work, 1))
    assert one[:5] == ["0 00", "1 11", "2 22", "empty", "4 44"]
    assert one[20] == "odd" and len(one) == number
    assert told(read_many(inputs(number), work, 2)) == one


def test_few_documents_start_no_process() -> None:
    local = lambda d: d.doc_id  # noqa: E731 - which no other process could be sent
    assert told(read_many(inputs(3), local, 8)) == ["0 0", "1 1", "2 2"]


def test_an_interrupt_inside_a_document_is_not_lost_in_some_librarys_error() -> None:
    done = []
    before = signal.getsignal(signal.SIGINT)

    def interrupted(document: Document) -> str:
        try:
            signal.raise_signal(signal.SIGINT)
        except BaseException as error:
            raise ValueError("serializing failed") from error
        done.append(document.doc_id)
        return ""

    with pytest.raises(KeyboardInterrupt):
        list(read_many(inputs(3), interrupted, 1))
    assert done == ["0"], "the document is finished, and no other begun"
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_interrupt_does_not_wait() -> None:
    before = signal.getsignal(signal.SIGINT)

    def stuck(document: Document) -> str:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("went on")

    with pytest.raises(KeyboardInterrupt):
        list(read_many(inputs(1), stuck, 1))
    assert signal.getsignal(signal.SIGINT) is before
