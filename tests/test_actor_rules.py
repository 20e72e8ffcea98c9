"""Names that need more than a table: nouns around a name, offices and ranks that introduce it, spellings by ear."""

import pytest

from riwaya.codebook import SourceKind
from riwaya.records import Source, Span
from riwaya.resolve.actors import ActorResolver
from riwaya.resolve.actorsounds import sounding
from riwaya.resolve.actortable import key
from riwaya.resolve.context import Context
from riwaya.resolve.sources import SourceResolver, before, outlet_origin

RESOLVER = ActorResolver(is_place=lambda name: name in {"حلب", "الرستن"})


def said(text: str, name: str, country: str = "SY", day: str = "2018-06-01") -> str:
    at = text.rindex(name)
    return RESOLVER.link(name, Context(text, day, {country: 5}, dict), Span(at, at + len(name))).id


def origin(text: str, name: str, kind: str = "official", country: str = "SY", day: str = "2018-06-01") -> str:
    at = text.rindex(name)
    source = Source(text=name, kind=SourceKind(kind), span=Span(at, at + len(name)))
    return SourceResolver(RESOLVER).origin(source, Context(text, day, {country: 5}, dict), "outlet:x")


@pytest.mark.parametrize(
    ("name", "actor"), [("سمير العامري", "unknown:name"), ("هادي العامري", "badr"), ("العامري", "badr")]
)
def test_a_family_name_behind_anothers_first_name_is_another(name: str, actor: str) -> None:
    assert said(f"وقال {name} إن الطريق مقطوعة", name, "IQ", "2018-03-10") == actor


def test_the_command_of_a_front_is_no_government() -> None:
    assert said("ودانت قيادة الجبهة القصف", "قيادة الجبهة", "YE") == "unknown:officials"


def test_a_name_with_god_in_it_is_one_word() -> None:
    assert said("خطف مسلحون ضيف الله السالمي", "ضيف الله السالمي", "YE") == "unknown:name"  # no محمد الضيف
    assert key("حسن نصر الله") == key("حسن نصرالله")


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("القاعدة الأميركية", "US.military"),
        ("تنظيم القاعدة", "al-qaeda"),
        ("منظمات إرهابية", "unknown:fighters"),
        ("منظمات إغاثية", "unknown:aid-workers"),
        ("واشنطن وحلفاؤها", "US.state"),
        ("دبلوماسيون", "unknown:officials"),
        ("دبلوماسيون فرنسيون", "FR.foreign"),
        ("مدير أمن حلب", "SY.security"),
        ("محكمة حلب", "SY.judiciary"),
        ("وسائل إعلام إسرائيلية", "israeli-media"),
        ("قناة العربية", "al-arabiya"),
        ("الجميع", "unknown:people"),
        ("دبابتين", "SY.military"),
        ("المدمرة يو أس أس كارني", "US.military"),
        ("المكتب الإعلامي لرئيس الوزراء العراقي", "IQ.pm"),
    ],
)
def test_nouns_around_a_name(name: str, actor: str) -> None:
    assert said(f"وقال شهود قبل أيام إن {name} معنيون بالأمر", name) == actor


def test_a_capital_where_something_is_is_a_place() -> None:
    assert said("انفجرت عبوة في العاصمة السورية، دمشق", "دمشق") == "unknown:place"
    assert said("اجتمعوا في دمشق", "دمشق") == "unknown:place"
    assert said("أعلنت دمشق رفضها للمقترح", "دمشق") == "SY.state"


def test_houthis_and_saleh_are_two_together() -> None:
    name = "الحوثيين وقوات صالح"
    assert said(f"تقدم المقاتلون نحو {name}", name, "YE", "2016-03-01") == "houthi-saleh"
    assert said("تقدم المقاتلون نحو الحوثيين", "الحوثيين", "YE", "2016-03-01") == "houthis"


def test_what_befalls_people_befalls_no_state() -> None:
    assert said("أكدت المحكمة إعدام ألمانية", "ألمانية") == "unknown:people"
    assert said("هبطت طائرة ألمانية", "ألمانية") == "DE.state"


