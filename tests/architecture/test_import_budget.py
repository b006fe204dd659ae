"""What a cold start pays: the modules that each handler loads, counted in a fresh interpreter."""

import json
import subprocess
import sys

import pytest

from tests.architecture.tree import FUNCTIONS, handlers

# A cold start pays for each module. The ceilings leave a tenth above what was counted.
CEILINGS = {
    "complaint_intake": 400,
    "complaint_desk": 400,
    "complaint_import": 300,
    "sla_monitor": 300,
    "event_relay": 300,
    "notification": 300,
}
NOBODY = {"boto3", "aws_lambda_powertools", "aws_xray_sdk", "requests", "moto"}
AT_THE_EDGE = NOBODY | {"jinja2", "phonenumbers"}
WORKER = AT_THE_EDGE | {"pydantic", "hearthline.platform.http", "hearthline.platform.problems"}
FORBIDDEN = {
    "complaint_intake": AT_THE_EDGE,
    "complaint_desk": AT_THE_EDGE,
    "complaint_import": WORKER,
    "sla_monitor": WORKER,
    "event_relay": WORKER,
    "notification": WORKER - {"jinja2"},
}
PROBE = """
import json, sys
before = set(sys.modules)
sys.path.insert(0, sys.argv[1])
__import__(sys.argv[2])
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def loaded_by(handler: str) -> set[str]:
    """Give what importing a handler loads, with no environment variable set: it may not need one yet."""
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", PROBE, str(FUNCTIONS), f"{handler}.handler"],
        env={},
        check=True,
        capture_output=True,
        text=True,
    )
    return set(json.loads(done.stdout))


def test_there_are_handlers_to_hold_to_a_budget() -> None:
    assert handlers()


@pytest.mark.parametrize("handler", handlers())
def test_a_handler_loads_nothing_that_its_cold_start_cannot_afford(handler: str) -> None:
    assert loaded_by(handler) & FORBIDDEN[handler] == set()


@pytest.mark.parametrize("handler", handlers())
def test_a_handler_stays_under_its_ceiling_of_modules(handler: str) -> None:
    assert len(loaded_by(handler)) <= CEILINGS[handler]
