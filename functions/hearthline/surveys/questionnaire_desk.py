"""What staff do with questionnaires: check one, save it, save and edit its versions, read them all."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.cursors import Cursors
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.once import KEY_TAKEN
from hearthline.platform.problems import FieldError, Problem
from hearthline.surveys import questionnaire_views as views
from hearthline.surveys.model import Questionnaire
from hearthline.surveys.questionnaire import QuestionnaireInvalid, check, document_of, read_questionnaire
from hearthline.surveys.questionnaire_editions import Edition, QuestionnaireHead
from hearthline.surveys.questionnaire_store import (
    QuestionnaireExists,
    QuestionnaireMoved,
    QuestionnaireStore,
    VersionFrozen,
)
from hearthline.surveys.succession import breaks

LONGEST_ID: Final = 40
MOST_VERSIONS: Final = 100
_BINDING: Final = "questionnaires"

Document = Mapping[str, Any]


class Questionnaires:
    """Every method takes the principal and decides first whether it may. No city has them for itself."""

    def __init__(
        self, store: QuestionnaireStore, prints: Fingerprints, cursors: Cursors, entropy: Entropy
    ) -> None:
        self._store = store
        self._prints = prints
        self._cursors = cursors
        self._entropy = entropy

    def check(self, principal: Principal, document: object, of: str | None, now: datetime) -> dict[str, Any]:
        """Say what saving this would be refused for: by itself, or as the next version `of` another."""
        authorize_role(principal, Action.EDIT_CAMPAIGN)
        errors = check(document)
        if of is not None and not errors:
            head = self._seen(of)
            new = self._read(document, principal, head.id, head.latest + 1, now)
            errors = self._breaks(self._store.editions(head.id), new)
        shown = [{"pointer": error.pointer, "detail": error.detail} for error in errors]
        return {"valid": not errors, "errors": shown}

    def save(
        self, principal: Principal, document: object, repeat_key: str | None, now: datetime
    ) -> dict[str, Any]:
        """Save a new questionnaire; the same Idempotency-Key and request give the first one again.

        Raises Problem 403; 422 for what is none, and for a key that was used for another request.
        """
        authorize_role(principal, Action.EDIT_CAMPAIGN)
        key, request = self._known_by(principal, "new", document, repeat_key)
        if repeat_key is None:
            id_ = identifier(self._entropy)
        else:
            id_ = self._prints.identifier_for("questionnaire", principal.id, repeat_key)
        if key and (stands := self._store.edition(id_, 1)):
            return _first_again(stands, request)
        first = self._read(document, principal, id_, 1, now)
        head = QuestionnaireHead(id_, first.title, 1, now, principal.id, now, principal.id)
        try:
            self._store.create(head, Edition(first, now, principal.id, key=key, request=request))
        except QuestionnaireExists as exists:
            if exists.first is None:
                raise
            return _first_again(exists.first, request)
        return {"id": id_, "version": 1}

    def page(self, principal: Principal, *, limit: int, cursor: str | None) -> dict[str, Any]:
        """Give a page of all questionnaires by id, those that ship with the product among them."""
        authorize_role(principal, Action.READ_CAMPAIGN)
        found = self._store.page(self._cursors.open(_BINDING, cursor)["at"] if cursor else "", limit)
        sealed = self._cursors.seal(_BINDING, {"at": found.position}) if found.position else None
        return {"items": [views.head(each) for each in found.heads], "next_cursor": sealed}

    def read(self, principal: Principal, identity: str) -> tuple[dict[str, Any], int]:
        """Give a questionnaire with a line for each version, and what its `If-Match` asks for."""
        authorize_role(principal, Action.READ_CAMPAIGN)
        head = self._seen(identity)
        return views.whole(head, self._store.editions(identity)), head.version

    def version(self, principal: Principal, identity: str, version: str) -> tuple[dict[str, Any], int]:
        """Give a version with its document, and its revision."""
        authorize_role(principal, Action.READ_CAMPAIGN)
        found = self._edition(identity, version)
        return views.edition(found), found.revision

    def add(
        self,
        principal: Principal,
        identity: str,
        document: object,
        repeat_key: str | None,
        expected: int | None,
        now: datetime,
    ) -> dict[str, Any]:
        """Save the next version; the same Idempotency-Key and request give the first one again.

        Raises Problem 403, 404; 409 `too_many_versions`; 412 where the questionnaire is no longer as
        `expected`, or was changed at the same moment; 422 for what is none, or gives an id another meaning.
        """
        authorize_role(principal, Action.EDIT_CAMPAIGN)
        head = self._seen(identity)
        editions = self._store.editions(identity)
        key, request = self._known_by(principal, identity, document, repeat_key)
        again = next((each for each in editions if key and each.key == key), None)
        if again is not None:
            return _first_again(again, request)
        _expect(expected, head.version)
        if len(editions) >= MOST_VERSIONS:
            raise Problem.refused("too_many_versions", {"status": "full", "version": head.latest})
        new = self._read(document, principal, identity, head.latest + 1, now)
        self._demand(self._breaks(editions, new))
        try:
            self._store.add(head, Edition(new, now, principal.id, key=key, request=request))
        except QuestionnaireMoved as moved:
            # Whoever was faster may have been this very request.
            stands = self._store.edition(identity, head.latest + 1)
            if key and stands and stands.key == key:
                return _first_again(stands, request)
            raise Problem.stale() from moved
        return {"id": identity, "version": new.version}

    def edit(
        self,
        principal: Principal,
        identity: str,
        version: str,
        changes: Document,
        expected: int | None,
        now: datetime,
    ) -> tuple[dict[str, Any], int]:
        """Change what is given of a version that no launched campaign asks; else Problem 409 `frozen`.

        Raises Problem 403, 404; 412 where it is no longer of the `expected` revision, or was changed at the
        same moment; 422 for what is none, or gives an id another meaning than in another version.
        """
        authorize_role(principal, Action.EDIT_CAMPAIGN)
        head, found = self._seen(identity), self._edition(identity, version)
        _expect(expected, found.revision)
        if found.frozen_at is not None:
            raise _frozen(found)
        before = found.questionnaire
        document = {**document_of(before), **changes}
        read = self._read(document, principal, identity, before.version, now)
        after = replace(read, created_at=before.created_at, by=before.by)
        self._demand(self._breaks(self._store.editions(identity), after))
        new = replace(found, questionnaire=after, changed_at=now, changed_by=principal.id)
        try:
            saved = self._store.edit(head, found, new)
        except VersionFrozen as frozen:
            raise _frozen(found) from frozen
        except QuestionnaireMoved as moved:
            raise Problem.stale() from moved
        return views.edition(saved), saved.revision

    def _seen(self, identity: str) -> QuestionnaireHead:
        head = self._store.load(identity) if 1 <= len(identity) <= LONGEST_ID else None
        if head is None:
            raise Problem.not_found()
        return head

    def _edition(self, identity: str, version: str) -> Edition:
        plain = version.isascii() and version.isdigit() and len(version) <= 4
        fits = plain and 1 <= len(identity) <= LONGEST_ID
        found = self._store.edition(identity, int(version)) if fits else None
        if found is None:
            raise Problem.not_found()
        return found

    def _read(
        self, document: object, principal: Principal, identity: str, version: int, now: datetime
    ) -> Questionnaire:
        try:
            return read_questionnaire(document, identity=identity, version=version, at=now, by=principal.id)
        except QuestionnaireInvalid as invalid:
            raise Problem.invalid(invalid.errors) from invalid

    def _breaks(self, editions: Sequence[Edition], new: Questionnaire) -> tuple[FieldError, ...]:
        others = [each.questionnaire for each in editions if each.questionnaire.version != new.version]
        return breaks(others, new)

    def _demand(self, errors: Sequence[FieldError]) -> None:
        if errors:
            raise Problem.invalid(errors)

    def _known_by(
        self, principal: Principal, of: str, document: object, repeat_key: str | None
    ) -> tuple[str | None, str | None]:
        """Give the fingerprints of a key that may be used again, and of what it was used for."""
        if repeat_key is None:
            return None, None
        text = json.dumps(document, ensure_ascii=False, sort_keys=True)
        key = self._prints.fingerprint("questionnaire key", f"{principal.id}\n{of}\n{repeat_key}")
        return key, self._prints.fingerprint("questionnaire", text)


def _first_again(found: Edition, request: str | None) -> dict[str, Any]:
    if request is None or found.request != request:
        raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)])
    return {"id": found.questionnaire.id, "version": found.questionnaire.version}


def _expect(expected: int | None, stands: int) -> None:
    if expected is not None and expected != stands:
        raise Problem.stale({"status": "changed", "version": stands})


def _frozen(found: Edition) -> Problem:
    return Problem.refused("frozen", {"status": "frozen", "version": found.questionnaire.version})
