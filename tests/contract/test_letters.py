"""Letters on how a building goes on: written by staff, sent to the buyers who wait, and missed."""

from collections.abc import Iterator
from typing import Any

import pytest

from hearthline import root, root_lifecycle
from hearthline.lifecycle.letter_sending import KIND, SendingLetters
from hearthline.platform.jobs import JobState, new_job
from hearthline.platform.timers import Due
from tests.contract.answer import Answer
from tests.contract.service import AGENT, AUDITOR, ELSEWHERE, LEAD, MARKETING, Service
from tests.contract.street import TODAY, Street, a_street
from tests.contract.test_feed import send as told_by_sales
from tests.contract.test_survey_rights import held
from tests.engines.estate import LI, PLACE, WANG, signed, told
from tests.engines.world import KnownChance

LETTERS = "/api/desk/progress-letters"
WHICH = {"city": "sz", "project": "海岸花园", "month": "2026-11"}
TEXT = {"zh": "主体结构已封顶。\n\n外墙开始施工。", "en": "The shell is up."}
TITLE = {"zh": "十一月工程进展", "en": "The building in November"}
LETTER = {**WHICH, "title": TITLE, "text": TEXT, "short": TEXT | {"zh": "封顶。"}}
ANNA = {"customer_id": "C-9", "name": "Anna Wang", "email": "anna@example.com"}


@pytest.fixture
def street(service: Service) -> Iterator[Street]:
    with a_street(service) as made:
        yield made


def sell(street: Street, unit: str, *buyers: dict[str, Any], project: str = "海岸花园") -> None:
    place = {**PLACE, "unit": unit, "project": project}
    number = f"HT-{unit}"
    sale = {**signed(number, "2026-06-01", buyers=list(buyers)), "home": place}
    assert told_by_sales(street.service, sale).json["results"][0]["outcome"] == "accepted"
    street.follow()


def write(street: Street, claims: Any = LEAD, **changes: Any) -> Answer:
    return street.service.post(LETTERS, {**LETTER, **changes}, claims)


def send(street: Street, claims: Any = LEAD, **changes: Any) -> Answer:
    """Send it, and let what runs behind the API do its work."""
    answer = street.service.post(f"{LETTERS}/send", {**WHICH, **changes}, claims)
    if answer.status == 202:
        street.work()
        street.tell()
    return answer


def told_to(street: Street) -> list[str]:
    return sorted(to for to, notice in street.mail.sent if notice.subject == "十一月工程进展")


def test_everybody_who_waits_at_the_project_gets_the_letter_once(street: Street) -> None:
    sell(street, "1801", WANG, LI)
    sell(street, "1802", WANG)
    sell(street, "1803", ANNA)
    sell(street, "1", {**ANNA, "customer_id": "C-10", "email": "else@example.com"}, project="别处")
    assert write(street).status == 200

    for _ in range(3):
        assert send(street).json["sent_by"] == "zhao"

    assert told_to(street) == ["anna@example.com", "wang@example.com"]
    [(_, notice)] = [one for one in street.mail.sent if one[0] == "anna@example.com"]
    assert "外墙开始施工。" in notice.text


def test_a_worker_that_dies_between_any_two_steps_sends_nothing_twice(street: Street) -> None:
    for unit in range(5):
        buyer = {"customer_id": f"C-{unit}", "name": "业主", "email": f"o{unit}@example.com"}
        sell(street, f"19{unit:02d}", buyer)
    write(street)
    street.service.post(f"{LETTERS}/send", WHICH, LEAD)
    store, facts = root_lifecycle.letter_store(), root_lifecycle.facts()
    worker = SendingLetters(store, facts, together=2)
    job = new_job(KIND, WHICH, "zhao", street.service.now, KnownChance())
    first = worker.step(job, street.service.now)
    again = worker.step(job, street.service.now)  # it died before it noted where it was

    assert (first.tally["told"], again.tally["told"], first.done) == (2, 0, False)
    street.work()
    street.tell()
    assert told_to(street) == [f"o{unit}@example.com" for unit in range(5)]


def test_who_waits_no_more_gets_none_also_where_it_is_on_its_way(street: Street) -> None:
    sell(street, "1801", WANG)
    sell(street, "1802", ANNA)
    write(street)
    home = {**PLACE, "unit": "1801"}
    handover = told("handed_over", "h", TODAY, contract="HT-1801", handed_over_on=TODAY)
    street.service.post(f"{LETTERS}/send", WHICH, LEAD)
    street.work()
    assert told_by_sales(street.service, {**handover, "home": home}).status == 200
    street.tell()

    assert told_to(street) == ["anna@example.com"]


