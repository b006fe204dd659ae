"""Whom a campaign asks, as staff see them, and what a person decides where nobody knows."""

import json
from dataclasses import replace
from typing import Any

import pytest

from hearthline import root_asking, root_notices
from hearthline.notices.model import State
from tests.contract.campaigning import (
    AT,
    act,
    counted,
    fill,
    made,
    work,
)
from tests.contract.club import LI, Club
from tests.contract.service import (
    AUDITOR,
    GROUP,
    MANAGER,
    MARKETING,
    Service,
)
from tests.contract.surveyor import Surveyor, surveying
from tests.contract.test_asking_afterwards import AGREED


def test_recipients_are_paged_masked_of_ones_cities_and_recorded(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(service, ("sz", "sz", "sz", "gz", "gz"))
    with surveying(service) as surveyor:
        place = made(service)
        counted(service, place)
        service.post(f"{place}/launch", {}, MARKETING)
        work(surveyor, place)

    seen: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    for _ in range(12):
        page = service.get(f"{place}/recipients", MARKETING, state="made", limit=2, **cursor).json
        seen += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert len({item["invitation"] for item in seen}) == len(seen) == 5

    of_sz = service.get(f"{place}/recipients", MANAGER, state="made").json["items"]
    assert [item["city"] for item in of_sz] == ["sz"] * 3
    assert service.get(f"{place}/recipients", GROUP, state="made", **cursor).status == 400
    assert service.get(f"{place}/recipients", MARKETING, state="sent", **cursor).status == 400
    assert service.get(f"{place}/recipients", MARKETING).status == 422
    assert service.get(f"{place}/recipients", AUDITOR, state="made").status == 403
    (reading,) = service.get("/api/desk/readings", AUDITOR, actor="wei").json["items"]
    assert (reading["what"], f"{AT}/{reading['about']}") == ("campaign_recipients", place)
    assert "小明" not in json.dumps(seen, ensure_ascii=False) + capsys.readouterr().out


def test_an_anonymous_campaign_does_not_name_who_opened_it(service: Service) -> None:
    fill(service, ("sz",))
    with surveying(service) as surveyor:
        place = made(service, anonymous=True)
        counted(service, place)
        service.post(f"{place}/launch", {}, MARKETING)
        work(surveyor, place)
        (invited,) = surveyor.invitations(place.removeprefix(f"{AT}/"))
    root_asking.invitations().save(invited, replace(invited, progress=type(invited.progress).STARTED))

    (item,) = service.get(f"{place}/recipients", MARKETING, state="started").json["items"]

    assert (item["name"], item["answered_at"]) == (None, None)


@pytest.mark.parametrize(("resend", "state", "sent"), [(True, "sent", 2), (False, "failed", 1)])
def test_a_person_decides_where_nobody_knows(service: Service, resend: bool, state: str, sent: int) -> None:
    with surveying(service) as surveyor:
        place, delivery = in_doubt(service, surveyor)
        assert len(service.get(f"{place}/recipients", MARKETING, state="unknown").json["items"]) == 1
        body = {"resend": resend, "reason": "供应商确认没有发出。"}

        decided = service.post(f"{place}/doubtful", body, MARKETING)

        assert (decided.status, decided.json) == (200, {"decided": 1, "more": False})
        assert service.post(f"{place}/doubtful", body, MARKETING).json == {"decided": 0, "more": False}
        surveyor.follow_deliveries()
        assert service.post(f"{place}/doubtful", body, MARKETING).json == {"decided": 0, "more": False}
        last = service.get(place, AUDITOR).json["history"][1]
        assert (last["kind"], last["by"], last["data"]) == ("doubtful", "zhou", {**body, "invitations": 1})
        root_notices.sender().on_delivery(delivery, service.now)
        surveyor.follow_deliveries()
        (invited,) = surveyor.invitations(place.removeprefix(f"{AT}/"))
        assert (invited.reach.value, len(surveyor.email.sent)) == (state, sent)
    act(service, place, "cancel")
    late = service.post(f"{place}/doubtful", {**body, "resend": True}, MARKETING)
    assert (late.status, late.json["reason"]) == (409, "ended")


def in_doubt(service: Service, surveyor: Surveyor) -> tuple[str, str]:
    """Give a campaign whose only message was in the hands of a sender that died, and the message."""
    Club(service).member(LI, consents=AGREED)
    place = made(service)
    counted(service, place)
    service.post(f"{place}/launch", {}, MARKETING)
    work(surveyor, place)
    assert surveyor.send() == []
    (invited,) = surveyor.invitations(place.removeprefix(f"{AT}/"))
    deliveries = root_notices.deliveries()
    (sent, *_), _ = deliveries.of_person(invited.person, 1)
    assert sent.state is State.SENT
    deliveries.change(sent, replace(sent, state=State.UNKNOWN, version=sent.version + 1, sent_at=None))
    surveyor.follow_deliveries()
    return place, sent.message.id
