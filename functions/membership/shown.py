"""One's own record, as every route answers with it."""

from typing import Any

from hearthline import root, root_points
from hearthline.members import views
from hearthline.members.model import Person
from hearthline.members.tiers import standing_of


def shown(person: Person) -> dict[str, Any]:
    """Give the profile with the standing by the club's rules in force."""
    now = root.now()
    rules = root_points.club().refresh(now)
    return {**views.for_member(person), "standing": standing_of(person, rules, now)}
