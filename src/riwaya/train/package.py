"""Trained weights into a model folder that `extract.encoder.model` reads."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from riwaya.extract.encoder.calibrate import Calibration
from riwaya.extract.encoder.extractor import FLOOR
from riwaya.extract.encoder.fills import Thresholds
from riwaya.extract.encoder.model import FORMAT, TOGETHER, Model, file_hash, write_pieces
from riwaya.extract.encoder.windows import Window
from riwaya.train.base import Base, Config
from riwaya.train.export import build_graph, quantized_graph, quantized_rows
from riwaya.train.network import READER
from riwaya.train.smoothing import EVEN

Floats = NDArray[np.float32]
Text = tuple[str, Sequence[tuple[int, int]]]
"""A text and its sentences."""
_READER = "reader."
"""What the names of the second reading's layers begin with, among the heads."""


def write_model(
    folder: Path,
    base: Base,
    encoder: Mapping[str, Floats],
    heads: Mapping[str, Floats],
    version: str,
    training: Mapping[str, Any],
    samples: Sequence[Text],
) -> None:
    """Write a model with default thresholds and no calibration; `set_decoding` fills them in.

    `encoder` has a base's names, `heads` those of `network.Heads.dump`; `training` is kept as it is in the manifest;
    `samples` are texts with their sentences, read once in float: quantization goes by what the layers are given there.
    """
    layers = {k.removeprefix(_READER): v for k, v in heads.items() if k.startswith(_READER)}
    with tempfile.TemporaryDirectory() as temporary:
        exact = Path(temporary)
        build_graph(base.config, dict(encoder), exact / "encoder.onnx")
        build_graph(READER, layers, exact / "reader.onnx")
        _write_rest(exact, base, encoder, heads, version, training)
        read = _Watched(exact)
        for text, sentences in samples:
            read.read(text, sentences, FLOOR)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "encoder.onnx").write_bytes(quantized_graph(base.config, dict(encoder), read.embedded))
    (folder / "reader.onnx").write_bytes(quantized_graph(READER, layers, read.views))
    _write_rest(folder, base, encoder, heads, version, training)


def _write_rest(
    folder: Path,
    base: Base,
    encoder: Mapping[str, Floats],
    heads: Mapping[str, Floats],
    version: str,
    training: Mapping[str, Any],
) -> None:
    """What is beside the graphs, the manifest last: without it the folder is no model."""
    table, scale = quantized_rows(encoder["word"])
    np.savez(
        folder / "words.npz",
        table=table,
        scale=scale,
        positions=encoder["position"].astype(np.float16),
        norm=np.stack([encoder["norm.weight"], encoder["norm.bias"]]).astype(np.float32),
    )
    np.savez(folder / "heads.npz", **{k: v.astype(np.float16) for k, v in heads.items() if not k.startswith(_READER)})  # type: ignore[arg-type]
    write_pieces(folder / "pieces.txt", base.pieces)
    names = ("encoder.onnx", "reader.onnx", "words.npz", "heads.npz", "pieces.txt")
    config = {f: getattr(base.config, f) for f in Config.__slots__}
    manifest = {
        "format": FORMAT,
        "version": version,
        "epsilon": base.config.epsilon,
        "config": config,
        "files": {n: file_hash(folder / n) for n in names},
        "training": dict(training),
        "thresholds": asdict(Thresholds()),
        "calibration": asdict(Calibration()),
    }
    _write_manifest(folder, manifest)


class _Watched(Model):
    """A model that keeps what its layers are given."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.embedded: list[Floats] = []
        self.views: list[Floats] = []

    def states(self, window: Window) -> Floats:
        self.embedded.append(self.embed(window.ids))
        return super().states(window)

    def again(self, views: Floats) -> Floats:
        self.views.append(views[:TOGETHER])
        return super().again(views)


def set_decoding(folder: Path, thresholds: Thresholds, calibration: Calibration) -> None:
    """Put thresholds and calibration into a model folder's manifest."""
    manifest = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    manifest["thresholds"] = asdict(thresholds)
    manifest["calibration"] = asdict(calibration)
    _write_manifest(folder, manifest)


def _write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    (folder / "model.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_float_weights(folder: Path) -> tuple[Base, dict[str, Floats]]:
    """A shipped model's weights back in float, to train further from: the base with its encoder, and the heads.

    Each int8 matrix is multiplied by its scales; what rounding took is not got back, training mends it.
    """
    from riwaya.extract.encoder.model import read_manifest, read_pieces

    manifest = read_manifest(folder)
    config = Config(**manifest["config"])
    weights = _float_layers(folder / "encoder.onnx", config)
    with np.load(folder / "words.npz") as archive:
        weights["word"] = archive["table"].astype(np.float32) * archive["scale"].astype(np.float32)[:, None]
        weights["position"] = archive["positions"].astype(np.float32)
        weights["norm.weight"], weights["norm.bias"] = archive["norm"].astype(np.float32)
    with np.load(folder / "heads.npz") as archive:
        heads = {n: archive[n].astype(np.float32) for n in archive.files}
    heads |= {_READER + n: v for n, v in _float_layers(folder / "reader.onnx", READER).items()}
    return Base(config, weights, read_pieces(folder / "pieces.txt")), heads


def _float_layers(path: Path, config: Config) -> dict[str, Floats]:
    """The layers of a graph that `export` wrote, in float, by their names in training."""
    import onnx
    from onnx import numpy_helper

    values = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer}
    weights: dict[str, Floats] = {}

    def matrix(name: str, source: str) -> Floats:
        w = values[f"{name}.w_quantized"].astype(np.float32) - values[f"{name}.w_zero_point"].astype(np.float32)
        even = values.get(source + EVEN, np.ones(len(w), dtype=np.float32))  # models before version 7 have none
        return np.ascontiguousarray((w * values[f"{name}.w_scale"] * even[:, None]).T, dtype=np.float32)

    for k in range(config.layers):
        given = f"{k - 1}.out" if k else "embedded"
        sources = {"q": given, "k": given, "v": given, "ao": f"{k}.attended", "fi": f"{k}.middle", "fo": f"{k}.gelu"}
        for part, source in sources.items():
            weights[f"{k}.{part}.weight"] = matrix(f"{k}.{part}", source)
            weights[f"{k}.{part}.bias"] = values[f"{k}.{part}.b"]
        for part in ("aln", "oln"):
            weights[f"{k}.{part}.weight"] = values[f"{k}.{part}.w"]
            weights[f"{k}.{part}.bias"] = values[f"{k}.{part}.b"]
    return weights


def data_hashes(paths: Sequence[Path]) -> dict[str, str]:
    """SHA-256 of the files that a model was trained on, by name."""
    return {p.name: file_hash(p) for p in paths}
