"""Notices find people by the reporting line as it is today."""

from datetime import datetime, timedelta
from typing import Any

from hearthline.notice_cases import Staff
from hearthline.platform.documents import save_action
from tests.engines.world import World

LINE: dict[str, Any] = {
    "people": {
        "li": {
            "name": "李雷",
            "email": "li@staff.example",
            "absences": [{"from": "2026-11-23", "until": "2026-11-23", "deputy": "han"}],
        },
        "han": {"name": "韩梅梅", "email": "han@staff.example"},
        "zhao": {"name": "赵敏", "email": "zhao@staff.example"},
        "wei": {"name": "魏来", "email": "wei@staff.example"},
    },
    "cities": {"sz": {"lead": ["wei"]}},
    "group": [],
    "teams": {
        "sz-lift": {"city": "sz", "names": {"zh": "电梯", "en": "Lifts"}, "members": ["li"], "lead": ["zhao"]}
    },
}


def test_the_deputy_and_the_teams_own_lead_are_told_on_the_day(world: World, now: datetime) -> None:
    world.table.transact([save_action("reporting-line", 2, LINE, "admin", now)])
    seen = []
    staff = Staff(world.rulebook, lambda: now)
    for day in (0, 1, 2):
        at = now + timedelta(days=day)
        today = Staff(world.rulebook, lambda at=at: at)
        world.rulebook.refresh(at + timedelta(hours=1))
        told = today.recipients(["handler", "lead"], city="sz", assignee="li", team="sz-lift")
        seen.append([person.id for person in told] + [today.stands_in("li")])

    # From Sunday to Tuesday.
    assert seen == [["li", "zhao", "li"], ["han", "zhao", "han"], ["li", "zhao", "li"]]
    elsewhere = staff.recipients(["lead"], city="sz", assignee=None, team="sz-care")
    assert [person.id for person in elsewhere] == ["wei"]
