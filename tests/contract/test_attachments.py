"""Files of a case over HTTP: announced, uploaded, looked through, fetched."""

import json
import logging
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from hearthline.complaints.attachments import requests
from tests.contract.service import AGENT, AUDITOR, ELSEWHERE, MARKETING, Service
from tests.contract.uploads import (
    A_FILE,
    HTML,
    a_body,
    announce,
    attach,
    download,
    fetched,
    keys,
    seen,
    told,
    upload,
)
from tests.unit.attachments.files import SECRET, a_jpeg, a_pdf, a_png


def test_announcing_lends_the_right_to_upload_one_file(service: Service) -> None:
    import base64

    filed = service.file()
    announced = announce(service, filed, filename="../漏水.html")

    fields = announced["upload"]["fields"]
    policy = json.loads(base64.b64decode(fields["policy"]))
    number = filed["number"].replace("-", "")
    assert fields["key"] == f"incoming/{number}/{announced['attachment_id']}"
    assert fields["Content-Type"] == "image/jpeg"
    assert ["content-length-range", 1, 20 * 1024 * 1024] in policy["conditions"]
    assert announced["filename"] == "漏水.jpg"
    assert seen(service, filed)["state"] == "awaited"


def test_a_photograph_reaches_its_reader_without_its_notes(service: Service) -> None:
    filed = service.file()
    announced = attach(service, filed, a_jpeg())

    answer = download(service, filed, announced["attachment_id"])

    assert answer.status == 303
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query["X-Amz-Expires"] == ["60"]
    assert query["response-content-disposition"][0].startswith("attachment; ")
    kept = fetched(service, answer.headers["location"])
    data = kept["Body"].read()
    assert SECRET in a_jpeg()
    assert SECRET not in data
    assert (kept["ContentType"], kept["ContentDisposition"]) == (
        "image/jpeg",
        "attachment; filename=\"attachment.jpg\"; filename*=UTF-8''%E6%BC%8F%E6%B0%B4.jpg",
    )
    shown = seen(service, filed)
    assert (shown["state"], shown["size"], shown["reason"]) == ("released", len(data), None)
    assert keys(service, filed) == ["clean"]


@pytest.mark.parametrize(
    ("data", "content_type", "reason"),
    [
        (HTML, "image/jpeg", "type_unknown"),
        (a_png(), "image/jpeg", "type_mismatch"),
        (a_pdf(b"<</S/JavaScript/JS(x)>>"), "application/pdf", "active_content"),
        (a_pdf(trailer=b"/Encrypt 9 0 R"), "application/pdf", "encrypted"),
    ],
)
def test_what_is_not_what_it_says_never_reaches_a_reader(
    service: Service, data: bytes, content_type: str, reason: str
) -> None:
    filed = service.file()
    announced = attach(service, filed, data, content_type=content_type)

    shown = seen(service, filed)
    assert (shown["state"], shown["reason"]) == ("quarantined", reason)
    assert keys(service, filed) == ["quarantine"]
    refused = download(service, filed, announced["attachment_id"])
    assert (refused.status, refused.json["reason"]) == (409, "attachment_not_released")
    assert refused.json["state"] == {"status": "quarantined"}


def test_nothing_is_lent_before_it_was_looked_through(service: Service) -> None:
    filed = service.file()
    announced = announce(service, filed)
    upload(service, announced, a_jpeg())

    assert download(service, filed, announced["attachment_id"]).status == 409


