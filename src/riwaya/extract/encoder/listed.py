"""The word lists as a witness beside the network: what the lexicon's triggers say of a word speaks for a claim's worth.

The two err differently: the network reads context, the lists know words that training has seen too seldom.
"""

import math

from riwaya.extract.encoder import heads as H
from riwaya.extract.patterns import Reading
from riwaya.extract.triggers import triggers

Listed = list[tuple[int, int, int, float]]
"""Start (behind the clitics), end (code points), type, log odds that the words name an event."""


def listed(reading: Reading) -> Listed:
    """What the word lists find in a text."""
    out = []
    for t in triggers(reading):
        future = reading.words[t.first][: t.clitic].endswith("س")  # it says when, and stays with the verb
        start, end = reading.name(t.first, t.last, t.clitic - future)
        likely = min(max(t.weight / 100, 0.02), 0.98)
        out.append((start, end, H.TYPES.index(t.type.value), math.log(likely / (1 - likely))))
    return out
