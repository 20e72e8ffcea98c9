"""The heads over the encoder's states, in numpy: what training learned in torch is computed here without it.

A word's state is the mean of its pieces' states. Triggers and their types are read off it; what is asked about a
trigger (status, roles, sentences, doubles) is asked by its state together with its type, since a demand's target is
not found where a strike's is. Then the window is read again for each trigger, by two narrow layers that see every
word's state, its distance and the trigger asked about: one pass must hold a dozen events at once, the second holds one.
`shapes` names every weight but those two layers', which are a graph of their own (`model`); training's `network` builds
the same names, so one archive serves both.
"""

from collections.abc import Callable
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
READ, READ_LAYERS, READ_HEADS, READ_INNER = 256, 2, 4, 512
"""Width, layers, heads and inner width of the second reading."""
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
    for name, n in (("read_in", READ), ("read_asked", READ)):
        out[f"{name}.weight"], out[f"{name}.bias"] = (n, width), (n,)
    again = {
        "read_word": len(ROLES) + 1,  # the roles, and whether a trigger here tells the same claim
        "read_sentence": 1,
        "read_type": 1 + len(TYPES),
        "read_status": len(STATUSES),
        "read_no_date": 2,
        "read_no_source": 1,
    }
    for name, n in again.items():
        out[f"{name}.weight"], out[f"{name}.bias"] = (n, READ), (n,)
    out["read_distance"] = (DISTANCES, READ)
    out["read_kind"] = (1, READ)
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
    return word, sentence_distances(triggers, sentences, sentences)


def sentence_distances(triggers: Ints, sentences: Ints, others: Ints) -> Ints:
    """Buckets of signed sentence distance [n, m] from triggers to what stands in the sentences `others` [m]."""
    s = np.clip(others[None, :] - sentences[triggers][:, None], -SENTENCE_REACH, SENTENCE_REACH)
    return np.asarray(WORD_BUCKETS + SENTENCE_REACH + s, dtype=np.int64)


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

    trigger_at [n] word indices; type [n, 1 + types] with 'no trigger' first, by the first reading, and verdict, the
    same by the second; length [n, LONGEST_TRIGGER];
    status [n, statuses]; role [n, roles, w], of which the source's sum with 'no source' to one; no_date [n, 2] and
    date [n, w] are logits of one softmax that the decoder takes over the time expressions it finds; tells [n, s];
    same [n, n] that two triggers tell one claim. By word: name_length [w, NAMES, LONGEST_NAME], source_kind, level,
    toll_kind, toll_group [w, ...]. All but no_date and date are probabilities.
    """

    window: Window
    trigger_at: Ints
    type: Floats
    verdict: Floats
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


Reader = Callable[[Floats], Floats]
"""The layers of the second reading: [triggers, words + sentences, READ] to the same shape."""


def read_again(
    weights: dict[str, Floats], words: Floats, sentences: Floats, asked: Floats, at: Ints, inside: Ints, read: Reader
) -> Floats:
    """Every trigger's view of the window [n, w + s, READ]: its words [w, width], then its sentences [s, width].

    `asked` [n, width] is what the triggers ask, `at` [n] their words, `inside` [w] the sentence of every word.
    """
    n, w = len(at), len(words)
    x = _dense(weights, "read_in", np.concatenate([words, sentences]))[None]
    x = x + _dense(weights, "read_asked", asked)[:, None]
    by_word, by_sentence = distances(at, inside)
    table = weights["read_distance"]
    x[:, :w] += table[by_word] + table[by_sentence]
    x[:, w:] += table[sentence_distances(at, inside, np.arange(len(sentences)))] + weights["read_kind"]
    x -= x.mean(-1, keepdims=True)
    x /= np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(1e-5))
    return read(x) if n else x


def score(weights: dict[str, Floats], states: Floats, window: Window, floor: float, read: Reader) -> Scores:
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
    again = read_again(weights, words, sentence_states, asked, at, in_sentence, read)
    own = again[np.arange(n), at]
    seen = _dense(weights, "read_word", again[:, :w])
    query = _dense(weights, "query", asked).reshape(n, len(ROLES), PAIR)
    key = _dense(weights, "key", hidden).reshape(w, len(ROLES), PAIR)
    role = np.einsum("nrp,wrp->nrw", query, key, optimize=True) / np.float32(PAIR**0.5)
    role += _dense(weights, "prior", hidden).T[None] + _dense(weights, "need", asked)[:, :, None]
    by_word, by_sentence = distances(at, in_sentence)
    role += weights["distance"][:, by_word].transpose(1, 0, 2) + weights["distance"][:, by_sentence].transpose(1, 0, 2)
    role += seen[:, :, : len(ROLES)].transpose(0, 2, 1)
    tells = _dense(weights, "tell_query", asked) @ _dense(weights, "tell_key", sentence_states).T
    tells = tells / np.float32(PAIR**0.5) + _dense(weights, "read_sentence", again[:, w:])[:, :, 0]
    tells += weights["tell_distance"][tell_distances(at, in_sentence, len(sentence_states))]
    twin = _dense(weights, "same", asked)
    same = twin @ twin.T / np.float32(PAIR**0.5) + weights["same_distance"][same_distances(at, in_sentence)]
    other = seen[:, at, len(ROLES)]
    same = same + (other + other.T) / 2
    likely = sigmoid(role)
    no_source = _dense(weights, "no_source", asked) + _dense(weights, "read_no_source", own)
    if w:
        likely[:, SOURCE] = softmax(np.concatenate([no_source, role[:, SOURCE]], axis=1))[:, 1:]
    return Scores(
        window=window,
        trigger_at=at,
        type=types[at],
        verdict=softmax(_dense(weights, "read_type", own)),
        length=softmax(_dense(weights, "length", asked)),
        status=softmax(_dense(weights, "status", asked) + _dense(weights, "read_status", own)),
        role=likely,
        no_date=_dense(weights, "no_date", asked) + _dense(weights, "read_no_date", own),
        date=np.ascontiguousarray(role[:, DATE]),
        tells=sigmoid(np.asarray(tells, dtype=np.float32)),
        same=sigmoid(np.asarray(same, dtype=np.float32)),
        name_length=softmax(_dense(weights, "name_length", words).reshape(w, NAMES, LONGEST_NAME)),
        source_kind=softmax(_dense(weights, "source_kind", words)),
        level=softmax(_dense(weights, "level", words)),
        toll_kind=softmax(_dense(weights, "toll_kind", words)),
        toll_group=softmax(_dense(weights, "toll_group", words)),
    )
