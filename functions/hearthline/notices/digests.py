"""What a monthly digest may say: figures of customers' complaints, without a word about any customer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from hearthline.notices.model import Message

Number = int | float | None
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Three:
    """A figure of the month, of the month before, and of the same month a year before; None for nothing."""

    now: Number
    before: Number
    year_before: Number


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that is counted, by its names, and what its number is set beside."""

    names: Names
    number: int
    beside: int


@dataclass(frozen=True, slots=True)
class DigestCity:
    """A city's complaints of the month, and the share answered in time."""

    names: Names
    received: int
    kept: Number


@dataclass(frozen=True, slots=True)
class NoticeDigest:
    """A month, as YYYY-MM, of some cities.

    `kept` is the share answered in time, of `kept_of`; `breaches` are promises of any kind that were broken.
    Causes stand beside their number in the month before, contractors beside what they settled.
    `open_by_age` is what is open now for up to so many days, None for longer. `links` lead to the pages of
    reports, by name.
    """

    month: str
    cities: tuple[DigestCity, ...]
    received: Three
    kept: Three
    kept_of: int
    breaches: Three
    causes: tuple[Bar, ...] = ()
    without_cause: int = 0
    contractors: tuple[Bar, ...] = ()
    open_by_age: tuple[tuple[int | None, int], ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)


class Digests(Protocol):
    """Knows what came of a month."""

    def __call__(self, message: Message) -> NoticeDigest:
        """Give what a message says of a month, as it stands now."""
        ...
