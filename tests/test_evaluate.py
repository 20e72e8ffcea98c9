"""Our scorer gives the figures of the shared one to the last digit, whatever the predictions look like."""

import copy
import importlib.util
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.codebook import ClaimType, Level, Precision, SourceKind, Status, TollGroup, TollKind
from riwaya.evaluate import NotClaims, day, evaluate, read_claims, same_name

Claims = dict[str, list[dict[str, Any]]]

NAMES = [
    "الجيش السوري",
    "الجيش",
    "وزارة الدفاع",
    "وزارة الدفاع الروسية",
    "مراسلنا",
    "حي الشعار",
    "بالشعار",
    "مُسلّحون",
    "من",
    "",
    "—",
    "bmp",
]
AREAS = ["Aleppo", "Halab", "Al Hudaydah", "Hudaydah Governorate", "Sana'a", "Ṣan‘ā’", "", None]


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", shared / "score" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def assert_same_figures(scorer: ModuleType, gold: Claims, predicted: Claims) -> dict[str, Any]:
    theirs, their_differences = scorer.score(gold, predicted)
    report = evaluate(gold, predicted)
    assert report.as_dict() == theirs
    assert list(report.as_dict()["types"]) == list(theirs["types"])
    assert [tuple(d) for d in report.differences] == their_differences
    return theirs


