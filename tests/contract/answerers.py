"""Campaigns that were answered, for tests of what is made of the answers."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hearthline import root, root_asking, root_results
from hearthline.platform.codec import dump
from hearthline.surveys import keys
from hearthline.surveys.model import Campaign, CampaignState, Invitation, Progress, Reach, Strata
from hearthline.surveys.tally_store import Subject
from tests.contract.service import Service

REPORT = "experience-report"
CELLS = {"sz/living": 400, "gz/living": 200, "gz/moving_in": 100}


def launched(service: Service, identity: str, **changes: Any) -> Campaign:
    made = Campaign(
        identity,
        "2026 年度调查",
        CampaignState.SENDING,
        REPORT,
        1,
        {"zh": "年度调查", "en": "Yearly report"},
        "zhou",
        service.now,
        service.now,
        "zhou",
        launched_at=service.now,
        expires_at=service.now + timedelta(days=30),
        population=CELLS,
        made=700,
    )
    campaign = replace(made, **changes)
    root_asking.campaigns().create(campaign, [])
    return campaign


def answers(overall: int, buy: int, recommend: int) -> dict[str, Any]:
    return {"satisfaction": overall, "problem": False, "buy_again": buy, "recommend": recommend}


class Owners:
    """Those who were asked, each with a number, and the tally that follows them."""

    def __init__(self, service: Service, campaign: Campaign) -> None:
        self.service = service
        self.campaign = campaign
        self.asked = 0

    def say(self, times: int, city: str, stage: str, said: dict[str, Any] | None, **strata: Any) -> None:
        progress = Progress.ANSWERED if said else Progress.NONE
        subjects = []
        for _ in range(times):
            self.asked += 1
            hash_ = f"{self.asked % 256:02x}{self.asked:038x}"
            invitation = Invitation(
                self.campaign.id,
                hash_,
                f"PERSON{self.asked:010d}",
                self.service.now,
                self.service.now,
                Strata("customer", city, strata.get("project", "海岸花园"), "gold", stage),
                version=2,
                reach=Reach.SENT,
                progress=progress,
                answers=said or {},
                answered_at=self.service.now if said else None,
            )
            pk = keys.invitations(self.campaign.id, keys.bucket_of(hash_))
            root.surveys_table().put({"pk": pk, "sk": hash_, **dump(invitation)})
            subjects.append(Subject(self.campaign.id, hash_))
        root_results.counting().count(subjects)
