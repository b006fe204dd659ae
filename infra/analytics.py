"""The export for analysis, begun by hand and fetched, and what Athena needs to know of it.

    make analytics                 # the local stack; DEPLOYED= a stack on AWS; EVERYTHING=1 also older months
    make analytics-ddl BUCKET=<bucket> CITIES=sz,gz

The files are put below .local/analytics, and the example queries of docs/analytics.md run on them by DuckDB.
"""

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import duckdb

from hearthline.analytics.exporting import MANIFEST
from hearthline.analytics.tables import ROOT, Kind, Table
from hearthline.platform.instants import instant
from hearthline.platform.objects import ObjectMissing, Objects
from hearthline.platform.surroundings import utc_now
from infra.analytics_schema import PAGE, TABLES, statement
from infra.installation import installation
from infra.local.failure import CannotRun, ended
from infra.local.tools import ROOT as CHECKOUT

FETCHED = CHECKOUT / ".local" / "analytics"
PATIENCE = 900.0
"""Seconds that an export may take, a queue's delay and many invocations among them."""
_SORTS = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.FLAG: "BOOLEAN",
    Kind.DAY: "DATE",
    Kind.INSTANT: "TIMESTAMPTZ",
}
_EXAMPLE = re.compile(r"### (?P<title>.+)\n\n(?:.+\n)*\n?```sql\n(?P<query>[^`]+)```")


def ask(sqs: Any, outputs: Mapping[str, str], *, everything: bool) -> str:
    """Ask for an export as of now; give that instant, by which its manifest is known."""
    as_of = instant(utc_now())
    body = json.dumps({"as_of": as_of, "everything": everything})
    sqs.send_message(QueueUrl=outputs["AnalyticsQueueUrl"], MessageBody=body)
    return as_of


def wait(files: Objects, as_of: str, patience: float = PATIENCE) -> dict[str, Any]:
    """Wait until the export as of this instant, or a later one, is whole; give its manifest."""
    end = monotonic() + patience
    while monotonic() < end:
        try:
            manifest: dict[str, Any] = json.loads(files.read_whole(MANIFEST))
        except ObjectMissing:
            manifest = {}
        if manifest.get("as_of", "") >= as_of:
            return manifest
        sleep(0.5)
    raise CannotRun("the export did not end in time: see the alarm AnalyticsDead in docs/operations.md")


def fetch(files: Objects, folder: Path) -> int:
    """Put all files of the export below a folder, in place of what was there; give their number."""
    shutil.rmtree(folder, ignore_errors=True)
    count = 0
    for key in files.keys(f"{ROOT}/"):
        path = folder / key.removeprefix(f"{ROOT}/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files.read_whole(key))
        count += 1
    return count


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """Give a connection in which each table of the export is a view of its name, also one without rows."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for table in TABLES:
        below = folder / table.folder.removeprefix(f"{ROOT}/")
        if any(below.rglob("*.parquet")):
            rows = (
                f"read_parquet('{below}/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)"
            )
            connection.sql(f"FROM {rows}").create_view(table.name)
        else:
            nothing = ", ".join(f"CAST(NULL AS {sort}) AS {name}" for name, sort in _of_duckdb(table))
            connection.sql(f"FROM (SELECT {nothing}) LIMIT 0").create_view(table.name)
    return connection


def examples(page: Path = PAGE) -> Iterator[tuple[str, str]]:
    """Give the example queries of the page, each with its title."""
    for found in _EXAMPLE.finditer(page.read_text("utf-8")):
        yield found["title"], found["query"]


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; 0 when done, 2 with the reason on stderr when it can't be."""
    parser = argparse.ArgumentParser(prog="python -m infra.analytics")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run")
    run.add_argument("--deployed", default="", help="a stack on AWS; without it the local one is meant")
    run.add_argument("--everything", action="store_true", help="also the months before the latest 24")
    ddl = commands.add_parser("ddl")
    ddl.add_argument("bucket")
    ddl.add_argument("cities")
    given = parser.parse_args(arguments)
    if given.command == "ddl":
        print("\n\n".join(statement(table, given.bucket, given.cities.split(",")) for table in TABLES))
        return 0
    return ended(lambda: _run(given.deployed, everything=given.everything))


def _run(deployed: str, *, everything: bool) -> None:
    outputs, client = installation(deployed)
    files = Objects(client("s3"), outputs["AnalyticsBucket"])
    manifest = wait(files, ask(client("sqs"), outputs, everything=everything))
    count = fetch(files, FETCHED)
    print(f"as of {manifest['as_of']}: {count} files below {FETCHED}")
    for name, told in manifest["tables"].items():
        print(f"  {name:<17} v{told['version']} {told['rows']:>10,} rows in {told['objects']:,} files")
    with opened(FETCHED) as connection:
        for title, query in examples():
            print(f"\n{title}")
            print(connection.sql(query))


def _of_duckdb(table: Table) -> Iterator[tuple[str, str]]:
    yield from ((column.name, _SORTS[column.kind]) for column in table.columns)
    yield from ((name, "VARCHAR") for name, _ in table.partitions)


if __name__ == "__main__":
    sys.exit(main())
