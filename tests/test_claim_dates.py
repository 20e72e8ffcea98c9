"""The date of a claim: governed by an expression, by the report's frame, or by none."""

import json

import pytest

from riwaya.arabic.dates import expressions
from riwaya.arabic.intervals import Interval
from riwaya.codebook import Precision
from riwaya.records import Document, Span, When
from riwaya.resolve.clocks import ZONES, acled_time_precision, to_local, ucdp_date_prec
from riwaya.resolve.date_agreement import Loudness, Weighed, agreed
from riwaya.resolve.date_binding import binding_features
from riwaya.resolve.date_features import Claimed
from riwaya.resolve.date_frame import report_frame, when_of
from riwaya.resolve.date_scope import tense_of_clause
from riwaya.resolve.date_told import of_the_morning_after
from riwaya.resolve.dates import Dated, claim_dates, date_candidates


def dated(text, trigger, published="2018-07-24", status="occurred", type="clash"):
    document = Document(doc_id="x", text=text, published=published)
    at = text.index(trigger)
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    start = max(s for s in starts if s <= at)
    end = text.find("\n", at)
    sentence = Span(start, end if end >= 0 else len(text))
    claim = Dated(Span(at, at + len(trigger)), sentence, [sentence], status, type)
    return claim_dates(document, expressions(text), [claim])[0]


def test_expression_beside_the_trigger():
    got = dated("معارك في الريف\nاندلعت اشتباكات فجر الأحد قرب البلدة.", "اشتباكات")
    assert (got.start, got.precision) == ("2018-07-22", "day")
    assert got.text == "فجر الأحد" and not got.inferred and got.confidence


def test_report_without_expression_takes_the_publication_day():
    got = dated("قصف على البلدة\nقصفت المدفعية البلدة وأوقعت جرحى.", "قصفت", type="shelling")
    assert (got.start, got.precision, got.inferred) == ("2018-07-24", "day", True)


def test_no_publication_date_keeps_expressions_relative():
    text = "اندلعت اشتباكات أمس الاثنين قرب البلدة."
    got = dated(text, "اشتباكات", published="")
    assert got.precision is Precision.UNKNOWN and got.text == "أمس الاثنين"
    (e,) = expressions(text)
    kept = when_of(text, e, None)
    assert kept is not None
    assert kept.text == "أمس الاثنين" and kept.start == "" and kept.flags == ["no publication date"]


def test_whole_dates_need_no_publication_date():
    text = "اندلعت اشتباكات في 24 يوليو 2018 قرب البلدة."
    (e,) = expressions(text)
    kept = when_of(text, e, None)
    assert kept is not None and kept.start == "2018-07-24"


def test_frame_is_the_day_of_the_lead():
    text = "مقتل جنود في كمين\nقتل ثلاثة جنود أمس في كمين شمال المدينة."
    frame = report_frame(Document(doc_id="x", text=text, published="2018-07-24T22:10:00+00:00"), expressions(text))
    assert str(frame.day) == "2018-07-23" and str(frame.anchor) == "2018-07-24" and not frame.shifted


def test_frame_believes_the_reports_own_today():
    text = "مقتل جنود\nقال المتحدث اليوم الأحد إن جنودا قتلوا."
    frame = report_frame(Document(doc_id="x", text=text, published="2015-07-22"), expressions(text))
    assert frame.shifted and str(frame.anchor) == "2015-07-19"


def test_the_body_may_show_the_reports_own_today():
    lead = "مقتل جنود في كمين\nقتل جنود في كمين شمال المدينة.\n" + "وقال شهود إن الطريق أغلق. " * 8
    told = lead + "\nوكان حريق اندلع أمس الخميس في السوق."
    frame = report_frame(Document(doc_id="x", text=told, published="2015-07-25"), expressions(told))
    assert frame.shifted and str(frame.anchor) == "2015-07-24"
    both = told + " وعاد الهدوء اليوم السبت."
    frame = report_frame(Document(doc_id="x", text=both, published="2015-07-25"), expressions(both))
    assert not frame.shifted and str(frame.anchor) == "2015-07-25"


