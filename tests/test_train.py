"""Training as users meet it: a tiny network learns, ships as a folder, is refused when damaged, goes on from itself."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("onnx", reason="training needs the extra `train`")

from riwaya.extract.encoder import heads as H  # noqa: E402
from riwaya.extract.encoder.extractor import EncoderExtractor  # noqa: E402
from riwaya.extract.encoder.model import Model, ModelError  # noqa: E402
from riwaya.pipeline import read, resolve  # noqa: E402
from riwaya.records import Document  # noqa: E402
from riwaya.train.base import MASK, Base, Config, save_base  # noqa: E402
from riwaya.train.loop import Settings, Trainer  # noqa: E402
from riwaya.train.package import read_float_weights, write_model  # noqa: E402
from riwaya.train.run import Plan, run  # noqa: E402

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآ"
PLACES = ("حلب", "حمص", "تعز", "سرت", "درنة", "الحديدة", "الرقة", "إدلب", "عدن", "درعا", "بغداد", "الموصل")


def tiny() -> Base:
    """A random encoder of two layers over single letters."""
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
    pieces += [(c, -4.0) for c in LETTERS + "0123456789.،"] + [("▁قصف", -1.0), ("▁هدنة", -1.0), (MASK, 0.0)]
    config = Config(width=24, layers=2, heads=2, inner=48, vocabulary=len(pieces), positions=512, epsilon=1e-12)
    r = np.random.default_rng(1)
    w: dict[str, Any] = {"word": r.normal(0, 0.5, (len(pieces), 24)), "position": r.normal(0, 0.05, (512, 24))}
    w |= {"norm.weight": np.ones(24), "norm.bias": np.zeros(24)}
    for k in range(2):
        for name, (n, m) in {
            "q": (24, 24),
            "k": (24, 24),
            "v": (24, 24),
            "ao": (24, 24),
            "fi": (48, 24),
            "fo": (24, 48),
        }.items():
            w[f"{k}.{name}.weight"], w[f"{k}.{name}.bias"] = r.normal(0, 0.15, (n, m)), np.zeros(n)
        for name in ("aln", "oln"):
            w[f"{k}.{name}.weight"], w[f"{k}.{name}.bias"] = np.ones(24), np.zeros(24)
    return Base(config, {n: v.astype(np.float32) for n, v in w.items()}, pieces)


def coded(folder: Path, count: int = 24) -> Path:
    """Articles of our own: a shelling in one place and a truce in another."""
    docs, rows = [], []
    for i in range(count):
        here, there = PLACES[i % len(PLACES)], PLACES[(i * 5 + 1) % len(PLACES)]
        text = f"أخبار اليوم\nقصف مدفعي على {here} أمس.\nهدنة في {there} غدا."
        spans = [[m, m + len(s)] for s in text.split("\n") for m in [text.index(s)]]

        def at(words: str, sentence: list[int], text: str = text) -> dict[str, Any]:
            start = text.index(words, sentence[0])
            return {"text": words, "span": [start, start + len(words)]}

        def claim(
            kind: str, words: str, place: str, number: int, status: str, spans: list[list[int]] = spans
        ) -> dict[str, Any]:
            s = spans[number]
            where = {**at(place, s), "country": "", "admin1": "", "level": "city"}
            return {
                "type": kind,
                "status": status,
                "trigger": at(words, s),
                "mention_ids": [number],
                "mentions": [s],
                "origin": [],
                "initiators": [],
                "targets": [],
                "places": [where],
                "tolls": [],
                "weapons": [],
                "date": {"start": "2018-05-01", "end": "2018-05-01", "precision": "day"},
            }

        claims = [claim("shelling", "قصف", here, 1, "occurred"), claim("truce", "هدنة", there, 2, "planned")]
        docs.append({"doc_id": f"d{i}", "text": text, "published": "2018-05-02", "sentences": spans})
        rows.append({"doc_id": f"d{i}", "claims": claims})
    for name, lines in (("gold.docs.jsonl", docs), ("gold.jsonl", rows)):
        (folder / name).write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in lines), encoding="utf-8")
    return folder / "gold.jsonl"


def quiet(*_: object) -> None:
    pass


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A model folder trained through `run`, and the gold that it learned from."""
    folder = tmp_path_factory.mktemp("train")
    gold = coded(folder)
    save_base(tiny(), folder / "base")
    settings = Settings(
        epochs=30,
        tokens=100,
        rate=3e-3,
        head_rate=1e-2,
        dropout=0.0,
        hidden_words=0.0,
        hidden_names=0.0,
        negatives=0,
        average=0.8,
    )
    report = run(Plan([gold], folder / "model", base=folder / "base", settings=settings), resolve, quiet)
    assert report.typed_claims.f1 > 0.9, report.as_dict()
    return folder / "model", gold


