"""Bringing the tier that is noted to what somebody is entitled to, with the event that tells of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from hearthline.members.changing import Change, change
from hearthline.members.history import Line
from hearthline.members.holdings import HomeOf
from hearthline.members.model import Person
from hearthline.members.store import PersonStore, StoredPerson
from hearthline.members.tiers import TierRules, next_change, reason_for, tier_of
from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM, Event
from hearthline.platform.timers import Due

Rules = Callable[[datetime], TierRules]
"""Gives the rules of the club in force at an instant."""

CHANGED = "member.tier_changed"


def entitled(
    stored: StoredPerson, person: Person, lines: Sequence[Line], rules: TierRules, now: datetime
) -> Change | None:
    """Give what to write of a person as read whose next state is `person`, with the tier that follows.

    None where nothing changes: neither state nor tier nor the instant at which time will change it.
    """
    at = max(now, person.tier_since or now)  # who has been a member for a year stays so, by any clock
    tier = tier_of(person, rules, at)
    told = list(lines)
    if tier is not person.tier:
        facts = {
            "from": person.tier,
            "to": tier,
            "reason": reason_for(stored.person, person, tier),
            "discount": rules.discounts[tier] if tier else None,
        }
        told.append(Line("tier_changed", now, SYSTEM, facts, event=CHANGED))
        person = replace(person, tier=tier, tier_since=at if tier else None)
    timer = next_change(person, rules)
    if not told and stored.timer_at != (instant(timer) if timer else None):
        told.append(Line("tier_timed", now, SYSTEM))
    return Change(person, told, timer=timer) if told else None


class Standing:
    """The use case, the reaction, and what the sweep does for persons whose timer is due."""

    def __init__(self, persons: PersonStore, homes: HomeOf, rules: Rules) -> None:
        self._persons = persons
        self._homes = homes
        self._rules = rules

    def recompute(self, identity: str, now: datetime) -> bool:
        """Note the tier that somebody is entitled to; False for who is not there or was taken out."""
        stored = self._persons.load(identity)
        return stored is not None and self._bring_up(stored, now)

    def __call__(self, event: Event, now: datetime) -> None:
        """React to what may change a tier: joining, a home, a referral."""
        for stored in self._persons.load_many(self._concerned(event), consistent=True).values():
            self._bring_up(stored, now)

    def pass_time(self, due: Due, now: datetime) -> bool:
        """Do what a person's timer owes; False where it is no longer set."""
        stored = self._persons.load(due.pk.partition("#")[2])
        return stored is not None and stored.timer_at == due.timer_at and self._bring_up(stored, now)

    def _bring_up(self, stored: StoredPerson, now: datetime) -> bool:
        rules = self._rules(now)

        def decide(read: StoredPerson) -> Change | None:
            return None if read.person.erased_at else entitled(read, read.person, (), rules, now)

        after = change(self._persons, stored, decide)
        return after is not None and after.person.erased_at is None

    def _concerned(self, event: Event) -> Sequence[str]:
        if event.type == "home.changed":
            home = self._homes(str(event.data["home"]))
            return home.named if home else ()
        return (str(event.data["person"]),) if event.type in ("member.joined", "referral.changed") else ()
