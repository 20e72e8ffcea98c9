"""What is made of a report's claims once all are read: whose names, places and weapons, and what is told once."""

from types import SimpleNamespace

import numpy as np
import pytest

from riwaya.codebook import ClaimType, Level, SourceKind, Status, TollKind
from riwaya.extract.attribution import sources
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.beside import acts_with, aimed, apart
from riwaya.extract.encoder.fills import Thresholds, origin
from riwaya.extract.encoder.fitting import armed, placed
from riwaya.extract.encoder.headings import is_heading, under_headings
from riwaya.extract.encoder.heard import heard
from riwaya.extract.encoder.jointfire import joined_tolls, joint_fire
from riwaya.extract.encoder.merge import Draft, likelihood, one_of
from riwaya.extract.encoder.once import asked_for
from riwaya.extract.encoder.repeated import link_lines, said_once
from riwaya.extract.encoder.worth import claim_features
from riwaya.extract.patterns import Reading
from riwaya.records import Claim, Mention, Place, Sentence, Source, Span, Toll


def sentences_of(text: str) -> list[Sentence]:
    """A sentence for each line."""
    out, at = [], 0
    for number, line in enumerate(text.split("\n")):
        out.append(Sentence(number=number, span=Span(at, at + len(line))))
        at += len(line) + 1
    return out


def span_of(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def named(text: str, words: str, sure: float = 0.8) -> Mention:
    return Mention(text=words, span=span_of(text, words), confidence=sure)


def claim_of(text: str, trigger: str, kind: str = "clash", status: str = "occurred", **fields: object) -> Claim:
    at = span_of(text, trigger)
    own = next(s for s in sentences_of(text) if s.span.start <= at.start < s.span.end)
    return Claim(
        type=ClaimType(kind),
        status=Status(status),
        trigger=Mention(text=trigger, span=at),
        mentions=[own.span],
        mention_ids=[own.number],
        confidence=0.8,
        **fields,  # type: ignore[arg-type]
    )


def test_parties_joined_by_and_act_together_but_not_behind_between() -> None:
    text = "هاجم الجيش السوداني وقوات الدفاع البلدة"
    assert acts_with(text, span_of(text, "الجيش"), span_of(text, "قوات الدفاع"))
    text = "معارك بين الجيش وقوات الدعم"
    assert not acts_with(text, span_of(text, "الجيش"), span_of(text, "قوات الدعم"))
    text = "هاجم الجيش ثم انسحبت قوات الدعم"
    assert not acts_with(text, span_of(text, "الجيش"), span_of(text, "قوات الدعم"))
    text = "قتل الجيش المتظاهرين والصحفيين"
    assert not acts_with(text, span_of(text, "الجيش"), span_of(text, "الصحفيين"))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("الجيش وقوات الدعم", ["الجيش", "قوات الدعم"]),
        ("الجيش والشرطة", ["الجيش والشرطة"]),
        ("وزارة الدفاع", ["وزارة الدفاع"]),
        ("هيئة الزراعة والري", ["هيئة الزراعة والري"]),
        ("روسيا وتركيا وإيران", ["روسيا", "تركيا", "إيران"]),
        ("تنظيم الدولة في العراق وسوريا", ["تنظيم الدولة في العراق وسوريا"]),
        ("حلفاء إيران وروسيا", ["حلفاء إيران وروسيا"]),
    ],
)
def test_a_name_of_two_parties_is_two(name: str, parts: list[str]) -> None:
    text = f"هاجم {name} البلدة"
    assert [text[s.start : s.end] for s in apart(text, span_of(text, name))] == parts


def test_a_target_of_another_sentence_must_be_sure_and_a_second_one_joined() -> None:
    text = "قرب مقر الفرقة قصفت المدفعية المستشفى والمدرسة\nفي الأثناء هاجم مسلحون الفوج"
    claim = claim_of(text, "قصفت", "shelling")
    hospital, school = named(text, "المستشفى"), named(text, "المدرسة", 0.5)
    assert aimed(claim, [hospital, school], text) == [hospital, school]
    assert aimed(claim, [hospital, named(text, "الفرقة", 0.5)], text) == [hospital]
    assert aimed(claim, [named(text, "الفوج", 0.3)], text) == []
    assert aimed(claim, [named(text, "الفوج", 0.6)], text) == [named(text, "الفوج", 0.6)]


