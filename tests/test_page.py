"""The HTML page: what it embeds, what it never lets through, and what a real browser makes of it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chromium import BINARY, Browser, browser
from riwaya.codebook import ClaimType, Level, Precision, SourceKind, Status, TollKind
from riwaya.export.boundaries import Boundaries
from riwaya.export.html import embedded, located, page
from riwaya.records import Claim, Document, DocumentClaims, Mention, Place, Source, Span, Toll, When

HOSTILE = (
    "</script><script>alert(1)</script> <!-- <script> ]]> <img src=x onerror=alert(2)> {{ 7*7 }} \" ' & &lt; "
    "\u2028\u2029 \u202e قلب \x00 \x1b javascript:alert(3)"
)
# A mark outside the BMP before the claim's words: UTF-16 offsets are then not code points.
TEXT = """غارة على سوق المدينة 😀
قتل 7 أشخاص وأصيب 12 آخرون 🚑 في غارة على سوق حيس فجر الاثنين، بحسب طبيب.
ونفى الجيش شن الغارة."""


def span(text: str, words: str, at: int = 0) -> Span:
    start = text.index(words, at)
    return Span(start, start + len(words))


def words(words: str, at: int = 0) -> dict[str, Any]:
    return {"text": words, "span": span(TEXT, words, at)}


def sample() -> tuple[Document, DocumentClaims]:
    body = TEXT.index("\n") + 1
    strike = Claim(
        type=ClaimType.AIR_STRIKE,
        status=Status.OCCURRED,
        trigger=Mention(**words("غارة", body)),
        mentions=[Span(body, TEXT.index("\n", body))],
        origin=[Source(kind=SourceKind.MEDICAL, **words("طبيب"))],
        targets=[Mention(**words("سوق", body))],
        places=[Place(level=Level.TOWN, country="YE", admin1="Al Hudaydah", lat=13.93, lon=43.48, **words("حيس"))],
        date=When(start="2031-03-10", end="2031-03-10", precision=Precision.DAY, **words("فجر الاثنين")),
        tolls=[
            Toll(kind=TollKind.KILLED, min=7, max=7, **words("7 أشخاص")),
            Toll(kind=TollKind.WOUNDED, min=12, **words("12 آخرون")),
        ],
        confidence=0.9,
    )
    denial = Claim(
        type=ClaimType.AIR_STRIKE,
        status=Status.DENIED,
        trigger=Mention(**words("شن الغارة")),
        mentions=[Span(TEXT.rindex("\n") + 1, len(TEXT))],
        origin=[Source(kind=SourceKind.MILITARY, **words("الجيش"))],
        cues={"status": span(TEXT, "ونفى")},
    )
    document = Document(doc_id="a", text=TEXT, outlet="وكالة", published="2031-03-10", url="https://x.example/1")
    return document, DocumentClaims(doc_id="a", claims=[strike, denial])


def hostile() -> tuple[Document, DocumentClaims]:
    claim = Claim(
        type=ClaimType.CLASH,
        status=Status.POSSIBLE,
        trigger=Mention(text=HOSTILE, span=Span(0, 9)),
        origin=[Source(text=HOSTILE, kind=SourceKind.ANONYMOUS)],
        places=[Place(text=HOSTILE, name_en=HOSTILE, country="YE", level=Level.CITY, lat=15.3, lon=44.2)],
        date=When(text=HOSTILE, flags=[HOSTILE]),
        weapons=[Mention(text=HOSTILE, gloss=HOSTILE)],
    )
    document = Document(
        doc_id=HOSTILE,
        text=HOSTILE + "\n" + HOSTILE,
        outlet=HOSTILE,
        url="javascript:alert(4)",
        path=HOSTILE,
        language='ar" onload="alert(5)',
    )
    return document, DocumentClaims(doc_id=HOSTILE, claims=[claim])


def data(made: str, marker: str) -> Any:
    found = re.search(rf'<script type="application/json" {marker}>(.*?)</script>', made, re.S)
    assert found
    return json.loads(found.group(1))


def test_texts_and_spans_come_back_as_they_were() -> None:
    document, claims = sample()
    report = data(page([(document, claims)]), 'data-report="0"')
    assert report["text"] == TEXT
    for claim in report["claims"]:
        for part in [claim["trigger"], *claim["origin"], *claim.get("tolls", []), *claim.get("places", [])]:
            assert TEXT[slice(*part["span"])] == part["text"]


def test_hostile_text_stays_inside_its_json() -> None:
    made = page([hostile(), sample()])
    assert data(made, 'data-report="0"')["text"] == HOSTILE + "\n" + HOSTILE
    # As many script elements as were meant: two reports, the index, and the page's own.
    assert len(re.findall(r"<script", made)) == made.count("</script") == 4
    assert "alert(2)>" not in made and "<img" not in made and "49" not in re.findall(r"<title>.*?</title>", made)[0]


def test_json_of_any_text_is_ascii_where_it_matters_and_reads_back() -> None:
    value = {"</script>": HOSTILE + "\ud800"}
    out = embedded(value)
    assert json.loads(out) == value
    assert not set(out) & set("<>&\u2028\u2029\ud800")


def test_no_script_reads_markup_and_nothing_names_an_address() -> None:
    folder = Path(__file__).parent.parent / "src/riwaya/export/page"
    for file in folder.iterdir():
        source = file.read_text(encoding="utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "new Function", "DOMParser"):
            assert way not in source, f"{file.name} uses {way}"
        addresses = set(re.findall(r"https?://[^\s\"'`)]+", source)) - {"http://www.w3.org/2000/svg"}
        assert not addresses, file.name
        assert "</script" not in source or file.suffix == ".j2"
        assert file.suffix != ".css" or not re.search(r"url\(|@import", source)


def test_an_empty_run_is_a_page_too() -> None:
    assert data(page([]), 'id="index"')["docs"] == []


def test_a_container_is_not_drawn_beside_its_spot_and_a_country_is_no_spot() -> None:
    spot = Place(text="حيس", level=Level.TOWN, country="YE", lat=13.9, lon=43.5)
    province = Place(text="الحديدة", level=Level.GOVERNORATE, country="YE", area="YE:Al Hudaydah", lat=14.9, lon=43.1)
    country = Place(text="اليمن", level=Level.COUNTRY, country="YE", area="YE", lat=15.5, lon=47.5)
    points, areas, countries = located([spot, province, country])
    assert ([p["name"] for p in points], areas, countries) == (["حيس"], [], [])
    assert located([province, country]) == ([], ["YE:Al Hudaydah"], [])
    assert located([country]) == ([], [], ["YE"])


def test_boundaries_are_those_in_view() -> None:
    asked = Boundaries()
    assert asked.needed() == []
    asked.point(13.93, 43.48, "YE")
    outlines = {o["id"]: o for o in asked.needed()}
    assert "YE:Al Hudaydah" in outlines and "YE" in outlines
    assert "BR" not in outlines and not any(i.startswith("SY:") for i in outlines)
    assert all(len(ring) % 2 == 0 and len(ring) >= 8 for o in outlines.values() for ring in o["rings"])


# -- in a browser ---------------------------------------------------------------------------------------------------

in_browser = pytest.mark.browser


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    if BINARY is None:
        pytest.skip("no chromium here (Debian: apt-get install chromium fonts-noto-core)")
    with browser() as made:
        made.size(1440, 900)
        yield made


@pytest.fixture
def shown(tab: Browser, tmp_path: Path) -> Browser:
    """The sample and the hostile report in one page, just opened."""
    path = tmp_path / "page.html"
    path.write_text(page([sample(), hostile()]), encoding="utf-8")
    tab.requests.clear()
    tab.errors.clear()
    tab.open(path)
    return tab


FOCUS = "(CSS.highlights.get('focus') ? [...CSS.highlights.get('focus')] : []).map(r => r.toString())"
EVERY_FIELD = f"""[...document.querySelectorAll('.field')].map(f => {{
    f.click();
    const span = f.dataset.span.split('-').map(Number);
    return [span, {FOCUS}[0]];
}})"""


@in_browser
def test_a_clicked_field_marks_exactly_its_words(shown: Browser) -> None:
    pairs = shown.js(EVERY_FIELD)
    assert len(pairs) == 10
    for (start, end), marked in pairs:
        assert marked == TEXT[start:end]
    assert shown.errors == []


@in_browser
def test_without_the_highlight_api_the_same_words_are_marked_in_line(tab: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page([sample()]), encoding="utf-8")
    script = tab.call("Page.addScriptToEvaluateOnNewDocument", source="delete window.Highlight")
    try:
        tab.open(path)
        marked = tab.js(
            """[...document.querySelectorAll('.field')].map(f => { f.click();
            return [f.dataset.span.split('-').map(Number),
            [...document.querySelectorAll('.hl-focus')].map(n => n.textContent).join(''),
            [...document.querySelectorAll('#text > *')].map(n => n.textContent).join('\\n'),
            [...document.querySelectorAll('#text span')].every(n => { const s = getComputedStyle(n);
              return s.padding + s.margin + s.borderWidth + s.display === '0px0px0pxinline'; })] })"""
        )
    finally:
        tab.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])
    assert len(marked) == 10
    for (start, end), text, whole, unpadded in marked:
        assert (text, whole, unpadded) == (TEXT[start:end], TEXT, True)


@in_browser
def test_marks_move_no_letter(shown: Browser) -> None:
    """The rectangles of every paragraph's letters are the same with marks and without."""
    measure = """(() => { const r = document.createRange();
        return [...document.querySelectorAll('#text > *')].flatMap(p => {
        r.selectNodeContents(p); const n = p.firstChild; return Array.from({length: n.length}, (_, i) => {
        r.setStart(n, i); r.setEnd(n, i + 1); const b = r.getBoundingClientRect(); return [b.x, b.width]; }) }) })()"""
    marked = shown.js(measure)
    assert shown.js("CSS.highlights.size") > 0
    shown.js("CSS.highlights.clear()")
    shown.settle()
    assert shown.js(measure) == marked


