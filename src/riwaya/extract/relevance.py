"""Whether a report is about conflict at all: so that sport and stock markets yield no claims."""

from riwaya.extract.patterns import Reading

BAR = 10
"""The weights of the different gate patterns of a report have to add up to this much ..."""
DENSITY = 0.03
"""... and to this much for each of its words ..."""
LONGEST = 300
"""... up to so many words: a bulletin of thirty items says the same few words again and again."""


def is_relevant(reading: Reading) -> bool:
    """Whether a report's words speak enough of conflict: each pattern of `data/gate.txt` counts once."""
    total = sum({m.pattern.text: int(m.pattern.columns[0]) for m in reading.found["gate"]}.values())
    words = len(reading.words)
    return total >= min(BAR, 3 + words // 12) and total >= DENSITY * min(words, LONGEST)
