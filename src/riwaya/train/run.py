"""One training run from coded articles to a model folder: what `riwaya train` does."""

import gzip
import hashlib
import json
import platform
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from riwaya.evaluate import Report, evaluate
from riwaya.extract.encoder.decode import decode
from riwaya.extract.encoder.extractor import FLOOR
from riwaya.extract.encoder.model import Model, tokenizer_of
from riwaya.records import Document, Sentence, Span
from riwaya.train.base import Base, load_base, prune, read_base, save_base
from riwaya.train.card import card
from riwaya.train.data import Article, examples, negatives, read_articles
from riwaya.train.loop import Settings, Trainer
from riwaya.train.package import data_hashes, read_float_weights, set_decoding, write_model
from riwaya.train.tune import Held, Resolve, calibrate, choose, plain

SAMPLES = 64
"""Articles, at least, that quantization goes by."""
Progress = Callable[[str, int, int, float], None]
"""Called with the name of the phase, steps done, steps in all, and the mean loss."""

# Words of armed conflict: an article of other news that has one is not used as a negative.
_CONFLICT = re.compile(r"قتل|قصف|غارة|غارات|اشتباك|هجوم|انفجار|صاروخ|مسلح|شهيد|عبوة|جيش|قوات|حرب|إرهاب")


@dataclass(slots=True)
class Plan:
    """What a run reads and writes. `gold` are files of claims, their documents beside them as `*.docs.jsonl`."""

    gold: list[Path]
    out: Path
    base: Path | None = None
    start: Path | None = None
    held: list[Path] = field(default_factory=list)
    texts: list[Path] = field(default_factory=list)
    negatives: list[Path] = field(default_factory=list)
    pretrain_steps: int = 0
    version: str = "1"
    settings: Settings = field(default_factory=Settings)


def docs_beside(claims: Path) -> Path:
    """`train.jsonl` → `train.docs.jsonl`. Raises FileNotFoundError with the remedy."""
    path = claims.with_name(claims.name.removesuffix(".jsonl") + ".docs.jsonl")
    if not path.exists():
        raise FileNotFoundError(f"{path}: the documents of {claims.name} are missing; remedy: put them there")
    return path


def read_texts(paths: Iterable[Path]) -> list[tuple[str, str]]:
    """(doc_id, text) of JSON lines, also gzipped."""
    out = []
    for path in paths:
        opener: Any = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    try:
                        row = json.loads(line)
                        out.append((str(row.get("doc_id", f"{path.name}:{number}")), str(row["text"])))
                    except (ValueError, KeyError) as error:
                        raise ValueError(f"{path}:{number}: not a document with a text ({error})") from error
    return out


def hold_out(articles: Sequence[Article], share: int = 10) -> tuple[list[Article], list[Article]]:
    """A tenth of the articles, chosen by the hash of their texts: kept for thresholds and calibration."""
    order = sorted(articles, key=lambda a: hashlib.sha256(a.text.encode()).hexdigest())
    held = order[: max(1, len(articles) // share)]
    kept = {a.doc_id for a in held}
    return [a for a in articles if a.doc_id not in kept], held


def prepare_base(plan: Plan, articles: Sequence[Article], progress: Progress) -> tuple[Base, dict[str, Any] | None]:
    """The encoder to begin from, and heads where it goes on from a finished model."""
    if plan.start:
        return read_float_weights(plan.start)
    if plan.base and (plan.base / "weights.npz").exists():
        return load_base(plan.base), None
    kept = plan.out / "base"
    if (kept / "weights.npz").exists():
        return load_base(kept), None
    texts = [t for _, t in read_texts(plan.texts)]
    base = prune(read_base(plan.base), texts + [a.text for a in articles])
    if plan.pretrain_steps and texts:
        from riwaya.train.pretrain import pretrain

        base = pretrain(
            base,
            texts,
            plan.pretrain_steps,
            plan.settings.seed,
            plan.settings.threads,
            lambda k, n, loss: progress("pre-training", k, n, loss),
        )
    save_base(base, kept)
    return base, None


def held_scores(model: Model, articles: Sequence[Article]) -> list[Held]:
    """Every held-out article with its windows' scores, by the model as it ships."""
    out = []
    for a in articles:
        document = Document(doc_id=a.doc_id, text=a.text, outlet=a.outlet, published=a.published)
        sentences = [Sentence(number=i, span=Span(*s)) for i, s in enumerate(a.sentences)]
        out.append((document, sentences, model.read(a.text, a.sentences, FLOOR), a.claims))
    return out


def run(plan: Plan, resolve: Resolve, progress: Progress) -> Report:
    """Train, package, choose thresholds, calibrate, write the card. Resumes where an earlier run was stopped.

    `resolve` is the pipeline's: thresholds are chosen on what users get. Returns the figures on the held-out
    articles. Raises ValueError or FileNotFoundError naming the file that does not fit.
    """
    plan.out.mkdir(parents=True, exist_ok=True)
    articles = [a for path in plan.gold for a in read_articles(docs_beside(path), path)]
    if plan.held:
        held = [a for path in plan.held for a in read_articles(docs_beside(path), path)]
    else:
        articles, held = hold_out(articles)
    base, heads = prepare_base(plan, articles, progress)
    tokenizer = tokenizer_of(base.pieces)
    taught = [e for a in articles for e in examples(a, tokenizer)]
    quiet = [t for t in read_texts(plan.negatives) if not _CONFLICT.search(t[1])]
    silent = negatives(quiet[:400], tokenizer)
    trainer = Trainer(base, plan.settings, heads)
    trainer.fit(
        taught,
        silent,
        lambda *_: None,
        lambda k, n, loss: progress(f"epoch {trainer.epoch + 1}", k, n, loss),
        plan.out / "checkpoint.pt",
    )
    with trainer.averaged():
        encoder, learned = trainer.encoder.dump(), trainer.heads.dump()
    training = {
        "settings": asdict(plan.settings),
        "articles": len(articles),
        "claims": sum(len(a.claims) for a in articles),
        "held_out": len(held),
        "negatives": len(silent),
        "pretraining_steps": plan.pretrain_steps,
        "from": plan.start.name if plan.start else "",
        "data": data_hashes([*plan.gold, *plan.held]),
        "python": platform.python_version(),
        "packages": {p: installed(p) for p in ("torch", "numpy", "onnxruntime", "tokenizers")},
    }
    samples = [(a.text, a.sentences) for a in articles[:: max(1, len(articles) // SAMPLES)]]
    write_model(plan.out, base, encoder, learned, plan.version, training, samples)
    return finish(plan.out, held, resolve, progress)


def finish(folder: Path, held: Sequence[Article], resolve: Resolve, progress: Progress) -> Report:
    """Choose thresholds and calibration on held-out articles, put them into the model, write its card."""
    model = Model(folder)
    scored = held_scores(model, held)
    cuts = choose(scored, progress=lambda k, n, f1: progress("cuts (slot F1 for loss)", k, n, f1))
    calibration = calibrate(scored, resolve, cuts)
    set_decoding(folder, cuts, calibration)
    predicted = {d.doc_id: resolve(d, decode(d, s, scores, cuts)) for d, s, scores, _ in scored}
    report = evaluate({d.doc_id: g for d, _, _, g in scored}, {k: plain(v) for k, v in predicted.items()})
    manifest = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    (folder / "card.md").write_text(card(manifest, {"held-out articles": report}), encoding="utf-8")
    return report
