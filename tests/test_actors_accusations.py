"""Names that were once laid to another's charge: the wrong side, state or year. Texts of our own."""

import pytest

from riwaya.codebook import ClaimType, SourceKind, Status
from riwaya.records import Claim, Document, Mention, Source, Span
from riwaya.resolve.actors import ActorResolver
from riwaya.resolve.actortable import key
from riwaya.resolve.camps import camp_of
from riwaya.resolve.context import Context
from riwaya.resolve.sources import SourceResolver

RESOLVER = ActorResolver(is_place=lambda name: name in {"حلب", "المالكي"})


def said(text: str, name: str, country: str, day: str) -> str:
    at = text.rindex(name)
    return RESOLVER.link(name, Context(text, day, {country: 5}, dict), Span(at, at + len(name))).id


def origin(text: str, name: str, kind: str, country: str, day: str) -> str:
    at = text.rindex(name)
    source = Source(text=name, kind=SourceKind(kind), span=Span(at, at + len(name)))
    return SourceResolver(RESOLVER).origin(source, Context(text, day, {country: 5}, dict), "outlet:x")


@pytest.mark.parametrize(
    ("name", "country", "day", "actor"),
    [
        # Syria before and after December 2024
        ("قوات النظام", "SY", "2016-05-01", "SY.military"),
        ("فلول النظام", "SY", "2025-03-07", "sy-former-regime"),
        ("النظام الجديد", "SY", "2024-12-20", "sy-transitional"),
        ("فصائل", "SY", "2016-05-01", "syrian-opposition"),
        ("فصائل محلية", "SY", "2025-07-16", "suwayda-factions"),
        ("فصائل عراقية مدعومة من إيران", "SY", "2024-12-02", "iran-backed-militias"),
        ("القيادة العامة لقوات سوريا الديمقراطية", "SY", "2017-10-01", "sdf"),
        ("مسؤول في الجيش السوري الحر", "SY", "2013-05-01", "fsa"),
        ("هيئة الصحة", "SY", "2019-10-01", "SY.health"),
        ("الهيئة", "SY", "2019-10-01", "hts"),
        ("دول أصدقاء سوريا", "SY", "2013-05-01", "friends-of-syria"),
        ("الطيران المدني", "SY", "2013-05-01", "unknown:object"),
        # Iraq
        ("حكومة السوداني", "IQ", "2024-01-24", "IQ.pm"),
        ("حكومة السوداني", "SD", "2024-01-24", "SD.government"),
        ("جهاز مكافحة الإرهاب في إقليم كوردستان", "IQ", "2022-01-24", "krg-ctg"),
        ("مجلس أمن إقليم كوردستان", "IQ", "2022-01-24", "krg-security-council"),
        ("مشاة البحرية", "IQ", "2004-11-10", "US.military"),
        ("قوات التحالف", "IQ", "1991-01-20", "gulf-war-coalition"),
        ("قوات الاحتلال", "IQ", "2004-04-10", "US.military"),
        ("وحدات حماية شنكال", "IQ", "2020-06-15", "ybs"),
        ("هيئة علماء المسلمين", "IQ", "2006-11-10", "ams-iraq"),
        ("هيئة علماء المسلمين", "LB", "2014-08-04", "ams-lb"),
        ("رئيس الاستخبارات", "IQ", "2024-01-13", "unknown:officials"),
        ("حشد غاضب", "IQ", "2019-10-25", "unknown:civilians"),
        # Yemen
        ("مليشيات الانتقالي", "YE", "2020-05-01", "stc"),
        ("ميليشيات إرهابية", "YE", "2019-11-06", "unknown:fighters"),
        ("الميليشيات الإرهابية", "YE", "2019-11-06", "houthis"),
        ("السلفيون", "YE", "2013-11-01", "ye-salafis"),
        ("حكومة صنعاء", "YE", "2012-03-01", "YE.government"),
        ("الجهاد الإسلامي في اليمن", "YE", "2008-09-17", "islamic-jihad-ye"),
        ("الأمير خالد بن سلطان", "SA", "2009-11-09", "SA.defence"),
        ("إعلان الإدارة الذاتية", "YE", "2020-05-01", "unknown:name"),
        ("عبدالملك بدر الدين الحوثي", "YE", "2018-05-01", "houthis"),
        # Palestine, Israel, Lebanon
        ("هيئة مقاومة الجدار والاستيطان", "PS", "2025-05-01", "ps-wall-commission"),
        ("جيش الدفاع", "LB", "2024-09-24", "IL.military"),
        ("مصدر في حركة «فتح الإسلام»", "LB", "2007-05-21", "fatah-al-islam"),
        ("هادي علي مصطفى", "LB", "2024-03-14", "unknown:name"),
        ("بشير مطر", "LB", "2016-06-27", "unknown:name"),
        ("عباس الحلبي", "LB", "2024-11-18", "unknown:name"),
        ("أبو حمزة العراقي", "IQ", "2021-07-01", "unknown:name"),
        ("170 طائرة مسيّرة", "IL", "2024-04-14", "unknown:forces"),
        ("الطائرة المسيرة", "SA", "2021-02-10", "unknown:forces"),
        ("محمود عباس", "PS", "2003-08-20", "PS.government"),
        ("شمعون بيريز", "LB", "1996-04-18", "IL.pm"),
        ("مستعمرون", "PS", "2026-01-10", "settlers"),
        ("رئيسي الموساد والمخابرات المصرية", "IL", "2024-01-29", "mossad"),
        ("رابطة علماء فلسطين", "LB", "2007-06-13", "unknown:aid-workers"),
        ("الأحزاب الموالية لإيران", "IQ", "2019-11-29", "unknown:officials"),
        ("قاعدة", "IQ", "2020-01-03", "unknown:object"),
        ("اللجان الشعبية", "YE", "2012-06-12", "popular-committees-ye"),
        ("اللجان الشعبية", "YE", "2016-06-12", "houthis"),
        ("السفن والبوارج", "IR", "2018-06-13", "IR.military"),
    ],
)
def test_whom_a_name_accuses(name: str, country: str, day: str, actor: str) -> None:
    assert said(f"وذكر التقرير {name} أمس", name, country, day) == actor


