"""The proof that the roll-ups of reports are right: counts everything anew, and mends what differs.

    make rebuild-insight            # the local stack; DEPLOYED= a stack on AWS
    make rebuild-insight APPLY=1    # and makes the roll-ups what the recount says

It reads the complaints, the members and the insight table whole, and writes nothing unless it is told to.
While complaints come in, what changed between the readings is a difference: `behind` says of how many.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from typing import Any, Final

from hearthline.club_facts import FactsOfClub, home_of, member_of
from hearthline.complaint_facts import FactsOfComplaints, FactsOfImprovements
from hearthline.complaints import keys
from hearthline.complaints.improvements.model import Improvement
from hearthline.complaints.improvements.store import ImprovementStore
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore
from hearthline.complaints.stored import stored_from
from hearthline.homes import keys as homes
from hearthline.homes.model import Home
from hearthline.homes.store import HomeStore
from hearthline.insight.club import HOME, PERSON, HomeSold, Member
from hearthline.insight.counting import OF_COMPLAINTS, OF_IMPROVEMENTS, Counting
from hearthline.insight.counting_club import CountingClub
from hearthline.insight.improvements import SUBJECT, Improved
from hearthline.insight.model import Case
from hearthline.insight.recounting import Live, Recount, live_from, recount
from hearthline.insight.sheets import Moves, differences, lacking
from hearthline.insight.store import InsightStore
from hearthline.members import keys as members
from hearthline.members.club_rules import Club
from hearthline.members.ledger_store import LedgerStore
from hearthline.members.model import LedgerEntry
from hearthline.members.store import PersonStore, StoredPerson
from hearthline.members.stored import stored_from as stored_from_person
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

    def __init__(self, client: Any, complaints: str, insight: str, members: str) -> None:
        self._client = client
        self._names = complaints, insight, members
        table, people = Table(client, complaints), Table(client, members)
        rulebook = Rulebook(Documents(table))
        self._facts = FactsOfComplaints(ComplaintStore(table, SHARDS), rulebook)
        self._rulebook = rulebook
        self.store = InsightStore(Table(client, insight))
        self.counting = Counting(self.store, self._facts, OF_COMPLAINTS)
        self._improvements = FactsOfImprovements(ImprovementStore(table), rulebook)
        self._counting_improvements = Counting(self.store, self._improvements, OF_IMPROVEMENTS)
        self._club = Club(Documents(table))
        facts = FactsOfClub(
            PersonStore(people, SHARDS), LedgerStore(people, SHARDS), HomeStore(people), self._club
        )
        self._counting_club = CountingClub(self.store, facts)

    def recount(self) -> tuple[Recount, Live]:
        """Count all complaints, improvements, members and sales; the roll-ups are read first."""
        self._rulebook.refresh(utc_now())
        complaints, insight, people = self._names
        live = live_from(_scan(self._client, insight))
        heads = list(_scan(self._client, complaints, _HEADS))
        club = self._clubbed(_scan(self._client, people, _CLUB))
        return recount(self._cases(heads), live, self._improved(heads), club), live

    def count(self, found: Recount) -> None:
        """Let those be counted that are behind, also where they were counted by other rules than today's."""
        improvements = [one for one in found.behind if one.startswith(SUBJECT)]
        club = [one for one in found.behind if one.startswith((PERSON, HOME))]
        complaints = [one for one in found.behind if not one.startswith((SUBJECT, PERSON, HOME))]
        self._counting_club.count(club, utc_now())
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

    def _clubbed(self, items: Iterator[Item]) -> Iterator[Member | HomeSold]:
        zone = self._club.refresh(utc_now()).zone
        persons: list[StoredPerson] = []
        ledgers: dict[str, list[LedgerEntry]] = {}
        for item in items:
            kind = item["pk"].partition("#")[0], item["sk"].partition("#")[0]
            if kind == (_PERSON, members.ENTRY):
                ledgers.setdefault(item["pk"], []).append(load(LedgerEntry, item))
            elif kind == (_PERSON, members.HEAD):
                persons.append(stored_from_person(item))
            elif kind == (_HOME, homes.HEAD):
                yield home_of(load(Home, item))
        for one in persons:
            if found := member_of(one.person, ledgers.get(members.person(one.id), ()), zone):
                yield found


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


_PERSON: Final = members.person("").removesuffix("#")
_HOME: Final = homes.home("").removesuffix("#")
_HEADS: Final[Mapping[str, Any]] = {
    "FilterExpression": "attribute_exists(month_queue) OR attribute_exists(proposed_at)"
}
_CLUB: Final[Mapping[str, Any]] = {
    "FilterExpression": "attribute_exists(joined_at) OR attribute_exists(amount) OR attribute_exists(address)"
}


def _scan(client: Any, table: str, wanted: Mapping[str, Any] | None = None) -> Iterator[Item]:
    def segment(number: int) -> list[Item]:
        place = {"Segment": number, "TotalSegments": SEGMENTS, "ConsistentRead": True}
        request: dict[str, Any] = {**place, **(wanted or {})}
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
    tables = (outputs[f"{name}Table"] for name in ("Complaints", "Insight", "Members"))
    rebuilding = Rebuilding(client("dynamodb"), *tables)
    found, live = rebuild(rebuilding) if apply else rebuilding.recount()
    wrong = differences(live.sheets, found.sheets)
    print(f"{found.cases:,} complaints, {len(live.sheets):,} sheets, {len(found.behind):,} behind")
    for line in wrong[:SHOWN]:
        print(line)
    print(f"{len(wrong):,} counters differ" if wrong else "the roll-ups equal the recount")
    return 1 if wrong or found.behind else 0


if __name__ == "__main__":
    sys.exit(main())
