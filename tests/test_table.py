"""The table in the terminal: every field of a claim, Arabic and numbers in place, no text that acts."""

import unicodedata
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from riwaya.export.table import show
from riwaya.export.terminal import isolated, safe
from riwaya.records import Document, DocumentClaims, Span

TEXT = "هدنة في حلب\nقال قيادي لرويترز إن الهدنة تبدأ الجمعة."


def claim(**changes: Any) -> dict[str, Any]:
    return {
        "type": "truce",
        "status": "planned",
        "trigger": {"text": "الهدنة", "span": [30, 36]},
        "mentions": [[12, 50]],
        **changes,
    }


def printed(*claims: dict[str, Any], plain: bool = True, width: int = 80, **document: Any) -> str:
    console = Console(file=(out := StringIO()), width=width, force_terminal=not plain, color_system=None)
    report = Document(doc_id="x", text=TEXT, **document)
    show(console, report, DocumentClaims.model_validate({"doc_id": "x", "claims": claims}), plain)
    return out.getvalue()


def field(label: str, **changes: Any) -> str:
    """The one line of a claim's field, its label cut off; empty where the claim has none."""
    lines = [line for line in printed(claim(**changes)).splitlines() if line.startswith(f"     {label} ")]
    assert len(lines) <= 1
    return lines[0][13:] if lines else ""


def test_a_claim_is_a_compact_record() -> None:
    shown = printed(
        claim(
            origin=[{"text": "قيادي", "kind": "armed_group"}, {"text": "رويترز", "kind": "agency"}],
            initiators=[{"text": "روسيا"}, {"text": "تركيا"}, {"text": "روسيا"}],
            places=[{"text": "حلب", "country": "SY", "admin1": "Aleppo", "name_en": "Aleppo", "level": "city"}],
            date={"start": "2016-11-04T09:00", "end": "2016-11-04T19:00", "precision": "hour"},
            confidence=0.8249,
        ),
        outlet="الميادين",
        published="2016-11-03",
        path="a.txt",
    )
    assert shown == (
        "هدنة في حلب\n"
        "  الميادين · 2016-11-03 · a.txt · 1 claim\n"
        "  1  Truce · planned  الهدنة  0.82\n"
        "     source  قيادي (armed group) → رويترز (news agency)\n"
        "     who     روسيا, تركيا\n"
        "     where   حلب (Aleppo, SY, city)\n"
        "     when    2016-11-04 09:00 to 19:00\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("toll", "shown"),
    [
        ({"kind": "killed", "min": 3, "max": 3, "who": "civilian"}, "3 killed (civilians)"),
        ({"kind": "killed_or_wounded", "min": 26, "max": 26}, "26 killed or wounded"),
        ({"kind": "wounded", "min": 20, "max": 99, "who": "soldier"}, "20 to 99 wounded (soldiers)"),
        ({"kind": "displaced", "min": 12000}, "12,000 or more displaced"),
        ({"kind": "missing", "max": 5}, "up to 5 missing"),
        ({"kind": "killed"}, "some killed"),
    ],
)
def test_tolls_keep_their_unit_and_their_doubt(toll: dict[str, Any], shown: str) -> None:
    assert field("toll", tolls=[toll]) == shown


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ({"start": "2018-04-07", "end": "2018-04-07", "precision": "day"}, "2018-04-07"),
        ({"start": "2018-04-07", "end": "2018-04-09", "precision": "day"}, "2018-04-07 to 2018-04-09"),
        (
            {"start": "2018-04-01", "end": "2018-04-30", "precision": "month"},
            "2018-04-01 to 2018-04-30; to the month",
        ),
        (
            {"start": "2018-04-07", "end": "2018-04-07", "precision": "day", "flags": ["hijri ±1"]},
            "2018-04-07; hijri ±1",
        ),
        ({}, ""),
    ],
)
def test_dates_show_their_precision_and_flags(date: dict[str, Any], shown: str) -> None:
    assert field("when", date=date) == shown


def test_where_the_date_of_publication_comes_from_is_said() -> None:
    assert "date unknown" in printed()
    evidence = Span(8, 11)
    inferred = printed(published="2016-11-03", published_from="inferred", published_evidence=evidence)
    assert "2016-11-03 (from the text: حلب)" in inferred
    assert "no claims" in inferred


def test_on_a_terminal_every_name_is_isolated_and_long_lines_hang() -> None:
    names = [{"text": f"الجماعة المسلحة رقم {n}"} for n in range(9)]
    shown = printed(claim(initiators=names), plain=False, width=60)
    assert shown.count("\u2068") == shown.count("\u2069") == 2 + len(names)
    lines = shown.splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("     who"))
    assert lines[first + 1].startswith(" " * 13) and not lines[first + 1].startswith(" " * 14)
    assert max(sum(unicodedata.category(c) not in ("Mn", "Cf") for c in line) for line in lines) <= 60


@given(st.text(st.characters()) | st.text("\x1b[2J\x00\u202e\u2069\n\r\tا[/]\ud83d", max_size=20))
def test_nothing_in_a_text_acts_on_the_terminal(text: str) -> None:
    shown = safe(text)
    categories = {unicodedata.category(c) for c in shown} - {"Cf"}
    assert not categories & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert not set(shown) & set("\n\r\t\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert isolated(text)[1:-1] == shown
    shown.encode("utf-8")


def test_letters_and_markup_are_left_as_they_are() -> None:
    assert safe("قُتِلَ [bold]3[/] می‌خواهم é 漢 👍") == "قُتِلَ [bold]3[/] می‌خواهم é 漢 👍"
    assert safe("a\x1b[2Jb\u202ec\ud83dd") == "a\\x1b[2Jbc\\ud83dd"
