"""Surveys for analysis: who was asked, by strata, and what closed questions were answered with.

Texts, numbers and dates that somebody typed do not leave. Answers that stand apart from their invitations, as
in anonymous campaigns, do not either: small groups would have to be hidden against all else that is here.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from hearthline.analytics.exporting import Gathered, Run
from hearthline.analytics.words import Words
from hearthline.analytics_survey_tables import ANSWERS, INVITATIONS, Answered, Asked
from hearthline.surveys import keys
from hearthline.surveys.answers import unstored
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.exports.columns import NOT_APPLICABLE, Column, columns
from hearthline.surveys.model import UNDER_WAY, Campaign, Invitation, Progress, Questionnaire, QuestionType
from hearthline.surveys.tally_store import TallyStore

PARTS: Final = 32
"""Into how many parts a campaign is cut, by the first byte of its tokens' hashes."""
STILL: Final = timedelta(days=60)
"""How long after its end a campaign is written each day: answers may be taken back, persons be taken out."""
CLOSED: Final = frozenset(
    {
        QuestionType.RATING,
        QuestionType.SCORE,
        QuestionType.SINGLE,
        QuestionType.MULTIPLE,
        QuestionType.YES_NO,
        QuestionType.MATRIX,
    }
)


class Surveys:
    """Gathers campaigns part by part; `asked` gives a questionnaire by id and version.

    How problems were handled is what the tally counted an answer under: as it was when it came.
    """

    name = "surveys"
    tables = (INVITATIONS, ANSWERS)

    def __init__(
        self,
        campaigns: CampaignStore,
        tallies: TallyStore,
        asked: Callable[[str, int], Questionnaire | None],
        words: Callable[[datetime], Words],
        *,
        parts: int = PARTS,
    ) -> None:
        self._campaigns = campaigns
        self._tallies = tallies
        self._asked = asked
        self._words = words
        self._parts = parts
        self._known: dict[str, Campaign] = {}

    def places(self, run: Run) -> list[str]:
        """Give `<campaign>/<part>` of campaigns that were launched: under way or ended of late, or all."""
        self._known = {one.id: one for one in self._campaigns.every() if one.launched_at is not None}
        wanted = [one for one in self._known.values() if run.everything or _fresh(one, run.as_of)]
        return sorted(f"{one.id}/{part:02d}" for one in wanted for part in range(self._parts))

    def gather(self, place: str, run: Run) -> Gathered:
        """Read a part of a campaign: two queries for each of its buckets, and each MB more."""
        identity, _, part = place.partition("/")
        words, campaign = self._words(run.as_of), self._known[identity]
        asked = list(self._read(campaign, int(part), words))
        questions = self._closed(campaign)
        answered = [line for one in asked for line in _answered(one, questions)]
        return Gathered(
            {"campaign": identity, "part": part}, {INVITATIONS.name: asked, ANSWERS.name: answered}
        )

    def _read(self, campaign: Campaign, part: int, words: Words) -> Iterator[Asked]:
        each = keys.BUCKETS // self._parts
        for bucket in range(part * each, (part + 1) * each):
            for one in self._tallies.bucket(campaign.id, f"{bucket:02x}"):
                if isinstance(one.found, Invitation):
                    yield Asked(campaign, one.found, words, one.mark.recovery if one.mark else None)

    def _closed(self, campaign: Campaign) -> tuple[Column, ...]:
        if campaign.answers_apart:
            return ()
        asked = self._asked(campaign.questionnaire, campaign.questionnaire_version)
        found = columns(asked.questions) if asked else ()
        return tuple(column for column in found if column.question.type in CLOSED)


def _fresh(campaign: Campaign, now: datetime) -> bool:
    return campaign.state in UNDER_WAY or (campaign.ended_at is not None and campaign.ended_at > now - STILL)


def _answered(asked: Asked, questions: tuple[Column, ...]) -> Iterator[Answered]:
    """Give a row for each closed question that was answered, and for each of its options or rows."""
    if asked.invitation.progress is not Progress.ANSWERED:
        return
    said = unstored(asked.invitation.answers)
    for column in questions:
        cell = column.cell(said)
        if cell is None:
            continue
        part = column.part.code if column.part else None
        if cell == NOT_APPLICABLE:
            yield Answered(asked, column.question, part, None, None)
        elif isinstance(cell, str):
            # An option that this version does not have would be a text that somebody sent.
            if cell in {option.code for option in column.question.options}:
                yield Answered(asked, column.question, part, None, cell)
        else:
            yield Answered(asked, column.question, part, int(cell), None)
