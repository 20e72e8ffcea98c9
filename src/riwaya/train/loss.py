"""The loss: one sum over what the heads should say of each window."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from riwaya.extract.encoder import heads as H
from riwaya.train.data import IGNORE, Example
from riwaya.train.network import Heads

SMOOTHING = 0.05


def _gelu(x: Tensor) -> Tensor:
    return F.gelu(x, approximate="tanh")


def example_loss(heads: Heads, states: Tensor, example: Example) -> dict[str, Tensor]:
    """The parts of one window's loss; `states` are its tokens' states [tokens, width] in float32."""
    window = example.window
    words = states[torch.tensor(window.tokens)]
    parts: dict[str, Tensor] = {}
    parts["trigger"] = (
        F.cross_entropy(
            heads.dense("trigger", words),
            torch.tensor(example.types),
            ignore_index=IGNORE,
            reduction="sum",
            label_smoothing=SMOOTHING / 10,
        )
        / 6
    )
    if not example.claims:
        return parts
    at = torch.tensor([c.word for c in example.claims])
    n, w = len(at), len(words)
    triggers = words[at]
    parts["length"] = 0.2 * F.cross_entropy(
        heads.dense("length", triggers), torch.tensor([c.length for c in example.claims])
    )
    parts["status"] = 0.7 * F.cross_entropy(
        heads.dense("status", triggers),
        torch.tensor([c.status for c in example.claims]),
        label_smoothing=SMOOTHING,
    )
    hidden = _gelu(heads.dense("hidden", words))
    query = heads.dense("query", hidden[at]).view(n, len(H.ROLES), H.PAIR)
    key = heads.dense("key", hidden).view(w, len(H.ROLES), H.PAIR)
    role = torch.einsum("nrp,wrp->nrw", query, key) / H.PAIR**0.5 + heads.dense("prior", hidden).t()[None]
    in_sentence = np.asarray(window.sentences, dtype=np.int64)
    by_word, by_sentence = H.distances(at.numpy(), in_sentence)
    table = heads.w["distance"]
    role = role + (table[:, torch.from_numpy(by_word)] + table[:, torch.from_numpy(by_sentence)]).transpose(0, 1)

    target = torch.zeros(n, len(H.ROLES), w)
    counted = torch.ones(n, len(H.ROLES), w)
    counted[:, H.DATE] = 0
    for i, c in enumerate(example.claims):
        for r in range(len(H.ROLES)):
            counted[i, r, c.spared[r]] = 0
            target[i, r, c.roles[r]] = 1
            counted[i, r, c.roles[r]] = 1
            if r in c.unknown:
                counted[i, r] = 0
    parts["roles"] = (F.binary_cross_entropy_with_logits(role, target, reduction="none") * counted).sum() / n / 3

    no_date = heads.dense("no_date", triggers)
    dated = []
    for i, c in enumerate(example.claims):
        if c.right_dates:
            logits = torch.cat([no_date[i], role[i, H.DATE, c.dates]])
            dated.append(torch.logsumexp(logits, 0) - torch.logsumexp(logits[c.right_dates], 0))
    if dated:
        parts["date"] = 0.5 * torch.stack(dated).mean()

    sentences = states[torch.tensor(window.separators)]
    tells = heads.dense("tell_query", triggers) @ heads.dense("tell_key", sentences).t() / H.PAIR**0.5
    buckets = H.tell_distances(at.numpy(), in_sentence, len(sentences))
    tells = tells + heads.w["tell_distance"][torch.from_numpy(buckets)]
    told = torch.zeros(n, len(sentences))
    for i, c in enumerate(example.claims):
        told[i, c.tells] = 1
    parts["tells"] = F.binary_cross_entropy_with_logits(tells, told, reduction="sum") / n / 3

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
