"""A long list of members taken in on the local engine, by workers that are killed on the way.

First a short list, uninterrupted, with its requests and units counted. Then the long one: each worker is a
process that is killed (SIGKILL) when the import has come to a certain point, and another goes on from there.
Afterwards each row of the file is looked for, and the items of the table are counted: none more, none less.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from rich.progress import Progress

from benchmarks import segment_count
from benchmarks.club import SECRET, STARTED_AT, Club, club
from benchmarks.members import file_of, rows
from benchmarks.stored_members import PART, stored
from hearthline.imports.model import Import, ImportStatus, Tally
from hearthline.imports.working import Importing
from hearthline.members.club_rules import Club as Rules
from hearthline.members.imports.member_rows import MemberImports
from hearthline.members.imports.store import NewcomerStore
from hearthline.members.ledger_store import LedgerStore
from hearthline.members.store import PersonStore
from hearthline.platform.documents import Documents
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from tests.engines.counting import RequestCounter
from tests.engines.world import SHARDS

MEMBERS = 100_000
COUNTED = 2_000
"""Rows whose requests and units are counted."""
KILLED_AT = (0.25, 0.6)
"""Shares of the file at which the worker is killed."""
HOUSEHOLDS = 780_000
_CITIES = ("sz", "gz", "sh", "bj", "hz")
_LOOK_EVERY = 0.5


class NotExact(Exception):
    """What stands in the table is not what the file says."""


def measure(members: int = MEMBERS, counted: int = COUNTED) -> dict[str, Any]:
    """Import so many; give what a row costs, how long it took, and what was found afterwards."""
    with club() as there:
        cost = _cost(there, counted)
    with club() as there, Progress() as bars:
        people = list(rows(members))
        file = file_of(people)
        began = time.monotonic()
        job, killed = _imported(there, file, bars)
        taken = time.monotonic() - began
        items = _exact(there, people, job, bars)
        count = segment_count.measure(there, people, bars)
    return {
        "members": members,
        "households": HOUSEHOLDS,
        "bytes": len(file),
        "seconds": round(taken),
        "killed_at": killed,
        "items": items,
        **cost,
        "count": count,
    }


def _cost(there: Club, counted: int) -> dict[str, Any]:
    """Import a short list in this process; give requests and units for each row."""
    counter = RequestCounter(there.client)
    people = list(rows(counted))
    job = there.upload("COUNTED000000000", file_of(people))
    with counter.during() as spent:
        began = time.process_time()
        ended = importing(there).run(job.id, STARTED_AT, lambda: True)
        processor = time.process_time() - began
    _demand(ended is not None and ended.tally == Tally(rows=counted, imported=counted), ended)
    return {
        "counted": counted,
        "by_operation": dict(spent.requests),
        "requests_each": round(spent.total / counted, 3),
        "write_units_each": round(spent.write_units / counted, 1),
        "processor_ms_each": round(1000 * processor / counted, 2),
    }


def importing(there: Club) -> Importing:
    """Give the machine of imports, over the engine."""
    table = there.members
    prints = Fingerprints(Secret(lambda: SECRET))
    rules = Rules(Documents(Table(there.client, "complaints")))
    kind = MemberImports(
        PersonStore(table, SHARDS),
        LedgerStore(table, SHARDS),
        NewcomerStore(table),
        rules,
        lambda _: _CITIES,
        prints,
    )
    return Importing(there.jobs, {"members": lambda: kind}, there.files)


def _imported(there: Club, file: bytes, bars: Progress) -> tuple[Import, list[int]]:
    """Let workers import a file; kill them on the way. Give the import, and after how many rows."""
    identity = there.upload("CLUB000000000000", file).id
    bar = bars.add_task("Rows imported", total=len(file))
    killed: list[int] = []
    worker = there.worker(identity)
    try:
        while True:
            time.sleep(_LOOK_EVERY)
            job = there.jobs.load(identity) or _missing(identity)
            bars.update(bar, completed=job.offset, description=f"{job.tally.imported:,} rows imported")
            if job.ended_at is not None:
                worker.wait()
                return job, killed
            due = len(killed) < len(KILLED_AT) and job.offset >= KILLED_AT[len(killed)] * len(file)
            if due:
                worker.kill()
                killed.append(job.tally.rows)
            if due or worker.poll() is not None:
                worker.wait()
                worker = there.worker(identity)
    finally:
        worker.kill()
        worker.wait()


def _missing(identity: str) -> Import:
    raise NotExact(identity)


def _exact(there: Club, people: Sequence[Mapping[str, str]], job: Import, bars: Progress) -> int:
    """Look for each row, and count the items; give how many there are. Raises NotExact."""
    wanted = Tally(rows=len(people), imported=len(people))
    _demand(job.status is ImportStatus.FINISHED and job.tally == wanted, job.tally)
    prints = Fingerprints(Secret(lambda: SECRET))
    expected = 0
    looked = bars.track(range(0, len(people), PART), description="Looking for each row")
    for begin in looked:
        for line, row, person, found in stored(there.members, prints, people, begin):
            head, account = found.get("A"), found.get("B")
            points = int(row["points"] or 0)
            _demand(head is not None and head["name"] == row["name"], line)
            _demand((account["balance"] if account else 0) == points, line)
            expected += _items_of(row)
            _demand(person == head["id"] if head else False, line)
    items = int(there.client.describe_table(TableName=there.members.name)["Table"]["ItemCount"])
    _demand(items == expected, (items, expected))
    return items


def _items_of(row: Mapping[str, str]) -> int:
    """Give how many items a row becomes: head, line, two contacts, consents; code, account, an entry."""
    consents = 2 if row["mail_ok"] == "yes" else 1
    return 4 + consents + (2 if row["since"] else 0) + (2 if row["points"] else 0)


def _demand(held: bool, what: object) -> None:
    if not held:
        raise NotExact(what)
