"""Ways through the running system by what its answers lead to, as each role of staff: in `make attack` alone.

Schemathesis follows the contract's links: what was begun is read, commanded, read again. Under a minute each.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from infra.local.stack import LocalStack
from tests.system.test_schemathesis import tried, what_is_there

__all__ = ["what_is_there"]
WALKS = {
    "agent": "(complaints|desk/complaints)",
    "lead": "(complaints|desk/(complaints|incidents|improvements))",
    "manager": "(imports|desk/(complaints|incidents|improvements|members))",
    "marketing": "(segments|questionnaires|campaigns)",
    "auditor": "(complaints|desk/(complaints|incidents|improvements|members))",
    "admin": "(imports|segments|questionnaires|campaigns|desk/(members|persons))",
}
"""Where a role goes; who is not let through must be refused everywhere by the same word."""


@pytest.mark.parametrize("role", WALKS)
def test_nothing_that_answers_lead_to_breaks_it(
    stack: LocalStack,
    there: dict[str, list[str]],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    role: str,
) -> None:
    asked = tried(stack, role, there, tmp_path, "stateful", f"^/api/{WALKS[role]}(/|$)")

    record_property("tries", asked)
    assert asked > 10
