"""What comes of an answer that arrives: pure rules, of one invitation and one saving.

A saving holds everything that its device knows of the answers so far. How it meets what is kept:

- It has seen what is kept (`seen` is the kept `answer_version`): it takes its place, also in what it lacks.
- It has not, and was given later: it is laid over what is kept, question by question. Nothing is lost of
  what another device had saved in between.
- It was given earlier (`saved_at`) than what another device had saved: it fills the gaps of that one, no
  more, and is counted in `superseded`, as is one that is replaced. Earlier than its own device's latest: it
  is an echo, and changes nothing.

Only what passes the check of the whole is kept. Until it is final, an answer to a question that the others
hide is kept, too: what opens that question may still be on its way from another device. A final answer is
changed by another final one, until the end; a part of one, saved after it, is refused. The same saving again
changes nothing.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from hearthline.surveys.answer_reading import Skipped, Unfit, read_answer
from hearthline.surveys.answers import check_answers, stored, unstored
from hearthline.surveys.ending import ends_at
from hearthline.surveys.model import (
    Answers,
    Campaign,
    CampaignState,
    Invitation,
    Progress,
    Questionnaire,
    Reach,
    Strata,
)

OPEN_TO_PARTS: Final = (Progress.NONE, Progress.OPENED, Progress.STARTED)
"""How far an answer is that may still be given in parts."""


class Refused(Exception):
    """An answer that can't be taken; `reason` is a stable code (docs/answers.md)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Saving:
    """What a device sends: everything said so far, and whether that is all.

    `seen` is the version of the kept answers that it goes out from, `saved_at` when they were given, by its
    clock.
    """

    answers: Mapping[str, Any]
    final: bool
    device: str | None = None
    language: str | None = None
    seen: int | None = None
    saved_at: datetime | None = None

    def given_at(self, now: datetime) -> datetime:
        """Give when it was given: no later than now, whatever the device's clock says."""
        return min(self.saved_at, now) if self.saved_at else now

    @property
    def opens(self) -> bool:
        """Whether it says no more than that a person has the page before them."""
        return not (self.final or self.answers or self.seen)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the invitation stands after a saving.

    `changed`: it has to be written. `told`: a final answer is new or another one, and others must know.
    `first`: there was none before.
    """

    invitation: Invitation
    changed: bool = True
    told: bool = False
    first: bool = False


def refusal(campaign: Campaign, invitation: Invitation | None, now: datetime) -> Refused | None:
    """Give why no answer is taken now, None where it is; without an invitation, by the campaign alone.

    An anonymous campaign is over when it is finished, be it before its end: its figures are shown from then
    on, and an answer that came later could be told from their difference.
    """
    if campaign.state is CampaignState.CANCELLED:
        return Refused("survey_cancelled")
    finished = campaign.anonymous and campaign.state is CampaignState.FINISHED
    if finished and invitation is not None and invitation.progress is not Progress.ANSWERED:
        return Refused("survey_expired")
    if invitation is not None and invitation.reach is Reach.CANCELLED:
        return Refused("survey_cancelled")
    end = ends_at(campaign, invitation)
    if (end is not None and end <= now) or (
        invitation is not None and invitation.progress is Progress.EXPIRED
    ):
        return Refused("survey_expired")
    return None


def taken(kept: Invitation, questionnaire: Questionnaire, saving: Saving, now: datetime) -> Outcome:
    """Give what comes of a saving where the campaign takes answers.

    Raises Refused for a part of what was finished, AnswersInvalid with the questions at fault.
    """
    if saving.opens:
        return _opened(kept, saving, now)
    at = saving.given_at(now)
    if _echo(kept, saving, at):
        return Outcome(kept, changed=False)
    if not saving.final and kept.progress is Progress.ANSWERED:
        raise Refused("survey_answered")
    answers = checked(questionnaire, _met(kept, questionnaire, saving, at), final=saving.final)
    late, superseded = _late(kept, saving, at), kept.superseded + _another_device(kept, saving)
    if answers == kept.answers and saving.final is (kept.progress is Progress.ANSWERED):
        beaten = late and superseded > kept.superseded
        return Outcome(replace(kept, superseded=superseded) if beaten else kept, changed=beaten)
    after = replace(
        kept,
        answers=answers,
        progress=Progress.ANSWERED if saving.final else Progress.STARTED,
        answered_at=now if saving.final else None,
        changed_at=now,
        questionnaire_version=questionnaire.version,
        answer_version=kept.answer_version + 1,
        superseded=superseded,
    )
    if not late:
        after = _by_device(after, saving, at)
    first = saving.final and kept.progress is not Progress.ANSWERED
    return Outcome(after, told=saving.final, first=first)


def checked(questionnaire: Questionnaire, given: Mapping[str, Any], *, final: bool) -> dict[str, Any]:
    """Give answers as they are kept, final ones without what is hidden; raise AnswersInvalid."""
    normal = check_answers(questionnaire, given, final=final)
    if not final:
        hidden = [each for each in questionnaire.questions if each.id in given and each.id not in normal]
        for question in hidden:
            with suppress(Unfit):
                answer = read_answer(question, given[question.id], final=False)
                if not isinstance(answer, Skipped):
                    normal[question.id] = answer
    return stored(normal)


def answered_anonymously(kept: Invitation, day_begins: datetime) -> Invitation:
    """Give an invitation of an anonymous campaign that was answered: it knows the day, and nothing more.

    Raises Refused where it was answered before: nobody can tell which answer to change.
    """
    if kept.progress is Progress.ANSWERED:
        raise Refused("survey_answered")
    return replace(kept, progress=Progress.ANSWERED, answered_at=day_begins, changed_at=day_begins)


def opened_anonymously(kept: Invitation, day_begins: datetime) -> Outcome:
    """Give an invitation of an anonymous campaign whose page a person has opened."""
    if kept.progress is not Progress.NONE:
        return Outcome(kept, changed=False)
    return Outcome(replace(kept, progress=Progress.OPENED, changed_at=day_begins))


def coarse(strata: Strata) -> Strata:
    """Give of the strata what an anonymous answer keeps: no project, which may be a single house."""
    return replace(strata, project=None)


def _opened(kept: Invitation, saving: Saving, now: datetime) -> Outcome:
    if kept.progress is not Progress.NONE:
        return Outcome(kept, changed=False)
    return Outcome(
        replace(kept, progress=Progress.OPENED, changed_at=now, language=saving.language or kept.language)
    )


def _met(kept: Invitation, questionnaire: Questionnaire, saving: Saving, at: datetime) -> Mapping[str, Any]:
    """Give what is to be checked: the saving's answers and what is kept, as the module says."""
    if saving.seen == kept.answer_version or not kept.answer_version:
        return saving.answers
    asked = {question.id for question in questionnaire.questions}
    before: Answers = {name: said for name, said in unstored(kept.answers).items() if name in asked}
    if _late(kept, saving, at):
        return {**saving.answers, **before}
    return {**before, **saving.answers}


def _late(kept: Invitation, saving: Saving, at: datetime) -> bool:
    """Say whether a saving was given before what is kept, without having seen it."""
    if kept.saved_at is None or saving.seen == kept.answer_version:
        return False
    return at < kept.saved_at


def _echo(kept: Invitation, saving: Saving, at: datetime) -> bool:
    """Say whether a saving is one that its own device has sent before, or has gone beyond since."""
    if saving.saved_at is None or saving.device is None or saving.device != kept.device:
        return False
    return kept.saved_at is not None and at <= kept.saved_at and saving.seen != kept.answer_version


def _by_device(after: Invitation, saving: Saving, at: datetime) -> Invitation:
    return replace(
        after,
        saved_at=at,
        device=saving.device or after.device,
        language=saving.language or after.language,
    )


def _another_device(kept: Invitation, saving: Saving) -> bool:
    return bool(saving.device and kept.device and saving.device != kept.device)
