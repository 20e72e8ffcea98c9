"""The records that every stage reads and writes; their codes are those of `riwaya.codebook`.

All offsets are code points into `Document.text`, which is kept exactly as it came: for every record with a
`text` and a `span`, `document.text[span.start:span.end] == text`. Records are frozen; a stage that knows more
makes a new record with `model_copy(update=...)` and writes its name and version into `Claim.stages`.
"""

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field

from riwaya.codebook import ClaimType, Level, Precision, SourceKind, Status, TollGroup, TollKind

Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class Span(NamedTuple):
    """A stretch of a document's text: code points, `end` excluded. Written to JSON as [start, end]."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def within(self, other: "Span") -> bool:
        return other.start <= self.start and self.end <= other.end


class Record(BaseModel):
    """Base of all records: frozen, and nothing unknown is silently taken in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, in a third of its time: records hold neither extra nor private fields to look after."""
        if deep:
            return super().model_copy(update=update, deep=True)
        new, update = object.__new__(type(self)), update or {}
        object.__setattr__(new, "__dict__", {**self.__dict__, **update})
        object.__setattr__(new, "__pydantic_fields_set__", self.__pydantic_fields_set__ | update.keys())
        object.__setattr__(new, "__pydantic_extra__", None)
        object.__setattr__(new, "__pydantic_private__", None)
        return new


class Document(Record):
    """One report as it was obtained. `text` is unchanged; the title, where there is one, is its first line."""

    doc_id: str
    text: str
    outlet: str = ""
    url: str = ""
    published: str = Field("", description="ISO date or date-time of publication; empty where nobody knows it")
    published_from: str = Field("", description="'given', 'option' (--published), 'inferred' (from the text), or empty")
    published_evidence: Span | None = Field(None, description="the words that an inferred date was read from")
    language: str = "ar"
    path: str = Field("", description="the file it was read from, as it was named")
    encoding: str = Field("", description="the encoding found, and how: 'utf-8', 'windows-1256 (detected)', ...")

    @property
    def title(self) -> str:
        return self.text.split("\n", 1)[0]

    @property
    def publisher(self) -> str:
        return publisher(self.outlet, self.path, self.doc_id)


def publisher(outlet: str, path: str, doc_id: str) -> str:
    """What to call the publisher of a report: its outlet; where nobody named it, the file that it came in."""
    return outlet or PurePath(path).name or doc_id


def document_id(text: str) -> str:
    """The id of a document that came without one: the first 16 hex digits of its text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


class Sentence(Record):
    """One numbered sentence of a document; claims name sentences by these numbers."""

    number: int
    span: Span


class Mention(Record):
    """A name or phrase as it stands in the text."""

    text: str
    span: Span | None = None
    confidence: Probability | None = None
    actor: "Actor | None" = Field(None, description="whom the name means, where resolve knows it")
    gloss: str = Field("", description="a neutral gloss where the words carry a stance")
    stance: str = Field("", description="the class of that stance, see docs/words")


class Actor(Record):
    """A resolved actor: a row of `resolve/data/actors.tsv`, or a typed unknown (`id` begins with 'unknown:')."""

    id: str
    name_en: str = ""
    name_ar: str = ""
    kind: str = ""
    country: str = ""
    why: str = Field("", description="which alias, context or date decided")


class Source(Record):
    """One link of the chain of sources: the witness first, then whoever passed it on; the publisher is left out."""

    text: str
    kind: SourceKind
    span: Span | None = None
    confidence: Probability | None = None
    origin: str = Field("", description="id of the origin that resolve reduces this source to")
    camp: str = Field("", description="id of the camp in the conflict that the origin belongs to")


class PlaceCandidate(Record):
    """One place that a name may mean, with the score that ranked it."""

    place_id: str
    name_en: str
    country: str
    admin1: str
    score: float
    why: str = ""


class Place(Record):
    """Where an event happens, as the text names it, and what resolve made of the name."""

    text: str
    span: Span | None = None
    country: str = Field("", description="ISO 3166-1 alpha-2")
    admin1: str = Field("", description="first-level division, in English; empty above that level")
    level: Level | None = None
    lat: float | None = None
    lon: float | None = None
    confidence: Probability | None = None
    place_id: str = Field("", description="'layer:id' of the gazetteer entry; empty where the name stays text")
    name_ar: str = ""
    name_en: str = ""
    admin2: str = ""
    acled_precision: int | None = Field(None, description="ACLED geo_precision, 1 to 3")
    ucdp_precision: int | None = Field(None, description="UCDP where_prec, 1 to 7")
    area: str = Field("", description="id of the polygon where only an area is known, else empty")
    relative: str = Field("", description="the offset that the text gives: 'شمال غرب', '20 km from', ...")
    candidates: list[PlaceCandidate] = []
    why: str = Field("", description="why this candidate, or why none")


