"""The page of a case: what was promised, what happened, and what its filer can do now."""

import gzip
import re
from datetime import timedelta

import pytest

from hearthline.complaints.commands import Close, CustomerMessage, Extend, GiveVerdict
from hearthline.complaints.model import ClockName, Status
from hearthline.platform.problems import FieldError, Problem
from tests.unit.complaints.builders import (
    Story,
    a_question,
    a_reply,
    a_resolved_story,
    a_solution,
    a_story,
    a_story_in,
    after,
    an_answered_story,
)
from tests.unit.pages.builders import LANGUAGES, a_view, the_page, the_text
from tests.unit.pages.html_page import HtmlPage

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}</textarea></style>'


def a_reopened_story() -> Story:
    return a_resolved_story().does(GiveVerdict(accepted=False, rating=1), after(hours=2))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", list(Status))
def test_every_state_is_drawn_in_both_languages(status: Status, language: str) -> None:
    page = the_page(a_view(a_story_in(status), language))

    assert page.doctype == "doctype html"
    assert page.all("html") == [{"lang": {"zh": "zh-Hans", "en": "en"}[language]}]
    assert "K7Q2-9XPD-3" in page.text
    assert "Water in the cellar" in page.text
    assert "It has been wet since Friday." in page.text
    loaded = [*page.all("script"), *page.all("img")]
    assert [str(each["src"]).startswith("/static/") for each in loaded] == [True]


@pytest.mark.parametrize("status", list(Status))
def test_no_page_asks_for_more_than_the_state_allows(status: Status) -> None:
    page = the_page(a_view(a_story_in(status)))

    sent_to = sorted(form.action.rpartition("/")[2] for form in page.forms)
    assert sent_to == {
        Status.RESOLVED: ["files", "messages", "verdict"],
        Status.CLOSED: ["files", "messages", "verdict"],
        Status.MERGED: [],
    }.get(status, ["files", "messages"])
    assert all(form.method == "post" for form in page.forms)


@pytest.mark.parametrize("status", list(Status))
def test_every_control_has_a_label_or_is_hidden(status: Status) -> None:
    page = the_page(a_view(a_story_in(status)))

    labelled = {label.get("for") for label in page.all("label")}
    for control in [*page.all("textarea"), *page.all("select")]:
        assert control["id"] in labelled
    for control in page.all("input"):
        assert control["type"] in {"file", "hidden", "radio"}
    described = {each for tag, at in page.elements for each in (at.get("aria-describedby") or "").split()}
    assert described <= page.ids


def test_an_open_promise_says_by_when_in_the_citys_time() -> None:
    page = the_page(a_view(a_story()))

    assert "First answer within 24 hours Open Promised by Tue 3 Nov 2026, 09:00." in page.text
    assert "All times are local time in Shenzhen." in page.text
    assert {"datetime": "2026-11-03T01:00:00.000Z"} in page.all("time")


def test_in_chinese_the_same_promise_reads_so() -> None:
    page = the_page(a_view(a_story(), "zh"))

    assert "24 小时内首次答复 进行中 承诺不晚于2026年11月3日（周二）09:00。" in page.text
    assert "所有时间均为深圳当地时间。" in page.text


def test_a_kept_promise_says_when_it_was_met() -> None:
    page = the_page(a_view(an_answered_story()))

    assert "Kept Promised by Tue 3 Nov 2026, 09:00; met Mon 2 Nov 2026, 09:10." in page.text


def test_a_promise_is_late_from_its_own_instant_even_before_a_sweep_records_it() -> None:
    unswept = the_page(a_view(a_story()), now=after(hours=24, minutes=1))
    swept = the_page(a_view(a_story().sweep(after(hours=26))), now=after(hours=26))

    for page in (unswept, swept):
        assert "Late Late since Tue 3 Nov 2026, 09:00. We are sorry." in page.text
    assert "We did not keep a promise: first answer, due Tue 3 Nov 2026, 09:00" in swept.text


def test_a_promise_met_late_stays_late() -> None:
    story = a_story().sweep(after(hours=26)).does(CustomerMessage("Hello?"), after(hours=27))
    page = the_page(a_view(story.does(a_question(), after(hours=39))), now=after(hours=40))

    assert "Late since Tue 3 Nov 2026, 09:00; met Wed 4 Nov 2026, 00:00." in page.text