def perturbed(gold: Claims, seed: int) -> Claims:
    """Predictions as a middling extractor makes them: claims lost, doubled, moved, and every slot touched."""
    rng = random.Random(seed)
    loss, change = rng.choice([0.0, 0.1, 0.4, 0.9]), rng.choice([0.05, 0.3, 0.8])

    def touch(claim: dict[str, Any]) -> dict[str, Any]:
        c = copy.deepcopy(claim)
        flip = lambda: rng.random() < change  # noqa: E731
        if flip():
            c["type"] = rng.choice(list(ClaimType)).value
        if flip():
            c["status"] = rng.choice(list(Status)).value
        if flip():
            shift = rng.randint(-60, 60)
            c["trigger"]["span"] = [at + shift for at in c["trigger"]["span"]]
        for slot in ("initiators", "targets", "weapons", "origin", "places"):
            if flip():
                rng.shuffle(c[slot])
            if flip() and c[slot]:
                c[slot].pop()
            if flip():
                extra = {"text": rng.choice(NAMES), "kind": "agency", "country": rng.choice(["SY", "", "YE"])}
                c[slot].insert(0, extra)
            for item in c[slot]:
                if flip():
                    item["text"] = " ".join(rng.sample(item["text"].split(), len(item["text"].split()) // 2))
                if slot == "places" and flip():
                    item["admin1"] = rng.choice(AREAS)
        if flip():
            other = {"start": "2018-04-07", "precision": rng.choice(list(Precision))}
            c["date"] = rng.choice([None, {}, other])
        for toll in c["tolls"]:
            if flip():
                toll["max"] = rng.choice([None, 3, 99])
            if flip():
                toll["who"] = "civilian"
        for optional in ("tolls", "weapons", "places", "origin", "date"):
            if rng.random() < change / 4:
                del c[optional]
        return c

    found: Claims = {}
    for doc_id, claims in gold.items():
        if rng.random() < loss / 4:
            continue
        kept = [touch(c) for c in claims if rng.random() >= loss]
        kept += [touch(rng.choice(claims)) for _ in range(rng.choice([0, 0, 1, 3])) if claims]
        rng.shuffle(kept)
        found[doc_id] = kept
    found["not in gold"] = [touch(c) for claims in list(gold.values())[:1] for c in claims]
    return found


@pytest.mark.parametrize("name", ["seed", "dev"])
@pytest.mark.parametrize("seed", range(8))
def test_same_figures_on_perturbed_gold(scorer: ModuleType, shared: Path, name: str, seed: int) -> None:
    gold = scorer.read(shared / "gold" / f"{name}.jsonl")
    assert gold == read_claims(shared / "gold" / f"{name}.jsonl")
    figures = assert_same_figures(scorer, gold, perturbed(gold, seed))
    assert figures["slot"]["f1"] < 1


def test_gold_against_itself_is_perfect(scorer: ModuleType, shared: Path) -> None:
    gold = read_claims(shared / "gold" / "dev.jsonl")
    figures = assert_same_figures(scorer, gold, gold)
    assert figures["slot"]["f1"] == figures["rows right"] == 1.0
    assert_same_figures(scorer, gold, {})
    assert_same_figures(scorer, {}, gold)


mentions = st.lists(st.fixed_dictionaries({"text": st.sampled_from(NAMES)}), max_size=3)
spans = st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda s: [s[0], s[0] + s[1]])
claim_records = st.fixed_dictionaries(
    {
        "type": st.sampled_from([c.value for c in ClaimType][:4]),
        "status": st.sampled_from([c.value for c in Status]),
        "trigger": st.fixed_dictionaries({"text": st.sampled_from(NAMES), "span": spans}),
        "mentions": st.lists(spans, max_size=3),
        "origin": st.lists(
            st.fixed_dictionaries(
                {"text": st.sampled_from(NAMES), "kind": st.sampled_from([k.value for k in SourceKind])}
            ),
            max_size=3,
        ),
        "initiators": mentions,
        "targets": mentions,
        "weapons": mentions,
        "places": st.lists(
            st.fixed_dictionaries(
                {
                    "text": st.sampled_from(NAMES),
                    "country": st.sampled_from(["SY", "YE", ""]),
                    "admin1": st.sampled_from(AREAS),
                    "level": st.sampled_from([c.value for c in Level]),
                }
            ),
            max_size=3,
        ),
        "date": st.fixed_dictionaries(
            {
                "start": st.sampled_from(["2018-04-07", "2018-04-07T09:00", "2018-05-07", ""]),
                "precision": st.sampled_from([p.value for p in Precision]),
            }
        ),
        "tolls": st.lists(
            st.fixed_dictionaries(
                {
                    "kind": st.sampled_from([k.value for k in TollKind][:3]),
                    "min": st.sampled_from([None, 1, 20]),
                    "max": st.sampled_from([None, 1, 99]),
                    "who": st.sampled_from([g.value for g in TollGroup]),
                }
            ),
            max_size=3,
        ),
    }
)
files = st.dictionaries(st.sampled_from("abc"), st.lists(claim_records, max_size=5), max_size=3)


@given(gold=files, predicted=files)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_same_figures_on_any_records(scorer: ModuleType, gold: Claims, predicted: Claims) -> None:
    assert_same_figures(scorer, gold, predicted)


def one(**changes: Any) -> dict[str, Any]:
    """A claim of two sentences: its trigger at 10 to 14, its sentences 0 to 30 and 40 to 60."""
    claim = {
        "type": "shelling",
        "status": "occurred",
        "trigger": {"text": "قصف", "span": [10, 14]},
        "mentions": [[0, 30], [40, 60]],
        "origin": [{"text": "المرصد", "kind": "monitor"}],
        "initiators": [],
        "targets": [],
        "weapons": [],
        "places": [{"text": "دوما", "country": "SY", "admin1": "Rif Dimashq"}],
        "date": {"start": "2018-04-07", "end": "2018-04-07", "precision": "day"},
        "tolls": [{"kind": "killed", "min": 3, "max": 3, "who": "civilian"}],
    }
    return claim | changes


@pytest.mark.parametrize(
    ("predicted", "what", "rows"),
    [
        (one(), None, 1.0),
        (one(initiators=[{"text": "الجيش"}]), "differs: initiators", 1.0),
        (one(status="denied"), "differs: status", 0.0),
        (one(origin=[]), "differs: origin", 0.0),
        (one(tolls=[{"kind": "killed_or_wounded", "min": 3, "max": 3}]), "differs: tolls", 0.0),
        (one(trigger={"text": "أصيب", "span": [45, 49]}), None, 1.0),
        (one(trigger={"text": "أصيب", "span": [31, 35]}), "missed", 0.0),
        (one(trigger={"text": "أصيب", "span": [45, 49]}, type="clash"), "missed", 0.0),
    ],
)
def test_each_difference_is_named(predicted: dict[str, Any], what: str | None, rows: float) -> None:
    report = evaluate({"d": [one()]}, {"d": [predicted]})
    assert [d.what for d in report.differences][:1] == ([what] if what else [])
    assert report.rows_right == rows


def test_a_doubled_claim_costs_all_its_slots() -> None:
    report = evaluate({"d": [one()]}, {"d": [one(), one()]})
    assert (report.slot.r, report.slot.p) == (1.0, 0.5)
    assert [d.what for d in report.differences] == ["spurious"]


def test_names_and_days() -> None:
    assert same_name("بالجيش السوري", "الجيشُ")
    assert not same_name("الجيش السوري", "الجيش اليمني الوطني")
    assert day({"start": "2018-04-07", "precision": "month"}) == "2018-04"
    assert day({"start": "", "precision": "day"}) == day(None) == "unknown"


def bad_lines() -> Iterator[tuple[str, str]]:
    yield '{"doc_id": "a"', "line 2"
    yield '{"claims": []}', "no 'doc_id'"
    yield '{"doc_id": "a", "claims": [{"type": "clash"}]}', "no 'status'"
    yield '[1]', "line 2"


@pytest.mark.parametrize(("line", "said"), list(bad_lines()))
def test_a_file_in_another_format_is_refused_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "pred.jsonl"
    path.write_text(json.dumps({"doc_id": "x", "claims": []}) + "\n" + line + "\n")
    with pytest.raises(NotClaims, match=said):
        read_claims(path)
