"""Actors, sources, camps and words: the tables hold together, and names of our own link as a reader would link them."""

import re
from datetime import date
from itertools import combinations

import pytest

from riwaya.codebook import ClaimType, SourceKind, Status
from riwaya.records import Claim, Document, Mention, Place, Source, Span
from riwaya.resolve.actors import ActorResolver
from riwaya.resolve.actortable import COLUMNS, DATA, KINDS, Alias, actors, aliases, parse_alias, rows
from riwaya.resolve.camps import camps
from riwaya.resolve.context import Context
from riwaya.resolve.sources import SourceResolver, source_names, sources
from riwaya.resolve.words import designate, designations

TIES = frozenset({"", "voice", "funded", "aligned"})
STANCES = frozenset(
    {
        "honours_dead", "demeans_dead", "terror", "delegitimises", "heroises", "rule", "occupation", "entity",
        "distances", "vilifies", "euphemism", "conquest", "enemy",
    }
)  # fmt: skip

RESOLVER = ActorResolver(is_place=lambda name: name in {"حلب", "الرستن"})
STATE = re.compile(r"[A-Z]{2}\.[a-z-]+$")
COUNTRIES = {r["country"] for r in rows("countries.tsv")}
DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?$")


def known(actor: str) -> bool:
    return actor in actors() or bool(STATE.match(actor) and actor[:2] in COUNTRIES)


def test_tables_are_large_enough_and_ids_unique() -> None:
    for table, least in (("actors.tsv", 400), ("sources.tsv", 250), ("words.tsv", 30), ("people.tsv", 250)):
        assert len(list(rows(table))) >= least, table
    for table in ("actors.tsv", "sources.tsv"):
        ids = [r["id"] for r in rows(table)]
        assert len(ids) == len(set(ids)), table
    assert not set(actors()) & set(sources())


def test_columns_codes_and_parents_are_valid() -> None:
    with (DATA / "actors.tsv").open(encoding="utf-8") as file:
        assert tuple(next(file).rstrip("\n").split("\t")) == COLUMNS
    for row in actors().values():
        assert row.kind in KINDS and row.inter in set("12345678") and row.name_en and row.name_ar, row
        assert row.country in COUNTRIES | {""} and (not row.parent or known(row.parent)), row
        assert re.fullmatch(r"(Q\d+)?", row.wikidata), row
    for source in sources().values():
        assert source.kind in set(SourceKind) and source.tie in TIES, source
        assert source.country in COUNTRIES | {""} and (not source.actor or known(source.actor)), source
        assert bool(source.actor) >= bool(source.tie), source


def periods() -> list[tuple[str, str, str]]:
    out = [(r["id"], r["from"], r["to"]) for r in rows("actors.tsv")]
    out += [(r["name_en"], r["from"], r["to"]) for r in rows("people.tsv")]
    out += [(r["camp"], r["from"], r["to"]) for r in rows("camps.tsv")]
    out += [
        (r["id"], *parse_alias(a)[2:])
        for t in ("actors.tsv", "sources.tsv")
        for r in rows(t)
        for a in r["aliases"].split("|")
    ]
    return out


def test_dates_are_dates_and_in_order() -> None:
    for name, since, until in periods():
        assert DATE.match(since) and DATE.match(until), (name, since, until)
        for day in (since, until):
            if day:
                date.fromisoformat((day + "-01-01")[:10])
        assert not (since and until) or since <= until or until.startswith(since), (name, since, until)


def apart(a: Alias, b: Alias) -> bool:
    """Whether country, date or the choice of the narrower rule tells two meanings of a name apart."""
    if a.actor == b.actor:
        return True
    if bool(a.countries) != bool(b.countries):
        return True  # the one with a country wins there, the other one elsewhere
    if a.countries and not a.countries & b.countries:
        return True
    if a.person and a.person == b.person:
        return True  # two offices of one person, the day decides
    early, late = sorted((a, b), key=lambda x: x.since)
    return bool(early.until) and early.until <= late.since


def test_no_name_means_two_actors_without_a_rule() -> None:
    clashes = []
    for table in (aliases(), source_names()):
        for name, options in table.items():
            clashes += [(name, a.actor, b.actor) for a, b in combinations(options, 2) if not apart(a, b)]
    assert clashes == []


def test_people_and_camps_name_known_actors() -> None:
    assert [r["actor"] for r in rows("people.tsv") if not known(r["actor"])] == []
    members = {m for c in camps() for m in c.members}
    assert [m for m in members if not known(m) and not (m.endswith(".*") and m[:2] in COUNTRIES)] == []
    assert all(c.countries <= COUNTRIES for c in camps())


