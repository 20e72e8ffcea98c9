"""The heads over the encoder's states, in numpy: what training learned in torch is computed here without it.

A word's state is the mean of its pieces' states. Triggers and their types are read off it; what is asked about a
trigger (status, roles, sentences, doubles) is asked by its state together with its type, since a demand's target is
not found where a strike's is. `shapes` names every weight; training's `network` builds the same names, so one archive
serves both.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riwaya.codebook import ClaimType, Level, SourceKind, Status, TollGroup, TollKind
from riwaya.extract.encoder.windows import Window

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

TYPES = tuple(t.value for t in ClaimType)
STATUSES = tuple(s.value for s in Status)
SOURCE_KINDS = tuple(k.value for k in SourceKind)
LEVELS = tuple(v.value for v in Level)
TOLL_KINDS = tuple(k.value for k in TollKind)
TOLL_GROUPS = tuple(g.value for g in TollGroup)
ROLES = ("source", "relay", "initiator", "target", "place", "weapon", "toll", "date")
"""What a word can be to a trigger: `source` is the first witness, `relay` any later link of the chain."""
NAME_OF_ROLE = (0, 0, 1, 1, 2, 3, 4, 5)
"""The kind of name (source, actor, place, weapon, toll, time) that a role is filled with."""
NAMES = 6
SOURCE = ROLES.index("source")
DATE = ROLES.index("date")
LONGEST_NAME = 12
LONGEST_TRIGGER = 6
PAIR = 64
WORD_BUCKETS, SENTENCE_REACH = 24, 6
DISTANCES = WORD_BUCKETS + 2 * SENTENCE_REACH + 1 + 1
TELL_DISTANCES = 2 * SENTENCE_REACH + 3


def shapes(width: int) -> dict[str, tuple[int, ...]]:
    """The shape of every head's weight for an encoder of this width."""
    dense = {
        "trigger": 1 + len(TYPES),
        "name_length": NAMES * LONGEST_NAME,
        "source_kind": len(SOURCE_KINDS),
        "level": len(LEVELS),
        "toll_kind": len(TOLL_KINDS),
        "toll_group": len(TOLL_GROUPS),
        "hidden": width,
        "key": len(ROLES) * PAIR,
        "prior": len(ROLES),
        "tell_key": PAIR,
        "ask": width,
        "length": LONGEST_TRIGGER,
        "status": len(STATUSES),
        "no_date": 2,
        "no_source": 1,
        "query": len(ROLES) * PAIR,
        "need": len(ROLES),
        "tell_query": PAIR,
        "same": PAIR,
    }
    out: dict[str, tuple[int, ...]] = {}
    for name, n in dense.items():
        out[f"{name}.weight"] = (n, width)
        out[f"{name}.bias"] = (n,)
    out["typed"] = (len(TYPES), width)
    out["distance"] = (len(ROLES), DISTANCES)
    out["tell_distance"] = (TELL_DISTANCES,)
    out["same_distance"] = (TELL_DISTANCES,)
    return out


def distances(triggers: Ints, sentences: Ints) -> tuple[Ints, Ints]:
    """Buckets of (trigger, word) pairs: by signed word distance (a log scale) and by sentence distance.

    triggers: word indices [n]; sentences: sentence index of every word [w]. Returns two arrays [n, w].
    """
    d = np.arange(len(sentences))[None, :] - triggers[:, None]
    half = WORD_BUCKETS // 2
    size = np.minimum(half - 1, np.floor(2.0 * np.log2(1.0 + np.abs(d))).astype(np.int64))
    word = np.where(d >= 0, half + size, half - 1 - size)
    s = np.clip(sentences[None, :] - sentences[triggers][:, None], -SENTENCE_REACH, SENTENCE_REACH)
    return word, WORD_BUCKETS + SENTENCE_REACH + s


def tell_distances(triggers: Ints, sentences: Ints, count: int) -> Ints:
    """Buckets of (trigger, sentence) pairs [n, count]: signed sentence distance; the title has two of its own."""
    s = np.arange(count)[None, :] - sentences[triggers][:, None]
    out = np.clip(s, -SENTENCE_REACH, SENTENCE_REACH) + SENTENCE_REACH
    out[:, 0] = np.where(s[:, 0] == 0, 2 * SENTENCE_REACH + 2, 2 * SENTENCE_REACH + 1)
    return np.asarray(out, dtype=np.int64)


def same_distances(triggers: Ints, sentences: Ints) -> Ints:
    """Buckets of (trigger, trigger) pairs [n, n]: sentences between, whether one of the two stands in the title."""
    at = sentences[triggers]
    gap = np.minimum(np.abs(at[None, :] - at[:, None]), SENTENCE_REACH)
    title = (at[None, :] == 0) ^ (at[:, None] == 0)
    return np.asarray(np.where(title, SENTENCE_REACH + 1 + gap, gap), dtype=np.int64)


def softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), dtype=np.float32)


def sigmoid(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))), dtype=np.float32)


