"""What the demonstration adds to the documents that ship: Boston, for `make replay` brings its past."""

import json
from datetime import datetime
from typing import Any

from hearthline.platform.table import Table
from infra.documents import Desk
from infra.local.tools import ROOT

BOSTON = {
    "code": "boston",
    "names": {"zh": "波士顿", "en": "Boston"},
    "zone": "America/New_York",
    "calendar": "boston",
    "team": "boston-care",
}


def save_all(client: Any, table: str, now: datetime) -> None:
    """Save Boston's calendar, and the catalog with Boston in it."""
    desk = Desk(Table(client, table), "demonstration", now)
    desk.save(
        "calendar-boston",
        json.loads((ROOT / "infra" / "examples" / "calendar-boston.json").read_text("utf-8")),
    )
    catalog = desk.latest("catalog")
    assert catalog is not None  # noqa: S101 - one ships with the product
    desk.save("catalog", {**catalog, "cities": [*catalog["cities"], BOSTON]})
