"""The work list's page: what stands on it, for whom, and one command on several cases."""

import gzip
import re

from hearthline.pages.words import words
from tests.contract.desk_browser import HTMX, DeskBrowser
from tests.contract.service import AGENT, LEAD, Service
from tests.contract.tour import explained, page

KEY = "0123456789ABCDEFG"


def test_the_most_urgent_case_stands_first_with_its_deadline_in_words(service: Service) -> None:
    first = service.file(title="<script>alert(1)</script>{{7*7}}")
    service.later(hours=1)
    second = service.file()

    text = DeskBrowser(service).enter(AGENT).get("/desk?view=city").text

    assert text.index(first["number"]) < text.index(second["number"])
    assert "<script>alert" not in text
    assert "{{7*7}}" in text
    assert "First answer" in text
    service.later(days=2)
    late = DeskBrowser(service).enter(AGENT).get("/desk?view=breached").text
    assert re.search(r'<time class="late"[^>]*>1 d \d+ h overdue', late)


def test_a_script_gets_the_lines_alone_and_the_empty_list_says_so(service: Service) -> None:
    answer = DeskBrowser(service).enter(AGENT).get("/desk?view=mine", **HTMX)

    assert "<html" not in answer.text
    assert "There are no cases here." in answer.text


def test_one_command_on_several_cases_tells_of_each(service: Service) -> None:
    filed, settled = service.file(), service.file()
    service.resolve(settled)
    desk = DeskBrowser(service).enter(LEAD)
    ticked = {f"case.{each['number']}": "on" for each in (filed, settled)}

    answer = desk.post(
        "/desk/bulk", {"command": "assign", "assign.to": "han", "idempotency_key": KEY, **ticked}
    )

    assert answer.status == 200
    assert "1 done, 1 not done" in answer.text
    assert words("en", "refusals")["not_open"].split(";")[0].split(",")[0] in answer.text
    missing = desk.post("/desk/bulk", {"command": "note", "note.text": "Kept words"})
    assert missing.status == 422
    assert "Please choose one from the list." in missing.text
    assert "Kept words" in missing.text


def test_a_hundred_cases_weigh_less_than_promised(service: Service) -> None:
    for place in range(100):
        contact = {"name": f"王{place}", "phone": f"138{place:08d}"}
        service.file(contact=contact, title=f"漏水 {place}" * 8)

    text = DeskBrowser(service).enter(AGENT).get("/desk?view=city&limit=100").text

    assert text.count("data-row") == 100
    assert len(gzip.compress(text.encode())) < 60_000


def test_every_reason_that_the_desk_explains_has_words_on_its_pages() -> None:
    reasons = set(explained(page("desk.md")))

    for language in ("zh", "en"):
        assert reasons <= words(language, "refusals").keys()
