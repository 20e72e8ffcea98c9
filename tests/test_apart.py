"""What stays two claims, on our own sentences: two authorities with two numbers, two clauses with two subjects."""

import pytest

from riwaya.arabic.sentences import split_sentences
from riwaya.codebook import ClaimType, SourceKind, Status, TollKind
from riwaya.extract.encoder.apart import by_subject, own_clause, two_subjects, two_voices
from riwaya.extract.encoder.merge import Draft, likelihood
from riwaya.extract.patterns import Reading
from riwaya.records import Claim, Mention, Source, Span, Toll


def told(*origin: str, sure: float = 0.9, **counts: int | None) -> Claim:
    """An attack as a chain of sources tells it, with numbers by kind."""
    return Claim(
        type=ClaimType.SHELLING,
        status=Status.OCCURRED,
        trigger=Mention(text="قصف", span=Span(0, 3)),
        mentions=[Span(0, 9)],
        mention_ids=[0],
        origin=[Source(text=text, kind=SourceKind.OFFICIAL, confidence=sure) for text in origin],
        tolls=[Toll(kind=TollKind(kind), min=n, max=n) for kind, n in counts.items()],
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (told("وزارة الصحة", killed=12), told("الدفاع المدني", killed=15)),
        (told("وزارة الصحة", "رويترز", killed=12), told("الدفاع المدني", "رويترز", killed=15)),
        (told("الشرطة", killed=3, wounded=9), told("شهود", killed=3, wounded=20)),
    ],
)
def test_two_authorities_that_count_differently_tell_two_claims(one: Claim, other: Claim) -> None:
    assert two_voices(one, other) and two_voices(other, one)
    drafts = [Draft(c, n, 0.9, {n: 0.9}, {0: 0.99}) for n, c in enumerate((one, other))]
    assert likelihood(*drafts, {"bias": 9.0}) == 0.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (told("وزارة الصحة", killed=12), told("الدفاع المدني", killed=12)),  # one number
        (told("وزارة الصحة", killed=12), told("وزارة الصحة في غزة", killed=15)),  # one authority, later
        (told("وزارة الصحة", killed=12), told("المصدر", killed=15)),  # the same one, pointed back at
        (told("وزارة الصحة", killed=12), told("الدفاع المدني", wounded=15)),  # other victims
        (told("وزارة الصحة", killed=12), told("الدفاع المدني", killed=None)),
        (told("وزارة الصحة", killed=12), told(killed=15)),  # the publisher's own lead
        (told("وزارة الصحة", "رويترز", killed=12), told("رويترز", killed=15)),  # who relays is no second witness
        (told("وزارة الصحة", killed=12), told("الدفاع المدني", sure=0.3, killed=15)),
    ],
)
def test_other_tellings_may_be_one(one: Claim, other: Claim) -> None:
    assert not two_voices(one, other) and not two_voices(other, one)


def draft(text: str, trigger: str, *doers: str, kind: ClaimType = ClaimType.TERRITORY, sure: float = 0.8) -> Claim:
    def found(name: str) -> Mention:
        at = text.index(name)
        return Mention(text=name, span=Span(at, at + len(name)), confidence=sure)

    return Claim(
        type=kind,
        status=Status.OCCURRED,
        trigger=found(trigger),
        mentions=[Span(0, len(text))],
        mention_ids=[0],
        initiators=[found(d) for d in doers],
    )


