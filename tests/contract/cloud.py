"""AWS in this process, once for all tests; each test gets tables of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from botocore.config import Config
from moto import mock_aws

from tests.engines import unwired
from tests.engines.definitions import table_definitions
from tests.engines.engine import KEY, REGION, Tables, dynamodb_client, session
from tests.engines.quick import quick_moto
from tests.engines.strictness import Strictness
from tests.rights.acting import guard

BUCKET = "imports"
ATTACHMENTS = "attachments"
SECRET = "hearthline"


@dataclass(frozen=True, slots=True)
class Cloud:
    """Clients by service. The tables' names begin with their logical ids."""

    clients: dict[str, Any]

    @contextmanager
    def tables(self) -> Iterator[dict[str, str]]:
        """Give fresh tables: their names by logical id."""
        client = self.clients["dynamodb"]
        tables = Tables(lambda request: unwired.create_table(client, request))
        try:
            yield {logical_id: tables.name(logical_id) for logical_id in table_definitions()}
        finally:
            for name in tables.made:
                unwired.delete_table(client, name)

    def items(self, table: str) -> list[str]:
        """Give everything that stands in a table, in one order."""
        pages = self.clients["dynamodb"].get_paginator("scan").paginate(TableName=table)
        return sorted(repr(sorted(item.items())) for page in pages for item in page["Items"])


@contextmanager
def cloud() -> Iterator[Cloud]:
    """Start it; there is a bucket and the installation's secret."""
    with mock_aws(), quick_moto():
        clients = {"dynamodb": dynamodb_client()}
        unwired.unwire(clients["dynamodb"])
        for service in ("s3", "secretsmanager"):
            clients[service] = session().create_client(
                service,
                region_name=REGION,
                aws_access_key_id=KEY["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=KEY["AWS_SECRET_ACCESS_KEY"],
                config=Config(signature_version="s3v4" if service == "s3" else None),
            )
        Strictness(_keys_of).guard(clients["dynamodb"], moto=True)
        for client in clients.values():
            guard(client)
        for bucket in (BUCKET, ATTACHMENTS):
            clients["s3"].create_bucket(Bucket=bucket)
        clients["secretsmanager"].create_secret(
            Name=SECRET, SecretString="a secret that is long enough for a test of this kind"
        )
        yield Cloud(clients)


def _keys_of(table: str, index: str | None) -> frozenset[str]:
    return table_definitions()[table.partition("-")[0]].keys_of(index)
