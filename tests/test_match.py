"""Matching on claims of our own: what is one event, in whatever order it comes; figures, origins, copies, grades."""

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.codebook import ClaimType, Level, Precision, SourceKind, Status, TollGroup, TollKind
from riwaya.match.account import Account, account_of
from riwaya.match.blocking import Blocks
from riwaya.match.clustering import Clusters, cluster
from riwaya.match.contradictions import contradictions
from riwaya.match.copies import Copies
from riwaya.match.corroborate import corroborate
from riwaya.match.grading import Grade, grade
from riwaya.match.larger import part_of
from riwaya.match.likeness import likeness, place_relation, weights
from riwaya.match.means import means_of
from riwaya.match.reconcile import Rule, reconcile, revised, revisions
from riwaya.match.told import Told
from riwaya.records import Actor, Claim, Document, Mention, Place, Source, Span, Toll, When

TOWNS = {"تل الزيتون": (34.0, 36.5), "وادي النخيل": (35.2, 38.1)}


def told(
    number: int,
    *,
    day: str = "2019-03-04",
    until: str = "",
    published: str = "2019-03-05T10:00:00",
    town: str = "تل الزيتون",
    level: Level = Level.TOWN,
    type: ClaimType = ClaimType.AIR_STRIKE,
    status: Status = Status.OCCURRED,
    by: str = "القوات الحكومية",
    outlet: str = "صحيفة الميناء",
    source: str = "",
    kind: SourceKind = SourceKind.MONITOR,
    tolls: tuple[Toll, ...] = (),
    doc: str = "",
    words: str = "غارة على السوق",
) -> Told:
    text = f"{words} في {town}"
    lat, lon = TOWNS.get(town, (None, None))
    claim = Claim(
        id=f"{doc or f'd{number}'}#{number}",
        type=type,
        status=status,
        trigger=Mention(text=words.split()[0], span=Span(0, len(words.split()[0]))),
        mentions=[Span(0, len(text))],
        origin=[Source(text=source, kind=kind)] if source else [],
        initiators=[Mention(text=by)] if by else [],
        places=[Place(text=town, country="SY", admin1="Homs", level=level, lat=lat, lon=lon)],
        date=When(start=day, end=until or day, precision=Precision.DAY if day else Precision.UNKNOWN),
        tolls=list(tolls),
    )
    return Told(claim, Document(doc_id=doc or f"d{number}", text=text, outlet=outlet, published=published))


def killed(low: int, high: int | None = -1, who: TollGroup = TollGroup.CIVILIAN, kind: str = "killed") -> Toll:
    return Toll(kind=TollKind(kind), min=low, max=low if high == -1 else high, who=who, text=str(low))


def account(told: Told) -> Account:
    return account_of(told.claim, told.document)


def groups(*accounts: Told) -> list[tuple[str, ...]]:
    return cluster(map(account, accounts), weights())


def test_two_outlets_on_one_strike_are_one_incident_and_another_town_is_not() -> None:
    one = told(1, outlet="صحيفة الميناء", tolls=(killed(12),))
    two = told(2, outlet="قناة الجبل", tolls=(killed(12),), words="غارة جوية على السوق")
    away = told(3, outlet="قناة الجبل", town="وادي النخيل")
    assert groups(one, two, away) == [("d1#1", "d2#2"), ("d3#3",)]


def test_names_that_the_extractor_doubts_bring_nothing_together() -> None:
    claim, document = told(1).claim, told(1).document
    doubted = claim.model_copy(
        update={
            "places": [p.model_copy(update={"confidence": 0.3}) for p in claim.places],
            "initiators": [m.model_copy(update={"confidence": 0.3}) for m in claim.initiators],
        }
    )
    sure, unsure = account_of(claim, document), account_of(doubted, document)
    assert sure.spots and sure.initiators
    assert not unsure.spots and not unsure.initiators


