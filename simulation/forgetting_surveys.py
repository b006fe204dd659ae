"""What the deliberate defects of campaigns and surveys put in the place of what the product does."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from typing import Any
from unittest.mock import patch

from hearthline import notice_surveys, survey_sending
from hearthline.surveys import feeding, pacing
from hearthline.surveys.model import Progress
from hearthline.surveys.tally_store import Looked, TallyStore
from hearthline.surveys.telling import Telling, owed, telling


def paces_of_ones_own(_: Any, __: str, rate: int, count: int, now: int) -> pacing.Taken:
    """Take places from now on, whoever has them already."""
    return pacing.taken(None, now, rate, count)


def told_whether_or_not(stack: ExitStack) -> None:
    """Remind without asking who has answered."""

    def silent(campaign: Any, invitation: Any, now: datetime) -> Telling:
        if invitation is not None and invitation.progress is Progress.ANSWERED:
            invitation = replace(invitation, progress=Progress.OPENED)
        return telling(campaign, invitation, now)

    for place in (survey_sending, notice_surveys):
        stack.enter_context(patch.object(place, "telling", silent))
    stack.enter_context(patch.object(feeding, "waits_for", owed))


def never_counted(stack: ExitStack) -> None:
    """Look at what changed as if it had not been counted before."""
    real = TallyStore.look

    def look(self: TallyStore, subjects: Sequence[Any]) -> list[Looked]:
        found = real(self, subjects)
        return [
            replace(one, mark=replace(one.mark, counts={}, states={}, groups=())) if one.mark else one
            for one in found
        ]

    stack.enter_context(patch.object(TallyStore, "look", look))
