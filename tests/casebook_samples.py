"""Reports and readings of them, made up by number, for tests of the casebook: no extractor is needed to fill one."""

from riwaya.casebook.ledger import sha256
from riwaya.codebook import ClaimType, SourceKind, Status, TollKind
from riwaya.records import Claim, Document, DocumentClaims, Mention, Place, Source, Span, Toll, When

TOWNS = [("الحويزة", "Al Hawiza"), ("تل مرج", "Tall Marj"), ("وادي سلمى", "Wadi Salma")]
OUTLETS = ["Al Manara", "Sada Today", ""]


def document(number: int, **changes: str) -> Document:
    """The report of that number: a title, a sentence about an air strike, one about talks."""
    town = TOWNS[number % len(TOWNS)][0]
    text = (
        f"غارة على {town} رقم {number}\n"
        f"وقُتِلَ {number + 2} أشخاص في غارة جوية على {town} بحسب الدفاع المدني. "
        f"وأعلنت الهيئة أن المحادثات ستبدأ غدا."
    )
    facts = {
        "doc_id": f"doc-{number}",
        "outlet": OUTLETS[number % len(OUTLETS)],
        "published": f"2031-03-{number % 28 + 1:02}",
        "published_from": "given",
        "path": "reports.jsonl",
    }
    return Document.model_validate({"text": text, **facts, **changes})


def quoted(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def reading(document: Document, extractor: str = "first/1", talks: bool = True, sure: float = 0.5) -> DocumentClaims:
    """What an extractor may have read in such a report: the strike and, if `talks`, the talks."""
    text = document.text
    title_end = text.index("\n")
    first_end = text.index(". ") + 1
    sentences = [Span(0, title_end), Span(title_end + 1, first_end), Span(first_end + 1, len(text))]
    arabic, english = next(town for town in TOWNS if town[0] in text)
    number = text[:title_end].split()[-1]
    day = document.published
    strike = Claim(
        type=ClaimType.AIR_STRIKE,
        status=Status.OCCURRED,
        trigger=Mention(text="غارة جوية", span=quoted(text, "غارة جوية")),
        mentions=[sentences[1], sentences[0]],
        mention_ids=[1, 0],
        origin=[Source(text="الدفاع المدني", kind=SourceKind.MEDICAL, span=quoted(text, "الدفاع المدني"))],
        places=[Place(text=arabic, span=quoted(text, arabic), country="YE", name_en=english, place_id=f"t:{english}")],
        date=When.model_validate({"start": day, "end": day, "precision": "day"}),
        tolls=[
            Toll(
                kind=TollKind.KILLED,
                min=int(number) + 2,
                max=int(number) + 2,
                text=f"{int(number) + 2} أشخاص",
                span=quoted(text, f"{int(number) + 2} أشخاص"),
            )
        ],
        confidence=sure,
    )
    other = Claim(
        type=ClaimType.TALKS,
        status=Status.PLANNED,
        trigger=Mention(text="المحادثات", span=quoted(text, "المحادثات")),
        mentions=[sentences[2]],
        mention_ids=[2],
        initiators=[Mention(text="الهيئة", span=quoted(text, "الهيئة"))],
        confidence=0.9,
    )
    return DocumentClaims(
        **document.model_dump(exclude={"text", "language"}),
        text_sha256=sha256(text),
        riwaya="0.1.0",
        extractor=extractor,
        sentences=sentences,
        claims=[strike, other] if talks else [strike],
    )
