"""The proof that the roll-ups of reports are right: counts all complaints anew, and mends what differs.

    make rebuild-insight            # the local stack; DEPLOYED= a stack on AWS
    make rebuild-insight APPLY=1    # and makes the roll-ups what the recount says

It reads the complaints and the insight table whole, and writes nothing unless it is told to. While complaints
come in, what changed between the two readings is a difference: `behind` says of how many.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from typing import Any

from hearthline.complaint_facts import FactsOfComplaints, FactsOfImprovements
from hearthline.complaints import keys
from hearthline.complaints.improvements.model import Improvement
from hearthline.complaints.improvements.store import ImprovementStore
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore
from hearthline.complaints.stored import stored_from
from hearthline.insight.counting import OF_COMPLAINTS, OF_IMPROVEMENTS, Counting
from hearthline.insight.improvements import SUBJECT, Improved
from hearthline.insight.model import Case
from hearthline.insight.recounting import Live, Recount, live_from, recount
from hearthline.insight.sheets import Moves, differences, lacking
from hearthline.insight.store import InsightStore
from hearthline.platform.attributes import Item, from_item
from hearthline.platform.codec import load
from hearthline.platform.documents import Documents
from hearthline.platform.surroundings import utc_now
from hearthline.platform.table import Table
from infra.installation import installation
from infra.local.failure import ended

SEGMENTS = 4
SHOWN = 20
SHARDS = 8
"""Timer shards, which nothing that is done here sets."""
_AT_ONCE = 50


class Rebuilding:
    """Recounts one installation."""

    def __init__(self, client: Any, complaints: str, insight: str) -> None:
        self._client = client
        self._names = complaints, insight
        table = Table(client, complaints)
        rulebook = Rulebook(Documents(table))
        self._facts = FactsOfComplaints(ComplaintStore(table, SHARDS), rulebook)
        self._rulebook = rulebook
        self.store = InsightStore(Table(client, insight))
        self.counting = Counting(self.store, self._facts, OF_COMPLAINTS)
        self._improvements = FactsOfImprovements(ImprovementStore(table), rulebook)
        self._counting_improvements = Counting(self.store, self._improvements, OF_IMPROVEMENTS)

    def recount(self) -> tuple[Recount, Live]:
        """Count all complaints; the roll-ups are read first."""
        self._rulebook.refresh(utc_now())
        complaints, insight = self._names
        live = live_from(_scan(self._client, insight))
        heads = list(_scan(self._client, complaints, heads=True))
        return recount(self._cases(heads), live, self._improved(heads)), live

    def count(self, found: Recount) -> None:
        """Let those be counted that are behind, also where they were counted by other rules than today's."""
        improvements = [one for one in found.behind if one.startswith(SUBJECT)]
        complaints = [one for one in found.behind if not one.startswith(SUBJECT)]
        self._counting_improvements.count(improvements, utc_now(), again=True)
        self.counting.count(complaints, utc_now(), again=True)

    def mend(self, moves: Moves) -> None:
        """Move sheets by what they lack."""
        parts = iter(sorted(moves.items()))
        while some := dict(islice(parts, _AT_ONCE)):
            self.store.move(some)

    def _cases(self, heads: Sequence[Item]) -> Iterator[Case]:
        ours = (item for item in heads if item["pk"].startswith(keys.complaint("")))
        return (self._facts.of(stored_from(item)) for item in ours)

    def _improved(self, heads: Sequence[Item]) -> Iterator[Improved]:
        ours = (item for item in heads if item["pk"].startswith(keys.improvement("")))
        return (self._improvements.of(load(Improvement, item)) for item in ours)


def rebuild(rebuilding: Rebuilding) -> tuple[Recount, Live]:
    """Make the roll-ups what a recount says: first who is behind, then what two recounts find alike."""
    found, live = rebuilding.recount()
    if found.behind:
        rebuilding.count(found)
        found, live = rebuilding.recount()
    wrong = lacking(live.sheets, found.sheets)
    again, still = rebuilding.recount()
    if not wrong or again.behind or lacking(still.sheets, again.sheets) != wrong:
        return again, still
    rebuilding.mend(wrong)
    return rebuilding.recount()


def _scan(client: Any, table: str, *, heads: bool = False) -> Iterator[Item]:
    def segment(number: int) -> list[Item]:
        request: dict[str, Any] = {"Segment": number, "TotalSegments": SEGMENTS, "ConsistentRead": True}
        if heads:
            request["FilterExpression"] = "attribute_exists(month_queue) OR attribute_exists(proposed_at)"
        pages = client.get_paginator("scan").paginate(TableName=table, **request)
        return [from_item(item) for page in pages for item in page["Items"]]

    with ThreadPoolExecutor(SEGMENTS) as pool:
        return chain.from_iterable(list(pool.map(segment, range(SEGMENTS))))


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; 0 when all is right, 1 when not, 2 with the reason on stderr when it can't look."""
    parser = argparse.ArgumentParser(prog="python -m infra.rebuild_insight")
    parser.add_argument("--apply", action="store_true", help="make the roll-ups what the recount says")
    parser.add_argument("--deployed", default="", help="a stack on AWS; without it the local one is meant")
    given = parser.parse_args(arguments)
    return ended(lambda: _looked(given.deployed, apply=given.apply))


def _looked(deployed: str, *, apply: bool) -> int:
    outputs, client = installation(deployed)
    rebuilding = Rebuilding(client("dynamodb"), outputs["ComplaintsTable"], outputs["InsightTable"])
    found, live = rebuild(rebuilding) if apply else rebuilding.recount()
    wrong = differences(live.sheets, found.sheets)
    print(f"{found.cases:,} complaints, {len(live.sheets):,} sheets, {len(found.behind):,} behind")
    for line in wrong[:SHOWN]:
        print(line)
    print(f"{len(wrong):,} counters differ" if wrong else "the roll-ups equal the recount")
    return 1 if wrong or found.behind else 0


if __name__ == "__main__":
    sys.exit(main())