def test_a_total_may_be_counted_from_the_beginning_of_the_war():
    text = "ارتفع عدد القتلى في غزة إلى 9000 وقالت الصحة في غزة إن المئات تحت الأنقاض."
    assert ("period", "2023-10-07") in candidates(text, "عدد القتلى", "occurred", "casualty_toll", "2023-11-03")
    assert ("period", "2023-10-07") not in candidates(text, "عدد القتلى", "occurred", "demand", "2023-11-03")


def test_a_day_is_bound_to_the_trigger_that_stands_nearest():
    text = "أعلن الجيش سحب لوائه بعد هجوم شنه مسلحون يوم الأحد على القاعدة"
    found = expressions(text)
    spans = {w: Span(text.index(w), text.index(w) + len(w)) for w in ("سحب", "هجوم")}
    triggers = tuple((s, "clash") for s in spans.values())
    whole = Span(0, len(text))

    def bound(word):
        claim = Claimed(text, spans[word], whole, [whole], "occurred", "clash", found, triggers)
        return {k for k in binding_features(claim, found[0]) if "between" in k or "nearer=" in k}

    assert bound("هجوم") == {"bind:after:between=0", "bind:after:nearer=0"}
    assert bound("سحب") == {"bind:after:between=1", "bind:after:nearer=1"}


def test_claims_of_one_kind_lend_one_another_their_days():
    text = "قصفت طائرات البلدة أمس.\nوأصاب القصف مدرسة."
    first, second = Span(0, 23), Span(24, len(text))
    told = ("occurred", "air_strike")
    sure = Weighed(Span(0, 4), first, [first], *told, {"2018-07-23": 0.9, "unknown": 0.1}, frozenset())
    open_ = Weighed(Span(31, 36), second, [second], *told, {"2018-07-23": 0.4, "unknown": 0.6}, frozenset())

    loudness = Loudness({"own": 1.0, "kind:o": 1.0, "kind:u": 1.0})
    assert agreed(text, [open_], "2018-07-24", loudness)[0]["unknown"] == pytest.approx(0.6)
    days = agreed(text, [sure, open_], "2018-07-24", loudness)
    assert [max(d, key=d.get) for d in days] == ["2018-07-23", "2018-07-23"]
    assert sum(days[1].values()) == pytest.approx(1)


def test_the_same_claims_get_the_same_days_in_any_order():
    text = "سقطت قذائف على الحي الأحد.\nوردت المدفعية بقصف التلال ثم ساد هدوء."
    spans = [Span(text.index(w), text.index(w) + len(w)) for w in ("سقطت قذائف", "قصف", "هدوء")]
    lines = [Span(0, text.index("\n")), Span(text.index("\n") + 1, len(text))]
    claims = [
        Dated(s, line, [line], "occurred", kind)
        for s, line, kind in zip(spans, (lines[0], lines[1], lines[1]), ("shelling", "shelling", "truce"), strict=True)
    ]
    document = Document(doc_id="x", text=text, published="2018-07-24")
    there = claim_dates(document, expressions(text), claims)
    assert claim_dates(document, expressions(text), claims[::-1])[::-1] == there


def test_unreadable_publication_date_is_as_none():
    assert report_frame(Document(doc_id="x", text="قال", published="أمس"), []).anchor is None


def test_candidates_name_what_they_are():
    text = "قتل ثلاثة جنود أمس في كمين.\nوكانت المعارك اندلعت في 30 مارس الماضي."
    span = Span(0, text.index("\n"))
    document = Document(doc_id="x", text=text, published="2018-07-24")
    got = date_candidates(document, expressions(text), Dated(Span(0, 3), span, [span], "occurred", "clash"))
    days = {(label, when.start) for label, when, _ in got}
    assert {("unknown", ""), ("published", "2018-07-24"), ("frame", "2018-07-23")} <= days
    assert {("expression", "2018-07-23"), ("expression", "2018-03-30"), ("period", "2018-03-30")} <= days
    assert all(features for _, _, features in got)
    for _, when, _ in got:
        assert when.span is None or text[when.span.start : when.span.end] == when.text