@pytest.mark.parametrize(
    ("one", "other", "level", "relation"),
    [
        ("سوق الخضار", "مشفى الأمل", Level.SITE, "near"),  # two of one town, neither of which a gazetteer has
        ("سوق الخضار", "سوق الخضار القديم", Level.SITE, "same"),
        ("تل الزيتون", "الزيتونة", Level.TOWN, "same"),  # one town by two names
        ("حي النهر", "الحي الغربي", Level.NEIGHBOURHOOD, "near"),
    ],
)
def test_two_sites_that_are_resolved_to_their_town_are_not_one(
    one: str, other: str, level: Level, relation: str
) -> None:
    def at(number: int, name: str) -> Account:
        claim, document = (report := told(number)).claim, report.document
        place = claim.places[0].model_copy(update={"text": name, "level": level, "place_id": "town:1"})
        return account_of(claim.model_copy(update={"places": [place]}), document)

    assert place_relation(at(1, one), at(2, other)) == relation


def test_a_denial_joins_the_event_that_it_denies() -> None:
    one, denial = told(1, tolls=(killed(12),)), told(2, status=Status.DENIED, source="الناطق العسكري")
    assert groups(one, denial) == [("d1#1", "d2#2")]


def test_what_one_source_tells_twice_in_one_report_is_not_alike() -> None:
    one, again = told(1, doc="d1", source="المرصد"), told(2, doc="d1", source="المرصد")
    assert likeness(account(one), account(again), weights()) == 0
    assert groups(one, again) == [("d1#1",), ("d1#2",)]
    others = {
        "another witness": told(2, doc="d1", source="الدفاع المدني"),
        "another report": told(2, source="المرصد"),
        "another type": told(2, doc="d1", source="المرصد", type=ClaimType.SHELLING),
    }
    for name, other in others.items():
        assert likeness(account(one), account(other), weights()) > 0, name


def test_two_that_one_source_told_apart_come_together_where_all_others_are_like_both() -> None:
    twice = [told(n, doc="d1", source="المرصد", tolls=(killed(12),)) for n in (1, 2)]
    others = [told(n, outlet=f"صحيفة {n}", tolls=(killed(12),)) for n in range(3, 8)]
    assert len(groups(*twice, *others)) == 1


@pytest.mark.parametrize(
    ("type", "first", "last", "alike"),
    [
        (ClaimType.OPERATION, "2019-02-10", "2019-02-10", True),  # by the day it began
        (ClaimType.OPERATION, "2019-03-04", "2019-03-04", True),  # by today, on which it goes on
        (ClaimType.OPERATION, "2019-02-07", "2019-02-12", False),  # another, that began before
        (ClaimType.DEPLOYMENT, "2019-02-10", "2019-02-10", False),  # a day's is not that of a month
    ],
)
def test_an_operation_is_dated_by_its_run_or_by_a_day_of_it(
    type: ClaimType, first: str, last: str, alike: bool
) -> None:
    run = told(1, day="2019-02-10", until="2019-03-04", type=type, words="عملية السهم")
    other = told(2, day=first, until=last, type=type, outlet="قناة الجبل", words="عملية السهم")
    assert (likeness(account(run), account(other), weights()) > 0) == alike
    if alike:
        assert groups(run, other) == [("d1#1", "d2#2")]


def test_reports_without_a_day_do_not_chain_two_days_together() -> None:
    first = [told(n, day="2019-03-01", published="2019-03-02") for n in range(3)]
    third = [told(n, day="2019-03-03", published="2019-03-04") for n in range(3, 6)]
    between = [told(n, day="", published="2019-03-04") for n in range(6, 9)]
    for group in groups(*first, *third, *between):
        days = {t.claim.date.start for t in (*first, *third) if t.claim.id in group}
        assert len(days) <= 1
    assert len(groups(*first, *third)) == 2


@pytest.mark.parametrize("gap", [2, 5, 400])
def test_other_days_are_forbidden_however_alike(gap: int) -> None:
    later = (date(2019, 3, 4) + timedelta(days=gap)).isoformat()
    assert likeness(account(told(1)), account(told(2, day=later, published=later)), weights()) == 0


_DAYS = ["", "2019-03-01", "2019-03-02", "2019-03-03", "2019-03-05"]
_TYPES = [ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.CLASH, ClaimType.CASUALTY_TOLL, ClaimType.TALKS]


