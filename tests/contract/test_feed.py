"""The sales feed over HTTP: what is answered of each event, and what anybody sees of it afterwards."""

from typing import Any

import pytest

from hearthline import root, root_homes, root_members
from hearthline.homes.feed_bodies import LARGEST_BODY
from hearthline.platform.outbox import SYSTEM, Event
from hearthline.platform.table import Throttled
from tests.contract.answer import Answer
from tests.contract.service import ADMIN, AGENT, Service
from tests.engines.estate import PLACE, WANG, five, signed, told

FEED = {"client_id": "sales", "scope": "hearthline/feed"}


def send(service: Service, *events: Any, claims: dict[str, Any] | None = None) -> Answer:
    return service.post("/api/feed/events", {"events": list(events)}, claims or FEED)


def outcomes(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.text
    return [result["outcome"] for result in answer.json["results"]]


def follow(service: Service, **place: Any) -> None:
    """Let members follow a change of a home, as the stream would."""
    at = {**PLACE, **place}
    home = root_members.prints().place(at["city"], at["project"], at["building"], at["unit"])
    data = {"home": home, "city": at["city"], "project": at["project"]}
    root_homes.holdings()(Event("e", "home.changed", service.now, f"home/{home}", SYSTEM, data), service.now)


def test_each_event_is_answered_in_its_place(service: Service) -> None:
    described, sale, handover, *_ = five()
    answer = send(service, handover, {**sale, "buyers": []}, described, handover, sale)

    assert answer.json == {
        "results": [
            {"event_id": "handed-HT-1", "outcome": "accepted", "errors": []},
            {
                "event_id": "signed-HT-1",
                "outcome": "rejected",
                "errors": [
                    {
                        "pointer": "/buyers",
                        "detail": "List should have at least 1 item after validation, not 0.",
                    }
                ],
            },
            {"event_id": "described-HT-1", "outcome": "accepted", "errors": []},
            {"event_id": "handed-HT-1", "outcome": "duplicate", "errors": []},
            {"event_id": "signed-HT-1", "outcome": "accepted", "errors": []},
        ]
    }


def test_a_hundred_go_at_once_and_one_more_is_refused_as_a_whole(service: Service) -> None:
    homes = [{**PLACE, "unit": f"{floor:02d}0{door}"} for floor in range(1, 26) for door in range(1, 5)]
    events = [
        told("home_described", f"d{place}", "2024-01-10", home=home) for place, home in enumerate(homes)
    ]

    assert outcomes(send(service, *events)) == ["accepted"] * 100
    assert outcomes(send(service, *events)) == ["duplicate"] * 100

    before = service.snapshot()
    refused = send(service, *events, {**events[0], "event_id": "one-more"})
    assert (refused.status, list(refused.faults)) == (422, ["/events"])
    assert send(service).status == 422
    assert service.snapshot() == before


def test_only_the_sales_system_tells_of_homes(service: Service) -> None:
    before = service.snapshot()

    assert send(service, five()[0], claims=AGENT).status == 403
    assert send(service, five()[0], claims=ADMIN).status == 403
    assert send(service, five()[0], claims={"client_id": "sales", "scope": "feedback"}).status == 403
    assert service.snapshot() == before


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"event_id": "x" * 65}, "/event_id"),
        ({"event_id": None}, "/event_id"),
        ({"type": "sold"}, "/type"),
        ({"type": ["contract_signed"]}, "/type"),
        ({"occurred_at": "2024-03-01"}, "/occurred_at"),
        ({"occurred_at": "2099-03-01T00:00:00Z"}, "/occurred_at"),
        ({"signed_on": "2099-03-01"}, "/signed_on"),
        ({"signed_on": "2024-02-30"}, "/signed_on"),
        ({"home": {"city": "sz", "project": "海岸花园", "unit": "1"}}, "/home/building"),
        ({"home": {**PLACE, "city": "nowhere"}}, "/home/city"),
        ({"contract": ""}, "/contract"),
        ({"price": 1}, "/price"),
        ({"buyers": [{"customer_id": "C", "name": "王"}] * 21}, "/buyers"),
        ({"buyers": [{"customer_id": "C", "name": "王", "phone": "12"}]}, "/buyers/0/phone"),
        ({"buyers": [{"customer_id": "C", "name": "王", "id_card": "4403"}]}, "/buyers/0/id_card"),
    ],
)
def test_an_event_at_fault_says_where(shared_service: Service, change: dict[str, Any], pointer: str) -> None:
    answer = send(shared_service, {**signed("HT-wrong"), **change})

    (result,) = answer.json["results"]
    assert result["outcome"] == "rejected"
    assert pointer in [error["pointer"] for error in result["errors"]]


