"""What members ask of their data, held against what the roles of those who do it allow."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from hearthline.complaints.privacy.erasing import CaseEraser, Erasure
from hearthline.complaints.privacy.exporting import Export
from hearthline.complaints.privacy.person_store import PersonStore
from hearthline.members.closing import Closing
from hearthline.members.export_store import ExportStore, Request
from hearthline.members.own_exports import OwnExports, exporting
from hearthline.members.sessions import SignedIn
from hearthline.notices.store import DeliveryTable
from hearthline.person_notices import NoticesOfCases
from hearthline.person_wishes import OwnFiles, OwnWishes
from hearthline.platform.jobs import Jobs, JobState, Worker, new_job
from hearthline.platform.objects import Objects
from tests.engines.importer import Bucket
from tests.engines.records import person_records
from tests.engines.test_member_erasing import Life
from tests.engines.test_member_erasing import life as life  # noqa: PLC0414 - a fixture
from tests.engines.test_rights import granted, used
from tests.engines.world import SHARDS


def test_members_may_ask(life: Life, now: datetime) -> None:
    stored = life.member(now)
    files = OwnFiles(life.world.jobs, lambda: cast("Objects", None))  # none is whole yet
    own = OwnExports(ExportStore(life.people.table), files, life.people.prints, life.world.entropy)
    with used(life.world.engine) as asked:
        own.ask(stored, "a-key-of-sixteen-signs", now)
        own.view(stored, now)
        Closing(life.people.store).close(SignedIn(stored, "", now), now)

    assert asked <= granted("Membership")


def test_who_watches_may_begin_the_job(life: Life, now: datetime) -> None:
    stored, world = life.member(now), life.world
    wishes = OwnWishes(world.table, world.jobs, world.keys, world.entropy)
    with used(world.engine) as asked:
        wishes(exporting(Request("FEDCBA9876543210", stored.id, now), stored.contacts), now)

    assert world.jobs.load("FEDCBA9876543210") is not None
    assert asked <= granted("MembershipWatch")


def test_jobs_may_give_a_member_out_and_take_them_out(life: Life, now: datetime) -> None:
    stored, world = life.member(now), life.world
    bucket: Any = Bucket()
    pointers, records = PersonStore(world.table), person_records(world.engine, bucket)
    told = NoticesOfCases(DeliveryTable(life.deliveries, SHARDS))
    eraser = CaseEraser(world.store, pointers, world.rulebook, lambda _: 0)
    workers: dict[str, Callable[[], Worker]] = {
        "erasure": lambda: Erasure(eraser, pointers, records, world.rulebook),
        "export": lambda: Export(world.store, pointers, records, bucket, told),
    }
    jobs = Jobs(world.jobs, workers, lambda: now)
    params = {"persons": [stored.contacts[0]], "reason": "Asked."}
    later = now + timedelta(minutes=2)
    wanted = [new_job(kind, params, "admin", later, world.entropy) for kind in ("export", "erasure")]
    world.table.transact([world.jobs.start_action(job) for job in wanted])
    with used(world.engine) as asked:
        ended = [jobs.run(job.id, lambda: True) for job in wanted]

    assert [(each.job.state, each.job.tally["persons"]) for each in ended if each] == [(JobState.DONE, 1)] * 2
    assert ("Query", "DeliveriesTable/by_person") in asked
    assert asked <= granted("ComplaintJobs")