def candidates(text, trigger, status, type, published):
    span = Span(0, len(text))
    at = text.index(trigger)
    document = Document(doc_id="x", text=text, published=published)
    claim = Dated(Span(at, at + len(trigger)), span, [span], status, type)
    got = date_candidates(document, expressions(text), claim)
    return {(label, when.start) for label, when, _ in got}


def test_what_is_planned_may_be_told_with_a_day_gone_by():
    text = "قد يكون الجيش قصف القرية في 7 نيسان/أبريل"
    days = candidates(text, "قصف", "possible", "shelling", "2018-04-17")
    assert {("expression", "2018-04-07"), ("expression", "2019-04-07")} <= days


def test_a_replys_day_is_not_that_of_what_it_answers():
    text = "غارات على الميناء\nأغارت طائرات على مخازن الميناء ردا على هجوم شنه مسلحون السبت على القاعدة."
    assert dated(text, "أغارت", type="air_strike").start == "2018-07-24"
    assert dated(text, "هجوم").start == "2018-07-21"
    opening = "وردّاً على قصف الحي يوم الأحد، أغارت طائرات على مخازن الميناء"
    assert ("expression", "2018-07-22") not in candidates(opening, "أغارت", "occurred", "air_strike", "2018-07-24")
    asked = "أعلن الوزير ردا على سؤال الأحد أن جنوده انسحبوا"
    assert ("expression", "2018-07-22") in candidates(asked, "أعلن", "occurred", "withdrawal", "2018-07-24")


def test_what_somebody_had_planned_for_a_day_of_the_year_may_have_gone_by():
    text = "أوقفت الشرطة شابا كان يعتزم تفجير السوق في 7 أكتوبر"
    days = {d for d in candidates(text, "تفجير", "planned", "explosion", "2018-12-20") if d[0] == "expression"}
    assert days == {("expression", "2018-10-07")}
    foiled_in_time = candidates(text, "تفجير", "planned", "explosion", "2018-09-30")
    assert ("expression", "2018-10-07") in foiled_in_time
    still = candidates(text.replace("كان ", ""), "تفجير", "planned", "explosion", "2018-12-20")
    assert ("expression", "2019-10-07") in still


def test_what_began_a_time_that_lasts_is_dated_by_its_beginning():
    text = "تعيش المدينة بلا كهرباء منذ ربيع 2015، عندما قصف مسلحون المحطة، وأحرقوا المصفاة"
    for trigger in ("قصف", "أحرقوا"):
        got = dated(text, trigger, type="shelling")
        assert (got.start, got.end, got.text) == ("2015-03-01", "2015-05-31", "ربيع 2015")
    opening = "ومنذ ربيع 2015، حين سلموا سلاحهم، تتنازع فصائل على المدينة"
    assert ("expression", "2015-03-01") in candidates(opening, "تتنازع", "ongoing", "clash", "2018-07-24")
    assert dated(opening, "تتنازع", status="ongoing").end == "2018-07-24"


def test_what_time_is_counted_from_happened_then_and_what_began_lasts():
    text = "نزح ثلاثون ألفا منذ سيطرة الفصيل على البلدة في 10 أيار 2017"
    got = dated(text, "سيطرة", type="territory")
    assert (got.start, got.end) == ("2017-05-10", "2017-05-10")
    begun = "قتل ثلاثون متظاهرا منذ بدء الاحتجاجات في أيار 2018"
    assert dated(begun, "الاحتجاجات", type="protest").end != "2018-05-31"


def test_a_day_counted_from_an_upheaval_by_the_way_dates_its_own_clause():
    text = "توفي السجين في المستشفى، وكان أوقف مع بداية معركة طوفان الأقصى.\nوقتل الحراس سجينا آخر"
    day = ("expression", "2023-10-07")
    assert day in candidates(text, "أوقف", "occurred", "detention", "2023-10-30")
    assert day not in candidates(text, "توفي", "occurred", "casualty_toll", "2023-10-30")
    assert dated(text, "قتل", "2023-10-30").start != "2023-10-07"


