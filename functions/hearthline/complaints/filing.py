"""Filing a complaint: one request to storage, the same answer however often it is sent."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hearthline.complaints import lifecycle
from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.commands import File
from hearthline.complaints.model import ClockName, Complaint
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import AlreadyFiled, ComplaintStore, LimitReached, Stored
from hearthline.complaints.writing_along import Counted
from hearthline.platform.codec import dump
from hearthline.platform.ids import Entropy, display, number_from
from hearthline.platform.instants import instant
from hearthline.platform.limits import Limit
from hearthline.platform.once import KEY_TAKEN
from hearthline.platform.outbox import CUSTOMER, Actor
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.secret import digest

COLLISIONS = 5


@dataclass(frozen=True, slots=True)
class Filed:
    """What the filer is told; the same on every repetition."""

    number: str
    key: str
    follow_url: str
    status: str
    received_at: str
    answer_due_at: str
    resolve_due_at: str

    def for_filer(self) -> dict[str, str]:
        """Give the whole answer."""
        return asdict(self)

    def for_staff(self) -> dict[str, str]:
        """Give the answer without what is the customer's alone: the key and the link."""
        return {name: value for name, value in asdict(self).items() if name not in {"key", "follow_url"}}


@dataclass(frozen=True, slots=True)
class FilingLimits:
    """How often one source address, and one contact, may file."""

    address: Limit
    contact: Limit

    @classmethod
    def of(cls, per_address: int, per_contact: int) -> "FilingLimits":
        """Limit each address in 10 minutes, and each contact in an hour.

        Be generous with addresses: mobile carriers put whole districts behind one.
        """
        return cls(
            Limit("file-address", per_address, timedelta(minutes=10)),
            Limit("file-contact", per_contact, timedelta(hours=1)),
        )


class Filing:
    """Opens complaints, for customers and for staff on a customer's behalf."""

    def __init__(
        self,
        store: ComplaintStore,
        rulebook: Rulebook,
        keys: AccessKeys,
        entropy: Entropy,
        limits: FilingLimits,
        public_url: str,
    ) -> None:
        self._store = store
        self._rulebook = rulebook
        self._keys = keys
        self._entropy = entropy
        self._limits = limits
        self._public_url = public_url

    def by_customer(self, command: File, repeat_key: str | None, address: str, now: datetime) -> Filed:
        """File from the public form; raise Problem 422 for an unknown city, 429 when too often."""
        persons = self._keys.persons(command.contact)
        counted = [
            Counted(self._limits.address, self._keys.caller(address)),
            *(Counted(self._limits.contact, person) for person in persons),
        ]
        return self._file(command, CUSTOMER, repeat_key, now, counted)

    def by_staff(self, command: File, staff: str, repeat_key: str | None, now: datetime) -> Filed:
        """File what a customer said by phone, at the counter, or anywhere else."""
        return self._file(command, Actor("staff", staff), repeat_key, now, [])

    def _file(
        self, command: File, actor: Actor, repeat_key: str | None, now: datetime, counted: list[Counted]
    ) -> Filed:
        self._rulebook.refresh(now)
        request = self._request(command, actor, repeat_key)
        command = self._checked(command, now)
        terms = self._rulebook.terms(command.city)
        for attempt in range(COLLISIONS):
            number = self._number(actor, repeat_key, attempt)
            change = lifecycle.file(command, number, actor, now, terms)
            filed = _answer(change.complaint)
            home = self._keys.home(command.city, command.home)
            private = {
                "access": digest(self._keys.follow_key(number)),
                "persons": self._keys.persons(command.contact),
                "filed": filed,
                **({"home_hash": home} if home else {}),
                **({"request": request} if request else {}),
            }
            try:
                self._store.create(change, private, terms, counted)
            except AlreadyFiled as already:
                if request and already.stored.private.get("request", {}).get("key") == request["key"]:
                    return self._repeated(already.stored, request)
                continue
            except LimitReached as limit:
                raise Problem.too_many(limit.retry_after) from limit
            return self._filed(number, filed)
        raise RuntimeError("no free complaint number")

    def _checked(self, command: File, now: datetime) -> File:
        catalog = self._rulebook.catalog()
        city = catalog.cities.get(command.city)
        errors = []
        if city is None:
            errors.append(FieldError("/city", "No such city; GET /api/catalog lists them."))
        if command.category is not None and command.category not in catalog.categories:
            errors.append(FieldError("/category", "No such category; GET /api/catalog lists them."))
        if city and command.occurred_on and command.occurred_on > now.astimezone(ZoneInfo(city.zone)).date():
            errors.append(FieldError("/occurred_on", "This day is still to come."))
        if errors or city is None:
            raise Problem.invalid(errors)
        project = command.home.project if command.home else None
        return replace(command, team=self._rulebook.team_for(city, project, command.category))

    def _number(self, actor: Actor, repeat_key: str | None, attempt: int) -> str:
        if repeat_key is None:
            return number_from(self._entropy.token(5))
        return self._keys.number_for(actor.id or "", repeat_key, attempt)

    def _request(self, command: File, actor: Actor, repeat_key: str | None) -> Mapping[str, str] | None:
        if repeat_key is None:
            return None
        body = json.dumps(dump(command), ensure_ascii=False, sort_keys=True)
        return {
            "key": self._keys.fingerprint("idempotency-key", f"{actor.id or ''}\n{repeat_key}"),
            "body": self._keys.fingerprint("filing", body),
        }

    def _filed(self, number: str, facts: Mapping[str, str]) -> Filed:
        key = self._keys.follow_key(number)
        return Filed(display(number), key, self._keys.follow_url(self._public_url, number), **facts)

    def _repeated(self, stored: Stored, request: Mapping[str, str]) -> Filed:
        if stored.private["request"]["body"] != request["body"]:
            raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)])
        return self._filed(stored.complaint.number, stored.private["filed"])


def _answer(complaint: Complaint) -> dict[str, str]:
    due = {clock.name: clock.due for clock in complaint.clocks}
    return {
        "status": complaint.status.value,
        "received_at": instant(complaint.received_at),
        "answer_due_at": instant(due[ClockName.ANSWER]),
        "resolve_due_at": instant(due[ClockName.RESOLVE]),
    }
