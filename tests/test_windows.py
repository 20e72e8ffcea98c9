"""Windows of the learned extractor: every word where it stands, every sentence owned once, nothing over the limit."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.arabic.sentences import split_sentences
from riwaya.extract.encoder.model import tokenizer_of
from riwaya.extract.encoder.windows import MAX_TOKENS, windows

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآ"
PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
PIECES += [(c, -3.0) for c in LETTERS + '0123456789.,،"():'] + [("▁ال", -1.5), ("قصف", -1.2)]


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return tokenizer_of(PIECES)


def test_a_report_is_one_window_with_its_words(tokenizer: Any) -> None:
    text = "قَصْفٌ على البلدة\nوقال #الجيش_السوري إنه قصف البلدة."
    (window,) = windows(tokenizer, text, split_sentences(text))
    found = [text[a:b] for a, b in zip(window.starts, window.ends, strict=True)]
    assert found == ["قَصْفٌ", "على", "البلدة", "وقال", "الجيش", "السوري", "إنه", "قصف", "البلدة", "."]
    assert window.sentences == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]
    assert [window.ids[s] for s in window.separators] == [2, 2]


def test_a_long_report_repeats_its_title_and_owns_each_sentence_once(tokenizer: Any) -> None:
    text = "عنوان التقرير\n" + "\n".join(f"الجملة رقم {i} عن قصف البلدة في اليوم نفسه" for i in range(120))
    spans = split_sentences(text)
    cut = windows(tokenizer, text, spans)
    assert len(cut) > 1
    assert all(w.sentence_ids[0] == 0 for w in cut)
    assert not any(w.owned[0] for w in cut[1:])
    owned = [n for w in cut for n, o in zip(w.sentence_ids, w.owned, strict=True) if o]
    assert owned == list(range(len(spans)))


def test_one_endless_sentence_is_cut_between_words(tokenizer: Any) -> None:
    text = "قصف البلدة " * 900
    cut = windows(tokenizer, text, [(0, len(text))])
    words = [text[a:b] for w in cut for a, b, s in zip(w.starts, w.ends, w.sentences, strict=True) if w.owned[s]]
    assert words == text.split()
    assert max(len(w.ids) for w in cut) <= MAX_TOKENS


_SHARED = tokenizer_of(PIECES)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=LETTERS + ' \n.،"()0123ًٌَُِّْـ#_\u200f', max_size=1500), st.integers(24, 200))
def test_windows_hold_any_text(text: str, limit: int) -> None:
    spans = split_sentences(text)
    cut = windows(_SHARED, text, spans, limit)
    owned = [n for w in cut for n, o in zip(w.sentence_ids, w.owned, strict=True) if o]
    assert sorted(set(owned)) == list(range(len(spans)))
    for w in cut:
        assert len(w.ids) <= limit
        for a, b, token, s in zip(w.starts, w.ends, w.tokens, w.sentences, strict=True):
            start, end = spans[w.sentence_ids[s]]
            assert start <= a < b <= end
            assert not text[a:b].isspace()
            assert 0 < token < len(w.ids)
        assert all(a < b for a, b in zip(w.tokens, w.stops, strict=True))
