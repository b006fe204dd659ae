"""A city's own record: what was promised and what was kept agrees with its label for every row."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from hearthline.complaints.history import breached
from hearthline.complaints.imports.bodies import ImportBody
from hearthline.complaints.imports.mapping import Mapping
from hearthline.complaints.imports.rows import RowCheck
from hearthline.imports.csv_records import read_records
from tests.conftest import ROOT

MAP = ROOT / "infra" / "local" / "maps" / "boston311_housing.json"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_every_row_is_taken_and_agrees_with_the_citys_label(shared_data: Callable[[str], Path]) -> None:
    file = shared_data("boston311_housing_2011.csv").read_bytes()
    body = ImportBody.model_validate(json.loads(MAP.read_text()))
    mapping = Mapping.from_document(body.mapping_document(), "America/New_York")
    catalog = json.loads((ROOT / "functions" / "hearthline" / "defaults" / "catalog-1.json").read_text())
    categories = frozenset(category["code"] for category in catalog["categories"])
    assert mapping.label is not None

    header, *records = read_records(file, mapping.dialect, line=1, last=True).records
    check = RowCheck(mapping, header.cells, categories, NOW)
    disagreeing = []
    ids = set()
    for record in records:
        case, row = check.case(record)
        ids.add(case.external_id)
        if mapping.label.says_breached(row) is not breached(case, NOW):
            disagreeing.append(record.line)

    assert disagreeing == []
    assert len(records) == len(ids) == 2472
