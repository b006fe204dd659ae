"""Passing on, writing down, merging, remedies, the board, visits: as callers see them."""

from typing import Any

from tests.contract.service import (
    AGENT,
    COLLEAGUE,
    ELSEWHERE,
    GROUP,
    LEAD,
    MANAGER,
    Service,
    filing,
    staff,
)

OTHERS = {"name": "李四", "phone": "13900139000"}
BOTH = {"name": "王小明", "phone": "13800138000", "email": "wang@example.com"}
PHONE = {"name": "王小明", "phone": "13800138000"}
SECOND_MANAGER = staff("xu", "manager", "city:sz")


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status, answer.json["reason"]


def test_a_case_passed_on_to_another_city_is_that_citys(service: Service) -> None:
    filed = service.file()
    service.do(filed, "claim")

    head = service.do(filed, "transfer", {"team": "bj-care", "reason": "房屋在北京。"})
    unknown = service.do(filed, "transfer", {"team": "nowhere", "reason": "一"}, ELSEWHERE)

    assert (head.json["team"], head.json["city"], head.json["assignee"]) == ("bj-care", "bj", None)
    assert head.json["status"] == "received"
    assert (unknown.status, set(unknown.faults)) == (422, {"/team"})
    assert service.do(filed, "note", {"text": "一"}).status == 403
    assert service.do(filed, "claim", claims=ELSEWHERE).json["assignee"] == "sun"
    listed = service.get("/api/desk/complaints", ELSEWHERE).json["items"]
    assert [card["number"] for card in listed] == [filed["number"]]


def test_what_was_heard_stands_in_the_filers_own_view(service: Service) -> None:
    filed = service.file()

    service.do(filed, "heard", {"text": "今天又漏了。", "channel": "hotline"})

    told = service.follow(filed).json["timeline"][-1]
    assert (told["kind"], told["text"], told["data"]) == ("message", "今天又漏了。", {"by": "staff"})


def test_a_merged_case_leads_its_filer_on(service: Service) -> None:
    target, filed = service.file(contact=BOTH), service.file(contact=PHONE)

    head = service.do(filed, "merge", {"into": target["number"].lower()}, LEAD).json

    assert (head["status"], head["merged_into"], head["merged_link"]) == ("merged", target["number"], True)
    assert all(clock["stopped_at"] for clock in head["clocks"])
    view = service.follow(filed).json
    assert (view["merged_into"], view["merged_url"]) == (target["number"], target["follow_url"])
    assert view["timeline"][-1]["data"] == {"into": target["number"]}
    assert service.case(target).json["absorbed"] == [filed["number"]]
    assert service.follow(target).json["timeline"][-1]["data"] == {"from": filed["number"]}


def test_a_contact_that_is_not_the_other_cases_does_not_get_its_link(service: Service) -> None:
    target, filed = service.file(contact=PHONE), service.file(contact=BOTH)

    head = service.do(filed, "merge", {"into": target["number"]}, LEAD).json

    view = service.follow(filed)
    assert head["merged_link"] is False
    assert (view.json["merged_into"], view.json["merged_url"]) == (target["number"], None)
    assert target["key"] not in view.text


def test_merging_stays_within_one_person_and_ones_cities(service: Service) -> None:
    filed, stranger = service.file(), service.file(contact=OTHERS)
    afar = service.file(city="bj")

    across = service.do(filed, "merge", {"into": stranger["number"]}, LEAD)
    outside = service.do(filed, "merge", {"into": afar["number"]}, LEAD)
    nowhere = [service.do(filed, "merge", {"into": into}, LEAD) for into in ("0000-0000-0", "nonsense")]
    itself = service.do(filed, "merge", {"into": filed["number"]}, LEAD)

    assert refusal(across) == (409, "merge_across_persons")
    assert (outside.status, outside.problem) == (403, "forbidden")
    assert [set(answer.faults) for answer in nowhere] == [{"/into"}, {"/into"}]
    assert refusal(itself) == (409, "merge_into_itself")
    assert service.do(filed, "merge", {"into": afar["number"]}, GROUP).status == 200


def test_there_are_no_chains_of_merged_cases(service: Service) -> None:
    first, second, third = service.file(), service.file(), service.file()
    service.do(first, "merge", {"into": second["number"]}, LEAD)

    back = service.do(second, "merge", {"into": first["number"]}, LEAD)
    on = service.do(second, "merge", {"into": third["number"]}, LEAD)
    late = service.do(third, "merge", {"into": first["number"]}, LEAD)

    assert refusal(back) == refusal(on) == (409, "has_absorbed")
    assert refusal(late) == (409, "target_merged")


