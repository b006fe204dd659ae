"""Who asks, on every route of one's own data."""

from hearthline import root, root_members
from hearthline.members.sessions import COOKIE, SignedIn
from hearthline.platform.http import Request
from hearthline.platform.origins import check_origin


def who_is_it(request: Request) -> SignedIn:
    """Give who is signed in, as they stand now, in one request.

    Raises Problem 401 without a session that is alive, 403 for a change that another site has asked for.
    """
    check_origin(request, root.settings().public_url)
    return root_members.sessions().person_of(request.cookies.get(COOKIE), root.now())
