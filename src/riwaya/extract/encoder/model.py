"""The model as it ships: one folder of files, each named with its SHA-256 in `model.json`, run by ONNX Runtime.

model.json       version, sizes, thresholds, calibration, the hash of every other file
encoder.onnx     the layers in int8, from embedded tokens to states
reader.onnx      the layers of the second reading, in int8
words.npz        the word table in int8 with a scale for each row, positions and first norm in half precision
heads.npz        the heads in half precision
pieces.txt       the vocabulary: a piece and its log probability a line
card.md          the model card
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np

from riwaya.extract.encoder.heads import Floats, Scores, score
from riwaya.extract.encoder.windows import Tokenizer, Window, windows

FORMAT = 3
TOGETHER = 4
"""Triggers that are read again in one run: more leave the cache. int8 scales belong to a run, so another number gives
other last digits."""
SHIPPED = Path(__file__).parent.parent / "data" / "model"


class ModelError(Exception):
    """A model that is missing, damaged or of another format; the message says which file and what to do."""


def file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_manifest(folder: Path) -> dict[str, Any]:
    """`model.json` after every file it names was found with the right hash. Raises ModelError."""
    path = folder / "model.json"
    if not path.exists():
        raise ModelError(
            f"{folder}: no model here (model.json is missing); remedy: give a folder that `riwaya train` wrote"
        )
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        files: dict[str, str] = dict(manifest["files"])
        found = int(manifest["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: damaged ({error}); remedy: reinstall riwaya or train again") from error
    if found != FORMAT:
        raise ModelError(f"{path}: format {found}, this riwaya reads format {FORMAT}; remedy: use the matching riwaya")
    for name, expected in files.items():
        file = folder / name
        if not file.exists():
            raise ModelError(f"{file}: missing; remedy: reinstall riwaya or train again")
        if file_hash(file) != expected:
            raise ModelError(
                f"{file}: damaged or changed (its SHA-256 is not that in model.json); remedy: reinstall riwaya"
            )
    return manifest


def read_pieces(path: Path) -> list[tuple[str, float]]:
    rows = [line.rpartition("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    pieces = json.loads(f"[{','.join(row[0] for row in rows)}]")  # at once: a call for each takes four times as long
    return [(piece, float(row[2])) for piece, row in zip(pieces, rows, strict=True)]


def write_pieces(path: Path, pieces: Sequence[tuple[str, float]]) -> None:
    path.write_text("".join(f"{json.dumps(p)}\t{s!r}\n" for p, s in pieces), encoding="utf-8")


def tokenizer_of(pieces: Sequence[tuple[str, float]]) -> Tokenizer:
    """A Unigram tokenizer over the pieces; its normaliser keeps character offsets."""
    from tokenizers import Regex, models, normalizers, pre_tokenizers
    from tokenizers import Tokenizer as Fast

    tokenizer = Fast(models.Unigram(list(pieces), unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    return cast(Tokenizer, tokenizer)


class Model:
    """A loaded model. `threads` are ONNX Runtime's; results do not depend on them."""

    def __init__(self, folder: Path = SHIPPED, threads: int = 0) -> None:
        import onnxruntime as ort

        self.manifest = read_manifest(folder)
        self.version = str(self.manifest["version"])
        self.tokenizer = tokenizer_of(read_pieces(folder / "pieces.txt"))
        with np.load(folder / "words.npz") as archive:
            self._table = archive["table"]
            self._scale = archive["scale"].astype(np.float32)
            self._positions = archive["positions"].astype(np.float32)
            self._norm = archive["norm"].astype(np.float32)
        with np.load(folder / "heads.npz") as archive:
            self.heads: dict[str, Floats] = {name: archive[name].astype(np.float32) for name in archive.files}
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # a waiting thread leaves its core
        self._session, self._reader = (
            ort.InferenceSession((folder / name).read_bytes(), options, providers=["CPUExecutionProvider"])
            for name in ("encoder.onnx", "reader.onnx")
        )

    def embed(self, ids: Sequence[int]) -> Floats:
        """Tokens to the encoder's input [1, tokens, width]."""
        at = np.asarray(ids, dtype=np.int64)
        x = self._table[at].astype(np.float32) * self._scale[at, None] + self._positions[: len(at)]
        x -= x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(self.manifest["epsilon"]))
        return np.asarray((x * self._norm[0] + self._norm[1])[None], dtype=np.float32)

    def states(self, window: Window) -> Floats:
        """Token states [tokens, width] of one window."""
        out = self._session.run(None, {"embedded": self.embed(window.ids)})[0]
        return np.asarray(out[0], dtype=np.float32)

    def again(self, views: Floats) -> Floats:
        """The second reading's layers over [triggers, words + sentences, READ], a few triggers at a time: a window of
        nothing but event words would take gigabytes at once."""
        parts = [views[k : k + TOGETHER] for k in range(0, len(views), TOGETHER)]
        return np.concatenate([np.asarray(self._reader.run(None, {"embedded": p})[0]) for p in parts])

    def read(self, text: str, sentences: Sequence[tuple[int, int]], floor: float) -> list[Scores]:
        """The scores of every window of a text; triggers less likely than `floor` are left out."""
        return [
            score(self.heads, self.states(window), window, floor, self.again)
            for window in windows(self.tokenizer, text, sentences)
        ]


def settings_of(manifest: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The thresholds and the calibration that a manifest holds."""
    return dict(manifest.get("thresholds", {})), dict(manifest.get("calibration", {}))
