"""What roles allow, held against what segments, their counts and an import of members ask."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from hearthline.members.segments.count_requests import Counts
from hearthline.members.segments.requests import Segments
from hearthline.platform.access import Principal
from tests.engines.club_importer import ClubImporter
from tests.engines.crowd import ALL, Crowd
from tests.engines.engine import Engine, in_moto
from tests.engines.people import People
from tests.engines.test_rights import CURSORS, granted, used
from tests.engines.world import KnownChance, World
from tests.unit.member_imports.builders import a_file, members

ZHOU = Principal("zhou", frozenset({"marketing"}), hq=True)
KEY = "a-key-of-sixteen-signs"


@pytest.fixture
def engine() -> Iterator[Engine]:
    with in_moto() as engine:
        yield engine


@pytest.fixture
def crowd(world: World, people: People, now: datetime) -> Crowd:
    crowd = Crowd(world, people, now)
    crowd.fill(5)
    return crowd


def test_the_desk_may_do_what_staff_ask_of_segments(crowd: Crowd, now: datetime) -> None:
    people = crowd.people
    segments = Segments(crowd.store, lambda _: ("sz",), people.prints, CURSORS, KnownChance())
    counts = Counts(
        crowd.store, people.store, crowd.job_store, str, crowd.moment, people.prints, KnownChance()
    )
    with used(people.engine) as asked:
        saved = segments.save(ZHOU, "x", {"all": []}, KEY, now)["id"]
        segments.save(ZHOU, "x", {"all": []}, KEY, now)
        segments.change(ZHOU, saved, {"name": "y"}, None, now)
        segments.page(ZHOU, limit=5, cursor=None)
        run = counts.begin(ZHOU, saved, KEY, now)["run"]
        counts.read(ZHOU, saved, run, now)
        people.store.load_many(["0123456789ABCDEF"])

    assert asked <= granted("MembershipDesk")


@pytest.mark.parametrize("filter_", [ALL, '{"points": {"at_least": 1}}'])
def test_jobs_may_do_what_a_count_asks(crowd: Crowd, filter_: str) -> None:
    count = crowd.begin(filter_)
    with used(crowd.people.engine) as asked:
        crowd.work(count, limit=1)

    assert ("Scan", "MembersTable/audience") in asked
    assert asked <= granted("ComplaintJobs")


def test_the_import_may_do_what_a_file_of_members_asks(world: World, people: People, now: datetime) -> None:
    importer = ClubImporter(world, people, now)
    id_ = importer.upload(a_file(*members(3)))
    with used(people.engine) as asked:
        importer.ended(id_)

    assert {("BatchGetItem", "MembersTable"), ("PutItem", "MembersTable")} <= asked
    assert asked <= granted("ComplaintImport")
