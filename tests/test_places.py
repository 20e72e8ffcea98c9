"""Names as reports write them, homonyms by setting, names no layer knows. All sentences are our own."""

import pytest

from riwaya.codebook import ClaimType, Level, Status
from riwaya.records import Claim, Document, Mention, Place, Span
from riwaya.resolve.gazetteer import countries
from riwaya.resolve.names import loose_key, parse_name, place_key
from riwaya.resolve.places import PlaceResolver


def names(resolver: PlaceResolver, text: str) -> list[tuple[int, int, str, bool]]:
    """The place names found in a text: start, end, key, and whether it is surely one."""
    return [(f.start, f.end, f.key, f.sure) for f in resolver.finder.read(text)[1]]


@pytest.fixture(scope="module")
def resolver(tmp_path_factory: pytest.TempPathFactory) -> PlaceResolver:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RIWAYA_GAZETTEERS", str(tmp_path_factory.mktemp("none")))
        return PlaceResolver()


def resolve(resolver: PlaceResolver, text: str, *names: str) -> list[Place]:
    """The places of one claim whose names stand in `text`."""
    places = [Place(text=n, span=Span(text.index(n), text.index(n) + len(n))) for n in names]
    claim = Claim(type=ClaimType.CLASH, status=Status.OCCURRED, trigger=Mention(text="x"), places=places)
    document = Document(doc_id="d", text=text)
    return resolver.resolve(document, [claim])[0].places


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1", "level"),
    [
        ("دارت اشتباكات في ريف حماة الغربي بسوريا", "ريف حماة الغربي", "SY", "Hama", "region"),
        ("قصف الجيش السوري بلدات شمال غرب حماة", "شمال غرب حماة", "SY", "Hama", "city"),
        ("اندلعت معارك شرقي البلاد، وقال الجيش الأوكراني إنه صد الهجوم", "شرقي البلاد", "UA", "", "region"),
        ("وصل الوفد إلى العاصمة السودانية أمس", "العاصمة السودانية", "SD", "Khartoum", "city"),
        ("انتشرت قوات في الأراضي السورية", "الأراضي السورية", "SY", "", "country"),
        ("غارات على الجنوب السوري", "الجنوب السوري", "SY", "", "region"),
        ("هبطت طائرة في مطار حلب الدولي", "مطار حلب الدولي", "SY", "Aleppo", "site"),
        ("اقتحم الجنود مخيم جنين فجرا", "مخيم جنين", "PS", "West Bank", "neighbourhood"),
        ("سقطت قذائف على محافظة شمال سيناء في مصر", "محافظة شمال سيناء", "EG", "North Sinai", "governorate"),
        ("وبغداد تنفي الخبر، والعراق يطالب بتحقيق", "بغداد", "IQ", "Baghdad", "city"),
        ("قالت كييف إن القوات الروسية قصفت باخموت", "باخموت", "UA", "Donetsk", "city"),
        ("جرى الحادث في محافظة_ذمار اليمنية", "محافظة_ذمار", "YE", "Dhamar", "governorate"),
    ],
)  # fmt: skip
def test_names_as_written(resolver: PlaceResolver, text: str, name: str, country: str, admin1: str, level: str) -> None:
    place = resolve(resolver, text, name)[0]
    assert (place.country, place.admin1, place.level) == (country, admin1, level), place.why
    assert place.why
    assert place.text == name


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("اشتبكت كتائب في طرابلس، وقالت حكومة الوفاق في ليبيا إن مصراتة هادئة", "طرابلس", "LY"),
        ("سقط جريح في طرابلس شمال لبنان، ونقل إلى بيروت", "طرابلس", "LB"),
        ("اقتحمت قوات الاحتلال بلدة في رام الله قرب البيرة بالضفة الغربية", "البيرة", "PS"),
        ("سيطر المسلحون على البيضاء ورداع في اليمن", "البيضاء", "YE"),
        ("أعلن الجيش الليبي من البيضاء ومن بنغازي شرق ليبيا", "البيضاء", "LY"),
        ("تقدمت القوات في المنصورة والشيخ عثمان بمدينة عدن اليمنية", "المنصورة", "YE"),
        ("تظاهر المئات في المنصورة وطنطا والقاهرة بمصر", "المنصورة", "EG"),
    ],
)
def test_homonyms_by_setting(resolver: PlaceResolver, text: str, name: str, country: str) -> None:
    place = resolve(resolver, text, name)[0]
    assert place.country == country, place.why
    assert len(place.candidates) > 1
    assert place.candidates[0].place_id == place.place_id


