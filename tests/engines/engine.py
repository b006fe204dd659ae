"""A DynamoDB engine with the product's own tables, fresh and empty, held to AWS's rules and counted."""

import functools
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import botocore.session
from botocore.config import Config
from moto import mock_aws

from tests.engines.counting import RequestCounter
from tests.engines.definitions import TableDefinition, table_definitions
from tests.engines.quick import quick_moto
from tests.engines.strictness import Strictness
from tests.engines.unwired import unwire

REGION = "us-east-1"
# The account's own key on every local engine; it opens nothing anywhere else.
KEY = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@dataclass(frozen=True, slots=True)
class Engine:
    """A DynamoDB client (botocore's), the names of the tables made for it, the counter of its requests."""

    name: str
    client: Any
    counter: RequestCounter
    complaints: str
    deliveries: str
    members: str
    surveys: str


@contextmanager
def in_moto() -> Iterator[Engine]:
    """Give the tables in this very process; small tables only, moto looks through them for each query."""
    with mock_aws(), quick_moto():
        client = dynamodb_client()
        unwire(client)
        with _tables(client) as names:
            yield _engine("moto", client, names)


@contextmanager
def at(name: str, endpoint: str) -> Iterator[Engine]:
    """Give the tables on an engine that runs at `endpoint`; they are dropped afterwards."""
    client = dynamodb_client(endpoint)
    with _tables(client) as names:
        yield _engine(name, client, names)
    client.close()


@functools.cache
def session() -> botocore.session.Session:
    """Give the one session of all clients: each new one reads megabytes of what AWS's services look like."""
    return botocore.session.get_session()


def dynamodb_client(endpoint: str | None = None, *, connections: int = 50) -> Any:
    """Give a botocore client with credentials of no account; `connections` at most are open at once."""
    return session().create_client(
        "dynamodb",
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id=KEY["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEY["AWS_SECRET_ACCESS_KEY"],
        config=Config(
            max_pool_connections=connections, retries={"mode": "standard", "total_max_attempts": 3}
        ),
    )


def create_table(client: Any, definition: TableDefinition, name: str) -> None:
    """Make one table of the template under another name."""
    client.create_table(TableName=name, **definition.request)


@contextmanager
def _tables(client: Any) -> Iterator[dict[str, str]]:
    run = uuid.uuid4().hex[:12]
    names = {logical_id: f"{logical_id}-{run}" for logical_id in table_definitions()}
    for logical_id, definition in table_definitions().items():
        create_table(client, definition, names[logical_id])
    try:
        yield names
    finally:
        for name in names.values():
            client.delete_table(TableName=name)


def _engine(engine: str, client: Any, names: dict[str, str]) -> Engine:
    definitions = {names[logical_id]: each for logical_id, each in table_definitions().items()}
    strictness = Strictness(lambda table, index: definitions[table].keys_of(index))
    strictness.guard(client, moto=engine == "moto")
    return Engine(
        engine,
        client,
        RequestCounter(client),
        complaints=names["ComplaintsTable"],
        deliveries=names["DeliveriesTable"],
        members=names["MembersTable"],
        surveys=names["SurveysTable"],
    )
