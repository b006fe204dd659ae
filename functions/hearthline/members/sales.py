"""The signed contracts of a home, as far as referrals and purchases ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hearthline.members.holdings import HomeFacts


@dataclass(frozen=True, slots=True)
class Sale:
    """One signed contract. `buyers` as it names them, the first first; `code` is the referral's, if any."""

    home: str
    contract: str
    buyers: tuple[str, ...]
    signed_on: date
    code: str | None = None
    handed_over_on: date | None = None
    cancelled_on: date | None = None


def sales_of(home: HomeFacts | None) -> Iterator[Sale]:
    """Give the contracts of a home that are known to be signed."""
    if home is None:
        return
    for contract in home.contracts:
        if contract.signed_on is not None and contract.buyers:
            yield Sale(
                home.id,
                contract.number,
                contract.buyers,
                contract.signed_on,
                contract.referral_code,
                contract.handed_over_on,
                contract.cancelled_on,
            )


def sale_of(home: HomeFacts | None, contract: str) -> Sale | None:
    """Give one signed contract of a home, or None."""
    return next((sale for sale in sales_of(home) if sale.contract == contract), None)
