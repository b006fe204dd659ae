"""Pages of visits to homes and of letters on how buildings go on: what is done there, and refused."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from hearthline.pages.words import words
from tests.contract.answer import Answer
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import AGENT, AUDITOR, COLLEAGUE, LEAD, MARKETING, Service
from tests.contract.street import Street, a_street
from tests.contract.test_letters import TEXT, TITLE, WHICH, sell, told_to
from tests.engines.estate import LI, WANG

EVIL = "<script>alert(1)</script>"
VISITS = "/desk/visits"
ONE = f"/desk/letters/letter?{urlencode(WHICH)}"
WORDS = {"title": TITLE, "text": TEXT, "short": {"zh": "封顶。", "en": "The shell is up."}}
WRITTEN = {
    **WHICH,
    **{f"{part}.{language}": text for part, both in WORDS.items() for language, text in both.items()},
}


@pytest.fixture
def street(service: Service) -> Iterator[Street]:
    with a_street(service) as made:
        yield made


@pytest.fixture
def owed(street: Street) -> str:
    """The address of a visit that is owed and has nobody yet."""
    street.hand_over()
    street.service.later(days=93)
    street.sweep()
    [visit] = street.service.get("/api/desk/home-visits", AGENT, city="sz").json["items"]
    return f"{VISITS}/{visit['id']}"


def do(desk: DeskBrowser, visit: str, act: str, **fields: str) -> Answer:
    page = desk.get(visit)
    version = page.headers["etag"].strip('"')
    key = re.search(r'name="idempotency_key" value="(\w+)"', page.text)
    held = {"version": version, "city": "sz", "idempotency_key": key[1] if key else ""}
    return desk.post(f"{visit}/{act}", {**held, **{f"{act}.{name}": value for name, value in fields.items()}})


def test_a_visit_is_taken_planned_reported_and_what_was_found_is_filed(street: Street, owed: str) -> None:
    desk = DeskBrowser(street.service).enter(AGENT)
    assert owed in desk.get(f"{VISITS}?view=free&city=sz").text
    assert words("en", "lives")["list"]["empty"]["mine"] in desk.get(VISITS).text

    assert do(desk, owed, "take").status == 303
    assert do(desk, owed, "plan", at="2099-01-01T10:00").status == 422
    at = f"{street.service.now.date().replace(day=28)}T10:00"
    assert do(desk, owed, "plan", at=at).status == 303
    person = re.search(r'<option value="([0-9A-Z]{16})"', desk.get(owed).text)
    assert person
    found = {"person": person[1], "kind": "repair", "title": "阳台门关不严", "text": "下雨会进水。"}
    filed = do(desk, owed, "complaint", **found)
    assert do(desk, owed, "report", outcome="done", note=EVIL).status == 303

    number = filed.headers["location"].partition("filed=")[2]
    text = desk.get(owed).text
    assert f"/desk/cases/{number}" in text
    assert EVIL not in text
    assert "&lt;script&gt;" in text
    again = do(desk, owed, "plan", at=at)
    assert again.status == 409
    assert words("en", "refusals")["visit_ended"] in again.text


def test_what_is_overdue_stands_first_and_a_lead_gives_it_to_somebody(street: Street, owed: str) -> None:
    street.service.later(days=40)
    for _ in range(2):
        street.sweep()
        street.tell()
    told = [to for to, notice in street.mail.sent if "走访已逾期" in notice.subject]
    assert told == ["zhao@staff.example"], "nobody has it, so the lead is told, once"
    lead = DeskBrowser(street.service).enter(LEAD)

    assert words("en", "lives")["groups"]["overdue"] in lead.get(f"{VISITS}?view=city&city=sz").text
    assert do(lead, owed, "assign", to="han").status == 303
    assert owed in DeskBrowser(street.service).enter(COLLEAGUE).get(VISITS).text
    mine = DeskBrowser(street.service).enter(AGENT)
    assert do(mine, owed, "assign", to="li").status == 403
    assert f"{owed}/assign" not in mine.get(owed).text
    assert DeskBrowser(street.service).enter(MARKETING).get(VISITS).status == 403


def test_a_letter_is_written_read_and_sent_and_says_whom_it_reached(street: Street) -> None:
    sell(street, "1801", WANG, LI)
    lead = DeskBrowser(street.service).enter(LEAD)
    assert "Homes that wait: 1" in lead.get(ONE).text

    html = lead.post("/desk/letters/letter", {**WRITTEN, "text.en": EVIL})
    assert html.status == 422
    assert EVIL not in html.text
    assert words("en")["fault"]["plain"] in html.text
    assert lead.post("/desk/letters/letter", WRITTEN).status == 303
    assert "主体结构已封顶。" in lead.get(ONE).text
    assert lead.post("/desk/letters/send", WHICH).status == 303
    street.work()
    street.tell()

    assert told_to(street) == ["wang@example.com"]
    text = lead.get(ONE).text
    assert words("en", "lives")["letter"]["sending"]["done"] in text
    assert "/desk/letters/send" not in text
    assert lead.post("/desk/letters/letter", WRITTEN).status == 409
    listed = lead.get(f"/desk/letters?{urlencode({'city': 'sz', 'project': WHICH['project']})}")
    assert words("en", "lives")["letter"]["states"]["sent"] in listed.text


def test_who_may_not_write_letters_reads_them(street: Street) -> None:
    agent = DeskBrowser(street.service).enter(AGENT)

    assert "<textarea" not in agent.get(ONE).text
    assert agent.post("/desk/letters/letter", WRITTEN).status == 403
    assert agent.post("/desk/letters/send", WHICH).status == 403
    assert DeskBrowser(street.service).enter(AUDITOR).get("/desk/letters").status == 200
    assert agent.get("/desk/letters?city=bj&project=x").status == 403
