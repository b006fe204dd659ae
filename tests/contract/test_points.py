"""Points, as members and staff see them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hearthline import root, root_members, root_points, root_work
from hearthline.platform.outbox import SYSTEM, Event
from tests.contract.answer import Answer
from tests.contract.club import LI, WANG, Browser, Club
from tests.contract.service import AGENT, AUDITOR, ELSEWHERE, LEAD, MARKETING, Service
from tests.rights.acting import acting

KEY = {"Idempotency-Key": "a-key-of-sixteen-signs"}


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


@pytest.fixture
def wang(club: Club) -> Browser:
    """Give a member with 600 points."""
    browser = club.member(WANG)
    root_points.ledger().earn(identity_of(browser), "purchase", "purchase:C-17", 600, root.now())
    return browser


def identity_of(browser: Browser) -> str:
    return str(browser.get().json["id"])


def redeem(browser: Browser, reward: str = "cleaning", **headers: str) -> Answer:
    return browser.send("POST", "/points", {"reward": reward}, **headers)


def adjust(
    service: Service, browser: Browser, amount: int = 50, source: str = "DESK-1", **more: Any
) -> Answer:
    body = {"amount": amount, "source": source, "reason": "更正。"}
    path = f"/api/desk/members/{identity_of(browser)}/points"
    return service.post(path, body, more.get("claims", LEAD), more.get("headers"))


def test_members_see_what_they_have_and_when_it_ends(wang: Browser) -> None:
    seen = wang.get("/points").json

    assert (seen["balance"], seen["owed"]) == (600, 0)
    assert seen["expiring"] == [{"amount": 600, "expires_at": "2028-11-22T16:00:00.000Z"}]
    (entry,) = seen["items"]
    assert (entry["kind"], entry["amount"], entry["source"]) == ("earned", 600, "purchase")
    affordable = {reward["code"] for reward in seen["rewards"] if reward["affordable"]}
    assert affordable == {"coffee", "cleaning", "aircon"}


def test_nothing_is_seen_and_nothing_spent_without_a_session(service: Service, wang: Browser) -> None:
    assert service.get("/api/members/me/points").status == 401
    assert service.post("/api/members/me/points", {"reward": "coffee"}).status in {401, 403}


def test_a_reward_is_bought_with_its_voucher_once_for_a_key(wang: Browser) -> None:
    first = redeem(wang, **KEY)
    again = redeem(wang, **KEY)

    assert first.status == again.status == 201
    assert first.json == again.json
    seen = wang.get("/points").json
    assert (seen["balance"], seen["items"][0]["voucher"]) == (100, first.json["voucher"])


def test_a_key_that_bought_something_buys_nothing_else(wang: Browser) -> None:
    redeem(wang, **KEY)

    answer = redeem(wang, "coffee", **KEY)

    assert answer.status == 422
    assert answer.json["errors"][0]["pointer"] == "#Idempotency-Key"


def test_keys_of_two_members_have_nothing_to_do_with_each_other(club: Club, wang: Browser) -> None:
    other = club.member(LI)
    root_points.ledger().earn(identity_of(other), "purchase", "purchase:C-18", 600, root.now())

    bought = [redeem(browser, **KEY).json["voucher"] for browser in (wang, other)]

    assert len(set(bought)) == 2


def test_without_a_key_each_request_buys(wang: Browser) -> None:
    bought = [redeem(wang, "coffee").json["voucher"] for _ in range(2)]

    assert len(set(bought)) == 2
    assert wang.get("/points").json["balance"] == 400


def test_who_has_too_few_is_told_how_many(wang: Browser) -> None:
    answer = redeem(wang, "parking")

    assert (answer.status, answer.json["reason"]) == (409, "not_enough_points")
    assert answer.json["state"]["balance"] == 600


def test_a_reward_that_there_is_not_is_named_as_the_mistake(wang: Browser) -> None:
    answer = redeem(wang, "a-yacht")

    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, "/reward")


def test_what_has_ended_is_shown_as_gone_before_any_sweep_and_looking_changes_nothing(
    service: Service, club: Club
) -> None:
    browser = club.member(WANG)
    root_points.ledger().earn(identity_of(browser), "event", "event:walk", 30, root.now())
    service.later(days=366)
    browser = Browser(service, club.sign_in(WANG).cookies[0].partition(";")[0])
    before = service.snapshot()

    seen = browser.get("/points").json

    assert (seen["balance"], seen["expiring"]) == (0, [])
    assert service.snapshot() == before


def test_the_sweep_of_all_tables_announces_the_end_and_lets_it_come(
    service: Service, club: Club, wang: Browser
) -> None:
    end = datetime(2028, 11, 22, 16, tzinfo=UTC)

    for at in (end - timedelta(days=30), end - timedelta(days=29), end):
        with acting("SlaMonitor"):
            root_work.sweeping().run(at, lambda: True)

    (told,) = club.events("points.expiring")
    assert told["data"] == {
        "person": identity_of(wang),
        "amount": 600,
        "expires_at": "2028-11-22T16:00:00.000Z",
    }
    (expired,) = club.events("points.expired")
    assert expired["data"]["amount"] == -600
    assert wang.get("/points").json["balance"] == 0


def test_the_ledger_comes_in_pages_that_are_ones_own(club: Club, wang: Browser) -> None:
    for _ in range(3):
        redeem(wang, "coffee")
    first = wang.get("/points", limit=2).json
    rest = wang.get("/points", limit=2, cursor=first["next_cursor"]).json

    assert [len(page["items"]) for page in (first, rest)] == [2, 2]
    assert rest["next_cursor"] is None
    assert club.member(LI).get("/points", cursor=first["next_cursor"]).status == 400


def test_joining_earns_once_it_is_told_of(service: Service, club: Club) -> None:
    browser = club.member(WANG)
    (told,) = club.events("member.joined")
    event = Event(told["id"], told["type"], service.now, told["subject"], SYSTEM, told["data"])

    for reaction in [*root_members.reactions(), *root_members.reactions()]:
        reaction(event, service.now)

    assert browser.get("/points").json["balance"] == 100


def test_staff_give_and_take_with_a_reason_that_the_member_does_not_see(
    service: Service, wang: Browser
) -> None:
    given = adjust(service, wang, 50)
    taken = adjust(service, wang, -20, "DESK-2")

    assert (given.status, given.json["source"], given.json["by"]) == (201, "adjust:DESK-1", "zhao")
    assert taken.json["amount"] == -20
    seen = wang.get("/points")
    assert seen.json["balance"] == 630
    assert "更正" not in seen.text
    assert "zhao" not in seen.text
    assert "DESK-1" not in seen.text


def test_a_source_adjusts_once(service: Service, wang: Browser) -> None:
    first, again = adjust(service, wang, 50), adjust(service, wang, 50)
    other = adjust(service, wang, 60)

    assert first.json == again.json
    assert (other.status, other.json["reason"]) == (409, "source_used")
    assert other.json["state"]["entry"] == first.json["id"]


def test_the_desk_cannot_stand_in_for_a_rule(service: Service, wang: Browser) -> None:
    assert adjust(service, wang, 50, "purchase:C-17").json["source"] == "adjust:purchase:C-17"
    assert adjust(service, wang, 50, "joining").json["source"] == "adjust:joining"


def test_taking_part_in_an_event_lasts_as_long_as_the_rule_says(service: Service, wang: Browser) -> None:
    entry = adjust(service, wang, 30, "event:open-day").json

    assert (entry["source"], entry["rule"]) == ("event:open-day", "event")
    assert entry["expires_at"] == "2027-11-22T16:00:00.000Z"


def test_no_more_is_taken_than_there_is(service: Service, wang: Browser) -> None:
    answer = adjust(service, wang, -601)

    assert (answer.status, answer.json["reason"]) == (409, "not_enough_points")
    assert answer.json["state"]["balance"] == 600


def test_a_key_adjusts_once_and_for_one_thing(service: Service, wang: Browser) -> None:
    first = adjust(service, wang, 50, headers=KEY)
    again = adjust(service, wang, 50, headers=KEY)
    other = adjust(service, wang, 50, "DESK-2", headers=KEY)

    assert first.json == again.json
    assert other.status == 422
    assert wang.get("/points").json["balance"] == 650


@pytest.mark.parametrize(
    "body",
    [
        {"amount": 0, "source": "DESK-1", "reason": "一"},
        {"amount": 1_000_001, "source": "DESK-1", "reason": "一"},
        {"amount": "5", "source": "DESK-1", "reason": "一"},
        {"amount": 5, "source": "", "reason": "一"},
        {"amount": 5, "source": "王小明", "reason": "一"},
        {"amount": 5, "source": "DESK-1", "reason": " "},
        {"amount": 5, "source": "DESK-1"},
        {"amount": 5, "source": "DESK-1", "reason": "一", "rule": "joining"},
    ],
)
def test_an_adjustment_says_how_many_for_what_and_why(
    service: Service, wang: Browser, body: dict[str, Any]
) -> None:
    assert service.post(f"/api/desk/members/{identity_of(wang)}/points", body, LEAD).status == 422


def test_a_redemption_is_returned_and_an_earning_taken_back_once(service: Service, wang: Browser) -> None:
    bought = redeem(wang).json
    path = f"/api/desk/members/{identity_of(wang)}/points"

    returned = service.post(f"{path}/{bought['entry']}/reverse", {"reason": "门店停业。"}, LEAD)
    again = service.post(f"{path}/{bought['entry']}/reverse", {"reason": "门店停业。"}, LEAD)
    refused = service.post(f"{path}/{returned.json['id']}/reverse", {"reason": "一"}, LEAD)
    unknown = service.post(f"{path}/{'0' * 26}/reverse", {"reason": "一"}, LEAD)

    assert returned.json == again.json
    assert (returned.json["amount"], returned.json["reverses"]) == (500, bought["entry"])
    assert wang.get("/points").json["balance"] == 600
    assert (refused.status, refused.json["reason"]) == (409, "not_reversible")
    assert unknown.status == 404


def test_that_points_were_read_is_recorded(service: Service, wang: Browser) -> None:
    identity = identity_of(wang)

    seen = service.get(f"/api/desk/members/{identity}/points", AGENT)

    assert seen.status == 200
    read = service.get("/api/desk/readings", AUDITOR, actor="li").json["items"]
    assert [(one["what"], one["about"]) for one in read] == [("member_points", identity)]


def test_points_of_another_city_are_not_there_and_agents_do_not_give_them(
    service: Service, wang: Browser
) -> None:
    identity = identity_of(wang)
    path = f"/api/desk/members/{identity}/points"

    assert service.get(path, ELSEWHERE).status == 404
    assert service.get(f"/api/desk/members/{'0' * 16}/points", AGENT).status == 404
    assert service.get(path, MARKETING).status == 403
    assert adjust(service, wang, claims=AGENT).status == 403
    assert service.post(f"{path}/{'0' * 26}/reverse", {"reason": "一"}, AGENT).status == 403