def test_a_merge_is_done_once_and_only_on_the_version_that_was_seen(service: Service) -> None:
    target, filed = service.file(), service.file()
    key = {"Idempotency-Key": "0123456789abcdef"}

    stale = service.do(filed, "merge", {"into": target["number"]}, LEAD, {"If-Match": '"9"'})
    once = service.do(filed, "merge", {"into": target["number"]}, LEAD, key)
    before = service.snapshot()
    again = service.do(filed, "merge", {"into": target["number"]}, LEAD, key)

    assert (stale.status, once.status, again.status) == (412, 200, 200)
    assert again.json == once.json
    assert [item for item in service.snapshot() if item not in before and "L#" not in item] == []
    assert [item for item in before if item not in service.snapshot()] == []


def test_an_agents_small_offer_goes_to_the_customer_who_takes_it(service: Service) -> None:
    filed = service.file()
    head = service.do(filed, "offer", {"remedy": "compensation", "amount": 50_000, "text": "补偿。"}).json

    [shown] = service.follow(filed).json["remedies"]
    taken = service.post(
        f"/api/complaints/{filed['number']}/remedy", {"key": filed["key"], "remedy": 1, "accepted": True}
    )

    assert (head["remedies"][0]["state"], head["remedies"][0]["currency"]) == ("offered", "CNY")
    assert (shown["amount"], shown["currency"], shown["state"]) == (50_000, "CNY", "offered")
    assert (taken.status, taken.json["remedies"][0]["state"]) == (200, "accepted")
    assert service.get("/api/desk/complaints", AGENT).json["items"][0]["remedy"] == "accepted"


def test_a_larger_offer_waits_for_those_who_may_consent(service: Service) -> None:
    filed = service.file()
    offer = {"remedy": "compensation", "amount": 5_000_001, "text": "补偿。"}

    assert service.do(filed, "offer", offer, MANAGER).json["remedies"][0]["approvals_needed"] == 2
    assert service.follow(filed).json["remedies"] == []
    own = service.do(filed, "approve", claims=MANAGER)
    lead = service.do(filed, "approve", claims=LEAD)
    agent = service.do(filed, "approve", claims=AGENT)
    first = service.do(filed, "approve", {"remedy": 1}, SECOND_MANAGER)
    twice = service.do(filed, "approve", claims=SECOND_MANAGER)
    second = service.do(filed, "approve", claims=GROUP)

    assert [answer.status for answer in (own, lead, agent)] == [403, 403, 403]
    assert (first.json["remedies"][0]["state"], refusal(twice)) == ("proposed", (409, "already_approved"))
    assert second.json["remedies"][0]["state"] == "offered"


def test_money_goes_with_compensation_and_with_nothing_else(service: Service) -> None:
    filed = service.file()
    odd: list[dict[str, Any]] = [
        {"remedy": "compensation", "text": "一"},
        {"remedy": "apology", "text": "一", "amount": 100},
        {"remedy": "compensation", "text": "一", "amount": 0},
        {"remedy": "compensation", "text": "一", "amount": 1.5},
    ]

    assert [service.do(filed, "offer", body).status for body in odd] == [422, 422, 422, 422]


def test_a_stranger_answers_no_offer(service: Service) -> None:
    filed = service.file()
    service.do(filed, "offer", {"remedy": "repair", "text": "重做。"})
    path = f"/api/complaints/{filed['number']}/remedy"

    wrong = service.post(path, {"key": "x" * 22, "remedy": 1, "accepted": True})
    none = service.post(path, {"key": filed["key"], "remedy": 2, "accepted": True})

    assert (wrong.status, refusal(none)) == (404, (409, "no_such_remedy"))


