"""What staff may see and change of the documents: everybody reads, an admin of all cities edits."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hearthline.complaints.rulebook import REPORTING_LINE
from hearthline.platform.access import ALLOWED, Action, Principal, authorize, authorize_role
from hearthline.platform.documents import Edition
from hearthline.platform.problems import Problem

# A request for another route need not load what checks documents.
if TYPE_CHECKING:
    from hearthline.complaints.editing import Editing

_ADDRESSES = frozenset({"email", "phone"})


class DocumentsDesk:
    """The documents over the API. Every method takes the principal and decides first whether it may."""

    def __init__(self, editing: "Editing") -> None:
        self._editing = editing

    def listed(self, principal: Principal, now: datetime) -> list[dict[str, Any]]:
        """Give every document's version in force, and who saved it when."""
        authorize_role(principal, Action.READ_DOCUMENT)
        return [_line(edition) for edition in self._editing.in_force(now)]

    def history(self, principal: Principal, name: str, now: datetime) -> list[dict[str, Any]]:
        """Give every version of a document, newest first."""
        authorize_role(principal, Action.READ_DOCUMENT)
        return [_line(edition) for edition in self._editing.editions(name, now)]

    def one(self, principal: Principal, name: str, version: str | None, now: datetime) -> dict[str, Any]:
        """Give one version of a document, the one in force where none is named."""
        authorize_role(principal, Action.READ_DOCUMENT)
        if version is not None and not (version.isascii() and version.isdigit() and len(version) <= 9):
            raise Problem.not_found()
        edition = self._editing.edition(name, int(version) if version else None, now)
        return _whole(edition, hide=not sees_addresses(principal))

    def check(
        self, principal: Principal, name: str, document: Mapping[str, Any], now: datetime
    ) -> dict[str, Any]:
        """Say what would be refused if this were saved now."""
        authorize(principal, Action.EDIT_DOCUMENT, None)
        errors = self._editing.check(name, document, now)
        told = [{"pointer": error.pointer, "detail": error.detail} for error in errors]
        return {"valid": not told, "errors": told}

    def save(
        self,
        principal: Principal,
        name: str,
        document: Mapping[str, Any],
        expected: int | None,
        now: datetime,
    ) -> dict[str, Any]:
        """Save a new version and give it; with `expected`, only on top of that version (412)."""
        authorize(principal, Action.EDIT_DOCUMENT, None)
        return _whole(self._editing.save(name, document, principal.id, now, expected), hide=False)


def sees_addresses(principal: Principal) -> bool:
    """Say whether staff's telephone numbers and addresses are shown to this person."""
    return bool(principal.roles & (ALLOWED[Action.EDIT_DOCUMENT] | ALLOWED[Action.AUDIT]))


def _line(edition: Edition) -> dict[str, Any]:
    return {
        "name": edition.name,
        "version": edition.version,
        "saved_at": edition.saved_at,
        "saved_by": edition.saved_by,
    }


def _whole(edition: Edition, *, hide: bool) -> dict[str, Any]:
    body = dict(edition.body)
    if hide and edition.name == REPORTING_LINE:
        body["people"] = {who: _without_addresses(person) for who, person in body["people"].items()}
    return {**_line(edition), "document": body}


def _without_addresses(person: Mapping[str, Any]) -> dict[str, Any]:
    return {part: value for part, value in person.items() if part not in _ADDRESSES}
