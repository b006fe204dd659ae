"""What comes of uploads however and whenever the bucket tells of them."""

import pytest

from hearthline import root, root_work
from tests.contract.cloud import ATTACHMENTS
from tests.contract.service import Service
from tests.contract.uploads import (
    HTML,
    announce,
    attach,
    download,
    fetched,
    keys,
    seen,
    told,
    upload,
)
from tests.rights.acting import acting
from tests.unit.attachments.files import a_jpeg


def _raise(*_: object) -> None:
    raise TimeoutError


def test_a_file_that_is_too_large_for_the_bucket_would_be_put_aside(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hearthline.complaints.attachments.checking.LARGEST_FILE", 1_000)
    filed = service.file()
    attach(service, filed, a_jpeg())

    assert seen(service, filed)["reason"] == "too_large"


def test_being_told_twice_or_late_changes_nothing(service: Service) -> None:
    filed = service.file()
    announced = announce(service, filed)
    key = upload(service, announced, a_jpeg())
    assert told(key, key) == []
    before = service.snapshot()
    upload(service, announced, HTML)

    service.later(hours=3)
    assert told(key) == []

    assert service.snapshot() == before
    assert keys(service, filed) == ["clean"]
    url = download(service, filed, announced["attachment_id"]).headers["location"]
    assert fetched(service, url)["Body"].read().startswith(b"\xff\xd8")


def test_a_check_that_died_before_the_end_is_done_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = service.file()
    announced = announce(service, filed)
    key = upload(service, announced, a_jpeg())
    files = root_work.attachment_files()
    with monkeypatch.context() as broken:
        broken.setattr(type(files), "drop_upload", _raise)
        assert told(key) == [{"itemIdentifier": "1"}]

    assert told(key) == []

    assert seen(service, filed)["state"] == "released"
    assert keys(service, filed) == ["clean"]


def test_a_file_that_nobody_announced_is_taken_away(service: Service) -> None:
    filed = service.file()
    announced = announce(service, filed)
    unknown = upload(service, announced, a_jpeg()).rpartition("/")[0] + "/0000000000000000"
    service.cloud.clients["s3"].put_object(Bucket=ATTACHMENTS, Key=unknown, Body=a_jpeg())
    nowhere = "incoming/K7Q29XPDD/0000000000000000"
    service.cloud.clients["s3"].put_object(Bucket=ATTACHMENTS, Key=nowhere, Body=a_jpeg())

    assert told(unknown, nowhere) == []

    assert keys(service, filed) == ["incoming"]
    assert keys(service, {"number": "K7Q29XPDD"}) == []


def test_what_is_gone_or_no_upload_is_done_with(service: Service) -> None:
    filed = service.file()
    announced = announce(service, filed)

    assert told(announced["upload"]["fields"]["key"]) == []
    assert told("clean/K7Q29XPDD/1", "incoming/x") == []
    assert seen(service, filed)["state"] == "awaited"


def test_what_never_came_lapses_after_its_hour(service: Service) -> None:
    filed = service.file()
    announce(service, filed)
    until = seen(service, filed)["upload_until"]

    assert service.later(hours=1) == until
    assert (seen(service, filed)["state"], seen(service, filed)["reason"]) == ("lapsed", None)


def test_every_version_of_every_file_of_a_case_can_be_taken_away(service: Service) -> None:
    s3 = service.cloud.clients["s3"]
    s3.put_bucket_versioning(Bucket=ATTACHMENTS, VersioningConfiguration={"Status": "Enabled"})
    filed, other = service.file(), service.file(title="别的")
    attach(service, filed, a_jpeg())
    attach(service, filed, HTML)
    attach(service, other, a_jpeg())
    announced = announce(service, filed)
    upload(service, announced, a_jpeg())
    number = filed["number"].replace("-", "")

    assert root_work.attachment_files().delete_all(number) == 5

    left = s3.list_object_versions(Bucket=ATTACHMENTS)
    named = [each["Key"] for kind in ("Versions", "DeleteMarkers") for each in left.get(kind, [])]
    assert not any(f"/{number}/" in key for key in named)
    assert keys(service, other) == ["clean"]


def test_a_case_that_knows_the_file_no_more_keeps_nothing_of_it(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = service.file()
    announced = announce(service, filed)
    key = upload(service, announced, a_jpeg())
    number = filed["number"].replace("-", "")
    store = root.store()
    checked = root_work.attachment_check()
    before = store.load(number)
    told(key)
    monkeypatch.setattr(store, "load", lambda _: before)
    s3 = service.cloud.clients["s3"]
    s3.put_object(Bucket=ATTACHMENTS, Key=key, Body=a_jpeg())

    # It read the case before the other check settled it, and was slower; the second look says `awaited`.
    with acting("AttachmentCheck"):
        assert checked.check(number, announced["attachment_id"], service.now) == "awaited"
    assert keys(service, filed) == []