@st.composite
def accounts(draw: st.DrawFn) -> list[Account]:
    found = []
    for number in range(draw(st.integers(2, 14))):
        values: dict[str, Any] = {
            "day": draw(st.sampled_from(_DAYS)),
            "published": draw(st.sampled_from(["2019-03-02", "2019-03-04", "2019-03-06", ""])),
            "town": draw(st.sampled_from([*TOWNS, "قرية الصفصاف"])),
            "type": draw(st.sampled_from(_TYPES)),
            "by": draw(st.sampled_from(["", "القوات الحكومية", "فصيل الراية"])),
            "outlet": draw(st.sampled_from(["صحيفة الميناء", "قناة الجبل"])),
            "doc": f"d{draw(st.integers(0, 4))}",
            "tolls": draw(st.sampled_from([(), (killed(3),), (killed(40),)])),
        }
        found.append(account(told(number, **values)))
    return found


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_the_same_accounts_in_any_order_give_the_same_incidents(data: st.DataObject) -> None:
    found = data.draw(accounts())
    once = cluster(found, weights())
    shuffled = data.draw(st.permutations(found))
    one_by_one = Clusters(weights())
    for item in shuffled:
        one_by_one.add([item])
    assert one_by_one.groups() == once
    assert sorted(c for group in once for c in group) == sorted(a.id for a in found)
    gone = data.draw(st.sampled_from(found)).id
    one_by_one.remove([gone])
    assert one_by_one.groups() == cluster([a for a in found if a.id != gone], weights())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_few_accounts_groups_are_those_of_all_though_only_what_they_come_to_is_compared(data: st.DataObject) -> None:
    found = data.draw(accounts())
    some = {a.id for a in data.draw(st.lists(st.sampled_from(found), min_size=1, max_size=2))}
    few = Clusters(weights())
    few.take(found)
    part, seen = set(some), set[str]()
    while part - seen:
        few.compare(sorted(part - seen))
        seen |= part
        part = few.connected(some)
    assert few.groups_of(some) == [group for group in cluster(found, weights()) if some & set(group)]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_a_person_held_apart_stays_apart_and_together_together(data: st.DataObject) -> None:
    found = data.draw(accounts())
    held = {a.id: data.draw(st.sampled_from(["i-1", "i-2"])) for a in found[: len(found) // 2]}
    group_of = {c: group for group in cluster(found, weights(), held) for c in group}
    for one in held:
        for other in held:
            assert (group_of[one] == group_of[other]) == (held[one] == held[other])


def test_a_day_of_a_campaign_is_part_of_it() -> None:
    whole = told(1, day="2019-02-10", until="2019-03-10", type=ClaimType.OPERATION)
    strike, elsewhere = told(2), told(3, town="وادي النخيل")
    found = part_of({t.document.doc_id: [account(t)] for t in (whole, strike, elsewhere)})
    assert found == {"d2": "d1"}


def test_the_rules_choose_the_best_number_and_name_themselves() -> None:
    accounts = [
        told(1, published="2019-03-04T08:00", source="مرصد الساحل", tolls=(killed(5),)),
        told(2, published="2019-03-04T09:00", source="مرصد الساحل", tolls=(killed(9),), outlet="قناة الجبل"),
        told(3, published="2019-03-04T10:00", source="مشفى البلدة", kind=SourceKind.MEDICAL, tolls=(killed(9),)),
        told(4, published="2019-03-04T11:00", source="ناشطون", kind=SourceKind.WITNESS, tolls=(killed(20, None),)),
    ]
    expected = {Rule.LATEST: 20, Rule.MAJORITY: 9, Rule.SOURCE_ORDER: 9, Rule.RANGE: None}
    for rule, best in expected.items():
        figure = reconcile(accounts, rule)[TollKind.KILLED]
        assert (figure.low, figure.best, figure.high, figure.rule) == (5, best, 20, rule)
        assert reconcile(accounts[::-1], rule)[TollKind.KILLED] == figure
    assert [best for _, best in revisions(accounts, reconcile(accounts)[TollKind.KILLED])] == [5, 9, 20]


def test_killed_or_wounded_is_never_read_as_killed_but_bounds_them() -> None:
    both = told(1, tolls=(killed(26, kind="killed_or_wounded"),))
    figures = reconcile([both, told(2, tolls=(killed(30), killed(4, kind="wounded")))])
    assert figures[TollKind.KILLED].best == 30 and figures[TollKind.KILLED_OR_WOUNDED].best == 26
    assert figures[TollKind.KILLED].notes and figures[TollKind.KILLED_OR_WOUNDED].notes
    assert TollKind.KILLED not in reconcile([both])


def test_numbers_of_civilians_and_of_fighters_are_never_one_range() -> None:
    accounts = [
        told(1, published="2019-03-04T08:00", source="مرصد الساحل", tolls=(killed(7),)),
        told(2, published="2019-03-04T09:00", source="الدفاع المدني", tolls=(killed(9),)),
        told(3, published="2019-03-04T10:00", source="وكالة النخيل", tolls=(killed(15, who=TollGroup.FIGHTER),)),
        told(4, published="2019-03-04T11:00", source="ناشطون", tolls=(killed(12, who=TollGroup.UNKNOWN),)),
    ]
    figures = reconcile(accounts)
    assert {name: (f.low, f.best, f.high) for name, f in figures.items()} == {
        "killed civilians": (7, 9, 9),
        "killed fighters or soldiers": (15, 15, 15),
        "killed people not told apart": (12, 12, 12),
    }
    assert reconcile(accounts[::-1]) == figures
    assert [best for _, best in revisions(accounts, figures["killed civilians"])] == [7, 9], "told before the fighters"
    assert {(c.field, c.one, c.other) for c in contradictions(accounts)} >= {("harmed", "civilians", "fighters")}
    assert not any({c.one, c.other} == {"7 killed", "15 killed"} for c in contradictions(accounts))
    # who tells of no fighters may mean the same people by "12 dead"
    assert reconcile([accounts[0], accounts[3]])["killed"].high == 12


def test_one_account_may_count_both_sides_and_the_whole() -> None:
    combatants = (killed(5, who=TollGroup.FIGHTER), killed(2, who=TollGroup.SOLDIER))
    figures = reconcile([told(1, tolls=(killed(3), *combatants, killed(10, who=TollGroup.UNKNOWN)))])
    assert {name: f.best for name, f in figures.items()} == {
        "killed civilians": 3, "killed fighters or soldiers": 7, "killed people not told apart": 10
    }  # fmt: skip
    assert reconcile([told(1, tolls=combatants)])["killed"].best == 7
    apart = reconcile([told(1, tolls=combatants), told(2, tolls=(killed(3),))])
    assert {name: f.best for name, f in apart.items()} == {"killed civilians": 3, "killed fighters or soldiers": 7}
    whole = (killed(3), killed(10, who=TollGroup.UNKNOWN))
    assert reconcile([told(1, tolls=whole)])["killed"].best == 10


def test_only_a_source_that_tells_another_number_later_revised_it() -> None:
    early = told(1, published="2019-03-04T08:00", source="مرصد الساحل", tolls=(killed(5),))
    other = told(2, published="2019-03-04T09:00", source="الدفاع المدني", tolls=(killed(9),))
    later = told(3, published="2019-03-05T09:00", source="مرصد الساحل", tolls=(killed(8),))
    assert revised(reconcile([early, other])["killed"]) == []
    assert [[n.low for n in said] for said in revised(reconcile([early, other, later])["killed"])] == [[5, 8]]


def test_a_running_total_is_told_from_the_event() -> None:
    total = told(2, day="2019-02-10", until="2019-03-04", type=ClaimType.CASUALTY_TOLL, tolls=(killed(600),))
    figure = reconcile([told(1, tolls=(killed(7),)), total])[TollKind.KILLED]
    assert (figure.best, figure.high, [n.low for n in figure.running]) == (7, 7, [600])


def test_reports_whose_outlet_nobody_named_are_not_one_outlet() -> None:
    nameless = [told(n, outlet="") for n in (1, 2)]
    found = corroborate(nameless)
    assert (found.independent, sorted(found.names.values())) == (2, ["d1", "d2"])
    assert account_of(nameless[0].claim, nameless[0].document).source != account_of(
        nameless[1].claim, nameless[1].document
    ).source
    named = [Told(t.claim, t.document.model_copy(update={"path": f"/r/{n}.txt"})) for n, t in enumerate(nameless)]
    assert corroborate(named).outlets == ["0.txt", "1.txt"]
    one_outlet = corroborate([told(n, outlet="صحيفة الميناء") for n in (1, 2)])
    assert (one_outlet.independent, one_outlet.outlets) == (1, ["صحيفة الميناء"])


def test_three_outlets_that_cite_one_agency_are_one_origin_and_a_copy_is_none() -> None:
    cited = [told(n, outlet=o, source="وكالة النخيل", kind=SourceKind.AGENCY) for n, o in enumerate("ابج")]
    copy = Told(told(4, outlet="د", source="مراسلها").claim, told(4, outlet="د").document, copy_of="d0")
    found = corroborate([*cited, copy])
    assert len(found.outlets) == 4 and found.independent == 1
    assert found.hangs_on == next(iter(found.origins))
    assert found.copies == {"d4": "d0"}


def test_copies_are_found_across_spellings_and_other_reports_are_not() -> None:
    words = [f"كلمة{n}" for n in range(200)]
    copies = Copies()
    assert copies.add("a", " ".join(words)) == ""
    assert copies.add("b", "عاجل " + " ".join(words).replace("ة", "ه")) == "a"
    assert copies.add("c", " ".join(f"{w} {n % 7}" for n, w in enumerate(words))) == ""
    assert copies.add("d", "") == ""


def test_contradictions_name_the_field_and_both_texts() -> None:
    one = told(1, source="مرصد الساحل", tolls=(killed(3),))
    other = told(2, source="مشفى البلدة", tolls=(killed(12),), status=Status.OCCURRED)
    denial = told(3, source="الناطق العسكري", status=Status.DENIED)
    fighters = told(4, source="وكالة النخيل", tolls=(killed(3, who=TollGroup.FIGHTER),))
    found = contradictions([one, other, denial, fighters])
    assert {c.field for c in found} == {"happened", "killed", "harmed"}
    assert all(c.one_text and c.other_text and c.one_claim != c.other_claim for c in found)
    assert contradictions([told(1), told(2)]) == []


def test_the_grade_names_the_sentence_that_moved_it() -> None:
    one = told(1, source="مرصد الساحل", tolls=(killed(3),))
    two = told(2, source="مشفى البلدة", kind=SourceKind.MEDICAL, tolls=(killed(3),))
    denial = told(3, source="الناطق العسكري", status=Status.DENIED)
    admitted = told(4, source="القوات الحكومية", kind=SourceKind.MILITARY, tolls=(killed(3),))
    boast = told(5, source="القوات الحكومية", kind=SourceKind.MILITARY)
    only_fighters = told(6, source="القوات الحكومية", tolls=(killed(3, who=TollGroup.FIGHTER),))
    assert grade([one]).grade is Grade.WEAK
    assert grade([one, two]).grade is Grade.FAIR
    assert (grade([one, two, denial]).grade, grade([one, denial]).claim_id) == (Grade.CONTESTED, "d3#3")
    moved = grade([one, denial, admitted])
    assert (moved.grade, moved.claim_id, moved.sentence) == (Grade.CONFIRMED, "d4#4", admitted.sentence)
    assert grade([boast, one]).grade is Grade.WEAK  # it says that it struck, not that it harmed
    assert grade([one, only_fighters]).grade is Grade.CONTESTED
    rumour = told(7, status=Status.POSSIBLE, tolls=(killed(3),))
    assert grade([rumour, boast]).grade is Grade.DISCOUNTED
    for harmless in (denial, only_fighters, boast, told(8, type=ClaimType.AGREEMENT, status=Status.OCCURRED)):
        assert grade([harmless]).grade is Grade.UNGRADED
    with pytest.raises(ValueError):
        grade([])


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("بغاز الكلور", {"chemical"}),
        ("وبراميلَ متفجرة", {"barrel"}),
        ("سيارة مفخخة", {"vehicle_bomb"}),
        ("ساحة المدينة", set()),
        ("غازًا سامًّا", {"chemical"}),
        ("المندوبة السامية في سامراء", set()),
        ("طائرة مسيّرة", {"aircraft", "drone"}),
    ],
)
def test_means(text: str, classes: set[str]) -> None:
    assert means_of(text) == classes


