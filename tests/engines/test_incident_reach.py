"""Whom an answer to all cases of an incident reaches, known before and told afterwards."""

from datetime import datetime

import pytest

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Reject
from hearthline.complaints.incidents.cases import IncidentCases
from hearthline.complaints.incidents.model import Said
from hearthline.complaints.model import Contact
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import Problem
from tests.engines.incident_office import ELSEWHERE, LEAD, Office
from tests.engines.world import World

ZHAO = Actor("staff", "zhao")


@pytest.fixture
def office(world: World, now: datetime) -> Office:
    return Office(world, now)


def test_who_writes_in_another_language_reads_it_there_and_who_is_reached_is_known_before(
    office: Office,
) -> None:
    filed = office.file(3)
    english = office.world.file(office.now, language="en", contact=Contact("Ann", None, "ann@example.com"))
    again = office.world.file(office.now, language="en", contact=Contact("Ann", None, "ann@example.com"))
    identity = office.linked([*filed, english, again])
    gone = office.world.stored(filed[0])
    apply(office.world.store, office.world.rulebook, gone, Reject("不属实。"), ZHAO, office.now)
    cases = IncidentCases(office.incidents, office.world.store, office.world.rulebook)

    reach = cases.reach(LEAD, identity, None, office.now)
    said = Said("水泵已修复。", {"en": "The pump is repaired."})
    office.desk.broadcast(LEAD, identity, said, None, None, office.now)
    office.work(identity)

    assert (reach.linked, reach.looked_at, reach.answered, reach.owners) == (5, 5, 4, 3)
    assert (reach.languages, reach.left_out) == ({"zh": 2, "en": 2}, {"not_open": 1})
    assert [one.text for one in office.replies(english)] == ["The pump is repaired."]
    assert [one.text for one in office.replies(filed[1])] == ["水泵已修复。"]
    assert list(cases.left_out(LEAD, identity).values()) == [[(filed[0].number, "not_open")]]
    with pytest.raises(Problem) as refused:
        cases.reach(ELSEWHERE, identity, None, office.now)
    assert refused.value.status == 403
