"""Extractors: a document in, its claims out. `extractor(name)` finds one by name and loads it only then."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from riwaya.records import Claim, Document, Sentence

PlaceFinder = Callable[[str], Sequence[tuple[int, int]]]
"""Proposes spans (code points) of place names in a text. `riwaya.pipeline` hands in that of the gazetteer."""

DEFAULT = ""
"""The best extractor that is installed: `encoder` where its model is there, else `lexicon`."""
_MODEL = Path(__file__).parent / "data" / "model" / "model.json"


class Extractor(Protocol):
    """Reads one document. `name` and `version` are written into every claim's `stages`."""

    name: str
    version: str

    def extract(self, document: Document, sentences: list[Sentence]) -> list[Claim]:
        """The document's claims in the order of their triggers; places and actors still unresolved."""
        ...


class UnknownExtractor(ValueError):
    """No extractor of this name; the message lists those there are."""


def extractor(name: str = DEFAULT, find_places: PlaceFinder | None = None) -> Extractor:
    """The extractor of a name, its module loaded now; the folder of a model that `riwaya train` wrote is a name too.
    `find_places` proposes place names to those that use it.

    Raises `UnknownExtractor` for another name, and what the module raises where its model is not installed.
    """
    name = name or ("encoder" if _MODEL.exists() else "lexicon")
    if name == "lexicon":
        from riwaya.extract.lexicon import LexiconExtractor

        return LexiconExtractor(find_places)
    if name != "encoder" and not (Path(name) / "model.json").exists():
        raise UnknownExtractor(f"no extractor {name!r}; there are: lexicon, encoder, or the folder of a trained model")
    from riwaya.extract.encoder.extractor import EncoderExtractor

    return EncoderExtractor() if name == "encoder" else EncoderExtractor(Path(name))