class WhenCandidate(Record):
    """Another day that an event may have, with the probability of it."""

    start: str = ""
    end: str = ""
    precision: Precision = Precision.UNKNOWN
    confidence: Probability


class When(Record):
    """When an event happens. Start and end are ISO dates (date-times where precision is hour), both included."""

    start: str = ""
    end: str = ""
    precision: Precision = Precision.UNKNOWN
    text: str = ""
    span: Span | None = None
    confidence: Probability | None = None
    inferred: bool = Field(False, description="no expression of its own: taken from the report's frame")
    flags: list[str] = Field([], description="doubts: 'hijri ±1', 'weekday does not fit the date', ...")
    candidates: list[WhenCandidate] = Field([], description="other days that it may be, the likeliest first")
    acled_precision: int | None = Field(None, description="ACLED time_precision, 1 to 3")
    ucdp_precision: int | None = Field(None, description="UCDP date_prec, 1 to 5")


def meaning(when: When | WhenCandidate) -> str:
    """What two dates share when a coder would call them one: the start at their precision, or 'unknown'."""
    if when.precision is Precision.UNKNOWN or not when.start:
        return "unknown"
    return when.start[: _DIGITS.get(when.precision, 10)]


_DIGITS: dict[str, int] = {Precision.MONTH: 7, Precision.YEAR: 4}
"""How much of an ISO date says its month or year; days and hours take ten."""


class Toll(Record):
    """One source's number of people of one kind. A bound that the text leaves open is null."""

    kind: TollKind
    min: int | None = None
    max: int | None = None
    who: TollGroup = TollGroup.UNKNOWN
    text: str = ""
    span: Span | None = None
    confidence: Probability | None = None


def tolls_by_kind(tolls: list[Toll]) -> list[Toll]:
    """A claim's tolls, one a kind: civilians and fighters told apart are added up, an unknown whole stands."""
    found = []
    for kind in TollKind:
        same = [t for t in tolls if t.kind is kind]
        numbered = [t for t in same if t.min is not None]
        whole = [t for t in numbered if t.who is TollGroup.UNKNOWN]
        found += added(whole or numbered) or same[:1]
    return found


def added(tolls: list[Toll]) -> list[Toll]:
    """One toll of unknown people for several of different ones; else they stay as they are."""
    if len(tolls) < 2 or len({t.who for t in tolls}) < len(tolls):
        return tolls
    highs = [t.max for t in tolls]
    high = None if None in highs else sum(h or 0 for h in highs)
    text = " + ".join(t.text for t in tolls)
    return [Toll(kind=tolls[0].kind, min=sum(t.min or 0 for t in tolls), max=high, text=text)]


class Claim(Record):
    """One event as one source tells it in one document."""

    type: ClaimType
    status: Status
    trigger: Mention
    mentions: list[Span] = Field([], description="the sentences that tell it, the fullest first")
    mention_ids: list[int] = Field([], description="the same sentences by number")
    origin: list[Source] = Field([], description="the chain, first witness first; empty: the publisher's own voice")
    initiators: list[Mention] = []
    targets: list[Mention] = []
    places: list[Place] = []
    date: When = When()
    tolls: list[Toll] = []
    weapons: list[Mention] = []
    cues: dict[str, Span] = Field({}, description="words that decided a code, by field: {'status': [12, 15]}")
    confidence: Probability | None = Field(None, description="that the claim stands in the text and has this type")
    slot_confidence: dict[str, Probability] = {}
    stages: dict[str, str] = Field({}, description="which stage and version filled which field")
    id: str = Field("", description="the claim's id in a casebook, doc_id#n; empty outside of one")
    incident: str = Field("", description="id of the casebook's incident that the claim tells of")


class DocumentClaims(Record):
    """One line of output: a document's identity and its claims. `text` is not repeated; `text_sha256` ties it."""

    doc_id: str
    outlet: str = ""
    url: str = ""
    published: str = ""
    published_from: str = ""
    published_evidence: Span | None = None
    path: str = ""
    encoding: str = ""
    text_sha256: str = ""
    riwaya: str = ""
    extractor: str = ""
    sentences: list[Span] = []
    claims: list[Claim] = []


def to_line(record: Record) -> str:
    """One JSON line without a newline; Arabic stays readable. Empty optional fields are left out."""
    return record.model_dump_json(exclude_defaults=False, exclude_none=False)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one output line."""
    return DocumentClaims.model_json_schema()