def test_staff_attach_and_fetch_and_the_reading_is_recorded(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    filed = service.file()
    answer = service.post(f"/api/desk/complaints/{filed['number']}/attachments", A_FILE, AGENT)
    assert answer.status == 201
    told(upload(service, answer.json, a_jpeg()))

    path = f"/api/desk/complaints/{filed['number']}/attachments/{answer.json['attachment_id']}"
    with caplog.at_level(logging.INFO):
        assert service.get(path, AUDITOR).status == 303
    assert seen(service, filed)["by"] == "staff"
    assert service.get(path, ELSEWHERE).status == 403
    assert service.get(path, MARKETING).status == 403
    assert service.get(f"{path}0", AGENT).status == 404
    assert service.post(path.rpartition("/")[0], A_FILE, AUDITOR).status == 403
    [shown] = service.case(filed).json["attachments"]
    assert (shown["state"], shown["by"]) == ("released", "staff")


def test_the_timeline_tells_the_filer_and_the_board_says_nothing(service: Service) -> None:
    filed = service.file()
    attach(service, filed, a_jpeg())
    attach(service, filed, HTML)

    told_of = [(each["kind"], each["data"].get("reason")) for each in service.follow(filed).json["timeline"]]
    post = service.get(f"/api/board/{filed['number']}")

    assert ("attached", None) in told_of
    assert ("attachment_refused", "type_unknown") in told_of
    assert "attach" not in post.text
    assert "漏水.jpg" not in str([each["data"] for each in service.case(filed).json["timeline"]])


def test_a_wrong_key_is_the_same_404_for_both(service: Service) -> None:
    filed = service.file()
    announced = attach(service, filed, a_jpeg())
    path = f"/api/complaints/{filed['number']}/attachments"

    assert service.post(path, a_body({**filed, "key": "wrong"})).status == 404
    assert download(service, filed, announced["attachment_id"], key="wrong").status == 404
    assert download(service, filed, "0000000000000000").status == 404
    assert service.get(f"{path}/{announced['attachment_id']}").status == 422


@pytest.mark.parametrize(
    "change",
    [
        {"content_type": "text/html"},
        {"content_type": "image/svg+xml"},
        {"size": 0},
        {"size": 20 * 1024 * 1024 + 1},
        {"filename": ""},
        {"filename": "a\u0000b"},
        {"url": "https://x"},
    ],
)
def test_what_is_not_taken_is_refused_before_it_comes(service: Service, change: dict[str, Any]) -> None:
    filed = service.file()

    answer = service.post(f"/api/complaints/{filed['number']}/attachments", a_body(filed, **change))

    assert (answer.status, service.follow(filed).json["attachments"]) == (422, [])


def test_a_repetition_gives_the_same_attachment(service: Service) -> None:
    filed = service.file()
    path, once = f"/api/complaints/{filed['number']}/attachments", {"Idempotency-Key": "k" * 16}

    first = service.post(path, a_body(filed), headers=once)
    again = service.post(path, a_body(filed), headers=once)
    other = service.post(path, a_body(filed, size=1), headers=once)

    assert (first.status, again.status, other.status) == (201, 201, 422)
    assert first.json["attachment_id"] == again.json["attachment_id"]
    assert len(service.follow(filed).json["attachments"]) == 1


def test_nine_are_enough_and_a_closed_case_takes_none(service: Service) -> None:
    filed = service.file()
    path = f"/api/complaints/{filed['number']}/attachments"
    for _ in range(9):
        announce(service, filed)
    full = service.post(path, a_body(filed))
    service.later(hours=1)
    service.resolve(filed)
    announce(service, filed)
    service.post(
        f"/api/complaints/{filed['number']}/verdict", {"key": filed["key"], "accepted": True, "rating": 5}
    )
    closed = service.post(path, a_body(filed))

    assert (full.status, full.json["reason"]) == (409, "attached_enough")
    assert (closed.status, closed.json["reason"]) == (409, "not_open")


def test_more_than_twenty_in_an_hour_are_too_many(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    assert requests.UPLOADS.most == 20
    monkeypatch.setattr(requests, "UPLOADS", replace(requests.UPLOADS, most=2))
    filed = service.file()
    for _ in range(2):
        announce(service, filed)

    answer = service.post(f"/api/complaints/{filed['number']}/attachments", a_body(filed))

    assert answer.status == 429