def test_hiding_takes_a_case_off_the_board_and_tells_its_filer_why(service: Service) -> None:
    filed, private = service.file(), service.file(public=False)
    board = [post["number"] for post in service.get("/api/board").json["items"]]

    hidden = service.do(filed, "hide", {"reason": "涉及邻居。"}, LEAD).json
    told = service.follow(filed).json

    assert board == [filed["number"]]
    assert (hidden["publication"], hidden["hidden_because"]) == ("hidden", "涉及邻居。")
    assert service.get("/api/board").json["items"] == []
    assert service.get(f"/api/board/{filed['number']}").status == 404
    assert (told["public"], told["timeline"][-1]["text"]) == ("hidden", "涉及邻居。")
    assert service.do(filed, "publish", claims=LEAD).json["publication"] == "public"
    assert len(service.get("/api/board").json["items"]) == 1
    assert refusal(service.do(private, "publish", claims=LEAD)) == (409, "not_wished")


def test_a_visit_leaves_works_that_stand_in_the_list_until_they_are_done(service: Service) -> None:
    filed = service.file()
    service.do(
        filed,
        "visit",
        {"since": "2026-11-23T09:00:00+08:00", "until": "2026-11-23T11:00:00+08:00", "text": "师傅上门。"},
    )
    works = [{"what": "更换防水层", "due": "2026-12-01T10:00:00Z", "contractor": "安居防水"}]
    service.do(filed, "visited", {"visit": 1, "outcome": "more_work", "works": works})
    service.resolve(filed)

    view = service.follow(filed).json
    [line] = service.get("/api/desk/complaints", AGENT).json["items"]
    done = service.do(filed, "finish", {"work": 1, "text": "已完成。"}).json

    assert view["visits"][0]["outcome"] == "more_work"
    assert view["works"] == [
        {"work": 1, "what": "更换防水层", "due_at": "2026-12-01T10:00:00.000Z", "done_at": None}
    ]
    assert (line["status"], line["works"], line["next_due_at"]) == ("resolved", 1, "2026-12-01T10:00:00.000Z")
    assert done["works"][0]["done_at"] == "2026-11-22T08:00:00.000Z"
    assert service.get("/api/desk/complaints", AGENT).json["items"] == []


def test_works_are_named_for_more_work_and_for_nothing_else(service: Service) -> None:
    filed = service.file()
    work = {"what": "一", "due": "2026-12-01T10:00:00Z"}
    odd: list[tuple[str, dict[str, Any]]] = [
        ("visited", {"visit": 1, "outcome": "more_work"}),
        ("visited", {"visit": 1, "outcome": "done", "works": [work]}),
        ("visit", {"since": "2026-11-24T03:00:00Z", "until": "2026-11-24T01:00:00Z"}),
        ("visit", {"since": "tomorrow", "until": "2026-11-24T01:00:00Z"}),
    ]

    assert [service.do(filed, command, body).status for command, body in odd] == [422] * 4


def test_where_the_catalog_lists_contractors_only_those_are_named(service: Service) -> None:
    catalog = service.get("/api/catalog").json
    document = {
        **{name: catalog[name] for name in ("categories", "causes", "departments")},
        "cities": [{**city, "calendar": "cn"} for city in catalog["cities"]],
        "contractors": [{"code": "anju", "names": {"zh": "安居", "en": "Anju"}}],
    }
    service.save_document("catalog", 2, document)
    service.later(minutes=2)
    filed = service.file()
    solution = {"summary": "一", "cause": "design", "department": "design"}
    visit = {"since": "2026-11-24T01:00:00Z", "until": "2026-11-24T03:00:00Z"}

    wrong = service.do(filed, "resolve", {**solution, "contractor": "somebody"})
    wrong_visit = service.do(filed, "visit", {**visit, "contractor": "somebody"})

    assert set(wrong.faults) == set(wrong_visit.faults) == {"/contractor"}
    assert service.do(filed, "visit", {**visit, "contractor": "anju"}).status == 200
    assert service.do(filed, "resolve", {**solution, "contractor": "anju"}).status == 200


def test_nothing_that_staff_keep_to_themselves_reaches_the_filer_or_the_board(service: Service) -> None:
    filed = service.file()
    service.do(filed, "transfer", {"team": "bj-care", "reason": "机密"})
    service.do(filed, "transfer", {"team": "sz-care", "reason": "机密"}, ELSEWHERE)
    service.do(filed, "offer", {"remedy": "compensation", "amount": 80_000, "text": "机密"}, COLLEAGUE)
    service.do(filed, "decline", {"reason": "机密"}, LEAD)

    seen = service.follow(filed).text + service.get(f"/api/board/{filed['number']}").text
    assert "机密" not in seen
    assert "han" not in service.follow(filed).json["remedies"]
    assert filing()["title"] in seen