def split(text: str, first: tuple[str, str], second: tuple[str, str], sure: float = 0.8) -> bool:
    """Whether two triggers of a text, each with its doer, are two clauses'."""
    one, other = (draft(text, *pair, sure=sure) for pair in (first, second))
    return two_subjects(one, other, own_clause(other, Reading(text, split_sentences(text))))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("سيطر الجيش على قرية التل، وسيطرت الفصائل على قرية الوادي.", ("سيطر", "الجيش"), ("سيطرت", "الفصائل")),
        ("سيطر الجيش على التل فيما انتزعت الفصائل بلدة النهر.", ("سيطر", "الجيش"), ("انتزعت", "الفصائل")),
        ("شن الجيش هجوما على التل وشنت الفصائل هجمات على النهر.", ("هجوما", "الجيش"), ("هجمات", "الفصائل")),
        ("قطع محتجون الطريق ساعة قبل أن يفتحه الجيش.", ("قطع", "محتجون"), ("يفتحه", "الجيش")),
        ("توعد الوزير الفصائل بالرد، وهددت الحركة بقصف المدن.", ("توعد", "الوزير"), ("هددت", "الحركة")),
    ],
)
def test_two_clauses_with_two_subjects_are_two_claims(
    text: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert split(text, first, second)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("يتصدى المقاتلون لاقتحامات الجيش في المخيم.", ("يتصدى", "المقاتلون"), ("اقتحامات", "الجيش")),
        ("سيطر الجيش على التل، وقال الوزير إن السيطرة تمت فجرا.", ("سيطر", "الجيش"), ("السيطرة", "الوزير")),
        ("دخلت قوات الجيش التل وسيطرت القوات على الجسر.", ("دخلت", "قوات الجيش"), ("سيطرت", "القوات")),
        ("دخل الجيش التل وسيطر على مواقع الفصائل.", ("دخل", "الجيش"), ("سيطر", "الفصائل")),
        ("أدان الوزير القصف ونددت الحركة بتركيا.", ("أدان", "الوزير"), ("نددت", "تركيا")),
        ("هاجم التنظيم القرية وقتل مقاتلوه خمسة.", ("هاجم", "التنظيم"), ("قتل", "مقاتلوه")),
    ],
)
def test_one_clause_or_one_subject_is_left_to_the_network(
    text: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert not split(text, first, second)


def test_an_unsure_subject_parts_nothing() -> None:
    text = "سيطر الجيش على التل، وسيطرت الفصائل على النهر."
    assert not split(text, ("سيطر", "الجيش"), ("سيطرت", "الفصائل"), sure=0.3)


def test_what_the_network_thinks_one_event_stays_one() -> None:
    text = "سيطر الجيش على التل، وسيطرت الفصائل على النهر."
    one, other = draft(text, "سيطر", "الجيش"), draft(text, "سيطرت", "الفصائل")
    clause = own_clause(other, Reading(text, split_sentences(text)))
    at = other.trigger.span.start if other.trigger.span else 0
    for twin, stays in ((0.05, False), (0.9, True)):
        drafts = Draft(one, 0, 0.9, {0: 0.9}, {at: twin}), Draft(other, 0, 0.9, {0: 0.9}, clause=clause)
        assert (likelihood(*drafts, {"bias": 9.0}) > 0.5) is stays


def test_whose_fighters_do_it_stays_beside_them() -> None:
    text = "هاجم التنظيم القرية وقتل مقاتلوه خمسة."
    claim = draft(text, "قتل", "التنظيم", "مقاتلوه")
    assert by_subject(claim, own_clause(claim, Reading(text, split_sentences(text)))) is claim


def test_who_threatens_stays_beside_whom_he_speaks_for() -> None:
    text = "شن الجيش هجوما على التل وهددت الفصائل بالرد."
    claim = draft(text, "هددت", "الجيش", "الفصائل", kind=ClaimType.THREAT)
    clause = own_clause(claim, Reading(text, split_sentences(text)))
    assert clause >= 0 and by_subject(claim, clause) is claim


def test_a_mark_between_verb_and_event_ends_the_clause() -> None:
    text = "وقالت مصادر إن الجيش انسحب وسيطرت الفصائل، فيما وقع هجوم على التل."
    claim = draft(text, "هجوم", "الفصائل")
    assert own_clause(claim, Reading(text, split_sentences(text))) == -1


def test_the_clause_names_who_does_it() -> None:
    text = "شن الجيش هجوما على التل وشنت الفصائل هجمات على النهر."
    claim = draft(text, "هجمات", "الجيش", "الفصائل")
    clause = own_clause(claim, Reading(text, split_sentences(text)))
    assert [m.text for m in by_subject(claim, clause).initiators] == ["الفصائل"]
    first = draft(text, "هجوما", "الجيش", "الفصائل")
    assert by_subject(first, own_clause(first, Reading(text, split_sentences(text)))) is first