@pytest.mark.parametrize(
    ("sentence", "gas"),
    [
        ("غارات على مخازن أسلحة كيميائية غرب البلدة", False),
        ("شنت الطائرات غارات ردًّا على هجوم كيماوي مفترض", False),
        ("قصفت مبنى يحوي مواد كيميائية", False),
        ("غارة بغاز الكلور على حي سكني", True),
        ("قصفت الطائرات مواقع الفصائل بغازات سامة", True),
        ("قصف كيماوي على مواقع في البلدة", True),
        ("قصف على مواقع للفصائل بقذائف تحوي غاز الكلور", True),
        ("قصف موقع للفصائل أدى إلى حالات اختناق", True),
        ("استهدفت الغارة موقعا عسكريا يشتبه بأنه يحوي مواد كيماوية", False),
        ("ثلاثون حالة اختناق، كما كتب بموقعه، بعد غارة", True),
    ],
)
def test_a_strike_on_stores_of_gas_or_for_its_use_is_no_gas_attack(sentence: str, gas: bool) -> None:
    words = "غارات في البلدة: " + sentence
    assert ("chemical" in account(told(1, words=words)).means) is gas
    # what kills is known by the gas that its sentence names, wherever that stands
    assert "chemical" in account(told(1, words=words, type=ClaimType.ATTACK_ON_CIVILIANS)).means


