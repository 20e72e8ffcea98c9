"""Words that a page wrote as one: where they part, and that every record quotes the page as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.extract.glued import apart
from riwaya.pipeline import extractor, read
from riwaya.records import Document, DocumentClaims, Span


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("قالت الخارجية الكويتيةالمجتمع مطالب", "قالت الخارجية الكويتية المجتمع مطالب"),
        ("غارة علىمخيم في الضفة", "غارة على مخيم في الضفة"),
        ("أصاب عشرين جندياًفي الليل", "أصاب عشرين جندياً في الليل"),
        ("بتهمة قتل370 شخصا واعتقال400", "بتهمة قتل 370 شخصا واعتقال 400"),
        ("قصف الاحتلال. ودخلت قوات. كانتقوات الاحتلال", None),  # كانت stands nowhere by itself
        ("قوات كثيرة. كانت هناك. كانتقوات الاحتلال", None),  # too short to be sure
        ("غارة على منزل. المقاومون غارات. المقاومونغارات أمس", "غارة على منزل. المقاومون غارات. المقاومون غارات أمس"),
        ("طائرة إف16 وميغ29 وسو34", None),
        ("شىء من ذلك، ورئيس الهيئة ورؤى", None),
        ("ديرالزور وعبدالرحمن في دير الزور", None),
    ],
)
def test_where_words_part(text: str, spaced: str | None) -> None:
    found = apart(text)
    assert (found.text if found else None) == spaced


@given(st.text(alphabet="ةىابتمن 4،.ً", max_size=60))
def test_spans_go_there_and_back(text: str) -> None:
    found = apart(text)
    if found is None:
        return
    assert found.text.replace(" ", "") == text.replace(" ", "")
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            span = Span(start, end)
            moved = found.forward(span)
            assert found.text[moved.start : moved.end].replace(" ", "") == text[start:end].replace(" ", "")
            assert found.back(moved) == span


def quoted(found: DocumentClaims, text: str) -> list[str]:
    """What the claims quote, each from its place in the text, told in sentences of the text."""
    assert found.claims
    out = []
    for claim in found.claims:
        for item in (
            claim.trigger, claim.date, *claim.origin, *claim.initiators, *claim.targets, *claim.places, *claim.tolls
        ):  # fmt: skip
            if item.span:
                assert text[item.span.start : item.span.end] == item.text
                out.append(item.text)
        assert all(span in found.sentences for span in claim.mentions)
    return out


@pytest.mark.parametrize("name", ["lexicon", "encoder"])
def test_records_quote_the_page(name: str) -> None:
    text = (
        "غارات على بلدة السلامة\nقالت وزارة الخارجية الكويتيةإن غارة استهدفتبلدة في صعدة صباح الجمعة وقتل12 مدنيا، "
        "بحسب مسؤولين في الشرطة المحليةتحدثوا لرويترز. ونفى متحدث باسم القوات المسلحةوقوع الغارة."
    )
    found = read(Document(doc_id="d", text=text, published="2018-05-05"), extractor(name))
    assert quoted(found, text)
    for claim in found.claims:
        assert all(0 <= cue.start < cue.end <= len(text) for cue in claim.cues.values())
    assert any(t.min == 12 for c in found.claims for t in c.tolls)
