"""What can be done with an incident and with an improvement: what their rules would say, without doing it."""

from dataclasses import replace

import pytest

from hearthline.complaints.improvements import possible as of_improvements
from hearthline.complaints.improvements.model import ImprovementStatus
from hearthline.complaints.incidents import possible as of_incidents
from hearthline.complaints.incidents.model import Incident, IncidentStatus
from hearthline.complaints.possible import ROLE
from hearthline.platform.access import Principal
from tests.unit.complaints.builders import MONDAY
from tests.unit.complaints.improvement_builder import in_status

AGENT = Principal("li.na", frozenset({"agent"}), frozenset({"sz"}))
LEAD = Principal("zhao.lei", frozenset({"lead"}), frozenset({"sz"}))
MANAGER = Principal("wei", frozenset({"manager"}), frozenset({"sz"}))
GROUP = Principal("ma", frozenset({"manager"}), frozenset(), hq=True)
AUDITOR = Principal("qian", frozenset({"auditor"}), frozenset(), hq=True)
FOUND = Incident("0" * 16, 1, IncidentStatus.SUGGESTED, "3栋", "sz", MONDAY, found=5)


def open_to(incident: Incident, principal: Principal) -> set[str]:
    choices = of_incidents.possible(incident, principal, MONDAY)
    assert set(choices) == set(of_incidents.WISHES)
    return {name for name, reason in choices.items() if reason is None}


def test_an_incident_is_led_by_leads_as_its_state_allows() -> None:
    led = replace(FOUND, status=IncidentStatus.OPEN, linked=5)

    assert open_to(FOUND, LEAD) == {"confirm", "dismiss"}
    assert open_to(led, LEAD) == {"confirm", "broadcast", "close", "link"}
    assert open_to(led, AGENT) == {"link"}
    assert open_to(led, AUDITOR) == set()
    assert open_to(replace(led, status=IncidentStatus.CLOSED), LEAD) == set()


def test_why_an_incident_takes_something_not_is_said() -> None:
    working = replace(FOUND, status=IncidentStatus.OPEN, job="job")

    assert of_incidents.possible(working, LEAD, MONDAY)["close"] == "job_running"
    assert of_incidents.possible(replace(working, job=None), LEAD, MONDAY)["broadcast"] == "no_members"
    assert of_incidents.possible(FOUND, AGENT, MONDAY)["confirm"] == ROLE


@pytest.mark.parametrize(
    ("status", "ways"),
    [
        ("proposed", {"accepted", "declined"}),
        ("accepted", {"adopted", "declined"}),
        ("adopted", set()),
        ("declined", {"proposed"}),
    ],
)
def test_an_improvement_is_decided_as_its_life_goes(status: str, ways: set[str]) -> None:
    improvement = replace(in_status(ImprovementStatus(status)), city="sz")

    choices = of_improvements.possible(improvement, MANAGER, MONDAY)

    assert {name for name, reason in choices.items() if reason is None} == ways


def test_an_improvement_is_amended_by_its_proposer_and_decided_for_the_group_by_the_group() -> None:
    everywhere = in_status(ImprovementStatus.PROPOSED)

    own = of_improvements.possible(everywhere, AGENT, MONDAY)
    city = of_improvements.possible(everywhere, MANAGER, MONDAY)

    assert (own["amend"], own["accepted"]) == (None, ROLE)
    assert (city["amend"], city["accepted"]) == (of_improvements.PROPOSER, of_improvements.GROUP)
    assert of_improvements.possible(everywhere, GROUP, MONDAY)["accepted"] is None
