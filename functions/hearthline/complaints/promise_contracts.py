"""The contracts of what happens to promises: broken, told to people, acknowledged, extended."""

from typing import Literal

from pydantic import Field

from hearthline.complaints.contract_parts import Case, ComplaintEvent, Level
from hearthline.complaints.model import ClockName
from hearthline.platform.event_contracts import Contract, Instant


class Breached(Case):
    """A broken promise."""

    clock: ClockName = Field(description="which promise")
    round: int = Field(ge=1, description="of which round")
    due: Instant = Field(description="the deadline that was missed, however late that was seen")


class SlaBreached(ComplaintEvent):
    """A deadline passed unmet; once for each promise and round, never taken back."""

    type: Literal["sla.breached"]
    data: Breached


class StepTold(Contract):
    """One step of the ladder; a step is told once, ever."""

    clock: ClockName = Field(description="which promise it is about")
    round: int = Field(ge=1, description="of which round")
    step: str = Field(
        description="its name in the policy; `overdue:2` is a second repetition, `warn/manager` goes to the "
        "level above because nobody acknowledged `warn`, `at_once:critical` comes with the severity"
    )
    levels: tuple[Level, ...] = Field(min_length=1, description="who is to be told")
    due: Instant = Field(description="the deadline, missed or to come")


class Raised(Case):
    """All steps that are told together."""

    steps: tuple[StepTold, ...] = Field(min_length=1, description="after an outage all that were missed")
    acknowledge_by: Instant | None = Field(
        description="until when somebody should acknowledge before the next level is told; null at the top"
    )


class EscalationRaised(ComplaintEvent):
    """People are to be told that a promise is in danger or broken."""

    type: Literal["escalation.raised"]
    data: Raised


class Acknowledged(Case):
    """The step that somebody has seen."""

    clock: ClockName = Field(description="which promise it is about")
    round: int = Field(ge=1, description="of which round")
    step: str = Field(description="the step's name")


class EscalationAcknowledged(ComplaintEvent):
    """Somebody has seen the step that was waiting."""

    type: Literal["escalation.acknowledged"]
    data: Acknowledged


class Extended(Case):
    """A later promise."""

    clock: ClockName = Field(description="which promise")
    until: Instant = Field(description="the new deadline")


class ComplaintExtended(ComplaintEvent):
    """A later instant was promised, with a reason."""

    type: Literal["complaint.extended"]
    data: Extended
