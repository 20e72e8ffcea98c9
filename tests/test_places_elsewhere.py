"""Names that the text itself puts elsewhere than our table's only place of the name; spans that hold no word."""

import pytest

from riwaya.codebook import ClaimType, Status
from riwaya.records import Claim, Document, Mention, Place, Span
from riwaya.resolve.places import PlaceResolver


@pytest.fixture(scope="module")
def resolver(tmp_path_factory: pytest.TempPathFactory) -> PlaceResolver:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RIWAYA_GAZETTEERS", str(tmp_path_factory.mktemp("none")))
        return PlaceResolver()


def resolve(resolver: PlaceResolver, text: str, name: str, kind: ClaimType = ClaimType.CLASH) -> Place:
    place = Place(text=name, span=Span(text.index(name), text.index(name) + len(name)))
    claim = Claim(type=kind, status=Status.OCCURRED, trigger=Mention(text="x"), places=[place])
    return resolver.resolve(Document(doc_id="d", text=text), [claim])[0].places[0]


@pytest.mark.parametrize(
    ("phrase", "country", "admin1"),
    [
        ("ألكسندروفكا في خيرسون", "UA", "Kherson"),
        ("ألكسندروفكا في خيرسون بأوكرانيا", "UA", "Kherson"),
        ("أنتونوفكا في دونيتسك", "UA", "Donetsk"),
        ("أنتونوفكا في مقاطعة دونيتسك", "UA", "Donetsk"),
        ("بافلوفكا في سومي", "UA", "Sumy"),
        ("الحصوة في عدن باليمن", "YE", "Aden"),
        ("السيدية في الحديدة باليمن", "YE", "Al Hudaydah"),
        ("بودو بالنرويج", "NO", ""),
        ("بينغا بأوغندا", "UG", ""),
        ("سولو بإندونيسيا", "ID", ""),
        ("برقان قرب البصرة بالعراق", "IQ", "Basra"),
        ("حي الجبيل في عدن باليمن", "YE", "Aden"),
        # the other direction: what the text names fits
        ("ألكسندروفكا في دونيتسك", "UA", "Donetsk"),
        ("أنتونوفكا في خيرسون", "UA", "Kherson"),
        ("أنتونوفكا قرب خيرسون", "UA", "Kherson"),
        ("بافلوفكا في مقاطعة دونيتسك", "UA", "Donetsk"),
        ("الحصوة في بابل بالعراق", "IQ", "Babil"),
        ("السيدية في بغداد", "IQ", "Baghdad"),
        ("حي الجبيل في الفلوجة", "IQ", "Anbar"),
        ("أنتونوفكا", "UA", "Kherson"),
    ],
)
def test_what_is_named_right_behind(resolver: PlaceResolver, phrase: str, country: str, admin1: str) -> None:
    text = f"وقعت اشتباكات في {phrase} أمس"
    for name in (phrase, phrase.split(" في ")[0].split(" ب")[0].split(" قرب ")[0]):
        place = resolve(resolver, text, name)
        assert (place.country, place.admin1) == (country, admin1), (name, place.why)


def test_later_mentions_are_not_the_namesake(resolver: PlaceResolver) -> None:
    text = "وقعت اشتباكات في أنتونوفكا في دونيتسك أمس.\nوقال سكان إن القتلى سقطوا في شارع أنتونوفكا الرئيسي"
    place = resolve(resolver, text, "شارع أنتونوفكا الرئيسي")
    assert (place.country, place.admin1) == ("UA", "Donetsk"), place.why


