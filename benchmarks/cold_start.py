"""Cold start of each handler as shipped: a whole process, from its start to its first request's answer.

Beside it, in the same rounds, stock `import boto3` with a DynamoDB client and valid bytecode: a yardstick
that anyone can run. AWS is a server on this machine that answers everything at once.
"""

import json
from typing import Any

from rich.progress import Progress as Bar

from benchmarks.processes import Program, Timing, alternate
from benchmarks.shipped import Shipped, shipped, stock_boto3
from infra.build import LIMIT
from infra.local.progress import Progress
from tests.architecture.first_requests import FIRST, STORED
from tests.architecture.silent_aws import silent_aws

ROUNDS = 15
GOALS = {
    "complaint_intake": 1.1,
    "complaint_import": 0.8,
    "attachment_check": 0.8,
    "sla_monitor": 0.8,
    "event_relay": 0.8,
    "notification": 0.8,
}
"""At most this share of the yardstick's wall time; the desk has no goal of its own."""

HANDLER = """
import json, os, sys

sys.path.insert(0, sys.argv[1])
before = set(sys.modules)


class Context:
    aws_request_id = "first"
    function_name = "benchmark"

    def get_remaining_time_in_millis(self):
        return 60_000


handler = __import__(sys.argv[2] + ".handler").handler
answer = handler.handle(json.loads(sys.argv[3]), Context()) or {}
print()
print(len(set(sys.modules) - before), flush=True)
os._exit(answer.get("statusCode", 200) >= 300 or bool(answer.get("batchItemFailures")))
"""
BOTO3 = """
import os, sys

sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
import boto3

client = boto3.client("dynamodb")
if sys.argv[2:]:
    client.get_item(TableName="complaints", Key={"pk": {"S": "C#K7Q29XPD3"}, "sk": {"S": "A"}})
print(len(set(sys.modules) - before), flush=True)
os._exit(0)
"""
BARE = "import os; print(0, flush=True); os._exit(0)"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_REGION": "us-east-1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "BUS_NAME": "bus",
    "COMPLAINTS_TABLE": "complaints",
    "DELIVERIES_TABLE": "deliveries",
    "MEMBERS_TABLE": "members",
    "SURVEYS_TABLE": "surveys",
    "SESSIONS_TABLE": "sessions",
    "INSIGHT_TABLE": "insight",
    "IMPORTS_BUCKET": "imports",
    "ATTACHMENTS_BUCKET": "attachments",
    "MAIL_ADAPTER": "ses",
    "MAIL_FROM": "desk@hearthline.example",
    "PUBLIC_URL": "https://hearthline.example",
    "SECRET_ID": "secret",
    "SMS_ADAPTER": "none",
}
YARDSTICK = "import boto3, DynamoDB client"
"""The name of the yardstick among the results."""


def measure(rounds: int = ROUNDS) -> dict[str, Any]:
    """Time every handler and the yardstick; give milliseconds, ratios, modules and the artefact's bytes."""
    progress = Progress()
    with shipped(progress) as artefact, silent_aws(STORED) as address:
        programs = _programs(artefact, str(stock_boto3(progress)), address)
        modules = {name: int(program.output().split()[-1]) for name, program in programs.items()}
        with Bar() as bar:
            runs = bar.add_task("Cold starts", total=len(programs) * (rounds + 1))
            timings = alternate(programs, rounds, lambda: bar.advance(runs))
    return {
        "rounds": rounds,
        "zipped": artefact.zipped,
        "unpacked": artefact.unpacked,
        "zipped_at_most": LIMIT,
        "programs": [_line(name, timings, modules[name]) for name in programs],
    }


def _programs(artefact: Shipped, stock: str, address: str) -> dict[str, Program]:
    names = ("NOTICES", "SWEEP", "IMPORTS", "JOBS", "SENDS")
    queues = {f"{name}_QUEUE_URL": f"{address}/000000000000/q" for name in names}
    environment = {**ENVIRONMENT, **queues, "AWS_ENDPOINT_URL": address}
    handlers = {
        name: Program(artefact.python, HANDLER, [str(artefact.folder), name, json.dumps(event)], environment)
        for name, event in FIRST.items()
    }
    return {
        **handlers,
        YARDSTICK: Program(artefact.python, BOTO3, [stock], environment),
        f"{YARDSTICK}, one GetItem": Program(artefact.python, BOTO3, [stock, "get"], environment),
        "Python alone": Program(artefact.python, BARE, [], environment),
    }


def _line(name: str, timings: dict[str, Timing], modules: int) -> dict[str, Any]:
    timing, yardstick = timings[name], timings[YARDSTICK]
    return {
        "name": name,
        "wall_ms": round(timing.wall, 1),
        "processor_ms": round(timing.processor, 1),
        "wall_ratio": round(timing.wall / yardstick.wall, 3),
        "processor_ratio": round(timing.processor / yardstick.processor, 3),
        "modules": modules,
        "ratio_at_most": GOALS.get(name),
    }
