"""Which place a name in a report means: candidates from the gazetteer, ranked by the document's setting.

`PlaceResolver.resolve` fills the places of claims; `find` explains the ranking of one name by itself. A name that no
layer knows keeps its text: its country and division are then taken from what is named around it, and `why` says so.
"""

from functools import cache
from pathlib import Path

from riwaya.records import Claim, Document, PlaceCandidate
from riwaya.resolve import gazetteer as gz
from riwaya.resolve.finding import Finder
from riwaya.resolve.foremost import foremost
from riwaya.resolve.names import parse_name, place_key
from riwaya.resolve.resolving import Resolving
from riwaya.resolve.setting import Container, Setting

STAGE = ("places", "2")


@cache
def adjectives() -> dict[str, str]:
    """Folded adjectives of countries ('سوري') with their codes."""
    out: dict[str, str] = {}
    for country in gz.countries().values():
        for word in country.adjectives:
            out.setdefault(place_key(word), country.code)
    return out


@cache
def _finder(extra: Path | None) -> Finder:
    return Finder(gz.load(extra), adjectives())


def _imported() -> Path | None:
    """The folder of the user's imports, where there are any."""
    from riwaya.resolve.importing import user_folder

    folder = user_folder()
    return folder if any(folder.glob("*.gaz*")) else None


class PlaceResolver:
    """Resolves places against the product's gazetteers and `extra`, a user's own: a compiled file or a folder of them.

    Without `extra` the user's imported gazetteers count, see `importing.user_folder`.
    """

    def __init__(self, extra: Path | None = None) -> None:
        self._extra = extra or _imported()

    @property
    def finder(self) -> Finder:
        return _finder(self._extra)

    @property
    def gazetteer(self) -> gz.Gazetteer:
        return self.finder.gazetteer

    def setting(self, document: Document) -> Setting:
        return Setting.of(document, self.finder)

    def resolve(self, document: Document, claims: list[Claim]) -> list[Claim]:
        """The claims with every place filled in; texts and spans stay as they are, but for a name's first letter that
        was taken for a preposition."""
        if not any(c.places for c in claims):
            return claims
        run = Resolving(self.finder, document, self.setting(document))
        filled = run.shared([run.places(c) for c in claims])
        return [
            c.model_copy(
                update={
                    "places": foremost(c, places, document.text),
                    "stages": {**c.stages, "places": "/".join(STAGE)},
                }
            )
            if c.places
            else c
            for c, places in zip(claims, filled, strict=True)
        ]

    def find(self, name: str, near: str = "", country: str = "") -> list[PlaceCandidate]:
        """The candidates of a name by themselves, the best first, each with the reasons of its score."""
        context = " ".join(part for part in (near, gz.countries()[country].names_ar[0] if country else "") if part)
        document = Document(doc_id="find", text=f"{name}\n{context}")
        setting = Setting.of(Document(doc_id="find", text=context), self.finder)
        run = Resolving(self.finder, document, setting)
        named = run.names.named(near)[:1] if near else []
        containers = [Container(c.name_ar or near, c.country, c.admin1, c) for c in named]
        if country:
            containers.append(Container(country, country, ""))
        return run.names.rank(parse_name(name), containers)[1]
