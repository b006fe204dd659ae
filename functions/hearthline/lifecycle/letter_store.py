"""Where letters are kept, and the homes that wait for one: a part of the members table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from hearthline.lifecycle import keys
from hearthline.lifecycle.letter_items import missing, told_to
from hearthline.lifecycle.letters import Letter
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.table import ABSENT, ConditionFailed, Guard, Put, Table, Update
from hearthline.platform.timers import Due


class LetterMoved(Exception):
    """A letter was changed since it was read; nothing was written."""


class LetterStore:
    """Letters in the members table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def load(self, city: str, project: str, month: str) -> Letter | None:
        """Read one letter, consistently. One request."""
        item = self._table.get(keys.letters(city, project), keys.letter(month))
        return load(Letter, item) if item else None

    def save(self, before: Letter | None, after: Letter) -> Letter:
        """Write a letter as the next version. One request; raises LetterMoved."""
        version = before.version + 1 if before else 1
        letter = replace(after, version=version)
        same = Guard("version = :read", {}, {":read": before.version}) if before else ABSENT
        pk, sk = keys.letters(letter.city, letter.project), keys.letter(letter.month)
        try:
            self._table.put({"pk": pk, "sk": sk, **dump(letter)}, same)
        except ConditionFailed as failed:
            raise LetterMoved from failed
        return letter

    def page(
        self, city: str, project: str, before: str | None, limit: int
    ) -> tuple[list[Letter], str | None]:
        """Give a page of a project's letters, newest first, and where the next begins. One request."""
        between = Guard(
            "sk BETWEEN :first AND :last", {}, {":first": keys.LETTERS, ":last": before or keys.LETTERS_END}
        )
        page = self._table.query(
            ("pk", keys.letters(city, project)), between, limit=limit + 1, descending=True
        )
        found = [load(Letter, item) for item in page.items if item["sk"] != before][:limit]
        return found, keys.letter(found[-1].month) if page.last else None

    def waiting(
        self, city: str, project: str, after: str | None, limit: int
    ) -> tuple[Sequence[str], str | None]:
        """Give a page of the homes that wait at a project, and where the next begins. One request."""
        beyond = Guard("sk > :after", {}, {":after": after}) if after else None
        page = self._table.query(("pk", keys.waiting(city, project)), beyond, limit=limit, consistent=True)
        return [str(item["sk"]) for item in page.items], page.last["sk"] if page.last else None

    def tell(self, letter: Letter, home: str, person: str, now: datetime) -> bool:
        """Let a letter go to somebody; False where that was done before. One request."""
        return self._once(told_to(letter, home, person, now))

    def tell_missing(self, city: str, project: str, month: str, now: datetime) -> bool:
        """Tell that a letter is missing; False where that was told before. One request."""
        return self._once(missing(city, project, month, now))

    def project(self, due: Due) -> dict[str, Any] | None:
        """Give the project that is due to be looked at; None where it is not any more. One request."""
        item = self._table.get(due.pk, due.sk)
        return item if item and item.get("timer_at") == due.timer_at else None

    def look_at(self, due: Due, at: datetime) -> bool:
        """Let a project be looked at again; False where another has done that. One request."""
        same = Guard("#at = :read", {"#at": "timer_at"}, {":read": due.timer_at})
        again = {":at": instant(at)}
        return self._looked(Update(due.pk, due.sk, "SET #at = :at", {"#at": "timer_at"}, again, same))

    def look_no_more(self, due: Due, project: Mapping[str, Any]) -> bool:
        """Let a project as it was read be looked at no more; False where a home began to wait since."""
        names = {"#at": "timer_at", "#shard": "timer_shard", "#latest": "latest"}
        read = {":read": due.timer_at, ":latest": project["latest"]}
        same = Guard("#at = :read AND #latest = :latest", names, read)
        return self._looked(Update(due.pk, due.sk, "REMOVE #at, #shard", {}, {}, same))

    def _looked(self, change: Update) -> bool:
        try:
            self._table.update(change)
        except ConditionFailed:
            return False
        return True

    def _once(self, put: Put) -> bool:
        try:
            self._table.put(put.item, put.guard)
        except ConditionFailed:
            return False
        return True