def test_a_group_is_called_by_the_noun_of_its_own_name() -> None:
    text = "قاتل تنظيم الدولة الإسلامية البيشمركة، وتقدمت البيشمركة ثم البيشمركة. وانسحب التنظيم"
    assert said(text, "التنظيم", "IQ", "2014-08-01") == "islamic-state"
    text = "دخل حزب الله والجيش السوري القصير، وقصف الجيش السوري البلدة. وقتل عشرة من مقاتلي الحزب"
    assert said(text, "مقاتلي الحزب", "SY", "2013-05-20") == "hezbollah"
    text = "تقدمت ألوية العمالقة وألوية العمالقة أمام الحوثيين، وقالت إن مسلحي الجماعة فروا"
    assert said(text, "مسلحي الجماعة", "YE", "2018-11-08") == "houthis"
    text = "تبنى جيش تحرير بلوشستان الهجوم، وقال جيش تحرير بلوشستان إنه مستمر. وأضافت الجماعة"
    assert said(text, "الجماعة", "PK", "2024-08-26") == "bla"


def test_militias_that_nobody_names_are_nobodys() -> None:
    text = "هاجمت ميليشيا الحوثي المطار. وقالت أبوظبي إنها استهدفت ميليشيات إرهابية"
    assert said(text, "ميليشيات إرهابية", "YE", "2019-11-06") == "unknown:fighters"


def test_the_occupier_is_whom_the_text_calls_so() -> None:
    text = "قصف جيش الاحتلال التركي القرى، ثم أغارت طائرات الاحتلال على تل رفعت"
    assert said(text, "طائرات الاحتلال", "SY", "2019-10-20") == "TR.military"
    assert said("أغارت طائرات الاحتلال على غزة", "طائرات الاحتلال", "PS", "2023-10-20") == "IL.military"


def test_whose_aircraft_fly_where_the_army_has_none() -> None:
    raid = "قصف التحالف المدينة، وقال سكان إن الطائرات عادت"
    assert said(raid, "الطائرات", "YE", "2016-10-09") == "coalition-yemen"
    assert said("قال سكان إن الطائرات عادت", "الطائرات", "YE", "2025-04-18") == "unknown:forces"
    assert said("وقال يحيى سريع إن الدفاعات الجوية أسقطت طائرة", "الدفاعات الجوية", "YE", "2024-02-20") == "houthis"
    assert said("قصفت إسرائيل البلدة، ثم أغار الطيران الحربي", "الطيران الحربي", "LB", "2024-03-14") == "IL.military"
    assert said("أغار الطيران الحربي على الجرود", "الطيران الحربي", "LB", "2014-08-04") == "unknown:forces"
    assert said("قصفت مروحيات الجيش الجرود", "مروحيات الجيش", "LB", "2014-08-04") == "LB.military"


def test_soldiers_are_not_of_the_army_that_attacked_them() -> None:
    text = "هاجمت القوات الروسية أفدييفكا. وقتل جنود كانوا يدافعون عن البلدة"
    assert said(text, "جنود", "UA", "2024-02-10") == "UA.military"
    assert said("وفتح الجنود النار", "الجنود", "SY", "2012-09-10") == "SY.military"
    assert said("أغلق المطار أمام حركة الطيران", "حركة الطيران", "IQ", "2006-11-25") == "unknown:object"


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("وقال الرئيس السوداني إن", "الرئيس السوداني", "SD.president"),
        ("وقال الوفد السوداني إن", "الوفد السوداني", "SD.state"),
        ("وقال وزير الخارجية السوداني إن", "وزير الخارجية السوداني", "SD.foreign"),
        ("وقال الشاب السوداني إن", "الشاب السوداني", "unknown:civilians"),
        ("وقتل مقاتل سوداني في", "مقاتل سوداني", "unknown:fighters"),
        ("وقتل رجل سوداني الجنسية", "سوداني الجنسية", "unknown:name"),
        ("قال رئيس الوزراء السوداني عبد الله حمدوك", "رئيس الوزراء السوداني عبد الله حمدوك", "SD.pm"),
        ("وأضاف السوداني أنه", "السوداني", "unknown:people"),
        ("قال محمد شياع السوداني إن الأمن مستتب. وأضاف السوداني أنه", "السوداني", "IQ.pm"),
        ("قال محمد شياع السوداني إنه التقى الشاب السوداني", "السوداني", "unknown:people"),
        ("وقال مكتب السوداني إنه", "مكتب السوداني", "IQ.pm"),
    ],
)
def test_sudanese_in_iraq_are_sudanese(text: str, name: str, actor: str) -> None:
    assert said(text, name, "IQ", "2024-02-10") == actor


def test_an_old_occupation_does_not_change_who_occupies() -> None:
    text = "اقتحم جيش الاحتلال نابلس. وفي ذكرى الاحتلال الأميركي للعراق خرجوا"
    assert said(text, "جيش الاحتلال", "PS", "2024-02-10") == "IL.military"
    assert said(text, "جيش الاحتلال", "JO", "2024-02-10") == "unknown:forces"


def test_planes_and_forces_are_of_nobody_on_other_days_and_in_other_clauses() -> None:
    text = "قصفت إسرائيل البلدة، ثم أغار الطيران الحربي"
    assert said(text, "الطيران الحربي", "LB", "2014-08-04") == "unknown:forces"
    assert said(f"أعلن الجيش اللبناني: {text}", "الطيران الحربي", "LB", "2024-03-14") == "unknown:forces"
    text = "وقال يحيى سريع إن الهجوم نجح. وأسقطت الدفاعات الجوية طائرة"
    assert said(text, "الدفاعات الجوية", "YE", "2020-02-20") == "unknown:forces"


