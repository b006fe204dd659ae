"""One event of each type, as the rules send it."""

from collections.abc import Mapping
from typing import Any

from hearthline.lifecycle.events import step_due
from tests.unit.lifecycle.builders import WANG, a_home, a_sale, a_step, day, noon, reckoned


def examples() -> Mapping[str, dict[str, Any]]:
    """Give each type's example: a home that was handed over yesterday."""
    done = reckoned(a_home(a_sale(handed_over_on=day("2025-06-30"))), "2025-07-01", a_step())
    [step] = done.due
    told = step_due(done.plan, step, a_step(), WANG, noon("2025-07-01"))
    return {told.type: told.envelope()}
