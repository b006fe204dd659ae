"""What one answer to many complaints costs, beside the bare transactions that it comes down to.

On MiniStack, as the system runs on this machine. The broadcast is worked through by its own job; beside it
the very transactions that it sent are sent again as they are, to other keys, with nothing around them.
"""

import copy
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from benchmarks.installation import FILED_AT, NOTHING_DUE, TEXT, UNLIMITED
from hearthline.complaints.incidents.model import Said
from infra.local.progress import Progress
from tests.engines import ministack
from tests.engines.engine import Engine, at
from tests.engines.incident_office import LEAD, Office
from tests.engines.world import World

MEMBERS = 400
REQUESTS_EACH = 1.2
"""Most requests for each complaint: its transaction, and a share of what a page of fifty costs."""

_PARTS = 100
"""Most complaints that an incident is opened with at once."""


def measure(members: int = MEMBERS) -> dict[str, Any]:
    """Broadcast to so many complaints; give requests and write units for each, and the speeds."""
    progress = Progress()
    with ministack.running() as endpoint, at("ministack", endpoint) as engine:
        with progress.step(f"Filing and linking {members} complaints"):
            office, incidents = _linked(engine, members)
        with (
            progress.step("Broadcasting"),
            _sent(engine) as transactions,
            engine.counter.during() as spent,
        ):
            began = time.perf_counter()
            for identity in incidents:
                office.desk.broadcast(LEAD, identity, Said(TEXT), None, None, office.now)
                office.work(identity)
            taken = time.perf_counter() - began
        answered = sum(office.progress(identity)["answered"] for identity in incidents)
        if answered != members:
            raise ValueError(f"{answered} of {members} were answered")
        with progress.step("Sending the same transactions bare"):
            bare = _bare(engine.client, [each for each in transactions if _of_a_complaint(each)])
    return {
        "members": members,
        "requests_each": round(spent.total / members, 2),
        "requests_each_at_most": REQUESTS_EACH,
        "by_operation": dict(spent.requests),
        "write_units_each": round(spent.write_units / members, 1),
        "per_second": round(members / taken),
        "bare_per_second": round(members / bare),
        "share": round(bare / taken, 2),
    }


def _linked(engine: Engine, members: int) -> tuple[Office, list[str]]:
    """File so many complaints, and link them to incidents of at most a hundred."""
    world = World(engine, per_address=UNLIMITED, per_contact=UNLIMITED)
    world.rulebook.refresh(FILED_AT)
    office = Office(world, FILED_AT)
    filed = office.file(members)
    office.now = NOTHING_DUE
    return office, [office.linked(filed[begin : begin + _PARTS]) for begin in range(0, members, _PARTS)]


@contextmanager
def _sent(engine: Engine) -> Iterator[list[Sequence[Any]]]:
    """Give the transactions that are sent meanwhile."""
    transactions: list[Sequence[Any]] = []

    def note(params: dict[str, Any], **_: Any) -> None:
        transactions.append(copy.deepcopy(params["TransactItems"]))

    events = engine.client.meta.events
    events.register_first("provide-client-params.dynamodb.TransactWriteItems", note)
    try:
        yield transactions
    finally:
        events.unregister("provide-client-params.dynamodb.TransactWriteItems", note)


def _of_a_complaint(transaction: Sequence[Any]) -> bool:
    item: dict[str, Any] = transaction[0]["Put"]["Item"]
    return str(item["pk"]["S"]).startswith("C#")


def _bare(client: Any, transactions: Sequence[Sequence[Any]]) -> float:
    """Send the transactions to keys that nobody has; give the seconds."""
    moved = [[_elsewhere(action) for action in actions] for actions in transactions]
    began = time.perf_counter()
    for actions in moved:
        client.transact_write_items(TransactItems=actions)
    return time.perf_counter() - began


def _elsewhere(action: dict[str, Any]) -> dict[str, Any]:
    ((verb, body),) = action.items()
    if verb != "Put":
        raise ValueError(f"a {verb} can't be sent to another key as it is")
    item = {**body["Item"], "pk": {"S": f"bare#{body['Item']['pk']['S']}"}}
    return {"Put": {"TableName": body["TableName"], "Item": item}}
