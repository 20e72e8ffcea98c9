"""Search in a casebook, on both databases: words however they are written, names in both languages, every filter."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook_samples import document, reading
from riwaya.casebook import index
from riwaya.casebook.decisions import edit, reject
from riwaya.casebook.engine import CasebookError
from riwaya.casebook.imports import Import
from riwaya.casebook.incidents import Proposal, propose
from riwaya.casebook.search import Filter, count, search, search_documents, terms, tsquery
from riwaya.casebook.shadow import shadow
from riwaya.casebook.store import Casebook, create
from riwaya.records import Document, DocumentClaims


@pytest.fixture
def case(location: str) -> Iterator[Casebook]:
    with create(location, "tester") as made:
        with Import(made, "tester", [], "first/1", "0.1.0") as run:
            for number in range(6):
                run.add(document(number), reading(document(number)))
        propose(made, "m", Proposal(members={"doc-1#0": "i-1"}))
        yield made


STRIKES = [f"doc-{n}#0" for n in range(6)]
TALKS = [f"doc-{n}#1" for n in range(6)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(words="قتل"), STRIKES),  # the text says وقُتِلَ
        (Filter(words="وَقُتِلَ"), STRIKES),
        (Filter(words="غاره"), STRIKES),
        (Filter(words="غارة محادثات"), []),
        (Filter(words="محادثات"), TALKS),
        (Filter(words='"غارة جوية"'), STRIKES),
        (Filter(words='"جوية غارة"'), []),
        (Filter(words="محاد*"), TALKS),
        (Filter(words="محاد"), []),
        (Filter(words="قتل -مرج"), ["doc-0#0", "doc-2#0", "doc-3#0", "doc-5#0"]),
        (Filter(words="Air strikes hawiza"), ["doc-0#0", "doc-3#0"]),
        (Filter(words="٤"), ["doc-2#0", "doc-4#0"]),  # 4 killed in the one, number 4 in the other's title
        (Filter(place="مرج"), ["doc-1#0", "doc-4#0"]),
        (Filter(place="tall marj"), ["doc-1#0", "doc-4#0"]),
        (Filter(place="t:Tall Marj"), ["doc-1#0", "doc-4#0"]),
        (Filter(place="مر"), []),  # whole words only
        (Filter(place="%"), []),
        (Filter(actor="الهيئة"), TALKS),
        (Filter(source="دفاع"), STRIKES),
        (Filter(actor="الدفاع المدني"), []),  # a source did nothing
        (Filter(country="ye"), STRIKES),
        (Filter(day_from="2031-03-02", day_to="2031-03-03"), ["doc-1#0", "doc-2#0"]),
        (Filter(day_from="2031-03-06"), ["doc-5#0"]),
        (Filter(day_to="2031-03-01"), ["doc-0#0"]),
        (Filter(types=["talks"]), TALKS),
        (Filter(families=["violence"]), STRIKES),
        (Filter(statuses=["planned"]), TALKS),
        (Filter(outlets=["al manara"], types=["talks"]), ["doc-0#1", "doc-3#1"]),
        (Filter(incident="i-1"), ["doc-1#0"]),
        (Filter(min_confidence=0.6), TALKS),
        (Filter(words="قتل", place="مرج", day_to="2031-03-02"), ["doc-1#0"]),
    ],
    ids=str,
)
def test_finds(case: Casebook, wanted: Filter, found: list[str]) -> None:
    assert sorted(hit.claim.id for hit in search(case, wanted)) == found
    assert count(case, wanted) == len(found)


def test_the_latest_come_first_in_pages(case: Casebook) -> None:
    wanted = Filter(words="غارة")
    assert [hit.claim.id for hit in search(case, wanted, limit=2)] == ["doc-5#0", "doc-4#0"]
    assert [hit.claim.id for hit in search(case, wanted, limit=2, offset=4)] == ["doc-1#0", "doc-0#0"]


def test_a_hit_shows_the_words_as_they_stand(case: Casebook) -> None:
    hit = search(case, Filter(words="قتل", incident="i-1"))[0]
    assert [hit.sentence[mark.start : mark.end] for mark in hit.marks] == ["وقُتِلَ"]
    assert hit.claim.incident == "i-1"


def test_what_a_person_changed_is_found_as_it_now_is(case: Casebook) -> None:
    claim = next(c for c in case.claims_of("doc-0") if c.id == "doc-0#0")
    edit(case, "tester", claim.model_copy(update={"mentions": [], "places": []}))
    reject(case, "tester", "doc-3#0")
    assert search(case, Filter(words="Hawiza")) == []
    assert search(case, Filter(place="Hawiza")) == []


def test_documents_are_found_by_any_of_their_words(case: Casebook) -> None:
    found = search_documents(case, "محادثات مرج")
    assert [(hit.doc_id, hit.claims) for hit in found] == [("doc-4", 2), ("doc-1", 2)]
    assert found[0].title == "غارة على تل مرج رقم 4"


def test_a_long_document_is_found_by_its_first_and_its_last_word(case: Casebook) -> None:
    words = " ".join(f"كلمة{i}" for i in range(3 * index.PASSAGE_WORDS))
    long = Document(doc_id="long", text=f"بداية {words} نهاية")
    with Import(case, "tester") as run:
        run.add(long, DocumentClaims(doc_id="long"))
    for word in ("بداية", "نهاية"):
        assert [hit.doc_id for hit in search_documents(case, word)] == ["long"]


@pytest.mark.parametrize("words", ["-قتل", "«»", "- *"])
def test_nothing_to_look_for_is_said(case: Casebook, words: str) -> None:
    with pytest.raises(CasebookError):
        search(case, Filter(words=words))


@pytest.mark.parametrize(
    "words", ["'", "a'b", "قتل' OR 1=1", '"', "AND", "NEAR(a b)", "a:b", "\\", "a\\'b", "*", "(", "!|&"]
)
def test_signs_of_the_databases_languages_mean_nothing(case: Casebook, words: str) -> None:
    search_documents(case, f"غارة {words}")


def test_what_was_typed_is_read_into_terms() -> None:
    typed = terms('قتل "في غارة" -دمر محاد*')
    assert [(t.words.stems, t.prefix, t.shut_out) for t in typed] == [
        (["قتل"], False, False),
        (["في", "غاره"], False, False),
        (["دمر"], False, True),
        (["محاد"], True, False),
    ]


@given(st.text())
def test_any_text_has_a_shadow_that_can_be_written(text: str) -> None:
    folded, stems = shadow(text)
    assert len(folded) == len(stems)
    assert all(not set(word) & set(" \t\n\"'") for word in folded + stems)
    assert tsquery(terms(text)).count("(") == tsquery(terms(text)).count(")")
