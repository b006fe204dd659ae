"""Any sales in any order: what members stand for equals a recount of the facts from scratch."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.engine import in_moto
from tests.engines.estate import PLACE
from tests.engines.home_story import JOINED, NOW, PURCHASE, REFERRAL
from tests.engines.people import People
from tests.engines.standings import Standings

FIRST_DAY = date(2026, 1, 1)
PEOPLE = ("an", "bo", "chen", "ding")
MEMBERS = {"an": None, "bo": "an", "chen": "bo"}
"""Who has joined, and who led them; Ding has not."""
CODES = {"an": "AN000000", "bo": "B0000000", "nobody": "N0B0DY00"}


@dataclass(frozen=True)
class Deal:
    """One contract, as it happened; days count from 1 January 2026, and the members joined on the 5th."""

    home: int
    number: int
    buyers: tuple[str, ...]
    signed: int
    code: str | None
    handed_over: int | None
    cancelled: int | None
    passed_on: tuple[int, str] | None

    @property
    def contract(self) -> str:
        return f"HT-{self.home}-{self.number}"

    def owned(self, person: str, day: int | None) -> bool:
        """Tell whether a person owned it at the end of a day; without a day, at present."""
        last = 10_000 if day is None else day
        owners = self.buyers if self.signed <= last else ()
        if self.passed_on and self.signed <= last and self.passed_on[0] <= last:
            owners = (self.passed_on[1],)
        return person in owners and not (self.cancelled is not None and self.cancelled <= last)


later = st.one_of(st.none(), st.integers(1, 60))
buyers = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True).map(tuple)


def _shared(draw: st.DrawFn) -> Deal:
    """A home that a referrer and a buyer had together, before, while, or after the others were sold."""
    passed_on = draw(st.one_of(st.none(), st.tuples(st.integers(1, 60), st.sampled_from(PEOPLE))))
    signed = draw(st.integers(0, 40))
    to = (signed + passed_on[0], passed_on[1]) if passed_on else None
    return Deal(9, 0, draw(st.sampled_from([("an", "bo"), ("bo", "chen")])), signed, None, None, None, to)


@st.composite
def deals(draw: st.DrawFn) -> list[Deal]:
    found = [_shared(draw)] if draw(st.booleans()) else []
    for home in range(draw(st.integers(1, 3))):
        signed = draw(st.integers(0, 40))
        handed_over, cancelled = draw(later), draw(later)
        passed_on = draw(st.one_of(st.none(), st.tuples(st.integers(1, 30), st.sampled_from(PEOPLE))))
        found.append(
            Deal(
                home,
                0,
                draw(buyers),
                signed,
                draw(st.sampled_from([None, None, *CODES])),
                signed + handed_over if handed_over else None,
                signed + 61 + cancelled if cancelled else None,
                (signed + passed_on[0], passed_on[1]) if passed_on else None,
            )
        )
    return found


def events_of(deal: Deal) -> list[dict[str, Any]]:
    def event(kind: str, day: int, **facts: Any) -> dict[str, Any]:
        on = (FIRST_DAY + timedelta(days=day)).isoformat()
        return {
            "event_id": f"{kind}-{deal.contract}",
            "type": kind,
            "occurred_at": f"{on}T04:00:00.000Z",
            "home": {**PLACE, "unit": str(deal.home)},
            "contract": deal.contract,
            **{name: on if value is ... else value for name, value in facts.items()},
        }

    code = {"referral_code": CODES[deal.code]} if deal.code else {}
    told = [event("contract_signed", deal.signed, signed_on=..., buyers=_customers(*deal.buyers), **code)]
    if deal.handed_over is not None:
        told.append(event("handed_over", deal.handed_over, handed_over_on=...))
    if deal.passed_on:
        to = _customers(deal.passed_on[1])
        told.append(event("ownership_transferred", deal.passed_on[0], transferred_on=..., owners=to))
    if deal.cancelled is not None:
        told.append(event("contract_cancelled", deal.cancelled, cancelled_on=...))
    return told


def _customers(*names: str) -> list[dict[str, str]]:
    return [{"customer_id": name, "name": name} for name in names]


def outcome(deal: Deal, all_deals: list[Deal]) -> tuple[str, str, str | None] | None:
    """Say for whom a deal counts and how: the rules once more, from the deals themselves."""
    referrer = deal.code or _leader(deal, all_deals)
    if referrer is None or referrer == "nobody":
        return None
    if referrer in deal.buyers:
        return referrer, "refused", "self"
    if deal.signed < 4:
        return referrer, "refused", "not_a_member"
    end = deal.handed_over if deal.handed_over is not None else deal.cancelled
    for other in all_deals:
        for buyer in deal.buyers:
            for day in (deal.signed, end):
                if other.home != deal.home and other.owned(referrer, day) and other.owned(buyer, day):
                    return referrer, "refused", "household"
    if deal.cancelled is not None:
        return referrer, "clawed_back", None
    return referrer, "completed" if deal.handed_over is not None else "pending", None


def _leader(deal: Deal, all_deals: list[Deal]) -> str | None:
    for buyer in deal.buyers:
        if MEMBERS.get(buyer):
            bought = [one for one in all_deals if buyer in one.buyers and one.signed >= 4]
            if bought and min(bought, key=lambda one: (one.signed, one.contract)) == deal:
                return MEMBERS[buyer]
    return None


def tier(member: str, completed: int, all_deals: list[Deal]) -> str:
    bought = sum(member in deal.buyers and deal.cancelled is None for deal in all_deals)
    if bought > 1 or completed > 2:
        return "gold"
    return "senior" if bought else "member"


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(deals(), st.randoms(use_true_random=False))
def test_whatever_was_sold_the_club_equals_a_recount(sold: list[Deal], chance: Any) -> None:
    events = [event for deal in sold for event in events_of(deal)]
    events += chance.sample(events, k=len(events) // 3)
    chance.shuffle(events)
    with in_moto() as engine:
        club = Standings(People(engine), NOW)
        ids = _people(club)
        for event in events:
            club.estate.tell(event)
            club.home_changed(club.estate.home_id(unit=event["home"]["unit"]))
        counted = {
            (name, one.contract, one.status.value, one.reason.value if one.reason else None)
            for name, identity in ids.items()
            for one in club.referrals(identity)
        }
        persons = {name: club.person(identity) for name, identity in ids.items()}
        balances = {name: club.balance(identity) for name, identity in ids.items()}

    found = {deal.contract: outcome(deal, sold) for deal in sold}
    wanted = {(one[0], contract, one[1], one[2]) for contract, one in found.items() if one}
    assert counted == wanted
    for name in PEOPLE:
        completed = sum(one[0] == name and one[2] == "completed" for one in wanted)
        bought = [deal for deal in sold if deal.buyers[0] == name and deal.signed >= 4]
        kept = sum(deal.cancelled is None for deal in bought) if name in MEMBERS else 0
        assert persons[name].referrals == completed
        assert balances[name] == kept * PURCHASE + completed * REFERRAL
        standing = persons[name].tier
        assert (standing.value if standing else None) == (
            tier(name, completed, sold) if name in MEMBERS else None
        )


def _people(club: Standings) -> dict[str, str]:
    """Store everybody, as customers of the sales system; the members' joining was followed."""
    ids: dict[str, str] = {}
    for name in PEOPLE:
        contact = club.people.prints.fingerprint("customer", name)
        referrer = MEMBERS.get(name)
        facts: dict[str, Any] = {"joined_at": None}
        if name in MEMBERS:
            facts = {"joined_at": JOINED, "referred_by": ids[referrer] if referrer else None}
        ids[name] = club.member(CODES.get(name), contacts=(contact,), **facts).id
    for name in MEMBERS:
        club.joined(ids[name])
    return ids
