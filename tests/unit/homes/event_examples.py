"""One event of each type, as the rules send it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hearthline.homes.folding import fold
from hearthline.homes.news import news
from hearthline.homes.store import event_of
from tests.unit.homes.builders import cancelled, handed_over, signed, transferred

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOME = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
WANG, LI, ZHAO = "0123456789ABCDEF", "FEDCBA9876543210", "0000111122223333"


def examples() -> Mapping[str, dict[str, Any]]:
    """Give each type's example: the story of one contract, told as its events come in."""
    story = [signed(owners=(WANG, LI)), handed_over(), transferred(owners=(ZHAO,)), cancelled()]
    told: dict[str, dict[str, Any]] = {}
    before = None
    for place in range(len(story)):
        after = fold(HOME, story[: place + 1])
        for index, one in enumerate(news(before, after)):
            told.setdefault(one.type, event_of(after, index, one, AT).envelope())
        before = after
    return told
