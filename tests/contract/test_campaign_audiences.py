"""Choosing whom a campaign asks: counted behind the API, and shown under masked names."""

from typing import Any

from tests.contract.campaigning import (
    EVERYBODY,
    KEY,
    counted,
    fill,
    made,
)
from tests.contract.service import (
    AUDITOR,
    MARKETING,
    Service,
)


def test_an_audience_is_chosen_counted_and_shown_under_masked_names(service: Service) -> None:
    fill(service)
    place = made(service)
    body: dict[str, Any] = {"filter": {"city": ["sz", "gz"]}, "excluded": {"city": "gz"}, "cities": ["sz"]}

    total = counted(service, place, **body)

    assert (total["state"], total["count"], total["cities"]) == ("done", 2, ["sz"])
    assert {person["name"] for person in total["sample"]} == {"王**"}
    shown = service.get(place, AUDITOR).json
    assert shown["audience"] == {"run": total["run"], "state": "done", "count": 2}
    assert (shown["filter"], shown["excluded"], shown["cities"]) == (*list(body.values())[:2], ["sz"])
    (reading,) = service.get("/api/desk/readings", AUDITOR, actor="zhou").json["items"]
    assert (reading["what"], reading["about"]) == ("campaign_sample", total["run"])
    assert service.get(f"{place}/audience", AUDITOR).status == 403
    runs = [service.post(f"{place}/audience", body, MARKETING, KEY).json["run"] for _ in range(2)]
    assert runs[0] == runs[1] != total["run"]
    assert service.post(f"{place}/audience", {**body, "cities": None}, MARKETING, KEY).json["run"] != runs[0]


def test_an_audience_stays_within_the_cities_of_its_campaign_unless_they_are_taken_away(
    service: Service,
) -> None:
    fill(service)
    place = made(service, cities=["gz"])

    assert counted(service, place, filter=EVERYBODY)["count"] == 1
    assert service.get(place, MARKETING).json["cities"] == ["gz"]
    assert counted(service, place, filter=EVERYBODY, cities=None)["count"] == 3


def test_an_audience_may_be_a_saved_segment_which_is_copied(service: Service) -> None:
    fill(service)
    segment = service.post("/api/segments", {"name": "x", "filter": {"city": "gz"}}, MARKETING).json["id"]
    place = made(service)

    assert counted(service, place, segment=segment)["count"] == 1
    assert service.get(place, MARKETING).json["filter"] == {"city": "gz"}


AUDIENCES: list[tuple[dict[str, Any], str]] = [
    ({}, ""),
    ({"filter": EVERYBODY, "segment": "0123456789ABCDEF"}, ""),
    ({"segment": "0123456789ABCDEF"}, "/segment"),
    ({"filter": {"city": "atlantis"}}, "/filter/city"),
    ({"filter": EVERYBODY, "excluded": {"tier": "platinum"}}, "/excluded/tier"),
    ({"filter": EVERYBODY, "cities": ["atlantis"]}, "/cities/0"),
    ({"filter": EVERYBODY, "who": "x"}, "/who"),
]


def test_an_audience_that_means_nobody_is_not_chosen(service: Service) -> None:
    place = made(service)

    for body, pointer in AUDIENCES:
        answer = service.post(f"{place}/audience", body, MARKETING)
        assert (answer.status, list(answer.faults)) == (422, [pointer]), body
    assert service.get(place, MARKETING).headers["etag"] == '"1"'
