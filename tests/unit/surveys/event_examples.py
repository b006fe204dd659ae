"""One event of each type of surveys, as the rules send it."""

from collections.abc import Mapping
from typing import Any

from tests.unit.surveys import answer_event_examples as of_answers
from tests.unit.surveys import campaign_event_examples as of_campaigns


def examples() -> Mapping[str, dict[str, Any]]:
    """Give each type's example."""
    return {**of_campaigns.examples(), **of_answers.examples()}