def place(text: str, words: str, level: Level, sure: float = 0.8) -> Place:
    return Place(text=words, span=span_of(text, words), level=level, confidence=sure)


def test_the_place_beside_the_event_is_first() -> None:
    text = "قتل اثنان في سوريا في هجوم على بلدة الزهور\nوفي موقع التل سقط جرحى"
    claim = claim_of(text, "هجوم")
    state, town = place(text, "سوريا", Level.COUNTRY), place(text, "الزهور", Level.CITY)
    site = place(text, "التل", Level.SITE)
    assert placed(claim.model_copy(update={"places": [site, state, town]}), text)[0] == town
    assert placed(claim.model_copy(update={"places": [site]}), text) == [site]


def test_what_somebody_rejects_has_a_place_only_where_it_is_sure() -> None:
    text = "رفض المجلس دخول المدينة"
    claim = claim_of(text, "رفض", "reject", places=[place(text, "المدينة", Level.CITY, 0.6)])
    assert placed(claim, text) == []
    text = "بحثوا أزمة ليبيا في اجتماع في تونس"
    about, there = place(text, "ليبيا", Level.COUNTRY), place(text, "تونس", Level.COUNTRY)
    assert placed(claim_of(text, "اجتماع", "talks", places=[about, there]), text) == [there]


def test_a_weapon_keeps_its_model_and_one_kind_is_named_once() -> None:
    text = "أطلقوا صواريخ من طراز \"برق\" وصاروخا آخر على القاعدة"
    claim = claim_of(text, "أطلقوا", "shelling", weapons=[named(text, "صواريخ", 0.9), named(text, "صاروخا", 0.5)])
    assert [m.text for m in armed(claim, text)] == ['صواريخ من طراز "برق"']
    assert armed(claim.model_copy(update={"type": ClaimType.TERRITORY}), text) == []
    text = "قصف بالصواريخ «الزهراء»"
    assert armed(claim_of(text, "قصف", "shelling", weapons=[named(text, "بالصواريخ")]), text)[0].text == "بالصواريخ"
    text = "قصفوا بمدفع هاون ومدفع هاوزر"
    claim = claim_of(text, "قصفوا", "shelling", weapons=[named(text, "مدفع هاون"), named(text, "مدفع هاوزر")])
    assert len(armed(claim, text)) == 2


def agency(text: str, words: str, kind: SourceKind = SourceKind.AGENCY) -> Source:
    return Source(text=words, kind=kind, span=span_of(text, words), confidence=0.8)


def test_who_goes_on_to_speak_is_who_spoke_before() -> None:
    text = "قال قائد ميداني إن الجيش قصف التلة\nوأضاف أن اشتباكات دارت قرب الجسر\nاندلعت حرائق في المكان"
    witness = agency(text, "قائد ميداني", SourceKind.MILITARY)
    first = claim_of(text, "قصف", "shelling", origin=[witness])
    second, third = claim_of(text, "اشتباكات"), claim_of(text, "حرائق", "property")
    got = heard([first, second, third], Reading(text, [tuple(s.span) for s in sentences_of(text)]))
    assert [c.origin for c in got] == [[witness], [witness], []]
    assert got[1].cues["origin"] == span_of(text, "وأضاف") and "origin" in got[1].stages


def test_a_demand_is_not_heard_from_an_agency_of_another_sentence() -> None:
    text = "ذكرت وكالة الأفق أن المعارك توقفت\nطالب المبعوث بهدنة"
    claim = claim_of(text, "طالب", "demand", origin=[agency(text, "وكالة الأفق")])
    reading = Reading(text, [tuple(s.span) for s in sentences_of(text)])
    assert heard([claim], reading)[0].origin == []
    told = claim_of(text, "المعارك", origin=[agency(text, "وكالة الأفق")])
    assert heard([told], reading)[0].origin == told.origin


