"""The door of the club on an engine: joining, signing in and one's own record, wired as in the product."""

from datetime import date, datetime
from typing import Any

from hearthline.members.application import Application
from hearthline.members.code_store import CodeStore
from hearthline.members.codes import Address, Codes, code_for
from hearthline.members.consent_texts import Texts
from hearthline.members.consenting import Consenting
from hearthline.members.joining import Joining
from hearthline.members.places import Places
from hearthline.members.profile import Profile
from hearthline.members.session_store import SessionStore
from hearthline.members.sessions import COOKIE, Sessions
from hearthline.members.signing_in import Entered, SigningIn
from hearthline.platform.documents import Documents
from hearthline.platform.table import Table
from tests.engines.people import People

PHONE = Address("phone", "+8613800138000")
MAIL = Address("email", "wang@example.com")


class Door:
    """The use cases of members, on the tables of an engine."""

    def __init__(self, people: People, now: datetime) -> None:
        self.people = people
        documents = Documents(Table(people.engine.client, people.engine.complaints))
        documents.refresh(now)
        texts, places = Texts(documents), Places(documents)
        self.codes = Codes(CodeStore(people.table), people.secret, people.entropy)
        self.sessions = Sessions(SessionStore(people.table), people.secret, people.entropy)
        self.joining = Joining(
            people.store, self.codes, self.sessions, texts, places, people.prints, people.entropy
        )
        self.signing_in = SigningIn(people.store, self.codes, self.sessions)
        self.profile = Profile(people.store, self.codes, self.sessions, places)
        self.consenting = Consenting(people.store, texts)

    def ask(self, now: datetime, address: Address = PHONE) -> str:
        """Ask for a code, and give it as it is read on the telephone."""
        self.codes.ask(address, "zh", "203.0.113.9", now)
        asked = CodeStore(self.people.table).find(self.codes.hash_of(address))
        assert asked is not None
        return code_for(self.people.secret, asked.contact, asked.request)

    def application(self, code: str, address: Address = PHONE, **changes: Any) -> Application:
        """Build an application."""
        facts: dict[str, Any] = {
            "name": "王小明",
            "birth_date": date(1990, 5, 1),
            "kind": address.kind,
            "contact": address.value,
            "code": code,
            "language": "zh",
            "agreed": ("survey:email",),
            "city": "sz",
        }
        return Application(**{**facts, **changes})

    def join(self, now: datetime, address: Address = PHONE, **changes: Any) -> Entered:
        """Join with a fresh code."""
        return self.joining.join(self.application(self.ask(now, address), address, **changes), None, now)


def cookie_in(entered: Entered) -> str:
    """Give the value of the cookie."""
    return entered.cookie.removeprefix(f"{COOKIE}=").partition(";")[0]
