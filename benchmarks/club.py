"""The local engine with the product's tables and bucket, for imports of members by processes of their own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import botocore.session
from botocore.config import Config

from benchmarks.members import MAPPING, SOURCE
from benchmarks.places import ROOT
from hearthline.imports.model import Import, ImportKind
from hearthline.imports.store import ImportStore
from hearthline.platform.objects import Objects
from hearthline.platform.table import Table
from tests.engines import ministack
from tests.engines.definitions import TableDefinition, table_definitions
from tests.engines.engine import KEY, REGION, create_table, dynamodb_client

SECRET = "a secret that is long enough for a benchmark"  # noqa: S105 - of no account
BUCKET = "imports"
STARTED_AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
TABLES = {
    "ComplaintsTable": "complaints",
    "DeliveriesTable": "deliveries",
    "InsightTable": "insight",
    "MembersTable": "members",
    "SessionsTable": "sessions",
    "SurveysTable": "surveys",
}


@dataclass(frozen=True, slots=True)
class Club:
    """What a process needs to import on an engine."""

    endpoint: str
    client: Any
    files: Objects

    @property
    def jobs(self) -> ImportStore:
        """Where imports stand."""
        return ImportStore(Table(self.client, TABLES["ComplaintsTable"]))

    @property
    def members(self) -> Table:
        """The table of members."""
        return Table(self.client, TABLES["MembersTable"])

    def upload(self, identity: str, file: bytes) -> Import:
        """Prepare an import, as staff and their browser do."""
        job = Import(identity, None, SOURCE, "club.csv", "manager", STARTED_AT, kind=ImportKind.MEMBERS)
        self.jobs.create(job, MAPPING)
        self.files.write(job.upload, file, "text/csv")
        return job

    def environment(self) -> dict[str, str]:
        """Give the environment of the import function."""
        return {
            **KEY,
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT / 'functions'}:{ROOT}",
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": REGION,
            "COMPLAINTS_TABLE": TABLES["ComplaintsTable"],
            "MEMBERS_TABLE": TABLES["MembersTable"],
            "IMPORTS_BUCKET": BUCKET,
            "SECRET_ID": "secret",
            "LOG_LEVEL": "ERROR",
        }

    def worker(self, identity: str) -> "subprocess.Popen[bytes]":
        """Start a process that works on an import until it has ended."""
        return subprocess.Popen(
            [sys.executable, "-m", "benchmarks.import_worker", identity],
            cwd=ROOT,
            env=self.environment(),
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def club() -> Iterator[Club]:
    """Run MiniStack with empty tables, a bucket and the secret.

    Without streams: the engine keeps in memory all that has ever gone into one.
    """
    with ministack.running() as endpoint:
        client = dynamodb_client(endpoint)
        for logical_id, definition in table_definitions().items():
            request = {
                name: part for name, part in definition.request.items() if name != "StreamSpecification"
            }
            create_table(client, replace(definition, request=request), TABLES[logical_id])
        _client("secretsmanager", endpoint).create_secret(Name="secret", SecretString=SECRET)
        bucket = _client("s3", endpoint)
        bucket.create_bucket(Bucket=BUCKET)
        yield Club(endpoint, client, Objects(bucket, BUCKET))


def without_stream(definition: TableDefinition) -> TableDefinition:
    """Give a table's definition without its stream."""
    parts = definition.request.items()
    return replace(definition, request={name: part for name, part in parts if name != "StreamSpecification"})


def _client(service: str, endpoint: str) -> Any:
    return botocore.session.get_session().create_client(
        service,
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id=KEY["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEY["AWS_SECRET_ACCESS_KEY"],
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}) if service == "s3" else None,
    )