def test_a_court_at_home_is_not_the_international_one() -> None:
    text = "أصدرت المحكمة الجنائية الدولية مذكرة. وفي الخرطوم قضت المحكمة بحبس صحفي"
    assert said(text, "المحكمة", "SD", "2009-03-04") == "SD.judiciary"
    text = "أصدرت المحكمة الجنائية الدولية مذكرة. ومثل متهم أمام محكمة في أم درمان وقالت المحكمة إنها"
    assert said(text, "المحكمة", "SD", "2009-03-04") == "SD.judiciary"


def test_of_two_groups_neither_is_the_group() -> None:
    text = "هاجم الحوثيون مواقع تنظيم القاعدة في البيضاء. وقالت الجماعة إنها انتصرت"
    assert said(text, "الجماعة", "YE", "2018-03-04") == "unknown:fighters"
    assert said(text.replace(" تنظيم القاعدة", ""), "الجماعة", "YE", "2018-03-04") == "houthis"


@pytest.mark.parametrize(
    ("text", "country", "actor"),
    [
        ("قتل الجندي علي حسن سلمان من حزب الله", "SY", "hezbollah"),
        ("قتل الملازم علي حسن سلمان من الحرس الثوري", "SY", "irgc"),
        ("قتل الرقيب علي حسن سلمان من الجانب السعودي", "YE", "SA.military"),
        ("قتل الجندي علي حسن سلمان برصاص حزب الله", "SY", "unknown:name"),
        ("قتل الجندي علي حسن سلمان في حمص", "SY", "SY.military"),
    ],
)
def test_a_soldier_is_of_whom_the_words_behind_his_name_say(text: str, country: str, actor: str) -> None:
    assert said(text, "علي حسن سلمان", country, "2016-03-04") == actor


def test_a_driver_with_the_name_of_a_holder_of_an_office() -> None:
    assert said("قتل السائق عمر سليمان في القاهرة", "عمر سليمان", "EG", "2010-03-04") == "unknown:name"
    assert said("قال هادي إن القصف استمر", "هادي", "SY", "2013-06-06") == "unknown:name"
    assert said("قال هادي إن القصف استمر", "هادي", "YE", "2013-06-06") == "YE.president"
    assert said("التقى المعلم لافروف", "لافروف", "SY", "2013-06-06") == "RU.foreign"
    assert said("طالب عمر سليمان بالهدوء", "عمر سليمان", "EG", "2010-03-04") == "EG.intelligence"


def test_a_diacritic_alone_is_nobody() -> None:
    assert said("وقال \u0651 إن", "\u0651", "EG", "2010-03-04") == "unknown:name"
    assert origin("وقال \u0651 إن", "\u0651", "official", "EG", "2010-03-04").startswith(("name:", "unknown:"))


def test_a_major_is_a_rank() -> None:
    text = "قال قائد المحور الرائد سامر جابر إن الوضع هادئ"
    assert said(text, "سامر جابر", "SY", "2012-03-04") == "SY.military"
    assert said(text, "الرائد", "SY", "2012-03-04") == "unknown:name"  # the rank is nobody's name


def test_the_court_of_which_a_text_speaks() -> None:
    text = "أصدرت المحكمة الجنائية الدولية مذكرة بحق الرئيس. وقالت المحكمة إنها كافية"
    assert said(text, "المحكمة", "SD", "2009-03-04") == "icc"
    assert said("قالت المحكمة إنها كافية", "المحكمة", "SD", "2009-03-04") == "SD.judiciary"


def test_who_is_named_already_introduces_nothing() -> None:
    assert said("رفض المرشد علي خامنئي الدعوة", "الدعوة", "IR", "2025-06-18") == "unknown:name"
    assert said("قال الرئيس الروسي إن بلاده ستدافع", "بلاده", "RU", "2018-10-27") != "RU.president"
    assert said("قال الناطق بلسان جيش الاحتلال ان غادة سمير قتلت", "غادة سمير", "PS", "2022-05-11") == "unknown:name"


def test_what_an_office_is_done_to_is_not_its_holder() -> None:
    assert said("التقى الرئيس أحمد الشرع سامر جابر", "سامر جابر", "SY", "2025-10-07") == "unknown:name"
    assert said("قال مستشار ترامب ريان مور إن الحل قريب", "ريان مور", "US", "2025-10-07") == "US.president"
    assert said("وقع الرئيس الأميركي حظر النفط السوري", "النفط السوري", "SY", "2011-08-19") == "unknown:name"
    assert said("قال رئيس الوزراء القطري لشبكة سي إن إن", "سي إن إن", "QA", "2025-06-24") == "cnn"


def test_police_and_courts_in_jerusalem_are_not_the_palestinians() -> None:
    assert said("طعن فتى رجلا في القدس قبل أن يقتله شرطي", "شرطي", "PS", "2023-08-31") == "unknown:forces"
    assert said("طعن فتى رجلا في رام الله قبل أن يعتقله شرطي", "شرطي", "PS", "2023-08-31") == "PS.police"


def test_a_command_without_a_name_is_nobodys_and_police_beside_israelis_may_be_theirs() -> None:
    assert said("وقالت القيادة إنها", "القيادة", "SY", "2010-02-10") == "unknown:officials"
    text = "اقتحم مستوطنون القرية تحت حماية القوات الإسرائيلية، واعتقل شرطي شابا"
    assert said(text, "شرطي", "PS", "2023-08-31") == "unknown:forces"


def test_sanaa_is_who_governs_there() -> None:
    assert said("ودانت صنعاء العدوان", "صنعاء", "YE", "2025-06-22") == "houthi-spc"
    assert said("ودانت صنعاء الهجوم", "صنعاء", "YE", "2007-03-29") == "YE.state"


def test_a_palace_is_of_the_country_where_it_stands() -> None:
    text = "أعلن رئيس الوزراء الإسرائيلي أن طائرات أغارت قرب القصر الرئاسي في دمشق"
    assert said(text, "القصر الرئاسي", "SY", "2025-05-01") == "SY.president"