def test_a_letter_is_written_anew_until_it_is_sent(street: Street) -> None:
    sell(street, "1801", WANG)
    assert write(street).json["version"] == 1
    assert write(street, title={"zh": "十一月", "en": "Nov"}).json["version"] == 2
    assert write(street, month="2026-10").status == 200
    assert send(street).status == 202

    refused = write(street)
    assert (refused.status, refused.json["reason"], refused.json["state"]["status"]) == (
        409,
        "letter_sent",
        "sent",
    )
    items = street.service.get(LETTERS, AGENT, city="sz", project=" 海岸 花园", limit=1).json
    rest = street.service.get(
        LETTERS, AGENT, city="sz", project=" 海岸 花园", limit=1, cursor=items["next_cursor"]
    ).json
    assert [letter["month"] for letter in (*items["items"], *rest["items"])] == ["2026-11", "2026-10"]
    assert items["waiting"] == {"homes": 1, "more": False}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"text": {"zh": "<b>封顶</b>", "en": "x"}}, 422),
        ({"text": {"zh": "封顶。"}}, 422),
        ({"title": {"zh": "", "en": "x"}}, 422),
        ({"month": "2026-09"}, 422),
        ({"month": "2026-12"}, 422),
        ({"city": "nowhere"}, 403),
    ],
)
def test_what_is_not_right_is_refused(street: Street, changes: dict[str, Any], status: int) -> None:
    before = street.service.snapshot()

    assert write(street, **changes).status == status
    assert street.service.snapshot() == before


def test_a_letter_that_was_left_unsent_too_long_does_not_go_and_one_that_went_may_be_asked_for(
    street: Street,
) -> None:
    sell(street, "1801", WANG)
    write(street, month="2026-10")
    write(street)
    assert send(street).status == 202
    street.service.later(days=70)

    assert send(street, month="2026-10").status == 422
    assert send(street).status == 202
    assert told_to(street) == ["wang@example.com"]


def test_a_sweep_that_comes_late_tells_of_the_month_that_it_was_due_in(street: Street) -> None:
    sell(street, "1801", WANG)
    street.service.later(days=45)  # the 6th of January; due on the 20th of December
    for _ in range(2):
        street.sweep()
        street.tell()

    leads = [notice.subject for to, notice in street.mail.sent if to == "zhao@staff.example"]
    assert leads == ["海岸花园：2026-12工程进展信尚未发出"]


def test_a_project_where_somebody_waits_again_is_looked_after_again(street: Street) -> None:
    sell(street, "1801", WANG)
    store, pk = root_lifecycle.letter_store(), "N#sz\n海岸花园"
    read = root.members_table().get(pk, "A")
    assert read is not None
    due = Due(pk, "A", read["timer_at"])
    sell(street, "1802", ANNA)

    assert not store.look_no_more(due, read), "a home began to wait since"
    assert store.look_no_more(due, root.members_table().get(pk, "A") or {})
    sell(street, "1803", LI)
    assert (root.members_table().get(pk, "A") or {})["timer_at"] == due.timer_at


def test_leads_and_managers_of_the_city_write_and_readers_read(street: Street) -> None:
    for claims in (AGENT, AUDITOR, MARKETING, ELSEWHERE):
        assert write(street, claims).status == 403
        assert street.service.post(f"{LETTERS}/send", WHICH, claims).status == 403
    assert send(street).status == 404
    assert street.service.get(LETTERS, AUDITOR, city="sz", project="海岸花园").json["items"] == []
    assert street.service.get(LETTERS, ELSEWHERE, city="sz", project="海岸花园").status == 403


def test_a_letter_that_is_missing_is_told_once_a_month_and_nothing_is_sent(street: Street) -> None:
    sell(street, "1801", WANG)
    missed = "海岸花园：2026-12工程进展信尚未发出"
    for days in (20, 10, 1):  # the reminder of December is on the 20th
        street.service.later(days=days)
        street.sweep()
        street.tell()

    leads = [notice.subject for to, notice in street.mail.sent if to == "zhao@staff.example"]
    assert leads == [missed]
    assert {to for to, _ in street.mail.sent} <= {"zhao@staff.example", "wang@example.com"}
    assert told_to(street) == []


def test_nobody_is_reminded_of_a_letter_that_went_or_that_nobody_waits_for(street: Street) -> None:
    sell(street, "1801", WANG)
    street.service.later(days=18)
    assert write(street, month="2026-12").status == 200
    assert send(street, month="2026-12").status == 202
    street.service.later(days=10)
    street.sweep()
    on = "2026-12-21"
    handover = told("handed_over", "h", on, contract="HT-1801", handed_over_on=on)
    assert told_by_sales(street.service, handover).status == 200
    street.follow()
    street.service.later(days=60)
    street.sweep()
    street.tell()

    assert [to for to, _ in street.mail.sent if to == "zhao@staff.example"] == []


def test_who_writes_sends_and_looks_after_letters_may_do_what_that_takes(street: Street) -> None:
    sale = {**signed("HT-1", "2026-06-01"), "home": PLACE}
    assert told_by_sales(street.service, sale).status == 200
    with held(street.service, "Lifecycle"):
        root_lifecycle.lives().follow(street.home, street.service.now)
    with held(street.service, "MembershipDesk"):
        write(street)
        street.service.post(f"{LETTERS}/send", WHICH, LEAD)
    with held(street.service, "ComplaintJobs") as worked:
        jobs = street.work()
    street.service.later(days=60)
    with held(street.service, "SlaMonitor"):
        street.sweep()

    assert ("PutItem", "MembersTable") in worked
    assert [job.state for job in jobs] == [JobState.DONE]
