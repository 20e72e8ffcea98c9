"""How exact a resolved place is, in the codes of ACLED (geo_precision, 1 to 3) and UCDP (where_prec, 1 to 7)."""

from riwaya.codebook import Level

_EXACT = frozenset({Level.SITE, Level.NEIGHBOURHOOD, Level.VILLAGE, Level.TOWN, Level.CITY})
_UCDP = {Level.DISTRICT: 3, Level.GOVERNORATE: 4, Level.REGION: 5, Level.COUNTRY: 6}


def precision(level: Level | None, near: bool, inferred: bool, at_sea: bool = False) -> tuple[int, int]:
    """(ACLED, UCDP) for a place of `level`.

    `near`: the text gives an offset or a vicinity of the point ('north-west of Hama', 'the countryside of').
    `inferred`: the name itself is unknown and the point is that of what contains it. `at_sea`: sea or airspace.
    """
    if at_sea:
        return 3, 7
    if level is None:
        return 3, 6
    if level in _EXACT:
        if inferred:
            return 2, 2
        return (2, 2) if near else (1, 1)
    if level is Level.DISTRICT:
        return 2, 3
    return 3, _UCDP[level]
