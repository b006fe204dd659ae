"""One command on many cases: each decided for itself, in its own transaction, in the order asked for.

All are read in one request. What stands against one case is told of that case and stops no other.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.applying import Proviso, done_before
from hearthline.complaints.commands import Command
from hearthline.complaints.desk_commands import DeskCommands
from hearthline.complaints.replies import Replies
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.saved_replies import SavedReplyWish
from hearthline.complaints.store import ComplaintStore, Stored
from hearthline.platform.access import Action, Principal, authorize, authorize_role
from hearthline.platform.ids import display, read_number
from hearthline.platform.problems import Problem
from hearthline.platform.table import StorageError

BEGUN_WITHIN = timedelta(seconds=7)
"""How long cases are begun with; the function has ten seconds."""

Wish = Command | SavedReplyWish


class Bulk:
    """Applies a wish to many cases. `clock` gives the instant, to stop in time."""

    def __init__(
        self,
        commands: DeskCommands,
        store: ComplaintStore,
        rulebook: Rulebook,
        keys: AccessKeys,
        replies: Replies,
        clock: Callable[[], datetime],
    ) -> None:
        self._commands = commands
        self._store = store
        self._rulebook = rulebook
        self._keys = keys
        self._replies = replies
        self._clock = clock

    def apply(
        self, principal: Principal, action: Action, wish: Wish, numbers: Sequence[str], repeat_key: str | None
    ) -> list[dict[str, Any]]:
        """Give for each number, in order, its status and its new version or its problem.

        One request reads all, then a transaction for each. What could not be begun with in time is a 503:
        asked for again under the same key, it is done then, and what was done is not done twice.
        """
        authorize_role(principal, action)
        began = self._clock()
        self._rulebook.refresh(began)
        if isinstance(wish, SavedReplyWish):
            self._replies.known(wish.code)
        read = {number: read_number(number) for number in numbers}
        found = self._store.load_many([bare for bare in read.values() if bare], consistent=True)
        stored = {each.complaint.number: each for each in found}
        return [
            self._one(principal, action, wish, number, stored.get(read[number] or ""), repeat_key, began)
            for number in numbers
        ]

    def _one(
        self,
        principal: Principal,
        action: Action,
        wish: Wish,
        number: str,
        stored: Stored | None,
        repeat_key: str | None,
        began: datetime,
    ) -> dict[str, Any]:
        try:
            if stored is None:
                raise Problem.not_found()
            number = display(stored.complaint.number)
            if self._clock() - began > BEGUN_WITHIN:
                raise Problem.unavailable()
            version = self._version_after(principal, action, wish, stored, repeat_key)
        except Problem as problem:
            return _result(number, problem.status, problem=problem.body())
        except StorageError:
            again = Problem.unavailable()
            return _result(number, again.status, problem=again.body())
        return _result(number, 200, version=version)

    def _version_after(
        self, principal: Principal, action: Action, wish: Wish, stored: Stored, repeat_key: str | None
    ) -> int:
        now = self._clock()
        complaint = stored.complaint
        authorize(principal, action, complaint.city)
        owner = f"{complaint.number}\n{principal.id}"
        once = self._keys.once(owner, repeat_key, wish) if repeat_key else None
        try:
            command = self._command(principal, wish, stored, now)
        except Problem:
            if once and done_before(self._store, once):
                return complaint.version
            raise
        proviso = Proviso(once=once)
        after = self._commands.carry_out(principal, stored, action, command, proviso, now)
        return after.complaint.version

    def _command(self, principal: Principal, wish: Wish, stored: Stored, now: datetime) -> Command:
        if isinstance(wish, SavedReplyWish):
            return self._replies.reply(principal, stored.complaint, wish.code, wish.public, now)
        return wish


def _result(
    number: str, status: int, version: int | None = None, problem: dict[str, object] | None = None
) -> dict[str, Any]:
    return {"number": number, "status": status, "version": version, "problem": problem}
