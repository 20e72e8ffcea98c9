"""Extractors: a document in, its claims out. `extractor(name)` finds one by name and loads it only then."""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from riwaya.records import Claim, Document, Sentence

PlaceFinder = Callable[[str], Sequence[tuple[int, int]]]
"""Proposes spans (code points) of place names in a text. `riwaya.pipeline` hands in that of the gazetteer."""

DEFAULT = ""
"""The best extractor that is installed: `encoder` where its model is there, else `lexicon`."""
_MODEL = Path(__file__).parent / "data" / "model" / "model.json"
_WHERE = {
    "lexicon": "riwaya.extract.lexicon:LexiconExtractor",
    "encoder": "riwaya.extract.encoder.extractor:EncoderExtractor",
}
NAMES = tuple(_WHERE)


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
    if not name:
        name = "encoder" if _MODEL.exists() else "lexicon"
    if name not in _WHERE:
        folder = Path(name)
        if not (folder / "model.json").exists():
            known = ", ".join(NAMES)
            raise UnknownExtractor(f"no extractor {name!r}; there are: {known}, or the folder of a trained model")
        from riwaya.extract.encoder.extractor import EncoderExtractor

        return EncoderExtractor(folder)
    module, _, cls = _WHERE[name].partition(":")
    return cast(Extractor, getattr(import_module(module), cls)(find_places=find_places))