def test_words_have_a_gloss_and_a_class() -> None:
    assert len(designations()) >= 250
    for entry in designations().values():
        assert entry.stance in STANCES and entry.gloss_ar and entry.gloss_en


# name, country of the report, day, actor
LINKS = """
قوات النظام|SY|2016-05-01|SY.military
النظام|SY|2016-05-01|SY.government
المعارضة|SY|2016-05-01|syrian-opposition
الفصائل المسلحة|SY|2016-11-03|syrian-opposition
الفصائل|PS|2023-11-03|palestinian-factions
المقاومة|PS|2023-11-03|palestinian-factions
المقاومة|YE|2016-11-03|popular-resistance-ye
المقاومة|LB|2023-11-03|hezbollah
المقاومة|IQ|2024-01-03|islamic-resistance-iraq
المقاومة|FR|2016-11-03|unknown:fighters
التحالف|YE|2018-06-01|coalition-yemen
التحالف|SY|2017-06-01|coalition-anti-is
التحالف|IQ|2017-06-01|coalition-anti-is
طائرات التحالف|YE|2015-06-01|coalition-yemen
المجلس الانتقالي|LY|2011-06-01|ly-ntc
المجلس الانتقالي|YE|2019-08-10|stc
الجيش الوطني|YE|2018-06-01|YE.military
الجيش الوطني|LY|2019-04-04|lna
الجيش الوطني|SY|2019-10-09|sna
الجيش|IQ|2015-03-01|IQ.military
الجيش|SD|2023-04-20|SD.military
الجيش|LB|2017-08-20|LB.military
الجيش|PS|2023-11-20|IL.military
الجيش|LY|2017-05-20|lna
الشرعية|YE|2017-05-20|YE.government
الاحتلال|PS|2021-05-12|IL.state
قوات الاحتلال|PS|2021-05-12|IL.military
سلطات الاحتلال|PS|2021-05-12|IL.state
الحكومة|TN|2021-05-12|TN.government
الرئيس|EG|2016-05-12|EG.president
وزارة الداخلية|EG|2016-05-12|EG.interior
الشرطة|PK|2016-05-12|PK.police
الجيش السوري|SY|2016-05-12|SY.military
القوات الروسية|SY|2016-05-12|RU.military
الجيش التركي|SY|2019-10-12|TR.military
القوات المسلحة المصرية|EG|2018-02-09|EG.military
سلاح الجو الأردني|SY|2015-02-09|JO.military
مقاتلات فرنسية|SY|2018-04-14|FR.military
الجيش الباكستاني|PK|2014-06-15|PK.military
القوات الإثيوبية|ET|2020-11-15|ET.military
جنود ماليين|ML|2020-11-15|ML.military
الشرطة الهندية|IN|2020-11-15|IN.police
وزارة الخارجية الصينية|SY|2018-04-14|CN.foreign
الخارجية الإيرانية|SY|2018-04-14|IR.foreign
السفير البريطاني في بغداد|IQ|2018-04-14|GB.foreign
وزير الدفاع التركي|SY|2019-04-14|TR.defence
المتحدث باسم وزارة الدفاع الروسية|SY|2018-04-14|RU.defence
البرلمان العراقي|IQ|2018-04-14|IQ.parliament
الرئيس الأمريكي|SY|2018-04-14|US.president
الرئيس الأميركي دونالد ترامب|SY|2018-04-14|US.president
ترامب|SY|2018-04-14|US.president
ترامب|US|2022-04-14|person:donald-trump
بايدن|US|2022-04-14|US.president
أردوغان|TR|2013-06-14|TR.pm
أردوغان|TR|2019-06-14|TR.president
رئيس الوزراء الإسرائيلي|PS|2022-01-14|IL.pm
نتنياهو|PS|2023-11-14|IL.pm
بوتين|UA|2022-02-24|RU.president
دي ميستورا|SY|2016-02-24|un-envoy-sy
غريفيث|YE|2019-02-24|un-envoy-ye
المبعوث الأممي|YE|2019-02-24|un-envoy-ye
المبعوث الأممي|SY|2019-02-24|un-envoy-sy
المبعوث الأممي|LY|2019-02-24|un-envoy-ly
حفتر|LY|2019-04-24|lna
حميدتي|SD|2023-04-24|rsf
مقاتلي حزب الله|SY|2015-05-24|hezbollah
عناصر من تنظيم داعش|IQ|2015-05-24|islamic-state
مسلحي داعش|SY|2015-05-24|islamic-state
تنظيم الدولة الإسلامية|IQ|2015-05-24|islamic-state
قيادي في حركة حماس|PS|2018-05-24|hamas
المتحدث باسم كتائب القسام|PS|2023-10-24|qassam
الميليشيات الحوثية|YE|2018-05-24|houthis
الحوثيين|YE|2018-05-24|houthis
جماعة أنصار الله|YE|2018-05-24|houthis
مليشيا الحوثي|YE|2018-05-24|houthis
قسد|SY|2018-05-24|sdf
قوات سوريا الديموقراطية|SY|2018-05-24|sdf
وحدات حماية الشعب الكردية|SY|2018-05-24|ypg
الحشد الشعبي|IQ|2016-05-24|pmf
قوات البيشمركة|IQ|2016-05-24|peshmerga
قوات الدعم السريع|SD|2023-05-24|rsf
حركة الشباب|SO|2016-05-24|al-shabaab
بوكو حرام|NG|2015-05-24|boko-haram
حركة طالبان|AF|2015-05-24|taliban
حركة طالبان|PK|2014-12-16|ttp
أنصار الشريعة|LY|2014-05-24|ansar-al-sharia-ly
أنصار الشريعة|YE|2014-05-24|ansar-al-sharia-ye
أنصار الدين|ML|2013-05-24|ansar-dine
تنظيم القاعدة|YE|2014-05-24|aqap
تنظيم القاعدة|AF|2014-05-24|al-qaeda
قاعدة الرستن الجوية|YE|2015-05-24|unknown:object
الهلال الأحمر|SY|2018-05-24|sarc
الهلال الأحمر|PS|2018-05-24|prcs
الدفاع المدني|SY|2018-05-24|sy-white-helmets
مجلس الأمن|SY|2018-05-24|unsc
الأمم المتحدة|SY|2018-05-24|un
اليونيسف|YE|2018-05-24|unicef
الاتحاد الأوروبي|SY|2018-05-24|eu
حلف الناتو|LY|2011-05-24|nato
جامعة الدول العربية|SY|2011-11-24|arab-league
البنتاغون|SY|2018-05-24|US.defence
البيت الأبيض|SY|2018-05-24|US.government
الكرملين|SY|2018-05-24|RU.president
موسكو|SY|2018-05-24|RU.state
الولايات المتحدة|SY|2018-05-24|US.state
السعودية|YE|2018-05-24|SA.state
مسلحون|SY|2018-05-24|unknown:fighters
مسلحين مجهولين|IQ|2018-05-24|unknown:fighters
مدنيون|SY|2018-05-24|unknown:civilians
مدنيين سوريين|SY|2018-05-24|unknown:civilians
عائلاتهم|SY|2018-05-24|unknown:civilians
متظاهرون|IQ|2019-10-24|unknown:protesters
متظاهرين فلسطينيين|PS|2018-05-14|unknown:protesters
نازحون من حلب|SY|2018-05-14|unknown:displaced
أسرى|YE|2018-05-14|unknown:detainees
شهود عيان|LY|2018-05-14|unknown:witnesses
صحفيين|SY|2018-05-14|unknown:media
بلدة الرستن|SY|2018-05-14|unknown:place
حلب|SY|2018-05-14|unknown:place
الفلسطينيين|PS|2018-05-14|unknown:people
فلان بن علان|SY|2018-05-14|unknown:name
""".strip().splitlines()


