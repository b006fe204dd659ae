"""What is written of a newcomer: the person, their contacts, consents, account; all of it, or nothing.

Ids follow from source and id there, so a newcomer is written once, however often their row comes. The first
line of the history says which line of which import that was. Only who counts members is told: a file of them
is no news.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from hearthline.imports.csv_records import Record
from hearthline.imports.model import Import
from hearthline.members import points
from hearthline.members.club_rules import ClubRules
from hearthline.members.consent_store import consent_puts
from hearthline.members.history import Line
from hearthline.members.imports.mapping import ConsentRules
from hearthline.members.imports.rows import Newcomer
from hearthline.members.ledger_store import LedgerStore
from hearthline.members.model import Channel, Consent, EntryKind, Person, Purpose, Via
from hearthline.members.points import Move
from hearthline.members.referral_codes import code_from, mark_of
from hearthline.members.store import PersonStore
from hearthline.members.tiers import next_change, tier_of
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.outbox import Actor
from hearthline.platform.table import Action
from hearthline.platform.wall_time import first_instant, midnight

OPENING: Final = "opening"
IMPORTED: Final = "imported"
TOLD: Final = "member.imported"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that passed the checks: whose it is, and the hashes of what must be theirs alone, by field."""

    record: Record
    newcomer: Newcomer
    person: str
    contacts: tuple[tuple[str, str], ...]


def imported(place: Mapping[str, Any], by: Actor, now: datetime, *, member: bool) -> Line:
    """Give the line that somebody came by an import; of members those are told who count them."""
    return Line(IMPORTED, now, by, place, TOLD if member else None)


class Entering:
    """Makes rows of one file into what is written of them."""

    def __init__(
        self,
        persons: PersonStore,
        ledger: LedgerStore,
        prints: Fingerprints,
        rules: ClubRules,
        consents: ConsentRules | None,
    ) -> None:
        self._persons = persons
        self._ledger = ledger
        self._prints = prints
        self._rules = rules
        self._consents = consents

    def row(self, job: Import, record: Record, newcomer: Newcomer) -> Row:
        """Give a row with the id that its person has, or will have."""
        hashes = {
            "phone": newcomer.phone and self._prints.person("phone", newcomer.phone),
            "email": newcomer.email and self._prints.person("email", newcomer.email),
            "customer_id": newcomer.customer_id
            and self._prints.fingerprint("customer", newcomer.customer_id),
        }
        person = self._prints.identifier_for("imported member", job.source, newcomer.external_id)
        return Row(record, newcomer, person, tuple((name, hash_) for name, hash_ in hashes.items() if hash_))

    def actions(self, job: Import, row: Row, now: datetime, attempt: int = 0) -> list[Action]:
        """Give all that is written, the head first; another `attempt` has another referral code."""
        newcomer, by = row.newcomer, Actor("staff", job.by)
        declared = self._declared(newcomer, job.by)
        code = code_from(self._prints.fingerprint("referral code", f"{row.person}\n{attempt}"))
        person = self._person(row, code if newcomer.joined_on else None, declared, now)
        place = {"source": job.source, "import": job.id, "line": row.record.line}
        line = imported(place, by, now, member=newcomer.joined_on is not None)
        found = self._persons.creating(
            person,
            [hash_ for _, hash_ in row.contacts],
            [line],
            *consent_puts(person.id, declared),
            timer=next_change(person, self._rules),
        )
        if person.referral_code:
            found.append(mark_of(person.referral_code, person.id))
        if newcomer.joined_on:
            found += self._account(job, row, now)
        return found

    def _person(self, row: Row, code: str | None, declared: tuple[Consent, ...], now: datetime) -> Person:
        newcomer = row.newcomer
        joined = self._beginning(newcomer.joined_on) if newcomer.joined_on else None
        person = Person(
            row.person,
            created_at=now,
            changed_at=now,
            kind=newcomer.kind,
            name=newcomer.name,
            phone=newcomer.phone,
            email=newcomer.email,
            language=newcomer.language,
            city=newcomer.city,
            sex=newcomer.sex,
            birth_date=newcomer.birth_date,
            employer=newcomer.employer,
            education=newcomer.education,
            joined_at=joined,
            referral_code=code,
            consents={each.name: each.given for each in declared},
            tags=newcomer.tags,
        )
        tier = tier_of(person, self._rules, now)
        return replace(person, tier=tier, tier_since=now if tier else None)

    def _declared(self, newcomer: Newcomer, by: str) -> tuple[Consent, ...]:
        rules = self._consents
        if rules is None:
            return ()
        at = self._beginning(rules.on)
        named = [name.partition(":") for name in newcomer.consents]
        return tuple(
            Consent(
                Purpose(purpose),
                Channel(channel) if channel else None,
                given=True,
                text_version=rules.text_version,
                language=newcomer.language,
                at=at,
                via=Via.IMPORT,
                by=by,
            )
            for purpose, _, channel in named
        )

    def _account(self, job: Import, row: Row, now: datetime) -> list[Action]:
        """Give the account, with the balance that was brought along as the first entry of its ledger."""
        opened = points.settle(None, row.person, now)
        if not row.newcomer.points:
            return self._ledger.opening(opened, self._rules.announce)
        move = Move(
            EntryKind.ADJUSTED, f"{OPENING}:{job.source}", now, rule=OPENING, by=job.by, reason=job.source
        )
        settlement = points.credit(opened, move, row.newcomer.points, self._rules.ends(now))
        return self._ledger.opening(settlement, self._rules.announce)

    def _beginning(self, day: date) -> datetime:
        return first_instant(self._rules.zone, midnight(day))
