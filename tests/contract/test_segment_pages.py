"""Pages of segments: saved by conditions or as written, counted, changed by whose they are, put aside."""

import json
import re
from typing import Any

import pytest

from hearthline import root_work
from tests.contract.desk_browser import HTMX, DeskBrowser
from tests.contract.service import AGENT, AUDITOR, GROUP, MARKETING, Service
from tests.contract.test_segments import OF_SZ, fill
from tests.rights.acting import acting

AT = "/desk/members/segments"
EVIL = "<script>alert(1)</script>{{7*7}}"
TYPED = {
    "how": "conditions",
    "name": "金卡会员",
    "city.sz": "on",
    "tier.gold": "on",
    "points.at_most": "5000",
    "consent.survey.sms": "on",
    "last_complaint.never": "on",
}


def saved(desk: DeskBrowser, **changes: str) -> str:
    answer = desk.post(f"{AT}/new", {**TYPED, **changes})
    assert answer.status == 303, answer.text
    return answer.headers["location"]


def view(service: Service, place: str) -> Any:
    return service.get(place.replace("/desk/members", "/api"), MARKETING).json


def test_a_segment_is_saved_shown_in_words_and_changed(service: Service, desk: DeskBrowser) -> None:
    desk.enter(MARKETING)

    place = saved(desk)

    assert view(service, place)["filter"] == {
        "all": [
            {"city": ["sz"]},
            {"tier": ["gold"]},
            {"last_complaint": {"never": True}},
            {"points": {"at_most": 5000}},
            {"consent": ["survey:sms"]},
        ]
    }
    assert "City: Shenzhen; and Tier: Gold" in desk.page(AT).text
    form = desk.page(f"{place}/edit").form("/edit").values
    assert desk.post(f"{place}/edit", {**form, "points.at_most": ""}).status == 303
    assert "points" not in json.dumps(view(service, place)["filter"])
    late = desk.post(f"{place}/edit", form)
    assert (late.status, "changed since you opened" in late.text) == (412, True)


def test_what_the_form_cannot_show_is_written_and_stays(service: Service, desk: DeskBrowser) -> None:
    desk.enter(MARKETING)
    filter_ = {"any": [{"tier": "gold"}, {"handed_over": {"from": "2024-01-01", "project": "云顶"}}]}
    place = saved(desk, how="written", written=json.dumps(filter_))

    form = desk.page(f"{place}/edit").form("/edit").values
    assert form["how"] == "written"
    assert json.loads(form["written"]) == filter_
    wrong = desk.post(f"{place}/edit", {**form, "written": '{"any": [{"rank": "gold"}]}'})
    assert wrong.status == 422
    assert "/filter/any/0/rank" in wrong.text
    unread = desk.post(f"{place}/edit", {**form, "written": EVIL})
    assert (unread.status, "<script>alert" in unread.text) == (422, False)


@pytest.mark.parametrize(
    ("changes", "control"),
    [
        ({"name": ""}, "name"),
        ({"name": EVIL * 4}, "name"),
        ({"city.atlantis": "on"}, "city"),
        ({"points.at_least": "many"}, "points.at_least"),
        ({"joined.from": "2026-02-31"}, "joined.from"),
        ({"handed_over.from": "2026-02-02", "handed_over.to": "2026-01-01"}, "handed_over.to"),
        ({"language": "x\r\nSet-Cookie: a=b"}, "language"),
    ],
)
def test_what_is_wrong_is_told_at_its_control(
    desk: DeskBrowser, changes: dict[str, str], control: str
) -> None:
    answer = desk.enter(MARKETING).post(f"{AT}/new", {**TYPED, **changes})

    assert answer.status == 422
    assert f'id="{control}-fault"' in answer.text
    assert "<script>alert" not in answer.text
    assert "set-cookie" not in answer.headers


def test_a_segment_is_counted_and_its_sample_is_a_reading(service: Service, desk: DeskBrowser) -> None:
    fill(service)
    desk.enter(MARKETING)
    place = desk.post(f"{AT}/new", {"how": "conditions", "name": EVIL, "tier.gold": "on"}).headers["location"]

    begun = desk.post(f"{place}/counts", desk.page(place).form("/counts").values)
    counting = begun.headers["location"]
    assert 'hx-trigger="every 3s"' in desk.get(counting, **HTMX).text
    for part in range(4):
        with acting("ComplaintJobs"):
            root_work.jobs().run(f"{counting.rpartition('/')[2]}{part:02d}", lambda: True)

    done = desk.get(counting).text
    assert "<strong>5</strong> people are meant" in done
    assert "王**" in done
    assert "王小明" not in done
    assert "<script>alert" not in done
    assert "hx-trigger" not in re.sub(r"(?s)<head>.*</head>", "", done)
    assert "segment_sample" in str(service.snapshot())


def test_roles_and_whose_it_is_decide(service: Service, desk: DeskBrowser) -> None:
    place = saved(desk.enter(MARKETING))

    assert desk.enter(AGENT).get(AT).status == 403
    assert desk.enter(AUDITOR).get(f"{AT}/new").status == 403
    assert f"{place}/edit" not in desk.get(place).text
    assert desk.post(f"{place}/counts", {}).status == 403
    assert desk.enter(GROUP).get(place).status == 200
    others = desk.enter(OF_SZ).get(place).text
    assert "Whoever made it, or hq, changes it." in others
    assert desk.post(f"{place}/archive", {"archived": "yes"}).status == 403
    assert desk.enter(MARKETING).get(f"{AT}/0123456789ABCDEF").status == 404


def test_one_that_is_put_aside_is_not_counted(service: Service, desk: DeskBrowser) -> None:
    place = saved(desk.enter(MARKETING))
    form = desk.page(place).form("/archive").values

    assert desk.post(f"{place}/archive", form).status == 303
    assert "Put aside" in desk.page(place).text
    refused = desk.post(f"{place}/counts", {})
    assert (refused.status, "This segment was put aside." in refused.text) == (409, True)
    assert desk.post(f"{place}/archive", desk.page(place).form("/archive").values).status == 303
    assert view(service, place)["archived_at"] is None


def test_the_menu_says_once_where_one_is(desk: DeskBrowser) -> None:
    for who in (MARKETING, GROUP):
        menu = desk.enter(who).page(AT).all("a")
        here = [link["href"] for link in menu if link.get("aria-current") == "true"]
        assert here == ["/desk/campaigns"]