def test_a_promise_that_stands_still_says_so() -> None:
    page = the_page(a_view(an_answered_story().does(a_question(), after(minutes=30))))

    assert "Paused Stands still until you reply. Promised by" in page.text
    assert "Which room is it?" in page.text
    assert page.form("/messages").names == {"text"}


def test_an_extended_promise_keeps_its_first_time_beside_the_new_one() -> None:
    extend = Extend(ClockName.RESOLVE, after(days=60), "The part has to be made.")
    page = the_page(a_view(an_answered_story().does(extend, after(hours=1))))

    assert (
        "Promised by Fri 1 Jan 2027, 09:00. Extended. First promised by Mon 23 Nov 2026, 09:00." in page.text
    )
    assert "We need more time: solution until Fri 1 Jan 2027, 09:00 instead of" in page.text
    assert "The part has to be made." in page.text


def test_a_provisional_promise_says_so_while_it_is_open() -> None:
    view = a_view(a_story())
    view["clocks"] = [{**clock, "provisional": True} for clock in view["clocks"]]
    met = [{**clock, "met_at": clock["started_at"]} for clock in view["clocks"]]

    assert the_page(view).text.count("Provisional: the official holidays") == 3
    assert "Provisional" not in the_page({**view, "clocks": met}).text


def test_a_promise_that_no_longer_applies_says_since_when() -> None:
    page = the_page(a_view(a_story_in(Status.MERGED)))

    assert "Ended No longer applies since Mon 2 Nov 2026, 09:30." in page.text
    assert "M3T8-WZ5R-0" in page.text


def test_after_reopening_the_first_rounds_record_stays() -> None:
    page = the_page(a_view(a_reopened_story()))

    assert page.text.count("First answer within 24 hours") == 2
    assert "Before it was taken up again" in page.text
    assert "You did not accept the solution: 1 of 5" in page.text
    assert "You asked us to go on; work continues" in page.text
    assert page.form("/messages").names == {"text"}


def test_the_latest_answer_stands_at_the_top_while_work_goes_on() -> None:
    answer = "We are working on it. Our latest answer: A plumber comes tomorrow at nine."

    assert answer in the_page(a_view(an_answered_story())).text
    reopened = the_page(a_view(a_reopened_story()))
    assert "Our latest answer" not in reopened.text
    answered_again = a_reopened_story().does(a_reply(text="He comes again."), after(hours=3))
    assert "Our latest answer: He comes again." in the_page(a_view(answered_again)).text


def test_a_verdict_is_asked_once_for_each_solution() -> None:
    accepted = a_resolved_story().does(GiveVerdict(accepted=True, rating=5), after(hours=2))
    solved_again = a_reopened_story().does(a_solution(), after(hours=3))

    thanked = the_page(a_view(accepted))
    assert "You accepted the solution and gave 5 of 5. Thank you." in thanked.text
    assert [form.action for form in thanked.forms] == [
        "/follow/K7Q2-9XPD-3/files",
        "/follow/K7Q2-9XPD-3/messages",
    ]
    assert the_page(a_view(solved_again)).form("/verdict").names == {"accepted", "rating", "comment"}


def test_the_newest_is_last_and_can_be_pointed_at() -> None:
    page = the_page(a_view(an_answered_story().does(CustomerMessage("It drips again."), after(hours=2))))

    entries = [at for at in page.all("li") if "entry" in (at.get("class") or "")]
    assert [str(at["class"]).split()[1:] for at in entries] == [
        ["customer", "received"],
        ["staff", "replied"],
        ["customer", "message"],
    ]
    assert [at.get("id") for at in entries] == [None, None, "newest"]


def test_nothing_of_the_inside_is_told() -> None:
    story = a_story_in(Status.IN_PROGRESS).sweep(after(days=3))
    text = the_text(a_view(story), now=after(days=3))

    for secret in ("li.na", "shenzhen-care", "王小明", "13912345678", "wang@example.org", "severity"):
        assert secret not in text


