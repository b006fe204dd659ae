"""What is asked, whom it is asked, and what they said: plain values, no rules.

A *questionnaire* is a numbered version of questions. A *campaign* asks a version of whom its audience means.
An *invitation* is one person asked in one campaign, and keeps what they answered, but for an anonymous
campaign, whose answers stand apart and name nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

NOBODY: Final = "erased"
"""Whom an invitation asked who is erased: it is kept for what is counted, and leads to no person."""

Words = Mapping[str, str]
"""A text by language, `zh` and `en`."""

Answer = int | float | bool | str | tuple[str, ...] | Mapping[str, int | None] | None
"""What was said to one question; `None` says that it does not apply. By type:

`rating` and `score` a whole number, `number` a number, `single` the code of an option, `multiple` the codes
of options, `yes_no` true or false, `matrix` a rating by the code of a row (None: not applicable), `date` a
`YYYY-MM-DD`, `text` a text.
"""

Answers = Mapping[str, Answer]
"""Answers by the id of the question. A question that was skipped is not in it."""


class QuestionType(StrEnum):
    """How a question is answered."""

    RATING = "rating"
    SCORE = "score"
    SINGLE = "single"
    MULTIPLE = "multiple"
    YES_NO = "yes_no"
    MATRIX = "matrix"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class Measure(StrEnum):
    """What figure of the company a question is: the same one in every questionnaire that asks it."""

    SATISFACTION = "satisfaction"
    RECOMMEND = "recommend"
    BUY_AGAIN = "buy_again"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen, or one row of a matrix; its code is stable across versions."""

    code: str
    label: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Its id is stable across versions and questionnaires, so that trends survive new wording.

    `show_if` is a condition on earlier answers (docs/questionnaires.md) as plain JSON values; None is always.
    `least` and `most` are limits: of a number, of a date (`YYYY-MM-DD`), of how many options, of a text's
    length.
    """

    id: str
    type: QuestionType
    text: Words
    required: bool = False
    hint: Words | None = None
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    least: float | str | None = None
    most: float | str | None = None
    not_applicable: bool = False
    show_if: Mapping[str, Any] | None = None
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One version. It is frozen once a campaign that was launched asks it."""

    id: str
    version: int
    title: Words
    intro: Words
    thanks: Words
    questions: tuple[Question, ...]
    created_at: datetime
    by: str


