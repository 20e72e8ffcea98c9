"""Which of several places stands first: where it happened, not what holds it or lies beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.codebook import ClaimType, Level, Status
from riwaya.records import Claim, Mention, Place, Span
from riwaya.resolve.foremost import foremost


def told(trigger: str, span: Span, sentence: Span) -> Claim:
    mention = Mention(text=trigger, span=span)
    return Claim(type=ClaimType.SHELLING, status=Status.OCCURRED, trigger=mention, mentions=[sentence])


def claim(text: str, trigger: str, *names: tuple[str, Level]) -> tuple[Claim, list[Place]]:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    known = {"country": "SY", "admin1": "Hama", "confidence": 0.8}
    places = [Place(text=name, span=span(name), level=level, place_id=name, **known) for name, level in names]
    found = told(trigger, span(trigger), Span(0, len(text)))
    return found, places


@pytest.mark.parametrize(
    ("text", "names", "first"),
    [
        (
            "قصفت المدفعية محافظة النهر وسقطت القذائف على بلدة التلة",
            [("محافظة النهر", Level.GOVERNORATE), ("بلدة التلة", Level.TOWN)],
            "بلدة التلة",
        ),
        ("قصفت المدفعية حي الورد في الميناء", [("الميناء", Level.CITY), ("حي الورد", Level.NEIGHBOURHOOD)], "حي الورد"),
        # of places told side by side the first told
        ("قصفت المدفعية التلة والنهر", [("النهر", Level.TOWN), ("التلة", Level.TOWN)], "التلة"),
    ],
)
def test_the_event_s_own_place_stands_first(text: str, names: list[tuple[str, Level]], first: str) -> None:
    found, places = claim(text, "قصفت", *names)
    ordered = foremost(found, places, text)
    assert ordered[0].text == first
    assert sorted(p.text for p in ordered) == sorted(p.text for p in places)


def test_a_sure_town_stays_before_a_doubtful_site() -> None:
    text = "قصفت المدفعية بلدة التلة، وقال قائد قرب مصنع الورق إن القصف مستمر"
    found, (town, site) = claim(text, "قصفت", ("بلدة التلة", Level.TOWN), ("مصنع الورق", Level.SITE))
    assert foremost(found, [town, site.model_copy(update={"confidence": 0.2})], text)[0] is town


@given(st.lists(st.sampled_from(list(Level)), max_size=5), st.text(max_size=30))
def test_no_place_is_lost_or_doubled(levels: list[Level], text: str) -> None:
    found = told("", Span(0, 0), Span(0, 0))
    places = [Place(text=str(k), span=Span(k, k + 1), level=level) for k, level in enumerate(levels)]
    assert sorted(p.text for p in foremost(found, places, text)) == sorted(p.text for p in places)
