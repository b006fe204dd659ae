"""An administrator's pages of what a person asks of their data: looked over, begun once, watched, fetched."""

import re

import pytest

from hearthline import root_work
from tests.contract.club import WANG, Club
from tests.contract.desk_browser import HTMX, DeskBrowser
from tests.contract.service import ADMIN, AGENT, MANAGER, Service, staff
from tests.rights.acting import acting

AT = "/desk/members/wishes"
EVIL = "<script>alert(1)</script>{{7*7}}"
ASKED = {"wish": "exports", "phone": "13800138000", "reason": EVIL}


def begun(desk: DeskBrowser, **changes: str) -> str:
    asked = desk.post(AT, {**ASKED, **changes})
    assert asked.status == 200, asked.text
    assert "+8613800138000" in asked.text
    assert "<script>alert" not in asked.text
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked.text))
    sent = [desk.post(AT, {**ASKED, **changes, **_own(fields)}) for _ in range(2)]
    assert [answer.status for answer in sent] == [303, 303]
    assert sent[0].headers["location"] == sent[1].headers["location"]
    return sent[0].headers["location"]


def _own(fields: dict[str, str]) -> dict[str, str]:
    return {name: fields[name] for name in ("idempotency_key", "sure")}


def test_a_file_is_made_watched_and_fetched_with_a_trace(service: Service, desk: DeskBrowser) -> None:
    service.file()
    place = begun(desk.enter(ADMIN))
    waiting = desk.get(place, **HTMX).text
    assert 'hx-trigger="every 3s"' in waiting
    assert desk.get(f"{place}/file").status == 409
    with acting("ComplaintJobs"):
        root_work.jobs().run(place.rpartition("/")[2], lambda: True)

    done = desk.get(place).text

    assert f'href="{place}/file"' in done
    assert "<script>alert" not in done
    assert desk.get(f"{place}/file").status == 303
    read = service.get("/api/desk/readings", ADMIN, actor="admin").json["items"]
    assert [(one["what"], one["about"]) for one in read] == [("export", place.rpartition("/")[2])]


def test_somebody_is_taken_out_after_a_second_look(service: Service, desk: DeskBrowser) -> None:
    identity = Club(service).join(WANG).json["id"]
    asked = desk.enter(ADMIN).post(AT, {**ASKED, "wish": "erasures"})
    assert "it cannot be called back" in asked.text
    assert desk.get(f"/desk/members/{identity}").status == 200

    place = begun(desk, wish="erasures")

    assert place.startswith(f"{AT}/erasures/")
    assert "Under way" in desk.page(place).text
    assert desk.get(place.replace("erasures", "exports")).status == 404


@pytest.mark.parametrize(
    ("changes", "control"),
    [
        ({"wish": ""}, "wish"),
        ({"wish": "everything"}, "wish"),
        ({"phone": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"email": "x\r\nSet-Cookie: a=b"}, "email"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_is_wrong_is_told_at_its_control(
    desk: DeskBrowser, changes: dict[str, str], control: str
) -> None:
    answer = desk.enter(ADMIN).post(AT, {**ASKED, **changes})

    assert answer.status == 422
    assert f'id="{control}-fault"' in answer.text
    assert "<script>alert" not in answer.text
    assert "set-cookie" not in answer.headers


def test_it_is_for_administrators_of_all_cities(desk: DeskBrowser) -> None:
    of_a_city = staff("deng", "admin", "city:sz")

    for who in (AGENT, MANAGER, of_a_city):
        assert desk.enter(who).get(AT).status == 403
        assert desk.post(AT, {**ASKED, "sure": "yes"}).status == 403
        assert f'href="{AT}"' not in desk.get("/desk/members").text
    assert f'href="{AT}"' in desk.enter(ADMIN).get("/desk/members").text
    assert desk.get(f"{AT}/wishes/0123456789ABCDEF").status == 404
