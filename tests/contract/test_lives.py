"""The life of a home over the API and by mail: what is planned, who is told, what does not go any more."""

import json
from collections.abc import Iterator

import pytest

from hearthline import root_homes
from tests.contract.service import AGENT, ELSEWHERE, MARKETING, Service
from tests.contract.street import TODAY, Street, a_street
from tests.contract.test_feed import send
from tests.engines.estate import ZHAO, told


@pytest.fixture
def street(service: Service) -> Iterator[Street]:
    with a_street(service) as made:
        yield made


def test_owners_are_told_what_is_due_and_by_whichever_channel_they_have(street: Street) -> None:
    street.hand_over()
    street.service.later(hours=20)
    for _ in range(2):
        street.sweep()
        street.tell()

    [(to, notice)] = street.mail.sent
    assert to == "wang@example.com"
    assert notice.subject == "欢迎回家"
    assert "海岸花园 3栋 1801" in notice.text
    assert notice.leave_url is None


def test_what_is_gone_between_the_plan_and_the_mail_is_not_told(street: Street) -> None:
    street.hand_over()
    street.service.later(hours=20)
    street.sweep()
    cancelled = told("contract_cancelled", "cancel", TODAY, contract="HT-1", cancelled_on=TODAY)
    assert send(street.service, cancelled).status == 200

    street.tell()

    assert street.mail.sent == []


def test_whoever_the_home_went_to_meanwhile_is_told_in_the_place_of_who_had_it(street: Street) -> None:
    street.hand_over()
    passed_on = {"transferred_on": TODAY, "owners": [ZHAO]}
    transfer = told("ownership_transferred", "t", TODAY, contract="HT-1", **passed_on)
    assert send(street.service, transfer).status == 200
    street.follow()
    street.service.later(hours=20)
    street.sweep()
    street.tell()

    assert [to for to, _ in street.mail.sent] == [ZHAO["email"], ZHAO["email"]]
    assert {notice.subject for _, notice in street.mail.sent} == {"欢迎回家", "您是这套房子的新主人"}


def test_the_desk_sees_what_is_to_come_and_what_was_done(street: Street) -> None:
    street.hand_over()
    before = street.service.get(street.life, AGENT).json
    street.service.later(hours=20)
    street.sweep()
    after = street.service.get(street.life, AGENT).json

    assert [(step["step"], step["at"]) for step in before["planned"]] == [
        ("moving_in", "2026-11-23T02:00:00.000Z"),
        ("settled", "2026-12-22T02:00:00.000Z"),
        ("care", "2027-02-22T01:00:00.000Z"),
        ("maintenance_fund", "2027-11-22T02:00:00.000Z"),
        ("four_years", "2030-11-22T01:00:00.000Z"),
    ]
    assert [(step["step"], step["campaign"]) for step in before["asked"]] == [
        ("handover_survey", "on-home-handed-over")
    ]
    assert before["done"] == []
    assert [(step["step"], step["due"]) for step in after["done"]] == [
        ("moving_in", "2026-11-23T02:00:00.000Z")
    ]
    assert after["contract"] == "HT-1"
    assert "王小明" not in json.dumps(after, ensure_ascii=False)


def test_a_life_is_seen_where_ones_cities_reach(street: Street) -> None:
    street.hand_over()

    assert street.service.get(street.life, ELSEWHERE).status == 403
    assert street.service.get(street.life, MARKETING).status == 403
    assert street.service.get(street.life.replace(street.home, "0" * 32), AGENT).status == 404
    assert root_homes.homes().described(street.home) is not None
