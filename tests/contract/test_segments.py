"""Segments over HTTP: who saves and counts, what is refused, and how little a count shows."""

import json
from typing import Any

import pytest

from hearthline import root, root_members, root_work
from hearthline.members.history import Line
from hearthline.members.model import Person, Tier
from hearthline.platform.ids import identifier
from hearthline.platform.outbox import SYSTEM
from tests.contract.answer import Answer
from tests.contract.service import (
    ADMIN,
    AGENT,
    AUDITOR,
    GROUP,
    LEAD,
    MANAGER,
    MARKETING,
    Service,
    staff,
)
from tests.rights.acting import acting

OF_SZ = staff("xu", "marketing", "city:sz")
OF_NOWHERE = staff("he", "marketing")
FILTER = {"all": [{"city": ["sz", "gz"]}, {"tier": "gold"}]}
KEY = {"Idempotency-Key": "0123456789abcdef"}


def saving(**changes: Any) -> dict[str, Any]:
    return {"name": "金卡会员", "filter": FILTER, **changes}


def saved(service: Service, who: dict[str, Any] = MARKETING, **changes: Any) -> str:
    answer = service.post("/api/segments", saving(**changes), who)
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def fill(service: Service) -> None:
    """Let there be gold members: three of Shenzhen, two of Guangzhou; and one who is not gold."""
    for place, city in enumerate(("sz", "sz", "sz", "gz", "gz", "sz")):
        person = Person(
            identifier(root.entropy),
            created_at=service.now,
            changed_at=service.now,
            name="王小明",
            city=city,
            tier=Tier.GOLD if place < 5 else Tier.MEMBER,
        )
        line = Line("registered", service.now, SYSTEM)
        root_members.persons().create(person, [], [line])


def begin(
    service: Service,
    segment: str,
    who: dict[str, Any] = MARKETING,
    headers: dict[str, str] | None = None,
) -> Answer:
    return service.ask("POST", f"/api/segments/{segment}/counts", headers=headers, claims=who)


def counted(service: Service, segment: str, who: dict[str, Any] = MARKETING) -> dict[str, Any]:
    """Count, let the jobs do their work, and give what it came to."""
    run = begin(service, segment, who).json["run"]
    for part in range(4):
        with acting("ComplaintJobs"):
            assert root_work.jobs().run(f"{run}{part:02d}", lambda: True) is not None
    found: dict[str, Any] = service.get(f"/api/segments/{segment}/counts/{run}", who).json
    return found


def test_a_segment_is_saved_read_and_listed(service: Service) -> None:
    id_ = saved(service)

    answer = service.get(f"/api/segments/{id_}", AUDITOR)

    assert answer.headers["etag"] == '"1"'
    assert (answer.json["name"], answer.json["filter"], answer.json["by"]) == ("金卡会员", FILTER, "zhou")
    assert service.get("/api/segments", MANAGER).json["items"] == [answer.json]


def test_pages_go_on_where_the_last_one_ended(service: Service) -> None:
    ids = []
    for _ in range(5):
        service.later(minutes=1)
        ids.append(saved(service))

    first = service.get("/api/segments", MARKETING, limit=3).json
    second = service.get("/api/segments", MARKETING, limit=3, cursor=first["next_cursor"]).json

    assert [item["id"] for page in (first, second) for item in page["items"]] == ids[::-1]
    assert second["next_cursor"] is None
    assert service.get("/api/segments", AUDITOR, cursor=first["next_cursor"]).status == 400


def test_saving_twice_under_one_key_saves_once(service: Service) -> None:
    first, second = (service.post("/api/segments", saving(), MARKETING, KEY) for _ in range(2))
    other = service.post("/api/segments", saving(name="x"), MARKETING, KEY)

    assert first.json == second.json
    assert list(other.faults) == ["#Idempotency-Key"]
    assert len(service.get("/api/segments", MARKETING).json["items"]) == 1


WRONG: list[tuple[Any, str]] = [
    ({"city": "atlantis"}, "/filter/city"),
    ({"all": [{"tier": "platinum"}]}, "/filter/all/0/tier"),
    ({"all": [{"points": {"at_least": 5, "at_most": 1}}]}, "/filter/all/0/points/at_most"),
    ({"eval": "1"}, "/filter/eval"),
    ({}, "/filter"),
    ("x", "/filter"),
]


@pytest.mark.parametrize(("document", "pointer"), WRONG)
def test_a_filter_that_means_nothing_is_not_saved(service: Service, document: Any, pointer: str) -> None:
    answer = service.post("/api/segments", saving(filter=document), MARKETING)

    assert answer.status == 422
    assert list(answer.faults) == [pointer]
    assert service.get("/api/segments", MARKETING).json["items"] == []


def test_checking_says_the_same_and_saves_nothing(service: Service) -> None:
    before = service.snapshot()
    good = service.post("/api/segments/check", {"filter": FILTER}, MARKETING).json
    bad = service.post("/api/segments/check", {"filter": {"all": [{"city": "atlantis"}]}}, MARKETING).json

    assert good == {"valid": True, "errors": []}
    assert (bad["valid"], [error["pointer"] for error in bad["errors"]]) == (False, ["/filter/all/0/city"])
    assert service.snapshot() == before


def test_a_change_makes_the_next_version_of_what_was_read(service: Service) -> None:
    path = f"/api/segments/{saved(service)}"
    tag = {"If-Match": '"1"'}

    changed = service.ask(
        "PATCH", path, json_body={"filter": {"tier": "gold"}}, headers=tag, claims=MARKETING
    )
    stale = service.ask("PATCH", path, json_body={"name": "x"}, headers=tag, claims=MARKETING)
    nothing = service.ask("PATCH", path, json_body={}, claims=MARKETING)
    wrong = service.ask("PATCH", path, json_body={"filter": {"tier": "x"}}, claims=MARKETING)

    assert (changed.status, changed.headers["etag"], changed.json["version"]) == (200, '"2"', 2)
    assert (stale.status, nothing.status) == (412, 422)
    assert list(wrong.faults) == ["/filter/tier"]
    assert service.get(path, MARKETING).json["filter"] == {"tier": "gold"}


