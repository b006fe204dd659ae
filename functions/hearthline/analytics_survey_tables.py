"""Of surveys for analysis: what of an invitation and of an answer leaves, column by column."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hearthline.analytics.tables import Column, Kind, Table
from hearthline.analytics.words import Words
from hearthline.surveys.model import Campaign, Invitation, Question
from hearthline.surveys.recovery import Recovery

TEXT, INTEGER, FLAG, DAY = Kind.TEXT, Kind.INTEGER, Kind.FLAG, Kind.DAY
COMPLAINT: Final = "complaint/"
BY_CAMPAIGN: Final = (
    ("campaign", "id of the campaign"),
    ("part", "one of 32 parts into which its invitations fall by chance, 00 to 31"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation as told of here."""

    campaign: Campaign
    invitation: Invitation
    words: Words
    recovery: Recovery | None = None

    @property
    def pseudonym(self) -> str | None:
        """What stands for the invitation."""
        return self.words.pseudonym("invitation", f"{self.campaign.id}\n{self.invitation.hash}")


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said to one question, option or row; neither number nor choice is "not applicable"."""

    asked: Asked
    question: Question
    part: str | None
    number: int | None
    choice: str | None


def _named(of: Callable[[Asked], str | None]) -> Callable[[Asked], str | None]:
    """Give what an anonymous campaign's rows leave out: it would tell one who was asked from the others."""
    return lambda one: None if one.campaign.answers_apart else of(one)


def _day(of: Callable[[Invitation], datetime | None]) -> Callable[[Asked], date | None]:
    def day(one: Asked) -> date | None:
        at = None if one.campaign.answers_apart else of(one.invitation)
        return at.date() if at else None

    return day


def _complaint(one: Asked) -> str | None:
    source = one.invitation.source or ""
    if not source.startswith(COMPLAINT):
        return None
    return one.words.pseudonym("complaint", source.removeprefix(COMPLAINT))


INVITATIONS: Final = Table(
    "invitations",
    1,
    "one row for each person who was asked in a campaign that was launched",
    BY_CAMPAIGN,
    (
        Column(
            "invitation", TEXT, "pseudonym of the invitation, of this campaign alone", lambda i: i.pseudonym
        ),
        Column(
            "kind",
            TEXT,
            "what the person was to the company: customer, tenant, partner, staff or press",
            lambda i: i.words.word("filer", i.invitation.strata.kind),
        ),
        Column("city", TEXT, "the city", lambda i: i.words.word("city", i.invitation.strata.city)),
        Column(
            "project",
            TEXT,
            "the project; empty in an anonymous campaign",
            _named(lambda i: i.words.word("project", i.invitation.strata.project)),
        ),
        Column("tier", TEXT, "the tier", lambda i: i.words.word("tier", i.invitation.strata.tier)),
        Column("stage", TEXT, "the stage", lambda i: i.words.word("stage", i.invitation.strata.stage)),
        Column(
            "reach",
            TEXT,
            "how far the message came: made, held, unknown, sent, failed, withheld or cancelled",
            lambda i: i.invitation.reach.value,
        ),
        Column(
            "progress",
            TEXT,
            "how far the answer came: none, opened, started, answered or expired",
            lambda i: i.invitation.progress.value,
        ),
        Column(
            "channel",
            TEXT,
            "email or sms; empty in an anonymous campaign",
            _named(lambda i: i.words.word("channel", i.invitation.channel)),
        ),
        Column(
            "language",
            TEXT,
            "language of the answer; empty in an anonymous campaign",
            _named(lambda i: i.words.word("language", i.invitation.language)),
        ),
        Column("made_on", DAY, "day in UTC; empty in an anonymous campaign", _day(lambda i: i.made_at)),
        Column("sent_on", DAY, "day of the first message; the same", _day(lambda i: i.sent_at)),
        Column("answered_on", DAY, "day of the answer; the same", _day(lambda i: i.answered_at)),
        Column(
            "complaint",
            TEXT,
            "pseudonym of the case that it was asked after; empty in an anonymous campaign",
            _named(_complaint),
        ),
        Column(
            "recovery",
            TEXT,
            "how the person's problems of the year before were handled: no_problem, handled_well, "
            "handled_badly or not_judged; empty for who has not answered, and in an anonymous campaign",
            _named(lambda i: i.recovery.value if i.recovery else None),
        ),
        Column("questionnaire", TEXT, "id of the questionnaire", lambda i: i.campaign.questionnaire),
        Column("version", INTEGER, "its version", lambda i: i.campaign.questionnaire_version),
        Column("series", TEXT, "what the waves of one survey share", lambda i: i.campaign.series),
        Column(
            "launched_month",
            TEXT,
            "month in which the campaign was launched, YYYY-MM",
            lambda i: f"{i.campaign.launched_at:%Y-%m}" if i.campaign.launched_at else None,
        ),
    ),
)

ANSWERS: Final = Table(
    "answers",
    1,
    "one row for each closed question answered, and each option or row of it; none of anonymous campaigns",
    BY_CAMPAIGN,
    (
        Column("invitation", TEXT, "pseudonym, as `invitations` has it", lambda a: a.asked.pseudonym),
        Column("question", TEXT, "id of the question, the same in all versions", lambda a: a.question.id),
        Column(
            "type",
            TEXT,
            "rating, score, single, multiple, yes_no or matrix",
            lambda a: a.question.type.value,
        ),
        Column(
            "measure",
            TEXT,
            "the company's figure that it is: satisfaction, recommend, buy_again or attribute",
            lambda a: a.question.measure.value if a.question.measure else None,
        ),
        Column("option", TEXT, "of multiple the option, of matrix the row", lambda a: a.part),
        Column(
            "number",
            INTEGER,
            "the rating or score; of yes_no and of an option 1 or 0",
            lambda a: a.number,
        ),
        Column("choice", TEXT, "of single the option that was chosen", lambda a: a.choice),
        Column(
            "not_applicable",
            FLAG,
            "whether it was said not to apply",
            lambda a: a.number is None and a.choice is None,
        ),
    ),
)
