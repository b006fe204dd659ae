"""Who has more to do than time asks a queue to go on, which the running system's tests never need."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from hearthline import root, root_analytics, root_work
from tests.engines.engine import KEY, REGION, session
from tests.rights import acting
from tests.rights.roles import Right, without

GOING_ON: list[tuple[str, str, Callable[[], None]]] = [
    ("ComplaintImport", "Imports", lambda: root_work.continue_import({"import": "I1"})),
    ("ComplaintJobs", "Jobs", lambda: root_work.continue_job("J1")),
    ("SlaMonitor", "Sweep", lambda: root_work.continue_sweep({"rest": {}})),
    ("AnalyticsExport", "Analytics", lambda: root_analytics.continue_export({"run": "R1"})),
]


@pytest.fixture
def queues(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give SQS with the queues of those who go on, held to roles."""
    with mock_aws():
        sqs: Any = session().create_client(
            "sqs",
            region_name=REGION,
            aws_access_key_id=KEY["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEY["AWS_SECRET_ACCESS_KEY"],
        )
        acting.guard(sqs)
        for _, name, _ in GOING_ON:
            url = sqs.create_queue(QueueName=f"{name}Queue")["QueueUrl"]
            monkeypatch.setenv(f"{name.upper()}_QUEUE_URL", url)
        root.reset()
        monkeypatch.setattr(root, "client", lambda _: sqs)
        yield sqs
        root.reset()


@pytest.mark.parametrize(("function", "name", "go_on"), GOING_ON, ids=[name for _, name, _ in GOING_ON])
def test_whoever_goes_on_may_ask_for_it_and_only_by_that_right(
    queues: Any, function: str, name: str, go_on: Callable[[], None]
) -> None:
    with acting.acting(function):
        go_on()
        sending = Right(f"{function}Role", "sqs:SendMessage", f"{name}Queue")
        with without(sending), pytest.raises(ClientError, match="AccessDenied"):
            go_on()

    url = queues.get_queue_url(QueueName=f"{name}Queue")["QueueUrl"]
    assert len(queues.receive_message(QueueUrl=url)["Messages"]) == 1
