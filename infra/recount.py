"""The proof that a campaign's tally is right: counts it from scratch and names each counter that is another.

    make recount CAMPAIGN=<id>           # the local stack; DEPLOYED= a stack on AWS
    make recount CAMPAIGN=<id> COUNT=1   # and counts what the stream has lost

It reads every invitation and anonymous answer, consistently, and writes nothing unless it is told to count.
While a campaign is being answered, what changed between two readings is a difference: `behind` says of how
many.
"""

import argparse
import sys
from typing import Any

from hearthline.complaints.store import ComplaintStore
from hearthline.members.complaint_link_store import ComplaintLinkStore
from hearthline.members.store import PersonStore
from hearthline.platform.surroundings import utc_now
from hearthline.platform.table import Table
from hearthline.survey_recovery import RecoveryOfPersons
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.counting import AskedCampaigns, Counting
from hearthline.surveys.questionnaire_store import QuestionnaireStore
from hearthline.surveys.recounting import Recount, days_of, differences, recount
from hearthline.surveys.tally_store import TallyStore
from infra.installation import installation
from infra.local.failure import CannotRun

SHOWN = 20
SHARDS = 8
"""Timer shards, which nothing that is done here sets."""


class NoSuchCampaign(Exception):
    """There is no campaign of this id."""


class Auditor:
    """Counts campaigns of one installation."""

    def __init__(self, client: Any, tables: dict[str, str]) -> None:
        surveys, members, complaints = (
            Table(client, tables[name]) for name in ("SurveysTable", "MembersTable", "ComplaintsTable")
        )
        self.store = TallyStore(surveys)
        self._campaigns = CampaignStore(surveys, SHARDS)
        self._asked = AskedCampaigns(self._campaigns.load, QuestionnaireStore(surveys).asked)
        self._classes = RecoveryOfPersons(
            PersonStore(members, SHARDS), ComplaintLinkStore(members), ComplaintStore(complaints, SHARDS)
        )

    def recount(self, campaign: str) -> tuple[Recount, list[str]]:
        """Count a campaign; give what it comes to, and where the live tally is another."""
        head = self._campaigns.load(campaign)
        if head is None:
            raise NoSuchCampaign(campaign)
        days = days_of(head, utc_now()) if head.answers_apart else ()
        found = recount(self.store, campaign, self._asked, self._classes, days)
        return found, differences(self.store.groups(campaign), found.groups)

    def count(self, found: Recount) -> None:
        """Let the tally count what it has not."""
        Counting(self.store, self._asked, self._classes).count(found.behind)


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; 0 when the tally is right, 1 when not, 2 with the reason on stderr when it can't look."""
    parser = argparse.ArgumentParser(prog="python -m infra.recount")
    parser.add_argument("campaign", help="its id")
    parser.add_argument("--count", action="store_true", help="count what the tally has not")
    parser.add_argument("--deployed", default="", help="a stack on AWS; without it the local one is meant")
    given = parser.parse_args(arguments)
    try:
        outputs, client = installation(given.deployed)
        auditor = Auditor(client("dynamodb"), dict(outputs))
        found, wrong = auditor.recount(given.campaign)
        if given.count and found.behind:
            auditor.count(found)
            print(f"{len(found.behind):,} counted that were not")
            found, wrong = auditor.recount(given.campaign)
    except NoSuchCampaign:
        print("hearthline: there is no such campaign", file=sys.stderr)
        return 2
    except CannotRun as refused:
        print(f"hearthline: {refused}", file=sys.stderr)
        return 2
    print(f"{found.made:,} invitations, {found.answers:,} anonymous answers, {len(found.behind):,} behind")
    for line in wrong[:SHOWN]:
        print(line)
    print(f"{len(wrong):,} counters differ" if wrong else "the tally equals the recount")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