def test_who_goes_on_to_speak_is_the_last_who_spoke() -> None:
    text = "قال قائد ميداني إن الجيش قصف التلة\nوقال المتحدث إن الوضع هادئ\nوأضاف أن اشتباكات دارت قرب الجسر"
    first = claim_of(text, "قصف", "shelling", origin=[agency(text, "قائد ميداني", SourceKind.MILITARY)])
    got = heard([first, claim_of(text, "اشتباكات")], Reading(text, [tuple(s.span) for s in sentences_of(text)]))
    assert got[1].origin == []


def test_what_is_demanded_is_no_claim_of_its_own() -> None:
    text = "طالب المجلس بانسحاب القوات من البلدة"
    demand = claim_of(text, "طالب", "demand")
    planned, done = (claim_of(text, "انسحاب", "territory", status) for status in ("planned", "occurred"))
    assert asked_for([demand, planned], text) == [demand]
    assert asked_for([demand, done], text) == [demand, done]
    assert asked_for([planned], text) == [planned]


@pytest.mark.parametrize(
    "text",
    [
        "طالبت المنظمة بوقف القتال، فيما تستعد القوات لهجوم على المدينة",
        "رفض المجلس الهدنة وأعلن أنه يستعد لهجوم على المدينة",
    ],
)
def test_what_another_clause_tells_stays_beside_a_demand(text: str) -> None:
    demand, attack = claim_of(text, text.split()[0], "demand"), claim_of(text, "هجوم", "clash", "planned")
    assert asked_for([demand, attack], text) == [demand, attack]


def test_what_another_voice_tells_stays_beside_a_demand() -> None:
    text = "طالب المجلس بانسحاب القوات من البلدة"
    told = claim_of(text, "انسحاب", "territory", "planned", origin=[agency(text, "البلدة")])
    demand = claim_of(text, "طالب", "demand")
    assert asked_for([demand, told], text) == [demand, told]


def toll_of(text: str, words: str) -> Toll:
    return Toll(kind=TollKind.KILLED, text=words, span=span_of(text, words))


def test_attacks_joined_in_one_breath_share_their_toll() -> None:
    text = "سقوط قتلى في معارك عنيفة وقصف مدفعي على البلدة، وغارة على القرية"
    fight, guns = claim_of(text, "معارك", "clash"), claim_of(text, "قصف", "shelling")
    fight = fight.model_copy(update={"tolls": [toll_of(text, "قتلى")]})
    raid = claim_of(text, "غارة", "air_strike")  # behind a comma it is told apart
    told = joined_tolls([fight, guns, raid], text)
    assert [len(c.tolls) for c in told] == [1, 1, 0]
    assert "tolls" in told[1].stages
    talks = claim_of(text, "قصف", "talks")
    assert joined_tolls([fight, talks], text)[1].tolls == []
    apart = "قتلى في معارك عند الجسر ثم قصف مدفعي"
    fight = claim_of(apart, "معارك", "clash").model_copy(update={"tolls": [toll_of(apart, "قتلى")]})
    assert joined_tolls([fight, claim_of(apart, "قصف", "shelling")], apart)[1].tolls == []


def test_fire_from_the_air_and_the_ground_is_two_claims() -> None:
    text = "تعرضت البلدة لقصف جوي ومدفعي عنيف\nتعرضت القرية لقصف مدفعي"
    sentences = sentences_of(text)
    both = joint_fire([claim_of(text, "قصف", "shelling")], text, sentences)
    assert [c.type for c in both] == [ClaimType.SHELLING, ClaimType.AIR_STRIKE]
    assert both[1].confidence == 0.4 and both[1].stages["type"]
    struck = "استهدفت غارة منظومات دفاع جوي وصاروخي"
    raid = claim_of(struck, "غارة", "air_strike")
    assert joint_fire([raid], struck, sentences_of(struck)) == [raid]
    at = text.rindex("قصف")
    further = Mention(text="قصف", span=Span(at, at + 3))
    one = claim_of(text, "قصف", "shelling").model_copy(update={"mention_ids": [1], "trigger": further})
    assert joint_fire([one], text, sentences) == [one]


def draft(text: str, trigger: str, sure: float, **fields: object) -> Draft:
    claim = claim_of(text, trigger)
    begins = frozenset([claim.trigger.span.start if claim.trigger.span else 0])
    return Draft(claim, claim.mention_ids[0], sure, {}, begins=begins, **fields)  # type: ignore[arg-type]