def test_examples_are_a_hundred() -> None:
    assert len(LINKS) >= 100 and len(LINKS) == len(set(LINKS))


@pytest.mark.parametrize("line", LINKS)
def test_a_name_links_by_context_and_date(line: str) -> None:
    name, country, day, want = line.split("|")
    actor = RESOLVER.link(name, Context("", day, {country: 5}, dict))
    assert actor.id == want, actor.why
    assert actor.why
    assert (actor.kind == "unknown") == want.startswith("unknown:")


def said(text: str, name: str, day: str = "2018-06-01", country: str = "SY") -> str:
    at = text.rindex(name)
    return RESOLVER.link(name, Context(text, day, {country: 5}, dict), Span(at, at + len(name))).id


def test_a_person_whom_the_text_introduces_links_to_the_office() -> None:
    text = "قال وزير الخارجية النرويجي أولاف هانسن إن بلاده قلقة. وأضاف هانسن أن الحل سياسي."
    assert said(text, "هانسن") == "NO.foreign"
    assert said(
        "وقال سمير فلاح، عضو المكتب السياسي في حركة أحرار الشام، إن الاتفاق انهار. وتابع فلاح حديثه.", "فلاح"
    ) == ("ahrar-al-sham")


def test_a_place_after_an_office_is_not_its_holder() -> None:
    assert said("زار وزير الخارجية النرويجي الرستن أمس", "الرستن") == "unknown:place"


def test_a_short_name_means_the_group_named_in_full_before() -> None:
    assert said("هاجم تنظيم داعش القرية ليلا ثم انسحب التنظيم", "التنظيم") == "islamic-state"
    assert said("قصفت طائرات الجيش العراقي الموقع، وقال الجيش إن الضربة ناجحة", "الجيش", country="SY") == "IQ.military"