@pytest.mark.parametrize("status", ["occurred", "planned"])
def test_a_beginning_yet_to_come_is_on_the_next_such_weekday(status):
    text = "هدنة في الجنوب\nأعلن الوسيط أن الهدنة تدخل حيز التنفيذ فجر الأربعاء"
    assert dated(text, "الهدنة", "2024-11-26", status, "truce").start == "2024-11-27"
    as_of = "هدنة في الجنوب\nقال الوزير إن الهدنة تسري اعتبارا من صباح الخميس بين الجانبين"
    # What is announced has the day of the announcement to its coders as often: here only the Thursday meant is asked.
    meant = [day for _, day in candidates(as_of, "الهدنة", status, "truce", "2024-11-26")]
    assert "2024-11-28" in meant
    assert status == "planned" or "2024-11-21" not in meant
    assert dated(as_of, "الهدنة", "2024-11-26", "planned", "truce").start == "2024-11-28"


def test_a_beginning_gone_by_is_on_the_last_such_weekday():
    for told in ("دخلت الهدنة حيز التنفيذ فجر الأحد", "كان من المقرر أن تبدأ الهدنة الأحد لكنها انهارت"):
        assert dated("هدنة في الجنوب\n" + told, "الهدنة", "2024-11-26", type="truce").start == "2024-11-24"


@pytest.mark.parametrize(
    ("told", "tenses"),
    [
        ("تبدأ الخميس محاكمة رجلين بقتل حراس في السوق يوم الأحد", ["future", None]),
        ("يبدأ البرلمان نقاش الحادث الذي شهدته المدينة السبت", [None]),
        ("تنطلق الجمعة جولة محادثات بعد خلاف الاثنين", ["future", None]),
        ("ينطلق الاجتماع بعد ظهر الخميس", ["future"]),
        ("يبدأ وقف القصف فجر الخميس", ["future"]),
        ("خرجت الوحدات ابتداء من السبت من القرية", [None]),
        ("سيطرت الوحدات اعتبارا من السبت على القرية", [None]),
        ("ستخرج الوحدات ابتداء من السبت من القرية", ["future"]),
        ("اعتبارا من السبت ستخرج الوحدات من القرية", ["future"]),
        ("أعلن المحافظ إغلاق الجسر بدءا من السبت", ["future"]),
    ],
)
def test_a_beginning_lends_its_tense_to_its_own_day_alone(told, tenses):
    assert [tense_of_clause(told, e) for e in expressions(told)] == tenses


def test_a_deed_told_beside_a_beginning_to_come_stays_in_the_past():
    text = "محاكمة في العاصمة\nتبدأ الخميس محاكمة رجلين بقتل حراس في السوق يوم الأحد"
    assert dated(text, "قتل", "2024-11-26").start == "2024-11-24"
    text = "خروج من القرية\nخرجت الوحدات ابتداء من السبت من القرية"
    assert dated(text, "خرجت", "2024-11-26", type="territory").start == "2024-11-23"


def test_what_lasts_until_a_weekday_begins_with_the_report():
    text = "حظر في العاصمة\nأعلنت السلطات حظر التجول في أحياء العاصمة حتى صباح الجمعة"
    got = dated(text, "حظر التجول", "2006-02-22", type="siege")
    assert (got.start, got.end) == ("2006-02-22", "2006-02-24")
    begun = "حظر في العاصمة\nأغلق الجيش الجسور أمس الثلاثاء.\nوقال المحافظ إن الحظر يستمر حتى صباح الجمعة"
    got = dated(begun, "الحظر", "2006-02-22", type="siege")
    assert (got.start, got.end) == ("2006-02-21", "2006-02-24")
    over = "معارك في الحي\nواستمرت المعارك حتى فجر الأحد في الحي"
    assert dated(over, "المعارك").start == "2018-07-22"
    other = "علقوا تسليم القمح حتى الأحد المقبل، وأغلقوا المعبر"
    assert ("expression", "2018-07-24") not in candidates(other, "أغلقوا", "occurred", "siege", "2018-07-24")
    assert ("expression", "2018-07-24") in candidates(other, "علقوا", "occurred", "siege", "2018-07-24")