def test_a_container_named_in_the_claim_decides(resolver: PlaceResolver) -> None:
    text = "وقعت المواجهات في الخالدية في حلب، فيما ساد الهدوء في حمص وفي دمشق بسوريا"
    assert resolve(resolver, text, "الخالدية", "حلب")[0].admin1 == "Aleppo"
    text = "وقعت المواجهات في الخالدية في حمص، فيما ساد الهدوء في حلب وفي دمشق بسوريا"
    assert resolve(resolver, text, "الخالدية", "حمص")[0].admin1 == "Homs"


def test_an_unknown_name_stays_text_and_says_so(resolver: PlaceResolver) -> None:
    text = "سيطرت القوات على تلة القمرين في دير الزور السورية"
    place = resolve(resolver, "سيطرت القوات على قرية زقزوقة السورية", "قرية زقزوقة")[0]
    assert (place.place_id, place.lat, place.country, place.level) == ("", None, "SY", Level.VILLAGE)
    assert "no layer knows the name" in place.why
    assert "inferred" in place.why
    site = resolve(resolver, text, "تلة القمرين", "دير الزور")[0]
    assert site.admin1 == "Deir ez-Zor"
    assert "inferred" in site.why
    assert site.acled_precision == 2


def test_a_nationality_is_no_place(resolver: PlaceResolver) -> None:
    text = "قال الوزير السوري إن الجنود الفرنسيين غادروا"
    assert not [n for n in names(resolver, text) if n[3]]


def test_common_words_are_no_places_until_something_makes_them_one(resolver: PlaceResolver) -> None:
    assert not any(sure for *_, sure in names(resolver, "فتح الباب وقال إن القائم على الأمر غائب"))
    text = "انسحبوا من مدينة الباب"
    assert [text[a:b].endswith("الباب") for a, b, _, sure in names(resolver, text) if sure] == [True]


def test_found_names_are_cut_at_clitics(resolver: PlaceResolver) -> None:
    text = "وبدمشق وللخرطوم وبالرقة ثم واغادوغو"
    found = [text[a:b] for a, b, *_ in names(resolver, text)]
    assert found == ["دمشق", "خرطوم", "الرقة", "واغادوغو"]


def test_relative_places_keep_their_offset_and_are_less_precise(resolver: PlaceResolver) -> None:
    text = "انفجرت عبوة على بعد 20 كيلومترا من الموصل في العراق"
    place = resolve(resolver, text, "على بعد 20 كيلومترا من الموصل")[0]
    assert place.relative == "20 km from"
    assert (place.country, place.acled_precision, place.ucdp_precision) == ("IQ", 2, 2)
    exact = resolve(resolver, "انفجرت عبوة في الموصل بالعراق", "الموصل")[0]
    assert (exact.acled_precision, exact.ucdp_precision) == (1, 1)
    region = resolve(resolver, "غارات على محافظة إدلب", "محافظة إدلب")[0]
    assert (region.acled_precision, region.ucdp_precision, region.area) == (3, 4, "SY:Idlib")


