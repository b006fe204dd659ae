"""Files in one S3 bucket: read by ranges, written whole or joined from parts, lent by signed addresses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from hearthline.platform.origins import origin_of

JOIN_PART = 8 * 1024 * 1024
"""Bytes that are sent at once when a file is joined; S3 takes no part under 5 MiB but the last."""

_OF_MANY = frozenset({"list_objects_v2", "list_object_versions", "delete_objects"})
_MISSING = frozenset({"NoSuchKey", "404", "NotFound"})


class S3(Protocol):
    """The verbs of botocore's S3 client that this product uses."""

    def get_object(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def put_object(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def create_multipart_upload(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def upload_part(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def complete_multipart_upload(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def list_objects_v2(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def list_object_versions(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def delete_objects(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def delete_object(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def generate_presigned_post(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def generate_presigned_url(self, ClientMethod: str, **kwargs: Any) -> str: ...  # noqa: D102, N803


class ObjectMissing(Exception):
    """There is no file under this key (any more)."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class ObjectsUnavailable(Exception):
    """The bucket could not be reached or failed inside; trying again later is safe."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file: its bytes, the file's whole length, and the tag of the content it was cut from."""

    data: bytes
    total: int
    tag: str


@dataclass(frozen=True, slots=True)
class UploadForm:
    """Where and with which form fields a browser may post one file (RFC 7578), the file's field last."""

    url: str
    fields: Mapping[str, str]


class Objects:
    """The files of one bucket."""

    def __init__(self, client: S3, bucket: str) -> None:
        self._client = client
        self.bucket = bucket

    def read(self, key: str, start: int, length: int) -> Piece:
        """Give at most `length` bytes from `start`, none beyond the end.

        Raises ObjectMissing or ObjectsUnavailable.
        """
        try:
            answer = self._call("get_object", key, Range=f"bytes={start}-{start + length - 1}")
        except _BeyondEnd:
            whole = self._call("get_object", key)
            whole["Body"].close()
            return Piece(b"", int(whole["ContentLength"]), whole["ETag"])
        data = self._body(answer)
        total = answer.get("ContentRange", "").rpartition("/")[2]
        return Piece(data, int(total) if total else len(data), answer["ETag"])

    def read_whole(self, key: str) -> bytes:
        """Give a whole small file; raise ObjectMissing or ObjectsUnavailable."""
        return self._body(self._call("get_object", key))

    def write(self, key: str, data: bytes, content_type: str, *, disposition: str = "") -> None:
        """Write a whole file, over what was there; with a `disposition`, it says so when it is fetched."""
        said = {"ContentDisposition": disposition} if disposition else {}
        self._call("put_object", key, Body=data, ContentType=content_type, **said)

    def remove(self, key: str) -> None:
        """Take a file away, where there is one; the bucket's rules end what it keeps of earlier versions."""
        self._call("delete_object", key)

    def keys(self, prefix: str) -> Iterator[str]:
        """Give the keys of all files that begin so, in order: a request for each thousand."""
        start: dict[str, str] = {}
        while True:
            page = self._call("list_objects_v2", prefix, Prefix=prefix, **start)
            yield from (str(found["Key"]) for found in page.get("Contents", ()))
            if not page.get("IsTruncated"):
                return
            start = {"ContinuationToken": page["NextContinuationToken"]}

    def join(self, parts: Iterable[bytes], key: str, content_type: str, *, disposition: str) -> None:
        """Write one file of all parts in turn; holds no more than JOIN_PART bytes and one part at a time."""
        held = bytearray()
        upload: str | None = None
        sent: list[dict[str, Any]] = []
        headers = {"ContentType": content_type, "ContentDisposition": disposition}
        for part in parts:
            held += part
            while len(held) > JOIN_PART:
                upload = upload or self._call("create_multipart_upload", key, **headers)["UploadId"]
                sent.append(self._send_part(key, upload, len(sent) + 1, bytes(held[:JOIN_PART])))
                del held[:JOIN_PART]
        if upload is None:
            self._call("put_object", key, Body=bytes(held), **headers)
            return
        sent.append(self._send_part(key, upload, len(sent) + 1, bytes(held)))
        self._call("complete_multipart_upload", key, UploadId=upload, MultipartUpload={"Parts": sent})

    def _send_part(self, key: str, upload: str, number: int, data: bytes) -> dict[str, Any]:
        answer = self._call("upload_part", key, UploadId=upload, PartNumber=number, Body=data)
        return {"PartNumber": number, "ETag": answer["ETag"]}

    def delete_all(self, prefix: str) -> int:
        """Delete every version of every file whose key begins so; give how many files there had been.

        Asked again it does nothing. Raises ObjectsUnavailable where some were not deleted.
        """
        keys: set[str] = set()
        named: list[dict[str, str]] = []
        while True:
            page = self._call("list_object_versions", prefix, Prefix=prefix)
            versions = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
            if not versions:
                return len(keys)
            keys.update(version["Key"] for version in versions)
            before = named
            named = [{"Key": version["Key"], "VersionId": version["VersionId"]} for version in versions]
            if named == before:
                raise ObjectsUnavailable
            if self._call("delete_objects", prefix, Delete={"Objects": named, "Quiet": True}).get("Errors"):
                raise ObjectsUnavailable

    def upload_form(self, key: str, *, content_type: str, largest: int, seconds: int) -> UploadForm:
        """Lend the right to post one file of 1 to `largest` bytes under this very key, for some seconds."""
        presigned = self._client.generate_presigned_post(
            Bucket=self.bucket,
            Key=key,
            Fields={"Content-Type": content_type},
            Conditions=[{"Content-Type": content_type}, ["content-length-range", 1, largest]],
            ExpiresIn=seconds,
        )
        return UploadForm(presigned["url"], presigned["fields"])

    def upload_origin(self) -> str:
        """Give the origin that upload forms of this bucket are sent to; nothing is asked for it."""
        return origin_of(self._client.generate_presigned_post(Bucket=self.bucket, Key="-")["url"])

    def download_url(self, key: str, seconds: int, *, disposition: str = "") -> str:
        """Lend the right to read one file, for some seconds; the answer carries the `disposition`."""
        said = {"ResponseContentDisposition": disposition} if disposition else {}
        return self._client.generate_presigned_url(
            "get_object", Params={"Bucket": self.bucket, "Key": key, **said}, ExpiresIn=seconds
        )

    def _body(self, answer: Mapping[str, Any]) -> bytes:
        try:
            data: bytes = answer["Body"].read()
        except BotoCoreError as error:
            raise ObjectsUnavailable from error
        return data

    def _call(self, verb: str, key: str, **request: Any) -> dict[str, Any]:
        try:
            named = {} if verb in _OF_MANY else {"Key": key}
            answer: dict[str, Any] = getattr(self._client, verb)(Bucket=self.bucket, **named, **request)
        except ClientError as error:
            raise _translated(error, key) from error
        except BotoCoreError as error:
            raise ObjectsUnavailable from error
        return answer


class _BeyondEnd(Exception):
    """A range that begins where the file has ended."""


def _translated(error: ClientError, key: str) -> Exception:
    response: Mapping[str, Any] = error.response
    code = response.get("Error", {}).get("Code", "")
    if code in _MISSING:
        return ObjectMissing(key)
    if code == "InvalidRange":
        return _BeyondEnd()
    if code == "SlowDown" or int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500)) >= 500:
        return ObjectsUnavailable()
    return error  # a mistake of ours (permission, bucket name): not to be answered as a passing fault
