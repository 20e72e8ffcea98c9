"""The loss: one sum over what the heads should say of each window."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.windows import Window
from riwaya.train.data import IGNORE, Example
from riwaya.train.network import Heads

SMOOTHING = 0.05
CLAIMS = 8.0
"""Claims of an ordinary article: sums over claims are divided by it, so that each counts the same everywhere."""
RETOLD = 0.4
"""How much roles, status and day of a trigger count that tells a claim again: its fills stand in other sentences."""

READ_AT_MOST = 6
"""Triggers of a window that a step reads again: each is, in some epoch or other."""
TEMPTING = 2
"""Words that look like triggers and are none, read again so that the second reading learns to say no."""


def _gelu(x: Tensor) -> Tensor:
    return F.gelu(x, approximate="tanh")


def word_states(states: Tensor, window: Window) -> Tensor:
    """The mean state of each word's pieces [words, width]."""
    total = torch.cat([states.new_zeros(1, states.shape[1]), states.cumsum(0)])
    first, stop = torch.tensor(window.tokens), torch.tensor(window.stops)
    return (total[stop] - total[first]) / (stop - first)[:, None]


def _tempting(trigger: Tensor, types: list[int]) -> Tensor:
    """Some of the words that the first reading takes most for triggers and that are none; `trigger` are its logits."""
    odds = (trigger[:, 1:].detach().logsumexp(-1) - trigger[:, 0].detach()).masked_fill(torch.tensor(types) != 0, -1e9)
    best = odds.topk(min(2 * TEMPTING, len(types))).indices
    best = best[odds[best] > -1e8]
    return best[torch.randperm(len(best))[:TEMPTING]]


def _read_again(
    heads: Heads,
    words: Tensor,
    sentences: Tensor,
    asked: Tensor,
    at: Tensor,
    inside: np.ndarray,  # type: ignore[type-arg]
) -> tuple[Tensor, Tensor]:
    """As `heads.read_again`: every trigger's view of the window, and of its own word."""
    places = at.numpy()
    x = heads.dense("read_in", torch.cat([words, sentences]))[None] + heads.dense("read_asked", asked)[:, None]
    by_word, by_sentence = H.distances(places, inside)
    table = heads.w["read_distance"]
    near = F.embedding(torch.from_numpy(by_word), table) + F.embedding(torch.from_numpy(by_sentence), table)
    beside = torch.from_numpy(H.sentence_distances(places, inside, np.arange(len(sentences))))
    x = x + torch.cat([near, F.embedding(beside, table) + heads.w["read_kind"]], 1)
    again = heads.read(F.layer_norm(x, (H.READ,)))
    return again, again[torch.arange(len(at)), at]


