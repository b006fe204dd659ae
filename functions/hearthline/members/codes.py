"""One-time codes: asked for with a contact, sent to it, and given back by whoever reads what is sent there.

The code is derived from the installation's secret, the contact and the request, so that it stands nowhere.
Whoever asks learns nothing: the answer is the same whether the contact is anybody's or not. Whoever tries
one learns nothing either: each try is counted before it is compared, and a wrong, late, sixth, used or
unasked-for code is one and the same refusal, after one and the same request.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearthline.members.code_store import Asked, CodeStore
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.instants import instant
from hearthline.platform.limits import Limit
from hearthline.platform.outbox import CUSTOMER, Event
from hearthline.platform.problems import Problem
from hearthline.platform.secret import Secret, same
from hearthline.platform.table import Delete

DIGITS: Final = 6
GOOD_FOR: Final = timedelta(minutes=10)
TRIES: Final = 5
REQUESTED: Final = "sign_in_code.requested"

PER_HOUR: Final = Limit("code-contact", 5, timedelta(hours=1))
PER_DAY: Final = Limit("code-contact-day", 20, timedelta(days=1))
"""With five tries each, whoever guesses at one contact has a hundred guesses a day among a million codes."""
FROM_NETWORK: Final = Limit("code-network", 100, timedelta(hours=1))
"""Generous: carriers put whole districts behind one address, a sales office has one for all its guests."""


@dataclass(frozen=True, slots=True)
class Address:
    """A contact by which somebody signs in: `phone` or `email`, and its normalised value."""

    kind: str
    value: str


def code_for(secret: Secret, contact: str, request: str, at: datetime | None = None) -> str:
    """Give the six digits for one request, made `at` an instant (now), with one contact (its keyed hash).

    Only the key that was in force by then makes the code: several good ones would be guessed more easily.
    """
    number = int.from_bytes(secret.signer(at).derive("one-time code", contact, request))
    return f"{number % 10**DIGITS:0{DIGITS}d}"


class Codes:
    """Gives codes out and takes them back."""

    def __init__(self, store: CodeStore, secret: Secret, entropy: Entropy) -> None:
        self._store = store
        self._secret = secret
        self._prints = Fingerprints(secret)
        self._entropy = entropy

    def ask(self, address: Address, language: str, caller: str, now: datetime) -> None:
        """Have a code sent to a contact, in place of an earlier one. One request, whoever's contact it is.

        Asking too often is dropped without a word: a refusal would tell strangers who else has asked.
        """
        contact = self.hash_of(address)
        request = identifier(self._entropy)
        asked = Asked(contact, address.kind, address.value, language, request, now + GOOD_FOR)
        data = {"contact": contact, "request": request, "until": instant(asked.until)}
        event = Event(f"code.{request}", REQUESTED, now, f"code/{request}", CUSTOMER, data)
        network = self._prints.caller(caller)
        uses = [PER_HOUR.count(contact, now), PER_DAY.count(contact, now), FROM_NETWORK.count(network, now)]
        self._store.ask(asked, event, uses)

    def proved(self, address: Address, code: str, now: datetime) -> Asked:
        """Give what this right code was asked for with; raise Problem 409 `code_refused` for any other.

        One request. The code may be tried again until `used` is written or its tries are used up.
        """
        contact = self.hash_of(address)
        asked = self._store.count_try(contact, TRIES, now)
        # Derived and compared in any case, so that the time tells no more than the answer.
        expected = code_for(self._secret, contact, *(_asked(asked) if asked else ("", now)))
        if not same(expected, code) or asked is None:
            raise refused()
        return asked

    def pending(self, contact: str, request: str, now: datetime) -> tuple[Asked, str] | None:
        """Give what was asked for with a contact (its keyed hash), and the code, while it is good.

        None also where a newer one was asked for since: that one is on its way by itself.
        """
        asked = self._store.find(contact)
        if asked is None or asked.request != request or asked.until <= now:
            return None
        return asked, code_for(self._secret, contact, *_asked(asked))

    def unused(self, asked: Asked) -> None:
        """Let a right code that led to nothing count as never tried."""
        self._store.give_back(asked)

    def used(self, asked: Asked) -> Delete:
        """Give the action that uses a code up, for the transaction of what it was good for."""
        return self._store.used(asked)

    def hash_of(self, address: Address) -> str:
        """Give the keyed hash by which a contact is known."""
        return self._prints.person(address.kind, address.value)


def _asked(asked: Asked) -> tuple[str, datetime]:
    return asked.request, asked.until - GOOD_FOR


def refused() -> Problem:
    """Give the one answer to every code that opens nothing."""
    return Problem.refused("code_refused", {"status": "refused"})