def test_foreign_names_are_read_by_ear() -> None:
    assert sounding(key("قاديروف")) == sounding(key("قديروف"))
    assert said("زار رمضان قاديروف الجبهة", "رمضان قاديروف") == "kadyrovites"
    assert said("زار محمد أبو بكر الجبهة", "محمد أبو بكر") == "unknown:name"  # no محمد باقري


def test_a_bare_office_is_of_the_state_spoken_of_just_before() -> None:
    text = "وصل الرئيس الكيني إلى القمة، ثم قالت الحكومة إن الزيارة انتهت"
    assert said(text, "الحكومة") == "KE.government"
    assert said("قالت الحكومة إن الزيارة انتهت", "الحكومة") == "SY.government"
    assert said("رحب الرئيس الكيني بعمل البعثة", "البعثة") != "KE.foreign"
    assert said("خلافا لرئيس الوزراء التونسي انتقد رئيس الحكومة القرار", "رئيس الحكومة") == "TN.pm"


def test_low_ranks_are_soldiers_of_the_reports_army() -> None:
    assert said("استشهد الجندي سالم الوادعاني قرب الحدود", "سالم الوادعاني", "SA") == "SA.military"
    assert said("قتل العميد سالم الوادعاني قرب الحدود", "سالم الوادعاني", "SA") == "unknown:name"
    assert said("قتل الجندي التشادي سالم الوادعاني أمس", "سالم الوادعاني", "SA") != "SA.military"


def test_an_office_without_its_state_is_of_the_reports_country() -> None:
    text = "وأوضح مدير شرطة المدينة نادر الزغلول أن التحقيق بدأ. وأضاف الزغلول"
    assert said(text, "الزغلول", "JO") == "JO.police"
    text = "وأوضح قائد اللواء التاسع جابر الزغلول أن الجبهة هادئة. وأضاف الزغلول"
    assert said(text, "الزغلول", "YE") == "YE.military"


def test_a_joined_name_is_found_as_texts_write_it() -> None:
    text = "وقال المتحدث باسم الجيش الكيني عبد الرحمن موتوا إن القوات عادت. وتابع عبدالرحمن موتوا"
    assert said(text, "عبدالرحمن موتوا") == "KE.military"


def test_the_press_by_the_noun_before_it() -> None:
    assert origin("وذكرت صحيفة الأفق الجديد أن", "الأفق الجديد").startswith("name:")
    assert origin("وذكرت صحيفة الخبر أن", "الخبر", "outlet", "DZ") == "el-khabar"
    assert origin("كشف محلل قناة الميادين نزار كرامة الأمر. وقال نزار كرامة", "نزار كرامة") == "al-mayadeen"
    assert origin("نشرت على منصة إكس", "إكس") == "twitter"
    assert origin("وأكدت مصادرالميادين أن", "مصادرالميادين") == "al-mayadeen"  # a page without its markup


def test_a_persons_offices_follow_the_day() -> None:
    for day, actor in (("2015-01-10", "jabhat-al-nusra"), ("2019-01-10", "hts")):
        assert said("ظهر أبو محمد الجولاني", "أبو محمد الجولاني", day=day) == actor
    assert said("وقال بيني غانتس", "بيني غانتس", "IL", "2023-11-20") == "il-war-cabinet"
    assert said("وقال رامي عبد الرحمن إن خمسة قتلوا. وأضاف عبد الرحمن", "عبد الرحمن") == "sohr"


def test_a_publisher_that_no_table_has_stands_in_no_chain_of_its_own() -> None:
    def source(text: str, kind: SourceKind) -> Source:
        return Source(text=text, kind=kind, origin=origin(f"قال شاهد في {text} أمس", text, kind.value))

    witness, channel = source("شاهد", SourceKind.WITNESS), source("قناة النخلة", SourceKind.OUTLET)
    assert before([witness, channel], outlet_origin("قناة النخلة")) == [witness]
    assert before([witness, channel], outlet_origin("قناة أخرى")) == [witness, channel]