def test_every_country_has_an_arabic_name_that_resolves(resolver: PlaceResolver) -> None:
    lost = []
    for country in countries().values():
        for name in country.names_ar[:1]:
            place = resolve(resolver, f"قال مسؤول في {name} أمس", name)[0]
            if place.country != country.code:
                lost.append((country.code, name, place.country))
    assert len(countries()) == 250
    assert not lost


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أبو ظبي", "أبوظبي"),
        ("الحُديدة", "الحديده"),
        ("إدلب", "ادلب"),
        ("دير_الزور", "دير الزور"),
        ("الشيخ زويّد", "شيخ زويد"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert place_key(one) == place_key(other)


def test_transliterations_share_their_consonants() -> None:
    assert loose_key("مايدوغوري") == loose_key("مايدوجوري")
    assert loose_key("حلب") == ""


def test_heads_decide_the_level() -> None:
    assert parse_name("حي القرنفل").level is Level.NEIGHBOURHOOD
    assert parse_name("مديرية القرنفل").level is Level.DISTRICT
    assert parse_name("ريف مدينة القرنفل").level is Level.REGION
    assert parse_name("جنوب شرق مدينة القرنفل").relative == "جنوب شرق"


def test_find_explains_its_ranking(resolver: PlaceResolver) -> None:
    found = resolver.find("الزاوية", near="طرابلس")
    assert found[0].country == "LY"
    assert all(c.why for c in found)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert resolver.find("طرابلس", country="LB")[0].country == "LB"


@pytest.mark.parametrize(
    ("text", "name", "place_id", "level"),
    [
        ("قصف الطيران مطار صنعاء الدولي في اليمن، وقال شهود إن المطار تضرر", "المطار",
         "curated:YE.sanaa-international-airport",
         "site"),
        ("اقتحم مسلحون مسجدا في مدينة بيشاور الباكستانية، وسقط قتلى داخل المسجد", "المسجد",
         "curated:PK.peshawar", "site"),
        ("اقتحم مسلحون مسجدا في مدينة بيشاور الباكستانية", "مسجدا", "curated:PK.peshawar", "site"),
        ("سمع دوي انفجارات في القسم الجنوبي من دمشق", "القسم الجنوبي من دمشق", "curated:SY.damascus", "city"),
        ("قصفت المدفعية قرية الزقزوقية غرب بعقوبة في محافظة ديالى العراقية", "قرية الزقزوقية",
         "curated:IQ.baqubah", "village"),
        ("اشتباكات على أطراف العاصمة السورية وشرقي العاصمة", "شرقي العاصمة", "curated:SY.damascus", "city"),
        ("أغلقت إسرائيل معابر غزة، وقالت مصادر إن القطاع بلا وقود", "القطاع", "curated:PS.gaza-strip", "region"),
    ],
)  # fmt: skip
def test_nameless_phrases_and_unknown_names(
    resolver: PlaceResolver, text: str, name: str, place_id: str, level: str
) -> None:
    """What a phrase refers to, and where its own sentence puts a name that no layer knows."""
    at = text.rindex(name)
    claim = Claim(
        type=ClaimType.CLASH, status=Status.OCCURRED, trigger=Mention(text="x"),
        places=[Place(text=name, span=Span(at, at + len(name)))],
    )  # fmt: skip
    place = resolver.resolve(Document(doc_id="d", text=text), [claim])[0].places[0]
    assert (place.place_id, place.level) == (place_id, level), place.why
    assert place.why
    assert place.acled_precision in (1, 2, 3)


def test_a_noun_that_the_text_does_not_tell_apart_is_left_open(resolver: PlaceResolver) -> None:
    text = "هبط الضباط في المخفر ليلا، ووصلت أنباء أخرى من الرقة ومن حلب ومن تركيا"
    place = resolve(resolver, text, "المخفر")[0]
    assert (place.place_id, place.admin1, place.lat) == ("", "", None)
    assert place.why.startswith("left open")


def test_a_name_placed_by_one_claim_is_placed_in_all(resolver: PlaceResolver) -> None:
    text = "انفجار في فندق الزنبقة هز مقديشو في الصومال. وقالت الشرطة لاحقا إن المهاجمين دخلوا فندق الزنبقة بسيارة"
    first, last = text.index("فندق الزنبقة"), text.rindex("فندق الزنبقة")
    city = text.index("مقديشو")

    def claim(*spots: tuple[int, str]) -> Claim:
        places = [Place(text=n, span=Span(i, i + len(n))) for i, n in spots]
        return Claim(type=ClaimType.CLASH, status=Status.OCCURRED, trigger=Mention(text="x"), places=places)

    claims = [claim((first, "فندق الزنبقة"), (city, "مقديشو")), claim((last, "فندق الزنبقة"))]
    one, two = resolver.resolve(Document(doc_id="d", text=text), claims)
    assert one.places[0].place_id == two.places[0].place_id != ""
    assert two.places[0].span == Span(last, last + len("فندق الزنبقة"))


def test_fighting_is_not_abroad_by_a_name_alone(resolver: PlaceResolver) -> None:
    text = "قصفت طائرات الجيش السوري الرباط أمس، وقالت سوريا إن حلب وإدلب هادئتان"

    def place(kind: ClaimType, text: str) -> Place:
        at = text.index("الرباط")
        told = [Place(text="الرباط", span=Span(at, at + 6))]
        claim = Claim(type=kind, status=Status.OCCURRED, trigger=Mention(text="x"), places=told)
        return resolver.resolve(Document(doc_id="d", text=text), [claim])[0].places[0]

    assert place(ClaimType.AIR_STRIKE, text).country == "SY"
    assert place(ClaimType.AIR_STRIKE, text).why.startswith("known in MA only")
    assert place(ClaimType.TALKS, text).country == "MA"
    assert place(ClaimType.AIR_STRIKE, f"{text}. ونفى المغرب ذلك").country == "MA"


@pytest.mark.parametrize(
    ("text", "cut", "name"),
    [
        ("اشتبكوا في باقم بمحافظة صعدة في اليمن", "اقم", "باقم"),
        ("انفجار هز صعدة وباقم في اليمن", "اقم", "باقم"),
        ("انفجار بصعدة في اليمن", "صعدة", "صعدة"),
        ("انفجار بزعفرانة الغربية في اليمن", "زعفرانة", "زعفرانة"),
    ],
)
def test_a_letter_of_the_name_is_no_preposition(resolver: PlaceResolver, text: str, cut: str, name: str) -> None:
    (place,) = resolve(resolver, text, cut)
    assert place.span and (place.text, text[place.span.start : place.span.end]) == (name, name)


def test_distances_are_written_in_one_order() -> None:
    assert parse_name("على بعد 20 كيلومترا شمال غرب حماة").relative.startswith("20 km شمال")


def test_a_border_with_a_namesake_that_cannot_be_here_is_no_error(resolver: PlaceResolver) -> None:
    text = "تسلل مهاجرون عبر السياج الحدودي إلى ولاية هاتاي جنوبي تركيا"
    assert resolve(resolver, text, "السياج الحدودي إلى")[0].text == "السياج الحدودي إلى"


def test_what_lies_in_many_divisions_gets_none(resolver: PlaceResolver) -> None:
    """'Its airspace' is not in the capital that was named last; an unknown village is where its neighbours are."""
    text = "أعلنت كييف أمس إغلاق مجالها الجوي، وقالت أوكرانيا إن سبع محافظات فقدت الكهرباء بعد قصف خاركيف"
    air, seven = resolve(resolver, text, "مجالها الجوي", "سبع محافظات")
    assert (air.country, air.admin1) == ("UA", ""), air.why
    assert (seven.country, seven.admin1) == ("UA", ""), seven.why


def test_the_strip_is_gaza_in_reports_on_palestine(resolver: PlaceResolver) -> None:
    place = resolve(resolver, "شنت إسرائيل غارات على خان يونس ورفح، ودخلت شاحنات إلى القطاع", "القطاع")[0]
    assert (place.country, place.admin1, place.level) == ("PS", "Gaza Strip", "region"), place.why
    other = resolve(resolver, "قال الجيش الأوكراني في باخموت إن القطاع هادئ", "القطاع")[0]
    assert other.country == "UA", other.why


def test_embassies_and_bases_are_not_in_their_own_country(resolver: PlaceResolver) -> None:
    text = "هاجم متظاهرون السفارة السعودية في طهران، وقالت إيران إنها ستحقق في طهران"
    assert resolve(resolver, text, "السفارة السعودية", "طهران")[0].country == "IR"
    text = "قصف مسلحون قاعدة تركية قرب بعشيقة في محافظة نينوى العراقية شمالي العراق"
    assert resolve(resolver, text, "قاعدة تركية")[0].country == "IQ"


def test_the_interior_is_a_ministry_before_it_is_a_division_of_oman(resolver: PlaceResolver) -> None:
    text = "اقتحم محتجون مبنى وزارة الداخلية في أنقرة بتركيا"
    assert resolve(resolver, text, "مبنى وزارة الداخلية", "أنقرة")[0].country == "TR"


def test_told_and_strange_are_no_places(resolver: PlaceResolver) -> None:
    """Words that new names of the table share with common ones: مروي, غريبة, ولديه, المدينة وان."""
    text = "هذا خبر مروي عن أجسام غريبة في المدينة، وإن له أخا ولديه بيت"
    assert not [key for _, _, key, sure in names(resolver, text) if sure]


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("قتل نازحون في هجوم على بلدة تمبول شرق ولاية الجزيرة بالسودان", "تمبول", "SD", "Gezira"),
        ("استهدفت حركة الشباب قاعدة في عيل عدي بالصومال", "عيل عدي", "SO", "Gedo"),
        ("انسحب الجنود الأوكرانيون من ديبالتسيفي بعد اتفاق مينسك", "ديبالتسيفي", "UA", "Donetsk"),
        ("قال متحدث في أديس أبابا إن شيري وأديغرات في تيغراي تعرضتا للقصف", "أديغرات", "ET", "Tigray"),
        ("اقتحم مسلحون بلدة بون سونديه في هايتي", "بون سونديه", "HT", "Artibonite"),
        ("أطلق مسلحون النار على سياح في باهالغام بكشمير الهندية", "باهالغام", "IN", "Jammu and Kashmir"),
        ("اجتمع الوسطاء في الدوحة عاصمة قطر", "الدوحة", "QA", "Doha"),
    ],
)
def test_places_of_other_wars(resolver: PlaceResolver, text: str, name: str, country: str, admin1: str) -> None:
    place = resolve(resolver, text, name)[0]
    assert (place.country, place.admin1) == (country, admin1), place.why