def test_the_day_on_which_a_truce_was_signed_is_not_that_of_its_end():
    text = "توتر في الصحراء\nأعلنت الجبهة انهيار وقف إطلاق النار الموقع عام 1991 مع جارتها"
    for trigger in ("انهيار وقف إطلاق النار", "وقف إطلاق النار", "أعلنت"):
        assert ("expression", "1991-01-01") not in candidates(text, trigger, "occurred", "truce", "2020-11-14")
        assert dated(text, trigger, "2020-11-14", type="truce").start == "2020-11-14"
    signed = "وتنص الهدنة الموقعة في 5 مارس 2018 على سحب السلاح"
    assert dated(signed, "الهدنة", type="truce").start == "2018-03-05"
    site = "وقصفت الطائرات الموقع في 5 مارس 2018 مرتين"
    assert dated(site, "قصفت", type="air_strike").start == "2018-03-05"


def test_days_after_an_event_date_the_event():
    text = "غادر المسلحون البلدة بعد يومين من الهجوم على القاعدة"
    assert dated(text, "الهجوم").start == "2018-07-22"
    assert ("expression", "2018-07-22") not in candidates(text, "غادر", "occurred", "deployment", "2018-07-24")


def test_a_feast_dates_its_own_clause():
    text = "قتل الحراس رجلا في أول هجوم على السوق، بعد هدنة أعلنت خلال عيد الفطر"
    day = ("expression", "2018-06-15")
    assert day in candidates(text, "هدنة", "occurred", "truce", "2018-06-20")
    assert day not in candidates(text, "قتل", "occurred", "clash", "2018-06-20")
    opening = "وفي ليلة رأس السنة، قصفت المدفعية الحي"
    assert dated(opening, "قصفت", "2018-01-03", type="shelling").start == "2017-12-31"


def test_a_date_long_ago_may_begin_a_period():
    days = candidates("بعد ستة أسابيع من انطلاق المظاهرات", "المظاهرات", "ongoing", "protest", "2018-05-18")
    assert ("period", "2018-04-06") in days


@pytest.mark.parametrize(
    ("country", "start", "local"),
    [
        ("SY", "2018-07-24T22:30", "2018-07-25T01:30"),
        ("SY", "2018-01-24T22:30", "2018-01-25T00:30"),
        ("YE", "2018-07-24T10:00", "2018-07-24T13:00"),
        ("AF", "2018-07-24T10:00", "2018-07-24T14:30"),
        ("SD", "2016-07-24T10:00", "2016-07-24T13:00"),
        ("SD", "2018-07-24T10:00", "2018-07-24T12:00"),
    ],
)
def test_gmt_moves_to_the_clock_of_that_day(country, start, local):
    got = to_local(Interval(start, start, "hour", ["gmt"]), country)
    assert (got.start, got.end) == (local, local)
    assert "gmt" not in got.flags


def test_gmt_stays_where_the_country_is_not_known():
    given = Interval("2018-07-24T22:30", "2018-07-24T22:30", "hour", ["gmt"])
    assert to_local(given, "") == given == to_local(given, "US")


def test_every_zone_exists():
    from zoneinfo import ZoneInfo

    assert all(ZoneInfo(z).key == z for z in ZONES.values())


@pytest.mark.parametrize(
    ("start", "end", "precision", "acled", "ucdp"),
    [
        ("2018-07-24T09:00", "2018-07-24T19:00", Precision.HOUR, 1, 1),
        ("2018-07-24", "2018-07-24", Precision.DAY, 1, 1),
        ("2018-07-24", "2018-07-25", Precision.DAY, 2, 2),
        ("2018-07-18", "2018-07-24", Precision.WEEK, 2, 3),
        ("2018-07-12", "2018-07-24", Precision.WEEK, 2, 4),
        ("2018-07-01", "2018-07-31", Precision.MONTH, 3, 4),
        ("2018-01-01", "2018-07-31", Precision.MONTH, 3, 5),
        ("2017-01-01", "2017-12-31", Precision.YEAR, 3, 5),
        ("", "", Precision.UNKNOWN, None, None),
    ],
)
def test_codes_of_neighbouring_projects(start, end, precision, acled, ucdp):
    when = When(start=start, end=end, precision=precision)
    assert acled_time_precision(when) == acled
    assert ucdp_date_prec(when) == ucdp


