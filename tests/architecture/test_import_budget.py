"""What a cold start pays: the modules that each handler loads, counted in a fresh interpreter."""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from tests.architecture.first_requests import FIRST, STORED
from tests.architecture.silent_aws import silent_aws
from tests.architecture.tree import FUNCTIONS, handlers

# Modules after the first request, those of botocore and the standard library among them, a bare interpreter's
# not. A tenth above what was counted on Python 3.11; `import boto3` and a client alone are 356.
CEILINGS = {
    "complaint_intake": 450,
    "complaint_desk": 505,
    "complaint_import": 380,
    "complaint_jobs": 380,
    "complaint_watch": 420,
    "attachment_check": 390,
    "sla_monitor": 380,
    "event_relay": 365,
    "notification": 450,
    "membership": 440,
    "membership_desk": 485,
    "membership_watch": 430,
    "delivery_feedback": 380,
    "survey": 440,
    "survey_desk": 485,
    "site_public": 495,
    "site_desk": 570,
    "survey_results": 425,
    "survey_watch": 430,
    "lifecycle": 430,
    "analytics_export": 460,
    "insight": 400,
    "insight_desk": 485,
}
NOBODY = {"boto3", "aws_lambda_powertools", "aws_xray_sdk", "requests", "moto"}
AT_THE_EDGE = NOBODY | {"jinja2", "phonenumbers"}
WORKER = AT_THE_EDGE | {"pydantic", "hearthline.platform.http"}
FORBIDDEN = {
    "complaint_intake": AT_THE_EDGE,
    "complaint_desk": AT_THE_EDGE,
    "complaint_import": WORKER,
    "complaint_jobs": WORKER,
    "complaint_watch": WORKER,
    "attachment_check": WORKER,
    "sla_monitor": WORKER,
    "event_relay": WORKER,
    "notification": WORKER - {"jinja2"},
    "membership": AT_THE_EDGE,
    "membership_desk": AT_THE_EDGE,
    "membership_watch": WORKER,
    "delivery_feedback": WORKER,
    "survey": AT_THE_EDGE,
    "survey_desk": AT_THE_EDGE,
    "site_public": NOBODY | {"phonenumbers"},
    "site_desk": NOBODY | {"phonenumbers"},
    "survey_results": WORKER,
    "survey_watch": WORKER,
    "lifecycle": WORKER,
    "analytics_export": WORKER,
    "insight": WORKER,
    "insight_desk": AT_THE_EDGE,
}
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "ANALYTICS_BUCKET": "analytics",
    "ATTACHMENTS_BUCKET": "attachments",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "BUS_NAME": "bus",
    "COMPLAINTS_TABLE": "complaints",
    "DELIVERIES_TABLE": "deliveries",
    "MEMBERS_TABLE": "members",
    "SURVEYS_TABLE": "surveys",
    "SESSIONS_TABLE": "sessions",
    "INSIGHT_TABLE": "insight",
    "IMPORTS_BUCKET": "imports",
    "MAIL_ADAPTER": "ses",
    "MAIL_FROM": "desk@hearthline.example",
    "PUBLIC_URL": "https://hearthline.example",
    "SECRET_ID": "secret",
    "SMS_ADAPTER": "none",
}
QUEUES = ("NOTICES", "SWEEP", "IMPORTS", "JOBS", "SENDS", "ANALYTICS")
PROBE = """
import json, sys

before = set(sys.modules)


class Context:
    aws_request_id = "first"
    function_name = "probe"

    def get_remaining_time_in_millis(self):
        return 60_000


sys.path.insert(0, sys.argv[1])
handler = __import__(sys.argv[2] + ".handler").handler
imported = sorted(set(sys.modules) - before)
answer = handler.handle(json.loads(sys.argv[3]), Context()) if len(sys.argv) > 3 else None
asked = sorted(set(sys.modules) - before)
print()
print(json.dumps({"imported": imported, "asked": asked, "answer": answer}))
"""


def probe(environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-I", "-c", PROBE, str(FUNCTIONS), *arguments],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def first_request() -> Iterator[Any]:
    """Give what a handler has loaded, and answered, after its first request; each is asked once."""
    with silent_aws(STORED) as address:
        queue = f"{address}/000000000000/queue"
        queues = {f"{name}_QUEUE_URL": queue for name in QUEUES}
        environment = {**ENVIRONMENT, **queues, "AWS_ENDPOINT_URL": address}
        yield cache(lambda handler: probe(environment, handler, json.dumps(FIRST[handler])))


def serving() -> list[str]:
    """Give the handlers that do something: of those behind the gateway the ones that have a route."""
    return [name for name in handlers() if getattr(import_module(f"{name}.handler"), "ROUTES", True)]


def test_there_are_handlers_to_hold_to_a_budget() -> None:
    assert handlers()


@pytest.mark.parametrize("handler", handlers())
def test_a_handler_is_imported_without_environment_and_without_a_client(handler: str) -> None:
    loaded = set(probe({}, handler)["imported"])

    assert loaded & {*FORBIDDEN[handler], "botocore.client"} == set()


@pytest.mark.parametrize("handler", serving())
def test_a_first_request_loads_nothing_that_a_cold_start_cannot_afford(
    handler: str, first_request: Any
) -> None:
    assert set(first_request(handler)["asked"]) & FORBIDDEN[handler] == set()


@pytest.mark.parametrize("handler", serving())
def test_a_first_request_stays_under_the_ceiling_of_modules(handler: str, first_request: Any) -> None:
    assert len(first_request(handler)["asked"]) <= CEILINGS[handler]


@pytest.mark.parametrize("handler", serving())
def test_the_first_request_of_the_budget_is_one_that_succeeds(handler: str, first_request: Any) -> None:
    answer = first_request(handler)["answer"] or {}

    assert answer.get("statusCode", 200) < 300, answer
    assert not answer.get("batchItemFailures")