@in_browser
def test_clicking_marked_words_chooses_their_card(shown: Browser) -> None:
    for at, trigger in enumerate(("air_strike", "denied")):
        box = shown.js(
            f"""(() => {{ for (const [, h] of CSS.highlights) for (const r of h) {{
            if (r.toString() === {json.dumps(["غارة", "شن الغارة"][at])}) {{
              const b = r.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }} }} }})()"""
        )
        assert box, trigger
        shown.click(*box)
        assert shown.js("document.querySelector('.card.chosen').dataset.at") == str(at)


@in_browser
def test_hostile_text_runs_nothing_and_shows_as_it_is(shown: Browser) -> None:
    shown.js("document.querySelectorAll('#list button')[1].click()")
    shown.settle()
    assert shown.js("document.querySelector('#text p').textContent") == HOSTILE
    made = "#text img, #text script, .card img, .card script, a[href^=javascript]"
    assert shown.js(f"document.querySelectorAll('{made}').length") == 0
    assert HOSTILE in shown.js("document.querySelector('.card .quote').textContent")
    assert shown.errors == []


@in_browser
def test_no_request_leaves_the_page(shown: Browser) -> None:
    shown.js(EVERY_FIELD)
    for part in ("#next", "#zoom-in", "#zoom-all", "#help"):
        shown.js(f"document.querySelector('{part}').click()")
    shown.settle()
    asked = [r for r in shown.requests if not r.startswith(("data:", "about:"))]
    assert len(asked) == 1 and asked[0].startswith("file://")
    assert shown.js("performance.getEntriesByType('resource').filter(e => !e.name.startsWith('data:')).length") == 0


