"""Rows and mappings of a club's list of members, as another system exports it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.imports.csv_records import Record
from hearthline.imports.row_reading import RowInvalid
from hearthline.members.imports.mapping import MemberMapping
from hearthline.members.imports.rows import Ground, Newcomer, NewcomerCheck

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
CITIES = frozenset({"sz", "gz"})
HEADER = (
    "id",
    "name",
    "phone",
    "email",
    "customer",
    "born",
    "sex",
    "lang",
    "city",
    "kind",
    "joined",
    "employer",
    "education",
    "tags",
    "points",
    "mail_ok",
    "survey_ok",
)
GOOD = {
    "id": "M-1",
    "name": "王小明",
    "phone": "138 0013 8000",
    "email": "Wang@Example.com",
    "customer": "C-77",
    "born": "1980-02-29",
    "sex": "男",
    "lang": "zh",
    "city": "深圳",
    "kind": "",
    "joined": "2020/05/01",
    "employer": "万科",
    "education": "bachelor",
    "tags": "vip; 早鸟",
    "points": "120",
    "mail_ok": "是",
    "survey_ok": "否",
}
YES_NO = {"是": "yes", "否": "no"}


def a_member_mapping(**changes: Any) -> dict[str, Any]:
    """Give a mapping document; a change to None leaves the rule out."""
    document: dict[str, Any] = {
        "external_id": {"column": "id"},
        "name": {"column": "name"},
        "phone": {"column": "phone"},
        "email": {"column": "email"},
        "customer_id": {"column": "customer"},
        "birth_date": {"column": "born"},
        "sex": {"column": "sex", "values": {"男": "male", "女": "female"}},
        "language": {"column": "lang"},
        "city": {"column": "city", "values": {"深圳": "sz", "广州": "gz"}},
        "kind": {"column": "kind"},
        "joined_on": {"column": "joined", "format": "%Y/%m/%d"},
        "employer": {"column": "employer"},
        "education": {"column": "education"},
        "tags": {"column": "tags"},
        "points": {"column": "points"},
        "consents": {
            "text_version": 1,
            "on": "2020-05-01",
            "given": {
                "terms": {"constant": "yes"},
                "marketing:email": {"column": "mail_ok", "values": YES_NO},
                "survey:email": {"column": "survey_ok", "values": YES_NO},
            },
        },
    }
    return {name: rule for name, rule in (document | changes).items() if rule is not None}


def cells(**changes: str) -> tuple[str, ...]:
    row = GOOD | changes
    return tuple(row[name] for name in HEADER)


def a_file(*rows: Mapping[str, str]) -> bytes:
    """Give a CSV file; each row says where it differs from a good one."""
    lines = [",".join(HEADER), *(",".join(cells(**row)) for row in rows)]
    return ("\r\n".join(lines) + "\r\n").encode()


def members(count: int, first: int = 1) -> list[dict[str, str]]:
    """Give rows of so many different persons."""
    return [
        {
            "id": f"M-{place}",
            "name": f"王{place}",
            "phone": f"+86138{place:08d}",
            "email": f"m{place}@example.com",
            "customer": f"C-{place}",
        }
        for place in range(first, first + count)
    ]


def read(mapping: Mapping[str, Any] | None = None, within: str | None = None, **changes: str) -> Newcomer:
    """Read a row of a file of everybody, or of one city."""
    rules = MemberMapping.from_document(mapping or a_member_mapping())
    ground = Ground(CITIES, within, NOW, ZONE)
    return NewcomerCheck(rules, HEADER, ground).newcomer(Record(2, cells(**changes)))


def reasons(within: str | None = None, /, **changes: str) -> list[str]:
    """Give why a row is not taken, none where it is."""
    try:
        read(None, within, **changes)
    except RowInvalid as invalid:
        return list(invalid.reasons)
    return []