def test_a_government_is_not_that_of_the_ambassadors_or_its_opponents() -> None:
    text = "استدعت بغداد سفراء فرنسا وكندا لأنهم دعوا الحكومة إلى التراجع"
    assert said(text, "الحكومة", "IQ", "2019-12-07") == "IQ.government"
    text = "اجتمع وفدا الحكومة والمعارضة السوريين"
    assert said(text, "الحكومة", "SY", "2014-02-01") == "SY.government"


def test_kurdish_spelling_is_one() -> None:
    assert key("إقليم كوردستان") == key("إقليم كردستان")


def test_a_witness_is_no_president_and_a_photographer_his_agencys() -> None:
    assert origin("قال هادي إن القصف استمر", "هادي", "witness", "SY", "2013-06-06") == "name:هادي"
    assert origin("وأفاد مصور لرويترز", "مصور لرويترز", "correspondent", "LB", "2006-07-12") == "reuters"


@pytest.mark.parametrize(
    ("name", "country", "day", "source"),
    [
        ("صحيفة الوطن", "SY", "2021-08-01", "al-watan-sy"),
        ("صحيفة الوطن", "SA", "2021-08-01", "al-watan-sa"),
        ("وكالة الأنباء اليمنية (سبأ)", "YE", "2010-05-01", "saba-gov"),
        ("وكالة سبأ", "YE", "2018-05-01", "saba-sanaa"),
        ("نور نيوز", "IR", "2025-06-15", "nour-news"),
    ],
)
def test_a_medium_is_that_of_the_country_and_the_year(name: str, country: str, day: str, source: str) -> None:
    assert origin(f"ونقلت {name} عن شهود", name, "agency", country, day) == source


@pytest.mark.parametrize(
    ("name", "country", "day", "camp"),
    [
        ("الجيش الأميركي", "IQ", "2005-09-14", "iraq:government"),
        ("تنظيم القاعدة", "IQ", "2006-02-22", "iraq:jihadists"),
        ("جيش المهدي", "IQ", "2008-03-27", "iraq:sadr"),
        ("حزب الله", "LB", "2006-07-20", "lebanon:hezbollah"),
        ("كتائب القسام", "PS", "2003-06-10", "palestine:factions"),
        ("الحوثيون", "YE", "2009-11-01", "yemen:sanaa"),
        ("فلول النظام", "SY", "2025-03-07", "syria:former-regime"),
    ],
)
def test_a_source_stands_in_the_camp_of_its_war_and_year(name: str, country: str, day: str, camp: str) -> None:
    context = Context("", day, {country: 5}, dict)
    assert camp_of(RESOLVER.link(name, context).id, context) == camp


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("القوات السورية المعارضة", "unknown:fighters"),
        ("قوات سورية معارضة", "unknown:fighters"),
        ("الجيش السوري المعارض", "unknown:fighters"),
        ("ضباط وجنود سوريون منشقون", "unknown:fighters"),
        ("منشقون عن الجيش السوري", "unknown:fighters"),
        ("عناصر وحدات الجيش السوري المنشقة", "unknown:fighters"),
        ("الجيش السوري والمعارضة", "SY.military"),
        ("الجيش السوري ضد المعارضة", "SY.military"),
        ("الجيش السوري أو المعارضة", "SY.military"),
        ("القوات السورية وفصائل معارضة", "SY.military"),
        ("الجيش السوري المعارض لوقف الحرب", "SY.military"),
        ("القوات السورية المناهضة للإرهاب", "SY.military"),
    ],
)
def test_who_is_against_a_state_is_not_its_army(name: str, actor: str) -> None:
    assert said(f"قالت مصادر إن {name} تقدمت شرق حلب.", name, "SY", "2018-03-01") == actor


@pytest.mark.parametrize(
    ("text", "name", "country", "actor"),
    [
        ("المجلس العسكري في النيجر يتهم باريس", "المجلس العسكري", "IL", "ne-cnsp"),
        ("قالت وزارة الدفاع في الجزائر إنها لا تعلم", "وزارة الدفاع", "ML", "DZ.defence"),
        ("قصف الجيش في لبنان مواقع", "الجيش", "IL", "IL.military"),
        ("قال الجيش في بيان إنه انسحب", "الجيش", "SY", "SY.military"),
    ],
)
def test_a_body_is_of_where_the_text_says_it_is(text: str, name: str, country: str, actor: str) -> None:
    assert said(text, name, country, "2023-09-23") == actor


def test_the_islamic_resistance_is_no_palestinian_faction() -> None:
    name = "المقاومة الإسلامية"
    assert said(f"أعلنت {name} استهداف ثكنة. ونشر حزب الله المشاهد.", name, "IL", "2023-10-25") == "hezbollah"
    assert said(f"أعلنت {name} استهداف ثكنة.", name, "IL", "2023-10-25") == "unknown:fighters"


@pytest.mark.parametrize(
    ("text", "name", "country", "actor"),
    [
        ("وصل مفتشو منظمة حظر الأسلحة الكيماوية إلى دوما", "مفتشو منظمة حظر الأسلحة", "SY", "opcw"),
        ("استهدفت أبا خليل السوداني. وقالت إن السوداني قتل", "السوداني", "AF", "unknown:name"),
        ("التقى رئيس المخابرات المصرية وفدا", "رئيس المخابرات المصرية", "PS", "EG.intelligence"),
        ("استشهد ضابط في الاستخبارات الفلسطينية برصاص الاحتلال", "ضابط في الاستخبارات", "PS", "unknown:forces"),
        ("التقى سلطان عمان وفدا", "سلطان عمان", "PS", "OM.president"),
        ("قالت جماعات حقوق الإنسان إنها قلقة", "جماعات حقوق الإنسان", "SY", "unknown:aid-workers"),
        ("اشتبكت مع الميليشيات الموالية لإيران", "الميليشيات الموالية لإيران", "YE", "houthis"),
    ],
)
def test_names_that_a_reader_found_wrong(text: str, name: str, country: str, actor: str) -> None:
    assert said(text, name, country, "2018-04-17") == actor


