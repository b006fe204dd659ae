"""Pages of questionnaires: one is built, checked, saved and tried out on a phone; nothing typed is lost."""

import re
from typing import Any

import pytest

from tests.contract.desk_browser import HTMX, DeskBrowser
from tests.contract.service import AGENT, AUDITOR, MARKETING, Service
from tests.unit.pages.html_page import HtmlPage
from tests.unit.surveys.questionnaires import EVERY_TYPE

AT = "/desk/questionnaires"
EVIL = '"><script>alert(1)</script>{{7*7}}'


def fields(page: HtmlPage) -> dict[str, str]:
    """Give what the builder's form holds, without its buttons."""
    [form] = [form for form in page.forms if "title.zh" in form.values]
    return form.values


def saved(desk: DeskBrowser, place: str, values: dict[str, str]) -> str:
    answer = desk.post(place, {**values, "do": "save"})
    assert answer.status == 303, HtmlPage(answer.text).text
    return answer.headers["location"]


def document(service: Service, address: str) -> dict[str, Any]:
    found: dict[str, Any] = service.get(address.replace("/desk", "/api"), MARKETING).json["document"]
    return found


@pytest.mark.parametrize(
    "name", ["closing", "experience-report", "four-year-visit", "handover", "every type"]
)
def test_the_form_holds_all_of_a_document(service: Service, desk: DeskBrowser, name: str) -> None:
    desk.enter(MARKETING)
    if name == "every type":
        name = service.post("/api/questionnaires", EVERY_TYPE, MARKETING).json["id"]
    place = f"{AT}/new?from={name}@1"

    copy = saved(desk, f"{AT}/new", fields(desk.page(place)))

    assert document(service, copy) == document(service, f"{AT}/{name}/versions/1")


def test_one_is_built_step_by_step_checked_and_saved(service: Service, desk: DeskBrowser) -> None:
    place = f"{AT}/new"
    values = fields(desk.enter(MARKETING).page(place))

    def do(step: str, **more: str) -> None:
        answer = desk.post(place, {**values, **more, "do": step}, **HTMX)
        assert answer.status == 200
        values.clear()
        values.update(fields(HtmlPage(answer.text)))

    do("add", new_type="single")
    do("add_option.1")
    do("remove_option.1.0")
    do("look", **{"questions.1.show_if.how": "all"})
    do("look", **{"questions.1.show_if.parts.0.question": "q1"})
    do("look", **{"questions.1.show_if.parts.0.from": "1", "questions.1.show_if.parts.0.to": "2"})
    wrong = desk.post(place, {**values, "do": "save"})
    assert wrong.status == 422
    assert 'href="#questions.1.options.0.label.zh">Question 2</a>' in wrong.text
    assert 'id="title.en-fault">It needs a text in both languages.' in wrong.text
    texts = [name for name in values if name.endswith((".zh", ".en")) and "hint" not in name]
    values.update({name: f"T{number}" for number, name in enumerate(texts)})
    assert "It can be saved as it is." in desk.post(place, {**values, "do": "check"}).text

    asked = document(service, saved(desk, place, values))["questions"]

    assert [each["type"] for each in asked] == ["rating", "single"]
    assert asked[1]["show_if"] == {"question": "q1", "at_least": 1, "at_most": 2}
    do("up.1")
    do("remove.1")
    assert [name for name in values if name.endswith(".type")] == ["questions.0.type"]


def test_the_next_version_keeps_what_ids_mean_and_a_frozen_one_is_not_edited(
    service: Service, desk: DeskBrowser
) -> None:
    place = f"{AT}/closing/versions/new"
    values = fields(desk.enter(MARKETING).page(place))
    other = desk.post(place, {**values, "questions.0.type": "score", "do": "check"})
    assert "It is of another type in version 1" in other.text

    assert "Make another of it" in desk.page(f"{AT}/closing/versions/1").text
    added = saved(desk, place, {**values, "title.en": "How we handled it"})

    assert added == f"{AT}/closing/versions/2"
    stale = desk.post(place, {**values, "idempotency_key": "another-key-of-16", "do": "save"})
    assert (stale.status, "Not saved yet" in stale.text) == (412, True)
    edited = fields(desk.page(f"{added}/edit"))
    assert saved(desk, f"{added}/edit", {**edited, "title.en": "Handled"}) == added
    assert desk.get(f"{AT}/closing/versions/1/edit").status == 303
    refused = desk.post(f"{AT}/closing/versions/1/edit", {**edited, "version": "", "do": "save"})
    assert (refused.status, "Others have seen this version" in refused.text) == (409, True)


def test_it_is_tried_out_on_a_phone_and_nothing_is_kept(service: Service, desk: DeskBrowser) -> None:
    desk.enter(MARKETING)
    before = service.snapshot()
    outer = desk.get(f"{AT}/closing/versions/1/preview")
    assert "frame-src 'self'" in outer.headers["content-security-policy"]
    phone = f"{AT}/closing/versions/1/phone"

    first = desk.get(f"{phone}?_lang=zh")

    assert "frame-ancestors 'self'" in first.headers["content-security-policy"]
    assert "zh" in str(HtmlPage(first.text).all("html"))
    page, query = HtmlPage(desk.get(f"{phone}?_lang=en").text), ""
    for _ in range(5):
        if "Thank you" in page.text:
            break
        [form] = page.forms
        assert form.method == "get"
        chosen = {name: "5" for name in form.names if not name.startswith("_") and name not in form.values}
        query = form.filled(chosen)
        page = HtmlPage(desk.get(f"{phone}?{query}").text)
    assert "Thank you" in page.text
    assert service.snapshot() == before


def test_what_was_written_runs_nowhere(service: Service, desk: DeskBrowser) -> None:
    desk.enter(MARKETING)
    values = fields(desk.page(f"{AT}/new?from=closing@1"))
    texts = {name: EVIL for name in values if name.endswith((".zh", ".en")) and values[name]}
    labels = {name: f"{EVIL}{number}" for number, name in enumerate(texts) if ".options." in name}
    place = saved(desk, f"{AT}/new", {**values, **texts, **labels})

    wrong = desk.post(f"{AT}/new", {**values, **texts, "questions.0.id": EVIL, "do": "check"})
    pages = [wrong.text, *(desk.get(f"{place}{end}").text for end in ("", "/edit", "/preview", "/phone"))]

    for text in [*pages, desk.get(AT).text]:
        assert "<script>alert" not in text
    assert re.search(r'id="questions\.0\.id-fault">A code has', wrong.text)


def test_each_role_sees_what_is_theirs(desk: DeskBrowser) -> None:
    assert desk.enter(AGENT).get(AT).status == 403
    reading = desk.enter(AUDITOR).page(f"{AT}/closing/versions/1")
    assert not [link for link in reading.all("a") if "new" in str(link["href"])]
    assert desk.get(f"{AT}/closing/versions/1/phone").status == 200
    for address in (f"{AT}/new", f"{AT}/no-such/versions/new", f"{AT}/no-such/versions/7/edit"):
        assert desk.get(address).status == 403, address
        assert desk.post(address, {"do": "save"}).status == 403, address
    assert desk.get(f"{AT}/closing/versions/9").status == 404
