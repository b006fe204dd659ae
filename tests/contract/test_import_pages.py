"""Pages of imports: begun by the names of columns, worked through; fetching the rejected rows is recorded."""

import json
import re
from html import unescape
from typing import Any

import pytest

from hearthline import root_work
from hearthline.platform.objects import Objects
from tests.contract.cloud import BUCKET
from tests.contract.desk_browser import HTMX, DeskBrowser
from tests.contract.service import ADMIN, AGENT, LEAD, MANAGER, MARKETING, Service, staff
from tests.rights.acting import acting
from tests.unit.member_imports.builders import a_file, a_member_mapping, members

AT = "/desk/members/imports"
EVIL = "<script>alert(1)</script>{{7*7}}"
TYPED = {
    "kind": "members",
    "city": "sz",
    "source": "old-club",
    "how": "columns",
    "mapping.encoding": "utf-8",
    "mapping.delimiter": ",",
    "mapping.external_id.column": "id",
    "mapping.name.column": "name",
    "mapping.phone.column": "phone",
    "mapping.joined_on.column": "joined",
    "mapping.joined_on.format": "%Y/%m/%d",
    "mapping.consents.text_version": "1",
    "mapping.consents.on": "2026-01-01",
    "mapping.consents.given.survey:email.column": "survey_ok",
}


def begun(desk: DeskBrowser, **changes: str) -> str:
    answer = desk.post(AT, {**TYPED, **changes})
    assert answer.status == 200, answer.text
    found = re.search(rf'data-then="({AT}/[0-9A-Z]+)"', answer.text)
    assert found
    return found[1]


def arrive(service: Service, place: str, content: bytes) -> None:
    files = Objects(service.cloud.clients["s3"], BUCKET)
    identity = place.rpartition("/")[2]
    files.write(f"uploads/{identity}/data.csv", content, "text/csv")
    with acting("ComplaintImport"):
        root_work.importing().run(identity, service.now, lambda: True)


def test_a_file_is_announced_watched_and_what_was_not_taken_is_fetched(
    service: Service, desk: DeskBrowser
) -> None:
    desk.enter(MANAGER)
    place = begun(desk, **{"mapping.consents.given.survey:email.column": ""})
    waiting = desk.get(place, **HTMX)
    assert 'hx-trigger="every 3s"' in waiting.text
    assert "<html" not in waiting.text
    early = desk.get(f"{place}/rejected")
    assert early.status == 409

    arrive(service, place, a_file(*members(5), {"name": ""}))

    done = desk.get(place).text
    assert "hx-trigger" not in re.sub(r"(?s)<head>.*</head>", "", done)
    assert [int(one) for one in re.findall(r"<dd><strong>(\d+)</strong>", done)] == [6, 5, 0, 1]
    assert desk.get(f"{place}/rejected").status == 303
    assert "rejected_rows" in str(service.snapshot())
    assert desk.get(f"{AT}?id={place.rpartition('/')[2].lower()}").headers["location"] == place


def test_where_the_file_goes_is_lent_once_for_a_key(desk: DeskBrowser) -> None:
    desk.enter(MANAGER)
    key = {"idempotency_key": "0123456789ABCDEF"}

    first = desk.post(AT, {**TYPED, **key})
    assert begun(desk, **key) == re.findall(r'data-then="([^"]+)"', first.text)[0]
    [fields] = re.findall(r'data-fields="([^"]+)"', first.text)
    assert json.loads(unescape(fields))["Content-Type"] == "text/csv"
    assert re.search(r"connect-src 'self' https?://\S+", first.headers["content-security-policy"])
    other = desk.post(AT, {**TYPED, **key, "source": "partner"})
    assert (other.status, "You have sent this form before" in other.text) == (422, True)


def test_a_mapping_may_be_written_and_is_refused_by_its_parts(desk: DeskBrowser) -> None:
    desk.enter(MANAGER)
    begun(desk, how="written", written=json.dumps(a_member_mapping()))

    wrong = desk.post(AT, {**TYPED, "how": "written", "written": '{"name": {"column": "n"}, "tier": 1}'})
    assert wrong.status == 422
    assert "/mapping/tier" in wrong.text
    none = desk.post(AT, {**TYPED, "kind": "complaints", "written": EVIL})
    assert (none.status, "<script>alert" in none.text) == (422, False)
    assert 'id="written-fault"' in none.text


@pytest.mark.parametrize(
    ("changes", "control"),
    [
        ({"source": EVIL}, "source"),
        ({"source": "x\r\nSet-Cookie: a=b"}, "source"),
        ({"city": "atlantis"}, "city"),
        ({"mapping.external_id.column": ""}, "mapping.external_id.column"),
        ({"mapping.joined_on.format": "%d"}, "mapping.joined_on.format"),
        ({"mapping.consents.on": ""}, "mapping.consents.on"),
        ({"mapping.name.column": EVIL * 9}, "mapping.name.column"),
    ],
)
def test_what_is_wrong_is_told_at_its_control(
    desk: DeskBrowser, changes: dict[str, str], control: str
) -> None:
    answer = desk.enter(ADMIN).post(AT, {**TYPED, **changes})

    assert answer.status == 422
    assert f'id="{control}-fault"' in answer.text
    assert "<script>alert" not in answer.text
    assert "set-cookie" not in answer.headers


def test_managers_and_administrators_import_into_their_cities(desk: DeskBrowser) -> None:
    place = begun(desk.enter(MANAGER))
    elsewhere = staff("sun", "manager", "city:bj")

    for who in (AGENT, LEAD, MARKETING):
        assert [desk.enter(who).get(path).status for path in (AT, place)] == [403, 403]
        assert desk.post(AT, TYPED).status == 403
    assert desk.enter(elsewhere).post(AT, TYPED).status == 403
    assert desk.get(place).status == 403
    no_city: dict[str, Any] = {**TYPED, "city": ""}
    assert desk.enter(MANAGER).post(AT, no_city).status == 403
    assert desk.enter(ADMIN).post(AT, no_city).status == 200
    assert desk.get(f"{AT}/0123456789ABCDEF").status == 404