@pytest.mark.parametrize(
    ("text", "name", "country", "day", "actor"),
    [
        # whose adjective stands behind what is struck
        ("قصف الجيش مواقع روسية في خاركيف.", "الجيش", "UA", "2024-07-01", "UA.military"),
        ("أسقط الجيش طائرة إسرائيلية فوق القنيطرة.", "الجيش", "SY", "2018-07-01", "SY.military"),
        ("استدعت الخارجية السفير التركي بعد قصف زاخو.", "الخارجية", "IQ", "2022-07-21", "IQ.foreign"),
        ("شنت قوات الجيش العربي السوري هجوما.", "الجيش", "IQ", "2019-07-21", "SY.military"),
        # the forces of who speaks of them
        ("قالت وزارة الدفاع الروسية إن الجيش سيطر على بلدة.", "الجيش", "UA", "2024-07-01", "RU.military"),
        ("أعلنت موسكو أن الجيش سيطر على بلدة.", "الجيش", "UA", "2024-07-01", "RU.military"),
        ("قالت حركة حماس إن الجيش قصف مدرسة في جباليا.", "الجيش", "PS", "2024-07-01", "IL.military"),
        ("قالت قسد إن الجيش قصف حي الشيخ مقصود.", "الجيش", "SY", "2018-07-01", "SY.military"),
        ("قالت الخارجية الأميركية إن الجيش قصف مخيما في دارفور.", "الجيش", "SD", "2024-07-01", "SD.military"),
        ("قالت وزارة الدفاع الروسية إن الجيش استعاد تدمر.", "الجيش", "SY", "2017-03-01", "SY.military"),
        ("قال المتحدث باسم الحوثيين إن القوات المسلحة هاجمت سفينة.", "القوات المسلحة", "IL", "2024-06-01", "houthis"),
        ("قالت وكالة رويترز إن الجيش قصف خان شيخون.", "الجيش", "SY", "2019-06-01", "SY.military"),
        ("قالت موسكو إن مسلحين هاجموا، وقصف الجيش البلدة.", "الجيش", "SY", "2019-06-01", "SY.military"),
    ],
)  # fmt: skip
def test_whose_army_a_bare_one_is(text: str, name: str, country: str, day: str, actor: str) -> None:
    assert said(text, name, country, day) == actor


@pytest.mark.parametrize(
    ("text", "name", "country", "actor"),
    [
        ("أعلنت قيادة الجيش اللبناني مقتل جندي. وقال الجيش إن الجنود قصفتهم إسرائيل", "الجنود", "LB", "LB.military"),
        ("غارة إسرائيلية على كفرا. وقال الجيش إن مركزا له أصيب.", "الجيش", "LB", "LB.military"),
        ("قال الجيش الإسرائيلي إن الجنود تعرضوا لقصف من حزب الله.", "الجنود", "LB", "IL.military"),
        ("غارات إسرائيلية على خان يونس. وقال الجيش إنه قصف أهدافا.", "الجيش", "PS", "IL.military"),
        # Gaza's ministries are its own
        ("غزة: أعلنت وزارة الصحة ارتفاع عدد القتلى في رفح.", "وزارة الصحة", "PS", "ps-gaza-health"),
        ("قتل شاب في مخيم بلاطة قرب نابلس، بحسب وزارة الصحة", "وزارة الصحة", "PS", "PS.health"),
        ("قتل شاب في غزة. وقتل آخر في جنين، بحسب وزارة الصحة", "وزارة الصحة", "PS", "PS.health"),
        ("قتل شاب في غزة. وقالت وزارة الصحة إن آخر قتل في طوباس.", "وزارة الصحة", "PS", "PS.health"),
        ("الضفة: اقتحم الجيش مخيما. وأعلنت وزارة الصحة مقتل شاب في دير البلح", "وزارة الصحة", "PS", "ps-gaza-health"),
    ],
)
def test_whose_bare_institutions_are(text: str, name: str, country: str, actor: str) -> None:
    assert said(text, name, country, "2024-10-10") == actor


def test_gaza_had_no_ministry_of_its_own_before() -> None:
    assert said("غزة: أعلنت وزارة الصحة حصيلة القتلى.", "وزارة الصحة", "PS", "2005-10-10") == "PS.health"


@pytest.mark.parametrize(
    ("kind", "by", "to", "actors"),
    [
        ("clash", "الجيش", "آليات إسرائيلية", ["unknown:forces", "IL.military"]),
        ("shelling", "مدفعية إسرائيلية", "الجيش", ["IL.military", "unknown:forces"]),
        ("detention", "الجيش", "جندي إسرائيلي", ["IL.military", "IL.military"]),  # armies arrest their own
        ("weapon_foiled", "الجيش الإسرائيلي", "14 مسيرة", ["IL.military", "unknown:forces"]),  # no marches
        ("attack_on_civilians", "الجيش الإسرائيلي", "مسيرة احتجاج", ["IL.military", "unknown:protesters"]),
    ],
)
def test_a_guessed_army_is_not_on_both_sides(kind: str, by: str, to: str, actors: list[str]) -> None:
    text = f"استهدف {by} {to} في خان يونس"
    one, other = (Mention(text=n, span=Span(text.index(n), text.index(n) + len(n))) for n in (by, to))
    claim = Claim(
        type=ClaimType(kind), status=Status.OCCURRED, trigger=Mention(text="استهدف"), initiators=[one], targets=[other]
    )
    document = Document(doc_id="d", text=text, published="2024-03-10")
    (found,) = RESOLVER.resolve(document, [claim], context=Context(text, "2024-03-10", {"PS": 5}, dict))
    assert [m.actor.id for m in (*found.initiators, *found.targets) if m.actor] == actors