def test_pause_of_the_seed_article(shared):
    d = json.loads((shared / "gold" / "seed.docs.jsonl").read_text(encoding="utf-8").splitlines()[0])
    gold = json.loads((shared / "gold" / "seed.jsonl").read_text(encoding="utf-8").splitlines()[0])
    claim = next(c for c in gold["claims"] if c["date"]["precision"] == "hour" and c["type"] == "truce")
    document = Document(doc_id=d["doc_id"], text=d["text"], published=d["published"])
    mentions = [Span(*m) for m in claim["mentions"]]
    trigger = Span(*claim["trigger"]["span"])
    told = Dated(trigger, mentions[0], mentions, "planned", "truce")
    got = claim_dates(document, expressions(d["text"]), [told])[0]
    assert (got.start, got.end, got.precision) == ("2016-11-04T09:00", "2016-11-04T19:00", "hour")


def test_every_expression_of_the_gold_articles_resolves_and_quotes(shared):
    n = 0
    for line in (shared / "gold" / "train.docs.jsonl").read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        document = Document(doc_id=d["doc_id"], text=d["text"], published=d["published"])
        found = expressions(d["text"])
        frame = report_frame(document, found)
        for e in found:
            when = when_of(d["text"], e, frame.anchor)
            assert when is not None and when.span is not None and when.start <= when.end
            assert d["text"][when.span.start : when.span.end] == when.text
            n += 1
    assert n > 1000


def test_a_paper_of_the_morning_after_tells_of_yesterday():
    text = "مقتل جنود في كمين\nقتل ثلاثة جنود أمس في كمين شمال المدينة.\nكما شنت الطائرات غارات على التلال."
    assert dated(text, "غارات", type="air_strike").start == "2018-07-23"

    def late(words):
        found = expressions(words)
        frame = report_frame(Document(doc_id="x", text=words, published="2018-07-24"), found)
        return of_the_morning_after(frame, words, found)

    assert late(text) and not late(text + "\nوقال بيان صدر اليوم الثلاثاء إن الهدوء عاد.")
    assert not late(text.replace("أمس", "الأحد"))


def test_what_somebody_had_said_and_what_is_told_of_lately_have_no_day():
    had = dated("تصعيد في الريف\nوكانت المنظمة ناشدت الأطراف وقف القتال.", "ناشدت", type="demand")
    assert had.precision is Precision.UNKNOWN and had.start == ""
    finally_ = "تصعيد في الريف\nاغتال مسلحان مجهولان إمام مسجد عُيّن مؤخرا في المدينة."
    assert dated(finally_, "اغتال", type="attack_on_civilians").start == "2018-07-24"
    lately = "تصعيد في الريف\nوأطلق الجيش مؤخرا عملية عسكرية في المنطقة التي خرجت عن سيطرته منذ 2011."
    assert dated(lately, "عملية عسكرية", type="operation").start == ""
    nearer = "تصعيد في الريف\nوأطلق الجيش أمس عملية عسكرية، بعد وصول تعزيزات مؤخرا."
    assert dated(nearer, "عملية عسكرية", type="operation").start == "2018-07-23"


def test_the_day_after_something_is_counted_from_the_day_of_its_clause():
    def meant(text):
        found = expressions(text)
        frame = report_frame(Document(doc_id="x", text=text, published="2018-07-16"), found)
        when = frame.meant(text, next(e for e in found if e.kind == "apart"), "past")
        return when and when.start

    assert meant("انفجاران في المدينة\nوقع الانفجار مساء السبت غداة هجوم آخر على السوق.") == "2018-07-13"
    assert meant("قتلى في المدينة\nقتل ثلاثة أمس.\nوجاء ذلك بعد يومين على هجوم مماثل.") == "2018-07-13"
    assert meant("قتلى في المدينة\nقتل ثلاثة بعد يومين على هجوم مماثل.") == "2018-07-14"
