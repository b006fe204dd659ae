"""An event of an answer, as the rules send it."""

from collections.abc import Mapping
from typing import Any

from hearthline.surveys.answer_events import answered
from tests.unit.surveys.builders import NOW, a_campaign, an_invitation


def examples() -> Mapping[str, dict[str, Any]]:
    """Give each type's example."""
    told = answered(a_campaign(), an_invitation().hash, 1, NOW, first=True)
    return {told.type: told.envelope()}