@pytest.mark.parametrize(
    ("text", "name", "country", "day", "actor"),
    [
        # the extractor cut the name before what tells whose it is
        ("قالت حكومة الرئيس فلاديمير بوتين إنها سترد.", "حكومة الرئيس فلاديمير", "SY", "2018-04-18", "RU.president"),
        ("أصابوا زورقا حربيا تابعا لقوات التحالف.", "زورقا حربيا تابعا", "YE", "2018-05-01", "coalition-yemen"),
        ("قصفت الطائرات مخازن وقود تابعة للحوثيين.", "مخازن وقود تابعة", "YE", "2018-05-01", "houthis"),
        ("قصفت الطائرات مخزن وقود تابعا للحوثيين.", "مخزن وقود", "YE", "2018-05-01", "houthis"),
        ("أحرقوا آلية للاحتلال عند المفترق.", "آلية", "PS", "2023-11-08", "IL.military"),
        # and where it does not tell, or tells of somebody unknown
        ("أصابوا سفينة حربية تابعة لشركة صيد قرب ميدي.", "سفينة حربية تابعة", "YE", "2018-05-01", "unknown:forces"),
        ("قصفوا مواقع تابعة لمسلحين في غزة يطاردهم جيش الاحتلال.", "مواقع تابعة", "PS", "2023-11-08", "unknown:object"),
        ("سلمت الشركة آلية للاحتلال عند المفترق.", "آلية", "PS", "2023-11-08", "unknown:object"),
        ("وصلت مخازن وقود. التابعة للحوثيين قصفت.", "مخازن وقود", "YE", "2018-05-01", "unknown:object"),
        # an officer is of those in whose ranks he is
        ("نعت البلدة ضابطا ميدانيا في المقاومة.", "ضابطا ميدانيا", "SY", "2023-11-08", "unknown:fighters"),
        ("قتل ضابط ميداني في المقاومة.", "ضابط ميداني", "SY", "2023-11-08", "unknown:fighters"),
        ("قتل ضابط في حزب الله.", "ضابط", "SY", "2017-11-08", "hezbollah"),
        ("قتل ضابط في ريف حماة.", "ضابط", "SY", "2017-11-08", "SY.military"),
        # scholars are no fighters
        ("نددت جماعة علماء الموصل بالقصف.", "جماعة علماء الموصل", "IQ", "2023-10-10", "unknown:people"),
        ("هاجمت جماعة مسلحة الموصل.", "جماعة مسلحة", "IQ", "2023-10-10", "unknown:fighters"),
        # an adjective of a strike, with another between
        ("شهدت البلدة قصفا مدفعيا إسرائيليا.", "إسرائيليا", "LB", "2023-11-08", "IL.state"),
        ("شهدت البلدة قصفا عنيفا إسرائيليا.", "إسرائيليا", "LB", "2023-11-08", "IL.state"),
        ("شهدت البلدة قصفا مدفعيا إسرائيليا.", "قصفا مدفعيا إسرائيليا", "LB", "2023-11-08", "IL.state"),
        ("شاهدوا شابا عنيفا إسرائيليا.", "إسرائيليا", "LB", "2023-11-08", "unknown:people"),
        ("أسقط نظام القبة الحديد قذيفتين.", "نظام القبة الحديد", "PS", "2018-07-14", "IL.military"),
        ("زار السياح مسجد القبة الذهبية.", "القبة الذهبية", "PS", "2018-07-14", "unknown:name"),
        # a bare kingdom
        ("أكدت المملكة أنها سترد.", "المملكة", "JO", "2018-08-11", "JO.state"),
        ("أكدت المملكة أنها سترد.", "المملكة", "YE", "2018-08-11", "SA.state"),
        ("قالت حكومة المملكة إنها سترد.", "حكومة المملكة", "BH", "2018-08-11", "BH.government"),
        ("اتصل الوزير السعودي بنظيره. وأكدت المملكة أنها سترد.", "المملكة", "JO", "2018-08-11", "unknown:name"),
        ("أكدت المملكة أنها سترد.", "المملكة", "GB", "2018-08-11", "unknown:name"),
        ("أكدت المملكة المتحدة أنها سترد.", "المملكة المتحدة", "JO", "2018-08-11", "GB.state"),
    ],
)  # fmt: skip
def test_whose_a_thing_or_a_man_is(text: str, name: str, country: str, day: str, actor: str) -> None:
    assert said(text, name, country, day) == actor


def chain(text: str, names: list[tuple[str, str]], party: str, day: str) -> list[tuple[str, str]]:
    """Origins and camps of the sources of one claim in a report of Yemen, with an initiator."""
    origins = [Source(text=n, kind=SourceKind(k), span=Span(text.index(n), text.index(n) + len(n))) for n, k in names]
    by = [Mention(text=party, span=Span(text.index(party), text.index(party) + len(party)))] if party else []
    claim = Claim(
        type=ClaimType.SHELLING, status=Status.OCCURRED, trigger=Mention(text="قصف"), initiators=by, origin=origins
    )
    document = Document(doc_id="d", text=text, published=day)
    context = Context(text, day, {"YE": 5}, dict)
    (found,) = SourceResolver(RESOLVER).resolve(
        document, RESOLVER.resolve(document, [claim], context=context), context=context
    )
    return [(s.origin, s.camp) for s in found.origin]


AGENCY = ("وكالة سبأ", "agency")