def test_an_event_dated_long_after_meets_one_told_then_without_a_date() -> None:
    dated = account(told(1, day="2019-02-10", published="2019-03-04"))
    undated = account(told(2, day="", published="2019-03-05"))
    of_that_day = account(told(3, day="2019-03-04", published="2019-03-04"))
    for order in permutations([dated, undated, of_that_day]):
        blocks = Blocks()
        for one in order:
            blocks.add(one)
        assert [a.doc_id for a in blocks.near(dated)] == ["d2"]
        assert [a.doc_id for a in blocks.near(undated)] == ["d1", "d3"]
        assert [a.doc_id for a in blocks.of_days([date(2019, 3, 4).toordinal()])] == ["d2", "d3"]
        blocks.remove("d1#1")
        assert [a.doc_id for a in blocks.near(undated)] == ["d3"]


def test_days_find_the_long_periods_that_hold_them() -> None:
    blocks = Blocks()
    for n, (start, end) in enumerate([("2019-01-01", "2019-03-31"), ("2019-02-10", "2019-02-10"), ("2020-01-01", "")]):
        blocks.add(account(told(n, day=start, until=end)))
    day = date(2019, 2, 10).toordinal()
    assert [a.doc_id for a in blocks.of_days([day])] == ["d0", "d1"]
    blocks.remove("d0#0")
    assert [a.doc_id for a in blocks.of_days([day, None])] == ["d1"]


