"""Pages of campaigns: a campaign is made, counted, launched, watched, stopped and read on them."""

import re
from datetime import timedelta

import pytest

from hearthline import root_work
from tests.contract.campaigning import KEY, OF_GZ, TEXT, counted, fill, made, patch, work
from tests.contract.desk_browser import HTMX, DeskBrowser
from tests.contract.service import AGENT, AUDITOR, MANAGER, MARKETING, Service
from tests.contract.surveyor import surveying
from tests.rights.acting import acting

AT = "/desk/campaigns"
EVIL = "<script>alert(1)</script>{{7*7}}"
TYPED = {
    "name": "年度满意度",
    "questionnaire": "experience-report",
    "text.zh": TEXT["zh"],
    "text.en": TEXT["en"],
    "channels.email": "on",
    "expires_at": "2026-12-20T20:00",
    "reminders": "7，14",
    "rate": "300",
}


def drafted(desk: DeskBrowser, **changes: str) -> str:
    answer = desk.post(f"{AT}/new", {**TYPED, **changes})
    assert answer.status == 303, answer.text
    return answer.headers["location"].removesuffix("/audience")


def api(place: str) -> str:
    return place.replace("/desk", "/api")


def count(desk: DeskBrowser, place: str) -> None:
    assert desk.post(f"{place}/audience", {"who": "everybody"}).status == 303
    run = desk.service.get(api(place), MARKETING).json["audience"]["run"]
    for part in range(4):
        with acting("ComplaintJobs"):
            root_work.jobs().run(f"{run}{part:02d}", lambda: True)


def test_a_campaign_is_made_counted_launched_watched_and_stopped(service: Service, desk: DeskBrowser) -> None:
    fill(service)
    desk.enter(MARKETING)
    with surveying(service) as surveyor:
        place = drafted(desk)
        assert "Nobody has been chosen yet." in desk.page(f"{place}/launch").text
        count(desk, place)
        assert "3 people are meant" in desk.page(f"{place}/audience").text
        asked = desk.page(f"{place}/launch")
        assert "3 people will be invited." in asked.text
        fields = {**asked.form("/launch").values, "when": "at_once"}
        assert desk.post(f"{place}/launch", fields).headers["location"] == place
        version = service.get(api(place), MARKETING).json["version"]
        work(surveyor, api(place))
        assert service.get(api(place), MARKETING).json["version"] > version

        shown = desk.page(place).text
        assert "Sending" in shown
        assert re.search(r"Together 3\b", shown)
        part = desk.get(f"{place}/progress?state=sending", **HTMX)
        assert 'hx-trigger="every 3s"' in part.text
        assert "<html" not in part.text
        assert desk.get(f"{place}/progress?state=paused", **HTMX).headers["hx-refresh"] == "true"

        assert desk.post(f"{place}/launch", fields).status == 412
        again = desk.post(f"{place}/launch", {"when": "at_once"})
        assert (again.status, "It has begun already." in again.text) == (409, True)
        for act, state in (("pause", "Paused"), ("resume", "Sending"), ("cancel", "Cancelled")):
            assert desk.page(f"{place}/{act}").form(f"/{act}").method == "post"
            assert desk.post(f"{place}/{act}", {"version": str(version)}).status == 303
            assert state in desk.page(place).text
    view = service.get(api(place), MARKETING).json
    assert (view["rate"], view["reminders"], view["expires_at"]) == (300, [7, 14], "2026-12-20T12:00:00.000Z")


def test_what_is_wrong_with_a_form_is_told_at_its_control_and_nothing_is_lost(desk: DeskBrowser) -> None:
    desk.enter(MARKETING)
    wrong = {
        "name": EVIL * 4,
        "text.en": "",
        "rate": "5",
        "reminders": "7, x",
        "expires_at": "2020-01-01T00:00",
    }

    answer = desk.post(f"{AT}/new", {**TYPED, **wrong})

    assert answer.status == 422
    assert "<script>alert" not in answer.text
    assert "{{7*7}}" in answer.text
    for name, sentence in (("name", "At most 80"), ("text.en", "fill this in"), ("rate", "Not less than 6")):
        assert re.search(rf'id="{re.escape(name)}-fault">[^<]*{sentence}', answer.text), name
    assert 'value="7, x"' in answer.text
    assert TEXT["zh"] in answer.text
    past = desk.post(f"{AT}/new", {**TYPED, "expires_at": "2020-01-01T00:00"})
    assert 'id="expires_at-fault">Please give a time later than now.' in past.text


@pytest.mark.parametrize("name", ["name", "text.zh", "title.en"])
def test_what_was_written_runs_nowhere(service: Service, desk: DeskBrowser, name: str) -> None:
    desk.enter(MARKETING)
    place = drafted(desk, **{"title.zh": "题", "title.en": "Title", name: EVIL})

    for address in (AT, place, f"{place}/edit", f"{place}/audience", f"{place}/cancel"):
        text = desk.get(address).text
        assert "<script>alert" not in text, address
    assert "{{7*7}}" in desk.get(f"{place}/edit").text


