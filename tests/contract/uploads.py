"""Files of a case on their way: announced over HTTP, put into the bucket, told to the function."""

import json
from typing import Any
from urllib.parse import quote, urlsplit

from attachment_check.handler import handle
from tests.contract.answer import Answer
from tests.contract.cloud import ATTACHMENTS
from tests.contract.service import Service
from tests.rights.acting import acting

HTML = b"<html><script>alert(1)</script></html>"
A_FILE = {"filename": "漏水.jpg", "content_type": "image/jpeg", "size": 2_000}


def announce(service: Service, filed: dict[str, Any], **changes: Any) -> dict[str, Any]:
    answer = service.post(f"/api/complaints/{filed['number']}/attachments", a_body(filed, **changes))
    assert answer.status == 201, answer.text
    announced: dict[str, Any] = answer.json
    return announced


def a_body(filed: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"key": filed["key"], **A_FILE, **changes}


def upload(service: Service, announced: dict[str, Any], data: bytes) -> str:
    key: str = announced["upload"]["fields"]["key"]
    service.cloud.clients["s3"].put_object(Bucket=ATTACHMENTS, Key=key, Body=data)
    return key


def told(*keys: str) -> list[dict[str, str]]:
    """Tell the function of uploads, as the bucket does; give what failed."""
    records = [{"s3": {"object": {"key": quote(key)}}} for key in keys]
    queued = {"messageId": "1", "body": json.dumps({"Records": records})}
    with acting("AttachmentCheck"):
        failures: list[dict[str, str]] = handle({"Records": [queued]}, None)["batchItemFailures"]
    return failures


def attach(service: Service, filed: dict[str, Any], data: bytes, **changes: Any) -> dict[str, Any]:
    announced = announce(service, filed, **changes)
    assert told(upload(service, announced, data)) == []
    return announced


def seen(service: Service, filed: dict[str, Any]) -> dict[str, Any]:
    """The only file of a case, as its filer sees it."""
    [shown] = service.follow(filed).json["attachments"]
    found: dict[str, Any] = shown
    return found


def keys(service: Service, filed: dict[str, Any]) -> list[str]:
    """The areas of the bucket in which the case has files."""
    listed = service.cloud.clients["s3"].list_objects_v2(Bucket=ATTACHMENTS).get("Contents", [])
    number = filed["number"].replace("-", "")
    return [each["Key"].partition("/")[0] for each in listed if f"/{number}/" in each["Key"]]


def fetched(service: Service, url: str) -> dict[str, Any]:
    key = urlsplit(url).path.partition(f"{ATTACHMENTS}/")[2] or urlsplit(url).path[1:]
    found: dict[str, Any] = service.cloud.clients["s3"].get_object(Bucket=ATTACHMENTS, Key=key)
    return found


def download(service: Service, filed: dict[str, Any], identifier: str, **query: str) -> Answer:
    path = f"/api/complaints/{filed['number']}/attachments/{identifier}"
    return service.get(path, **{"key": filed["key"], **query})