def test_a_heading_tells_what_stands_below_it() -> None:
    text = "هجوم على البلدة\nمقدمة الخبر هنا.\nمعارك الجسر\nاندلعت اشتباكات قرب الجسر، وقتل اثنان."
    sentences = sentences_of(text)
    assert [is_heading(text, sentences, n) for n in range(4)] == [False, False, True, False]
    assert not is_heading("هجوم\nغارة أولى\nغارة ثانية", sentences_of("هجوم\nغارة أولى\nغارة ثانية"), 2)
    listed = "عناوين اليوم\nغارة على الجسر\nغارة على الميناء\nغارة على المطار"
    assert not any(is_heading(listed, sentences_of(listed), n) for n in range(4))
    heading, body = draft(text, "معارك", 0.9, headed=True), draft(text, "اشتباكات", 0.6)
    (one,) = under_headings([heading, body], {})
    assert one.span == body.span and one.claim.mention_ids == [3, 2]
    assert under_headings([heading], {}) == [heading]
    assert under_headings([heading, body], {"bias": -3.0}) == [heading, body]  # hardly the same
    heading.claim = heading.claim.model_copy(update={"places": [place(text, "الجسر", Level.SITE)]})
    body.claim = body.claim.model_copy(update={"places": [place(text, "البلدة", Level.CITY)]})
    assert under_headings([heading, body], {}) == [heading, body]


def test_two_words_of_one_event_are_joined_whoever_their_parties_are() -> None:
    text = "يتصدى المقاتلون لاقتحام الحي"
    first, second = draft(text, "يتصدى", 0.9), draft(text, "اقتحام", 0.6)
    first.claim = first.claim.model_copy(update={"initiators": [Mention(text="المقاتلون")]})
    second.claim = second.claim.model_copy(update={"initiators": [Mention(text="الجيش")]})
    first.twins = {second.span.start: 0.001}
    assert likelihood(first, second, {"bias": 1.0}) == 0.0
    first.beside = frozenset([second.span.start])
    assert likelihood(first, second, {"bias": 1.0}) > 0.5
    first.beside = frozenset()
    assert likelihood(first, second, {"bias": 2.0}) > 0.85
    again = second.claim.trigger.model_copy(update={"text": "يتصدى"})
    second.claim = second.claim.model_copy(update={"trigger": again})
    assert likelihood(first, second, {"bias": 2.0}) == 0.0  # a verb told twice


def test_a_claim_is_worth_less_beside_a_surer_twin() -> None:
    text = "قصف الجيش البلدة وهاجم القرية"
    one, other = draft(text, "قصف", 0.9), draft(text, "هاجم", 0.4)
    one.twins = {other.span.start: 0.3}
    assert claim_features(other, [one, other])["surer_twin"] == 0.3
    assert claim_features(one, [one, other])["surer_twin"] == 0.0
    other.item = 1  # of a bulletin, whose items tell events of their own
    assert claim_features(other, [one, other])["surer_twin"] == 0.0


def origin_of(text: str, trigger: str, name: str, sure: float) -> list[str]:
    """The sources of a trigger for whom the network finds one name, so likely."""
    reading, at = Reading(text, [s.span for s in sentences_of(text)]), span_of(text, name)
    view = SimpleNamespace(
        name=lambda word, kind: (at, name),
        grammar=SimpleNamespace(text=text, reading=reading, voices=sources(reading)),
        scores=SimpleNamespace(source_kind=np.ones((1, len(H.SOURCE_KINDS)))),
    )
    roles = np.zeros((len(H.ROLES), 1), dtype=np.float32)
    roles[H.SOURCE, 0] = sure
    cuts = Thresholds()
    cuts.roles["source"] = 0.5
    found = origin(view, roles, cuts, span_of(text, trigger).start)  # type: ignore[arg-type]
    return [s.text for s in found]


