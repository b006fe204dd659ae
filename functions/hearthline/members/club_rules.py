"""The rules of the club as the document `club` has them: what earns points, what they buy, when they end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.members.model import Tier
from hearthline.members.points import end_of
from hearthline.platform.documents import Documents

CLUB = "club"


@dataclass(frozen=True, slots=True)
class Earning:
    """What one occasion earns, and for how many months; None as all points do."""

    points: int
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Reward:
    """What points buy: a code, what it is called in each language, and what it takes."""

    code: str
    names: Mapping[str, str]
    points: int


@dataclass(frozen=True, slots=True)
class ClubRules:
    """One version of the rules. Points are announced `announce` before they end.

    `worth` is how many points are worth how many fen in the company's books; None where that is not said.
    """

    zone: ZoneInfo
    months: int
    announce: timedelta
    earning: Mapping[str, Earning]
    rewards: Mapping[str, Reward]
    discounts: Mapping[Tier, int]
    worth: tuple[int, int] | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "ClubRules":
        """Read a saved document."""
        return cls(
            zone=ZoneInfo(document["zone"]),
            months=document["expiry_months"],
            announce=timedelta(days=document["announce_days"]),
            earning={
                rule: Earning(told["points"], told.get("expiry_months"))
                for rule, told in document["earning"].items()
            },
            rewards={
                told["code"]: Reward(told["code"], told["names"], told["points"])
                for told in document["rewards"]
            },
            discounts={Tier(tier): percent for tier, percent in document["discounts"].items()},
            worth=(worth["points"], worth["fen"]) if (worth := document.get("worth")) else None,
        )

    def ends(self, at: datetime, rule: str | None = None) -> datetime:
        """Give when points end that are earned at an instant by this rule, or by none."""
        earning = self.earning.get(rule or "")
        return end_of(at, (earning and earning.months) or self.months, self.zone)

    def ends_again(self, spent_at: datetime, now: datetime) -> datetime:
        """Give when points end that come back: as if earned when they were spent, but not without warning.

        Spending and taking back must not renew points; who gets them back shall have time to use them.
        """
        warned = end_of(now, 0, self.zone) + self.announce
        return max(self.ends(spent_at), warned)


class Club:
    """The rules in force. Each use case calls `refresh` first, with its own instant."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._parsed: dict[int, ClubRules] = {}

    def refresh(self, now: datetime) -> ClubRules:
        """Take in what was saved since, at most once a minute, and give the rules in force."""
        self._documents.refresh(now)
        document = self._documents.latest(CLUB)
        version = int(document["version"])
        if version not in self._parsed:
            self._parsed[version] = ClubRules.from_document(document)
        return self._parsed[version]
