"""What improvements add, and that it is what a recount says however their events come."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from hearthline.complaint_facts import FactsOfImprovements
from hearthline.complaints.draft import Refused
from hearthline.complaints.improvements.model import Improvement
from hearthline.complaints.improvements.store import ImprovementStore
from hearthline.complaints.rulebook import Rulebook
from hearthline.insight.counting import OF_IMPROVEMENTS, Counting
from hearthline.insight.improvements import Improved, contribution_of_improvement
from hearthline.insight.recounting import live_from, recount
from hearthline.insight.sheets import by_value, differences, moved
from hearthline.insight.store import InsightStore
from hearthline.platform.table import Table
from tests.unit.complaints.builders import MONDAY
from tests.unit.complaints.improvement_builder import ADOPTED, WAY, a_proposal, decided, in_status
from tests.unit.infra.templates import resources
from tests.unit.surveys.memory import Died, MemoryTable

TOLD = frozenset(resources("AWS::Events::Rule")["InsightRule"]["EventPattern"]["detail-type"])


class NoCities:
    """A rulebook of no city: all improvements go by the zone of the company."""

    def refresh(self, _: datetime) -> None:
        """There is nothing to take in."""

    def city(self, _: str) -> None:
        """There is none."""


FACTS = FactsOfImprovements(cast("ImprovementStore", None), cast("Rulebook", NoCities()))


def sheet(improvement: Improvement, name: str, city: str = "") -> dict[str, dict[str, int]]:
    parts = moved(contribution_of_improvement(FACTS.of(improvement)))
    return by_value(parts.get((f"S#customers#{city}", name), {}))


def test_a_proposal_counts_when_it_was_made_and_a_decision_when_it_was() -> None:
    proposed = a_proposal(city="sz").improvement
    adopted = replace(in_status(ADOPTED), city="sz", decided_at=MONDAY + timedelta(days=40))

    assert sheet(proposed, "improved#2026-11", "sz") == {"": {"proposed": 1, "waiting": 1}}
    assert sheet(adopted, "improved_department#2026-11", "sz") == {"engineering": {"proposed": 1}}
    assert sheet(adopted, "improved_cause#2026-12", "sz") == {"workmanship": {"adopted": 1}}
    assert sheet(replace(proposed, city=None), "improved#2026-11") == {"": {"proposed": 1, "waiting": 1}}


@pytest.mark.parametrize("seed", range(6))
def test_they_equal_a_recount_under_duplicates_disorder_and_crashes(seed: int) -> None:
    chance = random.Random(seed)
    standing: dict[str, Improvement] = {}
    told: list[str] = []

    def read(subjects: Sequence[str], _: datetime) -> list[Improved]:
        return [FACTS.of(standing[one]) for one in subjects]

    table = MemoryTable()
    counting = Counting(InsightStore(cast("Table", table)), read, OF_IMPROVEMENTS)
    table.dies = frozenset(chance.randint(1, 40) * chance.choice([1, -1]) for _ in range(8))
    for hour in range(80):
        now = MONDAY + timedelta(hours=40 * hour)
        if hour % 4 == 0:
            made = a_proposal(
                city=chance.choice(["sz", "gz", None]), cause=chance.choice(["design", "material"])
            )
            revised = replace(made, improvement=replace(made.improvement, id=f"ID{hour}", proposed_at=now))
        else:
            try:
                revised = decided(chance.choice(list(standing.values())), chance.choice(list(WAY)), now)
            except Refused:
                continue
        subject = f"improvement/{revised.improvement.id}"
        standing[subject] = revised.improvement
        if f"improvement.{revised.revision.kind}" in TOLD:
            told += [subject] * chance.choice([1, 2])
        for _ in range(5):
            try:
                counting.count(chance.sample(told, min(3, len(told))), now)
            except Died:
                continue
            break
    table.dies = frozenset()
    counting.count(told, MONDAY)

    live = live_from(table.items.values())
    again = recount([], live, [FACTS.of(one) for one in standing.values()])
    assert again.behind == ()
    assert differences(live.sheets, again.sheets) == []
    assert sum(number for each in live.sheets.values() for number in each.values()) > 0
