"""One event of each type, as the rules send it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hearthline.lifecycle import visits
from hearthline.lifecycle.events import step_due, visit_event
from hearthline.lifecycle.letter_items import missing, told_to
from hearthline.lifecycle.letters import Letter
from hearthline.lifecycle.model import Deed, When
from hearthline.lifecycle.visits import Turn, VisitState
from hearthline.platform.outbox import SYSTEM, Actor
from tests.unit.lifecycle.builders import HOME, TEN, WANG, ZHAO, a_home, a_sale, a_step, day, noon, reckoned

CARE = replace(a_step("care", when=When(at=TEN, months=3)), does=Deed.VISIT, words=None, visit_days=30)
LI = Actor("staff", "li")
TEXT = {"zh": "主体封顶。", "en": "The shell is up."}
NOW = noon("2025-10-02")
LETTER = Letter("sz", "海岸花园", "2025-10", TEXT, TEXT, TEXT, "zhao", NOW, sent_at=NOW, sent_by="zhao")


def examples() -> Mapping[str, dict[str, Any]]:
    """Give each type's example: a home that was handed over yesterday, and the story of a visit to one."""
    done = reckoned(a_home(a_sale(handed_over_on=day("2025-06-30"))), "2025-07-01", a_step())
    [step] = done.due
    told = step_due(done.plan, step, a_step(), WANG, noon("2025-07-01"))
    story = [visit_event(turn, SYSTEM if turn.told in BY_ITSELF else LI).envelope() for turn in _story()]
    letters: Any = [
        told_to(LETTER, HOME, WANG, NOW).item["event"],
        missing("sz", "海岸花园", "2025-10", NOW).item["event"],
    ]
    return {told.type: told.envelope(), **{event["type"]: event for event in (*story, *letters)}}


BY_ITSELF = ("opened", "passed_on", "overdue", "cancelled")


def _story() -> list[Turn]:
    sale = a_sale(handed_over_on=day("2025-06-30"))
    [opened] = reckoned(a_home(sale), "2025-09-30", CARE).visits
    assigned = _made(visits.assigned(opened.after, "li", NOW))
    planned = _made(visits.planned(assigned.after, noon("2025-10-09"), "li", NOW))
    passed_on = replace(sale, transferred_on=day("2025-10-05"), owners=(ZHAO,))
    [theirs] = reckoned(a_home(passed_on), "2025-10-06", CARE, visits=[planned.after]).visits[:1]
    reported = visits.reported(theirs.after, VisitState.NOT_MET, "没有人在家。", "li", NOW)
    filed = _made(visits.found(reported.after, "K7Q29XPDD", NOW))
    [late] = reckoned(a_home(passed_on), "2025-10-31", CARE, visits=[filed.after]).visits
    [cancelled] = reckoned(a_home(), "2025-10-20", CARE, visits=[filed.after]).visits
    return [opened, assigned, planned, theirs, reported, filed, late, cancelled]


def _made(turn: Turn | None) -> Turn:
    assert turn is not None
    return turn