@pytest.mark.parametrize(
    ("text", "names", "party", "day", "last"),
    [
        ("نقلت وكالة سبأ أن مليشيا الحوثي قصفت حيا", [AGENCY], "مليشيا الحوثي", "2015-07-20", "saba-gov"),
        ("نقلت وكالة سبأ أن طيران العدوان قصف حيا", [AGENCY], "طيران العدوان", "2017-07-20", "saba-sanaa"),
        ("نقلت وكالة سبأ أن طيران التحالف قصف حيا", [AGENCY], "طيران التحالف", "2017-07-20", "saba"),
        ("نقلت وكالة سبأ أن المتمردين الحوثيين قصفوا حيا", [AGENCY], "المتمردين الحوثيين", "2017-07-20", "saba"),
        ("نقلت وكالة سبأ عن الحوثيين قصف حي", [("الحوثيين", "armed_group"), AGENCY], "", "2017-07-20", "saba-sanaa"),
        ("نقلت وكالة سبأ عن الصحة اليمنية قصف حي", [("الصحة اليمنية", "official"), AGENCY], "", "2017-07-20", "saba"),
        ("نقلت وكالة سبأ عن التحالف العربي قصف مليشيا الحوثي حيا", [("التحالف العربي", "military"), AGENCY],
         "مليشيا الحوثي", "2017-07-20", "saba-gov"),
        ("نقلت وكالة سبأ عن التحالف العربي أن طيران العدوان قصف حيا", [("التحالف العربي", "military"), AGENCY],
         "طيران العدوان", "2017-07-20", "saba"),
        ("نقلت وكالة سبأ التابعة للحوثيين أن مليشيا الحوثي قصفت حيا", [("وكالة سبأ التابعة للحوثيين", "agency")],
         "مليشيا الحوثي", "2017-07-20", "saba-sanaa"),
        ("نقلت وكالة سبأ أن طيران العدوان قصف حيا", [AGENCY], "طيران العدوان", "2010-07-20", "saba-gov"),
    ],
)  # fmt: skip
def test_an_agency_that_two_governments_have(
    text: str, names: list[tuple[str, str]], party: str, day: str, last: str
) -> None:
    origin, camp = chain(text, names, party, day)[-1]
    assert origin == last
    assert bool(camp) == (last != "saba")


@pytest.mark.parametrize(
    ("name", "country", "day", "actor"),
    [
        # the Islamic State in a state, and the state
        ("عناصر الدولة الإسلامية في سوريا", "SY", "2015-02-03", "islamic-state"),
        ("الدولة الإسلامية في العراق", "IQ", "2009-02-03", "is-iraq"),
        ("الدولة الإسلامية في العراق", "IQ", "2015-02-03", "islamic-state"),
        ("الدولة الإسلامية في ليبيا", "LY", "2016-02-03", "is-libya"),
        ("الدولة الإسلامية في موزمبيق", "MZ", "2021-02-03", "mozambique-shabaab"),
        ("الدولة الإسلامية الإيرانية", "IR", "2015-02-03", "IR.state"),
        ("الجمهورية الإسلامية في إيران", "IR", "2015-02-03", "IR.state"),
        # what a movement is for
        ("قوات حركة تحرير الكونغو", "CD", "2002-02-03", "mlc"),
        ("جبهة تحرير بوروندي", "BI", "2002-02-03", "unknown:fighters"),
        ("جيش استقلال أنغولا", "AO", "1990-02-03", "unknown:fighters"),
        ("التجمع الشعبي من أجل إنقاذ أذربيجان", "AZ", "1993-02-03", "unknown:name"),
        ("قوات الدفاع عن الحرية في بوروندي", "BI", "2002-02-03", "unknown:fighters"),
        ("القوة الوطنية للدفاع عن الديمقراطية في بوروندي", "BI", "2002-02-03", "unknown:fighters"),
        ("الجيش الشعبي لتحرير السودان", "SD", "1995-02-03", "splm"),
        ("جيش التحرير الشعبي الصيني", "CN", "2020-02-03", "CN.military"),
        ("القوات الروسية للدفاع عن حلب", "SY", "2016-02-03", "RU.military"),
        ("وزارة الدفاع الكرواتية", "HR", "1993-02-03", "HR.defence"),
        ("مجلس الدفاع الكرواتي", "BA", "1993-02-03", "hvo"),
        ("الجبهة الثورية المتحدة", "SL", "1999-02-03", "ruf"),
        ("الجبهة الثورية", "SD", "2013-02-03", "srf-sudan"),
        # hostile forces are not the army's own
        ("القوات المعادية", "SD", "2024-02-03", "unknown:forces"),
        ("طائرة معادية", "IR", "2025-06-15", "unknown:forces"),
        ("قوات معادية للنظام", "SY", "2015-02-03", "unknown:forces"),
        ("القوات الإسرائيلية المعادية", "LB", "2024-02-03", "IL.military"),
        # who fights for a president is not he
        ("مرتزقة أردوغان", "LY", "2020-02-03", "unknown:fighters"),
        ("مقاتلي الرئيس أردوغان", "SY", "2019-12-03", "unknown:fighters"),
        ("قوات أردوغان", "SY", "2019-12-03", "TR.military"),
        ("عصابات الأسد", "SY", "2014-02-03", "SY.military"),
        ("الرئيس أردوغان", "SY", "2019-12-03", "TR.president"),
        # a general command
        ("القيادة العامة لوحدات حماية الشعب", "SD", "2018-01-23", "ypg"),
        ("القيادة العامة لحركة أحرار الشام", "SY", "2014-02-03", "ahrar-al-sham"),
        ("القيادة العامة لقوات حكومة الوفاق", "LY", "2019-06-03", "gna-forces"),
        ("الناطق باسم القيادة العامة", "LY", "2019-06-03", "lna"),
        ("القيادة العامة للقوات المسلحة", "SD", "2023-06-03", "SD.military"),
        ("القيادة العامة", "SY", "2014-02-03", "pflp-gc"),
        # nobody acts years before he exists
        ("التحالف الدولي", "IQ", "1991-02-03", "gulf-war-coalition"),
        ("التحالف الدولي", "IQ", "2003-04-03", "mnf-iraq"),
        ("التحالف الدولي", "LY", "2011-04-03", "nato"),
        ("التحالف الدولي", "AF", "2010-04-03", "isaf"),
        ("التحالف الدولي", "UA", "2010-04-03", "unknown:forces"),
        ("التحالف الدولي", "SY", "2017-04-03", "coalition-anti-is"),
        ("جبهة النصرة", "SY", "2011-12-03", "jabhat-al-nusra"),
        ("جماعة النصرة", "ML", "2024-04-03", "jnim"),
        ("جماعة أنصار الإسلام والمسلمين", "BF", "2024-04-03", "jnim"),
        # the army and committees of Sanaa
        ("الجيش واللجان الشعبية", "SA", "2018-02-03", "houthis"),
        ("الجيش واللجان الشعبية", "YE", "2012-02-03", "popular-committees-ye"),
    ],
)  # fmt: skip
def test_a_name_in_a_name_accuses_nobody(name: str, country: str, day: str, actor: str) -> None:
    assert said(f"ثم تقدم {name} نحو المدينة.", name, country, day) == actor