def test_a_group_called_by_a_noun_is_no_body_of_a_state() -> None:
    text = "هاجم تنظيم متطرف الجيش العراقي ليلا، وقال داعش إنه وراء ذلك. ثم انسحب التنظيم المتشدد"
    assert said(text, "التنظيم المتشدد", country="IQ") == "islamic-state"
    assert said("أقر الحوثي بالهزيمة، وقال إن جماعة الحوثي فقدت ميليشياته", "ميليشياته", country="YE") == "houthis"


def test_an_adjective_alone_is_people_or_the_state_of_the_thing_before_it() -> None:
    assert said("سقط صاروخان إسرائيليان قرب المطار", "إسرائيليان") == "IL.state"
    assert said("قتل إسرائيليان قرب المطار", "إسرائيليان") == "unknown:people"


def test_ranks_and_given_names_do_not_hide_who_introduces_a_person() -> None:
    text = "وأكد قائد المنطقة العسكرية في الجيش اليمني العميد الركن هادي عمران الغراب أن المعارك انتهت. وأوضح الغراب"
    assert said(text, "الغراب", country="YE") == "YE.military"
    text = "وقال توماس ماكلين، قائد شرطة مقاطعة كنتون، إن المهاجم اعتقل. وأضاف ماكلين"
    assert said(text, "ماكلين", country="US") == "US.police"


def test_a_spokesman_speaks_for_whom_he_serves_that_day() -> None:
    assert said("وقال ستيف وارن", "ستيف وارن", day="2015-07-20", country="IQ") == "US.defence"
    assert said("وقال ستيف وارن", "ستيف وارن", day="2016-02-20", country="IQ") == "coalition-anti-is"


def test_arms_without_an_owner_are_nobodys() -> None:
    assert said("ضربت طائرة مسيرة متجرا في السوق", "طائرة مسيرة", country="LB") == "unknown:forces"
    assert said("أغارت طائرات الجيش على السوق", "طائرات الجيش", country="SD") == "SD.military"
    assert said("أطلق القناصة النار على المارة", "القناصة", country="SD") == "unknown:forces"


def test_who_is_against_somebody_is_not_he() -> None:
    assert said("احتج منتقدو النظام التركي أمس", "منتقدو النظام التركي", country="TR") == "unknown:officials"
    assert said("لا تسوية مع قتلة العسكريين", "قتلة العسكريين", country="LB") == "unknown:attacker"


def test_a_number_is_people_and_what_is_of_the_united_nations_is_theirs() -> None:
    assert said("جرح ثمانية في الهجوم", "ثمانية") == "unknown:people"
    assert said("نقلت مروحيات أممية الجرحى", "مروحيات أممية", country="NG") == "un"
    assert said("قتل سعودي واحد", "سعودي واحد") == "unknown:people"


def test_an_embassy_or_mission_at_home_is_no_ministry() -> None:
    assert said("أغلقت السفارة أبوابها", "السفارة", country="SD") == "unknown:officials"
    assert said("قالت البعثة إنها قلقة", "البعثة", country="LY", day="2019-05-01") == "un-envoy-ly"


def test_what_introduces_a_person_ends_with_its_clause() -> None:
    text = "قال غسان كرم، كبير مفاوضي الحركة، إن الرئيس الأميركي أخطأ"
    assert said(text, "غسان كرم", country="YE") == "unknown:name"
    text = "وقال اللواء فراس الحمداني من وزارة الداخلية إن اثنين قتلا"
    assert said(text, "فراس الحمداني", country="IQ") == "IQ.interior"
    assert said("وعزا وزير الدولة البريطاني جون ميلر القرار", "جون ميلر", country="ML") != "ML.government"


def test_a_colon_parts_an_institution_from_the_state_behind_it() -> None:
    assert said("مصدر عسكري: عدوان إسرائيلي على الميناء", "مصدر عسكري", country="SY") == "SY.military"


def test_a_family_name_is_nobody_years_before_its_bearer_had_an_office() -> None:
    assert said("وقال الشيباني إن القتال مستمر", "الشيباني", day="2004-08-12", country="IQ") == "unknown:name"


def test_a_uniform_makes_nobody_a_soldier() -> None:
    text = "قتل مسلحون بزي الدعم السريع تاجرا"
    assert said(text, "مسلحون بزي الدعم السريع", country="SD", day="2024-01-05") == "unknown:fighters"


