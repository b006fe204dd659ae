"""Who may import, and what they are told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from hearthline.imports.model import (
    KEPT,
    UPLOAD_WITHIN,
    Import,
    ImportKind,
    ImportStatus,
    Tally,
    Wanted,
    import_of_upload,
)
from hearthline.imports.requests import FAILURES, Imports, import_view
from hearthline.imports.store import AlreadyBegun
from hearthline.platform.access import Principal
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.objects import UploadForm
from hearthline.platform.problems import Problem
from hearthline.platform.secret import Secret
from tests.unit.imports.builders import NOW, a_mapping_document

MANAGER = Principal("wang", frozenset({"manager"}), frozenset({"sz"}))
ADMIN = Principal("root", frozenset({"admin"}), hq=True)
JOB = Import("0123456789ABCDEF", "sz", "old-desk", "old.csv", "wang", NOW)
RAN = replace(JOB, status=ImportStatus.FINISHED, started_at=NOW, ended_at=NOW, total=9, offset=9)
SOME_REJECTED = replace(RAN, parts=(0,), tally=Tally(rows=3, imported=2, rejected=1))


class Jobs:
    """The store of imports in memory."""

    def __init__(self, *jobs: Import) -> None:
        self.kept = {job.id: job for job in jobs}
        self.mappings: dict[str, Mapping[str, Any]] = {}

    def create(self, new: Import, mapping: Mapping[str, Any]) -> None:
        if new.id in self.kept:
            raise AlreadyBegun(self.kept[new.id])
        self.kept[new.id] = new
        self.mappings[new.id] = mapping

    def load(self, identifier: str) -> Import | None:
        return self.kept.get(identifier)


class Bucket:
    """Lends what it is asked for."""

    def upload_form(self, key: str, **conditions: Any) -> UploadForm:
        return UploadForm(
            "https://bucket", {"key": key, **{name: str(value) for name, value in conditions.items()}}
        )

    def download_url(self, key: str, seconds: int) -> str:
        return f"https://bucket/{key}?for={seconds}"


def imports(jobs: Jobs) -> Imports:
    prints = Fingerprints(Secret(lambda: "a secret that is long enough for a test of this kind"))
    entropy: Any = SimpleNamespace(token=bytes)
    store: Any = jobs
    bucket: Any = Bucket()
    return Imports(store, lambda now: {"sz", "bj"}, bucket, prints, entropy)


def begin(
    jobs: Jobs, principal: Principal, city: str | None = "sz", key: str | None = None, now: datetime = NOW
) -> dict[str, Any]:
    wanted = Wanted(ImportKind.COMPLAINTS, city, "old-desk", "old.csv", a_mapping_document())
    return imports(jobs).begin(principal, wanted, key, now)


@pytest.mark.parametrize("principal", [MANAGER, ADMIN])
def test_an_import_begins_with_the_right_to_upload_one_file_of_its_own(principal: Principal) -> None:
    jobs = Jobs()

    begun = begin(jobs, principal)

    (job,) = jobs.kept.values()
    assert begun["id"] == job.id
    assert (job.status, job.by, job.city) == (ImportStatus.WAITING, principal.id, "sz")
    assert jobs.mappings[job.id] == a_mapping_document()
    assert import_of_upload(begun["upload"]["fields"]["key"]) == job.id
    assert begun["upload"]["fields"]["largest"] == str(50 * 1024 * 1024)


@pytest.mark.parametrize(
    ("principal", "city", "status"),
    [
        (replace(MANAGER, roles=frozenset({"lead"})), "sz", 403),
        (replace(MANAGER, roles=frozenset({"auditor"})), "sz", 403),
        (MANAGER, "bj", 403),
        (MANAGER, None, 403),
        (ADMIN, "atlantis", 422),
    ],
)
def test_who_may_not_or_where_nothing_is_begins_nothing(
    principal: Principal, city: str | None, status: int
) -> None:
    jobs = Jobs()

    with pytest.raises(Problem) as refused:
        begin(jobs, principal, city)

    assert refused.value.status == status
    assert jobs.kept == {}


def test_the_same_key_and_wish_lead_to_the_first_import_with_what_is_left_of_its_hour() -> None:
    jobs = Jobs()

    first = begin(jobs, MANAGER, key="a-key-of-sixteen")
    again = begin(jobs, MANAGER, key="a-key-of-sixteen", now=NOW + timedelta(minutes=20))
    others = begin(jobs, ADMIN, key="a-key-of-sixteen")

    assert again["id"] == first["id"] != others["id"]
    assert len(jobs.kept) == 2
    assert (first["upload"]["fields"]["seconds"], again["upload"]["fields"]["seconds"]) == ("3600", "2400")


def test_a_key_that_was_used_for_another_wish_is_refused_and_tells_nothing() -> None:
    jobs = Jobs()
    begin(jobs, ADMIN, "sz", key="a-key-of-sixteen")

    with pytest.raises(Problem) as refused:
        begin(jobs, ADMIN, "bj", key="a-key-of-sixteen")

    assert (refused.value.status, refused.value.errors[0].pointer) == (422, "#Idempotency-Key")
    assert len(jobs.kept) == 1


@pytest.mark.parametrize("identifier", ["FFFFFFFFFFFFFFFF", "", "x" * 5000])
def test_an_import_that_is_not_there_is_not_found(identifier: str) -> None:
    with pytest.raises(Problem) as refused:
        imports(Jobs(JOB)).status(MANAGER, identifier, NOW)

    assert refused.value.status == 404


def test_an_import_of_another_city_is_nobody_elses_to_see() -> None:
    elsewhere = Jobs(replace(SOME_REJECTED, city="bj"))

    for ask in (imports(elsewhere).status, imports(elsewhere).rejected_url):
        with pytest.raises(Problem) as refused:
            ask(MANAGER, JOB.id, NOW)
        assert refused.value.status == 403


def test_the_status_tells_how_far_it_is_and_what_came_of_the_rows() -> None:
    running = replace(
        JOB, status=ImportStatus.RUNNING, started_at=NOW, total=100, offset=40, tally=Tally(rows=7)
    )

    view = imports(Jobs(running)).status(MANAGER, JOB.id, NOW)

    assert (view["status"], view["progress"], view["rows"]) == ("running", {"bytes": 40, "total": 100}, 7)
    assert view["rejected_url"] is None


def test_an_upload_that_never_came_is_a_failure_and_not_a_wait_for_ever() -> None:
    view = import_view(JOB, NOW + 2 * UPLOAD_WITHIN)

    assert (view["status"], view["failure"]["code"]) == ("failed", "not_uploaded")
    assert import_view(JOB, NOW + UPLOAD_WITHIN)["status"] == "waiting"


@pytest.mark.parametrize("code", FAILURES)
def test_every_failure_is_explained(code: str) -> None:
    failed = replace(JOB, status=ImportStatus.FAILED, ended_at=NOW, failure=code, columns=("estate",))

    assert import_view(failed, NOW)["failure"] == {
        "code": code,
        "detail": FAILURES[code],
        "columns": ["estate"],
    }


def test_rejected_rows_are_lent_for_a_minute() -> None:
    url = imports(Jobs(SOME_REJECTED)).rejected_url(MANAGER, JOB.id, NOW)

    assert url == f"https://bucket/rejected/{JOB.id}.csv?for=60"


@pytest.mark.parametrize(
    ("job", "later", "status"),
    [(JOB, timedelta(0), 409), (RAN, timedelta(0), 404), (SOME_REJECTED, KEPT, 404)],
)
def test_there_are_no_rejected_rows_before_the_end_without_any_or_when_forgotten(
    job: Import, later: timedelta, status: int
) -> None:
    with pytest.raises(Problem) as refused:
        imports(Jobs(job)).rejected_url(MANAGER, JOB.id, NOW + later)

    assert refused.value.status == status


@pytest.mark.parametrize(
    "key", ["uploads/A/other.csv", "rejected/A/data.csv", "uploads/data.csv", "uploads/A/b/data.csv"]
)
def test_another_file_in_the_bucket_is_no_upload(key: str) -> None:
    assert import_of_upload(key) is None