@pytest.mark.parametrize(
    ("text", "name", "country", "day", "actor"),
    [
        ("أسر المهاجمون جنديا تركيا قرب الحدود.", "تركيا", "SY", "2020-02-03", "unknown:people"),
        ("قتل في الكمين 50 روسيا.", "روسيا", "SY", "2018-02-03", "unknown:people"),
        ("قتل في الكمين عشرون ليبيا.", "ليبيا", "LY", "2018-02-03", "unknown:people"),
        ("وصل في 24 روسيا ليطلب هدنة.", "روسيا", "SY", "2018-02-03", "RU.state"),
        ("في عام 2015 روسيا تدخلت.", "روسيا", "SY", "2018-02-03", "RU.state"),
        ("وصف غدا تركيا بأنها شريك.", "تركيا", "SY", "2018-02-03", "TR.state"),
        # a command that the text goes on to tell
        ("وقالت القيادة العامة لقوات الدعم السريع إنها تقدمت.", "القيادة العامة", "SD", "2023-06-03", "rsf"),
        ("وقالت القيادة العامة لفصيل الصقور إنها تقدمت.", "القيادة العامة", "SY", "2014-06-03", "unknown:forces"),
        ("وقالت القيادة العامة لجيش النخبة إنها تقدمت.", "القيادة العامة", "SY", "2014-06-03", "unknown:forces"),
        ("وقالت القيادة العامة للجيش إنها تقدمت.", "القيادة العامة", "SY", "2014-06-03", "SY.military"),
        # a province that the text goes on to tell
        ("تبنى تنظيم الدولة - ولاية خراسان الهجوم.", "تنظيم الدولة", "AF", "2021-08-27", "is-khorasan"),
        ("تبنى تنظيم الدولة في حلب الهجوم.", "تنظيم الدولة", "SY", "2015-08-27", "islamic-state"),
        # envoys have no parliament with them
        ("خطفوا القنصل التركي، ودعا المالكي البرلمان إلى جلسة.", "البرلمان", "IQ", "2014-06-12", "IQ.parliament"),
        ("قال الرئيس التركي إن البرلمان سيصوت.", "البرلمان", "SY", "2019-10-08", "TR.parliament"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_decides(text: str, name: str, country: str, day: str, actor: str) -> None:
    assert said(text, name, country, day) == actor


@pytest.mark.parametrize(
    ("kind", "by", "to", "left"),
    [
        (ClaimType.ACCUSE, "الحوثيون", "المليشيا الحوثية", []),
        (ClaimType.ACCUSE, "الرئيس الأوكراني", "أوكرانيا", []),
        (ClaimType.REJECT, "روسيا", "الرئيس الأوكراني", ["UA.president"]),
        (ClaimType.ACCUSE, "البرلمان التركي", "تركيا", ["TR.state"]),
        (ClaimType.ACCUSE, "مسلحون", "مسلحون", ["unknown:fighters"]),
        (ClaimType.DEMAND, "الحوثيون", "المليشيا الحوثية", ["houthis"]),
        (ClaimType.TALKS, "الرئيس الأوكراني", "أوكرانيا", ["UA.state"]),
        (ClaimType.CHANGE, "الرئيس الأوكراني", "أوكرانيا", ["UA.state"]),
    ],
)
def test_nobody_speaks_against_himself(kind: ClaimType, by: str, to: str, left: list[str]) -> None:
    text = f"تكلم {by} ثم ذكر {to} مرة."
    at, on = text.index(by), text.rindex(to)
    claim = Claim(
        type=kind,
        status=Status.OCCURRED,
        trigger=Mention(text="تكلم"),
        initiators=[Mention(text=by, span=Span(at, at + len(by)))],
        targets=[Mention(text=to, span=Span(on, on + len(to)))],
    )
    document = Document(doc_id="d", text=text, published="2022-10-01")
    (found,) = RESOLVER.resolve(document, [claim], context=Context(text, "2022-10-01", {"YE": 5}, dict))
    assert [m.actor.id for m in found.targets if m.actor] == left


@pytest.mark.parametrize(
    ("text", "name", "country", "day", "whose"),
    [
        ("قال مصدر عسكري للمسيرة إن المواقع سقطت.", "مصدر عسكري", "SA", "2018-02-03", "houthis"),
        ("قال مصدر عسكري لقناة المسيرة إن المواقع سقطت.", "مصدر عسكري", "YE", "2018-02-03", "houthis"),
        ("قال مصدر عسكري في صنعاء إن المواقع سقطت.", "مصدر عسكري", "YE", "2018-02-03", "houthis"),
        ("قال مصدر عسكري في صنعاء إن المواقع سقطت.", "مصدر عسكري", "YE", "2013-02-03", "YE.military"),
        ("قال مصدر عسكري في عدن إن المواقع سقطت.", "مصدر عسكري", "YE", "2018-02-03", "YE.military"),
        ("قال مصدر عسكري لوكالة سبأ إن المواقع سقطت.", "مصدر عسكري", "YE", "2018-02-03", "unknown:forces"),
        ("قال مصدر عسكري سعودي للمسيرة إن المواقع سقطت.", "مصدر عسكري سعودي", "SA", "2018-02-03", "SA.military"),
        ("قال مصدر عسكري لوكالة تاس إن المواقع سقطت.", "مصدر عسكري", "UA", "2023-02-03", "unknown:forces"),
        ("قال مصدر عسكري لسانا إن المواقع سقطت.", "مصدر عسكري", "SY", "2015-02-03", "SY.military"),
        ("قال مصدر عسكري للجزيرة إن المواقع سقطت.", "مصدر عسكري", "YE", "2018-02-03", "YE.military"),
    ],
)  # fmt: skip
def test_to_whose_medium_a_nameless_source_speaks(text: str, name: str, country: str, day: str, whose: str) -> None:
    assert origin(text, name, "military", country, day) == whose
