"""Going through everybody, and counting whom a segment means: nobody missed, nobody twice."""

from dataclasses import replace
from datetime import datetime

import pytest

from hearthline.members.segments.counting import jobs_of
from hearthline.members.segments.model import Segment, Subtotal
from hearthline.members.segments.store import AlreadySaved, PartMoved, SegmentOutdated
from hearthline.platform.jobs import Overtaken
from tests.engines.crowd import ALL, Crowd
from tests.engines.people import People
from tests.engines.world import KnownChance, World

SIZE = 13
MEMBERS_WITH_POINTS = '{"points": {"at_least": 3}}'


@pytest.fixture
def crowd(world: World, people: People, now: datetime) -> Crowd:
    return Crowd(world, people, now)


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 100])
@pytest.mark.parametrize("parts", [1, 3])
def test_everybody_is_on_one_page_of_one_part_wherever_pages_end(
    crowd: Crowd, parts: int, limit: int
) -> None:
    ids = crowd.fill(SIZE)

    found = crowd.everybody(parts, limit, points=True)

    assert sorted(person.id for person in found) == sorted(ids)
    points = {person.id: person.points for person in found}
    assert points == {id_: place if place % 3 == 0 else 0 for place, id_ in enumerate(ids)}


def test_a_page_without_points_is_one_request_and_shows_no_name(crowd: Crowd) -> None:
    crowd.fill(4)

    with crowd.people.engine.counter.during() as spent:
        (first, *_) = crowd.everybody(1, 100)

    assert dict(spent.requests) == {"Scan": 1}
    assert not hasattr(first, "name")
    assert first.points is None


def test_the_index_holds_nothing_that_says_who_somebody_is(crowd: Crowd, now: datetime) -> None:
    crowd.people.create(now, name="王小明", phone="+8613800138000", email="w@example.com", employer="万科")

    (item,) = crowd.people.table.scan_page("audience", 0, 1).items

    assert set(item) <= {"pk", "sk", "audience", "kind", "consents", "language", "referrals"}


def test_who_was_erased_is_in_no_audience(crowd: Crowd, now: datetime) -> None:
    stored = crowd.people.create(now)
    erased = replace(stored.person, erased_at=now)
    line = crowd.people.store.history(stored.id)[0]
    crowd.people.store.save(stored, erased, [line])

    assert crowd.everybody(1, 100) == []


@pytest.mark.parametrize("parts", [1, 3])
def test_a_count_adds_up_and_says_what_it_cost(crowd: Crowd, parts: int) -> None:
    crowd.fill(SIZE)

    total = crowd.work(crowd.begin(ALL, parts=parts))

    assert (total.done, total.scanned, total.count) == (True, SIZE, SIZE)
    assert total.by_city == {"sz": 5, "gz": 4, "bj": 4}
    assert total.requests == total.pages > parts
    assert len(total.sample) == 10


def test_only_whom_the_filter_means_is_counted(crowd: Crowd) -> None:
    crowd.fill(SIZE)

    total = crowd.work(crowd.begin(MEMBERS_WITH_POINTS))

    assert (total.scanned, total.count, total.by_city) == (SIZE, 4, {"sz": 4})


def test_a_count_looks_no_further_than_its_scope(crowd: Crowd) -> None:
    crowd.fill(SIZE)

    total = crowd.work(crowd.begin(ALL, cities=("bj", "gz")))

    assert (total.count, total.by_city) == (8, {"gz": 4, "bj": 4})


@pytest.mark.parametrize("moment", ["dies_before", "dies_after"])
@pytest.mark.parametrize("note", [1, 2, 3])
def test_a_step_that_died_is_done_again_and_counted_once(crowd: Crowd, moment: str, note: int) -> None:
    crowd.fill(SIZE)
    setattr(crowd.store, moment, frozenset({note}))

    total = crowd.work(crowd.begin(ALL, parts=1))

    assert (total.done, total.scanned, total.count) == (True, SIZE, SIZE)


def test_of_two_who_count_on_at_once_one_does(crowd: Crowd, now: datetime) -> None:
    crowd.fill(SIZE)
    count = crowd.begin(ALL, parts=1)
    (job,) = jobs_of(count, KnownChance())
    behind = crowd.total(count)
    crowd.worker().step(job, now)

    with pytest.raises(PartMoved):
        crowd.store.note(count, behind, replace(behind, pages=4, count=99))

    read = crowd.store.count
    crowd.store.count = lambda segment, run: (count, (Subtotal(0),))  # type: ignore[method-assign]
    with pytest.raises(Overtaken):
        crowd.worker().step(job, now)
    crowd.store.count = read  # type: ignore[method-assign]
    assert crowd.work(count).count == SIZE


def test_a_sample_is_the_same_however_the_audience_is_cut(crowd: Crowd) -> None:
    crowd.fill(25)

    samples = [
        crowd.work(crowd.begin(ALL, parts=parts, run=f"RUN000000000000{parts}"), limit).sample
        for parts, limit in ((1, 100), (2, 3), (3, 1))
    ]

    assert samples[0] == samples[1] == samples[2]
    assert len({drawn.person for drawn in samples[0]}) == 10


def test_a_job_says_of_nobody_who_they_are(crowd: Crowd) -> None:
    crowd.fill(3)
    count = crowd.begin(ALL, parts=1)
    crowd.work(count)

    job = crowd.job_store.load(jobs_of(count, KnownChance())[0].id)

    assert job is not None
    assert set(job.params) == {"segment", "run", "part"}
    assert set(job.position) == {"pages"}


def test_a_count_that_is_forgotten_ends_its_jobs(crowd: Crowd, now: datetime) -> None:
    count = crowd.begin(ALL, parts=1)
    crowd.store.count = lambda segment, run: None  # type: ignore[method-assign]

    assert crowd.worker().step(jobs_of(count, KnownChance())[0], now).done


def test_counts_and_segments_are_found_in_one_request_each(crowd: Crowd) -> None:
    crowd.fill(5)
    count = crowd.begin(ALL)
    crowd.work(count)

    with crowd.people.engine.counter.during() as spent:
        crowd.store.count(count.segment, count.id)
        crowd.store.load(count.segment)
        crowd.store.page("", 10)

    assert dict(spent.requests) == {"Query": 2, "GetItem": 1}


def test_a_segment_is_saved_once_and_changed_by_one_at_a_time(crowd: Crowd, now: datetime) -> None:
    segment = Segment("SEGMENT000000001", "甲", ALL, "zhou", now, now, "zhou")
    crowd.store.create(segment)

    with pytest.raises(AlreadySaved):
        crowd.store.create(segment)
    saved = crowd.store.save(segment, replace(segment, name="乙"))
    with pytest.raises(SegmentOutdated):
        crowd.store.save(segment, replace(segment, name="丙"))

    assert crowd.store.load(segment.id) == saved
    assert crowd.store.page("", 10).segments == (saved,)
    assert saved.version == 2


def test_pages_of_segments_are_newest_first_and_repeat_none(crowd: Crowd, now: datetime) -> None:
    for place in range(5):
        at = now.replace(minute=place)
        crowd.store.create(Segment(f"SEGMENT00000000{place}0", str(place), ALL, "zhou", at, at, "zhou"))

    first = crowd.store.page("", 3)
    second = crowd.store.page(first.position or "", 3)

    names = [segment.name for page in (first, second) for segment in page.segments]
    assert names == ["4", "3", "2", "1", "0"]