def test_a_change_sends_what_reads_otherwise_and_no_more(service: Service, desk: DeskBrowser) -> None:
    desk.enter(MARKETING)
    place = drafted(desk, series="yearly", starts_at="2026-12-01T09:00")
    fields = desk.page(f"{place}/edit").form("/edit").values

    assert desk.post(f"{place}/edit", fields).status == 303
    assert service.get(api(place), MARKETING).json["version"] == 1
    assert desk.post(f"{place}/edit", {**fields, "rate": "60", "series": ""}).status == 303
    view = service.get(api(place), MARKETING).json
    assert (view["rate"], view["series"], view["starts_at"]) == (60, None, "2026-12-01T01:00:00.000Z")
    assert view["history"][0]["data"]["fields"] == ["rate", "series"]
    assert desk.post(f"{place}/edit", {**fields, "rate": "90"}).status == 412


def test_each_role_sees_what_is_theirs(service: Service, desk: DeskBrowser) -> None:
    place = made(service, cities=["sz"]).replace("/api", "/desk")

    assert desk.enter(AGENT).get(AT).status == 403
    assert desk.enter(OF_GZ).get(place).status == 404
    reading = desk.enter(AUDITOR).page(place)
    assert not [link for link in reading.all("a") if str(link["href"]).startswith(f"{place}/")]
    for path in ("new", f"{place.rpartition('/')[2]}/edit", "no-such/launch"):
        assert desk.get(f"{AT}/{path}").status == 403
    assert desk.post(f"{place}/cancel", {}).status == 403
    assert desk.get(f"{place}/recipients").status == 403
    assert "/recipients" not in reading.text


def test_that_persons_were_shown_is_recorded(service: Service, desk: DeskBrowser) -> None:
    fill(service)
    desk.enter(MARKETING)
    with surveying(service) as surveyor:
        place = made(service)
        counted(service, place)
        assert service.post(f"{place}/launch", {"at_once": True}, MARKETING).status == 200
        work(surveyor, place)
        shown = desk.page(f"{place.replace('/api', '/desk')}/recipients?state=made")
    assert "王" in shown.text
    assert "王小明" not in shown.text
    assert "campaign_recipients" in str(service.snapshot())


def test_answers_are_asked_for_waited_for_and_fetched(service: Service, desk: DeskBrowser) -> None:
    fill(service)
    desk.enter(MARKETING)
    with surveying(service) as surveyor:
        place = made(service)
        files = f"{place.replace('/api', '/desk')}/files"
        early = desk.post(f"{files}/export", {"format": "csv"})
        assert (early.status, "It has not begun" in early.text) == (409, True)
        counted(service, place)
        service.post(f"{place}/launch", {"at_once": True}, MARKETING)
        work(surveyor, place)
        assert (
            desk.post(f"{files}/export", {"format": "csv", "idempotency_key": KEY["Idempotency-Key"]}).status
            == 303
        )
        waiting = desk.get(files)
        assert 'hx-trigger="every 3s"' in waiting.text
        job = service.get(f"{place}/export", MARKETING).json["id"]
        with acting("ComplaintJobs"):
            root_work.jobs().run(job, lambda: True)
    done = desk.get(files)
    assert "hx-trigger" not in done.text
    [name] = re.findall(r"files/export/(answers-\w+\.csv)\"", done.text)
    sent = desk.get(f"{files}/export/{name}")
    assert (sent.status, name in sent.headers["location"]) == (303, True)
    assert "survey_answers" in str(service.snapshot())
    assert desk.get(f"{files}/export/other.csv").status == 404
    refused = desk.post(f"{files}/sample", {})
    assert (refused.status, "there is no sample" in refused.text) == (409, True)


def test_those_that_ask_by_themselves_are_in_the_list_and_can_be_paused(
    service: Service, desk: DeskBrowser
) -> None:
    desk.enter(MARKETING)
    place = f"{AT}/on-complaint-closed"

    assert "投诉结案后回访" in desk.page(AT).text
    fields = desk.page(f"{place}/edit").form("/edit").values
    assert desk.post(f"{place}/edit", {**fields, "delay_hours": "48"}).status == 303
    assert desk.post(f"{place}/pause", {}).status == 303
    assert "Paused" in desk.page(place).text
    refused = desk.post(f"{place}/cancel", {})
    assert (refused.status, "It asks by itself." in refused.text) == (409, True)
    assert service.get(api(place), MARKETING).json["delay_hours"] == 48


def test_a_start_is_typed_by_the_clubs_clock(service: Service, desk: DeskBrowser) -> None:
    fill(service)
    desk.enter(MARKETING)
    with surveying(service):
        place = made(service)
        counted(service, place)
        later = {"when": "later", "starts_at": "2026-12-01T09:00", "latest_start": "2026-12-02T09:00"}
        assert desk.post(f"{place.replace('/api', '/desk')}/launch", later).status == 303
    view = service.get(place, MARKETING).json
    assert (view["state"], view["starts_at"]) == ("scheduled", "2026-12-01T01:00:00.000Z")
    patch(service, place, {"rate": 60})
    service.now += timedelta(days=1)
    assert "Scheduled" in desk.enter(MANAGER).page(place.replace("/api", "/desk")).text
