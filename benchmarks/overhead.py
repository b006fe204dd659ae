"""Processor time of a warm intake function for one request, all but that of the AWS client.

The very handler runs in this process over a client that answers at once. Beside it stands what botocore's own
client costs, on the same machine in the same run, against a server that answers at once.
"""

import contextlib
import io
import itertools
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

from rich.progress import Progress

from benchmarks.installation import TEXT
from benchmarks.stub import StubClient
from complaint_intake.handler import handle
from hearthline import root
from tests.architecture.first_requests import COMPLAINT, http
from tests.architecture.silent_aws import silent_aws
from tests.engines.engine import dynamodb_client

REQUESTS = 1_000
AT_MOST_MS = 1.0
_WARM_UP = 100
_ENTRIES = 5
_PER_PAGE = 20
_ENVIRONMENT = {
    "COMPLAINTS_TABLE": "complaints",
    "PUBLIC_URL": "https://hearthline.example",
    "SECRET_ID": "secret",
    "RATE_PER_ADDRESS": "999999",
    "RATE_PER_CONTACT": "999999",
}
_BODY = {**COMPLAINT, "title": "客厅天花板漏水", "text": TEXT, "language": "zh", "public": True}
_KEY = {"pk": {"S": "C#K7Q29XPD3"}, "sk": {"S": "A"}}

Call = Callable[[], object]


class Context:
    """What a handler looks at of Lambda's context."""

    aws_request_id = "benchmark"
    function_name = "benchmark"


def measure(requests: int = REQUESTS) -> dict[str, Any]:
    """Give median and 95th percentile, in milliseconds of processor time, of each kind of request."""
    with silent_aws() as address, _intake() as intake, Progress() as bar:
        calls = {**intake, **_botocore(dynamodb_client(address))}
        runs = bar.add_task("Warm requests", total=len(calls) * (_WARM_UP + requests))
        times: dict[str, list[float]] = {name: [] for name in calls}
        order = random.Random(requests)
        for turn in range(-_WARM_UP, requests):
            for name in order.sample(list(calls), len(calls)):
                taken = _timed(calls[name])
                if turn >= 0:
                    times[name].append(taken)
            bar.advance(runs, len(calls))
    lines = [
        {
            "name": name,
            "own": name in intake,
            "median_ms": round(statistics.median(taken), 3),
            "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 3),
        }
        for name, taken in times.items()
    ]
    return {"requests": requests, "at_most_ms": AT_MOST_MS, "lines": lines}


def _timed(call: Call) -> float:
    """Give the processor milliseconds of this thread alone; what it logs goes nowhere."""
    with contextlib.redirect_stdout(io.StringIO()):
        begun = time.thread_time()
        call()
        return (time.thread_time() - begun) * 1000


@contextlib.contextmanager
def _intake() -> Iterator[dict[str, Call]]:
    """Give requests to the handler, wired by the composition root over a stub of the table."""
    stub = StubClient()
    with (
        mock.patch.object(root, "environment", return_value=_ENVIRONMENT),
        mock.patch.object(root, "client", return_value=stub),
        mock.patch.object(root, "fetch_secret", return_value="a secret that is long enough for this"),
    ):
        root.reset()
        yield _requests(stub)
    root.reset()


def _requests(stub: StubClient) -> dict[str, Call]:
    event = http("POST /api/complaints", body=_BODY)
    with contextlib.redirect_stdout(io.StringIO()):
        filed = json.loads(_answered(event, 201))
    head, entry = stub.written[:2]
    timeline = [head, *itertools.repeat(entry, _ENTRIES)]
    # The page's query reads the index, which holds less than the head: what is read costs the same.
    page = [head] * _PER_PAGE
    link = http("GET /api/complaints/{number}", params={"number": filed["number"]})
    link |= {"rawQueryString": f"key={filed['key']}", "queryStringParameters": {"key": filed["key"]}}
    board = http("GET /api/board")

    def over(items: list[Any], request: dict[str, Any], status: int) -> Call:
        def call() -> None:
            stub.items = items
            _answered(request, status)

        return call

    return {
        "file a complaint": over([], event, 201),
        f"follow a complaint of {_ENTRIES} entries": over(timeline, link, 200),
        f"read a page of {_PER_PAGE} of the board": over(page, board, 200),
    }


def _answered(event: dict[str, Any], status: int) -> str:
    answer = handle(event, Context())
    if answer["statusCode"] != status:
        raise ValueError(answer)
    body: str = answer["body"]
    return body


def _botocore(client: Any) -> dict[str, Call]:
    put = {"Put": {"TableName": "complaints", "Item": {**_KEY, "text": {"S": TEXT}}}}
    return {
        "botocore: one GetItem": lambda: client.get_item(TableName="complaints", Key=_KEY),
        "botocore: one PutItem": lambda: client.put_item(TableName="complaints", Item=put["Put"]["Item"]),
        "botocore: a transaction of three": lambda: client.transact_write_items(TransactItems=[put] * 3),
    }
