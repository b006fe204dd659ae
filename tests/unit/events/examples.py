"""One event of each type, as the rules of its domain send it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.unit.complaints import event_examples as of_complaints
from tests.unit.homes import event_examples as of_homes
from tests.unit.insight import event_examples as of_insight
from tests.unit.lifecycle import event_examples as of_lives
from tests.unit.members import event_examples as of_members
from tests.unit.surveys import event_examples as of_surveys


@cache
def examples() -> Mapping[str, dict[str, Any]]:
    """Give each type's example."""
    return {
        **of_complaints.examples(),
        **of_members.examples(),
        **of_homes.examples(),
        **of_lives.examples(),
        **of_surveys.examples(),
        **of_insight.examples(),
    }
