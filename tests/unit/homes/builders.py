"""Homes and their events for tests: the five events of one home, and shorthand for each."""

from datetime import UTC, date, datetime
from typing import Any

from hearthline.homes.model import Address, FeedEvent, FeedType

HOME = Address("sz", "海岸花园", "3栋", "1801")
CONTRACT = "HT-2024-0117"
WANG, LI, ZHAO = "WANG000000000000", "LI00000000000000", "ZHAO000000000000"


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """Give noon, UTC, of a day."""
    return datetime.fromisoformat(f"{text}T12:00:00+00:00").astimezone(UTC)


def described(on: str = "2024-01-10", **facts: Any) -> FeedEvent:
    built = {"main": "中建三局", "waterproofing": "东方雨虹"}
    ends = {"waterproofing": 60, "finishing": 24}
    given = {"id": "described", "contractors": built, "warranties": ends, **facts}
    return FeedEvent(type=FeedType.HOME_DESCRIBED, at=at(on), home=HOME, **given)


def _of_contract(kind: FeedType, on: str, facts: dict[str, Any]) -> FeedEvent:
    given = {"at": at(on), "home": HOME, "contract": CONTRACT, "on": day(on), **facts}
    return FeedEvent(type=kind, **given)


def signed(on: str = "2024-03-01", **facts: Any) -> FeedEvent:
    return _of_contract(FeedType.CONTRACT_SIGNED, on, {"id": "signed", "owners": (WANG, LI), **facts})


def handed_over(on: str = "2025-06-30", **facts: Any) -> FeedEvent:
    return _of_contract(FeedType.HANDED_OVER, on, {"id": "handed-over", **facts})


def transferred(on: str = "2026-02-01", **facts: Any) -> FeedEvent:
    return _of_contract(FeedType.OWNERSHIP_TRANSFERRED, on, {"id": "transferred", "owners": (ZHAO,), **facts})


def cancelled(on: str = "2026-05-01", **facts: Any) -> FeedEvent:
    return _of_contract(FeedType.CONTRACT_CANCELLED, on, {"id": "cancelled", **facts})


def five() -> list[FeedEvent]:
    """Give the whole story of a home, in the order in which it happened."""
    return [described(), signed(), handed_over(), transferred(), cancelled()]