def test_people_of_a_town_do_not_move_it(resolver: PlaceResolver) -> None:
    place = resolve(resolver, "التقى الوفد نازحي داريا في إدلب، وتحدث عن قصف داريا", "داريا")
    assert place.admin1 == "Rif Dimashq", place.why


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        # who speaks or strikes is not where
        ("أعلنت واشنطن قصف البوكمال.", "البوكمال", "SY", "Deir ez-Zor"),
        ("قالت واشنطن إنها ضربت أهدافا في القائم ردا على هجوم طهران.", "القائم", "IQ", "Anbar"),
        ("أعلن الكرملين أن القصف استهدف هوستوميل.", "هوستوميل", "UA", "Kyiv Oblast"),
        ("غارة إسرائيلية على صور.", "صور", "LB", "South"),
        ("قصف تركي على الهول.", "الهول", "SY", "Al-Hasakah"),
        ("غارة إسرائيلية على بلدة النميرية.", "بلدة النميرية", "", ""),  # no layer knows it: open, and not Israel
        ("موسكو: ضربات على منشآت الطاقة في أوديسا.", "أوديسا", "UA", "Odesa"),
        # a name's first meaning does not prove itself
        ("غارة استهدفت صيدا.", "صيدا", "LB", "South"),
        ("سيطر تنظيم الدولة على سنجار.", "سنجار", "IQ", "Ninewa"),
        ("انفجار عبوة ناسفة في العريش.", "العريش", "EG", "North Sinai"),
        # a ministry is no division of Oman
        ("قالت وزارة الداخلية العراقية إن هجوما وقع في قرية الصبيخة.", "قرية الصبيخة", "IQ", ""),
        # and where the report plays still tells
        ("قتل جندي في هجوم في أنقرة، ووقع آخر في حي التضامن.", "حي التضامن", "SY", "Damascus"),
    ],
)
def test_who_strikes_is_not_where(resolver: PlaceResolver, text: str, name: str, country: str, admin1: str) -> None:
    place = resolve(resolver, text, name, ClaimType.AIR_STRIKE)
    assert (place.country, place.admin1) == (country, admin1), place.why


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        # a war crosses borders: a city near the other places is no namesake, nor is a site of two words
        ("قصفت طائرات سعودية مدينة صعدة ردا على صاروخ أطلق على جازان.", "مدينة صعدة", "YE", "Saada"),
        ("قتل جندي مصري قرب معبر رفح، بحسب الجيش المصري.", "معبر رفح", "PS", "Gaza Strip"),
        ("أعلن الجيش العراقي أن قوة من الحشد في سنجار قصفت البوكمال.", "البوكمال", "SY", "Deir ez-Zor"),
        # 'the city of X' is no longer one city's own name
        ("قتل جنديان لبنانيان في مدينة طرابلس شمالي لبنان.", "مدينة طرابلس", "LB", "North"),
        ("معارك قرب مدينة البيضاء في ليبيا.", "مدينة البيضاء", "LY", "Al Jabal al Akhdar"),
        ("قتل ستة في مدينة أريحا بريف إدلب.", "مدينة أريحا", "SY", "Idlib"),
        # 'the Kingdom' of the report
        ("عمّان: قالت وزيرة أردنية إن خلية خططت لهجمات في المملكة. وقتل جندي أردني في السلط.", "المملكة", "JO", ""),
        ("الرياض: اعترضت الدفاعات الجوية السعودية صاروخا أطلق على المملكة.", "المملكة", "SA", ""),
        # names that grow, and a word that only looks like an adjective
        ("سيطر المتمردون على غوما شرقي الكونغو الديمقراطية.", "الكونغو", "CD", ""),
        ("اندلعت معارك في ناغورني قره باغ.", "ناغورني", "AZ", "Nagorno-Karabakh"),
        ("جرفت السيول خياما في مجرى الوادي قرب درنة في ليبيا.", "مجرى الوادي", "LY", "Derna"),
        # the border with another country is the teller's side
        ("قتل جنود إسرائيليون برصاص شرطي مصري على الحدود مع مصر، وفق الجيش الإسرائيلي.", "الحدود مع مصر", "IL", ""),
        ("قتل عنصران من حرس الحدود الأردني في اشتباك مع مهربين على الحدود مع سوريا.", "الحدود مع سوريا", "JO", ""),
    ],
)
def test_names_across_borders(resolver: PlaceResolver, text: str, name: str, country: str, admin1: str) -> None:
    place = resolve(resolver, text, name)
    assert (place.country, place.admin1) == (country, admin1), place.why


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        # a capital that only speaks is not where the report plays
        ("احتجز الحرس الرئاسي في النيجر الرئيس محمد بازوم. وأدانت باريس الانقلاب. وأغلقت الحدود.", "الحدود", "NE"),
        ("قصف على القطاع في غزة. ونددت الدوحة وباريس بالهجوم على المخيم.", "المخيم", "PS"),
        # what is hit from afar may lie where nothing else does
        ("استهدفت المقاومة في العراق هدفا في إيلات، وقصف حزب الله تلال كفرشوبا اللبنانية.", "إيلات", "IL"),
        # a man's name, a month, a birthplace
        ("درنة: أوقفت القوات ثمانية في حي المغار، بحسب عبد الكريم صبرة. وقال صبرة إن الحي محاصر.", "الحي", "LY"),
        ("قتل القذافي في مسقط رأسه، سرت في ليبيا، بعد قصف موكب.", "موكب", "LY"),
        ("منذ السابع من تشرين الأول يتواصل القصف على غزة وعلى المخيم.", "المخيم", "PS"),
    ],
)
def test_what_says_nothing_of_where(resolver: PlaceResolver, text: str, name: str, country: str) -> None:
    place = resolve(resolver, text, name, ClaimType.AIR_STRIKE)
    assert place.country == country, place.why


