"""Phrases that refer to who was named before, bare nouns and what stands beside a name."""

import pytest

from test_actor_rules import said


@pytest.mark.parametrize(
    ("text", "name", "country", "actor"),
    [
        ("أجرى وزير الخارجية المصري مباحثات مع نظيره التركي", "نظيره التركي", "EG", "TR.foreign"),
        ("واتصل رئيس الوزراء العراقي بنظيره الأميركي", "نظيره الأميركي", "IQ", "US.president"),  # there is no other
        ("زار وزير الخارجية أنقرة، والتقى رئيس الأركان نظيره التركي", "نظيره التركي", "EG", "unknown:name"),
        ("بحث مبعوث الرئيس الأميركي مع نظيره الروسي الهدنة", "نظيره الروسي", "SY", "unknown:name"),
        ("وقال الرئيس السوري إن قائد الجيش بحث مع نظيره الروسي", "نظيره الروسي", "SY", "unknown:name"),
        ("التقى مدرب الفريق نظيره التركي", "نظيره التركي", "EG", "unknown:name"),
        ("وقال الرئيس السوري إن نظيره", "نظيره", "SY", "unknown:name"),
    ],
)
def test_a_counterpart_has_the_same_office(text: str, name: str, country: str, actor: str) -> None:
    assert said(text, name, country) == actor


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("نشرت هيومن رايتس ووتش تقريرا عن القصف. ودعت المنظمة إلى تحقيق", "hrw"),
        ("قصف الجيش مواقع حزب العمال الكردستاني. وقتل قيادي في المنظمة", "pkk"),
        ("عقد مجلس الأمن جلسة. ودعت المنظمة إلى تحقيق", "unknown:aid-workers"),  # a council is none
        ("أفرج مسلحون عن موظفين. وشكرت المنظمة الوسطاء", "unknown:aid-workers"),
    ],
)
def test_the_organisation_is_the_one_named_last(text: str, actor: str) -> None:
    assert said(text, "المنظمة", "TR") == actor


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("ودعا الشيخ الدولة إلى إطلاق المحتجزين", "الدولة", "LY.state"),
        ("وهاجم تنظيم الدولة البلدة، وخسرت الدولة عشرين مقاتلا", "الدولة", "unknown:officials"),
        ("وطالب دولة بالتدخل", "دولة", "unknown:officials"),
    ],
)
def test_the_state_is_that_of_the_report(text: str, name: str, actor: str) -> None:
    assert said(text, name, "LY") == actor


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("وتظاهر أمس الآلاف في الساحة", "الآلاف", "unknown:protesters"),
        ("وتجمع الآلاف في الساحة مطالبين بوقف الحرب", "الآلاف", "unknown:protesters"),
        ("وتجمع مئات المواطنين أمام مخبز فقصفته طائرة", "مئات المواطنين", "unknown:civilians"),
        ("وخرج المئات منددين بالقصف", "المئات", "unknown:protesters"),
        ("وخرج المئات من البلدة في حافلات", "المئات", "unknown:civilians"),  # they fled
        ("ونزح الآلاف إلى المخيمات", "الآلاف", "unknown:civilians"),
        ("وانتهى الاعتصام أمس. وطالب المشاركون بالإفراج عنهم", "المشاركون", "unknown:protesters"),
        ("وافتتح المؤتمر أمس. وطالب المشاركون بالإفراج عنهم", "المشاركون", "unknown:civilians"),
        ("وتظاهر جنود متقاعدون أمام الوزارة", "جنود متقاعدون", "unknown:forces"),
    ],
)
def test_numbers_that_demonstrate_are_protesters(text: str, name: str, actor: str) -> None:
    assert said(text, name, "YE") == actor


@pytest.mark.parametrize(
    ("text", "name", "country", "actor"),
    [
        ("وقالت تركيا إن وزير خارجيتها سيزور بغداد", "وزير خارجيتها", "IQ", "TR.foreign"),
        ("وأعلنت فرنسا إجلاء سفارتها", "سفارتها", "SD", "FR.foreign"),
        ("وقال الوزير الفرنسي إن حكومته تراقب الوضع", "حكومته", "SD", "FR.government"),
        ("وقال زعيم المتمردين إن رجاله صدوا الهجوم", "رجاله", "SD", "unknown:forces"),
        ("وأقر الجيش الأوكراني بأن بعض رجاله أسروا", "رجاله", "UA", "UA.military"),
        ("واتهمت إيران تركيا بقصف سفارتها", "سفارتها", "SY", "unknown:object"),  # either's
    ],
)
def test_whose_ministers_embassies_and_men(text: str, name: str, country: str, actor: str) -> None:
    assert said(text, name, country) == actor