def test_what_is_put_aside_is_kept_and_not_counted(service: Service) -> None:
    id_ = saved(service)
    run = begin(service, id_, headers=KEY).json["run"]

    aside = service.ask("PATCH", f"/api/segments/{id_}", json_body={"archived": True}, claims=MARKETING)
    refused = begin(service, id_)

    assert aside.json["archived_at"] is not None
    assert (refused.status, refused.json["reason"]) == (409, "archived")
    assert begin(service, id_, headers=KEY).json["run"] == run
    back = service.ask("PATCH", f"/api/segments/{id_}", json_body={"archived": False}, claims=MARKETING)
    assert back.json["archived_at"] is None
    assert begin(service, id_).status == 202


def test_a_count_is_begun_at_once_and_comes_to_its_figures(service: Service) -> None:
    fill(service)
    id_ = saved(service)
    begun = begin(service, id_)
    path = f"/api/segments/{id_}/counts/{begun.json['run']}"

    early = service.get(path, MARKETING).json
    total = counted(service, id_)

    assert (begun.status, begun.headers["location"]) == (202, path)
    assert (early["state"], early["scanned"], early["sample"]) == ("running", 0, [])
    assert (total["state"], total["scanned"], total["count"]) == ("done", 6, 5)
    assert total["by_city"] == [{"city": "gz", "count": 2}, {"city": "sz", "count": 3}]
    assert total["requests"] == 4
    assert total["cities"] is None
    service.later(hours=13)
    assert service.get(path, MARKETING).json["state"] == "failed"


def test_a_sample_shows_whom_a_filter_means_and_not_who_it_is(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(service)

    total = counted(service, saved(service))

    assert len(total["sample"]) == 5
    assert {tuple(sorted(person)) for person in total["sample"]} == {("city", "name", "stage", "tier")}
    assert {person["name"] for person in total["sample"]} == {"王**"}
    assert "小明" not in json.dumps(total, ensure_ascii=False)
    (reading,) = service.get("/api/desk/readings", AUDITOR, actor="zhou").json["items"]
    assert (reading["what"], reading["about"]) == ("segment_sample", total["run"])
    assert "小明" not in capsys.readouterr().out


def test_counting_twice_under_one_key_counts_once(service: Service) -> None:
    id_ = saved(service)

    runs = [begin(service, id_, headers=KEY).json["run"] for _ in range(2)]

    assert runs[0] == runs[1] != begin(service, id_).json["run"]


def test_who_has_some_cities_counts_those(service: Service) -> None:
    fill(service)
    id_ = saved(service)

    total = counted(service, id_, OF_SZ)

    assert (total["count"], total["cities"]) == (3, ["sz"])
    assert total["by_city"] == [{"city": "sz", "count": 3}]
    assert begin(service, id_, OF_NOWHERE).status == 403


def test_a_count_is_shown_to_whose_scope_holds_its_cities(service: Service) -> None:
    id_ = saved(service)
    everywhere = begin(service, id_).json["run"]
    of_sz = begin(service, id_, OF_SZ).json["run"]

    def seen(run: str, who: dict[str, Any]) -> int:
        return service.get(f"/api/segments/{id_}/counts/{run}", who).status

    assert [seen(everywhere, who) for who in (MARKETING, AUDITOR, GROUP, OF_SZ, MANAGER)] == [
        200,
        200,
        200,
        403,
        403,
    ]
    assert [seen(of_sz, who) for who in (OF_SZ, MANAGER, MARKETING, OF_NOWHERE)] == [200, 200, 200, 403]


def test_a_segment_is_changed_by_who_made_it_and_by_hq(service: Service) -> None:
    path = f"/api/segments/{saved(service, OF_SZ)}"

    def change(who: dict[str, Any]) -> int:
        return service.ask("PATCH", path, json_body={"name": "x"}, claims=who).status

    assert [change(who) for who in (OF_SZ, MARKETING, staff("gu", "marketing", "city:sz"))] == [200, 200, 403]


def test_roles_save_count_and_read_as_they_may(service: Service) -> None:
    id_ = saved(service)
    run = begin(service, id_).json["run"]
    reads = (f"/api/segments/{id_}", "/api/segments", f"/api/segments/{id_}/counts/{run}")

    for who in (AGENT, LEAD, ADMIN):
        assert [service.get(path, who).status for path in reads] == [403, 403, 403]
    for who in (AGENT, LEAD, ADMIN, MANAGER, GROUP, AUDITOR):
        assert service.post("/api/segments", saving(), who).status == 403
        assert service.post("/api/segments/check", {"filter": FILTER}, who).status == 403
        assert begin(service, id_, who).status == 403
    for who in (GROUP, AUDITOR):
        assert [service.get(path, who).status for path in reads] == [200, 200, 200]


def test_what_is_not_there_is_not_found(service: Service) -> None:
    id_ = saved(service)

    answers = [
        service.get("/api/segments/0123456789ABCDEF", MARKETING),
        service.get("/api/segments/x", MARKETING),
        service.get(f"/api/segments/{id_}/counts/0123456789ABCDEF", MARKETING),
        service.get(f"/api/segments/{id_}/counts/x", MARKETING),
        begin(service, "0123456789ABCDEF"),
    ]

    assert {answer.status for answer in answers} == {404}