@pytest.mark.parametrize(
    ("text", "name", "kind", "actor"),
    [
        ("قال داوود شهاب إن الرد قريب. وأضاف شهاب أن الهدنة انتهت", "شهاب", "agency", "pij"),
        ("قال الطبيب محمد شهاب إن الجرحى كثر. وأضاف شهاب أن الأسرة نفدت", "شهاب", "agency", "name:شهاب"),
        ("قال داوود شهاب لوكالة شهاب إن الرد قريب. وأضافت شهاب أن الهدنة انتهت", "شهاب", "agency", "shehab"),
        ("أضافت شهاب أن الهدنة انتهت", "شهاب", "agency", "shehab"),
        ("قال قدورة فارس إن العدد كبير. وأوضح فارس أن الزيارات منعت", "فارس", "official", "ps-prisoners"),
        ("وصلوا من غزة. وجاء في بيان على تويتر", "تويتر", "social_media", "twitter"),
        ("نشرت جريدة «السفير» اللبنانية مقالا. وكتبت «السفير» ثانية", "السفير", "outlet", "as-safir"),
        ("نشرت جريدة «السفير» مقالا للسفير الفرنسي. وقال السفير شيئا", "السفير", "official", "FR.foreign"),
    ],
)
def test_a_word_that_is_a_person_or_a_medium_by_what_the_text_says(text: str, name: str, kind: str, actor: str) -> None:
    assert origin(text, name, kind, "LB" if "السفير" in name else "PS", "2019-11-14") == actor


def test_who_owns_a_newspaper_is_no_diplomat() -> None:
    assert said("رحل صاحب جريدة «السفير» نزار كرامة. وكان كرامة كاتبا", "كرامة", "LB") == "unknown:name"
    assert said("رحل السفير اللبناني نزار كرامة. وكان كرامة كاتبا", "كرامة", "LB") == "LB.foreign"


def test_a_place_stays_one_behind_a_preposition() -> None:
    assert said("أغارت الطائرات على حلب. وقصفت على حلب", "حلب") == "unknown:place"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("دعا الأمين العام للأمم المتحدة إلى هدنة. وقال الأمين العام إن الوقت ينفد", "un"),
        ("هدد الأمين العام لحزب الله بالرد. وقال الأمين العام إن الرد قريب", "hezbollah"),
        ("دعا الأمين العام للأمم المتحدة. ورد الأمين العام لحزب الله. وقال الأمين العام إنه يرحب", "hezbollah"),
        ("هدد حزب الله بالرد. وقال الأمين العام إن الرد قريب", "unknown:name"),
    ],
)
def test_a_bare_secretary_general_is_whom_the_text_names_in_full(text: str, actor: str) -> None:
    assert said(text, "الأمين العام", "LB") == actor


def test_a_secretary_general_before_his_full_name() -> None:
    name, context = "الأمين العام", "LB"
    for ends, actor in (("للأمم المتحدة", "un"), ("للأمم المتحدة والأمين العام لحزب الله", "unknown:name")):
        text = f"قال {name} إن الوقت ينفد. وعرف {name} {ends} بذلك"
        at = text.index(name)
        found = RESOLVER.link(name, Context(text, "2018-06-01", {context: 5}, dict), Span(at, at + len(name)))
        assert found.id == actor


@pytest.mark.parametrize(
    ("text", "name", "country", "actor"),
    [
        ("أقال الرئيس حسني مبارك وزير الداخلية سمير الأشقر.", "سمير الأشقر", "EG", "EG.interior"),
        ("التقى الرئيس حسني مبارك المبعوث الأميركي جون كيلر.", "جون كيلر", "EG", "US.foreign"),
        ("قال مستشار الرئيس حسني مبارك سمير الأشقر.", "سمير الأشقر", "EG", "EG.president"),
    ],
)
def test_the_nearer_title_is_a_mans_own(text: str, name: str, country: str, actor: str) -> None:
    assert said(text, name, country, "1997-06-01") == actor


def test_a_mediums_reporter_is_the_mediums_whatever_kind_he_was_taken_for() -> None:
    assert origin("قال مراسل سانا إن الطريق مفتوح.", "مراسل سانا", "official") == "sana"
    assert origin("قال مندوب سوريا إن الطريق مفتوح.", "مندوب سوريا", "official") == "SY.foreign"