def test_a_name_that_grew_swallows_its_part(resolver: PlaceResolver) -> None:
    text = "اندلعت معارك في ناغورني قره باغ."
    places = [
        Place(text=n, span=Span(text.index(n), text.index(n) + len(n))) for n in ("ناغورني", "قره باغ")
    ]
    claim = Claim(type=ClaimType.CLASH, status=Status.OCCURRED, trigger=Mention(text="x"), places=places)
    (place,) = resolver.resolve(Document(doc_id="d", text=text), [claim])[0].places
    assert place.text == "ناغورني قره باغ"
    assert place.span and text[place.span.start : place.span.end] == place.text


def test_the_country_is_that_of_what_is_named_with_it(resolver: PlaceResolver) -> None:
    text = "كييف: صواريخ على لفيف وأوديسا وخاركيف. وفي واغادوغو قُتل جنود في كمين قرب جيبو شمالي البلاد."
    places = [
        Place(text=n, span=Span(text.index(n), text.index(n) + len(n))) for n in ("جيبو", "شمالي البلاد")
    ]
    claim = Claim(type=ClaimType.CLASH, status=Status.OCCURRED, trigger=Mention(text="x"), places=places)
    found = resolver.resolve(Document(doc_id="d", text=text), [claim])[0].places
    assert [p.country for p in found] == ["BF", "BF"]


def test_a_domestic_event_stays_at_home(resolver: PlaceResolver) -> None:
    text = "قتل جندي إسرائيلي دهسا عند مفرق الياقوت."
    assert resolve(resolver, text, "مفرق الياقوت", ClaimType.ATTACK_ON_CIVILIANS).country == "IL"


@pytest.mark.parametrize("odd", ["ّ", "ـ", "،", "...", "«»", "12", "٣", "ب", "و", "م.", "-", " "])
def test_odd_spans(resolver: PlaceResolver, odd: str) -> None:
    for text in (f"قصف {odd} في حلب بسوريا", f"قصف ب{odd} حلب", f"{odd}"):
        place = resolve(resolver, text, odd)
        assert place.text == odd or place.text[1:] == odd
    assert resolve(resolver, "قصف ّ في حلب", "ّ").country == ""
    assert resolver.find(odd) is not None


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("قتل ثلاثة جنود في محافظة صلاح الدين شمالي العراق.", "محافظة صلاح", "محافظة صلاح الدين"),
        ("سيطر الجيش السوداني على بلدات في ولاية النيل الأبيض.", "ولاية النيل", "ولاية النيل الأبيض"),
        ("هاجم مسلحون نقطة في محافظة سيستان وبلوشستان الإيرانية.", "محافظة سيستان", "محافظة سيستان وبلوشستان"),
        # where it lies, the same place's longer name, another word
        ("قصفت طائرة القصر الجمهوري بالخرطوم في السودان.", "القصر الجمهوري", "القصر الجمهوري"),
        ("دخلت القافلة الغوطة الشرقية المحاصرة في سوريا.", "الغوطة الشرقية", "الغوطة الشرقية"),
        ("قصف الطيران خان يونس جنوب قطاع غزة.", "خان يونس", "خان يونس"),
        ("قصفت المدفعية محافظة صعدة فجرا في اليمن.", "محافظة صعدة", "محافظة صعدة"),
    ],
)
def test_a_name_cut_in_the_middle_of_anothers(resolver: PlaceResolver, text: str, name: str, whole: str) -> None:
    place = resolve(resolver, text, name)
    assert place.text == whole
    assert place.span and text[place.span.start : place.span.end] == whole


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        # a capital named by the way is not where an unknown place lies, a second front is
        (
            "قتل جنود صوماليون في كمين قرب كيسمايو، وأعلن الجيش الصومالي في مقديشو هجوما على معسكر زردوم. "
            "وأبلغت واشنطن بالهجوم.",
            "معسكر زردوم",
            "SO",
        ),
        ("قصف الجيش التركي كوباني ومنبج، ثم سقطت قذائف على حي كشكر في كيليس وأورفة التركيتين.", "حي كشكر", "TR"),
        # a division's namesake in a country of which nothing else speaks
        ("سيطرت القوات اليمنية في صعدة على تباب البيض بعد معارك مع الحوثيين في كتاف.", "تباب البيض", "YE"),
        ("قتل ثلاثة جنود جزائريين في هجوم بولاية البيض في الجزائر.", "ولاية البيض", "DZ"),
    ],
)
def test_an_unknown_place_lies_where_the_report_plays(
    resolver: PlaceResolver, text: str, name: str, country: str
) -> None:
    place = resolve(resolver, text, name)
    assert place.country == country, place.why
