"""Extractors: a document in, its claims out. `extractor(name)` finds one by name and loads it only then."""

from typing import Protocol

from riwaya.records import Claim, Document, Sentence


class Extractor(Protocol):
    """Reads one document. `name` and `version` are written into every claim's `stages`."""

    name: str
    version: str

    def extract(self, document: Document, sentences: list[Sentence]) -> list[Claim]:
        """The document's claims in the order of their triggers; places and actors still unresolved."""
        ...
