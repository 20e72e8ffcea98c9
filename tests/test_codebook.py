"""Every code has its row, the maps lead to codes that exist, the page in docs is the code's own."""

import json
import re
from enum import StrEnum
from pathlib import Path

import pytest

from riwaya import codebook
from riwaya.codebook import (
    CLAIM_TYPES,
    FAMILIES,
    LEVELS,
    PRECISIONS,
    SOURCE_KINDS,
    STATUSES,
    TOLL_GROUPS,
    TOLL_KINDS,
    ClaimType,
    Code,
    Family,
    Level,
    Precision,
    SourceKind,
    Status,
    TollGroup,
    TollKind,
)
from riwaya.crosswalk import ACLED_EVENTS
from riwaya.export.codebook_page import markdown
from riwaya.records import json_schema

TABLES = [
    (CLAIM_TYPES, ClaimType),
    (STATUSES, Status),
    (SOURCE_KINDS, SourceKind),
    (TOLL_KINDS, TollKind),
    (TOLL_GROUPS, TollGroup),
    (LEVELS, Level),
    (PRECISIONS, Precision),
    (FAMILIES, Family),
]
HERE = Path(__file__).resolve().parent


@pytest.mark.parametrize(("table", "codes"), TABLES, ids=lambda x: getattr(x, "__name__", ""))
def test_each_code_has_exactly_one_row_in_order(table: dict[str, Code], codes: type[StrEnum]) -> None:
    assert list(table) == list(codes)
    for field in ("label_en", "label_ar", "definition"):
        values = [getattr(row, field) for row in table.values()]
        assert len(set(values)) == len(values), f"two rows share a {field}"
    for row in table.values():
        assert re.fullmatch(r"[A-Z][a-z]+(?: [A-Za-z]+)*", row.label_en), row
        assert re.fullmatch(r"[\u0621-\u0652 ]+", row.label_ar), row
        assert 3 < len(row.definition) <= 100 and "\n" not in row.definition


# PLOVER's modes under their events.
_PLOVER_MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack "
    "aerial drone heavy-weapons crowd-control unconventional",
}
PLOVER_EVENTS = {event: modes.split() for event, modes in _PLOVER_MODES.items()}


def test_maps_lead_to_codes_that_exist() -> None:
    for row in CLAIM_TYPES.values():
        assert row.acled, row.code
        for event_type, sub_event_type in row.acled:
            assert sub_event_type in ACLED_EVENTS[event_type]
        for event, mode in row.plover:
            assert not mode or mode in PLOVER_EVENTS[event], (row.code, event, mode)
        assert set(row.ucdp) <= {1, 2, 3}
        assert not row.ucdp or row.family is Family.VIOLENCE


def test_acled_and_plover_vocabularies_are_whole() -> None:
    assert len(ACLED_EVENTS) == 6 and sum(map(len, ACLED_EVENTS.values())) == 25
    assert len(PLOVER_EVENTS) == 16


def test_types_agree_with_the_shared_codebook(shared: Path) -> None:
    """Family, PLOVER's event and ACLED's sub-event are those of the codebook that the gold was coded by."""
    table = re.findall(r"^\| (\w+) \| `(\w+)` \|[^|]+\| ([^|]+) \| ([^|]+) \|$",
                       (shared / "codebook.md").read_text(encoding="utf-8"), re.M)  # fmt: skip
    assert [code for _, code, _, _ in table] == list(CLAIM_TYPES)
    for family, code, acled, plover in table:
        row = CLAIM_TYPES[code]
        assert codebook.family(code) == family
        ours = {pair.sub_event_type for pair in row.acled}
        assert set(re.split(r" / |, (?=[A-Z])", acled)) <= ours, code
        events = [pair.event for pair in row.plover]
        assert (events[0] if events else "-") == plover.split(", ")[0], code
        assert set(plover.split(", ")) - {"-"} <= set(events), code


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(KeyError):
        codebook.family("weather")
    with pytest.raises(AttributeError):
        CLAIM_TYPES["clash"].label_en = "Fight"  # type: ignore[misc]
    with pytest.raises(TypeError):
        CLAIM_TYPES["weather"] = CLAIM_TYPES["clash"]  # type: ignore[index]


def test_page_in_docs_is_up_to_date() -> None:
    page = (HERE.parent / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert page == markdown(), "run: python -m riwaya.export.codebook_page > docs/codebook.md"


def test_json_schema_is_the_published_one() -> None:
    """A change of the output format is made on purpose: update the snapshot with `riwaya schema > ...`."""
    snapshot = json.loads((HERE / "snapshots" / "schema.json").read_text(encoding="utf-8"))
    assert json_schema() == snapshot