@in_browser
def test_the_policy_refuses_what_is_not_the_pages_own(shown: Browser) -> None:
    shown.js("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))")
    refused = "fetch('https://example.invalid/').then(() => 'went out', () => 'refused')"
    assert shown.js("window.ran === undefined")
    assert shown.js(refused) == "refused"
    assert not [r for r in shown.requests if r.startswith("http")] or any("violates" in e for e in shown.errors)
    assert any("Content Security Policy" in e for e in shown.errors)


@in_browser
def test_what_is_denied_does_not_look_like_a_fact(shown: Browser) -> None:
    looks = shown.js(
        "[...document.querySelectorAll('.card')].map(c => [c.querySelector('.status').textContent, "
        "getComputedStyle(c).borderStyle, getComputedStyle(c).backgroundImage])"
    )
    assert looks[0][0].startswith("Occurred") and looks[0][1:] == ["solid", "none"]
    assert looks[1][0].startswith("Denied") and looks[1][1] == "dashed" and "gradient" in looks[1][2]
    unreal = "[...CSS.highlights.get('violence-unreal')].map(r => r.toString())"
    assert shown.js(unreal) == ["شن الغارة"]


@in_browser
def test_filters_hide_claims_everywhere(shown: Browser) -> None:
    shown.js("document.querySelector('.pill.denied').click()")
    shown.settle()
    assert shown.js("document.querySelectorAll('.card').length") == 1
    assert shown.js("[...document.querySelectorAll('#list li')].map(l => l.hidden)") == [False, True]
    assert shown.js("document.querySelectorAll('#timeline .dot, #map .dot').length") == 0
    assert shown.js("CSS.highlights.has('violence')") is False
    shown.js("document.querySelector('#clear').click()")
    assert shown.js("document.querySelectorAll('.card').length") == 2


