"""Reading the rows of an export: a campaign's invitations bucket by bucket, or answers that stand apart.

What one stretch holds follows from its number alone, so reading it again gives the same part. A code of a
respondent is a keyed hash: of the invitation's hash, or of the random id under which an answer stands apart.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final, Protocol

from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import ALPHABET
from hearthline.surveys import keys
from hearthline.surveys.exports.model import Row
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import AnonymousAnswer, Campaign, Invitation, Progress

STRETCHES: Final = len(ALPHABET)
"""Into how many stretches a campaign is cut: by the first byte of hashes, or the first sign of random ids."""
BUCKETS_A_STRETCH: Final = keys.BUCKETS // STRETCHES
MARGIN: Final = timedelta(days=1)
"""Days of a bucket are those of a zone: one more at each end."""


class Apart(Protocol):
    """Answers that stand apart from invitations."""

    def of_day(self, campaign: str, day: str, begin: str, end: str) -> Iterator[AnonymousAnswer]:
        """Give the answers of one day whose ids lie between two, read consistently."""
        ...


class Gathering:
    """Reads the rows of campaigns."""

    def __init__(self, invitations: InvitationStore, apart: Apart, prints: Fingerprints) -> None:
        self._invitations = invitations
        self._apart = apart
        self._prints = prints

    def rows(self, campaign: Campaign, stretch: int, asked_at: datetime) -> list[Row]:
        """Read one stretch of the answers that were there when an export was asked for.

        Those that stand apart are in an order that says nothing of when they came.
        """
        if not campaign.answers_apart:
            begin = stretch * BUCKETS_A_STRETCH
            buckets = [f"{bucket:02x}" for bucket in range(begin, begin + BUCKETS_A_STRETCH)]
            return [row for bucket in buckets for row in self._bucket(campaign, bucket)]
        days, (low, high) = _days(campaign, asked_at), _ids(stretch)
        answers = (one for day in days for one in self._apart.of_day(campaign.id, day, low, high))
        return sorted((self._apart_row(answer) for answer in answers), key=_code)

    def respondent(self, campaign: str, known_as: str) -> str:
        """Give the code under which one respondent of a campaign is exported."""
        return self._prints.fingerprint("respondent", f"{campaign}\n{known_as}")[:20]

    def _bucket(self, campaign: Campaign, bucket: str) -> Iterator[Row]:
        after: str | None = None
        while True:
            page = self._invitations.bucket(campaign.id, bucket, after)
            yield from (self._row(one) for one in page.invitations if one.progress is Progress.ANSWERED)
            if page.last is None:
                return
            after = page.last

    def _row(self, invitation: Invitation) -> Row:
        said: Any = invitation.answers
        return Row(
            self.respondent(invitation.campaign, invitation.hash),
            invitation.strata,
            invitation.questionnaire_version,
            said,
            invitation.answered_at.date().isoformat() if invitation.answered_at else None,
            invitation.channel,
            invitation.language,
        )

    def _apart_row(self, answer: AnonymousAnswer) -> Row:
        code = self.respondent(answer.campaign, answer.id)
        return Row(code, answer.strata, answer.questionnaire_version, answer.answers)


def _days(campaign: Campaign, asked_at: datetime) -> list[str]:
    begin: date = ((campaign.launched_at or campaign.created_at) - MARGIN).date()
    end: date = (asked_at + MARGIN).date()
    return [(begin + timedelta(days=day)).isoformat() for day in range((end - begin).days + 1)]


def _ids(stretch: int) -> tuple[str, str]:
    """Give between which ids a stretch lies; all together are all there can be."""
    low = ALPHABET[stretch] if stretch else "!"
    return low, ALPHABET[stretch + 1] if stretch + 1 < STRETCHES else "~"


def _code(row: Row) -> str:
    return row.respondent
