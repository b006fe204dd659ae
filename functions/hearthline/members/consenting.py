"""Giving and withdrawing consent, as easily the one as the other; and what was declared when."""

from datetime import datetime
from typing import Any

from hearthline.members import views
from hearthline.members.changing import Change, change
from hearthline.members.consent_store import consent_puts, consents_of
from hearthline.members.consent_texts import Texts
from hearthline.members.consents import Declared, Wish, declarations, declared, lines
from hearthline.members.model import Via
from hearthline.members.store import PersonStore, StoredPerson
from hearthline.platform.problems import Problem


class Consenting:
    """What persons agree to."""

    def __init__(self, persons: PersonStore, texts: Texts) -> None:
        self._persons = persons
        self._texts = texts

    def view(self, stored: StoredPerson) -> dict[str, Any]:
        """Give what somebody agrees to now, and all that they ever declared, oldest first. One request."""
        history = consents_of(self._persons.table, stored.id)
        return {
            "consents": views.consents(stored.person.consents),
            "history": [views.declaration(each) for each in history],
        }

    def texts(self, version: int | None, now: datetime) -> dict[str, Any]:
        """Give the texts in force, or those of a version; raise Problem 404."""
        self._texts.refresh(now)
        found = self._texts.in_force() if version is None else self._texts.version(version)
        if found is None:
            raise Problem.not_found()
        return found.view()

    def declare(
        self,
        stored: StoredPerson,
        wish: Wish,
        now: datetime,
        *,
        via: Via,
        by: str | None = None,
        language: str | None = None,
        read: int | None = None,
    ) -> StoredPerson:
        """Write down what somebody gives or withdraws; nothing where it stands so already. One request.

        Nor is anything written of who was taken out meanwhile. `by` is the member of staff who writes it
        down for them, `read` the version of the texts that they read. Raises Problem 409 `texts_changed` for
        a version that is not in force.
        """
        self._texts.refresh(now)
        version = self._texts.agreed(read)

        def decide(found: StoredPerson) -> Change | None:
            if found.person.erased_at is not None:
                return None
            how = Declared(version, language or found.person.language, via, by)
            made = declarations(found.person.consents, wish, how, now)
            if not made:
                return None
            after = declared(found.person, made)
            written = consent_puts(found.id, made, found.person.version + 1)
            return Change(after, lines(made, how.actor), written)

        after = change(self._persons, stored, decide)
        if after is None:
            raise Problem.not_found()
        return after
