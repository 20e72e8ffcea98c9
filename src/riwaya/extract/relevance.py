"""Whether a report is about conflict at all: so that sport and stock markets yield no claims."""

from riwaya.extract.patterns import Reading

BAR = 10
"""The weights of the different gate patterns of a report have to add up to this much ..."""
DENSITY = 0.03
"""... and to this much for each of its words ..."""
LONGEST = 300
"""... up to so many words: a bulletin of thirty items says the same few words again and again."""


def weight(reading: Reading) -> int:
    """How much a report's words speak of conflict: each pattern of `data/gate.txt` once."""
    seen = {m.pattern.text: int(m.pattern.columns[0]) for m in reading.find("gate")}
    return sum(seen.values())


def is_relevant(reading: Reading) -> bool:
    total = weight(reading)
    return total >= min(BAR, 4 + len(reading.words) // 12) and total >= DENSITY * min(len(reading.words), LONGEST)