def test_a_base_is_not_the_organisation() -> None:
    text = "هاجم مسلحون قاعدة الوادي ونهبوا القاعدة"
    assert said(text, "القاعدة", country="ML", day="2013-01-05") == "unknown:object"
    assert said("هاجموا قاعدة للجيش المالي", "قاعدة للجيش المالي", country="ML", day="2013-01-05") == "ML.military"
    text = "هاجم تنظيم القاعدة قاعدة الوادي، وقالت القاعدة إنها انسحبت"
    assert said(text, "القاعدة", country="ML", day="2013-01-05") == "aqim"


def test_a_family_name_in_a_strange_name_is_no_office_holders() -> None:
    assert said("قالت كليمنتين نكويتا سلامي", "كليمنتين نكويتا سلامي", country="SD", day="2024-03-01") != "irgc"
    brigade = "كتيبة أبو عبيدة بن الجراح"
    assert said(f"قتلته {brigade}", brigade, day="2011-07-30", country="LY") != "qassam"
    assert said("قال بترو بوروشينكو", "بترو بوروشينكو", country="UA", day="2015-01-05") == "UA.president"


def test_the_article_tells_a_country_and_a_minister_from_a_family_name_and_a_teacher() -> None:
    assert said("أرسلت الكاميرون كتيبة", "الكاميرون", country="NG", day="2015-02-21") == "CM.state"
    assert said("قال ديفيد كاميرون", "ديفيد كاميرون", country="GB", day="2015-02-21") == "GB.pm"
    assert said("خطف مسلحون معلما من قرية", "معلما", country="BF", day="2018-04-21") == "unknown:name"


def test_some_group_is_not_the_one_named_before() -> None:
    text = "وقعت حركة تحرير السودان الاتفاق. وهاجمت ميليشيا عربية قرية"
    assert said(text, "ميليشيا عربية", country="SD", day="2006-05-05") == "unknown:fighters"


def test_their_fighters_are_those_of_the_group_just_spoken_of() -> None:
    text = "هاجم تنظيم داعش كتائب الزنتان، وقالت كتائب الزنتان إن كتائب الزنتان صامدة. وقال التنظيم إن كمينا لمقاتليه"
    assert said(text, "مقاتليه", country="LY", day="2015-05-08") == "islamic-state"


def test_a_common_word_is_a_name_only_by_itself() -> None:
    assert said("قصفت الكتائب المدينة", "الكتائب", country="LY", day="2011-04-05") == "ly-gaddafi-forces"
    assert said("وصلت كتائب من المدينة", "كتائب من المدينة", country="LY", day="2011-04-05") != "ly-gaddafi-forces"
    assert said("قتل متمردون", "متمردون", country="SD", day="2024-04-05") == "unknown:fighters"
    assert said("صدت قواتنا المشتركة", "قواتنا المشتركة", country="SD", day="2025-04-05") == "unknown:forces"


def test_the_air_force_loyal_to_somebody_is_no_thing_and_a_capital_may_have_two_words() -> None:
    name = "سلاح الجو الموالي للواء خليفة حفتر"
    assert said(f"قصف {name}", name, country="LY", day="2014-10-05") == "lna"
    assert said("قالت سلطات أديس أبابا", "سلطات أديس أبابا", country="ET", day="2021-10-05") == "ET.government"


def test_a_name_that_many_bear_is_an_office_holder_or_leader_only_in_his_country() -> None:
    assert said("قتل أحمد مسعود", "أحمد مسعود", country="SY", day="2022-01-05") == "unknown:name"
    assert said("قال أحمد مسعود", "أحمد مسعود", country="AF", day="2022-01-05") == "nrf"
    assert said("وصل الجيش الأبيض", "الجيش الأبيض", country="EG", day="2020-04-05") != "white-army-ss"
    assert said("قتل محمد البرناوي", "محمد البرناوي", country="PS", day="2018-04-05") == "unknown:name"


