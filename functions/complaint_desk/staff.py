"""Who asks, on every staff route."""

from hearthline import root
from hearthline.platform.access import Principal, principal_from_claims
from hearthline.platform.http import Request
from hearthline.platform.logs import bind


def who_asks(request: Request) -> Principal:
    """Read the member of staff from the checked token, and put their id on the request's log lines."""
    principal = principal_from_claims(request.claims, root.settings().staff_claim)
    bind(actor=principal.id)
    return principal
