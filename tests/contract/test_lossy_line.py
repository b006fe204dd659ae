"""Sixty questions with branches on a slow phone: what is sent may be lost, or only the answer to it."""

import random
from datetime import timedelta
from typing import Any

import pytest

from hearthline.platform.instants import instant
from hearthline.surveys.answers import check_answers
from hearthline.surveys.model import Progress
from tests.contract.asked import Asked
from tests.contract.service import Service
from tests.contract.survey_browser import SurveyBrowser
from tests.unit.surveys.questionnaires import Document, asking, document

COUNT = 60
KINDS = ("rating", "yes_no", "score", "single", "text")


def sixty() -> Document:
    """Sixty questions, every fifth of which opens or shuts one of the next."""
    questions = []
    for number in range(COUNT):
        more: dict[str, Any] = {"required": number % 4 == 0}
        if number % 5 == 3:
            more["show_if"] = {"question": f"q{number - 2:02}", "equals": True}
        questions.append(asking(f"q{number:02}", KINDS[number % 5], **more))
    return document(*questions)


def said(number: int, chance: random.Random) -> Any:
    """Give what is said to a question."""
    return [
        chance.randint(1, 5),
        chance.random() < 0.5,
        chance.randint(0, 10),
        chance.choice("abc"),
        f"Word {chance.randint(0, 99)}",
    ][number % 5]


def control(answer: Any) -> str:
    return {True: "yes", False: "no"}[answer] if isinstance(answer, bool) else str(answer)


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_that_was_filled_in_on_the_page_is_lost(service: Service, seed: int) -> None:
    chance = random.Random(seed)
    asked = Asked(service, sixty())
    token = asked.invite()
    browser = SurveyBrowser(service, token).open().press()
    wanted: dict[str, Any] = {}
    posts = lost = 0
    while browser.page.forms:
        for name in sorted(browser.form.names - {"_lang", "_shown", "_version"}):
            if name not in wanted:
                wanted[name] = said(int(name[1:]), chance)
        names = browser.form.names
        body = browser.form.filled({name: control(wanted[name]) for name in wanted if name in names})
        while True:
            posts += 1
            fate = chance.random()
            if fate < 0.25:
                lost += 1
                continue  # lost on its way there: pressed again
            answer = browser.send(body)
            if fate < 0.5:
                lost += 1
                continue  # it took effect, and the answer was lost: pressed again
            break
        browser.receive(answer)
        assert browser.status == 200, browser.page.text
        if chance.random() < 0.2:
            browser = SurveyBrowser(service, token).open()  # the phone was off: on by the link again
        assert posts < 400
    invitation = asked.invitation(token)
    expected = check_answers(asked.questionnaire, wanted, final=True)
    assert invitation.progress is Progress.ANSWERED
    assert invitation.answers == expected
    assert lost > 5
    assert len(expected) > COUNT * 0.8


@pytest.mark.parametrize("seed", [3, 4])
def test_two_devices_whose_savings_come_late_twice_and_out_of_order_lose_nothing(
    service: Service, seed: int
) -> None:
    chance = random.Random(seed)
    asked = Asked(service, sixty())
    token = asked.invite()
    start = service.now
    devices: dict[str, dict[str, Any]] = {"phone-00000000": {}, "tablet-0000000": {}}
    latest: dict[str, Any] = {}
    on_the_way: list[dict[str, Any]] = []
    for number in range(COUNT):
        service.later(seconds=20)
        device = chance.choice(list(devices))
        name, answer = f"q{number:02}", number % 5 == 1 or said(number, chance)
        devices[device][name] = latest[name] = answer
        saving = {"device": device, "saved_at": instant(service.now), "answers": dict(devices[device])}
        on_the_way += [saving] * chance.choice((1, 1, 2))
        chance.shuffle(on_the_way)
        while on_the_way and chance.random() < 0.6:
            deliver(asked, token, on_the_way.pop())
    for saving in on_the_way:
        deliver(asked, token, saving)
    assert asked.invitation(token).answers == check_answers(asked.questionnaire, latest, final=False)

    service.later(seconds=20)
    final = asked.answer(token, latest, device="phone-00000000", saved_at=instant(service.now))
    deliver(asked, token, {"device": "tablet-0000000", "saved_at": instant(start), "answers": {}})

    assert final.status == 200, final.text
    assert asked.invitation(token).answers == check_answers(asked.questionnaire, latest, final=True)
    assert asked.invitation(token).superseded > 0
    assert [event["data"]["first"] for event in asked.events()] == [True]
    assert service.now - start < timedelta(hours=1)


def deliver(asked: Asked, token: str, saving: dict[str, Any]) -> None:
    answers = saving["answers"]
    answer = asked.answer(token, answers, final=False, device=saving["device"], saved_at=saving["saved_at"])
    assert answer.status in {200, 409}, answer.text


MALFORMED: tuple[tuple[str, Any, str], ...] = (
    ("overall", 6, "1 to 5"),
    ("overall", 0, "1 to 5"),
    ("overall", 4.5, "whole number"),
    ("overall", "4", "whole number"),
    ("overall", True, "whole number"),
    ("overall", None, "can't be said not to apply"),
    ("overall", [4], "whole number"),
    ("recommend", 11, "0 to 10"),
    ("seen", "a", "list"),
    ("seen", ["a", "z"], "options"),
    ("seen", ["a", "a"], "once"),
    ("seen", ["a", "b", "c"], "At most 2"),
    ("again", "yes", "true or false"),
    ("parts", [1], "object of ratings"),
    ("parts", {"z": 1}, "no such row"),
    ("parts", {"a": 9}, "1 to 5"),
    ("rooms", "2", "a number"),
    ("rooms", 99, "at most 9.5"),
    ("moved", "2024-02-30", "a date that exists"),
    ("moved", "2019-12-31", "before 2020-02-01"),
    ("more", 5, "a text"),
    ("more", "a\u0000b", "characters"),
    ("more", "x" * 21, "at most 20"),
    ("nonsense", 1, "does not ask"),
)


def test_a_malformed_answer_is_refused_with_a_message_that_names_its_question(service: Service) -> None:
    asked = Asked(service)
    token = asked.invite()
    for name, answer, reason in MALFORMED:
        refused = asked.answer(token, {"overall": 4, "again": True, name: answer}, final=False)

        assert refused.status == 422, (name, answer)
        [(pointer, detail)] = refused.faults.items()
        assert pointer.startswith(f"/answers/{name}"), pointer
        assert f'"{name}"' in detail
        assert reason in detail, detail
    assert asked.invitation(token).answer_version == 0
    assert asked.answer(token, {}).faults.keys() >= {"/answers/overall", "/answers/again", "/answers/parts"}
