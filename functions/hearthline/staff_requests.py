"""What every staff route begins and ends with: who asks, and the trace that reading personal data leaves."""

from hearthline import root
from hearthline.platform.access import Principal, principal_from_claims
from hearthline.platform.http import Request
from hearthline.platform.logs import bind, log


def who_asks(request: Request) -> Principal:
    """Read the member of staff from the checked token, and put their id on the request's log lines."""
    principal = principal_from_claims(request.claims, root.settings().staff_claim)
    bind(actor=principal.id)
    return principal


def record(
    request: Request, staff: Principal, what: str, *, number: str | None = None, about: str | None = None
) -> None:
    """Record that a member of staff is about to be shown personal data: of a case, or of what `about` names.

    Call it when everything else is done and before the answer is given. Storage that can't take it raises,
    and the request is refused with a 503: there is no reading without a trace.
    """
    root.readings().record(staff.id, what, request.request_id, root.now(), number=number, about=about)
    log("personal_data.read", actor=staff.id, what=what, number=number, about=about)