# name, country of the report, day, actor
WARS = """
تنظيم داعش – ولاية وسط أفريقيا|CD|2021-05-01|is-central-africa
تنظيم الدولة في الساحل|NE|2023-05-01|is-sahel
دولة إسلامية-الفلبين|PH|2023-12-03|is-east-asia
القوات الصربية|BA|1995-07-13|bosnian-serbs
القوات الصربية|XK|2023-07-13|RS.military
القوات المسلحة الملكية|MA|2020-11-14|MA.military
المجلس الوطني الانتقالي|CF|2014-01-20|unknown:officials
المجلس العسكري الانتقالي|TD|2021-05-20|td-cmt
المجلس العسكري الانتقالي|SD|2019-05-20|sd-tmc
طائرات التحالف|LY|2011-07-31|nato
وزير داخلية الوفاق|LY|2020-07-04|gna
قوات درع ليبيا|LY|2012-06-15|libya-shield
فيلق أفريقيا|ML|2025-08-01|africa-corps
فلول الحركة الإسلامية الإرهابية|SD|2025-06-14|sd-islamic-movement
الدول الأربع|SD|2025-09-12|quad-sudan
الدول الأربع|QA|2017-09-12|quad-arab
مني أركو مناوي|SD|2004-09-12|slm
مني أركو مناوي|SD|2024-09-12|slm-mm
حمزة عبدي بري|SO|2023-09-12|SO.pm
حسين شيخ علي|SO|2023-08-26|SO.president
تيريز كاييكوامبا فاغنر|CD|2025-01-26|CD.foreign
رستم عمروف|UA|2025-06-01|UA.defence
دوكو عمروف|RU|2010-04-01|caucasus-emirate
فلاديمير بوتين|RU|2004-09-04|RU.president
فلاديمير بوتين|RU|2010-09-04|RU.pm
منشقون عن فارك|CO|2024-09-04|farc-dissidents
السلطات الأرمنية في ناغورني قره باغ|AZ|2023-09-19|azerbaijan-karabakh
إدارة الطيران الاتحادية الأمريكية|HT|2024-11-12|faa-us
""".strip().splitlines()


@pytest.mark.parametrize("line", WARS)
def test_names_of_the_wars_of_africa_the_caucasus_the_balkans_and_asia(line: str) -> None:
    name, country, day, want = line.split("|")
    actor = RESOLVER.link(name, Context("", day, {country: 5}, dict))
    assert actor.id == want, actor.why


def test_the_cruiser_is_the_one_named_in_full_before() -> None:
    text = "غرق الطراد موسكفا. وقال الحاكم إن الطراد أصيب"
    assert said(text, "الطراد", country="UA", day="2022-04-14") == "RU.military"


def test_the_forces_are_not_the_special_forces_of_another_state() -> None:
    text = "شاركت القوات الخاصة الأمريكية في الاستطلاع، وقصفت القوات القرية"
    assert said(text, "القوات", country="PH", day="2017-06-11") == "PH.military"


def test_an_organisation_is_no_army_that_it_fights() -> None:
    text = "هاجم مقاتلو تنظيم الدولة البلدة. وقال إن التنظيم هاجم قوات البشمركة. وقال مصدر في التنظيم إن مقاتليه"
    assert said(text, "مقاتليه", country="IQ", day="2014-08-09") == "islamic-state"


def test_the_court_is_the_one_named_in_full_before() -> None:
    text = "أصدرت المحكمة الجنائية الدولية مذكرة. وقال الرئيس إن المحكمة أداة"
    assert said(text, "المحكمة", country="SD", day="2009-03-05") == "icc"


def test_a_national_council_is_no_security_council() -> None:
    name = "مجلس الأمن القومي"
    assert said(f"ترأس اجتماعا في {name}", name, country="NE", day="2021-01-03") == "NE.security"
    name = "مجلس الأمن والدفاع"
    assert said(f"قرر {name}", name, country="SD", day="2025-05-06") == "sd-security-council"


def test_the_deposed_president_is_not_the_one_in_office() -> None:
    text = "زار الرئيس الفرنسي العاصمة، وهاجمها أنصار الرئيس المخلوع"
    assert said(text, "أنصار الرئيس المخلوع", country="CF", day="2013-12-05") == "unknown:person"


def test_who_stands_behind_a_deed_or_another_clause_is_not_introduced() -> None:
    assert said("نفت هيئة الأركان الروسية قصف غوريم", "غوريم", country="GE", day="2008-08-13") == "unknown:name"
    text = "قال الناطق باسم حركة طالبان قاري يوسف أحمدي إن شيم سونغ قتل"
    assert said(text, "شيم سونغ", country="AF", day="2007-08-02") == "unknown:name"
    text = "نفى مبعوث أصلان مسنادوف ضلوعه. وأدان مسنادوف الهجوم"
    assert said(text, "مسنادوف", country="RU", day="2004-09-04") == "unknown:name"


@pytest.mark.parametrize(
    ("name", "country", "day", "actor"),
    [
        ("جبهة الخلاص الوطني", "TN", "2023-05-01", "unknown:name"),
        ("المحاكم الإسلامية", "SY", "2015-05-01", "SY.judiciary"),
        ("جبهة الشرق", "UA", "2023-05-01", "unknown:name"),
        ("القيادي الحوثي محمد صالح", "YE", "2015-05-01", "houthis"),
        ("وزير سابق كمال", "SY", "2015-05-01", "unknown:officials"),
    ],
)
def test_no_armed_group_or_government_is_read_into_a_common_name(name: str, country: str, day: str, actor: str) -> None:
    assert said(f"قال {name} شيئا", name, day=day, country=country) == actor


