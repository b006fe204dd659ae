"""What filers and staff ask of the files of a case: announce one for upload, fetch one that was released."""

from datetime import datetime, timedelta
from typing import Any

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.applying import Proviso, apply
from hearthline.complaints.attachments.model import UPLOAD_WITHIN, Announced, find
from hearthline.complaints.attachments.names import safe_name
from hearthline.complaints.attachments.store import AttachmentFiles
from hearthline.complaints.commands import Attach
from hearthline.complaints.parts import Attachment, AttachmentState
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.seen import seen
from hearthline.complaints.store import ComplaintStore, LimitReached, Stored
from hearthline.complaints.writing_along import Counted
from hearthline.platform.access import Action, Principal
from hearthline.platform.ids import Entropy, encode, identifier
from hearthline.platform.instants import instant
from hearthline.platform.limits import Limit
from hearthline.platform.outbox import CUSTOMER, Actor
from hearthline.platform.problems import Problem

UPLOADS = Limit("attachment", 20, timedelta(hours=1))
_ID_BYTES = 10


class Attaching:
    """Two requests to announce a file (read, transaction), one to fetch one."""

    def __init__(
        self,
        store: ComplaintStore,
        rulebook: Rulebook,
        keys: AccessKeys,
        files: AttachmentFiles,
        entropy: Entropy,
    ) -> None:
        self._store = store
        self._rulebook = rulebook
        self._keys = keys
        self._files = files
        self._entropy = entropy

    def by_filer(
        self, number: str, key: str, file: Announced, now: datetime, repeat_key: str | None = None
    ) -> dict[str, Any]:
        """Announce a file of one's own case; give where and how it is posted."""
        stored = self._own(number, key)
        return self._announce(stored, file, CUSTOMER, now, repeat_key)

    def by_staff(
        self,
        principal: Principal,
        number: str,
        file: Announced,
        now: datetime,
        repeat_key: str | None = None,
    ) -> dict[str, Any]:
        """Announce a file for the customer; give where and how it is posted."""
        stored = seen(principal, Action.ATTACH, number, self._store.load)
        return self._announce(stored, file, Actor("staff", principal.id), now, repeat_key)

    def url_for_filer(self, number: str, key: str, attachment: str) -> str:
        """Give an address, good for a minute, of a file of one's own case; 409 for one not released."""
        return self._url(self._own(number, key), attachment)

    def url_for_staff(self, principal: Principal, number: str, attachment: str) -> str:
        """Give an address, good for a minute, of a file of a case; 409 for one not released."""
        return self._url(seen(principal, Action.READ, number, self._store.load), attachment)

    def _announce(
        self, stored: Stored, file: Announced, actor: Actor, now: datetime, repeat_key: str | None
    ) -> dict[str, Any]:
        number = stored.complaint.number
        self._rulebook.refresh(now)
        owner = f"{number}\n{actor.id or ''}"
        command = Attach(
            self._identifier(owner, repeat_key),
            safe_name(file.filename, file.content_type),
            file.content_type,
            file.size,
        )
        once = self._keys.once(owner, repeat_key, command) if repeat_key else None
        counted = [Counted(UPLOADS, number)] if actor is CUSTOMER else []
        try:
            after = apply(self._store, self._rulebook, stored, command, actor, now, Proviso(counted, once))
        except LimitReached as limit:
            raise Problem.too_many(limit.retry_after) from limit
        return self._lent(after, command.id)

    def _lent(self, stored: Stored, attachment: str) -> dict[str, Any]:
        announced = find(stored.complaint.attachments, attachment)
        if announced is None:
            raise Problem.not_found()
        form = self._files.upload_form(stored.complaint.number, announced)
        return {
            "attachment_id": announced.id,
            "filename": announced.filename,
            "upload": {"url": form.url, "fields": dict(form.fields)},
            "upload_until": instant(announced.requested_at + UPLOAD_WITHIN),
        }

    def _identifier(self, owner: str, repeat_key: str | None) -> str:
        """Give a new id; under an Idempotency-Key the one that its repetition finds again."""
        if repeat_key is None:
            return identifier(self._entropy)
        material = bytes.fromhex(self._keys.fingerprint("attachment", f"{owner}\n{repeat_key}"))
        return encode(material[:_ID_BYTES])

    def _url(self, stored: Stored, attachment: str) -> str:
        found: Attachment | None = find(stored.complaint.attachments, attachment)
        if found is None:
            raise Problem.not_found()
        if found.state is not AttachmentState.RELEASED:
            raise Problem.refused("attachment_not_released", {"status": found.state.value})
        return self._files.download_url(stored.complaint.number, found)

    def _own(self, number: str, key: str) -> Stored:
        own = self._keys.numbered(number, key)
        stored = self._store.load(own) if own else None
        if stored is None or "access" not in stored.private:
            raise Problem.not_found()
        return stored
