"""What a failed AWS call means for a message."""

from hearthline.notices.model import Delayed, Outcome, Refused, Unclear
from hearthline.platform.provider_calls import CallFailed, CallRefused, CallUnanswered

_OURS = (
    "AccessDenied",
    "Authorization",
    "Signature",
    "Token",
    "Credential",
    "NotAuthorized",
    "UnrecognizedClient",
)


def outcome_of(failure: CallFailed, *, not_set_up: frozenset[str], refused_as: str) -> Outcome:
    """Give the outcome; `not_set_up` are the codes that are about our account, which a person can mend.

    Such a fault is waited for, not counted against the recipient's address.
    """
    if isinstance(failure, CallUnanswered):
        return Unclear("no_answer")
    if not isinstance(failure, CallRefused):
        return Delayed("unreachable")
    if failure.throttled:
        return Delayed("throttled", throttled=True)
    if failure.status >= 500:
        return Delayed("provider_failed")
    ours = failure.status in {401, 403} or any(mark in failure.code for mark in _OURS)
    if ours or failure.code in not_set_up:
        return Delayed("not_set_up")
    return Refused(refused_as)
