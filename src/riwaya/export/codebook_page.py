"""The codebook as a Markdown page: `python -m riwaya.export.codebook_page > docs/codebook.md`."""

from collections.abc import Iterable, Mapping, Sequence

from riwaya import codebook
from riwaya.codebook import Code

_HEAD = """\
# Codebook

*Generated from `riwaya.codebook` by `python -m riwaya.export.codebook_page`; change the code, not this page.*

A **claim** is one event, as one source tells it, in one document. The title, the lead and a later paragraph
that tell one event on one authority are one claim; two authorities for one event are two. A denial, a plan
or a threat is a claim too: its status says that it is no fact. Saying alone is never an event.
"""

_MAPS = """\
## Nearest codes elsewhere

The first entry is the nearest; which of several fits depends on status, actors and means. UCDP's
`type_of_violence` (1 state-based, 2 non-state, 3 one-sided) depends on the actors: the values that a type can
have are listed.
"""

_TABLES: tuple[tuple[str, str, Mapping[str, Code]], ...] = (
    ("Families of types", "", codebook.FAMILIES),
    ("Statuses", "`status` says whether the event is a fact in the eyes of its source.", codebook.STATUSES),
    (
        "Kinds of sources",
        "`origin` is the chain of sources before the publisher, first witness first; empty: the publisher.",
        codebook.SOURCE_KINDS,
    ),
    (
        "Kinds of tolls",
        "Each toll has a `min` and a `max`; a bound that the text leaves open is null.",
        codebook.TOLL_KINDS,
    ),
    ("Groups of people in tolls", "", codebook.TOLL_GROUPS),
    ("Levels of places", "", codebook.LEVELS),
    ("Precision of dates", "", codebook.PRECISIONS),
)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def _rows(codes: Iterable[Code]) -> Iterable[list[str]]:
    return ([f"`{c.code}`", c.label_en, c.label_ar, c.definition] for c in codes)


def markdown() -> str:
    """The whole page, ending in a newline."""
    head = ["code", "English", "Arabic", "what it covers"]
    types = codebook.CLAIM_TYPES.values()
    parts = [_HEAD, "## Types of claims\n"]
    for group in codebook.FAMILIES.values():
        parts += [
            f"### {group.label_en} ({group.label_ar})\n",
            _table(head, _rows(t for t in types if t.family == group.code)),
        ]
    parts += [
        _MAPS,
        _table(
            ["code", "ACLED", "PLOVER", "UCDP"],
            (
                [
                    f"`{t.code}`",
                    "; ".join(f"{a.event_type} / {a.sub_event_type}" for a in t.acled),
                    ", ".join(f"{p.event} {p.mode}".strip() for p in t.plover) or "-",
                    ", ".join(map(str, t.ucdp)) or "-",
                ]
                for t in types
            ),
        ),
    ]
    for title, remark, table in _TABLES:
        parts += [f"## {title}\n", *([remark + "\n"] if remark else []), _table(head, _rows(table.values()))]
    return "\n".join(parts)


if __name__ == "__main__":
    print(markdown(), end="")
