"""Surveys that ask by themselves: after a case was closed, and after a home was handed over."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hearthline import root, root_asking, root_notices
from hearthline.platform.outbox import Event
from hearthline.surveys.model import Reach
from hearthline.surveys.states import state_of
from tests.contract.club import LI, WANG, Browser, Club
from tests.contract.service import LEAD, Service
from tests.contract.surveyor import Surveyor, surveying
from tests.contract.test_feed import send
from tests.engines.counting import RequestCounter
from tests.engines.estate import told
from tests.unit.notices.provider_reports import ses_bounce, ses_complaint

Heard = Callable[[str, str], dict[str, Any]]
CLOSED, HANDED_OVER = "on-complaint-closed", "on-home-handed-over"
TODAY = "2026-11-22"
AGREED = {"terms": True, "survey": {"email": True, "sms": True}}
BUYERS = [
    {"customer_id": "C-1", "name": "李雷", "email": "li@example.com"},
    {"customer_id": "C-2", "name": "王小明", "phone": "13800138000"},
]


@pytest.fixture
def surveyor(service: Service) -> Iterator[Surveyor]:
    with surveying(service) as made:
        yield made


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


@pytest.fixture
def li(club: Club) -> Browser:
    return club.member(LI, consents=AGREED)


def closed(service: Service, **contact: str) -> dict[str, Any]:
    """File a case, settle it, and let its filer accept that."""
    filed = service.file(contact={"name": "李雷", **(contact or LI)})
    service.do(filed, "claim")
    assert service.resolve(filed).status == 200
    accepted(service, filed)
    return filed


def accepted(service: Service, filed: dict[str, Any]) -> None:
    verdict = {"key": filed["key"], "accepted": True, "rating": 5}
    assert service.post(f"/api/complaints/{filed['number']}/verdict", verdict).status == 200


def reaches(surveyor: Surveyor, campaign: str) -> list[tuple[Reach, str | None]]:
    return sorted((each.reach, each.reason) for each in surveyor.invitations(campaign))


def test_the_filer_of_a_closed_case_is_asked_a_day_later_and_once(
    service: Service, surveyor: Surveyor, li: Browser
) -> None:
    closed(service)
    for _ in range(2):
        surveyor.follow_events()
    surveyor.sweep()
    assert surveyor.email.sent == []

    service.later(hours=24)
    for _ in range(3):
        surveyor.follow_events()
        surveyor.sweep()
        service.later(minutes=20)

    [(to, notice)] = surveyor.email.sent
    assert to == "li@example.com"
    assert notice.subject == "投诉处理回访"
    assert re.search(r"https://\S+/s/on-complaint-closed\.[\w-]{22}\?handling=5", notice.html)
    assert notice.leave_url is not None
    [one] = surveyor.invitations(CLOSED)
    assert (one.reach, one.channel, state_of(one)) == (Reach.SENT, "email", "sent")
    assert (one.strata.city, one.strata.project, one.strata.tier) == ("sz", "海岸花园", "member")
    [message] = li.get("/messages").json["items"]
    assert (message["purpose"], message["state"]) == ("survey_invitation", "sent")
    assert message["title"]["zh"] == "满意度调查"


def test_who_was_asked_lately_is_not_and_the_reason_is_kept(
    service: Service, surveyor: Surveyor, li: Browser
) -> None:
    closed(service)
    closed(service)
    surveyor.follow_events()
    service.later(hours=25)

    surveyor.sweep()

    assert len(surveyor.email.sent) == 1
    assert reaches(surveyor, CLOSED) == [(Reach.SENT, None), (Reach.WITHHELD, "person_cap")]


def test_a_case_that_was_reopened_is_asked_about_when_it_is_closed_again(
    service: Service, surveyor: Surveyor, li: Browser
) -> None:
    filed = closed(service)
    surveyor.follow_events()
    assert service.do(filed, "reopen", {"reason": "仍有渗水。"}, LEAD).status == 200
    service.later(hours=25)
    surveyor.sweep()
    assert reaches(surveyor, CLOSED) == [(Reach.WITHHELD, "undone")]
    surveyor.follow_events()
    surveyor.sweep()
    assert surveyor.email.sent == []

    assert service.resolve(filed).status == 200
    accepted(service, filed)
    surveyor.follow_events()
    service.later(hours=24)
    surveyor.sweep()

    assert len(surveyor.email.sent) == 1
    assert reaches(surveyor, CLOSED) == [(Reach.SENT, None)]


def test_a_case_that_is_nobodys_or_two_persons_asks_nobody(
    service: Service, surveyor: Surveyor, club: Club, li: Browser
) -> None:
    club.member(WANG, consents=AGREED)
    closed(service, phone="13900139000")
    closed(service, **LI, **WANG)

    surveyor.follow_events()

    assert surveyor.invitations(CLOSED) == []
    assert root_asking.campaigns().load(CLOSED) is None


def hand_over(service: Service, on: str = TODAY) -> None:
    facts = {"contract": "HT-1", "signed_on": "2024-11-22", "buyers": BUYERS}
    send(
        service,
        told("contract_signed", "sale", "2024-11-22", **facts),
        told("handed_over", "handover", on, contract="HT-1", handed_over_on=on),
    )


def test_every_owner_of_a_home_is_asked_and_its_household_once(
    service: Service, surveyor: Surveyor, club: Club, li: Browser
) -> None:
    club.member(WANG, consents=AGREED)
    club.follow()
    hand_over(service)
    club.follow()
    for _ in range(2):
        surveyor.follow_events()
    service.later(days=7)

    surveyor.sweep()

    assert len(surveyor.email.sent) + len(surveyor.sms.sent) == 1
    assert reaches(surveyor, HANDED_OVER) == [(Reach.SENT, None), (Reach.WITHHELD, "household_cap")]


@pytest.mark.parametrize(
    ("type_", "facts"),
    [
        ("contract_cancelled", {"cancelled_on": "2026-11-24"}),
        (
            "ownership_transferred",
            {
                "transferred_on": "2026-11-24",
                "owners": [{"customer_id": "C-3", "name": "赵敏", "phone": "13700137000"}],
            },
        ),
    ],
)
def test_nobody_is_asked_about_a_home_that_they_do_not_have_any_more(
    service: Service, surveyor: Surveyor, club: Club, li: Browser, type_: str, facts: dict[str, Any]
) -> None:
    club.follow()
    hand_over(service)
    club.follow()
    surveyor.follow_events()
    service.later(days=2)
    send(service, told(type_, "after", "2026-11-24", contract="HT-1", **facts))
    club.follow()
    service.later(days=6)

    surveyor.follow_events()
    surveyor.sweep()

    assert surveyor.email.sent == []
    assert set(reaches(surveyor, HANDED_OVER)) == {(Reach.WITHHELD, "undone")}
    assert len(surveyor.invitations(HANDED_OVER)) == 2


def test_a_handover_of_long_ago_that_is_told_now_asks_nobody(
    service: Service, surveyor: Surveyor, club: Club, li: Browser
) -> None:
    hand_over(service, on="2026-09-22")
    club.follow()

    surveyor.follow_events()

    assert surveyor.invitations(HANDED_OVER) == []


def test_who_joins_meanwhile_is_asked_as_the_buyer_that_they_were(
    service: Service, surveyor: Surveyor, club: Club
) -> None:
    hand_over(service)
    club.follow()
    surveyor.follow_events()
    li = club.member(LI, consents=AGREED)
    club.follow()
    service.later(days=7)
    for _ in range(3):
        surveyor.sweep()
        service.later(minutes=20)

    assert [to for to, _ in surveyor.email.sent] == ["li@example.com"]
    mine = [each for each in surveyor.invitations(HANDED_OVER) if each.person == li.get().json["id"]]
    assert [each.reach for each in mine] == [Reach.SENT]


def test_an_invitation_that_nobody_answers_ends(service: Service, surveyor: Surveyor, li: Browser) -> None:
    closed(service)
    surveyor.follow_events()
    service.later(hours=25)
    surveyor.sweep()

    service.later(days=14)
    surveyor.sweep()

    [one] = surveyor.invitations(CLOSED)
    assert (one.reach, state_of(one)) == (Reach.SENT, "expired")
    assert len(surveyor.email.sent) == 1


@pytest.mark.parametrize(
    ("heard", "reach", "next_time"),
    [(ses_bounce, Reach.FAILED, "address_bounced"), (ses_complaint, Reach.SENT, "complained")],
)
def test_what_providers_report_moves_the_invitation_and_the_next_one_does_not_go(
    service: Service, surveyor: Surveyor, li: Browser, heard: Heard, reach: Reach, next_time: str
) -> None:
    closed(service)
    surveyor.follow_events()
    service.later(hours=24)
    surveyor.sweep()
    [(_, notice)] = surveyor.email.sent

    assert root_notices.feedback()(heard(notice.id, LI["email"]), service.now) is not None
    surveyor.follow_deliveries()

    [one] = surveyor.invitations(CLOSED)
    assert one.reach is reach
    service.later(days=31)
    closed(service)
    surveyor.follow_events()
    service.later(hours=24)
    surveyor.sweep()
    assert (Reach.WITHHELD, next_time) in reaches(surveyor, CLOSED)


def test_what_it_costs_to_ask_afterwards(service: Service, surveyor: Surveyor, li: Browser) -> None:
    closed(service)
    surveyor.follow_events()
    filed = closed(service)
    event = next(one for one in surveyor.events("complaint.closed") if filed_as(filed, one))
    counter = RequestCounter(service.cloud.clients["dynamodb"])

    with counter.during() as asked:
        root_asking.asking_afterwards()(event, service.now)
    with counter.during() as again:
        root_asking.asking_afterwards()(event, service.now)
    service.later(hours=25)
    due = surveyor.due()[0]
    root.documents().refresh(service.now)  # once a minute, for whatever a function does
    with counter.during() as swept:
        root_asking.invitation_due(due, service.now)

    assert dict(asked.requests) == {"GetItem": 3, "BatchGetItem": 1, "TransactWriteItems": 1}
    assert dict(again.requests) == dict(asked.requests)
    assert dict(swept.requests) == {"GetItem": 4, "BatchGetItem": 1}


def filed_as(filed: dict[str, Any], event: Event) -> bool:
    return event.subject == f"complaint/{str(filed['number']).replace('-', '')}"