def example_loss(heads: Heads, states: Tensor, example: Example) -> dict[str, Tensor]:
    """The parts of one window's loss; `states` are its tokens' states [tokens, width] in float32."""
    window = example.window
    words = word_states(states, window)
    parts: dict[str, Tensor] = {}
    trigger = heads.dense("trigger", words)
    parts["trigger"] = (
        F.cross_entropy(
            trigger,
            torch.tensor(example.types),
            ignore_index=IGNORE,
            reduction="sum",
            label_smoothing=SMOOTHING / 10,
        )
        / 10
    )
    claims = example.claims
    n, w = len(claims), len(words)
    at = torch.tensor([c.word for c in claims], dtype=torch.long)
    in_sentence = np.asarray(window.sentences, dtype=np.int64)

    # the second reading: of some of the triggers, and of words that look most like triggers and are none
    chosen = torch.randperm(n)[:READ_AT_MOST]
    wrong = _tempting(trigger, example.types)
    reread = torch.cat([at[chosen], wrong])
    if len(reread):
        looks = torch.softmax(trigger[reread, 1:].detach(), -1)  # the truth would be an answer, not a question
        again, own = _read_again(
            heads,
            words,
            states[torch.tensor(window.separators)],
            _gelu(heads.dense("ask", words[reread]) + looks @ heads.w["typed"]),
            reread,
            in_sentence,
        )
        truth = torch.tensor([1 + claims[i].type for i in chosen.tolist()] + [0] * len(wrong))
        verdict = F.cross_entropy(heads.dense("read_type", own), truth, reduction="sum", label_smoothing=SMOOTHING)
        parts["verdict"] = 0.7 * verdict / CLAIMS
    if not claims:
        return parts
    again, own = again[:len(chosen)], own[:len(chosen)]

    share = torch.tensor([1.0 if c.main else RETOLD for c in claims]) / CLAIMS
    kinds = torch.softmax(trigger[at, 1:].detach(), -1)
    known = F.one_hot(torch.tensor([c.type for c in claims]), len(H.TYPES)).float()
    kinds = (kinds + known) / 2  # half of what it will see when it reads, half of the truth
    asked = _gelu(heads.dense("ask", words[at]) + kinds @ heads.w["typed"])
    hidden = _gelu(heads.dense("hidden", words))

    def added(first: Tensor, second: Tensor) -> Tensor:
        """The second reading's part, where a trigger was read again."""
        return first.index_add(0, chosen, second)

    def each(logits: Tensor, labels: list[int], smoothing: float = 0.0) -> Tensor:
        loss = F.cross_entropy(logits, torch.tensor(labels), reduction="none", label_smoothing=smoothing)
        return (loss * share).sum()

    main = torch.tensor([float(c.main) for c in claims])
    lengths = F.cross_entropy(heads.dense("length", asked), torch.tensor([c.length for c in claims]), reduction="none")
    parts["length"] = 0.2 * (lengths * share * main).sum()
    status = added(heads.dense("status", asked), heads.dense("read_status", own))
    parts["status"] = 0.7 * each(status, [c.status for c in claims], SMOOTHING)

    query = heads.dense("query", asked).view(n, len(H.ROLES), H.PAIR)
    key = heads.dense("key", hidden).view(w, len(H.ROLES), H.PAIR)
    role = torch.einsum("nrp,wrp->nrw", query, key) / H.PAIR**0.5
    role = role + heads.dense("prior", hidden).t()[None] + heads.dense("need", asked)[:, :, None]
    by_word, by_sentence = H.distances(at.numpy(), in_sentence)
    table = heads.w["distance"]
    role = role + (table[:, torch.from_numpy(by_word)] + table[:, torch.from_numpy(by_sentence)]).transpose(0, 1)
    seen = heads.dense("read_word", again[:, :w])
    role = added(role, seen[:, :, : len(H.ROLES)].transpose(1, 2))

    target = torch.zeros(n, len(H.ROLES), w)
    counted = torch.ones(n, len(H.ROLES), w)
    counted[:, H.DATE] = 0
    counted[:, H.SOURCE] = 0
    for i, c in enumerate(claims):
        for r in range(len(H.ROLES)):
            if r == H.SOURCE:
                continue
            counted[i, r, c.spared[r]] = 0
            target[i, r, c.roles[r]] = 1
            counted[i, r, c.roles[r]] = 1
            if r in c.unknown:
                counted[i, r] = 0
    roles = (F.binary_cross_entropy_with_logits(role, target, reduction="none") * counted).sum((1, 2))
    parts["roles"] = (roles * share).sum()

    no_source = added(heads.dense("no_source", asked), heads.dense("read_no_source", own))
    first = torch.cat([no_source, role[:, H.SOURCE]], dim=1)
    sourced = []
    for i, c in enumerate(claims):
        if H.SOURCE not in c.unknown:
            right = [1 + k for k in c.roles[H.SOURCE] + c.spared[H.SOURCE]] or [0]
            sourced.append(share[i] * (torch.logsumexp(first[i], 0) - torch.logsumexp(first[i, right], 0)))
    if sourced:
        parts["source"] = torch.stack(sourced).sum()

    no_date = added(heads.dense("no_date", asked), heads.dense("read_no_date", own))
    dated = []
    for i, c in enumerate(claims):
        if c.right_dates:
            logits = torch.cat([no_date[i], role[i, H.DATE, c.dates]])
            dated.append(share[i] * (torch.logsumexp(logits, 0) - torch.logsumexp(logits[c.right_dates], 0)))
    if dated:
        parts["date"] = 0.6 * torch.stack(dated).sum()

    sentences = states[torch.tensor(window.separators)]
    tells = heads.dense("tell_query", asked) @ heads.dense("tell_key", sentences).t() / H.PAIR**0.5
    buckets = H.tell_distances(at.numpy(), in_sentence, len(sentences))
    tells = tells + heads.w["tell_distance"][torch.from_numpy(buckets)]
    tells = added(tells, heads.dense("read_sentence", again[:, w:])[:, :, 0])
    told = torch.zeros(n, len(sentences))
    for i, c in enumerate(claims):
        told[i, c.tells] = 1
    parts["tells"] = (F.binary_cross_entropy_with_logits(tells, told, reduction="none").sum(1) * share).sum() / 3

    if n > 1:
        twin = heads.dense("same", asked)
        buckets = H.same_distances(at.numpy(), in_sentence)
        same = twin @ twin.t() / H.PAIR**0.5 + heads.w["same_distance"][torch.from_numpy(buckets)]
        other = torch.zeros(n, n).index_copy(0, chosen, seen[:, at, len(H.ROLES)])
        read = torch.zeros(n).index_fill(0, chosen, 1.0)
        same = same + (other + other.t()) / (read[:, None] + read[None, :]).clamp(min=1.0)
        one = torch.tensor([[float(bool(a.claims & b.claims)) for b in claims] for a in claims])
        alike = torch.tensor([[float(a.type == b.type and a is not b) for b in claims] for a in claims])
        pairs = F.binary_cross_entropy_with_logits(same, one, reduction="none") * alike
        parts["same"] = pairs.sum() / 2 / CLAIMS

    if example.names:
        word, kind, size = (torch.tensor(x) for x in zip(*example.names, strict=True))
        logits = heads.dense("name_length", words[word]).view(-1, H.NAMES, H.LONGEST_NAME)
        parts["name_length"] = 0.4 * F.cross_entropy(logits[torch.arange(len(word)), kind], size)
    for name, rows in (("source_kind", example.source_kinds), ("level", example.levels)):
        if rows:
            word, kind = (torch.tensor(x) for x in zip(*rows, strict=True))
            parts[name] = 0.25 * F.cross_entropy(heads.dense(name, words[word]), kind)
    if example.tolls:
        word, kind, group = (torch.tensor(x) for x in zip(*example.tolls, strict=True))
        parts["toll_kind"] = 0.4 * F.cross_entropy(heads.dense("toll_kind", words[word]), kind)
        parts["toll_group"] = 0.2 * F.cross_entropy(heads.dense("toll_group", words[word]), group)
    return parts