@pytest.mark.parametrize(
    ("name", "country", "actor"),
    [
        ("مقاتلات إف-16 تركية", "IQ", "TR.military"),
        ("مقاتلات كرديات", "SY", "unknown:fighters"),
        ("سلاحا الجو السوري والروسي", "SY", "SY.military"),
        ("فصائل لم تحدد الشبكة السورية لحقوق الإنسان هويتها", "LY", "unknown:fighters"),
        ("القوات التي تقودها تركيا", "SY", "TR.military"),
        ("مقاتلا بريطانيا في صفوف داعش", "SY", "islamic-state"),
        ("جنودا في صفوف المعارضة", "LY", "unknown:forces"),
        ("مزارع إسرائيلية", "PS", "unknown:object"),
        ("مزارع إسرائيلي", "PS", "unknown:civilians"),
        ("منشأة عسكرية", "SY", "unknown:object"),
        ("مزرعة الرئيس السابق علي عبدالله صالح", "YE", "unknown:object"),
        ("حرس الرئيس السابق علي عبدالله صالح", "YE", "person:ali-abdullah-saleh"),
        ("مقاتلين متحالفين معها من المعارضة السورية", "SY", "syrian-opposition"),
        ("مقاتلين متحالفين مع المعارضة السورية", "LY", "unknown:fighters"),
        ("أكثر من مليون ونصف مليون فلسطيني", "PS", "unknown:people"),
        ("المستوطنات الحدودية", "PS", "unknown:place"),
        ("المتسللين", "SA", "unknown:fighters"),
        ("المعارضة", "TR", "unknown:officials"),
        ("المعارضة المسلحة", "CF", "unknown:fighters"),
        ("جان بيير لاكروا", "CD", "un"),
        ("مواقع الجيش الوطني", "YE", "YE.military"),
        ("القائم بالأعمال الباكستاني", "IR", "PK.foreign"),
        ("44 شهيدا", "PS", "unknown:civilians"),
        ("الشهيد قاسم سليماني", "IQ", "quds-force"),
        ("لجنة دولية مستقلة", "ET", "unknown:name"),
        ("اللجنة الدولية", "ET", "icrc"),
        ("محمد علي المرضي", "SD", "unknown:name"),
        ("المرضى", "SD", "unknown:civilians"),
        ("الهواتف المحمولة", "SD", "unknown:object"),
        ("هيئات حماية حقوق الإنسان", "YE", "unknown:name"),
        ("القوات الغازية", "YE", "unknown:forces"),
        ("قوات الدفاع الوطني", "SY", "sy-ndf"),
        ("قوات الدفاع الوطني", "ET", "ET.military"),
    ],
)
def test_what_a_phrase_means_by_itself(name: str, country: str, actor: str) -> None:
    assert said(f"وقال شهود إن {name} هناك", name, country, "2018-06-01") == actor


@pytest.mark.parametrize(
    ("text", "name", "country", "actor"),
    [
        ("أسقط صاروخ طائرة الركاب الماليزية، وقال المحققون إن الطائرة أصيبت", "الطائرة", "UA", "unknown:object"),
        ("وأسقطت الطائرة الماليزية وكان على متنها 298", "الطائرة الماليزية", "UA", "unknown:object"),
        ("وأسقطت الطائرة الروسية فوق الجبل", "الطائرة الروسية", "SY", "RU.military"),
        ("شن حزب العمال الكردستاني هجوما، وقتل مقاتلون أكراد جنديا", "مقاتلون أكراد", "IQ", "pkk"),
        ("وصد مقاتلون أكراد هجوما قرب أربيل", "مقاتلون أكراد", "IQ", "peshmerga"),
        ("ولوحت إسرائيل بالحرب، واستدعى الجيش قوات الاحتياط", "قوات الاحتياط", "LB", "IL.military"),
        ("وقال المتحدث باسم المقاومة الشعبية في حلب العميد سمير نجم إن الهدنة سقطت", "سمير نجم", "YE",
         "popular-resistance-ye"),
        ("وانتشر حزب الله في المنطقة للفصل بين سمير نجم وخصمه", "سمير نجم", "LB", "unknown:name"),
        ("خسر تنظيم داعش البلدة، وأعدم مسلحوه ثلاثة", "مسلحوه", "SY", "islamic-state"),
        ("خسر الجيش البلدة، ثم دخلها مسلحون", "مسلحون", "IQ", "unknown:fighters"),
        ("هاجمت قسد خلايا داعش، وقتلت عشرة من التنظيم", "التنظيم", "SY", "islamic-state"),
    ],
)  # fmt: skip
def test_what_a_phrase_means_by_its_text(text: str, name: str, country: str, actor: str) -> None:
    assert said(text, name, country, "2018-06-01") == actor