@pytest.mark.slow
def test_a_trained_model_reads_new_text(trained: tuple[Path, Path]) -> None:
    text = "أخبار اليوم\nقصف مدفعي على البصرة أمس.\nهدنة في مأرب غدا."
    result = read(Document(doc_id="x", text=text, published="2018-06-02"), EncoderExtractor(trained[0], threads=1))
    assert [(c.type.value, c.status.value) for c in result.claims] == [("shelling", "occurred"), ("truce", "planned")]
    for c in result.claims:
        assert c.trigger.span is not None
        assert text[c.trigger.span.start : c.trigger.span.end] == c.trigger.text
        assert c.confidence is not None
        assert c.stages["claim"].startswith("encoder/")


@pytest.mark.slow
def test_the_card_and_the_manifest_name_data_and_versions(trained: tuple[Path, Path]) -> None:
    manifest = json.loads((trained[0] / "model.json").read_text(encoding="utf-8"))
    assert manifest["training"]["data"].keys() == {"gold.jsonl"}
    assert manifest["training"]["settings"]["seed"] == 7
    assert "large language model" in (trained[0] / "card.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_damaged_file_is_refused_by_name(trained: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("heads.npz", "encoder.onnx", "reader.onnx", "pieces.txt"):
        copy = tmp_path / name.split(".")[0]
        copy.mkdir()
        for f in trained[0].iterdir():
            if f.is_file():
                (copy / f.name).write_bytes(f.read_bytes())
        broken = bytearray((copy / name).read_bytes())
        broken[len(broken) // 2] ^= 1
        (copy / name).write_bytes(broken)
        with pytest.raises(ModelError, match=name):
            Model(copy)


@pytest.mark.slow
def test_training_goes_on_from_a_shipped_model(trained: tuple[Path, Path]) -> None:
    base, heads = read_float_weights(trained[0])
    model = Model(trained[0], threads=1)
    ids = list(range(4, 30))
    trainer = Trainer(base, Settings(threads=1), heads)  # type: ignore[arg-type]
    encoder = trainer.encoder.eval()
    views = np.random.default_rng(4).normal(0, 1, (20, 9, H.READ)).astype(np.float32)
    with torch.no_grad():
        again = trainer.heads.eval().read(torch.from_numpy(views)).numpy()
    assert np.corrcoef(again.ravel(), model.again(views).ravel())[0, 1] > 0.98
    with torch.no_grad():
        states = encoder(torch.tensor(ids), [len(ids)]).float().numpy()
    window = type("W", (), {"ids": ids})()
    shipped = model.states(window)
    cosine = (states * shipped).sum(-1) / np.linalg.norm(states, axis=-1) / np.linalg.norm(shipped, axis=-1)
    assert cosine.min() > 0.98
    assert heads.keys() == trainer.heads.dump().keys()


def test_the_heads_say_the_same_in_torch_and_in_numpy() -> None:
    from riwaya.extract.encoder.windows import Window
    from riwaya.train.loss import word_states
    from riwaya.train.network import Heads

    window = Window(ids=list(range(12)), tokens=[1, 3, 4, 8], stops=[3, 4, 7, 9], separators=[7, 10])
    states = np.random.default_rng(2).normal(0, 1, (12, 24)).astype(np.float32)
    there = word_states(torch.from_numpy(states), window)
    here = H.word_states(states, window)
    assert np.allclose(there.numpy(), here, atol=1e-5)
    heads = Heads(24)
    dense = heads.dense("trigger", there).detach().numpy()
    weights = heads.dump()
    assert np.allclose(dense, here @ weights["trigger.weight"].T + weights["trigger.bias"], atol=1e-5)


def test_the_second_reading_is_the_same_in_torch_and_in_numpy() -> None:
    from riwaya.train.loss import _read_again
    from riwaya.train.network import Heads

    random = np.random.default_rng(3)
    words, sentences, asked = (random.normal(0, 1, (n, 24)).astype(np.float32) for n in (7, 2, 3))
    at, inside = np.array([0, 2, 6]), np.array([0, 0, 0, 1, 1, 1, 1])
    heads = Heads(24).eval()
    with torch.no_grad():
        torch_words, torch_sentences, torch_asked = (torch.from_numpy(x) for x in (words, sentences, asked))
        there, own = _read_again(heads, torch_words, torch_sentences, torch_asked, torch.from_numpy(at), inside)

        def layers(x: H.Floats) -> H.Floats:
            return np.asarray(heads.read(torch.from_numpy(x)).numpy(), dtype=np.float32)

        here = H.read_again(heads.dump(), words, sentences, asked, at, inside, layers)
    assert here.shape == (3, 9, H.READ)
    assert np.allclose(there.numpy(), here, atol=0.05)  # bfloat16 between the two
    assert np.allclose(own.numpy(), here[np.arange(3), at], atol=0.05)


def test_a_title_that_tells_a_claim_again_is_taught_as_its_twin(tmp_path: Path) -> None:
    from riwaya.extract.encoder.model import tokenizer_of
    from riwaya.train.data import IGNORE, Article, examples

    text = "قصف على حلب\nقالت شبكة محلية إن قصفا مدفعيا طال حلب أمس.\nوشهدت تعز هدنة."
    spans = [(m, m + len(s)) for s in text.split("\n") for m in [text.index(s)]]

    def claim(kind: str, words: str, sentence: int, told: list[int]) -> dict[str, Any]:
        start = text.index(words, spans[sentence][0])
        empty: dict[str, Any] = {f: [] for f in ("origin", "initiators", "targets", "places", "tolls", "weapons")}
        when = {"start": "", "end": "", "precision": "unknown"}
        trigger = {"text": words, "span": [start, start + len(words)]}
        return {"type": kind, "status": "occurred", "trigger": trigger, "mention_ids": told, "date": when, **empty}

    claims = [claim("shelling", "قصفا مدفعيا", 1, [1, 0]), claim("truce", "هدنة", 2, [2])]
    (example,) = examples(Article("a", text, "2018-05-02", "", spans, claims), tokenizer_of(tiny().pieces))
    told = {text[example.window.starts[c.word] : example.window.ends[c.word]]: c for c in example.claims}
    assert {w: (c.main, set(c.claims)) for w, c in told.items()} == {
        "قصفا": (True, {0}),
        "قصف": (False, {0}),
        "هدنة": (True, {1}),
    }
    assert example.types[told["قصف"].word] == 1 + H.TYPES.index("shelling")
    assert example.types[told["قصفا"].word + 1] == IGNORE  # the trigger's second word: neither right nor wrong


@pytest.mark.slow
def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    from riwaya.extract.encoder.model import tokenizer_of
    from riwaya.train.data import examples, read_articles

    gold = coded(tmp_path, 8)
    base = tiny()
    taught = [
        e for a in read_articles(tmp_path / "gold.docs.jsonl", gold) for e in examples(a, tokenizer_of(base.pieces))
    ]

    def trainer(epochs: int) -> Trainer:
        return Trainer(base, Settings(epochs=epochs, tokens=100, negatives=0, threads=1))

    whole = trainer(2)
    whole.fit(taught, [], quiet)
    halted = trainer(2)
    halted.settings.epochs = 2

    class Stop(Exception):
        pass

    def stop(*_: object) -> None:
        raise Stop

    with pytest.raises(Stop):
        halted.fit(taught, [], stop, checkpoint=tmp_path / "c.pt")
    resumed = trainer(2)
    resumed.fit(taught, [], quiet, checkpoint=tmp_path / "c.pt")
    for a, b in zip(whole.trained, resumed.trained, strict=True):
        assert torch.allclose(a, b, atol=1e-6)


def test_writing_a_model_keeps_every_file_under_its_hash(tmp_path: Path) -> None:
    from riwaya.train.network import Heads

    base = tiny()
    heads = Heads(24).dump()
    training = {"pretraining_steps": 0, "articles": 0, "claims": 0, "held_out": 0, "negatives": 0}
    write_model(tmp_path, base, base.weights, heads, "t", training, [("قصف على حلب", [(0, 11)])])
    assert Model(tmp_path, threads=1).version == "t"


def test_channels_of_many_sizes_are_evened_out_before_quantizing(tmp_path: Path) -> None:
    import onnxruntime as ort

    from riwaya.train.export import build_graph
    from riwaya.train.network import Heads
    from riwaya.train.smoothing import even_out

    base = tiny()
    weights = dict(base.weights)
    weights["0.aln.weight"] = weights["0.aln.weight"].copy()
    weights["0.aln.weight"][3] = 80.0  # one channel a hundred times as large, as trained layers have
    large = Base(base.config, weights, base.pieces)
    texts = [(t, [(0, len(t))]) for t in ("قصف على حلب وحمص", "هدنة في درعا", "لقاء في بيروت وصنعاء")]
    training = {"pretraining_steps": 0, "articles": 0, "claims": 0, "held_out": 0, "negatives": 0}
    heads = Heads(24)
    with torch.no_grad():
        heads.w["trigger/bias"][0] = -3.0  # every word is read again
    for name, samples in (("even", texts), ("plain", [])):
        write_model(tmp_path / name, large, weights, heads.dump(), "t", training, samples)
    model = Model(tmp_path / "even", threads=1)
    embedded = model.embed([4, 7, 9, 5, 8, 12, 30])

    def states(graph: Path) -> np.ndarray:  # type: ignore[type-arg]
        session = ort.InferenceSession(graph.read_bytes(), providers=["CPUExecutionProvider"])
        return np.asarray(session.run(None, {"embedded": embedded})[0])

    build_graph(base.config, weights, tmp_path / "float.onnx")
    exact = states(tmp_path / "float.onnx")
    even_out(tmp_path / "float.onnx", [embedded])
    assert np.allclose(states(tmp_path / "float.onnx"), exact, atol=1e-4)  # the same products in other numbers
    off = {name: float(np.abs(states(tmp_path / name / "encoder.onnx") - exact).mean()) for name in ("even", "plain")}
    assert off["even"] < 0.7 * off["plain"]
    assert (tmp_path / "even/reader.onnx").read_bytes() != (tmp_path / "plain/reader.onnx").read_bytes()
    back, _ = read_float_weights(tmp_path / "even")
    for name in ("0.fi.weight", "1.q.weight", "0.fo.weight"):  # a row eight times as large takes three bits at most
        assert np.allclose(back.weights[name], weights[name], atol=0.05 * float(np.abs(weights[name]).max())), name
