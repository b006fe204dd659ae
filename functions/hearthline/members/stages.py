"""The stage of life that follows from the homes that somebody owns."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from hearthline.members.model import Holding

MOVING_IN: Final = timedelta(days=90)


class Stage(StrEnum):
    """Where somebody is in life with their home."""

    PROSPECT = "prospect"
    WAITING = "waiting"
    MOVING_IN = "moving_in"
    LIVING = "living"
    SECOND_HOME = "second_home"
    FORMER = "former"


class Owner(Protocol):
    """Who may hold homes."""

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """What they hold, or held."""
        ...


def stage_of(owner: Owner, now: datetime) -> Stage:
    """Give the stage by what somebody owns: the newest handover within 90 days is moving in.

    `second_home` is who owns two homes or more; `former` who owned one and owns none; a contract that was
    cancelled is as if there had been none. Days are those of the zone that `now` is given in.
    """
    standing = [one for one in owner.holdings if not one.cancelled]
    owned = [one for one in standing if one.until is None]
    if not owned:
        return Stage.FORMER if standing else Stage.PROSPECT
    if len({one.home for one in owned}) > 1:
        return Stage.SECOND_HOME
    today = now.date()
    handed_over = [one.handed_over_on for one in owned if one.handed_over_on and one.handed_over_on <= today]
    if not handed_over:
        return Stage.WAITING
    return Stage.MOVING_IN if today - max(handed_over) <= MOVING_IN else Stage.LIVING
