"""A DynamoDB engine with the product's own tables, fresh and empty, held to AWS's rules and counted."""

import functools
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import botocore.session
from botocore.config import Config
from moto import mock_aws

from tests.engines import unwired
from tests.engines.counting import RequestCounter
from tests.engines.definitions import TableDefinition, table_definitions
from tests.engines.quick import quick_moto
from tests.engines.strictness import Strictness

REGION = "us-east-1"
# The account's own key on every local engine; it opens nothing anywhere else.
KEY = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@dataclass(frozen=True, slots=True)
class Engine:
    """A DynamoDB client (botocore's), the counter of its requests, and the names of the tables made for it.

    `table` gives a table's name by its logical id.
    """

    name: str
    client: Any
    counter: RequestCounter
    table: Callable[[str], str]

    @property
    def complaints(self) -> str:
        """The name of the table of complaints."""
        return self.table("ComplaintsTable")

    @property
    def deliveries(self) -> str:
        """The name of the table of deliveries."""
        return self.table("DeliveriesTable")

    @property
    def members(self) -> str:
        """The name of the table of members."""
        return self.table("MembersTable")

    @property
    def surveys(self) -> str:
        """The name of the table of surveys."""
        return self.table("SurveysTable")

    @property
    def insight(self) -> str:
        """The name of the table of roll-ups."""
        return self.table("InsightTable")

    @property
    def sessions(self) -> str:
        """The name of the table of the staff's sessions."""
        return self.table("SessionsTable")


class Tables:
    """The template's tables for one test, each made when its name is first asked for: most need two."""

    def __init__(self, create: Callable[[dict[str, Any]], None]) -> None:
        run = uuid.uuid4().hex[:12]
        self._create = create
        self._names = {logical_id: f"{logical_id}-{run}" for logical_id in table_definitions()}
        self._lock = threading.Lock()
        self.made: dict[str, TableDefinition] = {}

    def name(self, logical_id: str) -> str:
        """Give the name of a table that is there now."""
        name, definition = self._names[logical_id], table_definitions()[logical_id]
        with self._lock:
            if name not in self.made:
                self._create({"TableName": name, **_without_stream(definition.request)})
                self.made[name] = definition
        return name


def _without_stream(request: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out a stream that nobody reads here: on DynamoDB Local each one makes all later writes slower."""
    return {name: part for name, part in request.items() if name != "StreamSpecification"}


@contextmanager
def in_moto() -> Iterator[Engine]:
    """Give the tables in this very process; small tables only, moto looks through them for each query."""
    with mock_aws(), quick_moto():
        client = dynamodb_client()
        unwired.unwire(client)
        tables = Tables(lambda request: unwired.create_table(client, request))
        try:
            yield _engine("moto", client, tables)
        finally:
            for name in tables.made:
                unwired.delete_table(client, name)


@contextmanager
def at(name: str, endpoint: str) -> Iterator[Engine]:
    """Give the tables on an engine that runs at `endpoint`; they are dropped afterwards."""
    client = dynamodb_client(endpoint)
    tables = Tables(lambda request: client.create_table(**request))
    try:
        yield _engine(name, client, tables)
    finally:
        for table in tables.made:
            client.delete_table(TableName=table)
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


def _engine(engine: str, client: Any, tables: Tables) -> Engine:
    strictness = Strictness(lambda table, index: tables.made[table].keys_of(index))
    strictness.guard(client, moto=engine == "moto")
    return Engine(engine, client, RequestCounter(client), tables.name)
