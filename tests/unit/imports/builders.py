"""Rows, mappings and imports in the making: a source that writes its times as Shanghai's clocks show them."""

from collections.abc import Mapping as Document
from datetime import UTC, datetime
from typing import Any

from hearthline.complaints.imports.mapping import Mapping
from hearthline.complaints.imports.rows import RowCheck
from hearthline.imports.csv_records import Record

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HEADER = ("id", "opened", "due", "closed", "title", "text", "kind", "on_time")
GOOD = {
    "id": "A-1",
    "opened": "2026-01-05 09:00",
    "due": "2026-01-08 09:00",
    "closed": "2026-01-07 17:30",
    "title": "Wet wall",
    "text": "The bathroom wall is wet.",
    "kind": "repair",
    "on_time": "yes",
}
CATEGORIES = frozenset({"water_leak", "other"})


def a_mapping_document(**changes: Any) -> dict[str, Any]:
    def time(column: str) -> dict[str, str]:
        return {"column": column, "format": "%Y-%m-%d %H:%M"}

    document: dict[str, Any] = {
        "language": "en",
        "external_id": {"column": "id"},
        "opened": time("opened"),
        "due": time("due"),
        "closed": time("closed"),
        "title": {"column": "title"},
        "text": {"column": "text"},
        "kind": {"column": "kind"},
        "label": {"column": "on_time", "met": "yes", "breached": "no"},
    }
    return {name: rule for name, rule in (document | changes).items() if rule is not None}


def a_mapping(zone: str = "Asia/Shanghai", **changes: Any) -> Mapping:
    return Mapping.from_document(a_mapping_document(**changes), zone)


def cells(**changes: str) -> tuple[str, ...]:
    row = GOOD | changes
    return tuple(row[name] for name in HEADER)


def a_record(**changes: str) -> Record:
    return Record(2, cells(**changes))


def a_check(mapping: Mapping | None = None, now: datetime = NOW) -> RowCheck:
    return RowCheck(mapping or a_mapping(), HEADER, CATEGORIES, now)


def a_file(*rows: Document[str, str], newline: str = "\n") -> bytes:
    lines = [",".join(HEADER), *(",".join(_quoted(cell) for cell in cells(**row)) for row in rows)]
    return (newline.join(lines) + newline).encode()


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ',"\n\r') else cell