class CampaignState(StrEnum):
    """Where a campaign stands. `finished` and `cancelled` are final."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


UNDER_WAY: Final = frozenset({CampaignState.SENDING, CampaignState.PAUSED})
"""States of a campaign that has begun and has not ended."""
ENDED: Final = frozenset({CampaignState.FINISHED, CampaignState.CANCELLED})


class Trigger(StrEnum):
    """What makes a campaign ask by itself, one person after the other; None of them is asked all at once."""

    COMPLAINT_CLOSED = "complaint_closed"
    HOME_HANDED_OVER = "home_handed_over"


class Linking(StrEnum):
    """How far the results of an outside firm are linked to whom they were asked."""

    NONE = "none"
    STRATA = "strata"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Campaign:
    """One asking.

    `segment` is a filter (docs/segments.md) as JSON text, copied when the audience was chosen, and `excluded`
    another that takes people out of it. `starts_at` is when it begins by itself; found later than
    `latest_start` it waits for a person. `expires_at` is when answers are no longer taken; `days_open` says
    it for a triggered campaign, from each invitation. `rate` is how many messages a minute, `reminders` the
    days after the launch on which who has not answered is asked again. `series` is the same for the waves of
    one survey. `tally_parts` and `parts` are into how many parts its tally and its audience are cut.

    `made` counts its invitations once all are made (None before), `population` those meant by city and stage.
    `waits_for` says why a campaign that was found late rests. `counted` is the run that counts the audience
    as it is chosen. `round` counts how often its long work was begun, and `closing_at` is when it was begun
    to close what is open; `closed_at` is when nothing is open any more.
    """

    id: str
    name: str
    state: CampaignState
    questionnaire: str
    questionnaire_version: int
    title: Words
    by: str
    created_at: datetime
    changed_at: datetime
    changed_by: str
    version: int = 1
    segment: str | None = None
    excluded: str | None = None
    cities: tuple[str, ...] | None = None
    text: Words = field(default_factory=dict)
    channels: tuple[str, ...] = ("email", "sms")
    anonymous: bool = False
    trigger: Trigger | None = None
    delay_hours: int = 0
    days_open: int = 30
    starts_at: datetime | None = None
    latest_start: datetime | None = None
    launched_at: datetime | None = None
    expires_at: datetime | None = None
    rate: int = 600
    reminders: tuple[int, ...] = ()
    reminded: int = 0
    series: str | None = None
    third_party: Linking | None = None
    parts: int = 4
    made: int | None = None
    population: Mapping[str, int] = field(default_factory=dict)
    ended_at: datetime | None = None
    waits_for: str | None = None
    request: str | None = None
    counted: str | None = None
    round: int = 0
    closing_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def answers_apart(self) -> bool:
        """Whether its answers stand apart from its invitations, with their strata at most.

        So they do in an anonymous campaign, and where an outside firm's results may not be linked to persons.
        """
        return self.anonymous or self.third_party in {Linking.NONE, Linking.STRATA}


class Reach(StrEnum):
    """How far the message of an invitation came; what `delivery` says of it, without its inner steps."""

    MADE = "made"
    HELD = "held"
    UNKNOWN = "unknown"
    SENT = "sent"
    FAILED = "failed"
    WITHHELD = "withheld"
    CANCELLED = "cancelled"


NOT_TOLD: Final = frozenset({Reach.MADE, Reach.HELD})
"""How far a message came that has not gone out, and still may."""


class Progress(StrEnum):
    """How far an invitation's answer came. `opened` is a page that a person opened, never a fetched link."""

    NONE = "none"
    OPENED = "opened"
    STARTED = "started"
    ANSWERED = "answered"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Strata:
    """What results are broken down by, as it was when the invitation was made. No name, no contact."""

    kind: str = "customer"
    city: str | None = None
    project: str | None = None
    tier: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person asked in one campaign.

    `hash` is the hash of its token, which stands nowhere: it is derived anew where it must be sent. `source`
    is what it was asked for, where somebody may be asked more than once (`complaint/<number>`,
    `handover/<contract>`). `deliveries` holds by message (`invitation`, `reminder/1`) the version of the
    delivery that `reach` was taken from. `answer_version` counts saved answers. `device` is a random mark of
    the browser that saved last, `saved_at` when that one's answers were given by its own account and never
    later than they came, `superseded` counts saves of one device that lost to another's.

    In an anonymous campaign `answers` stay empty and `changed_at` is that of the time bucket.
    """

    campaign: str
    hash: str
    person: str
    made_at: datetime
    changed_at: datetime
    strata: Strata = field(default_factory=Strata)
    source: str | None = None
    version: int = 1
    reach: Reach = Reach.MADE
    reason: str | None = None
    channel: str | None = None
    sent_at: datetime | None = None
    deliveries: Mapping[str, int] = field(default_factory=dict)
    progress: Progress = Progress.NONE
    answers: Mapping[str, Any] = field(default_factory=dict)
    answer_version: int = 0
    questionnaire_version: int = 1
    language: str | None = None
    answered_at: datetime | None = None
    expires_at: datetime | None = None
    device: str | None = None
    saved_at: datetime | None = None
    superseded: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """What of an invitation says whether a message is owed: the same fields, read without the others."""

    hash: str
    reach: Reach = Reach.MADE
    sent_at: datetime | None = None
    deliveries: Mapping[str, int] = field(default_factory=dict)
    progress: Progress = Progress.NONE


@dataclass(frozen=True, slots=True)
class AnonymousAnswer:
    """What somebody said in an anonymous campaign. Nothing leads from here to the invitation.

    `bucket` is the day on which it came, in the club's zone; the id is random, so within a bucket nothing
    tells the order.
    """

    campaign: str
    id: str
    bucket: str
    strata: Strata
    answers: Mapping[str, Any]
    questionnaire_version: int
    language: str