def test_an_imported_case_without_promise_or_timeline_is_drawn() -> None:
    page = the_page(a_view(a_story(), clocks=[], timeline=[]))

    assert "No time was promised for this case." in page.text
    assert "You told us Mon 2 Nov 2026, 09:00 It has been wet since Friday." in page.text


def test_a_city_that_is_no_longer_in_the_catalog_goes_by_utc() -> None:
    page = the_page(a_view(a_story(), city="atlantis"))

    assert "atlantis" in page.text
    assert "All times are UTC." in page.text
    assert "Received Mon 2 Nov 2026, 01:00" in page.text


def test_what_this_version_does_not_know_is_told_plainly() -> None:
    entry = {
        "kind": "repainted",
        "at": "2026-11-02T02:00:00.000Z",
        "by": "staff",
        "text": "A new lock.",
        "data": {},
    }
    view = a_view(a_story())
    page = the_page({**view, "timeline": [*view["timeline"], entry], "status": "pondering"})

    assert "Something was changed Mon 2 Nov 2026, 10:00 A new lock." in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_in_any_place_stays_text(language: str) -> None:
    story = a_resolved_story(title=HOSTILE, text=HOSTILE).does(CustomerMessage(HOSTILE), after(hours=2))
    home = {"project": HOSTILE, "building": HOSTILE, "unit": HOSTILE}
    view = a_view(story, language, home=home, category=HOSTILE, city=HOSTILE, number=HOSTILE)
    view["timeline"] = [{**entry, "text": HOSTILE} for entry in view["timeline"]]

    text = the_text(
        view,
        typed={"text": HOSTILE, "comment": HOSTILE, "accepted": HOSTILE, "rating": HOSTILE},
        problem=Problem.invalid([FieldError(f"/{HOSTILE}", HOSTILE), FieldError("/text", HOSTILE)]),
    )
    page = HtmlPage(text)

    assert page.all("img") == []
    assert [str(each["src"]).startswith("/static/") for each in page.all("script")] == [True]
    assert "49" not in re.sub(r"/static/\w+|#17633a", "", text)
    assert page.form("/messages").values["text"] == HOSTILE
    assert page.form("/verdict").values["comment"] == HOSTILE
    assert page.styles.count("{") == page.styles.count("}")


def test_marks_that_turn_the_direction_of_writing_are_not_shown() -> None:
    assert "\u202e" not in the_text(a_view(a_story(title="left\u202ethgir", text="a\u2066b")))


def test_a_refused_message_comes_back_with_its_text() -> None:
    problem = Problem.invalid([FieldError("/text", "Must have at most 5000 characters; it has 5001.")])
    page = the_page(a_view(an_answered_story()), typed={"text": "long"}, problem=problem)

    assert page.form("/messages").values["text"] == "long"
    assert "Your message: At most 5000 characters; there are 5001." in page.text
    assert {"href": "#text"} in page.all("a")
    assert {at.get("aria-invalid") for at in page.all("textarea")} == {"true"}


def test_a_verdict_that_the_state_refuses_is_explained() -> None:
    problem = Problem.refused("verdict_given", {"status": "closed"})
    story = a_resolved_story().does(Close(), after(hours=2))
    page = the_page(a_view(story), typed={"rating": "4", "accepted": "true"}, problem=problem)

    assert "Not sent yet You have given your verdict on this solution already." in page.text
    assert page.form("/verdict").values == {
        "rating": "4",
        "accepted": "true",
        "comment": "",
    }


@pytest.mark.parametrize("reason", ["something_new", None])
def test_a_refusal_without_words_of_its_own_asks_to_look_again(reason: str | None) -> None:
    page = the_page(a_view(a_story()), problem=Problem.refused(str(reason), {}))

    assert "The case has changed in the meantime." in page.text


def test_a_case_with_fifty_entries_weighs_less_than_9_kb_on_the_wire() -> None:
    story = a_story()
    for number in range(48):
        story.does(
            CustomerMessage(f"Message {number}: it still drips."), after(hours=1) + timedelta(minutes=number)
        )

    assert len(story.entries) == 49
    text = the_text(a_view(story.does(a_question(), after(hours=3))), now=after(hours=4))
    assert len(gzip.compress(text.encode(), 6)) < 9_000
