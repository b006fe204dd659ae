"""One event of each type, as the rules send it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hearthline.insight.digests.store import line


def examples() -> Mapping[str, dict[str, Any]]:
    """Give each type's example."""
    told = line("2026-10", "zhao", ["sz", "gz"], datetime(2026, 11, 2, 0, 0, 30, tzinfo=UTC)).item["event"]
    return {told["type"]: told}
