"""Annotations keep no word of an article, and come back whole from its text."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from riwaya.train.data import read_articles

ROOT = Path(__file__).resolve().parent.parent
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "annotations.py"))
TEXT = "قصف على البلدة\nقتل ثلاثة مدنيين في قصف، وفق الدفاع المدني."


def coded(folder: Path) -> Path:
    def at(words: str) -> dict[str, Any]:
        start = TEXT.rindex(words)
        return {"text": words, "span": [start, start + len(words)]}

    sentences = [[0, 14], [15, len(TEXT)]]
    claim = {
        "type": "shelling", "status": "occurred", "trigger": at("قصف"), "mention_ids": [1, 0],
        "mentions": [sentences[1], sentences[0]], "origin": [{**at("الدفاع المدني"), "kind": "medical"}],
        "initiators": [], "targets": [], "weapons": [], "places": [],
        "date": {"start": "", "end": "", "precision": "unknown"},
        "tolls": [{**at("ثلاثة مدنيين"), "kind": "killed", "min": 3, "max": 3, "who": "civilian"}],
    }
    path = folder / "coded.jsonl"
    path.write_text(json.dumps({"doc_id": "a", "claims": [claim]}, ensure_ascii=False), encoding="utf-8")
    doc = {"doc_id": "a", "text": TEXT, "corpus": "ours", "sentences": sentences}
    (folder / "coded.docs.jsonl").write_text(json.dumps(doc, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["bare.jsonl", "bare.jsonl.gz"])
def test_strip_leaves_no_words_and_join_brings_them_back(tmp_path: Path, name: str) -> None:
    source = coded(tmp_path)
    bare = tmp_path / name
    assert TOOL["strip"](source, bare) == 1
    assert not any("\u0600" <= c <= "\u06ff" for row in TOOL["rows"](bare) for c in json.dumps(row, ensure_ascii=False))
    corpora = tmp_path / "corpora"
    corpora.mkdir()
    (corpora / "ours.jsonl").write_text(json.dumps({"doc_id": "a", "text": TEXT}), encoding="utf-8")
    back = tmp_path / "back.jsonl"
    assert TOOL["join"]([bare], [tmp_path / "none", corpora], back) == (1, [])
    assert json.loads(back.read_text("utf-8"))["claims"] == json.loads(source.read_text("utf-8"))["claims"]


def test_join_refuses_a_changed_text(tmp_path: Path) -> None:
    bare = tmp_path / "bare.jsonl"
    TOOL["strip"](coded(tmp_path), bare)
    (tmp_path / "corpora").mkdir()
    changed = json.dumps({"doc_id": "a", "text": TEXT + "!"})
    (tmp_path / "corpora" / "ours.jsonl").write_text(changed, encoding="utf-8")
    count, refused = TOOL["join"]([bare], [tmp_path / "corpora"], tmp_path / "back.jsonl")
    assert count == 0
    assert "another text" in refused[0]


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "annotations").glob("*.jsonl*")), ids=lambda p: p.name)
def test_kept_annotations_hold_no_article_text(path: Path) -> None:
    for row in TOOL["rows"](path):
        for claim in row["claims"]:
            assert set(claim["trigger"]) == {"span"}
            for field in ("origin", "initiators", "targets", "places", "tolls", "weapons"):
                assert all("text" not in item and "span" in item for item in claim[field])


def test_invented_reports_say_so_and_join_to_their_codes(tmp_path: Path) -> None:
    for row in TOOL["rows"](ROOT / "data" / "samples" / "reports.jsonl.gz"):
        assert row["invented"] is True
        assert row["text"].endswith("وليس سجلا لما وقع.)")
    kept = ROOT / "data" / "annotations"
    count, refused = TOOL["join"]([kept / "samples_held.jsonl.gz"], [ROOT / "data" / "samples"], tmp_path / "x.jsonl")
    assert count > 100
    assert not refused
    assert len(read_articles(tmp_path / "x.docs.jsonl", tmp_path / "x.jsonl")) == count