@in_browser
def test_keys(shown: Browser) -> None:
    chosen = "document.querySelector('.card.chosen')?.dataset.at"
    for key, expected in (("j", "0"), ("j", "1"), ("j", "1"), ("k", "0")):
        shown.key(key)
        assert shown.js(chosen) == expected
    shown.key("Enter")
    assert shown.js(FOCUS) == ["غارة"]
    shown.key("Escape")
    assert shown.js(chosen) is None
    shown.key("?")
    assert shown.js("document.querySelector('#keys').open") is True


@in_browser
def test_undated_claims_are_listed_apart_and_located_ones_drawn(shown: Browser) -> None:
    assert shown.js("document.querySelectorAll('#timeline .dot').length") == 1
    assert shown.js("document.querySelectorAll('#offtime .chip').length") == 2
    assert shown.js("document.querySelectorAll('#map .dot').length") >= 1


@in_browser
def test_a_province_is_an_area_and_a_bare_country_neither_dot_nor_area(tab: Browser, tmp_path: Path) -> None:
    def told(place: Place) -> Claim:
        return Claim(type=ClaimType.CLASH, status=Status.OCCURRED, trigger=Mention(**words("الغارة")), places=[place])

    province = Place(text="الحديدة", level=Level.GOVERNORATE, country="YE", area="YE:Al Hudaydah", lat=14.9, lon=43.1)
    country = Place(text="اليمن", level=Level.COUNTRY, country="YE", area="YE", lat=15.5, lon=47.5)
    claims = [told(province), told(country)]
    path = tmp_path / "page.html"
    path.write_text(page([(Document(doc_id="b", text=TEXT), DocumentClaims(doc_id="b", claims=claims))]), "utf-8")
    tab.open(path)
    assert tab.js("document.querySelectorAll('#map g.dot').length") == 0
    assert tab.js("[...document.querySelectorAll('#map .held title')].map(t => t.textContent)") == [
        "Al Hudaydah: 1 claim known to the province only"
    ]
    assert tab.js("document.querySelectorAll('#offmap .chip').length") == 1
    box = tab.js("(b => [b.width, b.height])(document.querySelector('#map .held').getBoundingClientRect())")
    assert min(box) > 50


@in_browser
@pytest.mark.parametrize("width", [360, 768, 1100, 1920])
def test_nothing_is_wider_than_the_window(shown: Browser, width: int) -> None:
    shown.size(width, 800)
    try:
        shown.settle()
        for panel in ("reports", "text", "claims", "overview"):
            shown.js(f"document.querySelector('.tabs [data-panel={panel}]').click()")
            shown.settle()
            assert shown.js("document.documentElement.scrollWidth") <= width
            assert shown.js("document.querySelector('main').scrollWidth") <= width
    finally:
        shown.size(1440, 900)


@in_browser
def test_the_texts_direction_is_its_own(shown: Browser) -> None:
    direction = "getComputedStyle(document.querySelector('#text p')).direction"
    assert shown.js(f"[document.documentElement.dir, {direction}]") == ["ltr", "rtl"]
    shown.js("document.documentElement.dir = 'rtl'")
    assert shown.js(direction) == "rtl"
