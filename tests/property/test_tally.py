"""Whatever happens on the way, the tally is what a recount of all invitations and answers gives."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthline.platform.table import Table
from hearthline.surveys import keys
from hearthline.surveys.answers import check_answers, stored
from hearthline.surveys.counting import Counting, what_is_asked
from hearthline.surveys.model import AnonymousAnswer, Invitation, Progress, Questionnaire, Reach, Strata
from hearthline.surveys.recounting import Recount, differences, recount
from hearthline.surveys.recovery import Answerer, Recovery
from hearthline.surveys.tally_store import Looked, Subject, TallyStore
from tests.unit.surveys.builders import NOW, an_invitation
from tests.unit.surveys.memory import Died, MemoryTable
from tests.unit.surveys.questionnaires import EVERY_TYPE, questionnaire

CAMPAIGN = "CAMPAIGN00000001"
EVERY = questionnaire(EVERY_TYPE)
DAY = "2026-11-22"
SEEDS = st.integers(0, 2**32)


class Story:
    """A campaign in which random things happen, and a process that counts and may die at any request."""

    def __init__(self, seed: int, *, anonymous: bool = False, asked: Questionnaire = EVERY) -> None:
        self.chance = random.Random(seed)
        self.table = MemoryTable()
        self.store = TallyStore(cast("Table", self.table))
        self.asked = what_is_asked(asked, anonymous=anonymous)
        self.counting = Counting(self.store, lambda *_: self.asked, self.classes)
        self.invitations = [self._made(number) for number in range(12)]
        self.changed: list[Subject] = []

    def classes(self, answerers: Sequence[Answerer]) -> list[Recovery]:
        """Class people differently each time: a class is asked for once."""
        return [self.chance.choice(list(Recovery)) for _ in answerers]

    def happen(self, times: int) -> None:
        for _ in range(times):
            place = self.chance.randrange(len(self.invitations))
            self._save(place, self._changed(self.invitations[place]))
            if self.asked.anonymous and self.chance.random() < 0.5:
                self._anonymous()

    def count(self, subjects: Sequence[Subject]) -> None:
        """Count a batch; a dead process is followed by another that is given the same batch."""
        for _ in range(10):
            try:
                self.counting.count(subjects)
                return
            except Died:
                continue

    def live(self) -> dict[str, dict[str, int]]:
        return self.store.groups(CAMPAIGN)

    def recount(self) -> Recount:
        return recount(self.store, CAMPAIGN, lambda *_: self.asked, self.classes, [DAY])

    def deliver_again(self) -> None:
        """Deliver all changes twice, in any order, in batches of any size."""
        waiting = [*self.changed, *self.changed]
        self.chance.shuffle(waiting)
        while waiting:
            size = self.chance.randint(1, 9)
            self.count(waiting[:size])
            waiting = waiting[size:]

    def _made(self, number: int) -> Invitation:
        strata = Strata(
            "customer",
            self.chance.choice(["sz", "gz", None]),
            self.chance.choice(["海岸花园", "云顶"]),
            self.chance.choice(["member", "gold", None]),
            self.chance.choice(["living", "moving_in"]),
        )
        return an_invitation(
            hash=f"{number * 17 % 256:02x}" * 20, person=f"PERSON{number:010d}", strata=strata
        )

    def _changed(self, before: Invitation) -> Invitation:
        pick: Callable[[Sequence[Any]], Any] = self.chance.choice
        reach = pick([before.reach, Reach.SENT, Reach.HELD, Reach.FAILED, Reach.UNKNOWN, Reach.WITHHELD])
        progress = pick([before.progress, *Progress])
        after = replace(before, version=before.version + 1, reach=reach, progress=progress)
        after = replace(after, reason=pick([None, "quiet_hours"]), channel=pick([None, "sms"]))
        if progress in {Progress.STARTED, Progress.ANSWERED}:
            answers = {} if self.asked.anonymous else self._answers()
            after = replace(after, answers=answers, answered_at=NOW + timedelta(hours=after.version))
        return after

    def _answers(self) -> dict[str, Any]:
        rating = self.chance.randint(1, 5)
        said: dict[str, Any] = {
            "overall": rating,
            "recommend": self.chance.choice([None, *range(11)]),
            "reason": self.chance.choice("abc"),
            "seen": self.chance.sample("abc", 2),
            "again": self.chance.random() < 0.5,
            "parts": {row: self.chance.choice([None, 1, 2, 3, 4, 5]) for row in "abc"},
            "rooms": self.chance.choice([1, 2.5, 9.5, 3.1416]),
            "moved": f"2024-0{rating}-1{rating}",
        }
        kept = {name: value for name, value in said.items() if self.chance.random() < 0.7 or name in NEEDED}
        return stored(check_answers(EVERY, kept, final=True))

    def _anonymous(self) -> None:
        identity = f"RANDOM{len(self.changed):010d}"
        strata = self.chance.choice(self.invitations).strata
        self.table.put_anonymous(AnonymousAnswer(CAMPAIGN, identity, DAY, strata, self._answers(), 1, "zh"))
        self.changed.append(Subject(CAMPAIGN, identity, DAY))

    def _save(self, place: int, after: Invitation) -> None:
        self.invitations[place] = after
        self.table.put_invitation(after)
        self.changed.append(Subject(CAMPAIGN, after.hash))


NEEDED = {"overall", "again", "reason", "parts"}


@given(SEEDS, st.booleans())
def test_a_recount_equals_the_tally_under_duplicates_disorder_and_crashes(seed: int, anonymous: bool) -> None:
    story = Story(seed, anonymous=anonymous)
    deaths = [story.chance.randint(1, 60) * story.chance.choice([1, -1]) for _ in range(12)]
    story.table.dies = frozenset(deaths)

    for _ in range(5):
        story.happen(6)
        story.count(story.chance.sample(story.changed, min(4, len(story.changed))))
    story.table.dies = frozenset()
    story.deliver_again()

    again = story.recount()
    assert again.behind == ()
    assert differences(story.live(), again.groups) == []
    standing = story.store.standing(CAMPAIGN)
    assert sum(standing.of(again.made).values()) == again.made
    assert min(standing.of(again.made).values()) >= 0


@given(SEEDS)
@settings(max_examples=20)
def test_it_equals_a_recount_after_a_death_at_any_one_request(seed: int) -> None:
    for death in (*range(1, 5), *range(-4, 0)):
        story = Story(seed)
        story.happen(8)
        story.table.dies = frozenset({death})
        story.count(story.changed)
        story.table.dies = frozenset()

        assert differences(story.live(), story.recount().groups) == []


@given(SEEDS)
@settings(max_examples=20)
def test_two_who_count_the_same_at_once_count_it_once(seed: int) -> None:
    story = Story(seed)
    story.happen(8)
    other = Counting(story.store, lambda *_: story.asked, story.classes)
    look = story.store.look

    def overtaken(subjects: Sequence[Subject]) -> list[Looked]:
        looked = look(subjects)
        story.store.look = look  # type: ignore[method-assign]
        story.happen(2)
        other.count(story.changed)
        return looked

    story.store.look = overtaken  # type: ignore[method-assign]
    story.counting.count(story.changed)

    assert differences(story.live(), story.recount().groups) == []


def test_a_class_is_for_good_though_it_would_be_another_one_today() -> None:
    story = Story(7)
    answered = replace(story.invitations[0], version=2, reach=Reach.SENT, progress=Progress.ANSWERED)
    for version in (2, 3, 4):
        given_ = {"overall": version, "again": True, "parts": {"a": 1, "b": 1, "c": 1}, "reason": "a"}
        kept = stored(check_answers(EVERY, given_, final=True))
        story._save(0, replace(answered, version=version, answers=kept, answered_at=NOW))
        story.count(story.changed[-1:])

    classes = {group: counts for group, counts in story.live().items() if group.startswith("recovery=")}

    assert [counts["@answered"] for counts in classes.values() if counts.get("@answered")] == [1]
    assert differences(story.live(), story.recount().groups) == []


def test_what_changes_back_is_not_counted_as_it_was_between() -> None:
    story = Story(5)
    held = replace(story.invitations[0], version=2, reach=Reach.HELD)
    story._save(0, held)
    story.count(story.changed)
    story._save(0, replace(held, version=3, reach=Reach.SENT))
    look = story.store.look
    between = look([Subject(CAMPAIGN, held.hash)])
    story._save(0, replace(held, version=4))
    story.count(story.changed)

    def late(subjects: Sequence[Subject]) -> list[Looked]:
        return [between.pop()] if between else look(subjects)

    story.store.look = late  # type: ignore[method-assign]
    story.count(story.changed)

    assert story.store.standing(CAMPAIGN).states == {"held": 1}
    assert differences(story.live(), story.recount().groups) == []


def test_a_change_that_is_told_late_does_not_undo_a_later_one() -> None:
    story = Story(3)
    sent = replace(story.invitations[0], version=2, reach=Reach.SENT)
    story._save(0, sent)
    (early,) = story.store.look([Subject(CAMPAIGN, sent.hash)])
    story._save(0, replace(sent, version=3, progress=Progress.OPENED))
    story.count(story.changed)
    late = story.store.look
    mark = (keys.marks(CAMPAIGN, keys.bucket_of(sent.hash)), sent.hash)
    noted = story.table.items[mark]
    story.store.look = lambda subjects: [replace(early, mark=late(subjects)[0].mark)]  # type: ignore[method-assign]

    story.count(story.changed)

    assert story.table.items[mark] == noted
    assert story.store.standing(CAMPAIGN).states == {"opened": 1}


@pytest.mark.parametrize("size", [1, 49, 50, 51, 130])
def test_many_are_counted_in_transactions_that_have_room_for_them(size: int) -> None:
    story = Story(1)
    story.invitations = [
        replace(
            an_invitation(), hash=f"{number:02x}{number:038x}", strata=Strata("customer", f"c{number % 60}")
        )
        for number in range(size)
    ]
    for place, made in enumerate(story.invitations):
        story._save(place, replace(made, version=2, reach=Reach.SENT))

    story.count(story.changed)

    assert story.live()["all"] == {"@reachable": size}
    assert story.store.standing(CAMPAIGN).states == {"sent": size}
