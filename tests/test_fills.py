"""What fills a claim's slots from the network's scores: names, days, and the two readings' types."""

from typing import Any

import numpy as np
import pytest

from riwaya.arabic.dates import expressions
from riwaya.arabic.words import words
from riwaya.codebook import ClaimType, Precision, SourceKind, Status, TollKind
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.accused import accused
from riwaya.extract.encoder.decode import _agreed, _finished
from riwaya.extract.encoder.doers import doers, parted
from riwaya.extract.encoder.fills import Thresholds, _together, medium, names, owner, sides, surest
from riwaya.extract.encoder.grammar import Grammar, View, _one_party
from riwaya.extract.encoder.merge import Draft, likelihood
from riwaya.extract.encoder.once import tolls_once
from riwaya.extract.encoder.tollfills import _bounds
from riwaya.extract.encoder.uncounted import people
from riwaya.extract.encoder.windows import Window
from riwaya.extract.patterns import Reading
from riwaya.records import Claim, Document, Mention, Place, Sentence, Source, Span, Toll, When, WhenCandidate
from riwaya.resolve.dates import Dated, claim_dates


class Words:
    """A view in which each word is a name of its own."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def name(self, word: int, kind: int) -> tuple[Span, str]:
        return Span(10 * word, 10 * word + 5), self.names[word]


def found(view: Words, *scores: float, cut: float = 0.3, more: float = 0.0) -> list[str]:
    return [n.key for n in names(view, np.array(scores, dtype=np.float32), 2, cut, more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "name", "guessed", "kind"),
    [
        ("نقلت صحيفة «المرفأ» عن قيادي", "المرفأ", "agency", "outlet"),
        ("بحسب قناة الضفة", "قناة الضفة", "agency", "outlet"),
        ("نقلت وكالة الأفق عن قيادي", "الأفق", "outlet", "agency"),
        ("لوكالة الأفق", "لوكالة الأفق", "outlet", "agency"),
        ("قالت قناة الضفة إن قائدا", "قائدا", "military", "military"),
        ("نقلت المرفأ عن قيادي", "المرفأ", "agency", "agency"),
    ],
)
def test_a_noun_beside_a_medium_tells_its_kind(text: str, name: str, guessed: str, kind: str) -> None:
    span = Span(text.index(name), text.index(name) + len(name))
    assert medium(SourceKind(guessed), span, Reading(text, [(0, len(text))])) == SourceKind(kind)


def test_later_names_of_a_role_need_more_than_the_first() -> None:
    view = Words("جيش", "شرطه", "حرس")
    assert found(view, 0.35, 0.32, 0.1) == ["جيش", "شرطه"]
    assert found(view, 0.35, 0.32, 0.1, more=0.5) == ["جيش"]
    assert found(view, 0.35, 0.6, 0.55, more=0.5) == ["شرطه", "حرس"]


def test_the_fullest_name_stays_whatever_later_names_need() -> None:
    assert found(Words("قوات", "قوات حكوميه"), 0.8, 0.4, more=0.7) == ["قوات حكوميه"]


def test_a_name_in_two_cases_is_one_name() -> None:
    assert found(Words("مراقبون", "مراقبين"), 0.8, 0.6) == ["مراقبون"]
    assert found(Words("زيتون", "زيت"), 0.8, 0.6) == ["زيتون", "زيت"]


def test_nobody_is_on_both_sides_of_a_claim() -> None:
    def names_of(*parties: tuple[str, float]) -> list[Mention]:
        return [Mention(text=t, confidence=c) for t, c in parties]

    attackers = names_of(("القوات الحكومية", 0.8), ("المسلحون", 0.4))
    one, other = sides(attackers, names_of(("المسلحين", 0.7), ("السكان", 0.5)))
    assert [m.text for m in one] == ["القوات الحكومية"]
    assert [m.text for m in other] == ["المسلحين", "السكان"]


def test_a_doubtful_name_stands_in_a_sure_claim_only() -> None:
    cuts = Thresholds(roles={"initiator": 0.25} | dict.fromkeys(("target", "place", "weapon"), 0.5), more={})
    cuts.more = dict.fromkeys(cuts.roles, 0.3)
    parties = [Mention(text="الجيش", confidence=0.4), Mention(text="الشرطة", confidence=0.35)]
    claim = Claim(type=ClaimType.CLASH, status=Status.OCCURRED, trigger=Mention(text="هجوم"), initiators=parties)

    def kept(likely: float) -> list[str]:
        return [m.text for m in surest(claim, likely, cuts, "")["initiators"]]

    assert kept(0.95) == ["الجيش", "الشرطة"]
    assert kept(0.7) == ["الجيش"]  # later names need more
    assert kept(0.5) == []


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("طائرات التحالف", "التحالف"),
        ("مدفعية قوات النظام", "قوات النظام"),
        ("بوارج الأسطول السادس", "الأسطول السادس"),
        ("طائرات حربية تابعة للجيش", "طائرات حربية تابعة للجيش"),
        ("طائرات الاستطلاع الأميركية", "طائرات الاستطلاع الأميركية"),
        ("الطائرات الروسية", "الطائرات الروسية"),
        ("طائرات فرنسية", "طائرات فرنسية"),
        ("مقاتلات", "مقاتلات"),
    ],
)
def test_aircraft_and_guns_are_whose_they_are(name: str, party: str) -> None:
    text = f"أغارت {name}"
    span = owner(text, Span(6, len(text)))
    assert text[span.start : span.end] == party


def name_in(text: str, spelled: str, kind: int) -> str:
    """What is left of a name of this kind when the clitics before it and the prepositions behind it are gone."""
    grammar = Grammar.of(Document(doc_id="d", text=text), [Sentence(number=0, span=Span(0, len(text)))])
    found = words(text)
    window = Window(starts=[w.start for w in found], ends=[w.end for w in found], sentences=[0] * len(found))
    empty = dict.fromkeys(H.Scores.__slots__, np.zeros((1, 0), dtype=np.float32))
    scores = H.Scores(**{**empty, "window": window})  # type: ignore[arg-type]
    view = View(scores, grammar, sizes=np.full((len(found), H.NAMES), len(spelled.split())))
    span, _ = view.name(next(i for i, w in enumerate(found) if text.startswith(spelled, w.start)), kind)
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "spelled", "name"),
    [
        ("دخلوا بلدة خان وتل الزهور", "وتل الزهور", "تل الزهور"),
        ("غارة بحي الورود", "بحي الورود", "حي الورود"),
        ("معارك في مديريات باقم وصعدة", "باقم", "باقم"),
        ("معارك قرب باقم وصعدة", "وصعدة", "صعدة"),
        ("قصف بلدة بريف حلب", "بريف حلب", "ريف حلب"),
        ("قصف مدينة بالساحل", "بالساحل", "الساحل"),
        ("كمين للمسلحين بزملكا", "بزملكا", "زملكا"),
        ("انفجار في سوق الخضار في المدينة", "سوق الخضار في", "سوق الخضار"),
        ("معارك في باتكوس الجديدة", "باتكوس الجديدة", "باتكوس الجديدة"),  # no second preposition behind one
        ("نزح سكان ليروندا أمس", "ليروندا", "ليروندا"),
        ("سيطروا على بابنوسة وانسحبوا من لودر", "لودر", "لودر"),
    ],
)
def test_a_place_is_cut_from_its_prepositions(text: str, spelled: str, name: str) -> None:
    assert name_in(text, spelled, 2) == name


@pytest.mark.parametrize(
    ("text", "spelled", "name"),
    [
        ("بحسب حاكم المنطقة بافلو كيريلينكو", "بافلو كيريلينكو", "بافلو كيريلينكو"),
        ("وفق الناطقة بيرتانيا ستوم", "بيرتانيا ستوم", "بيرتانيا ستوم"),  # nobody is quoted with ب
        ("قال لبي بي سي إن القصف توقف", "لبي بي سي", "بي بي سي"),
        ("وقال والي الولاية إن القوات وصلت", "والي الولاية", "والي الولاية"),
        ("قالت لجنة أطباء السودان مقتل ثلاثة", "لجنة أطباء السودان مقتل", "لجنة أطباء السودان"),
        ("قال طبيب في المستشفى لوكالة الأنباء", "طبيب في المستشفى لوكالة", "طبيب في المستشفى"),
        ("قالت الشرطة ثلاثة قتلوا", "الشرطة ثلاثة", "الشرطة"),
        ("سيطرت حركة السلام على المدينة في الليل", "حركة السلام على", "حركة السلام"),
        ("قال محمد على فى مؤتمر صحفى", "محمد على", "محمد على"),  # Egyptian spelling
    ],
)
def test_a_source_is_cut_where_its_name_ends(text: str, spelled: str, name: str) -> None:
    assert name_in(text, spelled, 0) == name


def test_a_party_keeps_its_first_letter_but_no_conjunction() -> None:
    assert name_in("قال بلترام إنه يرحل، ثم عاد بلترام", "بلترام", 1) == "بلترام"
    assert name_in("قالت فرنسا وبريطانيا إنها تدرس. وردت إيطاليا وبريطانيا", "وبريطانيا", 1) == "بريطانيا"


def test_no_name_ends_in_a_particle_or_in_who_is_supported() -> None:
    assert name_in("كان التحالف العربي قد أعلن ذلك", "التحالف العربي قد", 1) == "التحالف العربي"
    assert name_in("الجماعة الحوثية المدعومة من إيران", "الجماعة الحوثية المدعومة من", 1) == "الجماعة الحوثية"
    assert name_in("قال مصدر بالشرطة إن سيارة انفجرت", "مصدر بالشرطة إن", 1) == "مصدر بالشرطة"


@pytest.mark.parametrize(
    ("text", "spelled", "name"),
    [
        ('قصفت الطائرات قاعدة "عين الأسد" غربي العراق', 'قاعدة "عين', 'قاعدة "عين الأسد"'),
        ("أعلن تنظيم «داعش» مسؤوليته", "تنظيم «داعش", "تنظيم «داعش»"),
        ("قال الجيش (قوات الحكومة) إنه تقدم", "الجيش (قوات", "الجيش (قوات الحكومة)"),
        ('حلقت طائرة" إسرائيلية فوق "البلدة" أمس', 'طائرة" إسرائيلية', 'طائرة" إسرائيلية'),  # a stray mark
        ('قال القائد "إن الهجوم انتهى. وسنعود" ومضى', 'القائد "إن الهجوم', 'القائد "إن الهجوم'),  # what he says
        ('وصلت قوات "ب', 'قوات "ب', 'قوات "ب'),
    ],
)
def test_a_name_is_not_cut_inside_quotation_marks(text: str, spelled: str, name: str) -> None:
    assert name_in(text, spelled, 1) == name


def test_of_two_who_met_the_first_named_met_the_second() -> None:
    def claim(kind: ClaimType, *parties: tuple[str, int], targets: tuple[str, ...] = ()) -> Claim:
        named = [Mention(text=t, span=Span(at, at + len(t)), confidence=0.5) for t, at in parties]
        met = Mention(text="التقى", span=Span(0, 5))
        others = [Mention(text=t, confidence=0.5) for t in targets]
        told = Claim(type=kind, status=Status.OCCURRED, trigger=met, initiators=named, targets=others)
        return _finished(told, 0.7, Thresholds(), "")

    two = (("وزير الري", 40), ("السفير", 6))
    for kind in (ClaimType.TALKS, ClaimType.AGREEMENT):
        got = claim(kind, *two)
        assert ([m.text for m in got.initiators], [m.text for m in got.targets]) == (["السفير"], ["وزير الري"])
    assert len(claim(ClaimType.TRUCE, *two).initiators) == 2
    assert len(claim(ClaimType.TALKS, *two, targets=("الوفد",)).initiators) == 2
    assert len(claim(ClaimType.TALKS, *two, ("القائد", 70)).initiators) == 3


@pytest.mark.parametrize(
    ("text", "trigger", "status", "cue"),
    [
        ("وقال البيان إن المسلحين حاولوا اقتحام المبنى", "اقتحام", Status.FAILED, "حاولوا"),
        ("قتلوا خلال محاولتهم اقتحام المبنى", "اقتحام", Status.FAILED, "محاولتهم"),
        ("أحبط حرس المنشأة أمس هجوما على البوابة", "هجوما", Status.FAILED, "أحبط"),
        ("تمكن الحراس من إفشال محاولة اقتحام المبنى", "اقتحام", Status.FAILED, "محاولة"),
        ("وقال إن الكتيبة صدت ثلاث هجمات", "هجمات", Status.FAILED, "صدت"),
        ("نجح المقاتلون في صد هجوم على التلة", "هجوم", Status.FAILED, "صد"),
        ("تراجعت الاشتباكات العنيفة الجارية في الحي", "الاشتباكات", Status.ONGOING, "الجارية"),
        ("لم تنجح القوات حتى الآن في تحقيق أي تقدم على المحور", "تقدم", Status.FAILED, "لم تنجح"),
        ("ولم يستطع الدفاع المدني الوصول إلى المبنى", "الوصول", Status.FAILED, "ولم يستطع"),
        ("لم يستطيعوا السيطرة على التلة", "السيطرة", Status.FAILED, "لم يستطيعوا"),
        ("وفشلوا في شن هجوم مضاد", "هجوم", Status.FAILED, "وفشلوا"),
        ("دمروا الجسر بعد أن عجزوا عن دخول الحي", "دخول", Status.FAILED, "عجزوا"),
        ("لم تتمكن وزارة الصحة من نقل الجرحى", "نقل", Status.FAILED, "لم تتمكن"),
        ("تعذر نقل الجرحى إلى العاصمة", "نقل", Status.FAILED, "تعذر"),
        ("أصيب في محاولة اغتيال في المدينة", "محاولة اغتيال", Status.FAILED, "محاولة"),
        ("قتلوا حين حاولوا التسلل ليلا", "حاولوا التسلل", Status.FAILED, "حاولوا"),
    ],
)
def test_words_beside_a_trigger_tell_its_status(text: str, trigger: str, status: Status, cue: str) -> None:
    at = text.index(trigger)
    found = Grammar.of(Document(doc_id="d", text=text), [Sentence(number=0, span=Span(0, len(text)))]).unfinished(
        Span(at, at + len(trigger))
    )
    assert found and (found[0], text[found[1].start : found[1].end]) == (status, cue)


def test_an_interception_fails_by_words_of_failure_alone() -> None:
    def failed(text: str, trigger: str) -> Span | None:
        at = text.index(trigger)
        grammar = Grammar.of(Document(doc_id="d", text=text), [Sentence(number=0, span=Span(0, len(text)))])
        return grammar.failed(Span(at, at + len(trigger)))

    assert failed("أخفقت الدفاعات في اعتراض الصاروخ", "اعتراض") == Span(0, 5)
    assert failed("أحبط الحراس أمس هجوما على البوابة", "هجوما") is None


@pytest.mark.parametrize(
    "text",
    [
        "حاولوا الفرار، واقتحام المبنى انتهى",
        "اقتحام المبنى بعد المعارك الدائرة",
        "يحاول اقتحام المبنى",
        "تصدت القوات لهجوم سبق اقتحام المبنى",
        "أحبطت عملية تهريب كبرى في المنفذ يوم اقتحام المبنى",
        "بعد فشل المفاوضات اقتحام المبنى",
        "لم تحبط الحراسة اقتحام المبنى",
        "أحبطوا هجوما وقتلوا ثلاثة ثم اقتحام المبنى",
        "صدت القوات الهجوم وأعلنت اقتحام المبنى",
        "فشل المفاوضات في جنيف قبل اقتحام المبنى",
        "فشلت القوات في منع اقتحام المبنى",
        "فشل الاتفاق وتسبب الخلاف في اقتحام المبنى",
        "لم يفشل المسلحون في اقتحام المبنى",
        "لم يتمكن المتحدث من تأكيد اقتحام المبنى",
        "لم يتمكن الفارون من اقتحام المبنى من العودة",
        "لم يستطع ضحايا اقتحام المبنى العودة",
        "لم يستطع اقتحام المبنى وقف المعارك",
        "تمكنت القوات من اقتحام المبنى",
        "لم ينجحوا في اقتحام سوى مبنى واحد",
        "تعذر التأكد من اقتحام المبنى",
    ],
)
def test_words_of_another_clause_or_too_far_tell_nothing(text: str) -> None:
    at = text.index("اقتحام")
    grammar = Grammar.of(Document(doc_id="d", text=text), [Sentence(number=0, span=Span(0, len(text)))])
    assert grammar.unfinished(Span(at, at + 6)) is None


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("وسط مخاوف من اقتحام المبنى", "مخاوف"),
        ("ولم يستبعد الوزير اقتحام المبنى", "ولم يستبعد"),
        ("ومن غير المستبعد اقتحام المبنى", "غير المستبعد"),
        ("وربما حدث اقتحام المبنى", "وربما"),
        ("تحدث عن احتمال وقوع اقتحام المبنى", "احتمال"),
        ("القيادة تدرس تنفيذ اقتحام المبنى", "تدرس"),
        ("استبعد الوزير اقتحام المبنى", ""),
        ("لا يستبعد المحققون فرضية اقتحام المبنى", ""),
        ("ربما فشلوا، لكن اقتحام المبنى", ""),
        ("تدرس الوضع وأعلنت اقتحام المبنى", ""),
        ("كانت تدرس الهندسة يوم اقتحام المبنى", ""),
        ("قالت إن الخشية كبيرة بعد اقتحام المبنى", ""),
        ("وسط مخاوف من التصعيد بعد اقتحام المبنى", ""),
        ("وقال المبعوث غير بيدرسون اقتحام المبنى", ""),
        ("مخاوف من استمرار اقتحام المبنى", ""),
    ],
)
def test_words_before_a_trigger_leave_it_open(text: str, cue: str) -> None:
    at = text.index("اقتحام")
    found = Grammar.of(Document(doc_id="d", text=text), [Sentence(number=0, span=Span(0, len(text)))]).doubted(
        Span(at, at + 6)
    )
    assert (text[found.start : found.end] if found else "") == cue


@pytest.mark.parametrize(
    ("text", "bounds"),
    [("الأسير", (1, 1)), ("زميله", (1, 1)), ("شقيقه", (1, 1)), ("الجنود", (None, None)), ("12 جنديا", (12, 12))],
)
def test_a_single_person_counts_one(text: str, bounds: tuple[int | None, int | None]) -> None:
    grammar = Grammar.of(Document(doc_id="d", text=text), [Sentence(number=0, span=Span(0, len(text)))])
    assert _bounds(Span(0, len(text)), grammar) == bounds


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("حسين ياسين", 1), ("اللواء فرحات", 1), ("أحد كبار القادة", 1), ("ابنه الأكبر", 1), ("نائبه وسائقه", 2),
        ("رئيس البلدية ووزير الصحة", 2),
        ("مدير مركز وزارة الصحة", 1), ("مدير المركز مع مرافقه", 2), ("الشاب سامر ووالده", 2), ("حارسان", 2),
        ("آخرين", None), ("خسائر بشرية", None), ("جميع ركابها", None), ("المتسللين", None), ("جثثا", None),
        ("عائلات", None), ("قتلاه", None), ("", None), ("عرفات", 1), ("ضابط في الشرطة والأمن", 1),
        ("قائد الفصيل ومرافقيه", None), ("سامر حداد والمصور وليد", 2),
    ],
)  # fmt: skip
def test_people_without_a_number(text: str, number: int | None) -> None:
    assert people(text) == number


def claim_with(kind: ClaimType, sure: float, toll: float) -> Claim:
    tolls = [Toll(kind=TollKind.KILLED, min=5, max=5, span=Span(0, 4), text="5", confidence=toll)]
    return Claim(
        type=kind, status=Status.OCCURRED, trigger=Mention(text="x", span=Span(0, 1)), tolls=tolls, confidence=sure
    )


@pytest.mark.parametrize(
    ("one", "other", "having"),
    [
        ((ClaimType.CLASH, 0.9, 0.8), (ClaimType.CASUALTY_TOLL, 0.5, 0.8), [1, 0]),
        ((ClaimType.CLASH, 0.5, 0.6), (ClaimType.CASUALTY_TOLL, 0.9, 0.9), [0, 1]),
        ((ClaimType.AIR_STRIKE, 0.9, 0.8), (ClaimType.SHELLING, 0.5, 0.8), [1, 1]),
        ((ClaimType.DETENTION, 0.9, 0.8), (ClaimType.ATTACK_ON_CIVILIANS, 0.7, 0.8), [0, 1]),
    ],
)
def test_a_toll_stands_in_one_claim(one: tuple, other: tuple, having: list[int]) -> None:  # type: ignore[type-arg]
    assert [len(c.tolls) for c in tolls_once([claim_with(*one), claim_with(*other)])] == having


def day(start: str, sure: float, precision: Precision = Precision.DAY) -> When:
    return When(start=start, end=start, precision=precision, confidence=sure)


def test_choices_of_one_day_count_together() -> None:
    got = _together([day("2019-03-04", 0.4), day("2019-03-05", 0.3), day("2019-03-05", 0.25)])
    assert (got.start, got.confidence) == ("2019-03-05", 0.55)
    assert [(c.start, c.confidence) for c in got.candidates] == [("2019-03-04", 0.4)]


def test_words_that_nobody_can_date_are_no_one_day() -> None:
    yesterday, tomorrow = (
        When(text=t, span=Span(a, a + 3), confidence=c) for t, a, c in (("أمس", 0, 0.4), ("غدا", 9, 0.3))
    )
    got = _together([yesterday, When(confidence=0.35), tomorrow])
    assert (got.text, got.confidence) == ("أمس", 0.4)


def test_the_networks_other_days_count_beside_the_ranker() -> None:
    text = "اندلعت اشتباكات أمس قرب البلدة بعد هدوء ساد منذ 3 مارس 2019."
    document, sentence = Document(doc_id="x", text=text, published="2019-03-20"), Span(0, len(text))
    trigger = Span(7, 15)

    def dated(hint: When | None) -> When:
        told = Dated(trigger, sentence, [sentence], "occurred", "clash", hint)
        return claim_dates(document, expressions(text), [told])[0]

    alone = dated(None)
    assert alone.start == "2019-03-19"
    today = day("2019-03-20", 0.9)
    weighed = dated(today)
    assert (weighed.confidence or 0) < (alone.confidence or 0)
    assert weighed.candidates[0].start == "2019-03-20"
    other = WhenCandidate(start="2019-03-19", end="2019-03-19", precision=Precision.DAY, confidence=0.08)
    both = dated(today.model_copy(update={"candidates": [other]}))
    assert (both.confidence or 0) > (weighed.confidence or 0)


def scores(first: list[float], second: list[float]) -> H.Scores:
    empty = np.zeros((1, 0), dtype=np.float32)
    rest = dict.fromkeys(H.Scores.__slots__, empty)
    rows = {"type": np.array([first], dtype=np.float32), "verdict": np.array([second], dtype=np.float32)}
    return H.Scores(**{**rest, "window": Window(), "trigger_at": np.zeros(1, dtype=np.int64), **rows})  # type: ignore[arg-type]


def test_both_readings_have_their_say_on_the_type() -> None:
    both = scores([0.5, 0.4, 0.1], [0.1, 0.1, 0.8])
    assert _agreed(both, 0.0) is both
    assert np.allclose(_agreed(both, 1.0).type, both.verdict, atol=1e-4)
    assert _agreed(both, 0.5).type.sum() == pytest.approx(1.0, abs=1e-5)
    assert _agreed(both, 0.7).type[0].argmax() == 2


def test_a_window_without_words_has_no_triggers() -> None:
    weights = {name: np.zeros(shape, dtype=np.float32) for name, shape in H.shapes(24).items()}
    window = Window(ids=[0, 2], separators=[1], sentence_ids=[0], owned=[True])
    got = H.score(weights, np.zeros((2, 24), dtype=np.float32), window, 0.1, lambda x: x)
    assert got.trigger_at.shape == (0,) and got.role.shape == (0, len(H.ROLES), 0)


@pytest.mark.parametrize(
    ("text", "name", "bare"),
    [
        ('وفق ما ذكرت وكالة "وام" اليوم', "وام", "وام"),
        ("وأضافت «بترا» أن الحدود أغلقت", "بترا", "بترا"),
        ('قال: "وحماس ترفض"', "وحماس", "حماس"),
    ],
)
def test_nothing_is_cut_from_a_name_in_quotation_marks(text: str, name: str, bare: str) -> None:
    grammar = Grammar.of(Document(doc_id="d", text=text), [Sentence(number=0, span=Span(0, len(text)))])
    start = text.index(name)
    first, end = grammar.bare(start, start + len(name), 0)
    assert text[first:end] == bare


def test_no_source_ends_in_the_word_that_says_that_it_speaks() -> None:
    assert name_in("نقلت الصحيفة عن قائد الكتيبة قوله إن", "قائد الكتيبة قوله", 0) == "قائد الكتيبة"


def attack(at: int, who: str, where: str, kind: ClaimType = ClaimType.SHELLING, **fields: Any) -> Claim:
    """An attack of the first sentence, told at a code point."""
    return Claim(
        type=kind, status=Status.OCCURRED, trigger=Mention(text="قصف", span=Span(at, at + 3)), mention_ids=[0],
        mentions=[Span(0, 100)], initiators=[Mention(text=who)], places=[Place(text=where)], confidence=0.8, **fields,
    )  # fmt: skip


def test_what_others_did_elsewhere_shares_no_toll() -> None:
    toll = [Toll(kind=TollKind.KILLED, min=5, max=5, span=Span(0, 4), text="5", confidence=0.6)]
    shelling = attack(0, "الفصائل", "القرداحة", tolls=toll)
    strike = attack(50, "الطيران الروسي", "سرمين", ClaimType.AIR_STRIKE, tolls=toll)
    assert [len(c.tolls) for c in tolls_once([shelling, strike])] == [1, 0]
    same = strike.model_copy(update={"places": [Place(text="القرداحة")]})
    assert [len(c.tolls) for c in tolls_once([shelling, same])] == [1, 1]


@pytest.mark.parametrize(
    ("other", "twin", "apart"),
    [
        (attack(60, "الفصائل", "القرداحة"), 0.01, True),  # A shelled X after B shelled Y
        (attack(60, "الفصائل", "القرداحة"), 0.5, False),
        (attack(60, "الجيش", "سرمين"), 0.01, False),  # nothing differs but the words
    ],
)
def test_two_attacks_of_one_sentence_are_two(other: Claim, twin: float, apart: bool) -> None:
    weights = {"bias": 1.0}
    one = Draft(attack(0, "الجيش", "سرمين"), 0, 0.9, {}, {60: twin})
    assert (likelihood(one, Draft(other, 0, 0.8, {}), weights) == 0.0) is apart


def blame(**fields: Any) -> Claim:
    told = attack(0, "وزير الدفاع الأوكراني", "كييف", ClaimType.ACCUSE, targets=[Mention(text="روسيا")], **fields)
    return told.model_copy(update={"trigger": Mention(text="اتهم", span=Span(0, 4))})


def source(name: str) -> list[Source]:
    return [Source(text=name, kind=SourceKind.ARMED_GROUP)]


@pytest.mark.parametrize(
    ("text", "deed", "origin"),
    [
        ("اتهم الجيش الفصائل بقصف السوق.", "قصف", "الجيش"),
        ("اتهم الجيش الفصائل بقصف السوق، لكن الفصائل قالت إنها هاجمت حاجزا.", "هاجمت", ""),
        ("اتهم الجيش الفصائل بقصف السوق، واعتقلت الشرطة ثلاثة.", "اعتقلت", ""),
        ("أدان الجيش الهجوم على السوق.", "الهجوم", ""),  # who condemns has not seen it
    ],
)
def test_only_the_charge_is_the_accusers_word(text: str, deed: str, origin: str) -> None:
    def at(words: str) -> Mention:
        return Mention(text=words, span=Span(text.index(words), text.index(words) + len(words)))

    charge = blame().model_copy(update={"trigger": at(text.split()[0]), "initiators": [at("الجيش")], "targets": []})
    event = attack(0, "الفصائل", "السوق").model_copy(update={"trigger": at(deed)})
    told = accused([charge, event], Reading(text, [(0, len(text))]))[1]
    assert "".join(s.text for s in told.origin) == origin


def test_he_who_accuses_ukraine_is_not_ukraine() -> None:
    ukraine = Mention(text="أوكرانيا", span=Span(5, 13))
    told = attack(0, "", "", ClaimType.ACCUSE).model_copy(
        update={"trigger": Mention(text="اتهم", span=Span(0, 4)), "initiators": [ukraine]}
    )
    deed = attack(20, "أوكرانيا", "المحطة", origin=source("أوكرانيا"))
    charge, shelling = accused([told, deed])
    assert ([m.text for m in charge.initiators], [m.text for m in charge.targets]) == ([], ["أوكرانيا"])
    assert shelling.origin == []
    she = told.model_copy(update={"trigger": Mention(text="اتهمت", span=Span(0, 5))})
    assert accused([she])[0] == she
    he = told.model_copy(update={"initiators": [Mention(text="العراق", span=Span(5, 11))]})
    assert accused([he])[0] == he


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("الحكومة الدعم السريع", "الحكومة"),
        ("الوزير حزب العمال الكردستاني", "الوزير"),
        ("الجماعة التحالف العربي", "الجماعة"),
        ("المجلس العسكري", "المجلس العسكري"),
        ("الحكومة السورية", "الحكومة السورية"),
        ("وزير الدفاع", "وزير الدفاع"),
    ],
)
def test_a_name_ends_where_another_party_begins(text: str, name: str) -> None:
    assert text[: _one_party(text, 0, len(text))] == name


@pytest.mark.parametrize(
    ("deed", "origin"),
    [
        (attack(50, "روسيا", "خيرسون", origin=source("روسيا")), "وزير الدفاع الأوكراني"),
        (attack(50, "روسيا", "خيرسون"), "وزير الدفاع الأوكراني"),
        (attack(50, "روسيا", "خيرسون", origin=source("رويترز")), "رويترز"),
        (attack(50, "وزير الدفاع الأوكراني", "خيرسون"), ""),  # what the accuser does is nobody's charge
        (attack(50, "روسيا", "خيرسون", ClaimType.REJECT), ""),
        (attack(50, "روسيا", "خيرسون").model_copy(update={"mention_ids": [1]}), ""),
        (attack(50, "روسيا", "خيرسون", origin=source("روسيا")).model_copy(update={"status": Status.DENIED}), "روسيا"),
    ],
)
def test_the_accused_is_no_source_of_the_charge(deed: Claim, origin: str) -> None:
    told = accused([blame(), deed])[1]
    assert "".join(s.text for s in told.origin) == origin
    assert ("origin" in told.stages) is (told != deed)


def test_who_fired_is_no_victim() -> None:
    text = "قتل شاب برصاص الجيش قرب الحاجز"
    grammar = Grammar.of(Document(doc_id="d", text=text), [Sentence(number=0, span=Span(0, len(text)))])

    def named(name: str) -> Mention:
        return Mention(text=name, span=Span(text.index(name), text.index(name) + len(name)))

    def claim(kind: ClaimType) -> Claim:
        return Claim(type=kind, status=Status.OCCURRED, trigger=named("قتل"), targets=[named("شاب"), named("الجيش")])

    (found,) = doers([claim(ClaimType.ATTACK_ON_CIVILIANS)], grammar.reading)
    assert [m.text for m in found.initiators] == ["الجيش"]
    assert [m.text for m in found.targets] == ["شاب"]
    (talks,) = doers([claim(ClaimType.TALKS)], grammar.reading)
    assert len(talks.targets) == 2


def test_what_aircraft_do_is_no_shelling() -> None:
    def claim(kind: ClaimType, weapon: str) -> Claim:
        return Claim(type=kind, status=Status.OCCURRED, trigger=Mention(text="قصف"), weapons=[Mention(text=weapon)])

    given = [(ClaimType.SHELLING, "الطائرات"), (ClaimType.SHELLING, "مدفعية"), (ClaimType.CLASH, "مروحيات")]
    reading = Reading("قصف", [(0, 3)])
    assert [c.type for c in doers([claim(*g) for g in given], reading)] == [
        ClaimType.AIR_STRIKE, ClaimType.SHELLING, ClaimType.CLASH
    ]  # fmt: skip


def test_who_answers_an_accusation_tells_another_claim() -> None:
    def accused_of(by: str, to: str, sentence: int) -> Draft:
        claim = Claim(
            type=ClaimType.ACCUSE, status=Status.OCCURRED, trigger=Mention(text="اتهم", span=Span(50 * sentence, 50)),
            initiators=[Mention(text=by)], targets=[Mention(text=to)], mention_ids=[sentence],
        )  # fmt: skip
        return Draft(claim, sentence, 0.9, {})

    first, answer = accused_of("موسكو", "كييف", 1), accused_of("كييف", "موسكو", 2)
    assert likelihood(first, answer, {"bias": 9.0}) == 0.0
    assert likelihood(first, accused_of("موسكو", "كييف", 2), {"bias": 9.0}) > 0.0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("كينشاسا رواندا بإعلان الحرب", "كينشاسا"),
        ("باريس الانقلاب", "باريس"),
        ("القوات المشتركة الهجوم", "القوات المشتركة"),
        ("منفذو الهجوم", "منفذو الهجوم"),
        ("لجنة الاتفاق", "لجنة الاتفاق"),
    ],
)
def test_a_name_ends_where_what_it_condemns_begins(text: str, name: str) -> None:
    end = len(text.split(" ب")[0]) if " ب" in text else len(text)
    assert text[: _one_party(text, 0, end)] == name


def test_who_replies_did_not_do_what_he_replies_to() -> None:
    text = "قصفت تركيا مواقع ردا على غارة على بليون. وشنت تركيا غارة أخرى."
    reading = Reading(text, [(0, 41), (42, len(text))])

    def told(trigger: str, at: int, *by: str) -> Claim:
        names = [Mention(text=n, span=Span(text.index(n), text.index(n) + len(n))) for n in by]
        span = Span(text.index(trigger, at), text.index(trigger, at) + len(trigger))
        trigger_ = Mention(text=trigger, span=span)
        return Claim(type=ClaimType.AIR_STRIKE, status=Status.OCCURRED, trigger=trigger_, initiators=names)

    found = doers([told("قصفت", 0, "تركيا"), told("غارة", 0, "تركيا"), told("غارة", 42, "تركيا")], reading)
    assert [[m.text for m in c.initiators] for c in found] == [["تركيا"], [], ["تركيا"]]


@pytest.mark.parametrize(
    ("text", "trigger", "party", "kept"),
    [
        ("أصيب جندي بقذيفة قرب المعبر، وردت المدفعية التركية بقصف مواقع", "أصيب", "المدفعية التركية", False),
        ("سقط صاروخ على القاعدة، وقصفت القوات الأجنبية مصدر النيران", "سقط", "القوات الأجنبية", False),
        ("سقطت قذائف على حلب فيما قصفت قوات النظام حيا شرقيا", "سقطت", "قوات النظام", False),
        ("أصيب جندي بقذيفة قرب المعبر، وردت المدفعية التركية بقصف مواقع", "قصف", "المدفعية التركية", True),
        ("قصفت المدفعية التركية مواقع، وردت الفصائل فقصفتها المدفعية التركية", "قصفت", "المدفعية التركية", True),
        ("سقط صاروخ أطلقته القوات الأجنبية على القاعدة، وأصيب جنديان", "سقط", "القوات الأجنبية", True),
        ("انفجار في السوق، وقال شهود إن طائرات الجيش قصفته", "انفجار", "الجيش", True),
        ("غارة على البلدة، وتبناها الجيش", "غارة", "الجيش", True),
    ],
)  # fmt: skip
def test_who_answers_did_not_strike_first(text: str, trigger: str, party: str, kept: bool) -> None:
    def named(words: str, at: int) -> Mention:
        return Mention(text=words, span=Span(at, at + len(words)))

    by = named(party, text.rindex(party))
    claim = Claim(
        type=ClaimType.SHELLING, status=Status.OCCURRED, trigger=named(trigger, text.index(trigger)), initiators=[by]
    )
    (found,) = doers([claim], Reading(text, [(0, len(text))]))
    assert bool(found.initiators) is kept


@pytest.mark.parametrize(
    ("text", "trigger", "name", "kind", "undergone"),
    [
        ("استُهدفت القوات الأجنبية 9 مرات", "استُهدفت", "القوات الأجنبية", ClaimType.AIR_STRIKE, True),
        ("وذُبح راعيان قرب التل", "ذُبح", "راعيان", ClaimType.ATTACK_ON_CIVILIANS, True),
        ("أُقيل القائد أمس", "أُقيل", "القائد", ClaimType.CHANGE, True),
        ("اعتُقل الصحفي أمس", "اعتُقل", "الصحفي", ClaimType.DETENTION, True),
        ("وصف الوزير القرار بأنه جائر ونددت بتركيا", "نددت", "تركيا", ClaimType.ACCUSE, True),
        ("ورحبت بالحركة", "رحبت", "حركة", ClaimType.SUPPORT, True),
        ("هُرعت القوات إلى التل", "هُرعت", "القوات", ClaimType.DEPLOYMENT, False),  # a passive in form alone
        ("نُقل السكان ورُحّل الأهالي", "رُحّل", "الأهالي", ClaimType.DISPLACEMENT, False),  # who flee are the doers
        ("بدأ هُجوم الجيش أمس", "هُجوم", "الجيش", ClaimType.CLASH, False),  # a noun
        ("بدأت مُداهمة الشرطة للسوق", "مُداهمة", "الشرطة", ClaimType.DETENTION, False),
        ("هُوجم الجيش أمس", "هُوجم", "الجيش", ClaimType.CLASH, True),
        ("يُهاجم المسلحون القرية", "يُهاجم", "المسلحون", ClaimType.CLASH, False),  # may be active
        ("استهدفت القوات الأجنبية القرية", "استهدفت", "القوات الأجنبية", ClaimType.AIR_STRIKE, False),
        ("قُتلوا في قصف الجيش", "قُتلوا", "الجيش", ClaimType.SHELLING, False),  # not right behind
        ("ونددت بلغاريا بالقصف", "نددت", "بلغاريا", ClaimType.ACCUSE, False),  # its own ب
    ],
)
def test_who_underwent_it_did_not_do_it(text: str, trigger: str, name: str, kind: ClaimType, undergone: bool) -> None:
    def named(words: str) -> Mention:
        return Mention(text=words, span=Span(text.index(words), text.index(words) + len(words)))

    claim = Claim(type=kind, status=Status.OCCURRED, trigger=named(trigger), initiators=[named(name)])
    (found,) = doers([claim], Reading(text, [(0, len(text))]))
    assert [m.text for m in found.targets] == ([name] if undergone else [])
    assert bool(found.initiators) is not undergone


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("اتهم الجيش الفصائل بقصف البلدة، فيما اتهمت الفصائل الجيش بقصف المخيم", True),
        ("اتهم الجيش الفصائل بقصف البلدة، واتهمت الفصائل الجيش بقصف المخيم", True),
        ("اتهم الجيش الفصائل بقصف البلدة واتهام قادتها بقصف المخيم", False),
        ("اتهم الجيش الفصائل بقصف البلدة وبقصف المخيم", False),
        ("اتهم الجيش الفصائل بقصف البلدة، وقال إن قصف المخيم جريمة", False),
    ],
)
def test_what_two_sides_accuse_each_other_of_are_two_deeds(text: str, apart: bool) -> None:
    assert parted(Reading(text, [(0, len(text))]), text.index("قصف"), text.rindex("قصف")) is apart


@pytest.mark.parametrize(
    ("text", "trigger", "failed"),
    [
        ("صدت الشرطة محاولة عبور واعتقلت 150 شخصا", "اعتقلت", False),
        ("حاولوا التسلل وأصابوا جنديا", "أصابوا", False),
        ("صدت الشرطة محاولة عبور واعتقلت 150 شخصا", "عبور", True),
        ("حاولت القوات اقتحام وتدمير المبنى", "تدمير", False),
        ("حاولوا خطف وقتل الوزير", "قتل", True),
        ("اتهموا بمحاولة قتل واغتصاب", "اغتصاب", True),
    ],
)
def test_what_was_done_beside_an_attempt_was_done(text: str, trigger: str, failed: bool) -> None:
    grammar = Grammar.of(Document(doc_id="d", text=text), [Sentence(number=0, span=Span(0, len(text)))])
    at = text.index(trigger)
    found = grammar.unfinished(Span(at, at + len(trigger)))
    assert bool(found and found[0] is Status.FAILED) is failed


def test_a_strike_and_its_answer_are_two_deeds() -> None:
    text = "أصيب ثلاثة بقذائف على البلدة، وردت القوات بقصف الحي ثم قصف الجبل."
    reading = Reading(text, [(0, len(text))])
    first, answer, again = text.index("أصيب"), text.index("قصف"), text.rindex("قصف")
    assert parted(reading, first, answer)
    assert not parted(reading, answer, again)

    def draft(at: int, parted_from: frozenset[int]) -> Draft:
        trigger = Mention(text="قصف", span=Span(at, at + 3))
        claim = Claim(type=ClaimType.SHELLING, status=Status.OCCURRED, trigger=trigger, mention_ids=[0])
        return Draft(claim, 0, 0.9, {}, parted=parted_from)

    assert likelihood(draft(first, frozenset([answer])), draft(answer, frozenset()), {"bias": 9.0}) == 0.0
    assert likelihood(draft(answer, frozenset()), draft(again, frozenset()), {"bias": 9.0}) > 0.5
