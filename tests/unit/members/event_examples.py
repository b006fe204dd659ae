"""One event of each type, as the rules send it."""

from collections.abc import Mapping
from typing import Any

from tests.unit.members import person_events, point_examples, standing_events


def examples() -> Mapping[str, dict[str, Any]]:
    return {**person_events.examples(), **standing_events.examples(), **point_examples.examples()}