def test_a_doubtful_source_stands_where_words_of_speech_name_it() -> None:
    told = "وأعلن المرصد البحري أن زورقا قصف الميناء"
    assert origin_of(told, "قصف", "المرصد البحري", 0.45) == ["المرصد البحري"]
    assert origin_of(told, "قصف", "المرصد البحري", 0.3) == []
    assert origin_of("زار المرصد البحري الميناء بعدما قصف", "قصف", "المرصد البحري", 0.45) == []
    other = "وأعلنت وزارة الدفاع أن زورقا قصف المرصد البحري"
    assert origin_of(other, "قصف", "المرصد البحري", 0.45) == []
    assert origin_of(other, "قصف", "المرصد البحري", 0.6) == ["المرصد البحري"]


def test_a_doubtful_source_is_not_another_tellings() -> None:
    text = "قصف الميناء\nوقال المرصد إن القصف عنيف\nوقصف بحسب الجيش"

    def by(trigger: str, name: str, sure: float) -> Draft:
        who = [Source(text=name, kind=SourceKind.OFFICIAL, span=span_of(text, name), confidence=sure)]
        return Draft(claim_of(text, trigger, origin=who), 1, 0.8, {})

    bare, doubtful = draft(text, "قصف الميناء", 0.9), by("القصف", "المرصد", 0.45)
    told = by("قصف بحسب", "الجيش", 0.9)
    assert one_of(bare, doubtful).claim.origin == []
    assert [s.text for s in one_of(doubtful, bare).claim.origin] == ["المرصد"]
    assert [s.text for s in one_of(bare, told).claim.origin] == ["الجيش"]
    assert [s.text for s in one_of(doubtful, told).claim.origin] == ["الجيش"]


TITLE = "مقتل ثلاثة جنود في كمين قرب الحدود"
BODY = "\nنصب مسلحون كمينا لدورية\nوقال ضابط إن الجنود كانوا عائدين\nوطوقت قوة المكان\n"


def test_the_title_as_a_link_below_tells_nothing() -> None:
    text = TITLE + BODY + "رابط الخبر في المرفأ: " + TITLE
    first, body = draft(text, "كمين قرب", 0.9), draft(text, "كمينا", 0.9)
    at = text.rindex("كمين قرب")

    def below(word: str, start: int) -> Draft:
        trigger = Mention(text=word, span=Span(start, start + len(word)))
        return Draft(first.claim.model_copy(update={"trigger": trigger}), 4, 0.8, {})

    kept = said_once([first, body, below("كمين", at), below("مقتل", at - 20)], text, sentences_of(text))
    assert kept == [first, body]
    assert first.claim.mention_ids == [0, 4]
    assert body.claim.mention_ids == [1]


@pytest.mark.parametrize(
    "last",
    [
        "وقال الضابط إن " + TITLE,
        "رابط الخبر في المرفأ: " + TITLE + " وأضاف الضابط أن اثنين جرحا",
        'وجاء في بيان ثان للقيادة العامة للجيش صدر مساء اليوم نفسه: "' + TITLE + '"',
        "رابط الخبر في المرفأ: غارة على الميناء",
    ],
)
def test_a_sentence_that_holds_the_title_but_is_no_link_tells_its_own(last: str) -> None:
    text = TITLE + BODY + last
    assert link_lines(text, sentences_of(text)) == {}
    short = "غارة على تعز" + BODY + "رابط: غارة على تعز"
    assert link_lines(short, sentences_of(short)) == {}
    lead = TITLE + "\nعاجل: " + TITLE + BODY
    assert link_lines(lead, sentences_of(lead)) == {}


def test_another_telling_decides_a_status_that_the_first_leaves_open() -> None:
    text = "قصف الجيش البلدة. وقال شهود إن الجيش قصف السوق."
    open_ = {Status.OCCURRED: -0.8, Status.ONGOING: -0.7}
    sure = {Status.OCCURRED: -0.05, Status.ONGOING: -4.0}
    first, second = draft(text, "قصف الجيش", 0.9, status=open_), draft(text, "قصف السوق", 0.8, status=sure)
    assert one_of(first, second).claim.status is Status.OCCURRED
    assert one_of(second, first).claim.status is Status.OCCURRED
    told = draft(text, "قصف الجيش", 0.9)  # words decided it
    assert one_of(told, second).claim.status is told.claim.status
