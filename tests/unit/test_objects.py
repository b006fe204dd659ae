"""Files in a bucket, on moto's S3."""

import uuid
from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest
from botocore.config import Config
from moto import mock_aws

from hearthline.platform.objects import JOIN_PART, ObjectMissing, Objects, ObjectsUnavailable


@pytest.fixture
def bucket() -> str:
    """Name a bucket of this test's own: moto forgets nothing while another test's cloud is up around it."""
    return f"imports-{uuid.uuid4()}"


@pytest.fixture
def client(bucket: str) -> Iterator[Any]:
    with mock_aws():
        s3: Any = botocore.session.get_session().create_client(
            "s3",
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(signature_version="s3v4"),
        )
        s3.create_bucket(Bucket=bucket)
        yield s3


@pytest.fixture
def objects(client: Any, bucket: str) -> Objects:
    return Objects(client, bucket)


def test_a_file_is_read_by_pieces_that_know_its_length_and_content(objects: Objects) -> None:
    objects.write("a", b"0123456789", "text/csv")

    first, last, beyond = objects.read("a", 0, 4), objects.read("a", 8, 4), objects.read("a", 10, 4)

    assert (first.data, last.data, beyond.data) == (b"0123", b"89", b"")
    assert {first.total, last.total, beyond.total} == {10}
    assert first.tag == last.tag == beyond.tag


def test_an_empty_file_has_no_piece(objects: Objects) -> None:
    objects.write("a", b"", "text/csv")

    assert (objects.read("a", 0, 4).data, objects.read("a", 0, 4).total) == (b"", 0)


def test_another_content_has_another_tag(objects: Objects) -> None:
    objects.write("a", b"0123456789", "text/csv")
    before = objects.read("a", 0, 4).tag
    objects.write("a", b"012345678x", "text/csv")

    assert objects.read("a", 0, 4).tag != before


def test_a_missing_file_is_said_to_be_missing(objects: Objects) -> None:
    with pytest.raises(ObjectMissing):
        objects.read("a", 0, 4)
    with pytest.raises(ObjectMissing):
        objects.read_whole("a")


@pytest.mark.parametrize("sizes", [[], [3, 4], [JOIN_PART, 1], [5, JOIN_PART * 2, 7]])
def test_parts_are_joined_in_turn_however_large(objects: Objects, client: Any, sizes: list[int]) -> None:
    parts = [bytes([65 + place]) * size for place, size in enumerate(sizes)]

    objects.join(iter(parts), "whole", "text/csv", disposition='attachment; filename="x.csv"')

    assert objects.read_whole("whole") == b"".join(parts)
    assert (
        client.head_object(Bucket=objects.bucket, Key="whole")["ContentDisposition"]
        == 'attachment; filename="x.csv"'
    )


def test_an_upload_form_is_for_one_key_one_type_and_a_size(objects: Objects) -> None:
    import base64
    import json

    form = objects.upload_form("uploads/1/data.csv", content_type="text/csv", largest=50, seconds=60)

    policy = json.loads(base64.b64decode(form.fields["policy"]))
    assert ["content-length-range", 1, 50] in policy["conditions"]
    assert {"key": "uploads/1/data.csv"} in policy["conditions"]
    assert {"Content-Type": "text/csv"} in policy["conditions"]
    assert form.fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"


def test_a_download_address_ends_soon(objects: Objects) -> None:
    assert "X-Amz-Expires=60" in objects.download_url("rejected/1.csv", 60)


def test_every_version_of_all_files_under_a_prefix_is_deleted(objects: Objects, client: Any) -> None:
    client.put_bucket_versioning(Bucket=objects.bucket, VersioningConfiguration={"Status": "Enabled"})
    for key in ("a/1", "a/1", "a/2", "ab/1"):
        objects.write(key, key.encode(), "text/csv")
    client.delete_object(Bucket=objects.bucket, Key="a/2")

    assert (objects.delete_all("a/"), objects.delete_all("a/")) == (2, 0)
    left = client.list_object_versions(Bucket=objects.bucket)
    assert [version["Key"] for version in left["Versions"]] == ["ab/1"]
    assert "DeleteMarkers" not in left


@pytest.mark.parametrize("errors", [[{"Key": "a/1", "Code": "InternalError"}], []])
def test_a_file_that_could_not_be_deleted_is_not_passed_over(bucket: str, errors: list[Any]) -> None:
    class Refusing:
        def list_object_versions(self, **_: Any) -> dict[str, Any]:
            return {"Versions": [{"Key": "a/1", "VersionId": "1"}]}

        def delete_objects(self, **_: Any) -> dict[str, Any]:
            return {"Errors": errors}

    with pytest.raises(ObjectsUnavailable):
        Objects(Refusing(), bucket).delete_all("a/")  # type: ignore[arg-type]


def test_files_are_listed_by_what_their_keys_begin_with_over_all_pages(
    objects: Objects, client: Any, bucket: str
) -> None:
    for key in ("a/1", "a/2", "a/3", "b/1"):
        objects.write(key, b"", "text/csv")

    class TwoAtATime:
        """S3 with small pages."""

        def list_objects_v2(self, **request: Any) -> Any:
            return client.list_objects_v2(**request, MaxKeys=2)

    assert list(Objects(TwoAtATime(), bucket).keys("a/")) == ["a/1", "a/2", "a/3"]  # type: ignore[arg-type]
    assert list(objects.keys("c/")) == []
