"""What a home's events add up to. Pure.

A home is a function of the *set* of its events: they are put in the order in which they happened (instant,
then id), whatever order they came in and however often. Of two that say the same thing of a contract the one
that happened last counts. What comes before its time is kept for it: a handover or a transfer of a contract
whose signing is not known yet waits with the contract, which is only announced until then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hearthline.homes.model import Address, Contract, ContractState, FeedEvent, FeedType, Home, Share


def fold(identity: str, events: Iterable[FeedEvent]) -> Home:
    """Give the home that at least one event makes."""
    told = sorted({event.id: event for event in events}.values(), key=lambda event: (event.at, event.id))
    of_contract: dict[str, list[FeedEvent]] = {}
    contractors: dict[str, str] = {}
    warranties: dict[str, int] = {}
    for event in told:
        if event.contract is not None:
            of_contract.setdefault(event.contract, []).append(event)
        contractors |= event.contractors
        warranties |= event.warranties
    contracts = tuple(_contract(number, events) for number, events in of_contract.items())
    standing = [contract for contract in contracts if contract.state is ContractState.HANDED_OVER]
    handed_over = [contract.handed_over_on for contract in standing if contract.handed_over_on]
    return Home(
        id=identity,
        address=_address(told),
        contracts=contracts,
        contractors=dict(sorted(contractors.items())),
        warranties=dict(sorted(warranties.items())),
        handed_over_on=max(handed_over, default=None),
        named=tuple(dict.fromkeys(owner for event in told for owner in event.owners)),
        version=len(told),
    )


def _address(told: Sequence[FeedEvent]) -> Address:
    """Give the address as it was written last."""
    return told[-1].home


def _contract(number: str, events: Sequence[FeedEvent]) -> Contract:
    """Give what the events of one contract, in the order in which they happened, make of it."""
    last = {event.type: event for event in events}
    signed = last.get(FeedType.CONTRACT_SIGNED)
    cancelled_on = _day(last, FeedType.CONTRACT_CANCELLED)
    buyers = signed.owners if signed else ()
    shares = {buyer: Share(buyer) for buyer in buyers}
    for transfer in (event for event in events if event.type is FeedType.OWNERSHIP_TRANSFERRED):
        shares = _passed(shares, transfer.owners, transfer.on)
    if cancelled_on:
        shares = _passed(shares, (), cancelled_on)
    contract = Contract(
        number=number,
        state=ContractState.ANNOUNCED,
        buyers=buyers,
        owners=tuple(share.person for share in shares.values() if share.until is None),
        signed_at=signed.at if signed else None,
        signed_on=signed.on if signed else None,
        handed_over_on=_day(last, FeedType.HANDED_OVER),
        transferred_on=_day(last, FeedType.OWNERSHIP_TRANSFERRED),
        cancelled_on=cancelled_on,
        referral_code=signed.referral_code if signed else None,
        shares=tuple(shares.values()),
    )
    return replace(contract, state=_state(contract))


def _passed(shares: Mapping[str, Share], to: tuple[str, ...], on: date | None) -> dict[str, Share]:
    """Pass a contract on; who gets it back has it as if they had never passed it on."""
    after = {
        person: share if person in to or share.until else replace(share, until=on)
        for person, share in shares.items()
    }
    for person in to:
        after[person] = replace(after.get(person) or Share(person, since=on), until=None)
    return after


def _day(last: Mapping[FeedType, FeedEvent], kind: FeedType) -> date | None:
    event = last.get(kind)
    return event.on if event else None


def _state(contract: Contract) -> ContractState:
    if contract.cancelled_on:
        return ContractState.CANCELLED
    if contract.signed_on is None:
        return ContractState.ANNOUNCED
    return ContractState.HANDED_OVER if contract.handed_over_on else ContractState.SIGNED
