"""Editing the documents that the rules run by: each save is a new version, checked, in force from now on.

A read for what is in force, one transaction for the new version. It holds the order to reckon deadlines again
where a calendar is saved, so that one is never without the other.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from hearthline.complaints.recalculation import job_action
from hearthline.platform.document_kinds import CALENDAR, DocumentKinds
from hearthline.platform.documents import DocumentMissing, Documents, Edition, save_action
from hearthline.platform.instants import instant
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.pydantic_problems import field_errors
from hearthline.platform.table import Action, ConditionFailed, Table


class Editing:
    """The documents of one installation. Whoever asks has been let in already."""

    def __init__(self, table: Table, shards: int, kinds: DocumentKinds) -> None:
        self._table = table
        self._kinds = kinds
        self._shards = shards

    def in_force(self, now: datetime) -> list[Edition]:
        """Give the newest version of every document, by name."""
        documents = self._read(now)
        return [documents.editions(name)[0] for name in documents.names()]

    def editions(self, name: str, now: datetime) -> list[Edition]:
        """Give every version of a document, newest first; raise Problem 404 where there is none."""
        try:
            return self._read(now).editions(name)
        except DocumentMissing:
            raise Problem.not_found() from None

    def edition(self, name: str, version: int | None, now: datetime) -> Edition:
        """Give one version of a document, the newest where none is named; raise Problem 404."""
        found = self.editions(name, now)
        wanted = found[0].version if version is None else version
        edition = next((each for each in found if each.version == wanted), None)
        if edition is None:
            raise Problem.not_found()
        return edition

    def check(self, name: str, document: Mapping[str, Any], now: datetime) -> tuple[FieldError, ...]:
        """Give what would be refused, nothing for a document that can be saved; raise Problem 404."""
        try:
            self._checked(self._read(now), name, document)
        except _NotRight as wrong:
            return wrong.errors
        return ()

    def save(
        self, name: str, document: Mapping[str, Any], by: str, now: datetime, expected: int | None = None
    ) -> Edition:
        """Save a document as its next version, and give that; with `expected`, only on top of that version.

        Raises Problem 404 for a kind that there isn't, 422 with what is wrong and where, 412 where `expected`
        is not in force, 409 where somebody else saved at the same moment.
        """
        documents = self._read(now)
        current = _version(documents, name)
        if expected is not None and expected != current and self._kinds.knows(name):
            raise _stale(current)
        try:
            body = self._checked(documents, name, document)
        except _NotRight as wrong:
            raise Problem.invalid(wrong.errors) from None
        version = current + 1
        actions: list[Action] = [save_action(name, version, body, by, now)]
        if name.startswith(CALENDAR):
            actions.append(job_action(name.removeprefix(CALENDAR), version, self._shards, now))
        try:
            self._table.transact(actions)
        except ConditionFailed as failed:
            if expected is not None:
                raise _stale(version) from failed
            raise Problem.refused("saved_meanwhile", {"status": "in_force", "version": version}) from failed
        return Edition(name, version, body, instant(now), by)

    def _read(self, now: datetime) -> Documents:
        documents = Documents(self._table)
        documents.read(now, consistent=True)
        return documents

    def _checked(self, documents: Documents, name: str, document: Mapping[str, Any]) -> dict[str, Any]:
        if not self._kinds.knows(name):
            raise Problem.not_found()

        def latest(other: str) -> Mapping[str, Any] | None:
            try:
                return documents.latest(other)
            except DocumentMissing:
                return None

        try:
            body = self._kinds.check(name, document, _version(documents, name) + 1)
        except ValidationError as invalid:
            raise _NotRight(field_errors(invalid)) from None
        wrong = self._kinds.misfits(name, body, latest)
        if wrong:
            raise _NotRight(tuple(wrong))
        return body


class _NotRight(Exception):
    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        super().__init__()
        self.errors = errors


def _version(documents: Documents, name: str) -> int:
    try:
        return documents.editions(name)[0].version
    except DocumentMissing:
        return 0


def _stale(version: int) -> Problem:
    return Problem.stale({"status": "in_force", "version": version})
