"""The case that a member of staff asks for by its number, where it is one that they may know of."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from hearthline.complaints.model import Complaint
from hearthline.platform.access import Action, Principal, authorize, authorize_role
from hearthline.platform.ids import read_number
from hearthline.platform.problems import Problem


class Holder(Protocol):
    """Anything that was read with a complaint in it."""

    @property
    def complaint(self) -> Complaint: ...  # noqa: D102


Read = TypeVar("Read", bound=Holder)


def seen(principal: Principal, action: Action, number: str, load: Callable[[str], Read | None]) -> Read:
    """Give what `load` reads of the case.

    Raises Problem 403 without the right, before anything is looked up, and for a case of another city; 404
    where there is none.
    """
    authorize_role(principal, action)
    read = read_number(number)
    found = load(read) if read else None
    if found is None:
        raise Problem.not_found()
    authorize(principal, action, found.complaint.city)
    return found
