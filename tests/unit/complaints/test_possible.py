"""What can be done with a case: what the rules would say, without doing it."""

from datetime import datetime

from hearthline.complaints.model import Publication
from hearthline.complaints.possible import ROLE, possible
from hearthline.platform.access import Principal
from tests.unit.complaints.builders import TERMS, Story, a_story, a_visit, after, an_offer

AGENT = Principal("li.na", frozenset({"agent"}))
LEAD = Principal("zhao.lei", frozenset({"lead"}))


def choices(story: Story, principal: Principal, now: datetime | None = None) -> dict[str, str | None]:
    return possible(story.complaint, principal, TERMS, now or after(hours=1))


def test_a_fresh_case_takes_answers_and_a_role_bounds_them() -> None:
    story = a_story()

    agent, lead = choices(story, AGENT), choices(story, LEAD)

    assert {name for name in ("claim", "reply", "ask", "resolve", "visit", "offer") if agent[name]} == set()
    assert agent["reject"] == agent["assign"] == ROLE
    assert lead["reject"] is lead["extend"] is None
    assert agent["visited"] == "no_such_visit"
    assert agent["reopen"] == "not_reopenable"
    assert lead["publish"] == "not_wished"


def test_a_trial_changes_nothing() -> None:
    story = a_story()
    before = story.complaint

    choices(story, LEAD)

    assert story.complaint is before
    assert before.publication is Publication.PRIVATE


def test_a_planned_visit_can_be_reported_and_an_offer_needs_somebody_else() -> None:
    story = a_story()
    story.does(a_visit(), after(minutes=5))
    story.does(an_offer(100_000_000), after(minutes=6))

    agent, lead = choices(story, AGENT), choices(story, LEAD)

    assert agent["visited"] is None
    assert agent["decline"] == ROLE
    assert lead["approve"] == "above_limit"
    assert lead["merge"] == "unfinished"
