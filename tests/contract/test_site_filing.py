"""Filing on the site: three forms one after the other, without script."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

import pytest

from tests.contract import gateway
from tests.contract.answer import Answer
from tests.contract.service import Service, filing
from tests.unit.pages.html_page import Form, HtmlPage

ADDRESS = "/complaints/new"
HEADERS = {
    "Accept": "text/html",
    "Accept-Language": "en",
    "Content-Type": "application/x-www-form-urlencoded",
}
WHAT = {"kind": "repair", "title": "Leak in the hall", "text": "It drips since Friday."}
WHERE = {"city": "sz", "home.project": "海岸花园", "home.building": "3栋", "home.unit": "1801"}
REACH = {"contact.name": "Wang", "contact.email": "wang@example.com", "public": "true"}
NASTY = "<script>alert(1)</script>{{7*7}}\"'><img src=x onerror=alert(1)>"


def look(address: str = ADDRESS) -> HtmlPage:
    answer = gateway.ask("GET", address.partition("?")[0], query=address.partition("?")[2], headers=HEADERS)
    assert answer.status == 200, answer.text
    return HtmlPage(answer.text)


def press(form: Form, button: str, values: Mapping[str, str]) -> Answer:
    return post(f"{form.filled(dict(values))}&go={button}")


def post(body: str) -> Answer:
    return gateway.ask("POST", ADDRESS, body=body, headers=HEADERS)


def test_three_steps_file_a_complaint(service: Service) -> None:
    first = press(look().form(ADDRESS), "next", WHAT)
    assert "Step 2 of 3" in first.text
    second = press(HtmlPage(first.text).form(ADDRESS), "next", WHERE)
    assert "Leak in the hall" in second.text
    assert "海岸花园 3栋 1801" in second.text
    filed = press(HtmlPage(second.text).form(ADDRESS), "send", REACH)

    assert filed.status == 303
    path, _, query = filed.headers["location"].partition("?")
    key = dict(parse_qsl(query))["key"]
    view = service.get(f"/api/complaints/{path.rpartition('/')[2]}", key=key).json
    assert (view["title"], view["language"], view["home"]["unit"]) == ("Leak in the hall", "en", "1801")
    assert view["public"] == "public" or view["public"] == "waiting"


def test_going_back_keeps_all_that_was_typed(service: Service) -> None:
    second = HtmlPage(press(look().form(ADDRESS), "next", WHAT).text)
    again = press(second.form(ADDRESS), "back", {"city": "sz"})

    assert "Step 1 of 3" in again.text
    form = HtmlPage(again.text).form(ADDRESS)
    assert form.values.items() >= {**WHAT, "city": "sz"}.items()


def test_a_step_is_not_left_while_something_in_it_is_wrong(service: Service) -> None:
    answer = press(look().form(ADDRESS), "next", {"kind": "repair", "title": " "})

    assert answer.status == 422
    assert "Step 1 of 3" in answer.text
    page = HtmlPage(answer.text)
    assert 'href="#title"' in answer.text
    assert "Please fill this in." in page.text
    assert "Your name" not in page.text


def test_what_is_wrong_with_an_earlier_step_leads_back_there(service: Service) -> None:
    fields = {**WHAT, **WHERE, **REACH, "title": "x" * 81, "step": "reach", "go": "send"}

    answer = post(urlencode(fields))

    assert answer.status == 422
    assert "Step 1 of 3" in answer.text
    assert HtmlPage(answer.text).form(ADDRESS).values["contact.name"] == "Wang"


def test_pressing_send_twice_files_once(service: Service) -> None:
    fields = urlencode({**WHAT, **WHERE, **REACH, "step": "reach", "idempotency_key": "k" * 26})

    assert post(fields).headers["location"] == post(fields).headers["location"]


def test_others_of_the_building_are_suggested_while_their_case_is_open(service: Service) -> None:
    theirs = service.file(title="三栋大堂漏水", home={"project": "海岸花园", "building": "3 栋"})
    service.file(title="别处", home={"project": "海岸花园", "building": "9栋"})
    settled = service.file(title="已经办好", home={"project": "海岸花园", "building": "3栋"})
    service.do(settled, "reply", {"text": "已处理。"})
    service.resolve(settled)
    verdict = {"key": settled["key"], "accepted": True, "rating": 5}
    assert service.post(f"/api/complaints/{settled['number']}/verdict", verdict).status == 200

    step = press(HtmlPage(press(look().form(ADDRESS), "next", WHAT).text).form(ADDRESS), "next", WHERE)
    part = look(
        f"{ADDRESS}/places?{urlencode({'city': 'sz', 'home.project': '海岸花园', 'home.building': '3栋'})}"
    )

    for text in (step.text, part.text):
        assert "三栋大堂漏水" in text
        assert "别处" not in text
        assert "已经办好" not in text
    assert f'href="/board/{theirs["number"]}"' in step.text


@pytest.mark.parametrize(
    "name", [*WHAT, *WHERE, *REACH, "occurred_on", "category", "idempotency_key", "step"]
)
def test_nothing_that_is_typed_runs(service: Service, name: str) -> None:
    fields = {**WHAT, **WHERE, **REACH, "step": "reach", "contact.email": "", name: NASTY}

    answer = post(urlencode(fields))

    assert answer.status == 422
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert "49" not in re.sub(r"<style>.*?</style>|/static/\w+|value=\"\w{26}\"", "", answer.text)
    assert all("\n" not in value and "\r" not in value for value in answer.headers.values())


def test_too_often_is_told_with_what_was_typed(service: Service) -> None:
    answers = [post(urlencode({**WHAT, **WHERE, **REACH, "step": "reach"})) for _ in range(11)]

    answer = answers[-1]
    assert answer.status == 429
    assert int(answer.headers["retry-after"]) > 0
    assert HtmlPage(answer.text).form(ADDRESS).values["title"] == WHAT["title"]


def test_asking_for_ones_links_is_answered_alike_for_everyone(service: Service) -> None:
    service.file(contact={"name": "Wang", "email": "wang@example.com"})
    answers = [
        gateway.ask("POST", "/complaints/find", body=urlencode({"email": email}), headers=HEADERS)
        for email in ("wang@example.com", "nobody@example.com")
    ]

    assert [answer.headers["location"] for answer in answers] == ["/complaints/find?sent=1"] * 2
    assert "on their way" in look("/complaints/find?sent=1").text
    wrong = gateway.ask("POST", "/complaints/find", body="email=wang", headers=HEADERS)
    assert wrong.status == 422
    assert "This is not an e-mail address." in HtmlPage(wrong.text).text


def test_the_front_page_counts_the_promise_by_city(service: Service) -> None:
    assert "No complaint has been counted yet" in look("/").text
    filed = service.file()
    assert service.do(filed, "reply", {"text": "明天上门。"}).status == 200
    service.later(minutes=2)

    page = look("/")

    assert "100 %" in page.text
    assert "1 of 1 were answered in time." in page.text
    assert "Shenzhen" in page.text


def test_the_board_shows_what_is_public_with_its_answer(service: Service) -> None:
    filed = service.file(title=f"漏水 {NASTY}"[:80])
    service.file(title="不公开", public=False)
    service.do(filed, "reply", {"text": "我们明天上门查看。", "public": True})

    board = look("/board?city=sz&project=&kind=&month=2026-11&lang=en")
    post_page = look(f"/board/{filed['number']}")

    assert "漏水" in board.text
    assert "不公开" not in board.text
    assert "Answered in time" in board.text
    assert "我们明天上门查看。" in post_page.text
    assert board.all("script")[0].keys() >= {"src"}
    assert "Nothing fits this choice." in look("/board?city=bj").text
    assert gateway.ask("GET", "/board/K7Q2-9XPD-3", headers=HEADERS).status == 404
    assert filing()["contact"]["name"] not in post_page.text
