"""Files on the running stack: posted straight to the storage, looked through, saved by whoever may."""

from typing import Any

import httpx
import pytest

from infra.local.stack import LocalStack
from tests.system.client import Client, eventually
from tests.system.test_journeys import file
from tests.unit.attachments.files import SECRET, a_jpeg

LARGEST = 20 * 1024 * 1024
HTML = b"<html><script>alert(1)</script></html>"


@pytest.fixture(scope="module")
def agent(stack: LocalStack) -> Client:
    """Give the API as an agent of Shenzhen."""
    return Client(stack.description()["url"], stack.token("agent"))


def announce(anyone: Client, filed: dict[str, Any], name: str) -> dict[str, Any]:
    body = {"key": filed["key"], "filename": name, "content_type": "image/jpeg", "size": 1_000}
    answer = anyone.post(f"/api/complaints/{filed['number']}/attachments", body)
    assert answer.status == 201, answer.body
    return dict(answer.json)


def post(announced: dict[str, Any], data: bytes) -> int:
    form = announced["upload"]
    sent = {"file": ("a", data, "image/jpeg")}
    return httpx.post(form["url"], data=form["fields"], files=sent, timeout=60).status_code


def settled(anyone: Client, filed: dict[str, Any]) -> dict[str, Any]:
    """The newest file of a case, as soon as it was looked through."""

    def look() -> dict[str, Any] | None:
        view = anyone.get(f"/api/complaints/{filed['number']}?key={filed['key']}").json
        newest: dict[str, Any] = view["attachments"][-1]
        return newest if newest["state"] != "awaited" else None

    found = eventually(look)
    assert found is not None
    return found


def test_a_photograph_loses_its_place_and_is_saved_by_filer_and_staff(anyone: Client, agent: Client) -> None:
    filed = file(anyone, "photo@example.com")
    photograph = a_jpeg()
    assert post(announce(anyone, filed, "漏水.jpg"), photograph) in {200, 201, 204}

    shown = settled(anyone, filed)
    assert (shown["state"], shown["filename"]) == ("released", "漏水.jpg")
    path = f"complaints/{filed['number']}/attachments/{shown['id']}"
    token = {"Authorization": f"Bearer {agent.token}"}
    for url, headers in (
        (f"{anyone.url}/api/{path}?key={filed['key']}", {}),
        (f"{anyone.url}/api/desk/{path}", token),
    ):
        sent_on = httpx.get(url, headers=headers, timeout=60)
        assert sent_on.status_code == 303, sent_on.text
        saved = httpx.get(sent_on.headers["location"], timeout=60)
        assert saved.status_code == 200
        assert saved.headers["content-type"] == "image/jpeg"
        assert saved.headers["content-disposition"].startswith("attachment;")
        assert saved.content.startswith(b"\xff\xd8")
        assert SECRET in photograph
        assert SECRET not in saved.content
        assert len(saved.content) == shown["size"]


def test_a_page_under_the_name_of_a_picture_reaches_nobody(anyone: Client, agent: Client) -> None:
    filed = file(anyone, "page@example.com")
    assert post(announce(anyone, filed, "leak.jpg"), HTML) in {200, 201, 204}

    shown = settled(anyone, filed)
    assert (shown["state"], shown["reason"]) == ("quarantined", "type_unknown")
    path = f"complaints/{filed['number']}/attachments/{shown['id']}"
    assert anyone.get(f"/api/{path}?key={filed['key']}").status == 409
    assert agent.get(f"/api/desk/{path}").status == 409


def test_the_storage_itself_refuses_a_byte_too_many_and_another_type(anyone: Client) -> None:
    filed = file(anyone, "large@example.com")
    announced = announce(anyone, filed, "large.jpg")

    assert post(announced, b"\xff" * (LARGEST + 1)) >= 400
    announced["upload"]["fields"]["Content-Type"] = "text/html"
    assert post(announced, HTML) >= 400
    view = anyone.get(f"/api/complaints/{filed['number']}?key={filed['key']}").json
    assert view["attachments"][0]["state"] == "awaited"
