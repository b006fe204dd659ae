"""One's own homes, as the sales system tells of them and as their owner sees them."""

from tests.contract.club import Club
from tests.contract.service import Service
from tests.contract.test_feed import follow, send
from tests.engines.estate import LI, PLACE, WANG, five, signed


def test_a_member_sees_their_homes_with_what_is_under_warranty_until_when(service: Service) -> None:
    send(service, *five()[:3])
    follow(service)
    wang = Club(service).member({"phone": "13800138000"})

    assert wang.get("/homes").json == {
        "items": [
            {
                "home": PLACE,
                "contract": "HT-1",
                "state": "handed_over",
                "bought": True,
                "signed_on": "2024-03-01",
                "handed_over_on": "2025-06-30",
                "passed_on": None,
                "until": None,
                "warranties": [
                    {"part": "finishing", "months": 24, "until": "2027-06-29"},
                    {"part": "waterproofing", "months": 60, "until": "2030-06-29"},
                ],
                "contractors": [{"trade": "main", "contractor": "中建三局"}],
            }
        ]
    }


def test_who_joined_before_they_bought_sees_it_too_and_who_passed_it_on_sees_no_more_of_it(
    service: Service,
) -> None:
    wang = Club(service).member({"phone": "13800138000"})
    assert wang.get("/homes").json == {"items": []}

    send(service, signed("HT-2", on="2025-01-01", home={**PLACE, "unit": "1802"}), *five()[:4])
    follow(service)
    follow(service, unit="1802")

    items = wang.get("/homes").json["items"]
    assert [(one["contract"], one["until"]) for one in items] == [("HT-2", None), ("HT-1", "2026-02-01")]
    assert (items[1]["warranties"], items[1]["contractors"]) == ([], [])


def test_nobody_is_told_who_else_owns_their_home(service: Service) -> None:
    send(service, *five()[:3])
    follow(service)
    wang = Club(service).member({"phone": "13800138000"})

    for trace in (LI["name"], "13900139000", LI["customer_id"], WANG["customer_id"]):
        assert trace not in wang.get("/homes").text


def test_homes_are_for_who_is_signed_in(shared_service: Service) -> None:
    assert shared_service.get("/api/members/me/homes").status == 401