def test_the_same_id_with_another_body_is_rejected_and_changes_nothing(service: Service) -> None:
    send(service, signed())
    before = service.snapshot()

    answer = send(service, {**signed(), "signed_on": "2024-03-02"})

    assert outcomes(answer) == ["rejected"]
    assert [error["pointer"] for error in answer.json["results"][0]["errors"]] == ["/event_id"]
    assert service.snapshot() == before


def test_the_same_event_with_its_members_in_another_order_is_the_same(service: Service) -> None:
    send(service, signed())

    assert outcomes(send(service, dict(reversed(signed().items())))) == ["duplicate"]


def test_a_body_may_have_a_quarter_of_a_megabyte(service: Service) -> None:
    wide = {f"trade-{n}": "建" * 80 for n in range(50)}
    events = [
        told("home_described", f"d{n}", "2024-01-10", contractors=wide, home={**PLACE, "unit": str(n)})
        for n in range(18)
    ]

    assert outcomes(send(service, *events)) == ["accepted"] * 18
    padded = service.ask(
        "POST",
        "/api/feed/events",
        body=b'{"events": []' + b" " * LARGEST_BODY + b"}",
        headers={"Content-Type": "application/json"},
        claims=FEED,
    )
    assert padded.status == 413


def test_storage_that_takes_nothing_makes_the_whole_repeatable(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> Any:
        raise Throttled

    with monkeypatch.context() as patch:
        patch.setattr(root.members_table(), "get_many", busy)
        assert send(service, *five()).status == 503
    with monkeypatch.context() as patch:
        patch.setattr(root.members_table(), "transact", busy)
        assert outcomes(send(service, *five())) == ["retry"] * 5

    assert outcomes(send(service, *five())) == ["accepted"] * 5


def test_homes_that_the_feed_brought_can_be_picked(service: Service) -> None:
    units = ("1801", "201", "1001")
    send(
        service,
        *(told("home_described", f"u{u}", "2024-01-10", home={**PLACE, "unit": u}) for u in units),
        told("home_described", "b2", "2024-01-10", home={**PLACE, "building": "10栋"}),
        told("home_described", "b3", "2024-01-10", home={**PLACE, "building": "2栋", "project": "海岸 花园"}),
    )

    (city,) = [one for one in service.get("/api/catalog").json["cities"] if one["code"] == "sz"]
    assert city["projects"] == ["海岸花园"]
    place: dict[str, Any] = {"city": "sz", "project": "海岸花园 "}
    buildings = service.get("/api/catalog/buildings", **place)
    assert [one["name"] for one in buildings.json["items"]] == ["2栋", "3栋", "10栋"]
    assert buildings.headers["cache-control"] == "public, max-age=60"
    page = service.get("/api/catalog/units", **place, building="3栋", limit=2)
    assert [one["name"] for one in page.json["items"]] == ["201", "1001"]
    rest = service.get(
        "/api/catalog/units", **place, building="3栋", limit=2, cursor=page.json["next_cursor"]
    )
    assert (rest.json["items"], rest.json["next_cursor"]) == ([{"name": "1801"}], None)
    assert service.get("/api/catalog/units", **place, building="9栋").json["items"] == []
    elsewhere = service.get("/api/catalog/units", **place, building="10栋", cursor=page.json["next_cursor"])
    assert elsewhere.status == 400


def test_what_can_be_picked_says_nothing_of_owners(service: Service) -> None:
    send(service, *five())

    place: dict[str, Any] = {"city": "sz", "project": "海岸花园"}
    told_of = service.get("/api/catalog/buildings", **place).text
    told_of += service.get("/api/catalog/units", **place, building="3栋").text
    assert "1801" in told_of
    for trace in (WANG["name"], WANG["customer_id"], root_members.prints().place(*PLACE.values()), "HT-1"):
        assert trace not in told_of
