"""One case as staff read it, and as its filer does: everything about it, and what there is around it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hearthline import root
from hearthline.complaints.model import Change, Complaint
from hearthline.complaints.parts import (
    Remedy,
    RemedyKind,
    RemedyState,
    Visit,
    VisitOutcome,
    Work,
)
from hearthline.platform.ids import read_number
from tests.contract.service import AUDITOR, LEAD, Service, staff

LATER = {"clock": "resolve", "reason": "配件未到。"}


def change(service: Service, filed: dict[str, Any], **parts: Any) -> Complaint:
    """Let a case have what other commands give it."""
    stored = root.store().load(str(read_number(filed["number"])))
    assert stored is not None
    complaint = replace(stored.complaint, version=stored.complaint.version + 1, **parts)
    terms = root.rulebook().terms(complaint.city, complaint.policy)
    root.store().save(stored, Change(complaint, ()), terms)
    return complaint


def test_what_others_filed_about_the_same_home_stands_beside_the_case(service: Service) -> None:
    neighbour = {"name": "李四", "phone": "13900139000"}
    service.file(
        title="同一户", contact=neighbour, home={"project": "海岸花园", "building": "3 栋", "unit": "1801"}
    )
    service.file(
        title="另一户", contact=neighbour, home={"project": "海岸花园", "building": "3栋", "unit": "1802"}
    )
    filed = service.file()

    case = service.case(filed).json

    assert [other["title"] for other in case["same_home"]] == ["同一户"]
    assert (case["same_home_total"], case["person_total"]) == (1, 0)


def test_a_history_is_the_latest_twenty_and_says_how_many_there_are(service: Service) -> None:
    filed = service.file()
    for number in range(22):
        service.later(hours=1)
        service.file(
            title=f"第{number}件", contact={"name": "王小明", "email": "wang@example.com"}, home=None
        )

    case = service.case(filed).json

    assert [other["title"] for other in case["person"]] == [f"第{number}件" for number in range(21, 1, -1)]
    assert case["person_total"] == 22


def test_an_auditor_reads_the_promises_and_what_they_rest_on(service: Service) -> None:
    filed = service.file()
    service.do(filed, "ask", {"text": "何时在家？"})
    service.later(hours=6)
    service.do(filed, "note", {"text": "等回复"})
    service.post(f"/api/complaints/{filed['number']}/messages", {"key": filed["key"], "text": "晚上。"})
    service.do(filed, "extend", {**LATER, "until": "2026-12-31T10:00:00Z"}, LEAD)
    service.do(filed, "extend", {**LATER, "until": "2027-01-10T10:00:00Z", "reason": "又迟了。"}, LEAD)

    case = service.case(filed, AUDITOR).json

    resolve = case["clocks"][2]
    assert resolve["pauses"] == [{"since": "2026-11-22T08:00:00.000Z", "until": "2026-11-22T14:00:00.000Z"}]
    assert resolve["extended_at"] == "2026-11-22T14:00:00.000Z"
    assert [(one["reason"], one["until"], one["by"]) for one in resolve["extensions"]] == [
        ("配件未到。", "2026-12-31T10:00:00.000Z", "zhao"),
        ("又迟了。", "2027-01-10T10:00:00.000Z", "zhao"),
    ]
    assert [clock["extensions"] for clock in case["clocks"][:2]] == [[], []]
    terms = case["policy_terms"]
    assert (terms["version"], terms["pause_cap_days"]) == (1, 10)
    assert [target["words"]["en"] for target in terms["targets"]] == [
        "Taken up by a person within 8 working hours",
        "First answer within 24 hours, round the clock",
        "Resolved within 15 working days",
    ]
    assert [(step["step"], step["at"], step["every"]) for step in terms["steps"][:4]] == [
        ("remind", "50%", None),
        ("warn", "80%", None),
        ("breach", "due", None),
        ("overdue", "+24h", "24h"),
    ]


def test_a_standing_clock_says_since_when(service: Service) -> None:
    filed = service.file()
    service.do(filed, "ask", {"text": "何时在家？"})

    resolve = service.case(filed).json["clocks"][2]

    assert (resolve["paused"], resolve["paused_since"]) == (True, "2026-11-22T08:00:00.000Z")


def test_an_extension_belongs_to_the_round_in_which_it_was_given(service: Service) -> None:
    filed = service.file()
    service.do(filed, "extend", {**LATER, "until": "2026-12-31T10:00:00Z"}, LEAD)
    service.resolve(filed)
    service.later(hours=1)
    service.do(filed, "reopen", {"reason": "又漏。"})

    clocks = [clock for clock in service.case(filed).json["clocks"] if clock["clock"] == "resolve"]

    assert [(clock["round"], len(clock["extensions"])) for clock in clocks] == [(1, 1), (2, 0)]


def test_escalations_say_who_was_told_and_who_acknowledged(service: Service) -> None:
    filed = service.file()
    service.later(hours=13)
    service.do(filed, "note", {"text": "看一下"})
    service.do(filed, "acknowledge", claims=LEAD)
    service.later(hours=7)
    service.do(filed, "note", {"text": "还没"})

    told = service.case(filed).json["escalation_history"]

    assert [[step["step"] for step in one["steps"]] for one in told] == [["remind"], ["warn"]]
    assert [one["acknowledged_by"] for one in told] == ["zhao", None]


def test_a_merged_case_and_the_one_that_took_it_in_lead_to_one_another(service: Service) -> None:
    older, filed = service.file(title="先来的"), service.file(title="后来的")
    merged = service.do(filed, "merge", {"into": older["number"]}, LEAD)
    assert merged.status == 200, merged.text

    into, taken = service.case(older).json["related"], service.case(filed).json["related"]

    assert [one["title"] for one in into["absorbed"]] == ["后来的"]
    assert (taken["merged_into"]["title"], taken["absorbed"], taken["incident"]) == ("先来的", [], None)


def test_a_related_case_of_a_city_that_is_not_ones_own_is_not_shown(service: Service) -> None:
    elsewhere = service.file(city="bj")
    filed = service.file()
    change(service, filed, follows=str(read_number(elsewhere["number"])))

    case = service.case(filed).json

    assert (case["follows"], case["related"]["follows"]) == (elsewhere["number"], None)
    assert service.case(filed, staff("ma", "manager", "hq")).json["related"]["follows"]["city"] == "bj"


def test_a_filer_sees_what_is_offered_planned_and_still_to_be_done_and_no_staff(service: Service) -> None:
    filed = service.file()
    offered = Remedy(
        1,
        RemedyKind.COMPENSATION,
        "赔偿",
        "li",
        service.now,
        RemedyState.OFFERED,
        20_000,
        offered_at=service.now,
    )
    visit = Visit(1, service.now, service.now + timedelta(hours=2), "li", "安居", VisitOutcome.MORE_WORK)
    undone = Work(1, "重做防水", service.now + timedelta(days=3))
    change(
        service,
        filed,
        remedies=(offered, replace(offered, id=2, state=RemedyState.PROPOSED, offered_at=None)),
        visits=(visit,),
        works=(undone, replace(undone, id=2, done_at=service.now)),
        hidden_because="含他人信息",
    )

    view = service.follow(filed)

    assert [(one["remedy"], one["state"], one["amount"]) for one in view.json["remedies"]] == [
        (1, "offered", 20_000)
    ]
    assert [one["outcome"] for one in view.json["visits"]] == ["more_work"]
    assert [(one["what"], one["done_at"] is None) for one in view.json["works"]] == [
        ("重做防水", True),
        ("重做防水", False),
    ]
    assert view.json["hidden_because"] == "含他人信息"
    assert '"li"' not in view.text
