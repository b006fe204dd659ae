"""What every route and page of one's own data begins with: who asks, and how they see their own record."""

from typing import Any

from hearthline import root, root_members
from hearthline.members.model import Person
from hearthline.members.sessions import COOKIE, SignedIn
from hearthline.platform.http import Request
from hearthline.platform.origins import check_origin


def who_is_it(request: Request) -> SignedIn:
    """Give who is signed in, as they stand now, in one request.

    Raises Problem 401 without a session that is alive, 403 for a change that another site has asked for.
    """
    check_origin(request, root.settings().public_url)
    return root_members.sessions().person_of(request.cookies.get(COOKIE), root.now())


def shown(person: Person) -> dict[str, Any]:
    """Give the profile with the standing by the club's rules in force."""
    from hearthline import root_points
    from hearthline.members import views
    from hearthline.members.tiers import standing_of

    now = root.now()
    rules = root_points.club().refresh(now)
    return {**views.for_member(person), "standing": standing_of(person, rules, now)}