def test_a_report_with_a_new_beginning_over_an_old_text_is_no_copy() -> None:
    copies = Copies()
    body = " ".join(f"كلمة{n}" for n in range(300))
    first = "دعا المركز قادة الجماعة إلى تسليم أسلحتهم وخرائط الألغام في البلدة المحاصرة قبل المساء " * 5
    later = "ذكرت وسائل الإعلام أن الجانبين توصلا ليلا باتفاق مكتوب على خروج المقاتلين نحو الشمال غدا " * 5
    assert copies.add("a", f"{first}\n{body}") == ""
    assert copies.add("b", f"{later}\n{body}") == ""
    assert copies.add("c", f"عاجل\n{first}\n{body}") == "a"


def test_one_body_by_two_names_contradicts_another_once() -> None:
    def blamed(number: int, name: str, actor: str) -> Told:
        made = told(number, outlet=f"صحيفة {number}", by=name)
        hands = [Mention(text=name, actor=Actor(id=actor, country="SY" if actor == "a" else "IQ"))]
        return Told(made.claim.model_copy(update={"initiators": hands}), made.document)

    accounts = [blamed(1, "الجيش", "a"), blamed(2, "القوات النظامية", "a"), blamed(3, "الفصيل", "b")]
    assert [c.field for c in contradictions(accounts)] == ["who"]


def test_a_copy_counts_where_it_changed_the_number() -> None:
    first, later = told(1, published="2019-03-04T08:00", tolls=(killed(27),)), told(2, tolls=(killed(30),))
    again = told(3, tolls=(killed(27),))
    copies = [Told(t.claim, t.document, copy_of="d1") for t in (later, again)]
    figure = reconcile([first, *copies])[TollKind.KILLED]
    assert [n.low for n in figure.numbers] == [27, 30]
    assert (figure.low, figure.best, figure.high) == (27, 30, 30)
