"""The service-recovery table, from the cases and answers of 42,000 owners whose true shares are known."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from hearthline.surveys.contribution import of_invitation
from hearthline.surveys.figures import measures
from hearthline.surveys.model import Invitation, Progress, Reach
from hearthline.surveys.recovery import Judgement, Matter, Recovery, recovery_of
from hearthline.surveys.tally import summed
from tests.unit.surveys.builders import NOW, an_invitation
from tests.unit.surveys.questionnaires import asking, document, questionnaire

OWNERS = 42_000
TABLE = {
    Recovery.NO_PROBLEM: (0.91, 0.64),
    Recovery.HANDLED_BADLY: (0.77, 0.46),
    Recovery.HANDLED_WELL: (0.93, 0.69),
}
"""Satisfied and loyal, of owners without a quality problem, and unhappy or happy with its handling."""
COMMON = {Recovery.NO_PROBLEM: 0.62, Recovery.HANDLED_BADLY: 0.13, Recovery.HANDLED_WELL: 0.25}
ASKED = questionnaire(
    document(
        asking("overall", "rating", required=True, measure="satisfaction"),
        asking("buy", "rating", required=True, measure="buy_again"),
        asking("recommend", "score", required=True, measure="recommend"),
    )
)
ANSWERED = an_invitation(reach=Reach.SENT, progress=Progress.ANSWERED, answered_at=NOW)


class Population:
    """Owners drawn one after the other."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def owners(self) -> Iterator[tuple[Invitation, list[Matter]]]:
        classes = self.chance.choices(list(COMMON), list(COMMON.values()), k=OWNERS)
        for number, true in enumerate(classes):
            yield self._answered(number, *TABLE[true]), self._cases(true)

    def _answered(self, number: int, satisfied: float, loyal: float) -> Invitation:
        draw = self.chance
        overall = draw.choice([4, 5]) if draw.random() < satisfied else draw.choice([1, 2, 3])
        buy, recommend = draw.choice([4, 5]), draw.choice([9, 10])
        if draw.random() >= loyal:
            buy, recommend = draw.choice([(3, 10), (5, 8), (2, 5), (4, 0)])
        return replace(
            ANSWERED,
            hash=f"{number:040x}",
            person=f"OWNER{number:011d}",
            answers={"overall": overall, "buy": buy, "recommend": recommend},
        )

    def _cases(self, true: Recovery) -> list[Matter]:
        """Give cases of which the class follows, and others that must not count."""
        draw = self.chance
        cases = [
            self._case(days=draw.uniform(366, 900), rating=draw.randint(1, 5)),
            self._case(days=draw.uniform(-300, -1), rating=draw.randint(1, 5)),
            self._case(days=draw.uniform(1, 300), kind=draw.choice(["inquiry", "praise", "suggestion"])),
            self._case(days=draw.uniform(1, 200), kind="inquiry", rating=1),
        ]
        cases = draw.sample(cases, draw.randint(0, 4))
        if true is Recovery.HANDLED_WELL:
            cases += [self._case(days=draw.uniform(5, 360), rating=draw.choice([4, 5]))]
        elif true is Recovery.HANDLED_BADLY:
            accepted = draw.random() < 0.5
            rating = draw.choice([1, 2, 3]) if accepted else draw.randint(1, 5)
            cases += [self._case(days=draw.uniform(5, 360), rating=rating, accepted=accepted)]
            cases += [self._case(days=draw.uniform(5, 360), rating=5) for _ in range(draw.randint(0, 1))]
        if true is not Recovery.NO_PROBLEM and draw.random() < 0.2:
            cases += [self._case(days=draw.uniform(0, 60), late=True)]
        draw.shuffle(cases)
        return cases

    def _case(
        self,
        *,
        days: float,
        kind: str = "",
        rating: int | None = None,
        accepted: bool = True,
        late: bool = False,
    ) -> Matter:
        received = NOW - timedelta(days=days)
        judged_at = NOW + timedelta(days=1) if late else received + timedelta(days=min(4, abs(days) / 2))
        said = Judgement(accepted, rating or 1, judged_at) if rating or late else None
        number = f"N{self.chance.getrandbits(60):x}"
        return Matter(number, kind or self.chance.choice(["complaint", "repair"]), received, said)


def test_the_service_recovery_table_is_found_again_each_cell_within_its_interval() -> None:
    tallies: dict[str, dict[str, int]] = {}
    for invitation, cases in Population(seed=2014).owners():
        added = of_invitation(invitation, ASKED, recovery_of(cases, NOW))
        for group in added.groups:
            tally = tallies.setdefault(group, {})
            for name, number in added.counts.items():
                tally[name] = tally.get(name, 0) + number

    for recovery, (satisfied, loyal) in TABLE.items():
        figures = {one.name: one.estimate() for one in measures(ASKED, tallies[f"recovery={recovery.value}"])}
        for name, true in (("satisfaction", satisfied), ("loyalty", loyal)):
            found = figures[name]
            assert found is not None
            assert found.low <= true <= found.high, (recovery, name, found)
            assert found.high - found.low < 0.03
    classed = [tally for group, tally in tallies.items() if group.startswith("recovery=")]
    assert summed(classed) == tallies["all"]
    assert tallies["all"]["@answered"] == OWNERS