@dataclass(slots=True)
class Scores:
    """What the heads say of one window. n triggers were found; w words, s sentences.

    trigger_at [n] word indices; type [n, 1 + types] with 'no trigger' first; length [n, LONGEST_TRIGGER];
    status [n, statuses]; role [n, roles, w], of which the source's sum with 'no source' to one; no_date [n, 2] and
    date [n, w] are logits of one softmax that the decoder takes over the time expressions it finds; tells [n, s];
    same [n, n] that two triggers tell one claim. By word: name_length [w, NAMES, LONGEST_NAME], source_kind, level,
    toll_kind, toll_group [w, ...]. All but no_date and date are probabilities.
    """

    window: Window
    trigger_at: Ints
    type: Floats
    length: Floats
    status: Floats
    role: Floats
    no_date: Floats
    date: Floats
    tells: Floats
    same: Floats
    name_length: Floats
    source_kind: Floats
    level: Floats
    toll_kind: Floats
    toll_group: Floats


def _dense(weights: dict[str, Floats], name: str, x: Floats) -> Floats:
    return np.asarray(x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"], dtype=np.float32)


def gelu(x: Floats) -> Floats:
    """The tanh form, which needs no erf; training uses the same."""
    return np.asarray(0.5 * x * (1.0 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x))), dtype=np.float32)


def word_states(states: Floats, window: Window) -> Floats:
    """The mean state of each word's pieces [words, width]."""
    first, stop = np.asarray(window.tokens, dtype=np.int64), np.asarray(window.stops, dtype=np.int64)
    if not len(first):
        return np.zeros((0, states.shape[1]), dtype=np.float32)
    # sums from each bound to the next; every other one is a word's. A stop is a separator or a word's token: in range.
    total = np.add.reduceat(states, np.stack([first, stop], axis=1).ravel(), axis=0)[::2]
    return np.asarray(total / (stop - first)[:, None], dtype=np.float32)


def score(weights: dict[str, Floats], states: Floats, window: Window, floor: float) -> Scores:
    """All heads over one window's token states [tokens, width]; triggers less likely than `floor` are left out."""
    words = word_states(states, window)
    sentence_states = states[window.separators]
    in_sentence = np.asarray(window.sentences, dtype=np.int64)
    types = softmax(_dense(weights, "trigger", words))
    owned = np.asarray(window.owned, dtype=bool)[in_sentence] if len(in_sentence) else np.zeros(0, dtype=bool)
    at = np.flatnonzero((1.0 - types[:, 0] >= floor) & owned).astype(np.int64)
    n, w = len(at), len(words)
    hidden = gelu(_dense(weights, "hidden", words))
    kinds = types[at, 1:] / np.maximum(types[at, 1:].sum(-1, keepdims=True), 1e-9)
    asked = gelu(_dense(weights, "ask", words[at]) + kinds @ weights["typed"])
    query = _dense(weights, "query", asked).reshape(n, len(ROLES), PAIR)
    key = _dense(weights, "key", hidden).reshape(w, len(ROLES), PAIR)
    role = np.einsum("nrp,wrp->nrw", query, key, optimize=True) / np.float32(PAIR**0.5)
    role += _dense(weights, "prior", hidden).T[None] + _dense(weights, "need", asked)[:, :, None]
    by_word, by_sentence = distances(at, in_sentence)
    role += weights["distance"][:, by_word].transpose(1, 0, 2) + weights["distance"][:, by_sentence].transpose(1, 0, 2)
    tells = _dense(weights, "tell_query", asked) @ _dense(weights, "tell_key", sentence_states).T
    tells = tells / np.float32(PAIR**0.5)
    tells += weights["tell_distance"][tell_distances(at, in_sentence, len(sentence_states))]
    twin = _dense(weights, "same", asked)
    same = twin @ twin.T / np.float32(PAIR**0.5) + weights["same_distance"][same_distances(at, in_sentence)]
    likely = sigmoid(role)
    if w:
        first = np.concatenate([_dense(weights, "no_source", asked), role[:, SOURCE]], axis=1)
        likely[:, SOURCE] = softmax(first)[:, 1:]
    return Scores(
        window=window,
        trigger_at=at,
        type=types[at],
        length=softmax(_dense(weights, "length", asked)),
        status=softmax(_dense(weights, "status", asked)),
        role=likely,
        no_date=_dense(weights, "no_date", asked),
        date=np.ascontiguousarray(role[:, DATE]),
        tells=sigmoid(np.asarray(tells, dtype=np.float32)),
        same=sigmoid(np.asarray(same, dtype=np.float32)),
        name_length=softmax(_dense(weights, "name_length", words).reshape(w, NAMES, LONGEST_NAME)),
        source_kind=softmax(_dense(weights, "source_kind", words)),
        level=softmax(_dense(weights, "level", words)),
        toll_kind=softmax(_dense(weights, "toll_kind", words)),
        toll_group=softmax(_dense(weights, "toll_group", words)),
    )