def claim(source: str = "", kind: str = "official", initiator: str = "مسلحون", country: str = "SY") -> Claim:
    return Claim(
        type=ClaimType.SHELLING, status=Status.OCCURRED, trigger=Mention(text="استشهاد"),
        initiators=[Mention(text=initiator)], places=[Place(text="x", country=country)] * 3,
        origin=[Source(text=source, kind=SourceKind(kind))] if source else [],
    )  # fmt: skip


def test_an_actor_is_once_in_a_slot_in_its_likeliest_mention() -> None:
    text = "هاجمت الميليشيا الحوثية موقعا، وانسحبت ميليشيات الحوثي، وقتل مسلحون وعناصر"
    names = [("الميليشيا الحوثية", 0.5), ("ميليشيات الحوثي", 0.8), ("مسلحون", 0.6), ("عناصر", 0.4)]
    said = [Mention(text=t, span=Span(text.index(t), text.index(t) + len(t)), confidence=c) for t, c in names]
    one = claim(country="YE").model_copy(update={"initiators": said, "targets": said[:1]})
    (resolved,) = RESOLVER.resolve(Document(doc_id="d", text=text, published="2018-06-01"), [one])
    assert [m.text for m in resolved.initiators] == ["ميليشيات الحوثي", "مسلحون", "عناصر"]
    assert [m.text for m in resolved.targets] == ["الميليشيا الحوثية"]


def origin(
    source: str, kind: str, outlet: str = "الميادين", country: str = "SY", day: str = "2016-11-03"
) -> tuple[str, str]:
    document = Document(doc_id="d", text=source, outlet=outlet, published=day)
    (resolved,) = SourceResolver(RESOLVER).resolve(document, [claim(source, kind, country=country)])
    return resolved.origin[0].origin, resolved.origin[0].camp


def test_the_reporter_and_the_outlet_are_one_origin() -> None:
    one = {origin("مراسلنا", "correspondent"), origin("مراسل الميادين", "correspondent")}
    one.add(origin("الميادين", "outlet", outlet="رويترز"))
    assert {o for o, _ in one} == {"al-mayadeen"}
    assert origin("مراسلنا", "correspondent", outlet="Sky News Arabia")[0] == "sky-news-arabia"
    assert origin("مراسلنا", "correspondent", outlet="صحيفة لا يعرفها أحد")[0].startswith("outlet:")


def test_the_publisher_is_no_link_of_its_chain() -> None:
    chain = [("ناشطون", "witness"), ("رويترز", "agency"), ("قناة الميادين", "outlet"), ("مراسلنا", "correspondent")]
    said = [Source(text=t, kind=SourceKind(k)) for t, k in chain]
    document = Document(doc_id="d", text="x", outlet="الميادين", published="2016-11-03")
    (resolved,) = SourceResolver(RESOLVER).resolve(document, [claim().model_copy(update={"origin": said})])
    assert [s.text for s in resolved.origin] == ["ناشطون", "رويترز", "مراسلنا"]


def test_two_origins_of_one_camp() -> None:
    assert origin("وكالة سانا", "agency") == ("sana", "syria:government")
    assert origin("القيادة العامة للجيش السوري", "military") == ("SY.military", "syria:government")
    assert origin("المتحدث باسم قوات سوريا الديمقراطية", "armed_group") == ("sdf", "syria:sdf")
    assert origin("المسيرة", "outlet", country="YE") == ("al-masirah", "yemen:sanaa")
    assert origin("تركي المالكي", "military", country="YE", day="2018-05-01") == ("coalition-yemen", "yemen:government")
    assert origin("رويترز", "agency") == ("reuters", "")
    assert origin("شهود عيان", "witness") == ("unknown:witnesses", "")
    assert origin("فلان بن علان", "witness")[0].startswith("name:")


def test_the_official_agency_is_that_of_the_report() -> None:
    assert origin("الوكالة الرسمية", "agency", country="IR")[0] == "irna"
    assert origin("التلفزيون الرسمي", "outlet", country="SY")[0] == "syrian-tv"
    assert origin("المركز الإعلامي للجيش اليمني", "military", country="YE")[0] == "ye-army-media"


def test_a_common_word_is_no_newspaper_and_a_capital_no_newspaper_either() -> None:
    assert origin("الرياض", "official")[0] == "SA.state"
    assert origin("صحيفة الرياض", "outlet")[0] == "al-riyadh"


