"""What staff do with segments: check a filter, save it, list and change what is saved."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from hearthline.members.segments import views
from hearthline.members.segments.model import Segment
from hearthline.members.segments.reading import FilterInvalid, read_filter
from hearthline.members.segments.store import AlreadySaved, SegmentOutdated, SegmentStore
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.cursors import Cursors
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.once import KEY_TAKEN
from hearthline.platform.problems import FieldError, Problem

ID_LENGTH: Final = 16

Cities = Callable[[datetime], Collection[str]]


class Segments:
    """Every method takes the principal and decides first whether it may.

    Segments are everybody's to read who may read any; who made one changes it, and hq.
    """

    def __init__(
        self,
        store: SegmentStore,
        cities: Cities,
        prints: Fingerprints,
        cursors: Cursors,
        entropy: Entropy,
    ) -> None:
        self._store = store
        self._cities = cities
        self._prints = prints
        self._cursors = cursors
        self._entropy = entropy

    def check(self, principal: Principal, document: object, now: datetime) -> dict[str, Any]:
        """Say what saving this filter now would be refused for."""
        authorize_role(principal, Action.EDIT_SEGMENT)
        errors = self._errors(document, now)
        shown = [{"pointer": error.pointer, "detail": error.detail} for error in errors]
        return {"valid": not errors, "errors": shown}

    def save(
        self,
        principal: Principal,
        name: str,
        document: Mapping[str, Any],
        repeat_key: str | None,
        now: datetime,
    ) -> dict[str, Any]:
        """Save a new one; the same Idempotency-Key and request give the first one again.

        Raises Problem 403; 422 for what is no filter, and for a key that was used for another request.
        """
        authorize_role(principal, Action.EDIT_SEGMENT)
        text = _written(document)
        if repeat_key is None:
            id_, request = identifier(self._entropy), None
        else:
            id_ = self._prints.identifier_for("segment", principal.id, repeat_key)
            request = self._prints.fingerprint("segment", f"{name}\n{text}")
        if errors := self._errors(document, now):
            # What was right when it was sent first is answered as then.
            stands = self._store.load(id_) if request else None
            if stands is None or stands.request != request:
                raise Problem.invalid(errors)
            return {"id": id_}
        new = Segment(id_, name, text, principal.id, now, now, principal.id, request=request)
        try:
            self._store.create(new)
        except AlreadySaved as already:
            if request is None or already.segment.request != request:
                raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)]) from already
        return {"id": id_}

    def page(self, principal: Principal, *, limit: int, cursor: str | None) -> dict[str, Any]:
        """Give a page of all segments, newest first."""
        authorize_role(principal, Action.READ_SEGMENT)
        binding = f"segments|{principal.id}"
        found = self._store.page(self._cursors.open(binding, cursor)["at"] if cursor else "", limit)
        return {
            "items": [views.segment(each) for each in found.segments],
            "next_cursor": self._cursors.seal(binding, {"at": found.position}) if found.position else None,
        }

    def read(self, principal: Principal, identity: str) -> tuple[dict[str, Any], int]:
        """Give one, and its version."""
        segment = seen(self._store, principal, Action.READ_SEGMENT, identity)
        return views.segment(segment), segment.version

    def change(
        self,
        principal: Principal,
        identity: str,
        changes: Mapping[str, Any],
        expected: int | None,
        now: datetime,
    ) -> tuple[dict[str, Any], int]:
        """Give it another `name`, another `filter`, or put it aside (`archived`); each makes a new version.

        Raises Problem 403 for whose it is not; 412 where it is no longer of the `expected` version, or was
        changed at the same moment.
        """
        before = seen(self._store, principal, Action.EDIT_SEGMENT, identity)
        if before.by != principal.id and not principal.hq:
            raise Problem.forbidden("It is for who made it to change, or for hq.")
        if expected is not None and expected != before.version:
            raise Problem.stale(state_of(before))
        after = replace(before, changed_at=now, changed_by=principal.id)
        if "filter" in changes:
            if errors := self._errors(changes["filter"], now):
                raise Problem.invalid(errors)
            after = replace(after, filter=_written(changes["filter"]))
        if "name" in changes:
            after = replace(after, name=changes["name"])
        if "archived" in changes:
            after = replace(after, archived_at=(before.archived_at or now) if changes["archived"] else None)
        try:
            saved = self._store.save(before, after)
        except SegmentOutdated as outdated:
            raise Problem.stale() from outdated
        return views.segment(saved), saved.version

    def _errors(self, document: object, now: datetime) -> tuple[FieldError, ...]:
        try:
            read_filter(document, frozenset(self._cities(now)))
        except FilterInvalid as invalid:
            return invalid.errors
        return ()


def seen(store: SegmentStore, principal: Principal, action: Action, identity: str) -> Segment:
    """Give a segment to who may do this with one; raise Problem 403 or 404."""
    authorize_role(principal, action)
    segment = store.load(identity) if len(identity) == ID_LENGTH else None
    if segment is None:
        raise Problem.not_found()
    return segment


def state_of(segment: Segment) -> dict[str, Any]:
    """Give where a segment stands, for a refusal."""
    return {"version": segment.version, "status": "archived" if segment.archived_at else "in_use"}


def _written(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True)