def test_words_are_glossed_and_decide_nothing() -> None:
    gloss, stance = designate("عصابات إرهابية")
    assert "armed group" in gloss and "delegitimises" in stance and "terror" in stance
    assert designate("الجيش السوري") == ("", "")
    document = Document(doc_id="d", text="x", published="2016-11-03")
    for label in ("إرهابيون", "ثوار", "مرتزقة", "مجاهدون"):
        (resolved,) = RESOLVER.resolve(document, [claim(initiator=label, country="FR")])
        (mention,) = resolved.initiators
        assert mention.actor is not None and mention.actor.id == "unknown:fighters" and mention.stance and mention.gloss
        assert resolved.status is Status.OCCURRED and resolved.trigger.stance == "honours_dead"
        assert resolved.stages["actors"]


def test_documentation_names_every_column_class_and_kind() -> None:
    docs = DATA.parents[3] / "docs"
    actors_page, words_page = ((docs / n).read_text(encoding="utf-8") for n in ("actors.md", "words.md"))
    assert [c for c in (*COLUMNS, *KINDS) if f"`{c}`" not in actors_page] == []
    assert [s for s in STANCES if f"`{s}`" not in words_page] == []


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("أربعة من رجال الشرطة", "SY.police"),
        ("ثلاثة آلاف سوري", "unknown:people"),
        ("ناقلة نفط سعودية", "unknown:object"),
        ("مصادر كردية سورية", "unknown:sources"),
        ("اتحاد الخبازين في فرنسا", "unknown:name"),
        ("متحدث باسم الحكومة التركية", "TR.government"),
        ("مقاتلون موالون لإيران", "unknown:fighters"),
        ("قاعدة عسكرية", "unknown:object"),
        ("قاعدة الاحتلال الأميركي", "US.military"),
        ("دول خارجية", "unknown:officials"),
        ("مسلحين مدعومين من تركيا", "unknown:fighters"),
        ("قوة ألمانية خاصة", "DE.military"),
        ("شرطيتان", "SY.police"),
        ("قيادات حوثية", "houthis"),
        ("آليات إسرائيلية", "IL.military"),
        ("اقتراحا أمريكيا", "US.state"),
        ("الغارات الإسرائيلية", "IL.state"),
        ("مسيّرة إسرائيلية", "IL.military"),
        ("كادرا طبيا", "unknown:medics"),
        ("قوات كييف", "UA.military"),
        ("نظام كييف", "UA.government"),
        ("وزارة حقوق الإنسان اليمنية", "YE.government"),
        ("مدير إدارة المالية", "unknown:officials"),
        ("رئيس لجنة الإغاثة", "unknown:officials"),
        ("مسؤولون", "unknown:officials"),
        ("قاعدة عين الأسد", "unknown:object"),
        ("تقارير", "unknown:sources"),
        ("بيت أبو سليم", "unknown:object"),
        ("لواء غولاني", "IL.military"),
    ],
)
def test_who_acts_in_a_longer_phrase(name: str, actor: str) -> None:
    assert said(f"وقال شهود في حلب إن {name} هناك منذ أيام", name) == actor


def test_a_family_name_is_the_person_whom_the_text_names_in_full() -> None:
    text = "قال المتحدث باسم التحالف تركي المالكي إن الغارة أصابت هدفها. وأضاف المالكي أن التحقيق جار"
    assert said(text, "المالكي", country="YE") == "coalition-yemen"


SOHR = "المرصد السوري لحقوق الإنسان"


@pytest.mark.parametrize(
    ("text", "named", "origin"),
    [
        ("قال مصدر في الجيش السوري إن القصف توقف. وأضاف المصدر نفسه أنه عاد.", ["مصدر في الجيش السوري"], "SY.military"),
        (f"أعلن {SOHR} أن القصف توقف. وذكر المصدر ذاته أنها هدنة.", [SOHR], "sohr"),
        (f"قال مصدر أمني إن القصف توقف، وأكده {SOHR}. وقال المصدر إنها هدنة.", ["مصدر أمني", SOHR], "SY.security"),
        (f"وأضاف المصدر أن الهدنة تبدأ غدا. وأكد {SOHR} ذلك.", [SOHR], "unknown:sources"),
        (f"أعلن {SOHR} أنها هدنة. وروى مصدر محلي التفاصيل. وقال المصدر إنها هدنة.", [SOHR], "unknown:sources"),
    ],
)  # fmt: skip
def test_the_same_source_is_whom_the_text_called_so(text: str, named: list[str], origin: str) -> None:
    again = next(t for t in ("المصدر نفسه", "المصدر ذاته", "المصدر") if t in text)
    spans = [Span(text.index(t), text.index(t) + len(t)) for t in (*named, again)]
    said = [Source(text=text[s.start : s.end], kind=SourceKind.OFFICIAL, span=s) for s in spans]
    claims = [claim().model_copy(update={"origin": [source]}) for source in said]
    resolved = SourceResolver(RESOLVER).resolve(Document(doc_id="d", text=text, published="2018-06-01"), claims)
    assert resolved[-1].origin[0].origin == origin
